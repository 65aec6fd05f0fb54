"""Tasks measured in a process of their own: `python -m benchmarks.child TASK ARGUMENTS…` prints one JSON object of numbers."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import seconds


def large(situation: str, people: str, months: str, threads: str) -> dict[str, float]:
    """Draw a population and run it, event log off: seconds of both, and the most memory it took (GB)."""
    from sim.scenario import read_situation
    from sim.world import Course, World, fresh_world

    Course(fresh_world(read_situation(situation), 1_000, 1), threads=int(threads), keep=False).run(1)  # loads the compiled code
    worlds: list[World] = []
    draw = seconds(lambda: worlds.append(fresh_world(read_situation(situation), int(people), 1)))
    course = Course(worlds.pop(), threads=int(threads), keep=False)
    return {"draw": draw, "run": seconds(lambda: course.run(int(months))), "peak": peak() / 1e9}


def start(what: str, situation: str) -> dict[str, float]:
    """Begin from nothing: a draw of luck (`luck`), or all of a first use (`month`): compile, and a month."""
    if what == "luck":
        from sim.rng import luck_of_many

        return {"drawn": float(luck_of_many(1, 0, 10).size)}
    from sim.scenario import read_situation
    from sim.warm import warm
    from sim.world import Course, fresh_world

    warm()
    return {"months": float(len(Course(fresh_world(read_situation(situation), 1_000, 1)).run(1).observed))}


def peak() -> float:
    """Most bytes of memory this process has held.

    Where the system tells it of this program alone, that figure counts: the usual one begins at what the parent held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return 1024.0 * next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most if sys.platform == "darwin" else 1024 * most)


TASKS: dict[str, Callable[..., dict[str, float]]] = {"large": large, "start": start}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
