"""Why people in the package's scopes were turned back or left the bridge, gathered by what was short, and how full places were."""

from typing import Any

import numpy as np

from sim.agents import codes
from sim.agents.coach import LINE_COACH, NEUTRAL_GUIDE
from sim.words import Both
from sim.world import History

ANY = -1  # whatever the barrier
CAUSES = {
    "guides": Both("Geen gids of te weinig vertrouwen", "No guide or too little trust"),
    "vacancies": Both("Geen passende plaats bij een werkgever", "No place with an employer that fits"),
    "employers": Both("Werkgever koos een ander of durfde niet", "Employer chose another or declined"),
    "licence": Both("Niet toegelaten tot een opleiding", "Not admitted to a course"),
    "seats": Both("Te lang wachten op een opleiding", "Too long a wait for a course"),
    "money": Both("Rekening niet gedekt", "Bill not covered"),
    "income": Both("Te weinig inkomen in de overstap", "Too little income during the switch"),
    "hand-over": Both("Kwijtgeraakt tussen organisaties", "Lost between organisations"),
    "supervision": Both("Vertrokken na een harde landing", "Left after a hard landing"),
}
# What a reason and a barrier of the event log mean; endings that are no refusal (found own work, done) are not in it.
_CAUSE_OF = {
    (codes.GAVE_UP, codes.UNSAFE_STEP): "guides",
    (codes.NO_MATCH, ANY): "vacancies",
    (codes.NO_LONGER_WANTED, ANY): "vacancies",
    (codes.NOT_SELECTED, ANY): "employers",
    (codes.EMPLOYER_DECLINED, ANY): "employers",
    (codes.NOT_ADMITTED, ANY): "licence",
    (codes.GAVE_UP, codes.RIGID_TRAINING): "seats",
    (codes.REFUSED_FOR_MONEY, ANY): "money",
    (codes.INCOME_GAP_REASON, ANY): "income",
    (codes.LOST_BETWEEN, ANY): "hand-over",
    (codes.QUIT_AFTER_START, codes.HARD_LANDING): "supervision",
}
# One line a name reads best.
# ruff: noqa: E501
PLACES = {
    "neutral-guides": Both("Regio's waar alle plaatsen bij een neutrale gids bezet zijn", "Regions where every place with a neutral guide is taken"),
    "line-coaches": Both("Regio's waar alle plaatsen bij een loopbaancoach bezet zijn", "Regions where every place with a line coach is taken"),
    "courses": Both("Opleidingen met een vol instapmoment", "Courses with a full intake"),
}  # fmt: skip


def refusals(events: Any, weight: float) -> dict[str, float]:
    """Real people in scope that were turned back or left, by cause; each time counts."""
    stopped = events[(events.in_scope == 1) & ((events.event == codes.STAGE) | (events.event == codes.LEFT_BRIDGE))]
    found = {}
    for cause in CAUSES:
        mine = np.zeros(len(stopped), bool)
        for (reason, barrier), name in _CAUSE_OF.items():
            if name == cause:
                mine |= (stopped.reason == reason) & ((stopped.barrier == barrier) | (barrier == ANY))
        found[cause] = weight * float(mine.sum())
    return found


def refusals_of(history: History) -> dict[str, float]:
    """Refusals of a run by cause; empty when it kept no events."""
    books = history.books
    return refusals(books.events[: int(books.event_count[0])], history.world.weight) if books.keep[0] else {}


def full_places(history: History) -> dict[str, float]:
    """Share (0-1) of the pools and courses that have places in which all are taken, in the last month; nan where there are none."""
    pools, courses = history.world.tables.pools, history.world.tables.courses
    return {
        "neutral-guides": _full(pools.clients, pools.places, pools.kind == NEUTRAL_GUIDE),
        "line-coaches": _full(pools.clients, pools.places, pools.kind == LINE_COACH),
        "courses": _full(courses.taken, courses.seats, courses.taken > 0),
    }


def _full(taken: np.ndarray, places: np.ndarray, which: np.ndarray) -> float:
    there = which & (places > 0)
    return float((taken[there] >= places[there]).mean()) if there.any() else float("nan")
