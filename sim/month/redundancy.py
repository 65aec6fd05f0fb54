"""Phase 3: dismissals announced earlier take effect; employers announce new ones, each age band its share (mirror principle)."""

from typing import Any

import numpy as np

from sim.agents.codes import (
    ANNOUNCED,
    DISMISSED,
    EMPLOYED,
    FLEXIBLE,
    LATE_RELEASE,
    NO_BARRIER,
    OUTFLOW_EMPLOYERS,
    RELEASE_LEAD,
    RETENTION,
    RETENTION_ITEM,
    RETENTION_SUBSIDY,
    SEVERANCE,
    SURPLUS,
    WORKERS,
)  # fmt: skip
from sim.agents.employer import expected_leavers, lead_time, notice_months, still_too_many, surplus
from sim.agents.state import collective_dismissal, dismissed_at_once, months_to_procedure
from sim.agents.worker import AGE_BANDS, age_band
from sim.jit import kernel, maker, part
from sim.month.bill import severance_to_come
from sim.month.books import ANNOUNCEMENTS, DISMISSALS, make_room, note, pay_for, pay_split
from sim.month.moves import go_unemployed, is_guaranteed, leave_unit, set_status
from sim.month.now import Hands, by_unit
from sim.rng import KEPT, NOTICE, luck

_DISMISSED, _CANDIDATE = 1, 2
PLAN_MONTHS = 36  # that a social plan holds: longer than any notice


@kernel
def excess(first, past, w, now, too_many, kept):
    """Fill in int32 per unit, for a part of them: people too many for the positions foreseen, and of those who are kept by a
    subsidy instead.
    """
    p, units, employers = w.p, w.units, w.employers
    for u in range(first, past):
        staying = int(units.headcount[u]) - int(units.leaving[u])
        too_many[u] = kept[u] = 0
        if staying > 0:
            mask = employers.scope[units.employer[u]]
            lead = lead_time(now.strength[mask, LATE_RELEASE - 1], p)
            most = surplus(staying, int(units.foreseen[u]), lead + p.usual_notice, float(units.dither[u]), p)
            # Who was hired ahead of a leaver is not one too many.
            before = min(staying, max(0, most - expected_leavers(staying, float(units.dither[u]), p)))
            too_many[u] = still_too_many(before, now.setting[mask, RETENTION_SUBSIDY], luck(now.keys[KEPT], u))
            kept[u] = before - too_many[u]


@maker
def subsidise(kept, w, now):
    """Pay employers for the people they keep though they are too many: a share of the starting wage of the work."""
    euro = np.zeros(w.sectors)
    for u in range(kept.size):
        euro[w.units.sector[u]] += kept[u] * w.p.retention_rate * w.jobs.start[w.units.job_type[u]]
    for s in range(w.sectors):
        pay_split(now, RETENTION, s, OUTFLOW_EMPLOYERS, RETENTION_ITEM, int(np.rint(euro[s])), 0, -1, 0, True)


@maker
def plan(too_many, w, now):
    """Give employers that announce a collective dismissal, in real people, a social plan for a year."""
    units, employers = w.units, w.employers
    announced, staff = np.zeros(employers.size, np.int64), np.zeros(employers.size, np.int64)
    for u in range(too_many.size):
        announced[units.employer[u]] += too_many[u]
        staff[units.employer[u]] += units.headcount[u]
    for e in range(announced.size):
        if collective_dismissal(dismissed_at_once(announced[e], staff[e], employers.real_staff[e]), w.p):
            employers.plan_until[e] = now.month + PLAN_MONTHS


@kernel
def mark(first, past, w, now, crowded):
    """Count down notice; mark whose ends now, and who works where there are people too many.

    `crowded` (int8) tells of each unit whether there are; its first entry, 0, is for those who work nowhere.
    """
    people = w.people
    for i in range(first, past):
        noticed = people.status[i] == SURPLUS
        people.notice_left[i] -= noticed
        ends = noticed & (people.notice_left[i] <= 0)
        candidate = (people.status[i] == EMPLOYED) & (crowded[np.uint32(people.unit[i] + 1)] != 0)
        now.decision[i] = _DISMISSED * ends + _CANDIDATE * candidate


@kernel
def dismiss(rows, w, now):
    """Let announced dismissals take effect: severance is paid and benefit begins."""
    people = w.people
    for i in rows:
        money = severance_to_come(w, now, i)
        pay_for(w, now, i, people.unit[i], OUTFLOW_EMPLOYERS, WORKERS, SEVERANCE, money)
        w.bridge.severance_cash[i] += money
        now.books.flows[w.jobs.sector[people.job_type[i]], DISMISSALS] += 1
        note(w, now, i, DISMISSED, -1, -1, 0, 0, 0, 0)
        leave_unit(w, now, i)
        go_unemployed(w, now, i, True)


@maker
def not_guaranteed(rows, w, now):
    """int64[k]: those of these people without a job guarantee."""
    free = np.empty(rows.size, np.bool_)
    for k in range(rows.size):
        free[k] = not is_guaranteed(w, now, rows[k])
    return rows[free]


@maker
def shares_by_band(counts, total):
    """int64 per age band: how many of `total` each band gives up, in proportion to its people (largest remainders)."""
    people = counts.sum()
    given = np.zeros(counts.size, np.int64)
    if people == 0:
        return given
    rest = np.empty(counts.size)
    for b in range(counts.size):
        exact = counts[b] * total / people
        given[b] = int(np.floor(exact))
        rest[b] = exact - given[b]
    for _ in range(total - given.sum()):
        b = np.argmax(rest)
        given[b] += 1
        rest[b] = -1.0
    return given


@maker
def announce(rows, first, too_many, w, now):
    """Announce dismissals unit by unit; `rows` are the candidates ordered by unit, `first` where each unit's people begin."""
    people = w.people
    for u in range(too_many.size):
        group = rows[first[u] : first[u + 1]]
        if group.size == 0:
            continue
        wanted = int(too_many[u])
        temporary = np.zeros(1, np.int64)
        counts = np.zeros(AGE_BANDS, np.int64)
        for i in group:
            if people.contract[i] == FLEXIBLE:
                temporary[0] += 1
            else:
                counts[age_band(int(people.age[i]))] += 1
        from_temporary = min(wanted, temporary[0])
        take_newest(group, -1, from_temporary, w, now)
        given = shares_by_band(counts, min(wanted - from_temporary, counts.sum()))
        for b in range(AGE_BANDS):
            take_newest(group, b, given[b], w, now)


@part
def take_newest(group, band, number, w, now):
    """Announce the dismissal of the `number` newest people of a group: flexible ones (band -1) or an age band's others."""
    p = w.p
    people = w.people
    for _ in range(number):
        newest = -1
        for i in group:
            if people.status[i] != EMPLOYED:
                continue
            flexible = people.contract[i] == FLEXIBLE
            of_band = flexible if band < 0 else not flexible and age_band(int(people.age[i])) == band
            if of_band and (newest < 0 or people.tenure[i] < people.tenure[newest]):
                newest = i
        i = newest
        employer = w.units.employer[people.unit[i]]
        ahead = lead_time(now.strength[w.employers.scope[employer], LATE_RELEASE - 1], p)
        collective = w.employers.plan_until[employer] == now.month + PLAN_MONTHS  # the plan is of this month
        extra = int(now.setting[people.scope[i], RELEASE_LEAD])
        note(w, now, i, ANNOUNCED, -1, -1, 0, 0, LATE_RELEASE if ahead < lead_time(0.0, p) else NO_BARRIER, 0)
        now.books.flows[w.jobs.sector[people.job_type[i]], ANNOUNCEMENTS] += 1
        w.path.extra_notice[i] = extra
        before = months_to_procedure(ahead, collective, p) + extra
        people.notice_left[i] = before + notice_months(int(people.tenure[i]), luck(now.keys[NOTICE], i), p)
        w.units.leaving[people.unit[i]] += 1
        w.path.notice_month[i] = now.month
        w.path.back_to_work[i] = 0
        people.since_notice[i] = 1
        set_status(w, i, SURPLUS)


def redundancy(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    too_many, kept = np.zeros(w.units.size, np.int32), np.zeros(w.units.size, np.int32)
    hands.each(w.units.size, excess, w, now, too_many, kept)
    crowded = np.concatenate(([0], too_many > 0)).astype(np.int8)
    rows = hands.marked(now, mark, w, now, crowded)
    leaving = rows[now.decision[rows] == _DISMISSED]
    make_room(now.books, rows.size + 2 * leaving.size + 3 * w.sectors)
    plan(too_many, w, now)
    if kept.any():
        subsidise(kept, w, now)
    dismiss(leaving, w, now)
    candidates = not_guaranteed(rows[now.decision[rows] == _CANDIDATE], w, now)
    if candidates.size:
        ordered, first = by_unit(candidates, w.people.unit, w.units.size)
        announce(ordered, first, too_many, w, now)
