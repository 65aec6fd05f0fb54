"""Screening with Morris' elementary effects: which free parameters move which summaries, and which move nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from calibration.fit.evaluate import Runner
from calibration.fit.space import FitError, Goals, Space, places, seeds

LEVELS = 4  # of Morris' grid
RESAMPLES = 200  # for intervals
SHARE = 0.95  # that an interval holds
LEAST = 0.5  # of a target's standard deviation: a parameter that moves no target further over its whole range is idle

Groups = Mapping[str, Sequence[str]]  # name of a group -> parameters in it


def morris(space: Space, runner: Runner, seed: int, trajectories: int = 20, groups: Groups | None = None) -> pd.DataFrame:
    """Elementary effects of each parameter, or of each group of them, on each summary.

    A line for each pair: mu_star, the mean absolute effect, in the summary's own unit, of a step as long as the whole range;
    mu_star_conf, half its 95% interval; mu and sigma, mean and spread of effects with their sign (nan for groups, whose members
    pull in different directions); trajectories that counted. All runs of a trajectory share one seed, so that chance
    does not pass for an effect; a trajectory with a missing value in a summary does not count for that summary.
    """
    from SALib.analyze.morris import analyze
    from SALib.sample.morris import sample

    problem = problem_of(space, groups)
    unit = sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    length = len(unit) // trajectories
    done = runner.run(space.values(unit), np.repeat(seeds(seed, "morris", trajectories), length), "morris")
    lines: list[dict[str, Any]] = []
    for place, (name, rows, counted) in enumerate(whole_blocks(runner.summaries, done.summaries, length)):
        found: Any = {"names": names_of(problem)}
        if counted >= 2:
            found |= analyze(
                problem, unit[rows], done.summaries[rows, place], num_resamples=RESAMPLES, conf_level=SHARE, num_levels=LEVELS,
                seed=seed,
            )  # fmt: skip
        lines += lines_of(name, found, ("mu_star", "mu_star_conf", "mu", "sigma"), trajectories=counted)
    return pd.DataFrame(lines)


def idle(effects: pd.DataFrame, goals: Goals, least: float = LEAST) -> list[str]:
    """Parameters (or groups) of `morris` that move no scored target: candidates to fix.

    The upper end of mu_star's interval stays below `least` standard deviations (band and discrepancy) of every scored summary
    that was measured; what was never measured moves nothing that can be seen.
    """
    tolerance = dict(zip(goals.names, np.where(goals.scored, goals.tolerance(), np.nan), strict=True))
    scored = effects[effects.summary.map(tolerance).notna()]
    reach = (scored.mu_star + scored.mu_star_conf) / scored.summary.map(tolerance)
    moves = set(scored.parameter[reach > least])
    return [name for name in dict.fromkeys(effects.parameter) if name not in moves]


def problem_of(space: Space, groups: Groups | None) -> dict[str, Any]:
    """The unit cube as SALib wants it. Raises FitError when the groups do not hold every parameter exactly once."""
    problem: dict[str, Any] = {"num_vars": space.size, "names": list(space.names), "bounds": [[0.0, 1.0]] * space.size}
    if groups:
        of = {name: group for group, members in groups.items() for name in members}
        places(space.names, list(of))
        if sorted(name for members in groups.values() for name in members) != sorted(space.names):
            raise FitError(
                "elke vrije parameter hoort in precies een groep",
                "every free parameter belongs in exactly one group",
            )
        problem["groups"] = [of[name] for name in space.names]
    return problem


def names_of(problem: dict[str, Any]) -> list[str]:
    """What an analysis tells of: the groups in SALib's order, that of their first parameter, or the parameters."""
    return list(dict.fromkeys(problem.get("groups", problem["names"])))


def whole_blocks(names: Sequence[str], summaries: np.ndarray, block: int) -> list[tuple[str, np.ndarray, int]]:
    """For each summary the rows (bool) of blocks without a missing value, and how many such blocks there are."""
    found = []
    for j, name in enumerate(names):
        there = np.isfinite(summaries[:, j]).reshape(-1, block).all(1)
        found.append((name, np.repeat(there, block), int(there.sum())))
    return found


def lines_of(name: str, found: Any, measures: Sequence[str], **more: int) -> list[dict[str, Any]]:
    """A line for each parameter or group; nan where nothing could be worked out."""
    empty = np.full(len(found["names"]), np.nan)
    columns = {measure: np.asarray(found.get(measure, empty), float) for measure in measures}
    return [
        {"summary": name, "parameter": parameter, **{measure: float(columns[measure][k]) for measure in measures}, **more}
        for k, parameter in enumerate(found["names"])
    ]
