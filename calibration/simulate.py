"""One run of the calibration world under given values of the free parameters: what the targets measure of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from calibration.free import changes_of
from calibration.measures import MEASURES
from calibration.record import MONTHS, WORKERS, record
from calibration.targets import Target, targets
from sim.scenario import Situation, read_situation

WORLD = "nederland-2024"


@cache
def world() -> Situation:
    """The situation that the patterns describe."""
    return read_situation(WORLD)


def measured() -> tuple[Target, ...]:
    """The targets that one run shows; others take an experiment of their own (calibration/experiments.py)."""
    return tuple(target for target in targets() if target.measure in MEASURES)


def names() -> tuple[str, ...]:
    """A name for each summary of a run, in order."""
    return tuple(name for target in measured() for name in target.parts)


def simulate(values: Sequence[float] | np.ndarray, seed: int, workers: int = WORKERS, months: int = MONTHS) -> np.ndarray:
    """float64 (len(names()),): the summaries of a fresh world under these values, each in its target's own unit; nan for nobody."""
    run = record(world(), changes_of(np.asarray(values, float).tolist()), seed, workers, months)
    return np.array([part for target in measured() for part in MEASURES[target.measure](run)])
