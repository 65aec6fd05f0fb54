"""Means and differences with intervals. Worlds are the clusters: within one world people share luck and market.

Every design boils down to a frame of *sums*: one row for each world (`run`) and cell, with `n` (people, or their weight) and
`total` (sum of the outcome over them); all other columns name the cell. An estimate is a ratio of sums over worlds, and its
standard error the linearised one of a ratio of cluster totals (Cochran, Sampling Techniques, 1977, on ratio estimators; from
memory), with Student's t at worlds less one. So worlds may hold different numbers of people, and none in a cell. With one world
there is no interval: low and high are NaN.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t as student

LEVEL = 0.95  # share of repetitions in which an interval should hold the truth
RESULT = ["estimate", "low", "high", "n", "runs"]


def means(sums: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """The mean of each cell over all worlds, with its interval; n counts people over all worlds."""
    n, total = _by_run(sums)
    mean, part = _ratio(n, total)
    return _table(mean, part, n, level)


def differences(sums: pd.DataFrame, arm: str, against: str, level: float = LEVEL) -> pd.DataFrame:
    """The mean of one arm less that of another (values of the column `arm`) in each cell; n counts those of the first."""
    first, second = (sums[sums.arm == name].drop(columns="arm") for name in (arm, against))
    (n, total), (other_n, other_total) = _by_run(first), _by_run(second)
    shared = n.index.intersection(other_n.index)
    runs = n.columns.union(other_n.columns)
    n, total, other_n, other_total = (
        frame.reindex(index=shared, columns=runs, fill_value=0.0) for frame in (n, total, other_n, other_total)
    )
    (mean, part), (other_mean, other_part) = _ratio(n, total), _ratio(other_n, other_total)
    both = n.where(other_n > 0, 0.0)
    found = _table(mean - other_mean, part - other_part, both, level)
    return found.assign(n=n.sum(axis=1).to_numpy())


def _by_run(sums: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(n, total): a row for each cell, a column for each world; 0 where a world has nobody in the cell."""
    cell = [name for name in sums.columns if name not in ("run", "n", "total")]
    wide = sums.assign(cell="").groupby([*cell, "cell", "run"], sort=False)[["n", "total"]].sum().unstack("run", fill_value=0.0)
    return pd.DataFrame(wide["n"]), pd.DataFrame(wide["total"])


def _ratio(n: pd.DataFrame, total: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """(mean of each cell, what each world contributes to its error)."""
    people = n.sum(axis=1).replace(0.0, np.nan)
    mean = total.sum(axis=1) / people
    return mean, (total - n.mul(mean, axis=0)).div(people, axis=0)


def _table(estimate: pd.Series, part: pd.DataFrame, n: pd.DataFrame, level: float) -> pd.DataFrame:
    runs = (n > 0).sum(axis=1)
    spare = (runs - 1).where(runs > 1)
    error = np.sqrt(runs / spare * (part**2).sum(axis=1))
    half = student.ppf((1.0 + level) / 2.0, spare) * error
    found = pd.DataFrame({"estimate": estimate, "low": estimate - half, "high": estimate + half, "n": n.sum(axis=1), "runs": runs})
    return found.reset_index().drop(columns="cell")


def tally(
    values: np.ndarray, groups: Mapping[str, np.ndarray], months: Sequence[int] | np.ndarray, weight: np.ndarray | None = None,
    **cell: Any,
) -> pd.DataFrame:  # fmt: skip
    """The sums of one outcome of one world, by group and month.

    values : float64 (months, people); NaN for who does not count that month. groups : for each name a mask, bool[people].
    months : what to call the rows of `values`. weight : float64[people], 1 when not given. cell : further columns, the same
    in each row, such as run, outcome and arm.
    """
    counted = np.isfinite(values)
    known = np.where(counted, values, 0.0)
    weight = np.ones(values.shape[1]) if weight is None else weight.astype(np.float64)
    parts = []
    for name, mask in groups.items():
        ours = weight * mask
        parts.append(pd.DataFrame({"group": name, "month": months, "n": counted @ ours, "total": known @ ours}))
    return pd.concat(parts, ignore_index=True).assign(**cell)


def weights_like(cell: np.ndarray, treated: np.ndarray, control: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(float64, float64) by person: weights of the treated and of the controls, so that both lie alike over the cells.

    cell : int64 by person. treated, control : masks. A treated person without a control in their cell weighs 0, any other 1; the
    controls of a cell share the weight of its treated equally. This is exact matching with all controls.
    """
    _, place = np.unique(cell, return_inverse=True)
    size = int(place.max(initial=-1)) + 1
    cases, controls = (np.bincount(place[mask], minlength=size).astype(np.float64) for mask in (treated, control))
    share = np.divide(cases, controls, out=np.zeros(size), where=controls > 0)
    return 1.0 * (treated & (controls[place] > 0)), control * share[place]
