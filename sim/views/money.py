"""Who pays whom for what, a year: everything the books hold, beside today's. Means over pairs, so that it adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.codes import ITEMS, OPPORTUNITY_ITEMS
from sim.measures import party_names
from sim.policies.catalogue import items, parties
from sim.sparse import stacked
from sim.views.bands import band
from sim.views.shapes import Band, Money, Payment
from sim.words import Both

if TYPE_CHECKING:
    from sim.runs import RunResult

CASH, OPPORTUNITY = "cash", "opportunity"


def money_of(pairs: Sequence[tuple[RunResult, RunResult]]) -> Money:
    """The payments of the pairs, largest under the package first, and what each party pays and receives in cash."""
    names = party_names()
    shape = (len(ITEMS), len(names), len(names))
    places, euro = stacked([result.ledger for pair in pairs for result in pair])
    euro *= pairs[0][0].weight * 12.0 / pairs[0][0].months
    today, package = euro[0::2], euro[1::2]
    both = band(today, package, means=True)
    item, payer, payee = np.unravel_index(places, shape)
    cash = np.array([name not in OPPORTUNITY_ITEMS for name in ITEMS])[item]
    said = {name: Both(parties()[name].nl, parties()[name].en) for name in names}
    payments = [
        Payment(
            names[payer[k]], ITEMS[item[k]], names[payee[k]], CASH if cash[k] else OPPORTUNITY, said[names[payer[k]]],
            Both(items()[ITEMS[item[k]]].nl, items()[ITEMS[item[k]]].en), said[names[payee[k]]], both.at(k),
        )
        for k in np.argsort(-both.package, kind="stable")
    ]  # fmt: skip
    paid, received = (_by_party(side[cash], today[:, cash], package[:, cash], len(names)) for side in (payer, payee))
    there = [k for k in range(len(names)) if any(values[:, k].any() for values in (*paid, *received))]
    net = [got - given for got, given in zip(received, paid, strict=True)]
    return Money(
        payments, {names[k]: said[names[k]] for k in there}, *(_bands(side, names, there) for side in (paid, received, net))
    )


def _by_party(party: np.ndarray, today: np.ndarray, package: np.ndarray, parties: int) -> tuple[np.ndarray, np.ndarray]:
    """float64[pair, party] of each world: the entries (float64[pair, entry]) of each party added up."""
    here = (party[:, None] == np.arange(parties)).astype(np.float64)
    return today @ here, package @ here


def _bands(side: Sequence[np.ndarray], names: Sequence[str], there: Sequence[int]) -> Mapping[str, Band]:
    both = band(side[0], side[1], means=True)
    return {names[k]: both.at(k) for k in there}
