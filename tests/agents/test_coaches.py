"""What coaches bring about, worked out by hand: who hears of the bridge, places, attention, meetings, hand-overs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agents import coach

pytestmark = pytest.mark.small

Given = Callable[..., Any]
close = pytest.approx
share = st.floats(0.0, 1.0)
few = settings(max_examples=60, deadline=None)


def test_who_hears_of_the_bridge(p: Given) -> None:
    at = p(aware_surplus=0.3, aware_ww=0.05, aware_working=0.001, help_line_reaches=0.1)
    assert coach.aware_chance(True, False, 0.0, at) == 0.3
    assert coach.aware_chance(False, True, 0.0, at) == 0.05
    assert coach.aware_chance(False, False, 0.0, at) == 0.001


def test_a_help_line_reaches_who_had_not_heard(p: Given) -> None:
    at = p(aware_surplus=0.3, aware_ww=0.05, aware_working=0.001, help_line_reaches=0.1)
    assert coach.aware_chance(True, False, 1.0, at) == close(0.37)  # a tenth of the seven tenths
    assert coach.aware_chance(True, False, 0.5, at) == close(0.335)
    assert coach.aware_chance(False, True, 1.0, at) == close(0.145)
    assert coach.aware_chance(False, False, 1.0, at) == 0.001  # it is for those at risk


def test_places_with_a_coach(p: Given) -> None:
    at = p(caseload_today=50)
    assert coach.coach_places(2000, 100.0, 50.0, at) == 200
    assert coach.coach_places(2000, 100.0, 25.0, at) == 100
    assert coach.coach_places(0, 100.0, 50.0, at) == 0
    assert coach.coach_places(2000, 0.0, 50.0, at) == 0


def test_part_of_a_place_is_a_chance_of_one() -> None:
    assert [coach.whole(2.25, draw) for draw in (0.0, 0.7, 0.8)] == [2, 2, 3]
    assert coach.whole(0.0, 0.999) == 0
    assert coach.whole(3.0, 0.5) == 3
    assert np.mean([coach.whole(0.3, u) for u in (np.arange(1000) + 0.5) / 1000]) == close(0.3)


def test_attention_thins_out(p: Given) -> None:
    at = p(caseload_half=50)
    assert coach.coach_strength(coach.NO_COACH, 50.0, at) == 0.0
    assert coach.coach_strength(coach.LINE_COACH, 50.0, at) == close(0.5)
    assert coach.coach_strength(coach.NEUTRAL_GUIDE, 25.0, at) == close(2 / 3)


def test_chance_to_meet_a_partner_employer(p: Given) -> None:
    at = p(meeting=0.4, chain_meeting=0.5, coach_meeting=1, reciprocity_meeting=0.3)
    assert coach.meeting_chance(0.0, 0.0, 0.0, at) == close(0.4)
    assert coach.meeting_chance(1.0, 0.0, 0.0, at) == close(0.2)
    assert coach.meeting_chance(0.0, 0.5, 0.0, at) == close(0.6)
    assert coach.meeting_chance(0.0, 0.0, 1.0, at) == close(0.52)
    assert coach.meeting_chance(0.0, 0.0, 0.5, at) == close(0.46)
    assert coach.meeting_chance(1.0, 0.5, 1.0, at) == close(0.2 * 1.5 * 1.3)
    assert coach.meeting_chance(0.0, 1.0, 0.0, p(meeting=0.6, coach_meeting=1)) == 1.0


def test_line_coaches_answer_a_shock_only(p: Given) -> None:
    at = p(shock_ratio=1.25)
    assert coach.places_in_shock(40.0, 126.0, 100.0, 0.5, at) == close(60.0)
    assert coach.places_in_shock(40.0, 124.0, 100.0, 0.5, at) == close(40.0)
    assert coach.places_in_shock(40.0, 300.0, 100.0, 0.0, at) == close(40.0)
    assert coach.places_in_shock(40.0, 300.0, 100.0, 1.0, at) == close(80.0)
    assert coach.places_in_shock(0.0, 300.0, 100.0, 1.0, at) == 0.0


def test_money_for_guides_comes_late_in_some_years(p: Given) -> None:
    at = p(funding_gap=0.5, funding_gap_months=4)
    assert [coach.funding_stopped(0.2, 1.0, 0.0, month, at) for month in (0, 3, 4, 11)] == [True, True, False, False]
    assert not coach.funding_stopped(0.6, 1.0, 0.0, 0, at)  # half of the years
    assert coach.funding_stopped(0.2, 0.5, 0.0, 0, at) and not coach.funding_stopped(0.3, 0.5, 0.0, 0, at)
    assert coach.funding_stopped(0.2, 1.0, 0.5, 0, at) and not coach.funding_stopped(0.3, 1.0, 0.5, 0, at)
    assert not coach.funding_stopped(0.0, 1.0, 1.0, 0, at)  # every gap is closed
    assert not coach.funding_stopped(0.0, 0.0, 0.0, 0, at)  # no cost stays where it falls


@few
@given(draw=share, pockets=share, continuity=share, month=st.integers(0, 11))
def test_continuity_never_stops_funding(p: Given, draw: float, pockets: float, continuity: float, month: int) -> None:
    at = p()
    if coach.funding_stopped(draw, pockets, continuity, month, at):
        assert coach.funding_stopped(draw, pockets, 0.0, month, at)
        assert coach.funding_stopped(draw, 1.0, continuity, 0, at)


def test_hand_overs_lose_people(p: Given) -> None:
    at = p(handover=0.2, handover_coached=0.5)
    assert coach.handover_loss(1.0, False, at) == close(0.2)
    assert coach.handover_loss(1.0, True, at) == close(0.1)
    assert coach.handover_loss(0.25, False, at) == close(0.05)
    assert coach.handover_loss(0.0, False, at) == 0.0


@few
@given(broken=share, strength=share, coached=st.booleans(), back=share)
def test_chances_along_the_chain(p: Given, broken: float, strength: float, coached: bool, back: float) -> None:
    at = p()
    chance = coach.meeting_chance(broken, strength, back, at)
    assert 0.0 <= chance <= coach.meeting_chance(0.0, strength, back, at) <= 1.0
    assert coach.meeting_chance(broken, strength, 0.0, at) <= chance <= coach.meeting_chance(broken, 1.0, back, at)
    loss = coach.handover_loss(broken, coached, at)
    assert 0.0 <= loss <= coach.handover_loss(1.0, coached, at) <= 1.0


@few
@given(surplus=st.booleans(), on_ww=st.booleans(), line=share)
def test_to_hear_is_a_chance_that_a_help_line_raises(p: Given, surplus: bool, on_ww: bool, line: float) -> None:
    at = p()
    chance = coach.aware_chance(surplus, on_ww, line, at)
    assert 0.0 <= coach.aware_chance(surplus, on_ww, 0.0, at) <= chance <= coach.aware_chance(surplus, on_ww, 1.0, at) <= 1.0


def test_a_guide_with_fewer_clients_costs_more_for_each(p: Given) -> None:
    at = p(caseload_today=50)
    assert coach.guide_price(180.0, 50.0, at) == close(180.0)
    assert coach.guide_price(180.0, 25.0, at) == close(360.0)
