"""The words of the command line (`cli/words/`) in one language, and numbers as that language writes them."""

from cli.units import UNITS
from cli.words import joined
from sim.numbers import exact as exact
from sim.numbers import number as number
from sim.numbers import percent as percent
from sim.numbers import places as places

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
