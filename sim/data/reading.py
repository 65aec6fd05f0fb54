"""Reading a CSV file of facts: each line is checked, and a mistake is one sentence that names file and line."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.words import Both, Complaint

NL = Path(__file__).parent / "nl"
GRADES = ("seen", "derived", "recall", "assumption")
UNSOURCED = ("recall", "assumption")  # the only grades that may come without a source
TOLERANCE = 1e-3  # printed shares are rounded

Floats = NDArray[np.float64]
T = TypeVar("T")


class DataError(Complaint):
    """A data file breaks a rule; one sentence in each language, with file and line."""


class Row:
    """One line of a file, which knows where it stands."""

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path, self.line, self.cells = path, line, cells

    def fail(self, nl: str, en: str) -> NoReturn:
        """Raise DataError with file, line and what is wrong."""
        raise DataError(f"{self.path.name}, regel {self.line}: {nl}.", f"{self.path.name}, line {self.line}: {en}.")

    def maybe(self, column: str) -> str:
        """The cell, which may be empty."""
        return self.cells[column].strip()

    def text(self, column: str) -> str:
        """The cell, which may not be empty."""
        return self.maybe(column) or self.fail(f"'{column}' is leeg", f"'{column}' is empty")

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        """The cell as a number from `low` to `high`."""
        cell = self.text(column)
        try:
            value = float(cell)
        except ValueError:
            self.fail(f"'{column}' is '{cell}', en dat is geen getal", f"'{column}' is '{cell}', which is not a number")
        if not (math.isfinite(value) and low <= value <= high):
            nl = f"'{column}' is {cell}, en dat ligt niet tussen {low:g} en {high:g}"
            self.fail(nl, f"'{column}' is {cell}, which is outside {low:g} to {high:g}")
        return value

    def whole(self, column: str, low: float = -math.inf, high: float = math.inf) -> int:
        """The cell as a whole number from `low` to `high`."""
        value = self.number(column, low, high)
        if value != int(value):
            nl = f"'{column}' is {self.text(column)}, en dat is geen geheel getal"
            self.fail(nl, f"'{column}' is {self.text(column)}, which is not a whole number")
        return int(value)

    def span(self) -> tuple[float, float, float]:
        """The cells value, low, high; an empty bound takes the value."""
        value = self.number("value")
        low = self.number("low") if self.maybe("low") else value
        high = self.number("high") if self.maybe("high") else value
        if not low <= value <= high:
            nl = f"de waarde {value:g} ligt buiten haar eigen bereik van {low:g} tot {high:g}"
            self.fail(nl, f"the value {value:g} is outside its own range {low:g} to {high:g}")
        return value, low, high

    def day(self, column: str) -> date:
        """The cell as a date."""
        cell = self.text(column)
        try:
            return date.fromisoformat(cell)
        except ValueError:
            nl = f"'{column}' is '{cell}', en dat is geen datum zoals 2025-01-31"
            self.fail(nl, f"'{column}' is '{cell}', which is not a date like 2025-01-31")

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """The cell, which must be one of the allowed words."""
        cell, allowed = self.text(column), tuple(allowed)
        if cell not in allowed:
            nl = f"'{column}' is '{cell}', maar moet een zijn van {', '.join(allowed)}"
            self.fail(nl, f"'{column}' is '{cell}', which is not one of {', '.join(allowed)}")
        return cell

    def graded(self, grade: str = "grade", source: str = "source") -> tuple[str, str]:
        """The cells source, grade; a figure that claims a source must name it."""
        mark = self.one_of(grade, GRADES)
        if not self.maybe(source) and mark not in UNSOURCED:
            self.fail(f"'{grade}' is {mark}, maar '{source}' is leeg", f"'{grade}' is {mark} but '{source}' is empty")
        return self.maybe(source), mark


def read_rows(path: Path, columns: Iterable[str], key: str | None = "id") -> Iterator[Row]:
    """The lines of a CSV file; checks the header, the number of cells, and that `key` never repeats."""
    first: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader, [])
        missing = [c for c in columns if c not in header]
        if missing:
            Row(path, 1, {}).fail(f"de kolom '{missing[0]}' ontbreekt", f"the column '{missing[0]}' is missing")
        for cells in reader:
            row = Row(path, reader.line_num, dict(zip(header, cells, strict=False)))
            if len(cells) != len(header):
                nl = f"er staan {len(cells)} cellen onder {len(header)} kolommen"
                row.fail(nl, f"there are {len(cells)} cells under {len(header)} columns")
            if key:
                name = row.text(key)
                if name in first:
                    nl = f"'{name}' staat al in regel {first[name]}"
                    row.fail(nl, f"'{name}' was already given in line {first[name]}")
                first[name] = row.line
            yield row


def sums_to_one(total: float, row: Row, what: Both) -> None:
    """Raise DataError at the row when the shares it closes do not add up to one."""
    if abs(total - 1.0) > TOLERANCE:
        nl = f"de aandelen van {what.nl} tellen op tot {total:.4f} in plaats van 1"
        row.fail(nl, f"the shares of {what.en} add up to {total:.4f} instead of 1")


def frozen(array: Floats) -> Floats:
    """The same array, read-only from now on: the caches hand it out to everyone."""
    array.setflags(write=False)
    return array


def pick(known: Mapping[str, T], name: str, complaint: Both) -> T:
    """What is known under a name; raises DataError with the names that are known."""
    if name not in known:
        there = ", ".join(known)
        raise DataError(f"{complaint.nl} '{name}', wel {there}.", f"{complaint.en} '{name}', only {there}.")
    return known[name]
