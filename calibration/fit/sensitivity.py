"""What drives an outcome: Sobol' indices over parameters or groups of them, on anything that a simulator returns.

An outcome may be a level or the effect of a package: give the runner a simulator that returns it. Screen first with
`screen.morris`, which costs a tenth, and keep Sobol' for what it leaves.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from calibration.fit.evaluate import Runner
from calibration.fit.screen import RESAMPLES, SHARE, Groups, lines_of, names_of, problem_of, whole_blocks
from calibration.fit.space import Space, generator, seeds


def sobol(space: Space, runner: Runner, seed: int, power: int = 8, groups: Groups | None = None) -> pd.DataFrame:
    """Shares of the variance of each outcome over the space, from 2**power base points of (2 + parameters or groups) runs each.

    A line for each outcome and parameter (or group): S1, by it alone; ST, by it and all it interacts with; S1_conf and ST_conf,
    half their 95% bootstrap intervals; variance of the outcome; base points that counted. All runs of a base point share one
    seed; a base point with a missing value does not count. An outcome that does not vary has nan.
    """
    from SALib.analyze.sobol import analyze

    problem = problem_of(space, groups)
    unit = _points(problem, 2**power, seed)
    block = len(unit) // 2**power
    done = runner.run(space.values(unit), np.repeat(seeds(seed, "sobol", 2**power), block), "sobol")
    lines: list[dict[str, Any]] = []
    for place, (name, rows, counted) in enumerate(whole_blocks(runner.summaries, done.summaries, block)):
        outcome = done.summaries[rows, place]
        found: Any = {"names": names_of(problem)}
        if counted >= 2 and np.ptp(outcome) > 0:
            found |= analyze(problem, outcome, calc_second_order=False, num_resamples=RESAMPLES, conf_level=SHARE, seed=seed)
        variance = float(outcome.var()) if counted else np.nan
        for line in lines_of(name, found, ("S1", "S1_conf", "ST", "ST_conf")):
            lines.append(line | {"variance": variance, "base_points": counted})
    return pd.DataFrame(lines)


def _points(problem: dict[str, Any], base: int, seed: int) -> np.ndarray:
    """Saltelli's design, float64 (base * (2 + groups), k) in the unit cube: each base point, it with one group at a time taken from
    a second one, and the second one.

    The points are of a Sobol' sequence. With fewer points than the sequence has dimensions, 2k, these are not spread evenly over
    pairs of dimensions, and the two values of a parameter may nearly follow from one another, which no bootstrap shows; then they
    are independent draws, of which the first do not change when there are more.
    """
    from SALib.sample.sobol import sample

    k = problem["num_vars"]
    if base >= 2 * k:
        return np.asarray(sample(problem, base, calc_second_order=False, seed=seed))
    drawn = generator(seed, "saltelli").random((base, 2 * k))
    first, second = drawn[:, :k], drawn[:, k:]
    of = np.array(problem.get("groups", problem["names"]))
    mixed = [np.where(of == name, second, first) for name in names_of(problem)]
    return np.stack([first, *mixed, second], axis=1).reshape(-1, k)
