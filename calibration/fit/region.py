"""What history matching has not ruled out: points of the space whose expected summaries lie near enough to the targets.

Implausibility (Craig, Goldstein, Seheult and Smith 1997; Vernon, Goldstein and Bower 2010) of a target at a point:
|expected - target| / sqrt(variance of emulator and of chance + variance of the target's band + discrepancy²).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calibration.fit.emulator import Emulators, on_one_thread
from calibration.fit.space import Goals
from calibration.fit.walk import walk

CUT = 3.0  # Pukelsheim's three-sigma rule: 95% of any single-peaked distribution lies within
RANK = 2  # the cut is on the second largest, so that one badly emulated or wrong target rules nothing out by itself
TINY = 1e-18  # a variance below any that matters, so that a target without a band divides by something
OWN = 0.2  # of an emulator's variance that is its own error at least, whatever twins say: 350 terms learnt from 2,000 runs
KEEP = 0.5  # of the crowd at each step down to the cut
LEVELS = 60  # steps at most


@dataclass(frozen=True, eq=False)
class Aim:
    """Emulators with the goals that they are held against.

    chance : (m,) standard deviation of chance in a run (`twins.chance`), when the goals have none of it: a country is far larger
        than a run. None when they have as much, as synthetic truths do; and for waves, which then rule out less.
    """

    emulators: Emulators
    goals: Goals
    chance: np.ndarray | None = None

    @property
    def places(self) -> np.ndarray:
        """Places of the summaries that are scored and emulated."""
        return np.flatnonzero(self.goals.scored & self.emulators.known)

    def implausibility(self, unit: np.ndarray) -> np.ndarray:
        """(n, places) of each such summary at points (n, k): how many standard deviations off, negative below the target."""
        places = self.places
        off = self.emulators.mean(unit, places) - self.goals.central[places]
        band = self.goals.spread(off < 0, places)
        return off / np.sqrt(self._variance(places) + band**2 + self.goals.discrepancy[places] ** 2 + TINY)

    def _variance(self, places: np.ndarray) -> np.ndarray:
        """(places,) of the emulators, less chance where the goals have none."""
        both = self.emulators.variance(places)
        return both if self.chance is None else np.maximum(both - np.nan_to_num(self.chance[places]) ** 2, OWN * both)

    def ruling(self, unit: np.ndarray, rank: int) -> np.ndarray:
        """(n,) the implausibility that rules: the `rank`-th largest of all summaries."""
        off = np.sort(abs(self.implausibility(unit)), axis=1)
        return off[:, -min(rank, off.shape[1])] if off.shape[1] else np.zeros(len(unit))


@dataclass(frozen=True, eq=False)
class Region:
    """The part of the unit cube that no wave ruled out; without waves the whole cube.

    cuts : (aim, rank, highest implausibility allowed) of each wave. The last wave is asked first, as it rules out most.
    """

    size: int  # k
    cuts: tuple[tuple[Aim, int, float], ...] = ()

    def inside(self, unit: np.ndarray) -> np.ndarray:
        """(n,) bool for points (n, k) of the unit cube."""
        left = np.arange(len(unit))
        for aim, rank, cut in reversed(self.cuts):
            if len(left):
                left = left[aim.ruling(unit[left], rank) <= cut]
        found = np.zeros(len(unit), bool)
        found[left] = True
        return found

    def density(self, unit: np.ndarray, _: np.ndarray | None = None) -> np.ndarray:
        """(n,) logarithm of the uniform density: 0 inside, -inf outside."""
        return np.where(self.inside(unit), 0.0, -np.inf)

    def narrowed(self, aim: Aim, rank: int, cut: float) -> Region:
        """What is left when these emulators rule too."""
        return Region(self.size, (*self.cuts, (aim, rank, cut)))


@dataclass(frozen=True, eq=False)
class Survivors:
    """points : (n, k) spread evenly over the region. kept : share of the region before it that is left of it, by volume.

    cut : the implausibility reached: the one asked, or a higher one when nothing was found below that, so that the targets
    cannot be met together as far as the emulators can tell.
    """

    region: Region
    points: np.ndarray
    kept: float
    cut: float
    failing: tuple[str, ...]  # summaries still beyond the cut asked at the best point found


@on_one_thread
def narrow(
    before: Region, points: np.ndarray, aim: Aim, rng: np.random.Generator, cut: float = CUT, rank: int = RANK, sweeps: int = 6
) -> Survivors:
    """Go down to the cut in steps that each keep half of a crowd spread over the region before (subset simulation).

    So that a region of a millionth of the cube is found as well as half of it: Au and Beck 2001.
    """
    n = len(points)
    off = aim.ruling(points, rank)
    kept = 1.0
    level = np.inf
    for _ in range(LEVELS):
        reached = max(cut, float(np.quantile(off, KEEP)))
        if reached > cut and reached >= level * 0.999:  # no lower, however often it moves
            break
        level = reached
        left = np.flatnonzero(off <= level)
        kept *= len(left) / n
        points = points[rng.choice(left, n)] if len(left) < n else points
        points = _spread(before, points, aim, rank, level, sweeps, rng)
        off = aim.ruling(points, rank)
        if level <= cut:
            break
    names = np.array(aim.goals.names)[aim.places]
    best = abs(aim.implausibility(points[[int(np.argmin(off))]]))[0]
    failing = tuple(names[best > cut]) if level > cut else ()
    return Survivors(before.narrowed(aim, rank, level), points, kept, level, failing)


def _spread(
    before: Region, points: np.ndarray, aim: Aim, rank: int, level: float, sweeps: int, rng: np.random.Generator
) -> np.ndarray:
    """Let the crowd walk through what is below the level."""
    density = before.narrowed(aim, rank, level).density
    return walk(points, np.zeros(len(points)), density, sweeps, rng)[0]
