"""What employers decide, worked out by hand: positions, notice, hiring, contracts, supervision, and who is made redundant."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import employer
from sim.month.redundancy import shares_by_band

pytestmark = pytest.mark.small

Given = Callable[..., Any]
close = pytest.approx
share = st.floats(0.0, 1.0)
few = settings(max_examples=60, deadline=None)


# ---- employers ----


def test_own_demand_returns_to_normal(p: Given) -> None:
    at = p(firm_persistence=0.9, firm_shock=0.1)
    assert employer.next_level(0.5, 0.0, at) == close(0.45)
    assert employer.next_level(0.0, -2.0, at) == close(-0.2)


def test_positions_round_at_a_fixed_point(p: Given) -> None:
    at = p(level_correction=0)
    assert employer.positions(10.4, 0.0, 0.0, 0.5, at) == 10
    assert employer.positions(10.4, 0.0, 0.0, 0.7, at) == 11
    assert employer.positions(10.0, np.log(1.2), np.log(0.5), 0.5, at) == 6
    dithers = (np.arange(1000) + 0.5) / 1000
    assert np.mean([employer.positions(3.3, 0.0, 0.0, u, at) for u in dithers]) == close(3.3, abs=2e-3)


def test_how_far_ahead_surplus_is_seen(p: Given) -> None:
    at = p(planning_horizon=12)
    assert employer.lead_time(0.0, at) == 12
    assert employer.lead_time(0.75, at) == 3
    assert employer.lead_time(1.0, at) == 0


@pytest.mark.parametrize(("years", "months"), [(0, 1), (4.9, 1), (5, 2), (9.9, 2), (10, 3), (14.9, 3), (15, 4), (40, 4)])
def test_notice_by_years_of_service(p: Given, years: float, months: int) -> None:
    at = p(procedure_low=0, procedure_high=0, notice_deducted=0)
    assert employer.notice_months(int(years * 12), 0.5, at) == months


def test_notice_after_procedure_and_deduction(p: Given) -> None:
    assert employer.notice_months(12, 0.0, p(procedure_low=1, procedure_high=3, notice_deducted=0)) == 2
    assert employer.notice_months(12, 0.999, p(procedure_low=1, procedure_high=3, notice_deducted=0)) == 4
    assert employer.notice_months(200, 0.5, p(procedure_low=2, procedure_high=2, notice_deducted=2)) == 4
    assert employer.notice_months(12, 0.5, p(procedure_low=2, procedure_high=2, notice_deducted=9)) == 3  # a month remains


def test_people_too_many(p: Given) -> None:
    none = p(slack=0, attrition=0)
    assert employer.surplus(10, 8, 6, 0.5, none) == 2
    assert employer.surplus(10, 10, 6, 0.9, none) == 0
    assert employer.surplus(10, 15, 6, 0.9, none) == 0
    assert employer.surplus(100, 80, 10, 0.5, p(slack=0.05, attrition=0)) == 15
    assert employer.surplus(100, 80, 10, 0.5, p(slack=0, attrition=0.01)) == 10
    assert employer.surplus(100, 80, 10, 0.5, p(slack=0.05, attrition=0.02)) == 0  # they leave by themselves


def test_openings_are_what_is_left_to_fill() -> None:
    assert employer.openings(10, 10, 7, 0, 1) == 2
    assert employer.openings(10, 10, 9, 0, 1) == 0
    assert employer.openings(10, 9, 7, 0, 1) == 1  # a position foreseen to go is not filled again
    assert employer.openings(10, 8, 7, 0, 1) == 0
    assert employer.openings(10, 12, 12, 0, 0) == 0
    assert employer.openings(10, 12, 7, 0, 0) == 3  # nor is one filled before it is there
    assert employer.openings(10, 10, 10, 1, 0) == 1  # who is expected to leave is replaced beforehand
    assert employer.openings(10, 10, 8, 1, 3) == 0


def test_expected_leavers_add_up_over_units(p: Given) -> None:
    at = p(attrition=0.02, hiring_ahead=2)
    assert employer.expected_leavers(100, 0.5, at) == 4
    assert employer.expected_leavers(10, 0.5, at) == 0
    assert employer.expected_leavers(10, 0.7, at) == 1
    assert employer.expected_leavers(0, 0.99, at) == 0


def test_score_of_an_applicant(p: Given) -> None:
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


def test_match_of_papers_and_past(p: Given) -> None:
    at = p(match_trained=0.85, match_same_sector=0.7, match_other_sector=0.4, match_under_level=0.5)
    assert employer.diploma_match(0, 3, True, True, False, at) == 1.0
    assert employer.diploma_match(2, 3, False, False, True, at) == close(0.85)
    assert employer.diploma_match(2, 3, False, True, False, at) == close(0.7)
    assert employer.diploma_match(2, 3, False, False, False, at) == close(0.4)
    assert employer.diploma_match(1, 3, False, False, False, at) == close(0.2)  # middle schooling for work of level 3


@few
@given(education=st.integers(0, 2), level=st.integers(1, 3), same=st.booleans(), sector=st.booleans(), trained=st.booleans())
def test_more_schooling_never_matches_worse(p: Given, education: int, level: int, same: bool, sector: bool, trained: bool) -> None:
    at = p()
    match = employer.diploma_match(education, level, same, sector, trained, at)
    assert 0.0 <= match <= employer.diploma_match(2, level, same, sector, trained, at) <= 1.0


def test_threshold_falls_when_the_market_is_tight(p: Given) -> None:
    at = p(threshold=0.6, threshold_tight=0.8)
    assert employer.hiring_threshold(0.0, at) == close(0.6)
    assert employer.hiring_threshold(0.1, at) == close(0.52)
    assert employer.hiring_threshold(0.25, at) == employer.hiring_threshold(3.0, at) == close(0.4)


def test_value_of_a_contract_to_the_employer(p: Given) -> None:
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
def test_a_contract_is_worth_less_with_risk_and_bill(p: Given, bill: float, dropout: float, mover: float, more: float) -> None:
    at = p()
    value = employer.contract_value(3000.0, 36.0, bill, 500.0, dropout, mover, at)
    assert employer.contract_value(3000.0, 36.0, bill + more, 500.0, dropout, mover, at) <= value + 1e-6
    assert employer.contract_value(3000.0, 36.0, bill, 500.0, dropout, 1.0, at) <= value + 1e-6


def test_supervision_falls_where_vacancies_are_most(p: Given) -> None:
    at = p(supervisors=0.2, supervision_floor=0.25, supervision_tight=5)
    assert employer.supervision_capacity(9, 0.0, at) == close(2.0)
    assert employer.supervision_capacity(9, 0.1, at) == close(1.0)
    assert employer.supervision_capacity(9, 0.9, at) == close(0.5)


def test_supervision_that_is_not_there(p: Given) -> None:
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
