"""What is searched and what is aimed at: the ranges of the free parameters, and the bands of the summaries."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.words import Complaint

# (values (k,) in their own units, seed) -> summaries (m,), nan where a run shows nothing
Simulator = Callable[[np.ndarray, int], np.ndarray]

DIGITS = 7  # of a parameter value: as many as float32 carries, so that text gives back the very number that was run
MEASURED = 6  # of a summary, far beyond what chance leaves of it
BAND = 1.645  # standard deviations from the central value of a target to an end of its band: the band holds 90%


class FitError(Complaint):
    """Something given to the fit is wrong."""


@dataclass(frozen=True, eq=False)
class Space:
    """Free parameters and the range searched of each: uniform between low and high, or uniform in the logarithm."""

    names: tuple[str, ...]
    low: np.ndarray  # (k,) in the parameter's own unit
    high: np.ndarray  # (k,)
    log: np.ndarray  # (k,) bool

    def __post_init__(self) -> None:
        for field, kind in (("low", float), ("high", float), ("log", bool)):
            object.__setattr__(self, field, np.asarray(getattr(self, field), kind))
        for name, low, high, log in zip(self.names, self.low, self.high, self.log, strict=True):
            if not low < high or (log and low <= 0):
                raise FitError(
                    f"het bereik van '{name}' klopt niet: {low:g} tot {high:g}" + (" op een logaritmische schaal" if log else ""),
                    f"the range of '{name}' is not right: {low:g} to {high:g}" + (" on a logarithmic scale" if log else ""),
                )

    @property
    def size(self) -> int:
        """Number of free parameters, k."""
        return len(self.names)

    def values(self, unit: np.ndarray) -> np.ndarray:
        """(n, k) unit coordinates as values in their own units, rounded to `DIGITS` figures so that they survive being written."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        scaled = low + np.asarray(unit, float) * (high - low)
        return rounded(np.clip(np.where(self.log, np.exp(np.where(self.log, scaled, 0.0)), scaled), self.low, self.high))

    def unit(self, values: np.ndarray) -> np.ndarray:
        """(n, k) values as unit coordinates."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        return (self._scaled(np.asarray(values, float)) - low) / (high - low)

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        return np.where(self.log, np.log(np.where(self.log, values, 1.0)), values)


@dataclass(frozen=True, eq=False)
class Goals:
    """What the summaries are held against.

    low, central, high : (m,) the band of each, in the summary's own unit. The band is taken to hold 90%: each end lies
        1.645 standard deviations from the central value, below and above apart, so a band may be lopsided.
    weight : (m,) from 0 to 1. 0 is not scored; less than 1 lets a target count for less in the posterior.
    discrepancy : (m,) standard deviation of what the model is known to leave out, in the same unit.
    """

    names: tuple[str, ...]
    low: np.ndarray
    central: np.ndarray
    high: np.ndarray
    weight: np.ndarray
    discrepancy: np.ndarray

    def __post_init__(self) -> None:
        for field in ("low", "central", "high", "weight", "discrepancy"):
            object.__setattr__(self, field, np.asarray(getattr(self, field), float))
        for name, low, central, high in zip(self.names, self.low, self.central, self.high, strict=True):
            if not low <= central <= high:
                raise FitError(
                    f"de band van '{name}' klopt niet: {low:g}, {central:g}, {high:g}",
                    f"the band of '{name}' is not right: {low:g}, {central:g}, {high:g}",
                )
        if not ((self.weight >= 0) & (self.weight <= 1)).all() or not (self.discrepancy >= 0).all():
            raise FitError(
                "een gewicht ligt tussen 0 en 1, en een afwijking is niet negatief",
                "a weight lies between 0 and 1, and a discrepancy is not negative",
            )

    @property
    def scored(self) -> np.ndarray:
        """(m,) bool: what counts in the fit."""
        return self.weight > 0

    def spread(self, below: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """Standard deviation of the wanted targets on the side where summaries lie: `below` (…, wanted) where they are under."""
        return np.where(below, (self.central - self.low)[wanted], (self.high - self.central)[wanted]) / BAND

    def tolerance(self) -> np.ndarray:
        """(m,) one standard deviation for both sides, of band and discrepancy together."""
        return np.hypot((self.high - self.low) / (2 * BAND), self.discrepancy)

    def around(self, central: np.ndarray) -> Goals:
        """The same widths around other central values (m,), such as those of a synthetic truth; nan is not scored."""
        measured = np.isfinite(central)
        shift = np.where(measured, central, self.central) - self.central
        return replace(
            self, low=self.low + shift, central=self.central + shift, high=self.high + shift, weight=self.weight * measured
        )


def rounded(values: np.ndarray, digits: int = DIGITS) -> np.ndarray:
    """Each value to so many significant figures: what text of as many gives back."""
    values = np.asarray(values, float)
    return np.array([float(f"{value:.{digits}g}") for value in values.ravel()]).reshape(values.shape)


def seeds(seed: int, purpose: str, n: int) -> np.ndarray:
    """(n,) int64 seeds below 2**31 for a purpose: other purposes get others, and the first ones do not change when n grows."""
    return generator(seed, purpose).integers(1, 2**31, n)


def generator(seed: int, purpose: str) -> np.random.Generator:
    """A stream of luck of its own for each purpose."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def places(names: Sequence[str], wanted: Sequence[str]) -> np.ndarray:
    """Positions of the wanted names; raises FitError naming one that is not there."""
    for name in wanted:
        if name not in names:
            raise FitError(f"er is geen '{name}' om te schatten of te meten", f"there is no '{name}' to estimate or measure")
    return np.array([list(names).index(name) for name in wanted], int)
