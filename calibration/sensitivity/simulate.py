"""One run of the study: several worlds under the same settings, each as today and under each package; what the packages change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from calibration.sensitivity.groups import PACKAGES, STUDY, Case, Point, packages_of, point_of, situation_of
from sim.agents import codes
from sim.measures import measure
from sim.policies.package import Package
from sim.world import Course, History, World, burn_in, fresh_world

PEOPLE, MONTHS, WORLDS = 20_000, 36, 4
LEVEL, EFFECT, COST, PRICE, LEAD = "level", "effect", "cost", "price", "lead"
NO_DROP_OUT = (codes.FOUND_OWN_JOB, codes.LEFT_LABOUR_FORCE, codes.COMPLETED)
LASTING, DROP_OUTS, PUBLIC_COST = "lasting-crossings", "drop-outs", "public-cost"


@dataclass(frozen=True)
class Outcome:
    """Something that a run shows; all over the months of the run, in real people.

    level : lasting crossings today, people; drop-outs today, % of who took part.
    effect : lasting crossings that a package adds, people.
    cost : what it adds to the spending of UWV and governments, EUR million a year.
    price : that spending for each lasting crossing added, EUR thousand; nan where it adds none.
    lead : the effect of the first package less that of the second, people.
    """

    kind: str
    of: tuple[str, ...]
    unit: str

    @property
    def name(self) -> str:
        """Its name in tables."""
        return " ".join((self.kind, *self.of))


@cache
def outcomes(packages: tuple[str, ...] = PACKAGES) -> tuple[Outcome, ...]:
    """All outcomes of a run, in order."""
    return (
        Outcome(LEVEL, (LASTING,), "people"), Outcome(LEVEL, (DROP_OUTS,), "%"),
        *(Outcome(EFFECT, (name,), "people") for name in packages),
        *(Outcome(COST, (name,), "EUR million a year") for name in packages),
        *(Outcome(PRICE, (name,), "EUR thousand") for name in packages),
        *(Outcome(LEAD, pair, "people") for pair in combinations(packages, 2)),
    )  # fmt: skip


def names(packages: tuple[str, ...] = PACKAGES) -> tuple[str, ...]:
    """The names of all outcomes, in order."""
    return tuple(one.name for one in outcomes(packages))


def simulate(
    values: Sequence[float] | np.ndarray, seed: int, people: int = PEOPLE, months: int = MONTHS, worlds: int = WORLDS,
    case: Case = STUDY,
) -> np.ndarray:  # fmt: skip
    """float64 (outcomes,): what comes out under these values of all that varies, on average over the worlds."""
    return compared(averages(values, seed, people, months, worlds, (LASTING, PUBLIC_COST), case), months, tuple(packages_of(case)))


def averages(
    values: Sequence[float] | np.ndarray, seed: int, people: int, months: int, worlds: int, measures: tuple[str, ...], case: Case
) -> dict[str, float]:
    """What `in_one_world` shows, on average over the worlds; nan where none of them shows it."""
    point = point_of(values, seed, worlds, case)
    found = [in_one_world(point, own, people, months, measures, case) for own in point.seeds]
    return {name: _mean([one[name] for one in found]) for name in found[0]}


def _mean(values: list[float]) -> float:
    there = [value for value in values if np.isfinite(value)]
    return float(np.mean(there)) if there else float("nan")


def in_one_world(
    point: Point, seed: int, people: int, months: int, measures: tuple[str, ...] = (LASTING, PUBLIC_COST), case: Case = STUDY
) -> dict[str, float]:
    """Measures as today (by name) and under each package ("name package"), and drop-outs today."""
    start = settled(point, seed, people, case)
    today = _run(start.copy(), point, months, None)
    found = {DROP_OUTS: drop_outs(today), **_read(today, measures, "")}
    for name, package in packages_of(case).items():
        found |= _read(_run(start.copy(), point, months, package), measures, f" {name}")
    return found


def settled(point: Point, seed: int, people: int, case: Case = STUDY) -> World:
    """A world in its steady state under a point's parameters and strengths; nothing is kept on disk."""
    world = fresh_world(situation_of(case), people, seed, point.changes)
    burn_in(world, strengths=point.strengths)
    return world


def _run(world: World, point: Point, months: int, package: Package | None) -> History:
    course = Course(
        world, package, keep=package is None, yearly=False, efficacy=point.efficacy, strengths=point.strengths
    )  # events are read of today only
    return course.run(months)


def _read(history: History, measures: tuple[str, ...], behind: str) -> dict[str, float]:
    found = measure(history)
    return {name + behind: found[name] for name in measures}


def drop_outs(history: History) -> float:
    """Of 100 people who took part in the bridge, how many left it before a start, other than for work of their own or to stop
    working; nan when nobody took part.
    """
    books = history.books
    events = books.events[: int(books.event_count[0])]
    took_part = int(((events.event == codes.STAGE) & (events.stage == codes.ORIENTED)).sum())
    left = events[(events.event == codes.LEFT_BRIDGE) & (events.stage >= codes.ORIENTED) & (events.stage < codes.STARTED)]
    return 100.0 * float((~np.isin(left.reason, NO_DROP_OUT)).sum()) / took_part if took_part else float("nan")


def compared(shown: dict[str, float], months: int, packages: tuple[str, ...] = PACKAGES) -> np.ndarray:
    """float64 (outcomes,): the outcomes of a run from what `in_one_world` shows on average."""
    extra = {name: shown[f"{LASTING} {name}"] - shown[LASTING] for name in packages}
    spent = {name: shown[f"{PUBLIC_COST} {name}"] - shown[PUBLIC_COST] for name in packages}

    def value(one: Outcome) -> float:
        name = one.of[0]
        if one.kind == LEVEL:
            return shown[name]
        if one.kind == EFFECT:
            return extra[name]
        if one.kind == COST:
            return spent[name]
        if one.kind == PRICE:
            return 1e3 * spent[name] * months / 12.0 / extra[name] if extra[name] > 0 else float("nan")
        return extra[name] - extra[one.of[1]]

    return np.array([value(one) for one in outcomes(packages)])
