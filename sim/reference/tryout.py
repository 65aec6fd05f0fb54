"""Trying a job out before choosing it, in the readable engine: in which way, for how many days, and how long that takes."""

from sim.agents.codes import (
    EMPLOYED,
    HYBRID_SHARE,
    ORIENTATION_JOB_SHARE,
    SURPLUS,
    TRIAL_PLACEMENT,
    TRIAL_PLACEMENT_AT_RISK,
    TRYOUT_DAYS,
    TRYOUT_SHARE,
    UNEMPLOYED_WW,
)
from sim.reference.agents import Worker
from sim.reference.charges import charge
from sim.rng import TRYOUT


def tries_out(worker: Worker) -> bool:
    """Whether someone just matched tries the job out this month: for as many months as its days take, from the first on."""
    rules = worker.model.rules
    if worker.stage_months == 1:
        way = way_of(worker)
        worker.tried = rules.days_of_tryout(way, worker.setting(TRYOUT_DAYS), trial_months(worker))
        # On benefit a trial placement is part of what UWV does today: no lever is charged for it.
        if worker.tried > 0 and (way != TRIAL_PLACEMENT or worker.status == SURPLUS):
            charge(worker, way)
    return bool(worker.stage_months <= rules.months_of_tryout(worker.tried))


def way_of(worker: Worker) -> int:
    """How someone tries out the job they are matched with: one draw picks one way, or none."""
    rules, setting = worker.model.rules, worker.setting
    on_ww, under_notice = worker.status == UNEMPLOYED_WW, worker.status == SURPLUS
    trial = rules.trial_share(on_ww, under_notice, setting(TRIAL_PLACEMENT_AT_RISK))
    shares = trial, setting(ORIENTATION_JOB_SHARE), setting(TRYOUT_SHARE), setting(HYBRID_SHARE)
    return int(rules.way_to_try_out(worker.luck(TRYOUT), *shares, worker.status == EMPLOYED))


def trial_months(worker: Worker) -> int:
    """Months that a trial placement would last: no longer than there is benefit, or notice, left."""
    left = worker.notice_left if worker.status == SURPLUS else worker.ww_left
    return int(worker.model.rules.trial_placement_months(left, False))
