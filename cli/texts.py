"""The words of the command line (`cli/words/`) in one language, and numbers written as that language writes them."""

import math

from cli.units import UNITS
from cli.words import joined

TEXTS = joined()

# Words of the catalogue's own columns (group of a barrier, kind of a party, grade of a figure) that are English by themselves.
ENTRY_WORDS = {
    "person": "mens", "company": "bedrijf", "institution": "instelling", "law": "wet", "worker": "werkende",
    "employer": "werkgever", "fund": "fonds", "government": "overheid", "provider": "aanbieder", "actor": "speler",
    "barrier": "hobbel", "breakthrough": "doorbraak",
    "seen": "gezien", "derived": "afgeleid", "recall": "herinnerd", "assumption": "aangenomen",
}  # fmt: skip


def entry_word(word: str, lang: str) -> str:
    """A word or a unit of the catalogue in the language; what is neither stays as it is."""
    return ENTRY_WORDS.get(word) or UNITS.get(word, word) if lang == "nl" else word


# One of it, and more of it.
COUNTED: dict[str, dict[str, tuple[str, str]]] = {
    "pair": {"nl": ("paar", "paren"), "en": ("pair", "pairs")},
    "year": {"nl": ("jaar", "jaar"), "en": ("year", "years")},
    "run": {"nl": ("keer doorgerekend", "keer doorgerekend"), "en": ("run", "runs")},
    "month": {"nl": ("maand", "maanden"), "en": ("month", "months")},
    "world": {"nl": ("wereld", "werelden"), "en": ("world", "worlds")},
    "simulated": {"nl": ("gesimuleerd mens", "gesimuleerde mensen"), "en": ("simulated person", "simulated people")},
}


def counted(what: str, count: int, lang: str) -> str:
    """A number of things: "1 paar", "4 paren"."""
    one, more = COUNTED[what][lang]
    return f"{number(count, lang)} {one if count == 1 else more}"


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words


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
