"""Each lever moves its own signal the stated way, in a world where many people use the bridge."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from experiments.signals import TRACES, read
from sim.agents.codes import IN_TRAINING
from sim.market import CHANGING
from sim.policies.catalogue import levers
from sim.policies.package import LeverUse, Package
from sim.world import Course, World


@dataclass(frozen=True)
class Moves:
    """A lever at a dose moves a signal up (1) or down (-1), with other levers in force in both worlds."""

    lever: str
    signal: str
    direction: int
    dose: float | None = None  # the full dose when not said
    beside: dict[str, float] = field(default_factory=dict)
    to: tuple[str, ...] = ()  # sectors the bridge leads to, in both worlds
    world: str = "busy"


GUIDES = {"neutral-guide": 0.5}
BUDGET = {"portable-budget": 2000.0}
EDUCATION = ("onderwijs",)  # where most work asks a licence
EXPECTED = (
    Moves("neutral-guide", "enrolled", 1),
    Moves("guide-caseload", "matches", 1, beside={"neutral-guide": 1.0}),
    Moves("help-line", "heard", 1),
    Moves("development-leadership", "enrolled", 1),
    Moves("profile-passport", "distance", 1, beside=GUIDES),
    Moves("orientation-hours", "orientation-paid", 1),
    Moves("tryout", "opted-out", 1),
    Moves("tryout-days", "opted-out", 1, beside={"tryout": 1.0}),
    Moves("orientation-job", "opted-out", 1),
    Moves("hybrid-jobs", "tryout-wages", 1),
    Moves("trial-placement-at-risk", "opted-out", 1),
    Moves("sector-image", "matches", 1),
    Moves("strategic-planning", "dismissed", -1),
    Moves("lead-time", "dismissed", -1),
    Moves("reciprocity", "matches", 1),
    Moves("early-mover-bonus", "bonuses", 1),
    Moves("talent-hiring", "not-selected", -1),
    Moves("job-carving", "not-selected", -1),
    Moves("selection-threshold", "not-selected", 1),
    Moves("contract-first", "dropped-out", -1),
    Moves("job-guarantee", "matches", 1),
    Moves("own-share", "matches", -1),
    Moves("pooled-risk", "risk-shared", 1),
    Moves("senior-traineeship", "quit-landing", -1),
    Moves("supervision-hours", "quit-landing", -1),
    Moves("first-100-days", "quit-landing", -1),
    Moves("buddy", "quit-landing", -1),
    Moves("more-intakes", "wait", -1),
    Moves("modular-courses", "wait", -1),
    Moves("more-seats", "wait", -1, beside=GUIDES, world="scarce"),
    Moves("practice-certificates", "not-selected", -1),
    Moves("hub", "lost", -1),
    Moves("shared-data", "lost", -1),
    Moves("rapid-response", "enrolled", 1, world="scarce"),
    Moves("portable-budget", "budget-used", 1),
    Moves("budget-kept", "budget-lapsed", -1, beside=BUDGET),
    Moves("cross-sector-fund", "refused-pots", -1),
    Moves("transition-income", "refused-income", -1),
    Moves("transition-sender-share", "sender-of-income", 1, beside={"transition-income": 1.0}),
    Moves("entry-step", "wage-ratio", 1),
    Moves("pension-repair", "quit-perspective", -1),
    Moves("transparent-terms", "quit-perspective", -1),
    Moves("admission-by-assessment", "not-admitted", -1),
    Moves("licence-steps", "matches", 1, to=EDUCATION),
    Moves("redirect-severance", "severance-redirected", 1),
    Moves("redirect-ww", "uwv-part", 1),
    Moves("sender-share", "sender-part", 1),
    Moves("funding-continuity", "guided", 1, beside={"neutral-guide": 1.0}),
    Moves("retention-subsidy", "announced", -1),
)


OWN_TEST = {"exemptions"}  # what it moves is not among the signals


def test_every_lever_is_expected_to_move_something() -> None:
    assert {expected.lever for expected in EXPECTED} | OWN_TEST == set(levers())
    signals = {trace.signal for trace in TRACES}
    assert signals & {expected.signal for expected in EXPECTED} == signals - {"not-bound", "quit-belief", "savers-part"}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.lever)
def test_lever_moves_its_signal(expected: Moves, signals_of: Callable[..., dict[str, Any]]) -> None:
    lever = levers()[expected.lever]
    dose = lever.full_dose if expected.dose is None else expected.dose
    beside, where = expected.beside, {"to": expected.to, "world": expected.world}
    before, after = (signals_of(doses, **where) for doses in (beside, beside | {expected.lever: dose}))
    change = expected.direction * (after[expected.signal] - before[expected.signal])
    assert change > 0.0, f"{expected.signal}: {before[expected.signal]} to {after[expected.signal]}"


def part_of_course(world: World, doses: dict[str, float]) -> float:
    """Months of training as a share of the whole course for the work, over everyone who begins training in three years."""
    uses = tuple(LeverUse(lever=lever, dose=dose) for lever, dose in doses.items())
    course, asked, whole = Course(world.copy(), Package(id="asked", nl="Gevraagd", en="Asked", levers=uses)), 0.0, 0.0
    w, before = course.world.tables, course.world.tables.people.stage.copy()
    for _ in range(36):
        course.step()
        began = (w.people.stage == IN_TRAINING) & (before != IN_TRAINING)
        before = w.people.stage.copy()
        asked += float(w.bridge.course_months[began].sum())
        whole += float(w.jobs.full[w.bridge.target[began]].sum())
    return asked / whole


def test_exemptions_leave_less_of_a_course(worlds: dict[str, World]) -> None:
    """Not the mean months in training: shorter courses let others start, for work that asks longer ones."""
    assert part_of_course(worlds["busy"], {"exemptions": 1.0}) < 0.95 * part_of_course(worlds["busy"], {})


def test_levers_at_their_default_are_today_bit_for_bit(worlds: dict[str, World]) -> None:
    uses = tuple(LeverUse(lever=lever.id, dose=lever.default) for lever in levers().values())
    package = Package(id="nothing", nl="Niets", en="Nothing", levers=uses)
    today, same = (Course(worlds["busy"].copy(), terms).run(12) for terms in (None, package))
    assert read(today) == pytest.approx(read(same), rel=0, abs=0, nan_ok=True)
    for name, table in CHANGING.items():
        one, other = table.arrays(getattr(today.world.tables, name)), table.arrays(getattr(same.world.tables, name))
        for column, values in one.items():
            assert np.array_equal(values, other[column]), f"{name}.{column}"
