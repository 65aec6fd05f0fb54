"""From which sector to which: crossings, and those that lasted a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import data
from sim.agents.codes import HIRED, INACTIVE, LASTING
from sim.market import jobs
from sim.views.bands import band_of
from sim.views.exits import person_of
from sim.views.shapes import SectorFlows
from sim.words import Both

if TYPE_CHECKING:
    from sim.runs import RunResult


def crossings(events: Any) -> tuple[np.ndarray, np.ndarray]:
    """(all crossings, those that lasted a year), int32[from, to] of simulated people.

    The one that lasts is the last that began before; where someone works by then is its `to`.
    """
    sector = jobs().sector
    begins = (events.event == HIRED) & (events.status != INACTIVE)
    begins &= sector[events.from_job_type] != sector[events.to_job_type]
    told = np.flatnonzero(begins | (events.event == LASTING))
    told = told[np.argsort(person_of(events)[told], kind="stable")]  # by person, in order of time
    mine, begun = events[told], begins[told]
    latest = np.maximum.accumulate(np.where(begun, np.arange(told.size), -1))  # row of the last crossing that began
    who = person_of(mine)
    lasts = np.flatnonzero(~begun & (latest >= 0) & (who[latest] == who))
    return (
        _matrix(sector[mine.from_job_type[begun]], sector[mine.to_job_type[begun]]),
        _matrix(sector[mine.from_job_type[latest[lasts]]], sector[mine.to_job_type[lasts]]),
    )


def _matrix(origin: np.ndarray, target: np.ndarray) -> np.ndarray:
    size = len(data.sectors())
    return np.bincount(origin * size + target, minlength=size * size).reshape(size, size).astype(np.int32)


def sectors_of(pairs: Sequence[tuple[RunResult, RunResult]]) -> SectorFlows | None:
    """The flows over the pairs, in real people; None when any run kept no events."""
    if not all("crossings" in result.views for pair in pairs for result in pair):
        return None
    every = band_of(pairs, lambda result: result.weight * result.views["crossings"], means=True)
    lasting = band_of(pairs, lambda result: result.weight * result.views["lasting"], means=True)
    sectors = data.sectors()
    return SectorFlows(tuple(s.id for s in sectors), tuple(Both(s.nl, s.en) for s in sectors), every, lasting)
