"""Phase 6: employers open the positions they want to fill; the market's openings are counted."""

from typing import Any

import numpy as np

from sim.agents.employer import expected_leavers, openings
from sim.agents.worker import pull, skill_distance
from sim.jit import kernel, maker

RADIUS_CLASSES = 4


@kernel
def commit(w):
    """Open the positions of every unit and count the openings of every market."""
    p = w.p
    units, markets = w.units, w.markets
    markets.openings[:] = 0
    for u in range(units.size):
        units.openings[u] = places_left(w, u, int(units.reserved[u]))
        markets.openings[market_of(w, u)] += units.openings[u]
    for m in range(markets.size):
        if markets.positions[m] > 0.0:
            tight = markets.openings[m] / markets.positions[m]
            markets.tightness[m] += (tight - markets.tightness[m]) * p.tightness_memory


@kernel
def places_left(w, u, reserved):
    """Positions unit u wants filled now, when so many are promised over the bridge."""
    units = w.units
    staying = int(units.headcount[u]) - int(units.leaving[u])
    leavers = expected_leavers(staying, float(units.dither[u]), w.p)
    return openings(int(units.target[u]), int(units.foreseen[u]), staying, leavers, reserved)


@kernel
def market_of(w, unit):
    """Row of the market (job type by region) a unit recruits in."""
    return int(w.units.job_type[unit]) * w.regions + int(w.units.region[unit])


@maker
def look_weights(w):
    """Fill `looks`, float64[class, home job, job]: cumulative pull of job types on a look, for each class of search radius.

    A job type draws looks by its openings and less by its distance from one's own; one's own work draws more.
    """
    p = w.p
    jobs, markets = w.jobs, w.markets
    count = jobs.sector.size
    open_now = np.zeros(count)
    for m in range(markets.size):
        open_now[m // w.regions] += markets.openings[m]
    for c in range(RADIUS_CLASSES):
        radius = p.radius * (c + 1.0) / RADIUS_CLASSES
        for home in range(count):
            total = 0.0
            for job in range(count):
                distance = skill_distance(jobs.gap[home, job], jobs.cosine[home, job], p)
                own = p.own_job_pull if job == home else 1.0
                total += open_now[job] * own * pull(distance, radius)
                w.looks[c, home, job] = total


def vacancies(w: Any) -> None:
    """Run the phase."""
    commit(w)
    look_weights(w)
