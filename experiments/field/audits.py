"""An audit of employers: applicants who differ in one attribute are put through the real screening rules of open vacancies.

Each vacancy in the sample gets one applicant, in as many versions as the attribute has values; all versions meet the same employer
on the same day, with the same luck. A callback is a score above the employer's threshold, whether or not there was room beside the
real applicants; an offer asks for that room too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from experiments.field.estimate import differences, means
from experiments.field.lots import lots
from experiments.field.worlds import sums_over
from experiments.pairs import Size
from sim.agents.codes import EDUCATIONS, UNEMPLOYED
from sim.agents.employer import hiring_threshold
from sim.agents.worker import PEOPLE
from sim.jit import maker
from sim.month import age, bridge, demand, redundancy, scope, search, separations, vacancies
from sim.month.search import score_of
from sim.reading import InputError
from sim.rng import logistic
from sim.words import did_you_mean
from sim.world import Course, World

APPLICATIONS = 2_000  # in each world
GROWN_UP, OLD = 25 * 12, 65 * 12  # months: applicants are drawn among people of these ages


@dataclass(frozen=True)
class Attribute:
    """What the versions of an applicant differ in.

    values : the versions, in order. put : (world, rows, units, value) gives people the value, each of whom applies to one unit.
    fits : (world, job type) to a mask of who may stand in as applicant for that work.
    """

    values: Sequence[Any]
    put: Callable[[World, np.ndarray, np.ndarray, Any], None]
    fits: Callable[[World, int], np.ndarray]


def audit(attribute: str, size: Size, situation: str = "nederland-2024", applications: int = APPLICATIONS) -> pd.DataFrame:
    """Callbacks by value of one attribute, and their differences, in `size.seeds` worlds after `size.months` months.

    Columns: attribute, outcome, arm, estimate, low, high, n (applications), runs. Outcomes: `callback` (score above the threshold)
    and `offer` (a callback, and fewer real applicants with a higher score than there are openings). An arm is a value (a share,
    0-1), a step from one value to the next as "45 - 35" (probability points), or "per step": the mean step from the first value
    to the last; for age that is the change per ten years. Raises InputError for an attribute, situation or number that cannot be.
    """
    check(attribute, applications)
    sums = sums_over(lambda world: sums_of(world, attribute, size.months, applications), size, situation)
    return table(sums, ATTRIBUTES[attribute].values).assign(attribute=attribute)


def check(attribute: str, applications: int) -> None:
    """Raises InputError when an audit cannot be held."""
    if attribute not in ATTRIBUTES:
        hint = did_you_mean(attribute, ATTRIBUTES)
        raise InputError(f"er is geen kenmerk '{attribute}'; {hint.nl}", f"there is no attribute '{attribute}'; {hint.en}")
    if applications < 1:
        raise InputError("er is minstens een sollicitatie nodig", "it takes at least one application")


def table(sums: pd.DataFrame, values: Sequence[Any]) -> pd.DataFrame:
    """The estimates that belong to the sums of some worlds: each value, each step, and the mean step."""
    arms = [str(value) for value in values]
    steps = [differences(sums, after, before).assign(arm=f"{after} - {before}") for before, after in pairwise(arms)]
    whole = differences(sums, arms[-1], arms[0]).assign(arm="per step")
    whole[["estimate", "low", "high"]] /= len(arms) - 1
    found = pd.concat([means(sums), *steps, whole], ignore_index=True)
    return found[["outcome", "arm", "estimate", "low", "high", "n", "runs"]]


def sums_of(world: World, attribute: str, months: int = 0, applications: int = APPLICATIONS) -> pd.DataFrame:
    """The sums of one world, which is the caller's to change: it ends in the middle of a month, when people have applied."""
    course = Course(world, keep=False)
    course.run(months)
    now, seekers = up_to_applications(course)
    kind, draw = ATTRIBUTES[attribute], lots(world.seed, f"audit {attribute}")
    rows, units = applicants(world, kind, draw, applications)
    luck = np.array([logistic(u) for u in draw.uniform(1e-12, 1.0, rows.size)])
    bar = thresholds(world, units)
    rival = np.maximum(bar, toughest(units, world.tables.units.openings, now.application[seekers], now.score[seekers]))
    found = []
    for value in kind.values:
        version, everyone = only(world, rows), np.arange(rows.size)
        kind.put(version, everyone, units, value)
        score = scores(version.tables, now, everyone, units, luck)
        for outcome, least in (("callback", bar), ("offer", rival)):
            reached = float((score >= least).sum())
            found.append({"outcome": outcome, "arm": str(value), "n": float(rows.size), "total": reached})
    return pd.DataFrame(found)


def up_to_applications(course: Course) -> tuple[Any, np.ndarray]:
    """(what the month shares, rows of who applied): a month of a course run as always, up to where employers would choose."""
    w, now, hands = course.world.tables, course.now(), course.hands
    for phase in (age, demand, redundancy, separations):
        phase(w, now, hands)
    scope(w, now, hands, course.criteria)
    bridge(w, now, hands)
    vacancies(w)
    return now, search(w, now, hands)


def applicants(world: World, kind: Attribute, draw: np.random.Generator, applications: int) -> tuple[np.ndarray, np.ndarray]:
    """(row of the person, row of the unit) of each application: openings by lot, each with an applicant by lot who fits."""
    w = world.tables
    advertised = np.repeat(np.arange(w.units.size), w.units.openings)
    if not advertised.size:
        nl = "er staat geen vacature open; neem meer mensen of een andere situatie"
        raise InputError(nl, "no vacancy is open; take more people or another situation")
    units = draw.choice(advertised, applications)
    grown_up = (w.people.age >= GROWN_UP) & (w.people.age < OLD)
    rows = np.full(applications, -1, np.int64)
    for job in np.unique(w.units.job_type[units]):
        theirs, fitting = np.flatnonzero(w.units.job_type[units] == job), np.flatnonzero(grown_up & kind.fits(world, int(job)))
        if fitting.size:
            rows[theirs] = draw.choice(fitting, theirs.size)
    found = rows >= 0
    return rows[found], units[found]


def only(world: World, rows: np.ndarray) -> World:
    """The same world with other people: person k is a copy of the person in rows[k]. Only the people are its own to change."""
    w = world.tables
    people = PEOPLE.from_arrays({name: column[rows] for name, column in PEOPLE.arrays(w.people).items()})
    return replace(world, tables=w.replace(people=people, traits=w.traits[rows].copy()))


def thresholds(world: World, units: np.ndarray) -> np.ndarray:
    """float64: the lowest score at which each of these units hires now, by the model's own rule."""
    w = world.tables
    market = w.units.job_type[units].astype(np.int64) * w.regions + w.units.region[units]
    return np.array([hiring_threshold(float(tight), w.p) for tight in w.markets.tightness[market]])


def toughest(units: np.ndarray, openings: np.ndarray, applied: np.ndarray, score: np.ndarray) -> np.ndarray:
    """float64: for each of these units the score of the real applicant one must at least equal to be among the best for its
    openings; -inf where it has openings to spare. `applied` (unit) and `score` are of the real applicants.
    """
    found = np.full(openings.size, -np.inf)
    order = np.lexsort((-score, applied))
    unit, best_first = applied[order], score[order]
    rank = np.arange(unit.size) - np.searchsorted(unit, unit)
    last_in = rank == openings[unit] - 1
    found[unit[last_in]] = best_first[last_in]
    return found[units]


@maker
def scores(w, now, rows, units, luck):  # type: ignore[no-untyped-def]
    """float64: how the unit that each person (row) applies to scores them; `luck` is what the score leaves open, with sd 1."""
    found = np.empty(rows.size)
    for k in range(rows.size):
        found[k] = score_of(w, now, rows[k], units[k], luck[k])
    return found


# ---- attributes ----


def same_work(world: World, job: int) -> np.ndarray:
    """Who does this work or did it last."""
    return np.asarray(world.tables.people.job_type == job)


def other_work(world: World, job: int) -> np.ndarray:
    """Who does other work, and was not schooled for this."""
    people = world.tables.people
    return np.asarray((people.job_type != job) & (people.trained != job))


def _put_age(world: World, rows: np.ndarray, units: np.ndarray, years: int) -> None:
    world.tables.people.age[rows] = 12 * years


def _put_diploma(world: World, rows: np.ndarray, units: np.ndarray, value: str) -> None:
    if value == "for this work":
        world.tables.people.trained[rows] = world.tables.units.job_type[units]


def _put_education(world: World, rows: np.ndarray, units: np.ndarray, value: str) -> None:
    world.tables.people.education[rows] = EDUCATIONS.index(value)


def _put_sector(world: World, rows: np.ndarray, units: np.ndarray, value: str) -> None:
    """The last job becomes another one in, or outside, the sector of the vacancy: the nearest by its work."""
    w = world.tables
    wanted = w.units.job_type[units].astype(np.int64)
    same = w.jobs.sector[wanted][:, None] == w.jobs.sector[None, :]
    allowed = (same if value == "same sector" else ~same) & (np.arange(w.jobs.sector.size) != wanted[:, None])
    far = np.where(allowed, w.jobs.cosine[:, wanted].T, np.inf)
    known = np.isfinite(far).any(axis=1)
    w.people.job_type[rows[known]] = far.argmin(axis=1)[known]


def _put_months_without_work(world: World, rows: np.ndarray, units: np.ndarray, months: int) -> None:
    people = world.tables.people
    people.status[rows], people.status_months[rows], people.unit[rows] = UNEMPLOYED, months, -1


ATTRIBUTES = {
    "age": Attribute((35, 45, 55, 65), _put_age, same_work),
    "diploma": Attribute(("for other work", "for this work"), _put_diploma, other_work),
    "education": Attribute(EDUCATIONS, _put_education, other_work),
    "sector": Attribute(("another sector", "same sector"), _put_sector, other_work),
    "months-without-work": Attribute((1, 12, 24), _put_months_without_work, same_work),
}
