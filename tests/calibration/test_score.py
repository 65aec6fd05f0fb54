"""Verdicts by hand: inside, near, outside; noise apart from what is not known; targets that exclude each other."""

import numpy as np
import pytest

from calibration.score import FAIL, NEAR, NOT_MEASURED, PASS, inside, line, not_together, verdict
from calibration.targets import scored, targets

pytestmark = pytest.mark.small
TARGETS = {target.id: target for target in targets()}
SWITCHING, BY_AGE = TARGETS["M16"], TARGETS["I05"]  # 4.2-5.2, and 11-15 with 5-7


@pytest.mark.parametrize(
    ("parts", "said"),
    [((4.2,), PASS), ((5.2,), PASS), ((6.3,), NEAR), ((3.1,), NEAR), ((6.4,), FAIL), ((float("nan"),), FAIL), ((), NOT_MEASURED)],
)
def test_a_quarter_of_the_middle_is_near(parts: tuple[float, ...], said: str) -> None:
    """The middle of 4.2-5.2 is 4.7, a quarter of it 1.175: near from 3.025 to 6.375."""
    assert verdict(SWITCHING, parts) == said


def test_the_worst_part_counts() -> None:
    assert verdict(BY_AGE, (12.0, 6.0)) == PASS
    assert verdict(BY_AGE, (12.0, 8.0)) == NEAR
    assert verdict(BY_AGE, (30.0, 6.0)) == FAIL


def test_what_is_not_known_and_chance_stand_apart() -> None:
    """Two sets with means 4 and 6; runs of a set lie one apart from their mean, so a standard deviation of the square root of 2."""
    found = line(SWITCHING, np.array([[3.0], [5.0], [5.0], [7.0]]), [0, 0, 1, 1], None)
    assert found.median == (5.0,) and found.verdict == PASS and found.runs == 4
    assert found.noise == (pytest.approx(np.sqrt(2.0)),)
    assert found.low == (pytest.approx(4.1),) and found.high == (pytest.approx(5.9),)


def test_what_is_not_measured_counts_as_missed() -> None:
    nothing = [line(target, np.zeros((0, len(target.parts))), [], None) for target in scored()]
    assert inside(nothing) == 0.0
    whole = [line(target, np.array([target.central]), [0], None) for target in scored()]
    assert inside(whole) == pytest.approx(1.0)
    half = [found if found.target.id[0] == "M" else none for found, none in zip(whole, nothing, strict=True)]
    assert inside(half) == pytest.approx(10.5 / 21)  # M01-M09 and M16 weigh 1, M10 a half; all together 21


def test_targets_that_exclude_each_other_are_named() -> None:
    row = np.arange(100)
    met = {"a": row < 40, "b": row >= 60, "c": row % 2 == 0, "rare": row == 50}
    assert not_together(met) == [("a", "b")]
