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
        Column("bill", "float64", "euro", "what guiding clients with an employer costs this month"),
        Column("bill_without", "float64", "euro", "what guiding clients without an employer costs this month"),
        Column("usual", "float64", "people", "at risk in the region in a usual month, over the last year"),
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
        Column("tried", "int8", "days", "spent trying the job out before choosing it"),
        Column("coach", "int8", "code", "0 none, 1 of employer or UWV, 2 neutral guide"),
        Column("enrolled", "int8", "0/1", "took part (oriented or further) since month 0"),
        Column("account", "int32", "euro", "portable development budget"),
        Column("severance_cash", "int32", "euro", "severance received and not yet spent"),
        Column("redirected", "int32", "euro", "what the old employer paid towards the bridge: goes off severance still to come"),
        Column("receiver_paid", "int32", "euro", "what the new employer paid of the training under way"),
    ],
)


@rule
def aware_chance(surplus, on_ww, help_line, p):
    """Chance to hear of the bridge: much under notice, some on benefit, hardly at work; more where a help line reaches a share
    (0-1) of those at risk.
    """
    if not surplus and not on_ww:
        return p.aware_working
    chance = p.aware_surplus if surplus else p.aware_ww
    return chance + (1.0 - chance) * p.help_line_reaches * help_line


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
def meeting_chance(broken_chain, strength, reciprocity, p):
    """Chance that someone oriented meets a partner employer this month (B09); a coach brings people together, and so do
    employers that let their own people go in return.
    """
    chance = p.meeting * (1.0 - p.chain_meeting * broken_chain) * (1.0 + p.coach_meeting * strength)
    return min(1.0, chance * (1.0 + p.reciprocity_meeting * reciprocity))


@rule
def places_in_shock(places, at_risk, usual, response, p):
    """Places of line coaches when far more people than usual are at risk and a rapid response (0-1) adds to them."""
    return places * (1.0 + response) if at_risk > p.shock_ratio * usual else places


@rule
def funding_stopped(draw, wrong_pockets, continuity, month_of_year, p):
    """Whether a region's guides stand still for want of money (B14): in the first months of a year for which it came late."""
    return month_of_year < p.funding_gap_months and draw < p.funding_gap * wrong_pockets * (1.0 - continuity)


@rule
def handover_loss(broken_chain, coached, p):
    """Chance that a hand-over between organisations loses someone (B09); a coach who stays halves it."""
    loss = p.handover * broken_chain
    return loss * p.handover_coached if coached else loss
