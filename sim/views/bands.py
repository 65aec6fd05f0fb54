"""From one array per pair and world to medians (or means) and quantiles over the pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.views.shapes import Band

if TYPE_CHECKING:
    from sim.runs import RunResult

    Pair = tuple[RunResult, RunResult]

QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)


def band(today: np.ndarray, package: np.ndarray, means: bool = False) -> Band:
    """The band over pairs of what each world gave: float64[pair, ...] twice, of equal shape, at least one pair.

    A value that is nan is left out; a place without any is nan. With `means` the middle is the mean, so that what is shown
    adds up.
    """
    one, other = np.asarray(today, np.float64), np.asarray(package, np.float64)
    one, other = (np.where(np.isfinite(one) & np.isfinite(other), values, np.nan) for values in (one, other))
    change = other - one
    middle = _mean if means else _median
    low95, low80, _, high80, high95 = _quantiles(change, QUANTILES)
    return Band(middle(one), middle(other), middle(change), low80, high80, low95, high95)


def band_of(pairs: Sequence[Pair], read: Callable[[RunResult], np.ndarray | float], means: bool = False) -> Band:
    """The band of what is read of each run, over pairs of (today, package)."""
    return band(np.array([read(today) for today, _ in pairs]), np.array([read(package) for _, package in pairs]), means)


def _mean(values: np.ndarray) -> np.ndarray:
    there = np.isfinite(values)
    count = there.sum(axis=0)
    total = np.where(there, values, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _median(values: np.ndarray) -> np.ndarray:
    return np.asarray(_quantiles(values, (0.5,))[0])


def _quantiles(values: np.ndarray, asked: Sequence[float]) -> np.ndarray:
    """float64[quantile, ...] over the first axis. Without gaps it is numpy's own, which is many times as fast as with them."""
    if np.isfinite(values).all():
        return np.asarray(np.quantile(values, asked, axis=0))
    there = np.isfinite(values).any(axis=0)
    found = np.full((len(asked), *values.shape[1:]), np.nan)
    found[:, there] = np.nanquantile(values[:, there], asked, axis=0)
    return found
