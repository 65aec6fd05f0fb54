"""What levers cost: the services the engine knows itself, and the levers that ask a price at an occasion."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.agents.codes import FIRST_SECTOR_FUND, ITEMS, OCCASIONS, PARTIES, SERVICES
from sim.policies.catalogue import Lever, levers


@cache
def priced() -> tuple[Lever, ...]:
    """The levers that ask a price at an occasion, in the order of the occasions; of what they cost the engine knows no more."""
    asking = [x for x in levers().values() if x.cost.per in OCCASIONS and x.cost.amount > 0 and x.id not in SERVICES]
    return tuple(sorted(asking, key=lambda lever: OCCASIONS.index(lever.cost.per)))


@dataclass(frozen=True)
class Services:
    """Prices and payers. A service is one of `SERVICES`, or comes after them: one for each of `priced()`.

    costs : float64 (SERVICES,), euros a unit of what the engine counts itself.
    payers : float64 (services, parties), shares; the last column is the fund of the sector concerned.
    items, payees : int64 (priced,), what is paid for, and the party that is paid.
    first_price : int64 (OCCASIONS + 1,), where the levers of each occasion begin among `priced()`.
    """

    costs: np.ndarray
    payers: np.ndarray
    items: np.ndarray
    payees: np.ndarray
    first_price: np.ndarray


def services() -> Services:
    """What the catalogue says of prices and payers, as arrays that the month can read."""
    parties = {name: k for k, name in enumerate(PARTIES)} | {"sector-funds": FIRST_SECTOR_FUND}
    paid_for = [levers()[name] for name in SERVICES] + list(priced())
    payers = np.zeros((len(paid_for), FIRST_SECTOR_FUND + 1))
    for k, lever in enumerate(paid_for):
        for payer in lever.payers:
            payers[k, parties[payer.party]] += payer.share
    occasions = [OCCASIONS.index(lever.cost.per) for lever in priced()]
    return Services(
        costs=np.array([levers()[name].cost.amount for name in SERVICES]),
        payers=payers,
        items=np.array([ITEMS.index(lever.cost.item) for lever in priced()], np.int64),
        payees=np.array([parties[lever.cost.payee] for lever in priced()], np.int64),
        first_price=np.searchsorted(occasions, np.arange(len(OCCASIONS) + 1)),
    )
