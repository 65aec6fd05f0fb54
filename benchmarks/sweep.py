"""Sweeps in ratios: what keeping results costs over the bare engine, two processes against one, and a question to many rows.

    python -m benchmarks.sweep [--quick] [--json]

Reported, not asserted. Burnt-in worlds are made first; `--quick` takes small worlds and few rows, to see that all works.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import machine, versions
from benchmarks.timing import medians, seconds
from experiments.processes import in_processes
from experiments.sweep.job import Job, Outcome, cells_of, run
from experiments.sweep.spec import Sweep, read_sweep
from experiments.sweep.store import Store
from experiments.sweep.table import effects
from sim.runs import RunPlan, advance
from sim.warm import warm
from sim.world import burnt_in_world

Numbers = dict[str, float]
DOSES = 9  # of each lever in the store of many rows: 81 arms, about what one job has at 20,000 people and 60 months
SPEC = """
id: meting
nl: "Meting"
en: "Measurement"
situations: [nederland-2025]
levers:
  neutral-guide: {guide}
  first-100-days: {aftercare}
runs: {runs}
workers: {workers}
months: {months}
"""

# Each number: what it is, and the aim that issue 7 sets as (at most, at least); None: none.
TELLS: dict[str, tuple[str, str, float | None, float | None]] = {
    "overhead": ("Een reeks tegenover de kale rekenkern (keer)", "A sweep against the bare engine (times)", 1.05, None),
    "two_processes": ("Twee processen tegenover een (keer)", "Two processes against one (times)", None, 1.8),
    "rows": ("Regels in de map", "Rows in the folder", None, None),
    "write_rows_per_second": ("Regels geschreven per processorseconde", "Rows written a second of the processor", None, None),
    "bytes_per_row": ("Bytes per regel op schijf", "Bytes a row on disk", None, None),
    "question_seconds": ("Effect per dosis en leeftijd, uit alle regels (s)", "Effect by dose and age, of all rows (s)", 2.0, None),
}  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    """How large the worlds are, how many seeds each measurement takes, and how many rows the store has."""

    workers: int = 20_000
    months: int = 60
    seeds: int = 8
    rows: int = 10_000_000
    times: int = 5


QUICK = Sizes(workers=1_000, months=3, seeds=2, rows=50_000, times=1)


def sweep_of(folder: Path, sizes: Sizes, runs: int, doses: int = 4) -> Sweep:
    """The sweep that is measured: so many doses of each of two levers, and so many seeds."""
    guide, aftercare = ([high * (k + 1) / doses for k in range(doses)] for high in (1.0, 12.0))
    text = SPEC.format(runs=runs, workers=sizes.workers, months=sizes.months, guide=guide, aftercare=aftercare)
    file = folder / "meting.yaml"
    file.write_text(text, encoding="utf-8")
    return read_sweep(file)


def overhead(folder: Path, sizes: Sizes) -> Numbers:
    """One job and the writing of it, against a loop that only runs its worlds; both from a burnt-in world that is kept.

    In seconds of the processor, the least of each: what others on the machine do to its memory only adds.
    """
    sweep = sweep_of(folder, sizes, 1)
    (job,) = sweep.jobs()
    with Store(folder / "overhead", sweep) as store:
        works = (lambda: worlds(job), lambda: store.add(job, run(job)))
        rounds = [[_processor_seconds(work) for work in works] for _ in range(1 + sizes.times)][1:]
    bare, kept = np.min(rounds, axis=0).tolist()
    return {"overhead": kept / bare}


def _processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def worlds(job: Job) -> None:
    """Today's world and that of each arm, and nothing of them kept."""
    start = burnt_in_world(job.situation, job.workers, job.seed, job.changes)
    for name, package in [("today", job.arms[0]), *(("package", arm) for arm in job.arms)]:
        plan = RunPlan(job.situation, package, job.workers, job.months, 1, job.seed)
        advance(plan, start.copy(), name, False, events=False)


def processes(folder: Path, sizes: Sizes) -> Numbers:
    """All jobs of some seeds in one process and in two; starting them up is left out, as it is once a sweep."""
    jobs = list(sweep_of(folder, sizes, sizes.seeds + 2).jobs())
    for job in jobs:
        burnt_in_world(job.situation, job.workers, job.seed, job.changes)
    return {"two_processes": _seconds_a_job(jobs, 1) / _seconds_a_job(jobs, 2)}


def _seconds_a_job(jobs: list[Job], count: int) -> float:
    """From the second outcome on, when both processes are at work, to the last."""
    outcomes = in_processes(jobs, run, count)
    next(outcomes), next(outcomes)
    return seconds(lambda: list(outcomes)) / (len(jobs) - 2)


def store(folder: Path, sizes: Sizes) -> Numbers:
    """Fill a folder with made-up outcomes of the real shape, and ask it the usual question."""
    one = sweep_of(folder, sizes, 1, DOSES)
    a_seed = len(one.arms) * len(cells_of(one.situations[0]))
    sweep = sweep_of(folder, sizes, -(-sizes.rows // a_seed), DOSES)
    out = folder / "store"
    with Store(out, sweep) as kept:
        wrote = _processor_seconds(lambda: fill(kept))
    rows = a_seed * sweep.spec.runs
    size = sum(file.stat().st_size for file in out.rglob("*.parquet"))
    by = ("dose_neutral_guide", "dose_first_100_days")
    (asked,) = medians([lambda: effects(out, "lasting", "age", by)], times=sizes.times, warm_up=1)
    return {
        "rows": float(rows), "write_rows_per_second": rows / wrote, "bytes_per_row": size / rows, "question_seconds": asked,
    }  # fmt: skip


def fill(kept: Store) -> None:
    """Keep a made-up outcome of each job."""
    for job, outcome in made_up(kept.sweep):
        kept.add(job, outcome)


def made_up(sweep: Sweep) -> Iterator[tuple[Job, Outcome]]:
    """Outcomes of chance: as hard to pack as real ones, or harder."""
    chance, cells = np.random.default_rng(1), len(cells_of(sweep.situations[0]))
    for job in sweep.jobs():
        yield job, Outcome(job.name, chance.normal(1e5, 1e3, (len(job.arms), cells, 2)), True)


def measured(sizes: Sizes) -> dict[str, Any]:
    """All numbers, in a document for JSON."""
    warm()
    numbers: Numbers = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in (overhead, processes, store):
            found = part(Path(folder), sizes)
            print(part.__name__, {name: float(f"{value:.3g}") for name, value in found.items()}, file=sys.stderr, flush=True)
            numbers |= found
    rows = [
        {"id": f"sweep.{name}", "nl": TELLS[name][0], "en": TELLS[name][1], "value": value, "at_most": TELLS[name][2],
         "at_least": TELLS[name][3]}
        for name, value in numbers.items()
    ]  # fmt: skip
    return {"machine": machine(), "versions": versions(), "sizes": vars(sizes), "load": os.getloadavg()[0], "numbers": rows}


def main(words: list[str] | None = None) -> int:
    """Measure and tell: a line a number, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweep", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small worlds, few rows")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    document = measured(QUICK if asked.quick else Sizes())
    if asked.json:
        print(json.dumps(document, indent=1))
        return 0
    for row in document["numbers"]:
        aims = [f"≤ {row['at_most']:g}" if row["at_most"] else "", f"≥ {row['at_least']:g}" if row["at_least"] else ""]
        print(f"{row['value']:10.3g}  {''.join(aims):8}  {row['nl']} / {row['en']}")
    print(f"{document['machine']}, load {document['load']:.1f}, {document['sizes']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
