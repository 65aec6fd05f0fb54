"""People, jobs, places and euros balance every month, in several worlds, under today's course and under packages."""

from typing import Any

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.codes import (
    CONTRACTED,
    EMPLOYED,
    FIRST_SECTOR_FUND,
    IN_TRAINING,
    INACTIVE,
    ITEMS,
    MATCHED,
    NO_CONTRACT,
    NO_STAGE,
    OPPORTUNITY_ITEMS,
    ORIENTED,
    SELECTED,
    SELF_EMPLOYED,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)
from sim.agents.worker import FIRST_AGE, LAST_AGE, earned, severance, ww_benefit
from sim.month.books import FLOWS
from sim.month.moves import FIRST_JOB, SETTLED_AFTER
from sim.scenario import read_package, read_situation
from sim.world import Course, fresh_world

BEFORE, MONTHS = 3, 18
PLACES = ("nederland-2025", "noordoost-brabant-contractcatering", "bank-naar-klas")
WORLDS = [
    ("nederland-2025", None, False),
    ("nederland-2025", "fonds-en-budget", False),
    ("noordoost-brabant-contractcatering", "persoonlijke-begeleiding-25", False),
    ("noordoost-brabant-contractcatering", "fonds-en-budget", True),
    ("bank-naar-klas", "gids-en-traineeship", False),
    ("bank-naar-klas", "gids-en-traineeship", True),
    ("bank-naar-klas", "fonds-en-budget", True),
]
WITHOUT_WORK = (UNEMPLOYED_WW, UNEMPLOYED, TRAINING)


def count(rows: np.ndarray, size: int) -> np.ndarray:
    """How often each row number below `size` occurs."""
    return np.bincount(rows, minlength=size)


def people_are_conserved(w: Any, n: int) -> None:
    people = w.people
    assert people.size == w.traits.size == w.path.size == w.bridge.size == n
    assert ((people.age >= FIRST_AGE) & (people.age < LAST_AGE)).all()
    at_work = np.isin(people.status, (EMPLOYED, SURPLUS))
    assert ((people.contract != NO_CONTRACT) == at_work).all()
    assert ((people.unit >= 0) == (at_work & (people.contract != SELF_EMPLOYED))).all(), "nobody holds two jobs, or none"
    assert (people.contract[people.status == SURPLUS] != SELF_EMPLOYED).all()
    assert ((people.notice_left > 0) == (people.status == SURPLUS)).all()


def jobs_are_conserved(w: Any) -> None:
    people, units, bridge = w.people, w.units, w.bridge
    employee = people.unit >= 0
    of = people.unit[employee]
    assert (units.job_type[of] == people.job_type[employee]).all()
    assert (units.headcount == count(of, units.size)).all()
    assert (units.leaving == count(people.unit[people.status == SURPLUS], units.size)).all()
    promised = np.isin(people.stage, (SELECTED, CONTRACTED, IN_TRAINING))
    assert (units.reserved == count(bridge.partner[promised], units.size)).all()
    new = employee & (people.crossed == FIRST_JOB) & (people.tenure < SETTLED_AFTER)
    assert (units.starters == count(people.unit[new], units.size)).all()
    assert (units.openings >= 0).all()


def places_are_not_exceeded(w: Any) -> None:
    people, bridge, pools = w.people, w.bridge, w.pools
    with_coach = bridge.coach > 0
    row = 2 * people.region[with_coach].astype(int) + bridge.coach[with_coach] - 1
    assert (pools.clients == count(row, pools.size)).all()
    assert (people.stage[with_coach] != NO_STAGE).all()
    assert (w.courses.taken <= w.courses.seats).all()
    off = people.stage == NO_STAGE
    assert (bridge.partner[off] == -1).all() and (bridge.target[off] == -1).all() and (bridge.course_months[off] == 0).all()
    looking = people.stage <= ORIENTED
    assert (bridge.partner[looking] == -1).all()
    beyond = people.stage >= MATCHED
    assert (w.units.job_type[bridge.partner[beyond]] == bridge.target[beyond]).all()


def benefit_is_a_right(w: Any) -> None:
    people = w.people
    assert (people.ww_left >= 0).all() and (people.ww_left <= w.p.ww_max_months).all()
    assert (people.ww_left[np.isin(people.status, (EMPLOYED, SURPLUS, UNEMPLOYED, INACTIVE))] == 0).all()
    assert (people.ww_left[people.status == UNEMPLOYED_WW] > 0).all()


def hires_are_licensed(w: Any, events: Any) -> None:
    hired = events[events.event == codes.HIRED]
    still = hired[w.people.generation[hired.person] == hired.generation]
    licence = w.jobs.licence[still.to_job_type]
    held = (w.people.licences[still.person] >> np.maximum(0, licence)) & 1 == 1
    assert (held | (licence < 0)).all()


def flows_are_counted_events(flows: np.ndarray, events: Any) -> None:
    total = dict(zip(FLOWS, flows.sum(axis=0).tolist(), strict=True))
    times = count(events.event, len(codes.EVENTS))
    of = lambda *names: sum(int(times[codes.EVENTS.index(name)]) for name in names)  # noqa: E731
    assert sum(total[f"hired-from-{place}"] for place in ("work", "unemployment", "outside")) == of("hired")
    assert total["dismissed"] == of("dismissed")
    assert total["announced"] == of("announced")
    assert total["lasting-crossings"] == of("lasting")
    assert total["contracts-ended"] == of("contract-ended", "business-ended")
    old = np.isin(events.event, (codes.RETIRED, codes.REPLACED)) & (events.from_employer >= 0)
    assert total["left-work"] == of("left-work", "quit-early") + int(old.sum())
    hired = events[events.event == codes.HIRED]
    assert total["hired-from-outside"] == (hired.status == INACTIVE).sum()
    assert total["hired-from-work"] == np.isin(hired.status, (EMPLOYED, SURPLUS)).sum()


def payments_are_the_ledger(ledger: np.ndarray, payments: Any) -> None:
    rebuilt = np.zeros_like(ledger)
    np.add.at(rebuilt, (payments.paid_for, payments.payer, payments.payee), payments.euro)
    assert (rebuilt == ledger).all()
    assert (payments.euro > 0).all()


def cash_adds_up(ledger: np.ndarray) -> None:
    cash = ledger[[item not in OPPORTUNITY_ITEMS for item in ITEMS]]
    assert (cash >= 0).all()
    assert np.einsum("ipp->p", cash).sum() == 0, "nobody pays cash to themselves"
    paid, received = cash.sum(axis=(0, 2)), cash.sum(axis=(0, 1))
    assert (paid - received).sum() == 0
    time = ledger[[item in OPPORTUNITY_ITEMS for item in ITEMS]]
    assert time.sum() == np.einsum("ipp->p", time).sum(), "what is no cash never changes hands"


def funds_keep_their_books(w: Any, before: np.ndarray, ledger: np.ndarray) -> None:
    party = w.funds.party[: w.sectors + 1].astype(int)
    assert party[: w.sectors].tolist() == list(range(FIRST_SECTOR_FUND, FIRST_SECTOR_FUND + w.sectors))
    flow = (ledger.sum(axis=(0, 1)) - ledger.sum(axis=(0, 2)))[party]
    change = w.funds.balance[: w.sectors + 1] - before[: w.sectors + 1]
    assert (change == flow).all(), "a fund's balance changes by what the ledger says it received and paid"


def wages_and_benefits_are_earned(w: Any, ledger: np.ndarray, lost_before: np.ndarray, month: int) -> None:
    people = w.people
    income = np.array([earned(int(a), int(b)) for a, b in zip(people.wage, people.hours, strict=True)])
    total = dict(zip(ITEMS, ledger.sum(axis=(1, 2)).tolist(), strict=True))
    # Learning moves wages after they were paid, so only people without a step on the scale this month are compared.
    step = (people.tenure > 0) & (people.tenure % 12 == 0)
    paid = total["wage"] + total["wage-in-training"]
    assert income[(people.unit >= 0) & ~step].sum() <= paid <= income[people.unit >= 0].sum()
    if month < 0:
        return
    out = np.isin(people.status, WITHOUT_WORK)
    benefit = income[out] - (w.path.income_lost[out] - lost_before[out])
    assert benefit.sum() == total["ww"]
    due = [ww_benefit(float(a), int(b), w.p) for a, b in zip(income[out], people.status_months[out], strict=True)]
    assert ((benefit == 0) | (benefit == due)).all()
    assert (benefit[people.status[out] == UNEMPLOYED_WW] > 0).all()


def severance_goes_with_dismissal(w: Any, events: Any, payments: Any) -> None:
    dismissed = events[events.event == codes.DISMISSED]
    money = payments[payments.paid_for == codes.SEVERANCE]
    assert set(money.person.tolist()) <= set(dismissed.person.tolist())
    assert money.size <= dismissed.size
    cap = max(severance(float(wage), 600, w.p) for wage in (*dismissed.wage_before.tolist(), 0))
    assert money.size == 0 or money.euro.max() <= cap


def everyone_is_counted(w: Any, observed: Any) -> None:
    stocks = observed.stocks[:, : len(codes.STATUSES)]
    assert stocks.sum(axis=0).tolist() == count(w.people.status, len(codes.STATUSES)).tolist()
    in_scope = stocks.reshape(-1, 2, len(codes.STATUSES))[:, 1].sum()
    assert in_scope == (w.people.scope != 0).sum()
    assert (w.path.in_scope[w.people.scope != 0] == 1).all()
    at_work = np.isin(w.people.status, (EMPLOYED, SURPLUS))
    assert observed.stocks[:, -1].sum() == w.people.wage[at_work].sum()


def check_books(place: str, package: str | None, changes: dict[str, float] | None, n: int, before: int, months: int) -> Course:
    """Live some months, the first of them before the situation starts, and check all books at the end of each."""
    situation = read_situation(place)
    world = fresh_world(situation, n, seed=4, changes=changes)
    world.month = -before
    course = Course(world, read_package(package, situation) if package else None)
    w = world.tables
    for month in range(-before, months):
        balance, lost = w.funds.balance.copy(), w.path.income_lost.copy()
        generation = w.people.generation.copy()
        course.step()
        books = course.history.books
        assert books.event_count[0] <= len(books.events) and books.payment_count[0] <= len(books.payments), "no room"
        events = books.events[: int(books.event_count[0])]
        payments = books.payments[: int(books.payment_count[0])]
        events, payments = events[events.month == month], payments[payments.month == month]
        ledger, observed = course.history.ledger[-1], course.history.observed[-1]
        lost[w.people.generation != generation] = 0
        people_are_conserved(w, n)
        jobs_are_conserved(w)
        places_are_not_exceeded(w)
        benefit_is_a_right(w)
        hires_are_licensed(w, events)
        flows_are_counted_events(observed.flows, events)
        payments_are_the_ledger(ledger, payments)
        cash_adds_up(ledger)
        funds_keep_their_books(w, balance, ledger)
        wages_and_benefits_are_earned(w, ledger, lost, month)
        severance_goes_with_dismissal(w, events, payments)
        everyone_is_counted(w, observed)
    return course


@pytest.mark.small
@pytest.mark.parametrize("package", [None, "gids-en-traineeship", "fonds-en-budget"])
def test_books_of_a_tiny_world_balance(package: str | None, busy: dict[str, float]) -> None:
    check_books("bank-naar-klas", package, busy, 300, 1, 4)


@pytest.mark.parametrize(("place", "package", "crowded"), WORLDS)
def test_books_balance_every_month(place: str, package: str | None, crowded: bool, busy: dict[str, float]) -> None:
    course = check_books(place, package, busy if crowded else None, 2_000, BEFORE, MONTHS)
    events = course.history.books.events[: int(course.history.books.event_count[0])]
    seen = {codes.EVENTS[e] for e in np.unique(events.event)}
    assert seen >= {"hired", "contract-ended", "left-work", "announced", "began-search"}
    if place == "noordoost-brabant-contractcatering":
        assert "dismissed" in seen
    if crowded:
        stages = {codes.STAGES[s] for s in np.unique(events.stage[(events.event == codes.STAGE) & (events.reason == 0)])}
        assert stages >= {"aware", "oriented", "matched", "selected", "contracted", "started"}


@pytest.mark.parametrize(("place", "package", "crowded"), WORLDS)
def test_no_fund_spends_what_it_does_not_have(place: str, package: str | None, crowded: bool, busy: dict[str, float]) -> None:
    situation = read_situation(place)
    world = fresh_world(situation, 2_000, seed=4, changes=busy if crowded else None)
    course = Course(world, read_package(package, situation) if package else None)
    for month in range(MONTHS):
        course.step()
        balance = world.tables.funds.balance
        assert (balance >= 0).all(), f"month {month}: the fund in row {int(balance.argmin())} stands at {int(balance.min())} euro"


def test_people_in_training_have_a_seat(busy: dict[str, float]) -> None:
    situation = read_situation("bank-naar-klas")
    began_with = {}
    for seats in (0.0, 0.002, 1.0):
        world = fresh_world(situation, 3_000, seed=4, changes=busy | {"seats": seats})
        course = Course(world, read_package("gids-en-traineeship", situation))
        w, began_with[seats] = world.tables, 0
        for month in range(MONTHS):
            course.step()
            books = course.history.books
            events = books.events[: int(books.event_count[0])]
            began = events[(events.month == month) & (events.event == codes.STAGE) & (events.stage == IN_TRAINING)]
            course_row = began.to_job_type.astype(int) * w.regions + began.region
            assert (count(course_row, w.courses.size) == w.courses.taken).all()
            assert (w.courses.taken <= w.courses.seats).all()
            began_with[seats] += began.size
    assert began_with[0.0] == 0
    assert 0 <= began_with[0.002] <= began_with[1.0]
    assert began_with[1.0] > 0


@pytest.mark.small
def test_dropping_out_does_not_start_benefit_anew() -> None:
    """75% is for the first two months without work; training in between does not bring them back."""
    nobody_searches = {f"search_without_{age}": 0 for age in (15, 25, 35, 45, 55, 65)}
    changes = nobody_searches | {"dropout": 1, "business_from_search": 0}
    world = fresh_world(read_situation("bank-naar-klas"), 400, seed=4, changes=changes)
    w = world.tables
    i = int(np.flatnonzero(w.people.status == UNEMPLOYED_WW)[0])
    unit = int(np.flatnonzero(w.units.region == w.people.region[i])[0])
    w.people.status[i], w.people.status_months[i], w.people.ww_left[i] = TRAINING, 8, 10
    w.people.stage[i], w.bridge.partner[i], w.bridge.course_months[i] = IN_TRAINING, unit, 5
    w.bridge.target[i] = w.units.job_type[unit]
    w.units.reserved[unit] += 1
    Course(world).step()
    assert (w.people.stage[i], w.people.status[i], w.units.reserved[unit]) == (NO_STAGE, UNEMPLOYED_WW, 0)
    income = earned(int(w.people.wage[i]), int(w.people.hours[i]))
    assert income - w.path.income_lost[i] == ww_benefit(float(income), 9, w.p), "70% in the tenth month"
    assert w.people.status_months[i] == 9, "months without work go on counting"
