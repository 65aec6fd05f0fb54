"""Lotteries: both stages are drawn as they should, known effects and spill-overs are found, and only winners get the lever."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.field import Size, randomise
from experiments.field.lottery import (
    SATURATIONS,
    Assignment,
    assign,
    cover_employers,
    exact,
    markets_of_people,
    of_levers,
    sums_of,
    table,
    two_stage,
    who,
    with_lever,
)
from experiments.pairs import EVERYONE
from sim.policies.package import Scope
from sim.reading import InputError
from sim.reference.model import run_reference
from sim.scenario import read_situation
from sim.world import World, fresh_world

PEOPLE, MARKETS, WORLDS, REPETITIONS = 2_000, 50, 10, 200


def drawn(seed: int, saturations: tuple[float, ...] = SATURATIONS) -> Assignment:
    """A lottery among people of whom four in five are eligible, in fifty markets."""
    draw = np.random.default_rng(seed)
    return assign(draw.integers(0, MARKETS, PEOPLE), draw.random(PEOPLE) < 0.8, saturations, seed)


# ---- who draws what ----


def test_each_saturation_goes_to_as_many_markets() -> None:
    lot = drawn(1)
    levels = [lot.saturation[lot.market == market][0] for market in range(MARKETS)]
    assert sorted(levels) == sorted(MARKETS // 5 * list(SATURATIONS))


def test_the_share_of_a_market_draws_the_lever_and_nobody_else() -> None:
    lot = drawn(1)
    assert not (lot.assigned & ~lot.eligible).any()
    for market in range(MARKETS):
        here = lot.eligible & (lot.market == market)
        wanted = lot.saturation[lot.market == market][0] * here.sum()
        assert abs(lot.assigned[here].sum() - wanted) < 1, "part of a person is the chance of one"
    assert lot.assigned[lot.eligible & (lot.saturation == 1.0)].all()
    assert not lot.assigned[lot.saturation == 0.0].any()


def test_everyone_is_assigned_left_out_or_pure() -> None:
    lot = drawn(1)
    assert (lot.assigned.astype(int) + lot.left_out + lot.pure == lot.eligible).all()


def test_part_of_a_person_is_the_chance_of_one() -> None:
    """A share of a quarter of ten people is two or three, and 2.5 on average."""
    market, everyone = np.zeros(10, np.int64), np.ones(10, bool)
    seats = [assign(market, everyone, (0.25,), seed).assigned.sum() for seed in range(400)]
    assert set(seats) == {2, 3} and np.mean(seats) == pytest.approx(2.5, abs=0.1)


def test_the_lot_hangs_on_the_seed_alone() -> None:
    market, everyone = np.arange(PEOPLE) % MARKETS, np.ones(PEOPLE, bool)
    one, same, other = (assign(market, everyone, SATURATIONS, seed).assigned for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)


# ---- a toy with a known answer ----


def toy(direct: float, spill: float) -> pd.DataFrame:
    """Ten worlds of fifty markets, each month a repetition. Markets and people differ. Who has the lever gains `direct`; who has
    not gains `spill` times the saturation of their market.
    """
    draw, parts = np.random.default_rng(4), []
    for run in range(WORLDS):
        lot = drawn(run)
        market = 0.2 * draw.standard_normal((REPETITIONS, MARKETS))[:, lot.market]
        before = market + draw.standard_normal((REPETITIONS, PEOPLE))
        after = before + direct * lot.assigned + spill * lot.saturation * ~lot.assigned
        parts += [frame.assign(run=run, outcome="toy") for frame in (two_stage(after, lot), exact(after - before, lot))]
    return table(pd.concat(parts, ignore_index=True))


def covered(rows: pd.DataFrame, truth: float) -> float:
    return float(((rows.low <= truth) & (rows.high >= truth)).mean())


def test_a_known_effect_and_a_known_spill_over_are_found() -> None:
    found = toy(0.4, -0.2)
    for saturation in (0.25, 0.5, 0.75):
        rows = found[found.saturation == f"{saturation:g}"]
        truths = {"within": 0.4 + 0.2 * saturation, "spill-over": -0.2 * saturation, "between": 0.4}
        for contrast, truth in truths.items():
            ours = rows[rows.contrast == contrast]
            assert len(ours) == REPETITIONS
            assert ours.estimate.mean() == pytest.approx(truth, abs=0.015), (contrast, saturation)
            assert 0.9 < covered(ours, truth) < 0.99, (contrast, saturation)
        assert rows[rows.contrast == "exact-assigned"].estimate.to_numpy() == pytest.approx(0.4)
        assert rows[rows.contrast == "exact-not-assigned"].estimate.to_numpy() == pytest.approx(-0.2 * saturation)
    assert found[found.contrast == "exact-control"].estimate.to_numpy() == pytest.approx(0.0)


def test_no_effect_is_found_where_there_is_none() -> None:
    found = toy(0.0, 0.0)
    for contrast in ("within", "spill-over", "between"):
        rows = found[(found.contrast == contrast) & (found.saturation == "all")]
        assert 0.01 < 1.0 - covered(rows, 0.0) < 0.1, contrast


def test_whole_markets_have_no_within_and_mixed_ones_alone_no_between() -> None:
    whole, mixed = (two_stage(np.zeros((1, PEOPLE)), drawn(1, levels)) for levels in ((0.0, 1.0), (0.5,)))
    assert set(whole.arm) == {"between:with", "between:without", "spill-over:without"}
    assert {arm.split(":")[0] for arm in mixed.arm} == {"within", "spill-over", "between"}
    contrasts = set(table(mixed.assign(run=0, outcome="x")).contrast)
    assert contrasts == {"within"}, "without markets that have nothing there is nothing to compare with"


# ---- in the model ----


def test_only_winners_live_under_the_lever_and_stay_in_it(burnt_in: World) -> None:
    lot = assign(markets_of_people(burnt_in, "region-sector"), np.ones(burnt_in.people, bool), (0.0, 0.5), 3)
    course = with_lever(burnt_in.copy(), of_levers({"neutral-guide": 0.5}), lot)
    generation = burnt_in.tables.people.generation.copy()
    course.run(12)
    people = course.world.tables.people
    same = people.generation == generation
    assert np.array_equal(people.scope[same] != 0, lot.assigned[same])
    assert (people.scope[~same] == 0).all()


def test_winners_have_one_history_in_both_engines(difference: Any) -> None:
    """The lot needs nothing of its own in either engine: to both it is a cohort that is full."""
    world = fresh_world(read_situation("nederland-2025"), 400, 3)
    lot = assign(markets_of_people(world, "sector"), np.ones(400, bool), (0.0, 0.5), 3)
    fast, readable = (with_lever(world.copy(), of_levers({"neutral-guide": 1.0, "help-line": 1.0}), lot) for _ in range(2))
    fast.run(8)
    run_reference(readable, 8)
    assert difference(fast.world, readable.world) == ""
    assert 0 < (fast.world.tables.people.scope != 0).sum() <= lot.assigned.sum()


def test_employers_are_covered_only_where_a_whole_market_won(burnt_in: World) -> None:
    market = markets_of_people(burnt_in, "sector")
    lot = assign(market, np.ones(burnt_in.people, bool), (0.0, 0.5, 1.0), 3)
    course = with_lever(burnt_in.copy(), of_levers({"retention-subsidy": 0.5}), lot)
    cover_employers(course.world, lot, "sector")
    employers = course.world.tables.employers
    whole = np.unique(market[lot.saturation == 1.0])
    assert whole.size and np.array_equal(employers.scope != 0, np.isin(employers.sector, whole))


def test_eligible_people_are_those_of_the_scope(burnt_in: World) -> None:
    found = who(burnt_in, Scope(min_age=45, education=("low",)))
    people = burnt_in.tables.people
    assert np.array_equal(found, (people.age >= 45 * 12) & (people.education == 0))
    assert who(burnt_in, EVERYONE).all()
    assert (burnt_in.tables.people.scope == 0).all()


def test_a_lever_at_its_default_has_no_effect_on_anyone(burnt_in: World) -> None:
    sums = sums_of(burnt_in, of_levers({"neutral-guide": 0.0}), EVERYONE, SATURATIONS, "region-sector", 6)
    exactly = sums[sums.arm.str.startswith("exact")]
    assert len(exactly) and (exactly.total == 0.0).all()


@pytest.mark.slow
def test_a_lottery_of_guides_in_the_model(own_cache: Any) -> None:
    found = randomise({"neutral-guide": 1.0, "help-line": 1.0}, Size(20_000, 12, 3), saturations=(0.0, 0.5))
    took_part = found[(found.outcome == "took-part") & (found.saturation == "all")].set_index(["contrast", "month"])
    assert took_part.loc[("exact-assigned", 12), "low"] > 0.0
    assert took_part.loc[("within", 0), "estimate"] == 0.0
    for contrast in ("within", "between"):
        row = took_part.loc[(contrast, 12)]
        assert row.runs == 3 and row.low < took_part.loc[("exact-assigned", 12), "estimate"] + 0.01
    assert set(found.contrast) >= {"within", "spill-over", "between", "exact-control"}


@pytest.mark.parametrize("wrong", [{"saturations": ()}, {"saturations": (0.0,)}, {"saturations": (0.5, 1.2)}, {"market": "street"}])
def test_a_lottery_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        randomise({"neutral-guide": 0.5}, Size(1_000, 1, 1), **wrong)
    assert refused.value.both.nl != refused.value.both.en


def test_a_lottery_without_anyone_is_refused(burnt_in: World) -> None:
    with pytest.raises(InputError):
        who(burnt_in, Scope(min_age=74, education=("high",), sectors=("landbouw",), status=("training",)))
