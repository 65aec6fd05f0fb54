"""Numbers as a reader of each language writes them."""

import math


def number(value: float | None, lang: str, *, decimals: int | None = None, signed: bool = False) -> str:
    """A number as the language writes it, with about three figures that count; a dash when there is none."""
    if value is None or math.isnan(value):
        return "–"
    if decimals is None:
        decimals = 0 if float(value).is_integer() else places(value)
    written = f"{value:{'+' if signed else ''},.{decimals}f}"
    if float(written.replace(",", "")) == 0:  # no "-0.00"
        written = f"{0:,.{decimals}f}"
    return _localised(written, lang)


def exact(value: float, lang: str) -> str:
    """A number as it was given, every decimal of it and no more."""
    return "–" if math.isnan(value) else _localised(f"{value:,.12g}", lang)


def _localised(written: str, lang: str) -> str:
    if lang == "nl":
        written = written.translate(str.maketrans(",.", ".,"))
    return written.replace("-", "−")


def places(value: float) -> int:
    """Decimals that leave about three figures that count."""
    size = abs(value)
    if size >= 100:
        return 0
    if size >= 10:
        return 1
    return 2 if size >= 0.1 or size == 0 else 4


def percent(value: float | None, lang: str) -> str:
    """A share (0 to 1) as a whole percentage."""
    return "–" if value is None or math.isnan(value) else f"{number(100 * value, lang, decimals=0)}%"
