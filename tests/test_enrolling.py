"""Taking up an offer: the chance is of the offer, however long someone considers it."""

import numpy as np
import pytest

from sim.agents.codes import AWARE, ORIENTED, STAGE
from sim.policies.package import LeverUse, Package, Route
from sim.scenario import read_situation
from sim.world import Course, fresh_world

CHANCE, MONTHS = 0.3, 12
# The offer comes once, to all. Everyone has a coach and time, and neither colleagues nor word play a part.
PLAIN = {
    "enrol": CHANCE, "free_hours": 500, "norm_weight": 0, "word_weight": 0, "line_coach_places": 100_000, "handover": 0,
    "aware_working": 0, "aware_ww": 0, "aware_surplus": 0,
}  # fmt: skip
OFFER = Package(
    id="aanbod", nl="Aanbod", en="Offer", levers=(LeverUse(lever="neutral-guide", dose=1),), routes=(Route(recruits=True),)
)


def events_of(changes: dict[str, float], distrust: float) -> np.ndarray:
    """All that happened to people in a year with the offer, where so much is distrusted."""
    world = fresh_world(read_situation("nederland-2025"), 2_000, 3, PLAIN | changes)
    course = Course(world, OFFER, strengths={"unsafe-step": distrust, "broken-chain": 0.0})
    books = course.run(MONTHS).books
    events = books.events[: int(books.event_count[0])]
    return np.array([(e.person, e.month, e.stage) for e in events if e.event == STAGE and e.reason == 0])


def people(events: np.ndarray, stage: int, month: int | None = None) -> set[int]:
    """Who reached a stage, in a month or ever."""
    then = (events[:, 2] == stage) & (True if month is None else events[:, 1] == month)
    return set(events[then, 0].tolist())


def test_the_chance_is_of_the_offer_and_not_of_each_month() -> None:
    events = events_of({}, distrust=0.0)
    heard = people(events, AWARE, 0)
    later = [people(events, ORIENTED, month) & heard for month in range(2, MONTHS)]
    share = len(people(events, ORIENTED, 1) & heard) / len(heard)
    assert len(heard) > 800
    assert share == pytest.approx(CHANCE, abs=0.065)  # four standard errors of 800 people
    assert not set().union(*later)  # nothing changes for anyone, so nobody comes round


def test_who_takes_part_at_a_small_chance_does_at_a_larger() -> None:
    """The same people with the same willingness: half the distrust takes nobody off."""
    few, more = (people(events_of({}, distrust), ORIENTED, 1) for distrust in (0.6, 0.3))
    assert few < more
