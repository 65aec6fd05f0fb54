"""Questions to a lattice: what a package does, only together or not, the smallest, the best next one, worth its cost or not.

An effect is float64[seed, arm]: the arm less today in the same world, in the unit of its column. `sign` is 1 where more is
better and -1 where less is. Middles are means over seeds, so that parts sum to the whole; bands are the 10% and 90% quantiles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from experiments.lattice.games import players, sizes

LEAST_SEEDS = 4  # of fewer there is no band to speak of
MORE, LESS, UNCERTAIN = "more", "less", "not-certain"


@dataclass(frozen=True)
class Band:
    """The mean over seeds, and between which values the middle 80% of them lie."""

    middle: float
    low: float
    high: float
    seeds: int

    @property
    def direction(self) -> str:
        """more or less when the band lies wholly on one side of zero, else not-certain."""
        if self.seeds < LEAST_SEEDS or not (self.low > 0 or self.high < 0):
            return UNCERTAIN
        return MORE if self.low > 0 else LESS


def band(values: np.ndarray) -> Band:
    """The band of float64[seed]; seeds without a value are left out, and without any it is nan."""
    there = values[np.isfinite(values)]
    if not there.size:
        return Band(float("nan"), float("nan"), float("nan"), 0)
    low, high = np.quantile(there, (0.1, 0.9))
    return Band(float(there.mean()), float(low), float(high), int(there.size))


def outspoken(mean: float, error: float, seeds: int, of: int) -> str:
    """more or less when one of so many (`of`) findings that are looked at together differs from zero beyond chance.

    Among many pairs some lie on one side of zero in every seed by chance alone, so a band of their own is not enough. A t-test at
    5% for all of them together (Bonferroni); `error` is the standard error of the mean over seeds.
    """
    if seeds < LEAST_SEEDS or not abs(mean) > stdtrit(seeds - 1, 1 - 0.025 / of) * error:
        return UNCERTAIN
    return MORE if mean > 0 else LESS


@dataclass(frozen=True)
class Together:
    """The whole against its parts. `extra` is the effect of all less the sum of each alone; on the log it is that of the ratios
    to today (0.01 is about 1%), None where there are no ratios. `last` is the sum of what each adds to all others.
    """

    whole: Band
    alone: Band
    last: Band
    extra: Band
    log_extra: Band | None

    def verdict(self, sign: float) -> str:
        """more: together they do more good than apart; less: less; not-certain."""
        said = self.extra.direction
        return said if sign > 0 or said == UNCERTAIN else {MORE: LESS, LESS: MORE}[said]


def together(corners: np.ndarray, today: np.ndarray) -> Together:
    """From float64[seed, 2n + 1] of `corners_of` and the level of today (float64[seed])."""
    n = corners.shape[1] // 2
    alone, whole, without = corners[:, :n], corners[:, n], corners[:, n + 1 :]
    log = None
    levels = today[:, None] + corners
    if (today > 0).all() and (levels > 0).all():
        ratios = np.log(levels / today[:, None])
        log = band(ratios[:, n] - ratios[:, :n].sum(axis=1))
    last = (whole[:, None] - without).sum(axis=1)
    return Together(band(whole), band(alone.sum(axis=1)), band(last), band(whole - alone.sum(axis=1)), log)


def corners_of(effects: np.ndarray) -> np.ndarray:
    """float64[seed, 2n + 1]: each alone, all, all but each."""
    n, whole = players(effects), effects.shape[1] - 1
    arms = [1 << k for k in range(n)] + [whole] + [whole & ~(1 << k) for k in range(n)]
    return effects[:, arms]


@dataclass(frozen=True)
class Smallest:
    """The smallest package that reaches a share of the full effect, and of those the one with most effect.

    `effect` and `reached` (the share of the full effect) are of the mean over the seeds that also chose it, and so flatter it.
    `held_out` does not: in each seed, the share that the package chosen by the other seeds reaches there; nan with one seed.
    """

    arm: int
    size: int
    effect: Band
    reached: float
    held_out: float


def smallest(effects: np.ndarray, share: float, sign: float) -> Smallest | None:
    """None when all together do no good, so that there is nothing to have a share of."""
    good = sign * effects
    mean = good.mean(axis=0)
    if not mean[-1] > 0:
        return None
    arm = _smallest(mean, share)
    shares = []
    for seed in range(len(good)) if len(good) > 1 else ():
        others = np.delete(good, seed, axis=0).mean(axis=0)
        if others[-1] > 0:
            shares.append(good[seed, _smallest(others, share)])
    held_out = float(np.mean(shares) / mean[-1]) if shares else float("nan")
    return Smallest(arm, arm.bit_count(), band(effects[:, arm]), float(mean[arm] / mean[-1]), held_out)


def _smallest(mean: np.ndarray, share: float) -> int:
    size = sizes(players(mean))
    enough = mean >= share * mean[-1]
    fewest = size[enough].min()
    return int(np.argmax(np.where(enough & (size == fewest), mean, -np.inf)))


def pareto(effects: np.ndarray, costs: np.ndarray, sign: float) -> list[int]:
    """The arms to which no other does at least as much good for at most the cost and better in one of the two, by rising cost.

    effects, costs : float64[arm], means over seeds.
    """
    good = sign * effects
    order = np.lexsort((-good, costs))  # by cost, and at the same cost the best first
    best = np.maximum.accumulate(good[order])
    ahead = np.concatenate(([True], best[1:] > best[:-1]))
    return [int(arm) for arm in order[ahead]]


@dataclass(frozen=True)
class Next:
    """What one more breakthrough adds to those there are."""

    part: int
    gain: Band


@dataclass(frozen=True)
class BestNext:
    """All that could come next, best first. `certain`: the first beats the second in the band of their difference."""

    options: list[Next]
    certain: bool


def best_next(effects: np.ndarray, given: int, sign: float) -> BestNext:
    """What each breakthrough that is not among `given` (bit mask) would add."""
    n = players(effects)
    gains = {k: effects[:, given | 1 << k] - effects[:, given] for k in range(n) if not given >> k & 1}
    order = sorted(gains, key=lambda k: -sign * float(gains[k].mean()))
    certain = len(order) == 1
    if len(order) > 1:
        certain = band(sign * (gains[order[0]] - gains[order[1]])).direction == MORE
    return BestNext([Next(k, band(gains[k])) for k in order], certain)


def mask_of(given: Sequence[str], parts: Sequence[str]) -> int:
    """The bit mask of these parts by id. Raises KeyError for one that there is not."""
    places = {part: k for k, part in enumerate(parts)}
    mask = 0
    for id in given:
        mask |= 1 << places[id]
    return mask


def parts_in(arm: int, parts: Sequence[str]) -> list[str]:
    """The ids of the parts in an arm."""
    return [part for k, part in enumerate(parts) if arm >> k & 1]
