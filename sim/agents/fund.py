"""Funds and the bill of a crossing: who may be paid for, and who pays what. Whole euros."""

import numpy as np

from sim.agents.columns import Column, Table
from sim.agents.rounding import down, nearest
from sim.jit import rule

FUNDS = Table(
    "Funds",
    [
        Column("sector", "int8", "code", "sector it belongs to, -1 for the cross-sector fund and for UWV", -1),
        Column("party", "int8", "code", "its place among the parties of the ledger"),
        Column("balance", "int64", "euro", "money in hand"),
        Column("levy_share", "float64", "share", "levy on the wage bill of its sector"),
        Column("share_paid", "float64", "share", "share of a bill it may pay"),
        Column("cap", "int64", "euro", "most it pays for one person"),
        Column("scope", "int16", "bits", "scopes of the package that name its sector"),
        Column("pays_for", "int8", "code", "moves it may pay for: out of its sector, into it, both, any"),
        Column("when_empty", "int8", "code", "when it cannot pay all: nothing (refuse, wait), what it has, or it does not run out"),
    ],
)
OWN_OUT, OWN_IN, OWN_OUT_AND_IN, ANY_MOVE = range(4)
REFUSE, WAIT, PARTLY, NEVER_EMPTY = range(4)


@rule
def lets_in(pays_for, leaving):
    """Whether a fund may pay for someone who leaves its sector (`leaving`), or else for someone who comes to work there."""
    return pays_for != (OWN_IN if leaving else OWN_OUT)


@rule
def can_spend(euro, balance, when_empty):
    """Euros a fund has for a payment: all of it, what is left, or nothing when it pays whole parts only.

    Who waits for a fund to fill again asks again with the next match: to the one refused, waiting is a refusal.
    """
    if when_empty == NEVER_EMPTY or euro <= balance:
        return euro
    return max(0, balance) if when_empty == PARTLY else 0


@rule
def fund_pays(bill, share_paid, cap, balance, opening):
    """Euros a fund pays of a bill: its share, at most its cap and what it has; `opening` (0-1) is how far its rules let it.

    A sector fund's rules let in moves inside its own sector fully, moves between sectors as far as B10 leaves room.
    """
    return max(0, min(down(bill * share_paid * opening), min(cap, balance)))


@rule
def bill_share(bill, saved, wrong_pockets, p):
    """Euros of the bill that a party takes on because it saves severance or benefit by the crossing (B14): nothing when costs
    and benefits stay in their silos, never more than it saves.
    """
    return down(min(bill * p.saver_share, saved) * (1.0 - wrong_pockets))


@rule
def receiver_pays(bill, worth, p):
    """Euros of the bill the new employer takes on at most: its share, and no more than the crossing is worth to it."""
    return max(0, down(min(bill * p.receiver_share, worth)))


@rule
def agreed_part(bill, share):
    """Euros of a bill that a payer takes on by agreement: a share (0-1) of it."""
    return nearest(bill * share)


@rule
def redirected(euro, share):
    """Euros of severance or benefit that go to the bridge instead: a share (0-1) of what is due."""
    return down(euro * share)


@rule
def month_of_year(yearly, month):
    """Whole euros of a yearly amount that fall in a month; the twelve months of a year add up to it."""
    place = month % 12
    return int(np.floor(yearly * (place + 1) / 12.0 + 0.5)) - int(np.floor(yearly * place / 12.0 + 0.5))


@rule
def own_money_for_training(savings, monthly_income, severance_cash, p):
    """Euros someone is willing to put into their own training from savings and severance."""
    return down(p.own_money * (savings * monthly_income * 0.5 + severance_cash))
