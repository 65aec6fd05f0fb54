"""Weights, points and places, worked out by hand on three packages, two outcomes that move, and four pairs."""

import numpy as np
import pytest

from sim.ranking import OUTCOMES, points, ranking

pytestmark = pytest.mark.small
CROSSINGS, COST = "lasting-crossings", "public-cost"


def change(**by_outcome: list[list[float]]) -> np.ndarray:
    """float64[package, outcome, pair]; outcomes that are not given do not change."""
    sizes = np.array(next(iter(by_outcome.values()))).shape
    made = np.zeros((sizes[0], len(OUTCOMES), sizes[1]))
    for name, values in by_outcome.items():
        made[:, list(OUTCOMES).index(name.replace("_", "-"))] = values
    return made


def place(name: str) -> int:
    return list(OUTCOMES).index(name)


def test_a_hundred_points_is_as_far_as_an_80_percent_band_reaches_and_more_spending_is_worse():
    point = points(change(lasting_crossings=[[50.0] * 4, [-100.0] * 4], public_cost=[[8.0] * 4, [2.0] * 4]))
    assert point[:, place(CROSSINGS), 0].tolist() == [50, -100]
    assert point[:, place(COST), 0].tolist() == [-100, -25]


def test_an_outcome_that_never_changes_and_one_without_a_value_give_no_points():
    made = change(lasting_crossings=[[1.0, np.nan], [2.0, 2.0]])
    point = points(made)
    assert np.isfinite(point).all()
    assert point[0, place(CROSSINGS), 1] == 0
    assert not point[:, place(COST)].any()


def test_weights_add_up_to_one_and_the_parts_to_the_sum():
    point = points(change(lasting_crossings=[[50.0] * 4, [-100.0] * 4], public_cost=[[8.0] * 4, [2.0] * 4]))
    found = ranking(point, {CROSSINGS: 3, COST: 1})
    assert found.weights[CROSSINGS] == 0.75 and sum(found.weights.values()) == 1
    assert found.parts[:, place(CROSSINGS)].tolist() == [37.5, -75]
    assert found.parts[:, place(COST)].tolist() == [-25, -6.25]
    assert found.total.tolist() == [12.5, -81.25]
    assert found.places.tolist() == [1, 3, 2]  # the last one is today: better than the second package


def test_no_weight_at_all_counts_as_all_equal_and_a_weight_below_zero_as_none():
    point = points(change(lasting_crossings=[[1.0, 1.0]]))
    assert set(ranking(point, {}).weights.values()) == {1 / len(OUTCOMES)}
    assert ranking(point, {CROSSINGS: -5, COST: 1}).weights[CROSSINGS] == 0


def test_the_order_turns_with_the_weights():
    point = points(change(lasting_crossings=[[10.0] * 4, [5.0] * 4], public_cost=[[10.0] * 4, [1.0] * 4]))
    assert ranking(point, {CROSSINGS: 1}).places.tolist() == [1, 2, 3]
    assert ranking(point, {COST: 1}).places.tolist() == [3, 2, 1]


def test_how_sure_is_the_share_of_pairs_and_equals_share_a_pair():
    point = points(change(lasting_crossings=[[2.0, 2.0, -1.0, 1.0], [1.0, 3.0, -2.0, 1.0]]))
    # Pair by pair the best is: the first, the second, today (both are worse), the first and the second together.
    assert ranking(point, {CROSSINGS: 1}).first.tolist() == [0.375, 0.375, 0.25]
