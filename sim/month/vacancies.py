"""Phase 6: employers open the positions they want to fill; the market's openings are counted."""

from typing import Any

import numpy as np

from sim.agents.employer import expected_leavers, openings
from sim.agents.worker import pull, skill_distance
from sim.jit import kernel, maker, part
from sim.rng import guess

RADIUS_CLASSES = 4
GUESSES = 128  # parts of luck with a guess of their own: two for each job type


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


@part
def places_left(w, u, reserved):
    """Positions unit u wants filled now, when so many are promised over the bridge."""
    units = w.units
    staying = int(units.headcount[u]) - int(units.leaving[u])
    leavers = expected_leavers(staying, float(units.dither[u]), w.p)
    return openings(int(units.target[u]), int(units.foreseen[u]), staying, leavers, reserved)


@part
def market_of(w, unit):
    """Row of the market (job type by region) a unit recruits in."""
    return int(w.units.job_type[unit]) * w.regions + int(w.units.region[unit])


@maker
def nearness(jobs, p):
    """float64[class, home job, job]: how much a job type draws someone by its distance, for each class of search radius."""
    count = jobs.sector.size
    near = np.empty((RADIUS_CLASSES, count, count))
    for c in range(RADIUS_CLASSES):
        radius = p.radius * (c + 1.0) / RADIUS_CLASSES
        for home in range(count):
            for job in range(count):
                near[c, home, job] = pull(skill_distance(jobs.gap[home, job], jobs.cosine[home, job], p), radius)
    return near


@maker
def look_weights(w):
    """Fill `looks`, float64[class, home job, job]: cumulative pull of job types on a look, for each class of search radius.

    A job type draws looks by its openings and less by its distance from one's own; one's own work draws more. Also fills
    `guesses`, int8[class, home job, part of luck], that point into it.
    """
    count = w.jobs.sector.size
    open_now, counts = np.zeros(count), np.zeros(GUESSES + 1, np.int32)
    for m in range(w.markets.size):
        open_now[m // w.regions] += w.markets.openings[m]
    for c in range(RADIUS_CLASSES):
        for home in range(count):
            total = 0.0
            for job in range(count):
                own = w.p.own_job_pull if job == home else 1.0
                total += open_now[job] * own * w.nearness[c, home, job]
                w.looks[c, home, job] = total
            guess(w.looks[c, home], counts, w.guesses[c, home])


@kernel
def mark_openings(w):
    """Fill `next_open`, int32[2, unit]: where a look that falls on a unit ends, on the ring of its market and of its job type.

    That is the unit itself or the next one round with an opening; -1 on a ring without any.
    """
    markets = w.markets
    for m in range(markets.size):
        mark_ring(w, 0, markets.unit_start[m], markets.unit_end[m])
        if m % w.regions == 0:
            mark_ring(w, 1, markets.unit_start[m], markets.unit_end[m + w.regions - 1])


@part
def mark_ring(w, ring, first, past):
    """Fill one ring: from behind, twice round, so that the last units know what lies past the end."""
    found = -1
    for lap in range(2):
        for u in range(past - 1, first - 1, -1):
            if w.units.openings[u] > 0:
                found = u
            if lap == 1:
                w.next_open[ring, u] = found


def vacancies(w: Any) -> None:
    """Run the phase."""
    commit(w)
    look_weights(w)
    mark_openings(w)
