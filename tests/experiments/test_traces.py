"""Each barrier leaves its own trace: without it, its signal moves as the evidence says, and its neighbour's does not."""

from collections.abc import Callable
from typing import Any

import pytest

from experiments.signals import TRACES, Trace
from sim.policies.catalogue import barriers

BY_BARRIER = {trace.barrier: trace for trace in TRACES}
WITH_GUIDES = {"neutral-guide": 0.5}


def moved(trace: Trace, before: dict[str, Any], after: dict[str, Any]) -> float:
    """How far the signal of a trace moved the way it should, as a share of what it was."""
    return float(trace.direction * (after[trace.signal] - before[trace.signal]) / before[trace.signal])


def test_every_barrier_has_a_trace() -> None:
    assert set(BY_BARRIER) == set(barriers())
    assert len({trace.signal for trace in TRACES}) == len(TRACES)


@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: trace.barrier)
def test_barrier_leaves_its_own_trace(trace: Trace, signals_of: Callable[..., dict[str, Any]]) -> None:
    base, without = signals_of(WITH_GUIDES), signals_of(WITH_GUIDES, (trace.barrier,))
    assert moved(trace, base, without) > 0.015, f"{trace.signal}: {base[trace.signal]} to {without[trace.signal]}"


@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: trace.barrier)
def test_barrier_does_not_leave_the_trace_of_its_neighbour(trace: Trace, signals_of: Callable[..., dict[str, Any]]) -> None:
    neighbour = BY_BARRIER[trace.neighbour]
    base, without = signals_of(WITH_GUIDES), signals_of(WITH_GUIDES, (trace.barrier,))
    own = moved(neighbour, base, signals_of(WITH_GUIDES, (neighbour.barrier,)))
    assert moved(neighbour, base, without) < own / 2, f"{neighbour.signal}: {base[neighbour.signal]} to {without[neighbour.signal]}"


@pytest.mark.parametrize("barrier", [t.barrier for t in TRACES if t.signal.startswith(("refused", "quit", "not-", "lost"))])
def test_nobody_is_stopped_by_a_barrier_that_is_off(barrier: str, signals_of: Callable[..., dict[str, Any]]) -> None:
    signal = BY_BARRIER[barrier].signal
    if barrier != "diploma-gate":  # an employer also turns people down on skill, whatever their papers
        assert signals_of(WITH_GUIDES, (barrier,))[signal] == 0.0
    assert signals_of(WITH_GUIDES)[signal] > 0.0
