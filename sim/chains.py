"""Vacancy chains: someone who moves from one job to another leaves a place behind, and whoever takes it may leave one too.

Read from the event log alone. A place freed in a unit (one job type at one employer) is taken by the next who is hired
or moves inside to that unit within a year, the place that has been free longest first. A move inside is a link of a chain,
never its beginning. Nothing says that the new colleague came *because* the other left: it is how places follow each other.
"""

from collections import deque
from typing import Any

import numpy as np

from sim.agents.codes import EMPLOYED, HIRED, MOVED_INSIDE, STAGE, STARTED, SURPLUS

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
    followers = _followers(month.tolist(), frees.tolist(), takes.tolist())
    lengths, reached = np.zeros(len(followers), np.int64), np.zeros(len(followers), bool)
    for k in range(len(followers) - 1, -1, -1):  # who follows comes later, so is known already
        after = followers[k]
        if after >= 0:
            lengths[k] = 1 + lengths[after]
            reached[k] = without_work[after] or reached[after]
    return lengths, reached


def _followers(month: list[int], frees: list[int], takes: list[int]) -> list[int]:
    """For each move the one that takes the place it freed, -1 for none."""
    followers = [-1] * len(month)
    free: dict[int, deque[int]] = {}
    for k, unit in enumerate(takes):
        waiting = free.get(unit)
        while waiting and month[k] - month[waiting[0]] > REFILLED_WITHIN:
            waiting.popleft()
        if waiting:
            followers[waiting.popleft()] = k
        if frees[k] >= 0:
            free.setdefault(frees[k], deque()).append(k)
    return followers
