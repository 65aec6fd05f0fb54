"""Who is in the scopes of a package: a bit per scope in each person's row, looked up again every month.

Someone on the bridge, or in the first year after a crossing, keeps the terms they set out under. A cohort is filled with people
who fit, in the order of a ticket each draws once for all cohorts, and keeps them.
"""

from typing import Any

import numpy as np

from sim.agents.codes import NO_STAGE
from sim.agents.crossing import keeps_terms
from sim.jit import kernel, maker, part
from sim.month.moves import NOT_CROSSED
from sim.month.now import Hands
from sim.pack import Pack
from sim.rng import TICKET, luck


class Criteria(Pack):
    """What each scope asks of a person, an array by scope; a cohort's size and the places taken; who is in without being asked."""

    FIELDS = ("sectors", "regions", "min_age", "max_age", "educations", "statuses", "employers", "cohort", "taken", "everyone")


ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@kernel
def has(bits, place):
    """Whether a bit is set; a place below 0 is in no choice but the choice of all."""
    if place < 0:
        return bits == ALL
    return (bits >> np.uint64(place)) & np.uint64(1) == np.uint64(1)


@part
def fits(w, i, criteria, b):
    """Whether person i meets the criteria of scope b now."""
    people = w.people
    unit = people.unit[i]
    named = -1
    if unit >= 0:
        named = w.employers.named[w.units.employer[unit]]
    return (
        criteria.min_age[b] <= people.age[i] < criteria.max_age[b]
        and has(criteria.sectors[b], w.jobs.sector[people.job_type[i]])
        and has(criteria.regions[b], people.region[i])
        and has(criteria.educations[b], people.education[i])
        and has(criteria.statuses[b], people.status[i])
        and has(criteria.employers[b], named)
    )


@kernel
def decide(first, past, w, now, criteria):
    """Set the scope bits of the people of a part."""
    people = w.people
    for i in range(first, past):
        on_bridge, followed = people.stage[i] != NO_STAGE, people.crossed[i] != NOT_CROSSED
        under_way = on_bridge or followed
        if under_way and keeps_terms(on_bridge, int(w.bridge.entered[i]), followed, int(w.path.cross_month[i]), now.month):
            continue
        mask = 0
        for b in range(criteria.cohort.size):
            if criteria.everyone[b]:  # most packages: asking each person what nobody can fail took a twelfth of a month
                mask |= 1 << b
            elif criteria.cohort[b] > 0:
                mask |= int(people.scope[i]) & (1 << b)
            elif fits(w, i, criteria, b):
                mask |= 1 << b
        people.scope[i] = mask


@maker
def fill_cohort(w, now, criteria, b):
    """Give the places left in cohort b to people who fit, lowest ticket first."""
    people = w.people
    wanted = criteria.cohort[b] - criteria.taken[b]
    rows = np.empty(people.size, np.int64)
    tickets = np.empty(people.size)
    count = 0
    for i in range(people.size):
        if (int(people.scope[i]) >> b) & 1 == 0 and people.stage[i] == NO_STAGE and fits(w, i, criteria, b):
            rows[count] = i
            tickets[count] = luck(now.forever[TICKET], i)
            count += 1
    order = np.argsort(tickets[:count])
    for k in range(min(wanted, count)):
        people.scope[rows[order[k]]] = int(people.scope[rows[order[k]]]) | (1 << b)
        criteria.taken[b] += 1


def scope(w: Any, now: Any, hands: Hands, criteria: Any) -> None:
    """Look up who is in which scope this month; nothing to do without scopes or before month 0."""
    if criteria.cohort.size == 0 or now.month < 0:
        return
    hands.each(w.people.size, decide, w, now, criteria)
    for b in range(criteria.cohort.size):
        if criteria.taken[b] < criteria.cohort[b]:
            fill_cohort(w, now, criteria, b)
