"""Where it gets stuck: people at each of the seven steps, and every exit with the reason and barrier that its event names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.codes import BARRIERS, REASONS, RULES, STAGE, STAGES
from sim.policies.catalogue import barriers
from sim.views.bands import band, band_of
from sim.views.exits import KINDS, NO_EXIT, STEP_OF_STAGE, STEPS, exit_kinds, person_of
from sim.views.shapes import Band, Exit, Step, Steps
from sim.views.words import words
from sim.words import Both

if TYPE_CHECKING:
    from sim.runs import RunResult

COUNT, MISSING = 4, 5  # the columns of exits behind the four that say which: step, kind, reason, barrier
Key = tuple[int, ...]


def reached(events: Any) -> np.ndarray:
    """float64[7]: simulated people, each once, who came to each step or further; further counts for who was under way before."""
    moved = events[(events.event == STAGE) & (events.reason == 0)]
    _, person = np.unique(person_of(moved), return_inverse=True)
    furthest = np.zeros(int(person.max()) + 1 if person.size else 0, np.int64)
    np.maximum.at(furthest, person, STEP_OF_STAGE[moved.stage])
    return np.array([float((furthest >= number).sum()) for number in range(1, len(STEPS) + 1)])


def under_way(stages: np.ndarray) -> np.ndarray:
    """float64[7]: simulated people who stand at each step, from everyone's stage (int8[person])."""
    return np.bincount(STEP_OF_STAGE[stages], minlength=len(STEPS) + 1)[1:].astype(np.float64)


def exits(events: Any) -> np.ndarray:
    """float64[row, 6]: step (1-7), kind, reason, barrier (codes); then how often, and the euros that nobody paid; each once."""
    kinds = exit_kinds(events)
    there = kinds != NO_EXIT
    mine = events[there]
    keys = np.column_stack((STEP_OF_STAGE[mine.stage], kinds[there], mine.reason, mine.barrier)).astype(np.int64)
    rows, place = np.unique(keys, axis=0, return_inverse=True)
    place = place.ravel()
    times = np.bincount(place, minlength=len(rows))
    missing = np.bincount(place, weights=mine.missing_euro, minlength=len(rows))
    return np.column_stack((rows, times, missing)).astype(np.float64).reshape(-1, 6)


def steps_of(pairs: Sequence[tuple[RunResult, RunResult]]) -> Steps | None:
    """The steps over the pairs; None when any run kept no events."""
    if not all("exits" in result.views for pair in pairs for result in pair):
        return None
    return Steps(_steps(pairs), _exits(pairs), _missing(pairs))


def _steps(pairs: Sequence[tuple[RunResult, RunResult]]) -> list[Step]:
    came = band_of(pairs, lambda result: result.views["reached"], means=True)
    stand = band_of(pairs, lambda result: result.views["under-way"], means=True)
    return [Step(k + 1, id, STAGES[stage], words("steps")[id], came.at(k), stand.at(k)) for k, (id, stage) in enumerate(STEPS)]


def _exits(pairs: Sequence[tuple[RunResult, RunResult]]) -> list[Exit]:
    """Most frequent under the package first; then those of today alone, by how often."""
    found = [tuple({_key(row): row for row in result.views["exits"]} for result in pair) for pair in pairs]
    keys = sorted({key for pair in found for rows in pair for key in rows})
    made = [_exit(key, found) for key in keys]
    return sorted(made, key=lambda one: (-float(one.times.package), -float(one.times.today)))


def _key(row: np.ndarray) -> Key:
    return tuple(int(code) for code in row[:COUNT])


def _exit(key: Key, found: Sequence[Sequence[dict[Key, np.ndarray]]]) -> Exit:
    step, kind, reason, barrier = key
    nothing = np.zeros(6)
    today, package = (np.array([pair[k].get(key, nothing) for pair in found]) for k in (0, 1))
    times, missing = (band(today[:, column], package[:, column], means=True) for column in (COUNT, MISSING))
    said = words("reasons")[REASONS[reason] or "business-started"]
    return Exit(step, KINDS[kind], REASONS[reason], BARRIERS[barrier], RULES[barrier], said, barrier_words(barrier), times, missing)


def barrier_words(barrier: int) -> Both:
    """The name of a barrier by its code; 0 is none."""
    if not barrier:
        return words("barriers")["none"]
    named = barriers()[BARRIERS[barrier]]
    return Both(named.nl, named.en)


def _missing(pairs: Sequence[tuple[RunResult, RunResult]]) -> dict[str, Band]:
    """Unpaid euros by barrier; barriers that left nothing unpaid are not in it."""
    sums = band_of(pairs, lambda result: _missing_by_barrier(result.views["exits"]), means=True)
    any_missing = sum(_missing_by_barrier(result.views["exits"]) for pair in pairs for result in pair)
    return {BARRIERS[k]: sums.at(k) for k in np.flatnonzero(any_missing).tolist()}


def _missing_by_barrier(rows: np.ndarray) -> np.ndarray:
    return np.bincount(rows[:, 3].astype(np.int64), weights=rows[:, MISSING], minlength=len(BARRIERS))
