"""A random walk on a graph, by the kernel that also draws where people apply: its stationary state is known.

On a connected graph whose edges weigh the same both ways, a walker is found at a place in proportion to the total weight of its
edges, wherever the walk began. On a graph with two sides it goes to and fro for ever, and the mean over steps shows it.
"""

from __future__ import annotations

import numpy as np

from calibration.docking.agents import look
from sim.month.now import Hands
from sim.rng import LOOK, key


def walk(weights: np.ndarray, at: np.ndarray, steps: int, seed: int, threads: int = 1) -> np.ndarray:
    """float64[steps + 1, n]: the share of walkers at each place after each step, from where they are (int32) `at` the start.

    `weights` (float64[n, n]) say how likely a step from row to column is. Raises ValueError for a place that has no way out.
    """
    cumulative = np.cumsum(weights, axis=1)
    if not (cumulative[:, -1] > 0).all():
        raise ValueError("A walker must be able to leave every place, or to stay there.")
    place, to, rows, hands = at.astype(np.int32), np.empty(at.size, np.int32), np.arange(at.size), Hands(threads)
    shares = [np.bincount(place, minlength=len(weights)) / at.size]
    for step in range(steps):
        hands.each(at.size, look, rows, place, cumulative, key(seed, LOOK, step), to)
        place, to = to, place
        shares.append(np.bincount(place, minlength=len(weights)) / at.size)
    return np.array(shares)
