"""Phase 11 of the readable engine: the month is counted, and crossings that lasted are marked."""

from collections import Counter
from typing import Any

import numpy as np

from sim.agents.codes import INACTIVE, LASTING, SELF_EMPLOYED, STATUSES
from sim.agents.worker import AGE_BANDS
from sim.month.books import LASTING_CROSSINGS
from sim.month.moves import FIRST_JOB, FOLLOW_MONTHS, NOT_CROSSED
from sim.month.observe import (
    EDUCATION_LEVELS,
    LONG_TERM,
    NOTICE_HORIZON,
    PANEL,
    STOCKS,
    WAGE_SUM,
    Observed,
)
from sim.reference.agents import Worker


def observe(model: Any) -> Any:
    """Count the month: stocks by group, the three-month panel of the labour force survey, crossings that lasted."""
    stocks: Counter[tuple[int, int]] = Counter()
    panel: Counter[tuple[int, int]] = Counter()
    regions = Counter((worker.region, worker.status) for worker in model.workers)
    vacancies: Counter[tuple[int, int]] = Counter()
    learners = Counter(model.rules.age_band(worker.age) for worker in model.workers if worker.follows_course)
    for unit in model.units:
        vacancies[unit.sector, unit.region] += unit.posted
    for worker in model.workers:
        band = model.rules.age_band(worker.age)
        count_stocks(worker, band, stocks)
        count_in_panel(worker, band, panel)
        worker.history = ((worker.history << 3) | worker.status) & 511
        if worker.scope != 0:
            worker.in_scope = 1
        if worker.since_notice > NOTICE_HORIZON:
            worker.since_notice = 0
            worker.back_to_work = worker.back_to_work or 2
        if lasts_now(worker):
            mark_lasting(worker)
    groups = model.sectors * EDUCATION_LEVELS * AGE_BANDS * 2
    return Observed(
        model.month, _filled((groups, len(STOCKS)), stocks), _filled((AGE_BANDS, len(PANEL)), panel), model.books.flows_array(),
        _filled((model.regions, len(STATUSES)), regions), _filled((model.sectors, model.regions), vacancies),
        np.array([learners[band] for band in range(AGE_BANDS)], np.int64),
    )  # fmt: skip


def _filled(shape: tuple[int, int], counts: Counter[tuple[int, int]]) -> np.ndarray:
    table = np.zeros(shape, np.int64)
    for place, count in counts.items():
        table[place] = count
    return table


def count_stocks(worker: Worker, band: int, stocks: Counter[tuple[int, int]]) -> None:
    """Count someone in their group: sector, education, age band, in scope or not."""
    in_scope = int(worker.scope != 0)
    group = ((worker.job.sector * EDUCATION_LEVELS + worker.education) * AGE_BANDS + band) * 2 + in_scope
    stocks[group, worker.status] += 1
    if worker.at_work:
        stocks[group, WAGE_SUM] += worker.wage
    elif worker.status != INACTIVE and worker.status_months >= 12:
        stocks[group, LONG_TERM] += 1


def in_survey(status: int) -> str:
    """A labour status in the words of the labour force survey; in training without a job is unemployed."""
    return {"employed": "employed", "surplus": "employed", "inactive": "inactive"}.get(STATUSES[status], "unemployed")


def count_in_panel(worker: Worker, band: int, panel: Counter[tuple[int, int]]) -> None:
    """Compare someone with themselves three months ago."""
    before, after = in_survey((worker.history >> 6) & 7), in_survey(worker.status)
    found = [before]
    if f"{before}-{after}" in PANEL:
        found.append(f"{before}-{after}")
    if after == "employed" and worker.contract != SELF_EMPLOYED:
        found.append("employees")
        if before == "employed" and worker.tenure < 3:
            found.append("switched")
    for name in found:
        panel[band, PANEL.index(name)] += 1


def lasts_now(worker: Worker) -> bool:
    """Whether someone's crossing has lasted a year this month; ends the following when it has not."""
    if worker.crossed == NOT_CROSSED:
        return False
    if worker.crossed == FIRST_JOB:
        return worker.tenure == FOLLOW_MONTHS
    if not worker.at_work:
        worker.cross_safe = 0
    if worker.model.month - worker.cross_month < FOLLOW_MONTHS:
        return False
    worker.crossed = NOT_CROSSED
    return worker.at_work


def mark_lasting(worker: Worker) -> None:
    """A crossing has lasted a year: someone still works in the sector."""
    model = worker.model
    if worker.cross_month < 0:  # it began before the situation did
        return
    worker.lasting += 1
    worker.safe += worker.cross_safe
    model.books.flows[worker.job.sector, LASTING_CROSSINGS] += 1
    model.books.note(worker, LASTING, worker.job_type, worker.unit, worker.wage)
