"""The rival: a chain worked out by hand, fitted to the patterns, and silent on what it has no word for."""

import numpy as np
import pytest

from calibration.rival import FITTED, OUTSIDE, WITHOUT, WORK, Chain, fit, said_of, steady
from calibration.targets import targets

pytestmark = pytest.mark.small
PEOPLE = np.array([0.4, 0.35, 0.25])
TARGETS = {target.id: target for target in targets()}


def test_a_stationary_state_by_hand() -> None:
    """One in ten leaves the first state, three in ten the second: a quarter of the time in the second."""
    assert steady(np.array([[0.9, 0.1], [0.3, 0.7]])) == pytest.approx([0.75, 0.25])


def test_the_fit_meets_what_it_was_fitted_to() -> None:
    said = said_of(fit(PEOPLE))
    for id_ in FITTED:
        assert said[id_] == pytest.approx(TARGETS[id_].central, rel=1e-6), id_
        assert TARGETS[id_].holds(said[id_])


def test_flows_are_chances() -> None:
    chain = fit(PEOPLE)
    assert (chain.flows >= 0).all() and chain.flows.sum(axis=2) == pytest.approx(np.ones((3, 3)))
    assert chain.stationary().sum() == pytest.approx(1)


def test_a_year_of_a_chain_by_hand() -> None:
    """Nobody leaves work and a tenth switches each quarter: 1 - 0.9^4 are elsewhere after a year, whatever their age."""
    still = np.tile(np.eye(3), (3, 1, 1))
    said = said_of(Chain(still, 0.1, PEOPLE))
    assert said["I05"] == pytest.approx((34.39, 34.39))
    assert said["I06"] == (10.0, 10.0)


def test_a_closure_of_a_chain_by_hand() -> None:
    """Half of those without work find it each quarter and nobody loses it: 1 / 16 are still without after a year."""
    flows = np.tile(np.eye(3), (3, 1, 1))
    flows[:, WITHOUT, WITHOUT] = flows[:, WITHOUT, WORK] = 0.5
    assert said_of(Chain(flows, 0.1, PEOPLE))["I14"] == pytest.approx((-1 / 16, -1 / 16))
    assert flows[0, OUTSIDE, OUTSIDE] == 1


@pytest.mark.parametrize("id_", ["M07", "M08", "M09", "M10", "I09", "I12", "I22", "I28"])
def test_it_has_no_word_for_vacancies_work_or_benefit(id_: str) -> None:
    said = said_of(fit(PEOPLE))[id_]
    assert said is None and not TARGETS[id_].holds(said)
