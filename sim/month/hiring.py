"""Phase 8: each unit ranks who applied, offers its openings to the best above its threshold, and they accept or not."""

from typing import Any

import numpy as np

from sim.agents.codes import FOUND_OWN_JOB
from sim.agents.employer import hiring_threshold, old_vacancies_filled
from sim.agents.worker import accept_chance
from sim.jit import kernel, part
from sim.month.books import VACANCIES_FILLED, VACANCIES_POSTED, make_room
from sim.month.moves import leave_bridge, move_inside, offered_wage, start_job, wage_inside
from sim.month.now import by_unit
from sim.month.search import APPLIES_INSIDE
from sim.month.vacancies import market_of
from sim.rng import ACCEPT, luck


@kernel
def commit(rows, first, w, now):
    """Settle the units one by one; `rows` are the applicants ordered by unit, `first` where each unit's applicants begin."""
    p = w.p
    score = now.score
    for unit in range(first.size - 1):
        group = rows[first[unit] : first[unit + 1]]
        if group.size == 0:
            continue
        threshold = hiring_threshold(float(w.markets.tightness[market_of(w, unit)]), p)
        for _ in range(group.size):
            i = best_left(group, score)
            if w.units.openings[unit] <= 0 or score[i] < threshold:
                break
            score[i] = -np.inf
            if luck(now.keys[ACCEPT], i) < accept_chance(w.people.status[i], p):
                hire(w, now, i, unit)


@part
def best_left(group, score):
    """Row of the applicant with the highest score; the lowest row among equals."""
    best = group[0]
    for i in group:
        if score[i] > score[best]:
            best = i
    return best


@part
def hire(w, now, i, unit):
    """Person i takes an opening of a unit by their own search, or moves there inside."""
    if now.decision[i] == APPLIES_INSIDE:
        move_inside(w, now, i, unit, wage_inside(w, now, i, unit))
    else:
        wage = offered_wage(w, now, i, unit)
        leave_bridge(w, now, i, FOUND_OWN_JOB, 0, 0)
        start_job(w, now, i, unit, wage)
    w.units.openings[unit] -= 1
    w.markets.openings[market_of(w, unit)] -= 1


@kernel
def count_vacancies(opened, w, now):
    """Count vacancies as the statistics do; `opened` (int, by unit) is what stood open when the phase began."""
    units = w.units
    for u in range(units.size):
        still, stood = int(units.openings[u]), min(int(opened[u]), int(units.posted[u]))
        filled = old_vacancies_filled(int(opened[u]) - still, stood)
        sector = units.sector[u]
        now.books.flows[sector, VACANCIES_FILLED] += filled
        now.books.flows[sector, VACANCIES_POSTED] += still - (stood - filled)
        units.posted[u] = still


def hiring(w: Any, now: Any, rows: np.ndarray) -> None:
    """Run the phase; `rows` are the people who applied."""
    make_room(now.books, 2 * rows.size)
    opened = np.asarray(w.units.openings).copy()
    commit(*by_unit(rows, now.application, w.units.size), w, now)
    count_vacancies(opened, w, now)
