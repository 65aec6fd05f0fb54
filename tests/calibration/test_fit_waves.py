"""Emulators know how far off they are, and waves leave what can meet the targets."""

from pathlib import Path

import numpy as np
import pytest

from calibration.fit.emulator import train
from calibration.fit.evaluate import Runner
from calibration.fit.region import Aim, Region, narrow
from calibration.fit.space import FitError, generator, seeds
from calibration.fit.store import Store
from calibration.fit.waves import Plan, design, match
from tests.calibration.toys import LINEAR, NOISE, WIDTH, aims, box, chance, linear, names

SPACE = box(3)
CUBE = design(3, 2_000, 1, "crowd")


def runs(simulator, n: int = 150):  # type: ignore[no-untyped-def]
    unit = design(3, n, 2, "wave")
    return unit, Runner(simulator, names(len(simulator(np.zeros(3), 1)))).run(
        SPACE.values(unit), seeds(2, "wave", n), "try"
    ).summaries


def itself(values: np.ndarray, seed: int) -> np.ndarray:
    """a and b as they are."""
    return values[:2] + chance(seed, 2)


def bent(values: np.ndarray, seed: int) -> np.ndarray:
    """No quadratic: more than a whole period of a sine over the range."""
    return np.array([np.sin(0.8 * values[0]) + 0.1 * values[1]]) + chance(seed, 1) / 5


def torn(values: np.ndarray, seed: int) -> np.ndarray:
    """Half missing below, nearly all missing, always the same."""
    return np.array([values[0] if values[1] > -3 else np.nan, values[0] if values[1] > 4 else np.nan, 7.0])


def against_itself(values: np.ndarray, seed: int) -> np.ndarray:
    """The same summary twice."""
    return np.array([values[0], values[0]]) + chance(seed, 2)


def test_an_emulator_tells_how_far_off_a_run_is() -> None:
    learnt = train(*runs(linear), seed=1)
    off = LINEAR @ SPACE.values(CUBE).T
    for j, emulator in enumerate(learnt.each):
        assert emulator is not None
        # What is left is the chance in a run, which nobody can foresee.
        assert NOISE * 0.8 < emulator.error < NOISE * 1.4
        assert emulator.r2 > 0.99 and 0.88 <= emulator.coverage <= 1
        assert np.sqrt(np.mean((emulator.mean(CUBE) - off[j]) ** 2)) < NOISE / 2


def test_a_gaussian_process_is_used_where_a_quadratic_falls_short() -> None:
    learnt = train(*runs(bent, 250), seed=1).each[0]
    assert learnt is not None and learnt.process is not None
    assert learnt.r2 > 0.98  # a parabola explains next to nothing of an odd wave
    values = SPACE.values(CUBE)
    off = learnt.mean(CUBE) - np.sin(0.8 * values[:, 0]) - 0.1 * values[:, 1]
    # Runs left out tell about as much as new points do.
    assert np.hypot(np.sqrt(np.mean(off**2)), NOISE / 5) == pytest.approx(learnt.error, rel=0.3)


def test_what_is_missing_too_often_or_never_varies_is_not_emulated() -> None:
    learnt = train(*runs(torn), seed=1)
    assert learnt.known.tolist() == [True, False, False]
    assert train(*runs(linear), seed=1, wanted=np.array([True, False, False, True])).known.tolist() == [True, False, False, True]


def test_the_share_left_is_that_of_the_band() -> None:
    # One summary, a, aimed at 0: within three standard deviations of band and run, in a range of 10.
    goals = aims([0.0, 0.0])
    goals.weight[1] = 0
    aim = Aim(train(*runs(itself), seed=1), goals)
    one = 2 * 3 * np.hypot(WIDTH, NOISE) / 10
    left = narrow(Region(3), CUBE, aim, generator(1, "t"), rank=1)
    assert left.kept == pytest.approx(one, rel=0.08) and left.cut == 3
    assert abs(SPACE.values(left.points)[:, 0]).max() < 3.2 * np.hypot(WIDTH, NOISE)
    assert left.points[:, 1].std() == pytest.approx(np.sqrt(1 / 12), rel=0.08)  # and nothing is said of b


def test_the_second_largest_lets_one_target_be_wrong() -> None:
    aim = Aim(train(*runs(itself), seed=1), aims([0.0, 0.0]))
    one = 2 * 3 * np.hypot(WIDTH, NOISE) / 10
    both, either = (narrow(Region(3), CUBE, aim, generator(1, "t"), rank=rank).kept for rank in (1, 2))
    assert both == pytest.approx(one**2, rel=0.25)
    assert either == pytest.approx(1 - (1 - one) ** 2, rel=0.08)


def test_a_thousandth_of_the_space_is_found() -> None:
    truth = np.array([1.0, -1.0, 0.5])
    aim = Aim(train(*runs(linear), seed=1), aims(LINEAR @ truth, 0.1))
    left = narrow(Region(3), CUBE, aim, generator(1, "t"), rank=1)
    assert left.kept < 1e-3 and left.cut == 3
    assert abs(SPACE.values(left.points).mean(0) - truth).max() < 0.15
    assert left.region.inside(SPACE.unit(truth[None]))[0] and not left.region.inside(SPACE.unit(truth[None] + 1))[0]


def test_targets_that_cannot_be_met_together_are_named() -> None:
    aim = Aim(train(*runs(against_itself), seed=1), aims([-2.0, 2.0]))
    left = narrow(Region(3), CUBE, aim, generator(1, "t"), rank=1)
    # At best both are two off, in standard deviations of band and run.
    assert left.cut == pytest.approx(2 / np.hypot(WIDTH, NOISE), rel=0.1)
    assert left.failing == ("s1", "s2")


def test_waves_keep_the_truth_and_stop_when_nothing_shrinks() -> None:
    truth = np.array([1.0, -1.0, 0.5])
    runner = Runner(linear, names(4))
    found = match(SPACE, aims(LINEAR @ truth), runner, seed=1, plan=Plan(runs=100, waves=6, crowd=800))
    assert found.region.inside(SPACE.unit(truth[None]))[0]
    shares = [wave.share for wave in found.waves]
    assert len(shares) < 6 and shares == sorted(shares, reverse=True) and shares[-1] < 0.02
    assert found.waves[-1].survivors.kept > 0.8
    assert all(check.r2 > 0.9 and 0.85 <= check.coverage <= 1 for wave in found.waves for check in wave.checks)
    assert runner.done == 100 * len(shares)


def test_the_same_seed_gives_the_same_waves() -> None:
    plan = Plan(runs=60, waves=2, crowd=400)
    one, two = (match(SPACE, aims([1, 0, 2, 0]), Runner(linear, names(4)), seed=5, plan=plan) for _ in range(2))
    np.testing.assert_array_equal(one.points, two.points)


@pytest.mark.slow
def test_a_fit_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    plan = Plan(runs=60, waves=2, crowd=400, settled=1)
    goals, m = aims([1, 0, 2, 0]), names(4)
    with Store(tmp_path / "runs.csv", SPACE, m, "toy") as store:
        whole = match(SPACE, goals, Runner(linear, m, store), seed=5, plan=plan)
    lines = (tmp_path / "runs.csv").read_text().splitlines(keepends=True)
    (tmp_path / "runs.csv").write_text("".join(lines[:81]))  # stopped after all 60 runs of the first wave and 20 of the second
    with Store(tmp_path / "runs.csv", SPACE, m, "toy") as store:
        runner = Runner(linear, m, store, processes=2)
        resumed = match(SPACE, goals, runner, seed=5, plan=plan)
        assert runner.done == 40
    np.testing.assert_array_equal(resumed.points, whole.points)


def test_no_run_at_all_is_said_with_its_first_error() -> None:
    def broken(values: np.ndarray, seed: int) -> np.ndarray:
        raise ArithmeticError("no world")

    with pytest.raises(FitError, match="ArithmeticError: no world"):
        match(SPACE, aims([0.0]), Runner(broken, names(1)), seed=1, plan=Plan(runs=20, crowd=50))
