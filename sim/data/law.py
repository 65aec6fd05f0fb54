"""Institutions: the rules of law and agreement, each with the days on which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sim.data.reading import NL, DataError, pick, read_rows
from sim.words import Both


@dataclass(frozen=True, slots=True)
class Institution:
    """A rule from `valid_from` up to and including `valid_until` (None: until further notice)."""

    id: str
    value: float
    low: float
    high: float
    unit: str
    valid_from: date
    valid_until: date | None
    source: str
    grade: str
    nl: str
    en: str

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on that day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def read_institutions(path: Path = NL / "institutions.csv") -> dict[str, tuple[Institution, ...]]:
    """Every rule with its periods in order of time; periods of a rule never overlap; raises DataError."""
    rules: dict[str, list[Institution]] = {}
    for row in read_rows(path, Institution.__slots__, key=None):
        value, low, high = row.span()
        source, grade = row.graded()
        start, end = row.day("valid_from"), row.day("valid_until") if row.maybe("valid_until") else None
        if end is not None and end < start:
            nl = f"de periode eindigt op {end}, voor het begin op {start}"
            row.fail(nl, f"the period ends on {end} before it begins on {start}")
        rule = Institution(
            row.text("id"), value, low, high, row.text("unit"), start, end, source, grade, row.text("nl"),
            row.text("en"),
        )  # fmt: skip
        for other in rules.get(rule.id, []):
            if rule.holds(other.valid_from) or other.holds(start):
                nl = f"de periode van '{rule.id}' overlapt die vanaf {other.valid_from}"
                row.fail(nl, f"the period of '{rule.id}' overlaps the one that begins on {other.valid_from}")
        rules.setdefault(rule.id, []).append(rule)
    return {id_: tuple(sorted(rows, key=lambda r: r.valid_from)) for id_, rows in rules.items()}


@cache
def all_institutions() -> dict[str, tuple[Institution, ...]]:
    """The rules of institutions.csv, each with its periods in order of time."""
    return read_institutions()


def institution_row(id: str, on: date) -> Institution:
    """The row of a rule in force on a day, with unit, range, source and texts; raises DataError if there is none."""
    periods = pick(all_institutions(), id, Both("institutions.csv heeft geen regel", "institutions.csv has no rule"))
    for rule in periods:
        if rule.holds(on):
            return rule
    begin = periods[0].valid_from
    nl = f"institutions.csv geeft geen '{id}' voor {on}: de eerste periode begint op {begin}."
    raise DataError(nl, f"institutions.csv gives no '{id}' for {on}: its first period begins on {begin}.")


def institution(id: str, on: date) -> float:
    """The value of a rule on a day, in the unit of its row; raises DataError for an unknown rule or day."""
    return institution_row(id, on).value


def institutions(on: date) -> dict[str, Institution]:
    """All rules in force on a day, by id."""
    return {id_: rule for id_, periods in all_institutions().items() for rule in periods if rule.holds(on)}
