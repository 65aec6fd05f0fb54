"""Targets that take an experiment: each is measured in a real world, and moves the way its own cause must move it."""

import pytest

from calibration import apart
from calibration.free import free_parameters
from calibration.record import burnt_in
from calibration.simulate import measured, names, simulate

PEOPLE = 4_000


@pytest.fixture(scope="module")
def start():
    return burnt_in({}, 1, PEOPLE)


def test_a_closure_costs_work_and_leaves_the_world_as_it_was(start) -> None:
    month, heads = start.month, start.tables.units.headcount.copy()
    assert all(-1 <= part <= 1 for part in apart.closure_effect(start) if part == part)
    assert start.month == month and (start.tables.units.headcount == heads).all()


def test_age_costs_callbacks_by_its_penalty_only() -> None:
    blind, harsh = burnt_in({"age_penalty": 0.0}, 1, PEOPLE), burnt_in({"age_penalty": 0.2}, 1, PEOPLE)
    assert apart.callback_by_age(blind) == (0.0,)
    assert apart.callback_by_age(harsh)[0] < -0.02


def test_hires_from_unemployment_rise_with_unemployment(start) -> None:
    (found,) = apart.matching_elasticity(start)
    assert 0 < found < 1.5


def test_a_shorter_benefit_is_used_less() -> None:
    duration, _ = apart.benefit_elasticity({}, 1, PEOPLE)
    assert duration > 0


def test_a_run_gives_every_summary_and_the_same_again() -> None:
    values = [free.start for free in free_parameters()]
    found = simulate(values, 3, 1_500)
    assert found.shape == (len(names()),) == (sum(len(target.parts) for target in measured()),)
    assert found.tolist() == pytest.approx(simulate(values, 3, 1_500).tolist(), nan_ok=True, rel=0, abs=0)
