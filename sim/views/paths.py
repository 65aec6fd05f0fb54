"""The run month by month: a measure of the whole market at the end of each month, in both worlds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import data
from sim.agents.codes import EU, MINISTRIES, PROVINCES, UWV
from sim.measures import SHORTAGE_SECTORS
from sim.views.bands import band_of
from sim.views.exits import STOPPED, exit_kinds, person_of
from sim.views.shapes import Path
from sim.views.words import words
from sim.world import History, World, rates

if TYPE_CHECKING:
    from sim.runs import RunResult

PUBLIC = [UWV, MINISTRIES, PROVINCES, EU]
# (id, unit, which way is better), the rows of the array "paths".
MEASURES = (
    ("lasting-crossings", "people", "higher"),
    ("safe-crossings", "people", "higher"),
    ("unemployment", "% of labour force", "lower"),
    ("months-out", "months", "lower"),
    ("vacancies-shortage", "places", "lower"),
    ("public-cost", "EUR million", "lower"),
    ("stopped", "people", "lower"),
)


class Watch:
    """Notes at the end of each month what only people's rows know: (lasting crossings, safe ones, months out per person) so far."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, float, float]] = []

    def beside(self, world: World, progress: Callable[[float], None] | None) -> Callable[[float], None]:
        """A progress function for `Course.run` that looks at the world after each month, then passes on."""

        def look(share: float) -> None:
            path = world.tables.path
            self.seen.append((float(path.lasting.sum()), float(path.safe.sum()), float(path.months_out.mean())))
            if progress:
                progress(share)

        return look


def path_table(history: History, watch: Watch) -> np.ndarray:
    """float64[measure, month] of one run, in real people and EUR million; nan for what was not watched or kept."""
    weight, months = history.world.weight, len(history.observed)
    seen = np.array(watch.seen).T if watch.seen else np.full((3, months), np.nan)
    sectors = [sector.id for sector in data.sectors()]
    shortage = [sectors.index(name) for name in SHORTAGE_SECTORS]
    public = [float(month[:, PUBLIC, :].sum()) for month in history.ledger]
    return np.array([
        weight * seen[0],
        weight * seen[1],
        [100.0 * rates(month)[0] for month in history.observed],
        seen[2],
        [weight * float(month.vacancies[shortage].sum()) for month in history.observed],
        weight * np.cumsum(public) / 1e6,
        weight * _stopped_so_far(history, months),
    ])  # fmt: skip


def _stopped_so_far(history: History, months: int) -> np.ndarray:
    """float64[month]: simulated people who stopped on the bridge by then, each once; nan when the run kept no events."""
    books = history.books
    if not books.keep[0]:
        return np.full(months, np.nan)
    return stopped_so_far(books.events[: int(books.event_count[0])], months)


def stopped_so_far(events: Any, months: int) -> np.ndarray:
    """float64[month]: people who stopped on the bridge (exits.STOPPED) by the end of each month, each from the first time on."""
    stopped = events[exit_kinds(events) == STOPPED]
    _, first = np.unique(person_of(stopped), return_index=True)  # events stand in order of time
    return np.cumsum(np.bincount(stopped.month[first], minlength=months)).astype(np.float64)


def paths_of(pairs: Sequence[tuple[RunResult, RunResult]]) -> list[Path]:
    """Each measure month by month, over the pairs."""
    both = band_of(pairs, lambda result: result.views["paths"])
    return [Path(id, words("paths")[id], unit, better, both.at(k)) for k, (id, unit, better) in enumerate(MEASURES)]
