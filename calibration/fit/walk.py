"""A crowd of points that walks through a region or a density: how waves and posteriors draw points.

Differential evolution moves (ter Braak, Statistics and Computing 2006): a step is the difference between two other points, so
steps follow the shape of what the crowd covers. The crowd moves half by half, each with differences of the other half.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

# points (n, k) inside the unit cube, and the least (n,) that is of use -> logarithm of the density (n,), -inf outside;
# what lies below its least may be told wrong, as long as it is told to lie below, so that not all of it need be worked out
Density = Callable[[np.ndarray, np.ndarray], np.ndarray]

SOME = 1e-4  # a little noise on each step, so that no direction is closed to a small crowd


def walk(
    points: np.ndarray, log: np.ndarray, density: Density, sweeps: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The crowd (n, k) and its log density (n,) after so many sweeps; each point moves on its own, the density stays."""
    points, log = points.copy(), log.copy()
    n, k = points.shape
    scale = 1.0
    for _ in range(sweeps):
        order = rng.permutation(n)
        accepted = 0
        for mine, others in ((order[: n // 2], order[n // 2 :]), (order[n // 2 :], order[: n // 2])):
            first = rng.integers(0, len(others), len(mine))
            second = (first + rng.integers(1, len(others), len(mine))) % len(others)
            step = scale * 2.38 / np.sqrt(2 * k) * (points[others[first]] - points[others[second]])
            moved = points[mine] + step + SOME * rng.standard_normal(step.shape)
            least = log[mine] + np.log(rng.random(len(mine)))
            there = within_cube(moved, least, density)
            take = there > least
            points[mine[take]], log[mine[take]] = moved[take], there[take]
            accepted += int(take.sum())
        scale *= 0.7 if accepted < 0.15 * n else 1.3 if accepted > 0.35 * n else 1.0
    return points, log


def within_cube(points: np.ndarray, least: np.ndarray, density: Density) -> np.ndarray:
    """(n,) log density, -inf outside the unit cube, where it is not asked for."""
    log = np.full(len(points), -np.inf)
    inside = ((points >= 0) & (points <= 1)).all(1)
    if inside.any():
        log[inside] = density(points[inside], least[inside])
    return log


def systematic(weights: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """(n,) places drawn in proportion to weights that sum to 1, as evenly as they allow."""
    return np.minimum(np.searchsorted(np.cumsum(weights), (rng.random() + np.arange(n)) / n), len(weights) - 1)


def effective(weights: np.ndarray) -> float:
    """Effective sample size of weights: how many equal ones tell as much."""
    return float(weights.sum() ** 2 / (weights**2).sum())
