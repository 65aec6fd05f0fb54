"""What the levers in force ask for someone at an occasion: paid at once, or added up where it comes back every month."""

import numpy as np

from sim.agents.codes import SERVICES
from sim.jit import part
from sim.month.books import pay_split

FIRST_PRICED = len(SERVICES)  # row of the first priced lever among the payers of services
MOST_PAYMENTS = 3  # that one charge of one lever is split into


@part
def charge(w, now, i, occasion):
    """Enter what is asked for person i at an occasion, person by person; the fund of the sector they come from pays its part."""
    people, funds = w.people, w.funds
    mask, sector = people.scope[i], w.jobs.sector[people.job_type[i]]
    for k in range(now.first_price[occasion], now.first_price[occasion + 1]):
        euro = int(np.rint(now.price[mask, k]))
        if euro > 0:
            in_hand = int(funds.balance[sector])
            funds.balance[sector] -= pay_split(
                now, FIRST_PRICED + k, sector, now.payees[k], now.items[k], euro, in_hand, i, people.generation[i],
                people.unit[i] >= 0,
            )


@part
def add_charge(w, now, i, occasion, share, spent):
    """Add a share of what is asked for person i at an occasion that comes back to int64[sector, priced lever], in cents.

    In whole numbers, so that any number of threads gives one sum; in cents, so that a small price for many people is not lost.
    """
    mask, sector = w.people.scope[i], w.jobs.sector[w.people.job_type[i]]
    for k in range(now.first_price[occasion], now.first_price[occasion + 1]):
        spent[sector, k] += int(np.rint(100.0 * share * now.price[mask, k]))


@part
def enter_charges(w, now, spent):
    """Enter the sums of charges that come back every month."""
    funds = w.funds
    for sector in range(w.sectors):
        for k in range(now.items.size):
            euro = int(np.rint(spent[sector, k] / 100.0))
            if euro > 0:
                in_hand = int(funds.balance[sector])
                funds.balance[sector] -= pay_split(
                    now, FIRST_PRICED + k, sector, now.payees[k], now.items[k], euro, in_hand, -1, 0, True
                )
