"""The bridge of the readable engine: from contract to a year in the job."""

from sim.agents.coach import NO_COACH
from sim.agents.codes import (
    COMPLETED,
    CONTRACT_FIRST,
    COURSE_START,
    DROPPED_OUT,
    DROPPING_OUT,
    EXTRA_INTAKES,
    EXTRA_SEATS,
    GAVE_UP,
    IN_TRAINING,
    INFLOW_EMPLOYERS,
    LANDED,
    MINISTRIES,
    MOBILITY_BONUS,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    OUTFLOW_EMPLOYERS,
    OWN_SHARE,
    PARTIAL_CREDIT,
    POOLED_RISK,
    POOLED_RISK_ITEM,
    RETAINED,
    RIGID_TRAINING,
    RISK_POOL,
    STAGE,
    START,
    STARTED,
    TRAINEE_MONTH,
    TRAINING,
    TRAINING_SUBSIDY,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    WORKERS,
)
from sim.month.moves import SETTLED_AFTER
from sim.reference.agents import Worker
from sim.reference.charges import add_charge, charge
from sim.reference.contract import subsidy
from sim.reference.places import Job
from sim.rng import COMMITTED, DROPOUT, HOLD_UP, SEATS, luck


def begin(worker: Worker) -> None:
    """Contracted to training, at an intake with a seat (B08); straight to work when there is nothing to learn first."""
    model = worker.model
    if worker.course_months == 0:
        start_across(worker, 0)
        return
    if worker.stage_months > model.p.wait_months:
        worker.leave_bridge(GAVE_UP, worker.named(RIGID_TRAINING))
        return
    trainer = model.trainer_at(worker.target, worker.region)
    extra = worker.setting(EXTRA_INTAKES)
    if not model.rules.intake_now(model.month, trainer.first_intake, worker.strength(RIGID_TRAINING), extra):
        return
    mean_seats = trainer.mean_seats * (1.0 + worker.setting(EXTRA_SEATS))
    if trainer.taken >= model.rules.whole(mean_seats, luck(model.keys[SEATS], trainer.row)):
        return
    trainer.taken += 1
    charge(worker, COURSE_START)
    if worker.status == UNEMPLOYED_WW or worker.status == UNEMPLOYED:
        worker.status = TRAINING
    worker.move_on(IN_TRAINING)


def train(worker: Worker) -> None:
    """In training to started: a month done, unless it is one month too many."""
    model, rules, job = worker.model, worker.model.rules, worker.model.jobs[worker.target]
    add_charge(worker, TRAINEE_MONTH, model.spent)
    committed = luck(model.lasting_keys[COMMITTED], worker.number) < worker.setting(CONTRACT_FIRST)
    coached, load = worker.coach != NO_COACH, rules.weekly_load(float(worker.hours) if worker.unit else 0.0)
    chance = rules.dropout_chance(
        committed, coached, load, float(worker.care_hours), worker.skill_gap(job), worker.setting(OWN_SHARE)
    )
    if worker.luck(DROPOUT) < chance:
        drop_out(worker, job)
        return
    worker.course_months -= 1
    if worker.course_months > 0:
        return
    learn(worker, job, 1.0, 1.0)
    worker.trained = job.row
    if job.licence >= 0:
        worker.licences |= 1 << job.licence
    if worker.luck(HOLD_UP) < rules.place_lost(worker.strength(NO_FIRST_MOVER), committed):
        worker.leave_bridge(NO_LONGER_WANTED, NO_FIRST_MOVER)
    else:
        start_across(worker, worker.stage_months)


def learn(worker: Worker, job: Job, done: float, credit: float) -> None:
    """A share of the course for a job is done, and counts as far as there is credit for it."""
    pairs = zip(worker.skills, job.required, strict=True)
    worker.skills = [int(worker.model.rules.credited_skill(had, asked, done, credit)) for had, asked in pairs]


def drop_out(worker: Worker, job: Job) -> None:
    """Stop training: parts of the course may count, and a pool may bear part of what the new employer paid."""
    model, rules, credit = worker.model, worker.model.rules, worker.setting(PARTIAL_CREDIT)
    before = worker.stage_months - 1
    done = before / (before + worker.course_months)
    learn(worker, job, done, credit)
    charge(worker, DROPPING_OUT)
    back, fund = rules.agreed_part(worker.receiver_paid, worker.setting(POOLED_RISK)), model.funds[job.sector]
    fund.balance -= model.books.pay_split(RISK_POOL, job.sector, INFLOW_EMPLOYERS, POOLED_RISK_ITEM, back, fund.balance, worker)
    worker.leave_bridge(DROPPED_OUT, worker.named(RIGID_TRAINING))


def start_across(worker: Worker, months_trained: int) -> None:
    """Start in the job across the bridge, on the place that was kept; the state adds what it pays for the course."""
    unit = worker.partner
    assert unit is not None
    unit.reserved -= 1
    charge(worker, START)
    worker.course_months = months_trained
    worker.model.books.pay(MINISTRIES, INFLOW_EMPLOYERS, TRAINING_SUBSIDY, subsidy(worker), worker, unit)
    worker.model.books.pay(OUTFLOW_EMPLOYERS, WORKERS, MOBILITY_BONUS, worker.bonus, worker, worker.unit)
    worker.reach(STARTED)
    worker.start_job(unit, worker.wage_at(unit))
    worker.model.books.note(worker, STAGE, worker.target, unit, worker.wage)


def land(worker: Worker) -> None:
    """Started to landed after the first hundred days, landed to retained after a year in the job."""
    if worker.stage == STARTED and worker.tenure >= SETTLED_AFTER:
        worker.move_on(LANDED)
    elif worker.tenure >= 12:
        worker.move_on(RETAINED)
        worker.leave_bridge(COMPLETED)
