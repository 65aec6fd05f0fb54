"""Jobs on this machine: one after another in this process, or side by side in processes of their own.

Threads share one lock for all that is Python; for runs of a small world, which are compiled code and Python by turns, processes
gain more. Both take jobs and what to `do` with one, and give what came of them as they finish, in any order, each once. They ask
for the next job only when there is room for it, and when closed they end what is under way.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from sim.words import Both

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
Tell = Callable[[float], None]
Do = Callable[[Job, Tell], Outcome]  # it tells how far it is (0-1), which is also where it can be stopped

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


def here(jobs: Iterable[Job], do: Do[Job, Outcome], tell: Tell = lambda share: None) -> Generator[Outcome]:
    """One after another in this process; `tell` hears how far each is."""
    for job in jobs:
        yield do(job, tell)


def in_processes(jobs: Iterable[Job], do: Do[Job, Outcome], processes: int) -> Generator[Outcome]:
    """In so many processes, each started afresh; when one is killed, the jobs under way are done again by new ones.

    `do` is a function of a module, and jobs and outcomes can be sent between processes. Raises Broken when processes keep being
    killed.
    """
    waiting: deque[Job] = deque()
    coming, deaths = iter(jobs), 0
    while True:
        under_way: dict[Future[Outcome], Job] = {}
        try:
            for outcome in _in_pool(waiting, coming, do, under_way, processes):
                deaths = 0
                yield outcome
            return
        except BrokenProcessPool:
            deaths += 1
            waiting.extendleft(reversed(under_way.values()))
            if deaths == MOST_DEATHS:
                raise _keep_dying() from None


def _in_pool(
    waiting: deque[Job], coming: Iterator[Job], do: Do[Job, Outcome], under_way: dict[Future[Outcome], Job], processes: int
) -> Iterator[Outcome]:
    """Outcomes of one pool of processes, until all is done or a process dies; `under_way` then tells what is lost."""
    context = get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(processes, context, _begin, (stop,))
    try:
        while True:
            while len(under_way) < 2 * processes and (waiting or _take(coming, waiting)):
                under_way[pool.submit(do, waiting[0], listen)] = waiting[0]
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


def listen(_: float) -> None:
    """What a job in one of the processes tells: it is stopped there when nobody waits for it any more."""
    if _stop.is_set():
        raise _Stop


def _keep_dying() -> Broken:
    return Broken(
        "de rekenprocessen worden steeds beëindigd, misschien is er te weinig geheugen; wat klaar was is bewaard, "
        "neem minder --processes en start opnieuw om verder te gaan",
        "the processes keep being ended, perhaps there is too little memory; what was finished is kept, "
        "take fewer --processes and start again to go on",
    )
