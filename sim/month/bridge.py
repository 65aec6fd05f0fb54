"""Phase 5: the bridge, stage by stage, last stage first, so that nobody passes two gates in a month by accident.

Whoever waits longest for a scarce place is not served first by the accident of their row: the order within a stage is drawn
anew each month. Each stage has one function; it moves its person on, holds them, or lets them go with a reason.
"""

from typing import Any

import numpy as np

from sim.agents.coach import LINE_COACH, NEUTRAL_GUIDE, NO_COACH, aware_chance, coach_places, guide_price, handover_loss, whole
from sim.agents.codes import (
    AWARE,
    BLIND_CHOICE,
    BROKEN_CHAIN,
    COACH_CASELOAD,
    COMPLETED,
    CONTRACTED,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    DROPPED_OUT,
    EMPLOYED,
    GAVE_UP,
    GUIDE,
    GUIDE_PLACES,
    IN_TRAINING,
    LANDED,
    LICENCE_WALL,
    LOST_BETWEEN,
    MATCHED,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    NO_MATCH,
    NO_STAGE,
    NOT_ADMITTED,
    NOT_SELECTED,
    OPTED_OUT,
    ORIENTED,
    RETAINED,
    RIGID_TRAINING,
    SELECTED,
    SELF_EMPLOYED,
    STAGE,
    STARTED,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    UNSAFE_STEP,
)  # fmt: skip
from sim.agents.employer import hiring_threshold
from sim.agents.trainer import admission, intake_now, weekly_load
from sim.agents.worker import dropout_chance, enrol_chance
from sim.jit import kernel, maker, part
from sim.month.books import make_room, note
from sim.month.contract import PARTS, sign
from sim.month.meeting import bar_of, barrier_of_no_match, best_partner, meets, months_of_training, worth_of
from sim.month.moves import SETTLED_AFTER, back_to_orientation, leave_bridge, offered_wage, pool_of, start_job, step_bridge
from sim.month.now import Hands
from sim.month.search import may_do, score_of, visible_share
from sim.month.vacancies import market_of, places_left
from sim.rng import AWARE as AWARE_LUCK
from sim.rng import COACH, DROPOUT, ENROL, HANDOVER, LICENCE, QUEUE, SEATS, SELECT, TRYOUT, logistic, luck, luck_again


@kernel
def mark(first, past, w, now):
    """Mark who is on the bridge, who is at risk (under notice or on benefit), and whom luck may let hear of the bridge."""
    people, key, rarely = w.people, now.keys[AWARE_LUCK], w.p.aware_working
    for i in range(first, past):
        at_risk = (people.status[i] == SURPLUS) | (people.status[i] == UNEMPLOYED_WW)
        now.decision[i] = at_risk | (people.stage[i] != NO_STAGE) | (luck(key, i) < rarely)


@kernel
def decide(first, past, rows, w, now, at_risk):
    """Settle who of the people marked takes a turn; count the people at risk in int64[region, scope mask]."""
    people = w.people
    for i in rows[first:past]:
        if people.status[i] == SURPLUS or people.status[i] == UNEMPLOYED_WW:
            at_risk[people.region[i], people.scope[i]] += 1
        now.decision[i] = people.stage[i] != NO_STAGE or hears(w, now, i)


@part
def hears(w, now, i):
    """Whether person i, at work, under notice or on benefit, hears of the bridge this month."""
    people, status = w.people, w.people.status[i]
    if people.age[i] >= w.p.bridge_until_age:
        return False
    if status == EMPLOYED and people.contract[i] == SELF_EMPLOYED:
        return False
    if status != EMPLOYED and status != SURPLUS and status != UNEMPLOYED_WW:
        return False
    return luck(now.keys[AWARE_LUCK], i) < aware_chance(status == SURPLUS, status == UNEMPLOYED_WW, w.p)


@kernel
def open_pools(w, now, at_risk):
    """Set the coaches' places for the month by the people at risk (under notice or on benefit) in each region."""
    p, pools = w.p, w.pools
    for k in range(pools.size):
        pools.bill[k] = 0.0
        places = 0.0
        for mask in range(now.setting.shape[0]):
            neutral = pools.kind[k] == NEUTRAL_GUIDE
            per_thousand = now.setting[mask, GUIDE_PLACES] if neutral else p.line_coach_places
            caseload = now.setting[mask, COACH_CASELOAD] if neutral else p.caseload_today
            places += coach_places(at_risk[pools.region[k], mask], per_thousand, caseload, p)
        pools.places[k] = whole(places, luck(now.keys[COACH], k))


@kernel
def open_courses(w, now):
    """Set the seats of the month's intakes; none is taken yet."""
    courses = w.courses
    for c in range(courses.size):
        courses.taken[c] = 0
        courses.seats[c] = whole(float(courses.mean_seats[c]), luck(now.keys[SEATS], c))


@kernel
def commit(rows, w, now, parts):
    """Move the people on the bridge through one gate each, in the order given."""
    for i in rows:
        w.bridge.stage_months[i] = min(int(w.bridge.stage_months[i]) + 1, 120)
        stage = w.people.stage[i]
        if stage == STARTED or stage == LANDED:
            land(w, now, i)
        elif stage == IN_TRAINING:
            train(w, now, i)
        elif stage == CONTRACTED:
            begin(w, now, i)
        elif stage == SELECTED:
            if sign(w, now, i, parts):
                move_on(w, now, i, CONTRACTED)
        elif stage == MATCHED:
            be_selected(w, now, i)
        elif stage == ORIENTED:
            meet(w, now, i)
        elif stage == AWARE:
            enrol(w, now, i)
        else:
            hear(w, now, i)
        if w.people.stage[i] != NO_STAGE and w.bridge.coach[i] != NO_COACH:
            bill_guidance(w, now, i)


@part
def bill_guidance(w, now, i):
    """Put a month of guiding person i on the bill of the pool: a line coach's price, or a guide's under the person's terms."""
    coach = w.bridge.coach[i]
    price = w.p.line_coach_cost
    if coach == NEUTRAL_GUIDE:
        price = guide_price(now.costs[GUIDE], now.setting[w.people.scope[i], COACH_CASELOAD], w.p)
    w.pools.bill[pool_of(w.people.region[i], coach)] += price


@part
def move_on(w, now, i, stage):
    """Person i reaches a stage; the books show it."""
    step_bridge(w, i, stage)
    note(w, now, i, STAGE, w.bridge.target[i], w.bridge.partner[i], 0, 0, 0, 0)


@part
def hear(w, now, i):
    """Nothing to aware: person i hears of the bridge."""
    w.bridge.entered[i] = now.month
    move_on(w, now, i, AWARE)


@part
def enrol(w, now, i):
    """Aware to oriented: a coach is found or not, and person i takes part or lets it pass (B01)."""
    p = w.p
    people, bridge, mask = w.people, w.bridge, w.people.scope[i]
    if bridge.stage_months[i] > p.aware_months:
        leave_bridge(w, now, i, GAVE_UP, UNSAFE_STEP, 0)
        return
    coach = free_coach(w, now, i)
    unit = people.unit[i]
    colleagues, word = 0.0, 0.0
    if unit >= 0:
        colleagues = min(1.0, float(w.units.enrolled[unit]) / (1.0 + float(w.units.headcount[unit])))
        word = float(w.units.word[unit])
    free = p.free_hours - float(w.traits.care_hours[i]) - (float(people.hours[i]) if unit >= 0 else 0.0)
    chance = enrol_chance(
        now.strength[mask, UNSAFE_STEP - 1], coach != NO_COACH, float(w.traits.self_efficacy[i]), free, colleagues, word, p
    )
    if luck(now.keys[ENROL], i) >= chance:
        return
    if lost_between(w, now, i, coach):
        return
    if coach != NO_COACH:
        bridge.coach[i] = coach
        w.pools.clients[pool_of(people.region[i], coach)] += 1
    bridge.origin[i] = unit
    if unit >= 0:
        w.units.enrolled[unit] += 1
    if now.month >= 0:
        bridge.enrolled[i] = 1
    move_on(w, now, i, ORIENTED)


@part
def free_coach(w, now, i):
    """The coach person i can get now: a neutral guide where terms give one and a place is free, else a line coach, else none."""
    people, pools = w.people, w.pools
    region = people.region[i]
    if now.setting[people.scope[i], GUIDE_PLACES] > 0.0:
        pool = pool_of(region, NEUTRAL_GUIDE)
        if pools.clients[pool] < pools.places[pool]:
            return NEUTRAL_GUIDE
    pool = pool_of(region, LINE_COACH)
    return LINE_COACH if pools.clients[pool] < pools.places[pool] else NO_COACH


@part
def lost_between(w, now, i, coach):
    """Whether the hand-over at this gate loses person i (B09); if so they have left the bridge."""
    p = w.p
    loss = handover_loss(now.strength[w.people.scope[i], BROKEN_CHAIN - 1], coach != NO_COACH, p)
    if luck_again(now.keys[HANDOVER], i, w.people.stage[i]) >= loss:
        return False
    leave_bridge(w, now, i, LOST_BETWEEN, BROKEN_CHAIN, 0)
    return True


@part
def meet(w, now, i):
    """Oriented to matched: person i meets partner employers and picks the job across the bridge that beats staying put."""
    p = w.p
    bridge, mask = w.bridge, w.people.scope[i]
    unit = -1
    if meets(w, now, i, now.strength[mask, BROKEN_CHAIN - 1]):
        unit = best_partner(w, now, i, now.strength[mask, CV_SELF_IMAGE - 1])
    if unit >= 0:
        bridge.target[i] = w.units.job_type[unit]
        bridge.partner[i] = unit
        move_on(w, now, i, MATCHED)
    elif bridge.stage_months[i] >= p.orientation_months:
        leave_bridge(w, now, i, NO_MATCH, barrier_of_no_match(w, now, i), 0)


@part
def try_out(w, now, i):
    """Person i tries the job out for a month, sees it more as it is, and may think better of it (B03)."""
    bridge = w.bridge
    bridge.tried[i] = 1
    narrow = now.strength[w.people.scope[i], CV_SELF_IMAGE - 1]
    value = worth_of(w, now, i, int(bridge.partner[i]), visible_share(w, now, i), narrow, 0.5)
    if value <= bar_of(w, i):
        turn_back(w, now, i, OPTED_OUT, BLIND_CHOICE)


@part
def be_selected(w, now, i):
    """Matched to selected: a try-out for some, admission to a regulated course (B13), the employer's screening (B05).

    Who is selected has a place promised, which no one else is hired on.
    """
    p = w.p
    people, bridge = w.people, w.bridge
    if bridge.stage_months[i] == 1 and luck(now.keys[TRYOUT], i) < p.tryout:
        try_out(w, now, i)
        return
    unit, job = bridge.partner[i], int(bridge.target[i])
    if not may_do(w, i, job):
        enough = people.education[i] >= w.jobs.level[job] - 1
        wall = now.strength[people.scope[i], LICENCE_WALL - 1]
        if not admission(enough, wall, luck(now.keys[LICENCE], i)):
            turn_back(w, now, i, NOT_ADMITTED, LICENCE_WALL)
            return
    threshold = hiring_threshold(float(w.markets.tightness[market_of(w, unit)]), p) + p.bridge_stricter
    if score_of(w, now, i, unit, logistic(luck(now.keys[SELECT], i))) < threshold:
        turn_back(w, now, i, NOT_SELECTED, DIPLOMA_GATE)
        return
    if places_left(w, unit, int(w.units.reserved[unit])) <= 0:
        turn_back(w, now, i, NO_LONGER_WANTED, 0)
    elif not lost_between(w, now, i, bridge.coach[i]):
        bridge.course_months[i] = months_of_training(w, now, i, job)
        w.units.reserved[unit] += 1
        move_on(w, now, i, SELECTED)


@part
def turn_back(w, now, i, reason, barrier):
    """Person i is refused, and keeps looking with the same coach; the refusal is kept."""
    note(w, now, i, STAGE, w.bridge.target[i], w.bridge.partner[i], 0, reason, barrier, 0)
    back_to_orientation(w, i)


@part
def begin(w, now, i):
    """Contracted to training, or straight to work when there is nothing to learn first: wait for an intake and a seat (B08)."""
    p = w.p
    people, bridge = w.people, w.bridge
    if bridge.course_months[i] == 0:
        start_across(w, now, i)
        return
    if bridge.stage_months[i] > p.wait_months:
        leave_bridge(w, now, i, GAVE_UP, RIGID_TRAINING, 0)
        return
    course = int(bridge.target[i]) * w.regions + int(people.region[i])
    rigid = now.strength[people.scope[i], RIGID_TRAINING - 1]
    if not intake_now(now.month, int(w.courses.first_intake[course]), rigid, p):
        return
    if w.courses.taken[course] >= w.courses.seats[course]:
        return
    w.courses.taken[course] += 1
    if people.status[i] == UNEMPLOYED_WW or people.status[i] == UNEMPLOYED:
        people.status[i] = TRAINING
    move_on(w, now, i, IN_TRAINING)


@part
def train(w, now, i):
    """In training to started: a month done, unless it is one month too many."""
    p = w.p
    people, bridge = w.people, w.bridge
    hours = float(people.hours[i]) if people.unit[i] >= 0 else 0.0
    # Nobody signs before the training ends unless contract-first acts; its lever comes with breakthrough D06.
    committed = now.strength[people.scope[i], NO_FIRST_MOVER - 1] == 0.0
    chance = dropout_chance(
        committed, bridge.coach[i] != NO_COACH, weekly_load(hours, p), float(w.traits.care_hours[i]), p
    )
    if luck(now.keys[DROPOUT], i) < chance:
        leave_bridge(w, now, i, DROPPED_OUT, RIGID_TRAINING, 0)
        return
    bridge.course_months[i] -= 1
    if bridge.course_months[i] <= 0:
        licence = w.jobs.licence[bridge.target[i]]
        if licence >= 0:
            people.licences[i] |= 1 << licence
        start_across(w, now, i)


@part
def start_across(w, now, i):
    """Person i starts in the job across the bridge, on the place that was kept."""
    unit = w.bridge.partner[i]
    w.units.reserved[unit] -= 1
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


def bridge(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    shape = w.regions, now.setting.shape[0]
    rows = hands.marked(now, mark, w, now)
    parts = hands.gather(rows.size, decide, lambda: (np.zeros(shape, np.int64),), rows, w, now)
    open_pools(w, now, sum(part[0] for part in parts))
    open_courses(w, now)
    rows = rows[now.decision[rows] != 0]
    make_room(now.books, PARTS * rows.size)
    order = np.lexsort((queue_of(rows, now), -w.people.stage[rows]))
    commit(rows[order], w, now, np.zeros(PARTS, np.int64))


@maker
def queue_of(rows, now):
    """float64: the place of each person in this month's queue."""
    places = np.empty(rows.size)
    for k in range(rows.size):
        places[k] = luck(now.keys[QUEUE], rows[k])
    return places
