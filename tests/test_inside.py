"""Other work at the same employer, and ordinary courses: what changes, what runs on, and who is counted."""

from typing import Any

import numpy as np
import pytest

from sim import data
from sim.agents.codes import AWARE, EMPLOYED, MOVED_INSIDE, SELF_EMPLOYED, SURPLUS
from sim.agents.worker import AGE_BANDS
from sim.organisations import units_by_employer
from sim.rng import COURSE, luck, month_keys
from sim.scenario import read_situation
from sim.world import Course, fresh_world

MANY = {"look_inside": 0.8, "inside_worth": -2, "threshold": 0.3}


def course_of(changes: dict[str, float], people: int = 1_500) -> Course:
    return Course(fresh_world(read_situation("nederland-2024"), people, seed=5, changes=changes))


def month_of_moves(course: Course) -> tuple[Any, Any]:
    """(people as they were, moves inside) of the next month in which nobody else's event can hide what a move does."""
    people = course.world.tables.people
    before = {name: getattr(people, name).copy() for name in ("tenure", "contract", "generation", "sector_months", "age")}
    month = course.world.month
    course.step()
    books = course.history.books
    events = books.events[: int(books.event_count[0])]
    return before, events[(events.event == MOVED_INSIDE) & (events.month == month)]


@pytest.mark.small
def test_a_move_inside_changes_work_and_nothing_that_hangs_on_service() -> None:
    course, moved = course_of(MANY), 0
    w = course.world.tables
    for _ in range(12):
        before, moves = month_of_moves(course)
        i = moves.person
        moved += i.size
        assert (moves.from_employer == moves.to_employer).all() and (moves.from_employer >= 0).all()
        assert (moves.from_job_type != moves.to_job_type).all()
        assert (w.jobs.sector[moves.from_job_type] == w.jobs.sector[moves.to_job_type]).all(), "an employer has one sector"
        assert (moves.wage_after >= moves.wage_before).all()
        assert (moves.status == EMPLOYED).all() and (moves.stage <= AWARE).all()
        assert (w.people.status[i] == EMPLOYED).all() and (w.people.contract[i] != SELF_EMPLOYED).all()
        assert (w.people.job_type[i] == moves.to_job_type).all()
        assert (w.units.employer[w.people.unit[i]] == moves.to_employer).all()
        assert (w.people.tenure[i] == before["tenure"][i] + 1).all(), "service runs on"
        assert (w.people.sector_months[i] == before["sector_months"][i] + 1).all()
        staff = w.people.unit >= 0
        assert (w.units.headcount == np.bincount(w.people.unit[staff], minlength=w.units.size)).all()
    assert moved > 20


@pytest.mark.small
def test_without_looking_inside_nobody_moves_and_nothing_of_it_is_felt() -> None:
    off = {"look_inside": 0.0, "course_base": 0.0}
    one, other = course_of(off, 600), course_of(off | {"inside_worth": -2, "course_learning": 3, "course_new": 3}, 600)
    for course in (one, other):
        course.run(14)
    rows = [course.history.books.events[: int(course.history.books.event_count[0])] for course in (one, other)]
    assert rows[0].size > 100 and not (rows[0].event == MOVED_INSIDE).any()
    assert rows[0].tobytes() == rows[1].tobytes()
    assert one.world.tables.traits.tobytes() == other.world.tables.traits.tobytes()
    assert not any(month.learners.any() for month in one.history.observed)


@pytest.mark.small
def test_units_of_an_employer_stand_together_in_order() -> None:
    units = course_of({}, 600).world.tables.units
    employers = int(units.employer.max()) + 1
    rows, edges = units_by_employer(units, employers)
    assert sorted(rows.tolist()) == list(range(units.size)) and edges[0] == 0 and edges[-1] == units.size
    for employer in range(employers):
        mine = rows[edges[employer] : edges[employer + 1]]
        assert (units.employer[mine] == employer).all() and (np.diff(mine) > 0).all()
        assert mine.size >= 1 and len({data.job_types()[job].sector for job in units.job_type[mine]}) == 1


@pytest.mark.small
def test_learners_are_counted_by_age_band() -> None:
    """Where learning does not fade the chance is 0.3 at work and 0.15 without; nobody is new."""
    course = course_of({"course_base": 0.3, "course_fade": 0.0, "course_out": 0.5, "course_new": 0, "course_study": 0})
    course.run(2)
    people, key = course.world.tables.people, month_keys(5, 1)[COURSE]
    draws = np.array([luck(key, i) for i in range(people.size)])
    chance = np.where(people.status <= SURPLUS, 0.3, 0.15)
    band = np.minimum(AGE_BANDS - 1, (people.age // 12 - 15) // 10)
    assert course.history.observed[-1].learners.tolist() == np.bincount(band[draws < chance], minlength=AGE_BANDS).tolist()


@pytest.mark.small
def test_courses_let_people_at_work_learn_sooner() -> None:
    always = {"course_base": 1.0, "course_fade": 0.0, "course_learning": 2}
    none, all_ = course_of({"course_base": 0.0}, 800), course_of(always, 800)
    for course in (none, all_):
        course.run(1)
    gain = all_.world.tables.traits.skills.astype(int) - none.world.tables.traits.skills
    assert (gain >= 0).all() and gain.sum() > 0
    assert (none.world.tables.people.status[gain.any(axis=1)] <= SURPLUS).all()
