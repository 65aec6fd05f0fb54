"""The books of a month: what happened to whom (events), who paid whom (ledger and payments), and counts of flows.

Kernels write into columns set aside beforehand; a run's books are read and written to file once, not row by row.
"""

from typing import Any

import numpy as np

from sim.agents.codes import FIRST_SECTOR_FUND, INFLOW_EMPLOYERS, ITEMS, OUTFLOW_EMPLOYERS, UWV
from sim.agents.columns import Column, Table
from sim.jit import part
from sim.pack import Pack

EVENT_ROWS = Table(
    "Events",
    [
        Column("month", "int16", "month", "month of the situation, 0 is the first"),
        Column("person", "int32", "row", "row of the person"),
        Column("generation", "int8", "count", "people who held the row before"),
        Column("event", "int8", "code", "what happened"),
        Column("from_job_type", "int8", "code", "job before, -1 for none"),
        Column("to_job_type", "int8", "code", "job after, -1 for none"),
        Column("from_employer", "int32", "row", "employer before, -1 for none"),
        Column("to_employer", "int32", "row", "employer after, -1 for none"),
        Column("wage_before", "int32", "euro/month", "full-time wage before"),
        Column("wage_after", "int32", "euro/month", "full-time wage after"),
        Column("age", "int16", "months", "age"),
        Column("education", "int8", "code", "education"),
        Column("region", "int8", "code", "region of the person"),
        Column("status", "int8", "code", "labour status before"),
        Column("stage", "int8", "code", "stage on the bridge after"),
        Column("reason", "int8", "code", "why"),
        Column("barrier", "int8", "code", "the barrier that bound, 0 for none; also names the rule"),
        Column("missing_euro", "int32", "euro", "part of the bill nobody paid"),
        Column("in_scope", "int8", "0/1", "in a scope of the package"),
    ],
)

PAYMENT_ROWS = Table(
    "Payments",
    [
        Column("month", "int16", "month", "month of the situation"),
        Column("payer", "int8", "code", "party that pays"),
        Column("payee", "int8", "code", "party that is paid"),
        Column("paid_for", "int8", "code", "what for"),
        Column("euro", "int64", "euro", "amount"),
        Column("person", "int32", "row", "the person it was paid for, -1 for a sum over people"),
        Column("generation", "int8", "count", "people who held that row before"),
        Column("employer", "int32", "row", "the employer that pays or is concerned, -1 for none", -1),
    ],
)

FLOWS = (
    "hired-from-work", "hired-from-unemployment", "hired-from-outside", "crossings", "lasting-crossings", "dismissed",
    "contracts-ended", "left-work", "announced", "vacancies-posted", "vacancies-filled",
)  # fmt: skip
(
    HIRED_FROM_WORK, HIRED_FROM_UNEMPLOYMENT, HIRED_FROM_OUTSIDE, CROSSINGS, LASTING_CROSSINGS, DISMISSALS,
    CONTRACTS_ENDED, LEFT_WORK_FLOW, ANNOUNCEMENTS, VACANCIES_POSTED, VACANCIES_FILLED,
) = range(len(FLOWS))  # fmt: skip


class Books(Pack):
    """What happened, who paid whom, and how often: rows with their counts, and sums of the month."""

    FIELDS = ("events", "event_count", "payments", "payment_count", "ledger", "flows", "keep")


def new_books(parties: int, sectors: int, keep: bool, people: int = 0) -> Any:
    """Empty books. `keep` false counts and pays, but keeps no row per event or payment.

    With a row for each of the people to begin with, they need to be made longer two or three times in five years.
    """
    rows = max(1024, people) if keep else 1
    return Books(
        events=EVENT_ROWS.empty(rows),
        event_count=np.zeros(1, np.int64),
        payments=PAYMENT_ROWS.empty(rows),
        payment_count=np.zeros(1, np.int64),
        ledger=np.zeros((len(ITEMS), parties, parties), np.int64),
        flows=np.zeros((sectors, len(FLOWS)), np.int64),
        keep=np.array([keep], np.bool_),
    )


def make_room(books: Books, rows: int) -> None:
    """Give the books room for at least so many more events and payments."""
    if not books.keep[0]:
        return
    events, payments = int(books.event_count[0]) + rows, int(books.payment_count[0]) + rows
    if events > books.events.size or payments > books.payments.size:  # seldom: laying out a pack anew takes longer than most phases
        books.put(events=_longer(EVENT_ROWS, books.events, events), payments=_longer(PAYMENT_ROWS, books.payments, payments))


def _longer(table: Table, rows: Any, wanted: int) -> Any:
    if wanted <= rows.size:
        return rows
    longer = table.empty(max(wanted, 2 * len(rows)))
    longer[: len(rows)] = rows
    return longer


@part
def enter(now, payer, payee, item, euro, person, generation, employer):
    """Enter one payment on both sides of the books; nothing is entered for no money."""
    books = now.books
    if euro == 0:
        return
    books.ledger[item, payer, payee] += euro
    if books.keep[0]:
        k = books.payment_count[0]
        row = books.payments
        row.month[k] = now.month
        row.payer[k] = payer
        row.payee[k] = payee
        row.paid_for[k] = item
        row.euro[k] = euro
        row.person[k] = person
        row.generation[k] = generation
        row.employer[k] = employer
        books.payment_count[0] = k + 1


@part
def pay(now, payer, payee, item, euro):
    """Enter a payment that is a sum over people."""
    enter(now, payer, payee, item, euro, -1, 0, -1)


@part
def pay_for(w, now, i, unit, payer, payee, item, euro):
    """Enter a payment for person i; `unit` is where the employer concerned is found, -1 for none."""
    employer = w.units.employer[unit] if unit >= 0 else -1
    enter(now, payer, payee, item, euro, i, w.people.generation[i], employer)


@part
def pay_split(now, service, sector, payee, item, euro, in_hand, person, generation, employed):
    """Enter what a service costs, split over its payers; returns what the fund of the sector paid.

    Whole euros, and the parts add up to the sum. What the fund does not have in hand, the new employers pay; what the old employer
    would pay for someone who has none (`employed` false), UWV pays. `person` is -1 for a sum over people.
    """
    share, paid, from_fund = 0.0, 0, 0
    payers = now.payers[service]
    for party in range(payers.size):
        share += payers[party]
        part = int(np.rint(euro * share)) - paid
        paid += part
        if party == FIRST_SECTOR_FUND:
            from_fund = min(part, max(0, in_hand))
            enter(now, FIRST_SECTOR_FUND + sector, payee, item, from_fund, person, generation, -1)
            if payee != INFLOW_EMPLOYERS:  # what a fund cannot pay the new employers, nobody pays them
                enter(now, INFLOW_EMPLOYERS, payee, item, part - from_fund, person, generation, -1)
        else:
            payer = UWV if party == OUTFLOW_EMPLOYERS and not employed else party
            enter(now, payer, payee, item, part, person, generation, -1)
    return from_fund


@part
def note(w, now, i, event, to_job, to_unit, wage_after, reason, barrier, missing_euro):
    """Enter one event of person i, as they stand just before it: job, employer, wage and status are the ones they leave."""
    books = now.books
    if not books.keep[0]:
        return
    people = w.people
    k = books.event_count[0]
    e = books.events
    unit = people.unit[i]
    e.month[k] = now.month
    e.person[k] = i
    e.generation[k] = people.generation[i]
    e.event[k] = event
    e.from_job_type[k] = people.job_type[i]
    e.to_job_type[k] = to_job
    e.from_employer[k] = w.units.employer[unit] if unit >= 0 else -1
    e.to_employer[k] = w.units.employer[to_unit] if to_unit >= 0 else -1
    e.wage_before[k] = people.wage[i]
    e.wage_after[k] = wage_after
    e.age[k] = people.age[i]
    e.education[k] = people.education[i]
    e.region[k] = people.region[i]
    e.status[k] = people.status[i]
    e.stage[k] = people.stage[i]
    e.reason[k] = reason
    e.barrier[k] = barrier
    e.missing_euro[k] = missing_euro
    e.in_scope[k] = people.scope[i] != 0
    books.event_count[0] = k + 1
