"""The seven steps and the exits between them: small invented logs, worked by hand."""

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.codes import (
    AWARE,
    COMPLETED,
    CONTRACTED,
    DIPLOMA_GATE,
    FOUND_OWN_JOB,
    GAVE_UP,
    IN_TRAINING,
    LANDED,
    MATCHED,
    NO_BARRIER,
    NO_MATCH,
    NO_REASON,
    NO_STAGE,
    NOT_SELECTED,
    ORIENTED,
    REFUSED_FOR_MONEY,
    RETAINED,
    SECTOR_POTS,
    SELECTED,
    STARTED,
    UNSAFE_STEP,
    WRONG_POCKETS,
)  # fmt: skip
from sim.views.exits import ACROSS, NO_EXIT, OWN_WAY, STOPPED, TURNED_BACK, exit_kinds
from sim.views.paths import stopped_so_far
from sim.views.steps import exits, reached, steps_of, under_way
from sim.views.words import words
from tests.views.made import came, hired, left, log, result, turned_back

pytestmark = pytest.mark.small


def test_who_comes_how_far() -> None:
    """Person 0 crosses, 1 is turned back and stops, 2 was under way before month 0 and starts, the next holder of row 1 hears."""
    events = log(
        *came(0, AWARE, ORIENTED, MATCHED, SELECTED, CONTRACTED, IN_TRAINING, STARTED, LANDED, RETAINED),
        *came(1, AWARE, ORIENTED, MATCHED),
        turned_back(1, MATCHED, NOT_SELECTED, DIPLOMA_GATE),
        *came(1, MATCHED),
        left(1, ORIENTED, NO_MATCH),
        *came(2, STARTED),
        *came(1, AWARE, generation=1),
    )
    # notice: 0, 1, 2 and the new holder of 1; coaching and matching: 0, 1, 2; selection to start: 0, 2; lasting: 0.
    assert reached(events).tolist() == [4, 3, 3, 2, 2, 2, 1]
    assert reached(log()).tolist() == [0] * 7


def test_where_people_stand() -> None:
    stages = np.array([NO_STAGE, AWARE, AWARE, ORIENTED, CONTRACTED, IN_TRAINING, STARTED, LANDED, NO_STAGE], np.int8)
    assert under_way(stages).tolist() == [2, 1, 0, 0, 2, 2, 0]


def test_every_exit_once_with_its_reason_barrier_and_unpaid_euros() -> None:
    events = log(
        left(0, AWARE, GAVE_UP, UNSAFE_STEP),
        left(1, AWARE, GAVE_UP, UNSAFE_STEP),
        left(2, AWARE, FOUND_OWN_JOB),
        turned_back(3, SELECTED, REFUSED_FOR_MONEY, SECTOR_POTS, 500),
        turned_back(3, SELECTED, REFUSED_FOR_MONEY, SECTOR_POTS, 250),
        left(3, ORIENTED, NO_REASON),
        left(4, RETAINED, COMPLETED),
        *came(5, MATCHED),
    )
    assert exit_kinds(events).tolist() == [STOPPED, STOPPED, OWN_WAY, TURNED_BACK, TURNED_BACK, OWN_WAY, ACROSS, NO_EXIT]
    assert sorted(exits(events).tolist()) == sorted([
        [1, STOPPED, GAVE_UP, UNSAFE_STEP, 2, 0],
        [1, OWN_WAY, FOUND_OWN_JOB, NO_BARRIER, 1, 0],
        [4, TURNED_BACK, REFUSED_FOR_MONEY, SECTOR_POTS, 2, 750],
        [2, OWN_WAY, NO_REASON, NO_BARRIER, 1, 0],
        [7, ACROSS, COMPLETED, NO_BARRIER, 1, 0],
    ])  # fmt: skip
    assert exits(log()).shape == (0, 6)
    assert exits(log(hired(0, 1, 2))).shape == (0, 6)


def test_who_stopped_counts_from_the_first_time() -> None:
    events = log(
        left(0, AWARE, GAVE_UP, month=1),
        left(1, AWARE, FOUND_OWN_JOB, month=1),
        left(2, ORIENTED, NO_MATCH, month=3),
        left(0, AWARE, GAVE_UP, month=3),
    )
    assert stopped_so_far(events, 5).tolist() == [0, 1, 1, 2, 2]


def test_steps_over_pairs_say_what_the_events_say() -> None:
    """Two pairs: in one the package turns a refusal over 750 euro into another barrier's, in the other nothing happens."""

    def run(world: str, number: int, *rows: dict[str, int]) -> object:
        events = log(*came(0, AWARE, ORIENTED), *rows)
        views = {"reached": 10 * reached(events), "under-way": 10 * under_way(np.array([ORIENTED])), "exits": exits(events)}
        return result(world, number, views=views)

    refused = turned_back(0, SELECTED, REFUSED_FOR_MONEY, SECTOR_POTS, 750)
    other = turned_back(0, SELECTED, REFUSED_FOR_MONEY, WRONG_POCKETS, 100)
    found = steps_of([(run("today", 0, refused), run("package", 0, other)), (run("today", 1), run("package", 1))])  # type: ignore[list-item]
    assert found
    assert [(float(step.reached.today), float(step.reached.effect)) for step in found.steps[:3]] == [(10, 0), (10, 0), (0, 0)]
    assert {(e.step, e.kind, e.reason, e.barrier, e.rule): (float(e.times.today), float(e.times.package)) for e in found.exits} == {
        (4, "turned-back", "refused-for-money", "sector-pots", "fund_pays"): (0.5, 0.0),
        (4, "turned-back", "refused-for-money", "wrong-pockets", "bill_share"): (0.0, 0.5),
    }
    assert found.exits[0].barrier == "wrong-pockets"  # the most frequent under the package first
    assert {name: (float(euro.today), float(euro.effect)) for name, euro in found.missing.items()} == {
        "sector-pots": (375.0, -375.0), "wrong-pockets": (0.0, 50.0),
    }  # fmt: skip


def test_without_events_there_are_no_steps() -> None:
    assert steps_of([(result(), result("package"))]) is None


def test_every_reason_and_step_has_words_in_both_languages() -> None:
    assert set(words("reasons")) == {*codes.REASONS[1:], "business-started"}
    assert len(words("steps")) == 7
    for part in ("steps", "kinds", "reasons", "paths", "dimensions", "ages", "educations", "contracts", "outcomes", "verdicts"):
        assert all(text.nl and text.en and text.nl != text.en for text in words(part).values())
