"""A life line: spans of months in which someone's work is one thing, and spans in which they are at one point of the bridge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sim import data
from sim.agents import codes
from sim.lives.record import STATE

State = Mapping[str, int]

# What someone's work is in a month.
JOB, BUSINESS, NOTICE, WW, NO_WORK, TRAINING, OUTSIDE = "job", "business", "notice", "ww", "no-work", "training", "outside"
WORK_KINDS = (JOB, BUSINESS, NOTICE, WW, NO_WORK, TRAINING, OUTSIDE)
AT_WORK = (JOB, BUSINESS, NOTICE)
_KIND = {
    codes.EMPLOYED: JOB, codes.SURPLUS: NOTICE, codes.UNEMPLOYED_WW: WW, codes.UNEMPLOYED: NO_WORK,
    codes.TRAINING: TRAINING, codes.INACTIVE: OUTSIDE,
}  # fmt: skip

# Where someone is on the bridge in a month; who only heard of it is not on it yet.
LOOKING, WAITING, LEARNING, LANDING = "bridge-looking", "bridge-waiting", "bridge-learning", "bridge-landing"
BRIDGE_KINDS = (LOOKING, WAITING, LEARNING, LANDING)
_POINT = {
    codes.ORIENTED: LOOKING, codes.MATCHED: LOOKING, codes.SELECTED: LOOKING, codes.CONTRACTED: WAITING,
    codes.IN_TRAINING: LEARNING, codes.STARTED: LANDING, codes.LANDED: LANDING,
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Months `first` up to but not including `past` of one kind. `job` (id of a job type, "" when it does not matter), `contract`
    and `wage` (full-time, euros a month, at its first month) are those of the work; `employer` is its row, -1 for none.
    """

    first: int
    past: int
    kind: str
    job: str = ""
    contract: str = ""
    wage: int = 0
    employer: int = -1


@dataclass(frozen=True)
class Line:
    """One life in one world: `work` fills every month from 0 to `months`, `bridge` some of them."""

    months: int
    work: tuple[Span, ...]
    bridge: tuple[Span, ...]


def life_line(start: State, changes: Any, months: int) -> Line:
    """The line of one person from their state at the start and their rows of CHANGES, in order of time."""
    states = [(0, start)] + [(int(row.month), {name: int(row[name]) for name in STATE}) for row in changes]
    return Line(months, _spans(states, months, work_of), _spans(states, months, bridge_of))


def _spans(states: list[tuple[int, State]], months: int, kind_of: Callable[[State], Span | None]) -> tuple[Span, ...]:
    """Spans of what `kind_of` sees in each state; what stays the same is one span, what lasts no month is none."""
    spans: list[Span] = []
    ends = [month for month, _ in states[1:]] + [months]
    for (first, state), past in zip(states, ends, strict=True):
        seen = kind_of(state)
        if seen is None or past <= first:
            continue
        last = spans[-1] if spans else None
        if last is not None and last.past == first and _alike(last, seen):
            spans[-1] = Span(**{**vars(last), "past": past})
        else:
            spans.append(Span(**{**vars(seen), "first": first, "past": past}))
    return tuple(spans)


def _alike(one: Span, other: Span) -> bool:
    return (one.kind, one.job, one.contract, one.employer) == (other.kind, other.job, other.contract, other.employer)


def work_of(state: State) -> Span:
    """What someone's work is in this state; its months are still to be filled in."""
    kind = _KIND[state["status"]]
    if kind == JOB and state["contract"] == codes.SELF_EMPLOYED:
        kind = BUSINESS
    if kind not in AT_WORK:
        return Span(0, 0, kind)
    job = data.job_types()[state["job_type"]].id
    return Span(0, 0, kind, job, codes.CONTRACTS[state["contract"]], state["wage"], state["employer"])


def bridge_of(state: State) -> Span | None:
    """Where on the bridge someone is in this state; None when not on it."""
    kind = _POINT.get(state["stage"])
    return Span(0, 0, kind) if kind else None
