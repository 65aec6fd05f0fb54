"""Worlds of a pilot that are made up, so that what follows from them can be worked out by hand."""

import numpy as np

from experiments.proeftuin.worlds import Cases
from sim.measures import party_names

NEVER = np.inf


def outcomes(share: float, people: int, month: int = 3) -> dict[str, np.ndarray]:
    """So many of these people reach every outcome in a month, the others never do."""
    reached = np.where(np.arange(people) < round(share * people), float(month), NEVER)
    return {"placed": reached, "elsewhere": reached, "lasting": reached}


def made(seed: int = 1, people: int = 100, pilot: float = 0.8, today: float = 0.5, fits: float = 0.5, before: float = 0.5,
         region: float = 0.7, cost: float = 1_000.0, jobs: tuple[float, float] = (5.0, 10.0)) -> Cases:  # fmt: skip
    """One world with these shares; the first party pays all of the cost. A quarter starts over the bridge."""
    step = np.where(np.arange(people) < people // 4, 5, 0)
    paid = np.zeros(len(party_names()))
    paid[0], paid[1] = cost, -cost
    return Cases(
        seed, 4 * people, outcomes(pilot, people), outcomes(today, people), outcomes(fits, people), np.ones(people),
        outcomes(before, people), outcomes(region, people), outcomes(today, people), step, np.arange(people) // 10, paid, jobs,
    )  # fmt: skip
