"""Ranges of the numbers a user may give, with their units."""

from cli.errors import WrongInput
from sim.ranges import RANGES as OF_A_PLAN
from sim.ranges import outside
from sim.ranges import usable_cores as usable_cores
from sim.words import Both

# option: (lowest, highest, unit)
RANGES: dict[str, tuple[int, int, Both]] = {
    **OF_A_PLAN,
    "people": (1_000, 200_000, Both("gesimuleerde mensen", "simulated people")),
    "processes": (1, 64, Both("processen", "processes")),
    "waves": (1, 20, Both("golven", "waves")),
    "trajectories": (2, 1_000, Both("paden", "trajectories")),
    "power": (1, 16, Both("verdubbelingen", "doublings")),
    "worlds": (1, 1_000, Both("werelden", "worlds")),
    "sets": (20, 10_000, Both("parametersets", "parameter sets")),
}


def within(option: str, value: int) -> int:
    """The value itself when it lies in the range of its option, else WrongInput with range and unit."""
    if wrong := outside(f"--{option}", value, RANGES[option]):
        raise WrongInput(*wrong)
    return value
