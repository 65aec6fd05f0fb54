"""Trying a job out before choosing it: in which way, for how many days, and how long that takes on the bridge."""

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
)  # fmt: skip
from sim.agents.crossing import days_of_tryout, months_of_tryout, trial_share, way_to_try_out
from sim.agents.state import trial_placement_months
from sim.jit import part
from sim.month.charges import charge
from sim.rng import TRYOUT, luck


@part
def tries_out(w, now, i):
    """Whether person i, just matched, tries the job out this month: for as many months as its days take, from the first on."""
    p, bridge = w.p, w.bridge
    if bridge.stage_months[i] == 1:
        way = way_of(w, now, i)
        bridge.tried[i] = days_of_tryout(way, now.setting[w.people.scope[i], TRYOUT_DAYS], trial_months(w, i), p)
        # On benefit a trial placement is part of what UWV does today: no lever is charged for it.
        if bridge.tried[i] > 0 and (way != TRIAL_PLACEMENT or w.people.status[i] == SURPLUS):
            charge(w, now, i, way)
    return bridge.stage_months[i] <= months_of_tryout(int(bridge.tried[i]), p)


@part
def way_of(w, now, i):
    """How person i tries out the job they are matched with (code of its occasion, NO_TRYOUT for not at all)."""
    status, setting = w.people.status[i], now.setting[w.people.scope[i]]
    trial = trial_share(status == UNEMPLOYED_WW, status == SURPLUS, setting[TRIAL_PLACEMENT_AT_RISK], w.p)
    return way_to_try_out(
        luck(now.keys[TRYOUT], i), trial, setting[ORIENTATION_JOB_SHARE], setting[TRYOUT_SHARE], setting[HYBRID_SHARE],
        status == EMPLOYED,
    )  # fmt: skip


@part
def trial_months(w, i):
    """Months that a trial placement of person i would last: no longer than they have benefit, or notice, left."""
    people = w.people
    left = people.notice_left[i] if people.status[i] == SURPLUS else people.ww_left[i]
    return trial_placement_months(int(left), False, w.p)
