"""Stopwatches: medians of works that take turns, and whole processes."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]  # where the packages sim, cli and benchmarks stand


def seconds(work: Callable[[], object]) -> float:
    """Seconds that a work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(works: Sequence[Callable[[], object]], times: int, warm_up: int = 1) -> list[float]:
    """Median seconds of each work. They take turns, so that a busy moment of the machine strikes all alike."""
    for work in works:
        for _ in range(warm_up):
            work()
    rounds = [[seconds(work) for work in works] for _ in range(times)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def process(arguments: Sequence[str], changes: Mapping[str, str] | None = None) -> tuple[float, str]:
    """(seconds, stdout) of Python with these arguments in a process of its own; raises RuntimeError when it fails."""
    path = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, **(changes or {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it read
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"a measured process failed: {done.stderr.strip().splitlines()[-1:]}")
    return took, done.stdout


def child(task: str, *arguments: object, changes: Mapping[str, str] | None = None) -> dict[str, float]:
    """What a task of `benchmarks.child` tells about itself, and `wall`: the seconds of the whole process."""
    took, said = process(["-m", "benchmarks.child", task, *map(str, arguments)], changes)
    told: dict[str, float] = json.loads(said)
    return told | {"wall": took}
