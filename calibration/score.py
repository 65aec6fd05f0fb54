"""How simulated patterns are held against the targets: pass, near or fail, and which targets cannot be met together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from calibration.targets import Target, scored

PASS, NEAR, FAIL, NOT_MEASURED = "pass", "near", "fail", "not-measured"
SPARE = 0.25  # of the middle of a band: as far outside it as is called near
GOAL = 0.85  # share of the calibration weight that should lie inside its band
OFTEN = 20  # parameter sets that must meet a target alone before it can be said not to go with another


@dataclass(frozen=True)
class Line:
    """One target beside the model. Parts in the target's unit: the median over parameter sets, the middle 90% of the sets, and the
    standard deviation that chance alone gives a run; `rival` is what the chain of flows says, None where it has no word for it.
    """

    target: Target
    verdict: str
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    noise: tuple[float, ...]
    runs: int
    rival: tuple[float, ...] | None


def verdict(target: Target, parts: Sequence[float]) -> str:
    """pass inside the band, near within a quarter of its middle outside it, else fail; the worst part counts."""
    if not parts:
        return NOT_MEASURED
    if target.holds(parts):
        return PASS
    for part, low, high in zip(parts, target.low, target.high, strict=True):
        spare = SPARE * abs(low + high) / 2
        if not low - spare <= part <= high + spare:  # what is no number is not near either
            return FAIL
    return NEAR


def line(target: Target, runs: np.ndarray, sets: Sequence[int], rival: tuple[float, ...] | None) -> Line:
    """The line of a target from float64 (runs, parts), each under the parameter set with that number; no runs when not measured."""
    if not len(runs):
        return Line(target, NOT_MEASURED, (), (), (), (), 0, rival)
    numbers = np.asarray(sets)
    means = np.array([np.nanmean(runs[numbers == k], axis=0) for k in np.unique(numbers)])
    low, median, high = (tuple(row.tolist()) for row in np.nanquantile(means, (0.05, 0.5, 0.95), axis=0))
    return Line(target, verdict(target, median), median, low, high, _noise(runs, numbers), len(runs), rival)


def _noise(runs: np.ndarray, numbers: np.ndarray) -> tuple[float, ...]:
    """Standard deviation between runs of one set, over all sets; nan when no set has two."""
    within = [runs[numbers == k] for k in np.unique(numbers)]
    free = sum(len(group) - 1 for group in within)
    if not free:
        return (float("nan"),) * runs.shape[1]
    squares = sum(((group - group.mean(axis=0)) ** 2).sum(axis=0) for group in within)
    return tuple(np.sqrt(squares / free).tolist())


def inside(lines: Sequence[Line]) -> float:
    """Share of the calibration weight that passes, of all that counts: what is not measured counts as missed."""
    total = sum(target.weight for target in scored())
    return sum(line.target.weight for line in lines if line.target.scored and line.verdict == PASS) / total


def inside_by_rival(lines: Sequence[Line]) -> float:
    """The same for the chain of flows."""
    total = sum(target.weight for target in scored())
    return sum(line.target.weight for line in lines if line.target.scored and line.target.holds(line.rival)) / total


def not_together(met: Mapping[str, np.ndarray]) -> list[tuple[str, str]]:
    """Pairs of targets that many parameter sets meet alone and none meets together; `met` is bool by set for each target's id."""
    return [
        (a, b) for a, b in combinations(met, 2)
        if met[a].sum() >= OFTEN and met[b].sum() >= OFTEN and not (met[a] & met[b]).any()
        and met[a].mean() * met[b].mean() * met[a].size >= 3.0  # by chance alone there would be some
    ]  # fmt: skip
