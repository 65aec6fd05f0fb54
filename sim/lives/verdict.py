"""Better, the same or worse off with the package: what follows for a group from the one plain rule of `sim/views/groups.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.agents.worker import AGE_BANDS
from sim.lives.record import Arrays
from sim.views.groups import BETTER, MONTHS_THAT_MATTER, SAME, WORSE, change, verdict

__all__ = [
    "BETTER", "FEW", "MONTHS_THAT_MATTER", "SAME", "VERDICTS", "WORSE", "Typical", "change", "group_of", "of_100", "typical",
    "verdict",
]  # fmt: skip

VERDICTS = {BETTER: "better", SAME: "same", WORSE: "worse"}
FEW = 30  # simulated people; of fewer nothing is said in hundreds


def group_of(start: Arrays) -> np.ndarray:
    """int16[person]: a number for people of one ten-year age band, education and contract at the start."""
    band = np.minimum(AGE_BANDS - 1, (start["age"].astype(np.int16) // 12 - 15) // 10)
    return ((band * 4 + start["education"]) * 4 + start["contract"]).astype(np.int16)


@dataclass(frozen=True)
class Typical:
    """How a person's change compares with that of their group, as shares (0-1) of the `people` in it, themselves included.

    less, equal, more : those for whom the package did less, as much or more. of_100 : better, same, worse, which add up to 100.
    """

    people: int
    better: int
    same: int
    worse: int
    less: float
    equal: float
    more: float
    of_100: tuple[int, ...]

    @property
    def few(self) -> bool:
        """Too few simulated people to speak of a hundred."""
        return self.people < FEW

    @property
    def rarity(self) -> float:
        """Share (0-1) of the group with a change this far from the middle, or further on the same side."""
        return self.equal + min(self.less, self.more)


def typical(changes: np.ndarray, own: int) -> Typical:
    """Where a change stands among those of a group (int32[person], not empty) that it is one of."""
    verdicts, people = verdict(changes), changes.size
    better, same, worse = (int((verdicts == kind).sum()) for kind in (BETTER, SAME, WORSE))
    less, more = int((changes < own).sum()), int((changes > own).sum())
    return Typical(
        people, better, same, worse, less / people, (people - less - more) / people, more / people,
        of_100((better, same, worse)),
    )  # fmt: skip


def of_100(counts: Sequence[int]) -> tuple[int, ...]:
    """Counts (not all nothing) as whole parts of a hundred that add up: what is left goes to the largest remainders."""
    exact = [100 * count / sum(counts) for count in counts]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda k: parts[k] - exact[k])
    for k in order[: 100 - sum(parts)]:
        parts[k] += 1
    return tuple(parts)
