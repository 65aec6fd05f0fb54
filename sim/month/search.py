"""Phase 7: seekers look around, and apply to the best job they see. Everyone decides for themselves, in any order."""

from typing import Any

import numpy as np

from sim.agents.coach import NEUTRAL_GUIDE, coach_strength
from sim.agents.codes import (
    COACH_CASELOAD,
    CONTRACTS,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    EMPLOYED,
    INACTIVE,
    NO_STAGE,
    STATUSES,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)  # fmt: skip
from sim.agents.employer import diploma_match, screening_score
from sim.agents.worker import (
    AGE_BANDS,
    LONGEST_TENURE,
    SKILL_GROUPS,
    SKILL_SCALE,
    age_band,
    first_age,
    job_utility,
    perceived_distance,
    reservation_wage,
    search_chance,
    search_radius,
)  # fmt: skip
from sim.jit import kernel, maker, part
from sim.month.moves import offered_wage, on_own_initiative
from sim.month.now import Hands
from sim.month.separations import belief_of
from sim.month.vacancies import RADIUS_CLASSES
from sim.rng import LOOK, SCREEN, SEARCH, SLOT, TASTE, drawn, gumbel, logistic, luck, luck_again

EULER = 0.5772156649015329  # mean of a Gumbel draw, taken off so that taste is neutral


@part
def skill_gap(w, i, job):
    """Mean skill person i misses for a job, 0 to 1, over the ten groups."""
    missing = 0
    for s in range(SKILL_GROUPS):
        missing += max(0, int(w.jobs.required[job, s]) - int(w.traits.skills[i, s]))
    return missing / (float(SKILL_SCALE) * SKILL_GROUPS)


@part
def home_job(w, i):
    """The work someone counts as their own: what they do or did, or what they were schooled for if that is a level up."""
    job, trained = int(w.people.job_type[i]), int(w.people.trained[i])
    return trained if w.jobs.level[trained] > w.jobs.level[job] else job


@part
def help_of(w, now, i):
    """How much the coach of person i helps, 0 to 1: a guide has the caseload of the person's terms, a line coach today's."""
    coach = int(w.bridge.coach[i])
    caseload = now.setting[w.people.scope[i], COACH_CASELOAD] if coach == NEUTRAL_GUIDE else w.p.caseload_today
    return coach_strength(coach, caseload, w.p)


@part
def visible_share(w, now, i):
    """Share of own skills person i can show, a coach's help included."""
    p = w.p
    shown = float(w.traits.visible[i])
    if w.people.stage[i] == NO_STAGE:  # nobody off the bridge has a coach
        return shown
    help_of_coach = help_of(w, now, i)
    return shown + (1.0 - shown) * p.coach_shows * help_of_coach


@part
def radius_class(radius, p):
    """Class of search radius, 0 (narrowest) to 3."""
    return min(RADIUS_CLASSES - 1, max(0, int(radius / p.radius * RADIUS_CLASSES)))


@part
def seat_of_look(w, job, region, u_near, u_seat):
    """(ring, unit) a look at a job type falls on: ring 0 near home when there is an opening and luck keeps the look local, else 1.

    The look falls on a seat of the ring, which never changes, and goes on to the next unit with an opening. So one opening more
    changes only the looks that would have passed it. The unit is -1 when nobody does this work here.
    """
    markets = w.markets
    market = job * w.regions + region
    near = u_near < w.p.look_near and markets.openings[market] > 0
    first = markets.seat_start[market if near else job * w.regions]
    past = markets.seat_end[market if near else (job + 1) * w.regions - 1]
    ring = 0 if near else 1
    return ring, int(w.seat_unit[first + int(u_seat * (past - first))]) if past > first else -1


@part
def find_opening(w, job, region, u_near, u_seat):
    """The unit with an opening that a look at a job type finds, -1 for none, as long as nothing was filled since the posting."""
    ring, unit = seat_of_look(w, job, region, u_near, u_seat)
    if unit >= 0:
        unit = int(w.next_open[ring, unit])
    return unit if unit >= 0 and w.units.openings[unit] > 0 else -1


@part
def find_opening_left(w, job, region, u_near, u_seat):
    """The unit with an opening that a look at a job type finds, -1 for none, whatever was filled since the month's posting."""
    ring, unit = seat_of_look(w, job, region, u_near, u_seat)
    if unit < 0:
        return -1
    nearest = job * w.regions + region if ring == 0 else job * w.regions
    farthest = nearest if ring == 0 else (job + 1) * w.regions - 1
    lowest, past = w.markets.unit_start[nearest], w.markets.unit_end[farthest]
    for _ in range(past - lowest):
        if w.units.openings[unit] > 0:
            return unit
        unit = unit + 1 if unit + 1 < past else lowest
    return -1


@part
def may_do(w, i, job):
    """Whether person i may do a job now: free to all, or licensed for it."""
    licence = w.jobs.licence[job]
    return licence < 0 or (int(w.people.licences[i]) >> int(licence)) & 1 == 1


@part
def score_of(w, now, i, unit, draw):
    """How a unit scores person i on application (float64)."""
    p = w.p
    people, jobs = w.people, w.jobs
    job, own = int(w.units.job_type[unit]), int(people.job_type[i])
    match = diploma_match(
        int(people.education[i]), int(jobs.level[job]), own == job, jobs.sector[own] == jobs.sector[job],
        people.trained[i] == job, p,
    )  # fmt: skip
    gate = now.strength[people.scope[i], DIPLOMA_GATE - 1]
    return screening_score(gate, match, skill_gap(w, i, job), int(people.age[i]), draw, p)


@part
def value_of(w, now, i, unit, wage, visible, turn):
    """What an opening is worth to person i, as they see it (float64)."""
    p = w.p
    people, jobs = w.people, w.jobs
    job, mask = int(w.units.job_type[unit]), people.scope[i]
    home = home_job(w, i)
    far = perceived_distance(
        skill_gap(w, i, job), jobs.cosine[home, job], visible, now.strength[mask, CV_SELF_IMAGE - 1], p
    )
    elsewhere = jobs.sector[job] != jobs.sector[people.job_type[i]]
    belief = belief_of(w, now, i, int(jobs.sector[job]), False) if elsewhere else 0.0
    risk = float(w.traits.risk_aversion[i]) if elsewhere else 0.0
    taste = gumbel(luck_again(now.keys[TASTE], i, turn)) - EULER
    return job_utility(wage, float(people.wage[i]), far, risk, belief, taste, p)


@part
def best_opening(w, now, i):
    """The best of a few openings person i sees and would take, -1 for none."""
    p = w.p
    people = w.people
    status, mask = int(people.status[i]), people.scope[i]
    visible = visible_share(w, now, i)
    radius = search_radius(visible, now.strength[mask, CV_SELF_IMAGE - 1], p)
    seen = w.looks[radius_class(radius, p), home_job(w, i)]
    floor = reservation_wage(float(people.wage[i]), status, int(people.status_months[i]), int(people.ww_left[i]), p)
    best, best_value = -1, p.stay_worth if status == EMPLOYED else p.search_worth
    for turn in range(int(p.looks)):
        if seen[-1] <= 0.0:
            break
        job = drawn(seen, luck_again(now.keys[LOOK], i, turn) * seen[-1])
        if not may_do(w, i, job):
            continue
        u_near, u_seat = luck_again(now.keys[SLOT], i, 2 * turn), luck_again(now.keys[SLOT], i, 2 * turn + 1)
        unit = find_opening(w, job, int(people.region[i]), u_near, u_seat)
        if unit < 0 or unit == people.unit[i]:
            continue
        wage = offered_wage(w, now, i, unit)
        if wage < floor:
            continue
        value = value_of(w, now, i, unit, wage, visible, turn)
        if value > best_value:
            best, best_value = unit, value
    return best


@maker
def most_search(p):
    """float64[status, contract, age band]: the highest chance to search that anyone of a group has, whatever their tenure."""
    most = np.zeros((len(STATUSES), len(CONTRACTS), AGE_BANDS))
    for status in range(len(STATUSES)):
        for contract in range(len(CONTRACTS)):
            for band in range(AGE_BANDS):
                for tenure in range(LONGEST_TENURE):
                    chance = search_chance(status, contract, tenure, first_age(band), p)
                    most[status, contract, band] = max(most[status, contract, band], chance)
    return most


@kernel
def mark(first, past, w, now, most):
    """Mark who may look for work: everyone without work or under notice, and others as far as luck may let them.

    `most` is the highest chance to search among those others.
    """
    people, key = w.people, now.keys[SEARCH]
    for i in range(first, past):
        status = people.status[i]
        seeks = (status == SURPLUS) | (status == UNEMPLOYED_WW) | (status == UNEMPLOYED)
        now.decision[i] = seeks | (luck(key, i) < most)


@kernel
def decide(first, past, rows, w, now):
    """Let a part of the people marked look around; fill in where each applies (-1 for nowhere), and how they score there."""
    for i in rows[first:past]:
        unit = best_opening(w, now, i) if looks_around(w, now, i) else -1
        now.application[i] = unit
        if unit >= 0:
            now.score[i] = score_of(w, now, i, unit, logistic(luck(now.keys[SCREEN], i)))


@part
def looks_around(w, now, i):
    """Whether person i looks for another job this month; not while training, nor with a contract across the bridge."""
    people = w.people
    status, contract, age = int(people.status[i]), int(people.contract[i]), int(people.age[i])
    u = luck(now.keys[SEARCH], i)
    if u >= w.most_search[status, contract, age_band(age)]:  # spares most people the sum below
        return False
    if status == TRAINING or not on_own_initiative(people.stage[i]) or (status == INACTIVE and age >= w.p.search_until_age):
        return False
    return u < search_chance(status, contract, int(people.tenure[i]), age, w.p)


def search(w: Any, now: Any, hands: Hands) -> np.ndarray:
    """Run the phase: fills `now.application` and `now.score` of who applies; returns their rows (int64, in order)."""
    most = float(w.most_search[[EMPLOYED, INACTIVE]].max())
    rows = hands.marked(now, mark, w, now, most)
    hands.each(rows.size, decide, rows, w, now)
    return np.asarray(rows[now.application[rows] >= 0])
