"""Packages ranked by the weights of who looks at them, pair by pair, with every part of the sum in sight.

Outcomes have units of their own. So each is first put on a scale that all packages share: 0 is today, and 100 points is as far as
the 80% band of any of the packages reaches. That makes what is mostly chance count for little by itself. Then the points are
multiplied by the weights, which add up to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures import MEASURES
from sim.side_by_side import OLDER, Pair

FULL = 100.0  # points
# What can be weighed, and which way is better (+1 more, -1 less).
OUTCOMES: dict[str, float] = {
    name: 1.0 if name == OLDER or MEASURES[name].better == "higher" else -1.0
    for name in ("lasting-crossings", "safe-crossings", "months-out", "income-lost", "hires-shortage", OLDER, "public-cost")
}


@dataclass(frozen=True)
class Ranking:
    """What some weights make of the packages. `today` stands behind the packages, as one more to choose, with 0 points.

    parts : float64[package, outcome], weight times points of the middle of the pairs; `total` their sum, float64[package].
    first : float64[package + 1], share (0-1) of the pairs in which each has most points; equals share a pair.
    places : int64[package + 1], 1 for the most points of the middles; equals share a place.
    """

    weights: Mapping[str, float]
    parts: np.ndarray
    total: np.ndarray
    first: np.ndarray
    places: np.ndarray


def changes(pairs: Sequence[Sequence[Pair]]) -> np.ndarray:
    """float64[package, outcome, pair]: package less today on each of OUTCOMES, in its own unit; nan where a run has no value."""
    return np.array([
        [[package.measures[name] - today.measures[name] for today, package in one] for name in OUTCOMES] for one in pairs
    ])  # fmt: skip


def points(change: np.ndarray) -> np.ndarray:
    """float64[package, outcome, pair]: the same on the shared scale, more is better; an outcome that never changes has 0."""
    signs = np.array(list(OUTCOMES.values()))[:, None]
    value = np.where(np.isfinite(change), change, 0.0) * signs
    reach = np.abs(np.quantile(value, (0.1, 0.9), axis=2)).max(axis=(0, 1))
    return FULL * np.divide(value, reach[:, None], out=np.zeros_like(value), where=reach[:, None] > 0)


def ranking(point: np.ndarray, weights: Mapping[str, float]) -> Ranking:
    """The packages under these weights (any numbers from 0 up by outcome; all 0 counts as all equal)."""
    given = np.array([max(0.0, weights.get(name, 0.0)) for name in OUTCOMES])
    share = given / given.sum() if given.sum() else np.full(given.size, 1.0 / given.size)
    parts = share * np.median(point, axis=2)
    total = parts.sum(axis=1)
    in_pair = np.vstack([np.einsum("o,kop->kp", share, point), np.zeros(point.shape[2])])
    best = np.isclose(in_pair, in_pair.max(axis=0), rtol=0.0, atol=1e-9)
    first = (best / best.sum(axis=0)).mean(axis=1)
    return Ranking(dict(zip(OUTCOMES, share.tolist(), strict=True)), parts, total, first, _places(np.append(total, 0.0)))


def _places(total: np.ndarray) -> np.ndarray:
    return np.array([1 + int((total > one + 1e-9).sum()) for one in total])
