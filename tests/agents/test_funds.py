"""What funds and the other payers pay, worked out by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import fund

pytestmark = pytest.mark.small

Given = Callable[..., Any]
share = st.floats(0.0, 1.0)
few = settings(max_examples=60, deadline=None)


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


def test_whom_a_fund_may_pay_for_by_its_rules() -> None:
    leaving, coming = (lambda rule: fund.lets_in(rule, True)), (lambda rule: fund.lets_in(rule, False))
    assert leaving(fund.OWN_OUT) and not coming(fund.OWN_OUT)
    assert coming(fund.OWN_IN) and not leaving(fund.OWN_IN)
    assert all(way(rule) for rule in (fund.OWN_OUT_AND_IN, fund.ANY_MOVE) for way in (leaving, coming))


def test_what_a_fund_does_when_it_cannot_pay_all() -> None:
    rules = (fund.REFUSE, fund.WAIT, fund.PARTLY, fund.NEVER_EMPTY)
    assert [fund.can_spend(500, 800, rule) for rule in rules] == [500, 500, 500, 500]
    assert [fund.can_spend(500, 500, rule) for rule in rules] == [500, 500, 500, 500]
    assert [fund.can_spend(500, 300, rule) for rule in rules] == [0, 0, 300, 500]
    assert [fund.can_spend(500, -20, rule) for rule in rules] == [0, 0, 0, 500]
    assert [fund.can_spend(0, 0, rule) for rule in rules] == [0, 0, 0, 0]


def test_part_of_the_new_employer_ends_where_it_gains_nothing(p: Given) -> None:
    at = p(receiver_share=0.7)
    assert fund.receiver_pays(5000, 20_000.0, at) == 3500
    assert fund.receiver_pays(5000, 1_200.9, at) == 1200
    assert fund.receiver_pays(5000, -300.0, at) == 0


def test_part_of_who_saves_by_a_crossing(p: Given) -> None:
    at = p(saver_share=0.5)
    assert fund.bill_share(5000, 14_000, 0.0, at) == 2500
    assert fund.bill_share(5000, 900, 0.0, at) == 900  # no more than it saves
    assert fund.bill_share(5000, 14_000, 0.75, at) == 625
    assert fund.bill_share(5000, 14_000, 1.0, at) == 0


@few
@given(bill=st.integers(0, 50_000), saved=st.integers(0, 60_000), worth=st.floats(-20_000, 60_000), pockets=share, part=share)
def test_no_party_pays_more_than_the_bill_or_than_it_gains(
    p: Given, bill: int, saved: int, worth: float, pockets: float, part: float
) -> None:
    at = p()
    by_saver, by_receiver = fund.bill_share(bill, saved, pockets, at), fund.receiver_pays(bill, worth, at)
    assert 0 <= fund.bill_share(bill, saved, 1.0, at) <= by_saver <= fund.bill_share(bill, saved, 0.0, at) <= min(bill, saved)
    assert 0 <= by_receiver <= min(bill, max(0.0, worth + 1e-6))
    assert 0 <= fund.agreed_part(bill, part) <= bill
    assert 0 <= fund.redirected(saved, part) <= saved


def test_agreed_and_redirected_parts() -> None:
    assert fund.agreed_part(5000, 0.15) == 750
    assert fund.redirected(9_999, 0.5) == 4999


def test_own_money(p: Given) -> None:
    at = p(own_money=0.5)
    assert fund.own_money_for_training(2.0, 3000.0, 4000.0, at) == 3500
    assert fund.own_money_for_training(0.0, 3000.0, 0.0, at) == 0


def test_a_yearly_amount_is_spread_over_its_months() -> None:
    months = [fund.month_of_year(700.0, month) for month in range(24)]
    assert sum(months[:12]) == sum(months[12:]) == 700
    assert set(months) == {58, 59}
    assert fund.month_of_year(0.0, 5) == 0
