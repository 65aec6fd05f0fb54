"""Phase 1: everyone a month older; people retire, finish school, and make room for the young."""

from typing import Any

import numpy as np

from sim.agents.codes import (
    GRADUATED,
    INACTIVE,
    LEFT_LABOUR_FORCE,
    NO_CONTRACT,
    RETIRED,
    SELF_EMPLOYED,
    SURPLUS,
)  # fmt: skip
from sim.agents.codes import REPLACED as REPLACED_EVENT
from sim.agents.columns import NEVER
from sim.agents.worker import FIRST_AGE, LAST_AGE, age_band, care_drawn, hours_wanted, savings_drawn, schooling
from sim.jit import kernel, part
from sim.month.books import LEFT_WORK_FLOW, make_room, note
from sim.month.moves import FIRST_JOB, NOT_CROSSED, SETTLED_AFTER, go_inactive, leave_bridge, leave_unit, person_of
from sim.month.now import Hands
from sim.month.observe import ALWAYS
from sim.rng import AGE_EVENT, BIRTH, GRADUATE, HOURS, drawn, luck, luck_again

AGE_AT_19, AGE_AT_23, AGE_AT_25 = 19 * 12, 23 * 12, 25 * 12  # months: when schooling may end, and when it has


@part
def grow_older(first, past, w):
    """Make everyone of a part a month older, with a month more in what they are in."""
    people = w.people
    for i in range(first, past):
        people.age[i] += 1
    for i in range(first, past):
        people.status_months[i] = min(people.status_months[i] + 1, 3000)
    for i in range(first, past):
        people.tenure[i] += people.status[i] <= SURPLUS  # at work, also when under notice
    for i in range(first, past):
        people.sector_months[i] += people.status[i] <= SURPLUS
    for i in range(first, past):
        people.since_notice[i] += people.since_notice[i] > 0


@kernel
def mark(first, past, w, now):
    """Make everyone of a part a month older; mark whom something may happen to."""
    grow_older(first, past, w)
    people, pension_age = w.people, int(w.p.retirement_age)
    for i in range(first, past):
        age = people.age[i]
        of_age = (age == AGE_AT_19) | (age == AGE_AT_23) | (age == pension_age) | (age >= LAST_AGE)
        of_age |= np.uint16(age - FIRST_AGE) % np.uint16(120) == 0
        now.decision[i] = of_age | ((people.crossed[i] == FIRST_JOB) & (people.tenure[i] == SETTLED_AFTER))


@kernel
def commit(rows, w, now):
    """Let happen to the people marked what happens at their age."""
    people, p = w.people, w.p
    for i in rows:
        age = people.age[i]
        if people.crossed[i] == FIRST_JOB and people.tenure[i] == SETTLED_AFTER:
            w.units.starters[people.unit[i]] -= 1
        if age >= LAST_AGE:
            stop_working(w, now, i, REPLACED_EVENT)
            begin_life(w, now, i)
        elif (age - FIRST_AGE) % 120 == 0:
            begin_decade(w, now, i)
        elif age == AGE_AT_19 or age == AGE_AT_23:
            finish_school(w, now, i)
        elif age == p.retirement_age and people.status[i] != INACTIVE and retires(now, i, p):
            stop_working(w, now, i, RETIRED)


@part
def begin_decade(w, now, i):
    """Person i comes into another age band, and works the hours of that age; at 25 they live on their own means."""
    people, traits, key = w.people, w.traits, now.keys[BIRTH]
    band = age_band(int(people.age[i]))
    usual = w.usual_hours[w.jobs.sector[people.job_type[i]], band]
    people.hours[i] = int(hours_wanted(usual, luck(now.forever[HOURS], person_of(w, i))))
    if people.age[i] == AGE_AT_25:
        traits.savings[i] = savings_drawn(luck_again(key, i, 0))
        traits.care_hours[i] = int(care_drawn(luck_again(key, i, 1), luck_again(key, i, 2)))


@part
def retires(now, i, p):
    """Whether person i, at the pension age this month, stops working."""
    return luck(now.keys[AGE_EVENT], i) < p.retire_at_pension_age


@part
def stop_working(w, now, i, event):
    """Person i is out of work and off the bridge for good."""
    if w.people.unit[i] >= 0:
        now.books.flows[w.jobs.sector[w.people.job_type[i]], LEFT_WORK_FLOW] += 1
    leave_bridge(w, now, i, LEFT_LABOUR_FORCE, 0, 0)
    note(w, now, i, event, -1, -1, 0, 0, 0, 0)
    leave_unit(w, now, i)
    go_inactive(w, i)


@part
def finish_school(w, now, i):
    """Person i may reach the next level of education; a diploma is for a job, and for its licence."""
    p = w.p
    people = w.people
    before = int(people.education[i])
    after = schooling(int(people.age[i]), before, luck(now.keys[GRADUATE], i), p)
    if after == before:
        return
    people.education[i] = after
    job = drawn(w.graduates[after], luck_again(now.keys[GRADUATE], i, 1))
    people.trained[i] = job
    licence = w.jobs.licence[job]
    if licence >= 0:
        people.licences[i] |= 1 << licence
    note(w, now, i, GRADUATED, job, -1, 0, 0, 0, 0)
    if people.unit[i] < 0 and people.contract[i] != SELF_EMPLOYED:
        people.job_type[i] = job
        people.sector_months[i] = 0
        people.wage[i] = int(w.jobs.start[job])


@part
def begin_life(w, now, i):
    """Row i goes to a new person of 15, at school, with traits of their own."""
    p = w.p
    people, traits, path, bridge = w.people, w.traits, w.path, w.bridge
    key = now.keys[BIRTH]
    people.age[i] = FIRST_AGE
    people.education[i] = 0
    job = drawn(w.graduates[0], luck_again(key, i, 0))
    people.job_type[i] = job
    people.trained[i] = job
    people.contract[i] = NO_CONTRACT
    people.sector_months[i] = 0
    people.wage[i] = int(w.jobs.start[job])
    people.licences[i] = 0
    people.generation[i] += 1
    usual = w.usual_hours[w.jobs.sector[job], 0]
    people.hours[i] = int(hours_wanted(usual, luck(now.forever[HOURS], person_of(w, i))))
    people.scope[i] = 0
    people.crossed[i] = NOT_CROSSED
    traits.self_efficacy[i] = luck_again(key, i, 1)
    traits.risk_aversion[i] = luck_again(key, i, 2)
    traits.savings[i] = luck_again(key, i, 3)
    traits.visible[i] = p.visible_low + (1.0 - p.visible_low) * luck_again(key, i, 4)
    traits.care_hours[i] = 0
    for s in range(traits.skills.shape[1]):
        traits.skills[i, s] = int(w.jobs.required[job, s] * (0.6 + 0.4 * luck_again(key, i, 5 + s)))
    path.origin_job[i] = -1
    path.cross_month[i] = NEVER
    path.notice_month[i] = NEVER
    path.extra_notice[i] = 0
    path.back_to_work[i] = 0
    path.lasting[i] = 0
    path.safe[i] = 0
    path.crossings[i] = 0
    path.months_out[i] = 0
    path.income_lost[i] = 0
    people.history[i] = ALWAYS * INACTIVE
    people.since_notice[i] = 0
    path.in_scope[i] = 0
    bridge.entered[i] = NEVER
    bridge.enrolled[i] = 0
    bridge.account[i] = 0
    bridge.severance_cash[i] = 0
    people.from_benefit[i] = 0
    bridge.redirected[i] = 0
    bridge.receiver_paid[i] = 0


def age(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    rows = hands.marked(now, mark, w, now)
    make_room(now.books, 2 * rows.size)
    commit(rows, w, now)
