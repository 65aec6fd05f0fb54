"""Which part of a month each phase takes."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sim.month  # noqa: F401 (makes sure the module below is there)
from sim.world import Course

MONTH: Any = sys.modules["sim.month"]  # the module: the package also has a function of that name


def phase_names() -> list[str]:
    """The phases a month calls: functions that the month's module takes from its own files."""
    found = [name for name, thing in vars(MONTH).items() if callable(thing) and not isinstance(thing, type)]
    return [name for name in found if str(getattr(MONTH, name).__module__).startswith("sim.month.")]


@contextmanager
def stopwatches() -> Iterator[dict[str, float]]:
    """While this lasts, the seconds spent in each phase are added up by its name."""
    spent: dict[str, float] = {}

    def timed(name: str, phase: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            start = time.perf_counter()
            try:
                return phase(*arguments)
            finally:
                spent[name] = spent.get(name, 0.0) + time.perf_counter() - start

        return call

    originals = {name: getattr(MONTH, name) for name in phase_names()}
    for name, phase in originals.items():
        setattr(MONTH, name, timed(name, phase))
    try:
        yield spent
    finally:
        for name, phase in originals.items():
            setattr(MONTH, name, phase)


def shares(course: Course, months: int) -> dict[str, float]:
    """Share (0-1) of the time of these months that each phase takes, in the order of the month; `rest` is what lies between."""
    with stopwatches() as spent:
        start = time.perf_counter()
        course.run(months)
        whole = time.perf_counter() - start
    return {name: took / whole for name, took in spent.items()} | {"rest": 1.0 - sum(spent.values()) / whole}
