"""Books of a world, checked at the end of every month: people, jobs, places and euros balance, whatever the package."""

from typing import Any

import numpy as np

from sim.agents import codes
from sim.agents.codes import (
    CONTRACTED,
    EMPLOYED,
    EXTRA_SEATS,
    FIRST_SECTOR_FUND,
    IN_TRAINING,
    INACTIVE,
    ITEMS,
    MATCHED,
    NO_CONTRACT,
    NO_STAGE,
    OPPORTUNITY_ITEMS,
    ORIENTED,
    REPLACEMENT_RATE,
    SELECTED,
    SELF_EMPLOYED,
    STARTED,
    SURPLUS,
    TRAINERS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)
from sim.agents.trainer import tuition
from sim.agents.worker import FIRST_AGE, LAST_AGE, earned, severance, ww_benefit
from sim.month.books import FLOWS
from sim.month.moves import FIRST_JOB, SETTLED_AFTER
from sim.policies.package import Package
from sim.policies.terms import Terms
from sim.scenario import read_package, read_situation
from sim.world import Course, fresh_world

# What today's world never pays for: only levers do.
OF_LEVERS = (
    "redirected-severance", "transition-income", "tryout-wage", "pooled-risk", "portable-accrual", "portable-use",
    "portable-lapse", "orientation", "passport", "campaign", "planning", "mobility-bonus", "hub", "buddy",
    "pension-repair", "job-carving", "course-design", "retention-subsidy", "pooled-levy", "traineeship", "aftercare", "assessment",
    "release-wage",
)  # fmt: skip
BILL = ("portable-use", "redirected-severance", "tuition", "training-subsidy")  # what a course is paid from
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


def places_are_not_exceeded(w: Any, terms: Terms) -> None:
    people, bridge, pools = w.people, w.bridge, w.pools
    with_coach = bridge.coach > 0
    row = 2 * people.region[with_coach].astype(int) + bridge.coach[with_coach] - 1
    assert (pools.clients == count(row, pools.size)).all()
    assert (people.stage[with_coach] != NO_STAGE).all()
    more = np.ceil(w.courses.mean_seats * terms.setting[:, EXTRA_SEATS].max())  # the same luck rounds both
    assert (w.courses.taken <= w.courses.seats + more).all()
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
    hired = events[np.isin(events.event, (codes.HIRED, codes.MOVED_INSIDE))]
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


def wages_and_benefits_are_earned(w: Any, terms: Terms, ledger: np.ndarray, lost_before: np.ndarray, month: int) -> None:
    people = w.people
    income = np.array([earned(int(a), int(b)) for a, b in zip(people.wage, people.hours, strict=True)])
    total = dict(zip(ITEMS, ledger.sum(axis=(1, 2)).tolist(), strict=True))
    # Learning moves wages after they were paid, so only people without a step on the scale this month are compared.
    step = (people.tenure > 0) & (people.tenure % 12 == 0)
    paid = total["wage"] + total["wage-in-training"] + total["release-wage"]
    assert income[(people.unit >= 0) & ~step].sum() <= paid <= income[people.unit >= 0].sum()
    if month < 0:
        return
    out = np.isin(people.status, WITHOUT_WORK)
    benefit = income[out] - (w.path.income_lost[out] - lost_before[out])
    assert benefit.sum() == total["ww"] + total["transition-income"]
    due = np.array([ww_benefit(float(a), int(b), w.p) for a, b in zip(income[out], people.status_months[out], strict=True)])
    rate = np.where(people.status[out] == TRAINING, terms.setting[people.scope[out], REPLACEMENT_RATE], 0.0)
    least = np.rint(rate * income[out])  # what a transition income makes it up to
    assert ((benefit == least) | (benefit == np.maximum(due, least))).all()
    assert (benefit[people.status[out] == UNEMPLOYED_WW] > 0).all()


def severance_goes_with_dismissal(w: Any, events: Any, payments: Any) -> None:
    dismissed = events[events.event == codes.DISMISSED]
    money = payments[payments.paid_for == codes.SEVERANCE]
    assert set(money.person.tolist()) <= set(dismissed.person.tolist())
    assert money.size <= dismissed.size
    cap = max(severance(float(wage), 600, w.p) for wage in (*dismissed.wage_before.tolist(), 0))
    assert money.size == 0 or money.euro.max() <= cap * max(1.0, w.p.social_plan_high)  # a social plan may pay more


def everyone_is_counted(w: Any, observed: Any) -> None:
    stocks = observed.stocks[:, : len(codes.STATUSES)]
    assert stocks.sum(axis=0).tolist() == count(w.people.status, len(codes.STATUSES)).tolist()
    in_scope = stocks.reshape(-1, 2, len(codes.STATUSES))[:, 1].sum()
    assert in_scope == (w.people.scope != 0).sum()
    assert (w.path.in_scope[w.people.scope != 0] == 1).all()
    at_work = np.isin(w.people.status, (EMPLOYED, SURPLUS))
    assert observed.stocks[:, -1].sum() == w.people.wage[at_work].sum()


def nothing_is_negative(w: Any) -> None:
    for table, columns in (
        (w.bridge, ("account", "severance_cash", "redirected", "receiver_paid", "course_months", "tried", "stage_months")),
        (w.units, ("reserved", "openings", "headcount", "leaving", "starters", "enrolled")),
        (w.people, ("wage", "ww_left", "notice_left", "tenure")),
        (w.pools, ("clients", "places")),
        (w.courses, ("taken", "seats")),
        (w.traits, ("savings",)),
        (w.funds, ("balance",)),
    ):
        assert [name for name in columns if (getattr(table, name) < 0).any()] == []
    assert (w.bridge.redirected[w.people.unit < 0] == 0).all(), "who is off the staff has no severance to come"


def stage_and_status_agree(w: Any) -> None:
    people = w.people
    on, at_work = people.stage != NO_STAGE, np.isin(people.status, (EMPLOYED, SURPLUS))
    assert (people.status[on] != INACTIVE).all()
    assert (people.contract[on] != SELF_EMPLOYED).all()
    assert ((people.status == TRAINING) == ((people.stage == IN_TRAINING) & ~at_work)).all()
    started = people.stage >= STARTED
    assert (people.crossed[started] == FIRST_JOB).all() and at_work[started].all()
    assert (people.unit[started] == w.bridge.partner[started]).all()


def bills_are_paid_in_full(w: Any, payments: Any) -> None:
    """Who signed this month has the whole course paid to the trainer, by whomever."""
    signed = np.flatnonzero((w.people.stage == CONTRACTED) & (w.bridge.stage_months == 0))
    for_training = np.isin(payments.paid_for, [ITEMS.index(name) for name in BILL]) & (payments.payee == TRAINERS)
    mine = payments[for_training & (payments.person >= 0)]
    for i in signed:
        paid = mine.euro[(mine.person == i) & (mine.generation == w.people.generation[i])].sum()
        assert paid == tuition(int(w.bridge.course_months[i]), w.p)
    assert set(mine.person.tolist()) <= set(signed.tolist())


def accounts_keep_their_books(w: Any, before: np.ndarray, ledger: np.ndarray, alive: np.ndarray) -> None:
    """Development budgets change by what was put in, used and lost; those of the dead go with them."""
    total = dict(zip(ITEMS, ledger.sum(axis=(1, 2)).tolist(), strict=True))
    change = total["portable-accrual"] - total["portable-use"] - total["portable-lapse"]
    gone = w.bridge.account.sum() - before.sum() - change
    assert -before[~alive].sum() <= gone <= 0


def levers_are_paid_for_people_in_scope(w: Any, package: Package | None, ledger: np.ndarray, payments: Any, month: int) -> None:
    lever_s = [ITEMS.index(name) for name in OF_LEVERS]
    if package is None or month < 0:
        assert ledger[lever_s].sum() == 0
    same = payments[(payments.person >= 0) & np.isin(payments.paid_for, lever_s)]
    same = same[w.people.generation[same.person] == same.generation]
    assert (w.path.in_scope[same.person] == 1).all()
    staff = (w.people.unit >= 0) & (w.people.scope != 0)
    if package is not None and "strategic-planning" in {use.lever for use in package.levers}:
        # Of every employee in scope a twelfth a month: half of 20 euros a year for planning and half of 40 for managers, in cents.
        asked = 30 / 12 * int(staff.sum()) if month >= 0 else 0
        assert abs(ledger[ITEMS.index("planning")].sum() - asked) <= 0.005 * asked + w.sectors


def check_books(
    place: str, package: Package | str | None, changes: dict[str, float] | None, n: int, before: int, months: int
) -> Course:
    """Live some months, the first of them before the situation starts, and check all books at the end of each."""
    situation = read_situation(place)
    world = fresh_world(situation, n, seed=4, changes=changes)
    world.month = -before
    found = read_package(package, situation) if isinstance(package, str) else package
    course = Course(world, found)
    w = world.tables
    for month in range(-before, months):
        terms = course.terms(month)
        balance, lost, account = w.funds.balance.copy(), w.path.income_lost.copy(), w.bridge.account.astype(np.int64)
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
        places_are_not_exceeded(w, terms)
        benefit_is_a_right(w)
        hires_are_licensed(w, events)
        flows_are_counted_events(observed.flows, events)
        payments_are_the_ledger(ledger, payments)
        cash_adds_up(ledger)
        funds_keep_their_books(w, balance, ledger)
        nothing_is_negative(w)
        stage_and_status_agree(w)
        bills_are_paid_in_full(w, payments)
        accounts_keep_their_books(w, account, ledger, w.people.generation == generation)
        levers_are_paid_for_people_in_scope(w, found, ledger, payments, month)
        wages_and_benefits_are_earned(w, terms, ledger, lost, month)
        severance_goes_with_dismissal(w, events, payments)
        everyone_is_counted(w, observed)
    return course
