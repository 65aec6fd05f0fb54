"""Ordinary courses of adults, outside the bridge: who follows one this month."""

import numpy as np

from sim.agents.codes import SURPLUS
from sim.agents.worker import FIRST_AGE, LAST_AGE, NEW_IN_JOB, course_chance
from sim.jit import maker, part
from sim.rng import COURSE, luck


@maker
def course_chances(p):
    """float64[at work (0 or 1), age in whole years, months in the job up to two years]: the chance to follow a course."""
    chances = np.zeros((2, LAST_AGE // 12, NEW_IN_JOB + 1))
    for at_work in range(2):
        for years in range(FIRST_AGE // 12, LAST_AGE // 12):
            for tenure in range(NEW_IN_JOB + 1):
                chances[at_work, years, tenure] = course_chance(12 * years, int(p.retirement_age), tenure, at_work == 1, p)
    return chances


@part
def follows_course(w, now, i):
    """Whether person i follows a course this month."""
    people = w.people
    at_work, tenure = people.status[i] <= SURPLUS, min(int(people.tenure[i]), NEW_IN_JOB)
    return luck(now.keys[COURSE], i) < w.course_chances[int(at_work), np.uint64(people.age[i]) // np.uint64(12), np.uint64(tenure)]
