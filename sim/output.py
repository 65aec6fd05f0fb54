"""The files of ``--out``: events, series, people and ledger of each run, and the manifest that makes them a finished result.

Every file is written aside and then renamed, so a file that bears its own name is whole. The manifest comes last: a folder
without one was cut off.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim import VERSION, data
from sim.agents import codes
from sim.database import database
from sim.measures import party_names, series
from sim.own_sets import own_file
from sim.posterior import number_of, posterior
from sim.scenario import Situation, fingerprint
from sim.world import History

if TYPE_CHECKING:
    from sim.runs import RunPlan, RunResult

MANIFEST = "manifest.json"
TABLES = ("events", "series", "people", "ledger")

# What the codes of people's columns mean; region, job types and bits are told by the situation and the data.
PEOPLE_WORDS: dict[str, Sequence[str]] = {
    "status": codes.STATUSES, "contract": codes.CONTRACTS, "education": codes.EDUCATIONS, "stage": codes.STAGES,
    "crossed": ("no", "in-the-job", "out-within-a-year"), "back_to_work": ("not-due", "yes", "no"),
    "coach": ("none", "line-coach", "neutral-guide"),
}  # fmt: skip
JOB_COLUMNS = ("job_type", "trained", "origin_job", "target")


class Writer:
    """Writes the runs of one plan into a folder, each as soon as it is finished; threads may share it."""

    def __init__(self, out: Path, situation: Situation, workers: int) -> None:
        self.out, self.names = out, Names(situation, workers)

    def write(self, run: int, world: str, history: History) -> None:
        """All files of one world of a run. Raises OSError, with errno ENOSPC when the disk is full."""
        label = f"run-{run:04d}-{world}"
        for table, frame in (
            ("events", self.names.events(history)),
            ("ledger", self.names.ledger(history)),
            ("series", pd.DataFrame(series(history))),
        ):
            write_parquet(self.out / table / f"{label}.parquet", frame.assign(run=run, world=world))
        for month, columns in history.snapshots.items():
            frame = self.names.people(columns).assign(month=month, run=run, world=world)
            write_parquet(self.out / "people" / f"{label}-month-{month:04d}.parquet", frame)

    def take_back(self, run: int) -> None:
        """Remove what a run wrote before it broke off: half a pair is no result."""
        for table in TABLES:
            for file in (self.out / table).glob(f"run-{run:04d}-*.parquet"):
                file.unlink(missing_ok=True)


def write_manifest(out: Path, plan: RunPlan, results: Sequence[RunResult], command: str) -> None:
    """Say what the folder holds and how to repeat it; which runs of those asked were finished."""
    finished = sorted({r.run for r in results})
    manifest = {
        "version": VERSION, "situation": plan.situation.id, "fingerprint": fingerprint(plan.situation),
        "package": plan.package.id if plan.package else None,
        "package_fingerprint": fingerprint(plan.package) if plan.package else None,
        "parameter_set": {
            "sets": posterior().fingerprint, "file": own_file() or None,
            "by_seed": {r.seed: number_of(r.seed) for r in results},
        },
        "assumed": dict(plan.assumed), "engine": plan.engine, "seeds": sorted({r.seed for r in results}),
        "workers": plan.workers, "weight": plan.weight, "months": plan.months, "runs_asked": plan.runs,
        "runs_finished": finished, "complete": len(finished) == plan.runs,
        "worlds": sorted({r.world for r in results}), "burn_in_settled": all(r.settled for r in results), "command": command,
    }  # fmt: skip
    text = json.dumps(manifest, indent=2) + "\n"
    write_aside(out / MANIFEST, lambda file: file.write_text(text, encoding="utf-8"))


def words(codes: np.ndarray, known: Sequence[str]) -> pd.Categorical[str]:
    """Codes as the words they stand for, a byte each where that is enough; -1 is the empty word."""
    places = np.where(codes < 0, len(known), codes)
    return pd.Categorical.from_codes(places, pd.Index([*known, ""] if "" not in known else known))


class Names:
    """Turns codes and rows into the words of the contracts, as data frames."""

    def __init__(self, situation: Situation, people_in_world: int) -> None:
        self.people_in_world = people_in_world
        self.jobs = [job.id for job in data.job_types()]
        self.regions = situation.region_ids
        self.parties = party_names()

    def person(self, row: np.ndarray, generation: np.ndarray) -> np.ndarray:
        """int64 id: the row, and a new number for everyone who takes it over; -1 where there is no person."""
        ids = row.astype(np.int64) + generation.astype(np.int64) * self.people_in_world
        return np.where(row < 0, -1, ids)

    def events(self, history: History) -> pd.DataFrame:
        """The event log."""
        e = history.books.events[: int(history.books.event_count[0])]
        return pd.DataFrame({
            "month": e.month, "person": self.person(e.person, e.generation), "event": words(e.event, codes.EVENTS),
            "from_job_type": words(e.from_job_type, self.jobs), "to_job_type": words(e.to_job_type, self.jobs),
            "from_employer": e.from_employer, "to_employer": e.to_employer, "wage_before": e.wage_before,
            "wage_after": e.wage_after, "age": e.age // 12, "education": words(e.education, codes.EDUCATIONS),
            "region": words(e.region, self.regions), "status": words(e.status, codes.STATUSES),
            "stage": words(e.stage, codes.STAGES), "reason": words(e.reason, codes.REASONS),
            "barrier": words(e.barrier, codes.BARRIERS), "rule": words(e.barrier, codes.RULES),
            "missing_euro": e.missing_euro, "in_scope": e.in_scope == 1,
        })  # fmt: skip

    def ledger(self, history: History) -> pd.DataFrame:
        """Every euro entered: row by row as it was paid, with the person or the employer it was paid for (-1 for none)."""
        k = history.books.payments[: int(history.books.payment_count[0])]
        return pd.DataFrame({
            "month": k.month, "payer": words(k.payer, self.parties), "payee": words(k.payee, self.parties),
            "item": words(k.paid_for, codes.ITEMS), "euro": k.euro, "person": self.person(k.person, k.generation),
            "employer": k.employer,
        })  # fmt: skip

    def people(self, columns: dict[str, np.ndarray]) -> pd.DataFrame:
        """A snapshot of all columns about people, codes as words."""
        frame: dict[str, Any] = {"person": self.person(np.arange(len(columns["age"])), columns["generation"])}
        known = PEOPLE_WORDS | {"region": self.regions} | dict.fromkeys(JOB_COLUMNS, self.jobs)
        for name, values in columns.items():
            if values.ndim > 1:
                frame |= {f"{name}_{k}": values[:, k] for k in range(values.shape[1])}
            else:
                frame[name] = words(values, known[name]) if name in known else values
        return pd.DataFrame(frame)


def write_parquet(file: Path, frame: pd.DataFrame) -> None:
    """Write a frame as Parquet with DuckDB, aside and then renamed. Raises OSError when the disk does not take it."""
    import duckdb

    def write(aside: Path) -> None:
        try:
            with database() as connection:
                connection.register("frame", frame)
                connection.execute(f"copy frame to '{str(aside).replace(chr(39), chr(39) * 2)}' (format parquet)")
        except duckdb.IOException as error:
            raise OSError(_cause(str(error)), str(error)) from error

    write_aside(file, write)


def _cause(message: str) -> int:
    """The system's number for what DuckDB tells in words."""
    causes = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
    return next((cause for cause in causes if os.strerror(cause) in message), errno.EIO)


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
