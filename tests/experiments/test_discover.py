"""Boxes, the tree and their story on planted conditions of which the answer is known; tables as a user gives them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.discover.boxes import Box, Limit, Picked, picked
from experiments.discover.discovery import discovery, usual_regret
from experiments.discover.prim import by_chance, prim
from experiments.discover.story import story, telling
from experiments.discover.table import FILE, futures, read_table
from experiments.discover.tree import tree
from sim.output import write_parquet
from sim.reading import InputError

PLACES = ("dorp", "stad", "kust")


def conditions(n: int = 400, others: int = 3, seed: int = 1) -> pd.DataFrame:
    """n futures with numbers a, b, n0, n1, … between 0 and 1 and a situation."""
    luck = np.random.default_rng(seed)
    names = ["a", "b", *(f"n{k}" for k in range(others))]
    return pd.DataFrame(luck.random((n, len(names))), columns=names).assign(situation=luck.choice(PLACES, n))


def planted(of: pd.DataFrame) -> np.ndarray:
    """It happens where a is above 0.4 and b at most 0.6, but not in the village."""
    return ((of.a > 0.4) & (of.b <= 0.6) & (of.situation != "dorp")).to_numpy()


def ends(box: Box) -> dict[str, tuple[float, float] | tuple[str, ...]]:
    return {limit.condition: limit.words or (limit.low, limit.high) for limit in box.limits}


# ---- counting ----


def test_density_and_coverage_by_hand():
    inside = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0], bool)
    wanted = np.array([1, 1, 1, 0, 1, 1, 0, 0, 0, 0], bool)
    found = picked(inside, wanted)
    assert found == Picked(inside=4, hits=3, wanted=5)
    assert found.density == 0.75 and found.coverage == 0.6
    assert found.balance == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_the_interval_of_a_density_is_wilsons():
    # 8 of 10, Wilson: (0.8 + 1.96²/20 ± 1.96 √(0.8·0.2/10 + 1.96²/400)) / (1 + 1.96²/10) = 0.490 to 0.943.
    assert Picked(10, 8, 8).density_interval == pytest.approx((0.490, 0.943), abs=0.001)
    assert np.isnan(Picked(0, 0, 8).density) and np.isnan(Picked(0, 0, 8).density_interval[0])


def test_a_box_holds_what_meets_all_its_limits():
    of = pd.DataFrame({"a": [0.1, 0.5, 0.5, 0.9], "where": ["x", "x", "y", "x"]})
    box = Box((Limit("a", 0.1, 0.5), Limit("where", words=("x",))))
    assert list(box.holds(of)) == [False, True, False, False]  # above 0.1, so 0.1 is out; at most 0.5, so 0.5 is in
    assert Box().holds(of).all() and box.without("where").holds(of).sum() == 2


def test_the_chance_of_a_limit_by_hand():
    # Both of two, where one in two is usual: one in four.
    assert by_chance(Picked(2, 2, 5), Picked(10, 5, 5)) == pytest.approx(0.25)


# ---- PRIM ----


def test_prim_finds_the_planted_box():
    of = conditions()
    (box,) = prim(of, planted(of))
    found = ends(box)
    assert set(found) == {"a", "b", "situation"} and found["situation"] == ("kust", "stad")
    assert found["a"][0] == pytest.approx(0.4, abs=0.05) and found["a"][1] == np.inf
    assert found["b"][1] == pytest.approx(0.6, abs=0.05) and found["b"][0] == -np.inf
    told = picked(box.holds(of), planted(of))
    assert told.density >= 0.97 and told.coverage >= 0.97


def test_prim_finds_two_boxes_one_after_the_other():
    of = conditions(800)
    corners = ((of.a < 0.3) & (of.b < 0.5)) | ((of.a > 0.8) & (of.b > 0.4))
    boxes = prim(of, corners.to_numpy(), most=2)
    together = boxes[0].holds(of) | boxes[1].holds(of)
    assert picked(together, corners.to_numpy()).coverage > 0.9 and picked(together, corners.to_numpy()).density > 0.9


def test_a_slice_between_two_ends_is_found():
    of = conditions(800)
    middle = ((of.a > 0.35) & (of.a <= 0.6)).to_numpy()
    low, high = ends(prim(of, middle)[0])["a"]
    assert low == pytest.approx(0.35, abs=0.03) and high == pytest.approx(0.6, abs=0.03)


def test_equal_values_are_cut_together():
    of = pd.DataFrame({"dose": np.repeat([0.0, 1.0, 2.0], 30)})
    (box,) = prim(of, (of.dose == 2.0).to_numpy())
    assert ends(box) == {"dose": (1.5, np.inf)}


@pytest.mark.parametrize("everywhere", [True, False])
def test_what_is_always_or_never_so_has_no_box(everywhere):
    of = conditions(60)
    assert prim(of, np.full(60, everywhere)) == []


def test_the_same_table_gives_the_same_boxes():
    of = conditions()
    assert prim(of, planted(of)) == prim(of, planted(of))


# ---- the tree ----


def test_leaves_hold_each_future_once_and_part_what_was_planted():
    of = conditions()
    wanted = ((of.a > 0.4) & (of.b <= 0.6)).to_numpy()
    leaves = tree(of, wanted)
    inside = np.array([leaf.holds(of) for leaf in leaves])
    assert (inside.sum(axis=0) == 1).all()
    full = [leaf for leaf in leaves if picked(leaf.holds(of), wanted).density > 0.95]
    assert len(full) == 1 and set(ends(full[0])) == {"a", "b"}
    assert ends(full[0])["a"][0] == pytest.approx(0.4, abs=0.05) and ends(full[0])["b"][1] == pytest.approx(0.6, abs=0.05)


def test_a_tree_parts_words():
    of = conditions()
    wanted = (of.situation == "kust").to_numpy()
    leaves = tree(of, wanted, depth=1)
    assert [ends(leaf) for leaf in leaves] == [{"situation": ("dorp", "stad")}, {"situation": ("kust",)}]


# ---- found in one half, judged in the other ----


def test_a_planted_box_among_many_conditions_holds_in_the_other_half():
    of = conditions(600, others=100)
    wanted = planted(of) ^ (np.random.default_rng(2).random(600) < 0.05)
    found = story(of, wanted)
    assert {"a", "b", "situation"} <= set(found.looked) and len(found.looked) <= 10
    first = found.boxes[0]
    assert set(ends(first.box)) == {"a", "b", "situation"} and first.stands(found.usual)
    assert first.held.density > 0.75 and first.held.coverage > 0.75
    assert first.found.inside + first.held.inside == first.box.holds(of).sum()
    assert sum(leaf.held.inside for leaf in found.leaves) == 300


def test_what_hangs_on_nothing_has_no_box_that_holds():
    of = conditions(400, others=100)
    for seed in range(5):
        found = story(of, np.random.default_rng(seed).random(400) < 0.4)
        assert not any(seen.stands(found.usual) and seen.held.density > 0.7 for seen in found.boxes)


def test_of_conditions_that_go_together_one_is_kept():
    of = conditions()[["a", "b"]].assign(twice=lambda x: 2 * x.a, against=lambda x: -x.a, still=1.0)
    assert telling(of, (of.a > 0.4).to_numpy()) == ["a"]


# ---- tables ----


def table(n: int = 60) -> pd.DataFrame:
    """A table in which package x gives 10 above today where a is above half, and 5 below elsewhere; y always gives 1."""
    of = conditions(n).assign(future=range(n), people=1_000_000)
    effect = np.where(of.a > 0.5, 10.0, -5.0)
    return of.assign(**{
        "lasting-crossings today": 100.0, "lasting-crossings x": 100.0 + effect, "lasting-crossings y": 101.0,
        "public-cost today": 50.0, "public-cost x": 50.0 - effect, "public-cost y": 49.0,
    })  # fmt: skip


def test_a_table_s_conditions_are_what_is_no_result_and_no_number_of_the_future():
    known = futures(table(), "lasting-crossings", ["x", "today"])
    assert set(known.conditions) == {"a", "b", "n0", "n1", "n2", "situation"}
    assert list(known.results) == ["x", "today"] and known.left_out == 0 and not known.per_people


def test_discovery_says_where_and_how_often():
    made = table(400)
    found = discovery(made, "lasting-crossings", ["x", "y"])
    share = (made.a > 0.5).mean()
    assert found.better.share == pytest.approx(share) and found.worse.share == pytest.approx(1 - share)
    assert found.ahead.isin([10.0, -5.0]).all()
    assert ends(found.better.boxes[0].box)["a"][0] == pytest.approx(0.5, abs=0.05)
    assert ends(found.worse.boxes[0].box)["a"][1] == pytest.approx(0.5, abs=0.05)
    # Where a is high x is best: y regrets 9, today 10. Elsewhere y is best: x regrets 6, today 1. So x has the least.
    assert found.robust.largest.to_dict() == {"x": 6, "y": 9, "today": 10}
    assert found.robust.best["today"] == 0 and found.robust.best["x"] == pytest.approx(share)


def test_less_of_a_cost_is_better():
    found = discovery(table(400), "public-cost", ["x"], "y")
    # x saves 10 where a is high, y always 1.
    assert set(found.ahead.round(9)) == {9.0, -6.0}
    assert found.robust.largest.to_dict() == {"x": 6, "y": 9, "today": 10}


def test_usual_regret_is_a_tenth_of_what_the_best_does():
    worth = pd.DataFrame({"x": [10.0, 30.0, 20.0], "today": [0.0, 0.0, 40.0]})
    assert usual_regret(worth) == pytest.approx(0.1 * 10)  # 10, 30 and 0 more than today
    assert usual_regret(worth.rename(columns={"today": "y"})) == pytest.approx(0.1 * 20)  # 10, 30 and 20 more than the worst


def test_situations_of_different_sizes_compare_per_people():
    made = table().assign(people=lambda x: np.where(x.situation == "dorp", 10_000, 1_000_000))
    known = futures(made, "lasting-crossings", ["y", "today"])
    assert known.per_people
    village = made.situation == "dorp"
    assert known.results["y"][village].eq(101).all() and known.results["y"][~village].round(9).eq(1.01).all()


def test_futures_with_something_missing_are_counted_and_left_out():
    made = table()
    made.loc[3, "lasting-crossings x"] = np.nan
    made.loc[4, "b"] = np.nan
    known = futures(made, "lasting-crossings", ["x", "today"])
    assert known.left_out == 2 and len(known.results) == len(known.conditions) == 58


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_is_read_as_it_was_written(ending, tmp_path: Path):
    file = tmp_path / f"mine.{ending}"
    if ending == "csv":
        table().to_csv(file, index=False)
    else:
        write_parquet(file, table())
    pd.testing.assert_frame_equal(read_table(file), table(), check_dtype=False)


def test_the_table_of_a_folder_is_its_futures(tmp_path: Path):
    table().to_csv(tmp_path / FILE, index=False)
    assert len(read_table(tmp_path)) == 60


def test_wrong_tables_are_told_in_one_sentence(tmp_path: Path):
    with pytest.raises(InputError, match=r"there is no file .*none\.csv"):
        read_table(tmp_path / "none.csv")
    (tmp_path / "broken.parquet").write_bytes(b"nonsense")
    with pytest.raises(InputError, match="no table that can be read"):
        read_table(tmp_path / "broken.parquet")
    with pytest.raises(InputError, match="there is no package 'z'"):
        futures(table(), "lasting-crossings", ["z"])
    with pytest.raises(InputError, match="no columns of 'safe-crossings'"):
        futures(table(), "safe-crossings", ["x"])
    with pytest.raises(InputError, match="39 futures with an outcome, and at least 40"):
        futures(table(39), "lasting-crossings", ["x"])
    with pytest.raises(InputError, match="column 'lasting-crossings x' has values that are no numbers"):
        futures(table().assign(**{"lasting-crossings x": "many"}), "lasting-crossings", ["x"])
