"""The worlds in which a design is run: one for each seed, burnt in, and the sums of all of them in one frame."""

from collections.abc import Callable

import pandas as pd

from experiments.pairs import Size, over_seeds
from sim.reading import InputError
from sim.scenario import read_situation
from sim.world import World, burnt_in_world


def sums_over(
    one: Callable[[World], pd.DataFrame], size: Size, situation: str, least_months: int = 0
) -> pd.DataFrame:  # fmt: skip
    """What `one` makes of each world, which is its own to change, with the column `run`: the seed. Seeds share the threads.

    Raises InputError for a situation or a size that cannot be.
    """
    if size.people < 1 or size.seeds < 1 or size.months < least_months:
        nl = f"dit experiment vraagt minstens 1 mens, 1 wereld en {least_months} maanden"
        raise InputError(nl, f"this experiment asks at least 1 person, 1 world and {least_months} months")
    place = read_situation(situation)
    found = over_seeds(lambda seed: one(burnt_in_world(place, size.people, seed)).assign(run=seed), size)
    return pd.concat(found, ignore_index=True)
