"""What a world is made of besides people: job types, the ring of recruiting units, demand paths, and the tables together."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np

from sim import data
from sim.agents.coach import BRIDGE, COACH_POOLS
from sim.agents.columns import Column, Table
from sim.agents.employer import EMPLOYERS, MARKETS, UNITS
from sim.agents.fund import FUNDS
from sim.agents.trainer import COURSES
from sim.agents.worker import PATH, PEOPLE, SKILL_GROUPS, SKILL_SCALE, TRAITS
from sim.month.vacancies import GUESSES, RADIUS_CLASSES
from sim.pack import Pack
from sim.scenario import Situation


class Tables(Pack):
    """All tables of a world, and its parameters `p`.

    Besides the agents: `seat_unit` (the unit of each seat on a market's ring), `employer_units` (the units of each employer, from
    one of `unit_edges` up to the next), `paths` (log demand by month), `looks` (where looks fall this month) and `guesses` (that
    point into it), `next_open` (this month's next unit with an opening, in its market and anywhere), `usual_hours` (of a sector
    at an age), and what follows from `p` alone: `nearness` of job types, chances of searching and of looking inside by group
    (`search_chances`, `inside_chances`), the highest of those (`most_search`, `most_inside`) and of a change (`most_change`),
    and chances of following a course (`course_chances`). The law has rules of its own for the sectors `teaching` and
    `agriculture`.
    """

    FIELDS = (
        "people", "traits", "path", "bridge", "employers", "units", "markets", "courses", "funds", "pools", "jobs", "graduates",
        "seat_unit", "employer_units", "unit_edges", "paths", "looks", "guesses", "next_open", "nearness", "search_chances",
        "inside_chances", "most_search", "most_inside", "most_change", "course_chances", "usual_hours", "regions", "sectors",
        "teaching", "agriculture", "p",
    )  # fmt: skip



# The tables that change from month to month: a copy of a world copies these and shares the rest.
CHANGING = {
    "people": PEOPLE, "traits": TRAITS, "path": PATH, "bridge": BRIDGE, "employers": EMPLOYERS, "units": UNITS,
    "markets": MARKETS, "courses": COURSES, "funds": FUNDS, "pools": COACH_POOLS,
}  # fmt: skip


JOBS = Table(
    "Jobs",
    [
        Column("sector", "int64", "code", "sector of the work"),
        Column("level", "int64", "1-3", "level of education asked"),
        Column("licence", "int64", "bit", "place of its licence, -1 where the law asks none"),
        Column("start", "float64", "euro/month", "start of the pay scale, full time"),
        Column("top", "float64", "euro/month", "top of the pay scale, full time"),
        Column("full", "float64", "months", "the whole course"),
        Column("modular", "float64", "months", "the shortest way in"),
        Column("required", "int8", "1/127", "level asked in each of ten skill groups", 0, SKILL_GROUPS),
        Column("gap", "float64", "0-1", "mean skill missing when coming from this job, by job", 0, 61),
        Column("cosine", "float64", "0-1", "dissimilarity of the work, by job", 0, 61),
    ],
    apart=True,
)


@cache
def jobs() -> Any:
    """The job types as a table, in the order of the data."""
    types = data.job_types()
    sector_row = {sector.id: row for row, sector in enumerate(data.sectors())}
    licensed = np.cumsum([job.regulated for job in types]) - 1
    table = JOBS.empty(len(types))
    for k, job in enumerate(types):
        table.sector[k], table.level[k] = sector_row[job.sector], job.level
        table.licence[k] = licensed[k] if job.regulated else -1
        table.start[k], table.top[k] = job.wage_start, job.wage_top
        table.full[k], table.modular[k] = job.training_months_full, job.training_months_modular
    table.required[:] = np.rint(data.skills() * SKILL_SCALE)
    table.gap[:], table.cosine[:] = data.skill_distance()
    return table


@cache
def graduates() -> np.ndarray:
    """float64 (3 levels of education, 61): cumulative shares of the jobs that people of a level are schooled for."""
    return np.ascontiguousarray(np.cumsum(jobs_by_education(), axis=1))


def national_jobs() -> np.ndarray:
    """float64[61]: share of each job type in employment."""
    employed = {sector.id: sector.employed for sector in data.sectors()}
    shares = np.array([employed[job.sector] * job.share_of_sector for job in data.job_types()])
    return shares / shares.sum()


def jobs_by_education() -> np.ndarray:
    """float64 (3 levels of education, 61): the jobs that people of a level hold, as shares of the level."""
    _, _, education_by_level = data.table("education_by_level")
    level = np.array([job.level for job in data.job_types()])
    joint = education_by_level[level - 1].T * national_jobs()
    return joint / joint.sum(axis=1, keepdims=True)


@cache
def usual_hours() -> np.ndarray:
    """float64 (16 sectors, 6 age bands): hours a week that people usually work."""
    by_sector, by_age = data.margin("hours_by_sector")[1], data.margin("hours_by_age")[1]
    return np.ascontiguousarray(by_sector[:, None] * (by_age / by_age[1:5].mean())[None, :])


def demand_paths(situation: Situation, months: int) -> np.ndarray:
    """float64 (job types + named employers, months): log demand against a normal month, from growth and shocks."""
    types = data.job_types()
    named = [employer.id for employer in situation.employers]
    paths = np.zeros((len(types) + len(named), months))
    for growth in situation.sectors:
        rows = [k for k, job in enumerate(types) if job.sector == growth.id]
        paths[rows] += np.log1p(growth.yearly_growth) * np.arange(months) / 12.0
    for shock in situation.shocks:
        course = np.log([shock.level(month) for month in range(months)])
        for k, job in enumerate(types):
            if job.id in (shock.job_types or ()) or job.sector in (shock.sectors or ()):
                paths[k] += course
        for k, name in enumerate(named):
            if name in (shock.employers or ()):
                paths[len(types) + k] += course
    return paths


def make_markets(units: Any, regions: int) -> tuple[Any, np.ndarray]:
    """(markets, int32 unit of each seat). Units stand ordered by market (job type, region); a seat for each normal position."""
    market = units.job_type.astype(np.int64) * regions + units.region
    seats = np.maximum(1, np.rint(units.normal)).astype(np.int64)
    seat_unit = np.repeat(np.arange(units.size, dtype=np.int32), seats)
    markets = MARKETS.empty(len(data.job_types()) * regions)
    edges = np.arange(len(markets) + 1)
    unit_edges, seat_edges = np.searchsorted(market, edges), np.searchsorted(market[seat_unit], edges)
    markets.unit_start, markets.unit_end = unit_edges[:-1], unit_edges[1:]
    markets.seat_start, markets.seat_end = seat_edges[:-1], seat_edges[1:]
    np.add.at(markets.positions, market, units.normal)
    return markets, seat_unit


def empty_looks() -> dict[str, np.ndarray]:
    """`looks`, float64 (radius classes, 61, 61), and `guesses`, int8 (radius classes, 61, 128): the first month fills them."""
    types = len(data.job_types())
    return {
        "looks": np.zeros((RADIUS_CLASSES, types, types)),
        "guesses": np.zeros((RADIUS_CLASSES, types, GUESSES), np.int8),
    }


def first_of_month(start: str) -> date:
    """The first day of a month written as 2024-01."""
    year, month = start.split("-")
    return date(int(year), int(month), 1)
