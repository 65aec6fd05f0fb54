"""Trying a job out before choosing it: some think better of it early, so that fewer find out late (B03)."""

import numpy as np
import pytest

from sim.agents import codes
from sim.agents.crossing import belief_error
from sim.agents.worker import earned, ww_benefit
from sim.market import first_of_month
from sim.parameters import parameter_record
from sim.policies.package import LeverUse, Package
from sim.policies.terms import Terms
from sim.scenario import read_situation
from sim.world import Course, fresh_world


def opted_out(busy: dict[str, float], share: float) -> int:
    """How many think better of a job on the bridge within a year, when so many matches begin with days along."""
    by_themselves = {f"search_without_{age}": 0.2 for age in (15, 25, 35, 45)}  # who finds nothing alone stays on the bridge
    world = fresh_world(read_situation("nederland-2025"), 6_000, 5, busy | by_themselves | {"belief_sd": 2.0})
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
    nobody = busy | {"trial_placement_share": 0}
    course_of_today = Course(fresh_world(read_situation("nederland-2025"), 300, 5, nobody))
    terms = course_of_today.terms(0).tables()
    terms["setting"][:, [codes.TRYOUT_SHARE, codes.ORIENTATION_JOB_SHARE, codes.HYBRID_SHARE]] = 0.0
    monkeypatch.setattr(Course, "terms", lambda course, month: Terms(**terms))
    assert opted_out(nobody, 0.15) == 0


# ---- trial placements ----

WORKING_DAYS = {1: 21, 2: 43}  # of one month and of two, at 365 / 7 / 12 weeks a month and five days a week


def matched(status: int, left: int, dose: float | None = None, **changes: float) -> tuple[Course, int]:
    """A course in which one person, on benefit or under notice with so many months left, was just matched; and their row."""
    calm = {"belief_sd": 0, "bridge_worth": -9, "threshold": -9, "handover": 0, "planning_horizon": 0, "give_up_on_ww": 0}
    still = {f"search_without_{age}": 0 for age in (15, 25, 35, 45, 55, 65)} | {"search_surplus": 0}
    world = fresh_world(read_situation("nederland-2025"), 1_500, 5, calm | still | changes)
    w = world.tables
    wanted = codes.UNEMPLOYED_WW if status == codes.UNEMPLOYED_WW else codes.EMPLOYED
    free = (w.people.status == wanted) & (w.people.age > 30 * 12) & (w.people.age < 50 * 12)
    if wanted == codes.EMPLOYED:
        free &= (w.people.unit >= 0) & (w.people.contract == codes.PERMANENT)
    i = int(np.flatnonzero(free)[0])
    unlicensed = w.jobs.licence[w.units.job_type] < 0
    elsewhere = w.units.sector != w.jobs.sector[w.people.job_type[i]]
    unit = int(np.flatnonzero(unlicensed & elsewhere & (w.units.region == w.people.region[i]))[0])
    if status == codes.SURPLUS:
        w.people.status[i], w.people.notice_left[i] = status, left + 1  # a month of it is counted before the bridge comes
        w.units.leaving[w.people.unit[i]] += 1
    else:
        w.people.ww_left[i] = left
    w.people.stage[i], w.bridge.target[i], w.bridge.partner[i] = codes.MATCHED, w.units.job_type[unit], unit
    levers = () if dose is None else (LeverUse(lever="trial-placement-at-risk", dose=dose),)
    course = Course(world, Package(id="proef", nl="Proef", en="Test", levers=levers))
    w.people.scope[i] = 1 if dose else 0  # a lever at its dose of today makes no terms of its own
    return course, i


def tried(course: Course, i: int) -> int:
    return int(course.world.tables.bridge.tried[i])


@pytest.mark.parametrize(("left", "months"), [(9, 2), (2, 2), (1, 1)])
def test_on_benefit_a_trial_placement_lasts_two_months_and_no_longer_than_the_benefit(left: int, months: int) -> None:
    course, i = matched(codes.UNEMPLOYED_WW, left, trial_placement_share=1)
    w = course.world.tables
    income = earned(int(w.people.wage[i]), int(w.people.hours[i]))
    lost = 0
    for month in range(months):
        course.step()
        lost += income - ww_benefit(float(income), int(w.people.status_months[i]), w.p)
        assert w.path.income_lost[i] == lost, "the benefit, and no wage beside it"
        assert tried(course, i) == WORKING_DAYS[months]
        assert w.people.stage[i] == codes.MATCHED and w.bridge.stage_months[i] == month + 1
        assert w.people.ww_left[i] == left - month - 1, "UWV has paid a month"
        assert w.people.unit[i] < 0
    course.step()
    assert w.people.stage[i] != codes.MATCHED or w.bridge.stage_months[i] == 0, "the employer has screened them"


def test_nobody_on_benefit_begins_with_one_where_the_share_is_nothing() -> None:
    course, i = matched(codes.UNEMPLOYED_WW, 9, trial_placement_share=0)
    course.step()
    assert tried(course, i) in (0, 3)


@pytest.mark.parametrize("dose", [None, 0.0])
def test_under_notice_there_is_no_trial_placement_by_law(dose: float | None) -> None:
    course, i = matched(codes.SURPLUS, 5, dose, trial_placement_share=1)
    course.step()
    assert tried(course, i) in (0, 3)


@pytest.mark.parametrize(("left", "months"), [(5, 2), (1, 1)])
def test_under_notice_a_lever_opens_it_and_the_old_employer_keeps_paying(left: int, months: int) -> None:
    course, i = matched(codes.SURPLUS, left, 1.0)
    w = course.world.tables
    for month in range(months):
        course.step()
        assert tried(course, i) == WORKING_DAYS[months]
        assert w.people.status[i] == codes.SURPLUS and w.people.stage[i] == codes.MATCHED
        assert w.people.notice_left[i] == left - month
    books = course.history.books
    asked = books.payments[: int(books.payment_count[0])]
    asked = asked[(asked.person == i) & (asked.paid_for == codes.COACHING)]
    assert asked.euro.tolist() == [150] and asked.payer.tolist() == [codes.UWV], "asked once"
    assert w.path.income_lost[i] == 0


@pytest.mark.small
def test_three_days_halve_the_error_of_belief() -> None:
    p = parameter_record(first_of_month("2025-01"), {"belief_sd": 0.8, "belief_after_tryout": 0.5})
    assert belief_error(1.5, 0.5, 0, p) == pytest.approx(0.6)
    assert belief_error(1.5, 0.5, 3, p) == pytest.approx(0.3)
    assert np.sign(belief_error(-1.0, 0.5, 3, p)) == -1
