"""Numbers as a reader of each language writes them, and as a user types them."""

import math

from sandbox.texts import text


def places(size: float) -> int:
    """Decimals that leave about three figures that count."""
    size = abs(size)
    if size >= 100:
        return 0
    if size >= 10:
        return 1
    return 2 if size >= 0.1 or size == 0 else 4


def number(value: float | None, lang: str, *, decimals: int | None = None, signed: bool = False) -> str:
    """A number with thousands apart, "1.234,5" in Dutch; a dash when there is none (None, nan, infinite)."""
    if value is None or not math.isfinite(value):
        return "–"
    written = f"{value:{'+' if signed else ''},.{places(value) if decimals is None else decimals}f}"
    if not any(digit in "123456789" for digit in written):  # no "-0.00" and no "+0"
        written = written.lstrip("+-")
    if lang == "nl":
        written = written.translate(str.maketrans(",.", ".,"))
    return written.replace("-", "−")


def exact(value: float, lang: str) -> str:
    """A number as it was given: every decimal of it and no more."""
    written = f"{value:,.12g}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "nl" else written


def rounded(value: float, lang: str) -> str:
    """A count in two figures that count, for a sentence: 41.327 becomes 41.000."""
    if abs(value) < 10 or not math.isfinite(value):
        return number(value, lang, decimals=0)
    return in_steps_of(value, abs(value), lang)


def in_steps_of(value: float, reach: float, lang: str, *, signed: bool = False) -> str:
    """A number in no finer steps than a hundredth to a tenth of ``reach``: what is beside it decides what counts."""
    if not (math.isfinite(value) and reach > 0 and math.isfinite(reach)):
        return number(value, lang, decimals=0 if value == 0 else None, signed=signed)
    power = math.floor(math.log10(reach)) - 1
    step = 10.0**power
    return number(round(value / step) * step, lang, decimals=max(0, -power), signed=signed)


def percent(share: float | None, lang: str) -> str:
    """A share (0-1) as a whole percentage."""
    return "–" if share is None or not math.isfinite(share) else f"{number(100 * share, lang, decimals=0)}%"


def euro(value: float | None, lang: str) -> str:
    """Euros, in thousands, millions or billions when there are many."""
    if value is None or not math.isfinite(value):
        return "–"
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{number(value / size, lang, signed=True)} {text(word, lang)}"
    if abs(value) >= 1000:  # three figures that count, as in millions
        return in_steps_of(value, abs(value) / 10, lang, signed=True)
    return number(value, lang, decimals=0, signed=True)


def typed(raw: object) -> float:
    """The number in what a user typed, with a comma or a point for the decimals; nan when it is no number.

    A lone separator followed by exactly three digits stands between thousands ("10.000"), unless a 0 comes before it.
    """
    if isinstance(raw, int | float):
        return float(raw)
    words = str(raw).strip().replace("−", "-").replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if not words or any(letter not in "0123456789.,-+" for letter in words):
        return math.nan
    marks = [letter for letter in words if letter in ".,"]
    if len(set(marks)) == 2:  # both kinds: the last one holds the decimals
        decimal = marks[-1]
        words = words.replace("." if decimal == "," else ",", "")
    elif len(marks) > 1 or (marks and _thousands(words, marks[0])):
        words = words.replace(marks[0], "")
    try:
        return float(words.replace(",", "."))
    except ValueError:
        return math.nan


def _thousands(words: str, mark: str) -> bool:
    before, _, after = words.lstrip("+-").partition(mark)
    return len(after) == 3 and before not in ("", "0")
