"""What each breakthrough that a table tried adds, from the lattice of the situation: every combination of them, nothing guessed.

The lattice holds breakthroughs at their full dose from the first month, so this is not the table's own run: it says how the parts
of what it tried share what they bring together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from experiments.lattice.games import shapley
from experiments.lattice.table import Table, shipped
from workshop.scores import LASTING


@dataclass(frozen=True)
class Share:
    """The Shapley value of a breakthrough among those that were tried: real people, mean over worlds, lowest and highest."""

    breakthrough: str
    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class Contributed:
    """The shares, the largest first, which sum to what all of them bring together (`whole`), and of how many worlds and people.

    current : False when the lattice was made by another version of the model or with other parameter sets.
    """

    shares: tuple[Share, ...]
    whole: float
    worlds: int
    workers: int
    months: int
    current: bool


def contributed(situation: str, tried: Collection[str]) -> Contributed | None:
    """What the breakthroughs that were tried add; None where nothing was, or where no lattice of the situation ships."""
    table = shipped(situation)
    if table is None or not table.has_effects(LASTING):
        return None
    return shared(table, tried)


def shared(table: Table, tried: Collection[str]) -> Contributed | None:
    """The same from a table at hand."""
    named = [part for part in table.head.parts if part in tried]
    if not named:
        return None
    bits = np.array([1 << table.head.parts.index(part) for part in named])
    chosen = (np.arange(1 << len(named))[:, None] >> np.arange(len(named))) & 1
    game = table.effects(LASTING)[:, chosen @ bits]  # of each seed, every combination of what was tried
    values = shapley(game)
    shares = [
        Share(part, float(column.mean()), float(column.min()), float(column.max()))
        for part, column in zip(named, values.T, strict=True)
    ]
    shares.sort(key=lambda share: -share.middle)
    head = table.head
    return Contributed(tuple(shares), float(game[:, -1].mean()), len(table.seeds), head.workers, head.months, table.current)
