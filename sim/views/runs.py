"""The small arrays that one run leaves for the views."""

from __future__ import annotations

import numpy as np

from sim.views.paths import Watch, path_table
from sim.views.sectors import crossings
from sim.views.steps import COUNT, exits, reached, under_way
from sim.world import History


def arrays_of(history: History, watch: Watch) -> dict[str, np.ndarray]:
    """By name, for one finished run; the last five only when it kept events.

    paths : float64[measure, month], sim/views/paths.MEASURES; real people and EUR million.
    reached, under-way : float64[7], real people at each step.
    exits : float64[row, 6], step, kind, reason, barrier, times (real), unpaid euros (real).
    crossings, lasting : int32[from, to], simulated people by sector.
    In the package's world of a pair also: groups : int64[group, column], simulated people (sim/views/groups.COLUMNS).
    """
    books, weight = history.books, history.world.weight
    found = {"paths": path_table(history, watch)}
    if not books.keep[0]:
        return found
    events = books.events[: int(books.event_count[0])]
    rows = exits(events)
    rows[:, COUNT:] *= weight
    every, lasting = crossings(events)
    return found | {
        "reached": weight * reached(events), "under-way": weight * under_way(history.world.tables.people.stage),
        "exits": rows, "crossings": every, "lasting": lasting,
    }  # fmt: skip
