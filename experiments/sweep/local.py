"""Jobs on this machine: one after another in this process, or side by side in processes of their own.

A backend takes jobs and gives their outcomes as they finish, in any order, each once. It asks for the next job only when there is
room for it, and when it is closed it ends what is under way. `cluster` is the third one.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from experiments.sweep.job import Job, Outcome, Tell, run
from sim.words import Both

MOST_DEATHS = 3  # processes that end one after another without a job finished between


class Broken(RuntimeError):
    """The work cannot go on, though nothing was asked wrongly; `both` says why in both languages."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(nl, en)
        self.both = Both(nl, en)

    def __str__(self) -> str:
        return self.both.en


class _Stop(Exception):
    pass


_stop: Any = None  # of this process, when it is one of a pool


def here(jobs: Iterable[Job], tell: Tell = lambda share: None) -> Generator[Outcome]:
    """One after another in this process; `tell` hears how far each is."""
    for job in jobs:
        yield run(job, tell)


def in_processes(jobs: Iterable[Job], processes: int) -> Generator[Outcome]:
    """In so many processes, each started afresh; when one is killed, the jobs under way are done again by new ones.

    Raises Broken when they keep being killed.
    """
    waiting: deque[Job] = deque()
    coming, deaths = iter(jobs), 0
    while True:
        under_way: dict[Future[Outcome], Job] = {}
        try:
            for outcome in _in_pool(waiting, coming, under_way, processes):
                deaths = 0
                yield outcome
            return
        except BrokenProcessPool:
            deaths += 1
            waiting.extendleft(reversed(under_way.values()))
            if deaths == MOST_DEATHS:
                raise _keep_dying() from None


def _in_pool(
    waiting: deque[Job], coming: Iterator[Job], under_way: dict[Future[Outcome], Job], processes: int
) -> Iterator[Outcome]:
    """Outcomes of one pool of processes, until all is done or a process dies; `under_way` then tells what is lost."""
    context = get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(processes, context, _begin, (stop,))
    try:
        while True:
            while len(under_way) < 2 * processes and (waiting or _take(coming, waiting)):
                under_way[pool.submit(_run_here, waiting[0])] = waiting[0]
                waiting.popleft()
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                outcome = future.result()
                del under_way[future]
                yield outcome
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _take(coming: Iterator[Job], waiting: deque[Job]) -> bool:
    """Let the next job wait its turn; False when there is none."""
    job = next(coming, None)
    if job is not None:
        waiting.append(job)
    return job is not None


def _begin(stop: Any) -> None:
    """Ctrl-C is for the process that keeps the results; that one sets `stop`."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_here(job: Job) -> Outcome:
    return run(job, _listen)


def _listen(_: float) -> None:
    if _stop.is_set():
        raise _Stop


def _keep_dying() -> Broken:
    return Broken(
        "de rekenprocessen worden steeds beëindigd, misschien is er te weinig geheugen; wat klaar was is bewaard, "
        "neem minder --processes en start opnieuw om verder te gaan",
        "the processes keep being ended, perhaps there is too little memory; what was finished is kept, "
        "take fewer --processes and start again to go on",
    )
