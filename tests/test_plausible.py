"""Plausibility on clouds whose answer is known, and on the sets that ship."""

import numpy as np
import pytest

from sim.parameters import parameters
from sim.plausible import distances, held, plausible
from sim.posterior import Posterior, posterior

pytestmark = pytest.mark.small


def cloud(slope: float = 0.9, sets: int = 4_000) -> Posterior:
    """Two parameters that rise together with this correlation, middle 0.5 and 10, spread 0.1 and 1; a third that stands still."""
    luck = np.random.default_rng(1).normal(size=(2, sets))
    other = slope * luck[0] + np.sqrt(1 - slope**2) * luck[1]
    return Posterior(("accept", "looks", "radius"), np.array([0.5 + 0.1 * luck[0], 10 + other, np.full(sets, 1.7)]).T)


def test_one_parameter_is_inside_up_to_two_spreads() -> None:
    sets = cloud()
    assert plausible({"accept": 0.5}, sets).as_far > 0.95
    assert plausible({"accept": 0.5 + 0.1}, sets).as_far == pytest.approx(0.317, abs=0.03)  # of a normal one, beyond one spread
    assert not plausible({"accept": 0.5 + 0.19}, sets).outside and plausible({"accept": 0.5 + 0.21}, sets).outside
    assert plausible({"accept": 0.5 - 0.21}, sets).outside


def test_two_ordinary_values_can_be_outside_together() -> None:
    sets = cloud()
    with_the_slope, against_it = {"accept": 0.62, "looks": 11.2}, {"accept": 0.62, "looks": 8.8}
    for name, value in against_it.items():
        assert not plausible({name: value}, sets).outside
    assert not plausible(with_the_slope, sets).outside
    assert plausible(against_it, sets).outside
    assert not plausible(against_it, cloud(slope=0.0)).outside


def test_by_hand_a_distance_along_and_across_the_slope() -> None:
    # Correlation 0.6: the square is (x² - 1.2xy + y²) / 0.64, so 1.25 at (1, 1) and 5 at (1, -1).
    x, y = np.array([1.0, -1.0, 1.0, -1.0] * 4 + [1.0, -1.0] * 12), np.array([1.0, -1.0, -1.0, 1.0] * 4 + [1.0, -1.0] * 12)
    assert np.mean(x * y) == pytest.approx(0.6) and np.mean(x) == np.mean(y) == 0
    found = distances(np.array([[1.0, 1.0], [1.0, -1.0], [0.0, 0.0]]), np.array([x, y]).T)
    assert found == pytest.approx([1.25, 5.0, 0.0])


def test_a_profile_that_was_scaled_as_one_counts_once() -> None:
    one = np.random.default_rng(2).normal(size=500)
    alone, twice = distances(np.array([[2.0]]), one[:, None]), distances(np.array([[2.0, 2.0]]), np.array([one, one]).T)
    assert twice == pytest.approx(alone)


def test_of_what_was_never_estimated_the_patterns_say_nothing() -> None:
    found = plausible({"radius": 99.0, "unheard": 1.0}, cloud())
    assert (found.as_far, found.tested, found.untested, found.outside) == (1.0, (), ("radius", "unheard"), False)
    both = plausible({"accept": 0.9, "radius": 1.0}, cloud())
    assert both.outside and both.tested == ("accept",) and both.untested == ("radius",)


def test_nothing_assumed_is_inside() -> None:
    assert not plausible({}).outside


def test_the_sets_that_ship_are_themselves_inside_but_for_one_in_twenty() -> None:
    sets = posterior()
    assert np.mean([plausible(sets.of(k)).outside for k in range(len(sets))]) <= 0.05


def test_the_middle_of_what_was_estimated_is_inside_and_its_far_end_is_not() -> None:
    sets = posterior()
    for name in sets.names:
        column = sets.values[:, sets.names.index(name)]
        assert not held(((name, float(np.median(column))),)).outside, name
        assert held(((name, float(column.mean() + 5 * column.std())),)).outside, name
    assert set(sets.names) <= set(parameters())
