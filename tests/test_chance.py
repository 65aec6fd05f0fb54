"""Intervals of groups: worked out by hand or taken from tables of the binomial distribution."""

import numpy as np
import pytest

from sim.chance import interval, share_between, spread_of_worlds

pytestmark = pytest.mark.small


def test_worlds_that_agree_have_no_spread():
    assert spread_of_worlds([5, 5, 5, 5], [10, 10, 10, 10]) == 0.0


def test_worlds_of_all_or_nothing_are_one_person_each():
    assert spread_of_worlds([10, 0, 10, 0], [10, 10, 10, 10]) == 1.0


@pytest.mark.parametrize(("counted", "of"), [([], []), ([3], [7]), ([0, 0], [5, 5]), ([1, 0, 0], [1, 1, 1]), ([4, 0], [9, 0])])
def test_too_little_to_tell_is_no_spread(counted, of):
    assert spread_of_worlds(counted, of) == 0.0


def test_spread_worked_out_by_hand():
    """Two worlds of 10 with 2 and 8: p = 0.5, found = 2 x 10 x 0.09 / 0.25 = 7.2, usual = (20 - 200 / 20) / 1 = 10."""
    assert spread_of_worlds([2, 8], [10, 10]) == pytest.approx((7.2 - 1) / (10 - 1))


def test_without_spread_it_is_the_binomial():
    """25 people at 0.5: P(X <= 7) = 0.0216, P(X <= 8) = 0.0539, P(X <= 16) = 0.9461, P(X <= 17) = 0.9784."""
    assert interval([500] * 200, [1000] * 200, 25) == (8 / 25, 17 / 25)


def test_a_larger_group_lies_closer():
    wide, narrow = (interval([500] * 200, [1000] * 200, size) for size in (10, 1000))
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]


def test_few_simulated_people_widen_it():
    sure, unsure = interval([5000], [10_000], 400), interval([5], [10], 400)
    assert unsure[0] < sure[0] < sure[1] < unsure[1]


def test_worlds_that_differ_widen_it():
    alike, apart = interval([50] * 8, [100] * 8, 400), interval([20, 80] * 4, [100] * 8, 400)
    assert apart[0] < alike[0] < alike[1] < apart[1]


def test_it_stays_between_nothing_and_all():
    assert interval([0], [200], 5) == (0.0, 0.0)
    low, high = interval([200], [200], 5)
    assert 0.8 <= low <= high == 1.0


@pytest.mark.parametrize(("of", "size"), [([0, 0], 5), ([10, 10], 0)])
def test_nobody_is_an_error(of, size):
    with pytest.raises(ValueError, match="nobody"):
        interval([0, 0], of, size)


def test_variance_between_groups_by_hand() -> None:
    """Means 1 and 5, each a pair one apart from its mean: between 16, within 2, so (16 - 2) / 2 = 7 of 7 + 2."""
    assert share_between(np.array([0.0, 2, 4, 6]), [0, 0, 1, 1]) == pytest.approx(7 / 9)
    assert share_between(np.array([0.0, 6, 2, 4]), [0, 0, 1, 1]) == 0  # equal means
    assert share_between(np.array([1.0, 1, 5, 5]), [3, 3, 9, 9]) == 1  # no chance at all


def test_groups_of_one_cannot_be_told_from_chance() -> None:
    assert np.isnan(share_between(np.array([1.0, 2, 3]), [0, 1, 2]))
    assert np.isnan(share_between(np.array([1.0, 2, 3]), [0, 0, 0]))


def test_a_known_part_is_found_in_unequal_groups() -> None:
    """Groups of one to four, standard deviation 2 between them and 1 within: four fifths lies between."""
    luck = np.random.default_rng(5)
    groups = np.repeat(np.arange(4_000), 1 + np.arange(4_000) % 4)
    values = 2.0 * luck.standard_normal(4_000)[groups] + luck.standard_normal(groups.size)
    assert share_between(values, groups.tolist()) == pytest.approx(0.8, abs=0.02)
