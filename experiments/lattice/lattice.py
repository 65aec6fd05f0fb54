"""A finished lattice: all arms of all its seeds, and what follows from them exactly, seed by seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from experiments.lattice.answers import corners_of
from experiments.lattice.columns import Column, columns
from experiments.lattice.games import interaction, shapley
from experiments.lattice.store import Head, finished_seeds, read_head, read_values
from sim.contributions import ROUTE_WORDS, ROUTES
from sim.policies.catalogue import breakthroughs
from sim.reading import InputError
from sim.words import Both


@dataclass(frozen=True, eq=False)
class Lattice:
    """values: float64[seed, arm, column], in the units of the columns."""

    head: Head
    seeds: tuple[int, ...]
    values: np.ndarray

    @cached_property
    def known(self) -> dict[str, Column]:
        """The columns that have a value in every arm of every seed, by id."""
        there = np.isfinite(self.values).all(axis=(0, 1))
        return {id: columns()[id] for id, has in zip(self.head.columns, there, strict=True) if has}

    def levels(self, column: str) -> np.ndarray:
        """float64[seed, arm] of a column."""
        return self.values[:, :, self.head.columns.index(column)]

    def today(self, column: str) -> np.ndarray:
        """float64[seed]: the level of today."""
        return self.levels(column)[:, 0]

    def effects(self, column: str) -> np.ndarray:
        """float64[seed, arm]: each arm less today in the same world."""
        levels = self.levels(column)
        return levels - levels[:, :1]

    def has_effects(self, column: str) -> bool:
        """Whether every seed of every arm is known: here always."""
        return column in self.known

    def means(self, column: str) -> np.ndarray:
        """float64[arm]: the effect, as a mean over seeds."""
        return self.effects(column).mean(axis=0)

    def shapley(self, column: str) -> np.ndarray:
        """float64[seed, part]: what each breakthrough is worth; sums to the effect of all."""
        return shapley(self.effects(column))

    def corners(self, column: str) -> np.ndarray:
        """float64[seed, 2n + 1]: each alone, all, all but each."""
        return corners_of(self.effects(column))

    def interaction(self, column: str, log: bool = False) -> np.ndarray | None:
        """float64[seed, part, part], on the level or on the log; None where a level is not above zero, so has no log."""
        if not log:
            return interaction(self.effects(column))
        levels = self.levels(column)
        return interaction(np.log(levels)) if (levels > 0).all() else None

    def pairs(self, column: str, log: bool = False) -> np.ndarray:
        """float64[4, part, part]: interaction of each pair, mean, both ends of the band, and standard error of the mean.

        nan where there is no log, and the error with one seed.
        """
        n, found = len(self.head.parts), self.interaction(column, log)
        if found is None:
            return np.full((4, n, n), np.nan)
        error = found.std(axis=0, ddof=1) / np.sqrt(len(found)) if len(found) > 1 else np.full((n, n), np.nan)
        return np.concatenate((bands_of(found), error[None]))


def bands_of(values: np.ndarray) -> np.ndarray:
    """float64[3, ...]: mean, low and high end of the band over the first axis, that of the seeds."""
    return np.stack([values.mean(axis=0), *np.quantile(values, (0.1, 0.9), axis=0)])


def read_lattice(folder: Path, seeds: Sequence[int] | None = None) -> Lattice:
    """The lattice in a folder, of its finished seeds or of these among them.

    Raises InputError when there is none, when no seed is finished, or when a file is damaged.
    """
    head = read_head(folder)
    whole = finished_seeds(folder, head)
    asked = whole if seeds is None else [seed for seed in whole if seed in set(seeds)]
    if not asked:
        raise InputError(f"in {folder} is nog geen enkele seed af", f"no seed is finished yet in {folder}")
    return Lattice(head, tuple(asked), np.stack([read_values(folder, head, seed) for seed in asked]))


def words_of(part: str) -> Both:
    """The name of a breakthrough, with its code; of the routes of a programme theirs."""
    if part == ROUTES:
        return ROUTE_WORDS
    one = breakthroughs()[part]
    return Both(f"{one.code} {one.nl}", f"{one.code} {one.en}")
