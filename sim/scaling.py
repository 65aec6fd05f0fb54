"""The same package for a small group and a large one: what it does per participant as it grows, and what runs short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.effects import EffectRow, effect_row, pairs_of
from sim.plain import plain
from sim.policies.package import Package, active_uses, distinct_scopes
from sim.reading import InputError
from sim.runs import RunResult
from sim.scenario import Situation
from sim.words import Both, between, written

# One line a measure reads best, however long its two names are.
# ruff: noqa: E501
# (measure, its name here, nl, en, unit, better, what makes it a figure per participant)
PER_PARTICIPANT = (
    ("scope-lasting", "lasting", "Blijvende overstappen per 100 deelnemers", "Lasting crossings per 100 participants", "people", "higher", 100.0),
    ("scope-safe", "safe", "Veilige overstappen per 100 deelnemers", "Safe crossings per 100 participants", "people", "higher", 100.0),
    ("scope-income-lost", "income-lost", "Gemist inkomen per deelnemer", "Income missed per participant", "EUR", "lower", 1e6),
    ("lasting-crossings", "market-lasting", "Blijvende overstappen op de hele markt per 100 deelnemers", "Lasting crossings in the whole market per 100 participants", "people", "higher", 100.0),
)  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """One size: real people asked for, how many the package reached, what it did for each of them, what ran short.

    `refusals` are shares (0-1) of all refusals of people in scope in the package's world, `full` shares of pools and courses.
    """

    people: int
    reached: float
    effects: list[EffectRow]
    refused: float
    refusals: dict[str, float]
    full: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """The size as plain data."""
        made: dict[str, Any] = plain(self)
        return made


def scaled(package: Package, people: int, situation: Situation) -> Package:
    """The package for so many real people: its cohorts get that size; when it has none, each of its scopes becomes one.

    Raises InputError when the situation has fewer people.
    """
    if not 1 <= people <= situation.people:
        allowed = between(1, situation.people, Both("mensen", "people"))
        nl = f"een groep van {written(people, 'nl')} kan hier niet, de grootte moet {allowed.nl} liggen"
        raise InputError(nl, f"a group of {written(people, 'en')} cannot be had here, its size must lie {allowed.en}")
    cohorts = [scope for scope in distinct_scopes(package) if scope.cohort is not None]
    uses, routes = (
        tuple(
            part.model_copy(update={"scope": part.scope.model_copy(update={"cohort": people})})
            if not cohorts or part.scope.cohort is not None
            else part
            for part in parts
        )
        for parts in (active_uses(package), package.routes)
    )
    return package.model_copy(update={"levers": uses, "routes": routes})


def scale(people: int, results: Sequence[RunResult]) -> Scale:
    """What one size gave; raises ValueError when no pair is complete."""
    pairs = pairs_of(results)
    if not pairs:
        raise ValueError("There is no pair of a run in today's world and in the package's world to compare.")
    reached = np.array([package.measures["scope-people"] for _, package in pairs])
    effects = [_effect(row, pairs, reached) for row in PER_PARTICIPANT] if reached.any() else []
    counts = _means([package.refusals for _, package in pairs])
    total = sum(counts.values())
    shares = {name: count / total if total else float("nan") for name, count in counts.items()}
    return Scale(people, float(np.median(reached)), effects, total, shares, _means([package.full for _, package in pairs]))


def _effect(row: tuple[Any, ...], pairs: Sequence[tuple[RunResult, RunResult]], reached: np.ndarray) -> EffectRow:
    measure, id, nl, en, unit, better, each = row
    today, package = (np.array([pair[k].measures[measure] for pair in pairs]) for k in (0, 1))
    there = np.where(reached > 0, reached, np.nan)
    return effect_row(id, nl, en, unit, better, each * today / there, each * package / there)


def _means(counts: Sequence[dict[str, float]]) -> dict[str, float]:
    """Mean over pairs of each count; pairs without a value are left out."""
    found = {}
    for name in counts[0]:
        values = np.array([count[name] for count in counts])
        there = values[np.isfinite(values)]
        found[name] = float(there.mean()) if there.size else float("nan")
    return found
