"""The business case, worked out by hand on ledgers of a few payments."""

from typing import Any

import numpy as np
import pytest

from sim import data
from sim.agents.codes import (
    COACHES,
    COACHING,
    INFLOW_EMPLOYERS,
    ITEMS,
    MINISTRIES,
    OPEN_VACANCY,
    OPPORTUNITY_ITEMS,
    OUTFLOW_EMPLOYERS,
    UWV,
    WAGE_ITEM,
    WORKERS,
    WW_ITEM,
)
from sim.business import IN_FORCE, OPPORTUNITIES, balances, business_case, discount_rate, present_value
from sim.measures import MEASURES, party_names
from sim.runs import RunResult

pytestmark = pytest.mark.small

Entry = tuple[int, int, int, int, int]


def ledgers(months: int, *entries: Entry) -> list[np.ndarray]:
    """A ledger a month; an entry is (month, item, payer, payee, euro)."""
    parties = len(party_names())
    made = [np.zeros((len(ITEMS), parties, parties), np.int64) for _ in range(months)]
    for month, item, payer, payee, euro in entries:
        made[month][item, payer, payee] += euro
    return made


def result(world: str, months: int, *entries: Entry, run: int = 0, weight: float = 1.0, lasting: Any = None) -> RunResult:
    books = ledgers(months, *entries)
    counted = np.zeros(months, np.int64) if lasting is None else np.array(lasting)
    measures = dict.fromkeys(MEASURES, 1.0)
    total = np.sum(books, axis=0)
    return RunResult(run, world, 1, measures, {}, {}, total, {}, True, weight, months, balances(books), counted)


def test_a_balance_is_received_less_paid_and_an_opportunity_is_a_cost() -> None:
    found = balances(ledgers(1, (0, WW_ITEM, UWV, WORKERS, 70), (0, OPEN_VACANCY, INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, 5)))
    assert found.shape == (1, len(ITEMS), len(party_names()))
    assert (found[0, WW_ITEM, UWV], found[0, WW_ITEM, WORKERS]) == (-70, 70)
    assert found[0, OPEN_VACANCY, INFLOW_EMPLOYERS] == -5
    assert np.abs(found).sum() == 145


def test_later_money_counts_for_less() -> None:
    """At 21% a year a euro of month 24 is worth 1 / 1.21 ** 2, of month 6 1 / 1.1, of month 0 all of it."""
    balance = np.zeros((36, 1, 1), np.int64)
    balance[[0, 6, 24], 0, 0] = 1000, 1100, 14641
    assert present_value(balance, 36, 0.21)[0, 0] == pytest.approx(1000 + 1000 + 10000)
    assert present_value(balance, 24, 0.21)[0, 0] == pytest.approx(2000)
    assert present_value(balance, 36, 0.0)[0, 0] == 1000 + 1100 + 14641


def test_the_case_by_hand() -> None:
    """UWV saves 900 of WW in month 0 and pays 121 for a coach in month 12, worth 100 at 21%; a person stands for ten."""
    today = result("today", 24, (0, WW_ITEM, UWV, WORKERS, 1000), weight=10)
    package = result(
        "package", 24, (0, WW_ITEM, UWV, WORKERS, 100), (12, COACHING, UWV, COACHES, 121),
        (1, OPEN_VACANCY, INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, 7), weight=10, lasting=[0] * 11 + [2] + [0] * 12,
    )  # fmt: skip
    case = business_case([(today, package)], rate=0.21)
    assert case and (case.horizons, case.left_out) == ([1], [3, 5])  # two years are not three
    rows = {row.id: row for row in case.rows}
    assert rows["uwv"].euro == pytest.approx(9000)  # the coach comes after the first year
    assert rows["workers"].euro == pytest.approx(-9000)
    assert case.lasting_crossings == {1: 20.0}
    assert rows["uwv"].per_lasting_crossing == pytest.approx(450)
    assert (rows["open-vacancy"].kind, rows["open-vacancy"].euro) == ("opportunity", pytest.approx(-70 / 1.21 ** (1 / 12)))
    assert (rows["public-with-tax"].kind, rows["public-with-tax"].euro) == ("derived", pytest.approx(9000 * (1 - case.tax_rate)))


def test_the_longer_horizon_holds_the_later_payment() -> None:
    today = result("today", 36)
    package = result("package", 36, (12, COACHING, UWV, COACHES, 121))
    case = business_case([(today, package)], rate=0.21)
    assert case and case.horizons == [1, 3]
    assert {(row.id, row.years): round(row.euro, 6) for row in case.rows} == {
        ("uwv", 3): -100, ("coaches", 3): 100, ("public-with-tax", 3): -100,
    }  # fmt: skip
    assert all(row.per_lasting_crossing is None for row in case.rows)  # nobody more crosses


def test_cash_adds_up_to_nothing_over_the_parties() -> None:
    entries = [
        (month, item, payer, payee, 17 * month + 3)
        for month in range(60)
        for item, payer, payee in ((WAGE_ITEM, OUTFLOW_EMPLOYERS, WORKERS), (COACHING, MINISTRIES, COACHES), (WW_ITEM, 20, 21))
    ]
    case = business_case([(result("today", 60), result("package", 60, *entries))])
    assert case and case.horizons == [1, 3, 5] and not case.left_out
    for years in case.horizons:
        cash = [row.euro for row in case.rows if row.kind == "cash" and row.years == years]
        assert sum(cash) == pytest.approx(0, abs=1e-6) and max(cash) > 1000
    assert "sector-funds" not in {row.id for row in case.rows}  # what one fund pays another leaves the funds as they were


def test_bands_are_over_pairs() -> None:
    pairs = [
        (result("today", 12, run=run), result("package", 12, (0, COACHING, UWV, COACHES, euro), run=run))
        for run, euro in enumerate((100, 200, 300))
    ]
    case = business_case(pairs)
    assert case
    row = next(row for row in case.rows if row.id == "uwv")
    assert (row.euro, row.low80, row.high80) == (-200, pytest.approx(-280), pytest.approx(-120))


def test_a_run_under_a_year_has_no_case() -> None:
    assert business_case([(result("today", 11), result("package", 11))]) is None


def test_rates_carry_source_and_grade_and_every_opportunity_has_words() -> None:
    for name in ("discount-rate", "tax-on-pay"):
        row = data.institution_row(name, IN_FORCE)
        assert row.grade == "recall" and "memory" in row.source and row.low < row.value < row.high
    assert discount_rate() == 0.0225
    assert set(OPPORTUNITY_ITEMS) <= set(OPPORTUNITIES)
