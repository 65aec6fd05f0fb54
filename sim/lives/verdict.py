"""Better, the same or worse off with the package: one plain rule, the same for everyone, and what follows from it for a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.agents.worker import AGE_BANDS
from sim.lives.record import Arrays

BETTER, SAME, WORSE = 1, 0, -1
VERDICTS = {BETTER: "better", SAME: "same", WORSE: "worse"}
MONTHS_THAT_MATTER = 3  # an assumption: a shorter time without work is no other life
FEW = 30  # simulated people; of fewer nothing is said in hundreds
_CROSSING = 10_000  # more than any number of months: a crossing rules over months


def change(today: Arrays, package: Arrays) -> np.ndarray:
    """int32[person]: how much better the package was for each, in an order only: first crossings, then months.

    A lasting crossing that the other world does not give rules over the months; of two lives that both have one, or both have
    none, the better is the one with fewer months without work. Training without a job counts as without work.
    """
    crossing = (package["lasting"] > 0).astype(np.int32) - (today["lasting"] > 0)
    months = today["months_out"].astype(np.int32) - package["months_out"]
    return crossing * _CROSSING + months


def verdict(changes: np.ndarray) -> np.ndarray:
    """int8[person]: BETTER with a lasting crossing that today does not give, or at least three months less without work; WORSE is
    the mirror; SAME is all else.
    """
    return (np.sign(changes) * (np.abs(changes) >= MONTHS_THAT_MATTER)).astype(np.int8)


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
