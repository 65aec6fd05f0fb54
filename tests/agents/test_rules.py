"""Every rule of every kind of agent, worked out by hand from the text: docstrings, the design, the institutions.

Parameters are given here, so that no tuned number can make or break a case.
"""

import inspect
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import coach, employer, fund, trainer, worker
from sim.agents.codes import (
    EMPLOYED,
    FLEXIBLE,
    HIGH,
    INACTIVE,
    LOW,
    MIDDLE,
    PERMANENT,
    SELF_EMPLOYED,
    SURPLUS,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)
from sim.month.redundancy import shares_by_band
from sim.parameters import parameter_record

pytestmark = pytest.mark.small

LAW = date(2024, 1, 1)
MODULES = (worker, employer, trainer, fund, coach)
close = pytest.approx
share = st.floats(0.0, 1.0)
age_in_months = st.integers(15 * 12, 75 * 12 - 1)
few = settings(max_examples=60, deadline=None)


def p(**changes: float) -> Any:
    """A parameter record of 2024's law with these values."""
    return parameter_record(LAW, changes)


def by_ages(name: str, *values: float) -> dict[str, float]:
    """The six values of a parameter that differs by age."""
    return dict(zip([f"{name}_{age}" for age in (15, 25, 35, 45, 55, 65)], values, strict=True))


def rules_of(module: ModuleType) -> list[str]:
    """The functions a module of rules defines for others."""
    found = []
    for name, thing in vars(module).items():
        plain = getattr(thing, "py_func", thing)
        if inspect.isfunction(plain) and plain.__module__ == module.__name__ and not name.startswith("_"):
            found.append(name)
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_rule_is_tested_here(module: ModuleType) -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    rules = rules_of(module)
    assert rules
    short = module.__name__.rpartition(".")[2]
    assert [name for name in rules if f"{short}.{name}(" not in text] == []


# ---- workers: age ----


@pytest.mark.parametrize(
    ("years", "months", "band"),
    [(15, 0, 0), (24, 11, 0), (25, 0, 1), (34, 11, 1), (35, 0, 2), (45, 0, 3), (55, 0, 4), (64, 11, 4), (65, 0, 5), (74, 11, 5)],
)
def test_bands_of_age(years: int, months: int, band: int) -> None:
    age = 12 * years + months
    assert worker.age_band(age) == band
    assert worker.by_age(age, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0) == band


def test_chances_that_differ_by_age() -> None:
    at = p(**by_ages("leave_work", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), **by_ages("begin_search", 0.6, 0.5, 0.4, 0.3, 0.2, 0.1))
    assert worker.leave_work_chance(20 * 12, at) == 0.1
    assert worker.leave_work_chance(60 * 12, at) == 0.5
    assert worker.leave_work_chance(65 * 12, at) == 0.6
    assert worker.begin_search_chance(20 * 12, at) == 0.6
    assert worker.begin_search_chance(40 * 12, at) == 0.4


def test_benefit_keeps_people_looking() -> None:
    at = p(give_up_35=0.1, give_up_on_ww=0.25)
    assert worker.give_up_chance(40 * 12, False, at) == close(0.1)
    assert worker.give_up_chance(40 * 12, True, at) == close(0.025)


# ---- workers: leaving, searching ----


def test_contract_ends_less_with_tenure() -> None:
    at = p(contract_end_flexible=0.04, contract_end_permanent=0.001, contract_end_floor=0.25, contract_end_months=10)
    assert worker.contract_end_chance(FLEXIBLE, 0, at) == close(0.04)
    assert worker.contract_end_chance(PERMANENT, 0, at) == close(0.001)
    assert worker.contract_end_chance(FLEXIBLE, 10, at) == close(0.04 * (0.25 + 0.75 / np.e))
    assert worker.contract_end_chance(FLEXIBLE, 480, at) == close(0.01)


@few
@given(tenure=st.integers(0, 479), contract=st.sampled_from([PERMANENT, FLEXIBLE]))
def test_contract_end_falls_with_tenure(tenure: int, contract: int) -> None:
    at = p()
    now, later = (worker.contract_end_chance(contract, t, at) for t in (tenure, tenure + 1))
    assert 0.0 <= later <= now <= 1.0


def test_nobody_is_made_permanent_in_the_first_year() -> None:
    at = p(made_permanent=0.05)
    assert worker.made_permanent_chance(11, at) == 0.0
    assert worker.made_permanent_chance(12, at) == 0.05


def test_chance_to_search() -> None:
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
def test_search_is_a_chance_and_falls_with_tenure(status: int, tenure: int, age: int) -> None:
    at = p()
    now, later = (worker.search_chance(status, PERMANENT, t, age, at) for t in (tenure, tenure + 12))
    assert 0.0 <= later <= now <= 1.0


def test_radius_narrows_by_unseen_skill() -> None:
    at = p(radius=2)
    assert worker.search_radius(0.4, 0.5, at) == close(2 * (1 - 0.5 * 0.6))
    assert worker.search_radius(1.0, 1.0, at) == close(2)  # all skill seen: the barrier has nothing to hide
    assert worker.search_radius(0.4, 0.0, at) == close(2)  # no barrier


@few
@given(visible=share, low=share, more=share)
def test_radius_falls_with_the_barrier_and_rises_with_what_shows(visible: float, low: float, more: float) -> None:
    at = p(radius=1.5)
    high = min(1.0, low + more)
    assert 0.0 <= worker.search_radius(visible, high, at) <= worker.search_radius(visible, low, at) <= 1.5
    assert worker.search_radius(low, visible, at) <= worker.search_radius(high, visible, at)


def test_distance_weighs_gap_and_other_dissimilarity() -> None:
    at = p(distance_gap=6, distance_cosine=2)
    assert worker.skill_distance(0.1, 0.3, at) == close(1.2)
    assert worker.skill_distance(0.0, 0.0, at) == 0.0
    assert worker.perceived_distance(0.1, 0.3, 0.5, 1.0, at) == close(6 * 0.15 + 0.6)  # half unseen: half again as far
    assert worker.perceived_distance(0.1, 0.3, 1.0, 1.0, at) == close(1.2)
    assert worker.perceived_distance(0.1, 0.3, 0.5, 0.0, at) == close(1.2)


@few
@given(gap=share, cosine=share, visible=share, barrier=share)
def test_a_job_never_looks_nearer_than_it_is(gap: float, cosine: float, visible: float, barrier: float) -> None:
    at = p()
    assert worker.perceived_distance(gap, cosine, visible, barrier, at) >= worker.skill_distance(gap, cosine, at) >= 0.0


def test_far_jobs_draw_fewer_looks() -> None:
    assert worker.pull(0.0, 1.5) == 1.0
    assert worker.pull(1.5, 1.5) == close(1 / np.e)
    assert worker.pull(3.0, 1.5) == close(1 / np.e**2)
    assert worker.pull(1.0, 0.5) < worker.pull(1.0, 2.0)


def test_error_of_belief() -> None:
    at = p(belief_sd=0.5, belief_after_tryout=0.4)
    assert worker.belief_error(2.0, 0.8, False, at) == close(0.8)
    assert worker.belief_error(2.0, 0.8, True, at) == close(0.32)
    assert worker.belief_error(-2.0, 0.8, False, at) == close(-0.8)
    assert worker.belief_error(2.0, 0.0, False, at) == 0.0


# ---- workers: choosing, pay ----


def test_utility_of_a_job() -> None:
    at = p(utility_pay=4, utility_distance=1.5, utility_risk=0.5, utility_taste=0.6)
    assert worker.job_utility(3000.0, 3000.0, 0.0, 0.0, 0.0, 0.0, at) == 0.0
    assert worker.job_utility(3300.0, 3000.0, 0.0, 0.0, 0.0, 0.0, at) == close(4 * np.log(1.1))
    assert worker.job_utility(3000.0, 3000.0, 0.4, 0.6, 0.2, -1.0, at) == close(-0.6 - 0.3 + 0.2 - 0.6)


def test_lowest_wage_someone_accepts() -> None:
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
def test_people_ask_less_as_unemployment_lasts_and_without_benefit(months: int, left: int) -> None:
    at = p()
    asked = worker.reservation_wage(3000.0, UNEMPLOYED_WW, months, left, at)
    assert worker.reservation_wage(3000.0, UNEMPLOYED_WW, months + 1, left, at) <= asked <= 3000 * at.reservation_start
    assert worker.reservation_wage(3000.0, UNEMPLOYED, months, 0, at) <= asked


def test_entry_wage_counts_years_in_the_sector() -> None:
    at = p(months_to_top=120, other_experience=0.5)
    assert worker.entry_wage(2500.0, 4000.0, 60, 0, 1.0, 1.0, at) == 3250
    assert worker.entry_wage(2500.0, 4000.0, 240, 0, 1.0, 1.0, at) == 4000  # the top is the top
    assert worker.entry_wage(2500.0, 4000.0, 0, 60, 1.0, 1.0, at) == 2500  # the bottom rung
    assert worker.entry_wage(2500.0, 4000.0, 0, 60, 0.0, 1.0, at) == 2875  # half of five years counts
    assert worker.entry_wage(2500.0, 4000.0, 60, 0, 1.0, 1.1, at) == 3575


@few
@given(months=st.integers(0, 400), other=st.integers(0, 400), rung=share)
def test_entry_wage_stays_on_the_scale(months: int, other: int, rung: float) -> None:
    at = p()
    assert 2500 <= worker.entry_wage(2500.0, 4000.0, months, other, rung, 1.0, at) <= 4000
    assert worker.entry_wage(2500.0, 4000.0, 0, other, rung, 1.0, at) <= worker.entry_wage(2500.0, 4000.0, 0, other, 0.0, 1.0, at)


def test_wage_climbs_a_step_a_year() -> None:
    at = p(months_to_top=120)
    assert worker.next_wage(2500.0, 2500.0, 4000.0, 1.0, at) == 2650
    assert worker.next_wage(3950.0, 2500.0, 4000.0, 1.0, at) == 4000
    assert worker.next_wage(4300.0, 2500.0, 4000.0, 1.0, at) == 4300  # never down
    assert worker.next_wage(2500.0, 2500.0, 4000.0, 1.1, at) == 2665


def test_part_of_the_skill_gap_is_learnt_in_a_year() -> None:
    at = p(skill_learning=0.3, skill_fading=0.05)
    assert worker.next_skill(40, 60, at) == 46
    assert worker.next_skill(60, 40, at) == 60
    assert worker.next_skill(50, 50, at) == 50
    assert worker.faded_skill(100, at) == 95
    assert worker.faded_skill(0, at) == 0


@few
@given(skill=st.integers(0, 127), required=st.integers(0, 127))
def test_skill_stays_between_what_one_has_and_what_is_asked(skill: int, required: int) -> None:
    at = p()
    assert skill <= worker.next_skill(skill, required, at) <= max(skill, required)
    assert 0 <= worker.faded_skill(skill, at) <= skill


# ---- workers: school, benefit, severance ----


def test_school_ends_at_19_and_23() -> None:
    at = p(reach_middle=0.8, reach_high=0.5)
    assert worker.schooling(19 * 12, LOW, 0.7, at) == MIDDLE
    assert worker.schooling(19 * 12, LOW, 0.9, at) == LOW
    assert worker.schooling(23 * 12, MIDDLE, 0.4, at) == HIGH
    assert worker.schooling(23 * 12, MIDDLE, 0.6, at) == MIDDLE
    assert worker.schooling(23 * 12, LOW, 0.0, at) == LOW  # nobody skips a level
    assert worker.schooling(19 * 12, HIGH, 0.0, at) == HIGH
    assert worker.schooling(19 * 12 + 1, LOW, 0.0, at) == LOW
    assert worker.schooling(40 * 12, MIDDLE, 0.0, at) == MIDDLE


def test_years_that_count_for_benefit() -> None:
    at = p(worked_share=0.5)
    assert worker.years_worked(38 * 12, 24, at) == close(10)  # half of the twenty years since 18
    assert worker.years_worked(38 * 12, 180, at) == close(15)  # the present tenure is more
    assert worker.years_worked(16 * 12, 0, at) == 0


@pytest.mark.parametrize(
    ("years", "months"),
    [(0.0, 3), (1.0, 3), (3.0, 3), (4.5, 4), (10.0, 10), (12.0, 11), (13.0, 11), (20.0, 15), (38.0, 24), (45.0, 24)],
)
def test_months_of_benefit(years: float, months: int) -> None:
    """A month a year for ten years, half a month a year after that, between 3 and 24."""
    assert worker.ww_rights(years, p()) == months


@few
@given(years=st.floats(0, 60), more=st.floats(0, 10))
def test_benefit_rights_grow_with_years(years: float, more: float) -> None:
    assert 3 <= worker.ww_rights(years, p()) <= worker.ww_rights(years + more, p()) <= 24


def test_level_of_benefit() -> None:
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
def test_severance(wage: float, months: int, euro: int) -> None:
    assert worker.severance(wage, months, p()) == euro


def test_earnings_are_by_the_hour() -> None:
    assert worker.earned(3800, 38) == 3800
    assert worker.earned(3800, 19) == 1900
    assert worker.earned(3800, 0) == 0


# ---- workers: the bridge ----


def test_who_keeps_the_terms_they_set_out_under() -> None:
    keeps = lambda on_bridge=False, entered=0, followed=False, crossed=-32000, month=20: worker.keeps_terms(  # noqa: E731
        on_bridge, entered, followed, crossed, month
    )
    assert not keeps()
    assert keeps(on_bridge=True, entered=0)
    assert not keeps(on_bridge=True, entered=-1)  # set out before the situation began, under no package
    assert keeps(followed=True, crossed=9)
    assert not keeps(followed=True, crossed=8)  # a year is over
    assert not keeps(followed=True, crossed=-2, month=3)
    assert not keeps(followed=False, crossed=19)


def test_chance_to_enrol() -> None:
    at = p(enrol=0.4, self_directed=0.5, free_hours_wanted=20, norm_weight=1)
    assert worker.enrol_chance(1.0, True, 1.0, 40.0, 1.0, at) == 0.0  # nobody who fully distrusts it
    assert worker.enrol_chance(0.0, True, 0.1, 20.0, 0.0, at) == close(0.4)
    assert worker.enrol_chance(0.25, True, 0.1, 20.0, 0.0, at) == close(0.3)
    assert worker.enrol_chance(0.0, False, 0.6, 20.0, 0.0, at) == close(0.12)
    assert worker.enrol_chance(0.0, True, 0.1, 5.0, 0.0, at) == close(0.1)
    assert worker.enrol_chance(0.0, True, 0.1, -5.0, 0.0, at) == 0.0
    assert worker.enrol_chance(0.0, True, 0.1, 20.0, 0.5, at) == close(0.6)


@few
@given(distrust=share, efficacy=share, hours=st.floats(-20, 60), colleagues=share, coached=st.booleans())
def test_enrolment_is_a_chance_that_distrust_lowers(
    distrust: float, efficacy: float, hours: float, colleagues: float, coached: bool
) -> None:
    at = p()
    chance = worker.enrol_chance(distrust, coached, efficacy, hours, colleagues, at)
    assert 0.0 <= chance <= worker.enrol_chance(0.0, coached, efficacy, hours, colleagues, at) <= 1.0
    assert chance <= worker.enrol_chance(distrust, True, 1.0, hours, 1.0, at)


def test_worth_of_a_job_across_the_bridge() -> None:
    at = p(
        utility_pay=4, utility_distance=1, utility_risk=0.5, utility_taste=1, utility_training=1.2, utility_income_gap=3,
        horizon_years=4, retirement_age=67 * 12,
    )  # fmt: skip
    worth = lambda months=0, age=47 * 12, kept=1.0, averse=0.0, guarded=0.0: worker.bridge_utility(  # noqa: E731
        3000.0, 3000.0, 0.3, 0.1, months, age, kept, averse, guarded, at
    )
    assert worth() == close(-0.3 + 0.1)  # no training: a job like another
    assert worth(months=12) == close(-0.2 - 1.2 * (1 + 4 / 20))
    assert worth(months=12, age=57 * 12) == close(-0.2 - 1.2 * (1 + 4 / 10))
    assert worth(months=12, age=70 * 12) == close(-0.2 - 1.2 * 5)
    assert worth(months=6, kept=0.7) == close(-0.2 - 0.6 * 1.2 - 3 * 0.3 * 0.5)
    assert worth(averse=0.8) == close(-0.2 - 0.4)
    assert worth(averse=0.8, guarded=1.0) == close(-0.2)


def test_income_while_in_training() -> None:
    at = p(income_filled=0.6)
    assert worker.income_in_training(0.7, 1.0, at) == close(0.7)
    assert worker.income_in_training(0.7, 0.0, at) == close(0.7 + 0.3 * 0.6)
    assert worker.income_in_training(1.0, 1.0, at) == close(1.0)


def test_savings_that_cover_the_gap() -> None:
    assert worker.can_bridge_income(3.1, 0.7, 10)
    assert not worker.can_bridge_income(2.9, 0.7, 10)
    assert worker.can_bridge_income(0.0, 1.0, 24)
    assert worker.can_bridge_income(0.0, 0.0, 0)


def test_chance_to_drop_out() -> None:
    at = p(dropout=0.02, dropout_load=1, dropout_care=0.5, dropout_committed=0.5, dropout_coached=0.7)
    assert worker.dropout_chance(False, False, 0.0, 0.0, at) == close(0.02)
    assert worker.dropout_chance(False, False, 0.5, 20.0, at) == close(0.02 * 1.5 * 1.5)
    assert worker.dropout_chance(True, False, 0.0, 0.0, at) == close(0.01)
    assert worker.dropout_chance(False, True, 0.0, 0.0, at) == close(0.014)
    assert worker.dropout_chance(True, True, 0.0, 0.0, at) == close(0.007)


@few
@given(committed=st.booleans(), coached=st.booleans(), load=st.floats(0, 3), care=st.floats(0, 60))
def test_dropping_out_is_a_chance(committed: bool, coached: bool, load: float, care: float) -> None:
    at = p()
    chance = worker.dropout_chance(committed, coached, load, care, at)
    assert 0.0 <= worker.dropout_chance(True, True, load, care, at) <= chance <= 1.0
    assert chance <= worker.dropout_chance(committed, coached, load + 0.1, care, at)


def test_hazard_of_landing() -> None:
    at = p(
        landing_first=0.06, landing_first_months=4, landing_year=0.02, landing_year_months=12, landing_culture=1,
        landing_lack=2, landing_belief=0.5, landing_bottom_rung=0.01, aftercare_effect=0.4,
    )  # fmt: skip
    hazard = lambda tenure=0, hard=1.0, culture=0.0, lack=0.0, belief=0.0, care=0.0, rung=0.0: worker.landing_hazard(  # noqa: E731
        tenure, hard, culture, lack, belief, care, rung, at
    )
    assert hazard() == close(0.08)
    assert hazard(tenure=4) == close(0.06 / np.e + 0.02 * np.exp(-1 / 3))
    assert hazard(hard=0.0, culture=1.0, lack=1.0, belief=3.0) == 0.0
    assert hazard(culture=0.5) == close(0.08 * 1.5)
    assert hazard(lack=0.5) == close(0.08 * 2)
    assert hazard(care=1.0) == close(0.08 * 0.6)
    assert hazard(belief=2.0) == close(0.08 * np.e)
    assert hazard(belief=-2.0) == close(0.08)  # only too rosy a picture disappoints
    assert hazard(tenure=11, hard=0.0, rung=1.0) == 0.0
    assert hazard(tenure=12, hard=0.0, rung=1.0) == close(0.01)
    assert hazard(tenure=35, hard=0.0, rung=0.5) == close(0.005)
    assert hazard(tenure=36, hard=0.0, rung=1.0) == 0.0


@few
@given(tenure=st.integers(0, 35), hard=share, culture=share, lack=share, belief=st.floats(-4, 4), care=share, rung=share)
def test_landing_is_a_chance_that_grows_with_the_barrier(
    tenure: int, hard: float, culture: float, lack: float, belief: float, care: float, rung: float
) -> None:
    at = p()
    hazard = worker.landing_hazard(tenure, hard, culture, lack, belief, care, rung, at)
    assert 0.0 <= hazard <= worker.landing_hazard(tenure, 1.0, culture, lack, belief, care, rung, at) <= 1.0
    assert worker.landing_hazard(tenure, hard, culture, lack, belief, 1.0, rung, at) <= hazard


# ---- employers ----


def test_own_demand_returns_to_normal() -> None:
    at = p(firm_persistence=0.9, firm_shock=0.1)
    assert employer.next_level(0.5, 0.0, at) == close(0.45)
    assert employer.next_level(0.0, -2.0, at) == close(-0.2)


def test_positions_round_at_a_fixed_point() -> None:
    at = p(level_correction=0)
    assert employer.positions(10.4, 0.0, 0.0, 0.5, at) == 10
    assert employer.positions(10.4, 0.0, 0.0, 0.7, at) == 11
    assert employer.positions(10.0, np.log(1.2), np.log(0.5), 0.5, at) == 6
    dithers = (np.arange(1000) + 0.5) / 1000
    assert np.mean([employer.positions(3.3, 0.0, 0.0, u, at) for u in dithers]) == close(3.3, abs=2e-3)


def test_how_far_ahead_surplus_is_seen() -> None:
    at = p(planning_horizon=12)
    assert employer.lead_time(0.0, at) == 12
    assert employer.lead_time(0.75, at) == 3
    assert employer.lead_time(1.0, at) == 0


@pytest.mark.parametrize(("years", "months"), [(0, 1), (4.9, 1), (5, 2), (9.9, 2), (10, 3), (14.9, 3), (15, 4), (40, 4)])
def test_notice_by_years_of_service(years: float, months: int) -> None:
    at = p(procedure_low=0, procedure_high=0, notice_deducted=0)
    assert employer.notice_months(int(years * 12), 0.5, at) == months


def test_notice_after_procedure_and_deduction() -> None:
    assert employer.notice_months(12, 0.0, p(procedure_low=1, procedure_high=3, notice_deducted=0)) == 2
    assert employer.notice_months(12, 0.999, p(procedure_low=1, procedure_high=3, notice_deducted=0)) == 4
    assert employer.notice_months(200, 0.5, p(procedure_low=2, procedure_high=2, notice_deducted=2)) == 4
    assert employer.notice_months(12, 0.5, p(procedure_low=2, procedure_high=2, notice_deducted=9)) == 1  # a month remains


def test_people_too_many() -> None:
    none = p(slack=0, attrition=0)
    assert employer.surplus(10, 8, 6, 0.5, none) == 2
    assert employer.surplus(10, 10, 6, 0.9, none) == 0
    assert employer.surplus(10, 15, 6, 0.9, none) == 0
    assert employer.surplus(100, 80, 10, 0.5, p(slack=0.05, attrition=0)) == 15
    assert employer.surplus(100, 80, 10, 0.5, p(slack=0, attrition=0.01)) == 10
    assert employer.surplus(100, 80, 10, 0.5, p(slack=0.05, attrition=0.02)) == 0  # they leave by themselves


def test_openings_are_what_is_left_to_fill() -> None:
    assert employer.openings(10, 10, 7, 1) == 2
    assert employer.openings(10, 10, 9, 1) == 0
    assert employer.openings(10, 9, 7, 1) == 1  # a position foreseen to go is not filled again
    assert employer.openings(10, 8, 7, 1) == 0
    assert employer.openings(10, 12, 12, 0) == 0
    assert employer.openings(10, 12, 7, 0) == 3  # nor is one filled before it is there


def test_score_of_an_applicant() -> None:
    at = p(diploma_weight=0.6, gap_seen=2, age_penalty=0.05, screening_noise=0.2)
    score = lambda gate=1.0, match=1.0, gap=0.0, age=30 * 12, draw=0.0: employer.screening_score(  # noqa: E731
        gate, match, gap, age, draw, at
    )
    assert score() == close(1.0)
    assert score(match=0.5) == close(0.7)
    assert score(match=0.5, gate=0.0) == close(1.0)  # without the gate papers do not count
    assert score(gap=0.1) == close(0.6 + 0.4 * 0.8)
    assert score(age=35 * 12) == close(1.0)
    assert score(age=55 * 12) == close(0.9)
    assert score(draw=-1.0) == close(0.8)


def test_match_of_papers_and_past() -> None:
    at = p(match_trained=0.85, match_same_sector=0.7, match_other_sector=0.4, match_under_level=0.5)
    assert employer.diploma_match(0, 3, True, True, False, at) == 1.0
    assert employer.diploma_match(2, 3, False, False, True, at) == close(0.85)
    assert employer.diploma_match(2, 3, False, True, False, at) == close(0.7)
    assert employer.diploma_match(2, 3, False, False, False, at) == close(0.4)
    assert employer.diploma_match(1, 3, False, False, False, at) == close(0.2)  # middle schooling for work of level 3


@few
@given(education=st.integers(0, 2), level=st.integers(1, 3), same=st.booleans(), sector=st.booleans(), trained=st.booleans())
def test_more_schooling_never_matches_worse(education: int, level: int, same: bool, sector: bool, trained: bool) -> None:
    at = p()
    match = employer.diploma_match(education, level, same, sector, trained, at)
    assert 0.0 <= match <= employer.diploma_match(2, level, same, sector, trained, at) <= 1.0


def test_threshold_falls_when_the_market_is_tight() -> None:
    at = p(threshold=0.6, threshold_tight=0.8)
    assert employer.hiring_threshold(0.0, at) == close(0.6)
    assert employer.hiring_threshold(0.1, at) == close(0.52)
    assert employer.hiring_threshold(0.25, at) == employer.hiring_threshold(3.0, at) == close(0.4)


def test_value_of_a_contract_to_the_employer() -> None:
    at = p(margin=0.1, vacancy_worth=1)
    value = lambda bill=0.0, supervision=0.0, dropout=0.0, mover=0.0: employer.contract_value(  # noqa: E731
        3000.0, 36.0, bill, supervision, dropout, mover, at
    )
    assert value() == close(0.1 * 3000 * 36 + 3000)
    assert value(bill=5000.0, supervision=1000.0) == close(13_800 - 6000)
    assert value(dropout=0.5) == close(5400 + 3000)
    assert value(bill=5000.0, dropout=0.5, mover=1.0) == close(8400 - 5000 - 0.5 * 8000)


@few
@given(bill=st.floats(0, 30_000), dropout=share, mover=share, more=st.floats(0, 5_000))
def test_a_contract_is_worth_less_with_risk_and_bill(bill: float, dropout: float, mover: float, more: float) -> None:
    at = p()
    value = employer.contract_value(3000.0, 36.0, bill, 500.0, dropout, mover, at)
    assert employer.contract_value(3000.0, 36.0, bill + more, 500.0, dropout, mover, at) <= value + 1e-6
    assert employer.contract_value(3000.0, 36.0, bill, 500.0, dropout, 1.0, at) <= value + 1e-6


def test_supervision_falls_where_vacancies_are_most() -> None:
    at = p(supervisors=0.2, supervision_floor=0.25, supervision_tight=5)
    assert employer.supervision_capacity(9, 0.0, at) == close(2.0)
    assert employer.supervision_capacity(9, 0.1, at) == close(1.0)
    assert employer.supervision_capacity(9, 0.9, at) == close(0.5)


def test_supervision_that_is_not_there() -> None:
    at = p(supervision_wanted=2)
    assert employer.supervision_lack(0, 1.0, 1.0, at) == 0.0
    assert employer.supervision_lack(2, 1.0, 1.0, at) == close(0.75)  # one hour there, four wanted
    assert employer.supervision_lack(2, 1.0, 4.0, at) == 0.0
    assert employer.supervision_lack(2, 1.0, 8.0, at) == 0.0
    assert employer.supervision_lack(3, 1.0, 0.0, at) == 1.0


# ---- the mirror principle ----


@pytest.mark.parametrize(
    ("counts", "total", "expected"),
    [
        ([4, 4, 4], 3, [1, 1, 1]),
        ([10, 20, 70], 10, [1, 2, 7]),
        ([5, 3, 2], 4, [2, 1, 1]),  # 2.0, 1.2, 0.8: the last one has the largest rest
        ([1, 1, 8], 1, [0, 0, 1]),
        ([3, 0, 3], 6, [3, 0, 3]),
        ([0, 0, 0], 0, [0, 0, 0]),
    ],
)
def test_each_age_band_gives_up_its_share(counts: list[int], total: int, expected: list[int]) -> None:
    assert shares_by_band(np.array(counts), total).tolist() == expected


@few
@given(counts=st.lists(st.integers(0, 40), min_size=6, max_size=6), part=share)
def test_mirror_shares_add_up_and_stay_within_a_person(counts: list[int], part: float) -> None:
    total = int(part * sum(counts))
    given_up = shares_by_band(np.array(counts), total)
    assert given_up.sum() == total
    assert (given_up >= 0).all() and (given_up <= np.array(counts)).all()
    if sum(counts):
        assert (np.abs(given_up - np.array(counts) * total / sum(counts)) < 1).all()


# ---- trainers ----


def test_admission_by_diploma_or_assessment() -> None:
    assert trainer.admission(True, 1.0, 0.0)
    assert not trainer.admission(False, 1.0, 0.99)
    assert trainer.admission(False, 0.0, 0.0)
    assert trainer.admission(False, 0.4, 0.5)
    assert not trainer.admission(False, 0.4, 0.3)


def test_months_of_training() -> None:
    at = p(gap_full_course=0.2)
    assert trainer.training_months(24.0, 6.0, 0.2, False, 1.0, at) == 24
    assert trainer.training_months(24.0, 6.0, 0.2, False, 0.0, at) == 6
    assert trainer.training_months(24.0, 6.0, 0.1, False, 0.5, at) == 8  # half of fifteen, to the even month
    assert trainer.training_months(24.0, 6.0, 0.0, True, 1.0, at) == 24  # a licence asks the whole course
    assert trainer.training_months(24.0, 6.0, 0.9, False, 1.0, at) == 24  # no gap asks more than the course
    assert trainer.training_months(24.0, 6.0, 0.0, False, 1.0, at) == 0
    assert trainer.training_months(6.0, 2.0, 0.03, False, 1.0, at) == 0  # under a month: learnt on the job


@few
@given(full=st.floats(6, 48), modular=st.floats(1, 6), gap=share, rigid=share, licensed=st.booleans())
def test_training_is_longest_when_rigid(full: float, modular: float, gap: float, rigid: float, licensed: bool) -> None:
    at = p()
    months = trainer.training_months(full, modular, gap, licensed, rigid, at)
    assert 0 <= months <= trainer.training_months(full, modular, gap, licensed, 1.0, at) <= round(full)
    assert months <= trainer.training_months(full, modular, gap, True, rigid, at)


def test_dropping_out_somewhere_in_a_course() -> None:
    at = p(dropout=0.1)
    assert trainer.dropout_within(0, at) == 0.0
    assert trainer.dropout_within(1, at) == close(0.1)
    assert trainer.dropout_within(3, at) == close(0.271)


def test_intakes_a_year() -> None:
    at = p(intakes_rigid=2, intakes_open=12)
    starts = lambda rigid, first: [month for month in range(12) if trainer.intake_now(month, first, rigid, at)]  # noqa: E731
    assert starts(1.0, 2) == [2, 8]
    assert starts(0.0, 2) == list(range(12))
    assert starts(0.8, 0) == [0, 3, 6, 9]
    assert trainer.intake_now(-4, 2, 1.0, at) and not trainer.intake_now(-3, 2, 1.0, at)  # before month 0 too


def test_price_of_a_course() -> None:
    assert trainer.tuition(6, p(tuition_month=750)) == 4500
    assert trainer.tuition(0, p()) == 0


def test_load_of_the_week() -> None:
    at = p(school_hours=10, bearable_hours=40)
    assert trainer.weekly_load(38.0, at) == close(0.2)
    assert trainer.weekly_load(30.0, at) == 0.0
    assert trainer.weekly_load(0.0, at) == 0.0


# ---- funds ----


def test_what_a_fund_pays() -> None:
    assert fund.fund_pays(4000, 0.5, 2500, 100_000, 1.0) == 2000
    assert fund.fund_pays(4000, 0.5, 1500, 100_000, 1.0) == 1500  # its cap
    assert fund.fund_pays(4000, 0.5, 2500, 700, 1.0) == 700  # what it has
    assert fund.fund_pays(4000, 0.5, 2500, 100_000, 0.25) == 500  # its rules
    assert fund.fund_pays(4000, 0.5, 2500, 100_000, 0.0) == 0
    assert fund.fund_pays(4000, 0.5, 2500, -300, 1.0) == 0


@few
@given(bill=st.integers(0, 50_000), part=share, cap=st.integers(0, 10_000), balance=st.integers(-1_000, 20_000), opening=share)
def test_a_fund_never_pays_beyond_its_limits(bill: int, part: float, cap: int, balance: int, opening: float) -> None:
    paid = fund.fund_pays(bill, part, cap, balance, opening)
    assert 0 <= paid <= min(bill, cap, max(0, balance))


def test_part_of_the_new_employer() -> None:
    at = p(receiver_share=0.4)
    assert fund.bill_share(5000, 0.0, at) == 2000
    assert fund.bill_share(5000, 1.0, at) == 5000
    assert fund.bill_share(5000, 0.5, at) == 3500


def test_part_of_the_old_employer() -> None:
    at = p(sender_share=0.5)
    assert fund.sender_pays(5000, 14_000, 0.0, at) == 2500
    assert fund.sender_pays(5000, 900, 0.0, at) == 900  # no more than it saves
    assert fund.sender_pays(5000, 14_000, 0.75, at) == 625
    assert fund.sender_pays(5000, 14_000, 1.0, at) == 0


def test_own_money() -> None:
    at = p(own_money=0.5)
    assert fund.own_money_for_training(2.0, 3000.0, 4000.0, at) == 3500
    assert fund.own_money_for_training(0.0, 3000.0, 0.0, at) == 0


# ---- coaches ----


def test_who_hears_of_the_bridge() -> None:
    at = p(aware_surplus=0.3, aware_ww=0.05, aware_working=0.001)
    assert coach.aware_chance(True, False, at) == 0.3
    assert coach.aware_chance(False, True, at) == 0.05
    assert coach.aware_chance(False, False, at) == 0.001


def test_places_with_a_coach() -> None:
    at = p(caseload_today=50)
    assert coach.coach_places(2000, 100.0, 50.0, at) == 200
    assert coach.coach_places(2000, 100.0, 25.0, at) == 100
    assert coach.coach_places(0, 100.0, 50.0, at) == 0
    assert coach.coach_places(2000, 0.0, 50.0, at) == 0


def test_part_of_a_place_is_a_chance_of_one() -> None:
    assert [coach.whole(2.25, draw) for draw in (0.0, 0.7, 0.8)] == [2, 2, 3]
    assert coach.whole(0.0, 0.999) == 0
    assert coach.whole(3.0, 0.5) == 3
    assert np.mean([coach.whole(0.3, u) for u in (np.arange(1000) + 0.5) / 1000]) == close(0.3)


def test_attention_thins_out() -> None:
    at = p(caseload_half=50)
    assert coach.coach_strength(coach.NO_COACH, 50.0, at) == 0.0
    assert coach.coach_strength(coach.LINE_COACH, 50.0, at) == close(0.5)
    assert coach.coach_strength(coach.NEUTRAL_GUIDE, 25.0, at) == close(2 / 3)


def test_chance_to_meet_a_partner_employer() -> None:
    at = p(meeting=0.4, chain_meeting=0.5, coach_meeting=1)
    assert coach.meeting_chance(0.0, 0.0, at) == close(0.4)
    assert coach.meeting_chance(1.0, 0.0, at) == close(0.2)
    assert coach.meeting_chance(0.0, 0.5, at) == close(0.6)
    assert coach.meeting_chance(0.0, 1.0, p(meeting=0.6, coach_meeting=1)) == 1.0


def test_hand_overs_lose_people() -> None:
    at = p(handover=0.2, handover_coached=0.5)
    assert coach.handover_loss(1.0, False, at) == close(0.2)
    assert coach.handover_loss(1.0, True, at) == close(0.1)
    assert coach.handover_loss(0.25, False, at) == close(0.05)
    assert coach.handover_loss(0.0, False, at) == 0.0


@few
@given(broken=share, strength=share, coached=st.booleans())
def test_chances_along_the_chain(broken: float, strength: float, coached: bool) -> None:
    at = p()
    assert 0.0 <= coach.meeting_chance(broken, strength, at) <= coach.meeting_chance(0.0, strength, at) <= 1.0
    assert coach.meeting_chance(broken, strength, at) <= coach.meeting_chance(broken, 1.0, at)
    loss = coach.handover_loss(broken, coached, at)
    assert 0.0 <= loss <= coach.handover_loss(1.0, coached, at) <= 1.0


def test_parameters_can_be_changed_but_not_invented() -> None:
    assert p(radius=3).radius == 3.0
    with pytest.raises(KeyError):
        p(no_such_parameter=1)


def test_rules_take_scalars_only() -> None:
    takers: list[Callable[..., Any]] = [getattr(module, name) for module in MODULES for name in rules_of(module)]
    for rule in takers:
        names = list(inspect.signature(getattr(rule, "py_func", rule)).parameters)
        assert not {"w", "now", "i", "people"} & set(names), f"{rule} reaches beyond its arguments"
