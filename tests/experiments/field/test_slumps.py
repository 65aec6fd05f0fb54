"""Slumps: depth, recovery and loop are read as worked out by hand, and in the model unemployment rises and comes back."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.field import Episode, Size, slump
from experiments.field.estimate import means
from experiments.field.slumps import COUNTED, loop_area, measures, series_of, smoothed, struck_by, summary_of
from sim.reading import InputError
from sim.world import World

HALF_LIFE = 10


def toy(depth: float, months: int = 120) -> tuple[np.ndarray, np.ndarray]:
    """Unemployment jumps up at month 20, stays `depth` higher until month 40 and then halves every ten months; vacancies fall at
    month 10 and are back at month 40.
    """
    month = np.arange(months)
    up = np.where(month < 20, 0.0, np.where(month <= 40, depth, depth * 0.5 ** ((month - 40) / HALF_LIFE)))
    down = np.where((month >= 10) & (month < 40), -2.0, 0.0)
    return up, down


def test_an_episode_by_hand() -> None:
    """Ten percent goes from month 6 to 12, stays gone until month 30, and is back at month 42."""
    level = Episode().level(np.array([0, 6, 9, 12, 29, 30, 36, 42, 100]))
    assert level == pytest.approx([1, 1, 0.95, 0.9, 0.9, 0.9, 0.95, 1, 1])


def test_depth_and_recovery_of_a_toy() -> None:
    """The deepest month is the first whose neighbours are as deep, 21; half of the depth is gone when month 50 has passed, for a
    mean of three months on a falling curve lies a little above its middle: month 51, thirty months later.
    """
    found = measures(*toy(3.0))
    assert found["depth"] == pytest.approx(3.0) and found["depth-vacancies"] == pytest.approx(2.0)
    assert found["deepest-month"] == 21 and found["half-recovery"] == 30
    assert found["unemployment-left"] == pytest.approx(0.5**7.9, abs=0.001) and found["vacancies-left"] == 0.0
    assert found["loop-area"] == pytest.approx(1.0, abs=0.1)  # nearly the whole square: down, right, up, left


def test_no_slump_has_no_depth() -> None:
    assert all(np.isnan(value) for value in measures(np.zeros(24), np.zeros(24)).values())


def test_a_slump_that_does_not_recover_has_no_half_recovery() -> None:
    found = measures(np.linspace(0.0, 2.0, 30), np.linspace(0.0, -1.0, 30))
    assert np.isnan(found["half-recovery"]) and found["unemployment-left"] == pytest.approx(1.0)


def test_area_of_a_square_and_a_circle() -> None:
    square = np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0])
    assert loop_area(*square) == 1.0 and loop_area(square[0][::-1], square[1][::-1]) == -1.0
    angle = np.linspace(0.0, 2.0 * np.pi, 2_000, endpoint=False)
    assert loop_area(2.0 * np.cos(angle), 3.0 * np.sin(angle)) == pytest.approx(6.0 * np.pi, rel=1e-4)
    there_and_back = np.concatenate((np.arange(5.0), np.arange(5.0)[::-1]))
    assert loop_area(there_and_back, -2.0 * there_and_back) == pytest.approx(0.0)


def test_smoothing_keeps_a_level() -> None:
    assert smoothed(np.full(6, 2.0)) == pytest.approx(np.full(6, 2.0))
    assert smoothed(np.array([0.0, 3.0, 0.0])) == pytest.approx([1.5, 1.0, 1.5])


def frame(up: np.ndarray, down: np.ndarray) -> pd.DataFrame:
    parts = [pd.DataFrame({"month": np.arange(up.size), "outcome": name, "total": values, "arm": "difference", "n": 1.0})
             for name, values in (("unemployment", up), ("vacancies", down))]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def test_intervals_hold_a_known_depth() -> None:
    """Eight worlds whose depth is 3 on average and differs by 0.4: 95% of the intervals hold 3; the half-life is always found."""
    draw, rows = np.random.default_rng(7), []
    for repetition in range(150):
        for run in range(8):
            found = summary_of(frame(*toy(3.0 + 0.4 * draw.standard_normal(), 60)))
            rows.append(found.assign(run=run, repetition=repetition))
    found = means(pd.concat(rows, ignore_index=True))
    depth = found[found.measure == "depth"]
    assert 0.9 < ((depth.low <= 3.0) & (depth.high >= 3.0)).mean() < 0.99
    assert (found[found.measure == "half-recovery"].estimate == 30).all()


def test_what_did_not_happen_does_not_count() -> None:
    found = summary_of(frame(np.linspace(0.0, 2.0, 30), np.linspace(0.0, -1.0, 30))).set_index("measure")
    assert found.loc["half-recovery", "n"] == 0.0 and found.loc["depth", "n"] == 1.0


# ---- in the model ----


def test_only_demand_differs(burnt_in: World, difference: Any) -> None:
    struck = struck_by(burnt_in.copy(), Episode(fall=0.2), 100)
    assert difference(struck, burnt_in) == ""
    before, after = burnt_in.tables.paths, struck.tables.paths
    assert after.shape[1] == max(100, before.shape[1])
    jobs = burnt_in.tables.jobs.sector.size
    assert after[:jobs, 20] - before[:jobs, 20] == pytest.approx(np.log(0.8))
    assert after[:jobs, 60] - before[:jobs, 59] == pytest.approx(0.0)
    assert np.array_equal(after[jobs:, :50], before[jobs:, :50]), "a named employer's own path comes on top of that of its work"


def test_both_arms_are_one_until_employers_see_it_coming(burnt_in: World) -> None:
    found = series_of(burnt_in, Episode(fall=0.3, start=30, lasts=12), 12)
    gap = found[(found.arm == "difference") & (found.month < 12)]
    assert len(gap) == 12 * (2 + len(COUNTED)) and (gap.total == 0.0).all()


@pytest.mark.slow
def test_a_slump_in_the_model(own_cache: Any) -> None:
    found = slump(Size(20_000, 66, 3), episode=Episode(fall=0.15))
    summary, series = found.summary.set_index("measure"), found.series
    assert summary.loc["depth", "low"] > 1.0 and summary.loc["depth-vacancies", "low"] > 0.5
    assert 6 < summary.loc["deepest-month", "estimate"] < 36
    assert summary.loc["half-recovery", "n"] == 3
    assert summary.loc["unemployment-left", "estimate"] < 0.35
    assert summary.loc["loop-area", "estimate"] > 0.0
    at = series[series.arm == "difference"].set_index(["outcome", "month"]).estimate
    assert at["hired-from-work", 20] < 0.0 < at["dismissed", 12]


def test_a_slump_of_no_months_is_refused() -> None:
    with pytest.raises(InputError):
        slump(Size(1_000, 0, 1))


@pytest.mark.parametrize("wrong", [{"fall": 0.0}, {"fall": 1.0}, {"over": 0}, {"over": 30}, {"back_over": 0}, {"start": -1}])
def test_an_episode_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        Episode(**wrong)
    assert refused.value.both.nl != refused.value.both.en
