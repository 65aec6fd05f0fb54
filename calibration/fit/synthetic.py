"""Does the method find back what was put in? Truths drawn in the space, their summaries made by the model, fitted as if observed.

The emulators are those that are there already: another target vector costs no further run, which is what makes twenty truths
affordable. Each truth is seen with the error that a target has (band and discrepancy), so that 90% intervals should hold 90%.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from calibration.fit.emulator import Emulators
from calibration.fit.evaluate import Runner
from calibration.fit.posterior import INTERVAL, SETS, Posterior, posterior
from calibration.fit.region import Aim, Region
from calibration.fit.space import Goals, Space, generator, seeds
from sim.chance import spread_of_worlds

TRUTHS = 20


@dataclass(frozen=True, eq=False)
class Recovery:
    """Truths (t, k) in unit coordinates; for each truth and parameter its 90% interval (t, k, 2) and whether it was identified."""

    space: Space
    truths: np.ndarray
    intervals: np.ndarray
    identified: np.ndarray
    failed: dict[int, str]

    @property
    def covered(self) -> np.ndarray:
        """(t, k) bool: the truth lies in its interval."""
        return np.asarray((self.truths >= self.intervals[..., 0]) & (self.truths <= self.intervals[..., 1]))

    @property
    def together(self) -> float:
        """Correlation (0-1) between the intervals of one truth: bad luck in its targets makes several miss at once."""
        return spread_of_worlds(self.covered.sum(1).tolist(), [self.space.size] * len(self.truths))

    def band(self, independent: bool = False) -> tuple[int, int]:
        """How many intervals should hold their truth, 95 times in 100: by that correlation, or as if all were independent.

        A binomial with as many draws as the intervals are worth (their number over the design effect 1 + (k - 1) correlation).
        """
        from scipy.stats import binom

        n, k = self.covered.size, self.space.size
        worth = max(1, round(n / (1 if independent else 1 + (k - 1) * self.together)))
        low, high = binom.ppf([0.025, 0.975], worth, INTERVAL) / worth * n
        return int(np.floor(low)), int(np.ceil(high))

    @property
    def covers(self) -> bool:
        """Whether enough intervals hold their truth; more than expected is too careful, not wrong."""
        return int(self.covered.sum()) >= self.band()[0]

    def table(self) -> pd.DataFrame:
        """A line for each parameter: intervals that held, of how many, their mean width, and in how many it was identified."""
        width = (self.intervals[..., 1] - self.intervals[..., 0]) / INTERVAL
        return pd.DataFrame({
            "parameter": self.space.names, "held": self.covered.sum(0), "of": len(self.truths), "width": width.mean(0),
            "identified": self.identified.sum(0),
        })  # fmt: skip


def recover(
    space: Space, goals: Goals, region: Region, points: np.ndarray, emulators: Emulators, runner: Runner, seed: int,
    truths: int = TRUTHS, sets: int = SETS, fitted: Callable[[int, int], None] | None = None,
) -> Recovery:  # fmt: skip
    """Fit so many truths drawn evenly from the region in which the emulators are good.

    points : (n, k) spread evenly over the region; without waves the whole cube. A truth whose run fails is left out and named.
    fitted : called with (done, total) before the first fit and after each.
    """
    from joblib import Parallel, delayed

    rng = generator(seed, "truths")
    chosen = points[rng.choice(len(points), truths, replace=False)]
    values = space.values(chosen)
    done = runner.run(values, seeds(seed, "truth", truths), "truth")
    there = [t for t in range(truths) if t not in done.failed]
    aims = [Aim(emulators, goals.around(done.summaries[t] + _error(goals, rng))) for t in there]
    found: list[Posterior] = []
    tell = fitted or (lambda done, total: None)
    tell(0, len(aims))
    for fit in Parallel(n_jobs=runner.processes, return_as="generator")(
        delayed(posterior)(space, region, points, aim, int(own), sets)
        for aim, own in zip(aims, seeds(seed, "fit", truths), strict=False)
    ):
        found.append(fit)
        tell(len(found), len(aims))
    return Recovery(
        space, space.unit(values)[there], np.array([fit.interval() for fit in found]).reshape(-1, space.size, 2),
        np.array([fit.identified() for fit in found], bool).reshape(-1, space.size), done.failed,
    )  # fmt: skip


def _error(goals: Goals, rng: np.random.Generator) -> np.ndarray:
    """(m,) what a target of such a band is off: a normal with another width on each side, and the discrepancy."""
    every = np.arange(len(goals.names))
    under, over = goals.spread(np.array(True), every), goals.spread(np.array(False), every)
    # A summary below its target by the lower width is a target above its summary by as much.
    below = rng.random(len(every)) * (under + over) < under
    error = abs(rng.standard_normal(len(every))) * np.where(below, under, -over)
    return error + goals.discrepancy * rng.standard_normal(len(every))
