"""How fast a lattice fills: `python -m benchmarks.lattice [--workers 10000] [--months 60] [--arms 32] [--threads 2]`.

It runs a sample of the arms of the shipped package from one burnt-in world, on one thread and on so many, and prints arms a second,
nanoseconds a worker-month (by the clock, and of the processor alone, which others on the machine hardly change), the part of an arm
that is not the month itself, how long a whole seed would take, and the most memory it held. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.child import peak
from benchmarks.timing import seconds
from experiments.lattice.fill import run_arms
from sim.contributions import parts_of
from sim.policies.package import Package
from sim.scenario import read_package, read_situation
from sim.warm import warm
from sim.world import Course, World, burnt_in_world

SITUATION, PACKAGE = "nederland-2025", "alle-doorbraken"


def measured(workers: int, months: int, arms: int, threads: int) -> dict[str, float]:
    """The numbers by name; `arms` is how many are run, spread over all of them."""
    warm()
    place = read_situation(SITUATION)
    package, start = read_package(PACKAGE, place), burnt_in_world(place, workers, 1)
    whole = 1 << len(parts_of(package))
    sample = np.linspace(0, whole - 1, arms).astype(int).tolist()
    run_arms(start, package, sample[:1], months)  # loads the compiled code
    month = _processor_seconds(lambda: _months_only(start, package, months))
    took: list[float] = []
    alone = _processor_seconds(lambda: took.append(seconds(lambda: run_arms(start, package, sample, months))))
    one = took[0]
    many = seconds(lambda: _on_threads(start, package, sample, months, threads))
    return {
        "arms_a_second": arms / one, "arms_a_second_on_threads": arms / many, "threads": threads, "threads_gain": one / many,
        "ns_a_worker_month": 1e9 * one / (arms * workers * months),
        "ns_a_worker_month_on_threads": 1e9 * many / (arms * workers * months),
        "processor_ns_a_worker_month": 1e9 * alone / (arms * workers * months),
        "part_that_is_not_the_month": 1 - month * arms / alone, "minutes_a_seed": many / arms * whole / 60, "peak_gb": peak() / 1e9,
    }  # fmt: skip


def _processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _months_only(start: World, package: Package, months: int) -> None:
    """The whole package by the month alone, its terms compiled once: what no lattice can do without."""
    course = Course(start.copy(), package.model_copy(update={"levers": _at_once(package)}), keep=False)
    course.run(months)


def _at_once(package: Package) -> tuple:
    return tuple(use.model_copy(update={"start_month": 0, "phase_in_months": 0}) for use in package.levers)


def _on_threads(start: World, package: Package, sample: list[int], months: int, threads: int) -> None:
    shares = [sample[k::threads] for k in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda share: run_arms(start, package, share, months), shares))


def main() -> None:
    """Read the options, measure, print one JSON object."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("workers", 10_000), ("months", 60), ("arms", 32), ("threads", 2)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    print(json.dumps(measured(**vars(asked.parse_args())), indent=2))


if __name__ == "__main__":
    main()
