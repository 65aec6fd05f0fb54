"""Questions to small lattices that were answered by hand."""

import numpy as np
import pytest

from experiments.lattice.answers import (
    band,
    best_next,
    corners_of,
    mask_of,
    outspoken,
    pareto,
    parts_in,
    smallest,
    together,
)
from experiments.lattice.games import interaction

pytestmark = pytest.mark.small
# Three breakthroughs a, b, c as bits 0, 1, 2: worth of none, a, b, ab, c, ac, bc, abc.
ONE = np.array([0.0, 10, 20, 60, 5, 15, 26, 100])
FIVE = np.stack([ONE * scale for scale in (0.8, 0.9, 1.0, 1.1, 1.2)])


def test_a_band_is_a_mean_between_two_tenths_and_says_only_what_it_can():
    found = band(np.array([1.0, 2, 3, 4, 10]))
    assert (found.middle, found.seeds, found.direction) == (4.0, 5, "more")
    assert (found.low, found.high) == pytest.approx((1.4, 7.6))
    assert band(np.array([-1.0, 1, 1, 1, 1])).direction == "not-certain"
    assert band(-np.ones(4)).direction == "less"
    assert band(np.ones(3)).direction == "not-certain"  # three seeds make no band
    assert band(np.array([np.nan, 2.0])).middle == 2.0 and np.isnan(band(np.array([])).middle)


def test_only_together_is_the_whole_less_each_alone():
    """100 against 10 + 20 + 5 = 35, so 65 more; the last steps are 100-26, 100-15 and 100-60, together 199."""
    corners = corners_of(FIVE)
    assert corners[2].tolist() == [10, 20, 5, 100, 26, 15, 60]
    found = together(corners, np.full(5, 100.0))
    assert (found.whole.middle, found.alone.middle, found.extra.middle) == pytest.approx((100, 35, 65))
    assert found.last.middle == pytest.approx(199)
    assert (found.extra.low, found.extra.high) == pytest.approx((65 * 0.84, 65 * 1.16))
    assert (found.verdict(1.0), found.verdict(-1.0)) == ("more", "less")
    one = together(corners_of(np.stack([ONE] * 4)), np.full(4, 100.0))
    assert one.log_extra is not None and one.log_extra.middle == pytest.approx(np.log(2 / (1.1 * 1.2 * 1.05)))
    assert together(corners, np.zeros(5)).log_extra is None  # no ratio to nothing


def test_the_smallest_package_is_the_fewest_that_reach_the_share_and_the_best_of_those():
    assert smallest(FIVE, 0.6, 1.0).arm == 0b011
    assert smallest(FIVE, 0.1, 1.0).arm == 0b010  # a reaches it too, b does more
    assert smallest(FIVE, 0.61, 1.0).arm == 0b111
    found = smallest(FIVE, 0.5, 1.0)
    assert (found.size, found.reached) == (2, pytest.approx(0.6)) and found.held_out == pytest.approx(0.6)
    assert smallest(-FIVE, 0.5, -1.0).arm == 0b011  # where less is better
    assert smallest(-FIVE, 0.5, 1.0) is None
    assert np.isnan(smallest(ONE[None], 0.5, 1.0).held_out)


def test_what_is_chosen_by_chance_does_not_reach_it_in_another_seed():
    """Two seeds; a does well in the one, b in the other: each seed's choice brings nothing in the other, where it is 0 of 10."""
    effects = np.array([[0.0, 10, 0, 10], [0, 0, 10, 10]])
    found = smallest(effects, 0.5, 1.0)
    assert found.size == 1 and found.reached == pytest.approx(0.5) and found.held_out == 0.0


def test_pareto_leaves_out_what_something_cheaper_does_as_well():
    costs = np.array([0.0, 5, 5, 30, -1, 4, 40, 50])
    assert pareto(ONE, costs, 1.0) == [0b100, 0b101, 0b010, 0b011, 0b111]
    assert pareto(np.zeros(4), np.array([0.0, 1, -2, 3]), 1.0) == [2]  # none does good: the cheapest


def test_best_next_is_what_adds_most_to_those_there_are_if_that_is_certain():
    found = best_next(FIVE, 0b001, 1.0)
    assert [option.part for option in found.options] == [1, 2] and found.certain
    assert [option.gain.middle for option in found.options] == pytest.approx([50, 5])
    assert best_next(FIVE, 0b111, 1.0).options == []
    alike = np.array([[0.0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 2, 3]])
    assert not best_next(alike, 0, 1.0).certain
    assert not best_next(FIVE[:1], 0, 1.0).certain  # one seed says nothing about the next
    assert [option.part for option in best_next(FIVE, 0, -1.0).options] == [2, 0, 1]


def test_one_of_many_must_differ_more_from_zero():
    """Student's t with 7 degrees of freedom: 2.365 leaves 2.5% above, 3.499 leaves 0.5%."""
    assert outspoken(2.37, 1.0, 8, 1) == "more" and outspoken(-2.37, 1.0, 8, 1) == "less"
    assert outspoken(2.36, 1.0, 8, 1) == outspoken(3.49, 1.0, 8, 5) == "not-certain"
    assert outspoken(3.51, 1.0, 8, 5) == "more"
    assert outspoken(99.0, 1.0, 3, 1) == outspoken(99.0, float("nan"), 8, 1) == outspoken(0.0, 0.0, 8, 1) == "not-certain"


def test_pure_chance_seldom_makes_a_pair_certain():
    """Of 200 lattices of five breakthroughs in which nothing does anything, one in twenty names some pair."""
    named = 0
    for seed in range(200):
        effects = np.random.default_rng(seed).normal(size=(8, 32))
        found = interaction(effects)[:, *np.triu_indices(5, 1)]
        errors = found.std(axis=0, ddof=1) / np.sqrt(8)
        named += any(outspoken(m, e, 8, 10) != "not-certain" for m, e in zip(found.mean(axis=0), errors, strict=True))
    assert named <= 20


def test_masks_and_names():
    assert mask_of(["c", "a"], "abc") == 0b101 and parts_in(0b110, "abc") == ["b", "c"]
    with pytest.raises(KeyError):
        mask_of(["d"], "abc")
