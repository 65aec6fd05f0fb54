"""When money comes back: worked out by hand from paths of a few months."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.agents.codes import INFLOW_EMPLOYERS, ITEMS, OPPORTUNITY_ITEMS, UWV, WORKERS
from sim.business import discount_rate, present_value
from sim.measures import party_names
from sim.views.payback import ACCOUNTS, NEVER, back_in, cash_path, payback, paybacks_of

pytestmark = pytest.mark.small


def world(months: int, weight: float = 2.0) -> SimpleNamespace:
    return SimpleNamespace(balances=np.zeros((months, len(ITEMS), len(party_names())), np.int64), weight=weight, views={})


def test_short_until_a_month_and_no_more_after_it():
    paths = np.array([[-1.0, -1.0, 2.0, 3.0], [1.0, 0.0, 1.0, 1.0], [-1.0, 2.0, -1.0, -1.0], [1.0, -1.0, 0.0, 2.0]])
    assert back_in(paths).tolist() == [3.0, 0.0, NEVER, 3.0]


def test_middle_range_and_shares_over_pairs():
    found = payback("uwv", np.array([[-1.0, 1.0, 1.0], [-1.0, -1.0, 1.0], [-1.0, -1.0, -1.0], [1.0, 1.0, 1.0]]))
    assert (found.invests, found.back) == (0.75, 0.5)
    assert found.low80 == 0.0 and found.high80 == NEVER and found.month in (2.0, 3.0)
    assert found.path.effect.tolist() == [-1.0, 0.0, 1.0]


def test_two_equal_worlds_have_no_paybacks():
    today, package = world(3), world(3)
    package.views["cash"] = cash_path(today, package)
    assert paybacks_of([(today, package)]) == []


def test_cash_adds_up_over_months_as_the_business_case_does_and_missed_time_is_no_cash():
    today, package = world(24), world(24)
    package.balances[:, ITEMS.index("ww"), UWV] = 5
    package.balances[:, ITEMS.index("ww"), WORKERS] = -5
    package.balances[:, ITEMS.index(OPPORTUNITY_ITEMS[0]), INFLOW_EMPLOYERS] = -100
    found = cash_path(today, package)
    assert found.shape == (24, len(ACCOUNTS))
    assert found[0, UWV] == 10.0  # 5 euros in the first month, each person stands for two
    assert not found[:, INFLOW_EMPLOYERS].any()
    case = 2.0 * present_value(package.balances, 12, discount_rate())[ITEMS.index("ww"), UWV]
    assert found[11, UWV] == pytest.approx(case, rel=1e-6)
    assert np.allclose(found.sum(axis=1), 0.0, atol=1e-3)


def test_the_funds_of_all_sectors_are_one_account():
    today, package = world(1, weight=1.0), world(1, weight=1.0)
    funds = [k for k, name in enumerate(party_names()) if name.startswith("fund-")]
    package.balances[0, ITEMS.index("tuition"), funds] = -1
    assert cash_path(today, package)[0, ACCOUNTS.index("sector-funds")] == -len(funds)


def test_without_balances_there_is_no_path():
    today, package = world(0), world(0)
    package.views["cash"] = cash_path(today, package)
    assert package.views["cash"].shape == (0, len(ACCOUNTS)) and paybacks_of([(today, package)]) == []
