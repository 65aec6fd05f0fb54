"""Targets that watching people does not show: each takes an experiment of its own, on a copy of a burnt-in world.

Each function gives the parts of its target, as those of `calibration.measures` do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log

import numpy as np

from calibration.measures import Parts, share
from calibration.record import WORKERS, burnt_in, situation
from experiments.field import audits, closure
from experiments.field.lots import lots
from experiments.field.slumps import Episode, struck_by
from sim.agents.codes import EMPLOYED, MIDDLE, SURPLUS, UNEMPLOYED_WW
from sim.market import first_of_month
from sim.month.books import HIRED_FROM_UNEMPLOYMENT
from sim.parameters import parameter_record
from sim.world import Course, World

YEAR = 12
LOTS = 2  # worlds in each of which one in a hundred firms closes
APPLICATIONS = 600  # of the audit
FALLS = (0.0, 0.06)  # of demand for work: the scenarios over which hires are set against unemployment
SETTLES = 6  # months before a scenario is measured, for a year
SHORTER, LOWER = 0.5, 0.9  # the longest benefit halved, as has been proposed; its level a tenth lower


def closure_effect(start: World) -> Parts:
    """What the closure of their firm does to work a year later: middle educated, 45-54 and 35-44 (points, 0-1).

    The same people in the same world without the closure stand in for the matched colleagues of the field study, which the model
    need not do with (docs/field.md has both). One in a hundred firms closes, in a few worlds apart.
    """
    chosen = lots(start.seed, "closures").permutation(closure.firms_by_lot(start, LOTS * closure.FIRM_SHARE))
    staff, twin = closure.eligible(start, 0), _at_work_after_a_year(start, None)
    lost, people = np.zeros(2), np.zeros(2)
    for firms in np.array_split(chosen, LOTS):
        struck, case = _at_work_after_a_year(start, firms), staff & closure.works_at(start, firms)
        for k, group in enumerate(_middle_aged(start)):
            lost[k] += (struck.astype(int) - twin)[case & group].sum()
            people[k] += (case & group).sum()
    return tuple(share(*pair) for pair in zip(lost, people, strict=True))


def _at_work_after_a_year(start: World, firms: np.ndarray | None) -> np.ndarray:
    """bool by person: at work, and still the same person, a year after these firms closed."""
    there, generation = start.copy(), np.asarray(start.tables.people.generation).copy()
    if firms is not None:
        closure.close(there, firms)
    people = Course(there, keep=False).run(YEAR).world.tables.people
    return np.asarray(np.isin(people.status, (EMPLOYED, SURPLUS)) & (people.generation == generation))


def _middle_aged(start: World) -> tuple[np.ndarray, np.ndarray]:
    """bool by person: middle educated and 45-54, and 35-44."""
    people = start.tables.people
    ages, middle = people.age // 12, people.education == MIDDLE
    return middle & (ages >= 45) & (ages < 55), middle & (ages >= 35) & (ages < 45)


def callback_by_age(start: World) -> Parts:
    """Change in the chance of being called back per ten years between 35 and 65 (points, 0-1).

    An employer calls back who clears the bar and is among the best for its openings: nearly everyone who applies for their own
    work clears the bar, and no employer sees them all.
    """
    sums = audits.sums_of(start.copy(), "age", applications=APPLICATIONS).assign(run=start.seed)
    found = audits.table(sums, audits.ATTRIBUTES["age"].values)
    return (float(found[(found.outcome == "offer") & (found.arm == "per step")].estimate.iloc[0]),)


def matching_elasticity(start: World) -> Parts:
    """How hires from unemployment move with unemployment over levels of demand: a regression in logarithms.

    With constant returns, hires by vacancy on unemployed by vacancy: over demand alone unemployment and vacancies move together, so
    that a coefficient for each would be chance.
    """
    rows = [row for fall in FALLS for row in _in_a_year(start, fall)]
    hires, unemployed, vacancies = np.log(np.array(rows, float)).T
    return (float(np.polyfit(unemployed - vacancies, hires - vacancies, 1)[0]),)


def _in_a_year(start: World, fall: float) -> list[tuple[float, float, float]]:
    """(hires from unemployment, unemployed, vacancies) month by month, once demand has been lower for a year."""
    months, there = SETTLES + YEAR, start.copy()
    if fall:
        there = struck_by(there, Episode(fall=fall, start=0, over=1, lasts=10 * months), months)
    seen = Course(there, keep=False).run(months).observed
    return [
        (month.flows[:, HIRED_FROM_UNEMPLOYMENT].sum(), before.stocks[:, 2:5].sum(), before.vacancies.sum())
        for before, month in zip(seen[SETTLES - 1 :], seen[SETTLES:], strict=False)
    ]


def benefit_elasticity(changes: Mapping[str, float], seed: int, workers: int = WORKERS) -> Parts:
    """How the number of people on benefit moves with its longest duration and with its level: per cent by per cent.

    Only a check, and dear: three worlds burnt in. The first is by a halving of the longest duration, so it reaches only who would
    get more.
    """
    p = parameter_record(first_of_month(situation().start), changes)
    shorter = {"ww_max_months": p.ww_max_months * SHORTER}
    lower = {name: float(p[name]) * LOWER for name in ("ww_first_level", "ww_level")}

    def on_benefit(less: Mapping[str, float]) -> float:
        world = burnt_in({**changes, **less}, seed, workers)
        return float(np.mean([month.stocks[:, UNEMPLOYED_WW].sum() for month in Course(world, keep=False).run(YEAR).observed]))

    usual = on_benefit({})
    return tuple(log(on_benefit(less) / usual) / log(by) for less, by in ((shorter, SHORTER), (lower, LOWER)))


APART: dict[str, Callable[[World], Parts]] = {
    "closure-effect": closure_effect, "callback-by-age": callback_by_age, "matching-elasticity": matching_elasticity,
}  # fmt: skip
