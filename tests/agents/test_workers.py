"""What workers do with a month, worked out by hand: age, search, choice, pay, school, benefit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import worker
from sim.agents.codes import (
    AWARE,
    EMPLOYED,
    FLEXIBLE,
    HIGH,
    INACTIVE,
    LOW,
    MIDDLE,
    NO_CONTRACT,
    NO_STAGE,
    ORIENTED,
    PERMANENT,
    SELF_EMPLOYED,
    SURPLUS,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)

pytestmark = pytest.mark.small

Given = Callable[..., Any]
close = pytest.approx
share = st.floats(0.0, 1.0)
age_in_months = st.integers(15 * 12, 75 * 12 - 1)
few = settings(max_examples=60, deadline=None)


def by_ages(name: str, *values: float) -> dict[str, float]:
    """The six values of a parameter that differs by age."""
    return dict(zip([f"{name}_{age}" for age in (15, 25, 35, 45, 55, 65)], values, strict=True))


# ---- age ----


@pytest.mark.parametrize(
    ("years", "months", "band"),
    [(15, 0, 0), (24, 11, 0), (25, 0, 1), (34, 11, 1), (35, 0, 2), (45, 0, 3), (55, 0, 4), (64, 11, 4), (65, 0, 5), (74, 11, 5)],
)
def test_bands_of_age(years: int, months: int, band: int) -> None:
    age = 12 * years + months
    assert worker.age_band(age) == band
    assert worker.by_age(age, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0) == band


def test_chances_that_differ_by_age(p: Given) -> None:
    at = p(**by_ages("leave_work", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), **by_ages("begin_search", 0.6, 0.5, 0.4, 0.3, 0.2, 0.1))
    assert worker.leave_work_chance(20 * 12, at) == 0.1
    assert worker.leave_work_chance(60 * 12, at) == 0.5
    assert worker.leave_work_chance(65 * 12, at) == 0.6
    assert worker.begin_search_chance(20 * 12, at) == 0.6
    assert worker.begin_search_chance(40 * 12, at) == 0.4


def test_benefit_keeps_people_looking(p: Given) -> None:
    at = p(give_up_35=0.1, give_up_on_ww=0.25)
    assert worker.give_up_chance(40 * 12, False, at) == close(0.1)
    assert worker.give_up_chance(40 * 12, True, at) == close(0.025)


# ---- leaving, searching ----


def test_contract_ends_less_with_tenure(p: Given) -> None:
    at = p(contract_end_flexible=0.04, contract_end_permanent=0.001, contract_end_floor=0.25, contract_end_months=10)
    assert worker.contract_end_chance(FLEXIBLE, 0, at) == close(0.04)
    assert worker.contract_end_chance(PERMANENT, 0, at) == close(0.001)
    assert worker.contract_end_chance(FLEXIBLE, 10, at) == close(0.04 * (0.25 + 0.75 / np.e))
    assert worker.contract_end_chance(FLEXIBLE, 480, at) == close(0.01)


@few
@given(tenure=st.integers(0, 479), contract=st.sampled_from([PERMANENT, FLEXIBLE]))
def test_contract_end_falls_with_tenure(p: Given, tenure: int, contract: int) -> None:
    at = p()
    now, later = (worker.contract_end_chance(contract, t, at) for t in (tenure, tenure + 1))
    assert 0.0 <= later <= now <= 1.0


def test_nobody_is_made_permanent_in_the_first_year(p: Given) -> None:
    at = p(made_permanent=0.05)
    assert worker.made_permanent_chance(11, at) == 0.0
    assert worker.made_permanent_chance(12, at) == 0.05


def test_chance_to_search(p: Given) -> None:
    at = p(
        search_inactive_25=0.03, search_without_25=0.8, search_working_25=0.1, search_surplus=0.9,
        search_self_employed=0.02, search_settled=0.4, settle_months=20,
    )  # fmt: skip
    age = 30 * 12
    assert worker.search_chance(INACTIVE, 3, 0, age, at) == close(0.03)
    assert worker.search_chance(UNEMPLOYED, 3, 0, age, at) == close(0.8)
    assert worker.search_chance(UNEMPLOYED_WW, 3, 0, age, at) == close(0.8)
    assert worker.search_chance(SURPLUS, PERMANENT, 50, age, at) == close(0.72)
    assert worker.search_chance(EMPLOYED, SELF_EMPLOYED, 50, age, at) == close(0.02)
    assert worker.search_chance(EMPLOYED, PERMANENT, 0, age, at) == close(0.1)
    assert worker.search_chance(EMPLOYED, PERMANENT, 20, age, at) == close(0.1 * (1 - 0.6 * (1 - 1 / np.e)))
    assert worker.search_chance(EMPLOYED, PERMANENT, 480, age, at) == close(0.04, rel=1e-6)


@few
@given(
    status=st.sampled_from([EMPLOYED, SURPLUS, UNEMPLOYED_WW, UNEMPLOYED, INACTIVE]), tenure=st.integers(0, 480), age=age_in_months
)
def test_search_is_a_chance_and_falls_with_tenure(p: Given, status: int, tenure: int, age: int) -> None:
    at = p()
    now, later = (worker.search_chance(status, PERMANENT, t, age, at) for t in (tenure, tenure + 12))
    assert 0.0 <= later <= now <= 1.0


def test_looking_inside_falls_with_age_by_the_root_of_search_elsewhere(p: Given) -> None:
    at = p(look_inside=0.2, search_working_15=0.4, search_working_25=0.225, search_working_45=0.1)
    assert worker.new_search_chance(50 * 12, at) == close(0.1)
    for age, chance in ((20, 0.2), (30, 0.15), (50, 0.1)):  # search elsewhere is 9/16 and 1/4 of that of the youngest
        assert worker.look_inside_chance(EMPLOYED, PERMANENT, NO_STAGE, age * 12, at) == close(chance)
    assert worker.look_inside_chance(EMPLOYED, FLEXIBLE, AWARE, 20 * 12, at) == close(0.2)


def test_who_does_not_look_inside(p: Given) -> None:
    at, age = p(look_inside=0.2), 20 * 12
    assert worker.look_inside_chance(SURPLUS, PERMANENT, NO_STAGE, age, at) == 0.0
    assert worker.look_inside_chance(UNEMPLOYED, NO_CONTRACT, NO_STAGE, age, at) == 0.0
    assert worker.look_inside_chance(EMPLOYED, SELF_EMPLOYED, NO_STAGE, age, at) == 0.0
    assert worker.look_inside_chance(EMPLOYED, PERMANENT, ORIENTED, age, at) == 0.0
    assert worker.look_inside_chance(EMPLOYED, PERMANENT, NO_STAGE, age, p(look_inside=0, search_working_15=0)) == 0.0


def test_radius_narrows_by_unseen_skill(p: Given) -> None:
    at = p(radius=2)
    assert worker.search_radius(0.4, 0.5, at) == close(2 * (1 - 0.5 * 0.6))
    assert worker.search_radius(1.0, 1.0, at) == close(2)  # all skill seen: the barrier has nothing to hide
    assert worker.search_radius(0.4, 0.0, at) == close(2)  # no barrier


@few
@given(visible=share, low=share, more=share)
def test_radius_falls_with_the_barrier_and_rises_with_what_shows(p: Given, visible: float, low: float, more: float) -> None:
    at = p(radius=1.5)
    high = min(1.0, low + more)
    assert 0.0 <= worker.search_radius(visible, high, at) <= worker.search_radius(visible, low, at) <= 1.5
    assert worker.search_radius(low, visible, at) <= worker.search_radius(high, visible, at)


def test_distance_weighs_gap_and_other_dissimilarity(p: Given) -> None:
    at = p(distance_gap=6, distance_cosine=2)
    assert worker.skill_distance(0.1, 0.3, at) == close(1.2)
    assert worker.skill_distance(0.0, 0.0, at) == 0.0
    assert worker.perceived_distance(0.1, 0.3, 0.5, 1.0, at) == close(6 * 0.15 + 0.6)  # half unseen: half again as far
    assert worker.perceived_distance(0.1, 0.3, 1.0, 1.0, at) == close(1.2)
    assert worker.perceived_distance(0.1, 0.3, 0.5, 0.0, at) == close(1.2)


@few
@given(gap=share, cosine=share, visible=share, barrier=share)
def test_a_job_never_looks_nearer_than_it_is(p: Given, gap: float, cosine: float, visible: float, barrier: float) -> None:
    at = p()
    assert worker.perceived_distance(gap, cosine, visible, barrier, at) >= worker.skill_distance(gap, cosine, at) >= 0.0


def test_far_jobs_draw_fewer_looks() -> None:
    assert worker.pull(0.0, 1.5) == 1.0
    assert worker.pull(1.5, 1.5) == close(1 / np.e)
    assert worker.pull(3.0, 1.5) == close(1 / np.e**2)
    assert worker.pull(1.0, 0.5) < worker.pull(1.0, 2.0)


# ---- choosing, pay ----


def test_utility_of_a_job(p: Given) -> None:
    at = p(utility_pay=4, utility_distance=1.5, utility_risk=0.5, utility_taste=0.6)
    assert worker.job_utility(3000.0, 3000.0, 0.0, 0.0, 0.0, 0.0, at) == 0.0
    assert worker.job_utility(3300.0, 3000.0, 0.0, 0.0, 0.0, 0.0, at) == close(4 * np.log(1.1))
    assert worker.job_utility(3000.0, 3000.0, 0.4, 0.6, 0.2, -1.0, at) == close(-0.6 - 0.3 + 0.2 - 0.6)


def test_lowest_wage_someone_accepts(p: Given) -> None:
    at = p(
        reservation_inactive=0.6, reservation_working=0.95, reservation_start=0.9, reservation_floor=0.7,
        reservation_months=12, reservation_without_ww=0.8,
    )  # fmt: skip
    assert worker.reservation_wage(3000.0, INACTIVE, 0, 0, at) == close(1800)
    assert worker.reservation_wage(3000.0, EMPLOYED, 0, 0, at) == close(2850)
    assert worker.reservation_wage(3000.0, SURPLUS, 9, 0, at) == close(2850)
    assert worker.reservation_wage(3000.0, UNEMPLOYED_WW, 0, 5, at) == close(2700)
    assert worker.reservation_wage(3000.0, UNEMPLOYED_WW, 12, 5, at) == close(3000 * (0.7 + 0.2 / np.e))
    assert worker.reservation_wage(3000.0, UNEMPLOYED, 0, 0, at) == close(2160)


@few
@given(months=st.integers(0, 120), left=st.integers(1, 24))
def test_people_ask_less_as_unemployment_lasts_and_without_benefit(p: Given, months: int, left: int) -> None:
    at = p()
    asked = worker.reservation_wage(3000.0, UNEMPLOYED_WW, months, left, at)
    assert worker.reservation_wage(3000.0, UNEMPLOYED_WW, months + 1, left, at) <= asked <= 3000 * at.reservation_start
    assert worker.reservation_wage(3000.0, UNEMPLOYED, months, 0, at) <= asked


def test_entry_wage_counts_years_in_the_sector(p: Given) -> None:
    at = p(months_to_top=120, other_experience=0.5)
    assert worker.entry_wage(2500.0, 4000.0, 60, 0, 1.0, 1.0, at) == 3250
    assert worker.entry_wage(2500.0, 4000.0, 240, 0, 1.0, 1.0, at) == 4000  # the top is the top
    assert worker.entry_wage(2500.0, 4000.0, 0, 60, 1.0, 1.0, at) == 2500  # the bottom rung
    assert worker.entry_wage(2500.0, 4000.0, 0, 60, 0.0, 1.0, at) == 2875  # half of five years counts
    assert worker.entry_wage(2500.0, 4000.0, 60, 0, 1.0, 1.1, at) == 3575


@few
@given(months=st.integers(0, 400), other=st.integers(0, 400), rung=share)
def test_entry_wage_stays_on_the_scale(p: Given, months: int, other: int, rung: float) -> None:
    at = p()
    assert 2500 <= worker.entry_wage(2500.0, 4000.0, months, other, rung, 1.0, at) <= 4000
    assert worker.entry_wage(2500.0, 4000.0, 0, other, rung, 1.0, at) <= worker.entry_wage(2500.0, 4000.0, 0, other, 0.0, 1.0, at)


def test_wage_climbs_a_step_a_year(p: Given) -> None:
    at = p(months_to_top=120)
    assert worker.next_wage(2500.0, 2500.0, 4000.0, 1.0, at) == 2650
    assert worker.next_wage(3950.0, 2500.0, 4000.0, 1.0, at) == 4000
    assert worker.next_wage(4300.0, 2500.0, 4000.0, 1.0, at) == 4300  # never down
    assert worker.next_wage(2500.0, 2500.0, 4000.0, 1.1, at) == 2665


def test_part_of_the_skill_gap_is_learnt_in_a_year(p: Given) -> None:
    at = p(skill_learning=0.3, skill_fading=0.05)
    assert worker.next_skill(40, 60, 1.0, at) == 46
    assert worker.next_skill(60, 40, 1.0, at) == 60
    assert worker.next_skill(50, 50, 1.0, at) == 50
    assert worker.next_skill(40, 60, 2.0, at) == 52  # twice as fast
    assert worker.next_skill(40, 60, 9.0, at) == 60  # never more than the job asks
    assert worker.faded_skill(100, at) == 95
    assert worker.faded_skill(0, at) == 0


@few
@given(skill=st.integers(0, 127), required=st.integers(0, 127))
def test_skill_stays_between_what_one_has_and_what_is_asked(p: Given, skill: int, required: int) -> None:
    at = p()
    assert skill <= worker.next_skill(skill, required, 1.0, at) <= max(skill, required)
    assert 0 <= worker.faded_skill(skill, at) <= skill


# ---- looks and offers ----


def test_part_of_a_look_is_a_chance_of_one_more(p: Given) -> None:
    at = p(looks=2.25, looks_without=2)
    taken = [[bool(worker.takes_look(turn, u, EMPLOYED, at)) for turn in range(4)] for u in (0.24, 0.26)]
    assert taken == [[True, True, True, False], [True, True, False, False]]
    assert [bool(worker.takes_look(turn, 1 - 1e-9, SURPLUS, p(looks=3))) for turn in (2, 3)] == [True, False]
    for status in (UNEMPLOYED, UNEMPLOYED_WW):  # twice as many
        assert [bool(worker.takes_look(turn, 0.49, status, at)) for turn in (3, 4, 5)] == [True, True, False]


def test_who_has_no_work_turns_down_fewer_jobs(p: Given) -> None:
    at = p(accept=0.8, refuse_without=0.25)
    assert [worker.accept_chance(status, at) for status in (EMPLOYED, SURPLUS, INACTIVE)] == [close(0.8)] * 3
    assert worker.accept_chance(UNEMPLOYED, at) == worker.accept_chance(UNEMPLOYED_WW, at) == close(0.95)
    assert worker.accept_chance(UNEMPLOYED, p(accept=0.8, refuse_without=1)) == close(0.8)


# ---- courses ----


def test_course_fades_towards_the_pension_and_is_likelier_when_new(p: Given) -> None:
    at = p(course_base=0.4, course_fade=0.5, course_new=1, course_study=0.8, course_out=0.5)
    pension = 67 * 12
    halfway = 0.3  # at 46 half of the way from 25 to 67, so half of the half is gone
    assert worker.course_chance(46 * 12, pension, 240, True, at) == close(halfway)
    assert worker.course_chance(46 * 12 + 11, pension, 24, True, at) == close(halfway)  # whole years; two years on, no longer new
    assert worker.course_chance(46 * 12, pension, 0, True, at) == close(2 * halfway)
    assert worker.course_chance(46 * 12, pension, 12, True, at) == close(1.5 * halfway)  # half of it has worn off
    assert worker.course_chance(46 * 12, pension, 0, False, at) == close(0.5 * halfway)
    assert [worker.course_chance(age * 12, pension, 240, True, at) for age in (67, 71)] == [close(0.2)] * 2
    young = p(course_base=0.1, course_fade=0, course_new=0, course_study=0.8)  # as if the pension never came
    assert [worker.course_chance(12 * age, pension, 240, True, young) for age in (20, 25, 30, 35, 50)] == [
        close(chance) for chance in (0.18, 0.18, 0.14, 0.1, 0.1)
    ]


@few
@given(age=age_in_months, tenure=st.integers(0, 480), at_work=st.booleans())
def test_course_is_a_chance(p: Given, age: int, tenure: int, at_work: bool) -> None:
    assert 0.0 <= worker.course_chance(age, 804, tenure, at_work, p(course_base=0.9, course_new=3, course_study=2)) <= 1.0


def test_a_course_makes_learning_faster(p: Given) -> None:
    assert worker.learning_pace(True, p(course_learning=1.5)) == 1.5
    assert worker.learning_pace(False, p(course_learning=1.5)) == 1.0


# ---- school, benefit, severance ----


def test_school_ends_at_19_and_23(p: Given) -> None:
    at = p(reach_middle=0.8, reach_high=0.5)
    assert worker.schooling(19 * 12, LOW, 0.7, at) == MIDDLE
    assert worker.schooling(19 * 12, LOW, 0.9, at) == LOW
    assert worker.schooling(23 * 12, MIDDLE, 0.4, at) == HIGH
    assert worker.schooling(23 * 12, MIDDLE, 0.6, at) == MIDDLE
    assert worker.schooling(23 * 12, LOW, 0.0, at) == LOW  # nobody skips a level
    assert worker.schooling(19 * 12, HIGH, 0.0, at) == HIGH
    assert worker.schooling(19 * 12 + 1, LOW, 0.0, at) == LOW
    assert worker.schooling(40 * 12, MIDDLE, 0.0, at) == MIDDLE


def test_years_that_count_for_benefit(p: Given) -> None:
    at = p(worked_share=0.5)
    assert worker.years_worked(38 * 12, 24, at) == close(10)  # half of the twenty years since 18
    assert worker.years_worked(38 * 12, 180, at) == close(15)  # the present tenure is more
    assert worker.years_worked(16 * 12, 0, at) == 0


@pytest.mark.parametrize(
    ("years", "months"),
    [(0.0, 3), (1.0, 3), (3.0, 3), (4.5, 4), (10.0, 10), (12.0, 11), (13.0, 11), (20.0, 15), (38.0, 24), (45.0, 24)],
)
def test_months_of_benefit(p: Given, years: float, months: int) -> None:
    """A month a year for ten years, half a month a year after that, between 3 and 24."""
    assert worker.ww_rights(years, p()) == months


@few
@given(years=st.floats(0, 60), more=st.floats(0, 10))
def test_benefit_rights_grow_with_years(p: Given, years: float, more: float) -> None:
    assert 3 <= worker.ww_rights(years, p()) <= worker.ww_rights(years + more, p()) <= 24


def test_level_of_benefit(p: Given) -> None:
    at = p(ww_max_wage=5000)
    assert [worker.ww_benefit(3500.0, months, at) for months in (0, 1, 2, 11)] == [2625, 2625, 2450, 2450]
    assert worker.ww_benefit(9000.0, 5, at) == 3500  # 70% of the most that counts


@pytest.mark.parametrize(
    ("wage", "months", "euro"),
    [
        (3500.0, 12 * 12, 14_000),  # a third of a month a year
        (3000.0, 6, 500),  # half a year counts for half
        (3000.0, 0, 0),
        (6000.0, 50 * 12, 94_000),  # the cap of 2024
        (10_000.0, 45 * 12, 120_000),  # a year's wage where that is more than the cap
    ],
)
def test_severance(p: Given, wage: float, months: int, euro: int) -> None:
    assert worker.severance(wage, months, p()) == euro


def test_earnings_are_by_the_hour() -> None:
    assert worker.earned(3800, 38) == 3800
    assert worker.earned(3800, 19) == 1900
    assert worker.earned(3800, 0) == 0


def test_first_age_is_where_a_band_begins() -> None:
    assert [worker.first_age(band) for band in range(worker.AGE_BANDS)] == [180, 300, 420, 540, 660, 780]
    assert [worker.age_band(worker.first_age(band)) for band in range(worker.AGE_BANDS)] == [0, 1, 2, 3, 4, 5]
    assert [worker.age_band(worker.first_age(band) - 1) for band in range(1, worker.AGE_BANDS)] == [0, 1, 2, 3, 4]


def test_hours_follow_the_usual_and_the_own_draw() -> None:
    assert worker.hours_wanted(30.0, 0.5) == 30.0
    assert worker.hours_wanted(30.0, 0.99) == 34.0
    assert worker.hours_wanted(3.0, 0.01) == 4.0
    assert worker.hours_wanted(44.0, 0.9) == worker.FULL_WEEK + 2


def test_savings_are_little_for_most_and_two_years_at_most() -> None:
    assert worker.savings_drawn(1.0) == 0.0
    assert worker.savings_drawn(np.exp(-1.0)) == close(2.5)
    assert worker.savings_drawn(1e-9) == 24.0


def test_three_in_ten_give_care() -> None:
    assert worker.care_drawn(0.3, 0.9) == 0.0
    assert worker.care_drawn(0.29, 0.9) == 22.0
    assert worker.care_drawn(0.0, 0.0) == 0.0


def test_savings_shrink_by_what_is_spent() -> None:
    assert worker.savings_left(3.0, 2000.0, 1000.0) == close(2.5)
    assert worker.savings_left(0.5, 2000.0, 3000.0) == 0.0
    assert worker.savings_left(2.0, 0.0, 0.0) == close(2.0)
