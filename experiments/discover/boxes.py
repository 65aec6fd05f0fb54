"""A box: what is asked of some conditions, and how well it picks out the futures of interest."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
import pandas as pd

NORMAL = 1.96  # standard deviations to an end of a 95% interval


@dataclass(frozen=True)
class Limit:
    """What a box asks of one condition: a number above `low` and at most `high`, or, of a condition in words, one of `words`."""

    condition: str
    low: float = -inf
    high: float = inf
    words: tuple[str, ...] = ()

    def holds(self, column: pd.Series) -> np.ndarray:
        """bool (futures,): where the condition meets it."""
        if self.words:
            return np.asarray(column.astype(str).isin(self.words))
        numbers = np.asarray(column, float)
        return (numbers > self.low) & (numbers <= self.high)


@dataclass(frozen=True)
class Box:
    """All futures that meet every limit; one limit for each condition named. Without limits it holds all of them."""

    limits: tuple[Limit, ...] = ()

    def holds(self, conditions: pd.DataFrame) -> np.ndarray:
        """bool (futures,): which futures lie in it."""
        inside = np.ones(len(conditions), bool)
        for limit in self.limits:
            inside &= limit.holds(conditions[limit.condition])
        return inside

    def without(self, condition: str) -> Box:
        """The box that asks nothing of that condition."""
        return Box(tuple(limit for limit in self.limits if limit.condition != condition))

    def limit(self, condition: str) -> Limit:
        """What it asks of a condition; a limit that all meet when that is nothing."""
        return next((limit for limit in self.limits if limit.condition == condition), Limit(condition))

    def narrowed(self, limit: Limit) -> Box:
        """The box with this limit in the place of any that it had on that condition."""
        return Box((*self.without(limit.condition).limits, limit))


@dataclass(frozen=True)
class Picked:
    """How well a box picks out the futures of interest.

    inside : futures in the box; hits : those of them that are of interest; wanted : all that are of interest.
    """

    inside: int
    hits: int
    wanted: int

    @property
    def density(self) -> float:
        """Share of the futures in the box that are of interest; nan for an empty box."""
        return self.hits / self.inside if self.inside else float("nan")

    @property
    def coverage(self) -> float:
        """Share of all futures of interest that lie in the box; nan when there are none."""
        return self.hits / self.wanted if self.wanted else float("nan")

    @property
    def balance(self) -> float:
        """Harmonic mean of density and coverage, 0 where either is nothing: high only when both are."""
        return 2.0 * self.hits / (self.inside + self.wanted) if self.hits else 0.0

    @property
    def density_interval(self) -> tuple[float, float]:
        """95% interval of the density (Wilson, 1927), that of so many futures; nan for an empty box."""
        n = self.inside
        if not n:
            return float("nan"), float("nan")
        z = NORMAL**2 / n
        middle, half = self.density + z / 2, sqrt(z * (self.density * (1 - self.density) + z / 4))
        return (middle - half) / (1 + z), (middle + half) / (1 + z)


def picked(inside: np.ndarray, wanted: np.ndarray) -> Picked:
    """Counts of bool (futures,) inside a box and bool (futures,) of interest."""
    return Picked(int(inside.sum()), int((inside & wanted).sum()), int(wanted.sum()))


def in_words(column: pd.Series) -> bool:
    """Whether a condition is told in words, not in numbers."""
    return not pd.api.types.is_numeric_dtype(column)


def words_of(column: pd.Series) -> list[str]:
    """The words of a condition, in order."""
    return sorted(set(column.astype(str)))
