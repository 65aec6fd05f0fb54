"""How far a share may lie from what is expected in a group of a given size: by chance, and because worlds differ."""

from collections.abc import Sequence
from math import lgamma

import numpy as np

MOST = 5_000  # people; a larger group hardly differs, and this keeps the sums short


def spread_of_worlds(counted: Sequence[int], of: Sequence[int]) -> float:
    """Correlation (0-1) between people of one world: how much more shares differ between worlds than chance explains.

    By moments: the weighted variance of the shares against that of independent people. 0 when there is too little to tell.
    """
    k, n = np.asarray(counted, float), np.asarray(of, float)
    k, n = k[n > 0], n[n > 0]
    total = n.sum()
    if k.size < 2 or total <= k.size:
        return 0.0
    p = k.sum() / total
    alone = p * (1 - p)
    if alone == 0:
        return 0.0
    usual = (total - (n**2).sum() / total) / (k.size - 1)
    found = (n * (k / n - p) ** 2).sum() / ((k.size - 1) * alone)
    return float(min(1.0, max(0.0, (found - 1) / max(usual - 1, 1e-9)))) if usual > 1 else 0.0


def share_between(values: np.ndarray, groups: Sequence[int]) -> float:
    """Part (0-1) of the variance of `values` that lies between groups rather than within them; nan when no group has two.

    One-way analysis of variance by moments, for groups of unequal size.
    """
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    sizes = np.bincount(group).astype(float)
    within_free, between_free = values.size - sizes.size, sizes.size - 1
    if within_free < 1 or between_free < 1:
        return float("nan")
    means = np.bincount(group, weights=values) / sizes
    within = float(((values - means[group]) ** 2).sum()) / within_free
    between = float((sizes * (means - values.mean()) ** 2).sum()) / between_free
    usual = (values.size - (sizes**2).sum() / values.size) / between_free
    extra = max(0.0, (between - within) / usual)
    return extra / (extra + within) if extra + within > 0 else float("nan")


def interval(counted: Sequence[int], of: Sequence[int], size: int, low: float = 0.05, high: float = 0.95) -> tuple[float, float]:
    """Shares between which a group of `size` people lies, by the worlds simulated (counts and their denominators).

    Three things are in it: chance in a group of that size, differences between worlds (luck of the market, how well levers
    work), and how few people were simulated. A beta-binomial; raises ValueError without anyone.
    """
    total = int(np.sum(of))
    if total < 1 or size < 1:
        raise ValueError("There is nobody to count.")
    size = min(size, MOST)
    p = (float(np.sum(counted)) + 0.5) / (total + 1.0)
    together = min(0.999, spread_of_worlds(counted, of) + 1.0 / (total + 1.0))
    a, b = p * (1 / together - 1), (1 - p) * (1 / together - 1)
    chance = np.cumsum(np.exp([_log_chance(k, size, a, b) for k in range(size + 1)]))
    ends = [min(size, int(np.searchsorted(chance, q))) / size for q in (low, high)]
    return ends[0], ends[1]


def _log_chance(k: int, n: int, a: float, b: float) -> float:
    """Logarithm of the chance of k out of n in a beta-binomial."""
    choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return choose + lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) + lgamma(a + b) - lgamma(a) - lgamma(b)
