"""Phase 5 of the readable engine: the bridge, stage by stage, last stage first, in an order drawn anew each month."""

from collections import Counter
from typing import Any

from sim.agents.coach import LINE_COACH, NEUTRAL_GUIDE, NO_COACH
from sim.agents.codes import (
    ADMISSION,
    AWARE,
    BLIND_CHOICE,
    BROKEN_CHAIN,
    CARVED_SHARE,
    COACH_CASELOAD,
    CONTRACTED,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    EMPLOYED,
    EMPLOYEE_ORIENTED,
    FUNDING_CONTINUITY,
    GAVE_UP,
    GUIDE,
    GUIDE_PLACES,
    HELP_LINE,
    IN_TRAINING,
    LANDED,
    LICENCE_WALL,
    LOST_BETWEEN,
    MATCHED,
    NO_BARRIER,
    NO_LONGER_WANTED,
    NO_MATCH,
    NO_STAGE,
    NOT_ADMITTED,
    NOT_SELECTED,
    OPTED_OUT,
    ORIENTATION_HOURS,
    ORIENTED,
    PARTICIPANT_MONTH,
    PERSON_ORIENTED,
    PERSON_REACHED,
    RAPID_RESPONSE,
    SCREENING,
    SELECTED,
    SELECTION_STRICTNESS,
    SELF_EMPLOYED,
    STAGE,
    STARTED,
    SURPLUS,
    UNEMPLOYED_WW,
    UNSAFE_STEP,
    WRONG_POCKETS,
)
from sim.agents.columns import NEVER
from sim.reference.agents import CoachPool, Worker
from sim.reference.charges import add_charge, charge
from sim.reference.contract import sign
from sim.reference.meeting import bar, barrier_of_no_match, best_partner, meets, months_of_training, worth_across
from sim.reference.places import Job, Unit
from sim.reference.search import score, visible_share
from sim.reference.training import begin, land, train
from sim.reference.tryout import tries_out
from sim.rng import AWARE as AWARE_LUCK
from sim.rng import COACH, ENROL, FUNDING, HANDOVER, LICENCE, QUEUE, SEATS, SELECT, logistic, luck, luck_again


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
    if worker.model.terms.recruits[worker.scope] and worker.entered < 0:
        return True
    return worker.luck(AWARE_LUCK) < worker.model.rules.aware_chance(surplus, on_ww, worker.setting(HELP_LINE))


def open_pools(model: Any) -> None:
    """Set the coaches' places by the people in each region whom a coach is for: at risk, or recruited by a programme."""
    threatened = {worker for worker in model.workers if worker.status in (SURPLUS, UNEMPLOYED_WW)}
    brought = [w for w in model.workers if w not in threatened and w.stage != NO_STAGE and model.terms.recruits[w.scope]]
    at_risk = Counter((worker.region, worker.scope) for worker in threatened)
    recruited = Counter((worker.region, worker.scope) for worker in brought)
    for pool in model.pools:
        places, pool.bill, pool.bill_without = 0.0, 0.0, 0.0
        in_region = float(sum(at_risk[pool.region, mask] for mask in range(len(model.settings))))
        pool.usual = in_region if pool.usual == 0.0 else pool.usual + (in_region - pool.usual) / 12.0
        for mask, setting in enumerate(model.settings):
            if pool.kind == NEUTRAL_GUIDE:
                places += guide_places(pool, mask, at_risk[pool.region, mask] + recruited[pool.region, mask])
            else:
                usual = model.rules.coach_places(at_risk[pool.region, mask], model.p.line_coach_places, model.p.caseload_today)
                places += model.rules.places_in_shock(usual, in_region, pool.usual, setting[RAPID_RESPONSE])
        pool.places = model.rules.whole(places, luck(model.keys[COACH], pool.row))


def guide_places(pool: CoachPool, mask: int, at_risk: int) -> float:
    """Places with neutral guides for people under some terms; none while the money has not come (B14)."""
    model, setting = pool.model, pool.model.settings[mask]
    draw = luck_again(model.lasting_keys[FUNDING], pool.row, model.month // 12 + 100)
    late = model.strength[mask][WRONG_POCKETS - 1]
    if model.rules.funding_stopped(draw, late, setting[FUNDING_CONTINUITY], model.month % 12):
        return 0.0
    return model.rules.coach_places(float(at_risk), setting[GUIDE_PLACES], setting[COACH_CASELOAD])


def take_turn(worker: Worker) -> None:
    """One stage at most: what the stage someone is in asks of them."""
    worker.stage_months = min(worker.stage_months + 1, 120)
    if worker.stage == SELECTED:
        if sign(worker):
            worker.move_on(CONTRACTED)
    else:
        TURNS[worker.stage](worker)
    if ORIENTED <= worker.stage < STARTED:
        add_charge(worker, PARTICIPANT_MONTH, worker.model.spent)
    if worker.stage != NO_STAGE and worker.coach != NO_COACH:
        bill_guidance(worker)


def bill_guidance(worker: Worker) -> None:
    """A month of guidance on the bill of the pool: a line coach's price, or a guide's under someone's own terms."""
    model, price = worker.model, worker.model.p.line_coach_cost
    if worker.coach == NEUTRAL_GUIDE:
        price = model.rules.guide_price(model.paid.costs[GUIDE], worker.setting(COACH_CASELOAD))
    pool = worker.pool(worker.coach)
    if worker.unit is not None:
        pool.bill += price
    else:
        pool.bill_without += price


def hear(worker: Worker) -> None:
    """Nothing to aware."""
    worker.entered, worker.tried = worker.model.month, 0
    charge(worker, PERSON_REACHED)
    worker.move_on(AWARE)


def enrol(worker: Worker) -> None:
    """Aware to oriented: a coach is found or not, and someone takes part or lets it pass (B01)."""
    model, unit = worker.model, worker.unit
    if worker.stage_months > model.p.aware_months:
        worker.leave_bridge(GAVE_UP, worker.named(UNSAFE_STEP))
        return
    coach = free_coach(worker)
    free = model.p.free_hours - worker.care_hours - (worker.hours if unit else 0.0)
    free += worker.setting(ORIENTATION_HOURS) / model.p.orientation_weeks if unit else 0.0
    colleagues = min(1.0, unit.enrolled / (1.0 + unit.headcount)) if unit else 0.0
    word = unit.word if unit else 0.0
    chance = model.rules.enrol_chance(worker.strength(UNSAFE_STEP), coach != NO_COACH, worker.self_efficacy, free, colleagues, word)
    if not model.rules.takes_part(willingness(worker), chance) or lost_between(worker, coach):
        return
    if coach != NO_COACH:
        worker.coach = coach
        worker.pool(coach).clients += 1
    worker.origin = unit
    if unit:
        unit.enrolled += 1
    if model.month >= 0:
        worker.enrolled = 1
    charge(worker, PERSON_ORIENTED)
    if unit:
        charge(worker, EMPLOYEE_ORIENTED)
    worker.move_on(ORIENTED)


def willingness(worker: Worker) -> float:
    """How willing someone is to take up the offer that they heard of: the same all the time they consider it."""
    return luck_again(worker.model.lasting_keys[ENROL], worker.number, worker.entered - NEVER)


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
        worker.move_on(MATCHED)
    elif worker.stage_months >= worker.model.p.orientation_months:
        worker.leave_bridge(NO_MATCH, barrier_of_no_match(worker, met))


def think_again(worker: Worker, unit: Unit, job: Job) -> None:
    """After a month in the job itself it is seen more as it is, and someone may think better of it (B03)."""
    narrow = worker.strength(CV_SELF_IMAGE)
    if worth_across(worker, unit, job, visible_share(worker), narrow) <= bar(worker):
        turn_back(worker, OPTED_OUT, BLIND_CHOICE)


def be_selected(worker: Worker) -> None:
    """Matched to selected: a try-out for some, admission to a regulated course (B13), the employer's screening (B05).

    Who is selected has a place promised, which no one else is hired on.
    """
    model, unit, job = worker.model, worker.partner, worker.model.jobs[worker.target]
    assert unit is not None
    if tries_out(worker):
        think_again(worker, unit, job)
        return
    if not worker.licensed_for(job):
        charge(worker, ADMISSION)
        trained_enough = worker.education >= job.level - 1
        if not model.rules.admission(trained_enough, worker.strength(LICENCE_WALL), worker.luck(LICENCE)):
            turn_back(worker, NOT_ADMITTED, LICENCE_WALL)
            return
    charge(worker, SCREENING)
    noise = logistic(worker.luck(SELECT)) * model.rules.unknown_left(worker.tried)
    relief = model.rules.carving_relief(worker.skill_gap(job), worker.setting(CARVED_SHARE))
    if score(worker, unit, noise) + relief < unit.threshold() + worker.setting(SELECTION_STRICTNESS):
        turn_back(worker, NOT_SELECTED, worker.named(DIPLOMA_GATE))
    elif unit.places_to_fill() <= 0:
        turn_back(worker, NO_LONGER_WANTED, NO_BARRIER)
    elif not lost_between(worker, worker.coach):
        worker.course_months = months_of_training(worker, job)
        unit.reserved += 1
        worker.move_on(SELECTED)


def turn_back(worker: Worker, reason: int, barrier: int) -> None:
    """Refused: the refusal is kept, and someone keeps looking with the same coach."""
    worker.model.books.note(worker, STAGE, worker.target, worker.partner, reason=reason, barrier=barrier)
    worker.back_to_orientation()


TURNS = {
    NO_STAGE: hear, AWARE: enrol, ORIENTED: meet, MATCHED: be_selected, CONTRACTED: begin, IN_TRAINING: train,
    STARTED: land, LANDED: land,
}  # fmt: skip
