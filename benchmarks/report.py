"""The benchmark as one document: machine, versions, every number, and whether it keeps its bound."""

import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from benchmarks.lines import LINES, Sizes
from sim import VERSION

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Bound:
    """What a number should keep to. `number` is how its name begins; a bound at one size names the size."""

    line: str
    number: str
    at_most: float | None = None
    at_least: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value keeps to it."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)

    def limits(self) -> dict[str, float]:
        """The limits it sets, by name: `at_most`, `at_least`."""
        named = {"at_most": self.at_most, "at_least": self.at_least}
        return {name: limit for name, limit in named.items() if limit is not None}


BOUNDS = (
    Bound("draws", "growth", at_most=1.5),
    Bound("month", "yardsticks_", at_most=20),
    Bound("threads", "one_over_two", at_least=1.7),
    Bound("event-log", "on_over_off", at_most=1.5),
    Bound("reference", "reference_over_fast", at_least=150),
    Bound("worlds", "worlds_per_second", at_least=100),
    Bound("state", "bytes_per_worker", at_most=120),
    Bound("large", "draw_seconds_10000000", at_most=30),
    Bound("large", "run_seconds_10000000x120", at_most=60),
    Bound("large", "peak_gigabytes_10000000", at_most=2.5),
    Bound("compile", "compile_seconds", at_most=30),
    Bound("run", "seconds_20000x60", at_most=2),
)


def bound_of(line: str, number: str) -> Bound | None:
    """The bound of a number, or None when it has none."""
    return next((bound for bound in BOUNDS if bound.line == line and number.startswith(bound.number)), None)


def measured(names: Iterable[str], sizes: Sizes, progress: Progress | None = None) -> dict[str, Any]:
    """Measure these lines, one after the other: a document for JSON. Raises KeyError for an unknown line."""
    rows, wanted = [], list(names)
    for k, name in enumerate(wanted):
        for number, value in LINES[name].measure(sizes).items():
            bound = bound_of(name, number)
            rows.append({
                "id": f"{name}.{number}", "nl": LINES[name].nl, "en": LINES[name].en, "value": value,
                "bound": bound.limits() if bound else None, "met": bound.holds(value) if bound else None,
            })  # fmt: skip
        if progress:
            progress((k + 1) / len(wanted))
    return {"machine": machine(), "versions": versions(), "situation": sizes.situation, "numbers": rows}


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}


def versions() -> dict[str, str]:
    """What it ran with."""
    return {"loopbrug": VERSION, "python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba", "mesa")}
