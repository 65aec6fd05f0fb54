"""Every arm as a row of a data frame, for who wants to look at all of them with other tools."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.lattice.lattice import Lattice, bands_of

ENDS = ("", ".low80", ".high80")


def arms_frame(lattice: Lattice) -> pd.DataFrame:
    """A row per arm: `arm` (bit mask), a column per breakthrough (whether it is in), and of each measure and party the effect
    against today: mean over seeds, and both ends of the 80% band, in the units of `columns.py`.
    """
    arms = np.arange(lattice.head.arms)
    there = {part: (arms >> k & 1).astype(bool) for k, part in enumerate(lattice.head.parts)}
    found: dict[str, np.ndarray] = {"arm": arms, **there}
    for id in lattice.known:
        for end, values in zip(ENDS, bands_of(lattice.effects(id)), strict=True):
            found[id + end] = values
    return pd.DataFrame(found)
