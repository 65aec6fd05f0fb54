"""What trainers decide, worked out by hand: admission, length, intakes, price, load."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import trainer

pytestmark = pytest.mark.small

Given = Callable[..., Any]
close = pytest.approx
share = st.floats(0.0, 1.0)
few = settings(max_examples=60, deadline=None)


def test_admission_by_diploma_or_assessment() -> None:
    assert trainer.admission(True, 1.0, 0.0)
    assert not trainer.admission(False, 1.0, 0.99)
    assert trainer.admission(False, 0.0, 0.0)
    assert trainer.admission(False, 0.4, 0.5)
    assert not trainer.admission(False, 0.4, 0.3)


def test_months_of_training(p: Given) -> None:
    at = p(gap_full_course=0.2)
    months = lambda full, modular, gap, licensed, rigid: trainer.training_months(  # noqa: E731
        full, modular, gap, licensed, rigid, 0.0, 0.0, at
    )
    assert months(24.0, 6.0, 0.2, False, 1.0) == 24
    assert months(24.0, 6.0, 0.2, False, 0.0) == 6
    assert months(24.0, 6.0, 0.1, False, 0.5) == 8  # half of fifteen, to the even month
    assert months(24.0, 6.0, 0.0, True, 1.0) == 24  # a licence asks the whole course
    assert months(24.0, 6.0, 0.9, False, 1.0) == 24  # no gap asks more than the course
    assert months(24.0, 6.0, 0.0, False, 1.0) == 0
    assert months(6.0, 2.0, 0.03, False, 1.0) == 0  # under a month: learnt on the job


def test_exemptions_and_steps_shorten_a_licensed_course(p: Given) -> None:
    at = p(gap_full_course=0.2, steps_at_work=0.5)
    months = lambda gap, exempt=0.0, steps=0.0, licensed=True: trainer.training_months(  # noqa: E731
        24.0, 6.0, gap, licensed, 1.0, exempt, steps, at
    )
    assert months(0.1) == 24
    assert months(0.1, exempt=1.0) == 12  # half is known already
    assert months(0.1, exempt=0.5) == 18  # and half of that counts
    assert months(0.2, exempt=1.0) == months(0.9, exempt=1.0) == 24  # nothing is known: nothing counts
    assert months(0.0, exempt=1.0) == 0
    assert months(0.1, steps=1.0) == 12  # half of the course is done at work
    assert months(0.1, steps=0.5) == 18
    assert months(0.1, exempt=1.0, steps=1.0) == 6
    assert months(0.1, exempt=1.0, steps=1.0, licensed=False) == months(0.1, licensed=False) == 12


@few
@given(
    full=st.floats(6, 48), modular=st.floats(1, 6), gap=share, rigid=share, licensed=st.booleans(), exempt=share, steps=share
)  # fmt: skip
def test_training_is_longest_when_rigid(
    p: Given, full: float, modular: float, gap: float, rigid: float, licensed: bool, exempt: float, steps: float
) -> None:
    at = p()
    months = trainer.training_months(full, modular, gap, licensed, rigid, exempt, steps, at)
    assert 0 <= months <= trainer.training_months(full, modular, gap, licensed, 1.0, exempt, steps, at) <= round(full)
    assert months <= trainer.training_months(full, modular, gap, licensed, rigid, 0.0, steps, at)
    assert months <= trainer.training_months(full, modular, gap, licensed, rigid, exempt, 0.0, at)
    assert months <= trainer.training_months(full, modular, gap, True, rigid, 0.0, 0.0, at)


def test_dropping_out_somewhere_in_a_course(p: Given) -> None:
    at = p(dropout=0.1)
    assert trainer.dropout_within(0, at) == 0.0
    assert trainer.dropout_within(1, at) == close(0.1)
    assert trainer.dropout_within(3, at) == close(0.271)


def test_intakes_a_year(p: Given) -> None:
    at = p(intakes_rigid=2, intakes_open=12)
    starts = lambda rigid, first, extra=0.0: [  # noqa: E731
        month for month in range(12) if trainer.intake_now(month, first, rigid, extra, at)
    ]
    assert starts(1.0, 2) == [2, 8]
    assert starts(0.0, 2) == list(range(12))
    assert starts(0.8, 0) == [0, 3, 6, 9]
    assert starts(1.0, 2, 1.0) == [2, 6, 10]
    assert starts(1.0, 2, 2.0) == [2, 5, 8, 11]
    assert starts(1.0, 2, 10.0) == starts(0.0, 2, 10.0) == list(range(12))  # no more than one a month
    assert trainer.intake_now(-4, 2, 1.0, 0.0, at) and not trainer.intake_now(-3, 2, 1.0, 0.0, at)  # before month 0 too


@few
@given(rigid=share, extra=st.floats(0, 10), first=st.integers(0, 11))
def test_extra_intakes_leave_no_year_with_fewer(p: Given, rigid: float, extra: float, first: int) -> None:
    at = p()
    year = lambda more: sum(trainer.intake_now(month, first, rigid, more, at) for month in range(120))  # noqa: E731
    assert year(0.0) <= year(extra) <= 120
    assert trainer.intake_now(first, first, rigid, extra, at)  # the first intake stays where it is


def test_price_of_a_course(p: Given) -> None:
    assert trainer.tuition(6, p(tuition_month=750)) == 4500
    assert trainer.tuition(0, p()) == 0


def test_load_of_the_week(p: Given) -> None:
    at = p(school_hours=10, bearable_hours=40)
    assert trainer.weekly_load(38.0, at) == close(0.2)
    assert trainer.weekly_load(30.0, at) == 0.0
    assert trainer.weekly_load(0.0, at) == 0.0
