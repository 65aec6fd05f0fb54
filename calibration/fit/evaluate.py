"""Runs many points, here or elsewhere, and gives the results in the order asked, whatever finishes first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context

import numpy as np

from calibration.fit.space import MEASURED, FitError, Simulator, rounded
from calibration.fit.store import Store

Point = tuple[np.ndarray, int]  # values (k,), seed
Outcome = np.ndarray | str  # summaries (m,), or what went wrong
Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True, eq=False)
class Evaluated:
    """summaries (n, m) in the order asked, a row of nan for a point that failed; failed: its place and what went wrong."""

    summaries: np.ndarray
    failed: dict[int, str]


@dataclass
class Runner:
    """How runs are made: by which simulator, where, and kept in which store.

    processes : 1 runs here; more runs in so many processes of this machine, each started afresh (spawn).
    scheduler : address of a Dask scheduler, such as tcp://host:8786; its machines must have this version installed.
    patience : seconds to wait for the scheduler.
    progress : called with (done, total) after each run, those already in the store included.
    """

    simulator: Simulator
    summaries: tuple[str, ...]
    store: Store | None = None
    processes: int = 1
    scheduler: str = ""
    patience: float = 20.0
    progress: Progress | None = None
    done: int = field(default=0, init=False)  # runs made by this runner, not found in the store

    def run(self, values: np.ndarray, seeds: Sequence[int] | np.ndarray, stage: str) -> Evaluated:
        """Run values (n, k) with seeds (n,); what the store already has is not run again, what is new it keeps at once."""
        values = rounded(values)
        summaries = np.full((len(values), len(self.summaries)), np.nan)
        failed: dict[int, str] = {}
        todo = []
        for k, seed in enumerate(seeds):
            known = self.store.find(values[k], int(seed)) if self.store is not None else None
            if known is None:
                todo.append(k)
            else:
                summaries[k] = known
        finished = len(values) - len(todo)
        self._tell(finished, len(values))
        for place, outcome in self._outcomes([(values[k], int(seeds[k])) for k in todo]):
            k = todo[place]
            wrong = self._wrong(outcome)
            if wrong:
                failed[k] = wrong
            else:
                summaries[k] = rounded(np.asarray(outcome), MEASURED)  # as the store gives it back: a fit goes on bit for bit
                if self.store is not None:
                    self.store.add(stage, values[k], int(seeds[k]), summaries[k])
            finished += 1
            self.done += 1
            self._tell(finished, len(values))
        return Evaluated(summaries, dict(sorted(failed.items())))

    def _wrong(self, outcome: Outcome) -> str:
        if isinstance(outcome, str):
            return outcome
        if np.shape(outcome) != (len(self.summaries),):
            return f"{np.shape(outcome)} summaries where {len(self.summaries)} were expected"
        return ""

    def _tell(self, done: int, total: int) -> None:
        if self.progress:
            self.progress(done, total)

    def _outcomes(self, points: Sequence[Point]) -> Iterator[tuple[int, Outcome]]:
        """(place, outcome) of each point as it finishes."""
        if not points:
            return iter(())
        if self.scheduler:
            return _on_cluster(self.simulator, points, self.scheduler, self.patience)
        if self.processes > 1:
            return _in_processes(self.simulator, points, self.processes)
        return ((k, attempt(self.simulator, *point)) for k, point in enumerate(points))


def attempt(simulator: Simulator, values: np.ndarray, seed: int) -> Outcome:
    """One run; an exception becomes a sentence, so that one bad point does not end thousands of others."""
    try:
        return np.asarray(simulator(values, seed), float)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _deaf() -> None:
    """Ctrl-C is for the process that keeps the store."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_processes(simulator: Simulator, points: Sequence[Point], processes: int) -> Iterator[tuple[int, Outcome]]:
    """As many points under way as keep the processes busy, so that a stop waits for few."""
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _deaf)
    coming = iter(enumerate(points))
    under_way: dict[Future[Outcome], int] = {}
    try:
        while True:
            while len(under_way) < 2 * processes and (following := next(coming, None)):
                place, point = following
                under_way[pool.submit(attempt, simulator, *point)] = place
            if not under_way:
                break
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                yield under_way.pop(future), future.result()
    except BrokenProcessPool as error:
        raise FitError(
            "een van de rekenprocessen is gestopt; wat klaar was is bewaard, start opnieuw om verder te gaan",
            "one of the processes ended; what was finished is kept, start again to go on",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _on_cluster(simulator: Simulator, points: Sequence[Point], scheduler: str, patience: float) -> Iterator[tuple[int, Outcome]]:
    """On the workers of a Dask cluster; a worker that dies is replaced by the others."""
    from distributed import Client, as_completed

    try:
        client = Client(scheduler, timeout=patience, set_as_default=False)
    except OSError as error:
        raise FitError(
            f"er antwoordt geen Dask-scheduler op {scheduler}",
            f"no Dask scheduler answers at {scheduler}",
        ) from error
    with client:
        values, seeds = zip(*points, strict=True)
        futures = client.map(attempt, [simulator] * len(points), values, seeds, pure=False)
        place = {future.key: k for k, future in enumerate(futures)}
        for future in as_completed(futures, loop=client.loop):
            wrong = future.exception()
            yield place[future.key], f"{type(wrong).__name__}: {wrong}" if wrong else future.result()
