"""All that is asked of a lattice at once, for one measure and one cost, as plain records that a command or a page can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np

from experiments.lattice.answers import (
    Band,
    BestNext,
    Smallest,
    Together,
    band,
    best_next,
    outspoken,
    pareto,
    parts_in,
    smallest,
    together,
)
from experiments.lattice.columns import Column
from experiments.lattice.store import Head
from sim.plain import plain


class Source(Protocol):
    """What a lattice and its small table have in common."""

    @property
    def head(self) -> Head: ...
    @property
    def seeds(self) -> tuple[int, ...]: ...
    @property
    def known(self) -> dict[str, Column]: ...
    def has_effects(self, column: str) -> bool: ...
    def effects(self, column: str) -> np.ndarray: ...
    def means(self, column: str) -> np.ndarray: ...
    def today(self, column: str) -> np.ndarray: ...
    def shapley(self, column: str) -> np.ndarray: ...
    def corners(self, column: str) -> np.ndarray: ...
    def pairs(self, column: str, log: bool = False) -> np.ndarray: ...


@dataclass(frozen=True)
class Part:
    """A breakthrough: its Shapley value, its effect alone, and what it adds to all others."""

    id: str
    shapley: Band
    alone: Band
    last: Band


@dataclass(frozen=True)
class Pair:
    """How much two breakthroughs strengthen each other (or, below zero, do each other's work); `log` None without ratios.

    `direction` is more or less when that holds among all pairs beyond chance (`outspoken`), else not-certain.
    """

    one: str
    other: str
    level: Band
    log: Band | None
    direction: str


@dataclass(frozen=True)
class Worth:
    """A package that nothing cheaper matches: effect and cost as means over seeds."""

    parts: list[str]
    effect: float
    cost: float


@dataclass(frozen=True)
class Report:
    """The answers for one measure. `smallest` and `next` are None where only bands are known of the measure (`exact` False);
    `smallest` also when all together do no good. Pairs stand strongest first.
    """

    measure: Column
    cost: Column
    share: float
    given: list[str]
    exact: bool
    today: Band
    parts: list[Part]
    together: Together
    verdict: str
    pairs: list[Pair]
    smallest: Smallest | None
    smallest_parts: list[str]
    next: BestNext | None
    worth: list[Worth]

    def to_json(self) -> dict[str, Any]:
        """The report as plain data; what does not exist is null."""
        made: dict[str, Any] = plain(self)
        return made


def report_of(source: Source, measure: str, cost: str, share: float, given: int) -> Report:
    """The answers from a lattice or its table; `given` is a bit mask. Raises KeyError for a column that it has not."""
    column, parts = source.known[measure], source.head.parts
    whole = together(source.corners(measure), source.today(measure))
    exact = source.has_effects(measure)
    fewest = smallest(source.effects(measure), share, column.sign) if exact else None
    return Report(
        column, source.known[cost], share, parts_in(given, parts), exact, band(source.today(measure)), parts_of(source, measure),
        whole, whole.verdict(column.sign), pairs_of(source, measure), fewest, parts_in(fewest.arm, parts) if fewest else [],
        best_next(source.effects(measure), given, column.sign) if exact else None, worth_of(source, measure, cost),
    )  # fmt: skip


def parts_of(source: Source, measure: str) -> list[Part]:
    """Each breakthrough, in the order of the catalogue."""
    values, corners = source.shapley(measure), source.corners(measure)
    n = len(source.head.parts)
    last = corners[:, n : n + 1] - corners[:, n + 1 :]
    return [
        Part(id, band(values[:, k]), band(corners[:, k]), band(last[:, k])) for k, id in enumerate(source.head.parts)
    ]  # fmt: skip


def pairs_of(source: Source, measure: str) -> list[Pair]:
    """The interaction of each pair, the strongest first."""
    level, log, parts, seeds = source.pairs(measure), source.pairs(measure, log=True), source.head.parts, len(source.seeds)
    count = len(parts) * (len(parts) - 1) // 2
    found = [
        Pair(
            parts[low], parts[high], _banded(level[:, low, high], source),
            _banded(log[:, low, high], source) if np.isfinite(log[0]).all() else None,
            outspoken(float(level[0, low, high]), float(level[3, low, high]), seeds, count),
        )
        for high in range(len(parts)) for low in range(high)
    ]  # fmt: skip
    return sorted(found, key=lambda pair: -abs(pair.level.middle))


def _banded(ends: np.ndarray, source: Source) -> Band:
    middle, low, high = (float(end) for end in ends[:3])
    return Band(middle, low, high, len(source.seeds))


def certain(pairs: Sequence[Pair], direction: str) -> list[Pair]:
    """Those of which it is certain that they differ from zero to this side (more, less), strongest first."""
    return [pair for pair in pairs if pair.direction == direction]


def worth_of(source: Source, measure: str, cost: str) -> list[Worth]:
    """The Pareto set of effect against a cost, by rising cost."""
    effects, costs = source.means(measure), source.means(cost)
    found = pareto(effects, costs, source.known[measure].sign)
    return [Worth(parts_in(arm, source.head.parts), float(effects[arm]), float(costs[arm])) for arm in found]


def head_to_json(source: Source) -> dict[str, Any]:
    """Of what the answers are: for JSON."""
    made: dict[str, Any] = plain({**asdict(source.head), "seeds": source.seeds})
    return made
