"""Phase 2: demand moves the positions employers want, now and as far ahead as they look."""

from typing import Any

from sim.agents.codes import LATE_RELEASE
from sim.agents.employer import lead_time, next_level, positions
from sim.jit import kernel, part
from sim.rng import FIRM_SHOCK, laplace, luck


@part
def path_at(paths, row, month):
    """Log demand (float64) of a path's row in a month; before month 0 a normal month, after the last as the last."""
    return paths[row, min(month, paths.shape[1] - 1)] if month >= 0 else 0.0


@kernel
def commit(w, now):
    """Move employers' own demand, and set the positions of every unit now and at the planning horizon."""
    p = w.p
    employers, units = w.employers, w.units
    for e in range(employers.size):
        shock = laplace(luck(now.keys[FIRM_SHOCK], e))
        employers.level[e] = next_level(float(employers.level[e]), shock, p)
    job_types = w.jobs.sector.size
    for u in range(units.size):
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


def demand(w: Any, now: Any) -> None:
    """Run the phase."""
    commit(w, now)
