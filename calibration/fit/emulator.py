"""Emulators: what a run would show at any point of the space, learnt from the runs there are; one for each summary.

The mean is a quadratic trend (ridge) plus, where it predicts better, a Gaussian process on what the trend leaves over (Matérn 5/2
with a length scale for each parameter, and white noise for chance). How far off it is, is not taken from the process itself, which
thinks too well of its own kernel, but measured on runs left out: that one variance holds both the emulator's error and chance.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np

from calibration.fit.space import generator

P = ParamSpec("P")
T = TypeVar("T")

MOST = 2_000  # runs an emulator is conditioned on: its cost grows with their cube
FOR_SCALES = 300  # runs its length scales are found on: each step of that search holds k matrices of this size
STEPS = 20  # of that search: twice as many find scales that predict no better
FOLDS = 5
BLOCK = 64  # points at a time
LEAST_SHARE = 0.5  # of the runs in which a summary must have a value before it is emulated
BETTER = 0.97  # leave-out error with the process, against without, below which it earns its time


@dataclass(frozen=True, eq=False)
class Process:
    """A Gaussian process conditioned on points (n, k), in so far as its mean needs it: not the matrix of n by n."""

    scales: np.ndarray  # (k,) how far a parameter goes before it matters
    points: np.ndarray  # (n, k) divided by them
    pull: np.ndarray  # (n,) what each point adds, at no distance

    def mean(self, x: np.ndarray) -> np.ndarray:
        """(n,) at x (n, k). A few points at a time, to stay in the processor's cache: a third of scikit-learn's time."""
        x = x / self.scales
        own = (self.points**2).sum(1)
        found = np.empty(len(x))
        for start in range(0, len(x), BLOCK):
            some = x[start : start + BLOCK]
            apart = (some**2).sum(1)[:, None] + own - 2 * some @ self.points.T
            d = np.sqrt(5 * np.maximum(apart, 0))
            found[start : start + BLOCK] = ((1 + d + d**2 / 3) * np.exp(-d)) @ self.pull
        return found


@dataclass(frozen=True, eq=False)
class Trend:
    """A quadratic in the parameters: what each of its `terms` weighs."""

    weights: np.ndarray  # (terms,)
    start: float
    strength: float  # of the ridge that held it back

    def of(self, terms: np.ndarray) -> np.ndarray:
        """(n,) from terms (n, terms)."""
        return np.asarray(terms @ self.weights + self.start)


@dataclass(frozen=True)
class Emulator:
    """One summary over the space. Errors and spreads are in the summary's own unit.

    error : root mean square of what it is off on runs left out: its own error and the chance in a run together.
    chance : the part of it that the white noise holds; nan without a Gaussian process.
    r2 : share of the variance of runs left out that it explains.
    coverage : share of them inside mean ± 1.96 error.
    """

    trend: Trend
    process: Process | None  # None where the trend does as well without
    centre: np.ndarray  # (k,) of the points it learnt from
    width: np.ndarray  # (k,)
    error: float
    chance: float
    r2: float
    coverage: float

    def mean(self, unit: np.ndarray, terms: np.ndarray | None = None) -> np.ndarray:
        """(n,) expected summary at unit coordinates (n, k), of which `terms` are the trend's, where they are known already."""
        x = (unit - self.centre) / self.width
        mean = self.trend.of(_terms(x) if terms is None else terms)
        return mean if self.process is None else mean + self.process.mean(x)


@dataclass(frozen=True, eq=False)
class Emulators:
    """Emulators of all summaries; None where too few runs gave a value, or where all gave the same."""

    each: tuple[Emulator | None, ...]
    points: int  # runs they learnt from

    @property
    def known(self) -> np.ndarray:
        """(m,) bool: which summaries have one."""
        return np.array([e is not None for e in self.each])

    def mean(self, unit: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """(n, wanted) expected values of the summaries at these places of the list, all of which must be known."""
        terms: dict[bytes, np.ndarray] = {}  # those that learnt from the same points share them, which is nearly all of the work
        found = np.empty((len(unit), len(wanted)))
        for column, place in enumerate(wanted):
            one = self._one(place)
            scaling = one.centre.tobytes() + one.width.tobytes()
            if scaling not in terms:
                terms[scaling] = _terms((unit - one.centre) / one.width)
            found[:, column] = one.mean(unit, terms[scaling])
        return found

    def variance(self, wanted: np.ndarray) -> np.ndarray:
        """(wanted,) variance of a run around that: emulator and chance."""
        return np.array([self._one(place).error ** 2 for place in wanted])

    def _one(self, place: int) -> Emulator:
        found = self.each[place]
        if found is None:
            raise ValueError(f"Summary {place} has no emulator.")
        return found


def on_one_thread(work: Callable[P, T]) -> Callable[P, T]:
    """Hold linear algebra to one thread: on a machine that is busy, threads that wait for each other make it ten times slower."""

    @wraps(work)
    def alone(*args: P.args, **kwargs: P.kwargs) -> T:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            return work(*args, **kwargs)

    return alone


def train(unit: np.ndarray, summaries: np.ndarray, seed: int, wanted: np.ndarray | None = None, processes: int = 1) -> Emulators:
    """Learn from runs at unit coordinates (n, k) with summaries (n, m), nan where missing; the last `MOST` count.

    wanted : (m,) bool, which summaries to emulate; all without it. processes : that share the work; the outcome is the same.
    """
    from joblib import Parallel, delayed

    unit, summaries = unit[-MOST:], summaries[-MOST:]
    asked = np.arange(summaries.shape[1]) if wanted is None else np.flatnonzero(wanted)
    learnt = Parallel(n_jobs=processes)(delayed(_learn)(unit, summaries[:, j], generator(seed, f"emulator {j}")) for j in asked)
    found = dict(zip(asked.tolist(), learnt, strict=True))
    return Emulators(tuple(found.get(j) for j in range(summaries.shape[1])), len(unit))


@on_one_thread
def _learn(unit: np.ndarray, summary: np.ndarray, rng: np.random.Generator) -> Emulator | None:
    there = np.isfinite(summary)
    y, x = summary[there], unit[there]
    if there.sum() < max(LEAST_SHARE * len(there), 2 * FOLDS) or np.ptp(y) == 0:
        return None
    centre, width = x.mean(0), np.maximum(x.std(0), 1e-9)
    x = (x - centre) / width
    scale = y.std()
    trend = _trend(x, y)
    rest = y - trend.of(_terms(x))
    kernel = _kernel(x, rest / scale, rng)
    folds = rng.permutation(len(y)) % FOLDS
    plain = _left_out(x, y, folds, trend, None)
    both = _left_out(x, y, folds, trend, kernel)
    use = float(np.mean(both**2)) < BETTER**2 * float(np.mean(plain**2))
    process = _process(x, rest, kernel) if use else None
    off = both if use else plain
    error = float(np.sqrt(np.mean(off**2)))
    chance = float(np.sqrt(kernel.k2.noise_level) * rest.std()) if use else np.nan
    coverage = float((abs(off) < 1.96 * error).mean())
    return Emulator(trend, process, centre, width, error, chance, 1 - error**2 / float(y.var()), coverage)


def _terms(x: np.ndarray) -> np.ndarray:
    """(n, terms) the parameters, their squares and their products."""
    from sklearn.preprocessing import PolynomialFeatures

    return np.asarray(PolynomialFeatures(2, include_bias=False).fit_transform(x))


def _trend(x: np.ndarray, y: np.ndarray, strength: float | None = None) -> Trend:
    """Quadratic in the parameters, held back by ridge; its strength is chosen by leaving out one when none is given."""
    from sklearn.linear_model import Ridge, RidgeCV
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler()
    ridge = RidgeCV(alphas=np.logspace(-6, 4, 11)) if strength is None else Ridge(alpha=strength)
    ridge.fit(scaler.fit_transform(_terms(x)), y)
    weights = ridge.coef_ / scaler.scale_
    return Trend(weights, float(ridge.intercept_ - weights @ scaler.mean_), float(strength or ridge.alpha_))


def _kernel(x: np.ndarray, rest: np.ndarray, rng: np.random.Generator) -> Any:
    """The kernel that explains what the trend leaves over, found on some of the runs."""
    from scipy.optimize import minimize
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    def optimise(goal: Any, start: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, float]:
        found = minimize(goal, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": STEPS})
        return found.x, found.fun

    some = rng.permutation(len(x))[:FOR_SCALES]
    rest = rest[some] / max(float(rest[some].std()), 1e-12)
    k = x.shape[1]
    # In units of the points' own spread: from a tenth of it to so wide that the parameter no longer matters.
    smooth = ConstantKernel(0.5, (1e-3, 1e2)) * Matern(np.full(k, np.sqrt(k)), (0.1, 1e2), nu=2.5)
    kernel = smooth + WhiteKernel(0.5, (1e-6, 2.0))
    with warnings.catch_warnings():  # that a scale lies at its bound means that its parameter does not matter
        warnings.simplefilter("ignore", ConvergenceWarning)
        return GaussianProcessRegressor(kernel, optimizer=optimise, alpha=1e-10).fit(x[some], rest).kernel_


def _process(x: np.ndarray, rest: np.ndarray, kernel: Any) -> Process:
    """The process with this kernel, conditioned on all runs; its own mean is 0, as is that of what a trend leaves over."""
    from scipy.linalg import cho_factor, cho_solve

    smooth = kernel.k1
    pull = cho_solve(cho_factor(kernel(x) + 1e-10 * np.eye(len(x))), rest)
    return Process(smooth.k2.length_scale, x / smooth.k2.length_scale, smooth.k1.constant_value * pull)


def _left_out(x: np.ndarray, y: np.ndarray, folds: np.ndarray, trend: Trend, kernel: Any) -> np.ndarray:
    """(n,) value minus prediction, each by a trend and a process that did not see it."""
    off = np.empty(len(y))
    again = partial(_trend, strength=trend.strength)
    for fold in range(FOLDS):
        out = folds == fold
        some = again(x[~out], y[~out])
        process = None if kernel is None else _process(x[~out], y[~out] - some.of(_terms(x[~out])), kernel)
        off[out] = y[out] - some.of(_terms(x[out])) - (0.0 if process is None else process.mean(x[out]))
    return off
