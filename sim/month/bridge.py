"""Phase 5: the bridge, stage by stage, last stage first, so that nobody passes two gates in a month by accident.

Whoever waits longest for a scarce place is not served first by the accident of their row: the order within a stage is drawn
anew each month. Each stage has one function; it moves its person on, holds them, or lets them go with a reason.
"""

from typing import Any

import numpy as np

from sim.agents.coach import (
    LINE_COACH,
    NEUTRAL_GUIDE,
    NO_COACH,
    aware_chance,
    coach_places,
    funding_stopped,
    guide_price,
    handover_loss,
    places_in_shock,
    whole,
)
from sim.agents.codes import (
    ADMISSION,
    AWARE,
    BLIND_CHOICE,
    BROKEN_CHAIN,
    CARVED_SHARE,
    COACH_CASELOAD,
    CONTRACTED,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    EMPLOYED,
    EMPLOYEE_ORIENTED,
    FUNDING_CONTINUITY,
    GAVE_UP,
    GUIDE,
    GUIDE_PLACES,
    HELP_LINE,
    IN_TRAINING,
    LANDED,
    LICENCE_WALL,
    LOST_BETWEEN,
    MATCHED,
    NO_LONGER_WANTED,
    NO_MATCH,
    NO_STAGE,
    NOT_ADMITTED,
    NOT_SELECTED,
    OPTED_OUT,
    ORIENTATION_HOURS,
    ORIENTED,
    PARTICIPANT_MONTH,
    PERSON_ORIENTED,
    PERSON_REACHED,
    RAPID_RESPONSE,
    SCREENING,
    SELECTED,
    SELECTION_STRICTNESS,
    SELF_EMPLOYED,
    STAGE,
    STARTED,
    SURPLUS,
    UNEMPLOYED_WW,
    UNSAFE_STEP,
    WRONG_POCKETS,
)  # fmt: skip
from sim.agents.columns import NEVER
from sim.agents.crossing import enrol_chance, takes_part, unknown_left
from sim.agents.employer import carving_relief, hiring_threshold
from sim.agents.trainer import admission
from sim.jit import kernel, maker, part
from sim.month.bill import PARTS
from sim.month.books import make_room, note
from sim.month.charges import MOST_PAYMENTS, add_charge, charge
from sim.month.contract import sign
from sim.month.meeting import bar_of, barrier_of_no_match, best_partner, meets, months_of_training, worth_of
from sim.month.moves import (
    back_to_orientation,
    leave_bridge,
    move_on,
    named,
    person_of,
    pool_of,
)
from sim.month.now import Hands
from sim.month.search import may_do, score_of, skill_gap, visible_share
from sim.month.training import begin, land, train
from sim.month.tryout import tries_out
from sim.month.vacancies import market_of, places_left
from sim.rng import AWARE as AWARE_LUCK
from sim.rng import (
    COACH,
    ENROL,
    FUNDING,
    HANDOVER,
    LICENCE,
    QUEUE,
    SEATS,
    SELECT,
    logistic,
    luck,
    luck_again,
)


@kernel
def mark(first, past, w, now):
    """Mark who is on the bridge, who is at risk (under notice or on benefit), and whom luck or a programme may let hear of it."""
    people, key, rarely = w.people, now.keys[AWARE_LUCK], w.p.aware_working
    for i in range(first, past):
        at_risk = (people.status[i] == SURPLUS) | (people.status[i] == UNEMPLOYED_WW)
        recruited = now.recruits[np.uint16(people.scope[i])] != 0
        now.decision[i] = at_risk | recruited | (people.stage[i] != NO_STAGE) | (luck(key, i) < rarely)


@kernel
def decide(first, past, rows, w, now, at_risk, recruited):
    """Settle who of the people marked takes a turn; count in int64[region, scope mask] the people at risk, and the others whom a
    programme brought onto the bridge.
    """
    people = w.people
    for i in rows[first:past]:
        if people.status[i] == SURPLUS or people.status[i] == UNEMPLOYED_WW:
            at_risk[people.region[i], people.scope[i]] += 1
        elif now.recruits[people.scope[i]] != 0 and people.stage[i] != NO_STAGE:
            recruited[people.region[i], people.scope[i]] += 1
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
    mask = people.scope[i]
    if now.recruits[mask] != 0 and w.bridge.entered[i] < 0:  # a programme comes to someone once
        return True
    chance = aware_chance(status == SURPLUS, status == UNEMPLOYED_WW, now.setting[mask, HELP_LINE], w.p)
    return luck(now.keys[AWARE_LUCK], i) < chance


@kernel
def open_pools(w, now, at_risk, recruited):
    """Set the coaches' places for the month by the people at risk in each region, those of guides by the recruited too."""
    p, pools = w.p, w.pools
    for k in range(pools.size):
        pools.bill[k] = pools.bill_without[k] = 0.0
        in_region = float(at_risk[pools.region[k]].sum())
        pools.usual[k] = in_region if pools.usual[k] == 0.0 else pools.usual[k] + (in_region - pools.usual[k]) / 12.0
        places = 0.0
        for mask in range(now.setting.shape[0]):
            if pools.kind[k] == NEUTRAL_GUIDE:
                people = at_risk[pools.region[k], mask] + recruited[pools.region[k], mask]
                places += guide_places(w, now, k, mask, float(people))
            else:
                usual = coach_places(at_risk[pools.region[k], mask], p.line_coach_places, p.caseload_today, p)
                places += places_in_shock(usual, in_region, pools.usual[k], now.setting[mask, RAPID_RESPONSE], p)
        pools.places[k] = whole(places, luck(now.keys[COACH], k))


@part
def guide_places(w, now, k, mask, at_risk):
    """Places (float) that pool k has with neutral guides for people under some terms; none while the money has not come."""
    setting, year = now.setting[mask], now.month // 12
    draw = luck_again(now.forever[FUNDING], k, year + 100)  # years of a burn-in are negative, an address is not
    late = now.strength[mask, WRONG_POCKETS - 1]
    if funding_stopped(draw, late, setting[FUNDING_CONTINUITY], now.month % 12, w.p):
        return 0.0
    return coach_places(at_risk, setting[GUIDE_PLACES], setting[COACH_CASELOAD], w.p)


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
        if ORIENTED <= w.people.stage[i] < STARTED:
            add_charge(w, now, i, PARTICIPANT_MONTH, 1.0, now.spent)
        if w.people.stage[i] != NO_STAGE and w.bridge.coach[i] != NO_COACH:
            bill_guidance(w, now, i)


@part
def bill_guidance(w, now, i):
    """Put a month of guiding person i on the bill of the pool: a line coach's price, or a guide's under the person's terms."""
    coach = w.bridge.coach[i]
    price = w.p.line_coach_cost
    if coach == NEUTRAL_GUIDE:
        price = guide_price(now.costs[GUIDE], now.setting[w.people.scope[i], COACH_CASELOAD], w.p)
    pool = pool_of(w.people.region[i], coach)
    if w.people.unit[i] >= 0:
        w.pools.bill[pool] += price
    else:
        w.pools.bill_without[pool] += price


@part
def hear(w, now, i):
    """Nothing to aware: person i hears of the bridge."""
    w.bridge.entered[i] = now.month
    w.bridge.tried[i] = 0
    charge(w, now, i, PERSON_REACHED)
    move_on(w, now, i, AWARE)


@part
def enrol(w, now, i):
    """Aware to oriented: a coach is found or not, and person i takes part or lets it pass (B01)."""
    p = w.p
    people, bridge, mask = w.people, w.bridge, w.people.scope[i]
    if bridge.stage_months[i] > p.aware_months:
        leave_bridge(w, now, i, GAVE_UP, named(now, mask, UNSAFE_STEP), 0)
        return
    coach = free_coach(w, now, i)
    unit = people.unit[i]
    colleagues, word = 0.0, 0.0
    if unit >= 0:
        colleagues = min(1.0, float(w.units.enrolled[unit]) / (1.0 + float(w.units.headcount[unit])))
        word = float(w.units.word[unit])
    free = p.free_hours - float(w.traits.care_hours[i]) - (float(people.hours[i]) if unit >= 0 else 0.0)
    if unit >= 0:  # hours are given by an employer
        free += now.setting[mask, ORIENTATION_HOURS] / p.orientation_weeks
    chance = enrol_chance(
        now.strength[mask, UNSAFE_STEP - 1], coach != NO_COACH, float(w.traits.self_efficacy[i]), free, colleagues, word, p
    )
    if not takes_part(willingness(w, now, i), chance):
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
    charge(w, now, i, PERSON_ORIENTED)
    if unit >= 0:
        charge(w, now, i, EMPLOYEE_ORIENTED)
    move_on(w, now, i, ORIENTED)


@part
def willingness(w, now, i):
    """How willing (0-1) person i is to take up the offer that they heard of: the same all the time they consider it."""
    since_never = np.int64(w.bridge.entered[i]) - NEVER  # an address is not negative
    return luck_again(now.forever[ENROL], person_of(w, i), since_never)


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
def think_again(w, now, i):
    """Person i, who has tried the job out, sees it more as it is, and may think better of it (B03)."""
    bridge = w.bridge
    narrow = now.strength[w.people.scope[i], CV_SELF_IMAGE - 1]
    value = worth_of(w, now, i, int(bridge.partner[i]), visible_share(w, now, i), narrow)
    if value <= bar_of(w, i):
        turn_back(w, now, i, OPTED_OUT, BLIND_CHOICE)


@part
def be_selected(w, now, i):
    """Matched to selected: a try-out for some, admission to a regulated course (B13), the employer's screening (B05).

    Who is selected has a place promised, which no one else is hired on.
    """
    p = w.p
    people, bridge, mask = w.people, w.bridge, w.people.scope[i]
    if tries_out(w, now, i):
        think_again(w, now, i)
        return
    unit, job = bridge.partner[i], int(bridge.target[i])
    if not may_do(w, i, job):
        charge(w, now, i, ADMISSION)
        enough = people.education[i] >= w.jobs.level[job] - 1
        wall = now.strength[mask, LICENCE_WALL - 1]
        if not admission(enough, wall, luck(now.keys[LICENCE], i)):
            turn_back(w, now, i, NOT_ADMITTED, LICENCE_WALL)
            return
    charge(w, now, i, SCREENING)
    threshold = hiring_threshold(float(w.markets.tightness[market_of(w, unit)]), p) + now.setting[mask, SELECTION_STRICTNESS]
    noise = logistic(luck(now.keys[SELECT], i)) * unknown_left(int(bridge.tried[i]), p)
    relief = carving_relief(skill_gap(w, i, job), now.setting[mask, CARVED_SHARE], p)
    if score_of(w, now, i, unit, noise) + relief < threshold:
        turn_back(w, now, i, NOT_SELECTED, named(now, mask, DIPLOMA_GATE))
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


def bridge(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    shape = w.regions, now.setting.shape[0]
    rows = hands.marked(now, mark, w, now)
    sheets = hands.gather(rows.size, decide, lambda: (np.zeros(shape, np.int64), np.zeros(shape, np.int64)), rows, w, now)
    open_pools(w, now, sum(sheet[0] for sheet in sheets), sum(sheet[1] for sheet in sheets))
    open_courses(w, now)
    rows = rows[now.decision[rows] != 0]
    asking = int((now.price > 0.0).any(axis=0).sum())
    make_room(now.books, (PARTS + 2 + MOST_PAYMENTS * asking) * rows.size)
    order = np.lexsort((queue_of(rows, now), -w.people.stage[rows]))
    commit(rows[order], w, now, np.zeros(PARTS, np.int64))


@maker
def queue_of(rows, now):
    """float64: the place of each person in this month's queue."""
    places = np.empty(rows.size)
    for k in range(rows.size):
        places[k] = luck(now.keys[QUEUE], rows[k])
    return places
