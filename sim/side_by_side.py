"""Several packages beside each other in the same worlds: per run one burn-in, one today and each package, under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sim.pairs import settle
from sim.parallel import Progress, Tell, over_runs
from sim.policies.package import Package
from sim.runs import RunPlan, RunResult, advance, summary
from sim.views.groups import at_start
from sim.views.paths import Watch
from sim.warm import warm
from sim.world import World, burnt_in_world

Pair = tuple[RunResult, RunResult]  # today, package

OLDER = "older-lasting"  # a measure that only stands here: lasting crossings of people of 55 and over at the start, real people
OLDER_FROM = 55 * 12  # months of age


def run_side_by_side(
    plan: RunPlan, packages: Sequence[Package], progress: Progress | None = None,
    finished: Callable[[list[Pair]], None] | None = None,
) -> list[list[Pair]]:  # fmt: skip
    """The pairs of each package, in the order of the packages, then of the runs; the plan's own package is left out.

    All packages share the same today. Measures of the people in scope are missing, since today's world does not know whom each
    package has in view; all else is what `run_worlds` gives of each package alone. Pairs are thin, and have the measure OLDER.
    `finished` hears the pairs of a run (one for each package) as soon as it is done, in the caller's thread. Whatever it or
    `progress` raises ends the runs and passes on.
    """
    warm()

    def one(run: int, tell: Tell) -> list[Pair]:
        return _one_run(plan, packages, run, tell)

    found = over_runs(range(plan.runs), one, plan.threads, progress, finished)
    return [[pairs[k] for pairs in found] for k in range(len(packages))]


def _one_run(plan: RunPlan, packages: Sequence[Package], run: int, tell: Tell) -> list[Pair]:
    seed, share = plan.seed + run, 1.0 / (len(packages) + 2)
    start = burnt_in_world(plan.situation, plan.workers, seed, plan.assumed, progress=lambda x: tell(share * x))
    groups = at_start(start)
    results = []
    for k, package in enumerate((None, *packages)):
        before, watch = share * (k + 1), Watch()
        course = replace(plan, package=package)
        name = "today" if package is None else "package"
        history = advance(course, start.copy(), name, False, lambda x, b=before: tell(b + share * x), watch)  # type: ignore[misc]
        result = summary(course, run, name, seed, history, watch)
        result.measures[OLDER] = plan.weight * _lasting_of_older(start, result)
        results.append(result)
    # Settling lets go of what a result holds, so every pair has a today of its own to let go of.
    pairs = [(replace(results[0]), result) for result in results[1:]]
    for today, package_result in pairs:
        settle(today, package_result, groups, thin=True)
    return pairs


def _lasting_of_older(start: World, result: RunResult) -> float:
    """Lasting crossings of simulated people who were 55 or over at the start and are there to the end."""
    older = (start.tables.people.age >= OLDER_FROM) & (start.tables.people.generation == result.people["generation"])
    return float(np.sum(result.people["lasting"][older]))
