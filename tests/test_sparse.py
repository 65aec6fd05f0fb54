"""Arrays kept small say what they said before."""

import numpy as np
import pytest

from sim.sparse import smallest, stacked, thinned, whole

pytestmark = pytest.mark.small


def test_a_thin_array_is_the_array() -> None:
    array = np.array([[0, 7, 0], [-3, 0, 0]])
    thin = thinned(array)
    assert thin.places.tolist() == [1, 3] and thin.values.tolist() == [7, -3]
    assert (whole(thin) == array).all() and whole(thin).dtype == array.dtype
    assert whole(array) is array
    assert whole(thinned(np.zeros((2, 2)))).tolist() == [[0, 0], [0, 0]]


def test_side_by_side_by_where_any_has_something() -> None:
    places, values = stacked([np.array([0, 1, 0, 0]), thinned(np.array([0, 0, 0, 5]))])
    assert places.tolist() == [1, 3] and values.tolist() == [[1, 0], [0, 5]]


def test_fewer_bytes_hold_the_same_counts() -> None:
    for most, kind in ((127, np.int8), (128, np.int16), (40_000, np.int32), (3_000_000_000, np.int64)):
        small = smallest(np.array([0, -1, most]))
        assert small.dtype == kind and small.tolist() == [0, -1, most]
    assert smallest(np.zeros(0, np.int64)).size == 0
    assert smallest(np.array([0.5])).dtype == np.float32
    before, after = smallest(np.array([120, 3])), smallest(np.array([2, 100]))
    assert (after - before).tolist() == [-118, 97]
