"""The folder of a lattice: blocks of arms by seed, each whole or absent, and a manifest that says what they are of.

    DIR/manifest.json  DIR/lock  DIR/seed-000001/arms-00000.npy …   float64[arm, column]

A kill costs at most the blocks in hand. What was made by another version, package or size is refused by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from experiments.lattice.columns import columns
from sim import COMPILED, VERSION, files_hash
from sim.contributions import parts_of
from sim.lock import Lock
from sim.output import write_aside
from sim.policies.package import Package, active_uses
from sim.posterior import number_of, posterior
from sim.reading import InputError
from sim.runs import RunPlan
from sim.scenario import fingerprint
from sim.words import Both

BLOCK = 64  # arms a file; some seconds of work
MANIFEST = "manifest.json"
# All that a number of an arm depends on.
MADE_BY = (
    *COMPILED, "business.py", "contributions.py", "data/**/*.csv", "data/**/*.py", "market.py", "measures.py", "organisations.py",
    "own_sets.py", "parameters.py", "policies/**/*.py", "policies/**/*.yaml", "population.py", "posterior.py", "runs.py",
    "scoping.py", "world.py",
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """What a lattice is of. `parts` are the ids of the breakthroughs in the order of their bits; `weight` is real people each."""

    version: str
    model: str
    sets: str
    situation: str
    situation_fingerprint: str
    package: str
    package_fingerprint: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    workers: int
    months: int
    weight: float
    assumed: Mapping[str, float] = field(default_factory=dict)

    @property
    def arms(self) -> int:
        """How many subsets there are."""
        return 1 << len(self.parts)


# What makes two lattices different, in the order in which it is looked at and told.
DIFFERS: dict[str, Both] = {
    "situation": Both("de situatie", "the situation"),
    "package": Both("het pakket", "the package"),
    "workers": Both("--workers", "--workers"),
    "months": Both("--months", "--months"),
    "version": Both("de versie van Loopbrug", "the version of Loopbrug"),
    "model": Both("de rekenkern of zijn cijfers", "the engine or its figures"),
    "sets": Both("de parametersets", "the parameter sets"),
    "situation_fingerprint": Both("de inhoud van de situatie", "the content of the situation"),
    "package_fingerprint": Both("de inhoud van het pakket", "the content of the package"),
    "parts": Both("de doorbraken", "the breakthroughs"),
    "columns": Both("wat er bewaard wordt", "what is kept"),
    "weight": Both("het aantal echte mensen", "the number of real people"),
    "assumed": Both("de aannames", "the assumptions"),
}


def head_of(plan: RunPlan, package: Package) -> Head:
    """What the lattice of a plan is of; the plan's own runs and seeds may differ within one lattice."""
    return Head(
        VERSION, model(), posterior().fingerprint, plan.situation.id, fingerprint(plan.situation), package.id,
        fingerprint(package), tuple(parts_of(package)), tuple(columns()), plan.workers, plan.months, plan.weight,
        dict(plan.assumed),
    )  # fmt: skip


@cache
def model() -> str:
    """16 hex characters for the engine with its figures."""
    return files_hash(*MADE_BY)


class Store:
    """The blocks of one lattice in a folder that nobody else writes to meanwhile; use it as a context.

    Raises InputError when the folder holds something else, a lattice of something else, or is in use.
    """

    def __init__(self, folder: Path, head: Head, package: Package) -> None:
        self.folder, self.head, self._package = folder, head, package

    def __enter__(self) -> Self:
        _refuse_other_things(self.folder)
        self.folder.mkdir(exist_ok=True)
        self._lock = Lock(self.folder / "lock", self.folder)
        try:
            refuse_other(self.folder, self.head)
            for left in self.folder.glob("seed-*/.*.tmp"):  # of a process that was killed
                left.unlink(missing_ok=True)
            self.note(())
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lock.release()

    def blocks(self) -> list[int]:
        """The first arm of each block."""
        return list(range(0, self.head.arms, BLOCK))

    def arms(self, block: int) -> range:
        """The arms of a block, by its first."""
        return range(block, min(block + BLOCK, self.head.arms))

    def missing(self, seed: int) -> list[int]:
        """The blocks that are not there yet."""
        return [block for block in self.blocks() if not self.file(seed, block).exists()]

    def file(self, seed: int, block: int) -> Path:
        """Where a block stands."""
        return _file(self.folder, seed, block)

    def write(self, seed: int, block: int, values: np.ndarray) -> None:
        """Keep float64[arm, column] of a block. Raises OSError when the disk does not take it."""

        def save(aside: Path) -> None:
            with aside.open("wb") as stream:
                np.save(stream, values)

        write_aside(self.file(seed, block), save)

    def note(self, finished: Sequence[int]) -> None:
        """Write the manifest anew, with the seeds that are whole by now."""
        seeds = sorted({*finished, *finished_seeds(self.folder, self.head)})
        doses = {use.lever: use.dose for use in active_uses(self._package)}
        made = {"lattice": asdict(self.head), "doses": doses, "seeds": seeds, "set_by_seed": {s: number_of(s) for s in seeds}}
        text = json.dumps(made, indent=2) + "\n"
        write_aside(self.folder / MANIFEST, lambda aside: aside.write_text(text, encoding="utf-8"))


def _file(folder: Path, seed: int, block: int) -> Path:
    return folder / f"seed-{seed:06d}" / f"arms-{block:05d}.npy"


def _refuse_other_things(folder: Path) -> None:
    if not folder.absolute().parent.is_dir():
        nl = f"--out {folder} kan niet gemaakt worden, want de map {folder.absolute().parent} bestaat niet"
        raise InputError(nl, f"--out {folder} cannot be made, because the folder {folder.absolute().parent} does not exist")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out {folder} is een bestand, geef een map", f"--out {folder} is a file, give a folder")
    if folder.exists() and not (folder / MANIFEST).exists() and any(file.name != "lock" for file in folder.iterdir()):
        raise InputError(
            f"in {folder} staat iets anders dan een lattice, kies een lege map",
            f"{folder} holds something else than a lattice, choose an empty folder",
        )


def refuse_other(folder: Path, head: Head) -> None:
    """Raises InputError, by name of what differs, when the folder holds a lattice of something else."""
    if not (folder / MANIFEST).exists():
        return
    there, asked = asdict(read_head(folder)), asdict(head)
    for name, (nl, en) in DIFFERS.items():
        if there[name] != asked[name]:
            told = f": {_told(there[name])} ≠ {_told(asked[name])}"
            raise InputError(
                f"in {folder} staat een lattice van iets anders ({nl}{told}), kies een andere map",
                f"{folder} holds a lattice of something else ({en}{told}), choose another folder",
            )


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def read_head(folder: Path) -> Head:
    """What the lattice in a folder is of. Raises InputError when there is none, or its manifest cannot be read."""
    try:
        made: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["lattice"]
        return head_from(made)
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"in {folder} staat geen lattice", f"there is no lattice in {folder}") from None


def head_from(made: dict[str, Any]) -> Head:
    """A head from plain data; raises TypeError when it is something else."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in made.items()}
    return Head(**fields)


def finished_seeds(folder: Path, head: Head) -> list[int]:
    """The seeds of which every block is there."""
    wanted = -(-head.arms // BLOCK)
    found = [(int(f.name[5:]), len(list(f.glob("arms-*.npy")))) for f in folder.glob("seed-*") if f.name[5:].isdigit()]
    return sorted(seed for seed, blocks in found if blocks == wanted)


def read_values(folder: Path, head: Head, seed: int) -> np.ndarray:
    """float64[arm, column] of a finished seed. Raises InputError for a block that is no block."""
    try:
        values = np.concatenate([np.load(_file(folder, seed, block)) for block in range(0, head.arms, BLOCK)])
        if values.shape != (head.arms, len(head.columns)):
            raise ValueError(values.shape)
    except (OSError, ValueError, EOFError):
        where = folder / f"seed-{seed:06d}"
        nl = f"een bestand in {where} is beschadigd, haal die map weg en begin opnieuw"
        raise InputError(nl, f"a file in {where} is damaged, remove that folder and begin again") from None
    return values
