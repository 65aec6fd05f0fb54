"""Phase 5 of the readable engine: the bridge, stage by stage, last stage first, in an order drawn anew each month."""

from collections import Counter
from typing import Any

from sim.agents.coach import LINE_COACH, NEUTRAL_GUIDE, NO_COACH
from sim.agents.codes import (
    AWARE,
    BLIND_CHOICE,
    BROKEN_CHAIN,
    COACH_CASELOAD,
    COMPLETED,
    CONTRACTED,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    DROPPED_OUT,
    EMPLOYED,
    GAVE_UP,
    GUIDE,
    GUIDE_PLACES,
    IN_TRAINING,
    LANDED,
    LICENCE_WALL,
    LOST_BETWEEN,
    MATCHED,
    NO_BARRIER,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    NO_MATCH,
    NO_STAGE,
    NOT_ADMITTED,
    NOT_SELECTED,
    OPTED_OUT,
    ORIENTED,
    RETAINED,
    RIGID_TRAINING,
    SELECTED,
    SELF_EMPLOYED,
    STAGE,
    STARTED,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    UNSAFE_STEP,
)
from sim.month.moves import SETTLED_AFTER
from sim.reference.agents import Job, Unit, Worker
from sim.reference.contract import income_share, sign
from sim.reference.life import belief
from sim.reference.search import field_of_view, find_opening, help_of, look, score, visible_share
from sim.rng import AWARE as AWARE_LUCK
from sim.rng import (
    BRIDGE_LOOK,
    BRIDGE_SLOT,
    BRIDGE_TASTE,
    COACH,
    DROPOUT,
    ENROL,
    HANDOVER,
    LICENCE,
    MEET,
    QUEUE,
    SEATS,
    SELECT,
    TRYOUT,
    logistic,
    luck,
)


def bridge(model: Any) -> None:
    """Coaches and courses open their places; then everyone on the bridge, or who hears of it, takes a turn."""
    open_pools(model)
    for trainer in model.trainers:
        trainer.taken = 0
        trainer.seats = model.rules.whole(trainer.mean_seats, luck(model.keys[SEATS], trainer.row))
    turns = [worker for worker in model.workers if worker.stage != NO_STAGE or hears(worker)]
    turns.sort(key=lambda worker: (-worker.stage, worker.luck(QUEUE)))
    for worker in turns:
        take_turn(worker)


def hears(worker: Worker) -> bool:
    """Whether someone at work, under notice or on benefit hears of the bridge this month."""
    if worker.age >= worker.model.p.bridge_until_age:
        return False
    surplus, on_ww = worker.status == SURPLUS, worker.status == UNEMPLOYED_WW
    working = worker.status == EMPLOYED and worker.contract != SELF_EMPLOYED
    if not (working or surplus or on_ww):
        return False
    return worker.luck(AWARE_LUCK) < worker.model.rules.aware_chance(surplus, on_ww)


def open_pools(model: Any) -> None:
    """Set the coaches' places by the people at risk (under notice or on benefit) in each region."""
    at_risk = Counter((w.region, w.scope) for w in model.workers if w.status == SURPLUS or w.status == UNEMPLOYED_WW)
    for pool in model.pools:
        neutral, places, pool.bill = pool.kind == NEUTRAL_GUIDE, 0.0, 0.0
        for mask, setting in enumerate(model.settings):
            per_thousand = setting[GUIDE_PLACES] if neutral else model.p.line_coach_places
            caseload = setting[COACH_CASELOAD] if neutral else model.p.caseload_today
            places += model.rules.coach_places(at_risk[pool.region, mask], per_thousand, caseload)
        pool.places = model.rules.whole(places, luck(model.keys[COACH], pool.row))


def take_turn(worker: Worker) -> None:
    """One stage at most: what the stage someone is in asks of them."""
    worker.stage_months = min(worker.stage_months + 1, 120)
    if worker.stage == SELECTED:
        if sign(worker):
            move_on(worker, CONTRACTED)
    else:
        TURNS[worker.stage](worker)
    if worker.stage != NO_STAGE and worker.coach != NO_COACH:
        bill_guidance(worker)


def bill_guidance(worker: Worker) -> None:
    """A month of guidance on the bill of the pool: a line coach's price, or a guide's under someone's own terms."""
    model, price = worker.model, worker.model.p.line_coach_cost
    if worker.coach == NEUTRAL_GUIDE:
        price = model.rules.guide_price(model.costs[GUIDE], worker.setting(COACH_CASELOAD))
    worker.pool(worker.coach).bill += price


def move_on(worker: Worker, stage: int) -> None:
    """A stage further; the books show it."""
    worker.reach(stage)
    worker.model.books.note(worker, STAGE, worker.target, worker.partner)


def hear(worker: Worker) -> None:
    """Nothing to aware."""
    worker.entered = worker.model.month
    move_on(worker, AWARE)


def enrol(worker: Worker) -> None:
    """Aware to oriented: a coach is found or not, and someone takes part or lets it pass (B01)."""
    model, unit = worker.model, worker.unit
    if worker.stage_months > model.p.aware_months:
        worker.leave_bridge(GAVE_UP, UNSAFE_STEP)
        return
    coach = free_coach(worker)
    free = model.p.free_hours - worker.care_hours - (worker.hours if unit else 0.0)
    colleagues = min(1.0, unit.enrolled / (1.0 + unit.headcount)) if unit else 0.0
    word = unit.word if unit else 0.0
    chance = model.rules.enrol_chance(
        worker.strength(UNSAFE_STEP), coach != NO_COACH, worker.self_efficacy, free, colleagues, word
    )
    if worker.luck(ENROL) >= chance or lost_between(worker, coach):
        return
    if coach != NO_COACH:
        worker.coach = coach
        worker.pool(coach).clients += 1
    worker.origin = unit
    if unit:
        unit.enrolled += 1
    if model.month >= 0:
        worker.enrolled = 1
    move_on(worker, ORIENTED)


def free_coach(worker: Worker) -> int:
    """A neutral guide where terms give one and a place is free, else a line coach, else none."""
    if worker.setting(GUIDE_PLACES) > 0.0 and worker.pool(NEUTRAL_GUIDE).has_place:
        return NEUTRAL_GUIDE
    return LINE_COACH if worker.pool(LINE_COACH).has_place else NO_COACH


def lost_between(worker: Worker, coach: int) -> bool:
    """Whether the hand-over at this gate loses someone (B09); if so they have left the bridge."""
    loss = worker.model.rules.handover_loss(worker.strength(BROKEN_CHAIN), coach != NO_COACH)
    if worker.luck_again(HANDOVER, worker.stage) >= loss:
        return False
    worker.leave_bridge(LOST_BETWEEN, BROKEN_CHAIN)
    return True


def meet(worker: Worker) -> None:
    """Oriented to matched: meet partner employers, pick the job across the bridge that beats staying put."""
    met = meets(worker, worker.strength(BROKEN_CHAIN))
    unit = best_partner(worker, worker.strength(CV_SELF_IMAGE)) if met else None
    if unit is not None:
        worker.target, worker.partner = unit.job_type, unit
        move_on(worker, MATCHED)
    elif worker.stage_months >= worker.model.p.orientation_months:
        worker.leave_bridge(NO_MATCH, barrier_of_no_match(worker, met))


def meets(worker: Worker, broken_chain: float) -> bool:
    """Whether someone meets partner employers this month, at so strong a barrier B09."""
    return worker.luck(MEET) < worker.model.rules.meeting_chance(broken_chain, help_of(worker))


def barrier_of_no_match(worker: Worker, met: bool) -> int:
    """The barrier without which someone would have found a match in their last month of looking."""
    if met:
        return CV_SELF_IMAGE if best_partner(worker, 0.0) else NO_BARRIER
    would_match = meets(worker, 0.0) and best_partner(worker, worker.strength(CV_SELF_IMAGE))
    return BROKEN_CHAIN if would_match else NO_BARRIER


def best_partner(worker: Worker, narrow: float) -> Unit | None:
    """The unit in another sector whose job is worth most to someone, when it beats what they have; B02 as narrow as said."""
    p, visible = worker.model.p, visible_share(worker)
    view = field_of_view(worker, visible, narrow)
    if view[-1] <= 0.0:
        return None
    best, best_value = None, bar(worker)
    for turn in range(int(p.bridge_looks)):
        job = look(worker, view, worker.luck_again(BRIDGE_LOOK, turn))
        if job.sector == worker.job.sector:
            continue
        seat = (worker.luck_again(BRIDGE_SLOT, 2 * turn), worker.luck_again(BRIDGE_SLOT, 2 * turn + 1))
        unit = find_opening(worker, job, *seat)
        if unit is None:
            continue
        value = worth_across(worker, unit, job, visible, narrow, worker.luck_again(BRIDGE_TASTE, turn))
        if value > best_value:
            best, best_value = unit, value
    return best


def worth_across(worker: Worker, unit: Unit, job: Job, visible: float, narrow: float, draw: float) -> float:
    """What a job across the bridge is worth to someone, as they see it."""
    p, rules = worker.model.p, worker.model.rules
    months, cosine = months_of_training(worker, job), worker.home_job.cosine[job.row]
    far = rules.perceived_distance(worker.skill_gap(job), cosine, visible, narrow)
    error = belief(worker, job.sector, worker.tried == 1) + p.utility_taste * logistic(draw)
    return rules.bridge_utility(
        worker.wage_at(unit), float(worker.wage), far, error, months, worker.age, income_share(worker, months),
        worker.risk_aversion, 1.0 - worker.strength(NO_FIRST_MOVER),
    )  # fmt: skip


def months_of_training(worker: Worker, job: Job) -> int:
    """Months of training someone needs for a job (B08)."""
    return worker.model.rules.training_months(
        job.full, job.modular, worker.skill_gap(job), not worker.licensed_for(job), worker.strength(RIGID_TRAINING)
    )


def bar(worker: Worker) -> float:
    """What a job across the bridge must be worth: more to someone who can simply stay."""
    p = worker.model.p
    return p.bridge_worth + p.stay_worth if worker.status == EMPLOYED else p.bridge_worth


def try_out(worker: Worker, unit: Unit, job: Job) -> None:
    """A month in the job itself: it is seen more as it is, and someone may think better of it (B03)."""
    worker.tried = 1
    narrow = worker.strength(CV_SELF_IMAGE)
    if worth_across(worker, unit, job, visible_share(worker), narrow, 0.5) <= bar(worker):
        turn_back(worker, OPTED_OUT, BLIND_CHOICE)


def be_selected(worker: Worker) -> None:
    """Matched to selected: a try-out for some, admission to a regulated course (B13), the employer's screening (B05).

    Who is selected has a place promised, which no one else is hired on.
    """
    model, unit, job = worker.model, worker.partner, worker.model.jobs[worker.target]
    assert unit is not None
    if worker.stage_months == 1 and worker.luck(TRYOUT) < model.p.tryout:
        try_out(worker, unit, job)
        return
    if not worker.licensed_for(job):
        trained_enough = worker.education >= job.level - 1
        if not model.rules.admission(trained_enough, worker.strength(LICENCE_WALL), worker.luck(LICENCE)):
            turn_back(worker, NOT_ADMITTED, LICENCE_WALL)
            return
    if score(worker, unit, logistic(worker.luck(SELECT))) < unit.threshold() + model.p.bridge_stricter:
        turn_back(worker, NOT_SELECTED, DIPLOMA_GATE)
    elif unit.places_to_fill() <= 0:
        turn_back(worker, NO_LONGER_WANTED, NO_BARRIER)
    elif not lost_between(worker, worker.coach):
        worker.course_months = months_of_training(worker, job)
        unit.reserved += 1
        move_on(worker, SELECTED)


def turn_back(worker: Worker, reason: int, barrier: int) -> None:
    """Refused: the refusal is kept, and someone keeps looking with the same coach."""
    worker.model.books.note(worker, STAGE, worker.target, worker.partner, reason=reason, barrier=barrier)
    worker.back_to_orientation()


def begin(worker: Worker) -> None:
    """Contracted to training, at an intake with a seat (B08); straight to work when there is nothing to learn first."""
    model = worker.model
    if worker.course_months == 0:
        start_across(worker)
        return
    if worker.stage_months > model.p.wait_months:
        worker.leave_bridge(GAVE_UP, RIGID_TRAINING)
        return
    trainer = model.trainer_at(worker.target, worker.region)
    if not model.rules.intake_now(model.month, trainer.first_intake, worker.strength(RIGID_TRAINING)):
        return
    if trainer.taken >= trainer.seats:
        return
    trainer.taken += 1
    if worker.status == UNEMPLOYED_WW or worker.status == UNEMPLOYED:
        worker.status = TRAINING
    move_on(worker, IN_TRAINING)


def train(worker: Worker) -> None:
    """In training to started: a month done, unless it is one month too many."""
    rules, hours = worker.model.rules, float(worker.hours) if worker.unit else 0.0
    committed = worker.strength(NO_FIRST_MOVER) == 0.0
    coached, load = worker.coach != NO_COACH, rules.weekly_load(hours)
    if worker.luck(DROPOUT) < rules.dropout_chance(committed, coached, load, float(worker.care_hours)):
        worker.leave_bridge(DROPPED_OUT, RIGID_TRAINING)
        return
    worker.course_months -= 1
    if worker.course_months <= 0:
        licence = worker.model.jobs[worker.target].licence
        if licence >= 0:
            worker.licences |= 1 << licence
        start_across(worker)


def start_across(worker: Worker) -> None:
    """Start in the job across the bridge, on the place that was kept."""
    unit = worker.partner
    assert unit is not None
    unit.reserved -= 1
    worker.reach(STARTED)
    worker.start_job(unit, worker.wage_at(unit))
    worker.model.books.note(worker, STAGE, worker.target, unit, worker.wage)


def land(worker: Worker) -> None:
    """Started to landed after the first hundred days, landed to retained after a year in the job."""
    if worker.stage == STARTED and worker.tenure >= SETTLED_AFTER:
        move_on(worker, LANDED)
    elif worker.tenure >= 12:
        move_on(worker, RETAINED)
        worker.leave_bridge(COMPLETED)


TURNS = {
    NO_STAGE: hear, AWARE: enrol, ORIENTED: meet, MATCHED: be_selected, CONTRACTED: begin, IN_TRAINING: train,
    STARTED: land, LANDED: land,
}  # fmt: skip
