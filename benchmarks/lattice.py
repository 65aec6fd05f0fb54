"""How fast a lattice fills: `python -m benchmarks.lattice [--workers 10000] [--months 60] [--arms 128] [--processes 2]`.

It runs a sample of the arms of the shipped package from one burnt-in world, here and in so many processes, and prints arms a
second, nanoseconds a worker-month (by the clock, and of the processor alone, which others on the machine hardly change), the part
of an arm that is not the month itself, how long a whole seed would take, and the most memory this process held. Starting processes
is left out, as it is once a lattice. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.child import peak
from benchmarks.timing import seconds
from experiments.lattice.fill import ArmCourse, Block, fill_block, run_arms
from experiments.lattice.terms import Ladder
from experiments.processes import in_processes
from sim.contributions import parts_of
from sim.policies.package import Package
from sim.runs import RunPlan, efficacies
from sim.scenario import read_package, read_situation
from sim.warm import warm
from sim.world import World, burnt_in_world

SITUATION, PACKAGE = "nederland-2025", "alle-doorbraken"


def measured(workers: int, months: int, arms: int, processes: int) -> dict[str, float]:
    """The numbers by name; `arms` is how many are run, spread over all of them."""
    warm()
    place = read_situation(SITUATION)
    package, start = read_package(PACKAGE, place), burnt_in_world(place, workers, 1)
    whole = 1 << len(parts_of(package))
    sample = np.linspace(0, whole - 1, arms).astype(int).tolist()
    run_arms(start, package, sample[:1], months)  # loads the compiled code
    month = _months_alone(start, package, sample, months)
    took: list[float] = []
    alone = _processor_seconds(lambda: took.append(seconds(lambda: run_arms(start, package, sample, months))))
    one = took[0]
    many = _in_processes(RunPlan(place, package, workers, months, 1, 1), sample, processes)
    return {
        "arms_a_second": arms / one, "arms_a_second_in_processes": arms / many, "processes": processes,
        "processes_gain": one / many, "ns_a_worker_month": 1e9 * one / (arms * workers * months),
        "ns_a_worker_month_in_processes": 1e9 * many / (arms * workers * months),
        "processor_ns_a_worker_month": 1e9 * alone / (arms * workers * months),
        "part_that_is_not_the_month": 1 - month / alone, "minutes_a_seed": many / arms * whole / 60, "peak_gb": peak() / 1e9,
    }  # fmt: skip


def _processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _months_alone(start: World, package: Package, arms: list[int], months: int) -> float:
    """Processor seconds of the months of these arms, without their terms, their copy of the world and their figures."""
    ladder = Ladder(package, arms, months, efficacies(package, start.seed))
    courses = (ArmCourse(start.copy(), ladder, place) for place in range(len(arms)))
    return sum(_processor_seconds(partial(course.run, months)) for course in courses)


def _in_processes(plan: RunPlan, sample: list[int], processes: int) -> float:
    """Seconds for the whole sample in one block a process, from when all processes are at work."""
    assert plan.package is not None
    shares = [sample[:1]] * processes + [sample[k::processes] for k in range(processes)]
    filled = in_processes((Block(plan, plan.package, 1, k, arms) for k, arms in enumerate(shares)), fill_block, processes)
    for _ in range(processes):
        next(filled)
    return seconds(lambda: list(filled))


def main() -> None:
    """Read the options, measure, print one JSON object."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("workers", 10_000), ("months", 60), ("arms", 128), ("processes", 2)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    print(json.dumps(measured(**vars(asked.parse_args())), indent=2))


if __name__ == "__main__":
    main()
