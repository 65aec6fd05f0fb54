"""Sentences for whoever uses the product: each one in Dutch and in English."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

LANGUAGES = ("nl", "en")
VARIABLE = "LOOPBRUG_LANG"

# Things a name can be of, for "there is no …".
NOUNS = {
    "barrier": "hobbel", "breakthrough": "doorbraak", "command": "opdracht", "employer": "werkgever", "group": "groep",
    "item": "post", "job type": "beroep", "lever": "hefboom", "line": "regel", "list": "lijst", "option": "optie",
    "package": "pakket", "party": "partij", "programme": "programma", "province": "provincie", "region": "regio",
    "sector": "sector", "setting": "instelling", "situation": "situatie", "stage": "stap", "taxonomy": "indeling",
}  # fmt: skip


def usual_language() -> str:
    """The language when none is asked for: LOOPBRUG_LANG when it is one of ours, else Dutch."""
    wanted = os.environ.get(VARIABLE, "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


class Both(NamedTuple):
    """A text in Dutch and in English."""

    nl: str
    en: str

    def said(self, lang: str) -> str:
        """The text in the language, "nl" or "en"."""
        return self.nl if lang == "nl" else self.en

    def behind(self, prefix: str) -> Both:
        """The same text with something in front that needs no translation, such as a file and a line."""
        return Both(prefix + self.nl, prefix + self.en)

    def __str__(self) -> str:
        return self.en


class Complaint(ValueError):
    """Something a user gave is wrong; one clear sentence in each language says what would be right.

    str() gives the English one, for logs and tracebacks.
    """

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(nl, en)
        self.both = Both(nl, en)

    def __str__(self) -> str:
        return self.both.en


def did_you_mean(word: str, known: Iterable[str]) -> Both:
    """The end of a sentence about a wrong name: the nearest known name, or the first few names when none is near."""
    names = list(known)
    alike = {name.lower().replace("_", "-"): name for name in names}
    near = get_close_matches(word.lower().replace("_", "-"), alike, n=1, cutoff=0.6)
    if near:
        return Both(f"bedoelt u '{alike[near[0]]}'?", f"did you mean '{alike[near[0]]}'?")
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return Both(f"kies uit: {shown}", f"known are: {shown}") if names else Both("hier is er geen", "none is known here")


def unknown(what: str, name: str, known: Iterable[str]) -> Both:
    """The sentence about a name that does not exist; ``what`` is one of the English ``NOUNS``."""
    hint = did_you_mean(name, known)
    return Both(f"er is geen {NOUNS[what]} '{name}'; {hint.nl}", f"there is no {what} '{name}'; {hint.en}")


def written(value: float, lang: str) -> str:
    """A number in a sentence: thousands apart in whole numbers; a fraction as it must be typed, with a point."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:g}"
    return f"{int(value):,}".replace(",", "." if lang == "nl" else ",")


def between(low: float, high: float, unit: Both) -> Both:
    """A permitted range with its unit."""
    nl, en = ((written(low, lang), written(high, lang)) for lang in LANGUAGES)
    return Both(f"tussen {nl[0]} en {nl[1]} {unit.nl}".rstrip(), f"between {en[0]} and {en[1]} {unit.en}".rstrip())
