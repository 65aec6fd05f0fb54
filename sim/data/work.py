"""The work there is: sectors, job types, the skills these ask, and how far one job is from another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from sim.data.reading import GRADES, NL, Floats, Row, frozen, read_rows, sums_to_one
from sim.words import Both


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


def read_sectors(path: Path = NL / "sectors.csv") -> tuple[Sector, ...]:
    """The sectors in file order; raises DataError."""
    parts = ("employed", "vacancies", "growth")
    marks = ("unit", "period", "source", "grade")
    result = []
    for row in read_rows(path, ["id", "nl", "en", "sbi", *parts, *(f"{p}_{m}" for p in parts for m in marks)]):
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
    for row in read_rows(path, JobType.__slots__):
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
        sums_to_one(total[sector], row, Both(f"sector '{sector}'", f"sector '{sector}'"))
    return tuple(result)


def read_skill_groups(path: Path = NL / "skill_groups.csv") -> tuple[SkillGroup, ...]:
    """The skill groups in the order of the columns of `skills()`; raises DataError."""
    return tuple(SkillGroup(*(row.text(c) for c in ("id", "nl", "en"))) for row in read_rows(path, ["id", "nl", "en"]))


def read_skills(path: Path = NL / "skills.csv") -> Floats:
    """Required level 0-1 per job type (rows) and skill group (columns); raises DataError."""
    groups, jobs = [g.id for g in skill_groups()], [j.id for j in job_types()]
    table = np.full((len(jobs), len(groups)), np.nan)
    for row in read_rows(path, ["id", *groups]):
        table[jobs.index(row.one_of("id", jobs))] = [row.number(g, 0, 1) for g in groups]
    return frozen(_complete(table, path, jobs))


def read_skill_distance(path: Path = NL / "distance.csv") -> tuple[Floats, Floats]:
    """(gap, cosine), each [from, to] over the job types, 0-1, zero on the diagonal; raises DataError."""
    index = {j.id: k for k, j in enumerate(job_types())}
    gap, cosine = (np.full((len(index), len(index)), np.nan) for _ in range(2))
    for row in read_rows(path, ["from", "to", "gap_groups", "cos_z128"], key=None):
        pair = index[row.one_of("from", index)], index[row.one_of("to", index)]
        if not math.isnan(gap[pair]):
            one, other = row.text("from"), row.text("to")
            row.fail(f"het paar '{one}' naar '{other}' staat er al", f"the pair '{one}' to '{other}' was already given")
        gap[pair], cosine[pair] = row.number("gap_groups", 0, 1), row.number("cos_z128", 0, 1)
    for table in (gap, cosine):
        np.fill_diagonal(table, 0.0)
        _complete(table, path, list(index))
    return frozen(gap), frozen(cosine)


def _complete(table: Floats, path: Path, jobs: list[str]) -> Floats:
    missing = np.argwhere(np.isnan(table))
    if len(missing):
        end = len(path.read_text(encoding="utf-8").splitlines())
        job = jobs[missing[0][0]]
        nl = f"het bestand eindigt zonder alle waarden van '{job}'"
        Row(path, end, {}).fail(nl, f"the file ends without all values of '{job}'")
    return table


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
