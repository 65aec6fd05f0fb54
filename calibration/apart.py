"""Targets that one run does not show: each takes an experiment of its own, in larger worlds, and so is measured by few sets.

`changes` are parameters by name, as for `fresh_world`. Each function gives the parts of its target for one world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log

import numpy as np

from calibration.measures import Parts
from calibration.simulate import world as situation
from experiments.field import audits, closure
from experiments.field.slumps import Episode, struck_by
from sim.month.books import HIRED_FROM_UNEMPLOYMENT
from sim.parameters import parameter_record
from sim.world import Course, World, burn_in, fresh_world

PEOPLE = 150_000  # in each world: one in a hundred firms must hold people enough of each age
YEAR = 12
FALLS = (0.0, 0.02, 0.04, 0.06)  # of demand for work: the scenarios over which hires are set against unemployment
SETTLES = 12  # months before a scenario is measured, for another year
TEN_PERCENT = 1.1


def burnt_in(changes: Mapping[str, float], seed: int, people: int = PEOPLE) -> World:
    """A world of the calibration situation in its steady state, kept nowhere."""
    made = fresh_world(situation(), people, seed, changes)
    burn_in(made)
    return made


def closure_effect(start: World) -> Parts:
    """Work a year after the firm closed, against matched colleagues elsewhere: middle educated, 45-54 and 35-44 (points, 0-1)."""
    found = closure.table(closure.sums_of(start, closure.Plan(follow=YEAR)))
    gap = found[(found.outcome == "employment") & (found.contrast == "difference") & (found.month == YEAR)].set_index("group")
    return tuple(float(gap.estimate[f"{age} middle"]) for age in ("45-54", "35-44"))


def callback_by_age(start: World) -> Parts:
    """Change in the chance of being called back per ten years between 35 and 65 (points, 0-1)."""
    found = audits.table(audits.sums_of(start.copy(), "age"), audits.ATTRIBUTES["age"].values)
    return (float(found[(found.outcome == "callback") & (found.arm == "per step")].estimate.iloc[0]),)


def matching_elasticity(start: World) -> Parts:
    """How hires from unemployment move with unemployment, at equal vacancies, over levels of demand: a regression in logarithms."""
    rows = [row for fall in FALLS for row in _in_a_year(start, fall)]
    hires, unemployed, vacancies = np.log(np.array(rows, float)).T
    beside = np.column_stack([unemployed, vacancies, np.ones(len(rows))])
    return (float(np.linalg.lstsq(beside, hires, rcond=None)[0][0]),)


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


def benefit_elasticity(changes: Mapping[str, float], seed: int) -> Parts:
    """How the number of people on benefit moves with its longest duration and with its level: per cent by per cent."""
    p = parameter_record(situation().start_date, changes)
    longer = {"ww_max_months": p.ww_max_months * TEN_PERCENT}
    higher = {name: float(p[name]) * TEN_PERCENT for name in ("ww_first_level", "ww_level")}
    usual = _on_benefit(changes, seed)
    return tuple(log(_on_benefit({**changes, **more}, seed) / usual) / log(TEN_PERCENT) for more in (longer, higher))


def _on_benefit(changes: Mapping[str, float], seed: int) -> float:
    return float(np.mean([month.stocks[:, 2].sum() for month in Course(burnt_in(changes, seed), keep=False).run(YEAR).observed]))


APART: dict[str, Callable[[World], Parts]] = {
    "closure-effect": closure_effect, "callback-by-age": callback_by_age, "matching-elasticity": matching_elasticity,
}  # fmt: skip
