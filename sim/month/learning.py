"""Phase 10: once a year in a job, a step on the scale and some of the skill gap learnt; without work, skill fades; word fades."""

from typing import Any

import numpy as np

from sim.agents.codes import EMPLOYED, SELF_EMPLOYED, SURPLUS
from sim.agents.crossing import word_faded
from sim.agents.worker import SKILL_GROUPS, faded_skill, learning_pace, next_skill, next_wage
from sim.jit import kernel
from sim.month.courses import follows_course
from sim.month.now import Hands


@kernel
def mark(first, past, w, now):
    """Mark whose anniversary it is: of the job for who works, of the status for others."""
    people = w.people
    for i in range(first, past):
        months = people.tenure[i] if people.status[i] <= SURPLUS else people.status_months[i]
        now.decision[i] = (months > 0) & (np.uint16(months) % np.uint16(12) == 0)


@kernel
def decide(first, past, rows, w, now):
    """Let a part of the people marked learn and step up, or fade. Their course, or none, of this month stands for the year."""
    p = w.p
    people, traits, jobs = w.people, w.traits, w.jobs
    for i in rows[first:past]:
        job = int(people.job_type[i])
        if people.status[i] == EMPLOYED or people.status[i] == SURPLUS:
            pay_level = 1.0 if people.contract[i] == SELF_EMPLOYED else float(w.units.pay[people.unit[i]])
            people.wage[i] = int(next_wage(float(people.wage[i]), jobs.start[job], jobs.top[job], pay_level, p))
            pace = learning_pace(follows_course(w, now, i), p)
            for s in range(SKILL_GROUPS):
                traits.skills[i, s] = int(next_skill(int(traits.skills[i, s]), int(jobs.required[job, s]), pace, p))
        else:
            for s in range(SKILL_GROUPS):
                traits.skills[i, s] = int(faded_skill(int(traits.skills[i, s]), p))


@kernel
def commit(w):
    """Let the word about those who tried the bridge fade."""
    units = w.units
    for u in range(units.size):
        if units.word[u] != 0.0:
            units.word[u] = word_faded(float(units.word[u]), w.p)


def learning(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    commit(w)
    rows = hands.marked(now, mark, w, now)
    hands.each(rows.size, decide, rows, w, now)
