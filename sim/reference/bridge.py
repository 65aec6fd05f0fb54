"""Phase 5 of the readable engine: the bridge, stage by stage, last stage first, in an order drawn anew each month."""

from collections import Counter
from typing import Any

from sim.agents.coach import LINE_COACH, NEUTRAL_GUIDE, NO_COACH
from sim.agents.codes import (
    ADMISSION,
    AWARE,
    BLIND_CHOICE,
    BOTTOM_RUNG,
    BROKEN_CHAIN,
    CARVED_SHARE,
    COACH_CASELOAD,
    COMPLETED,
    CONTRACT_FIRST,
    CONTRACTED,
    COURSE_START,
    CV_SELF_IMAGE,
    DIPLOMA_GATE,
    DROPPED_OUT,
    DROPPING_OUT,
    EMPLOYED,
    EMPLOYEE_ORIENTED,
    EXEMPTIONS,
    EXTRA_INTAKES,
    EXTRA_SEATS,
    FUNDING_CONTINUITY,
    GAVE_UP,
    GUARANTEE_MONTHS,
    GUIDE,
    GUIDE_PLACES,
    HELP_LINE,
    HYBRID_JOB,
    HYBRID_SHARE,
    IN_TRAINING,
    INFLOW_EMPLOYERS,
    LANDED,
    LICENCE_STEPS,
    LICENCE_WALL,
    LOST_BETWEEN,
    MATCHED,
    MINISTRIES,
    MOBILITY_BONUS,
    NO_BARRIER,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    NO_MATCH,
    NO_STAGE,
    NOT_ADMITTED,
    NOT_SELECTED,
    OPTED_OUT,
    ORIENTATION_HOURS,
    ORIENTATION_JOB,
    ORIENTATION_JOB_SHARE,
    ORIENTED,
    OUTFLOW_EMPLOYERS,
    OWN_SHARE,
    PARTIAL_CREDIT,
    PARTICIPANT_MONTH,
    PERSON_ORIENTED,
    PERSON_REACHED,
    POOLED_RISK,
    POOLED_RISK_ITEM,
    RAPID_RESPONSE,
    RECIPROCITY,
    RETAINED,
    RIGID_TRAINING,
    RISK_POOL,
    SCREENING,
    SECTOR_IMAGE,
    SELECTED,
    SELECTION_STRICTNESS,
    SELF_EMPLOYED,
    STAGE,
    START,
    STARTED,
    SURPLUS,
    TRAINEE_MONTH,
    TRAINING,
    TRAINING_SUBSIDY,
    TRANSPARENT_TERMS,
    TRY_OUT,
    TRYOUT_DAYS,
    TRYOUT_SHARE,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    UNSAFE_STEP,
    WORKERS,
    WRONG_POCKETS,
)
from sim.month.moves import SETTLED_AFTER
from sim.policies.terms import ANY_JOB
from sim.reference.agents import CoachPool, Job, Unit, Worker
from sim.reference.charges import add_charge, charge
from sim.reference.contract import income_share, sign, subsidy
from sim.reference.life import belief
from sim.reference.search import field_of_view, find_opening, help_of, look, score, visible_share
from sim.rng import AWARE as AWARE_LUCK
from sim.rng import (
    BRIDGE_LOOK,
    BRIDGE_SLOT,
    BRIDGE_TASTE,
    COACH,
    COMMITTED,
    DROPOUT,
    ENROL,
    FUNDING,
    HANDOVER,
    HOLD_UP,
    LICENCE,
    MEET,
    QUEUE,
    SEATS,
    SELECT,
    TRYOUT,
    logistic,
    luck,
    luck_again,
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
            move_on(worker, CONTRACTED)
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


def move_on(worker: Worker, stage: int) -> None:
    """A stage further; the books show it."""
    worker.reach(stage)
    worker.model.books.note(worker, STAGE, worker.target, worker.partner)


def hear(worker: Worker) -> None:
    """Nothing to aware."""
    worker.entered, worker.tried = worker.model.month, 0
    charge(worker, PERSON_REACHED)
    move_on(worker, AWARE)


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
    charge(worker, PERSON_ORIENTED)
    if unit:
        charge(worker, EMPLOYEE_ORIENTED)
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
    return worker.luck(MEET) < worker.model.rules.meeting_chance(broken_chain, help_of(worker), worker.setting(RECIPROCITY))


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
        job = look_across(worker, view, worker.luck_again(BRIDGE_LOOK, turn))
        if job is None or job.sector == worker.job.sector:
            continue
        seat = (worker.luck_again(BRIDGE_SLOT, 2 * turn), worker.luck_again(BRIDGE_SLOT, 2 * turn + 1))
        unit = find_opening(worker, job, *seat)
        if unit is None:
            continue
        value = worth_across(worker, unit, job, visible, narrow)
        if value > best_value:
            best, best_value = unit, value
    return best


def look_across(worker: Worker, view: list[float], u: float) -> Job | None:
    """The job type a look falls on, by the same weights as any look, among those on the route if there is one."""
    bits = int(worker.model.terms.route_jobs[worker.scope])
    if bits == ANY_JOB:
        return look(worker, view, u)
    weights = [now - before for before, now in zip([0.0, *view], view, strict=False)]
    total = 0.0
    for row, weight in enumerate(weights):
        total += weight * (bits >> row & 1)
    rest = u * total
    for row, weight in enumerate(weights):
        if weight > 0.0 and bits >> row & 1:
            rest -= weight
            if rest < 0.0:
                return worker.model.jobs[row]
    return None


def worth_across(worker: Worker, unit: Unit, job: Job, visible: float, narrow: float) -> float:
    """What a job across the bridge is worth to someone, as they see it. Their taste for a place of work stays theirs."""
    p, rules = worker.model.p, worker.model.rules
    months, cosine = months_of_training(worker, job), worker.home_job.cosine[job.row]
    far = rules.perceived_distance(worker.skill_gap(job), cosine, visible, narrow)
    taste = luck_again(worker.model.lasting_keys[BRIDGE_TASTE], worker.number, unit.row)
    error = belief(worker, job.sector, worker.tried) + p.utility_taste * logistic(taste)
    own_bill = rules.agreed_part(rules.tuition(months), worker.setting(OWN_SHARE))
    offer = rules.offer_worth(
        worker.bonus, own_bill, worker.income, worker.strength(BOTTOM_RUNG), worker.setting(TRANSPARENT_TERMS),
        worker.setting(SECTOR_IMAGE),
    )  # fmt: skip
    return offer + rules.bridge_utility(
        worker.wage_at(unit), float(worker.wage), far, error, months, worker.age, income_share(worker, months),
        worker.risk_aversion, rules.guarded(worker.strength(NO_FIRST_MOVER), worker.setting(GUARANTEE_MONTHS)),
    )  # fmt: skip


def months_of_training(worker: Worker, job: Job) -> int:
    """Months of training someone needs for a job (B08), or the length of the programme's own course."""
    own_course = int(worker.model.terms.route_months[worker.scope])
    if own_course >= 0:
        return own_course
    return worker.model.rules.training_months(
        job.full, job.modular, worker.skill_gap(job), not worker.licensed_for(job), worker.strength(RIGID_TRAINING),
        worker.setting(EXEMPTIONS), worker.setting(LICENCE_STEPS),
    )  # fmt: skip


def bar(worker: Worker) -> float:
    """What a job across the bridge must be worth: more to someone who can simply stay."""
    p = worker.model.p
    return p.bridge_worth + p.stay_worth if worker.status == EMPLOYED else p.bridge_worth


def tries_out(worker: Worker) -> bool:
    """Whether someone just matched tries the job out this month: a first month for some, a second for an orientation job."""
    p, setting = worker.model.p, worker.setting
    if worker.stage_months != 1:
        return worker.stage_months == 2 and worker.tried == p.orientation_job_days
    worker.tried = worker.model.rules.days_of_tryout(
        worker.luck(TRYOUT), setting(ORIENTATION_JOB_SHARE), setting(TRYOUT_SHARE), setting(TRYOUT_DAYS), setting(HYBRID_SHARE),
        worker.status == EMPLOYED,
    )  # fmt: skip
    if worker.tried > 0:
        kinds = {p.orientation_job_days: ORIENTATION_JOB, p.hybrid_days: HYBRID_JOB}
        charge(worker, kinds.get(worker.tried, TRY_OUT))
    return worker.tried > 0


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
        move_on(worker, SELECTED)


def turn_back(worker: Worker, reason: int, barrier: int) -> None:
    """Refused: the refusal is kept, and someone keeps looking with the same coach."""
    worker.model.books.note(worker, STAGE, worker.target, worker.partner, reason=reason, barrier=barrier)
    worker.back_to_orientation()


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
    move_on(worker, IN_TRAINING)


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
    fund.balance -= model.books.pay_split(
        RISK_POOL, job.sector, INFLOW_EMPLOYERS, POOLED_RISK_ITEM, back, fund.balance, worker
    )
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
        move_on(worker, LANDED)
    elif worker.tenure >= 12:
        move_on(worker, RETAINED)
        worker.leave_bridge(COMPLETED)


TURNS = {
    NO_STAGE: hear, AWARE: enrol, ORIENTED: meet, MATCHED: be_selected, CONTRACTED: begin, IN_TRAINING: train,
    STARTED: land, LANDED: land,
}  # fmt: skip
