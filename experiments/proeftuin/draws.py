"""Pilots drawn from what worlds showed: how they would come out, and how often their test would find something.

One pilot is one world (parameter set, luck) and so many people of it by chance. People are drawn with replacement from those of
the world, so that a count is binomial with that world's share. A share of a few simulated people is drawn towards that of all
worlds, as far as worlds differ no more than such small groups would by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import norm

from experiments.proeftuin.worlds import STEPS, Cases
from sim.chance import spread_of_worlds

ALPHA, POWER = 0.05, 0.8  # the usual level and power (a convention, not a finding)
REPEATS = 4_000  # pilots drawn
MOST = 50_000  # participants up to which a size is sought
FINE = 0.005  # share: the steps in which the smallest effect is sought


@dataclass(frozen=True)
class Shares:
    """The share (0-1) of people that reach the outcome in time, by world, float64 each.

    pilot, today : participants with and without it. matched : people like them who were not asked. before : who fitted before.
    early, early_today : participants at the month in which the second half of a phased pilot comes in.
    """

    pilot: np.ndarray
    today: np.ndarray
    matched: np.ndarray
    before: np.ndarray
    early: np.ndarray
    early_today: np.ndarray

    @property
    def effect(self) -> np.ndarray:
        """What the pilot does, by world: the same people with it and without it."""
        return self.pilot - self.today

    def without_effect(self) -> Shares:
        """The same worlds in which the pilot does nothing."""
        return replace(self, pilot=self.today, early=self.early_today)

    def with_effect(self, size: float) -> Shares:
        """The same worlds in which the pilot adds so much to the share in each, as far as there is room."""
        return self._with(np.clip(self.today + size, 0.0, 1.0))

    def with_share(self, share: float) -> Shares:
        """The same worlds in which so many participants reach the outcome, whatever the world: a claim taken at its word."""
        return self._with(np.full_like(self.today, share))

    def _with(self, pilot: np.ndarray) -> Shares:
        """Half-way, the pilot has brought what would have come by then of what comes today."""
        half_way = np.divide(self.early_today, self.today, out=np.zeros_like(self.today), where=self.today > 0)
        return replace(self, pilot=pilot, early=pilot * half_way)


def shares(cases: Sequence[Cases], outcome: str, months: int) -> Shares:
    """The shares of each world in which anyone took part; raises ValueError when nobody did."""
    there = [case for case in cases if case.took_part]
    if not there:
        raise ValueError("Nobody took part.")
    half = max(1, months // 2)

    def share(name: str, limit: int) -> np.ndarray:
        reached = [getattr(case, name)[outcome] < limit for case in there]
        return drawn_together([float(x.sum()) for x in reached], [x.size for x in reached])

    like = [case.eligible[outcome] < months for case in there]
    counted = [float((x * case.weight).sum()) for x, case in zip(like, there, strict=True)]
    matched = drawn_together(counted, [float(case.weight.sum()) for case in there])
    return Shares(
        share("pilot", months), share("today", months), matched, share("before", months), share("pilot", half),
        share("today", half),
    )  # fmt: skip


def drawn_together(counted: Sequence[float], of: Sequence[float]) -> np.ndarray:
    """Shares by world, each drawn towards that of all by how much of its spread is chance; nan where nobody is counted at all."""
    k, n = np.asarray(counted, float), np.asarray(of, float)
    if not n.sum():
        return np.full(k.size, np.nan)
    whole = k.sum() / n.sum()
    rho = spread_of_worlds(k, n)  # type: ignore[arg-type]
    weight = n * rho / (1 + (n - 1) * rho) if rho else np.zeros(n.size)
    own = np.divide(k, n, out=np.full(k.size, whole), where=n > 0)
    return np.asarray(np.clip(weight * own + (1 - weight) * whole, 0.0, 1.0))


@dataclass(frozen=True)
class Drawn:
    """Pilots that were drawn: what each estimates (a difference of shares), and the p-value of its test, float64 each."""

    estimate: np.ndarray
    p_value: np.ndarray

    def power(self, level: float = ALPHA) -> float:
        """Share of the pilots that find the outcome to be more frequent with the pilot."""
        return float(((self.p_value < level) & (self.estimate > 0)).mean())

    def rejected(self, level: float = ALPHA) -> float:
        """Share of the pilots whose test finds any difference."""
        return float((self.p_value < level).mean())


def arms(design: str, participants: int) -> tuple[int, int]:
    """(people with the pilot, people they are compared with) when so many take part.

    A lot divides the participants; the other designs give it to all of them and take as many people to compare from records.
    """
    if design in ("random", "phased"):
        return participants // 2, participants - participants // 2
    return participants, participants


def draw(found: Shares, design: str, participants: int, luck: np.random.Generator, repeats: int = REPEATS) -> Drawn:
    """So many pilots of a design and a size, each in one of the worlds."""
    ours, theirs = arms(design, participants)
    with_it, beside = {
        "before-after": (found.pilot, found.before), "matched": (found.pilot, found.matched), "random": (found.pilot, found.today),
        "phased": (found.early, found.early_today),
    }[design]  # fmt: skip
    world = luck.integers(0, with_it.size, repeats)
    a, b = luck.binomial(ours, with_it[world]), luck.binomial(theirs, beside[world])
    if not (ours and theirs):
        return Drawn(np.zeros(repeats), np.ones(repeats))
    return Drawn(a / ours - b / theirs, p_values(a, ours, b, theirs))


def p_values(a: np.ndarray, ours: int, b: np.ndarray, theirs: int) -> np.ndarray:
    """float64: two-sided p-values that two shares are alike, by the score test of two proportions (pooled variance, no
    correction); 1 where all or none reached the outcome.
    """
    pooled = (a + b) / (ours + theirs)
    error = np.sqrt(pooled * (1 - pooled) * (1 / ours + 1 / theirs))
    gap = a / ours - b / theirs
    z = np.divide(gap, error, out=np.zeros(len(a)), where=error > 0)
    return np.asarray(2 * norm.sf(np.abs(z)))


def bias(found: Shares, design: str) -> float:
    """How far the mean estimate of a design lies from what the pilot really does (a difference of shares), over all worlds."""
    if design == "phased":
        return 0.0  # a lot says who comes first; its effect is that of a shorter time
    beside = {"before-after": found.before, "matched": found.matched, "random": found.today}[design]
    return float(np.mean(found.today - beside))


def size_needed(found: Shares, design: str, seed: int, power: float = POWER) -> int | None:
    """Participants with which the design has the power; None when MOST do not suffice."""
    low, high = 1, 4
    while power_of(found, design, high, seed) < power:
        low, high = high, high * 2
        if high > MOST:
            return None
    while high - low > max(1, high // 50):
        middle = (low + high) // 2
        low, high = (low, middle) if power_of(found, design, middle, seed) >= power else (middle, high)
    return high


def power_of(found: Shares, design: str, participants: int, seed: int) -> float:
    """Share of pilots of this size that find something; the same luck each time, so that sizes compare."""
    return draw(found, design, participants, np.random.default_rng(seed)).power()


def least_effect(found: Shares, design: str, participants: int, seed: int, power: float = POWER) -> float | None:
    """The smallest difference of shares (0-1) that a pilot of this size finds with the power; None when there is none it can."""
    room = 1.0 - float(np.mean(found.today))
    low, high = 0, int(room / FINE)
    if power_of(found.with_effect(high * FINE), design, participants, seed) < power:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        enough = power_of(found.with_effect(middle * FINE), design, participants, seed) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high * FINE


# --- how a pilot comes out -------------------------------------------------------------------------------------------------


def counts(found: np.ndarray, participants: int, luck: np.random.Generator, repeats: int = REPEATS) -> np.ndarray:
    """int64: people of so many who reach an outcome, in pilots drawn from the shares by world."""
    return np.asarray(luck.binomial(participants, found[luck.integers(0, found.size, repeats)]))


def steps_reached(cases: Sequence[Cases]) -> np.ndarray:
    """float64 (worlds, len(STEPS)): the share of participants that came at least so far, in each world where anyone took part."""
    there = [case for case in cases if case.took_part]
    reached = [[float((case.step >= k).sum()) for case in there] for k in range(len(STEPS))]
    return np.array([drawn_together(row, [case.took_part for case in there]) for row in reached]).T


def costs(cases: Sequence[Cases], participants: int, luck: np.random.Generator, repeats: int = REPEATS) -> np.ndarray:
    """float64: euros that a pilot costs all payers together, by world: those of a participant times the participants."""
    each = np.array([case.cost[case.cost > 0].sum() for case in cases if case.took_part])
    return np.asarray(participants * each[luck.integers(0, each.size, repeats)])
