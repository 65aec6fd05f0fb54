"""Signals: what can be read from a run's events and payments to tell one barrier or lever from another.

Each signal is a number that a pilot could also measure. Shares are of people or matches; NaN when nobody came that far.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.agents import codes
from sim.agents.codes import (
    ANNOUNCED,
    AWARE,
    BLIND_CHOICE,
    BOTTOM_RUNG,
    CONTRACTED,
    DISMISSED,
    DROPPED_OUT,
    EMPLOYER_DECLINED,
    HARD_LANDING,
    HIRED,
    IN_TRAINING,
    INACTIVE,
    INCOME_GAP_REASON,
    INFLOW_EMPLOYERS,
    LEFT_BRIDGE,
    LOST_BETWEEN,
    MATCHED,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    NOT_ADMITTED,
    NOT_SELECTED,
    OPTED_OUT,
    ORIENTED,
    OUTFLOW_EMPLOYERS,
    QUIT_EARLY,
    REFUSED_FOR_MONEY,
    SECTOR_POTS,
    SELECTED,
    STAGE,
    STARTED,
    TRAINERS,
    TUITION,
    UWV,
)
from sim.world import History


class Log:
    """The events and payments of one run, split into what signals are made of."""

    def __init__(self, history: History) -> None:
        books = history.books
        self.jobs = history.world.tables.jobs
        self.events = books.events[: int(books.event_count[0])]
        self.payments = books.payments[: int(books.payment_count[0])]
        self.steps = self.events[self.events.event == STAGE]

    @cached_property
    def passed(self) -> Any:
        """Steps onto a stage."""
        return self.steps[self.steps.reason == 0]

    def on(self, stage: int) -> Any:
        """Steps onto one stage."""
        return self.passed[self.passed.stage == stage]

    def reached(self, stage: int) -> float:
        """How often a stage was reached; NaN for never."""
        return float(len(self.on(stage))) or np.nan

    def refused(self, reason: int, barrier: int | None = None) -> float:
        """How often someone was refused, or turned back, for a reason (and a barrier)."""
        found = self.steps[(self.steps.reason == reason)]
        return float(len(found) if barrier is None else (found.barrier == barrier).sum())

    def left(self, reason: int, barrier: int | None = None) -> float:
        """How often someone left the bridge for a reason (and a barrier)."""
        found = self.events[(self.events.event == LEFT_BRIDGE) & (self.events.reason == reason)]
        return float(len(found) if barrier is None else (found.barrier == barrier).sum())

    def quits(self, barrier: int) -> float:
        """Share of crossings, over the bridge or alone, after which someone quit because of a barrier; NaN without any."""
        quits, hired = self.events[self.events.event == QUIT_EARLY], self.events[self.events.event == HIRED]
        crossings = (self.jobs.sector[hired.from_job_type] != self.jobs.sector[hired.to_job_type]) & (hired.status != INACTIVE)
        return float((quits.barrier == barrier).sum() / crossings.sum()) if crossings.any() else np.nan

    def count(self, event: int) -> float:
        """How often something happened."""
        return float((self.events.event == event).sum())

    def months_between(self, first: int, then: int) -> float:
        """Mean months between two stages, for people who reached both."""
        start = {(e.person, e.generation): e.month for e in self.on(first)}
        waits = [e.month - start[e.person, e.generation] for e in self.on(then) if (e.person, e.generation) in start]
        return float(np.mean(waits)) if waits else np.nan

    @property
    def across(self) -> Any:
        """Hires across the bridge, as people stood just before."""
        return self.events[(self.events.event == HIRED) & (self.events.stage == STARTED)]

    def euros(self, item: str, payer: int | None = None) -> float:
        """Euros paid for an item (by one party)."""
        found = self.payments[self.payments.paid_for == codes.ITEMS.index(item)]
        return float(found.euro.sum() if payer is None else found.euro[found.payer == payer].sum())

    def part_of_tuition(self, payer: int) -> float:
        """Share of the tuition of crossings that one party paid."""
        paid = self.payments[(self.payments.paid_for == TUITION) & (self.payments.payee == TRAINERS)]
        return float(paid.euro[paid.payer == payer].sum() / paid.euro.sum()) if len(paid) else np.nan


@dataclass(frozen=True)
class Signal:
    """A number read from a run, with its name in Dutch and English."""

    nl: str
    en: str
    of: Callable[[Log], float]


def _enrolled(log: Log) -> float:
    left = log.events[(log.events.event == LEFT_BRIDGE) & (log.events.reason == LOST_BETWEEN)]
    lost_on_the_way = float((left.stage == AWARE).sum())  # they had said yes
    return (log.reached(ORIENTED) + lost_on_the_way) / log.reached(AWARE)


def _skill_distance(log: Log) -> float:
    matched = log.on(MATCHED)
    return float(log.jobs.cosine[matched.from_job_type, matched.to_job_type].mean()) if len(matched) else np.nan


def _wage_ratio(log: Log) -> float:
    across = log.across
    return float((across.wage_after / np.maximum(1, across.wage_before)).mean()) if len(across) else np.nan


def _not_bound(log: Log) -> float:
    gone = log.left(NO_LONGER_WANTED, NO_FIRST_MOVER)
    return (log.refused(EMPLOYER_DECLINED, NO_FIRST_MOVER) + gone) / log.reached(SELECTED)


SIGNALS = {
    "heard": Signal("Mensen die van de loopbrug horen", "People who hear of the bridge", lambda g: g.reached(AWARE)),
    "enrolled": Signal(
        "Deel dat wil meedoen, van wie ervan hoort", "Share that wants to take part, of those who hear of it", _enrolled
    ),
    "distance": Signal("Afstand tussen oud en gekozen werk", "Distance between old and chosen work", _skill_distance),
    "matches": Signal(
        "Matches per persoon die zich oriënteert", "Matches per person who orients",
        lambda g: g.reached(MATCHED) / g.reached(ORIENTED),
    ),
    "opted-out": Signal(
        "Deel van de matches dat na proeven stopt", "Share of matches that end after trying out",
        lambda g: g.refused(OPTED_OUT) / g.reached(MATCHED),
    ),
    "quit-belief": Signal(
        "Deel van de overstappers dat vertrekt om het werk zelf", "Share of crossers who quit over the work itself",
        lambda g: g.quits(BLIND_CHOICE),
    ),
    "dismissed": Signal(
        "Ontslagen die doorgaan, per aankondiging", "Dismissals that take effect, per announcement",
        lambda g: g.count(DISMISSED) / max(1.0, g.count(ANNOUNCED)),
    ),
    "announced": Signal("Aangekondigde ontslagen", "Announced dismissals", lambda g: g.count(ANNOUNCED)),
    "not-selected": Signal(
        "Deel van de matches dat de werkgever afwijst", "Share of matches the employer turns down",
        lambda g: g.refused(NOT_SELECTED) / g.reached(MATCHED),
    ),
    "not-bound": Signal(
        "Deel van de geselecteerden aan wie niemand zich bindt", "Share of those selected to whom nobody binds themselves",
        _not_bound,
    ),
    "quit-landing": Signal(
        "Deel van de overstappers dat vertrekt om de landing", "Share of crossers who quit over the landing",
        lambda g: g.quits(HARD_LANDING),
    ),
    "wait": Signal(
        "Maanden tussen contract en opleiding", "Months between contract and training",
        lambda g: g.months_between(CONTRACTED, IN_TRAINING),
    ),
    "training": Signal(
        "Maanden tussen contract en start", "Months between contract and start", lambda g: g.months_between(CONTRACTED, STARTED)
    ),
    "dropped-out": Signal(
        "Deel van de cursisten dat uitvalt", "Share of trainees who drop out",
        lambda g: g.left(DROPPED_OUT) / g.reached(IN_TRAINING),
    ),
    "lost": Signal(
        "Deel dat bij een overdracht kwijtraakt", "Share lost at a hand-over", lambda g: g.left(LOST_BETWEEN) / g.reached(AWARE)
    ),
    "refused-pots": Signal(
        "Deel van de geselecteerden zonder geld door schotten", "Share of those selected refused for sector-bound money",
        lambda g: g.refused(REFUSED_FOR_MONEY, SECTOR_POTS) / g.reached(SELECTED),
    ),
    "refused-income": Signal(
        "Deel van de geselecteerden dat het inkomensgat niet redt", "Share of those selected who cannot bridge the income gap",
        lambda g: g.refused(INCOME_GAP_REASON) / g.reached(SELECTED),
    ),
    "wage-ratio": Signal("Nieuw loon tegenover oud loon bij de start", "New wage against old at the start", _wage_ratio),
    "quit-perspective": Signal(
        "Deel van de overstappers dat vertrekt om het perspectief", "Share of crossers who quit for want of perspective",
        lambda g: g.quits(BOTTOM_RUNG),
    ),
    "not-admitted": Signal(
        "Deel van de matches dat niet tot de opleiding wordt toegelaten", "Share of matches not admitted to the course",
        lambda g: g.refused(NOT_ADMITTED) / g.reached(MATCHED),
    ),
    "receiver-part": Signal(
        "Deel van de opleiding dat de nieuwe werkgever betaalt", "Share of the training paid by the new employer",
        lambda g: g.part_of_tuition(INFLOW_EMPLOYERS),
    ),
    "sender-part": Signal(
        "Deel van de opleiding dat de oude werkgever betaalt", "Share of the training paid by the old employer",
        lambda g: g.part_of_tuition(OUTFLOW_EMPLOYERS),
    ),
    "savers-part": Signal(
        "Deel van de opleiding dat betaald wordt door wie bespaart", "Share of the training paid by those who save by it",
        lambda g: g.part_of_tuition(OUTFLOW_EMPLOYERS) + g.part_of_tuition(UWV),
    ),
    "uwv-part": Signal(
        "Deel van de opleiding dat UWV betaalt", "Share of the training paid by UWV", lambda g: g.part_of_tuition(UWV)
    ),
    "orientation-paid": Signal("Euro's voor oriëntatietijd", "Euros for orientation time", lambda g: g.euros("orientation")),
    "guided": Signal("Euro's voor gidsen", "Euros for guides", lambda g: g.euros("coaching")),
    "tryout-wages": Signal("Euro's voor proeven van het werk", "Euros for trying work out", lambda g: g.euros("tryout-wage")),
    "bonuses": Signal("Euro's voor wie vroeg gaat", "Euros for who moves early", lambda g: g.euros("mobility-bonus")),
    "risk-shared": Signal("Euro's vergoed bij uitval", "Euros paid back after drop-out", lambda g: g.euros("pooled-risk")),
    "budget-used": Signal("Euro's uit eigen budgetten", "Euros from personal budgets", lambda g: g.euros("portable-use")),
    "budget-lapsed": Signal("Euro's vervallen budget", "Euros of budgets that lapsed", lambda g: g.euros("portable-lapse")),
    "sender-of-income": Signal(
        "Transitie-inkomen van de oude werkgever", "Transition income from the old employer",
        lambda g: g.euros("transition-income", OUTFLOW_EMPLOYERS),
    ),
    "severance-redirected": Signal(
        "Transitievergoeding voor de overstap", "Severance spent on the move", lambda g: g.euros("redirected-severance")
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Trace:
    """What shows that a barrier has gone: its signal rises (1) or falls (-1). `neighbour` is the barrier it is most taken for."""

    barrier: str
    signal: str
    direction: int
    neighbour: str


# Table 5 of the evidence on the barriers, as signals of the model.
TRACES = (
    Trace("unsafe-step", "enrolled", 1, "cv-self-image"),
    Trace("cv-self-image", "distance", 1, "diploma-gate"),
    Trace("blind-choice", "quit-belief", -1, "hard-landing"),
    Trace("late-release", "dismissed", -1, "rigid-training"),
    Trace("diploma-gate", "not-selected", -1, "licence-wall"),
    Trace("no-first-mover", "not-bound", -1, "income-gap"),
    Trace("hard-landing", "quit-landing", -1, "bottom-rung"),
    Trace("rigid-training", "wait", -1, "income-gap"),
    Trace("broken-chain", "lost", -1, "unsafe-step"),
    Trace("sector-pots", "refused-pots", -1, "wrong-pockets"),
    Trace("income-gap", "refused-income", -1, "no-first-mover"),
    Trace("bottom-rung", "quit-perspective", -1, "hard-landing"),
    Trace("licence-wall", "not-admitted", -1, "diploma-gate"),
    Trace("wrong-pockets", "savers-part", 1, "sector-pots"),
)


def read(history: History) -> dict[str, float]:
    """All signals of a run that kept its events."""
    log = Log(history)
    return {name: signal.of(log) for name, signal in SIGNALS.items()}
