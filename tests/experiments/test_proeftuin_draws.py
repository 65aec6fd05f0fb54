"""Pilots drawn from worlds: the level of the test, power that rises with size, designs that show their bias."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import norm

from experiments.proeftuin.draws import (
    ALPHA,
    Shares,
    arms,
    bias,
    costs,
    draw,
    drawn_together,
    least_effect,
    p_values,
    power_of,
    shares,
    size_needed,
    steps_reached,
)
from experiments.proeftuin.pilot import DESIGNS
from tests.experiments.made_cases import made

pytestmark = pytest.mark.small


def worlds(pilot: float, today: float, matched: float | None = None, before: float | None = None) -> Shares:
    """Four worlds that are alike."""
    each = [pilot, today, today if matched is None else matched, today if before is None else before, pilot / 2, today / 2]
    return Shares(*(np.full(4, share) for share in each))


def rng() -> np.random.Generator:
    return np.random.default_rng(20260101)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("people", [60, 400])
def test_without_an_effect_the_test_rejects_at_its_level(design, people):
    found = worlds(0.6, 0.6)
    rejected = draw(found.without_effect(), design, people, rng(), repeats=20_000).rejected()
    # three standard errors of 20,000 draws, and the coarseness of counts
    assert rejected == pytest.approx(ALPHA, abs=3 * np.sqrt(0.05 * 0.95 / 20_000) + 0.01)


def test_level_holds_when_worlds_differ():
    today = np.array([0.3, 0.5, 0.7, 0.9])
    found = Shares(today, today, today, today, today, today)
    assert draw(found, "random", 200, rng(), repeats=20_000).rejected() == pytest.approx(ALPHA, abs=0.015)


@pytest.mark.parametrize("design", DESIGNS)
def test_power_rises_with_the_number_of_people(design):
    found = worlds(0.7, 0.5)
    powers = [power_of(found, design, people, 1) for people in (20, 80, 320, 1280)]
    assert all(later > sooner for sooner, later in pairwise(powers)) and powers[-1] > 0.95


def test_power_is_that_of_the_normal_approximation_in_a_large_pilot():
    """200 in each arm, 60% against 50%: z = 0.10 / sqrt(2 x 0.55 x 0.45 / 200) = 2.01, so a power of about 52%."""
    z = 0.10 / np.sqrt(2 * 0.55 * 0.45 / 200)
    assert draw(worlds(0.6, 0.5), "random", 400, rng(), 20_000).power() == pytest.approx(norm.sf(1.96 - z), abs=0.02)


def test_selection_that_is_planted_biases_matching_and_not_a_lot():
    """Participants would do as well without the pilot, and better than those they are compared with."""
    found = worlds(0.7, 0.7, matched=0.5)
    assert bias(found, "matched") == pytest.approx(0.2) and bias(found, "random") == 0.0
    assert draw(found, "matched", 400, rng()).rejected() > 0.9
    assert draw(found, "random", 400, rng()).rejected() < 0.08


def test_a_change_of_times_that_is_planted_biases_before_and_after():
    found = worlds(0.6, 0.6, before=0.45)
    assert bias(found, "before-after") == pytest.approx(0.15) and bias(found, "matched") == pytest.approx(0.0)
    assert bias(found, "phased") == 0.0
    estimate = draw(found, "before-after", 2_000, rng()).estimate.mean()
    assert estimate == pytest.approx(0.15, abs=0.005)


def test_p_values_by_hand():
    """15 of 20 against 10 of 20: pooled 0.625, error sqrt(0.625 x 0.375 / 10) = 0.1531, z = 0.25 / 0.1531 = 1.633."""
    (p,) = p_values(np.array([15]), 20, np.array([10]), 20)
    assert p == pytest.approx(2 * norm.sf(1.633), abs=2e-4)
    assert p_values(np.array([20, 0]), 20, np.array([20, 0]), 20).tolist() == [1.0, 1.0]


def test_arms_of_each_design():
    assert arms("random", 37) == (18, 19) and arms("phased", 10) == (5, 5)
    assert arms("before-after", 37) == (37, 37) and arms("matched", 1) == (1, 1)


def test_a_pilot_of_one_finds_nothing():
    assert power_of(worlds(0.9, 0.1), "random", 1, 1) == 0.0


def test_size_needed_has_the_power_and_half_of_it_has_not():
    found = worlds(0.6, 0.5)
    needed = size_needed(found, "random", 1)
    assert needed is not None and power_of(found, "random", needed, 1) >= 0.8
    assert power_of(found, "random", needed // 2, 1) < 0.8
    # two arms of 16 p (1 - p) / d^2 = 16 x 0.2475 / 0.01 = 396 (the rule of thumb for 80%)
    assert needed == pytest.approx(2 * 396, rel=0.1)
    assert size_needed(worlds(0.5, 0.5), "random", 1) is None


def test_least_effect_is_found_and_a_smaller_one_is_not():
    found = worlds(0.5, 0.5)
    least = least_effect(found, "random", 200, 1)
    assert least is not None
    assert power_of(found.with_effect(least), "random", 200, 1) >= 0.8
    assert power_of(found.with_effect(least - 0.02), "random", 200, 1) < 0.8
    assert least_effect(worlds(0.95, 0.95), "random", 20, 1) is None


def test_few_people_are_drawn_towards_all_and_many_are_not():
    assert drawn_together([5, 5, 5], [10, 10, 10]).tolist() == [0.5, 0.5, 0.5]
    apart = drawn_together([1_000, 9_000], [10_000, 10_000])
    assert apart == pytest.approx([0.1, 0.9], abs=0.01)
    assert np.isnan(drawn_together([0.0], [0.0])).all()


def test_shares_of_worlds_by_hand():
    found = shares([made(pilot=0.8, today=0.5, fits=0.4, before=0.3)] * 2, "placed", 12)
    assert found.effect == pytest.approx([0.3, 0.3])
    assert found.matched == pytest.approx([0.4, 0.4]) and found.before == pytest.approx([0.3, 0.3])
    # everyone is placed in month 3, which a phased pilot of 4 months (compared over 2) does not see
    assert shares([made()], "placed", 4).early.tolist() == [0.0]
    assert shares([made()], "placed", 3).pilot.tolist() == [0.0]
    with pytest.raises(ValueError):
        shares([], "placed", 12)


def test_a_claim_is_taken_at_its_word_in_every_world():
    found = worlds(0.5, 0.4).with_share(0.9)
    assert found.pilot.tolist() == [0.9] * 4 and found.early == pytest.approx([0.45] * 4)


def test_steps_and_costs_by_hand():
    reached = steps_reached([made(people=100)])
    assert reached[0].tolist() == [1.0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.0, 0.0]
    assert set(costs([made(cost=1_000.0)], 37, rng(), 10)) == {37_000.0}
