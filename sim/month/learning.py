"""Phase 10: once a year in a job, a step on the scale and some of the skill gap learnt; without work, skill fades; word fades."""

from typing import Any

from sim.agents.codes import EMPLOYED, SELF_EMPLOYED, SURPLUS
from sim.agents.worker import SKILL_GROUPS, faded_skill, next_skill, next_wage, word_faded
from sim.jit import kernel
from sim.month.now import Hands


@kernel
def decide(first, past, w):
    """Let the people of a part learn, step up or fade on their anniversaries."""
    p = w.p
    people, traits, jobs = w.people, w.traits, w.jobs
    for i in range(first, past):
        status = people.status[i]
        job = int(people.job_type[i])
        if status == EMPLOYED or status == SURPLUS:
            if people.tenure[i] == 0 or people.tenure[i] % 12 != 0:
                continue
            pay_level = 1.0
            if people.contract[i] != SELF_EMPLOYED:
                pay_level = float(w.units.pay[people.unit[i]])
            people.wage[i] = int(next_wage(float(people.wage[i]), jobs.start[job], jobs.top[job], pay_level, p))
            for s in range(SKILL_GROUPS):
                traits.skills[i, s] = int(next_skill(int(traits.skills[i, s]), int(jobs.required[job, s]), p))
        elif people.status_months[i] > 0 and people.status_months[i] % 12 == 0:
            for s in range(SKILL_GROUPS):
                traits.skills[i, s] = int(faded_skill(int(traits.skills[i, s]), p))


@kernel
def commit(w):
    """Let the word about those who tried the bridge fade."""
    units = w.units
    for u in range(units.size):
        if units.word[u] != 0.0:
            units.word[u] = word_faded(float(units.word[u]), w.p)


def learning(w: Any, hands: Hands) -> None:
    """Run the phase."""
    commit(w)
    hands.each(w.people.size, decide, w)
