"""Statistics over pairs of whole arrays: the same as those of a single measure."""

import numpy as np
import pytest

from sim.effects import effect_row
from sim.views.bands import band
from sim.views.shapes import BAND_PARTS

pytestmark = pytest.mark.small


def test_each_place_has_the_statistics_of_a_single_measure() -> None:
    today = np.array([[10.0, 1], [20, 1], [30, 1], [40, 5]])
    package = np.array([[12.0, 1], [19, 2], [36, 1], [44, 5]])
    found = band(today, package)
    for k in range(2):
        row = effect_row("id", "nl", "en", "people", "higher", today[:, k], package[:, k])
        assert {name: float(getattr(found.at(k), name)) for name in BAND_PARTS} == {name: getattr(row, name) for name in BAND_PARTS}
    assert (float(found.today[0]), float(found.package[0]), float(found.effect[0])) == (25.0, 27.5, 3.0)  # of -1, 2, 4 and 6


def test_means_add_up_where_medians_do_not() -> None:
    today, package = np.zeros((3, 2)), np.array([[9.0, 0], [0, 3], [0, 0]])
    found = band(today, package, means=True)
    assert found.package.tolist() == [3.0, 1.0] and found.effect.tolist() == [3.0, 1.0]
    assert band(today, package).package.tolist() == [0.0, 0.0]


def test_a_place_without_a_value_in_one_world_is_left_out_of_that_pair() -> None:
    nan = np.nan
    found = band(np.array([[1.0, nan], [3.0, nan]]), np.array([[2.0, 1.0], [nan, 1.0]]))
    assert float(found.today[0]) == 1.0 and float(found.effect[0]) == 1.0
    assert np.isnan(found.effect[1]) and np.isnan(found.low95[1]) and np.isnan(found.today[1])
    assert np.isnan(band(np.array([[nan]]), np.array([[1.0]]), means=True).effect[0])
