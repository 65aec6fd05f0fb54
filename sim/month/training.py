"""From contract to a year in the job: training, drop-out, the start across the bridge, the landing."""




from sim.agents.coach import (
    NO_COACH,
    whole,
)
from sim.agents.codes import (
    COMPLETED,
    CONTRACT_FIRST,
    COURSE_START,
    DROPPED_OUT,
    DROPPING_OUT,
    EXTRA_INTAKES,
    EXTRA_SEATS,
    GAVE_UP,
    IN_TRAINING,
    INFLOW_EMPLOYERS,
    LANDED,
    MINISTRIES,
    MOBILITY_BONUS,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    OUTFLOW_EMPLOYERS,
    OWN_SHARE,
    PARTIAL_CREDIT,
    POOLED_RISK,
    POOLED_RISK_ITEM,
    RETAINED,
    RIGID_TRAINING,
    RISK_POOL,
    STAGE,
    START,
    STARTED,
    TRAINEE_MONTH,
    TRAINING,
    TRAINING_SUBSIDY,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    WORKERS,
)  # fmt: skip
from sim.agents.crossing import credited_skill, dropout_chance
from sim.agents.employer import place_lost
from sim.agents.fund import agreed_part
from sim.agents.trainer import intake_now, weekly_load
from sim.agents.worker import SKILL_GROUPS
from sim.jit import part
from sim.month.bill import subsidy_of
from sim.month.books import note, pay_for, pay_split
from sim.month.charges import add_charge, charge
from sim.month.meeting import bonus_of
from sim.month.moves import (
    SETTLED_AFTER,
    leave_bridge,
    move_on,
    named,
    offered_wage,
    person_of,
    start_job,
    step_bridge,
)
from sim.month.search import skill_gap
from sim.rng import (
    COMMITTED,
    DROPOUT,
    HOLD_UP,
    SEATS,
    luck,
)


@part
def begin(w, now, i):
    """Contracted to training, or straight to work when there is nothing to learn first: wait for an intake and a seat (B08)."""
    p = w.p
    people, bridge, setting = w.people, w.bridge, now.setting[w.people.scope[i]]
    if bridge.course_months[i] == 0:
        start_across(w, now, i, 0)
        return
    if bridge.stage_months[i] > p.wait_months:
        leave_bridge(w, now, i, GAVE_UP, named(now, people.scope[i], RIGID_TRAINING), 0)
        return
    course = int(bridge.target[i]) * w.regions + int(people.region[i])
    rigid = now.strength[people.scope[i], RIGID_TRAINING - 1]
    if not intake_now(now.month, int(w.courses.first_intake[course]), rigid, setting[EXTRA_INTAKES], p):
        return
    seats = whole(float(w.courses.mean_seats[course]) * (1.0 + setting[EXTRA_SEATS]), luck(now.keys[SEATS], course))
    if w.courses.taken[course] >= seats:
        return
    w.courses.taken[course] += 1
    charge(w, now, i, COURSE_START)
    if people.status[i] == UNEMPLOYED_WW or people.status[i] == UNEMPLOYED:
        people.status[i] = TRAINING
    move_on(w, now, i, IN_TRAINING)


@part
def train(w, now, i):
    """In training to started: a month done, unless it is one month too many."""
    p = w.p
    people, bridge, mask = w.people, w.bridge, w.people.scope[i]
    add_charge(w, now, i, TRAINEE_MONTH, 1.0, now.spent)
    hours = float(people.hours[i]) if people.unit[i] >= 0 else 0.0
    committed = is_committed(w, now, i)
    chance = dropout_chance(
        committed, bridge.coach[i] != NO_COACH, weekly_load(hours, p), float(w.traits.care_hours[i]),
        skill_gap(w, i, int(bridge.target[i])), now.setting[mask, OWN_SHARE], p,
    )  # fmt: skip
    if luck(now.keys[DROPOUT], i) < chance:
        drop_out(w, now, i)
        return
    bridge.course_months[i] -= 1
    if bridge.course_months[i] > 0:
        return
    job = int(bridge.target[i])
    learn(w, i, job, 1.0, 1.0)
    people.trained[i] = job
    licence = w.jobs.licence[job]
    if licence >= 0:
        people.licences[i] |= 1 << licence
    if luck(now.keys[HOLD_UP], i) < place_lost(now.strength[mask, NO_FIRST_MOVER - 1], committed, p):
        leave_bridge(w, now, i, NO_LONGER_WANTED, NO_FIRST_MOVER, 0)
    else:
        start_across(w, now, i, int(bridge.stage_months[i]))


@part
def is_committed(w, now, i):
    """Whether person i, in training, has a contract signed beforehand: their own luck under the terms they live under."""
    return luck(now.forever[COMMITTED], person_of(w, i)) < now.setting[w.people.scope[i], CONTRACT_FIRST]


@part
def learn(w, i, job, done, credit):
    """Person i has done a share of the course for a job, which counts as far as there is credit for it; all of it when finished."""
    for s in range(SKILL_GROUPS):
        skill, required = int(w.traits.skills[i, s]), int(w.jobs.required[job, s])
        w.traits.skills[i, s] = int(credited_skill(skill, required, done, credit))


@part
def drop_out(w, now, i):
    """Person i stops training: parts of the course may count, and a pool may bear part of what the new employer paid."""
    people, bridge, mask = w.people, w.bridge, w.people.scope[i]
    job = int(bridge.target[i])
    before = float(bridge.stage_months[i]) - 1.0
    done = before / (before + float(bridge.course_months[i]))
    learn(w, i, job, done, now.setting[mask, PARTIAL_CREDIT])
    charge(w, now, i, DROPPING_OUT)
    back = agreed_part(int(bridge.receiver_paid[i]), now.setting[mask, POOLED_RISK])
    sector = w.jobs.sector[job]
    w.funds.balance[sector] -= pay_split(
        now, RISK_POOL, sector, INFLOW_EMPLOYERS, POOLED_RISK_ITEM, back, int(w.funds.balance[sector]), i, people.generation[i],
        True,
    )
    leave_bridge(w, now, i, DROPPED_OUT, named(now, mask, RIGID_TRAINING), 0)


@part
def start_across(w, now, i, months_trained):
    """Person i starts in the job across the bridge, on the place that was kept; the state adds what it pays for the course."""
    unit = w.bridge.partner[i]
    w.units.reserved[unit] -= 1
    charge(w, now, i, START)
    w.bridge.course_months[i] = months_trained
    pay_for(w, now, i, unit, MINISTRIES, INFLOW_EMPLOYERS, TRAINING_SUBSIDY, subsidy_of(w, now, i))
    pay_for(w, now, i, w.people.unit[i], OUTFLOW_EMPLOYERS, WORKERS, MOBILITY_BONUS, bonus_of(w, now, i))
    step_bridge(w, i, STARTED)
    start_job(w, now, i, unit, offered_wage(w, now, i, unit))
    note(w, now, i, STAGE, w.bridge.target[i], unit, w.people.wage[i], 0, 0, 0)


@part
def land(w, now, i):
    """Started to landed after the first hundred days, landed to retained after a year in the job."""
    if w.people.stage[i] == STARTED and w.people.tenure[i] >= SETTLED_AFTER:
        move_on(w, now, i, LANDED)
    elif w.people.tenure[i] >= 12:
        move_on(w, now, i, RETAINED)
        leave_bridge(w, now, i, COMPLETED, 0, 0)
