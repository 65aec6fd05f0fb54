"""How much of what a run shows is chance: some points run twice, with other luck."""

from __future__ import annotations

import numpy as np

from calibration.fit.evaluate import Runner
from calibration.fit.space import Space, generator, seeds


def chance(space: Space, points: np.ndarray, runner: Runner, seed: int, pairs: int) -> np.ndarray:
    """(m,) standard deviation of each summary between runs of one point, over pairs of runs of some of the points (n, k).

    nan where no pair has two values.
    """
    rng = generator(seed, "twins")
    values = space.values(points[rng.choice(len(points), pairs, replace=len(points) < pairs)])
    own = seeds(seed, "twins", 2 * pairs)
    shown = runner.run(np.concatenate([values, values]), own, "twin").summaries
    apart = shown[:pairs] - shown[pairs:]
    there = np.isfinite(apart)
    squares = np.where(there, apart, 0.0) ** 2
    with np.errstate(invalid="ignore"):  # no pair at all
        return np.asarray(np.sqrt(squares.sum(0) / (2 * there.sum(0))))
