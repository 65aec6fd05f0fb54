"""Learn from a pilot: parameter sets weighed by how likely they make what was seen, and drawn anew by that weight.

A set is a row of the posterior with, beside it, a draw of what belongs to the bridge (a triangle over the range of each parameter,
its top at the value set by hand), unless the posterior holds those already. The counts of a pilot are beta-binomial under a set:
chance among its people, the few people simulated, and a stated room for what the model leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import betabinom, norm

from experiments.field.lots import lots
from experiments.proeftuin.results import STEPS, Results
from experiments.proeftuin.worlds import STEPS as ON_BRIDGE
from experiments.proeftuin.worlds import Cases, one_world
from sim.chance import spread_of_worlds
from sim.parallel import over_runs
from sim.parameters import parameters
from sim.plain import plain
from sim.posterior import RUNS_A_SET, posterior
from sim.warm import warm

# What acts on the bridge alone, and was set by hand: the parameters that calibration/programmes.csv frees too.
BRIDGE = (
    "enrol", "meeting", "bridge_worth", "utility_training", "belief_after_tryout", "dropout", "dropout_committed", "landing_first",
)  # fmt: skip
COST_TOLERANCE = 0.25  # of the logarithm of costs: what the model leaves out of prices; assumption
AGAINST = 0.01  # chance below which a set is contradicted by what was seen (a convention)
LEAST_SPREAD = 1e-4  # between sets, so that the prior stays finite where they do not differ at all
FEW_SETS = 10.0  # sets that still count, below which the weights rest on next to nothing
ALIKE = 0.99  # effective part of the sets above which nothing was learnt
FORECASTS = ("enrolled", "placed", "without", "extra", "retained", "cost")
ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Seen:
    """People of so many who were counted for something, under one set: float64 each, NaN where nobody was asked."""

    counted: float
    of: float


@dataclass(frozen=True)
class Moved:
    """A number before and after: ends of the middle 80% and the median, and how far the mean moved in sds of before."""

    before: tuple[float, float, float]
    after: tuple[float, float, float]
    moved: float


@dataclass(frozen=True)
class Learnt:
    """What a pilot taught. `weights` float64[sets] add up to 1; `names` and `sets` float64[sets, names] are what was weighed;
    `against` names what goes with no set. `simulated` : simulated participants under a set, on average.
    """

    results: Results
    names: tuple[str, ...]
    sets: np.ndarray
    weights: np.ndarray
    effective: float
    forecasts: dict[str, Moved]
    parameters: dict[str, Moved]
    against: list[str]
    simulated: float
    seed: int

    @property
    def few(self) -> bool:
        """Whether the weights rest on so few sets that they say little."""
        return self.effective < FEW_SETS

    @property
    def nothing(self) -> bool:
        """Whether the sets weigh (nearly) alike afterwards: what was seen does not tell them apart."""
        return self.effective > ALIKE * len(self.sets)

    def drawn(self, rows: int) -> np.ndarray:
        """float64 (rows, names): sets by weight, in random order: the new posterior."""
        luck = lots(self.seed, "resample")
        return self.sets[luck.permutation(systematic(self.weights, rows, luck.random()))]

    def to_json(self) -> dict[str, Any]:
        """What was learnt as plain data."""
        return {
            "results": plain(self.results), "sets": len(self.sets), "effective": self.effective, "few": self.few,
            "nothing": self.nothing, "simulated": self.simulated, "against": self.against,
            "forecasts": plain(self.forecasts), "parameters": plain(self.parameters), "weighed_from": posterior().fingerprint,
        }  # fmt: skip


def learn(
    results: Results, sets: int, people: int, seed: int, threads: int = 1, progress: Callable[[float], None] | None = None
) -> Learnt:
    """Weigh so many sets by a pilot: each is one world of the pilot beside today's. Raises Stopped when the user stops it."""
    pilot, base = results.pilot(), posterior()
    rows = np.arange(min(sets, len(base))) * len(base) // min(sets, len(base))
    names, values = with_bridge(base.names, base.values[rows], seed)
    free = [name for name in BRIDGE if name not in base.names]
    warm()

    def one(k: int, tell: Callable[[float], None]) -> Cases:
        bridge = {name: float(values[k, names.index(name)]) for name in free}
        return one_world(pilot, people, int(rows[k]) * RUNS_A_SET, tell, bridge, region=False)

    return weighed(results, names, values, over_runs(range(len(rows)), one, threads, progress), seed)


def with_bridge(names: tuple[str, ...], values: np.ndarray, seed: int) -> tuple[tuple[str, ...], np.ndarray]:
    """(names, float64 (sets, names)) with a draw of each parameter of the bridge that is not among them."""
    free = [parameters()[name] for name in BRIDGE if name not in names]
    luck = lots(seed, "bridge")
    drawn = [luck.triangular(one.low, one.value, one.high, len(values)) for one in free]
    return (*names, *(one.name for one in free)), np.column_stack([values, *drawn])


def weighed(results: Results, names: tuple[str, ...], values: np.ndarray, cases: Sequence[Cases], seed: int) -> Learnt:
    """What follows from the worlds that were run under these sets, one each."""
    shown = [shown_by(case, results.months) for case in cases]
    logs, against = np.zeros(len(cases)), []
    for name, (count, of) in results.counted.items():
        if name == "cost":
            log, tail = _of_costs(results, np.array([case.cost[case.cost > 0].sum() for case in cases]))
        else:
            log, tail = likelihoods(count, of, [one[name] for one in shown], results.tolerance)
        logs += log
        if tail.max() < AGAINST:
            against.append(name)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    expected = {name: moved(each, weights) for name, each in forecasts(shown, cases).items()}
    told = {name: moved(values[:, k], weights) for k, name in enumerate(names)}
    took_part = float(np.mean([case.took_part for case in cases]))
    return Learnt(results, names, values, weights, effective_size(weights), expected, told, against, took_part, seed)


def shown_by(case: Cases, months: int) -> dict[str, Seen]:
    """What one world counted of everything that a pilot can report."""
    n, placed = float(case.took_part), case.pilot["placed"] < months
    reached = {name: case.step >= ON_BRIDGE.index(name) for name in STEPS}
    found, before = {"enrolled": Seen(n, float(case.invited))}, n
    for name in STEPS:
        found[name] = Seen(float(reached[name].sum()), before)
        before = float(reached[name].sum())
    alone = ~reached["started"]
    found["placed"] = Seen(float(placed.sum()), n)
    found["placed-alone"] = Seen(float((placed & alone).sum()), float(alone.sum()))
    lasting = case.pilot["lasting"] < months
    found["retained"] = Seen(float(lasting.sum()), float(placed.sum()))
    found["without"] = Seen(float((case.today["placed"] < months).sum()), n)
    return found


def pulled(shown: Sequence[Seen]) -> tuple[np.ndarray, np.ndarray]:
    """(mean, people that it rests on) of the share (0-1) under each set, float64[sets].

    A share of a few simulated people is pulled towards that of all sets, as far as sets differ no more than chance would make them:
    else the luck of a small group would be taken for what a set makes likely. A beta prior by moments (sim/chance.py).
    """
    counted, simulated = (np.array([getattr(one, name) for one in shown]) for name in ("counted", "of"))
    whole = (counted.sum() + 0.5) / (simulated.sum() + 1.0)
    people = 1.0 / max(spread_of_worlds(counted, simulated), LEAST_SPREAD) - 1.0  # type: ignore[arg-type]
    return (counted + whole * people) / (simulated + people), simulated + people


def likelihoods(count: int, of: int, shown: Sequence[Seen], tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """(log likelihood, two-sided chance of what lies as far out) of a count of so many people under each set, float64[sets].

    Under a set the share is beta distributed: its mean is what was simulated (`pulled`), its variance that of so few simulated
    people and the square of the tolerance (a share).
    """
    mean, people = pulled(shown)
    together = np.clip(1.0 / (people + 1.0) + tolerance**2 / (mean * (1 - mean)), 1e-9, 0.999)
    a, b = mean * (1 / together - 1), (1 - mean) * (1 / together - 1)
    tails = np.minimum(betabinom.cdf(count, of, a, b), betabinom.sf(count - 1, of, a, b))
    return betabinom.logpmf(count, of, a, b), np.minimum(1.0, 2 * tails)


def _of_costs(results: Results, each: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same for euros of a participant, by their logarithm."""
    assert results.cost is not None
    gap = (np.log(max(results.cost / results.participants, 1.0)) - np.log(np.maximum(each, 1.0))) / COST_TOLERANCE
    return norm.logpdf(gap), 2 * norm.sf(np.abs(gap))


def effective_size(weights: np.ndarray) -> float:
    """As how many sets of equal weight these say: one by the sum of the squared weights."""
    return float(1.0 / np.sum(weights**2))


def systematic(weights: np.ndarray, rows: int, start: float) -> np.ndarray:
    """int64[rows]: numbers of sets, each as often as its weight says, give or take one (systematic resampling)."""
    return np.minimum(np.searchsorted(np.cumsum(weights), (np.arange(rows) + start) / rows), weights.size - 1)


def moved(values: np.ndarray, weights: np.ndarray) -> Moved:
    """A number of each set before and after the weighing; sets without a value are left out."""
    there = np.isfinite(values)
    if not there.any() or weights[there].sum() == 0:
        nothing = (float("nan"),) * 3
        return Moved(nothing, nothing, float("nan"))
    values, after = values[there], weights[there] / weights[there].sum()
    spread, even = float(values.std()), np.full(values.size, 1 / values.size)
    shift = float((after - even) @ values)
    return Moved(quantiles(values, even), quantiles(values, after), shift / spread if spread > 0 else 0.0)


def quantiles(values: np.ndarray, weights: np.ndarray) -> tuple[float, float, float]:
    """The weighted ends of the middle 80%, and the median between them: (low, median, high)."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    low, middle, high = (float(values[order][min(values.size - 1, int(np.searchsorted(reached, end)))]) for end in ENDS)
    return low, middle, high


def forecasts(shown: Sequence[Mapping[str, Seen]], cases: Sequence[Cases]) -> dict[str, np.ndarray]:
    """What each set expects, float64[sets] by name: shares (0-1), and euros of a participant (NaN where nobody took part)."""
    found = {name: pulled([one[name] for one in shown])[0] for name in ("enrolled", "placed", "without", "retained")}
    found["extra"] = found["placed"] - found["without"]
    found["cost"] = np.array([case.cost[case.cost > 0].sum() if case.took_part else np.nan for case in cases])
    return {name: found[name] for name in FORECASTS}
