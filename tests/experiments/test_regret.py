"""Regret against what was worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from experiments.regret import regrets, robustness, safest

WORTH = pd.DataFrame({"a": [10.0, 0.0, 5.0], "b": [6.0, 4.0, 5.0], "today": [0.0, 3.0, 0.0]})


def test_regret_is_what_the_best_of_that_future_has_more():
    # The best are 10 (a), 4 (b) and 5 (both).
    assert regrets(WORTH).to_dict("list") == {"a": [0, 4, 0], "b": [4, 0, 0], "today": [10, 1, 5]}


def test_what_is_added_to_all_of_a_future_changes_no_regret():
    assert regrets(WORTH.add([100.0, -7.0, 0.5], axis=0)).equals(regrets(WORTH))


def test_robustness_by_hand():
    found = robustness(regrets(WORTH), bearable=1.0)
    assert list(found.index) == ["a", "b", "today"]  # a and b are equal in their worst future, so they keep their order
    assert found.largest.to_dict() == {"a": 4, "b": 4, "today": 10}
    assert found.middle.to_dict() == {"a": 0, "b": 0, "today": 5}
    assert found.best.to_dict() == pytest.approx({"a": 2 / 3, "b": 2 / 3, "today": 0})
    assert found.within.to_dict() == pytest.approx({"a": 2 / 3, "b": 2 / 3, "today": 1 / 3})
    # Nine tenths of the way along 1, 5, 10 (places 0, 1, 2) is place 1.8: 5 + 0.8 * 5.
    assert found.ninth["today"] == pytest.approx(9)


def test_the_safest_need_not_be_best_anywhere():
    worth = pd.DataFrame({"bold": [100.0, 0.0], "shy": [0.0, 100.0], "between": [80.0, 80.0]})
    found = robustness(regrets(worth), bearable=20.0)
    assert safest(found) == "between" and found.largest["between"] == 20
    assert found.best["between"] == 0 and found.within["between"] == 1


def test_a_future_in_which_something_is_missing_does_not_count():
    assert regrets(pd.DataFrame({"a": [1.0, np.nan], "b": [2.0, 9.0]})).to_dict("list") == {"a": [1], "b": [0]}
