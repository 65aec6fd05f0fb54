"""What an announced dismissal brings in time and money, in the month itself."""

from typing import Any

import numpy as np

from sim.agents.codes import SURPLUS
from sim.month.redundancy import PLAN_MONTHS
from sim.scenario import read_situation
from sim.world import Course, World, fresh_world

# Employers shrink, look no month ahead, and ask no procedure.
SHRINKING = {"firm_shock": 0.2, "slack": 0, "attrition": 0.002, "planning_horizon": 0, "procedure_low": 0, "procedure_high": 0}


def first_month(**changes: float) -> World:
    world = fresh_world(read_situation("noordoost-brabant-contractcatering"), 4_000, 3, SHRINKING | changes)
    Course(world, keep=False).step()
    return world


def announced_together(world: World) -> Any:
    """bool for each person under notice: whether their employer dismisses collectively this month."""
    w = world.tables
    noticed = np.flatnonzero(w.people.status == SURPLUS)
    return w.employers.plan_until[w.units.employer[w.people.unit[noticed]]] == PLAN_MONTHS


def test_the_waiting_time_holds_for_collective_dismissals_only() -> None:
    """Without lead time or procedure all that lies before notice is the wait: four months here."""
    none, four = first_month(collective_wait=0), first_month(collective_wait=4)
    together = announced_together(none)
    assert together.any() and not together.all()
    noticed = none.tables.people.status == SURPLUS
    longer = four.tables.people.notice_left[noticed] - none.tables.people.notice_left[noticed]
    assert (longer == np.where(together, 4, 0)).all()


def test_a_longer_lead_time_holds_the_waiting_time() -> None:
    """At B04 of today (0.6) a horizon of ten months is a lead time of four: a wait of as long, or of one month, adds nothing."""
    months = [first_month(planning_horizon=10, collective_wait=wait).tables.people.notice_left for wait in (0, 1, 4)]
    assert months[0].any()
    assert (months[0] == months[1]).all() and (months[0] == months[2]).all()
