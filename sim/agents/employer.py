"""Employers and their units (one job type at one employer): demand, redundancy, screening, contracts, supervision.

Pure scalar rules; wages in whole euros a month, chances per month unless a name says otherwise.
"""

import numpy as np

from sim.agents.columns import NEVER, Column, Table
from sim.jit import rule

EMPLOYERS = Table(
    "Employers",
    [
        Column("sector", "int8", "code", "sector of the employer"),
        Column("region", "int8", "code", "where the work is"),
        Column("size_class", "int8", "code", "size class in real people: 1-9, 10-49, 50-249, 250+"),
        Column("level", "float64", "log", "own demand against normal, besides the sector's path"),
        Column("landing", "float64", "0-1", "quality of the landing offered to starters from elsewhere"),
        Column("named", "int16", "row", "place in the situation's list of named employers, -1 for none", -1),
        Column("scope", "int16", "bits", "scopes of the package the employer is in"),
        Column("plan_until", "int16", "month", "last month of its social plan, if it has one", NEVER),
        Column("real_staff", "int32", "people", "employed at the start in reality (a named employer is scaled here)"),
    ],
)

UNITS = Table(
    "Units",
    [
        Column("employer", "int32", "row", "the employer"),
        Column("job_type", "int8", "code", "the work done"),
        Column("region", "int8", "code", "where"),
        Column("sector", "int8", "code", "sector of the employer"),
        Column("pay", "float64", "ratio", "pay against the scale of the job type: the employer's"),
        Column("normal", "float64", "positions", "positions in a normal month, open ones included"),
        Column("dither", "float64", "0-1", "where this unit rounds, so that small units add up to a smooth whole"),
        Column("target", "int32", "positions", "positions wanted now"),
        Column("foreseen", "int32", "positions", "positions wanted at the planning horizon"),
        Column("headcount", "int32", "people", "people employed"),
        Column("leaving", "int32", "people", "of whom under notice"),
        Column("reserved", "int32", "positions", "places promised to people on the bridge"),
        Column("openings", "int32", "positions", "open now"),
        Column("posted", "int32", "positions", "open at the end of last month: a vacancy in the statistics"),
        Column("starters", "int32", "people", "came from another sector less than four months ago"),
        Column("enrolled", "int32", "people", "took part in the bridge from here since month 0"),
        Column("word", "float64", "-1 to 1", "what goes round about colleagues who tried the bridge: successes less failures"),
    ],
    apart=True,
)

MARKETS = Table(
    "Markets",
    [
        Column("openings", "int32", "positions", "open in this job type and region"),
        Column("positions", "float64", "positions", "positions in a normal month"),
        Column("tightness", "float64", "ratio", "open share of positions, smoothed over half a year"),
        Column("unit_start", "int64", "row", "first of its units, which stand together"),
        Column("unit_end", "int64", "row", "past the last of its units"),
        Column("seat_start", "int64", "row", "first of its seats on the ring"),
        Column("seat_end", "int64", "row", "past the last of its seats"),
    ],
)


@rule
def next_level(level, shock, p):
    """Next month's own log demand: returns to normal, moved by a fat-tailed (Laplace) shock."""
    return p.firm_persistence * level + p.firm_shock * shock


@rule
def positions(normal, level, path, dither, p):
    """Positions wanted: normal size times own and sector demand, rounded at the unit's own fixed point.

    A fixed point, unlike a fresh draw, does not make small units flicker; over many units the sum is unbiased.
    """
    return int(np.floor(normal * np.exp(level + path - p.level_correction) + dither))


@rule
def lead_time(late_release, p):
    """Months an employer looks ahead for surplus: the planning horizon, shortened by late release (B04)."""
    return int(np.rint(p.planning_horizon * (1.0 - late_release)))


@rule
def notice_months(months_of_service, draw, p):
    """Months from announcement to end: procedure plus notice of 1 to 4 months by years of service, less what is deducted.

    However much of the procedure is deducted, a month of notice remains. Source: art. 7:672 BW, institutions 1.1.
    """
    years = months_of_service // 12
    notice = p.notice_start
    if years >= 15:
        notice = p.notice_15_years
    elif years >= 10:
        notice = p.notice_10_years
    elif years >= 5:
        notice = p.notice_5_years
    procedure = p.procedure_low + (p.procedure_high - p.procedure_low) * draw
    return int(np.rint(procedure + max(p.notice_left, notice - p.notice_deducted)))


@rule
def surplus(staying, foreseen, months_ahead, dither, p):
    """People too many: staff that stays, less positions foreseen, the slack kept and those who will leave by themselves."""
    expected_to_leave = staying * p.attrition * months_ahead
    too_many = staying - foreseen - p.slack * staying - expected_to_leave
    return int(max(0.0, np.floor(too_many + dither))) if too_many > 0.0 else 0


@rule
def expected_leavers(staying, dither, p):
    """People of the staff expected to leave before a vacancy opened now is filled; whole people, at the unit's fixed point."""
    return int(np.floor(staying * p.attrition * p.hiring_ahead + dither))


@rule
def openings(target, foreseen, staying, leavers, reserved):
    """Positions to fill now: positions less the staff that stays, expected leavers replaced, less places promised.

    A position that is foreseen to go is not filled again.
    """
    return max(0, min(target, foreseen) - staying + leavers - reserved)


@rule
def screening_score(diploma_gate, diploma_match, gap, age, draw, p):
    """How an applicant looks to an employer: diploma and skill in the weights of B05, less an age penalty, plus noise."""
    weight = p.diploma_weight * diploma_gate
    fit = weight * diploma_match + (1.0 - weight) * (1.0 - p.gap_seen * gap)
    older = max(0.0, (age - 35 * 12) / 120.0)
    return fit - p.age_penalty * older + p.screening_noise * draw


@rule
def diploma_match(education, level, same_job, same_sector, trained_for, p):
    """How well papers and past match a vacancy, 0 to 1: the same job, the right diploma, the sector, the level."""
    if same_job:
        return 1.0
    if trained_for:
        return p.match_trained
    enough = 1.0 if education >= level - 1 else p.match_under_level
    return (p.match_same_sector if same_sector else p.match_other_sector) * enough


@rule
def recognised_match(match, certificates, education, sector_months, p):
    """Match on papers (0-1) when a share of employers takes certificates of practice: for who learnt the trade at work."""
    if education >= 2 or sector_months < p.certificate_months:
        return match
    return match + (1.0 - match) * p.certificate_match * certificates


@rule
def carving_relief(gap, carved, p):
    """Points of score that a cross-sector candidate wins where a share of vacancies is carved: less skill is missing for part
    of a job.
    """
    return p.gap_seen * p.carved_gap * carved * gap


@rule
def hiring_threshold(tightness, p):
    """Lowest score an employer hires at; a long shortage makes it less choosy."""
    return p.threshold - p.threshold_tight * min(tightness, 0.25)


@rule
def contract_value(wage, stay_months, own_bill, supervision_cost, dropout, no_first_mover, guarantee, pooled, p):
    """Euros an employer expects from signing someone over the bridge (B06): margin over the stay, less bill and risk.

    Nobody binding first means that the employer bears the loss of a drop-out alone; a job guarantee (months) makes that loss
    larger, a pool of employers gives back a share of the bill.
    """
    gain = p.margin * wage * stay_months * (1.0 - dropout) + p.vacancy_worth * wage
    loss = dropout * (no_first_mover * (own_bill * (1.0 - pooled) + wage) + guarantee * wage)
    return gain - own_bill - supervision_cost - loss


@rule
def old_vacancies_filled(hired, stood):
    """Vacancies filled this month, of those that `stood` open before it: who is hired takes the oldest first.

    A place that opens and is filled within the month is never seen open, and no vacancy in the statistics.
    """
    return min(hired, stood)


@rule
def worth_paying(value, dropout, no_first_mover, pooled):
    """Euros of a bill an employer can carry and still gain, when the contract is worth so much to it without a bill."""
    return value / (1.0 + dropout * no_first_mover * (1.0 - pooled))


@rule
def place_lost(no_first_mover, committed, p):
    """Chance that the place is gone when training ends, because nobody had signed first (B06)."""
    return 0.0 if committed else p.hold_up * no_first_mover


@rule
def guarded(no_first_mover, guarantee):
    """How far someone who steps over is guarded against having nothing in the end, 0 to 1: by a contract (B06) or a guarantee
    of so many months.
    """
    return 1.0 - no_first_mover * (1.0 - min(1.0, guarantee / 12.0))


@rule
def still_too_many(too_many, subsidised, draw):
    """People too many whose dismissal is announced when a subsidy keeps a share of them where they are; part of a person is the
    chance of one, so that small units add up.
    """
    return max(0, too_many - int(np.floor(too_many * subsidised + draw)))


@rule
def supervision_capacity(headcount, tightness, p):
    """Starters a unit can look after: a share of its staff, less where many places stand open (the absorptive trap)."""
    return p.supervisors * (1.0 + headcount) * max(p.supervision_floor, 1.0 - p.supervision_tight * tightness)


@rule
def supervision_lack(starters, capacity, hours, p):
    """Share of the supervision starters want that is not there, 0 to 1."""
    wanted = starters * p.supervision_wanted
    there = capacity * hours
    return max(0.0, 1.0 - there / wanted) if wanted > 0.0 else 0.0
