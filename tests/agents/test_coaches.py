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
    at = p(aware_surplus=0.3, aware_ww=0.05, aware_working=0.001)
    assert coach.aware_chance(True, False, at) == 0.3
    assert coach.aware_chance(False, True, at) == 0.05
    assert coach.aware_chance(False, False, at) == 0.001


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
    at = p(meeting=0.4, chain_meeting=0.5, coach_meeting=1)
    assert coach.meeting_chance(0.0, 0.0, at) == close(0.4)
    assert coach.meeting_chance(1.0, 0.0, at) == close(0.2)
    assert coach.meeting_chance(0.0, 0.5, at) == close(0.6)
    assert coach.meeting_chance(0.0, 1.0, p(meeting=0.6, coach_meeting=1)) == 1.0


def test_hand_overs_lose_people(p: Given) -> None:
    at = p(handover=0.2, handover_coached=0.5)
    assert coach.handover_loss(1.0, False, at) == close(0.2)
    assert coach.handover_loss(1.0, True, at) == close(0.1)
    assert coach.handover_loss(0.25, False, at) == close(0.05)
    assert coach.handover_loss(0.0, False, at) == 0.0


@few
@given(broken=share, strength=share, coached=st.booleans())
def test_chances_along_the_chain(p: Given, broken: float, strength: float, coached: bool) -> None:
    at = p()
    assert 0.0 <= coach.meeting_chance(broken, strength, at) <= coach.meeting_chance(0.0, strength, at) <= 1.0
    assert coach.meeting_chance(broken, strength, at) <= coach.meeting_chance(broken, 1.0, at)
    loss = coach.handover_loss(broken, coached, at)
    assert 0.0 <= loss <= coach.handover_loss(1.0, coached, at) <= 1.0
