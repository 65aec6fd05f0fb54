"""Meeting people of a small real pair: stories, lines, memory, luck."""

import pickle
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.lives import Meeting, meet
from sim.lives.meeting import meeting_of
from sim.lives.record import record
from sim.reading import InputError
from sim.runs import RunPlan, efficacies, run_worlds
from sim.scenario import packages, read_situation
from sim.words import Both
from sim.world import Course, burnt_in_world

PEOPLE, MONTHS, SEED = 2_000, 36, 3


@pytest.fixture(scope="module")
def plan(own_cache: Path) -> RunPlan:
    package = next(package for package in packages() if package.id == "alle-doorbraken")
    return RunPlan(read_situation("nederland-2025"), package, PEOPLE, MONTHS, 1, SEED)


@pytest.fixture(scope="module")
def meeting(plan: RunPlan) -> Meeting:
    return meet(plan)


@pytest.fixture(scope="module")
def records(plan: RunPlan) -> Any:
    start = burnt_in_world(plan.situation, PEOPLE, SEED)
    efficacy = efficacies(plan.package, SEED)
    return [
        record(Course(start.copy(), plan.package, acts=acts, yearly=False, efficacy=efficacy), MONTHS) for acts in (False, True)
    ]


def test_a_winner_and_a_loser_are_found_as_easily(meeting: Meeting) -> None:
    for story in ("winner", "loser"):
        assert meeting.found[story] > 0
        person = meeting.pick(story)
        assert person is not None and person.verdict == {"winner": "better", "loser": "worse"}[story]
        assert person.difference is not None


def test_the_same_pick_is_the_same_person_and_they_take_turns(meeting: Meeting, plan: RunPlan) -> None:
    turns = meeting.stories["random"].size
    assert turns > 1
    first, second = meeting.pick("random", 0), meeting.pick("random", 1)
    assert first is not None and second is not None and first.id != second.id
    assert meeting.pick("random", turns) == first == meet(plan).pick("random", 0)


def test_each_story_is_true_of_whom_it_is_told(meeting: Meeting) -> None:
    def people(story: str) -> list[Any]:
        return [meeting.pick(story, nth) for nth in range(meeting.stories[story].size)]

    assert all(person.start.age >= 55 for person in people("older"))
    assert all(person.start.education in ("low", "middle") for person in people("practical"))
    assert all(person.start.contract == "flexible" for person in people("flexible"))
    assert all(person.used and min(end.lasting for end in person.became) > 0 for person in people("crossed-anyway"))
    assert all(person.used and person.stops[1] and person.became[1].lasting == 0 for person in people("turned-back"))
    for person in people("crowded-out"):
        assert not person.used and person.difference.cause == "place" and person.difference.other_in == "package"
    assert people("older") and people("practical") and people("flexible") and people("crowded-out") and people("crossed-anyway")


def test_an_unknown_story_is_one_sentence(meeting: Meeting) -> None:
    with pytest.raises(InputError) as complaint:
        meeting.pick("winnaar")
    assert "winnaar" in complaint.value.both.nl and "winner" in complaint.value.both.en


def test_nobody_is_in_two_places_and_no_month_is_missing(meeting: Meeting) -> None:
    for row in meeting.rows:
        for line in meeting.person(int(row)).lines:
            for spans in (line.work, line.bridge):
                assert all(one.past <= other.first for one, other in pairwise(spans))
                assert all(span.first < span.past for span in spans)
            assert line.work[0].first == 0 and line.work[-1].past == MONTHS
            assert sum(span.past - span.first for span in line.work) == MONTHS


def test_lines_agree_with_the_world(meeting: Meeting, records: Any) -> None:
    without = {"ww", "no-work", "training"}
    for row in meeting.rows:
        person = meeting.person(int(row))
        for k, line in enumerate(person.lines):
            months = sum(span.past - span.first for span in line.work if span.kind in without)
            out = int(records[k].end["months_out"][row])
            assert person.became[k].months_out == out
            assert months == out


def test_lives_are_the_same_until_they_part(meeting: Meeting) -> None:
    for row in meeting.rows:
        person = meeting.person(int(row))
        until = person.difference.month if person.difference else MONTHS
        one, other = (
            [(span.first, min(span.past, until), span.kind, span.job) for span in line.work if span.first < until]
            for line in person.lines
        )
        assert one == other


def test_what_became_is_what_the_run_says(meeting: Meeting, plan: RunPlan) -> None:
    (today,), (package,) = (run_worlds(plan, (world,)) for world in ("today", "package"))  # a whole pair lets its people go
    for row in meeting.rows:
        person = meeting.person(int(row))
        assert [end.lasting for end in person.became] == [int(run.people["lasting"][row]) for run in (today, package)]
        assert person.used == (package.people["enrolled"][row] == 1)


def test_swapping_the_worlds_makes_losers_of_winners(records: Any) -> None:
    there, back = meeting_of(*records, SEED, 1.0, {}), meeting_of(*reversed(records), SEED, 1.0, {})
    assert (there.found["winner"], there.found["loser"]) == (back.found["loser"], back.found["winner"])
    assert (there.score == -back.score).all()


def test_a_world_beside_itself_has_no_winner_no_loser_and_no_difference(records: Any) -> None:
    same = meeting_of(records[1], records[1], SEED, 1.0, dict.fromkeys("abcdefghijkl", Both("hier", "here")))
    assert same.found["winner"] == same.found["loser"] == same.found["crowded-out"] == 0
    assert same.pick("winner") is None
    assert all(same.person(int(row)).difference is None for row in same.rows)


def test_it_is_small(meeting: Meeting) -> None:
    assert len(pickle.dumps(meeting)) < 2_000_000


def test_it_tells_how_far_it_is_and_stops_when_asked(plan: RunPlan) -> None:
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        meet(plan, tell)
    assert told == sorted(told) and 0.5 < told[-1] < 0.6


def test_people_of_a_story_are_no_more_alike_than_luck_has_it(meeting: Meeting) -> None:
    """Who took part comes first; within each of both the order does not follow the rows."""
    rows = meeting.stories["random"]
    assert not np.array_equal(rows, np.sort(rows))
