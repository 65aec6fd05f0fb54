"""What workers do on the bridge, worked out by hand: enrolling, choosing, training, landing."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import worker

pytestmark = pytest.mark.small

Given = Callable[..., Any]
close = pytest.approx
share = st.floats(0.0, 1.0)
few = settings(max_examples=60, deadline=None)


def test_who_keeps_the_terms_they_set_out_under() -> None:
    keeps = lambda on_bridge=False, entered=0, followed=False, crossed=-32000, month=20: worker.keeps_terms(  # noqa: E731
        on_bridge, entered, followed, crossed, month
    )
    assert not keeps()
    assert keeps(on_bridge=True, entered=0)
    assert not keeps(on_bridge=True, entered=-1)  # set out before the situation began, under no package
    assert keeps(followed=True, crossed=9)
    assert not keeps(followed=True, crossed=8)  # a year is over
    assert not keeps(followed=True, crossed=-2, month=3)
    assert not keeps(followed=False, crossed=19)


def test_chance_to_enrol(p: Given) -> None:
    at = p(enrol=0.4, self_directed=0.5, free_hours_wanted=20, norm_weight=1)
    assert worker.enrol_chance(1.0, True, 1.0, 40.0, 1.0, at) == 0.0  # nobody who fully distrusts it
    assert worker.enrol_chance(0.0, True, 0.1, 20.0, 0.0, at) == close(0.4)
    assert worker.enrol_chance(0.25, True, 0.1, 20.0, 0.0, at) == close(0.3)
    assert worker.enrol_chance(0.0, False, 0.6, 20.0, 0.0, at) == close(0.12)
    assert worker.enrol_chance(0.0, True, 0.1, 5.0, 0.0, at) == close(0.1)
    assert worker.enrol_chance(0.0, True, 0.1, -5.0, 0.0, at) == 0.0
    assert worker.enrol_chance(0.0, True, 0.1, 20.0, 0.5, at) == close(0.6)


@few
@given(distrust=share, efficacy=share, hours=st.floats(-20, 60), colleagues=share, coached=st.booleans())
def test_enrolment_is_a_chance_that_distrust_lowers(
    p: Given, distrust: float, efficacy: float, hours: float, colleagues: float, coached: bool
) -> None:
    at = p()
    chance = worker.enrol_chance(distrust, coached, efficacy, hours, colleagues, at)
    assert 0.0 <= chance <= worker.enrol_chance(0.0, coached, efficacy, hours, colleagues, at) <= 1.0
    assert chance <= worker.enrol_chance(distrust, True, 1.0, hours, 1.0, at)


def test_worth_of_a_job_across_the_bridge(p: Given) -> None:
    at = p(
        utility_pay=4, utility_distance=1, utility_risk=0.5, utility_taste=1, utility_training=1.2, utility_income_gap=3,
        horizon_years=4, retirement_age=67 * 12,
    )  # fmt: skip
    worth = lambda months=0, age=47 * 12, kept=1.0, averse=0.0, guarded=0.0: worker.bridge_utility(  # noqa: E731
        3000.0, 3000.0, 0.3, 0.1, months, age, kept, averse, guarded, at
    )
    assert worth() == close(-0.3 + 0.1)  # no training: a job like another
    assert worth(months=12) == close(-0.2 - 1.2 * (1 + 4 / 20))
    assert worth(months=12, age=57 * 12) == close(-0.2 - 1.2 * (1 + 4 / 10))
    assert worth(months=12, age=70 * 12) == close(-0.2 - 1.2 * 5)
    assert worth(months=6, kept=0.7) == close(-0.2 - 0.6 * 1.2 - 3 * 0.3 * 0.5)
    assert worth(averse=0.8) == close(-0.2 - 0.4)
    assert worth(averse=0.8, guarded=1.0) == close(-0.2)


def test_income_while_in_training(p: Given) -> None:
    at = p(income_filled=0.6)
    assert worker.income_in_training(0.7, 1.0, at) == close(0.7)
    assert worker.income_in_training(0.7, 0.0, at) == close(0.7 + 0.3 * 0.6)
    assert worker.income_in_training(1.0, 1.0, at) == close(1.0)


def test_savings_that_cover_the_gap() -> None:
    assert worker.can_bridge_income(3.1, 0.7, 10)
    assert not worker.can_bridge_income(2.9, 0.7, 10)
    assert worker.can_bridge_income(0.0, 1.0, 24)
    assert worker.can_bridge_income(0.0, 0.0, 0)


def test_chance_to_drop_out(p: Given) -> None:
    at = p(dropout=0.02, dropout_load=1, dropout_care=0.5, dropout_committed=0.5, dropout_coached=0.7)
    assert worker.dropout_chance(False, False, 0.0, 0.0, at) == close(0.02)
    assert worker.dropout_chance(False, False, 0.5, 20.0, at) == close(0.02 * 1.5 * 1.5)
    assert worker.dropout_chance(True, False, 0.0, 0.0, at) == close(0.01)
    assert worker.dropout_chance(False, True, 0.0, 0.0, at) == close(0.014)
    assert worker.dropout_chance(True, True, 0.0, 0.0, at) == close(0.007)


@few
@given(committed=st.booleans(), coached=st.booleans(), load=st.floats(0, 3), care=st.floats(0, 60))
def test_dropping_out_is_a_chance(p: Given, committed: bool, coached: bool, load: float, care: float) -> None:
    at = p()
    chance = worker.dropout_chance(committed, coached, load, care, at)
    assert 0.0 <= worker.dropout_chance(True, True, load, care, at) <= chance <= 1.0
    assert chance <= worker.dropout_chance(committed, coached, load + 0.1, care, at)


def test_hazard_of_landing(p: Given) -> None:
    at = p(
        landing_first=0.06, landing_first_months=4, landing_year=0.02, landing_year_months=12, landing_culture=1,
        landing_lack=2, landing_belief=0.5, landing_bottom_rung=0.01, aftercare_effect=0.4,
    )  # fmt: skip
    hazard = lambda tenure=0, hard=1.0, culture=0.0, lack=0.0, belief=0.0, care=0.0, rung=0.0: worker.landing_hazard(  # noqa: E731
        tenure, hard, culture, lack, belief, care, rung, at
    )
    assert hazard() == close(0.08)
    assert hazard(tenure=4) == close(0.06 / np.e + 0.02 * np.exp(-1 / 3))
    assert hazard(hard=0.0, culture=1.0, lack=1.0, belief=3.0) == 0.0
    assert hazard(culture=0.5) == close(0.08 * 1.5)
    assert hazard(lack=0.5) == close(0.08 * 2)
    assert hazard(care=1.0) == close(0.08 * 0.6)
    assert hazard(belief=2.0) == close(0.08 * np.e)
    assert hazard(belief=-2.0) == close(0.08)  # only too rosy a picture disappoints
    assert hazard(tenure=11, hard=0.0, rung=1.0) == 0.0
    assert hazard(tenure=12, hard=0.0, rung=1.0) == close(0.01)
    assert hazard(tenure=35, hard=0.0, rung=0.5) == close(0.005)
    assert hazard(tenure=36, hard=0.0, rung=1.0) == 0.0


@few
@given(tenure=st.integers(0, 35), hard=share, culture=share, lack=share, belief=st.floats(-4, 4), care=share, rung=share)
def test_landing_is_a_chance_that_grows_with_the_barrier(
    p: Given, tenure: int, hard: float, culture: float, lack: float, belief: float, care: float, rung: float
) -> None:
    at = p()
    hazard = worker.landing_hazard(tenure, hard, culture, lack, belief, care, rung, at)
    assert 0.0 <= hazard <= worker.landing_hazard(tenure, 1.0, culture, lack, belief, care, rung, at) <= 1.0
    assert worker.landing_hazard(tenure, hard, culture, lack, belief, 1.0, rung, at) <= hazard
