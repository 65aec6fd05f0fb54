"""A first benchmark, as ratios in one run: the month against the yardstick of the contracts, and against the reference.

    python benchmarks/first.py [--workers 100000] [--months 24]

The yardstick is one pass over N people that mixes a counter, makes a uniform, compares it and writes a byte: about 2 ns each.
"""

import argparse
import time

import numpy as np

from sim.jit import kernel
from sim.month.now import Hands
from sim.rng import luck
from sim.scenario import read_situation
from sim.world import Course, burnt_in_world


@kernel
def yardstick(key, chance, hit):
    """One pass: int8 1 where the luck of row i under a key is below its float32 chance."""
    for i in range(hit.size):
        hit[i] = luck(key, i) < chance[i]


def timed(work, times: int = 1) -> float:
    """Seconds of the fastest of so many tries."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print ns per worker-month and the ratios."""
    ask = argparse.ArgumentParser(description=main.__doc__)
    ask.add_argument("--workers", type=int, default=100_000)
    ask.add_argument("--months", type=int, default=24)
    asked = ask.parse_args()
    n = asked.workers
    chance, hit = np.full(n, 0.5, np.float32), np.zeros(n, np.int8)
    key = np.uint64(12345)
    yardstick(key, chance, hit)
    yard = timed(lambda: yardstick(key, chance, hit), 20) / n * 1e9
    start = burnt_in_world(read_situation("nederland-2025"), n, 1)
    Course(start.copy()).run(2)
    for threads in (1, 2):
        course = Course(start.copy(), threads=threads)
        assert isinstance(course.hands, Hands)
        month = timed(lambda c=course: c.run(asked.months)) / n / asked.months * 1e9
        print(f"{threads} thread(s): {month:8.1f} ns per worker-month = {month / yard:6.1f} yardsticks of {yard:.2f} ns")
    small = burnt_in_world(read_situation("nederland-2025"), 2000, 1)
    Course(small.copy()).run(1)
    fast = timed(lambda: Course(small.copy()).run(6), 3)
    from sim.reference.model import run_reference

    slow = timed(lambda: run_reference(Course(small.copy()), 6))
    print(f"reference / fast at 2,000 people: {slow / fast:.0f}")


if __name__ == "__main__":
    main()
