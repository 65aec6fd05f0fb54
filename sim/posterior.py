"""The parameter sets that fit the patterns of today's labour market: what is estimated, and how far it is still unknown.

`estimate/posterior.csv` holds one set a row, in random order, as the calibration left them (docs/validation.md). Every run lives
under one of them; two runs with neighbouring seeds share a set, so that a band can be split into chance and what is not known.

The user may name another file (sim/own_sets.py), such as what was learnt from a pilot. It may hold more parameters than the
shipped one.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from sim.own_sets import asked_file
from sim.parameters import parameters

FILE = Path(__file__).parent / "estimate" / "posterior.csv"
RUNS_A_SET = 2


@dataclass(frozen=True)
class Posterior:
    """Accepted parameter sets: float64 (sets, names), in the units of parameters.csv."""

    names: tuple[str, ...]
    values: np.ndarray

    def __len__(self) -> int:
        return len(self.values)

    @property
    def fingerprint(self) -> str:
        """16 hex characters that change with any value."""
        return hashlib.sha256(repr((self.names, self.values.tolist())).encode()).hexdigest()[:16]

    def of(self, number: int) -> dict[str, float]:
        """A set by its number."""
        return dict(zip(self.names, self.values[number].tolist(), strict=True))

    def interval(self, name: str, level: float = 0.9) -> tuple[float, float]:
        """Between which values a parameter lies in the middle `level` of the sets."""
        column = self.values[:, self.names.index(name)]
        low, high = np.quantile(column, ((1 - level) / 2, (1 + level) / 2))
        return float(low), float(high)


def posterior() -> Posterior:
    """The sets under which runs live: those that come with the product, or those of the file that the user named."""
    return _read(Path(asked_file() or FILE))


@cache
def _read(file: Path) -> Posterior:
    return read_posterior(file)


def read_posterior(file: Path) -> Posterior:
    """The sets of a file; raises KeyError for a parameter that there is not, ValueError for what is no number."""
    with file.open(encoding="utf-8", newline="") as handle:
        names, *rows = list(csv.reader(handle))
    for name in names:
        parameters()[name]
    return Posterior(tuple(names), np.array(rows, dtype=float).reshape(len(rows), len(names)))


def write_posterior(names: Sequence[str], values: np.ndarray, file: Path = FILE) -> None:
    """Keep sets, each value with five significant digits."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([f"{value:.5g}" for value in row] for row in values)


def draw_of(seed: int) -> int:
    """Which draw of all that is not known a run with this seed lives under; neighbouring seeds share one."""
    return seed // RUNS_A_SET


def number_of(seed: int) -> int:
    """Number of the parameter set that a run with this seed lives under; each set has its turn before any comes back."""
    return draw_of(seed) % len(posterior())


def drawn(seed: int) -> dict[str, float]:
    """The parameter set that a run with this seed lives under, by name."""
    return posterior().of(number_of(seed))
