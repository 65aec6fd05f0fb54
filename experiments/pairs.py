"""Arms of an experiment side by side: the same worlds, the same luck, other terms; figures per seed, and bands over the seeds.

An arm is what one of the compared worlds lives under. All arms of a seed branch off from one burnt-in world, so that what
differs between two of them follows from what differs between their terms.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.policies.package import LeverUse, Package, Route, Scope
from sim.runs import efficacies
from sim.scenario import read_situation
from sim.warm import warm
from sim.world import Course, History, World, burnt_in_world

EVERYONE = Scope()


@dataclass(frozen=True)
class Size:
    """How large an experiment is: simulated people, months, and seeds (each seed is one pair of an arm with another)."""

    people: int
    months: int
    seeds: int
    threads: int = 2


@dataclass(frozen=True)
class Arm:
    """The terms of one world: doses by lever, routes, barriers that are off for everyone, and for whom the levers work."""

    doses: Mapping[str, float] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    off: tuple[str, ...] = ()
    scope: Scope = EVERYONE

    def also(self, **changes: float) -> "Arm":
        """The same arm with these levers (underscores for hyphens) at these doses too."""
        more = {name.replace("_", "-"): dose for name, dose in changes.items()}
        return Arm({**self.doses, **more}, self.routes, self.off, self.scope)

    def package(self) -> Package:
        """The arm as a package."""
        uses = tuple(LeverUse(lever=lever, dose=dose, scope=self.scope) for lever, dose in self.doses.items())
        return Package(id="arm", nl="Arm", en="Arm", levers=uses, routes=self.routes)


Figures = dict[str, np.ndarray]  # a figure's name -> float64[seeds]


def run_arms(
    arms: Mapping[str, Arm], size: Size, read: Callable[[History], Mapping[str, float]], situation: str = "nederland-2025",
    changes: Mapping[str, float] | None = None,
) -> dict[str, Figures]:  # fmt: skip
    """What `read` makes of each arm, seed by seed. How well levers work is drawn per seed, the same in all arms.

    `changes` sets parameters otherwise (by name) before the burn-in.
    """
    place = read_situation(situation)

    def one(seed: int) -> dict[str, Mapping[str, float]]:
        world = burnt_in_world(place, size.people, seed, changes)
        return {name: read(run_history(arm, world.copy(), size.months)) for name, arm in arms.items()}

    per_seed = over_seeds(one, size)
    return {name: joined([found[name] for found in per_seed]) for name in arms}


def over_seeds(one: Callable[[int], Any], size: Size) -> list[Any]:
    """One result for each seed 1, 2, ...; seeds share the threads."""
    warm()
    with ThreadPoolExecutor(max(1, size.threads)) as pool:
        return list(pool.map(one, range(1, size.seeds + 1)))


def run_history(arm: Arm, world: World, months: int) -> History:
    """So many months of a world, which it changes, under the terms of an arm."""
    package = arm.package()
    strengths = dict.fromkeys(arm.off, 0.0)
    return Course(world, package, yearly=False, efficacy=efficacies(package, world.seed), strengths=strengths).run(months)


def joined(found: Sequence[Mapping[str, float]]) -> Figures:
    """Figures of several seeds as one array each."""
    return {name: np.array([figures[name] for figures in found], dtype=np.float64) for name in found[0]}


@dataclass(frozen=True)
class Band:
    """A figure over pairs: mean, the span of the middle 80% of pairs, and the noise (standard error of the mean)."""

    mean: float
    low: float
    high: float
    noise: float
    pairs: int

    @property
    def sign(self) -> int:
        """1 or -1 when the mean lies more than two standard errors from nothing, else 0: its sign may be luck."""
        return 0 if not abs(self.mean) > 2.0 * self.noise else int(np.sign(self.mean))


def band(values: Any) -> Band:
    """The band of one value per pair (float64[pairs]); pairs without a value are left out. NaN when none has one."""
    found = np.asarray(values, dtype=np.float64)
    found = found[np.isfinite(found)]
    if not found.size:
        return Band(np.nan, np.nan, np.nan, np.nan, 0)
    low, high = np.quantile(found, (0.1, 0.9))
    noise = float(found.std(ddof=1) / np.sqrt(found.size)) if found.size > 1 else np.nan
    return Band(float(found.mean()), float(low), float(high), noise, int(found.size))


def ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """part / whole, NaN where there is no whole."""
    return np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.asarray(whole) > 0)


def pooled(part: np.ndarray, whole: np.ndarray) -> float:
    """Sum over pairs of the part by that of the whole: for shares of few people, where single pairs have hardly any."""
    return float(np.nansum(part) / np.nansum(whole)) if np.nansum(whole) > 0 else float("nan")
