"""What the money pages read of a comparison: payments put together for the eye, without a word of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.flowchart import Flow
from sim.policies.catalogue import parties
from sim.views import Payment

FUNDS = "sector-funds"  # one name for the fund of any sector
# What is paid today as well and follows who works and who does not: shown apart from what the switch itself costs.
EVERYDAY = ("ww", "severance", "wage", "levy")


@dataclass(frozen=True)
class Change:
    """What one party pays or receives more (or less) than today for one item, in euros a year."""

    item: str
    paid: float
    received: float

    @property
    def net(self) -> float:
        """What it has more by it."""
        return self.received - self.paid


def account(party: str) -> str:
    """The party as it is shown: the funds of all sectors under one name."""
    return FUNDS if party.startswith("fund-") else party


def more(payments: Sequence[Payment]) -> list[Flow]:
    """Cash for the switch of which more is paid than today, by how much."""
    return _flows([payment for payment in payments if _for_switch(payment)], 1.0)


def less(payments: Sequence[Payment]) -> list[Flow]:
    """Cash for the switch of which less is paid than today, by how much."""
    return _flows([payment for payment in payments if _for_switch(payment)], -1.0)


def everyday(payments: Sequence[Payment]) -> dict[str, list[Payment]]:
    """Payments that follow who works, by item, where they differ from today."""
    found = {item: [one for one in payments if one.item == item and one.euro.effect != 0] for item in EVERYDAY}
    return {item: ones for item, ones in found.items() if ones}


def opportunities(payments: Sequence[Payment]) -> list[Payment]:
    """Time and work missed: it costs, and nobody is paid."""
    return [payment for payment in payments if payment.kind == "opportunity" and payment.euro.effect != 0]


def _for_switch(payment: Payment) -> bool:
    return payment.kind == "cash" and payment.item not in EVERYDAY


def _flows(payments: Sequence[Payment], sign: float) -> list[Flow]:
    """Sums over the funds first: what one fund pays more and another less is not more. What a party pays itself is no flow."""
    sums: dict[tuple[str, str, str], float] = {}
    for payment in payments:
        key = (account(payment.payer), payment.item, account(payment.payee))
        if key[0] != key[2]:
            sums[key] = sums.get(key, 0.0) + sign * float(payment.euro.effect)
    return [Flow(*key, euro) for key, euro in sorted(sums.items(), key=lambda pair: -pair[1]) if euro > 0]


def changes(payments: Sequence[Payment], party: str) -> list[Change]:
    """What a party pays and receives more than today, item by item, largest first; a payment to itself counts for neither."""
    sums: dict[str, list[float]] = {}
    for payment in payments:
        payer, payee = account(payment.payer), account(payment.payee)
        if payment.kind != "cash" or payer == payee or party not in (payer, payee):
            continue
        sums.setdefault(payment.item, [0.0, 0.0])[0 if payer == party else 1] += float(payment.euro.effect)
    found = [Change(item, paid, received) for item, (paid, received) in sums.items() if paid or received]
    return sorted(found, key=lambda change: -abs(change.net))


def kind_of(party: str) -> str:
    """What sort of party it is, a class of the style sheet."""
    return parties()[party].kind
