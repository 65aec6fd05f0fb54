"""Ranges of the numbers that a question takes, with their units, and what it takes when nothing is said."""

import os

from sim.words import Both, between, written

# name: (lowest, highest, unit)
RANGES: dict[str, tuple[int, int, Both]] = {
    "workers": (1_000, 10_000_000, Both("gesimuleerde mensen", "simulated people")),
    "months": (1, 600, Both("maanden", "months")),
    "runs": (1, 10_000, Both("runs", "runs")),
    "seed": (0, 2**63 - 1, Both("", "")),
    "threads": (1, 64, Both("threads", "threads")),
}


def outside(named: str, value: int, allowed: tuple[int, int, Both]) -> Both | None:
    """What is wrong with a number called so that lies outside its range; None when nothing is."""
    low, high, unit = allowed
    if low <= value <= high:
        return None
    nl, en = between(low, high, unit)
    return Both(f"{named} is {written(value, 'nl')}, maar moet {nl} liggen", f"{named} is {written(value, 'en')} but must lie {en}")


def usable_cores() -> int:
    """Processor cores this process may use, at most as many as there may be threads."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, RANGES["threads"][1])
