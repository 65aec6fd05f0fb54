"""One run of the calibration world under given values of the free parameters: what the targets measure of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from calibration.apart import APART
from calibration.free import changes_of
from calibration.measures import MEASURES
from calibration.record import WORKERS, burnt_in, watch
from calibration.targets import Target, targets


@cache
def measured() -> tuple[Target, ...]:
    """The targets that a run shows."""
    return tuple(target for target in targets() if target.measure in MEASURES or target.measure in APART)


def names() -> tuple[str, ...]:
    """A name for each summary of a run, in order."""
    return tuple(name for target in measured() for name in target.parts)


def summaries(changes: dict[str, float], seed: int, workers: int = WORKERS) -> np.ndarray:
    """float64 (len(names()),): what a fresh world with these parameters shows, each in its target's own unit; nan for nobody."""
    start = burnt_in(changes, seed, workers)
    run = watch(start.copy())
    return np.array([
        part for target in measured()
        for part in (MEASURES[target.measure](run) if target.measure in MEASURES else APART[target.measure](start))
    ])  # fmt: skip


def simulate(values: Sequence[float] | np.ndarray, seed: int, workers: int = WORKERS) -> np.ndarray:
    """The same under these values of the free parameters, in their order."""
    return summaries(changes_of(np.asarray(values, float).tolist()), int(seed), workers)
