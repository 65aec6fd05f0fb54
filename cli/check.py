"""Ranges of the numbers a user may give, with their units."""

import os

from cli.errors import WrongInput
from sim.words import Both, between, written

# option: (lowest, highest, unit)
RANGES: dict[str, tuple[int, int, Both]] = {
    "workers": (1_000, 10_000_000, Both("gesimuleerde mensen", "simulated people")),
    "people": (1_000, 200_000, Both("gesimuleerde mensen", "simulated people")),
    "months": (1, 600, Both("maanden", "months")),
    "runs": (1, 10_000, Both("runs", "runs")),
    "seed": (0, 2**63 - 1, Both("", "")),
    "threads": (1, 64, Both("threads", "threads")),
    "processes": (1, 64, Both("processen", "processes")),
    "waves": (1, 20, Both("golven", "waves")),
    "trajectories": (2, 1_000, Both("paden", "trajectories")),
    "power": (1, 16, Both("verdubbelingen", "doublings")),
    "worlds": (1, 1_000, Both("werelden", "worlds")),
    "sets": (20, 10_000, Both("parametersets", "parameter sets")),
}


def within(option: str, value: int) -> int:
    """The value itself when it lies in the range of its option, else WrongInput with range and unit."""
    low, high, unit = RANGES[option]
    if low <= value <= high:
        return value
    nl, en = between(low, high, unit)
    raise WrongInput(
        f"--{option} is {written(value, 'nl')}, maar moet {nl} liggen",
        f"--{option} is {written(value, 'en')} but must lie {en}",
    )


def usable_cores() -> int:
    """Processor cores this process may use, at most as many as --threads allows."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, RANGES["threads"][1])
