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
from sim.agents.worker import age_band
from sim.jit import kernel
from sim.month.books import LASTING_CROSSINGS, make_room, note
from sim.month.moves import FIRST_JOB, FOLLOW_MONTHS, NOT_CROSSED
from sim.month.now import Hands, chosen

AGE_BANDS, EDUCATION_LEVELS = 6, 3
STOCKS = (*STATUSES, "long-term", "wage")  # people by status; unemployed a year or longer; sum of full-time wages at work
LONG_TERM, WAGE_SUM = len(STATUSES), len(STATUSES) + 1
NOTICE_HORIZON = 6  # months within which someone under notice should be at work again

# The panel of the labour force survey compares people with themselves three months ago.
PANEL = (
    "employed", "unemployed", "inactive", "employed-unemployed", "employed-inactive", "unemployed-employed",
    "unemployed-inactive", "inactive-employed", "employees", "switched",
)  # fmt: skip
(
    _E, _U, _N, _EU, _EN, _UE, _UN, _NE, _EMPLOYEES, _SWITCHED,
) = range(len(PANEL))  # fmt: skip

Observed = namedtuple("Observed", "month stocks panel flows regions vacancies")


@kernel
def group_of(w, i):
    """Row of person i's group: sector, education, age band, in scope or not."""
    people = w.people
    sector = int(w.jobs.sector[people.job_type[i]])
    scope = 1 if people.scope[i] != 0 else 0
    return ((sector * EDUCATION_LEVELS + int(people.education[i])) * AGE_BANDS + age_band(int(people.age[i]))) * 2 + scope


@kernel
def survey_status(status):
    """0 employed, 1 unemployed, 2 outside the labour force: the words of the labour force survey.

    Someone in training without a job counts as unemployed: they have no work and stand ready for it.
    """
    if status == EMPLOYED or status == SURPLUS:
        return 0
    return 2 if status == INACTIVE else 1


@kernel
def decide(first, past, w, now, decision, stocks, panel, regions):
    """Count one part of the people in int64[group, stock], [age band, panel] and [region, status]; only own rows are written."""
    people, path = w.people, w.path
    for i in range(first, past):
        status = int(people.status[i])
        group = group_of(w, i)
        stocks[group, status] += 1
        regions[people.region[i], status] += 1
        if status == EMPLOYED or status == SURPLUS:
            stocks[group, WAGE_SUM] += people.wage[i]
        elif status != INACTIVE and people.status_months[i] >= 12:
            stocks[group, LONG_TERM] += 1
        count_in_panel(w, i, status, panel)
        path.history[i] = ((int(path.history[i]) << 3) | status) & 511
        if people.scope[i] != 0:
            path.in_scope[i] = 1
        if now.month - path.notice_month[i] == NOTICE_HORIZON and path.back_to_work[i] == 0:
            path.back_to_work[i] = 2
        decision[i] = follow_crossing(w, now, i, status)


@kernel
def count_in_panel(w, i, status, panel):
    """Count person i in the three-month panel."""
    people = w.people
    before = survey_status((int(w.path.history[i]) >> 6) & 7)
    after = survey_status(status)
    band = age_band(int(people.age[i]))
    panel[band, before] += 1
    if before == 0 and after == 1:
        panel[band, _EU] += 1
    elif before == 0 and after == 2:
        panel[band, _EN] += 1
    elif before == 1 and after == 0:
        panel[band, _UE] += 1
    elif before == 1 and after == 2:
        panel[band, _UN] += 1
    elif before == 2 and after == 0:
        panel[band, _NE] += 1
    if after == 0 and people.contract[i] != SELF_EMPLOYED:
        panel[band, _EMPLOYEES] += 1
        panel[band, _SWITCHED] += before == 0 and people.tenure[i] < 3


@kernel
def follow_crossing(w, now, i, status):
    """1 when person i's crossing has lasted a year this month, else 0; ends the following when it has not."""
    people, path = w.people, w.path
    if people.crossed[i] == NOT_CROSSED:
        return 0
    if people.crossed[i] == FIRST_JOB:
        return 1 if people.tenure[i] == FOLLOW_MONTHS else 0
    if status == UNEMPLOYED or status == UNEMPLOYED_WW or status == TRAINING or status == INACTIVE:
        path.cross_safe[i] = 0
    if now.month - path.cross_month[i] < FOLLOW_MONTHS:
        return 0
    people.crossed[i] = NOT_CROSSED
    return 1 if status == EMPLOYED or status == SURPLUS else 0


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


def observe(w: Any, now: Any, hands: Hands, decision: np.ndarray) -> Observed:
    """Run the phase; returns what was observed."""
    groups = w.sectors * EDUCATION_LEVELS * AGE_BANDS * 2
    shapes = ((groups, len(STOCKS)), (AGE_BANDS, len(PANEL)), (w.regions, len(STATUSES)))
    parts = hands.gather(decision.size, decide, lambda: tuple(np.zeros(shape, np.int64) for shape in shapes), w, now, decision)
    rows = chosen(decision)
    make_room(now.books, rows.size)
    commit(rows, w, now)
    stocks, panel, regions = (np.sum([part[k] for part in parts], axis=0) for k in range(len(shapes)))
    vacancies = np.zeros((w.sectors, w.regions), np.int64)
    count_vacancies(w, vacancies)
    return Observed(now.month, stocks, panel, now.books.flows.copy(), regions, vacancies)
