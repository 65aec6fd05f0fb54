"""People, jobs, places and euros balance every month, in several worlds, under today's course and under packages."""

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.codes import (
    IN_TRAINING,
    NO_STAGE,
    TRAINING,
    UNEMPLOYED_WW,
)
from sim.agents.worker import earned, ww_benefit
from sim.scenario import read_package, read_situation
from sim.world import Course, fresh_world
from tests.bookkeeping import check_books, count

BEFORE, MONTHS = 3, 18
PLACES = ("nederland-2025", "noordoost-brabant-contractcatering", "bank-naar-klas")
WORLDS = [
    ("nederland-2025", None, False),
    ("nederland-2025", "fonds-en-budget", False),
    ("noordoost-brabant-contractcatering", "persoonlijke-begeleiding-25", False),
    ("noordoost-brabant-contractcatering", "fonds-en-budget", True),
    ("bank-naar-klas", "gids-en-traineeship", False),
    ("bank-naar-klas", "gids-en-traineeship", True),
    ("bank-naar-klas", "fonds-en-budget", True),
]


@pytest.mark.small
@pytest.mark.parametrize("package", [None, "gids-en-traineeship", "fonds-en-budget"])
def test_books_of_a_tiny_world_balance(package: str | None, busy: dict[str, float]) -> None:
    check_books("bank-naar-klas", package, busy, 300, 1, 4)


@pytest.mark.parametrize(("place", "package", "crowded"), WORLDS)
def test_books_balance_every_month(place: str, package: str | None, crowded: bool, busy: dict[str, float]) -> None:
    course = check_books(place, package, busy if crowded else None, 2_000, BEFORE, MONTHS)
    events = course.history.books.events[: int(course.history.books.event_count[0])]
    seen = {codes.EVENTS[e] for e in np.unique(events.event)}
    assert seen >= {"hired", "contract-ended", "left-work", "announced", "began-search"}
    if place == "noordoost-brabant-contractcatering":
        assert "dismissed" in seen
    if crowded:
        stages = {codes.STAGES[s] for s in np.unique(events.stage[(events.event == codes.STAGE) & (events.reason == 0)])}
        assert stages >= {"aware", "oriented", "matched", "selected", "contracted", "started"}


@pytest.mark.parametrize(("place", "package", "crowded"), WORLDS)
def test_no_fund_spends_what_it_does_not_have(place: str, package: str | None, crowded: bool, busy: dict[str, float]) -> None:
    situation = read_situation(place)
    world = fresh_world(situation, 2_000, seed=4, changes=busy if crowded else None)
    course = Course(world, read_package(package, situation) if package else None)
    for month in range(MONTHS):
        course.step()
        balance = world.tables.funds.balance
        assert (balance >= 0).all(), f"month {month}: the fund in row {int(balance.argmin())} stands at {int(balance.min())} euro"


def test_people_in_training_have_a_seat(busy: dict[str, float]) -> None:
    situation = read_situation("bank-naar-klas")
    began_with = {}
    for seats in (0.0, 0.002, 1.0):
        world = fresh_world(situation, 3_000, seed=4, changes=busy | {"seats": seats})
        course = Course(world, read_package("gids-en-traineeship", situation))
        w, began_with[seats] = world.tables, 0
        for month in range(MONTHS):
            course.step()
            books = course.history.books
            events = books.events[: int(books.event_count[0])]
            began = events[(events.month == month) & (events.event == codes.STAGE) & (events.stage == IN_TRAINING)]
            course_row = began.to_job_type.astype(int) * w.regions + began.region
            assert (count(course_row, w.courses.size) == w.courses.taken).all()
            assert (w.courses.taken <= w.courses.seats).all()
            began_with[seats] += began.size
    assert began_with[0.0] == 0
    assert 0 <= began_with[0.002] <= began_with[1.0]
    assert began_with[1.0] > 0


@pytest.mark.small
def test_dropping_out_does_not_start_benefit_anew() -> None:
    """75% is for the first two months without work; training in between does not bring them back."""
    nobody_searches = {f"search_without_{age}": 0 for age in (15, 25, 35, 45, 55, 65)}
    changes = nobody_searches | {"dropout": 1, "business_from_search": 0}
    world = fresh_world(read_situation("bank-naar-klas"), 400, seed=4, changes=changes)
    w = world.tables
    i = int(np.flatnonzero(w.people.status == UNEMPLOYED_WW)[0])
    unit = int(np.flatnonzero(w.units.region == w.people.region[i])[0])
    w.people.status[i], w.people.status_months[i], w.people.ww_left[i] = TRAINING, 8, 10
    w.people.stage[i], w.bridge.partner[i], w.bridge.course_months[i] = IN_TRAINING, unit, 5
    w.bridge.target[i] = w.units.job_type[unit]
    w.units.reserved[unit] += 1
    Course(world).step()
    assert (w.people.stage[i], w.people.status[i], w.units.reserved[unit]) == (NO_STAGE, UNEMPLOYED_WW, 0)
    income = earned(int(w.people.wage[i]), int(w.people.hours[i]))
    assert income - w.path.income_lost[i] == ww_benefit(float(income), 9, w.p), "70% in the tenth month"
    assert w.people.status_months[i] == 9, "months without work go on counting"
