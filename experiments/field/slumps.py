"""A slump and its recovery: employers want fewer positions for a while, and then as many as before; beside the same world without.

What differs between the two worlds in a month is due to the slump, so depth and recovery need no trend or season taken out.
Employers look ahead as they always do in the model: they see the fall and the recovery coming by their planning horizon.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.field.estimate import means
from experiments.field.worlds import sums_over
from experiments.pairs import Size
from sim.month.books import FLOWS
from sim.reading import InputError
from sim.world import Course, History, World, rates

COUNTED = (
    "hired-from-work", "hired-from-unemployment", "hired-from-outside", "announced", "dismissed", "contracts-ended", "left-work",
)  # fmt: skip
SMOOTHED = 3  # months over which stocks are averaged before depth and recovery are read
MEASURES = ("depth", "depth-vacancies", "deepest-month", "half-recovery", "unemployment-left", "vacancies-left", "loop-area")


class Slump(NamedTuple):
    """`series` month by month, and `summary`: a row for each measure of the episode. Both with estimate, low, high, n, runs."""

    series: pd.DataFrame
    summary: pd.DataFrame


@dataclass(frozen=True)
class Episode:
    """The course of demand: the share of wanted positions that goes (`fall`), the month in which it begins to go, over how many
    months it goes, how many after the beginning the way back starts, and over how many it comes back.
    """

    fall: float = 0.10
    start: int = 6
    over: int = 6
    lasts: int = 24
    back_over: int = 12

    def __post_init__(self) -> None:
        if not 0.0 < self.fall < 1.0 or self.start < 0 or not 1 <= self.over <= self.lasts or self.back_over < 1:
            nl = "bij een inzinking gaat een deel tussen 0 en 1 van de banen weg, en de weg terug begint pas na de daling"
            raise InputError(
                nl, "in a slump a share between 0 and 1 of positions goes, and the way back begins only after the fall"
            )

    def level(self, months: np.ndarray) -> np.ndarray:
        """Wanted positions in these months as a multiple of those without the slump."""
        corners = np.cumsum((self.start, self.over, self.lasts - self.over, self.back_over))
        return np.asarray(1.0 - self.fall * np.interp(months, corners, (0.0, 1.0, 1.0, 0.0)))


def slump(size: Size, situation: str = "nederland-2025", episode: Episode | None = None) -> Slump:
    """Put an episode into `size.seeds` worlds of `size.months` months.

    series : outcome, arm (`slump`, `today`, `difference`), month, estimate, low, high, n (worlds), runs. Outcomes: unemployment
    (% of the labour force), vacancies (per 100 of the labour force) and the flows of the month (per 1,000 of the labour force).
    summary : measure, estimate, low, high, n, runs: `depth` (the most that unemployment is higher, percentage points) and its
    month, `depth-vacancies` (the most that vacancies are lower), `half-recovery` (months from the deepest one until half of the
    depth is gone; only worlds that come so far count), what is left of both at the end as a share of the depth, and `loop-area`:
    the area that the path of (unemployment, vacancies) runs round, both divided by their depth; more than 0 is anticlockwise, as
    Beveridge loops mostly run. Raises InputError for what cannot be.
    """
    course = episode or Episode()
    sums = sums_over(lambda world: series_of(world, course, size.months), size, situation, least_months=1)
    episodes = [summary_of(frame).assign(run=run) for run, frame in sums.groupby("run")]
    return Slump(means(sums), means(pd.concat(episodes, ignore_index=True)).reset_index(drop=True))


def series_of(world: World, episode: Episode, months: int) -> pd.DataFrame:
    """Outcomes of one world, which stays as it is, in both arms and their difference; n is 1 in each row."""
    arms = {
        "slump": outcomes(Course(struck_by(world.copy(), episode, months), keep=False).run(months)),
        "today": outcomes(Course(world.copy(), keep=False).run(months)),
    }  # fmt: skip
    arms["difference"] = arms["slump"] - arms["today"]
    parts = [
        frame.rename_axis("month").reset_index().melt("month", var_name="outcome", value_name="total") for frame in arms.values()
    ]
    return pd.concat([part.assign(arm=arm, n=1.0) for arm, part in zip(arms, parts, strict=True)], ignore_index=True)


def struck_by(world: World, episode: Episode, months: int) -> World:
    """The same world, in which demand for all work follows the episode; what employers wanted before month 0 stays."""
    paths = world.tables.paths
    longer = np.pad(paths, ((0, 0), (0, max(0, months - paths.shape[1]))), mode="edge")
    job_types = world.tables.jobs.sector.size  # a named employer has a row of its own, which comes on top of that of its work
    longer[:job_types] += np.log(episode.level(np.arange(longer.shape[1])))
    world.tables = world.tables.replace(paths=longer)
    return world


def outcomes(history: History) -> pd.DataFrame:
    """Unemployment, vacancies and flows, a row for each month."""
    rows = []
    for seen in history.observed:
        share, force = rates(seen)
        flows = seen.flows.sum(axis=0)
        row = {"unemployment": 100.0 * share, "vacancies": 100.0 * float(seen.vacancies.sum()) / force}
        rows.append(row | {name: 1000.0 * float(flows[FLOWS.index(name)]) / force for name in COUNTED})
    return pd.DataFrame(rows)


def summary_of(series: pd.DataFrame) -> pd.DataFrame:
    """The measures of one world's episode, as sums with n 1; n is 0 for what did not happen within its months."""
    gap = series[series.arm == "difference"].pivot(index="month", columns="outcome", values="total")
    values = measures(gap.unemployment.to_numpy(), gap.vacancies.to_numpy())
    known = {name: np.isfinite(value) for name, value in values.items()}
    rows = [{"measure": name, "n": float(known[name]), "total": value if known[name] else 0.0} for name, value in values.items()]
    return pd.DataFrame(rows)


def measures(unemployment: np.ndarray, vacancies: np.ndarray) -> dict[str, float]:
    """What `slump` reports of the differences in unemployment and vacancies by month (float64[months]); NaN where there is none."""
    u, v = smoothed(unemployment), smoothed(vacancies)
    depth, low, deepest = float(u.max()), float(-v.min()), int(u.argmax())
    if depth <= 0.0 or low <= 0.0:
        return dict.fromkeys(MEASURES, float("nan"))
    half = np.flatnonzero(u[deepest:] <= depth / 2.0)
    found = (
        depth, low, float(deepest), float(half[0]) if half.size else float("nan"), float(u[-1] / depth), float(-v[-1] / low),
        loop_area(u / depth, v / low),
    )  # fmt: skip
    return dict(zip(MEASURES, found, strict=True))


def smoothed(values: np.ndarray) -> np.ndarray:
    """float64[months]: the mean of each month and its neighbours; at the ends of those there are."""
    kernel = np.ones(SMOOTHED)
    return np.convolve(values, kernel, "same") / np.convolve(np.ones(values.size), kernel, "same")


def loop_area(x: np.ndarray, y: np.ndarray) -> float:
    """The signed area within a path of points, closed by a straight line from the last to the first; more than 0: anticlockwise."""
    return float(0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
