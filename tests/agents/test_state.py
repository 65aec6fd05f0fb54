"""What the state and the law add to a move, worked out by hand from the schemes' own terms, on either side of each change."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from sim.agents import employer, rounding, state, worker
from sim.agents.codes import PARTIES
from sim.data import all_institutions
from sim.parameters import LAW, legal, parameter_record

pytestmark = pytest.mark.small

Given = Callable[..., Any]


def law(year: int, month: int = 1, day: int = 1) -> Any:
    return parameter_record(date(year, month, day))


# ---- the example of the evidence: EUR 3,500 a month, 12 years of service ----


def test_a_third_of_a_month_a_year_for_twelve_years_is_four_months(p: Given) -> None:
    assert worker.severance(3500.0, 144, p()) == 14_000
    assert worker.ww_rights(12.0, p()) == 11  # ten, and two half months
    assert [worker.ww_benefit(3500.0, month, p()) for month in (0, 1, 2, 10)] == [2625, 2625, 2450, 2450]
    assert employer.notice_months(144, 0.5, p(procedure_low=0, procedure_high=0)) == 3


def test_severance_by_date() -> None:
    assert [worker.severance(3000.0, 23, law(year)) for year in (2019, 2020)] == [0, 1917]  # from two years, from day one
    assert [worker.severance(3000.0, 35, law(year)) for year in (2019, 2020)] == [2500, 2917]  # half years, months
    assert [worker.severance(3000.0, 240, law(year)) for year in (2019, 2020)] == [25_000, 20_000]  # ten thirds and ten halves
    caps = [worker.severance(6000.0, 600, law(year)) for year in (2019, 2020, 2021, 2024, 2025)]
    assert caps == [81_000, 83_000, 84_000, 94_000, 98_000]
    assert worker.severance(10_000.0, 480, law(2024)) == 120_000  # a year's wage where that is more
    assert worker.severance(10_000.0, 300, law(2024)) == 83_333


def test_longest_benefit_by_date() -> None:
    rights = [worker.ww_rights(45.0, law(*day)) for day in ((2015, 12, 31), (2016, 1, 1), (2018, 1, 1), (2019, 4, 1), (2026, 1, 1))]
    assert rights == [38, 27, 27, 24, 24]  # from 2016 on ten years and 35 half years are 27.5 months, until 24 is the most
    assert worker.ww_rights(20.0, law(2015, 8)) == 20
    assert worker.ww_rights(20.0, law(2016)) == 15


def test_a_month_of_notice_remains_whatever_is_deducted(p: Given) -> None:
    at = p(procedure_low=2, procedure_high=2, notice_deducted=2)
    assert [employer.notice_months(12 * years, 0.5, at) for years in (0, 4, 5, 10, 15, 40)] == [3, 3, 3, 3, 4, 4]


# ---- subsidies ----


def test_practical_learning_is_paid_by_the_week_for_a_diploma_only(p: Given) -> None:
    assert state.practical_learning_subsidy(40, True, p()) == 2700
    assert state.practical_learning_subsidy(20, True, p()) == 1350
    assert state.practical_learning_subsidy(52, True, p()) == 2700  # a place is whole at 40 weeks
    assert state.practical_learning_subsidy(1, True, p()) == 68  # 67.50
    assert state.practical_learning_subsidy(0, True, p()) == 0
    assert state.practical_learning_subsidy(40, False, p()) == 0  # modules do not count


def test_teacher_subsidy_was_raised_in_2023() -> None:
    days = ((2022, 1, 1), (2022, 12, 31), (2023, 1, 1), (2024, 1, 1))
    assert [state.teacher_switch_subsidy(True, law(*day)) for day in days] == [20_000, 20_000, 25_000, 25_000]
    assert state.teacher_switch_subsidy(False, law(2024)) == 0


def test_subsidy_for_a_course_counts_by_the_study_year(p: Given) -> None:
    at = p(weeks_in_month=52 / 12, teacher_switch=25_000)  # a year of twelve months is one of 52 weeks
    assert [state.subsidy_for_course(months, True, False, at) for months in (0, 6, 12, 24)] == [
        0,
        1755,
        2700,
        5400,
    ]  # 26 weeks of 40
    assert state.subsidy_for_course(18, True, False, at) == 2700 + 1755
    assert state.subsidy_for_course(12, False, False, at) == 0  # modules do not count
    assert [state.subsidy_for_course(months, True, True, at) for months in (0, 6, 24)] == [0, 25_000, 25_000]  # once, with a course
    assert state.subsidy_for_course(6, True, True, p(weeks_in_month=52 / 12, teacher_switch=0)) == 1755  # no lump sum yet


def test_a_course_of_a_year_is_one_study_year(p: Given) -> None:
    assert state.subsidy_for_course(12, True, False, p()) == 2700


@pytest.mark.parametrize("months", range(1, 49))
def test_a_longer_course_is_never_paid_less(p: Given, months: int) -> None:
    shorter, longer = (state.subsidy_for_course(m, True, False, p()) for m in (months - 1, months))
    assert shorter <= longer <= 2700 * (months // 12 + 1)


def test_credit_for_an_older_worker_ends_in_steps() -> None:
    """36 hours a week for 50 weeks are 1,800 hours."""
    years = (2017, 2018, 2023, 2024, 2025, 2026)
    assert [state.older_worker_credit(1800, 60 * 12, True, 0, law(year)) for year in years] == [0, 5490, 5490, 5490, 2430, 0]


def test_credit_for_an_older_worker_has_an_age_a_cap_and_an_end() -> None:
    at = law(2023)
    assert state.older_worker_credit(2000, 60 * 12, True, 0, at) == 6000  # not 6,100
    assert state.older_worker_credit(1000, 56 * 12, True, 24, at) == 3050
    assert state.older_worker_credit(1000, 56 * 12 - 1, True, 0, at) == 0
    assert state.older_worker_credit(1000, 60 * 12, True, 36, at) == 0
    assert state.older_worker_credit(1000, 60 * 12, False, 0, at) == 0  # from job to job there is none


def test_slim_pays_a_share_between_two_bounds(p: Given) -> None:
    assert state.slim_share(20_000, False, False, p()) == 12_000
    assert state.slim_share(20_000, True, False, p()) == 16_000
    assert state.slim_share(60_000, True, False, p()) == 24_999
    assert state.slim_share(60_000, True, True, p()) == 20_000  # agriculture
    assert state.slim_share(6250, True, False, p()) == 5000
    assert state.slim_share(6249, True, False, p()) == 0  # under the least grant
    assert state.slim_share(10_001, False, False, p()) == 6000  # no euro above its share
    assert [state.slim_share(20_000, True, False, law(*day)) for day in ((2020, 2, 29), (2020, 3, 1))] == [0, 16_000]


def test_stap_ran_from_march_2022_until_2024() -> None:
    days = ((2022, 2, 1), (2022, 2, 28), (2022, 3, 1), (2023, 12, 31), (2024, 1, 1))
    assert [state.stap_voucher(2500, law(*day)) for day in days] == [0, 0, 1000, 1000, 0]
    assert state.stap_voucher(800, law(2023)) == 800
    assert state.stap_voucher(0, law(2023)) == 0


# ---- trial placements and collective dismissal ----


def test_a_trial_placement_is_for_people_on_benefit(p: Given) -> None:
    assert state.trial_placement_allowed(True, False, p())
    assert not state.trial_placement_allowed(False, False, p())
    assert state.trial_placement_allowed(False, True, p())  # under notice, where a package opens it
    assert state.trial_placement_allowed(False, False, p(trial_needs_benefit=0))


def test_a_trial_placement_lasts_two_months_by_exception_six(p: Given) -> None:
    assert [state.trial_placement_months(wanted, False, p()) for wanted in (1, 2, 3, 12)] == [1, 2, 2, 2]
    assert [state.trial_placement_months(wanted, True, p()) for wanted in (1, 2, 3, 12)] == [1, 2, 3, 6]


def test_twenty_dismissals_are_collective(p: Given) -> None:
    assert [bool(state.collective_dismissal(number, p())) for number in (0, 19, 20, 300)] == [False, False, True, True]


def test_the_wait_of_a_collective_dismissal_runs_while_the_employer_looks_ahead(p: Given) -> None:
    """One month by law: the longer of the two counts."""
    assert [state.months_to_procedure(lead, True, p()) for lead in (0, 1, 5)] == [1, 1, 5]
    assert [state.months_to_procedure(lead, False, p()) for lead in (0, 1, 5)] == [0, 1, 5]
    assert state.months_to_procedure(2, True, p(collective_wait=3)) == 3


def test_a_social_plan_pays_more_than_the_law(p: Given) -> None:
    at = p(social_plan_low=1.0, social_plan_high=2.0)
    assert [state.social_plan_factor(draw, at) for draw in (0.0, 0.25, 1.0)] == [1.0, 1.25, 2.0]
    assert state.social_plan_extra(14_000, 1.25) == 3500
    assert state.social_plan_extra(14_000, 1.0) == 0
    assert state.social_plan_extra(0, 2.0) == 0


# ---- rounding, and the record ----


def test_halves_go_up_and_binary_fractions_cost_nobody_a_euro() -> None:
    assert [rounding.nearest(x) for x in (0.0, 0.49, 0.5, 1.5, 2.5, 0.7 * 1235)] == [0, 0, 1, 2, 3, 865]
    assert [rounding.down(x) for x in (0.0, 0.99, 2700 * (1 - 0.8), 7)] == [0, 0, 540, 7]


def test_every_field_of_law_is_known_from_the_first_possible_start_on() -> None:
    assert set(legal(date(2015, 7, 1))) == set(LAW) == set(legal(date(2040, 1, 1)))
    assert {name for names in LAW.values() for name in names} <= set(all_institutions())


def test_periods_of_a_rule_follow_each_other_without_a_gap() -> None:
    """No day lacks a value, and the last period has no end."""
    for names in LAW.values():
        for name in names:
            periods = all_institutions()[name]
            for earlier, later in pairwise(periods):
                assert earlier.valid_until and (later.valid_from - earlier.valid_until).days == 1, name
            assert periods[-1].valid_until is None, name


def test_who_pays_whom_are_parties_of_the_ledger() -> None:
    assert {party for pair in state.WHO_PAYS.values() for party in pair} <= {*PARTIES, "sector-fund"}


def test_real_people_dismissed_at_once() -> None:
    assert state.dismissed_at_once(3, 12, 200) == 50.0  # a quarter of 200
    assert state.dismissed_at_once(7, 40, 40) == 7.0  # as large here as in reality
    assert state.dismissed_at_once(0, 0, 90) == 0.0
