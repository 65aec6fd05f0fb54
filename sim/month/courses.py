"""Ordinary courses of adults, outside the bridge: who follows one this month."""

import numpy as np

from sim.agents.codes import SURPLUS
from sim.agents.worker import FIRST_AGE, NEW_IN_JOB, course_chance
from sim.jit import maker, part
from sim.rng import COURSE, luck


@maker
def course_chances(p):
    """float64[at work (0 or 1), whole years to the pension, months in the job up to two years]: the chance to follow a course."""
    pension_age = int(p.retirement_age)
    chances = np.empty((2, (pension_age - FIRST_AGE) // 12 + 1, NEW_IN_JOB + 1))
    for at_work in range(2):
        for years in range(chances.shape[1]):
            for tenure in range(NEW_IN_JOB + 1):
                age = pension_age - 12 * years
                chances[at_work, years, tenure] = course_chance(age, pension_age, tenure, at_work == 1, p)
    return chances


@part
def follows_course(w, now, i, pension_age):
    """Whether person i follows a course this month; `pension_age` (int) is the law's, in months."""
    people = w.people
    years = max(0, (pension_age - people.age[i]) // 12)
    tenure = min(people.tenure[i], NEW_IN_JOB)
    at_work = 1 if people.status[i] <= SURPLUS else 0
    return luck(now.keys[COURSE], i) < w.course_chances[at_work, years, tenure]
