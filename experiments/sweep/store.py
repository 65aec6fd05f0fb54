"""The folder of a sweep: a manifest that says what it is, and the outcome of each job as one Parquet file, written once and whole.

manifest.json
results/situation=nederland-2025/seed-1-set-0-assumed-0-arms-0.parquet
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from experiments.sweep.job import Cell, Job, Outcome, cells_of
from experiments.sweep.spec import Arm, Sweep
from sim.lock import Lock
from sim.reading import InputError
from sim.scenario import fingerprint

if TYPE_CHECKING:
    import pandas as pd

MANIFEST, RESULTS, LOCK = "manifest.json", "results", ".lock"

# What another sweep in the folder can differ in, in the order in which it is told.
PARTS = {
    "version": ("een andere versie van Loopbrug", "another version of Loopbrug"),
    "parameter_sets": ("andere parametersets", "other parameter sets"),
    "model": ("een andere rekenkern of andere cijfers", "another engine or other figures"),
    "sweep": ("een andere reeks", "another sweep"),
    "situations": ("een situatie die sindsdien veranderd is", "a situation that has changed since"),
    "packages": ("een pakket dat sindsdien veranderd is", "a package that has changed since"),
}


class Store:
    """The folder of one sweep. Use as a context: only one process may have it open.

    Raises InputError when the folder is of another sweep, version or parameter sets, holds something else, or is in use.
    """

    def __init__(self, folder: Path, sweep: Sweep, command: str = "") -> None:
        self.folder, self.sweep, self.command = folder, sweep, command
        self.identity = sweep.identity()
        self.id = fingerprint(self.identity)
        self._cells = {one.id: cells_of(one) for one in sweep.situations}

    def __enter__(self) -> Self:
        _check_folder(self.folder)
        self._lock = Lock(self.folder / LOCK, self.folder)
        try:
            self._check()
            self.finished = {file.relative_to(self.results).as_posix() for file in self.results.rglob("[!.]*.parquet")}
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lock.release()

    @property
    def results(self) -> Path:
        """The folder of Parquet files."""
        return self.folder / RESULTS

    def has(self, job: Job) -> bool:
        """Whether the outcome of a job stands here."""
        return job.name in self.finished

    def add(self, job: Job, outcome: Outcome) -> None:
        """Write the outcome of a job; it stands when this returns. Raises OSError when the disk does not take it."""
        from sim.output import write_parquet

        arms = self.sweep.arms[job.first : job.first + len(job.arms)]
        frame = tidy(self.id, job, arms, self._cells[job.situation.id], outcome)
        write_parquet(self.results / job.name, frame)
        self.finished.add(job.name)

    def _check(self) -> None:
        """Refuse what another sweep left; in a new folder say what this one is."""
        file = self.folder / MANIFEST
        if not file.exists():
            self.write_manifest(len(list(self.sweep.jobs())))
            return
        try:
            there = json.loads(file.read_text(encoding="utf-8"))["identity"]
        except (ValueError, KeyError, TypeError):
            raise _not_empty(self.folder) from None
        for part, (nl, en) in PARTS.items():
            if there.get(part) != self.identity[part]:
                told = f" ({there.get(part)})" if part == "version" else ""
                raise InputError(
                    f"de map {self.folder} is van {nl}{told}; kies een andere, of verwijder deze",
                    f"the folder {self.folder} is of {en}{told}; choose another, or remove this one",
                )

    def write_manifest(self, jobs: int) -> None:
        """Say what the folder holds, how much of it is there, and how to repeat it."""
        from sim.output import write_aside

        finished = len(self.finished) if hasattr(self, "finished") else 0
        manifest = {
            "identity": self.identity, "id": self.id, "jobs": jobs, "jobs_finished": finished, "complete": finished == jobs,
            "pairs": self.sweep.pairs, "command": self.command,
        }  # fmt: skip
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        write_aside(self.folder / MANIFEST, lambda file: file.write_text(text, encoding="utf-8"))


def _check_folder(folder: Path) -> None:
    """Raises InputError for a folder that holds something else than a sweep."""
    names = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    if MANIFEST not in names and any(not name.startswith(".") for name in names):
        raise _not_empty(folder)


def _not_empty(folder: Path) -> InputError:
    return InputError(
        f"de map {folder} is niet leeg en niet van een reeks, kies een andere",
        f"the folder {folder} is not empty and not of a sweep, choose another",
    )


def tidy(sweep: str, job: Job, arms: Sequence[Arm], cells: Sequence[Cell], outcome: Outcome) -> pd.DataFrame:
    """A row for each number: which sweep, seed, set, package, doses and assumptions, of whom, what, and its two values.

    Cells that nobody gives rise to are left out. A dose or assumption has a column of its own, `dose_` or `assume_` and the
    name with low lines; a dose that an arm does not set is empty.
    """
    import pandas as pd

    values = outcome.values
    arm, cell = np.nonzero(np.isfinite(values).all(axis=2))
    today, package = values[arm, cell].T
    told: dict[str, Any] = {"sweep": _constant(sweep, len(arm)), "seed": job.seed, "set": job.set, "settled": outcome.settled}
    told["package"] = _words([one.package for one in arms], arm)
    told["arm"] = _words([one.label for one in arms], arm)
    for name in dict.fromkeys(name for one in arms for name in one.doses):
        told[column("dose", name)] = np.array([one.doses.get(name, np.nan) for one in arms])[arm]
    for name, value in job.assumed.items():
        told[column("assume", name)] = value
    for k, name in enumerate(("dimension", "member", "measure", "unit")):
        told[name] = _words([one[k] for one in cells], cell)
    return pd.DataFrame(told | {"today": today, "with_package": package, "effect": package - today})


def column(kind: str, name: str) -> str:
    """The column of a lever's dose or of an assumption."""
    return f"{kind}_{name.replace('-', '_')}"


def _words(each: Sequence[str], places: np.ndarray) -> pd.Categorical[str]:
    """The word at each place, a number or two each in memory however long the words."""
    import pandas as pd

    known = list(dict.fromkeys(each))
    codes = np.array([known.index(word) for word in each])
    return pd.Categorical.from_codes(codes[places], pd.Index(known))


def _constant(word: str, rows: int) -> pd.Categorical[str]:
    return _words([word], np.zeros(rows, np.int64))
