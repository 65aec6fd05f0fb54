"""The sheet of phase 7: what a block of seekers sees, so that they look side by side."""

import numpy as np

from sim.pack import Pack

BLOCK = 512  # people marked who look side by side: what is known of them stays in the nearest cache


class Sheet(Pack):
    """What a block of seekers sees. They look side by side, step by step, so that no step waits for the luck of the one before.

    A row for each seeker: `person`, `visible` (share of own skills they can show), `reach` (class of search radius), `home` (job
    type), `floor` (lowest wage), `u_last` (luck that decides on a last look), `best` (unit found so far, -1 for none) and its
    `worth`. And a row for each look that may still come to something this turn: `who` looks (row of the seeker), `job`, `ring` and
    `seat` it falls on, `unit`, `wage`, what the seeker believes of the work (`belief`), their `taste`, and plain luck.
    """

    FIELDS = (
        "person", "visible", "reach", "home", "floor", "u_last", "best", "worth",
        "who", "job", "ring", "seat", "unit", "wage", "belief", "taste", "u", "u_near",
    )  # fmt: skip


def empty_sheet() -> Sheet:
    """A sheet for one block. What is never -1 has no sign: compiled code then need not ask whether a row counts from behind."""
    kinds = {
        np.uint32: ("person", "reach", "home", "who", "job", "ring"),
        np.int32: ("best", "seat", "unit"),
        np.float64: ("visible", "floor", "u_last", "worth", "wage", "belief", "taste", "u", "u_near"),
    }
    return Sheet(**{name: np.zeros(BLOCK, kind) for kind, names in kinds.items() for name in names})
