"""Phase 4: people leave work, contracts end, some give up looking and others begin; the first year after a crossing bites."""

from typing import Any

from sim.agents.codes import (
    AFTERCARE_MONTHS,
    BEGAN_SEARCH,
    BLIND_CHOICE,
    BOTTOM_RUNG,
    BUSINESS_ENDED,
    BUSINESS_STARTED,
    CONTRACT_ENDED,
    CONTRACTS,
    EMPLOYED,
    FLEXIBLE,
    GAVE_UP_SEARCH,
    HARD_LANDING,
    INACTIVE,
    LEFT_LABOUR_FORCE,
    LEFT_WORK,
    MADE_PERMANENT,
    NO_BARRIER,
    PENSION_REPAIR,
    PERMANENT,
    QUIT_AFTER_START,
    QUIT_EARLY,
    SELECTED,
    SELF_EMPLOYED,
    STARTED,
    SUPERVISION_HOURS,
    SURPLUS,
    TRAINING,
    TRANSPARENT_TERMS,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)  # fmt: skip
from sim.agents.crossing import belief_error, landing_hazard, rung_felt
from sim.agents.employer import supervision_capacity, supervision_lack
from sim.agents.worker import (
    AGE_BANDS,
    LONGEST_TENURE,
    begin_search_chance,
    contract_end_chance,
    first_age,
    give_up_chance,
    leave_work_chance,
    made_permanent_chance,
)
from sim.jit import kernel, part, rule
from sim.month.books import CONTRACTS_ENDED, LEFT_WORK_FLOW, make_room, note
from sim.month.moves import (
    FIRST_JOB,
    found_work,
    go_inactive,
    go_unemployed,
    is_guaranteed,
    leave_bridge,
    leave_unit,
    person_of,
    set_status,
)
from sim.month.now import Hands
from sim.rng import BELIEF, LANDING, LEAVE_WORK, logistic, luck, luck_again

_LEAVES, _ENDS, _PERMANENT, _GIVES_UP, _BEGINS, _STARTS_BUSINESS, _ENDS_BUSINESS = range(1, 8)
_QUITS = 64  # plus the barrier that did it
LANDING_MONTHS = 36  # how long after a crossing its aftermath is followed


@part
def belief_of(w, now, i, sector, days):
    """Person i's error of belief about work in a sector after so many days of trying it (B03), in units of utility."""
    p = w.p
    draw = logistic(luck_again(now.forever[BELIEF], person_of(w, i), sector))
    return belief_error(draw, now.strength[w.people.scope[i], BLIND_CHOICE - 1], days, p)


@part
def hazard_of_landing(w, now, i, mistaken, rung):
    """Extra chance that person i, who came from another sector, quits this month.

    `mistaken` and `rung` (0 or 1) count in, or leave out, their error of belief (B03) and a start on the bottom rung (B12).
    """
    p = w.p
    people, units = w.people, w.units
    unit, mask = people.unit[i], people.scope[i]
    job = int(people.job_type[i])
    market = job * w.regions + int(units.region[unit])
    capacity = supervision_capacity(int(units.headcount[unit]), float(w.markets.tightness[market]), p)
    lack = supervision_lack(int(units.starters[unit]), capacity, now.setting[mask, SUPERVISION_HOURS], p)
    poor = 1.0 - float(w.employers.landing[units.employer[unit]])
    setting = now.setting[mask]
    felt = rung_felt(now.strength[mask, BOTTOM_RUNG - 1], setting[PENSION_REPAIR], setting[TRANSPARENT_TERMS], p)
    return landing_hazard(
        int(people.tenure[i]), now.strength[mask, HARD_LANDING - 1], w.jobs.cosine[w.path.origin_job[i], job],
        0.5 * (lack + poor), mistaken * belief_of(w, now, i, int(w.jobs.sector[job]), int(w.bridge.tried[i])),
        now.setting[mask, AFTERCARE_MONTHS] / 12.0, rung * felt, p,
    )  # fmt: skip


@part
def barrier_of_quit(w, now, i):
    """The barrier that makes person i quit in the aftermath of a crossing this month, 0 when they stay.

    Of several, the one without which they would have stayed: the bottom rung, what they believed of the work, the landing.
    """
    u = luck(now.keys[LANDING], i)
    if u >= hazard_of_landing(w, now, i, 1.0, 1.0):
        return NO_BARRIER
    if u >= hazard_of_landing(w, now, i, 1.0, 0.0):
        return BOTTOM_RUNG
    return BLIND_CHOICE if u >= hazard_of_landing(w, now, i, 0.0, 1.0) else HARD_LANDING


@part
def change_at_work(w, now, i, u):
    """Which of the exclusive changes, if any, luck u brings someone at work or under notice."""
    p = w.p
    people = w.people
    edge = leave_work_chance(int(people.age[i]), p)
    if u < edge:
        return _LEAVES
    if people.contract[i] == SELF_EMPLOYED:
        return _ENDS_BUSINESS if u < edge + p.business_ends else 0
    if people.status[i] == SURPLUS:
        return 0
    edge += contract_end_chance(int(people.contract[i]), int(people.tenure[i]), p)
    if u < edge:
        return 0 if is_guaranteed(w, now, i) else _ENDS
    if people.contract[i] == FLEXIBLE:
        edge += made_permanent_chance(int(people.tenure[i]), p)
        if u < edge:
            return _PERMANENT
    if u < edge + p.business_starts:
        return _STARTS_BUSINESS
    if people.crossed[i] != FIRST_JOB or people.tenure[i] >= LANDING_MONTHS:
        return 0
    barrier = barrier_of_quit(w, now, i)
    return _QUITS + barrier if barrier != NO_BARRIER else 0


@rule
def most_change(p):
    """The highest chance of any change that luck brings anyone at any age: who draws higher needs no second look."""
    most = 0.0
    for band in range(AGE_BANDS):
        age = first_age(band)
        for tenure in range(LONGEST_TENURE):
            for contract in range(len(CONTRACTS)):
                at_work = leave_work_chance(age, p) + contract_end_chance(contract, tenure, p) + made_permanent_chance(tenure, p)
                most = max(most, at_work + p.business_starts + p.business_ends)
        gives_up = max(give_up_chance(age, False, p), give_up_chance(age, True, p))
        most = max(most, begin_search_chance(age, p), p.business_from_search + gives_up)
    return most


@kernel
def mark(first, past, w, now):
    """Mark whom luck may bring a change, and who is in the aftermath of a crossing."""
    people, key, most = w.people, now.keys[LEAVE_WORK], w.most_change
    for i in range(first, past):
        now.decision[i] = (luck(key, i) < most) | (people.crossed[i] == FIRST_JOB)


@kernel
def decide(first, past, rows, w, now):
    """Settle what changes, if anything, for a part of the people marked."""
    for i in rows[first:past]:
        now.decision[i] = change_of(w, now, i)


@part
def change_of(w, now, i):
    """What happens to person i this month, 0 for nothing."""
    people, p = w.people, w.p
    status, age = int(people.status[i]), int(people.age[i])
    u = luck(now.keys[LEAVE_WORK], i)
    if status == EMPLOYED or status == SURPLUS:
        return change_at_work(w, now, i, u)
    if status == INACTIVE:
        return _BEGINS if age < p.retirement_age and u < begin_search_chance(age, p) else 0
    if u < p.business_from_search:
        return _STARTS_BUSINESS
    if status == TRAINING or SELECTED <= people.stage[i] < STARTED:  # with a job in prospect nobody gives up looking
        return 0
    return _GIVES_UP if u < p.business_from_search + give_up_chance(age, status == UNEMPLOYED_WW, p) else 0


@kernel
def commit(rows, w, now):
    """Do what was marked, in the order of the rows."""
    people, jobs, flows = w.people, w.jobs, now.books.flows
    for i in rows:
        what = now.decision[i]
        sector = jobs.sector[people.job_type[i]]
        if what == _PERMANENT:
            note(w, now, i, MADE_PERMANENT, people.job_type[i], people.unit[i], people.wage[i], 0, 0, 0)
            people.contract[i] = PERMANENT
        elif what == _LEAVES:
            flows[sector, LEFT_WORK_FLOW] += 1
            leave_bridge(w, now, i, LEFT_LABOUR_FORCE, 0, 0)
            note(w, now, i, LEFT_WORK, -1, -1, 0, 0, 0, 0)
            leave_unit(w, now, i)
            go_inactive(w, i)
        elif what == _ENDS or what == _ENDS_BUSINESS:
            flows[sector, CONTRACTS_ENDED] += 1
            note(w, now, i, CONTRACT_ENDED if what == _ENDS else BUSINESS_ENDED, -1, -1, 0, 0, 0, 0)
            leave_unit(w, now, i)
            go_unemployed(w, now, i, what == _ENDS)
        elif what > _QUITS:
            flows[sector, LEFT_WORK_FLOW] += 1
            if people.stage[i] >= STARTED:  # who crossed alone may be looking for another bridge
                leave_bridge(w, now, i, QUIT_AFTER_START, what - _QUITS, 0)
            note(w, now, i, QUIT_EARLY, -1, -1, 0, QUIT_AFTER_START, what - _QUITS, 0)
            leave_unit(w, now, i)
            go_unemployed(w, now, i, False)
        elif what == _GIVES_UP:
            leave_bridge(w, now, i, LEFT_LABOUR_FORCE, 0, 0)
            note(w, now, i, GAVE_UP_SEARCH, -1, -1, 0, 0, NO_BARRIER, 0)
            go_inactive(w, i)
        elif what == _BEGINS:
            note(w, now, i, BEGAN_SEARCH, -1, -1, 0, 0, NO_BARRIER, 0)
            set_status(w, i, UNEMPLOYED)
        elif what == _STARTS_BUSINESS:
            leave_bridge(w, now, i, 0, 0, 0)
            note(w, now, i, BUSINESS_STARTED, people.job_type[i], -1, people.wage[i], 0, 0, 0)
            leave_unit(w, now, i)
            people.contract[i] = SELF_EMPLOYED
            people.tenure[i] = 0
            people.ww_left[i] = 0
            found_work(w, now, i)
            set_status(w, i, EMPLOYED)


def separations(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    rows = hands.marked(now, mark, w, now)
    hands.each(rows.size, decide, rows, w, now)
    rows = rows[now.decision[rows] != 0]
    make_room(now.books, 2 * rows.size)
    commit(rows, w, now)
