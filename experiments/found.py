"""What an experiment hands back, and the words around it: a verdict, numbers for the sentences, and tables of bands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import yaml

from experiments.pairs import Band
from sim.words import Both

TEXTS = Path(__file__).with_name("findings.yaml")
NOTHING = "–"

Cell = Both | Band | float | int


@dataclass(frozen=True)
class Head:
    """The head of a column, and with how many decimals its numbers are written."""

    nl: str
    en: str
    digits: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of words, bands and numbers under their heads; a title says where they were measured."""

    title: Both
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        """Raises ValueError when a row does not fit its heads."""
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"a row of '{self.title.en}' does not fit its {len(self.heads)} heads")

    def markdown(self, lang: str) -> str:
        """The table in a language, "nl" or "en"."""
        heads = [head.nl if lang == "nl" else head.en for head in self.heads]
        cells = [[said(cell, head.digits, lang) for cell, head in zip(row, self.heads, strict=True)] for row in self.rows]
        lines = [heads, ["---"] * len(heads), *cells]
        return f"**{self.title.said(lang)}**\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines)


@dataclass(frozen=True)
class Found:
    """What came out: `verdict` picks the headline, `numbers` fill its gaps and those of the text."""

    verdict: str
    numbers: Mapping[str, float]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Finding:
    """A question to the model: its words in `findings.yaml` under its id, the experiment that answers it, and what can come out."""

    id: str
    ask: Callable[[float], Found]  # takes the share of the full number of simulated people
    verdicts: tuple[str, ...]

    @property
    def words(self) -> Mapping[str, Any]:
        """The texts of this finding."""
        return texts()[self.id]

    def page(self, found: Found, place: int, lang: str) -> str:
        """The finding as a section of the page, in a language."""
        words = self.words
        told = {part: f"*{name}* {filled(words[part][lang], found.numbers, lang)}" for part, name in PARTS[lang].items()}
        headline = filled(words["headline"][found.verdict][lang], found.numbers, lang)
        return "\n\n".join([
            f"## {place} {words['title'][lang]}", f"**{headline}**", told["question"], told["design"],
            *(table.markdown(lang) for table in found.tables), told["documents"], told["finds"], told["cannot"],
        ])  # fmt: skip


PARTS = {
    "nl": {
        "question": "De vraag.", "design": "De opzet.", "documents": "Wat de documenten zeggen.",
        "finds": "Wat het model vindt.", "cannot": "Wat dit niet kan zeggen.",
    },
    "en": {
        "question": "The question.", "design": "The design.", "documents": "What the documents say.",
        "finds": "What the model finds.", "cannot": "What this cannot tell.",
    },
}  # fmt: skip


@cache
def texts() -> Mapping[str, Any]:
    """The words of all findings, by id, and under "page" those above them."""
    read: Mapping[str, Any] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return read


class _Local(Formatter):
    """Fills gaps in a text with numbers as a language writes them: a decimal comma in Dutch, a point in English."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        """One number in words, a dash for none."""
        if not np.isfinite(value):
            return NOTHING
        written = format(value, format_spec or ",.1f")
        return written.translate(str.maketrans(",.", ".,")) if self.lang == "nl" else written


def filled(text: str, numbers: Mapping[str, float], lang: str) -> str:
    """A text with its gaps filled: "{gain:.1f}" takes `numbers["gain"]` with one decimal."""
    return " ".join(_Local(lang).vformat(text, (), numbers).split())


def said(cell: Cell, digits: int, lang: str) -> str:
    """A cell in words: a band as its mean, its middle 80% and its noise."""
    if isinstance(cell, Both):
        return cell.said(lang)
    number = _Local(lang)
    spec = f",.{digits}f"
    if not isinstance(cell, Band):
        return number.format_field(cell, spec)
    if not cell.pairs:
        return NOTHING
    mean, low, high, noise = (number.format_field(x, spec) for x in (cell.mean, cell.low, cell.high, cell.noise))
    return f"{mean} ({low} {'tot' if lang == 'nl' else 'to'} {high}; ±{noise})"
