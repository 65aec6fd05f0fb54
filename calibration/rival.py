"""A dumb rival: a Markov chain of work, unemployment and neither, fitted to the same quarterly flows, scored on the same targets.

It knows three ages (15-34, 35-54, 55 and over) and nothing else: no vacancies, employers, service, work or places. Where it does as
well as the agents, the agents do not earn their keep on that target. `None` is what it has no word for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose

import numpy as np

from calibration.measures import share
from calibration.targets import targets

WORK, WITHOUT, OUTSIDE = range(3)
AGES = ("15-34", "35-54", "55+")
QUARTERS = 4
Parts = tuple[float, ...] | None


@dataclass(frozen=True)
class Chain:
    """Transition chances per quarter: float64 (age, from, to), rows sum to 1. `people` is each age's share of the population.

    `switch` is the share of those who stay at work who are with another employer.
    """

    flows: np.ndarray
    switch: float
    people: np.ndarray

    def stationary(self) -> np.ndarray:
        """float64 (age, state): shares of the population once nothing changes any more."""
        return np.array([share * steady(flow) for share, flow in zip(self.people, self.flows, strict=True)])

    def overall(self, before: int, after: int) -> float:
        """Share of everyone in one state who are in the other a quarter later."""
        stock = self.stationary()[:, before]
        return float((stock * self.flows[:, before, after]).sum() / stock.sum())

    @property
    def unemployment(self) -> float:
        """Share of the labour force without work once nothing changes any more."""
        work, without, _ = self.stationary().sum(axis=0)
        return float(without / (work + without))


def steady(flow: np.ndarray) -> np.ndarray:
    """float64 (states,): the stationary state of one transition matrix."""
    size = len(flow)
    equations = np.vstack([flow.T - np.eye(size), np.ones(size)])
    return np.asarray(np.linalg.lstsq(equations, np.append(np.zeros(size), 1.0), rcond=None)[0])


def fit(people: np.ndarray, rounds: int = 200) -> Chain:
    """The chain whose overall flows and ratios between ages are those of the patterns M01-M05, M16, I01 and I02.

    No pattern gives the flow from outside into search: it is what unemployment (M06) asks. Each round scales the flows by what they
    miss; raises ArithmeticError when they do not settle.
    """
    want = {target.id: target.central for target in targets()}
    loss, finding = (want["I02"][0],) * 2, want["I01"]
    profile = {
        (WORK, WITHOUT): np.array([1.0, *loss]), (WITHOUT, WORK): np.array([1.0, *finding]),
        (OUTSIDE, WORK): np.ones(3), (WORK, OUTSIDE): np.ones(3), (WITHOUT, OUTSIDE): np.ones(3), (OUTSIDE, WITHOUT): np.ones(3),
    }  # fmt: skip
    flows = {
        (WORK, WITHOUT): want["M01"][0], (WITHOUT, WORK): want["M02"][0], (OUTSIDE, WORK): want["M03"][0],
        (WORK, OUTSIDE): want["M04"][0], (WITHOUT, OUTSIDE): want["M05"][0],
    }  # fmt: skip
    scale = {pair: flows.get(pair, 1.0) / 100.0 for pair in profile}
    for _ in range(rounds):
        chain = Chain(_matrix(profile, scale), want["M16"][0] / 100.0, people)
        missed = {pair: value / 100.0 / chain.overall(*pair) for pair, value in flows.items()}
        missed[OUTSIDE, WITHOUT] = want["M06"][0] / 100.0 / chain.unemployment
        if all(isclose(miss, 1.0, rel_tol=1e-9) for miss in missed.values()):
            return chain
        for pair, miss in missed.items():
            scale[pair] *= miss
    raise ArithmeticError("The rival does not settle.")


def _matrix(profile: Mapping[tuple[int, int], np.ndarray], scale: Mapping[tuple[int, int], float]) -> np.ndarray:
    flows = np.zeros((len(AGES), 3, 3))
    for (before, after), ages in profile.items():
        flows[:, before, after] = scale[before, after] * ages
    flows[:, np.arange(3), np.arange(3)] = 1.0 - flows.sum(axis=2)
    return flows


def said_of(chain: Chain) -> dict[str, Parts]:
    """What the chain says of every pattern, in its unit; None where it has no word for it."""
    return {target.id: SAYS[target.id](chain) if target.id in SAYS else None for target in targets()}


def _percent(before: int, after: int) -> Callable[[Chain], Parts]:
    return lambda chain: (100.0 * chain.overall(before, after),)


def _against_young(before: int, after: int, ages: tuple[int, ...]) -> Callable[[Chain], Parts]:
    return lambda chain: tuple(share(chain.flows[age, before, after], chain.flows[0, before, after]) for age in ages)


def _in_a_year(chain: Chain) -> Parts:
    """Another employer than a year before, of people at work then and now: switched in some quarter, or out and back."""
    changed = []
    for age in (0, 1):  # 25-44 lies in the first two ages, 45 and over in the last two
        pair = chain.flows[age : age + 2].mean(axis=0)
        stayed = (pair[WORK, WORK] * (1.0 - chain.switch)) ** QUARTERS
        changed.append(100.0 * float(1.0 - stayed / np.linalg.matrix_power(pair, QUARTERS)[WORK, WORK]))
    return tuple(changed)


def _after_closure(chain: Chain) -> Parts:
    """Work a year after losing it, against those who had kept it that quarter: one number for both ages asked."""
    year = np.linalg.matrix_power(chain.flows[1], QUARTERS)
    return (float(year[WITHOUT, WORK] - year[WORK, WORK]),) * 2


SAYS: dict[str, Callable[[Chain], Parts]] = {
    "M01": _percent(WORK, WITHOUT),
    "M02": _percent(WITHOUT, WORK),
    "M03": _percent(OUTSIDE, WORK),
    "M04": _percent(WORK, OUTSIDE),
    "M05": _percent(WITHOUT, OUTSIDE),
    "M06": lambda chain: (100.0 * chain.unemployment,),
    "M16": lambda chain: (100.0 * chain.switch,),
    "I01": _against_young(WITHOUT, WORK, (1, 2)),
    "I02": _against_young(WORK, WITHOUT, (1,)),
    "I05": _in_a_year,
    "I06": lambda chain: (100.0 * chain.switch,) * 2,
    "I14": _after_closure,
}
FITTED = ("M01", "M02", "M03", "M04", "M05", "M06", "M16", "I01", "I02")  # to which it was fitted, so it meets them by making
