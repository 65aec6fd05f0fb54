"""Many runs: the same situation under several seeds, in today's world and in the package's, side by side on threads."""

import json
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim import VERSION, data
from sim.agents import codes
from sim.measures import measure, series
from sim.policies.package import Package, active_uses, draw_efficacy
from sim.rng import EFFICACY, key, luck
from sim.scenario import Situation, fingerprint
from sim.world import Course, History, World, burnt_in_world, snapshot

Progress = Callable[[float], None]
KEEP_EVENTS_UP_TO = 1_000_000  # people; beyond that a run counts and pays but keeps no row per event
PARAMETER_SET = "by-hand-1"


@dataclass(frozen=True)
class RunPlan:
    """What to run: a situation, a package or none, and how often, with what luck and engine."""

    situation: Situation
    package: Package | None
    workers: int
    months: int
    runs: int
    seed: int
    engine: str = "fast"
    threads: int = 1

    @property
    def weight(self) -> float:
        """Real people that one simulated person stands for."""
        return self.situation.people / self.workers


@dataclass
class RunResult:
    """One finished run of one world. `people` holds what is needed to compare persons between the worlds of a pair."""

    run: int
    world: str
    seed: int
    measures: dict[str, float]
    funnel: dict[str, float]
    reasons: dict[str, float]
    ledger: np.ndarray
    people: dict[str, np.ndarray]
    settled: bool
    weight: float
    months: int
    history: History | None = field(default=None, repr=False)


class Stopped(Exception):
    """The user stopped; `results` holds the runs that were finished."""

    def __init__(self, results: Sequence[RunResult]) -> None:
        super().__init__("stopped by the user")
        self.results = list(results)


class _Stop(Exception):
    pass


def run_worlds(
    plan: RunPlan, worlds: tuple[str, ...] = ("today", "package"), out: Path | None = None,
    progress: Progress | None = None,
) -> list[RunResult]:  # fmt: skip
    """Run the plan in each of these worlds; results in order of run, then world. `out` only asks to keep all events.

    Runs are independent, so they share the threads between them; one thread or many give the same results. Raises Stopped
    with the finished runs when the user stops it.
    """
    stop, done = threading.Event(), [0.0] * plan.runs
    results: dict[int, list[RunResult]] = {}

    def tell(run: int, share: float) -> None:
        if stop.is_set():
            raise _Stop
        done[run] = share
        if progress:
            progress(sum(done) / plan.runs)

    with ThreadPoolExecutor(max(1, plan.threads)) as pool:
        jobs = {pool.submit(_one_run, plan, run, worlds, out is not None, tell): run for run in range(plan.runs)}
        try:
            for job in as_completed(jobs):
                results[jobs[job]] = job.result()
        except BaseException as error:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            if isinstance(error, KeyboardInterrupt):
                raise Stopped([r for run in sorted(results) for r in results[run]]) from None
            raise
    return [result for run in sorted(results) for result in results[run]]


def _one_run(
    plan: RunPlan, run: int, worlds: tuple[str, ...], keep_all: bool, tell: Callable[[int, float], None]
) -> list[RunResult]:
    """One run of each world, from one burnt-in world."""
    seed = plan.seed + run
    share = 1.0 / (len(worlds) + 1)
    start = burnt_in_world(plan.situation, plan.workers, seed, progress=lambda x: tell(run, share * x))
    tell(run, share)
    results = []
    for k, world in enumerate(worlds):
        before = share * (k + 1)
        history = advance(plan, start.copy(), world, keep_all, lambda x, b=before: tell(run, b + share * x))  # type: ignore[misc]
        results.append(summary(plan, run, world, seed, history, keep_all))
    return results


def advance(plan: RunPlan, world: World, name: str, keep_all: bool, progress: Progress | None = None) -> History:
    """Run a burnt-in world through the plan's months, as today or under the package, in the engine asked for."""
    keep = keep_all or plan.workers <= KEEP_EVENTS_UP_TO
    course = Course(world, plan.package, acts=name == "package", keep=keep, efficacy=efficacies(plan.package, world.seed))
    first = {world.month: snapshot(world)} if keep else {}
    if plan.engine == "reference":
        from sim.reference.model import run_reference

        history = run_reference(course, plan.months, progress)
    else:
        history = course.run(plan.months, progress)
    last = {history.world.month: snapshot(history.world)} if keep else {}
    history.snapshots = first | history.snapshots | last
    return history


def efficacies(package: Package | None, seed: int) -> dict[str, tuple[float, ...]]:
    """How well each lever works in this run, drawn from its range: what is not known about it is part of every band."""
    at = key(seed, EFFICACY)
    order = sorted({use.lever for use in active_uses(package)})
    return {lever: draw_efficacy(lever, float(luck(at, _place(lever)))) for lever in order}


def _place(lever: str) -> int:
    """A number that stays a lever's own, whatever other levers a package holds."""
    return int.from_bytes(lever.encode()[:7], "big")


def summary(plan: RunPlan, run: int, world: str, seed: int, history: History, keep: bool) -> RunResult:
    """What a comparison needs of a finished run; the whole history only when it will be written."""
    tables = history.world.tables
    funnel, reasons = funnel_of(history, plan.weight)
    return RunResult(
        run, world, seed, measure(history), funnel, reasons, np.sum(history.ledger, axis=0),
        {
            "generation": tables.people.generation.copy(), "lasting": tables.path.lasting.copy(),
            "enrolled": tables.bridge.enrolled.copy(), "in_scope": tables.path.in_scope.copy(),
            "crossings": tables.path.crossings.copy(),
        },
        history.world.settled, plan.weight, plan.months, history if keep else None,
    )  # fmt: skip


def funnel_of(history: History, weight: float) -> tuple[dict[str, float], dict[str, float]]:
    """(people who reached each stage of the bridge, people who left it by reason), real people since month 0.

    Both are empty when the run kept no events.
    """
    books = history.books
    if not books.keep[0]:
        return {}, {}
    events = books.events[: int(books.event_count[0])]
    moved = events[(events.event == codes.STAGE) & (events.reason == 0)]
    left = events[events.event == codes.LEFT_BRIDGE]
    stages = np.bincount(moved.stage, minlength=len(codes.STAGES))
    reasons = np.bincount(left.reason, minlength=len(codes.REASONS))
    return (
        {name: weight * float(n) for name, n in zip(codes.STAGES[1:], stages[1:], strict=True)},
        {name: weight * float(n) for name, n in zip(codes.REASONS, reasons, strict=True) if name and n},
    )


def party_names() -> tuple[str, ...]:
    """Ids of the ledger's parties in order: the fixed ones, then the sectors' funds."""
    return (*codes.PARTIES, *(f"fund-{sector.id}" for sector in data.sectors()))


def write_out(out: Path, plan: RunPlan, results: Sequence[RunResult], command: str) -> None:
    """Write events, series, people and ledger as Parquet files per run, and a manifest last; each aside, then renamed.

    The manifest is what makes the folder a finished result: a folder without one was cut off.
    """
    names = Names(plan)
    for result in results:
        assert result.history is not None, "results to be written must keep their history"
        label = f"run-{result.run:04d}-{result.world}.parquet"
        write_parquet(out / "events" / label, names.events(result.history).assign(run=result.run, world=result.world))
        write_parquet(out / "ledger" / label, names.ledger(result.history).assign(run=result.run, world=result.world))
        write_parquet(out / "series" / label, pd.DataFrame(series(result.history)).assign(run=result.run, world=result.world))
        for month, columns in result.history.snapshots.items():
            name = f"run-{result.run:04d}-{result.world}-month-{month:04d}.parquet"
            write_parquet(out / "people" / name, names.people(columns).assign(month=month, run=result.run, world=result.world))
    manifest = {
        "version": VERSION, "situation": plan.situation.id, "fingerprint": fingerprint(plan.situation),
        "package": plan.package.id if plan.package else None,
        "package_fingerprint": fingerprint(plan.package) if plan.package else None,
        "parameter_set": PARAMETER_SET, "engine": plan.engine, "seeds": sorted({r.seed for r in results}),
        "workers": plan.workers, "weight": plan.weight, "months": plan.months, "runs_asked": plan.runs,
        "runs_finished": sorted({r.run for r in results}), "worlds": sorted({r.world for r in results}),
        "burn_in_settled": all(r.settled for r in results), "command": command,
    }  # fmt: skip
    write_aside(out / "manifest.json", lambda file: file.write_text(json.dumps(manifest, indent=2) + "\n"))


class Names:
    """Turns codes and rows into the words of the contracts, as data frames."""

    def __init__(self, plan: RunPlan) -> None:
        self.people_in_world = plan.workers
        self.jobs = np.array([job.id for job in data.job_types()] + [""])
        self.regions = np.array(list(plan.situation.region_ids))
        self.parties = np.array(party_names())

    def person(self, row: np.ndarray, generation: np.ndarray) -> np.ndarray:
        """int64 id: the row, and a new number for everyone who takes it over."""
        return row.astype(np.int64) + generation.astype(np.int64) * self.people_in_world

    def events(self, history: History) -> pd.DataFrame:
        """The event log."""
        e = history.books.events[: int(history.books.event_count[0])]
        lists = ("EVENTS", "EDUCATIONS", "STATUSES", "STAGES", "REASONS", "BARRIERS", "RULES")
        word = {name: np.array(getattr(codes, name)) for name in lists}
        return pd.DataFrame({
            "month": e.month, "person": self.person(e.person, e.generation), "event": word["EVENTS"][e.event],
            "from_job_type": self.jobs[e.from_job_type], "to_job_type": self.jobs[e.to_job_type],
            "from_employer": e.from_employer, "to_employer": e.to_employer, "wage_before": e.wage_before,
            "wage_after": e.wage_after, "age": e.age // 12, "education": word["EDUCATIONS"][e.education],
            "region": self.regions[e.region], "status": word["STATUSES"][e.status], "stage": word["STAGES"][e.stage],
            "reason": word["REASONS"][e.reason], "barrier": word["BARRIERS"][e.barrier], "rule": word["RULES"][e.barrier],
            "missing_euro": e.missing_euro, "in_scope": e.in_scope == 1,
        })  # fmt: skip

    def ledger(self, history: History) -> pd.DataFrame:
        """Every euro entered: row by row as it was paid."""
        k = history.books.payments[: int(history.books.payment_count[0])]
        return pd.DataFrame({
            "month": k.month, "payer": self.parties[k.payer], "payee": self.parties[k.payee],
            "item": np.array(codes.ITEMS)[k.paid_for], "euro": k.euro, "person": k.person,
        })  # fmt: skip

    def people(self, columns: dict[str, np.ndarray]) -> pd.DataFrame:
        """A snapshot of all columns about people."""
        rows = np.arange(len(columns["age"]))
        frame = {"person": self.person(rows, columns["generation"])}
        for name, values in columns.items():
            if values.ndim == 1:
                frame[name] = values
            else:
                frame |= {f"{name}_{k}": values[:, k] for k in range(values.shape[1])}
        words = {"status": codes.STATUSES, "contract": codes.CONTRACTS, "education": codes.EDUCATIONS, "stage": codes.STAGES}
        for name, known in words.items():
            frame[name] = np.array(known)[frame[name]]
        frame["job_type"] = self.jobs[frame["job_type"]]
        return pd.DataFrame(frame)


def write_parquet(file: Path, frame: pd.DataFrame) -> None:
    """Write a frame as Parquet with DuckDB, aside and then renamed."""
    import duckdb

    def write(aside: Path) -> None:
        with duckdb.connect() as connection:
            connection.register("frame", frame)
            connection.execute(f"copy frame to '{str(aside).replace(chr(39), chr(39) * 2)}' (format parquet)")

    write_aside(file, write)


def write_aside(file: Path, write: Callable[[Path], Any]) -> None:
    """Call `write` on a name beside `file`, then rename: a file that bears its own name is whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        write(aside)
        os.replace(aside, file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
