"""The small table of a lattice: what a page needs to answer any of its arms at once, small enough to ship for a situation.

Kept: of EXACT columns every arm of every seed, in steps of a 1,000th of what the column ranges over; of the others the mean over
seeds of each arm in steps of a 125th, and how far both ends of its band lie from it in steps of a 12th of the farthest; and of all
columns, before rounding, today, the Shapley values, each alone, all and all but each by seed, and the interaction of each pair as
mean, band and error. Lost: of the other columns, the difference between two arms with its band; that stands in the folder.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from experiments.lattice.columns import NET_PUBLIC, Column, columns
from experiments.lattice.lattice import Lattice, bands_of
from experiments.lattice.store import Head, head_from, model
from sim.output import write_aside
from sim.posterior import posterior
from sim.reading import InputError

FOUND = Path(__file__).parent / "found"
NAME = "table.npz"
EXACT = ("lasting-crossings", NET_PUBLIC)
FINE, COARSE, ENDS = 1_000, 125, 12  # steps from the lowest to the highest value
LEVEL, LOG = 0, 1


@dataclass(frozen=True, eq=False)
class Table:
    """Answers like a Lattice, but `effects` only for EXACT columns; `bands` gives all of them."""

    head: Head
    seeds: tuple[int, ...]
    arrays: dict[str, np.ndarray] = field(repr=False)

    @property
    def known(self) -> dict[str, Column]:
        """The columns there are, by id."""
        return {id: columns()[id] for id in self._columns}

    @property
    def _columns(self) -> list[str]:
        found: list[str] = self.arrays["columns"].tolist()
        return found

    @property
    def current(self) -> bool:
        """Whether it was made by this engine with these figures and parameter sets."""
        return self.head.model == model() and self.head.sets == posterior().fingerprint

    def has_effects(self, column: str) -> bool:
        """Whether every seed of every arm is known."""
        return f"exact/{column}" in self.arrays

    def effects(self, column: str) -> np.ndarray:
        """float64[seed, arm]; raises KeyError for a column of which only the band is known."""
        return _opened(self.arrays, f"exact/{column}")

    def means(self, column: str) -> np.ndarray:
        """float64[arm]: the effect, as a mean over seeds."""
        return self.effects(column).mean(axis=0) if self.has_effects(column) else _opened(self.arrays, f"mean/{column}")

    def bands(self, column: str) -> np.ndarray:
        """float64[3, arm]: mean over seeds, low end, high end."""
        if self.has_effects(column):
            return bands_of(self.effects(column))
        return self.means(column) + np.stack([np.zeros(self.head.arms), *_opened(self.arrays, f"ends/{column}")])

    def today(self, column: str) -> np.ndarray:
        """float64[seed]: the level of today."""
        return self._of(column, "today")

    def shapley(self, column: str) -> np.ndarray:
        """float64[seed, part]: what each breakthrough is worth; sums to the effect of all."""
        return self._of(column, "shapley")

    def corners(self, column: str) -> np.ndarray:
        """float64[seed, 2n + 1]: each alone, all, all but each."""
        return self._of(column, "corners")

    def pairs(self, column: str, log: bool = False) -> np.ndarray:
        """float64[4, part, part]: interaction of each pair, as that of a Lattice."""
        n = len(self.head.parts)
        found = np.zeros((4, n, n))
        found[:, *np.triu_indices(n, 1)] = self._of(column, "pairs")[LOG if log else LEVEL]
        return np.asarray(found + found.transpose(0, 2, 1))

    def _of(self, column: str, name: str) -> np.ndarray:
        return np.asarray(self.arrays[name][self._columns.index(column)], float)


def table_of(lattice: Lattice) -> Table:
    """The small table of a lattice."""
    known = list(lattice.known)
    arrays: dict[str, np.ndarray] = {"columns": np.array(known)}
    for id in known:
        effects = lattice.effects(id)
        if id in EXACT:
            arrays |= _closed(f"exact/{id}", effects, FINE)
        else:
            mean, low, high = bands_of(effects)
            arrays |= _closed(f"mean/{id}", mean, COARSE) | _closed(f"ends/{id}", np.stack([low - mean, high - mean]), ENDS)
    arrays["today"] = np.array([lattice.today(id) for id in known])
    arrays["shapley"] = np.array([lattice.shapley(id) for id in known])
    arrays["corners"] = np.array([lattice.corners(id) for id in known], np.float32)
    there = np.triu_indices(len(lattice.head.parts), 1)
    pairs = [[lattice.pairs(id, log)[:, *there] for log in (False, True)] for id in known]
    arrays["pairs"] = np.array(pairs, np.float32)
    return Table(lattice.head, lattice.seeds, arrays)


def _closed(name: str, values: np.ndarray, steps: int) -> dict[str, np.ndarray]:
    """The values as small whole numbers of steps, with the step; zero stays zero, so today differs nowhere from itself."""
    step = float(np.ptp(values)) / steps or 1.0
    return {name: np.rint(values / step).astype(np.int8 if steps <= 127 else np.int16), f"{name}/step": np.array(step)}


def _opened(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    return np.asarray(arrays[name] * float(arrays[f"{name}/step"]), float)


def write_table(table: Table, file: Path) -> None:
    """Keep a table in a file. Raises OSError when the disk does not take it."""
    told = json.dumps({"head": asdict(table.head), "seeds": table.seeds})
    kept: dict[str, Any] = {name.replace("/", "|"): array for name, array in table.arrays.items()}

    def save(aside: Path) -> None:
        with aside.open("wb") as stream:
            np.savez_compressed(stream, told=np.array(told), **kept)

    write_aside(file, save)


def read_table(file: Path) -> Table:
    """The table in a file. Raises InputError when there is none, or it cannot be read."""
    try:
        with np.load(io.BytesIO(file.read_bytes())) as kept:
            told: dict[str, Any] = json.loads(str(kept["told"]))
            arrays = {name.replace("|", "/"): kept[name] for name in kept.files if name != "told"}
        return Table(head_from(told["head"]), tuple(told["seeds"]), arrays)
    except Exception as error:  # a broken archive raises whatever its reader meets first
        raise InputError(f"{file} is geen tabel van een lattice", f"{file} is no table of a lattice") from error


def shipped(situation: str) -> Table | None:
    """The table that comes with the product for a situation; None when there is none."""
    file = FOUND / f"{situation}.npz"
    return _read_once(file, file.stat().st_mtime_ns) if file.exists() else None


def situations_shipped() -> list[str]:
    """Ids of the situations of which a table ships."""
    return sorted(file.stem for file in FOUND.glob("*.npz"))


@cache
def _read_once(file: Path, _: int) -> Table:
    return read_table(file)
