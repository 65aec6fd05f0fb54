"""What a pilot would show, and what it cannot: everything that the design of one needs, from the worlds it was followed through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import binom

from experiments.field.lots import lots
from experiments.proeftuin.draws import ALPHA, POWER, Shares, arms, bias, costs, counts, draw, least_effect, shares, size_needed
from experiments.proeftuin.draws import steps_reached as reached
from experiments.proeftuin.pilot import DESIGNS, LEAST_MONTHS, OUTCOMES, Pilot
from experiments.proeftuin.worlds import STEPS, Cases, cases_of
from sim import VERSION
from sim.chance import share_between
from sim.measures import party_names
from sim.parallel import Stopped as Stopped
from sim.plain import plain
from sim.posterior import posterior
from sim.programme_runs import FEW
from sim.words import Complaint

ENDS = (0.1, 0.5, 0.9)  # a band holds the middle 80%, as everywhere in the house
SIZES = (10, 25, 37, 50, 100, 200, 400, 800, 1600, 3200)  # participants of the power curve; 37 and 25 are the documents' own
LEAST_WORLDS = 4


class Nobody(Complaint):
    """Too few people took part in the model to say anything."""


@dataclass(frozen=True)
class Span:
    """The middle 80% of what was drawn, and its median."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class OfDesign:
    """One design with the participants asked for.

    power : chance to find the effect that the model expects; at_low, at_high : the same when the effect lies at the ends of its
    band. level : how often it finds any difference when there is no effect. bias : how far it is off on average, as a difference
    of shares. needed : participants for a power of 80%, None when no size does. least : the smallest difference of shares it finds
    with that power, None when there is none. if_claim : its power when the claim is true (nan without a claim). ours, compared :
    people with the pilot and without.
    """

    design: str
    power: float
    at_low: float
    at_high: float
    level: float
    bias: float
    needed: int | None
    least: float | None
    if_claim: float
    ours: int
    compared: int


@dataclass(frozen=True)
class Region:
    """What is left when everyone who fits is invited. `pilot` and `region` are effects as differences of shares of participants;
    `kept` is region by pilot, None when the pilot itself has no clear effect; `others` is of each extra job of participants the
    part that others have less, None when that cannot be told from luck.
    """

    pilot: Span
    region: Span
    kept: Span | None
    others: Span | None


@dataclass(frozen=True)
class Design:
    """A designed pilot. Counts are people with the pilot (`ours` of the chosen design); shares lie between 0 and 1."""

    pilot: Pilot
    people: int
    worlds: int
    seed: int
    simulated: int
    enrolled: float
    invite: int
    outcomes: dict[str, Span]
    today: dict[str, Span]
    steps: dict[str, Span]
    cost: Span
    each: dict[str, float]
    chances: list[float]
    designs: list[OfDesign]
    curve: list[tuple[int, dict[str, float]]]
    by_months: list[tuple[int, float]]
    months_needed: int | None
    refutes: float
    alike: float
    region: Region

    @property
    def chosen(self) -> OfDesign:
        """The design that was asked for."""
        return next(one for one in self.designs if one.design == self.pilot.design)

    @property
    def fingerprint(self) -> str:
        """16 hex characters over all that determines the outcome: question, version, parameter sets, worlds, luck."""
        return hashlib.sha256(json.dumps(self.determined_by(), sort_keys=True).encode()).hexdigest()[:16]

    def determined_by(self) -> dict[str, Any]:
        """All that decides this outcome, as plain data."""
        made = {"version": VERSION, "parameter_sets": posterior().fingerprint, "people": self.people, "worlds": self.worlds}
        return {**self.pilot.determines(), **made, "seed": self.seed, "level": ALPHA, "power": POWER}

    def to_json(self) -> dict[str, Any]:
        """The design as plain data; a value that does not exist is null."""
        told: dict[str, Any] = plain({name: value for name, value in vars(self).items() if name != "pilot"})
        curve = [{"participants": n, **powers} for n, powers in self.curve]
        by_months = [{"months": month, "power": power} for month, power in self.by_months]
        chosen = plain(self.chosen)
        return {
            "fingerprint": self.fingerprint, "determined_by": self.determined_by(), **told, "curve": plain(curve),
            "by_months": plain(by_months), "chosen": chosen,
        }  # fmt: skip


def designed(
    pilot: Pilot, people: int, worlds: int, seed: int, threads: int = 1, progress: Callable[[float], None] | None = None,
    so_far: Callable[[Design], None] | None = None,
) -> Design:  # fmt: skip
    """Follow a pilot through so many worlds and design it. `so_far` hears what fewer worlds say, ever when their number doubles.

    Raises Nobody when hardly anyone takes part, and Stopped with the finished worlds when the user stops it.
    """
    done: list[Cases] = []

    def finished(case: Cases) -> None:
        done.append(case)
        doubled = LEAST_WORLDS <= len(done) < worlds and not len(done) & (len(done) - 1)
        if so_far and doubled and sum(one.took_part for one in done) >= FEW:
            so_far(design_of(pilot, sorted(done, key=lambda one: one.seed), people, seed))

    return design_of(pilot, cases_of(pilot, people, range(worlds), seed, threads, progress, finished), people, seed)


def design_of(pilot: Pilot, cases: Sequence[Cases], people: int, seed: int) -> Design:
    """The design that belongs to some worlds; raises Nobody when they hold fewer than FEW participants."""
    took, invited = sum(case.took_part for case in cases), sum(case.invited for case in cases)
    if took < FEW:
        raise Nobody(
            f"in {len(cases)} werelden deden samen maar {took} gesimuleerde mensen mee, te weinig om iets te zeggen; neem meer "
            "--runs of --people, of een ruimere groep dan deze --employers",
            f"in {len(cases)} worlds only {took} simulated people took part in all, too few to say anything; take more --runs or "
            "--people, or a wider group than these --employers",
        )
    found, luck = shares(cases, pilot.outcome, pilot.months), lots(seed, "proeftuin")
    ours, _ = arms(pilot.design, pilot.participants)
    enrolled, whole = took / invited, region(cases, pilot, luck)
    drawn = counts(found.pilot, ours, luck)
    steps = reached(cases)
    by_months = [(month, _power_at(cases, pilot, month, seed)) for month in range(LEAST_MONTHS, pilot.months + 1)]
    return Design(
        pilot, people, len(cases), seed, took, enrolled, round(pilot.participants / enrolled),
        {name: span(counts(shares(cases, name, pilot.months).pilot, ours, luck)) for name in OUTCOMES},
        {name: span(counts(shares(cases, name, pilot.months).today, ours, luck)) for name in OUTCOMES},
        {name: span(counts(steps[:, k], ours, luck)) for k, name in enumerate(STEPS)},
        span(costs(cases, ours, luck)), each_payer(cases), chances(drawn, ours),
        [of_design(found, name, pilot, whole.pilot, seed) for name in DESIGNS],
        [(size, {name: draw(found, name, size, lots(seed, name)).power() for name in DESIGNS}) for size in SIZES],
        by_months, next((month for month, power in by_months if power >= POWER), None), refuted(found, pilot, seed),
        alike(cases, pilot), whole,
    )  # fmt: skip


def span(values: np.ndarray) -> Span:
    """The middle 80% and the median of what was drawn."""
    return Span(*(float(value) for value in np.quantile(values, ENDS)))


def chances(drawn: np.ndarray, most: int) -> list[float]:
    """The chance (0-1) of each number of people, from 0 up to `most`."""
    return list(np.bincount(drawn, minlength=most + 1) / drawn.size)


def of_design(found: Shares, design: str, pilot: Pilot, effect: Span, seed: int) -> OfDesign:
    """What one design does with these participants; `effect` is what the model expects, with its band."""
    n, claim = pilot.participants, pilot.claim

    def power(of: Shares) -> float:
        return draw(of, design, n, lots(seed, design)).power()

    if_claim = power(found.with_share(claim)) if claim is not None else float("nan")
    ours, compared = arms(design, n)
    return OfDesign(
        design, power(found), power(found.with_effect(effect.low)), power(found.with_effect(effect.high)),
        draw(found.without_effect(), design, n, lots(seed, f"{design} null")).rejected(), bias(found, design),
        size_needed(found, design, seed), least_effect(found, design, n, seed), if_claim, ours, compared,
    )  # fmt: skip


def _power_at(cases: Sequence[Cases], pilot: Pilot, months: int, seed: int) -> float:
    return draw(shares(cases, pilot.outcome, months), pilot.design, pilot.participants, lots(seed, "months")).power()


def refuted(found: Shares, pilot: Pilot, seed: int) -> float:
    """How often, if the model is right, a pilot of this size contradicts the claim (exact binomial test); nan without a claim."""
    if pilot.claim is None:
        return float("nan")
    ours, _ = arms(pilot.design, pilot.participants)
    seen = counts(found.pilot, ours, lots(seed, "claim"))
    tails = np.minimum(binom.cdf(seen, ours, pilot.claim), binom.sf(seen - 1, ours, pilot.claim))
    return float((2 * tails < ALPHA).mean())


def alike(cases: Sequence[Cases], pilot: Pilot) -> float:
    """How alike people of one employer are (0-1, share of the variance between employers), today; nan when it cannot be told."""
    values = np.concatenate([case.today[pilot.outcome] < pilot.months for case in cases]).astype(float)
    employers = np.concatenate([case.employer + 1_000_000 * k for k, case in enumerate(cases)])
    had_one = np.concatenate([case.employer >= 0 for case in cases])
    return share_between(values[had_one], employers[had_one].tolist()) if had_one.any() else float("nan")


def each_payer(cases: Sequence[Cases]) -> dict[str, float]:
    """Euros that each party pays more for a participant, on average over worlds; only those who pay."""
    mean = np.mean([case.cost for case in cases if case.took_part], axis=0)
    return {name: float(euro) for name, euro in zip(party_names(), mean, strict=True) if euro > 0}


def region(cases: Sequence[Cases], pilot: Pilot, luck: np.random.Generator, repeats: int = 1_000) -> Region:
    """The effect for who takes part in the pilot beside that when everyone is invited; worlds are drawn anew for the bands."""

    def gain(with_it: str, without: str) -> np.ndarray:
        reached = [[getattr(case, arm)[pilot.outcome] < pilot.months for arm in (with_it, without)] for case in cases]
        return np.array([(ours.sum() - theirs.sum(), ours.size) for ours, theirs in reached], float)

    small, wide = gain("pilot", "today"), gain("region", "region_today")
    jobs = np.array([case.jobs for case in cases])
    again = luck.integers(0, len(cases), (repeats, len(cases)))
    in_pilot, in_region = (part[again].sum(axis=1) for part in (small, wide))
    here, there = (np.divide(part[:, 0], part[:, 1], out=np.zeros(repeats), where=part[:, 1] > 0) for part in (in_pilot, in_region))
    whole, own = jobs[again].sum(axis=1).T
    others = _ratio(own - whole, own)
    return Region(span(here), span(there), _ratio(there, here), others if others and others.low >= 0 else None)


def _ratio(part: np.ndarray, whole: np.ndarray) -> Span | None:
    """A ratio over worlds drawn anew; None unless nine in ten of them have something to divide by."""
    return span(part[whole > 0] / whole[whole > 0]) if (whole > 0).mean() >= 0.9 else None
