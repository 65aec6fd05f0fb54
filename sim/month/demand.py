"""Phase 2: demand moves the positions employers want, now and as far ahead as they look."""

from typing import Any

from sim.agents.codes import LATE_RELEASE
from sim.agents.employer import lead_time, next_level, positions
from sim.jit import kernel, part
from sim.month.now import Hands
from sim.rng import FIRM_SHOCK, laplace, luck


@part
def path_at(paths, row, month):
    """Log demand (float64) of a path's row in a month; before month 0 a normal month, after the last as the last."""
    return paths[row, min(month, paths.shape[1] - 1)] if month >= 0 else 0.0


@kernel
def move(first, past, w, now):
    """Move the own demand of a part of the employers."""
    employers = w.employers
    for e in range(first, past):
        shock = laplace(luck(now.keys[FIRM_SHOCK], e))
        employers.level[e] = next_level(float(employers.level[e]), shock, w.p)


@kernel
def decide(first, past, w, now):
    """Set the positions of a part of the units, now and at the planning horizon."""
    p, employers, units = w.p, w.employers, w.units
    job_types = w.jobs.sector.size
    for u in range(first, past):
        e = units.employer[u]
        level = float(employers.level[e])
        ahead = now.month + lead_time(now.strength[employers.scope[e], LATE_RELEASE - 1], p)
        if now.month < 0:
            ahead = now.month
        path = path_at(w.paths, int(units.job_type[u]), now.month)
        path_ahead = path_at(w.paths, int(units.job_type[u]), ahead)
        named = int(employers.named[e])
        if named >= 0:
            path += path_at(w.paths, job_types + named, now.month)
            path_ahead += path_at(w.paths, job_types + named, ahead)
        normal, dither = float(units.normal[u]), float(units.dither[u])
        units.target[u] = positions(normal, level, path, dither, p)
        units.foreseen[u] = positions(normal, level, path_ahead, dither, p)


def demand(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    hands.each(w.employers.size, move, w, now)
    hands.each(w.units.size, decide, w, now)
