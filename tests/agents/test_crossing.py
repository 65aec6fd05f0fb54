"""Crossing to another sector, worked out by hand: enrolling, trying out, choosing, training, landing."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import crossing, worker
from sim.agents.codes import HYBRID_JOB, ORIENTATION_JOB, TRIAL_PLACEMENT, TRY_OUT

pytestmark = pytest.mark.small

Given = Callable[..., Any]
close = pytest.approx
share = st.floats(0.0, 1.0)
few = settings(max_examples=60, deadline=None)


def test_who_keeps_the_terms_they_set_out_under() -> None:
    keeps = lambda on_bridge=False, entered=0, followed=False, crossed=-32000, month=20: crossing.keeps_terms(  # noqa: E731
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
    at = p(enrol=0.4, self_directed=0.5, free_hours_wanted=20, norm_weight=1, word_weight=0.5)
    assert crossing.enrol_chance(1.0, True, 1.0, 40.0, 1.0, 0.0, at) == 0.0  # nobody who fully distrusts it
    assert crossing.enrol_chance(0.0, True, 0.1, 20.0, 0.0, 0.0, at) == close(0.4)
    assert crossing.enrol_chance(0.25, True, 0.1, 20.0, 0.0, 0.0, at) == close(0.3)
    assert crossing.enrol_chance(0.0, False, 0.6, 20.0, 0.0, 0.0, at) == close(0.12)
    assert crossing.enrol_chance(0.0, True, 0.1, 5.0, 0.0, 0.0, at) == close(0.1)
    assert crossing.enrol_chance(0.0, True, 0.1, -5.0, 0.0, 0.0, at) == 0.0
    assert crossing.enrol_chance(0.0, True, 0.1, 20.0, 0.5, 0.0, at) == close(0.6)
    assert crossing.enrol_chance(0.0, True, 0.1, 20.0, 0.0, 1.0, at) == close(0.6)  # all that is told is good
    assert crossing.enrol_chance(0.0, True, 0.1, 20.0, 0.0, -0.5, at) == close(0.3)


@few
@given(distrust=share, efficacy=share, hours=st.floats(-20, 60), colleagues=share, coached=st.booleans(), word=st.floats(-1, 1))
def test_enrolment_is_a_chance_that_distrust_lowers(
    p: Given, distrust: float, efficacy: float, hours: float, colleagues: float, coached: bool, word: float
) -> None:
    at = p()
    chance = crossing.enrol_chance(distrust, coached, efficacy, hours, colleagues, word, at)
    assert 0.0 <= chance <= crossing.enrol_chance(0.0, coached, efficacy, hours, colleagues, word, at) <= 1.0
    assert chance <= crossing.enrol_chance(distrust, True, 1.0, hours, 1.0, 1.0, at)


@pytest.mark.parametrize(("chances", "month"), [
    ([0.3, 0.3, 0.3], None), ([0.3, 0.5, 0.2], 1), ([0.45, 0.5], 0), ([0.4, 0.4], None),
])  # fmt: skip
def test_who_is_not_willing_stays_so_until_something_changes(chances: list[float], month: int | None) -> None:
    """Someone with willingness 0.4 takes part once the chance rises above it, and not by asking again."""
    taken = [crossing.takes_part(0.4, chance) for chance in chances]
    assert (taken.index(True) if any(taken) else None) == month


def test_word_goes_round_and_fades(p: Given) -> None:
    at = p(word_step=0.25, word_memory=0.9)
    assert crossing.word_spread(0.0, 1.0, at) == close(0.25)
    assert crossing.word_spread(0.1, -1.0, at) == close(-0.15)
    assert crossing.word_spread(0.9, 1.0, at) == 1.0
    assert crossing.word_spread(-0.9, -1.0, at) == -1.0
    assert crossing.word_faded(0.5, at) == close(0.45)


# ---- trying a job out ----


def test_what_is_still_unknown_after_some_days(p: Given) -> None:
    half = p(belief_after_tryout=0.5)
    assert crossing.unknown_left(0, half) == 1.0
    assert crossing.unknown_left(3, half) == close(0.5)  # what the parameter says
    # a mean of n observations is off by 1 / sqrt(n): four after three days, so one more each day
    assert crossing.unknown_left(8, half) == close(1 / 3)
    assert crossing.unknown_left(15, half) == close(1 / 4)
    assert crossing.unknown_left(3, p(belief_after_tryout=0.2)) == close(0.2)
    assert crossing.unknown_left(40, p(belief_after_tryout=1)) == close(1.0)  # trying that teaches nothing


@few
@given(days=st.integers(0, 60), left=st.floats(0.05, 1.0))
def test_every_day_leaves_less_unknown_but_never_nothing(p: Given, days: int, left: float) -> None:
    at = p(belief_after_tryout=left)
    assert 0.0 < crossing.unknown_left(days + 1, at) <= crossing.unknown_left(days, at) <= 1.0


def test_error_of_belief(p: Given) -> None:
    at = p(belief_sd=0.5, belief_after_tryout=0.4)
    assert crossing.belief_error(2.0, 0.8, 0, at) == close(0.8)
    assert crossing.belief_error(2.0, 0.8, 3, at) == close(0.32)
    assert crossing.belief_error(-2.0, 0.8, 0, at) == close(-0.8)
    assert crossing.belief_error(2.0, 0.0, 0, at) == 0.0
    assert 0.0 < crossing.belief_error(2.0, 0.8, 10, at) < 0.32


def test_one_draw_picks_one_way_to_try_a_job_out() -> None:
    # half a trial placement; of the other half a fifth an orientation job; half of the four tenths left along for some days; and
    # half of the two tenths then left a hybrid job
    way = lambda u, at_work=True: crossing.way_to_try_out(u, 0.5, 0.2, 0.5, 0.5, at_work)  # noqa: E731
    trial, job, along, hybrid, none = TRIAL_PLACEMENT, ORIENTATION_JOB, TRY_OUT, HYBRID_JOB, crossing.NO_TRYOUT
    picked = [way(u) for u in (0.0, 0.49, 0.51, 0.59, 0.61, 0.79, 0.81, 0.89, 0.91, 0.99)]
    assert picked == [trial, trial, job, job, along, along, hybrid, hybrid, none, none]
    assert [way(u, False) for u in (0.49, 0.59, 0.79, 0.81)] == [trial, job, along, none]  # a hybrid job is for who is at work
    today = lambda u: crossing.way_to_try_out(u, 0.0, 0.0, 0.15, 0.0, True)  # noqa: E731
    assert [today(u) for u in (0.0, 0.14, 0.16, 0.99)] == [along, along, none, none]
    assert crossing.way_to_try_out(0.0, 0.0, 0.0, 0.0, 0.0, True) == none
    assert crossing.way_to_try_out(0.999, 0.0, 0.0, 1.0, 1.0, True) == along
    assert crossing.way_to_try_out(0.999, 0.0, 1.0, 1.0, 1.0, True) == job
    assert crossing.way_to_try_out(0.999, 1.0, 1.0, 1.0, 1.0, True) == trial


@few
@given(trial=share, orientation=share, tryout=share, hybrid=share, at_work=st.booleans())
def test_ways_to_try_out_come_in_their_shares(
    trial: float, orientation: float, tryout: float, hybrid: float, at_work: bool
) -> None:
    draws = (np.arange(2000) + 0.5) / 2000
    ways = [crossing.way_to_try_out(u, trial, orientation, tryout, hybrid, at_work) for u in draws]
    seen = [ways.count(way) / 2000 for way in (TRIAL_PLACEMENT, ORIENTATION_JOB, TRY_OUT, HYBRID_JOB)]
    rest = (1 - trial) * (1 - orientation)
    elsewhere = rest * (1 - tryout) * hybrid if at_work else 0.0
    assert seen == close([trial, (1 - trial) * orientation, rest * tryout, elsewhere], abs=2e-3)


def test_days_and_months_of_each_way_to_try_out(p: Given) -> None:
    """A month has 52 weeks of five days over twelve here: 21 2/3 working days, whole ones."""
    at = p(orientation_job_days=40, hybrid_days=12, weeks_in_month=52 / 12)
    days = lambda way, months=2: crossing.days_of_tryout(way, 3.0, months, at)  # noqa: E731
    assert [days(way) for way in (ORIENTATION_JOB, TRY_OUT, HYBRID_JOB, crossing.NO_TRYOUT)] == [40, 3, 12, 0]
    assert [days(TRIAL_PLACEMENT, months) for months in (1, 2, 3, 6)] == [21, 43, 65, 130]
    assert [crossing.months_of_tryout(n, at) for n in (0, 1, 3, 12, 21, 22, 40, 43, 65, 130)] == [0, 1, 1, 1, 1, 2, 2, 2, 3, 6]


def test_a_trial_placement_lasts_the_months_it_was_given(p: Given) -> None:
    for months in range(1, 7):
        days = crossing.days_of_tryout(TRIAL_PLACEMENT, 3.0, months, p())
        assert crossing.months_of_tryout(days, p()) == months


def test_who_may_begin_with_a_trial_placement(p: Given) -> None:
    at = p(trial_placement_share=0.04)
    assert crossing.trial_share(True, False, 0.0, at) == 0.04  # on benefit, by law
    assert crossing.trial_share(True, False, 0.7, at) == 0.04  # which the lever leaves as it is
    assert crossing.trial_share(False, True, 0.0, at) == 0.0  # under notice only where it is opened
    assert crossing.trial_share(False, True, 0.7, at) == 0.7
    assert crossing.trial_share(False, False, 0.7, at) == 0.0  # neither
    assert crossing.trial_share(False, False, 0.0, p(trial_placement_share=0.04, trial_needs_benefit=0)) == 0.04  # another law


# ---- choosing ----


def test_what_comes_with_an_offer(p: Given) -> None:
    at = p(utility_pay=4, image_gain=0.2, utility_own_bill=0.5, utility_terms=0.15)
    offer = lambda bonus=0.0, bill=0.0, income=3000.0, rung=0.0, told=0.0, image=0.0: crossing.offer_worth(  # noqa: E731
        bonus, bill, income, rung, told, image, at
    )
    assert offer() == 0.0
    assert offer(rung=0.8) == 0.0  # nobody tells
    assert offer(told=1.0) == 0.0  # there is nothing to tell
    assert offer(image=0.5) == close(0.1)
    assert offer(bill=3000.0) == close(-0.5)  # a month of income
    assert offer(bill=3000.0, income=6000.0) == close(-0.25)
    assert offer(rung=0.4, told=1.0) == close(-0.06)
    assert offer(bill=3000.0, rung=0.4, told=1.0, image=0.5) == close(0.1 - 0.5 - 0.06)
    # a year's pay as a bonus weighs as a wage twice as high does
    doubled = worker.job_utility(6000.0, 3000.0, 0.0, 0.0, 0.0, 0.0, at)
    assert offer(bonus=36_000.0) == close(doubled)
    assert offer(bonus=1000.0, income=0.0) > 0.0  # someone without income: no division by nothing


@few
@given(bonus=st.floats(0, 10_000), bill=st.floats(0, 20_000), income=st.floats(500, 9_000), rung=share, told=share, image=share)
def test_an_offer_gains_by_bonus_and_image_and_loses_by_bill(
    p: Given, bonus: float, bill: float, income: float, rung: float, told: float, image: float
) -> None:
    at = p()
    worth = crossing.offer_worth(bonus, bill, income, rung, told, image, at)
    assert worth <= crossing.offer_worth(bonus + 500.0, bill, income, rung, told, image, at)
    assert worth <= crossing.offer_worth(bonus, bill, income, rung, told, 1.0, at)
    assert worth <= crossing.offer_worth(bonus, 0.0, income, rung, told, image, at)
    assert worth <= crossing.offer_worth(bonus, bill, income, rung, 0.0, image, at)
    assert worth <= crossing.offer_worth(bonus, bill, income, 0.0, told, image, at)


def test_what_is_felt_of_the_bottom_rung(p: Given) -> None:
    at = p(pension_part=0.3, terms_told=0.5)
    assert crossing.rung_felt(0.5, 0.0, 0.0, at) == close(0.5)
    assert crossing.rung_felt(0.5, 1.0, 0.0, at) == close(0.35)
    assert crossing.rung_felt(0.5, 0.0, 1.0, at) == close(0.25)
    assert crossing.rung_felt(0.5, 1.0, 1.0, at) == close(0.175)
    assert crossing.rung_felt(0.5, 0.5, 0.0, at) == close(0.425)
    assert crossing.rung_felt(0.0, 0.3, 0.3, at) == 0.0


@few
@given(rung=share, pension=share, told=share)
def test_no_more_is_felt_of_the_rung_than_there_is(p: Given, rung: float, pension: float, told: float) -> None:
    at = p()
    felt = crossing.rung_felt(rung, pension, told, at)
    assert 0.0 <= crossing.rung_felt(rung, 1.0, 1.0, at) <= felt <= rung


def test_worth_of_a_job_across_the_bridge(p: Given) -> None:
    at = p(
        utility_pay=4, utility_distance=1, utility_risk=0.5, utility_taste=1, utility_training=1.2, utility_income_gap=3,
        horizon_years=4, retirement_age=67 * 12,
    )  # fmt: skip
    worth = lambda months=0, age=47 * 12, kept=1.0, averse=0.0, guarded=0.0: crossing.bridge_utility(  # noqa: E731
        3000.0, 3000.0, 0.3, 0.1, months, age, kept, averse, guarded, at
    )
    assert worth() == close(-0.3 + 0.1)  # no training: a job like another
    assert worth(months=12) == close(-0.2 - 1.2 * (1 + 4 / 20))
    assert worth(months=12, age=57 * 12) == close(-0.2 - 1.2 * (1 + 4 / 10))
    assert worth(months=12, age=70 * 12) == close(-0.2 - 1.2 * 5)
    assert worth(months=6, kept=0.7) == close(-0.2 - 0.6 * 1.2 - 3 * 0.3 * 0.5)
    assert worth(averse=0.8) == close(-0.2 - 0.4)
    assert worth(averse=0.8, guarded=1.0) == close(-0.2)


def test_income_while_in_training() -> None:
    kept = crossing.income_in_training
    assert kept(0.7, 0.0, 1.0) == close(0.7)  # nobody fills the gap
    assert kept(0.7, 0.0, 0.0) == close(1.0)  # no gap is left
    assert kept(0.7, 0.0, 0.5) == close(0.85)
    assert kept(0.7, 0.8, 1.0) == close(0.8)  # a transition income that is more
    assert kept(0.7, 0.5, 1.0) == close(0.7)  # one that is less adds nothing
    assert kept(0.0, 0.6, 0.25) == close(0.9)  # and the household fills three quarters of what is still missing
    assert kept(1.0, 0.5, 1.0) == close(1.0)


@few
@given(own=share, rate=share, gap=share, more=share)
def test_income_in_training_lies_between_what_is_owed_and_all_of_it(own: float, rate: float, gap: float, more: float) -> None:
    kept = crossing.income_in_training(own, rate, gap)
    assert max(own, rate) - 1e-12 <= kept <= 1.0 + 1e-12
    assert crossing.income_in_training(own, max(rate, more), gap) >= kept - 1e-12
    assert crossing.income_in_training(own, rate, max(gap, more)) <= kept + 1e-12


def test_transition_income_fills_benefit_up_to_its_share() -> None:
    assert crossing.transition_income(3000, 2100, 0.8) == 300
    assert crossing.transition_income(3000, 0, 0.8) == 2400
    assert crossing.transition_income(3000, 2100, 0.7) == 0
    assert crossing.transition_income(3000, 2250, 0.7) == 0  # the first months of benefit are more
    assert crossing.transition_income(3000, 0, 0.0) == 0


@few
@given(wage=st.integers(0, 12_000), part=share, rate=share)
def test_benefit_and_transition_income_together_reach_the_share_to_a_euro(wage: int, part: float, rate: float) -> None:
    benefit = int(wage * part)
    extra = crossing.transition_income(wage, benefit, rate)
    assert extra >= 0
    assert abs(max(benefit, wage * rate) - (benefit + extra)) <= 0.5 + 1e-9


def test_savings_that_cover_the_gap() -> None:
    assert crossing.can_bridge_income(3.1, 0.7, 10)
    assert not crossing.can_bridge_income(2.9, 0.7, 10)
    assert crossing.can_bridge_income(0.0, 1.0, 24)
    assert crossing.can_bridge_income(0.0, 0.0, 0)


def test_chance_to_drop_out(p: Given) -> None:
    at = p(
        dropout=0.02, dropout_load=1, dropout_care=0.5, dropout_committed=0.5, dropout_coached=0.7, dropout_gap=2,
        own_share_commits=4,
    )  # fmt: skip
    chance = lambda committed=False, coached=False, load=0.0, care=0.0, gap=0.0, own=0.0: crossing.dropout_chance(  # noqa: E731
        committed, coached, load, care, gap, own, at
    )
    assert chance() == close(0.02)
    assert chance(load=0.5, care=20.0) == close(0.02 * 1.5 * 1.5)
    assert chance(committed=True) == close(0.01)
    assert chance(coached=True) == close(0.014)
    assert chance(committed=True, coached=True) == close(0.007)
    assert chance(gap=0.25) == close(0.03)  # twice the gap on top
    assert chance(own=0.25) == close(0.02 / np.e)  # the exponent is per whole bill: a quarter of four
    assert chance(own=0.5, gap=0.5) == close(0.04 / np.e**2)


@few
@given(
    committed=st.booleans(), coached=st.booleans(), load=st.floats(0, 3), care=st.floats(0, 60), gap=share, own=st.floats(0, 0.5)
)  # fmt: skip
def test_dropping_out_is_a_chance(
    p: Given, committed: bool, coached: bool, load: float, care: float, gap: float, own: float
) -> None:
    at = p()
    chance = crossing.dropout_chance(committed, coached, load, care, gap, own, at)
    assert 0.0 <= crossing.dropout_chance(True, True, load, care, gap, own, at) <= chance <= 1.0
    assert chance <= crossing.dropout_chance(committed, coached, load + 0.1, care, gap, own, at)
    assert chance <= crossing.dropout_chance(committed, coached, load, care, 1.0, own, at)
    assert chance <= crossing.dropout_chance(committed, coached, load, care, gap, 0.0, at)


def test_what_was_learnt_of_a_broken_off_course() -> None:
    assert crossing.credited_skill(40, 80, 0.5, 0.0) == 40  # whole courses only: nothing counts
    assert crossing.credited_skill(40, 80, 0.5, 0.5) == 50
    assert crossing.credited_skill(40, 80, 1.0, 1.0) == 80
    assert crossing.credited_skill(90, 80, 1.0, 1.0) == 90  # who knew more keeps it
    assert crossing.credited_skill(0, 127, 0.0, 1.0) == 0


@few
@given(skill=st.integers(0, 127), required=st.integers(0, 127), done=share, credit=share)
def test_credit_never_goes_beyond_the_course_nor_back(skill: int, required: int, done: float, credit: float) -> None:
    after = crossing.credited_skill(skill, required, done, credit)
    assert skill <= after <= max(skill, required)
    assert after == int(after)
    assert after <= crossing.credited_skill(skill, required, 1.0, credit)
    assert after <= crossing.credited_skill(skill, required, done, 1.0)


def test_hazard_of_landing(p: Given) -> None:
    at = p(
        landing_first=0.06, landing_first_months=4, landing_year=0.02, landing_year_months=12, landing_culture=1,
        landing_lack=2, landing_belief=0.5, landing_bottom_rung=0.01, aftercare_effect=0.4,
    )  # fmt: skip
    hazard = lambda tenure=0, hard=1.0, culture=0.0, lack=0.0, belief=0.0, care=0.0, rung=0.0: crossing.landing_hazard(  # noqa: E731
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
    hazard = crossing.landing_hazard(tenure, hard, culture, lack, belief, care, rung, at)
    assert 0.0 <= hazard <= crossing.landing_hazard(tenure, 1.0, culture, lack, belief, care, rung, at) <= 1.0
    assert crossing.landing_hazard(tenure, hard, culture, lack, belief, 1.0, rung, at) <= hazard
