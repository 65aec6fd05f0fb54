"""Phases 1, 4 and 10 of the readable engine: people age, leave work or begin to look, and learn."""

from functools import partial
from typing import Any

from sim.agents.codes import (
    AFTERCARE_MONTHS,
    BEGAN_SEARCH,
    BLIND_CHOICE,
    BOTTOM_RUNG,
    BUSINESS_ENDED,
    BUSINESS_STARTED,
    CONTRACT_ENDED,
    EMPLOYED,
    FLEXIBLE,
    GAVE_UP_SEARCH,
    GRADUATED,
    HARD_LANDING,
    INACTIVE,
    LEFT_LABOUR_FORCE,
    LEFT_WORK,
    LOW,
    MADE_PERMANENT,
    NO_BARRIER,
    NO_CONTRACT,
    NO_REASON,
    PENSION_REPAIR,
    PERMANENT,
    QUIT_AFTER_START,
    QUIT_EARLY,
    REPLACED,
    RETIRED,
    SELECTED,
    SELF_EMPLOYED,
    STARTED,
    SUPERVISION_HOURS,
    SURPLUS,
    TRAINING,
    TRANSPARENT_TERMS,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)
from sim.agents.columns import NEVER
from sim.agents.worker import FIRST_AGE, LAST_AGE, SKILL_GROUPS
from sim.month.books import CONTRACTS_ENDED, LEFT_WORK_FLOW
from sim.month.moves import FIRST_JOB, NOT_CROSSED, SETTLED_AFTER
from sim.month.observe import ALWAYS
from sim.month.separations import LANDING_MONTHS
from sim.reference.agents import Worker
from sim.rng import AGE_EVENT, BELIEF, BIRTH, GRADUATE, HOURS, LANDING, LEAVE_WORK, logistic, luck, luck_again

# Phase 1


def age(model: Any) -> None:
    """Everyone a month older; people retire, finish school, and make room for the young."""
    for worker in model.workers:
        grow_older(worker)
    for worker in model.workers:
        if worker.crossed == FIRST_JOB and worker.tenure == SETTLED_AFTER:
            worker.unit.starters -= 1
        if worker.age >= LAST_AGE:
            retire(worker, REPLACED)
            begin_life(worker)
        elif (worker.age - FIRST_AGE) % 120 == 0:
            begin_decade(worker)
        elif worker.age == 19 * 12 or worker.age == 23 * 12:
            finish_school(worker)
        elif retires(worker):
            retire(worker, RETIRED)


def begin_decade(worker: Worker) -> None:
    """Another age band, with the hours of that age; at 25 people live on their own means."""
    rules = worker.model.rules
    worker.hours = usual_hours(worker)
    if worker.age == 25 * 12:
        draw = [worker.luck_again(BIRTH, turn) for turn in range(3)]
        worker.savings, worker.care_hours = rules.savings_drawn(draw[0]), int(rules.care_drawn(draw[1], draw[2]))


def usual_hours(worker: Worker) -> int:
    """The hours a week someone works, or wants to, at their age in their sector."""
    model = worker.model
    usual = model.usual_hours[worker.job.sector][model.rules.age_band(worker.age)]
    return int(model.rules.hours_wanted(usual, luck(model.lasting_keys[HOURS], worker.number)))


def grow_older(worker: Worker) -> None:
    """A month older, a month longer in this status and, at work, a month more of experience."""
    worker.age += 1
    worker.since_notice += worker.since_notice > 0
    worker.status_months = min(worker.status_months + 1, 3000)
    if worker.at_work:
        worker.tenure += 1
        worker.sector_months += 1


def retires(worker: Worker) -> bool:
    """Whether someone in the labour force stops in the month they reach the pension age."""
    p = worker.model.p
    if worker.age != p.retirement_age or worker.status == INACTIVE:
        return False
    return worker.luck(AGE_EVENT) < p.retire_at_pension_age


def retire(worker: Worker, event: int) -> None:
    """Out of work and off the bridge for good."""
    books = worker.model.books
    if worker.unit is not None:
        books.flows[worker.job.sector, LEFT_WORK_FLOW] += 1
    worker.leave_bridge(LEFT_LABOUR_FORCE)
    books.note(worker, event)
    worker.leave_unit()
    worker.go_inactive()


def finish_school(worker: Worker) -> None:
    """The next level of education, perhaps; a diploma is for a job, and for its licence."""
    model, before = worker.model, worker.education
    after = model.rules.schooling(worker.age, before, worker.luck(GRADUATE))
    if after == before:
        return
    worker.education = after
    job = model.job_of_graduate(after, worker.luck_again(GRADUATE, 1))
    worker.trained = job.row
    if job.licence >= 0:
        worker.licences |= 1 << job.licence
    model.books.note(worker, GRADUATED, job.row)
    if worker.unit is None and worker.contract != SELF_EMPLOYED:
        worker.job_type, worker.sector_months, worker.wage = job.row, 0, int(job.start)


def begin_life(worker: Worker) -> None:
    """The row goes to a new person of 15, at school, with traits of their own."""
    model = worker.model
    draw = [worker.luck_again(BIRTH, turn) for turn in range(5 + SKILL_GROUPS)]
    job = model.job_of_graduate(LOW, draw[0])
    worker.age, worker.education, worker.contract = FIRST_AGE, LOW, NO_CONTRACT
    worker.job_type = worker.trained = job.row
    worker.wage, worker.sector_months, worker.licences = int(job.start), 0, 0
    worker.generation, worker.scope, worker.crossed = worker.generation + 1, 0, NOT_CROSSED
    worker.hours = usual_hours(worker)
    worker.self_efficacy, worker.risk_aversion, worker.savings = draw[1], draw[2], draw[3]
    worker.visible = model.p.visible_low + (1.0 - model.p.visible_low) * draw[4]
    worker.care_hours = 0
    worker.skills = [int(job.required[s] * (0.6 + 0.4 * draw[5 + s])) for s in range(SKILL_GROUPS)]
    worker.origin_job, worker.cross_month, worker.notice_month, worker.entered = -1, NEVER, NEVER, NEVER
    worker.extra_notice = worker.back_to_work = worker.lasting = worker.safe = worker.crossings = 0
    worker.months_out = worker.income_lost = worker.in_scope = 0
    worker.history, worker.since_notice = ALWAYS * INACTIVE, 0
    worker.from_benefit = 0
    worker.enrolled = worker.account = worker.severance_cash = worker.redirected = worker.receiver_paid = 0


# Phase 4


def separations(model: Any) -> None:
    """People leave work, contracts end, some give up looking and others begin. All decide before anyone acts."""
    decided = [(worker, change_of(worker)) for worker in model.workers]
    for worker, change in decided:
        if change is not None:
            change(worker)


def change_of(worker: Worker) -> Any:
    """What happens to someone this month, as the function that does it; None for nothing."""
    model, rules, u = worker.model, worker.model.rules, worker.luck(LEAVE_WORK)
    if worker.at_work:
        return change_at_work(worker, u)
    if worker.status == INACTIVE:
        young = worker.age < model.p.retirement_age
        return begin_search if young and u < rules.begin_search_chance(worker.age) else None
    if u < model.p.business_from_search:
        return start_business
    if worker.status != TRAINING and not SELECTED <= worker.stage < STARTED:
        give_up = rules.give_up_chance(worker.age, worker.status == UNEMPLOYED_WW)
        if u < model.p.business_from_search + give_up:
            return give_up_search
    return None


def change_at_work(worker: Worker, u: float) -> Any:
    """Which of the exclusive changes luck u brings someone at work or under notice."""
    p, rules = worker.model.p, worker.model.rules
    edge = rules.leave_work_chance(worker.age)
    if u < edge:
        return leave_work
    if worker.contract == SELF_EMPLOYED:
        return end_business if u < edge + p.business_ends else None
    if worker.status == SURPLUS:
        return None
    edge += rules.contract_end_chance(worker.contract, worker.tenure)
    if u < edge:
        return None if worker.is_guaranteed else end_contract
    if worker.contract == FLEXIBLE:
        edge += rules.made_permanent_chance(worker.tenure)
        if u < edge:
            return make_permanent
    if u < edge + p.business_starts:
        return start_business
    if worker.crossed != FIRST_JOB or worker.tenure >= LANDING_MONTHS:
        return None
    barrier = barrier_of_quit(worker)
    return partial(quit_early, barrier=barrier) if barrier != NO_BARRIER else None


def belief(worker: Worker, sector: int, days: int) -> float:
    """Someone's error of belief about work in a sector after so many days of trying it (B03), in units of utility."""
    draw = logistic(luck_again(worker.model.lasting_keys[BELIEF], worker.number, sector))
    return worker.model.rules.belief_error(draw, worker.strength(BLIND_CHOICE), days)


def barrier_of_quit(worker: Worker) -> int:
    """The barrier that makes someone quit in the aftermath of a crossing: of several, the one without which they would stay."""
    u = worker.luck(LANDING)
    if u >= hazard_of_landing(worker):
        return NO_BARRIER
    if u >= hazard_of_landing(worker, rung=0.0):
        return BOTTOM_RUNG
    return BLIND_CHOICE if u >= hazard_of_landing(worker, mistaken=0.0) else HARD_LANDING


def hazard_of_landing(worker: Worker, mistaken: float = 1.0, rung: float = 1.0) -> float:
    """Extra chance that someone who came from another sector quits this month (B07), with or without B03 and B12."""
    model, rules, unit = worker.model, worker.model.rules, worker.unit
    assert unit is not None
    capacity = rules.supervision_capacity(unit.headcount, model.market_at(worker.job_type, unit.region).tightness)
    lack = rules.supervision_lack(unit.starters, capacity, worker.setting(SUPERVISION_HOURS))
    poor = 1.0 - unit.employer.landing
    felt = rules.rung_felt(worker.strength(BOTTOM_RUNG), worker.setting(PENSION_REPAIR), worker.setting(TRANSPARENT_TERMS))
    return rules.landing_hazard(
        worker.tenure, worker.strength(HARD_LANDING), model.jobs[worker.origin_job].cosine[worker.job_type],
        0.5 * (lack + poor), mistaken * belief(worker, worker.job.sector, worker.tried),
        worker.setting(AFTERCARE_MONTHS) / 12.0, rung * felt,
    )  # fmt: skip


def make_permanent(worker: Worker) -> None:
    """A flexible contract becomes permanent."""
    worker.model.books.note(worker, MADE_PERMANENT, worker.job_type, worker.unit, worker.wage)
    worker.contract = PERMANENT


def leave_work(worker: Worker) -> None:
    """Out of work and out of the labour force."""
    worker.model.books.flows[worker.job.sector, LEFT_WORK_FLOW] += 1
    worker.leave_bridge(LEFT_LABOUR_FORCE)
    worker.model.books.note(worker, LEFT_WORK)
    worker.leave_unit()
    worker.go_inactive()


def end_contract(worker: Worker) -> None:
    """The contract ends by itself."""
    worker.model.books.flows[worker.job.sector, CONTRACTS_ENDED] += 1
    worker.model.books.note(worker, CONTRACT_ENDED)
    worker.leave_unit()
    worker.go_unemployed(with_rights=True)


def end_business(worker: Worker) -> None:
    """The business of someone self-employed ends."""
    worker.model.books.flows[worker.job.sector, CONTRACTS_ENDED] += 1
    worker.model.books.note(worker, BUSINESS_ENDED)
    worker.leave_unit()
    worker.go_unemployed(with_rights=False)


def quit_early(worker: Worker, barrier: int) -> None:
    """Out of the job crossed to, for the barrier that did it."""
    worker.model.books.flows[worker.job.sector, LEFT_WORK_FLOW] += 1
    if worker.stage >= STARTED:
        worker.leave_bridge(QUIT_AFTER_START, barrier)
    worker.model.books.note(worker, QUIT_EARLY, reason=QUIT_AFTER_START, barrier=barrier)
    worker.leave_unit()
    worker.go_unemployed(with_rights=False)


def give_up_search(worker: Worker) -> None:
    """No longer looking for work."""
    worker.leave_bridge(LEFT_LABOUR_FORCE)
    worker.model.books.note(worker, GAVE_UP_SEARCH)
    worker.go_inactive()


def begin_search(worker: Worker) -> None:
    """Back in the labour force."""
    worker.model.books.note(worker, BEGAN_SEARCH)
    worker.set_status(UNEMPLOYED)


def start_business(worker: Worker) -> None:
    """A business of their own."""
    worker.leave_bridge(NO_REASON)
    worker.model.books.note(worker, BUSINESS_STARTED, worker.job_type, None, worker.wage)
    worker.leave_unit()
    worker.contract, worker.tenure, worker.ww_left = SELF_EMPLOYED, 0, 0
    worker.find_work()
    worker.set_status(EMPLOYED)


# Phase 10


def learning(model: Any) -> None:
    """Once a year in a job, a step on the scale and part of the skill gap learnt; without work, skill fades.

    The course of this month, or none, stands for the year.
    """
    rules = model.rules
    for unit in model.units:
        unit.word = rules.word_faded(unit.word)
    for worker in model.workers:
        if worker.at_work:
            if worker.tenure > 0 and worker.tenure % 12 == 0:
                job = worker.job
                pay = 1.0 if worker.contract == SELF_EMPLOYED else worker.unit.pay
                worker.wage = int(rules.next_wage(float(worker.wage), job.start, job.top, pay))
                pairs, pace = zip(worker.skills, job.required, strict=True), rules.learning_pace(worker.follows_course)
                worker.skills = [int(rules.next_skill(had, asked, pace)) for had, asked in pairs]
        elif worker.status_months > 0 and worker.status_months % 12 == 0:
            worker.skills = [int(rules.faded_skill(had)) for had in worker.skills]
