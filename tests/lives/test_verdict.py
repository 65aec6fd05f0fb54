"""Better, the same, worse: the rule by hand, its mirror, and a group in hundreds."""

import numpy as np
import pytest

from sim.lives.verdict import change, group_of, of_100, typical, verdict

pytestmark = pytest.mark.small


def ends(lasting: list[int], months_out: list[int]) -> dict[str, np.ndarray]:
    return {"lasting": np.array(lasting, np.int8), "months_out": np.array(months_out, np.int16)}


#                            gains a crossing   loses one   3 less  2 less  3 more  a second crossing  crossing over months
TODAY = ends([0, 1, 0, 0, 0, 1, 0], [5, 5, 9, 9, 9, 5, 0])
PACKAGE = ends([1, 0, 0, 0, 0, 2, 1], [5, 5, 6, 7, 12, 5, 40])


def test_the_rule_by_hand() -> None:
    assert verdict(change(TODAY, PACKAGE)).tolist() == [1, -1, 1, 0, -1, 0, 1]


def test_swapping_the_worlds_turns_every_verdict_round() -> None:
    assert (change(TODAY, PACKAGE) == -change(PACKAGE, TODAY)).all()
    assert (verdict(change(TODAY, PACKAGE)) == -verdict(change(PACKAGE, TODAY))).all()


def test_a_world_beside_itself_changes_nobody() -> None:
    assert not verdict(change(TODAY, TODAY)).any()


def test_people_are_alike_by_age_band_education_and_contract() -> None:
    start = {
        "age": np.array([25, 34, 35, 25, 25], np.int16) * 12, "education": np.array([1, 1, 1, 2, 1], np.int8),
        "contract": np.array([0, 0, 0, 0, 1], np.int8),
    }  # fmt: skip
    first, *others = group_of(start).tolist()
    assert [other == first for other in others] == [True, False, False, False]


def test_a_place_in_a_group() -> None:
    changes = np.array([10_000, 5, 0, 0, 0, 0, 0, 0, -4, -10_000])
    place = typical(changes, 5)
    assert (place.people, place.better, place.same, place.worse) == (10, 2, 6, 2)
    assert (place.less, place.equal, place.more) == (0.8, 0.1, 0.1)
    assert place.of_100 == (20, 60, 20) and place.rarity == pytest.approx(0.2) and place.few
    assert typical(changes, 0).rarity == pytest.approx(0.8)


def test_thirty_people_are_enough_to_speak_of_a_hundred() -> None:
    assert not typical(np.zeros(30), 0).few and typical(np.zeros(29), 0).few


@pytest.mark.parametrize(
    ("counts", "parts"), [((1, 1, 1), (34, 33, 33)), ((0, 7, 0), (0, 100, 0)), ((1, 998, 1), (0, 100, 0)), ((2, 1, 0), (67, 33, 0))]
)
def test_a_hundred_adds_up(counts: tuple[int, ...], parts: tuple[int, ...]) -> None:
    assert of_100(counts) == parts and sum(parts) == 100
