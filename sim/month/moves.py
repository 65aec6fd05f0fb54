"""The few things that happen to a person's row in more than one phase: leaving a job, starting one, leaving the bridge."""

import numpy as np

from sim.agents.coach import NO_COACH
from sim.agents.codes import (
    BOTTOM_RUNG,
    BUDGET_KEPT,
    COMPLETED,
    CONTRACTED,
    DROPPED_OUT,
    EMPLOYED,
    FLEXIBLE,
    GUARANTEE_MONTHS,
    HIRED,
    IN_TRAINING,
    INACTIVE,
    LEFT_BRIDGE,
    MOVED_INSIDE,
    NO_BARRIER,
    NO_CONTRACT,
    NO_LONGER_WANTED,
    NO_STAGE,
    ORIENTED,
    OUTFLOW_EMPLOYERS,
    PERMANENT,
    PORTABLE_LAPSE,
    QUIT_AFTER_START,
    SELECTED,
    STAGE,
    STARTED,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    WORKERS,
)  # fmt: skip
from sim.agents.crossing import word_spread
from sim.agents.worker import earned, entry_wage, ww_rights, years_worked
from sim.jit import part
from sim.month.books import CROSSINGS, HIRED_FROM_OUTSIDE, HIRED_FROM_UNEMPLOYMENT, HIRED_FROM_WORK, note, pay_for
from sim.rng import ACCEPT, luck_again

SETTLED_AFTER = 4  # months: the first hundred days
FOLLOW_MONTHS = 12  # a crossing lasts when someone still works in the sector so many months after the start
SAFE_SHARE = 0.9  # of the old wage: a step below it is not a safe one
NOT_CROSSED, FIRST_JOB, FOLLOWED = range(3)  # in the job crossed to; or out of it, but not yet a year after the start


@part
def leave_unit(w, now, i):
    """Take person i off the staff of their unit; of a development budget goes along what the terms let them keep."""
    people, units = w.people, w.units
    unit = people.unit[i]
    if unit < 0:
        return
    account = int(w.bridge.account[i])
    if account > 0:
        lapses = account - int(np.rint(account * now.setting[people.scope[i], BUDGET_KEPT]))
        w.bridge.account[i] -= lapses
        pay_for(w, now, i, unit, WORKERS, OUTFLOW_EMPLOYERS, PORTABLE_LAPSE, lapses)
    w.bridge.redirected[i] = 0
    units.headcount[unit] -= 1
    if people.status[i] == SURPLUS:
        units.leaving[unit] -= 1
    if people.crossed[i] == FIRST_JOB and people.tenure[i] < SETTLED_AFTER:
        units.starters[unit] -= 1
    if people.crossed[i] == FIRST_JOB:  # after the first year there is nothing left to follow
        people.crossed[i] = FOLLOWED if people.tenure[i] <= FOLLOW_MONTHS else NOT_CROSSED
    people.unit[i] = -1
    people.notice_left[i] = 0


@part
def person_of(w, i):
    """The number (uint64) of the person who holds row i now: theirs for life, as an address of lasting luck."""
    return np.uint64(i) + np.uint64(w.people.generation[i]) * np.uint64(1 << 32)


@part
def found_work(w, now, i):
    """Person i, who may be under notice or was, has work again: in time or not."""
    if now.month - w.path.notice_month[i] <= 6 and w.path.back_to_work[i] == 0:
        w.path.back_to_work[i] = 1


@part
def set_status(w, i, status):
    """Give person i another labour status, counted from this month."""
    w.people.status[i] = status
    w.people.status_months[i] = 0


@part
def leave_bridge(w, now, i, reason, barrier, missing_euro):
    """Person i leaves the bridge, whatever the stage: places promised and coaches are free again, the reason is kept."""
    people, bridge = w.people, w.bridge
    stage = people.stage[i]
    if stage == NO_STAGE:
        return
    if SELECTED <= stage < STARTED:
        w.units.reserved[bridge.partner[i]] -= 1
    tell_colleagues(w, i, reason)
    release_coach(w, i)
    note(w, now, i, LEFT_BRIDGE, bridge.target[i], bridge.partner[i], 0, reason, barrier, missing_euro)
    people.stage[i] = NO_STAGE
    bridge.stage_months[i] = 0
    bridge.target[i] = -1
    bridge.partner[i] = -1
    bridge.origin[i] = -1
    bridge.course_months[i] = 0
    if reason != COMPLETED:
        bridge.tried[i] = 0
    if people.status[i] == TRAINING:  # benefit goes on where it was, so the months without work do too
        people.status[i] = UNEMPLOYED_WW if people.ww_left[i] > 0 else UNEMPLOYED


@part
def tell_colleagues(w, i, reason):
    """Word of how the bridge ended for person i reaches the colleagues they set out from."""
    origin = w.bridge.origin[i]
    if origin < 0:
        return
    if reason == COMPLETED:
        w.units.word[origin] = word_spread(float(w.units.word[origin]), 1.0, w.p)
    elif reason == DROPPED_OUT or reason == QUIT_AFTER_START:
        w.units.word[origin] = word_spread(float(w.units.word[origin]), -1.0, w.p)


@part
def release_coach(w, i):
    """Free the place person i has with a coach."""
    coach = w.bridge.coach[i]
    if coach != NO_COACH:
        w.pools.clients[pool_of(w.people.region[i], coach)] -= 1
        w.bridge.coach[i] = NO_COACH


@part
def pool_of(region, coach):
    """Row of the coach pool of a kind (1 or 2) in a region."""
    return 2 * int(region) + int(coach) - 1


@part
def go_unemployed(w, now, i, with_rights):
    """Person i is without work: with benefit if the job was lost involuntarily after half a year, without otherwise.

    Someone who lost the job across the bridge has left the bridge with it.
    """
    p = w.p
    people = w.people
    if people.stage[i] >= STARTED:
        leave_bridge(w, now, i, NO_LONGER_WANTED, 0, 0)
    months = 0
    if with_rights and people.tenure[i] >= p.ww_tenure_needed:
        worked = years_worked(int(people.age[i]), int(people.tenure[i]), p)
        months = ww_rights(worked, p)
    people.ww_left[i] = months
    people.contract[i] = NO_CONTRACT
    people.tenure[i] = 0
    if people.stage[i] == IN_TRAINING:
        set_status(w, i, TRAINING)
    else:
        set_status(w, i, UNEMPLOYED_WW if months > 0 else UNEMPLOYED)


@part
def go_inactive(w, i):
    """Person i is outside the labour force."""
    w.people.contract[i] = NO_CONTRACT
    w.people.tenure[i] = 0
    w.people.ww_left[i] = 0
    set_status(w, i, INACTIVE)


@part
def offered_wage(w, now, i, unit):
    """Full-time wage (float64, whole euros) a unit offers person i."""
    p = w.p
    people, jobs = w.people, w.jobs
    job = int(w.units.job_type[unit])
    months = int(people.sector_months[i])
    same_sector = jobs.sector[job] == jobs.sector[people.job_type[i]]
    bottom_rung = now.strength[people.scope[i], BOTTOM_RUNG - 1]
    return entry_wage(
        jobs.start[job], jobs.top[job], months if same_sector else 0, 0 if same_sector else months, bottom_rung,
        w.units.pay[unit], p,
    )  # fmt: skip


@part
def start_job(w, now, i, unit, wage):
    """Person i starts work in a unit, from whatever they did before; a move to another sector is followed from here on."""
    p = w.p
    people, units, jobs, path = w.people, w.units, w.jobs, w.path
    old_job, new_job = int(people.job_type[i]), int(units.job_type[unit])
    status = int(people.status[i])
    worked = status == EMPLOYED or status == SURPLUS
    flow = HIRED_FROM_WORK if worked else HIRED_FROM_OUTSIDE if status == INACTIVE else HIRED_FROM_UNEMPLOYMENT
    sector = jobs.sector[new_job]
    now.books.flows[sector, flow] += 1
    note(w, now, i, HIRED, new_job, unit, int(wage), 0, 0, 0)
    changed_sector = jobs.sector[old_job] != sector
    crossed = changed_sector and status != INACTIVE
    leave_unit(w, now, i)
    if crossed:
        now.books.flows[sector, CROSSINGS] += 1
        path.origin_job[i] = old_job
        path.cross_month[i] = now.month
        path.cross_wage[i] = people.wage[i]
        path.cross_safe[i] = 1 if worked and wage >= SAFE_SHARE * people.wage[i] else 0
        if now.month >= 0:
            path.crossings[i] += 1
        units.starters[unit] += 1
        people.crossed[i] = FIRST_JOB
    elif changed_sector or people.crossed[i] != FOLLOWED:
        people.crossed[i] = NOT_CROSSED
    elif wage < SAFE_SHARE * path.cross_wage[i]:
        path.cross_safe[i] = 0
    found_work(w, now, i)
    if changed_sector:
        people.sector_months[i] = 0
    people.unit[i] = unit
    people.job_type[i] = new_job
    people.wage[i] = int(wage)
    people.tenure[i] = 0
    people.from_benefit[i] = people.ww_left[i] > 0
    people.ww_left[i] = 0
    if people.stage[i] != STARTED:  # what someone tried out was another job
        w.bridge.tried[i] = 0
    draw = luck_again(now.keys[ACCEPT], i, 1)
    people.contract[i] = FLEXIBLE if draw < p.new_flexible else PERMANENT
    set_status(w, i, EMPLOYED)
    units.headcount[unit] += 1


@part
def wage_inside(w, now, i, unit):
    """Full-time wage (float64, whole euros) that another unit of their employer offers person i: never below the present one."""
    return max(offered_wage(w, now, i, unit), float(w.people.wage[i]))


@part
def move_inside(w, now, i, unit, wage):
    """Person i takes other work at the same employer: unit, work and pay change; service, contract and rights run on."""
    people, units, old = w.people, w.units, w.people.unit[i]
    note(w, now, i, MOVED_INSIDE, units.job_type[unit], unit, int(wage), 0, 0, 0)
    settling = people.crossed[i] == FIRST_JOB and people.tenure[i] < SETTLED_AFTER
    units.headcount[old] -= 1
    units.headcount[unit] += 1
    units.starters[old] -= settling
    units.starters[unit] += settling
    people.unit[i] = unit
    people.job_type[i] = units.job_type[unit]
    people.wage[i] = int(wage)


@part
def income_now(w, i):
    """Whole euros a month person i earns at work at present hours."""
    return earned(int(w.people.wage[i]), int(w.people.hours[i]))


@part
def step_bridge(w, i, stage):
    """Person i reaches another stage of the bridge, counted from this month."""
    w.people.stage[i] = stage
    w.bridge.stage_months[i] = 0


@part
def on_own_initiative(stage):
    """Whether someone at this stage still looks around by themselves: up to the contract, and not while training."""
    return stage < CONTRACTED or stage >= STARTED


@part
def back_to_orientation(w, i):
    """Person i keeps the coach and looks for another target."""
    w.bridge.target[i] = -1
    w.bridge.partner[i] = -1
    w.bridge.tried[i] = 0
    step_bridge(w, i, ORIENTED)


@part
def named(now, mask, barrier):
    """The barrier, where it works at all for people under these terms; else none."""
    return barrier if now.strength[mask, barrier - 1] > 0.0 else NO_BARRIER


@part
def move_on(w, now, i, stage):
    """Person i reaches a stage; the books show it."""
    step_bridge(w, i, stage)
    note(w, now, i, STAGE, w.bridge.target[i], w.bridge.partner[i], 0, 0, 0, 0)


@part
def is_guaranteed(w, now, i):
    """Whether person i, new across the bridge, still has a job guarantee."""
    people = w.people
    return people.stage[i] >= STARTED and people.tenure[i] < now.setting[people.scope[i], GUARANTEE_MONTHS]
