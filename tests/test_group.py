"""A group followed: stories of four people told month by month, and counted by hand; and a real run of a small world."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.columns import NEVER
from sim.group import Diary, check_books, follow, group_of, same_people
from sim.month.books import EVENT_ROWS
from sim.policies.programme import MEASURES
from sim.programme_runs import count, invited_of, run_programmes
from sim.programmes import read_programme, situation_of
from sim.world import Course, burnt_in_world

MONTHS = 20
CARE, OTHER = 13, 0  # sectors, by their place in the data: zorg-welzijn and landbouw
LEFGOZERS = read_programme("lefgozers")  # leads to care


def told(events: list[tuple[int, int, int, int, int]]) -> object:
    """Events from (month, person, event, stage, reason)."""
    rows = EVENT_ROWS.empty(len(events))
    for k, (month, person, event, stage, reason) in enumerate(events):
        rows.month[k], rows.person[k], rows.event[k], rows.stage[k], rows.reason[k] = month, person, event, stage, reason
        rows.to_employer[k] = 7 if event == codes.HIRED else -1
    return rows


def story(*events: tuple[int, int, int, int, int], **later: dict[tuple[int, int], int]) -> Diary:
    """A diary of five people at work in `OTHER` with employer 3. `later` changes a column from a month on for a person."""
    kept = {
        "status": np.full((MONTHS + 1, 5), codes.EMPLOYED, np.int8), "generation": np.zeros((MONTHS + 1, 5), np.int8),
        "sector": np.full((MONTHS + 1, 5), OTHER, np.int8), "employer": np.full((MONTHS + 1, 5), 3, np.int32),
        "tried": np.zeros((MONTHS + 1, 5), np.int8), "coach": np.zeros((MONTHS + 1, 5), np.int8),
    }  # fmt: skip
    for name, changes in later.items():
        for (month, person), value in changes.items():
            kept[name][month + 1 :, person] = value
    joined = np.array([0, 0, 0, 0, NEVER], np.int16)
    course = np.array([5, 5, 0, 0, 0], np.int16)
    return Diary(kept, joined, course, told(list(events)), np.zeros((MONTHS, 1, 1), np.int64))


def stage(month: int, person: int, reached: int) -> tuple[int, int, int, int, int]:
    return month, person, codes.STAGE, reached, 0


# 0 learns from month 3, starts in care in month 8 and stays. 1 learns from month 3 and stops in month 5. 2 takes part, tries the
# work, is selected, and then finds other work alone in month 6 in the old sector, after a month without any. 3 hears of it and
# never takes part. 4 was never in the group, and does what 0 does.
DIARY = story(
    *(stage(0, person, codes.AWARE) for person in range(5)),
    *(stage(1, person, codes.ORIENTED) for person in (0, 1, 2, 4)),
    stage(2, 2, codes.SELECTED), stage(3, 0, codes.IN_TRAINING), stage(3, 1, codes.IN_TRAINING), stage(3, 4, codes.IN_TRAINING),
    (5, 1, codes.LEFT_BRIDGE, codes.IN_TRAINING, codes.DROPPED_OUT), (6, 2, codes.HIRED, 0, 0),
    (8, 0, codes.HIRED, codes.STARTED, 0), stage(8, 0, codes.STARTED), (8, 4, codes.HIRED, 0, 0), stage(8, 4, codes.STARTED),
    tried={(1, 2): 1}, coach={(1, 0): 2}, sector={(8, 0): CARE, (8, 4): CARE}, employer={(8, 0): 7, (6, 2): 7, (8, 4): 7},
    status={(5, 2): codes.UNEMPLOYED_WW, (6, 2): codes.EMPLOYED},
)  # fmt: skip
# (measure, months, people counted, of so many)
COUNTED = [
    ("enrolled-share", 12, 3, 4), ("coached-share", 12, 1, 3), ("tryout-share", 12, 1, 4), ("offered-after-tryout-share", 12, 1, 1),
    ("opted-out-after-tryout-share", 12, 0, 1), ("training-share", 12, 2, 3), ("completed-training-share", 12, 1, 2),
    ("dropout-in-training-share", 12, 1, 2), ("completed-and-started-share", 12, 1, 2),
    ("target-sector-of-beginners-share", 6, 1, 2), ("target-sector-of-beginners-share", 2, 0, 2),
    ("target-sector-of-completed-share", 6, 1, 1), ("placed-share", 12, 2, 3), ("placed-share", 6, 1, 3),
    ("start-other-sector-share", 12, 1, 3), ("other-sector-of-placed-share", 12, 1, 2), ("no-unemployment-share", 12, 1, 2),
    ("participants", 12, 3, 4), ("starters", 12, 1, 4), ("placed-share", 19, 2, 3), ("placed-share", 20, 0, 0),
]  # fmt: skip


@pytest.mark.small
@pytest.mark.parametrize(("measure", "months", "counted", "of"), COUNTED)
def test_measures_count_what_they_say(measure, months, counted, of):
    target = SimpleNamespace(measure=measure, months=months)
    assert count(target, group_of(DIARY), LEFGOZERS) == (counted, of)


@pytest.mark.small
def test_every_measure_is_counted_here():
    assert {measure for measure, *_ in COUNTED} | {"retained-12-months-share"} == set(MEASURES)


@pytest.mark.small
def test_a_year_in_the_job_needs_a_year_to_see():
    target = SimpleNamespace(measure="retained-12-months-share", months=12)
    assert count(target, group_of(DIARY), LEFGOZERS) == (0, 0), "started in month 8, seen up to month 19"
    sooner = story(stage(0, 0, codes.AWARE), stage(1, 0, codes.ORIENTED), stage(2, 0, codes.STARTED), stage(2, 1, codes.STARTED),
                   employer={(2, 0): 7, (2, 1): 7, (9, 1): -1})  # fmt: skip
    assert count(target, group_of(sooner), LEFGOZERS) == (1, 2)


@pytest.mark.small
def test_a_row_that_passed_to_someone_else_is_no_longer_the_person():
    gone = story(stage(0, 0, codes.AWARE), stage(1, 0, codes.ORIENTED), stage(2, 0, codes.IN_TRAINING),
                 generation={(4, 0): 1}, sector={(4, 0): CARE})  # fmt: skip
    target = SimpleNamespace(measure="target-sector-of-beginners-share", months=6)
    assert count(target, group_of(gone), LEFGOZERS) == (0, 1)


@pytest.mark.small
def test_today_is_of_the_same_people_from_the_same_month():
    """Without the programme, 1 finds work in care in month 2, and 3 in month 0, which is before anyone took part."""
    today = story((2, 1, codes.HIRED, 0, 0), (0, 3, codes.HIRED, 0, 0), sector={(2, 1): CARE}, employer={(2, 1): 7})
    group = group_of(DIARY)
    before = same_people(group, today)
    assert before.rows.tolist() == [0, 1, 2, 3]
    target = SimpleNamespace(measure="start-other-sector-share", months=12)
    assert count(target, before, LEFGOZERS, group) == (1, 3)


@pytest.mark.small
def test_a_shorter_diary_forgets_the_rest():
    short = DIARY.first_months(6)
    assert short.months == 6 and short.events.month.max() == 5
    assert count(SimpleNamespace(measure="placed-share", months=3), group_of(short), LEFGOZERS) == (0, 3)


# --- a real run -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outcomes(own_cache):
    names = ("skilling-consortium", "nationale-zorgklas")
    return run_programmes([read_programme(name) for name in names], 3_000, 2, 1)


def test_a_programme_runs_from_end_to_end(outcomes):
    assert [outcome.programme.id for outcome in outcomes] == ["skilling-consortium", "nationale-zorgklas"]
    for outcome in outcomes:
        assert outcome.worlds == 2 and 0 < outcome.invited <= 3_000 // 500
        for share in (outcome.took_part, outcome.crossed, outcome.over_bridge, outcome.refused):
            assert 0 <= share <= 1
        assert outcome.cost >= 0 and sum(outcome.paid_by.values()) == pytest.approx(outcome.cost)
    (placed,) = outcomes[0].beside
    assert placed.size == 37 and placed.size_known
    assert 0 <= placed.low <= placed.high <= 1 and 0 <= placed.simulated <= 1 and 0 <= placed.today <= 1
    assert all(beside.inside is None and np.isnan(beside.simulated) for beside in outcomes[1].beside), "nothing to compare"


def test_threads_do_not_change_the_answer(outcomes):
    again = run_programmes([outcomes[0].programme], 3_000, 2, 1, threads=2)
    assert again[0].to_json() == outcomes[0].to_json()


def test_nobody_outside_the_group_is_in_it(own_cache):
    programme = read_programme("skilling-consortium")
    world = burnt_in_world(situation_of(programme).model_copy(update={"months": 60}), 3_000, 1)
    fits = np.isin(world.tables.people.status, (codes.SURPLUS, codes.UNEMPLOYED_WW))
    diary = follow(world.copy(), 1, programme.package(round(6 * world.weight)))
    joined = diary.joined != NEVER
    assert joined.sum() == min(6, fits.sum())


def test_books_that_do_not_balance_are_noticed(own_cache):
    programme = read_programme("skilling-consortium")
    world = burnt_in_world(situation_of(programme).model_copy(update={"months": 60}), 3_000, 1).copy()
    before = world.tables.funds.balance.copy()
    history = Course(world).run(1)
    ledger, payments = history.ledger[0], history.books.payments[: int(history.books.payment_count[0])]
    check_books(world, ledger, payments, before)
    with pytest.raises(ArithmeticError, match="funds"):
        check_books(world, ledger, payments, before + 1)
    with pytest.raises(ArithmeticError, match="ledger"):
        check_books(world, ledger, payments[1:], before)
    world.tables.units.headcount[0] += 1
    with pytest.raises(ArithmeticError, match="people"):
        check_books(world, ledger, payments, before)


def test_books_are_checked_every_month(own_cache, monkeypatch):
    """A cent too many in the fifth of six months, put right in the sixth, does not pass."""
    programme = read_programme("skilling-consortium")
    world = burnt_in_world(situation_of(programme).model_copy(update={"months": 60}), 3_000, 1).copy()
    step = Course.step

    def step_with_a_slip(course: Course) -> None:
        step(course)
        course.world.tables.funds.balance[0] += {4: 1, 5: -1}.get(course.world.month - 1, 0)

    monkeypatch.setattr(Course, "step", step_with_a_slip)
    with pytest.raises(ArithmeticError, match="funds"):
        follow(world, 6)


@pytest.mark.small
def test_today_is_counted_of_the_people_of_the_programme():
    """Persons 0 to 3 were invited. Without the programme nobody hears of it, and 0 still starts in care: one of four."""
    alone = story((8, 0, codes.HIRED, 0, 0), sector={(8, 0): CARE}, employer={(8, 0): 7})
    group = group_of(DIARY)
    target = SimpleNamespace(measure="starters", months=12)
    assert count(target, same_people(group, alone), LEFGOZERS, group) == (1, 4)


@pytest.mark.small
@pytest.mark.parametrize(
    ("name", "people", "invited"),
    [
        ("skilling-consortium", 50_000, 37),  # at most 100, so all 37
        ("skilling-consortium", 10_000, 20),  # one in 500
        ("james-loopbaan", 50_000, 100),  # 4,500 of 13.4 million are 17 of 50,000: one in 500 is more
        ("asr-in-beweging", 50_000, 194),  # 4,000 of 1.03 million are 194 of 50,000
        ("orientatiebaan-valkenhof", 50_000, 25_000),  # reports on who tried the work out: half of all
    ],
)
def test_a_group_is_as_large_as_the_real_one_where_the_world_can_hold_it(name, people, invited):
    assert invited_of(read_programme(name), people) == invited
