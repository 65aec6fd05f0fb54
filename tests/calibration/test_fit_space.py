"""Ranges and bands mean what they say."""

import numpy as np
import pytest

from calibration.fit.space import FitError, Goals, Space, seeds


def space() -> Space:
    return Space(("plain", "log"), np.array([0.008, 1.0]), np.array([0.023, 100.0]), np.array([False, True]))


def test_the_middle_is_the_mean_of_a_range_and_the_geometric_mean_of_a_logarithmic_one() -> None:
    assert space().values(np.array([[0.5, 0.5]])).tolist() == [[0.0155, 10.0]]


def test_ends_are_hit_exactly_and_never_passed() -> None:
    assert space().values(np.array([[0.0, 0.0], [1.0, 1.0]])).tolist() == [[0.008, 1.0], [0.023, 100.0]]


def test_there_and_back() -> None:
    unit = np.random.default_rng(1).random((50, 2))
    np.testing.assert_allclose(space().unit(space().values(unit)), unit, atol=1e-5)


@pytest.mark.parametrize(("low", "high", "log"), [(2.0, 1.0, False), (1.0, 1.0, False), (0.0, 1.0, True)])
def test_an_impossible_range_is_named(low: float, high: float, log: bool) -> None:
    with pytest.raises(FitError, match="range of 'a'"):
        Space(("a",), np.array([low]), np.array([high]), np.array([log]))


def goals(low: float = 8.0, weight: float = 1.0, discrepancy: float = 0.0) -> Goals:
    """A lopsided band: 2 under, 4 over."""
    one = np.ones(1)
    return Goals(("s",), low * one, 10 * one, 14 * one, weight * one, discrepancy * one)


def test_each_side_of_a_band_has_its_own_spread() -> None:
    # 90% of a normal lies within 1.645 standard deviations.
    assert goals().spread(np.array([True]), np.array([0]))[0] == pytest.approx(2 / 1.645)
    assert goals().spread(np.array([False]), np.array([0]))[0] == pytest.approx(4 / 1.645)


def test_tolerance_adds_the_discrepancy() -> None:
    assert goals(discrepancy=3.0).tolerance()[0] == pytest.approx(np.sqrt((6 / 3.29) ** 2 + 9))


def test_around_another_value_the_widths_stay_and_what_is_missing_is_not_scored() -> None:
    moved = goals().around(np.array([100.0]))
    assert (moved.low[0], moved.central[0], moved.high[0], moved.weight[0]) == (98, 100, 104, 1)
    assert not goals().around(np.array([np.nan])).scored.any()


@pytest.mark.parametrize(
    "wrong", [{"low": 11.0}, {"weight": 1.5}, {"weight": -0.1}, {"discrepancy": -1.0}, {"discrepancy": np.nan}]
)
def test_an_impossible_goal_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(FitError):
        goals(**wrong)


def test_seeds_differ_by_purpose_and_do_not_change_when_more_are_asked() -> None:
    assert seeds(1, "wave 1", 100).tolist()[:10] == seeds(1, "wave 1", 10).tolist()
    assert not set(seeds(1, "wave 1", 100).tolist()) & set(seeds(1, "truth", 100).tolist())
    assert not set(seeds(1, "wave 1", 100).tolist()) & set(seeds(2, "wave 1", 100).tolist())
