"""Vacancy chains: someone who moves from one job to another leaves a place behind, and whoever takes it may leave one too.

Read from the event log alone. A place freed in a unit (one job type at one employer) is taken by the next who is hired
or moves inside to that unit within a year, the place that has been free longest first. A move inside is a link of a chain,
never its beginning. Nothing says that the new colleague came *because* the other left: it is how places follow each other.
"""

from typing import Any

import numpy as np

from sim.agents.codes import EMPLOYED, HIRED, MOVED_INSIDE, STAGE, STARTED, SURPLUS
from sim.jit import maker

REFILLED_WITHIN = 12  # months; a place that stays free longer counts as gone


def chain_measures(events: Any, months: int, jobs: int) -> dict[str, float]:
    """Mean chain behind a move across the bridge and behind any move from work to work, and how chains of the first end.

    Only moves of which a whole year after is known count as a beginning; nan where there is none. `jobs` is the number of
    job types.
    """
    moves = events[(events.event == HIRED) | (events.event == MOVED_INSIDE)]
    frees, takes = places(moves, jobs)
    lengths, reached = follow(moves.month, frees, takes, _without_work(moves))
    begins = (moves.event == HIRED) & (moves.month < months - REFILLED_WITHIN)
    across = begins & across_the_bridge(moves, events)
    from_work = begins & ~_without_work(moves)
    return {
        "chain-bridge": _mean(lengths[across]),
        "chain-bridge-jobless": 100.0 * _mean(reached[across]),
        "chain-work": _mean(lengths[from_work]),
    }


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else float("nan")


def _without_work(hires: Any) -> np.ndarray:
    """Hired out of unemployment, training without a job or from outside the labour force."""
    return np.asarray((hires.status != EMPLOYED) & (hires.status != SURPLUS))


def across_the_bridge(hires: Any, events: Any) -> np.ndarray:
    """Which hires are starts over the bridge: the same person reaches that stage in the same month."""
    starts = events[(events.event == STAGE) & (events.stage == STARTED) & (events.reason == 0)]
    return np.isin(_person_month(hires), _person_month(starts))


def _person_month(rows: Any) -> np.ndarray:
    return np.asarray(rows.person.astype(np.int64) * 4096 + rows.month)


def places(hires: Any, jobs: int) -> tuple[np.ndarray, np.ndarray]:
    """(unit whose place comes free, unit whose place is taken) of each hire or move inside, as int64; -1 where none comes free.

    Someone under notice frees no place: theirs was going. Nor does a self-employed person.
    """
    takes = hires.to_employer.astype(np.int64) * jobs + hires.to_job_type
    frees = hires.from_employer.astype(np.int64) * jobs + hires.from_job_type
    return np.where((hires.status == EMPLOYED) & (hires.from_employer >= 0), frees, -1), takes


def follow(
    month: np.ndarray, frees: np.ndarray, takes: np.ndarray, without_work: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(moves that follow each one in its chain, whether the chain ends with someone without work), int64 and bool.

    All arrays have one entry a hire or move inside, in order of time. A chain ends when a place is not taken within a year, when
    who takes it frees none, or when the log ends.
    """
    units, numbers = np.unique(np.concatenate([frees, takes]), return_inverse=True)
    freed = np.where(frees < 0, -1, numbers[: frees.size])
    followers = _followers(np.asarray(month, np.int64), freed, numbers[frees.size :], units.size)
    return _chained(followers, without_work)


@maker
def _chained(followers: Any, without_work: Any) -> Any:
    """What `follow` returns, of the follower of each move (-1 for none)."""
    lengths, reached = np.zeros(followers.size, np.int64), np.zeros(followers.size, np.bool_)
    for k in range(followers.size - 1, -1, -1):  # who follows comes later, so is known already
        after = followers[k]
        if after >= 0:
            lengths[k] = 1 + lengths[after]
            reached[k] = without_work[after] or reached[after]
    return lengths, reached


@maker
def _followers(month: Any, frees: Any, takes: Any, units: Any) -> Any:
    """int64[move]: the one that takes the place each freed, -1 for none. Units are numbered from 0; -1 where no place comes free.

    Places that wait in a unit are a queue: its first, its last, and behind each the one that came free after it.
    """
    followers, behind = np.full(month.size, -1), np.full(month.size, -1)
    first, last = np.full(units, -1), np.full(units, -1)
    for k in range(month.size):
        unit = takes[k]
        while first[unit] >= 0 and month[k] - month[first[unit]] > REFILLED_WITHIN:
            first[unit] = behind[first[unit]]
        if first[unit] >= 0:
            followers[first[unit]] = k
            first[unit] = behind[first[unit]]
        freed = frees[k]
        if freed >= 0:
            if first[freed] < 0:
                first[freed] = k
            else:
                behind[last[freed]] = k
            last[freed] = k
    return followers
