"""A universal credit: the take-up curve is that of the payments, and nothing happens without euros."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.field import Size, universal_credit
from experiments.field.credit import of_credit, sums_of, table, used_by
from experiments.field.estimate import tally
from sim.world import World

ROWS = [("month", "i2"), ("person", "i4"), ("generation", "i1"), ("euro", "i8")]


def payments(*rows: tuple[int, int, int, int]) -> Any:
    return np.array(list(rows), ROWS).view(np.recarray)


def test_payments_add_up_by_hand() -> None:
    """Person 0 pays 100 in month 0 and 50 in month 2; the 70 of row 1 are of a newcomer (generation 1), not of who was there."""
    found = used_by(payments((0, 0, 0, 100), (2, 0, 0, 50), (1, 1, 1, 70), (1, 1, 0, 5)), np.zeros(3, np.int8), 3)
    assert found[:, 0].tolist() == [0, 100, 100, 150]
    assert found[:, 1].tolist() == [0, 0, 5, 5]
    assert found[:, 2].tolist() == [0, 0, 0, 0]


def test_the_curve_of_a_toy_with_a_known_hazard() -> None:
    """Everyone first uses the credit with chance 0.03 a month: after m months 1 - 0.97 ** m have. Half of the repetitions over
    months and seeds would be chance; with ten worlds of 2,000 people 95% of the intervals hold the curve.
    """
    draw, held, months = np.random.default_rng(6), [], 24
    for _ in range(60):
        parts = []
        for run in range(10):
            first = draw.geometric(0.03, 2_000) - 1
            paid = np.flatnonzero(first < months)
            rows = payments(*((int(first[i]), int(i), 0, 10) for i in paid))
            used = used_by(rows, np.zeros(2_000, np.int8), months) > 0
            parts.append(
                tally(1.0 * used, {"all": np.ones(2_000, bool)}, np.arange(months + 1), arm="level", outcome="used", run=run)
            )
        found = table(pd.concat(parts, ignore_index=True))
        truth = 1.0 - 0.97**found.month
        held.append(((found.low <= truth) & (found.high >= truth))[1:].mean())
        assert found.estimate.iloc[0] == 0.0
    assert 0.9 < np.mean(held) < 0.99


def test_no_euros_no_take_up(burnt_in: World) -> None:
    sums = sums_of(burnt_in, of_credit(0.0, 0.0), 6)
    assert (sums.total == 0.0).all()


def test_credit_reaches_who_works_and_goes_along(burnt_in: World) -> None:
    """From the first month all but every employee has something on the account, and hardly anyone else."""
    found = table(sums_of(burnt_in, of_credit(1_200.0, 1.0), 12).assign(run=0)).set_index(["outcome", "group", "month"]).estimate
    assert found["has", "all", 0] == 0.0
    assert found["has", "employees", 1] > 0.95
    assert found["has", "outside", 1] < 0.1 and found["has", "self-employed", 1] < 0.1
    assert found["has", "all", 12] >= found["has", "all", 1], "what is kept on leaving does not lapse"
    assert (found["used"].to_numpy() >= 0.0).all()


def test_with_a_busy_bridge_the_credit_is_used(own_cache: Any, busy: dict[str, float]) -> None:
    from sim.scenario import read_situation
    from sim.world import burnt_in_world

    world = burnt_in_world(read_situation("nederland-2025"), 3_000, 4, busy)
    found = (
        table(sums_of(world, of_credit(2_000.0, 1.0), 18).assign(run=0))
        .set_index(["contrast", "outcome", "group", "month"])
        .estimate
    )
    curve = [found["level", "used", "all", month] for month in range(19)]
    assert curve[0] == 0.0 < curve[18], "how many use it hangs on the estimated parameters; that some do does not"
    assert all(later >= earlier - 0.002 for earlier, later in pairwise(curve)), "use adds up, but for who leaves"
    assert 0.0 < found["level", "euro", "all", 18] <= curve[18] * 4_000.0, "two yearly sums at most, for each who used it"


@pytest.mark.slow
def test_a_credit_in_the_model(own_cache: Any) -> None:
    found = universal_credit(Size(20_000, 12, 2))
    last = found[(found.month == 12) & (found.group == "all")].set_index(["contrast", "outcome"])
    assert 0.5 < last.loc[("level", "has"), "estimate"] < 0.9
    assert last.loc[("level", "used"), "estimate"] < last.loc[("level", "has"), "estimate"]
    assert (last.runs == 2).all()
