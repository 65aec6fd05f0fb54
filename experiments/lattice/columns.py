"""What is kept of an arm in a world: headline measures, and what each party pays less what it receives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.agents.codes import FIRST_SECTOR_FUND, PARTIES
from sim.business import CASH, PUBLIC
from sim.measures import MEASURES, measure
from sim.policies.catalogue import parties
from sim.words import Both
from sim.world import History

# Those of the people in scope or outside it are left out, since today reaches nobody; chains need events, which no arm keeps.
KEPT = (
    "lasting-crossings", "safe-crossings", "crossings", "back-to-work", "months-out", "income-lost", "wage-after-1-year",
    "wage-after-3-years", "hires-shortage", "unemployment", "gap-age", "gap-education", "public-cost",
)  # fmt: skip
NET_PUBLIC, FUNDS, PARTY = "net-public", "sector-funds", "party-"
MEASURE, COST = "measure", "cost"
EURO = "EUR million/year"


@dataclass(frozen=True)
class Column:
    """One number of a run. kind: a headline measure, or a cost: cash paid less cash received by a party; better as in Measure."""

    id: str
    nl: str
    en: str
    unit: str
    better: str
    kind: str

    @property
    def words(self) -> Both:
        """Its name."""
        return Both(self.nl, self.en)

    @property
    def sign(self) -> float:
        """1 where more is better or neither is, -1 where less is."""
        return -1.0 if self.better == "lower" else 1.0


@cache
def columns() -> dict[str, Column]:
    """The columns by id, in the order in which they are kept."""
    found = [Column(id, m.nl, m.en, m.unit, m.better, MEASURE) for id, m in ((id, MEASURES[id]) for id in KEPT)]
    public = Both("UWV en overheden samen: betaald min ontvangen", "UWV and governments together: paid less received")
    found.append(Column(NET_PUBLIC, *public, EURO, "lower", COST))
    for name in (*PARTIES, FUNDS):
        nl, en = f"{parties()[name].nl}: betaald min ontvangen", f"{parties()[name].en}: paid less received"
        found.append(Column(PARTY + name, nl, en, EURO, "lower", COST))
    return {column.id: column for column in found}


def figures(history: History) -> np.ndarray:
    """float64[column] of one finished run, of real people; nan for a measure that nobody gives rise to."""
    measured = measure(history)
    million_a_year = history.world.weight * 12.0 / len(history.observed) / 1e6
    net = million_a_year * net_paid(history.whole_ledger())
    by_party = [*net[:FIRST_SECTOR_FUND], net[FIRST_SECTOR_FUND:].sum()]
    return np.array([*(measured[id] for id in KEPT), net[PUBLIC].sum(), *by_party])


def net_paid(ledger: np.ndarray) -> np.ndarray:
    """float64[party]: cash paid less cash received, from int64[item, payer, payee]. Over all parties it sums to nothing."""
    cash = ledger[CASH]
    return (cash.sum(axis=(0, 2)) - cash.sum(axis=(0, 1))).astype(np.float64)
