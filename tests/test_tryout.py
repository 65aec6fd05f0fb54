"""Trying a job out before choosing it: some think better of it early, so that fewer find out late (B03)."""

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.crossing import belief_error
from sim.market import first_of_month
from sim.parameters import parameter_record
from sim.policies.package import LeverUse, Package
from sim.policies.terms import Terms
from sim.scenario import read_situation
from sim.world import Course, fresh_world


def opted_out(busy: dict[str, float], share: float) -> int:
    """How many think better of a job on the bridge within a year, when so many matches begin with days along."""
    world = fresh_world(read_situation("nederland-2025"), 1_500, 5, busy | {"belief_sd": 2.0})
    use = LeverUse(lever="tryout", dose=share)
    course = Course(world, Package(id="proef", nl="Proef", en="Test", levers=(use,)))
    course.run(12)
    events = course.history.books.events[: int(course.history.books.event_count[0])]
    out = events[events.reason == codes.OPTED_OUT]
    assert (out.barrier == codes.BLIND_CHOICE).all() and (out.event == codes.STAGE).all()
    return len(out)


def test_more_people_opt_out_early_when_more_can_try(busy: dict[str, float]) -> None:
    assert 0 <= opted_out(busy, 0.15) < opted_out(busy, 1.0)  # today's share, and everyone


def test_nobody_opts_out_early_who_cannot_try(busy: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    course_of_today = Course(fresh_world(read_situation("nederland-2025"), 300, 5, busy))
    terms = course_of_today.terms(0).tables()
    terms["setting"][:, [codes.TRYOUT_SHARE, codes.ORIENTATION_JOB_SHARE, codes.HYBRID_SHARE]] = 0.0
    monkeypatch.setattr(Course, "terms", lambda course, month: Terms(**terms))
    assert opted_out(busy, 0.15) == 0


@pytest.mark.small
def test_three_days_halve_the_error_of_belief() -> None:
    p = parameter_record(first_of_month("2025-01"), {"belief_sd": 0.8, "belief_after_tryout": 0.5})
    assert belief_error(1.5, 0.5, 0, p) == pytest.approx(0.6)
    assert belief_error(1.5, 0.5, 3, p) == pytest.approx(0.3)
    assert np.sign(belief_error(-1.0, 0.5, 3, p)) == -1
