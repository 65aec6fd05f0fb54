"""The first month in which two lives of one person differ, and why: read from the events, and left open where they do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim import data
from sim.agents import codes
from sim.agents.columns import Column, Table

# What is told of a difference: the event names a barrier; only a reason; it is a step on the bridge; the same job at another wage;
# somebody else has the place; the place came free in one world only; or the events do not say.
BARRIER, REASON, BRIDGE, WAGE, PLACE, FREED, UNTOLD = "barrier", "reason", "bridge", "wage", "place", "freed", "untold"
WORLDS = ("today", "package")
CAUSES = (BARRIER, REASON, BRIDGE, WAGE, PLACE, FREED, UNTOLD)
# Reasons to leave the bridge that follow from another event of the same month.
_FOLLOWS = (codes.NO_REASON, codes.FOUND_OWN_JOB, codes.LEFT_LABOUR_FORCE)
_FILLS = ("hired", "moved-inside")
_LEAVES = (
    codes.HIRED, codes.MOVED_INSIDE, codes.DISMISSED, codes.CONTRACT_ENDED, codes.LEFT_WORK, codes.QUIT_EARLY, codes.RETIRED,
    codes.REPLACED, codes.BUSINESS_STARTED,
)  # fmt: skip
# Events whose barrier or reason says why they happened. (That of a notice says why it came late, not why it came.)
_STOPS = (codes.STAGE, codes.LEFT_BRIDGE, codes.QUIT_EARLY)
LOOK_BACK = 2  # months before, in which the same place may have gone to someone else, or come free: an assumption

PLACES = Table(
    "Places",
    [
        Column("month", "int16", "month", "in which a place was filled, or left"),
        Column("person", "int32", "row", "who was hired or moved to it at their own employer, or left it"),
        Column("generation", "int8", "count", "people who held the row before"),
        Column("employer", "int32", "row", "where"),
        Column("job_type", "int8", "code", "the work"),
        Column("bridge", "int8", "0/1", "filled over the bridge"),
    ],
)


@dataclass(frozen=True)
class Step:
    """One event as the books have it, codes as words; "" and -1 for what does not apply. `wage` is full-time, euros a month."""

    month: int
    event: str
    job: str
    employer: int
    wage: int
    stage: str
    reason: str
    barrier: str
    missing_euro: int

    @property
    def rule(self) -> str:
        """The one rule of the engine in which the barrier acts, "" without a barrier."""
        return codes.RULES[codes.BARRIERS.index(self.barrier)]


@dataclass(frozen=True)
class Other:
    """Somebody else who got the same work at the same employer, or left it, in one world only."""

    month: int
    person: int
    generation: int
    bridge: bool


@dataclass(frozen=True)
class Difference:
    """The first month in which one world's events are not the other's. A step is None where nothing (else) happens that month.

    `named` is the step that names the barrier or the reason, if one does. Of a step taken on the bridge no event says why the
    other world does not take it; then `gate` holds the barriers that stop people at that step in this pair, and `later` is where
    this person is stopped afterwards in the other world: facts, not the cause. Of the same job at another wage `gate` is the one
    barrier that acts in the wage someone begins at, since employer, work and experience are the same.
    """

    month: int
    today: Step | None
    package: Step | None
    cause: str
    named: Step | None = None
    gate: tuple[str, ...] = ()
    later: Step | None = None
    other: Other | None = None  # who has the place, or left it
    other_in: str = ""  # the world, "today" or "package", in which they did


@dataclass(frozen=True)
class Around:
    """What one person's difference is explained from besides their own events: the places that everyone filled and left (rows of
    PLACES) in both worlds, and by the stage that a step leads to, the barriers that stop people there.
    """

    filled: tuple[Any, Any]
    left: tuple[Any, Any]
    gates: Mapping[str, tuple[str, ...]]


def around(today: Any, package: Any) -> Around:
    """From the events of everyone in both worlds."""
    return Around((filled_in(today), filled_in(package)), (left_in(today), left_in(package)), gates_of(today, package))


def gates_of(*worlds: Any) -> dict[str, tuple[str, ...]]:
    """By each stage that a step leads to, the barriers that events of these worlds name of people who are stopped before it."""
    stopped = np.zeros((len(codes.STAGES), len(codes.BARRIERS)), bool)
    for events in worlds:
        on_bridge = (events.event == codes.STAGE) | (events.event == codes.LEFT_BRIDGE)
        rows = events[on_bridge & (events.barrier != codes.NO_BARRIER)]
        stopped[rows.stage, rows.barrier] = True
    named = [tuple(codes.BARRIERS[k] for k in np.flatnonzero(row)) for row in stopped[:-1]]
    return dict(zip(codes.STAGES[1:], named, strict=True))


def filled_in(events: Any) -> Any:
    """Rows of PLACES for every place filled in the events of a run, in order of time."""
    hires = events[(events.event == codes.HIRED) | (events.event == codes.MOVED_INSIDE)]
    over = events[(events.event == codes.STAGE) & (events.stage == codes.STARTED) & (events.reason == 0)]
    places = _places(hires, hires.to_employer, hires.to_job_type)
    places.bridge = np.isin(_month_and_person(hires), _month_and_person(over))
    return places


def left_in(events: Any) -> Any:
    """Rows of PLACES for every place that someone left in the events of a run, in order of time."""
    leaves = events[np.isin(events.event, _LEAVES) & (events.from_employer >= 0)]
    return _places(leaves, leaves.from_employer, leaves.from_job_type)


def _places(events: Any, employer: np.ndarray, job_type: np.ndarray) -> Any:
    places = PLACES.empty(len(events))
    places.month, places.person, places.generation = events.month, events.person, events.generation
    places.employer, places.job_type = employer, job_type
    return places


def _month_and_person(rows: Any) -> np.ndarray:
    return rows.month.astype(np.int64) << 32 | rows.person


def difference(today: Any, package: Any, others: Around) -> Difference | None:
    """The first difference between the events of one person in both worlds, each in order of time; None when there is none."""
    ours, theirs = identities(today), identities(package)
    k = next((k for k, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), min(len(ours), len(theirs)))
    if k == len(ours) == len(theirs):
        return None
    month = min(ids[k][0] for ids in (ours, theirs) if k < len(ids))
    one, other = _own(today, ours, theirs, k, month), _own(package, theirs, ours, k, month)
    if one is None and other is None:  # the same events, in another order within the month
        one, other = step_of(today[k]), step_of(package[k])
    return _explained(month, one, other, (today[k:], package[k:]), others)


def identities(rows: Any) -> list[tuple[int, ...]]:
    """What makes events the same, month first; where someone stands on the bridge only counts for events of the bridge."""
    on_bridge = (rows.event == codes.STAGE) | (rows.event == codes.LEFT_BRIDGE)
    columns = (
        rows.month, rows.event, rows.from_job_type, rows.to_job_type, rows.to_employer, rows.wage_after,
        np.where(on_bridge, rows.stage, 0), rows.reason, rows.barrier, rows.missing_euro,
    )  # fmt: skip
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _own(rows: Any, ids: Sequence[tuple[int, ...]], others: Sequence[tuple[int, ...]], k: int, month: int) -> Step | None:
    """The first event from place k on that is of this month and that the other world does not have.

    Leaving the bridge because of a job found or work left is noted before the event that it follows from: that one is told.
    """
    own = [at for at in range(k, len(ids)) if ids[at][0] == month and ids[at] not in others[k:]]
    told = [at for at in own if rows.event[at] != codes.LEFT_BRIDGE or rows.reason[at] not in _FOLLOWS]
    return step_of(rows[(told or own)[0]]) if own else None


def step_of(row: Any) -> Step:
    """One row of the books in words."""
    job = data.job_types()[row.to_job_type].id if row.to_job_type >= 0 else ""
    return Step(
        int(row.month), codes.EVENTS[row.event], job, int(row.to_employer), int(row.wage_after), codes.STAGES[row.stage],
        codes.REASONS[row.reason], codes.BARRIERS[row.barrier], int(row.missing_euro),
    )  # fmt: skip


def _explained(month: int, today: Step | None, package: Step | None, rest: tuple[Any, Any], others: Around) -> Difference:
    steps = [step for step in (today, package) if step is not None]
    for cause, names in ((BARRIER, "barrier"), (REASON, "reason")):
        named = next((step for step in steps if getattr(step, names) and codes.EVENTS.index(step.event) in _STOPS), None)
        if named is not None:
            return Difference(month, today, package, cause, named)
    for step, behind in ((package, rest[0]), (today, rest[1])):
        if step is not None and step.event == "stage":
            later = next((stop for stop in stops(behind) if stop.event != "quit-early"), None)
            return Difference(month, today, package, BRIDGE, gate=others.gates[step.stage], later=later)
    if today is not None and package is not None and _same_job(today, package):
        return Difference(month, today, package, WAGE, gate=(codes.BARRIERS[codes.BOTTOM_RUNG],))
    log = rest[0] if len(rest[0]) else rest[1]
    cause, other, world = _through_others((int(log.person[0]), int(log.generation[0])), (today, package), others)
    return Difference(month, today, package, cause, other=other, other_in=world)


def _through_others(
    person: tuple[int, int], steps: tuple[Step | None, Step | None], others: Around
) -> tuple[str, Other | None, str]:
    """Whether somebody else has a place that this person has in one world only, or made it free: (cause, who, in which world)."""
    places = [(step, own) for own, step in enumerate(steps) if step is not None and step.event in _FILLS]
    for step, own in places:
        if taker := other_than(person, step, others.filled[own], others.filled[1 - own]):
            return PLACE, taker, WORLDS[1 - own]
    for step, own in places:
        if leaver := other_than(person, step, others.left[1 - own], others.left[own]):
            return FREED, leaver, WORLDS[own]
    return UNTOLD, None, ""


def _same_job(one: Step, other: Step) -> bool:
    same = one.event == other.event == "hired" and (one.job, one.employer) == (other.job, other.employer)
    return same and one.wage != other.wage


def stops(rows: Any) -> tuple[Step, ...]:
    """The events in which a barrier stops someone, in order of time."""
    return tuple(step_of(row) for row in rows[(rows.barrier != codes.NO_BARRIER) & np.isin(rows.event, _STOPS)])


def other_than(own: tuple[int, int], step: Step, here: Any, there: Any) -> Other | None:
    """Who stands in the places `there` and not in those `here`, of the work and employer of a step, in its month or the two before:
    the latest one; None when there is nobody. `own` (row, generation) is whose step it is.
    """
    job = [job.id for job in data.job_types()].index(step.job)
    known = {(int(row.person), int(row.generation)) for row in _like(step, job, here)} | {own}
    for row in _like(step, job, there)[::-1]:
        if (int(row.person), int(row.generation)) not in known:
            return Other(int(row.month), int(row.person), int(row.generation), bool(row.bridge))
    return None


def _like(step: Step, job: int, places: Any) -> Any:
    """The places of the work and employer of a step, in its month or the two before."""
    first, past = np.searchsorted(places.month, (step.month - LOOK_BACK, step.month + 1))
    soon = places[first:past]
    return soon[(soon.employer == step.employer) & (soon.job_type == job)]
