"""Where two lives part and why: invented logs of both worlds, worked by hand."""

from typing import Any

import pytest

from sim import data
from sim.agents import codes
from sim.agents.codes import (
    ANNOUNCED,
    AWARE,
    BROKEN_CHAIN,
    FOUND_OWN_JOB,
    GAVE_UP,
    HARD_LANDING,
    HIRED,
    LATE_RELEASE,
    LEFT_BRIDGE,
    MATCHED,
    ORIENTED,
    QUIT_AFTER_START,
    QUIT_EARLY,
    REFUSED_FOR_MONEY,
    SELECTED,
    STAGE,
    STARTED,
    UNSAFE_STEP,
    WRONG_POCKETS,
)
from sim.lives.difference import Difference, around, difference
from sim.month.books import EVENT_ROWS

pytestmark = pytest.mark.small

JOBS = [job.id for job in data.job_types()]
BANKER, TEACHER = JOBS.index("bankmedewerker"), JOBS.index("leraar-basisonderwijs")
ANNA, BO, CAS = 0, 1, 2
SCHOOL = 8


def log(*rows: dict[str, int]) -> Any:
    """An event log; what a row does not name is nothing."""
    events = EVENT_ROWS.empty(len(rows))
    for name in ("from_employer", "to_employer", "from_job_type", "to_job_type"):
        events[name] = -1
    for k, row in enumerate(rows):
        for name, value in row.items():
            events[name][k] = value
    return events


def hired(month: int, person: int = ANNA, employer: int = SCHOOL, job: int = TEACHER, **more: int) -> dict[str, int]:
    return {"event": HIRED, "month": month, "person": person, "to_employer": employer, "to_job_type": job} | more


def stage(month: int, stage: int, person: int = ANNA, **more: int) -> dict[str, int]:
    return {"event": STAGE, "month": month, "person": person, "stage": stage} | more


def left(month: int, stage: int, reason: int, barrier: int = 0, person: int = ANNA) -> dict[str, int]:
    return {"event": LEFT_BRIDGE, "month": month, "person": person, "stage": stage, "reason": reason, "barrier": barrier}


def apart(today: Any, package: Any) -> Difference | None:
    """The difference of Anna, in worlds of which these are all events."""
    return difference(today[today.person == ANNA], package[package.person == ANNA], around(today, package))


def found(today: Any, package: Any) -> Difference:
    difference = apart(today, package)
    assert difference is not None
    return difference


def test_lives_with_the_same_events_do_not_part() -> None:
    events = stage(3, AWARE), hired(9, wage_after=2800)
    assert apart(log(*events), log(*events)) is None
    assert apart(log(), log()) is None


def test_a_refusal_names_its_barrier_its_rule_and_the_euros_that_were_missing() -> None:
    refused = stage(14, SELECTED, reason=REFUSED_FOR_MONEY, barrier=WRONG_POCKETS, missing_euro=3100)
    at = found(log(stage(3, AWARE), refused), log(stage(3, AWARE), stage(14, codes.CONTRACTED)))
    assert (at.month, at.cause) == (14, "barrier")
    assert at.named is not None and at.named is at.today
    assert (at.named.barrier, at.named.rule, at.named.missing_euro) == ("wrong-pockets", "bill_share", 3100)
    assert at.package is not None and at.package.stage == "contracted"


def test_a_barrier_may_bind_with_the_package_too() -> None:
    at = found(log(), log(left(4, AWARE, codes.LOST_BETWEEN, BROKEN_CHAIN)))
    assert at.cause == "barrier" and at.named is at.package and at.today is None


def test_a_step_on_the_bridge_that_today_does_not_come_is_told_with_what_stops_people_there() -> None:
    quit = {"event": QUIT_EARLY, "month": 7, "person": ANNA, "reason": QUIT_AFTER_START, "barrier": HARD_LANDING}  # off the bridge
    today = log(stage(3, AWARE), left(5, AWARE, GAVE_UP, UNSAFE_STEP, BO), quit, left(9, AWARE, GAVE_UP, UNSAFE_STEP))
    package = log(stage(3, AWARE), stage(4, ORIENTED))
    at = found(today, package)
    assert (at.month, at.cause, at.named, at.today) == (4, "bridge", None, None)
    assert at.gate == ("unsafe-step",)
    assert at.later is not None and (at.later.month, at.later.barrier) == (9, "unsafe-step")


def test_where_nobody_is_stopped_no_barrier_is_named() -> None:
    at = found(log(), log(stage(4, ORIENTED)))
    assert (at.cause, at.gate, at.later) == ("bridge", (), None)


def test_a_place_that_went_to_somebody_else() -> None:
    today = log(hired(20))
    package = log(hired(20, BO), stage(20, STARTED, BO))
    at = found(today, package)
    assert (at.month, at.cause, at.other_in) == (20, "place", "package")
    assert at.other is not None and (at.other.person, at.other.month, at.other.bridge) == (BO, 20, True)


def test_who_has_a_like_place_in_both_worlds_took_nobodys() -> None:
    both = hired(19, CAS)
    at = found(log(hired(20), both), log(both))
    assert (at.cause, at.other) == ("untold", None)


def test_a_place_counts_for_this_month_and_the_two_before() -> None:
    assert found(log(hired(20)), log(hired(18, BO))).cause == "place"
    assert found(log(hired(20)), log(hired(17, BO))).cause == "untold"
    assert found(log(hired(20)), log(hired(20, BO, job=BANKER))).cause == "untold"
    assert found(log(hired(20)), log(hired(20, BO, employer=SCHOOL + 1))).cause == "untold"


def test_a_place_that_came_free_in_one_world_only() -> None:
    goes = {"event": codes.LEFT_WORK, "month": 18, "person": BO, "from_employer": SCHOOL, "from_job_type": TEACHER}
    at = found(log(), log(goes, hired(20)))
    assert (at.month, at.cause, at.other_in) == (20, "freed", "package")
    assert at.other is not None and (at.other.person, at.other.month) == (BO, 18)
    assert found(log(goes), log(goes, hired(20))).cause == "untold"
    assert found(log(), log(goes | {"month": 17}, hired(20))).cause == "untold"
    assert found(log(goes), log(hired(20))).cause == "untold"  # free in the other world explains nothing


def test_nobody_takes_their_own_place() -> None:
    again = hired(20, from_employer=SCHOOL, from_job_type=TEACHER)  # another place like the one they leave
    assert found(log(), log(again)).cause == "untold"


def test_a_job_only_with_the_package_is_looked_up_the_other_way_round() -> None:
    at = found(log(hired(20, BO)), log(hired(20)))
    assert at.cause == "place" and at.other_in == "today" and at.other is not None and not at.other.bridge


def test_leaving_the_bridge_for_a_job_found_is_not_the_difference_but_the_job_is() -> None:
    at = found(log(), log(left(6, AWARE, FOUND_OWN_JOB), hired(6)))
    assert at.package is not None and at.package.event == "hired" and at.cause == "untold"


def test_the_same_hire_behind_another_event_of_the_month_is_not_the_difference() -> None:
    at = found(log(hired(6)), log(stage(6, MATCHED), hired(6, stage=MATCHED)))
    assert at.today is None and at.package is not None and at.package.event == "stage"


def test_a_late_notice_is_no_reason_for_being_dismissed() -> None:
    at = found(log({"event": ANNOUNCED, "month": 2, "person": ANNA, "barrier": LATE_RELEASE}), log())
    assert (at.cause, at.named) == ("untold", None)


def test_swapping_the_worlds_swaps_the_story() -> None:
    one, other = log(hired(20)), log(hired(18, BO), stage(25, ORIENTED))
    there, back = found(one, other), found(other, one)
    assert (there.month, there.cause, there.other) == (back.month, back.cause, back.other)
    assert (there.today, there.package) == (back.package, back.today)
    assert {there.other_in, back.other_in} == {"today", "package"}


def test_the_same_job_at_another_wage_is_the_bottom_rung() -> None:
    at = found(log(hired(5, wage_after=2800)), log(hired(5, wage_after=2900)))
    assert (at.month, at.cause, at.gate, at.other) == (5, "wage", ("bottom-rung",), None)


def test_an_earlier_event_in_one_world_comes_first() -> None:
    at = found(log(hired(20)), log(hired(15)))
    assert at.month == 15 and at.today is None and at.package is not None and at.package.month == 15
