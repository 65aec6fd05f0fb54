"""Phase 7: seekers look around, and apply to the best job they see. Everyone decides for themselves, in any order."""

from typing import Any

import numpy as np

from sim.agents.coach import NEUTRAL_GUIDE, coach_strength
from sim.agents.codes import (
    BLIND_CHOICE,
    CERTIFICATES,
    COACH_CASELOAD,
    CONTRACTS,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    EMPLOYED,
    INACTIVE,
    NO_STAGE,
    STAGES,
    STATUSES,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)  # fmt: skip
from sim.agents.crossing import belief_error
from sim.agents.employer import diploma_match, recognised_match, screening_score
from sim.agents.worker import (
    AGE_BANDS,
    LONGEST_TENURE,
    SKILL_GROUPS,
    SKILL_SCALE,
    age_band,
    first_age,
    job_utility,
    look_inside_chance,
    perceived_distance,
    reservation_wage,
    search_chance,
    search_radius,
    takes_look,
)
from sim.jit import kernel, maker, part
from sim.month.moves import offered_wage, on_own_initiative, person_of, wage_inside
from sim.month.now import Hands
from sim.month.sheet import BLOCK, empty_sheet
from sim.month.vacancies import RADIUS_CLASSES
from sim.rng import BELIEF, INSIDE, LAST_LOOK, LOOK, SCREEN, SEARCH, SLOT, TASTE, drawn_near, gumbel, logistic, luck, luck_again

EULER = 0.5772156649015329  # mean of a Gumbel draw, taken off so that taste is neutral
APPLIES_INSIDE = 2  # in `now.decision`, of who was marked (1): the application is to their own employer


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
    """(ring, seat) a look at a job type falls on: ring 0 near home when there is an opening and luck keeps the look local, else 1.

    The look falls on a seat of the ring, which never changes, and goes on to the next unit with an opening. So one opening more
    changes only the looks that would have passed it. The seat is -1 when nobody does this work here.
    """
    markets = w.markets
    anywhere = job * w.regions
    near = (u_near < w.p.look_near) & (markets.openings[anywhere + region] > 0)
    first = markets.seat_start[anywhere + region if near else anywhere]
    past = markets.seat_end[anywhere + region if near else anywhere + w.regions - 1]
    return 0 if near else 1, first + int(u_seat * (past - first)) if past > first else -1


@part
def find_opening_left(w, job, region, u_near, u_seat):
    """The unit with an opening that a look at a job type finds, -1 for none, whatever was filled since the month's posting."""
    ring, seat = seat_of_look(w, job, region, u_near, u_seat)
    if seat < 0:
        return -1
    unit = int(w.seat_unit[seat])
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
    certificates = now.setting[people.scope[i], CERTIFICATES]
    match = recognised_match(match, certificates, int(people.education[i]), int(people.sector_months[i]), p)
    gate = now.strength[people.scope[i], DIPLOMA_GATE - 1]
    return screening_score(gate, match, skill_gap(w, i, job), int(people.age[i]), draw, p)


@maker
def search_chances(p):
    """float64[status, contract, age band, tenure in months]: the chance to look for another job this month."""
    chances = np.empty((len(STATUSES), len(CONTRACTS), AGE_BANDS, LONGEST_TENURE))
    for status in range(len(STATUSES)):
        for contract in range(len(CONTRACTS)):
            for band in range(AGE_BANDS):
                for tenure in range(LONGEST_TENURE):
                    chances[status, contract, band, tenure] = search_chance(status, contract, tenure, first_age(band), p)
    return chances


def most_search(chances: np.ndarray) -> float:
    """The highest chance to search that anyone has who is at work or outside the labour force."""
    return float(chances[[EMPLOYED, INACTIVE]].max())


@maker
def inside_chances(p):
    """float64[status, contract, stage on the bridge, age band]: the chance to look for other work at one's own employer."""
    chances = np.empty((len(STATUSES), len(CONTRACTS), len(STAGES), AGE_BANDS))
    for status in range(len(STATUSES)):
        for contract in range(len(CONTRACTS)):
            for stage in range(len(STAGES)):
                for band in range(AGE_BANDS):
                    chances[status, contract, stage, band] = look_inside_chance(status, contract, stage, first_age(band), p)
    return chances


@kernel
def mark(first, past, w, now):
    """Mark who may look for work: everyone without work or under notice, and others as far as luck may let them, or inside."""
    people, key, most, inside, most_inside = w.people, now.keys[SEARCH], w.most_search, now.keys[INSIDE], w.most_inside
    for i in range(first, past):
        status = people.status[i]
        seeks = (status == SURPLUS) | (status == UNEMPLOYED_WW) | (status == UNEMPLOYED)
        now.decision[i] = seeks | (luck(key, i) < most) | ((luck(inside, i) < most_inside) & (status == EMPLOYED))


@kernel
def decide(first, past, rows, w, now, sheet):
    """Let a part of the people marked look around; fill in where each applies (-1 for nowhere), and how they score there."""
    marked = rows[first:past]
    for start in range(0, marked.size, BLOCK):
        block = marked[start : start + BLOCK]
        look_around(w, now, block, sheet)
        look_inside(w, now, block, sheet)


@part
def look_around(w, now, marked, sheet):
    """Let one block of people look around: each turn all of them take a look, and keep it when it is the best so far."""
    seekers = list_seekers(w, now, marked, sheet)
    for k in range(seekers):
        set_out(w, now, sheet, k)
    for turn in range(int(np.ceil(w.p.looks * max(1.0, w.p.looks_without)))):
        looks = see_jobs(w, now, sheet, seekers, turn)
        looks = see_seats(w, now, sheet, looks, turn)
        looks = see_units(w, sheet, looks)
        looks = see_wages(w, now, sheet, looks)
        feel(w, now, sheet, looks, turn)
        keep_best(w, now, sheet, looks)
    apply(w, now, sheet, seekers)


@part
def list_seekers(w, now, marked, sheet):
    """Write down who looks for another job this month, not in training nor with a contract across the bridge; returns how many."""
    people, seekers = w.people, 0
    for i in marked:
        now.application[i] = -1
        sheet.person[seekers] = i
        status, age = int(people.status[i]), int(people.age[i])
        searches = luck(now.keys[SEARCH], i) < w.search_chances[status, people.contract[i], age_band(age), people.tenure[i]]
        may = (status != TRAINING) & on_own_initiative(people.stage[i]) & ((status != INACTIVE) | (age < w.p.search_until_age))
        seekers += searches & may
    return seekers


@part
def set_out(w, now, sheet, k):
    """Fill in what seeker k brings along on every look."""
    p, people, i = w.p, w.people, sheet.person[k]
    status = int(people.status[i])
    visible = visible_share(w, now, i)
    sheet.visible[k] = visible
    sheet.reach[k] = radius_class(search_radius(visible, now.strength[people.scope[i], CV_SELF_IMAGE - 1], p), p)
    sheet.home[k] = home_job(w, i)
    sheet.floor[k] = reservation_wage(float(people.wage[i]), status, int(people.status_months[i]), int(people.ww_left[i]), p)
    sheet.u_last[k] = luck(now.keys[LAST_LOOK], i)
    sheet.best[k] = -1
    sheet.worth[k] = p.stay_worth if status == EMPLOYED else p.search_worth


# Each step below keeps the looks that pass, in their order, and returns how many. A row is written before it is known to count:
# adding a yes or no costs nothing, while a branch on luck is foreseen half of the time. Luck is drawn in loops of its own, on
# columns with names of their own: those the compiler makes vectors of.


@part
def see_jobs(w, now, sheet, seekers, turn):
    """Everyone looks at a job type, drawn by its pull; what they may not do falls off."""
    key, person, u = now.keys[LOOK], sheet.person, sheet.u
    for k in range(seekers):
        u[k] = luck_again(key, person[k], turn)
    who, jobs, reach, home, status = sheet.who, sheet.job, sheet.reach, sheet.home, w.people.status
    looks = 0
    for k in range(seekers):
        seen = w.looks[reach[k], home[k]]
        job = drawn_near(seen, w.guesses[reach[k], home[k]], u[k])
        who[looks], jobs[looks] = k, job
        looks += (seen[-1] > 0.0) & takes_look(turn, sheet.u_last[k], status[person[k]], w.p) & may_do(w, person[k], job)
    return looks


@part
def see_seats(w, now, sheet, looks, turn):
    """Each look falls on a seat; where nobody does the work it falls off."""
    key, person, who = now.keys[SLOT], sheet.person, sheet.who
    u_near, u_seat = sheet.u_near, sheet.u
    for n in range(looks):
        u_near[n] = luck_again(key, person[who[n]], 2 * turn)
    for n in range(looks):
        u_seat[n] = luck_again(key, person[who[n]], 2 * turn + 1)
    jobs, rings, seats, region = sheet.job, sheet.ring, sheet.seat, w.people.region
    kept = 0
    for n in range(looks):
        k, job = who[n], jobs[n]
        ring, seat = seat_of_look(w, job, region[person[k]], u_near[n], u_seat[n])
        who[kept], jobs[kept], rings[kept], seats[kept] = k, job, ring, seat
        kept += seat >= 0
    return kept


@part
def see_units(w, sheet, looks):
    """Each look goes on to the next unit with an opening; none, or one's own, falls off."""
    person, who, jobs, rings, seats, units = sheet.person, sheet.who, sheet.job, sheet.ring, sheet.seat, sheet.unit
    for n in range(looks):
        units[n] = w.seat_unit[seats[n]]
    kept = 0
    for n in range(looks):
        k, job, unit = who[n], jobs[n], w.next_open[rings[n], units[n]]
        who[kept], jobs[kept], units[kept] = k, job, unit
        kept += (unit >= 0) & (unit != w.people.unit[person[k]])
    return kept


@part
def see_wages(w, now, sheet, looks):
    """Each look shows a wage; one that is too low falls off."""
    person, who, jobs, units, wages = sheet.person, sheet.who, sheet.job, sheet.unit, sheet.wage
    kept = 0
    for n in range(looks):
        k, job, unit = who[n], jobs[n], units[n]
        wage = offered_wage(w, now, person[k], unit)
        who[kept], jobs[kept], units[kept], wages[kept] = k, job, unit, wage
        kept += wage >= sheet.floor[k]
    return kept


@part
def feel(w, now, sheet, looks, turn):
    """Fill in the taste (mean 0) and what is believed of the work (sd 1) that luck gives each look."""
    tastes_key, beliefs_key = now.keys[TASTE], now.forever[BELIEF]
    person, who, jobs, taste, belief = sheet.person, sheet.who, sheet.job, sheet.taste, sheet.belief
    for n in range(looks):
        taste[n] = luck_again(tastes_key, person[who[n]], turn)
    for n in range(looks):
        taste[n] = gumbel(taste[n]) - EULER
    for n in range(looks):
        belief[n] = luck_again(beliefs_key, person_of(w, person[who[n]]), w.jobs.sector[jobs[n]])
    for n in range(looks):
        belief[n] = logistic(belief[n])


@part
def value_of(w, now, sheet, k, n):
    """What the opening of look n is worth to seeker k, as they see it (float64)."""
    p, people, jobs = w.p, w.people, w.jobs
    i, job = sheet.person[k], int(sheet.job[n])
    terms = now.strength[people.scope[i]]
    far = perceived_distance(skill_gap(w, i, job), jobs.cosine[sheet.home[k], job], sheet.visible[k], terms[CV_SELF_IMAGE - 1], p)
    elsewhere = jobs.sector[job] != jobs.sector[people.job_type[i]]
    error = belief_error(sheet.belief[n], terms[BLIND_CHOICE - 1], 0, p)
    risk = float(w.traits.risk_aversion[i])
    return job_utility(
        sheet.wage[n], float(people.wage[i]), far, risk if elsewhere else 0.0, error if elsewhere else 0.0, sheet.taste[n], p
    )


@part
def keep_best(w, now, sheet, looks):
    """Weigh each look, and keep it when it is worth more than the best so far."""
    who, units, best, worth = sheet.who, sheet.unit, sheet.best, sheet.worth
    for n in range(looks):
        k = who[n]
        value = value_of(w, now, sheet, k, n)
        best[k] = units[n] if value > worth[k] else best[k]
        worth[k] = max(value, worth[k])


@part
def apply(w, now, sheet, seekers):
    """Fill in where each seeker applies, if anywhere, and how they score there."""
    for k in range(seekers):
        i, unit = sheet.person[k], sheet.best[k]
        now.application[i] = unit
        if unit >= 0:
            now.score[i] = score_of(w, now, i, unit, logistic(luck(now.keys[SCREEN], i)))


# Looking inside: the same step by step, one look each


@part
def look_inside(w, now, marked, sheet):
    """Let who applies nowhere else look at the openings of one other unit of their employer, and apply if that is worth it."""
    lookers = list_lookers(w, now, marked, sheet)
    lookers = see_inside(w, now, sheet, lookers)
    for k in range(lookers):
        i, unit = sheet.person[k], int(sheet.unit[k])
        if wants(w, now, i, unit, luck_again(now.keys[INSIDE], i, 1)):
            now.application[i], now.decision[i] = unit, APPLIES_INSIDE
            now.score[i] = score_of(w, now, i, unit, logistic(luck(now.keys[SCREEN], i)))


@part
def list_lookers(w, now, marked, sheet):
    """Write down who looks for other work at their own employer this month, of those who apply nowhere else; returns how many."""
    people, person, u, key, may = w.people, sheet.person, sheet.u, now.keys[INSIDE], 0
    for i in marked:
        person[may], u[may] = i, luck(key, i)
        may += (u[may] < w.most_inside) & (now.application[i] < 0)
    lookers = 0
    for k in range(may):
        i = person[k]
        person[lookers] = i
        band = age_band(int(people.age[i]))
        lookers += u[k] < w.inside_chances[people.status[i], people.contract[i], people.stage[i], band]
    return lookers


@part
def see_inside(w, now, sheet, lookers):
    """Each look falls on a unit of the own employer, and goes on to the next one with an opening; without one it falls off."""
    person, units, kept = sheet.person, sheet.unit, 0
    for k in range(lookers):
        i = person[k]
        unit = opening_inside(w, w.people.unit[i], luck_again(now.keys[INSIDE], i, 0))
        person[kept], units[kept] = i, unit
        kept += unit >= 0
    return kept


@part
def opening_inside(w, own, u):
    """The other unit of the employer of unit `own` that luck u in (0, 1) falls on, or the next with an opening; -1 for none."""
    employer = w.units.employer[own]
    first, past = int(w.unit_edges[employer]), int(w.unit_edges[employer + 1])
    at = first + int(u * (past - first))
    for _ in range(past - first):
        unit = w.employer_units[at]
        if w.units.openings[unit] > 0 and unit != own:
            return unit
        at = at + 1 if at + 1 < past else first
    return -1


@part
def wants(w, now, i, unit, u):
    """Whether person i may do an opening at their own employer, and it is worth it to them; `u` is the luck of their taste.

    The work lies in their own sector: there is nothing they could be mistaken about, and no risk of another sector.
    """
    p, people, job = w.p, w.people, int(w.units.job_type[unit])
    if not may_do(w, i, job):
        return False
    wage, present = wage_inside(w, now, i, unit), float(people.wage[i])
    if wage < reservation_wage(present, EMPLOYED, 0, 0, p):
        return False
    unseen = now.strength[people.scope[i], CV_SELF_IMAGE - 1]
    far = perceived_distance(skill_gap(w, i, job), w.jobs.cosine[home_job(w, i), job], visible_share(w, now, i), unseen, p)
    return job_utility(wage, present, far, 0.0, 0.0, gumbel(u) - EULER, p) > p.inside_worth


def search(w: Any, now: Any, hands: Hands) -> np.ndarray:
    """Run the phase: fills `now.application` and `now.score` of who applies; returns their rows (int64, in order)."""
    rows = hands.marked(now, mark, w, now)
    hands.each_with(empty_sheet, rows.size, decide, rows, w, now)
    return np.asarray(rows[now.application[rows] >= 0])
