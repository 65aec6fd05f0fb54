"""What crossings cost: services and income during a switch, worked out by hand on a made-up ledger."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.agents.codes import COACHES, INFLOW_EMPLOYERS, ITEMS, MINISTRIES, PARTIES, TRAINERS, UWV, WORKERS
from sim.outlay import cost_per_crossing, outlay

pytestmark = pytest.mark.small


def run(payments=(), lasting=0.0, weight=10.0):
    ledger = np.zeros((len(ITEMS), len(PARTIES), len(PARTIES)), np.int64)
    for item, payer, payee, euro in payments:
        ledger[ITEMS.index(item), payer, payee] += euro
    return SimpleNamespace(ledger=ledger, weight=weight, measures={"lasting-crossings": lasting})


BRIDGE = [
    ("tuition", INFLOW_EMPLOYERS, TRAINERS, 3_000), ("coaching", UWV, COACHES, 700),
    ("wage-in-training", INFLOW_EMPLOYERS, WORKERS, 1_300),
]  # fmt: skip


def test_services_and_income_during_the_switch_count_for_real_people():
    assert outlay(run(BRIDGE)) == 10 * (3_000 + 700 + 1_300)


def test_wages_benefit_levies_and_time_do_not_count():
    other = [
        ("wage", INFLOW_EMPLOYERS, WORKERS, 90_000), ("ww", UWV, WORKERS, 8_000), ("levy", INFLOW_EMPLOYERS, MINISTRIES, 500),
        ("supervision-hours", INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, 999),
    ]  # fmt: skip
    assert outlay(run([*BRIDGE, *other])) == outlay(run(BRIDGE))


def test_what_a_trainer_pays_back_is_taken_off():
    assert outlay(run([*BRIDGE, ("training-subsidy", TRAINERS, MINISTRIES, 1_000)])) == outlay(run(BRIDGE)) - 10_000


def test_the_cost_of_each_is_the_outlay_by_the_extra_crossings():
    today, package = run(lasting=100.0), run(BRIDGE, lasting=110.0)
    assert cost_per_crossing([(today, package)] * 5) == (5_000, 5_000, 5_000)


def test_without_surely_more_crossings_there_is_no_cost_of_each():
    more, less = run(BRIDGE, lasting=110.0), run(BRIDGE, lasting=90.0)
    assert cost_per_crossing([(run(lasting=100.0), more)] * 5 + [(run(lasting=100.0), less)] * 5) is None
    assert cost_per_crossing([(run(lasting=100.0), run(lasting=100.0))]) is None


def test_a_pair_without_extra_crossings_makes_the_high_end_unbounded_not_negative():
    pairs = [(run(lasting=100.0), run(BRIDGE, lasting=100.0 + more)) for more in (10, 10, 10, 10, 10, 10, 10, 10, 10, 1)]
    low, middle, high = cost_per_crossing(pairs)
    assert low == middle == 5_000 and high >= middle
