"""What each breakthrough in a package contributes: alone, when it is left out, and how they work together.

In every run all arms branch off from one burnt-in world under the same luck: today, the package, each breakthrough of it alone,
and the package without each. The routes of a programme belong to no breakthrough, and count as a part of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.effects import EffectRow, effect_row
from sim.measures import MEASURES, measure
from sim.parallel import Progress, over_runs
from sim.plain import plain
from sim.policies.catalogue import barriers, breakthroughs
from sim.policies.package import Package, active_uses
from sim.reading import InputError
from sim.runs import RunPlan, advance
from sim.warm import warm
from sim.words import Both
from sim.world import burnt_in_world

READ = ("lasting-crossings", "public-cost")  # ids of sim.measures.MEASURES
ROUTES = "routes"
ROUTE_WORDS = Both("De route van het programma", "The route of the programme")
Arm = frozenset[str]  # ids of the parts that work in it; none of them is today
TODAY: Arm = frozenset()
Figures = Mapping[Arm, Mapping[str, float]]  # of one run: each arm's measures


@dataclass(frozen=True)
class Contribution:
    """What one breakthrough (or the routes) adds, by measure. `barrier` is the id of the one it takes away, "" for routes.

    `alone`: with only this, against today. `left_out`: the package against the package without this. `with_others`: left out
    less alone, what it owes to the others or they to it. In each row the middle is the mean over the runs, so that sums are right;
    `effect` is the contribution.
    """

    id: str
    code: str
    words: Both
    barrier: str
    barrier_words: Both
    alone: Mapping[str, EffectRow]
    left_out: Mapping[str, EffectRow]
    with_others: Mapping[str, EffectRow]


@dataclass(frozen=True)
class Contributions:
    """Of a whole package, by measure: its effect, its parts, and `interplay`: the effect less the sum of the parts alone."""

    runs: int
    whole: Mapping[str, EffectRow]
    parts: list[Contribution]
    interplay: Mapping[str, EffectRow]

    def to_json(self) -> dict[str, Any]:
        """The contributions as plain data."""
        made: dict[str, Any] = plain(self)
        return made


def parts_of(package: Package) -> list[str]:
    """Ids of the breakthroughs that have a lever at work in the package, in the order of the catalogue; then routes, if any."""
    used = {use.lever for use in active_uses(package)}
    return [id for id, one in breakthroughs().items() if used & set(one.levers)] + ([ROUTES] if package.routes else [])


def part_package(package: Package, arm: Iterable[str]) -> Package:
    """The package with only these parts at work."""
    there = set(arm)
    levers = {lever for id in there - {ROUTES} for lever in breakthroughs()[id].levers}
    uses = tuple(use for use in active_uses(package) if use.lever in levers)
    return package.model_copy(update={"levers": uses, "routes": package.routes if ROUTES in there else ()})


def arms_of(parts: Sequence[str]) -> list[Arm]:
    """Today, the whole, each part alone and the whole without each; what comes to the same is there once."""
    whole = frozenset(parts)
    return list(dict.fromkeys([TODAY, whole, *(frozenset([id]) for id in parts), *(whole - {id} for id in parts)]))


def contributions(
    plan: RunPlan, progress: Progress | None = None, finished: Callable[[Contributions], None] | None = None,
    runs: range | None = None,
) -> Contributions:  # fmt: skip
    """Run all arms of the plan's package, and say what each part contributes.

    `finished` hears the contributions over the runs so far, in the caller's thread; `runs` asks for part of the plan's. Raises
    InputError when the package has no breakthrough at work, and sim.parallel.Stopped when the user stops it: its results are the
    figures of finished runs, for `contributions_of`.
    """
    package = working(plan.package)
    warm()
    found: list[Figures] = []

    def heard(figures: Figures) -> None:
        found.append(figures)
        if finished:
            finished(contributions_of(package, found))

    asked = range(plan.runs) if runs is None else runs
    return contributions_of(
        package, over_runs(asked, lambda run, tell: _figures(plan, package, run, tell), plan.threads, progress, heard)
    )


def working(package: Package | None) -> Package:
    """The package itself; raises InputError when no breakthrough is at work in it."""
    if package is None or not parts_of(package):
        nl = "dit pakket verandert niets, kies een pakket met een doorbraak"
        raise InputError(nl, "this package changes nothing, choose one with a breakthrough")
    return package


def _figures(plan: RunPlan, package: Package, run: int, tell: Progress) -> Figures:
    """The measures of each arm of one run."""
    arms = arms_of(parts_of(package))
    share = 1.0 / (len(arms) + 1)
    start = burnt_in_world(plan.situation, plan.workers, plan.seed + run, plan.assumed, progress=lambda x: tell(share * x))
    found: dict[Arm, dict[str, float]] = {}
    for k, arm in enumerate(arms):
        before = share * (k + 1)
        under = replace(plan, package=part_package(package, arm) if arm else package)
        name = "package" if arm else "today"
        history = advance(under, start.copy(), name, False, lambda x, b=before: tell(b + share * x), events=False)  # type: ignore[misc]
        measures = measure(history)
        found[arm] = {id: measures[id] for id in READ}
    return found


def contributions_of(package: Package, found: Sequence[Figures]) -> Contributions:
    """The contributions over these runs; raises ValueError without any."""
    if not found:
        raise ValueError("There is no finished run to take contributions from.")
    parts = parts_of(package)
    whole = frozenset(parts)
    values = {arm: np.array([[figures[arm][id] for figures in found] for id in READ]) for arm in arms_of(parts)}
    gain = values[whole] - values[TODAY]
    alone = {part: values[frozenset([part])] - values[TODAY] for part in parts}
    left_out = {part: values[whole] - values[whole - {part}] for part in parts}
    made = [
        Contribution(
            part, *_named(part), _rows(values[TODAY], values[frozenset([part])]), _rows(values[whole - {part}], values[whole]),
            _rows(alone[part], left_out[part]),
        )
        for part in parts
    ]  # fmt: skip
    together = np.sum([alone[part] for part in parts], axis=0)
    return Contributions(len(found), _rows(values[TODAY], values[whole]), made, _rows(together, gain))


def _rows(today: np.ndarray, other: np.ndarray) -> dict[str, EffectRow]:
    """The statistics over runs of each measure (float64[measure, run] twice), with means in the middle."""
    return {id: _row(id, today[k], other[k]) for k, id in enumerate(READ)}


def _row(id: str, today: np.ndarray, other: np.ndarray) -> EffectRow:
    m = MEASURES[id]
    row = effect_row(id, m.nl, m.en, m.unit, m.better, today, other)
    return replace(row, today=float(today.mean()), package=float(other.mean()), effect=float((other - today).mean()))


def _named(part: str) -> tuple[str, Both, str, Both]:
    """(code, words, barrier, its words) of a part."""
    if part == ROUTES:
        return "", ROUTE_WORDS, "", Both("", "")
    one = breakthroughs()[part]
    barrier = barriers()[one.barrier]
    return one.code, Both(one.nl, one.en), barrier.id, Both(barrier.nl, barrier.en)
