"""The posterior is that of the textbook where there is one, covers what was put in, and says what it does not know."""

import numpy as np
import pandas as pd
import pytest

from calibration.fit import posterior as draw
from calibration.fit.emulator import Emulators, train
from calibration.fit.evaluate import Runner
from calibration.fit.posterior import Posterior, posterior
from calibration.fit.region import OWN, Aim, Region
from calibration.fit.space import seeds
from calibration.fit.synthetic import Recovery, recover
from calibration.fit.twins import chance
from calibration.fit.waves import Plan, design, match
from tests.calibration.toys import LINEAR, NOISE, WIDTH, aims, banana, box, linear, names, only_a_sum
from tests.calibration.toys import chance as luck

CUBE = Region(3)


def learnt(simulator, k: int, m: int, n: int = 200) -> Emulators:  # type: ignore[no-untyped-def]
    unit = design(k, n, 2, "wave")
    return train(unit, Runner(simulator, names(m)).run(box(k).values(unit), seeds(2, "wave", n), "try").summaries, seed=1)


def all_as_they_are(values: np.ndarray, seed: int) -> np.ndarray:
    return values + luck(seed, len(values))


def test_linear_and_gaussian_is_as_in_the_textbook() -> None:
    seen = LINEAR @ np.array([1.0, -1.0, 0.5]) + np.array([0.2, -0.1, 0.3, 0.0])
    goals = aims(seen)
    waves = match(box(3), goals, Runner(linear, names(4)), seed=1, plan=Plan(runs=100, waves=2, crowd=1_000))
    found = posterior(box(3), waves.region, waves.points, Aim(waves.emulators, goals), seed=1, sets=2_000)
    # A flat prior far wider than what is left: N((A'A)^-1 A'z, (A'A)^-1 (band² + chance²)).
    covariance = np.linalg.inv(LINEAR.T @ LINEAR) * (WIDTH**2 + NOISE**2)
    mean = np.linalg.inv(LINEAR.T @ LINEAR) @ LINEAR.T @ seen
    sd = np.sqrt(np.diag(covariance))
    assert abs((found.values.mean(0) - mean) / sd).max() < 0.2
    assert found.values.std(0) == pytest.approx(sd, rel=0.12)
    correlations = (covariance / np.outer(sd, sd))[np.triu_indices(3, 1)]
    assert np.corrcoef(found.values.T)[np.triu_indices(3, 1)] == pytest.approx(correlations, abs=0.12)
    half = 1.645 * sd
    assert box(3).values(found.interval().T) == pytest.approx(np.array([mean - half, mean + half]), abs=0.3 * sd.max())
    assert found.identified().all() and found.ess > 1_000


def test_the_crowd_walks_until_its_middle_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """From beside the targets, in rounds so short that points forget their copies long before the crowd is where it belongs."""
    aim = Aim(learnt(all_as_they_are, 8, 8, 600), aims(np.zeros(8)))
    sd = np.hypot(WIDTH, NOISE)
    beside = box(8).unit(np.random.default_rng(1).normal(2 * sd, 0.3 * sd, (1_000, 8)))

    def off(drift: float) -> float:
        monkeypatch.setattr(draw, "LONG", 12)
        monkeypatch.setattr(draw, "ROUNDS", 60)
        monkeypatch.setattr(draw, "DRIFT", drift)
        found, _, _ = draw._forget(Region(8), aim, beside, draw.closeness(aim, beside), np.random.default_rng(2))
        return float(abs(box(8).values(found).mean(0) / sd).max())

    assert off(drift=0.12) < 0.25
    assert off(drift=np.inf) > 2 * off(drift=0.12)


def test_chance_that_a_target_does_not_have_is_taken_out() -> None:
    narrow = 0.6 * NOISE
    emulators, goals = learnt(only_a_sum, 3, 2), aims([0.0, 1.0], narrow)

    def spread(of_a_run: np.ndarray | None) -> float:
        found = posterior(box(3), CUBE, design(3, 1_000, 1, "crowd"), Aim(emulators, goals, of_a_run), seed=1)
        return float(found.values[:, 2].std())

    with_it = pytest.approx(np.hypot(narrow, NOISE), rel=0.12)
    assert spread(None) == with_it and spread(np.zeros(2)) == with_it and spread(np.full(2, np.nan)) == with_it
    half = NOISE * np.sqrt(0.5)
    assert spread(np.full(2, half)) == pytest.approx(np.hypot(narrow, half), rel=0.12)
    # Twins that say more than there is: an emulator keeps an error of its own.
    assert spread(np.full(2, 2 * NOISE)) == pytest.approx(np.hypot(narrow, np.sqrt(OWN) * NOISE), rel=0.12)


def test_twins_find_the_chance_in_a_run() -> None:
    points = design(3, 500, 1, "crowd")
    found = chance(box(3), points, Runner(only_a_sum, names(2)), seed=1, pairs=200)
    assert found == pytest.approx(np.full(2, NOISE), rel=0.15)  # 5% is expected of 200 pairs
    sure = chance(box(3), points[:2], Runner(lambda values, seed: np.array([values[0], np.nan]), names(2)), seed=1, pairs=3)
    assert sure[0] == 0 and np.isnan(sure[1])


def test_a_pair_of_which_only_the_sum_matters_is_not_identified() -> None:
    found = posterior(box(3), CUBE, design(3, 1_000, 1, "crowd"), Aim(learnt(only_a_sum, 3, 2), aims([0.0, 1.0])), seed=1)
    assert found.identified().tolist() == [False, False, True]
    a, b, c = found.values.T
    # What is known of it is known all the same: the sum.
    assert (a + b).std() == pytest.approx(np.hypot(WIDTH, NOISE), rel=0.15) and abs((a + b).mean()) < 0.06
    assert c.mean() == pytest.approx(1, abs=0.06)
    assert found.table().identified.tolist() == [False, False, True]


def test_a_bent_valley_is_filled_from_end_to_end() -> None:
    found = posterior(box(2), Region(2), design(2, 2_000, 1, "crowd"), Aim(learnt(banana, 2, 1), aims([4.0])), seed=1, sets=2_000)
    a, b = found.values.T
    # b = 4 - a² lies in -5..5 for a in -3..3, and for each such a as many b fit: a is even there.
    assert np.quantile(a, [0.05, 0.25, 0.5, 0.75, 0.95]) == pytest.approx([-2.7, -1.5, 0, 1.5, 2.7], abs=0.25)
    assert (b + a**2 - 4).std() == pytest.approx(np.hypot(WIDTH, NOISE), rel=0.1)


def test_a_target_of_less_weight_says_less() -> None:
    goals = aims([0.0, 0.0])
    aim = Aim(learnt(only_a_sum, 3, 2), goals)
    goals.weight[1] = 0.25  # of c: a quarter of the weight is twice the spread
    found = posterior(box(3), CUBE, design(3, 1_000, 1, "crowd"), aim, seed=1)
    assert found.values[:, 2].std() == pytest.approx(2 * np.hypot(WIDTH, NOISE), rel=0.12)


def test_sets_can_be_kept_and_repeat() -> None:
    aim = Aim(learnt(only_a_sum, 3, 2), aims([0.0, 1.0]))
    one, two = (posterior(box(3), CUBE, design(3, 500, 1, "crowd"), aim, seed=4, sets=250).sets() for _ in range(2))
    assert list(one) == ["a", "b", "c", "weight"] and len(one) == 250 and one.weight.sum() == pytest.approx(1)
    pd.testing.assert_frame_equal(one, two)


def test_an_interval_wider_than_four_fifths_of_the_priors_is_not_identified() -> None:
    narrow = np.linspace(0.15, 0.85, 1_001)  # 90% interval 0.63 wide, the prior's is 0.90: 70%
    wide = np.linspace(0.05, 0.95, 1_001)  # 0.81: 90%
    made = Posterior(box(2), np.column_stack([narrow, wide]), np.zeros(1_001), 1_001)
    assert made.identified().tolist() == [True, False]
    assert made.table().width.tolist() == pytest.approx([0.7, 0.9], abs=1e-3)


@pytest.mark.slow
def test_twenty_truths_are_covered() -> None:
    runner = Runner(linear, names(4))
    cube = design(3, 1_000, 1, "crowd")
    found = recover(box(3), aims([0.0] * 4), CUBE, cube, learnt(linear, 3, 4), runner, seed=1, sets=500)
    assert runner.done == 20  # one run a truth: nothing is learnt anew
    assert found.covers and found.covered.sum() <= found.band()[1]  # all of them would be as telling as too few
    assert found.table().identified.tolist() == [20, 20, 20]


@pytest.mark.slow
def test_truths_say_what_cannot_be_found_back() -> None:
    found = recover(
        box(3), aims([0.0, 0.0]), CUBE, design(3, 1_000, 1, "crowd"), learnt(only_a_sum, 3, 2), Runner(only_a_sum, names(2)),
        seed=2, truths=10, sets=400,
    )  # fmt: skip
    of_a, of_b, of_c = found.identified.sum(0)
    assert of_c == 10 and of_a < 10 and of_b < 10
    assert found.covers


def made(covered: np.ndarray) -> Recovery:
    truths = np.full(covered.shape, 0.5)
    intervals = np.where(covered[..., None], [0.4, 0.6], [0.6, 0.9])
    return Recovery(box(covered.shape[1]), truths, intervals, np.ones(covered.shape, bool), {})


def test_intervals_that_miss_are_counted() -> None:
    found = made(np.array([[True, False]] * 20))
    assert found.table().held.tolist() == [20, 0]
    assert found.table().width.tolist() == pytest.approx([0.2 / 0.9, 0.3 / 0.9])
    # Of 40 independent intervals of 90%, 32 to 39 hold in 95 of 100 cases.
    assert found.band(independent=True) == (32, 39) and not found.covers


def test_intervals_that_miss_together_say_less() -> None:
    apart, together = np.ones((20, 4), bool), np.ones((20, 4), bool)
    apart[np.arange(8), np.arange(8) % 4] = False  # eight misses, each of another truth
    together[:2] = False  # eight misses, of two truths
    assert made(apart).together == 0 and made(together).together == pytest.approx(1, abs=0.1)
    assert made(apart).band() == made(apart).band(independent=True) == (66, 77)
    # As good as 20 intervals: 15 to 20 hold.
    assert made(together).band()[0] <= 60 and made(together).band()[1] == 80
