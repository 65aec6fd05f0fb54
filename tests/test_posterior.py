"""The parameter sets that come with the product: possible, many, and each with its turn."""

from collections import Counter

import numpy as np
import pytest

from calibration.free import changes_of, free_parameters
from sim.posterior import FILE, RUNS_A_SET, draw_of, drawn, number_of, posterior, read_posterior, write_posterior
from sim.scenario import read_situation
from sim.world import burnt_in_world

pytestmark = pytest.mark.small
LEAST = 200


def test_there_are_enough_sets_and_each_lies_where_was_searched() -> None:
    sets = posterior()
    assert len(sets) >= LEAST and np.isfinite(sets.values).all()
    least, most = (changes_of([getattr(free, end) for free in free_parameters()]) for end in ("low", "high"))
    assert set(sets.names) == set(least)
    for name, column in zip(sets.names, sets.values.T, strict=True):
        assert column.min() >= least[name] * 0.9999 and column.max() <= most[name] * 1.0001, name
        low, high = sets.interval(name)
        assert column.min() <= low <= high <= column.max()


def test_neighbouring_seeds_share_a_set_and_all_sets_have_their_turn() -> None:
    seeds = range(RUNS_A_SET * len(posterior()))
    assert draw_of(2) == draw_of(3) != draw_of(4)
    assert set(Counter(number_of(seed) for seed in seeds).values()) == {RUNS_A_SET}
    assert drawn(2) == drawn(3) != drawn(4)


def test_a_world_lives_under_the_set_of_its_seed(tmp_path) -> None:
    place = read_situation("nederland-2025")
    name = posterior().names[0]
    world = burnt_in_world(place, 300, seed=5, cache=tmp_path)
    assert world.tables.p[name] == pytest.approx(drawn(5)[name])
    assert burnt_in_world(place, 300, 5, {name: 0.01}, cache=tmp_path).tables.p[name] == 0.01


def test_sets_are_kept_and_read_back(tmp_path) -> None:
    file = tmp_path / "sets.csv"
    write_posterior(["looks", "accept"], np.array([[3.14159265, 0.9], [2.0, 0.85]]), file)
    assert file.read_text() == "looks,accept\n3.1416,0.9\n2,0.85\n"
    kept = read_posterior(file)
    assert kept.of(1) == {"looks": 2.0, "accept": 0.85} and kept.of(0)["looks"] == pytest.approx(3.14159265, rel=1e-4)


def test_a_set_may_name_no_parameter_that_there_is_not(tmp_path) -> None:
    file = tmp_path / "sets.csv"
    file.write_text("lokos\n3\n")
    with pytest.raises(KeyError, match="lokos"):
        read_posterior(file)


def test_the_file_is_part_of_the_product() -> None:
    assert FILE.is_file()
