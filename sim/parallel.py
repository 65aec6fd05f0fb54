"""Runs side by side on threads, with progress and a stop: each is independent, so one thread or many give the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import Any, TypeVar

Result = TypeVar("Result")
Progress = Callable[[float], None]
Tell = Callable[[float], None]


class Stopped(Exception):
    """The user stopped; `results` holds what was finished."""

    def __init__(self, results: Sequence[Any]) -> None:
        super().__init__("stopped by the user")
        self.results = list(results)


class _Stop(Exception):
    pass


def over_runs(
    runs: Iterable[int], one: Callable[[int, Tell], Result], threads: int, progress: Progress | None = None,
    finished: Callable[[Result], None] | None = None,
) -> list[Result]:  # fmt: skip
    """What `one` makes of each run, in the order of the runs. It tells how far it is (0-1), which is also where it can be stopped.

    `finished` hears each result as soon as it is there, in the caller's thread. Raises Stopped with the finished results on a
    KeyboardInterrupt; any other exception, of a run or of `progress` or `finished`, ends the other runs and passes on.
    """
    asked = list(runs)
    stop, done = threading.Event(), dict.fromkeys(asked, 0.0)

    def tell(run: int, share: float) -> None:
        if stop.is_set():
            raise _Stop
        done[run] = share
        if progress:
            progress(sum(done.values()) / len(asked))

    jobs: list[Future[Result]] = []
    pool = ThreadPoolExecutor(max(1, threads))
    try:
        jobs += [pool.submit(one, run, lambda share, run=run: tell(run, share)) for run in asked]  # type: ignore[misc]
        for job in as_completed(jobs):
            result = job.result()
            if finished:
                finished(result)
    except KeyboardInterrupt:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
        raise Stopped(_finished(jobs)) from None
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return _finished(jobs)


def _finished(jobs: Sequence[Future[Result]]) -> list[Result]:
    """Results of the runs that came to their end, in order of run."""
    return [job.result() for job in jobs if job.done() and not job.cancelled() and job.exception() is None]
