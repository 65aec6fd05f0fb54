"""Today's course kept between plans: the same results to the last digit, and never those of another question."""

from dataclasses import replace

import numpy as np
import pytest

from sim.effects import compare, pairs_of
from sim.kept import Kept
from sim.policies.package import LeverUse, Scope
from sim.runs import RunPlan, run_worlds
from sim.scenario import read_package, read_situation

PEOPLE = 1_000
SITUATION = read_situation("bank-naar-klas")
PACKAGE = read_package("gids-en-traineeship", SITUATION)
pytestmark = pytest.mark.usefixtures("own_cache")


def small(**changes) -> RunPlan:
    return replace(RunPlan(SITUATION, PACKAGE, PEOPLE, months=20, runs=3, seed=1), **changes)


def said(kept: Kept | None, asked: RunPlan) -> tuple:
    results = run_worlds(asked, thin=True, kept=kept)
    views = [(result.run, result.world, result.seed, result.measures, result.views) for result in results]
    return [vars(row) for row in compare(results).rows], views, len(pairs_of(results))


def same(one: tuple, other: tuple) -> bool:
    np.testing.assert_equal(one, other)
    return True


def stronger(asked: RunPlan) -> RunPlan:
    first, *others = asked.package.levers
    doses = (first.model_copy(update={"dose": first.dose / 2}), *others)
    return replace(asked, package=asked.package.model_copy(update={"levers": doses}))


def test_another_dose_takes_today_from_what_is_kept_and_finds_the_same():
    kept = Kept(3 * PEOPLE)
    assert same(said(kept, small()), said(None, small()))
    assert all(kept.find(stronger(small()), seed) for seed in (1, 2, 3))
    assert same(said(kept, stronger(small())), said(None, stronger(small())))
    assert same(said(kept, small()), said(None, small())), "using it changed what is kept"


def test_the_run_bears_the_number_it_has_in_the_plan_that_asks():
    kept = Kept(3 * PEOPLE)
    run_worlds(small(), thin=True, kept=kept)
    assert [result.run for result in run_worlds(small(seed=3), thin=True, kept=kept)] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("changes", [
    {"seed": 9}, {"months": 21}, {"workers": PEOPLE + 1}, {"assumed": {"meeting": 0.3}}, {"engine": "reference"},
    {"situation": read_situation("nederland-2024")},
])  # fmt: skip
def test_another_question_is_not_answered_from_it(changes):
    kept = Kept(3 * PEOPLE)
    run_worlds(small(runs=1), thin=True, kept=kept)
    assert kept.find(small(), 1)
    assert kept.find(replace(small(), **changes), changes.get("seed", 1)) is None


def test_another_scope_counts_today_among_others_so_is_another_question():
    kept = Kept(3 * PEOPLE)
    run_worlds(small(runs=1), thin=True, kept=kept)
    use = LeverUse(lever="guide-caseload", dose=25.0, scope=Scope(min_age=50))
    scoped = small().package.model_copy(update={"levers": (*small().package.levers, use)})
    assert kept.find(replace(small(), package=scoped), 1) is None


def test_no_more_is_kept_than_asked_and_an_older_question_goes_first():
    kept = Kept(2 * PEOPLE)
    run_worlds(small(), thin=True, kept=kept)
    assert [bool(kept.find(small(), seed)) for seed in (1, 2, 3)].count(True) == 2
    other = small(runs=1, seed=9)
    run_worlds(replace(other, months=21), thin=True, kept=kept)
    assert kept.find(replace(other, months=21), 9)
    assert [bool(kept.find(small(), seed)) for seed in (1, 2, 3)].count(True) == 1


def test_what_is_written_to_a_folder_is_run_whole(tmp_path):
    kept = Kept(3 * PEOPLE)
    run_worlds(small(runs=1), thin=True, kept=kept)
    run_worlds(small(runs=1), out=tmp_path, kept=kept)
    assert sorted(file.name for file in (tmp_path / "events").iterdir()) == ["run-0000-package.parquet", "run-0000-today.parquet"]
