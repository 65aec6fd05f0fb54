"""What a month's phases share: the date, its luck, the terms people live under, the books, and threads over people."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from sim.jit import maker
from sim.pack import Pack


class Now(Pack):
    """A month's date, luck (keys by purpose), terms by scope mask, prices and payers of services, and the books.

    With sheets for what people decide: `decision` (what happens to someone in a phase), `application` (unit, -1 for none), `score`;
    and `spent` (int64[sector, priced lever], cents), what the bridge adds up for phase 9 to pay.
    """

    FIELDS = (
        "month", "keys", "forever", "strength", "setting", "price", "route_jobs", "route_months", "recruits",
        "costs", "payers", "items", "payees", "first_price", "books", "decision", "application", "score", "spent",
    )  # fmt: skip


class Hands:
    """Threads that each take a part of the people. A part only writes its own rows, so any number gives one answer.

    The edges of a part are unsigned: compiled code then need not ask whether a row counts from behind.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self._sheets: dict[Callable[[], Any], list[Any]] = {}

    def each(self, people: int, decide: Callable[..., Any], *arguments: Any) -> None:
        """Call `decide(first, past_last, *arguments)` for every part."""
        self.gather(people, decide, tuple, *arguments)

    def each_with(self, sheet: Callable[[], Any], people: int, decide: Callable[..., Any], *arguments: Any) -> None:
        """Call `decide(first, past_last, *arguments, sheet())` for every part; its sheet is kept, to be written over next time."""
        if sheet not in self._sheets:
            self._sheets[sheet] = [(sheet(),) for _ in range(self.threads)]
        at_hand = iter(self._sheets[sheet])
        self.gather(people, decide, lambda: next(at_hand), *arguments)

    def gather(self, people: int, decide: Callable[..., Any], sheets: Callable[[], Any], *arguments: Any) -> list[Any]:
        """Call `decide(first, past_last, *arguments, *sheets())` for every part; returns the parts' filled sheets, in order."""

        def fill(first: Any, past: Any, sheet: Any) -> Any:
            decide(first, past, *arguments, *sheet)
            return sheet

        if self._pool is None:
            return [fill(np.uint64(0), np.uint64(people), sheets())]
        edges = [np.uint64(people * k // self.threads) for k in range(self.threads + 1)]
        return list(self._pool.map(fill, edges[:-1], edges[1:], [sheets() for _ in range(self.threads)]))

    def marked(self, now: Now, mark: Callable[..., Any], *arguments: Any) -> np.ndarray:
        """int64[k]: the rows, in order, whose decision `mark` sets; a `mark` has no branches, so that it runs through quickly."""
        self.each(now.decision.size, mark, *arguments)
        return np.asarray(chosen(now.decision))


@maker
def chosen(decision):
    """int64[k]: the rows whose decision is not 0, in order."""
    count = 0
    for i in range(decision.size):
        count += decision[i] != 0
    rows = np.empty(count + 1, np.int64)  # one to spare, so that every row can be written down before it counts
    k = 0
    for i in range(decision.size):
        rows[k] = i
        k += decision[i] != 0
    return rows[:count]


@maker
def by_unit(rows, unit, units):
    """(int64[k] the same rows ordered by unit, ties in their order; int64[units + 1] edges where each unit's rows lie).

    `unit` (int32) gives each person's unit.
    """
    edges = np.zeros(units + 1, np.int64)
    for i in rows:
        edges[unit[i] + 1] += 1
    for u in range(units):
        edges[u + 1] += edges[u]
    place, ordered = edges[:-1].copy(), np.empty(rows.size, np.int64)
    for i in rows:
        ordered[place[unit[i]]] = i
        place[unit[i]] += 1
    return ordered, edges
