"""A whole sweep: what it costs, running what its folder does not have yet, and how it stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.processes import here, in_processes
from experiments.sweep.job import Job, Outcome, run
from experiments.sweep.spec import Sweep
from sim.scenario import Situation
from sim.warm import warm
from sim.world import Course, fresh_world

if TYPE_CHECKING:
    from experiments.sweep.store import Store

Progress = Callable[[float], None]
BURN_IN = 72  # months: what most worlds take to settle
MEASURED_AT = 20_000  # people; a person costs less in a larger world, more in a smaller one


@dataclass(frozen=True)
class Cost:
    """What a sweep takes, in worlds (today's included, each run once for the arms of a job) and in hours of one core.

    `nanoseconds` is what a person in a month took just now on this machine; all that follows from it is an estimate.
    """

    jobs: int
    pairs: int
    worlds: int
    person_months: int
    nanoseconds: float

    @property
    def core_hours(self) -> float:
        """Hours of one core of this machine."""
        return self.person_months * self.nanoseconds / 3.6e12


def cost(jobs: Iterable[Job], nanoseconds: float) -> Cost:
    """What these jobs take, at so many nanoseconds a person in a month."""
    count = pairs = worlds = months = 0
    burnt = set()
    for job in jobs:
        count, pairs, worlds = count + 1, pairs + len(job.arms), worlds + job.worlds
        months += job.workers * job.months * job.worlds
        world = (job.situation.id, job.seed, job.set, job.assumption)
        if world not in burnt:
            burnt.add(world)
            months += job.workers * BURN_IN
    return Cost(count, pairs, worlds, months, nanoseconds)


def measured_nanoseconds(situation: Situation, workers: int, months: int = 12) -> float:
    """Nanoseconds a person in a month, measured on this machine in a short run of at most MEASURED_AT people."""
    warm()
    people = min(workers, MEASURED_AT)
    course = Course(fresh_world(situation, people, seed=1), keep=False)
    course.run(2)
    start = time.perf_counter()
    course.run(months)
    return 1e9 * (time.perf_counter() - start) / (people * months)


def run_sweep(store: Store, todo: Sequence[Job], processes: int = 1, cluster: str = "", progress: Progress | None = None) -> int:
    """Run these jobs of the store's sweep and keep each as soon as it is finished; how many were.

    processes : 1 runs here; more in so many processes of this machine. cluster : address of a Dask scheduler, or "local".
    Whatever ends it early (KeyboardInterrupt, OSError of a full disk, Broken) passes on; what was finished is kept, and the
    manifest says how much that is. The same call goes on from there.
    """
    if not todo:
        return 0
    warm()
    total, done = len(todo), 0
    named = {job.name: job for job in todo}

    def tell(share: float) -> None:
        if progress:
            progress((done + share) / total)

    jobs = len(todo) + len(store.finished)
    try:
        with closing(_outcomes(todo, processes, cluster, tell)) as outcomes:
            for outcome in outcomes:
                store.add(named[outcome.name], outcome)
                done += 1
                tell(0.0)
    finally:
        store.write_manifest(jobs)
    return done


def left(sweep: Sweep, store: Store) -> list[Job]:
    """The jobs that the store does not have yet."""
    return [job for job in sweep.jobs() if not store.has(job)]


def _outcomes(todo: Sequence[Job], processes: int, cluster: str, tell: Progress) -> Generator[Outcome]:
    """The outcomes of the jobs, from wherever they are asked to run."""
    if cluster:
        from experiments.sweep.cluster import on_cluster  # brings Dask

        return on_cluster(todo, cluster, processes)
    return in_processes(todo, run, processes) if processes > 1 else here(todo, run, tell)
