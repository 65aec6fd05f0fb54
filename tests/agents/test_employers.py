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


def test_who_is_hired_fills_the_oldest_vacancies_first() -> None:
    assert employer.old_vacancies_filled(2, 3) == 2
    assert employer.old_vacancies_filled(3, 1) == 1  # the other two places opened this month
    assert employer.old_vacancies_filled(0, 3) == 0


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


def test_certificates_make_good_for_papers_that_lack(p: Given) -> None:
    at = p(certificate_match=0.5, certificate_months=24)
    assert employer.recognised_match(0.4, 1.0, 0, 24, at) == close(0.7)  # half of the six tenths that lack
    assert employer.recognised_match(0.4, 0.5, 1, 120, at) == close(0.55)  # half of the employers take them
    assert employer.recognised_match(0.4, 0.0, 0, 24, at) == close(0.4)
    assert employer.recognised_match(0.4, 1.0, 0, 23, at) == close(0.4)  # not yet learnt at work
    assert employer.recognised_match(0.4, 1.0, 2, 120, at) == close(0.4)  # who has the papers needs none
    assert employer.recognised_match(1.0, 1.0, 0, 24, at) == 1.0


@few
@given(match=share, certificates=share, education=st.integers(0, 2), months=st.integers(0, 400))
def test_a_certificate_never_harms(p: Given, match: float, certificates: float, education: int, months: int) -> None:
    at = p()
    recognised = employer.recognised_match(match, certificates, education, months, at)
    assert match <= recognised <= employer.recognised_match(match, 1.0, education, months, at) <= 1.0


def test_less_skill_is_missing_in_a_carved_job(p: Given) -> None:
    at = p(gap_seen=2, carved_gap=0.5)
    assert employer.carving_relief(0.2, 1.0, at) == close(0.2)
    assert employer.carving_relief(0.2, 0.5, at) == close(0.1)
    assert employer.carving_relief(0.2, 0.0, at) == employer.carving_relief(0.0, 1.0, at) == 0.0


@few
@given(gap=share, carved=share)
def test_carving_gives_back_no_more_than_the_gap_cost(p: Given, gap: float, carved: float) -> None:
    at = p()
    lost = employer.screening_score(0.0, 1.0, 0.0, 300, 0.0, at) - employer.screening_score(0.0, 1.0, gap, 300, 0.0, at)
    relief = employer.carving_relief(gap, carved, at)
    assert 0.0 <= relief <= employer.carving_relief(gap, 1.0, at) <= lost + 1e-12


def test_threshold_falls_when_the_market_is_tight(p: Given) -> None:
    at = p(threshold=0.6, threshold_tight=0.8)
    assert employer.hiring_threshold(0.0, at) == close(0.6)
    assert employer.hiring_threshold(0.1, at) == close(0.52)
    assert employer.hiring_threshold(0.25, at) == employer.hiring_threshold(3.0, at) == close(0.4)


def test_value_of_a_contract_to_the_employer(p: Given) -> None:
    at = p(margin=0.1, vacancy_worth=1)
    value = lambda bill=0.0, supervision=0.0, dropout=0.0, mover=0.0, guarantee=0.0, pooled=0.0: (  # noqa: E731
        employer.contract_value(3000.0, 36.0, bill, supervision, dropout, mover, guarantee, pooled, at)
    )
    assert value() == close(0.1 * 3000 * 36 + 3000)
    assert value(bill=5000.0, supervision=1000.0) == close(13_800 - 6000)
    assert value(dropout=0.5) == close(5400 + 3000)
    assert value(bill=5000.0, dropout=0.5, mover=1.0) == close(8400 - 5000 - 0.5 * 8000)
    assert value(dropout=0.5, guarantee=2.0) == close(8400 - 0.5 * 6000)  # two months' wage, half of the time
    assert value(dropout=0.5, guarantee=2.0, pooled=0.5) == close(8400 - 0.5 * 6000)  # no pool pays a guarantee
    assert value(bill=5000.0, dropout=0.5, mover=1.0, pooled=1.0) == close(8400 - 5000 - 0.5 * 3000)  # it gives back the bill
    assert value(guarantee=12.0) == value()  # nobody drops out: nothing to guarantee


@few
@given(
    bill=st.floats(0, 30_000), dropout=share, mover=share, more=st.floats(0, 5_000), guarantee=st.floats(0, 12), pooled=share
)  # fmt: skip
def test_a_contract_is_worth_less_with_risk_and_bill(
    p: Given, bill: float, dropout: float, mover: float, more: float, guarantee: float, pooled: float
) -> None:
    at = p()
    worth = lambda bill, mover, guarantee, pooled: employer.contract_value(  # noqa: E731
        3000.0, 36.0, bill, 500.0, dropout, mover, guarantee, pooled, at
    )
    value = worth(bill, mover, guarantee, pooled)
    assert worth(bill + more, mover, guarantee, pooled) <= value + 1e-6
    assert worth(bill, 1.0, guarantee, pooled) <= value + 1e-6
    assert worth(bill, mover, 12.0, pooled) <= value + 1e-6
    assert worth(bill, mover, guarantee, 1.0) >= value - 1e-6


def test_bill_an_employer_can_carry() -> None:
    assert employer.worth_paying(6000.0, 0.0, 1.0, 0.0) == close(6000.0)
    assert employer.worth_paying(6000.0, 0.5, 0.0, 0.0) == close(6000.0)  # others have signed first
    assert employer.worth_paying(6000.0, 0.5, 1.0, 0.0) == close(4000.0)  # 4,000, and half a chance to lose it
    assert employer.worth_paying(6000.0, 0.5, 1.0, 1.0) == close(6000.0)


@few
@given(dropout=share, mover=share, guarantee=st.floats(0, 12), pooled=share, supervision=st.floats(0, 9_000))
def test_the_bill_an_employer_can_carry_leaves_it_no_gain(
    p: Given, dropout: float, mover: float, guarantee: float, pooled: float, supervision: float
) -> None:
    at = p()
    worth = lambda bill: employer.contract_value(  # noqa: E731
        3000.0, 36.0, bill, supervision, dropout, mover, guarantee, pooled, at
    )
    assert worth(employer.worth_paying(worth(0.0), dropout, mover, pooled)) == close(0.0, abs=1e-6)


def test_a_place_that_nobody_signed_for_may_be_gone(p: Given) -> None:
    at = p(hold_up=0.3)
    assert employer.place_lost(1.0, False, at) == close(0.3)
    assert employer.place_lost(0.5, False, at) == close(0.15)
    assert employer.place_lost(0.0, False, at) == 0.0
    assert employer.place_lost(1.0, True, at) == 0.0


def test_guarded_against_having_nothing_in_the_end() -> None:
    assert employer.guarded(1.0, 0.0) == 0.0
    assert employer.guarded(0.0, 0.0) == 1.0
    assert employer.guarded(0.4, 0.0) == close(0.6)
    assert employer.guarded(1.0, 6.0) == close(0.5)
    assert employer.guarded(0.4, 6.0) == close(0.8)
    assert employer.guarded(1.0, 12.0) == employer.guarded(1.0, 24.0) == 1.0  # a year is a whole guarantee


@few
@given(mover=share, guarantee=st.floats(0, 24))
def test_to_be_guarded_is_a_share_that_both_raise(mover: float, guarantee: float) -> None:
    kept = employer.guarded(mover, guarantee)
    assert 0.0 <= employer.guarded(1.0, guarantee) <= kept <= employer.guarded(mover, guarantee + 1.0) <= 1.0


def test_a_subsidy_keeps_some_of_those_too_many() -> None:
    assert [employer.still_too_many(10, part, 0.5) for part in (0.0, 0.3, 1.0)] == [10, 7, 0]
    assert employer.still_too_many(0, 0.5, 0.9) == 0
    assert [employer.still_too_many(1, 0.4, dither) for dither in (0.1, 0.5, 0.7, 0.9)] == [1, 1, 0, 0]  # four in ten are kept


@few
@given(many=st.integers(0, 500), part=share, dither=st.floats(0, 1, exclude_max=True))
def test_no_subsidy_makes_more_people_too_many(many: int, part: float, dither: float) -> None:
    assert 0 <= employer.still_too_many(many, 1.0, dither) <= employer.still_too_many(many, part, dither) <= many


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
