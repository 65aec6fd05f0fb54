"""Phase 7 of the readable engine: seekers look around, and apply to the best job they see."""

from bisect import bisect_right
from itertools import count
from typing import Any

from sim.agents.coach import NEUTRAL_GUIDE
from sim.agents.codes import (
    CERTIFICATES,
    COACH_CASELOAD,
    CONTRACTED,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    EMPLOYED,
    INACTIVE,
    STARTED,
    TRAINING,
)
from sim.month.search import EULER
from sim.month.vacancies import RADIUS_CLASSES
from sim.reference.agents import Worker
from sim.reference.life import belief
from sim.reference.places import Job, Unit
from sim.rng import INSIDE, LAST_LOOK, LOOK, SCREEN, SEARCH, SLOT, TASTE, gumbel, logistic


def search(model: Any) -> list[tuple[Unit, float, Worker]]:
    """The month's applications: (unit, score, worker), in the order of the workers."""
    applications = []
    for worker in model.workers:
        unit = best_opening(worker) if searches(worker) else None
        worker.applies_inside = unit is None and looks_inside(worker)
        if worker.applies_inside:
            unit = opening_inside(worker)
        if unit is not None:
            applications.append((unit, score(worker, unit, logistic(worker.luck(SCREEN))), worker))
    return applications


def searches(worker: Worker) -> bool:
    """Whether someone looks for another job this month; not while training, nor with a contract across the bridge."""
    if worker.status == TRAINING or CONTRACTED <= worker.stage < STARTED:
        return False
    if worker.status == INACTIVE and worker.age >= worker.model.p.search_until_age:
        return False
    chance = worker.model.rules.search_chance(worker.status, worker.contract, worker.tenure, worker.age)
    return worker.luck(SEARCH) < chance


def looks_inside(worker: Worker) -> bool:
    """Whether someone looks for other work at their own employer this month."""
    return worker.luck(INSIDE) < worker.model.rules.look_inside_chance(worker.status, worker.contract, worker.stage, worker.age)


def opening_inside(worker: Worker) -> Unit | None:
    """The unit whose openings someone looks at inside, if they would take one: where luck falls, or the next with an opening."""
    assert worker.unit is not None
    units = worker.unit.employer.units
    at = int(worker.luck_again(INSIDE, 0) * len(units))
    unit = next((unit for unit in units[at:] + units[:at] if unit.openings > 0 and unit is not worker.unit), None)
    if unit is None:
        return None
    job = worker.model.jobs[unit.job_type]
    if not worker.licensed_for(job):
        return None
    wage = worker.wage_inside(unit)
    if wage < worker.model.rules.reservation_wage(float(worker.wage), worker.status, 0, 0):
        return None
    return unit if worth_inside(worker, job, wage) > worker.model.p.inside_worth else None


def worth_inside(worker: Worker, job: Job, wage: float) -> float:
    """What an opening at the own employer is worth to someone: in their own sector there is no belief to err and no risk."""
    rules, cosine = worker.model.rules, worker.home_job.cosine[job.row]
    far = rules.perceived_distance(worker.skill_gap(job), cosine, visible_share(worker), worker.strength(CV_SELF_IMAGE))
    return rules.job_utility(wage, float(worker.wage), far, 0.0, 0.0, gumbel(worker.luck_again(INSIDE, 1)) - EULER)


def help_of(worker: Worker) -> float:
    """How much someone's coach helps, 0 to 1: a guide has the caseload of their terms, a line coach today's."""
    guided = worker.coach == NEUTRAL_GUIDE
    caseload = worker.setting(COACH_CASELOAD) if guided else worker.model.p.caseload_today
    return worker.model.rules.coach_strength(worker.coach, caseload)


def visible_share(worker: Worker) -> float:
    """Share of own skills someone can show, a coach's help included."""
    help_of_coach = help_of(worker)
    return worker.visible + (1.0 - worker.visible) * worker.model.p.coach_shows * help_of_coach


def field_of_view(worker: Worker, visible: float, narrow: float) -> list[float]:
    """Cumulative pull of the job types on this person's looks, by how far they look from their own work."""
    p = worker.model.p
    radius = worker.model.rules.search_radius(visible, narrow)
    width = min(RADIUS_CLASSES - 1, max(0, int(radius / p.radius * RADIUS_CLASSES)))
    return worker.model.looks[width][worker.home_job.row]


def look(worker: Worker, view: list[float], u: float) -> Job:
    """The job type a look falls on."""
    return worker.model.jobs[min(bisect_right(view, u * view[-1]), len(view) - 1)]


def find_opening(worker: Worker, job: Job, u_near: float, u_seat: float) -> Unit | None:
    """A unit with an opening in a job type: near home when there is one and luck keeps the look near, else anywhere."""
    model = worker.model
    market = model.market_at(job.row, worker.region)
    near = u_near < model.p.look_near and market.openings > 0
    ring = model.ring_of_market[market.row] if near else model.ring_of_job[job.row]
    return ring.opening_from(u_seat)


def best_opening(worker: Worker) -> Unit | None:
    """The best of a few openings someone sees and would take."""
    p, visible = worker.model.p, visible_share(worker)
    view = field_of_view(worker, visible, worker.strength(CV_SELF_IMAGE))
    if view[-1] <= 0.0:
        return None
    floor = worker.model.rules.reservation_wage(float(worker.wage), worker.status, worker.status_months, worker.ww_left)
    best, best_value = None, p.stay_worth if worker.status == EMPLOYED else p.search_worth
    for turn in count():
        if not worker.model.rules.takes_look(turn, worker.luck(LAST_LOOK), worker.status):
            break
        job = look(worker, view, worker.luck_again(LOOK, turn))
        if not worker.licensed_for(job):
            continue
        unit = find_opening(worker, job, worker.luck_again(SLOT, 2 * turn), worker.luck_again(SLOT, 2 * turn + 1))
        if unit is None or unit is worker.unit:
            continue
        wage = worker.wage_at(unit)
        if wage < floor:
            continue
        value = worth(worker, job, wage, visible, turn)
        if value > best_value:
            best, best_value = unit, value
    return best


def worth(worker: Worker, job: Job, wage: float, visible: float, turn: int) -> float:
    """What an opening is worth to someone, as they see it."""
    rules, home = worker.model.rules, worker.home_job
    far = rules.perceived_distance(worker.skill_gap(job), home.cosine[job.row], visible, worker.strength(CV_SELF_IMAGE))
    elsewhere = job.sector != worker.job.sector
    error = belief(worker, job.sector, 0) if elsewhere else 0.0
    risk = worker.risk_aversion if elsewhere else 0.0
    taste = gumbel(worker.luck_again(TASTE, turn)) - EULER
    return rules.job_utility(wage, float(worker.wage), far, risk, error, taste)


def score(worker: Worker, unit: Unit, draw: float) -> float:
    """How a unit scores someone's application."""
    rules, job, own = worker.model.rules, worker.model.jobs[unit.job_type], worker.job
    match = rules.diploma_match(worker.education, job.level, own is job, own.sector == job.sector, worker.trained == job.row)
    match = rules.recognised_match(match, worker.setting(CERTIFICATES), worker.education, worker.sector_months)
    gap = worker.skill_gap(job)
    return rules.screening_score(worker.strength(DIPLOMA_GATE), match, gap, worker.age, draw)
