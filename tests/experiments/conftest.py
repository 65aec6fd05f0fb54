"""A world in which many people use the bridge and nothing binds everyone, so that one barrier or lever more or less can be seen."""

from collections.abc import Callable
from typing import Any

import pytest

from experiments.signals import read
from sim.policies.package import LeverUse, Package, Route
from sim.scenario import read_situation
from sim.world import Course, World, fresh_world

# Far from today's values: many hear of the bridge and find a match, courses are long, money and income are short.
BUSY = {
    "aware_working": 0.0005, "aware_ww": 0.5, "aware_surplus": 0.5, "enrol": 0.9, "line_coach_places": 600, "meeting": 0.9,
    "bridge_worth": -2, "bridge_looks": 8, "own_job_pull": 3, "radius": 2.5, "threshold": 0.3, "own_money": 0.1,
    "vacancy_worth": 2, "gap_full_course": 0.03, "landing_first": 0.06, "dropout": 0.04, "seats": 1.0,
    "landing_bottom_rung": 0.02, "tuition_month": 400, "utility_training": 0.2,
}  # fmt: skip
PEOPLE, MONTHS = 160_000, 36  # so many that chance hides no trace


# As busy, with few seats and coaches, and always more people at risk than usual.
SCARCE = BUSY | {"seats": 0.005, "line_coach_places": 60, "shock_ratio": 0.5}


def lived_in(changes: dict[str, float]) -> World:
    """A world two years on the way, so that people stand on every stage of the bridge."""
    world = fresh_world(read_situation("nederland-2025"), PEOPLE, 3, changes)
    world.month = -24
    Course(world, keep=False).run(24)
    world.month = 0
    return world


@pytest.fixture(scope="session")
def worlds() -> dict[str, World]:
    """A busy world, and one that is busy and scarce."""
    return {"busy": lived_in(BUSY), "scarce": lived_in(SCARCE)}


@pytest.fixture(scope="session")
def signals_of(worlds: dict[str, World]) -> Callable[..., dict[str, Any]]:
    """(lever -> dose, barriers off, sectors the bridge leads to, world) -> the signals of three years; each asked once."""
    known: dict[Any, dict[str, Any]] = {}

    def ask(
        doses: dict[str, float] | None = None, off: tuple[str, ...] = (), to: tuple[str, ...] = (), world: str = "busy"
    ) -> dict[str, Any]:
        at = (tuple(sorted((doses or {}).items())), off, to, world)
        if at not in known:
            uses = tuple(LeverUse(lever=lever, dose=dose) for lever, dose in (doses or {}).items())
            package = Package(id="asked", nl="Gevraagd", en="Asked", levers=uses, routes=(Route(sectors=to),) if to else ())
            known[at] = read(Course(worlds[world].copy(), package, strengths=dict.fromkeys(off, 0.0)).run(MONTHS))
        return known[at]

    return ask
