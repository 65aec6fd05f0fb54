"""Trying a job out before choosing it: some think better of it early, so that fewer find out late (B03)."""

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.crossing import belief_error
from sim.market import first_of_month
from sim.parameters import parameter_record
from sim.scenario import read_situation
from sim.world import Course, fresh_world


def opted_out(busy: dict[str, float], tryout: float) -> int:
    """How many think better of a job on the bridge within a year, when so many matches begin with a try-out."""
    world = fresh_world(read_situation("nederland-2025"), 1_500, 5, busy | {"tryout": tryout, "belief_sd": 2.0})
    course = Course(world)
    course.run(12)
    events = course.history.books.events[: int(course.history.books.event_count[0])]
    out = events[events.reason == codes.OPTED_OUT]
    assert (out.barrier == codes.BLIND_CHOICE).all() and (out.event == codes.STAGE).all()
    return len(out)


def test_people_opt_out_early_only_when_they_can_try(busy: dict[str, float]) -> None:
    assert opted_out(busy, 0.0) == 0
    assert opted_out(busy, 1.0) > 0


@pytest.mark.small
def test_a_tryout_halves_the_error_of_belief() -> None:
    p = parameter_record(first_of_month("2025-01"), {"belief_sd": 0.8, "belief_after_tryout": 0.5})
    assert belief_error(1.5, 0.5, False, p) == pytest.approx(0.6)
    assert belief_error(1.5, 0.5, True, p) == pytest.approx(0.3)
    assert np.sign(belief_error(-1.0, 0.5, True, p)) == -1
