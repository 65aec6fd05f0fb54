"""Phases 2, 3, 6 and 8 of the readable engine: what employers want, whom they let go, what they post, who is hired."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from sim.agents.codes import (
    ANNOUNCED,
    DISMISSED,
    EMPLOYED,
    FLEXIBLE,
    FOUND_OWN_JOB,
    LATE_RELEASE,
    NO_BARRIER,
    OUTFLOW_EMPLOYERS,
    RELEASE_LEAD,
    RETENTION,
    RETENTION_ITEM,
    RETENTION_SUBSIDY,
    SELF_EMPLOYED,
    SEVERANCE,
    SURPLUS,
    WORKERS,
)
from sim.agents.worker import AGE_BANDS
from sim.month.books import ANNOUNCEMENTS, DISMISSALS, VACANCIES_FILLED, VACANCIES_POSTED
from sim.month.redundancy import PLAN_MONTHS
from sim.month.vacancies import RADIUS_CLASSES
from sim.reference.agents import Worker
from sim.reference.contract import severance_to_come
from sim.reference.places import Unit
from sim.rng import ACCEPT, FIRM_SHOCK, KEPT, NOTICE, laplace

# Phase 2


def demand(model: Any) -> None:
    """Demand moves the positions employers want, now and as far ahead as they look."""
    rules = model.rules
    for employer in model.employers:
        employer.level = rules.next_level(employer.level, laplace(employer.luck(FIRM_SHOCK)))
    for employer in model.employers:
        ahead = model.month + (rules.lead_time(employer.strength(LATE_RELEASE)) if model.month >= 0 else 0)
        for unit in employer.units:
            unit.target = positions(unit, model.month)
            unit.foreseen = positions(unit, ahead)


def positions(unit: Unit, month: int) -> int:
    """Positions a unit wants in a month as it sees things now."""
    model, named = unit.model, unit.employer.named
    path = model.path_at(unit.job_type, month)
    if named >= 0:
        path += model.path_at(len(model.jobs) + named, month)
    return model.rules.positions(unit.normal, unit.employer.level, path, unit.dither)


# Phase 3


def redundancy(model: Any) -> None:
    """Announced dismissals take effect; employers announce new ones, each age band its share (mirror principle)."""
    kept_wages = [0.0] * model.sectors
    for unit in model.units:
        before = too_many(unit)
        unit.too_many = model.rules.still_too_many(before, unit.employer.setting(RETENTION_SUBSIDY), unit.luck(KEPT))
        kept_wages[unit.sector] += (before - unit.too_many) * model.p.retention_rate * model.jobs[unit.job_type].start
        unit.candidates = []
    for employer in model.employers:
        announced = sum(unit.too_many for unit in employer.units)
        staff = sum(unit.headcount for unit in employer.units)
        if model.rules.collective_dismissal(model.rules.dismissed_at_once(announced, staff, employer.real_staff)):
            employer.plan_until = model.month + PLAN_MONTHS
    for sector, euro in enumerate(kept_wages):
        model.books.pay_split(RETENTION, sector, OUTFLOW_EMPLOYERS, RETENTION_ITEM, round(euro), 0)
    leaving = []
    for worker in model.workers:
        if worker.status == SURPLUS:
            worker.notice_left -= 1
            if worker.notice_left <= 0:
                leaving.append(worker)
        elif may_go(worker):
            worker.unit.candidates.append(worker)
    for worker in leaving:
        dismiss(worker)
    for unit in model.units:
        if unit.candidates:
            announce(unit, unit.candidates)


def may_go(worker: Worker) -> bool:
    """Whether someone on the staff where there are people too many may be the one to go: not with a job guarantee."""
    on_staff = worker.status == EMPLOYED and worker.contract != SELF_EMPLOYED
    return bool(on_staff and worker.unit and worker.unit.too_many > 0 and not worker.is_guaranteed)


def too_many(unit: Unit) -> int:
    """People too many for the positions foreseen."""
    model, rules, staying = unit.model, unit.model.rules, unit.staying
    if staying <= 0:
        return 0
    lead = rules.lead_time(unit.employer.strength(LATE_RELEASE))
    most = rules.surplus(staying, unit.foreseen, lead + model.p.usual_notice, unit.dither)
    return min(staying, max(0, most - rules.expected_leavers(staying, unit.dither)))


def dismiss(worker: Worker) -> None:
    """An announced dismissal takes effect, with severance."""
    model = worker.model
    money = severance_to_come(worker)
    model.books.pay(OUTFLOW_EMPLOYERS, WORKERS, SEVERANCE, money, worker, worker.unit)
    worker.severance_cash += money
    model.books.flows[worker.job.sector, DISMISSALS] += 1
    model.books.note(worker, DISMISSED)
    worker.leave_unit()
    worker.go_unemployed(with_rights=True)


def announce(unit: Unit, staff: Sequence[Worker]) -> None:
    """Flexible staff goes first, the newest of them; then each age band gives up its share, its newest first."""
    age_band = unit.model.rules.age_band
    flexible = [worker for worker in staff if worker.contract == FLEXIBLE]
    bands: list[list[Worker]] = [[] for _ in range(AGE_BANDS)]
    for worker in staff:
        if worker.contract != FLEXIBLE:
            bands[age_band(worker.age)].append(worker)
    from_flexible = min(unit.too_many, len(flexible))
    rest = min(unit.too_many - from_flexible, len(staff) - len(flexible))
    give_notice(flexible, from_flexible)
    for band, share in zip(bands, mirrored([len(band) for band in bands], rest), strict=True):
        give_notice(band, share)


def mirrored(counts: Sequence[int], total: int) -> list[int]:
    """How many of `total` each band gives up, in proportion to its people (largest remainders, then lowest band)."""
    people = sum(counts)
    if people == 0:
        return [0 for _ in counts]
    exact = [count * total / people for count in counts]
    given = [int(share) for share in exact]
    by_remainder = sorted(range(len(counts)), key=lambda band: given[band] - exact[band])
    for band in by_remainder[: total - sum(given)]:
        given[band] += 1
    return given


def give_notice(group: Sequence[Worker], number: int) -> None:
    """Announce the dismissal of the newest people of a group; among equals the lowest row."""
    for worker in sorted(group, key=lambda worker: worker.tenure)[:number]:
        model, unit = worker.model, worker.unit
        assert unit is not None
        ahead = model.rules.lead_time(unit.employer.strength(LATE_RELEASE))
        model.books.note(worker, ANNOUNCED, barrier=LATE_RELEASE if ahead < model.rules.lead_time(0.0) else NO_BARRIER)
        model.books.flows[worker.job.sector, ANNOUNCEMENTS] += 1
        collective = unit.employer.plan_until == model.month + PLAN_MONTHS
        worker.extra_notice = int(worker.setting(RELEASE_LEAD))
        before = model.rules.months_to_procedure(ahead, collective) + worker.extra_notice
        worker.notice_left = before + model.rules.notice_months(worker.tenure, worker.luck(NOTICE))
        worker.notice_month, worker.back_to_work, worker.since_notice = model.month, 0, 1
        unit.leaving += 1
        worker.set_status(SURPLUS)


# Phase 6


def vacancies(model: Any) -> None:
    """Employers open the positions they want to fill; markets count them, and looks will fall where openings are."""
    for market in model.markets:
        market.openings = 0
    for unit in model.units:
        unit.openings = unit.places_to_fill()
        unit.market.openings += unit.openings
    for market in model.markets:
        if market.positions > 0.0:
            tight = market.openings / market.positions
            market.tightness += (tight - market.tightness) * model.p.tightness_memory
    model.looks = look_weights(model)


def look_weights(model: Any) -> list[list[list[float]]]:
    """Cumulative pull of job types on a look, by class of search radius and home job.

    A job type draws looks by its openings and less by its distance from one's own; one's own work draws more.
    """
    count = len(model.jobs)
    open_now = [0.0] * count
    for market in model.markets:
        open_now[market.row // model.regions] += market.openings

    def pull(near: Sequence[float], home: int, job: int) -> float:
        return open_now[job] * (model.p.own_job_pull if job == home else 1.0) * near[job]

    return [
        [list(accumulate(pull(near[home], home, job) for job in range(count))) for home in range(count)] for near in model.nearness
    ]


def nearness(model: Any) -> list[list[list[float]]]:
    """How much each job draws someone from a home job, by class of search radius: fixed for a world."""
    radii = [model.p.radius * (c + 1.0) / RADIUS_CLASSES for c in range(RADIUS_CLASSES)]
    distance = [
        [model.rules.skill_distance(gap, cosine) for gap, cosine in zip(home.gap, home.cosine, strict=True)] for home in model.jobs
    ]
    return [[[model.rules.pull(far, radius) for far in row] for row in distance] for radius in radii]


# Phase 8


def hiring(model: Any, applications: Sequence[tuple[Unit, float, Worker]]) -> None:
    """Each unit ranks who applied and offers its openings to the best above its threshold, who accept or not."""
    opened = [unit.openings for unit in model.units]
    by_unit: dict[Unit, list[tuple[float, Worker]]] = {}
    for unit, score, worker in applications:
        by_unit.setdefault(unit, []).append((score, worker))
    for unit in sorted(by_unit, key=lambda unit: unit.row):
        threshold = unit.threshold()
        for score, worker in unit.rank(by_unit[unit]):
            if unit.openings <= 0 or score < threshold:
                break
            if worker.luck(ACCEPT) < model.rules.accept_chance(worker.status):
                hire(unit, worker)
    for unit, before in zip(model.units, opened, strict=True):
        count_vacancies(unit, before)


def hire(unit: Unit, worker: Worker) -> None:
    """Someone takes an opening by their own search, or moves there inside."""
    if worker.applies_inside:
        worker.move_inside(unit, worker.wage_inside(unit))
    else:
        wage = worker.wage_at(unit)
        worker.leave_bridge(FOUND_OWN_JOB)
        worker.start_job(unit, wage)
    unit.openings -= 1
    unit.market.openings -= 1


def count_vacancies(unit: Unit, opened: int) -> None:
    """An opening that outlives its first month is a vacancy; who is hired fills the oldest first."""
    flows, stood = unit.model.books.flows, min(opened, unit.posted)
    filled = unit.model.rules.old_vacancies_filled(opened - unit.openings, stood)
    flows[unit.sector, VACANCIES_FILLED] += filled
    flows[unit.sector, VACANCIES_POSTED] += unit.openings - (stood - filled)
    unit.posted = unit.openings
