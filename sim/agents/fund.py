"""Funds and the bill of a crossing: who may be paid for, and who pays what. Whole euros."""

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
    ],
)


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
def own_money_for_training(savings, monthly_income, severance_cash, p):
    """Euros someone is willing to put into their own training from savings and severance."""
    return down(p.own_money * (savings * monthly_income * 0.5 + severance_cash))
