"""The business case of a package: what each party has left over against today, as present value over some years.

Everything comes from the monthly ledgers of paired worlds. A plus is money a party has more than under today's policy, a minus
money it has less: the other way round than in the list of who pays, which counts what is paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sim import data
from sim.agents.codes import EU, FIRST_SECTOR_FUND, ITEMS, MINISTRIES, OPPORTUNITY_ITEMS, PARTIES, PROVINCES, UWV, WORKERS
from sim.policies.catalogue import parties
from sim.sparse import Sparse, thinned, whole

if TYPE_CHECKING:
    from sim.runs import RunResult

CASH = np.array([item not in OPPORTUNITY_ITEMS for item in ITEMS])
HORIZONS = (1, 3, 5)  # years
PUBLIC = [UWV, MINISTRIES, PROVINCES, EU]
PAY = ("wage", "wage-in-training", "ww", "severance", "release-wage", "tryout-wage", "transition-income", "mobility-bonus")
TAXED = [ITEMS.index(item) for item in PAY]
IN_FORCE = date.max  # whatever year a situation is set in, its money is valued as is usual now
OPPORTUNITIES = {
    "supervision-hours": ("Tijd van begeleiders op het werk", "Time of supervisors at work"),
    "open-vacancy": ("Werk dat blijft liggen door open vacatures", "Work not done because of open vacancies"),
    "buddy": ("Tijd van buddy's op het werk", "Time of buddies at work"),
}
WITH_TAX = ("UWV en overheden samen, met geschatte belasting en premies", "UWV and governments together, with estimated tax")


@dataclass(frozen=True)
class CaseRow:
    """Present value, in euros of real people, of what one party has more than today; bands are quantiles over pairs.

    `kind` is cash (adds up to nothing over the parties), opportunity (time or work missed, no payment) or derived (no account
    of the ledger, and not to be added to the others). `per_lasting_crossing` is missing where no more cross lastingly.
    """

    id: str
    nl: str
    en: str
    kind: str
    years: int
    euro: float
    low80: float
    high80: float
    low95: float
    high95: float
    per_lasting_crossing: float | None


@dataclass(frozen=True)
class BusinessCase:
    """The rows by horizon. `left_out` are the horizons (years) that the runs were too short for."""

    rows: list[CaseRow]
    horizons: list[int]
    left_out: list[int]
    lasting_crossings: dict[int, float]  # extra ones by the end of each horizon, median over pairs
    discount_rate: float
    tax_rate: float


def balances(ledger: Sequence[np.ndarray]) -> np.ndarray:
    """int64[month, item, party] from a ledger int64[item, payer, payee] a month: cash received less cash paid.

    An opportunity stands in the ledger from a party to itself, so there the balance is what it costs that party, as a minus.
    """
    return np.array([_balance(month) for month in ledger], np.int64)


def _balance(month: np.ndarray) -> np.ndarray:
    paid, received = month.sum(axis=2), month.sum(axis=1)
    return np.where(CASH[:, None], received - paid, -paid)


def discount_rate() -> float:
    """Yearly rate at which later money counts for less (share); institutions.csv gives its source and grade."""
    return data.institution("discount-rate", IN_FORCE)


def tax_rate() -> float:
    """Share of gross pay and benefit that goes to tax and contributions on average; institutions.csv gives its source."""
    return data.institution("tax-on-pay", IN_FORCE)


def present_value(balance: np.ndarray, months: int, rate: float) -> np.ndarray:
    """float64[item, party]: the first so many months of a balance, each month discounted by a twelfth of the yearly rate.

    Compounded monthly, (1 + rate) ** (month / 12): month 0 counts in full, month 12 is divided by 1 + rate.
    """
    weights = (1.0 + rate) ** (-np.arange(months) / 12.0)
    return np.tensordot(weights, balance[:months], axes=1)


def business_case(pairs: Sequence[tuple[RunResult, RunResult]], rate: float | None = None) -> BusinessCase | None:
    """The business case over pairs of (today, package); None when they kept no monthly balances or ran under a year."""
    found = [cases(a, b, rate) for a, b in pairs]
    horizons = [years for years in HORIZONS if all(years in values for values in found)]
    if not horizons:
        return None
    tax = tax_rate()
    rows: list[CaseRow] = []
    crossings = {}
    for years in horizons:
        extra = [a.weight * float((b.lasting - a.lasting)[: 12 * years].sum()) for a, b in pairs]
        crossings[years] = float(np.median(extra))
        rows += _rows(np.array([whole(values[years]) for values in found]), crossings[years], years, tax)
    left_out = [years for years in HORIZONS if years not in horizons]
    return BusinessCase(rows, horizons, left_out, crossings, discount_rate() if rate is None else rate, tax)


def cases(today: RunResult, package: RunResult, rate: float | None = None) -> dict[int, Sparse]:
    """Present value of what each party has more under the package, real euros float64[item, party], by horizon (years).

    A thin pair knows them at the usual rate only, at another rate it has none. A horizon longer than the run is left out.
    """
    if rate is None and package.case:
        return package.case
    months = min(len(today.balances), len(package.balances))
    yearly = discount_rate() if rate is None else rate
    return {
        years: thinned(today.weight * present_value(package.balances - today.balances, 12 * years, yearly))
        for years in HORIZONS
        if 12 * years <= months
    }


def _rows(values: np.ndarray, crossings: float, years: int, tax: float) -> list[CaseRow]:
    """The rows of one horizon from float64[pair, item, party]; who has nothing more or less is left out."""
    cash, texts = values[:, CASH].sum(axis=1), parties()
    found = [(name, texts[name].nl, texts[name].en, "cash", cash[:, k]) for k, name in enumerate(PARTIES)]
    funds = texts["sector-funds"]
    found.append((funds.id, funds.nl, funds.en, "cash", cash[:, FIRST_SECTOR_FUND:].sum(axis=1)))
    for item in OPPORTUNITY_ITEMS:
        found.append((item, *OPPORTUNITIES[item], "opportunity", values[:, ITEMS.index(item)].sum(axis=1)))
    public = cash[:, PUBLIC].sum(axis=1)
    found.append(("public-with-tax", *WITH_TAX, "derived", public + tax * values[:, TAXED, WORKERS].sum(axis=1)))
    return [_row(name, nl, en, kind, years, euro, crossings) for name, nl, en, kind, euro in found if np.any(euro)]


def _row(id: str, nl: str, en: str, kind: str, years: int, euro: np.ndarray, crossings: float) -> CaseRow:
    low95, low80, middle, high80, high95 = (float(q) for q in np.quantile(euro, (0.025, 0.1, 0.5, 0.9, 0.975)))
    each = middle / crossings if crossings > 0 else None
    return CaseRow(id, nl, en, kind, years, middle, low80, high80, low95, high95, each)
