"""Intervals hold the truth as often as they say, on data whose truth is known; sums and weights are as worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from experiments.field.estimate import differences, means, tally, weights_like

REPETITIONS, WORLDS = 2_000, 8


def toy(effect: float, seed: int) -> pd.DataFrame:
    """Many repetitions (column `cell`) of an experiment in eight worlds of unequal size: worlds differ, and so do people.

    People without the lever have an outcome of 2 on average, plus what their world adds; with it `effect` more.
    """
    draw = np.random.default_rng(seed)
    rows = []
    for run in range(WORLDS):
        n = 50.0 + 25.0 * run
        world = 2.0 + 0.5 * draw.standard_normal(REPETITIONS)
        for arm, more in (("with", effect), ("without", 0.0)):
            mean = world + more + draw.standard_normal(REPETITIONS) / np.sqrt(n)
            rows.append(pd.DataFrame({"repetition": np.arange(REPETITIONS), "run": run, "arm": arm, "n": n, "total": n * mean}))
    return pd.concat(rows, ignore_index=True)


def test_mean_of_two_worlds_by_hand() -> None:
    """Two people with 2 in all and two with 4: the mean is 1.5. Each world is off by (2 - 3) / 4 and (4 - 3) / 4 of it, so the
    standard error is the root of 2 / 1 * (1/16 + 1/16) = 0.5, and t at one degree of freedom is 12.706.
    """
    found = means(pd.DataFrame({"run": [0, 1], "n": [2.0, 2.0], "total": [2.0, 4.0]})).iloc[0]
    assert found.estimate == 1.5 and found.n == 4 and found.runs == 2
    assert found.high - found.estimate == pytest.approx(0.5 * 12.7062, abs=1e-4)
    assert found.estimate - found.low == pytest.approx(0.5 * 12.7062, abs=1e-4)


def test_larger_worlds_count_for_more() -> None:
    found = means(pd.DataFrame({"run": [0, 1], "n": [1.0, 3.0], "total": [1.0, 0.0]})).iloc[0]
    assert found.estimate == 0.25


def test_one_world_has_no_interval() -> None:
    found = means(pd.DataFrame({"run": [0], "n": [4.0], "total": [2.0]})).iloc[0]
    assert found.estimate == 0.5 and np.isnan(found.low) and np.isnan(found.high)


def test_a_world_without_anyone_in_a_cell_does_not_count() -> None:
    sums = pd.DataFrame({"run": [0, 1, 2], "n": [2.0, 2.0, 0.0], "total": [2.0, 4.0, 0.0]})
    assert means(sums).iloc[0].to_dict() == pytest.approx(means(sums[:2]).iloc[0].to_dict())


def test_cells_keep_apart() -> None:
    sums = pd.DataFrame({"group": ["a", "b"], "run": [0, 0], "n": [1.0, 1.0], "total": [1.0, 5.0]})
    assert dict(zip(means(sums).group, means(sums).estimate, strict=True)) == {"a": 1.0, "b": 5.0}


def test_intervals_of_a_mean_hold_the_truth_as_often_as_they_say() -> None:
    sums = toy(0.0, 1)
    found = means(sums[sums.arm == "without"].drop(columns="arm"))
    assert len(found) == REPETITIONS
    assert 0.92 < ((found.low <= 2.0) & (found.high >= 2.0)).mean() < 0.98
    narrow = means(sums[sums.arm == "without"].drop(columns="arm"), level=0.8)
    assert 0.76 < ((narrow.low <= 2.0) & (narrow.high >= 2.0)).mean() < 0.84


def test_intervals_of_a_difference_hold_the_truth_as_often_as_they_say() -> None:
    """What a world adds to both of its arms falls out of their difference: the interval is far narrower than that of a mean."""
    sums = toy(0.3, 2)
    found = differences(sums, "with", "without")
    assert found.estimate.mean() == pytest.approx(0.3, abs=0.01)
    assert 0.92 < ((found.low <= 0.3) & (found.high >= 0.3)).mean() < 0.98
    wide = means(sums[sums.arm == "with"].drop(columns="arm"))
    assert (found.high - found.low).mean() < 0.6 * (wide.high - wide.low).mean()


def test_no_effect_is_found_where_there_is_none() -> None:
    found = differences(toy(0.0, 3), "with", "without")
    seen = (found.low > 0.0) | (found.high < 0.0)
    assert 0.02 < seen.mean() < 0.08


def test_tally_by_hand() -> None:
    """Three people, two months; the third is not known in the second month."""
    values = np.array([[1.0, 0.0, 1.0], [1.0, 1.0, np.nan]])
    groups = {"all": np.array([True, True, True]), "last": np.array([False, False, True])}
    found = tally(values, groups, [0, 1], np.array([1.0, 2.0, 3.0]), outcome="employment", run=7)
    assert found[["group", "month", "n", "total"]].to_numpy().tolist() == [
        ["all", 0, 6.0, 4.0], ["all", 1, 3.0, 3.0], ["last", 0, 3.0, 3.0], ["last", 1, 0.0, 0.0],
    ]  # fmt: skip
    assert set(found.outcome) == {"employment"} and set(found.run) == {7}


def test_weights_lay_controls_over_the_cells_as_the_treated_lie() -> None:
    """Cell 1 has two treated and one control, cell 2 one and two, cell 3 a treated one alone, cell 4 a control alone."""
    cell = np.array([1, 1, 1, 2, 2, 2, 3, 4])
    treated = np.array([True, True, False, True, False, False, True, False])
    case, control = weights_like(cell, treated, ~treated)
    assert case.tolist() == [1, 1, 0, 1, 0, 0, 0, 0]
    assert control.tolist() == [0, 0, 2, 0, 0.5, 0.5, 0, 0]
