"""Packages side by side give what each gives alone: the shared today is the same world."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from sim.effects import compare
from sim.runs import RunPlan, run_worlds
from sim.scenario import read_package, read_situation
from sim.side_by_side import OLDER, run_side_by_side

NAMES = ("gids-en-traineeship", "d07-veilig-landen")


@pytest.fixture(scope="module")
def plan(own_cache):
    return RunPlan(read_situation("nederland-2025"), None, workers=1_000, months=24, runs=2, seed=3)


@pytest.fixture(scope="module")
def packages():
    return [read_package(name) for name in NAMES]


@pytest.fixture(scope="module")
def together(plan, packages):
    return run_side_by_side(plan, packages)


@pytest.mark.parametrize("k", range(len(NAMES)))
def test_each_package_gives_what_it_gives_alone(plan, packages, together, k):
    alone = compare(run_worlds(replace(plan, package=packages[k])))
    found = compare([result for pair in together[k] for result in pair])
    rows = {row.measure: row for row in found.rows}
    for row in alone.rows:
        if not row.measure.startswith("scope-"):
            np.testing.assert_equal(asdict(rows[row.measure]), asdict(row))
    assert found.who_pays == alone.who_pays
    np.testing.assert_equal([asdict(row) for row in found.persons], [asdict(row) for row in alone.persons])


def test_all_share_one_today_and_packages_differ(together):
    first, second = together
    for (today, _), (same, _) in zip(first, second, strict=True):
        np.testing.assert_equal(today.measures, same.measures)
    assert any(a.measures != b.measures for (_, a), (_, b) in zip(first, second, strict=True))


def test_who_waits_hears_the_pairs_of_each_run_as_they_come(plan, packages):
    heard: list[list] = []
    whole = run_side_by_side(replace(plan, months=12), packages, finished=heard.append)
    assert sorted(pairs[0][0].run for pairs in heard) == [0, 1]
    for pairs in heard:
        assert [id(pair[1]) for pair in pairs] == [id(one[pairs[0][0].run][1]) for one in whole], "each package, in their order"


def test_crossings_of_older_people_are_part_of_all(together):
    for pair in together[0]:
        for result in pair:
            assert 0 <= result.measures[OLDER] <= result.measures["lasting-crossings"]


def test_progress_reaches_the_end_and_what_it_raises_stops_the_runs(plan, packages):
    told: list[float] = []
    run_side_by_side(replace(plan, runs=1, months=12), packages[:1], told.append)
    assert told == sorted(told) and told[-1] == pytest.approx(1)

    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        run_side_by_side(replace(plan, runs=1, months=12), packages[:1], stop)
