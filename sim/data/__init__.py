"""The facts the simulation starts from: sectors, job types, skills, margins, institutions by date, funds.

Every figure lives in a CSV file under `nl/` with unit, period, source and grade; nothing is written into code. The
loaders check each line and raise `DataError`, one sentence that names file and line. Results are cached; arrays are
read-only.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

NL = Path(__file__).parent / "nl"
GRADES = ("seen", "derived", "recall", "assumption")
UNSOURCED = ("recall", "assumption")  # the only grades that may come without a source
REGIONS = (
    "groningen", "friesland", "drenthe", "overijssel", "flevoland", "gelderland",
    "utrecht", "noord-holland", "zuid-holland", "zeeland", "noord-brabant", "limburg",
)  # fmt: skip
FUND_KINDS = ("sector", "cross-sector", "uwv")
SHARE, SHARE_OF_ROW = "share", "share of row"
TOLERANCE = 1e-3  # printed shares are rounded

Floats = NDArray[np.float64]
T = TypeVar("T")


class DataError(ValueError):
    """A data file breaks a rule; the message is one sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector: employed and vacancies in thousands, growth as a share per year."""

    id: str
    nl: str
    en: str
    sbi: str
    employed: float
    employed_grade: str
    vacancies: float
    vacancies_grade: str
    growth: float
    growth_grade: str


@dataclass(frozen=True, slots=True)
class JobType:
    """A job type: wages in EUR per month full time, training in months, share of the people employed in its sector."""

    id: str
    nl: str
    en: str
    sector: str
    level: int
    regulated: bool
    isco08: str
    share_of_sector: float
    share_grade: str
    wage_start: float
    wage_top: float
    wage_period: str
    wage_source: str
    wage_grade: str
    training_months_full: float
    training_source: str
    training_grade: str
    training_months_modular: float
    modular_source: str
    modular_grade: str


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """One of the ten groups of skills."""

    id: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a topic; `low` and `high` equal `value` where no range is given."""

    id: str
    topic: str
    group: str
    value: float
    low: float
    high: float
    unit: str
    period: str
    source: str
    grade: str
    note: str


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


@dataclass(frozen=True, slots=True)
class Fund:
    """A payer of training: `levy_share` of the wage bill, `share_paid` of the bill up to `cap_euro` per person."""

    id: str
    nl: str
    en: str
    kind: str
    sector: str
    levy_share: float
    share_paid: float
    cap_euro: float
    opening_balance_months: float
    period: str
    source: str
    grade: str
    note: str


class _Row:
    """One line of a file, which knows where it stands."""

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path, self.line, self.cells = path, line, cells

    def fail(self, what: str) -> NoReturn:
        raise DataError(f"{self.path.name}, line {self.line}: {what}.")

    def maybe(self, column: str) -> str:
        return self.cells[column].strip()

    def text(self, column: str) -> str:
        return self.maybe(column) or self.fail(f"'{column}' is empty")

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        cell = self.text(column)
        try:
            value = float(cell)
        except ValueError:
            self.fail(f"'{column}' is '{cell}', which is not a number")
        if not (math.isfinite(value) and low <= value <= high):
            self.fail(f"'{column}' is {cell}, which is outside {low:g} to {high:g}")
        return value

    def span(self) -> tuple[float, float, float]:
        """value, low, high; an empty bound takes the value."""
        value = self.number("value")
        low = self.number("low") if self.maybe("low") else value
        high = self.number("high") if self.maybe("high") else value
        if not low <= value <= high:
            self.fail(f"the value {value:g} is outside its own range {low:g} to {high:g}")
        return value, low, high

    def day(self, column: str) -> date:
        cell = self.text(column)
        try:
            return date.fromisoformat(cell)
        except ValueError:
            self.fail(f"'{column}' is '{cell}', which is not a date like 2025-01-31")

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        cell, allowed = self.text(column), tuple(allowed)
        if cell not in allowed:
            self.fail(f"'{column}' is '{cell}', which is not one of {', '.join(allowed)}")
        return cell

    def graded(self, grade: str = "grade", source: str = "source") -> tuple[str, str]:
        """source, grade; a figure that claims a source must name it."""
        mark = self.one_of(grade, GRADES)
        if not self.maybe(source) and mark not in UNSOURCED:
            self.fail(f"'{grade}' is {mark} but '{source}' is empty")
        return self.maybe(source), mark


def _rows(path: Path, columns: Iterable[str], key: str | None = "id") -> Iterator[_Row]:
    """The lines of a CSV file; checks the header, the number of cells, and that `key` never repeats."""
    first: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader, [])
        missing = [c for c in columns if c not in header]
        if missing:
            raise DataError(f"{path.name}, line 1: the column '{missing[0]}' is missing.")
        for cells in reader:
            row = _Row(path, reader.line_num, dict(zip(header, cells, strict=False)))
            if len(cells) != len(header):
                row.fail(f"there are {len(cells)} cells under {len(header)} columns")
            if key:
                name = row.text(key)
                if name in first:
                    row.fail(f"'{name}' was already given in line {first[name]}")
                first[name] = row.line
            yield row


def _sums_to_one(total: float, row: _Row, what: str) -> None:
    if abs(total - 1.0) > TOLERANCE:
        row.fail(f"the shares of {what} add up to {total:.4f} instead of 1")


def _frozen(array: Floats) -> Floats:
    array.setflags(write=False)
    return array


# --- readers: one file, checked ---------------------------------------------------------------------------------------


def read_sectors(path: Path = NL / "sectors.csv") -> tuple[Sector, ...]:
    """The sectors in file order; raises DataError."""
    parts = ("employed", "vacancies", "growth")
    marks = ("unit", "period", "source", "grade")
    result = []
    for row in _rows(path, ["id", "nl", "en", "sbi", *parts, *(f"{p}_{m}" for p in parts for m in marks)]):
        for part in parts:
            row.text(f"{part}_unit"), row.text(f"{part}_period")
        grade = {part: row.graded(f"{part}_grade", f"{part}_source")[1] for part in parts}
        result.append(
            Sector(
                id=row.text("id"),
                nl=row.text("nl"),
                en=row.text("en"),
                sbi=row.text("sbi"),
                employed=row.number("employed", low=0),
                employed_grade=grade["employed"],
                vacancies=row.number("vacancies", low=0),
                vacancies_grade=grade["vacancies"],
                growth=row.number("growth", -1, 1),
                growth_grade=grade["growth"],
            )
        )
    return tuple(result)


def read_job_types(path: Path = NL / "job_types.csv") -> tuple[JobType, ...]:
    """The job types in file order; shares add up to one in each sector; raises DataError."""
    known = [s.id for s in sectors()]
    result, last, total = [], {}, dict.fromkeys(known, 0.0)
    for row in _rows(path, JobType.__slots__):
        sector = row.one_of("sector", known)
        wage_source, wage_grade = row.graded("wage_grade", "wage_source")
        training_source, training_grade = row.graded("training_grade", "training_source")
        modular_source, modular_grade = row.graded("modular_grade", "modular_source")
        start = row.number("wage_start", low=0)
        full = row.number("training_months_full", low=0)
        job = JobType(
            id=row.text("id"),
            nl=row.text("nl"),
            en=row.text("en"),
            sector=sector,
            level=int(row.one_of("level", "123")),
            regulated=row.one_of("regulated", "01") == "1",
            isco08=row.text("isco08"),
            share_of_sector=row.number("share_of_sector", 0, 1),
            share_grade=row.one_of("share_grade", GRADES),
            wage_start=start,
            wage_top=row.number("wage_top", low=start),
            wage_period=row.text("wage_period"),
            wage_source=wage_source,
            wage_grade=wage_grade,
            training_months_full=full,
            training_source=training_source,
            training_grade=training_grade,
            training_months_modular=row.number("training_months_modular", 0, full),
            modular_source=modular_source,
            modular_grade=modular_grade,
        )
        total[sector] += job.share_of_sector
        last[sector] = row
        result.append(job)
    for sector, row in last.items():
        _sums_to_one(total[sector], row, f"sector '{sector}'")
    return tuple(result)


def read_skill_groups(path: Path = NL / "skill_groups.csv") -> tuple[SkillGroup, ...]:
    """The skill groups in the order of the columns of `skills()`; raises DataError."""
    return tuple(SkillGroup(*(row.text(c) for c in ("id", "nl", "en"))) for row in _rows(path, ["id", "nl", "en"]))


def read_skills(path: Path = NL / "skills.csv") -> Floats:
    """Required level 0-1 per job type (rows) and skill group (columns); raises DataError."""
    groups, jobs = [g.id for g in skill_groups()], [j.id for j in job_types()]
    table = np.full((len(jobs), len(groups)), np.nan)
    for row in _rows(path, ["id", *groups]):
        table[jobs.index(row.one_of("id", jobs))] = [row.number(g, 0, 1) for g in groups]
    return _frozen(_complete(table, path, jobs))


def read_skill_distance(path: Path = NL / "distance.csv") -> tuple[Floats, Floats]:
    """(gap, cosine), each [from, to] over the job types, 0-1, zero on the diagonal; raises DataError."""
    index = {j.id: k for k, j in enumerate(job_types())}
    gap, cosine = (np.full((len(index), len(index)), np.nan) for _ in range(2))
    for row in _rows(path, ["from", "to", "gap_groups", "cos_z128"], key=None):
        pair = index[row.one_of("from", index)], index[row.one_of("to", index)]
        if not math.isnan(gap[pair]):
            row.fail(f"the pair '{row.text('from')}' to '{row.text('to')}' was already given")
        gap[pair], cosine[pair] = row.number("gap_groups", 0, 1), row.number("cos_z128", 0, 1)
    for table in (gap, cosine):
        np.fill_diagonal(table, 0.0)
        _complete(table, path, list(index))
    return _frozen(gap), _frozen(cosine)


def _complete(table: Floats, path: Path, jobs: list[str]) -> Floats:
    missing = np.argwhere(np.isnan(table))
    if len(missing):
        end = len(path.read_text(encoding="utf-8").splitlines())
        raise DataError(f"{path.name}, line {end}: the file ends without all values of '{jobs[missing[0][0]]}'.")
    return table


def read_figures(path: Path = NL / "figures.csv") -> dict[str, dict[str, Figure]]:
    """All figures as topic -> group -> Figure, in file order; shares add up to one; raises DataError."""
    topics: dict[str, dict[str, Figure]] = {}
    last: dict[str, _Row] = {}
    for row in _rows(path, Figure.__slots__):
        value, low, high = row.span()
        source, grade = row.graded()
        topic, group = row.text("topic"), row.text("group")
        figure_ = Figure(
            row.text("id"), topic, group, value, low, high, row.text("unit"), row.text("period"), source, grade,
            row.maybe("note"),
        )  # fmt: skip
        groups = topics.setdefault(topic, {})
        if group in groups:
            row.fail(f"the group '{group}' of topic '{topic}' was already given")
        if groups and figure_.unit != next(iter(groups.values())).unit:
            row.fail(f"the unit '{figure_.unit}' differs from that of the other figures of topic '{topic}'")
        groups[group] = figure_
        last[topic] = row
    for topic, groups in topics.items():
        _check_shares(topic, groups, last[topic])
    return topics


def _check_shares(topic: str, groups: dict[str, Figure], row: _Row) -> None:
    unit = next(iter(groups.values())).unit
    if unit == SHARE:
        _sums_to_one(math.fsum(f.value for f in groups.values()), row, f"topic '{topic}'")
    if unit == SHARE_OF_ROW:
        sums: dict[str, float] = {}
        for f in groups.values():
            head = f.group.split("/")[0]
            sums[head] = sums.get(head, 0.0) + f.value
        for head, total in sums.items():
            _sums_to_one(total, row, f"row '{head}' of topic '{topic}'")


def read_institutions(path: Path = NL / "institutions.csv") -> dict[str, tuple[Institution, ...]]:
    """Every rule with its periods in order of time; periods of a rule never overlap; raises DataError."""
    rules: dict[str, list[Institution]] = {}
    for row in _rows(path, Institution.__slots__, key=None):
        value, low, high = row.span()
        source, grade = row.graded()
        start, end = row.day("valid_from"), row.day("valid_until") if row.maybe("valid_until") else None
        if end is not None and end < start:
            row.fail(f"the period ends on {end} before it begins on {start}")
        rule = Institution(
            row.text("id"), value, low, high, row.text("unit"), start, end, source, grade, row.text("nl"),
            row.text("en"),
        )  # fmt: skip
        for other in rules.get(rule.id, []):
            if rule.holds(other.valid_from) or other.holds(start):
                row.fail(f"the period of '{rule.id}' overlaps the one that begins on {other.valid_from}")
        rules.setdefault(rule.id, []).append(rule)
    return {id_: tuple(sorted(rows, key=lambda r: r.valid_from)) for id_, rows in rules.items()}


def read_funds(path: Path = NL / "funds.csv") -> tuple[Fund, ...]:
    """The funds in file order, one per sector first; raises DataError."""
    known = [s.id for s in sectors()]
    result = []
    for row in _rows(path, Fund.__slots__):
        source, grade = row.graded()
        kind = row.one_of("kind", FUND_KINDS)
        if kind != "sector" and row.maybe("sector"):
            row.fail(f"a fund of kind '{kind}' belongs to no sector")
        result.append(
            Fund(
                id=row.text("id"),
                nl=row.text("nl"),
                en=row.text("en"),
                kind=kind,
                sector=row.one_of("sector", known) if kind == "sector" else "",
                levy_share=row.number("levy_share", 0, 1),
                share_paid=row.number("share_paid", 0, 1),
                cap_euro=row.number("cap_euro", low=0),
                opening_balance_months=row.number("opening_balance_months", low=0),
                period=row.text("period"),
                source=source,
                grade=grade,
                note=row.maybe("note"),
            )
        )
    return tuple(result)


# --- what the simulation asks for -------------------------------------------------------------------------------------


@cache
def sectors() -> tuple[Sector, ...]:
    """The 16 sectors, in the order used everywhere."""
    return read_sectors()


@cache
def job_types() -> tuple[JobType, ...]:
    """The 61 job types, in the order used everywhere."""
    return read_job_types()


@cache
def skill_groups() -> tuple[SkillGroup, ...]:
    """The ten groups of skills, in the order of the columns of `skills()`."""
    return read_skill_groups()


@cache
def skills() -> Floats:
    """float64 (61, 10), read-only: the level 0-1 each job type asks of each skill group."""
    return read_skills()


@cache
def skill_distance() -> tuple[Floats, Floats]:
    """(gap, cosine), each float64 (61, 61), read-only, [from, to], 0-1, zero diagonal."""
    return read_skill_distance()


@cache
def _figures() -> dict[str, dict[str, Figure]]:
    return read_figures()


@cache
def _institutions() -> dict[str, tuple[Institution, ...]]:
    return read_institutions()


@cache
def funds() -> tuple[Fund, ...]:
    """One fund per sector in sector order, then `cross-sector-fund` and `uwv-training`."""
    return read_funds()


def topics() -> tuple[str, ...]:
    """The topics of `figures`."""
    return tuple(_figures())


def figures(topic: str) -> Mapping[str, Figure]:
    """The figures of a topic by group, in file order; raises DataError for an unknown topic."""
    return MappingProxyType(_pick(_figures(), topic, "figures.csv has no topic"))


def figure(topic: str, group: str) -> float:
    """The value of one figure; raises DataError for an unknown topic or group."""
    return _pick(figures(topic), group, f"topic '{topic}' of figures.csv has no group").value


def margin(topic: str) -> tuple[list[str], Floats]:
    """Groups in file order and their values (float64); a topic of shares adds up to exactly one, rounding apart."""
    rows = figures(topic)
    values = np.array([f.value for f in rows.values()], dtype=np.float64)
    if next(iter(rows.values())).unit == SHARE:
        values = values / values.sum()
    return list(rows), values


def table(topic: str) -> tuple[list[str], list[str], Floats]:
    """(row names, column names, values) of a topic whose groups are `row/column`; raises DataError if a cell lacks."""
    cells = figures(topic)
    if not all("/" in group for group in cells):
        raise DataError(f"Topic '{topic}' of figures.csv is a list, not a table: ask margin() for it.")
    pairs = [tuple(group.split("/", 1)) for group in cells]
    rows, columns = (list(dict.fromkeys(p[k] for p in pairs)) for k in (0, 1))
    values = np.array([[figure(topic, f"{r}/{c}") for c in columns] for r in rows], dtype=np.float64)
    if next(iter(cells.values())).unit == SHARE_OF_ROW:
        values = values / values.sum(axis=1, keepdims=True)
    return rows, columns, values


def location_quotients() -> Floats:
    """float64 (12 provinces in the order of REGIONS, 16 sectors): share in the province over share in the country."""
    cells = figures("region_by_sector")
    result = np.ones((len(REGIONS), len(sectors())))
    for group, cell in cells.items():
        region, sector = group.split("/")
        result[REGIONS.index(region), [s.id for s in sectors()].index(sector)] = cell.value
    return result


def institution_row(id: str, on: date) -> Institution:
    """The row of a rule in force on a day, with unit, range, source and texts; raises DataError if there is none."""
    periods = _pick(_institutions(), id, "institutions.csv has no rule")
    for rule in periods:
        if rule.holds(on):
            return rule
    raise DataError(f"institutions.csv gives no '{id}' for {on}: its first period begins on {periods[0].valid_from}.")


def institution(id: str, on: date) -> float:
    """The value of a rule on a day, in the unit of its row; raises DataError for an unknown rule or day."""
    return institution_row(id, on).value


def institutions(on: date) -> dict[str, Institution]:
    """All rules in force on a day, by id."""
    return {id_: rule for id_, periods in _institutions().items() for rule in periods if rule.holds(on)}


def _pick(known: Mapping[str, T], name: str, complaint: str) -> T:
    if name not in known:
        raise DataError(f"{complaint} '{name}', only {', '.join(known)}.")
    return known[name]


def check() -> None:
    """Reads every file and raises DataError at the first line that breaks a rule."""
    readers: tuple[Callable[[], object], ...] = (
        sectors, job_types, skill_groups, skills, skill_distance, _figures, _institutions, funds,
    )  # fmt: skip
    for read in readers:
        read()


__all__ = [
    "GRADES",
    "NL",
    "REGIONS",
    "DataError",
    "Figure",
    "Fund",
    "Institution",
    "JobType",
    "Sector",
    "SkillGroup",
    "check",
    "figure",
    "figures",
    "funds",
    "institution",
    "institution_row",
    "institutions",
    "job_types",
    "location_quotients",
    "margin",
    "sectors",
    "skill_distance",
    "skill_groups",
    "skills",
    "table",
    "topics",
]
