"""Meeting partner employers: which job across the bridge, if any, is worth more to someone than what they have."""

import numpy as np

from sim.agents.coach import meeting_chance
from sim.agents.codes import (
    BOTTOM_RUNG,
    BROKEN_CHAIN,
    CV_SELF_IMAGE,
    EARLY_MOVER_BONUS,
    EMPLOYED,
    EXEMPTIONS,
    GUARANTEE_MONTHS,
    LICENCE_STEPS,
    NO_BARRIER,
    NO_FIRST_MOVER,
    OWN_SHARE,
    RECIPROCITY,
    RIGID_TRAINING,
    SECTOR_IMAGE,
    TRANSPARENT_TERMS,
)
from sim.agents.crossing import bridge_utility, offer_worth
from sim.agents.employer import guarded
from sim.agents.fund import agreed_part
from sim.agents.trainer import training_months, tuition
from sim.agents.worker import perceived_distance, search_radius
from sim.jit import part
from sim.month.contract import income_share
from sim.month.moves import income_now, offered_wage, person_of
from sim.month.search import find_opening_left, help_of, home_job, may_do, radius_class, skill_gap, visible_share
from sim.month.separations import belief_of
from sim.rng import BRIDGE_LOOK, BRIDGE_SLOT, BRIDGE_TASTE, MEET, drawn, logistic, luck, luck_again

ANY_JOB = np.uint64(0xFFFFFFFFFFFFFFFF)


@part
def meets(w, now, i, broken_chain):
    """Whether person i meets partner employers this month, at so strong a barrier B09."""
    reciprocity = now.setting[w.people.scope[i], RECIPROCITY]
    return luck(now.keys[MEET], i) < meeting_chance(broken_chain, help_of(w, now, i), reciprocity, w.p)


@part
def barrier_of_no_match(w, now, i):
    """The barrier without which person i would have found a match in their last month of looking; 0 for none alone."""
    mask = w.people.scope[i]
    chain, narrow = now.strength[mask, BROKEN_CHAIN - 1], now.strength[mask, CV_SELF_IMAGE - 1]
    if meets(w, now, i, chain):
        return CV_SELF_IMAGE if best_partner(w, now, i, 0.0) >= 0 else NO_BARRIER
    return BROKEN_CHAIN if meets(w, now, i, 0.0) and best_partner(w, now, i, narrow) >= 0 else NO_BARRIER


@part
def months_of_training(w, now, i, job):
    """Months of training person i needs for a job (int): what is missing, or the length of the programme's own course."""
    mask = w.people.scope[i]
    if now.route_months[mask] >= 0:
        return int(now.route_months[mask])
    return training_months(
        w.jobs.full[job], w.jobs.modular[job], skill_gap(w, i, job), not may_do(w, i, job),
        now.strength[mask, RIGID_TRAINING - 1], now.setting[mask, EXEMPTIONS], now.setting[mask, LICENCE_STEPS], w.p,
    )  # fmt: skip


@part
def on_route(now, mask, job):
    """Whether a job type lies on the route of people under these terms."""
    return (now.route_jobs[mask] >> np.uint64(job)) & np.uint64(1) == np.uint64(1)


@part
def drawn_on_route(now, mask, seen, u):
    """The job type that luck u picks among those on the route, by the same weights as without one; -1 when none is open."""
    total, before = 0.0, 0.0
    for job in range(seen.size):
        total += (seen[job] - before) * on_route(now, mask, job)
        before = seen[job]
    rest, before = u * total, 0.0
    for job in range(seen.size):
        weight, before = seen[job] - before, seen[job]
        if weight > 0.0 and on_route(now, mask, job):
            rest -= weight
            if rest < 0.0:
                return job
    return -1


@part
def best_partner(w, now, i, narrow):
    """The unit in another sector whose job is worth most to person i, -1 when none beats what they have.

    `narrow` (0-1) is how far an unseen part of their skills narrows what they look at (B02).
    """
    p = w.p
    people, jobs, mask = w.people, w.jobs, w.people.scope[i]
    visible = visible_share(w, now, i)
    bound = now.route_jobs[mask] != ANY_JOB
    seen = w.looks[radius_class(search_radius(visible, narrow, p), p), home_job(w, i)]
    best, best_value = -1, bar_of(w, i)
    for turn in range(int(p.bridge_looks)):
        if seen[-1] <= 0.0:
            break
        u = luck_again(now.keys[BRIDGE_LOOK], i, turn)
        job = drawn_on_route(now, mask, seen, u) if bound else drawn(seen, u * seen[-1])
        if job < 0 or jobs.sector[job] == jobs.sector[people.job_type[i]]:
            continue
        u_near, u_seat = luck_again(now.keys[BRIDGE_SLOT], i, 2 * turn), luck_again(now.keys[BRIDGE_SLOT], i, 2 * turn + 1)
        unit = find_opening_left(w, job, int(people.region[i]), u_near, u_seat)
        if unit < 0:
            continue
        value = worth_of(w, now, i, unit, visible, narrow)
        if value > best_value:
            best, best_value = unit, value
    return best


@part
def worth_of(w, now, i, unit, visible, narrow):
    """What a job across the bridge is worth to person i as they see it (float64). Their taste for a place of work stays theirs."""
    p = w.p
    people, jobs, mask = w.people, w.jobs, w.people.scope[i]
    job = int(w.units.job_type[unit])
    months = months_of_training(w, now, i, job)
    taste = luck_again(now.forever[BRIDGE_TASTE], person_of(w, i), unit)
    far = perceived_distance(skill_gap(w, i, job), jobs.cosine[home_job(w, i), job], visible, narrow, p)
    belief = belief_of(w, now, i, int(jobs.sector[job]), int(w.bridge.tried[i])) + p.utility_taste * logistic(taste)
    own_bill = agreed_part(tuition(months, p), now.setting[mask, OWN_SHARE])
    offer = offer_worth(
        bonus_of(w, now, i), own_bill, income_now(w, i), now.strength[mask, BOTTOM_RUNG - 1],
        now.setting[mask, TRANSPARENT_TERMS], now.setting[mask, SECTOR_IMAGE], p,
    )  # fmt: skip
    return offer + bridge_utility(
        offered_wage(w, now, i, unit), float(people.wage[i]), far, belief, months, int(people.age[i]),
        income_share(w, now, i, months), float(w.traits.risk_aversion[i]),
        guarded(now.strength[mask, NO_FIRST_MOVER - 1], now.setting[mask, GUARANTEE_MONTHS]), p,
    )  # fmt: skip


@part
def bonus_of(w, now, i):
    """Euros that person i gets for moving early: before any dismissal of theirs is announced."""
    at_work = w.people.status[i] == EMPLOYED
    return int(now.setting[w.people.scope[i], EARLY_MOVER_BONUS]) if at_work and w.people.unit[i] >= 0 else 0


@part
def bar_of(w, i):
    """What a job across the bridge must be worth to person i: more for someone who can simply stay."""
    p = w.p
    return p.bridge_worth + p.stay_worth if w.people.status[i] == EMPLOYED else p.bridge_worth
