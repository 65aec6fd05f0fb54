"""What a run leaves of everyone's life: their row of the world at the start, each month in which it changed, and the end.

The books hold no event for some of it (benefit that runs out, where someone stands after leaving the bridge), so a life line is
drawn from the row itself; the events say why it changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.agents.columns import Column, Table
from sim.world import Course

CHANGES = Table(
    "Changes",
    [
        Column("month", "int16", "month", "in which the row changed; the rest is how it stood at the end of that month"),
        Column("person", "int32", "row", "row of the person"),
        Column("status", "int8", "code", "labour status"),
        Column("job_type", "int8", "code", "the job held now or last"),
        Column("employer", "int32", "row", "where the person works, -1 for nowhere", -1),
        Column("contract", "int8", "code", "permanent, flexible, self-employed, none"),
        Column("stage", "int8", "code", "stage on the bridge"),
        Column("wage", "int32", "euro/month", "full-time wage, now or last"),
    ],
)
STATE = ("status", "job_type", "employer", "contract", "stage", "wage")
WATCHED = tuple(name for name in STATE if name != "wage")  # a yearly rise begins nothing new
PERSON = ("generation", "age", "education", "region", "hours")
OUTCOME = ("lasting", "safe", "months_out", "income_lost")

Arrays = dict[str, np.ndarray]


@dataclass
class Record:
    """One world's run. `start` and `end` hold arrays by person: STATE, PERSON, OUTCOME and `enrolled`, as CHANGES and the tables
    of sim/agents/worker.py have them. `changes` are rows of CHANGES and `events` rows of the books, both in order of time.
    """

    months: int
    start: Arrays
    end: Arrays
    changes: Any
    events: Any


def record(course: Course, months: int, progress: Callable[[float], None] | None = None) -> Record:
    """Run a course that keeps its events; `progress` hears the share done (0-1) after each month, and may raise to stop it."""
    w = course.world.tables
    start = _arrays(w)
    changes, before = [], state_of(w)
    for month in range(months):
        course.step()
        now = state_of(w)
        changes.append(_changed(month, before, now))
        before = now
        if progress:
            progress((month + 1) / months)
    books = course.history.books
    whole = np.concatenate(changes).view(np.recarray) if changes else CHANGES.empty(0)
    return Record(months, start, _arrays(w), whole, books.events[: int(books.event_count[0])])


def state_of(w: Any) -> Arrays:
    """Copies of what a life line is drawn from, by person."""
    columns = {name: np.array(getattr(w.people, name)) for name in STATE if name != "employer"}
    unit = np.asarray(w.people.unit)
    return columns | {"employer": np.where(unit >= 0, w.units.employer[np.maximum(unit, 0)], -1).astype(np.int32)}


def _arrays(w: Any) -> Arrays:
    people = {name: np.array(getattr(w.people, name)) for name in PERSON}
    path = {name: np.array(getattr(w.path, name)) for name in OUTCOME}
    return state_of(w) | people | path | {"enrolled": np.array(w.bridge.enrolled)}


def _changed(month: int, before: Arrays, now: Arrays) -> Any:
    """Rows of CHANGES for whoever's row is not as it was."""
    rows = np.flatnonzero(np.any([before[name] != now[name] for name in WATCHED], axis=0))
    changes = CHANGES.empty(rows.size)
    changes.month, changes.person = month, rows
    for name in STATE:
        changes[name] = now[name][rows]
    return changes
