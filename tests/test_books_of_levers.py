"""People, jobs, places and euros balance every month with all levers in force, and with a programme that lays a road."""

from typing import Any

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.codes import ITEMS
from sim.policies.catalogue import levers
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.world import Course
from tests.bookkeeping import check_books

BEFORE, MONTHS = 3, 18
PLACES = ("nederland-2025", "noordoost-brabant-contractcatering")
EVERYONE, OLDER = Scope(), Scope(min_age=45)
HALF = {name: (lever.default + lever.full_dose) / 2 for name, lever in levers().items()}
# Levers that lead money elsewhere for people who lose their job, at half of their full dose but for three.
MONEY = {name: HALF[name] for name in (
    "redirect-severance", "redirect-ww", "sender-share", "transition-sender-share", "early-mover-bonus", "budget-kept",
    "own-share", "contract-first", "job-guarantee", "modular-courses", "lead-time",
)} | {"transition-income": 0.9, "portable-budget": 100.0, "retention-subsidy": 0.2}  # fmt: skip
ROAD = Route(sectors=("onderwijs", "zorg-welzijn", "techniek"), course_months=3, recruits=True)


def package_of(doses: dict[str, float], scope: Scope, *routes: Route) -> Package:
    uses = tuple(LeverUse(lever=lever, dose=dose, scope=scope) for lever, dose in doses.items())
    return Package(id="proef", nl="Proef", en="Test", levers=uses, routes=routes)


PROGRAMMES = {
    "all levers": package_of(HALF, EVERYONE),
    "all levers for the older": package_of(HALF, OLDER),
    "all levers and a road": package_of(HALF, OLDER, ROAD.model_copy(update={"scope": OLDER})),
    "a road": package_of({"neutral-guide": 0.5}, EVERYONE, ROAD),
    "money and a road": package_of(MONEY, EVERYONE, ROAD),
}
# As busy, with long courses that many begin, without work too, and many break off: that is where most levers pay.
LEARNING = {
    "seats": 1.0, "gap_full_course": 0.02, "tuition_month": 400, "utility_training": 0.1, "utility_income_gap": 0.5,
    "dropout": 0.15, "aware_ww": 0.6, "bridge_worth": -6, "aware_working": 0.03,
}  # fmt: skip
# And many people under notice.
RESTRUCTURING = {"firm_shock": 0.15, "slack": 0, "attrition": 0.002, "aware_surplus": 1, "hold_up": 0.5}


def written(course: Course) -> tuple[Any, Any]:
    """The events and the payments that a course has kept."""
    books = course.history.books
    return books.events[: int(books.event_count[0])], books.payments[: int(books.payment_count[0])]


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("place", PLACES)
def test_books_balance_with_levers_in_force(place: str, programme: str, busy: dict[str, float]) -> None:
    changes = busy | LEARNING | (RESTRUCTURING if programme.startswith("money") else {})
    events, payments = written(check_books(place, PROGRAMMES[programme], changes, 2_000, BEFORE, MONTHS))
    reached = {codes.STAGES[s] for s in np.unique(events.stage[(events.event == codes.STAGE) & (events.reason == 0)])}
    assert reached >= {"oriented", "matched", "selected", "contracted", "in-training", "started", "landed"}
    assert (events.reason == codes.DROPPED_OUT).any() or programme == "all levers"
    paid = {ITEMS[item] for item in np.unique(payments.paid_for)}
    if programme.startswith("all levers"):
        assert paid >= {
            "hub", "passport", "assessment", "planning", "campaign", "tryout-wage", "job-carving", "orientation", "buddy",
            "pension-repair", "pooled-levy", "portable-accrual", "portable-lapse", "mobility-bonus", "retention-subsidy",
        }  # fmt: skip
    if programme.startswith("money"):
        assert paid >= {"redirected-severance", "transition-income", "portable-use", "portable-lapse", "mobility-bonus"}


def test_books_balance_when_the_pool_of_risks_is_empty(busy: dict[str, float]) -> None:
    changes = busy | LEARNING | RESTRUCTURING | {"fund_spent_inside": 1}
    check_books(PLACES[1], package_of({"pooled-risk": 1.0}, EVERYONE), changes, 2_000, BEFORE, MONTHS)
