"""History matching in waves: run, learn, rule out, and look closer at what is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calibration.fit.emulator import MOST, Emulators, on_one_thread, train
from calibration.fit.evaluate import Runner
from calibration.fit.region import CUT, RANK, Aim, Region, Survivors, narrow
from calibration.fit.space import FitError, Goals, Space, generator, seeds

SETTLED = 0.8  # a wave that leaves more than this of the region before it adds little


@dataclass(frozen=True)
class Plan:
    """How much is spent: runs in each wave, waves at most, and how the cut is made. `crowd` points follow the region."""

    runs: int = 1_000
    waves: int = 6
    cut: float = CUT
    rank: int = RANK
    crowd: int = 2_000
    settled: float = SETTLED


@dataclass(frozen=True)
class Check:
    """How well one summary is emulated, in its own unit; nan where it is not."""

    name: str
    error: float
    chance: float
    r2: float
    coverage: float
    rules_out: float  # share of the points before this wave at which it alone lies beyond the cut


@dataclass(frozen=True, eq=False)
class Wave:
    """What a wave did. share: of the whole space that is left after it, by volume, as far as found."""

    number: int
    runs: int
    failed: dict[int, str]
    share: float
    survivors: Survivors
    emulators: Emulators
    checks: tuple[Check, ...]


@dataclass(frozen=True, eq=False)
class Matched:
    """All waves. `region` and `points` are what is left; `emulators` learnt most recently, in and around it."""

    waves: tuple[Wave, ...]

    @property
    def region(self) -> Region:
        """What no wave ruled out."""
        return self.waves[-1].survivors.region

    @property
    def points(self) -> np.ndarray:
        """(crowd, k) unit coordinates spread evenly over it."""
        return self.waves[-1].survivors.points

    @property
    def emulators(self) -> Emulators:
        """Of the last wave."""
        return self.waves[-1].emulators


@on_one_thread
def match(space: Space, goals: Goals, runner: Runner, seed: int, plan: Plan | None = None) -> Matched:
    """Wave after wave until the region no longer shrinks, nothing lies below the cut, or the waves are spent.

    Each point is run once with a seed of its own, so that the emulators see chance too. With a store a stopped fit goes on
    where it was: the same seed asks for the same points (on another kind of machine later waves may ask for others).
    Raises FitError when no run gives a scored summary.
    """
    plan = plan or Plan()
    region, share = Region(space.size), 1.0
    points = design(space.size, plan.crowd, seed, "crowd")
    unit, summaries = np.empty((0, space.size)), np.empty((0, len(goals.names)))
    waves: list[Wave] = []
    for number in range(1, plan.waves + 1):
        asked = design(space.size, plan.runs, seed, "wave") if number == 1 else _some(points, plan.runs, seed, number)
        values = space.values(asked)
        done = runner.run(values, seeds(seed, f"wave {number}", plan.runs), f"wave-{number}")
        unit, summaries = _relevant(unit, summaries, region, space.unit(values), done.summaries)
        emulators = train(unit, summaries, seed, goals.scored, runner.processes)
        aim = Aim(emulators, goals)
        if not len(aim.places):
            raise _nothing(done.failed)
        checks = _checks(aim, points, plan.cut)
        survivors = narrow(region, points, aim, generator(seed, f"narrow {number}"), plan.cut, plan.rank)
        share *= survivors.kept
        region, points = survivors.region, survivors.points
        waves.append(Wave(number, plan.runs, done.failed, share, survivors, emulators, checks))
        if survivors.kept > plan.settled or survivors.cut > plan.cut:
            break
    return Matched(tuple(waves))


def design(k: int, n: int, seed: int, purpose: str) -> np.ndarray:
    """(n, k) points that fill the unit cube evenly: the first n of a scrambled Sobol sequence."""
    from scipy.stats import qmc

    power = int(np.ceil(np.log2(max(n, 2))))
    return np.asarray(qmc.Sobol(k, rng=generator(seed, purpose)).random_base2(power)[:n])


def _some(points: np.ndarray, n: int, seed: int, number: int) -> np.ndarray:
    """n of the crowd; when that is smaller, all of it over and over, which tells chance from the rest."""
    order = generator(seed, f"some {number}").permutation(len(points))
    return points[np.resize(order, n)]


def _relevant(
    unit: np.ndarray, summaries: np.ndarray, region: Region, new_unit: np.ndarray, new_summaries: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Earlier runs that lie in the region, and the new ones; the newest last, and no more than an emulator takes."""
    near = region.inside(unit) if len(unit) else np.zeros(0, bool)
    return (
        np.vstack([unit[near], new_unit])[-MOST:],
        np.vstack([summaries[near], new_summaries])[-MOST:],
    )


def _checks(aim: Aim, points: np.ndarray, cut: float) -> tuple[Check, ...]:
    beyond = dict(zip(aim.places.tolist(), (abs(aim.implausibility(points)) > cut).mean(0).tolist(), strict=True))
    found = []
    for place in np.flatnonzero(aim.goals.scored):
        name, e = aim.goals.names[place], aim.emulators.each[place]
        if e is None:
            found.append(Check(name, np.nan, np.nan, np.nan, np.nan, 0.0))
        else:
            found.append(Check(name, e.error, e.chance, e.r2, e.coverage, beyond[int(place)]))
    return tuple(found)


def _nothing(failed: dict[int, str]) -> FitError:
    first = next(iter(failed.values()), "")
    return FitError(
        "geen enkele meting die telt kreeg een waarde" + (f"; de eerste fout: {first}" if first else ""),
        "no summary that counts got a value" + (f"; the first error: {first}" if first else ""),
    )
