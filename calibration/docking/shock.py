"""The automation shock: how target demand moves, and what it does to unemployment in each occupation.

Target demand is what each occupation had at step 0, people at work and without; from step 100 it moves along a logistic to what
is left of it after automation, scaled up so that the total stays the same. The paper's own code takes the logistic from 0.01% to
99.99% of the way within the 30 years; that steepness is taken from it, for its text and the issue leave it open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calibration.docking.market import Series, State

WEEKS = 6.75  # in a step
SHOCK_YEARS = 30
SHOCK_FROM = 100  # step
SHOCK_STEPS = SHOCK_YEARS * 52 / WEEKS  # 231.1
DONE = 0.9999  # part of the way that demand has gone at the end of the 30 years
BEFORE = slice(25, 75)  # at rest, before the shock: 50 steps from step 25, the last is 74, as the paper's published results have it
DURING = slice(SHOCK_FROM, SHOCK_FROM + round(SHOCK_STEPS))  # the 30 years: 231 steps from step 100, the last is 330
STEPS = DURING.stop - 1  # the last step that counts


@dataclass(frozen=True)
class Changes:
    """Change by occupation in %, float64[n]; nan where there was no unemployment to compare with."""

    unemployment: np.ndarray
    long_term: np.ndarray


def automated(demand: np.ndarray, automation: np.ndarray) -> np.ndarray:
    """Demand (float64[n], people) after automation (float64[n], 0-1): in proportion to what is left, with the total of before."""
    left = demand * (1.0 - automation)
    return np.asarray(left * (demand.sum() / left.sum()))


def part_of_the_way(steps: np.ndarray) -> np.ndarray:
    """How far (0-1) demand has moved at each step: 0 before the shock, a half in the middle of the 30 years."""
    middle = SHOCK_FROM + SHOCK_STEPS / 2
    steepness = np.log(DONE / (1.0 - DONE)) / (SHOCK_STEPS / 2)
    return np.where(steps < SHOCK_FROM, 0.0, 1.0 / (1.0 + np.exp(-steepness * (steps - middle))))


def target_demand(at_start: State, automation: np.ndarray, steps: int = STEPS) -> np.ndarray:
    """float64[steps + 1, n]: target demand (people) at each step."""
    demand = at_start.employed + at_start.unemployed
    way = part_of_the_way(np.arange(steps + 1.0))
    return demand + way[:, None] * (automated(demand, automation) - demand)


def changes(series: Series) -> Changes:
    """The rates during the 30 years against those before the shock."""
    force = series.employed + series.unemployed
    return Changes(_change(series.unemployed, force), _change(series.long_term, force))


def _change(without_work: np.ndarray, force: np.ndarray) -> np.ndarray:
    before, during = (mean_rate(without_work[period], force[period]) for period in (BEFORE, DURING))
    with np.errstate(divide="ignore", invalid="ignore"):
        change = 100.0 * (during / before - 1.0)
    return np.where(before > 0, change, np.nan)


def mean_rate(without_work: np.ndarray, force: np.ndarray) -> np.ndarray:
    """The rate over a period (0-1, float64[n]), as the paper takes it: mean people without work to mean people in the occupation.

    Steps with more people weigh more, so a step in which hardly anyone is left in an occupation does not decide its rate.
    """
    total = force.sum(axis=0)
    return np.divide(without_work.sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0)
