"""People, jobs, places and euros balance every month with all levers in force, and with a programme that lays a road."""

from typing import Any

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.codes import ITEMS
from sim.policies.catalogue import levers
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.scenario import read_situation
from sim.world import Course, fresh_world
from tests.bookkeeping import check_books

BEFORE, MONTHS = 3, 18
PLACES = ("nederland-2025", "noordoost-brabant-contractcatering")
AGES = (15, 25, 35, 45, 55, 65)
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
    events, payments = written(check_books(place, PROGRAMMES[programme], changes, 4_000, BEFORE, MONTHS))
    reached = {codes.STAGES[s] for s in np.unique(events.stage[(events.event == codes.STAGE) & (events.reason == 0)])}
    assert reached >= {"oriented", "matched", "selected", "contracted", "in-training", "started", "landed"}
    assert (events.reason == codes.DROPPED_OUT).any() or programme == "all levers"
    paid = {ITEMS[item] for item in np.unique(payments.paid_for)}
    if programme.startswith("all levers"):
        assert paid >= {
            "hub", "passport", "assessment", "planning", "campaign", "tryout-wage", "job-carving", "orientation", "buddy",
            "pension-repair", "pooled-levy", "portable-accrual", "portable-lapse", "mobility-bonus",
        }  # fmt: skip
        # A subsidy for all surplus of an employer is for whole employers: a scope of people does not get it.
        assert ("retention-subsidy" in paid) == (programme == "all levers")
    if programme.startswith("money"):
        assert paid >= {"redirected-severance", "transition-income", "portable-use", "portable-lapse", "mobility-bonus"}


def test_books_balance_when_the_pool_of_risks_is_empty(busy: dict[str, float]) -> None:
    changes = busy | LEARNING | RESTRUCTURING | {"fund_spent_inside": 1}
    check_books(PLACES[1], package_of({"pooled-risk": 1.0}, EVERYONE), changes, 2_000, BEFORE, MONTHS)


def test_books_balance_when_the_law_of_2022_pays_a_part(busy: dict[str, float]) -> None:
    """SLIM and STAP pay a part of many bills."""
    changes = busy | LEARNING | RESTRUCTURING | {"stap_reach": 0.8, "slim_reach": 0.8}
    programme = package_of({"neutral-guide": 0.5, "contract-first": 0.5}, EVERYONE, ROAD)
    _, payments = written(check_books("nederland-2022", programme, changes, 2_000, BEFORE, MONTHS))
    by_state = payments[payments.paid_for == ITEMS.index("training-subsidy")]
    assert {codes.PARTIES[payer] for payer in np.unique(by_state.payer)} == {"ministries"}
    assert (by_state.payee == codes.TRAINERS).any()


def test_a_small_price_for_many_is_paid() -> None:
    """A campaign of 3 euros a year for a tenth of the employees: 30 cents a year for each of them, a twelfth of it this month."""
    world = fresh_world(read_situation("nederland-2025"), 2_000, 4)
    course = Course(world, package_of({"sector-image": 0.1}, EVERYONE))
    course.step()
    employees = int((world.tables.people.unit >= 0).sum())
    campaign = course.history.ledger[-1][ITEMS.index("campaign")].sum()
    assert campaign == pytest.approx(0.3 * employees / 12, abs=world.tables.sectors)


def test_a_bonus_for_moving_early_is_for_who_goes_before_the_announcement(busy: dict[str, float]) -> None:
    changes = busy | LEARNING | RESTRUCTURING
    events, payments = written(check_books(PLACES[1], PROGRAMMES["money and a road"], changes, 2_000, BEFORE, MONTHS))
    bonus = payments[payments.paid_for == ITEMS.index("mobility-bonus")]
    hired = events[events.event == codes.HIRED]
    before = {(int(e.month), int(e.person)): int(e.status) for e in hired}
    assert bonus.size
    assert {before[int(row.month), int(row.person)] for row in bonus} == {codes.EMPLOYED}


def broken_off(months_done: int, course: int) -> np.ndarray:
    """Skill levels after dropping out of a course whose parts count, for someone who could nothing of it before."""
    sure = {"dropout": 1, "dropout_coached": 1, "dropout_committed": 1}
    world = fresh_world(read_situation("bank-naar-klas"), 400, 4, sure | {f"search_without_{a}": 0 for a in AGES})
    w = world.tables
    i = int(np.flatnonzero(w.people.status == codes.UNEMPLOYED_WW)[0])
    unit = int(np.flatnonzero(w.units.region == w.people.region[i])[0])
    w.people.status[i], w.people.stage[i], w.bridge.partner[i] = codes.TRAINING, codes.IN_TRAINING, unit
    w.bridge.target[i], w.bridge.course_months[i], w.bridge.stage_months[i] = (
        w.units.job_type[unit],
        course - months_done,
        months_done,
    )
    w.units.reserved[unit] += 1
    w.traits.skills[i] = 0
    Course(world, package_of({"modular-courses": 1.0}, EVERYONE)).step()
    assert w.people.stage[i] == codes.NO_STAGE
    return w.traits.skills[i] / np.maximum(1, w.jobs.required[w.units.job_type[unit]])


def test_who_drops_out_at_once_has_learnt_nothing() -> None:
    assert broken_off(0, 1).max() == 0


def test_who_drops_out_late_has_learnt_more() -> None:
    early, late = broken_off(1, 12), broken_off(9, 12)
    assert (late >= early).all() and late.max() > early.max()
    assert late.max() < 1
