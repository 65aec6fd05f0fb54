"""Phase 11: the month is counted. Stocks by group, the three-month panel of the labour force survey, crossings that lasted."""

from collections import namedtuple
from typing import Any

import numpy as np

from sim.agents.codes import (
    EMPLOYED,
    INACTIVE,
    LASTING,
    SELF_EMPLOYED,
    STATUSES,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)  # fmt: skip
from sim.agents.worker import AGE_BANDS, age_band
from sim.jit import kernel, part, rule
from sim.month.books import LASTING_CROSSINGS, make_room, note
from sim.month.courses import follows_course
from sim.month.moves import FIRST_JOB, FOLLOW_MONTHS, NOT_CROSSED
from sim.month.now import Hands

EDUCATION_LEVELS = 3
STOCKS = (*STATUSES, "long-term", "wage")  # people by status; unemployed a year or longer; sum of full-time wages at work
LONG_TERM, WAGE_SUM = len(STATUSES), len(STATUSES) + 1
NOTICE_HORIZON = 6  # months within which someone under notice should be at work again

# The panel of the labour force survey compares people with themselves three months ago.
PANEL = (
    "employed", "unemployed", "inactive", "employed-unemployed", "employed-inactive", "unemployed-employed",
    "unemployed-inactive", "inactive-employed", "employees", "switched",
)  # fmt: skip
PANEL_MONTHS = 3
ALWAYS = 0o111  # times a status: that status in each of the three months a history holds
_SETTLED, _NEW = 1, 2  # employees with their employer longer than the panel looks back, or not; 0 for others

Observed = namedtuple("Observed", "month stocks panel flows regions vacancies learners")


@part
def group_of(w, i, band):
    """Row of person i's group: sector, education, age band, in scope or not."""
    people = w.people
    sector = int(w.jobs.sector[people.job_type[i]])
    scope = 1 if people.scope[i] != 0 else 0
    return ((sector * EDUCATION_LEVELS + int(people.education[i])) * AGE_BANDS + band) * 2 + scope


@rule
def survey_status(status):
    """0 employed, 1 unemployed, 2 outside the labour force: the words of the labour force survey.

    Someone in training without a job counts as unemployed: they have no work and stand ready for it.
    """
    if status == EMPLOYED or status == SURPLUS:
        return 0
    return 2 if status == INACTIVE else 1


@kernel
def count(first, past, w, now, stocks, moves, regions, learners):
    """Count one part of the people in int64[group, stock], [age band, before, after, employee] and [region, status].

    And in `learners`, int64[age band], who follows a course outside the bridge.
    """
    people = w.people
    for i in range(first, past):
        status, band = int(people.status[i]), age_band(int(people.age[i]))
        group = group_of(w, i, band)
        stocks[group, status] += 1
        regions[people.region[i], status] += 1
        after, employee = survey_status(status), 0
        if after == 0:
            stocks[group, WAGE_SUM] += people.wage[i]
            if people.contract[i] != SELF_EMPLOYED:
                employee = _NEW if people.tenure[i] < PANEL_MONTHS else _SETTLED
        elif after == 1 and people.status_months[i] >= 12:
            stocks[group, LONG_TERM] += 1
        moves[band, survey_status((int(people.history[i]) >> 6) & 7), after, employee] += 1
        learners[band] += follows_course(w, now, i)


@kernel
def mark(first, past, w, now):
    """Write the month into everyone's history; mark who is followed: in a scope, after a crossing, after notice."""
    people = w.people
    for i in range(first, past):
        people.history[i] = ((people.history[i] << 3) | people.status[i]) & 511
    for i in range(first, past):
        followed = (people.crossed[i] != NOT_CROSSED) | (people.since_notice[i] > NOTICE_HORIZON)
        now.decision[i] = followed | (people.scope[i] != 0)


@kernel
def decide(first, past, rows, w, now):
    """Follow a part of the people marked a month further; decide whose crossing has lasted."""
    people, path = w.people, w.path
    for i in rows[first:past]:
        if people.scope[i] != 0:
            path.in_scope[i] = 1
        if people.since_notice[i] > NOTICE_HORIZON:
            people.since_notice[i] = 0
            if path.back_to_work[i] == 0:
                path.back_to_work[i] = 2
        now.decision[i] = people.crossed[i] != NOT_CROSSED and lasts(w, now, i)


def panel_of(moves: np.ndarray) -> np.ndarray:
    """int64[age band, len(PANEL)]: the panel of the survey from people by status before, status after and kind of employee."""
    change = moves.sum(axis=3)
    employees = moves[:, :, 0, _SETTLED:].sum(axis=(1, 2))
    return np.column_stack((
        change.sum(axis=2), change[:, 0, 1], change[:, 0, 2], change[:, 1, 0], change[:, 1, 2], change[:, 2, 0], employees,
        moves[:, 0, 0, _NEW],
    ))  # fmt: skip


@part
def lasts(w, now, i):
    """Whether person i's crossing has lasted a year this month; the following ends when it has not."""
    people, path, status = w.people, w.path, w.people.status[i]
    if people.crossed[i] == FIRST_JOB:
        return people.tenure[i] == FOLLOW_MONTHS
    if status == UNEMPLOYED or status == UNEMPLOYED_WW or status == TRAINING or status == INACTIVE:
        path.cross_safe[i] = 0
    if now.month - path.cross_month[i] < FOLLOW_MONTHS:
        return False
    people.crossed[i] = NOT_CROSSED
    return status == EMPLOYED or status == SURPLUS


@kernel
def commit(rows, w, now):
    """Enter the crossings that lasted a year."""
    people, path = w.people, w.path
    for i in rows:
        if path.cross_month[i] < 0:  # it began before the situation did
            continue
        path.lasting[i] += 1
        path.safe[i] += path.cross_safe[i]
        now.books.flows[w.jobs.sector[people.job_type[i]], LASTING_CROSSINGS] += 1
        note(w, now, i, LASTING, people.job_type[i], people.unit[i], people.wage[i], 0, 0, 0)


@kernel
def count_vacancies(w, vacancies):
    """Count in int64[sector, region] the vacancies open at the end of the month."""
    for u in range(w.units.size):
        vacancies[w.units.sector[u], w.units.region[u]] += w.units.posted[u]


def observe(w: Any, now: Any, hands: Hands) -> Observed:
    """Run the phase; returns what was observed."""
    groups = w.sectors * EDUCATION_LEVELS * AGE_BANDS * 2
    shapes = ((groups, len(STOCKS)), (AGE_BANDS, 3, 3, 3), (w.regions, len(STATUSES)), (AGE_BANDS,))
    parts = hands.gather(w.people.size, count, lambda: tuple(np.zeros(shape, np.int64) for shape in shapes), w, now)
    rows = hands.marked(now, mark, w, now)
    hands.each(rows.size, decide, rows, w, now)
    rows = rows[now.decision[rows] != 0]
    make_room(now.books, rows.size)
    commit(rows, w, now)
    stocks, moves, regions, learners = (sum(part[k] for part in parts) for k in range(len(shapes)))
    vacancies = np.zeros((w.sectors, w.regions), np.int64)
    count_vacancies(w, vacancies)
    return Observed(now.month, stocks, panel_of(moves), now.books.flows.copy(), regions, vacancies, learners)
