"""A job gives, of each arm, what a comparison of that package alone gives: same worlds, same luck, same numbers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.sweep.job import Model, cells_of, check_model, run
from experiments.sweep.spec import read_sweep
from sim.effects import compare, who_pays
from sim.posterior import number_of
from sim.reading import InputError
from sim.runs import RunPlan, run_worlds
from sim.views.groups import groups_of
from tests.experiments.sweep.made import TINY, written

MONTHS = 14
HERE = Model.here()


@pytest.fixture(scope="module")
def found(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """A sweep of one job, and its outcome: a grid on a package, and a package for a few."""
    text = TINY.replace("none, gids-en-traineeship", "gids-en-traineeship, persoonlijke-begeleiding-25")
    text = text.replace("nederland-2025", "noordoost-brabant-contractcatering")
    sweep = read_sweep(written(tmp_path_factory.mktemp("reeks"), text), runs=1, months=MONTHS, seed=4)
    (job,) = sweep.jobs()
    return sweep, run(job)


def value(found: Any, arm: int, dimension: str, group: str, measure: str) -> tuple[float, float]:
    """(today, package) of one cell."""
    sweep, outcome = found
    cells = [cell[:3] for cell in cells_of(sweep.situations[0])]
    today, package = outcome.values[arm, cells.index((dimension, group, measure))]
    return float(today), float(package)


@pytest.mark.parametrize("arm", [0, 1, 2, 3])
def test_each_arm_is_what_compare_gives_of_it_alone(found: Any, arm: int) -> None:
    sweep, _ = found
    plan = RunPlan(sweep.situations[0], sweep.arms[arm].whole, 1_000, MONTHS, 1, 4)
    results = run_worlds(plan)
    for row in compare(results).rows:
        if not row.measure.startswith("chain-"):  # these need the events, which a sweep does not keep
            assert value(found, arm, "all", "all", row.measure) == (row.today, row.package), row.measure
    for row in who_pays([(results[0], results[1])]):
        today, package = value(found, arm, "party", row["payer"], "paid")
        assert package - today == pytest.approx(row["euro_per_year"])
    checked = 0
    for group in groups_of([(results[0], results[1])], sweep.situations[0]):
        if group.dimension == "all":
            continue
        for name, band in group.measures.items():
            expected = float(band.today), float(band.package)
            assert value(found, arm, group.dimension, group.id, name) == pytest.approx(expected), name
            checked += 1
        assert value(found, arm, group.dimension, group.id, "better") == (0.0, pytest.approx(group.better))
    assert checked > 50


def test_what_is_paid_is_received(found: Any) -> None:
    sweep, outcome = found
    party = [cell.dimension == "party" for cell in cells_of(sweep.situations[0])]
    assert np.abs(outcome.values[:, party]).max() > 0
    assert np.abs(outcome.values[:, party].sum(axis=1)).max() == pytest.approx(0, abs=1e-3)


def test_a_set_that_is_chosen_is_the_one_it_lives_under(own_cache: Path, tmp_path: Path) -> None:
    text = TINY.replace("[0.5, 1]", "[1]").replace("none, ", "").replace("runs: 3", f"runs: 1\nsets: [{number_of(1)}, 5]")
    own, other = (run(job).values for job in read_sweep(written(tmp_path, text)).jobs())
    plain = read_sweep(written(tmp_path, TINY.replace("[0.5, 1]", "[1]").replace("none, ", "")), runs=1)
    np.testing.assert_array_equal(own, run(next(plain.jobs())).values)
    assert number_of(1) != 5 and not np.array_equal(own, other, equal_nan=True)


def test_a_job_can_be_stopped_every_month(own_cache: Path, tmp_path: Path) -> None:
    job = next(read_sweep(written(tmp_path)).jobs())
    told: list[float] = []
    run(job, told.append)
    assert len(told) >= job.worlds * job.months and max(told) == pytest.approx(1)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(job, stop)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (Model("0.0.9", HERE.sources, HERE.sets), r"has version \S+ of Loopbrug and not 0.0.9"),
        (Model(HERE.version, "f" * 16, HERE.sets), "has another engine or other figures"),
        (
            Model(HERE.version, HERE.sources, "e" * 16),
            f"has other parameter sets .{HERE.sets} and not e",
        ),
    ],
)
def test_work_of_another_model_is_refused_by_name(other: Model, says: str) -> None:
    import platform

    check_model(Model.here())
    with pytest.raises(InputError, match=f"worker {platform.node()} {says}"):
        check_model(other)
