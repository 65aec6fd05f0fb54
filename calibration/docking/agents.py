"""The agents: every worker decides for themselves, by the phases of the month in its order.

What is the month's own here: luck by address (`sim.rng`: who draws, for what and in which step, so threads and order do not
matter), drawing along cumulative weights (`drawn`), threads that each take a part of the people (`Hands`, `marked`), applicants
gathered by where they apply (`by_unit`), the best applicant by score (`best_left`), and the order of the phases.

What cannot be: the month's phases ask of each person a contract, an age, a wage, an employer and the terms of a policy, and an
employer opens as many positions as it lacks, where this model draws vacancies by chance. Switching all that off would put this
model's rules into the month under a flag. So the rules stand here, each as short as in the paper. Two things differ in time: who
loses work looks from the next step on (in the month at once), and a vacancy can be applied to from the step after it opened.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from calibration.docking.market import LONG_TERM, Rates, Series, State
from sim.jit import kernel, rule
from sim.month.hiring import best_left
from sim.month.now import Hands, by_unit
from sim.rng import FIRM_SHOCK, LEAVE_WORK, LOOK, SCREEN, SLOT, drawn, luck, month_keys

AT_WORK, JUST_LEFT = -1, 0  # a spell; from 1 on the step without work that someone is in


@rule
def leaving_chance(employed: Any, vacancies: Any, demand: Any, delta: Any, gamma: Any) -> Any:
    """Chance a step (float64) to lose one's work in an occupation with so many people, vacancies and target demand."""
    surplus = max(0.0, employed + vacancies - demand)
    return delta + (1.0 - delta) * min(1.0, gamma * surplus / employed) if employed > 0.0 else 0.0


@rule
def opening_chance(employed: Any, vacancies: Any, demand: Any, delta: Any, gamma: Any) -> Any:
    """Chance a step (float64) that someone at work gives rise to a vacancy in their occupation."""
    shortage = max(0.0, demand - employed - vacancies)
    return delta + (1.0 - delta) * min(1.0, gamma * shortage / employed) if employed > 0.0 else 0.0


@kernel
def mark_leavers(first: Any, past: Any, spell: Any, occupation: Any, chance: Any, key: Any, decision: Any) -> None:
    """Mark who of those at work loses it."""
    for i in range(first, past):
        decision[i] = (spell[i] == AT_WORK) & (luck(key, i) < chance[occupation[i]])


@kernel
def mark_openers(first: Any, past: Any, spell: Any, occupation: Any, chance: Any, key: Any, decision: Any) -> None:
    """Mark who of those at work when the step began gives rise to a vacancy."""
    for i in range(first, past):
        decision[i] = (spell[i] <= JUST_LEFT) & (luck(key, i) < chance[occupation[i]])


@kernel
def mark_seekers(first: Any, past: Any, spell: Any, decision: Any) -> None:
    """Mark who looks for work: everyone without it when the step began."""
    for i in range(first, past):
        decision[i] = spell[i] > JUST_LEFT


@kernel
def look(first: Any, past: Any, rows: Any, place: Any, cumulative: Any, key: Any, to: Any) -> None:
    """Let a part of the people in `rows` draw where to, along the cumulative weights of their place; -1 where all weights are 0."""
    for i in rows[first:past]:
        along = cumulative[place[i]]
        to[i] = drawn(along, luck(key, i) * along[-1]) if along[-1] > 0.0 else -1


@kernel
def apply(first: Any, past: Any, rows: Any, vacancies: Any, first_of: Any, keys: Any, application: Any, score: Any) -> None:
    """Let a part of the people in `rows` choose one of the vacancies of the occupation they apply to, each as likely.

    `application` holds the occupation and gets the vacancy (-1 for none); luck is all that an employer sees (`score`).
    """
    for i in rows[first:past]:
        job = application[i]
        if job >= 0:
            count = vacancies[job]
            application[i] = first_of[job] + int(luck(keys[SLOT], i) * count) if count > 0 else -1
            score[i] = luck(keys[SCREEN], i)


@kernel
def hire(rows: Any, first: Any, job_of: Any, score: Any, occupation: Any, spell: Any) -> None:
    """Each vacancy takes the applicant with the best score; `rows` are ordered by vacancy, `first` where each one's begin."""
    for vacancy in range(first.size - 1):
        group = rows[first[vacancy] : first[vacancy + 1]]
        if group.size > 0:
            i = best_left(group, score)
            occupation[i] = job_of[vacancy]
            spell[i] = AT_WORK


@kernel
def spend_step(first: Any, past: Any, spell: Any) -> None:
    """Whoever is without work at the end of the step has been so for a step more."""
    for i in range(first, past):
        spell[i] += spell[i] != AT_WORK


@kernel
def tally(occupation: Any, spell: Any, counts: Any) -> None:
    """Count people by occupation into `counts` (int64[3, n], zeros): at work, without work, and for a long time without."""
    for i in range(spell.size):
        counts[0, occupation[i]] += spell[i] <= JUST_LEFT
        counts[1, occupation[i]] += spell[i] > JUST_LEFT
        counts[2, occupation[i]] += spell[i] >= LONG_TERM


class Workforce:
    """The people, by row: `occupation` (int32, the last one for who is without work) and `spell` (int16, steps without work).

    `vacancies` (int64[n]) are counted only. `scale` is simulated people for each person (or unit) of the file.
    """

    def __init__(self, at_start: State, workers: int) -> None:
        """So many workers, divided over occupations and over work and no work as at the start, as evenly as whole people go."""
        n = at_start.employed.size
        people = np.concatenate([at_start.employed, at_start.unemployed])
        self.scale = workers / people.sum()
        counts = whole(people * self.scale)
        self.occupation = np.repeat(np.tile(np.arange(n, dtype=np.int32), 2), counts)
        self.spell = np.repeat(np.array([AT_WORK, 1], np.int16), [counts[:n].sum(), counts[n:].sum()])
        self.vacancies = whole(at_start.vacancies * self.scale)

    def counted(self) -> np.ndarray:
        """int64[3, n]: people at work, without work, and for a long time without, by occupation."""
        counts = np.zeros((3, self.vacancies.size), np.int64)
        tally(self.occupation, self.spell, counts)
        return counts


def whole(people: np.ndarray) -> np.ndarray:
    """int64: whole numbers that lie less than one from these, with the same total (rounded); the largest remainders go up."""
    counts = np.floor(people).astype(np.int64)
    short = round(float(people.sum())) - int(counts.sum())
    counts[np.argsort(counts - people, kind="stable")[:short]] += 1
    return counts


def run(
    weights: np.ndarray, rates: Rates, at_start: State, demand: np.ndarray, workers: int, seed: int,
    threads: int = 1, progress: Callable[[float], None] = lambda done: None,
) -> Series:  # fmt: skip
    """Step by step from the start, with so many workers and target demand float64[steps + 1, n] for the people of the start.

    The series counts simulated workers. The same seed gives the same, whatever the number of threads.
    """
    force, hands = Workforce(at_start, workers), Hands(threads)
    series = Series.empty(len(demand) - 1, force.vacancies.size)
    sheet = SimpleNamespace(decision=np.zeros(workers, np.uint8), application=np.zeros(workers, np.int32), score=np.zeros(workers))
    observe(series, 0, force)
    for step in range(1, len(demand)):
        odds = chances(series.employed[step - 1], force.vacancies, demand[step] * force.scale, rates)
        month(force, weights, odds, month_keys(seed, step), hands, sheet)
        observe(series, step, force)
        progress(step / (len(demand) - 1))
    return series


def chances(employed: np.ndarray, vacancies: np.ndarray, demand: np.ndarray, rates: Rates) -> tuple[np.ndarray, np.ndarray]:
    """(chance to lose one's work, chance that someone at work gives rise to a vacancy) by occupation, float64[n] each."""
    counts = list(zip(employed, vacancies.astype(float), demand, strict=True))
    leaving = [leaving_chance(*at, rates.delta_u, rates.gamma) for at in counts]
    return np.array(leaving), np.array([opening_chance(*at, rates.delta_v, rates.gamma) for at in counts])


def month(
    force: Workforce, weights: np.ndarray, odds: tuple[np.ndarray, np.ndarray], keys: np.ndarray, hands: Hands, sheet: Any
) -> None:
    """One step, in the order of the month, after demand (phase 2) moved the `odds`. All of it acts on the state before the step."""
    leaving, opening = odds
    leave_work(force, leaving, keys, hands, sheet)
    opened = open_vacancies(force, opening, keys, hands, sheet)
    applicants = search(force, weights, keys, hands, sheet)
    filled = hiring(force, applicants, sheet)
    force.vacancies = force.vacancies + opened - filled
    hands.each(force.spell.size, spend_step, force.spell)  # phase 10: what a month does to people


def leave_work(force: Workforce, chance: np.ndarray, keys: np.ndarray, hands: Hands, sheet: Any) -> None:
    """Phase 4: people lose their work; they look for other work from the next step on."""
    rows = hands.marked(sheet, mark_leavers, force.spell, force.occupation, chance, keys[LEAVE_WORK], sheet.decision)
    force.spell[rows] = JUST_LEFT


def open_vacancies(force: Workforce, chance: np.ndarray, keys: np.ndarray, hands: Hands, sheet: Any) -> np.ndarray:
    """Phase 6: int64[n], the vacancies that open in each occupation."""
    rows = hands.marked(sheet, mark_openers, force.spell, force.occupation, chance, keys[FIRM_SHOCK], sheet.decision)
    return np.bincount(force.occupation[rows], minlength=force.vacancies.size)


def search(force: Workforce, weights: np.ndarray, keys: np.ndarray, hands: Hands, sheet: Any) -> np.ndarray:
    """Phase 7: int64, the rows of who applies; everyone without work does, once, as long as there is a vacancy within reach."""
    rows = hands.marked(sheet, mark_seekers, force.spell, sheet.decision)
    odds = np.cumsum(weights * force.vacancies, axis=1)
    first_of = np.cumsum(force.vacancies) - force.vacancies
    hands.each(rows.size, look, rows, force.occupation, odds, keys[LOOK], sheet.application)
    hands.each(rows.size, apply, rows, force.vacancies, first_of, keys, sheet.application, sheet.score)
    return np.asarray(rows[sheet.application[rows] >= 0])


def hiring(force: Workforce, applicants: np.ndarray, sheet: Any) -> np.ndarray:
    """Phase 8: every vacancy with applicants takes one, by luck alone; int64[n], the vacancies filled."""
    job_of = np.repeat(np.arange(force.vacancies.size, dtype=np.int32), force.vacancies)
    rows, first = by_unit(applicants, sheet.application, job_of.size)
    hire(rows, first, job_of, sheet.score, force.occupation, force.spell)
    return np.bincount(job_of[np.diff(first) > 0], minlength=force.vacancies.size)


def observe(series: Series, step: int, force: Workforce) -> None:
    """Phase 11: count everyone."""
    at_work, without, long_term = force.counted()
    series.note(step, at_work, without, force.vacancies, long_term)
