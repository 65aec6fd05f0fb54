"""The posterior inside what history matching left: parameter sets in proportion to how well they meet the targets.

Approximate Bayesian computation in which the emulators stand for the model and a run is accepted with a chance that follows the
error of the targets, exp(-½ Σ weight · implausibility²), in place of a hard distance (Wilkinson, Statistical Applications in
Genetics and Molecular Biology 2013). Drawn by sequential Monte Carlo: a crowd spread over the region is drawn towards the targets
in steps that keep half of its effective size (Del Moral, Doucet and Jasra 2006). Errors of targets are taken as independent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from calibration.fit.emulator import on_one_thread
from calibration.fit.region import Aim, Region
from calibration.fit.space import Space, generator
from calibration.fit.walk import effective, systematic, walk

SETS = 1_000
CROWD = 1_000  # points that walk at least, however few sets are asked for
HALF = 0.5  # of the effective size is kept in each step
SWEEPS = 6  # after each step
LONG = 200  # sweeps of a round after the last step: in 25 parameters a crowd moves slowly, and its middle last of all
ROUNDS = 6  # of those at most
ALIKE = 0.5  # correlation with where they were, below which the points have forgotten that they were copies
DRIFT = 0.12  # of a parameter's own spread that the crowd's middle may move in a round: about what chance does to 1,000 points
INTERVAL = 0.90
IDENTIFIED = 0.80  # of the width of the prior's interval: wider than this and the targets say too little about it


@dataclass(frozen=True, eq=False)
class Posterior:
    """Accepted sets, all of one weight: unit (n, k), log (n,) the logarithm of how well each meets the targets.

    ess : effective number of independent sets.
    """

    space: Space
    unit: np.ndarray
    log: np.ndarray
    ess: float

    @property
    def values(self) -> np.ndarray:
        """(n, k) in their own units."""
        return self.space.values(self.unit)

    def interval(self, share: float = INTERVAL) -> np.ndarray:
        """(k, 2) unit coordinates between which that share of the sets lies, as much below as above."""
        return np.quantile(self.unit, [(1 - share) / 2, (1 + share) / 2], axis=0).T

    def identified(self) -> np.ndarray:
        """(k,) bool: False where the 90% interval is hardly narrower than before any target was seen."""
        low, high = self.interval().T
        return (high - low) <= IDENTIFIED * INTERVAL

    def table(self) -> pd.DataFrame:
        """A line for each parameter: median and 90% interval in its own unit, width as a share of the prior's, identified."""
        low, middle, high = np.quantile(self.unit, [(1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2], axis=0)
        ends = self.space.values(np.vstack([low, middle, high]))
        return pd.DataFrame({
            "parameter": self.space.names, "low": ends[0], "median": ends[1], "high": ends[2],
            "width": (high - low) / INTERVAL, "identified": self.identified(),
        })  # fmt: skip

    def sets(self) -> pd.DataFrame:
        """The sets as a table to keep: a column for each parameter in its own unit, and the weight, which sums to 1."""
        return pd.DataFrame(self.values, columns=list(self.space.names)).assign(weight=1 / len(self.unit))


@on_one_thread
def posterior(space: Space, region: Region, points: np.ndarray, aim: Aim, seed: int, sets: int = SETS) -> Posterior:
    """Draw sets from a region. points : (n, k) spread evenly over it, such as a wave's survivors; aim : emulators good in it."""
    rng = generator(seed, "posterior")
    crowd = max(sets, CROWD)
    fit = closeness(aim, points)
    power = 0.0
    while power < 1:
        step, weights = _step(fit, 1 - power)
        power += step
        chosen = systematic(weights, crowd, rng)
        points, fit = points[chosen], fit[chosen]
        points, fit = _walk(points, fit, region, aim, power, SWEEPS, rng)
    points, fit, ess = _forget(region, aim, points, fit, rng)
    some = rng.choice(crowd, sets, replace=False)
    return Posterior(space, points[some], fit[some], ess * sets / crowd)


def closeness(aim: Aim, unit: np.ndarray) -> np.ndarray:
    """(n,) logarithm of how well points (n, k) meet the targets: 0 at best."""
    off = aim.implausibility(unit)
    return -0.5 * (off**2 * aim.goals.weight[aim.places]).sum(1)


def _step(fit: np.ndarray, most: float) -> tuple[float, np.ndarray]:
    """The largest step in the power of the targets, up to `most`, that keeps half the effective size, and the weights it gives."""

    def weights(step: float) -> np.ndarray:
        raw = np.exp(step * (fit - fit.max()))
        return np.asarray(raw / raw.sum())

    if effective(weights(most)) >= HALF * len(fit):
        return most, weights(most)
    low, high = 0.0, most
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if effective(weights(middle)) >= HALF * len(fit) else (low, middle)
    return low, weights(low)


def _walk(
    points: np.ndarray, fit: np.ndarray, region: Region, aim: Aim, power: float, sweeps: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Let the crowd walk through region and targets, the targets counting with this power."""

    def density(unit: np.ndarray, least: np.ndarray) -> np.ndarray:
        log = power * closeness(aim, unit)
        useful = log > least
        log[useful] += region.density(unit[useful])
        return log

    points, log = walk(points, power * fit, density, sweeps, rng)
    return points, log / power


def _forget(
    region: Region, aim: Aim, points: np.ndarray, fit: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, float]:
    """Walk on until copies of one point have parted and the crowd's middle stays; how many independent sets it is then worth."""
    start = points
    for _ in range(ROUNDS):
        before = points
        points, fit = _walk(points, fit, region, aim, 1.0, LONG, rng)
        alike = max(_correlation(start[:, j], points[:, j]) for j in range(points.shape[1]))
        drift = abs(points.mean(0) - before.mean(0)) / np.maximum(points.std(0), 1e-12)
        if alike < ALIKE and drift.max() < DRIFT:
            break
    distinct = len(np.unique(start, axis=0))
    return points, fit, distinct + (len(points) - distinct) * (1 - alike**2)


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(abs(np.corrcoef(one, other)[0, 1])) if one.std() > 0 and other.std() > 0 else 1.0
