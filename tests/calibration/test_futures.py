"""Futures: what each is lived under, that runs are kept, and that what was planted is found back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from calibration.sensitivity.futures import MEASURED, Sample, columns_of, lived_under, outcomes_of, points, sample
from calibration.sensitivity.groups import Case, point_of, space, varied
from experiments.discover.discovery import discovery
from experiments.discover.table import FILE, read_table
from sim.posterior import posterior
from sim.scenario import read_situation

GUIDE, TALENT = "d01-vertrouwde-gids", "d05-aannemen-op-talent"
HERE, THERE = (Case(name, (GUIDE, TALENT)) for name in ("nederland-2025", "bank-naar-klas"))


def toy(case: Case):
    """Guides add 1,000 lasting crossings where the unsafe step is strong, talent always 500; nothing else changes."""
    strong = space(case).names.index("strength unsafe-step")
    half = (space(case).low[strong] + space(case).high[strong]) / 2

    def run(values: np.ndarray, seed: int) -> np.ndarray:
        found = dict.fromkeys(columns_of(case), 10_000.0)
        found[f"lasting-crossings {GUIDE}"] += 1_000 * (values[strong] > half)
        found[f"lasting-crossings {TALENT}"] += 500
        return np.array([found[name] for name in columns_of(case)])

    return run


def never(case: Case):
    def run(values: np.ndarray, seed: int) -> np.ndarray:
        raise AssertionError("a run that is kept is not made again")

    return run


def test_ranges_are_filled_evenly_and_more_futures_begin_with_those_of_fewer():
    few, own = points(HERE, Sample(runs=64))
    more, others = points(HERE, Sample(runs=100))
    assert np.array_equal(more[:64], few) and np.array_equal(others[:64], own)
    places = np.floor(64 * space(HERE).unit(few)).astype(int).clip(0, 63)
    assert all(set(column) == set(range(64)) for column in places.T)  # a Latin hypercube: one in each 64th of every range


def test_situations_and_seeds_have_draws_of_their_own():
    first = points(HERE, Sample(runs=8))[0]
    assert not np.array_equal(first, points(THERE, Sample(runs=8))[0])
    assert not np.array_equal(first, points(HERE, Sample(runs=8, seed=2))[0])


def test_a_future_is_told_by_what_it_was_lived_under():
    values, own = points(HERE, Sample(runs=5))
    told = lived_under(HERE, values, own)
    assert not {"sets number", "luck seed"} & set(told.columns)
    assert len(told.columns) == len(varied(HERE)) - 2 + len(posterior().names)
    for k in range(5):
        lived = point_of(values[k], int(own[k]), 1, HERE)
        assert told["strength unsafe-step"][k] == lived.strengths["unsafe-step"]
        assert all(told[f"parameter {name}"][k] == value for name, value in lived.changes.items())


def test_what_was_planted_is_found_back_over_two_situations(tmp_path: Path):
    table = sample(tmp_path, (HERE, THERE), Sample(runs=100), simulator=toy)
    assert len(table) == 200 and set(table.situation) == {"nederland-2025", "bank-naar-klas"}
    assert table.people.nunique() == 2 and read_situation("bank-naar-klas").people in set(table.people)
    found = discovery(table, "lasting-crossings", [GUIDE, TALENT], TALENT)
    first = found.better.boxes[0]
    assert {limit.condition for limit in first.box.limits} == {"strength unsafe-step"} and first.held.density > 0.95
    assert found.better.share == pytest.approx(0.5, abs=0.02)  # the upper half of its range
    again = sample(tmp_path, (HERE, THERE), Sample(runs=100), simulator=never)
    assert again.equals(table)
    written = read_table(tmp_path / FILE)
    assert list(written.columns) == list(table.columns) and len(written) == 200
    told = []
    sample(tmp_path, (HERE,), Sample(runs=101), progress=told.append, simulator=toy)
    assert told[0] == pytest.approx(100 / 101) and told[-1] == 1


@pytest.mark.slow
def test_a_real_future_shows_every_measure_of_every_package():
    values, own = points(HERE, Sample(runs=1))
    size = Sample(people=1_500, months=24, worlds=1)
    found = outcomes_of(values[0], int(own[0]), size, HERE)
    assert found.shape == (3 * len(MEASURED),) and np.isfinite(found).all()
    assert np.array_equal(found, outcomes_of(values[0], int(own[0]), size, HERE))
