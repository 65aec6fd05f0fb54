"""Morris and Sobol on functions of which the answer is known."""

import numpy as np
import pytest

from calibration.fit.evaluate import Runner
from calibration.fit.screen import idle, morris
from calibration.fit.sensitivity import sobol
from calibration.fit.space import FitError, Space
from tests.calibration.toys import aims, box, ishigami, names, sums


def cell(table, summary: str, parameter: str):  # type: ignore[no-untyped-def]
    return table[(table.summary == summary) & (table.parameter == parameter)].iloc[0]


def test_effects_of_a_weighted_sum_are_its_weights_times_the_range() -> None:
    found = morris(box(4, 0, 3), Runner(sums, names(2)), seed=1, trajectories=10)
    a, b, c = (cell(found, "s1", name) for name in "abc")
    # 3a - 2b over ranges of 3.
    assert (a.mu_star, a.mu) == pytest.approx((9, 9))
    assert (b.mu_star, b.mu) == pytest.approx((6, -6))
    assert c.mu_star == pytest.approx(0, abs=1e-5)
    assert a.sigma == pytest.approx(0, abs=1e-4) and a.mu_star_conf == pytest.approx(0, abs=1e-4)
    assert a.trajectories == 10


def test_what_moves_no_target_is_a_candidate_to_fix() -> None:
    found = morris(box(4, 0, 3), Runner(sums, names(2)), seed=1, trajectories=10)
    assert idle(found, aims([0, 0])) == ["c", "d"]
    # b moves s1 by 6 only: nothing beside a target thirteen wide, and a, by 9, is more than half of it.
    wide = aims([0, 0], width=13)
    assert idle(found, wide) == ["b", "c", "d"]
    unscored = aims([0, 0])
    unscored.weight[0] = 0  # only s2 = a counts
    assert idle(found, unscored) == ["b", "c", "d"]


def test_a_trajectory_with_a_missing_value_counts_for_the_other_summaries_only() -> None:
    found = morris(box(4, 0, 5), Runner(sums, names(2)), seed=1, trajectories=20)
    assert cell(found, "s1", "a").trajectories == 20
    # On Morris' grid a goes from 0 to 2/3 of its range or from 1/3 to the end, where s2 is missing.
    assert 0 < cell(found, "s2", "a").trajectories < 20
    assert cell(found, "s2", "a").mu_star == pytest.approx(5, rel=1e-5)  # a run keeps six figures


def test_groups_move_together() -> None:
    found = morris(box(4, 0, 3), Runner(sums, names(2)), seed=1, groups={"idle": ["c", "d"], "busy": ["a", "b"]})
    assert cell(found, "s1", "idle").mu_star == pytest.approx(0, abs=1e-5)
    # a and b go up together or apart: 9 - 6 or 9 + 6.
    assert 3 < cell(found, "s1", "busy").mu_star < 15
    assert idle(found, aims([0, 0])) == ["idle"]


@pytest.mark.parametrize(
    "groups", [{"one": ["a", "b"]}, {"one": ["a", "b"], "two": ["b", "c", "d"]}, {"one": ["a", "b", "c", "z"]}]
)
def test_groups_hold_every_parameter_once(groups: dict[str, list[str]]) -> None:
    with pytest.raises(FitError):
        morris(box(4), Runner(sums, names(2)), seed=1, groups=groups)


def test_sobol_finds_the_known_indices_of_the_ishigami_function() -> None:
    found = sobol(box(3, -np.pi, np.pi), Runner(ishigami, names(1)), seed=1, power=10)
    # Ishigami and Homma 1990, worked out for a = 7, b = 0.1: V = 1/2 + a²/8 + b π⁴/5 + b² π⁸/18.
    variance = 0.5 + 49 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18
    alone = (0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2 / variance, 49 / 8 / variance, 0.0)
    both = 8 * 0.01 * np.pi**8 / 225 / variance  # of the first and the third together
    assert found.S1.to_numpy() == pytest.approx(alone, abs=0.04)
    assert found.ST.to_numpy() == pytest.approx((alone[0] + both, alone[1], both), abs=0.04)
    assert found.variance[0] == pytest.approx(variance, rel=0.05)
    assert (found.ST_conf < 0.12).all() and (found.base_points == 1024).all()


def test_sobol_over_groups_adds_what_is_in_them() -> None:
    found = sobol(box(4, 0, 3), Runner(sums, names(2)), seed=1, power=8, groups={"rest": ["b", "c", "d"], "a": ["a"]})
    # Variances 81/12 and 36/12: 9/13 and 4/13.
    assert cell(found, "s1", "a")["S1"] == pytest.approx(9 / 13, abs=0.05)
    assert cell(found, "s1", "rest")["ST"] == pytest.approx(4 / 13, abs=0.05)
    assert cell(found, "s2", "rest")["ST"] == pytest.approx(0, abs=1e-3)


def test_sobol_of_what_does_not_vary_is_unknown() -> None:
    found = sobol(box(2), Runner(lambda values, seed: np.array([4.0]), names(1)), seed=1, power=3)
    assert found.S1.isna().all() and found.variance[0] == 0


def test_sobol_knows_few_points_in_many_dimensions_for_what_they_are() -> None:
    """Points of a Sobol' sequence in more dimensions than there are points hang together in pairs: a share of 1 came out at 0.2."""
    k = 150
    space = Space(tuple(f"p{j}" for j in range(k)), np.zeros(k), np.ones(k), np.zeros(k, bool))
    for first in range(0, k, 30):
        names_of_rest = [name for j, name in enumerate(space.names) if j != first]
        groups = {"one": [space.names[first]], "rest": names_of_rest}
        runner = Runner(lambda values, seed, at=first: values[at : at + 1], names(1))  # type: ignore[misc]
        found = sobol(space, runner, seed=1, power=6, groups=groups)
        one, rest = cell(found, "s1", "one"), cell(found, "s1", "rest")
        assert one["ST"] == pytest.approx(1, abs=0.35) and abs(one["ST"] - 1) < 1.5 * one["ST_conf"]
        assert rest["ST"] == pytest.approx(0, abs=1e-9)


def test_the_first_points_stay_when_there_are_more() -> None:
    k = 40
    space = Space(tuple(f"p{j}" for j in range(k)), np.zeros(k), np.ones(k), np.zeros(k, bool))
    groups = {"a": list(space.names[:20]), "b": list(space.names[20:])}

    def points(power: int) -> np.ndarray:
        seen = []

        def look(values: np.ndarray, seed: int) -> np.ndarray:
            seen.append([*values, seed])
            return values[:1]

        sobol(space, Runner(look, names(1)), seed=1, power=power, groups=groups)
        return np.array(seen)

    few, many = points(2), points(3)
    assert len(many) == 2 * len(few) == 2 * 4 * 4
    assert np.array_equal(many[: len(few)], few)
