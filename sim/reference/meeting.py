"""The bridge of the readable engine: which job across it, if any, is worth more to someone than what they have."""

from sim.agents.codes import (
    BOTTOM_RUNG,
    BROKEN_CHAIN,
    CV_SELF_IMAGE,
    EMPLOYED,
    EXEMPTIONS,
    GUARANTEE_MONTHS,
    LICENCE_STEPS,
    NO_BARRIER,
    NO_FIRST_MOVER,
    OWN_SHARE,
    RECIPROCITY,
    RIGID_TRAINING,
    SECTOR_IMAGE,
    TRANSPARENT_TERMS,
)
from sim.policies.terms import ANY_JOB
from sim.reference.agents import Worker
from sim.reference.contract import income_share
from sim.reference.life import belief
from sim.reference.places import Job, Unit
from sim.reference.search import field_of_view, find_opening, help_of, look, visible_share
from sim.rng import BRIDGE_LOOK, BRIDGE_SLOT, BRIDGE_TASTE, MEET, logistic, luck_again


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
