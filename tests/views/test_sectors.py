"""Crossings from sector to sector."""

import numpy as np
import pytest

from sim.agents.codes import INACTIVE, UNEMPLOYED
from sim.views.sectors import crossings, sectors_of
from tests.views.made import BANKER, BANKING, CARE, EDUCATION, NURSE, SECTORS, TEACHER, hired, lasting, log, result

pytestmark = pytest.mark.small


def entries(matrix: np.ndarray) -> dict[tuple[int, int], int]:
    return {(int(a), int(b)): int(matrix[a, b]) for a, b in zip(*np.nonzero(matrix), strict=True)}


def test_crossings_by_hand() -> None:
    events = log(
        hired(0, TEACHER, BANKER),  # lasts
        hired(1, NURSE, BANKER, UNEMPLOYED),  # goes on to education, and that lasts
        hired(2, TEACHER, BANKER, INACTIVE),  # from outside the labour force: no crossing
        hired(3, BANKER, BANKER),  # within the sector
        hired(4, TEACHER, BANKER, generation=1),  # not the one whose crossing lasts below
        hired(4, NURSE, BANKER, generation=2),
        hired(1, TEACHER, NURSE),
        lasting(0, TEACHER), lasting(1, TEACHER), lasting(4, NURSE, generation=2),
    )  # fmt: skip
    every, kept = crossings(events)
    assert entries(every) == {(BANKING, EDUCATION): 2, (BANKING, CARE): 2, (CARE, EDUCATION): 1}
    assert entries(kept) == {(BANKING, EDUCATION): 1, (CARE, EDUCATION): 1, (BANKING, CARE): 1}
    assert [matrix.sum() for matrix in crossings(log())] == [0, 0]


def test_over_pairs_they_are_real_people_and_add_up() -> None:
    def run(world: str, number: int, people: int) -> object:
        every, kept = crossings(log(*[hired(k, TEACHER, BANKER) for k in range(people)], lasting(0, TEACHER)))
        return result(world, number, views={"crossings": every, "lasting": kept})

    found = sectors_of([(run("today", 0, 1), run("package", 0, 4)), (run("today", 1, 2), run("package", 1, 2))])  # type: ignore[list-item]
    assert found and found.ids == tuple(SECTORS)
    place = BANKING, EDUCATION
    assert (float(found.crossings.at(*place).today), float(found.crossings.at(*place).effect)) == (15.0, 15.0)
    assert float(found.lasting.package.sum()) == 10.0
    assert sectors_of([(result(), result("package"))]) is None
