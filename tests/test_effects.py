"""From paired runs to effects: statistics by hand, and runs, files and faults on their way there."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim.runs
from sim.agents.codes import (
    COACHES,
    COACHING,
    INFLOW_EMPLOYERS,
    ITEMS,
    MINISTRIES,
    OPEN_VACANCY,
    OUTFLOW_EMPLOYERS,
    UWV,
    WORKERS,
    WW_ITEM,
)
from sim.effects import compare, deadweight, displacement, effect_row, pairs_of, who_pays
from sim.measures import MEASURES, party_names
from sim.runs import RunPlan, RunResult, Stopped, run_worlds
from sim.scenario import read_package, read_situation

WORDS = ("some-measure", "Een maat", "A measure", "people")


def result(run: int = 0, world: str = "today", **more: Any) -> RunResult:
    """A finished run, made up."""
    parties = len(party_names())
    made = {
        "measures": dict.fromkeys(MEASURES, 10.0), "funnel": {"aware": 4.0}, "reasons": {}, "people": {},
        "ledger": np.zeros((len(ITEMS), parties, parties), np.int64), "settled": True, "weight": 100.0, "months": 24,
    }  # fmt: skip
    people = {"generation": [0] * 6, "lasting": [0] * 6, "enrolled": [0] * 6, "in_scope": [0] * 6, "crossings": [0] * 6}
    made |= more
    made["people"] = {name: np.array(values) for name, values in (people | made["people"]).items()}
    return RunResult(run, world, run + 1, **made)


# ---- statistics ----


@pytest.mark.small
def test_effect_by_hand() -> None:
    row = effect_row(*WORDS, "higher", np.array([10.0, 20, 30, 40]), np.array([12.0, 19, 36, 44]))
    assert (row.today, row.package, row.pairs) == (25, 27.5, 4)
    assert row.effect == pytest.approx(3)  # of -1, 2, 4, 6
    assert (row.low80, row.high80) == (pytest.approx(-0.1), pytest.approx(5.4))
    assert (row.low95, row.high95) == (pytest.approx(-0.775), pytest.approx(5.85))
    assert row.chance_better == 0.75
    assert row.monte_carlo_error == pytest.approx(np.sqrt(26.75 / 3) / 2)


@pytest.mark.small
def test_chance_that_it_is_better() -> None:
    today, package = np.array([1.0, 1, 1, 1]), np.array([2.0, 2, 1, 0])
    assert effect_row(*WORDS, "higher", today, package).chance_better == 0.625  # a tie counts for half
    assert effect_row(*WORDS, "lower", today, package).chance_better == 0.375
    assert np.isnan(effect_row(*WORDS, "none", today, package).chance_better)


@pytest.mark.small
def test_pairs_without_a_value_are_left_out() -> None:
    row = effect_row(*WORDS, "higher", np.array([1.0, np.nan, 3.0]), np.array([2.0, 5.0, np.nan]))
    assert (row.pairs, row.effect) == (1, 1.0)
    assert np.isnan(row.monte_carlo_error)  # one pair tells nothing about chance


@pytest.mark.small
def test_pairs_are_runs_with_both_worlds() -> None:
    results = [result(0), result(0, "package"), result(1), result(2, "package"), result(3, "package"), result(3)]
    assert [(a.run, a.world, b.run, b.world) for a, b in pairs_of(results)] == [
        (0, "today", 0, "package"), (3, "today", 3, "package"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="no pair"):
        compare(results[2:4])


@pytest.mark.small
def test_comparison_of_made_up_pairs() -> None:
    more = dict.fromkeys(MEASURES, 13.0) | {"back-to-work": float("nan")}
    found = compare([result(), result(world="package", measures=more, funnel={"aware": 6.0, "oriented": 2.0}, settled=False)])
    by_id = {row.measure: row for row in found.rows}
    assert set(by_id) == set(MEASURES) - {"back-to-work"}
    assert all(row.effect == 3 for row in found.rows)
    assert by_id["lasting-crossings"].chance_better == 1
    assert by_id["unemployment"].chance_better == 0
    assert found.funnel == {"today": {"aware": 4.0}, "package": {"aware": 6.0, "oriented": 2.0}}
    assert not found.settled
    json.dumps(found.to_json(), allow_nan=False)


@pytest.mark.small
def test_deadweight_by_hand() -> None:
    today = result(people={"lasting": [1, 0, 1, 1, 0, 1]})
    package = result(
        world="package",
        people={"enrolled": [1, 1, 1, 1, 0, 1], "lasting": [1, 1, 1, 0, 1, 2], "generation": [0, 0, 0, 0, 0, 1]},
    )
    # Users who crossed under the package: the first three (the last is another person); two of them cross anyway.
    row = deadweight([(today, package)])
    assert row is not None
    assert row.effect == pytest.approx(100 * 2 / 3)
    assert deadweight([(today, result(world="package"))]) is None  # nobody used it


@pytest.mark.small
def test_displacement_by_hand() -> None:
    today = result(people={"lasting": [1, 1, 1, 0, 0, 1]})
    package = result(
        world="package",
        people={"enrolled": [1, 0, 0, 0, 1, 0], "lasting": [0, 0, 0, 1, 1, 0], "generation": [0, 0, 0, 0, 0, 1]},
    )
    # Others: rows 1, 2 and 3. Two of them crossed, now one does: one fewer, who stands for a hundred.
    row = displacement([(today, package)])
    assert row is not None
    assert row.effect == 100.0


def ledger(*entries: tuple[int, int, int, int]) -> np.ndarray:
    parties = len(party_names())
    made = np.zeros((len(ITEMS), parties, parties), np.int64)
    for item, payer, payee, euro in entries:
        made[item, payer, payee] += euro
    return made


@pytest.mark.small
def test_who_pays_by_hand() -> None:
    today = result(ledger=ledger((WW_ITEM, UWV, WORKERS, 900)))
    package = result(
        world="package",
        ledger=ledger(
            (WW_ITEM, UWV, WORKERS, 500), (COACHING, MINISTRIES, COACHES, 60), (COACHING, OUTFLOW_EMPLOYERS, COACHES, 40),
            (OPEN_VACANCY, INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, 5_000),
        ),
        measures=dict.fromkeys(MEASURES, 10.0) | {"lasting-crossings": 14.0},
    )  # fmt: skip
    rows = {row["payer"]: row for row in who_pays([(today, package)])}
    # Two years at a hundred real people each: a difference of 1 euro in the run is 50 euro a year.
    assert {name: row["euro_per_year"] for name, row in rows.items()} == {
        "uwv": -20_000, "workers": 20_000, "ministries": 3_000, "outflow-employers": 2_000, "coaches": -5_000,
    }  # fmt: skip
    assert sum(row["euro_per_year"] for row in rows.values()) == 0
    assert rows["ministries"]["per_lasting_crossing"] == 1_500  # two more crossings a year
    assert all(row["nl"] and row["en"] for row in rows.values())


@pytest.mark.small
def test_cost_of_a_crossing_is_missing_where_there_is_none_more() -> None:
    package = result(world="package", ledger=ledger((COACHING, MINISTRIES, COACHES, 60)))
    assert [row["per_lasting_crossing"] for row in who_pays([(result(), package)])] == [None, None]


# ---- runs ----


def plan(**more: Any) -> RunPlan:
    situation = read_situation("bank-naar-klas")
    given = {"workers": 400, "months": 3, "runs": 2, "seed": 5, "threads": 1} | more
    return RunPlan(situation, read_package("gids-en-traineeship", situation), **given)


def assert_same(one: list[RunResult], other: list[RunResult]) -> None:
    assert [(r.run, r.world, r.seed) for r in one] == [(r.run, r.world, r.seed) for r in other]
    for a, b in zip(one, other, strict=True):
        np.testing.assert_equal(a.measures, b.measures)
        assert (a.funnel, a.reasons) == (b.funnel, b.reasons)
        assert np.array_equal(a.ledger, b.ledger)
        if a.people and b.people:  # a pair is compared person by person at once, and its people let go
            assert all(np.array_equal(a.people[name], b.people[name]) for name in a.people)
        if a.persons and b.persons:
            np.testing.assert_equal(a.persons, b.persons)


def test_runs_are_the_same_on_one_thread_and_two(own_cache: Path) -> None:
    one, two = run_worlds(plan()), run_worlds(plan(threads=2))
    assert [(r.run, r.world) for r in one] == [(0, "today"), (0, "package"), (1, "today"), (1, "package")]
    assert_same(one, two)


def test_a_run_does_not_depend_on_the_runs_beside_it(own_cache: Path) -> None:
    both = run_worlds(plan())
    assert_same(both[2:], [r.__class__(**(vars(r) | {"run": 1})) for r in run_worlds(plan(runs=1, seed=6))])
    assert not np.array_equal(both[0].ledger, both[2].ledger)


def test_one_world_alone_is_the_same_as_in_a_pair(own_cache: Path) -> None:
    assert_same(run_worlds(plan(runs=1), ("today",)), run_worlds(plan(runs=1))[:1])


def test_compared_runs_have_effects(own_cache: Path) -> None:
    found = compare(run_worlds(plan(workers=1_000, months=14)))
    assert {row.pairs for row in found.rows} <= {1, 2}
    assert {row.measure for row in found.rows} >= {"lasting-crossings", "unemployment", "public-cost", "scope-people"}
    assert found.who_pays and found.funnel["package"]["aware"] > 0


def test_progress_rises_to_one(own_cache: Path) -> None:
    heard: list[float] = []
    run_worlds(plan(), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("threads", [1, 2])
def test_stopping_keeps_finished_runs(threads: int, own_cache: Path) -> None:
    whole = run_worlds(plan(runs=3))

    def stop(done: float) -> None:
        if done > 0.9:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stopped:
        run_worlds(plan(runs=3, threads=threads), progress=stop)
    kept = stopped.value.results
    assert 2 <= len(kept) < 6 and len(kept) % 2 == 0
    runs = {r.run for r in kept}
    assert_same(kept, [r for r in whole if r.run in runs])


def test_a_fault_in_a_run_is_told(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> None:
        raise RuntimeError("the engine broke down")

    monkeypatch.setattr(sim.runs, "advance", break_down)
    with pytest.raises(RuntimeError, match="broke down"):
        run_worlds(plan())
