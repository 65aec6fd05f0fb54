"""Whether changed assumptions lie jointly inside what the patterns of the labour market allow; argued in docs/assumptions.md.

The parameter sets of `sim.posterior` are a cloud: what fits the patterns, and how parameters go together in that. How far assumed
values lie from its middle is their Mahalanobis distance, which counts in the cloud's own spread and along its own slope. It is held
against the same distance of each of the sets: when fewer than one in twenty lies as far out, the assumptions are outside. Two
values that are each ordinary can be outside together, when no set has them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.posterior import Posterior, posterior

RARE = 0.05  # share of the sets that must lie as far out; assumption, the usual one
SAME = 1e-6  # of the largest spread: sets that differ less in a direction were never varied in it (they have five digits)


@dataclass(frozen=True)
class Plausible:
    """What the patterns say of assumptions.

    as_far : share (0-1) of the parameter sets that lie at least as far from the middle; 1 when none of the assumed was estimated.
    tested : names of those that were estimated, of which the patterns say something.
    untested : names of the others: only their own range, set by hand, says what is possible.
    """

    as_far: float
    tested: tuple[str, ...]
    untested: tuple[str, ...]

    @property
    def outside(self) -> bool:
        """Whether they lie jointly outside what the patterns allow."""
        return self.as_far < RARE


def plausible(assumed: Mapping[str, float], sets: Posterior | None = None) -> Plausible:
    """Hold assumed values, in the units of parameters.csv, against the sets: those of the product when none are given."""
    cloud = posterior() if sets is None else sets
    columns = {name: k for k, name in enumerate(cloud.names) if np.ptp(cloud.values[:, k]) > 0}
    tested = tuple(name for name in assumed if name in columns)
    untested = tuple(name for name in assumed if name not in columns)
    if not tested:
        return Plausible(1.0, tested, untested)
    theirs = cloud.values[:, [columns[name] for name in tested]]
    far = distances(np.array([[assumed[name] for name in tested]]), theirs)[0]
    return Plausible(float(np.mean(distances(theirs, theirs) >= far)), tested, untested)


def distances(points: np.ndarray, cloud: np.ndarray) -> np.ndarray:
    """float64 (points,): squared Mahalanobis distance of each row to the middle of the cloud, both float64 (rows, columns).

    Columns that always go together, such as a profile by age that was scaled as one, count as the one direction they are: the
    inverse of the correlations is Moore and Penrose's.
    """
    middle, spread = cloud.mean(axis=0), cloud.std(axis=0)
    around = (cloud - middle) / spread
    nearness = np.linalg.pinv(around.T @ around / len(cloud), rcond=SAME, hermitian=True)
    away = (points - middle) / spread
    found: np.ndarray = np.einsum("ij,jk,ik->i", away, nearness, away)
    return found


@lru_cache(maxsize=64)
def held(assumed: tuple[tuple[str, float], ...]) -> Plausible:
    """The same for (name, value) as settings have them, remembered, since pages ask again and again."""
    return plausible(dict(assumed))
