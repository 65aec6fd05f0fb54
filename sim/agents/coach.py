"""Coaches and guides: places, trust, meetings and hand-overs. Pure scalar rules; chances per month."""

import numpy as np

from sim.agents.columns import NEVER, Column, Table
from sim.jit import rule

NO_COACH, LINE_COACH, NEUTRAL_GUIDE = range(3)

COACH_POOLS = Table(
    "CoachPools",
    [
        Column("region", "int8", "code", "where"),
        Column("kind", "int8", "code", "1 of employer or UWV, 2 neutral"),
        Column("places", "int32", "people", "clients the pool can guide"),
        Column("clients", "int32", "people", "clients it guides now"),
        Column("bill", "float64", "euro", "what guiding them costs this month"),
    ],
)

BRIDGE = Table(
    "Bridge",
    [
        Column("stage_months", "int8", "months", "in this stage"),
        Column("entered", "int16", "month", "month of becoming aware of the bridge, this time or the last", NEVER),
        Column("target", "int8", "code", "job type aimed at, -1 for none", -1),
        Column("partner", "int32", "row", "the unit aimed at, -1 for none", -1),
        Column("origin", "int32", "row", "the unit where the person worked on enrolling, -1 for none", -1),
        Column("course_months", "int8", "months", "training still to do"),
        Column("tried", "int8", "0/1", "tried the job out before choosing it"),
        Column("coach", "int8", "code", "0 none, 1 of employer or UWV, 2 neutral guide"),
        Column("enrolled", "int8", "0/1", "took part (oriented or further) since month 0"),
        Column("account", "int32", "euro", "portable development budget"),
        Column("severance_cash", "int32", "euro", "severance received and not yet spent"),
    ],
)


@rule
def aware_chance(surplus, on_ww, p):
    """Chance to hear of the bridge: much under notice, some on benefit, hardly at work."""
    if surplus:
        return p.aware_surplus
    return p.aware_ww if on_ww else p.aware_working


@rule
def coach_places(at_risk, per_thousand, caseload, p):
    """Clients (float) a pool can guide: places per thousand people at risk; fewer clients a coach, fewer places."""
    return at_risk * per_thousand / 1000.0 * caseload / p.caseload_today


@rule
def whole(number, draw):
    """A capacity in whole people: part of a place is the chance of one, so that small worlds add up to large ones."""
    return int(np.floor(number + draw))


@rule
def guide_price(price, caseload, p):
    """Euros a month for one client of a neutral guide: a guide with fewer clients costs more for each."""
    return price * p.caseload_today / caseload


@rule
def coach_strength(coach, caseload, p):
    """How much a coach helps, 0 to 1: attention thins out as the caseload grows; no coach, no help."""
    if coach == NO_COACH:
        return 0.0
    return 1.0 / (1.0 + caseload / p.caseload_half)


@rule
def meeting_chance(broken_chain, strength, p):
    """Chance that someone oriented meets a partner employer this month (B09); a coach brings people together."""
    return min(1.0, p.meeting * (1.0 - p.chain_meeting * broken_chain) * (1.0 + p.coach_meeting * strength))


@rule
def handover_loss(broken_chain, coached, p):
    """Chance that a hand-over between organisations loses someone (B09); a coach who stays halves it."""
    loss = p.handover * broken_chain
    return loss * p.handover_coached if coached else loss
