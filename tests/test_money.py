"""Money of the month: what it is entered under, and room for all of it."""

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.codes import FIRST_SECTOR_FUND, ITEMS, SURPLUS
from sim.agents.worker import earned
from sim.month import charges
from sim.month.books import PAYMENT_ROWS
from sim.month.money import PAYERS, PER_POOL, PER_SECTOR, SUMS, coaching, missed_by_vacancies, settle
from sim.policies.package import LeverUse, Package
from sim.policies.prices import priced
from sim.scenario import read_situation
from sim.world import Course, World, fresh_world

WORKERS, OUTFLOW = codes.PARTIES.index("workers"), codes.PARTIES.index("outflow-employers")
# Employers shrink and look no month ahead; the law gives each person just one month of notice, and nobody leaves by themselves.
SHRINKING = {"firm_shock": 0.2, "slack": 0, "attrition": 0.002, "planning_horizon": 0, "procedure_low": 0, "procedure_high": 0} | {
    f"notice_{years}": 1 for years in ("start", "5_years", "10_years", "15_years")
}


@pytest.fixture
def world() -> World:
    return fresh_world(read_situation("nederland-2025"), 1_000, 4)


def lead_time(months: int, **use: int) -> Package:
    lever = LeverUse(lever="lead-time", dose=months, **use)
    return Package(id="proef", nl="Proef", en="Test", levers=(lever,))


def wages(course: Course, item: str) -> int:
    return int(course.history.ledger[-1][ITEMS.index(item), OUTFLOW, WORKERS])


def test_extra_months_of_notice_are_wages_of_their_own() -> None:
    """One month by law and two extra ones: the first is an ordinary wage, the last two are the lever's."""
    course = Course(fresh_world(read_situation("nederland-2025"), 4_000, 4, SHRINKING | {"collective_wait": 0}), lead_time(2))
    people = course.world.tables.people
    course.step()  # whoever is told in this month is not yet under the lever, and has gone the next
    seen = set()
    for _ in range(5):
        course.step()
        noticed = people.status == SURPLUS
        due = np.array([earned(int(w), int(h)) for w, h in zip(people.wage[noticed], people.hours[noticed], strict=True)])
        left, tenure = people.notice_left[noticed], people.tenure[noticed]
        seen |= set(left.tolist())
        step = (tenure > 0) & (tenure % 12 == 0)  # learning may have raised their pay after it was paid
        for item, of in (("wage", left == 3), ("release-wage", left <= 2)):
            assert due[of & ~step].sum() <= wages(course, item) <= due[of].sum()
    assert seen == {1, 2, 3}


def test_what_was_announced_without_extra_months_keeps_its_wage() -> None:
    """The lever begins in month 1: who heard before that has no extra month, and all their notice is an ordinary wage."""
    course = Course(
        fresh_world(read_situation("nederland-2025"), 4_000, 4, SHRINKING | {"notice_start": 3, "collective_wait": 0}),
        lead_time(6, start_month=1),
    )
    course.step()
    people, path = course.world.tables.people, course.world.tables.path
    before = people.status == SURPLUS
    assert before.any() and wages(course, "release-wage") == 0
    course.step()
    assert (path.extra_notice[before & (people.status == SURPLUS)] == 0).all()
    later = (people.status == SURPLUS) & ~before
    assert later.any() and (path.extra_notice[later] == 6).all()
    assert wages(course, "release-wage") == 0  # the first months of the new ones are those of the law


def test_there_is_room_for_every_payment_of_a_month(world: World) -> None:
    """Every sum and bill has something in it, every service is split over all parties, and each fund has part of what is asked."""
    course = Course(world)
    now, w = course.now(), world.tables
    payers = np.full(now.payers.shape, 1.0 / now.payers.shape[1])
    room = w.sectors * PER_SECTOR + w.pools.size * PER_POOL
    now.put(payers=payers)
    now.books.put(payments=PAYMENT_ROWS.empty(4 * room))
    w.funds.balance[:] = 1  # after what it takes in and spends, too little for its part of what is asked
    w.funds.levy_share[: w.sectors] = 0.01
    w.pools.bill[:] = w.pools.bill_without[:] = 12_345.0
    w.units.openings[:] = 1
    settle(np.full((w.sectors, len(SUMS)), 12_345_678), w, now)
    coaching(w, now)
    missed_by_vacancies(w, now)
    entered = int(now.books.payment_count[0])
    assert len(SUMS) * w.sectors < entered <= room
    assert PAYERS == FIRST_SECTOR_FUND + 2


def test_a_charge_of_a_lever_is_at_most_three_payments() -> None:
    """Room is made for three: a lever has few payers, and the fund's part may fall on the fund and on the new employers."""
    assert charges.MOST_PAYMENTS == 3
    for lever in priced():
        payers = {payer.party for payer in lever.payers}
        assert len(payers) + ("sector-funds" in payers and "inflow-employers" not in payers) <= charges.MOST_PAYMENTS, lever.id
