"""The books of the readable engine: lists of events and payments, and counts by name."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.codes import FIRST_SECTOR_FUND, INFLOW_EMPLOYERS, ITEMS, OUTFLOW_EMPLOYERS, UWV
from sim.agents.columns import Table
from sim.month.books import EVENT_ROWS, FLOWS, PAYMENT_ROWS

if TYPE_CHECKING:
    from sim.reference.agents import Worker
    from sim.reference.places import Unit


class Books:
    """Events and payments of a run, a row each; the ledger and the flows of one month."""

    def __init__(self, sectors: int, parties: int) -> None:
        self.sectors, self.parties = sectors, parties
        self.events: list[tuple[int, ...]] = []
        self.payments: list[tuple[int, ...]] = []
        self.open_month(0, [])

    def open_month(self, month: int, payers: list[list[float]]) -> None:
        """Start a month: the ledger and the flows are empty. `payers` has a row of shares for each service."""
        self.month, self.payers = month, payers
        self.ledger: Counter[tuple[int, int, int]] = Counter()  # (item, payer, payee) -> euros
        self.flows: Counter[tuple[int, int]] = Counter()  # (sector, flow) -> people or positions

    def pay(self, payer: int, payee: int, item: int, euro: int, worker: "Worker | None" = None, unit: "Unit | None" = None) -> None:
        """Enter one payment on both sides; nothing is entered for no money. `unit` is where the employer concerned is found."""
        if euro == 0:
            return
        self.ledger[item, payer, payee] += euro
        person, generation = (worker.row, worker.generation) if worker else (-1, 0)
        employer = unit.employer.row if unit else -1
        self.payments.append((self.month, payer, payee, item, euro, person, generation, employer))

    def pay_split(
        self, service: int, sector: int, payee: int, item: int, euro: int, in_hand: int, worker: "Worker | None" = None,
        employed: bool = True,
    ) -> int:  # fmt: skip
        """Enter what a service costs, split over its payers; returns what the sector's fund paid of what it has in hand.

        The parts are whole euros and add up; what the fund lacks, the new employers pay.
        """
        share, paid, from_fund = 0.0, 0, 0
        for party, part_share in enumerate(self.payers[service]):
            share += part_share
            part = round(euro * share) - paid
            paid += part
            if party == FIRST_SECTOR_FUND:
                from_fund = min(part, max(0, in_hand))
                self.pay(FIRST_SECTOR_FUND + sector, payee, item, from_fund, worker)
                if payee != INFLOW_EMPLOYERS:
                    self.pay(INFLOW_EMPLOYERS, payee, item, part - from_fund, worker)
            else:
                payer = UWV if party == OUTFLOW_EMPLOYERS and not employed else party
                self.pay(payer, payee, item, part, worker)
        return from_fund

    def note(
        self, worker: "Worker", event: int, to_job: int = -1, to_unit: "Unit | None" = None, wage_after: int = 0,
        reason: int = 0, barrier: int = 0, missing_euro: int = 0,
    ) -> None:  # fmt: skip
        """Enter one event of a worker, as they stand just before it."""
        self.events.append((
            self.month, worker.row, worker.generation, event, worker.job_type, to_job,
            worker.unit.employer.row if worker.unit else -1, to_unit.employer.row if to_unit else -1,
            worker.wage, wage_after, worker.age, worker.education, worker.region, worker.status, worker.stage,
            reason, barrier, missing_euro, int(worker.scope != 0),
        ))  # fmt: skip

    def ledger_array(self) -> np.ndarray:
        """int64[item, payer, payee]: the month's ledger as the fast engine keeps it."""
        return _filled((len(ITEMS), self.parties, self.parties), self.ledger)

    def flows_array(self) -> np.ndarray:
        """int64[sector, flow]: the month's flows as the fast engine keeps them."""
        return _filled((self.sectors, len(FLOWS)), self.flows)

    def event_table(self) -> Any:
        """The events as the fast engine keeps them."""
        return _table(EVENT_ROWS, self.events)

    def payment_table(self) -> Any:
        """The payments as the fast engine keeps them."""
        return _table(PAYMENT_ROWS, self.payments)


def _filled(shape: tuple[int, ...], counts: Counter[Any]) -> np.ndarray:
    array = np.zeros(shape, np.int64)
    for place, count in counts.items():
        array[place] = count
    return array


def _table(declared: Table, rows: list[tuple[int, ...]]) -> Any:
    table = declared.empty(len(rows))
    for name, values in zip(declared.columns, zip(*rows, strict=True), strict=False):
        table[name] = np.array(values)
    return table
