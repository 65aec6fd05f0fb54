"""The eight roles at a table, with the levers that are theirs and the points with which they set them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from sim.faults import Fault
from sim.measures import MEASURES
from sim.policies.catalogue import Lever, Slug, Text, levers
from sim.reading import Checked, build, read_yaml
from sim.words import Both, unknown

FILE = Path(__file__).parent / "roles.yaml"
FULL = 10  # points that a lever asks for its full dose; a part of the way asks that part. A rule of the game (an assumption)


class Role(Checked):
    """One side of the table. `goal` is the measure it looks at first; `points` are what it can set levers with in a round."""

    id: Slug
    nl: Text
    en: Text
    about_nl: Text
    about_en: Text
    goal: Slug
    party: Slug | None = None
    points: Annotated[int, Field(ge=FULL, description="points")]
    levers: Annotated[tuple[Slug, ...], Field(min_length=1)]

    @property
    def name(self) -> Both:
        """What it is called."""
        return Both(self.nl, self.en)

    @property
    def about(self) -> Both:
        """What it wants and what it can do."""
        return Both(self.about_nl, self.about_en)

    @field_validator("goal")
    @classmethod
    def _goal(cls, goal: str) -> str:
        if goal not in MEASURES:
            raise Fault(*unknown("item", goal, MEASURES))
        return goal

    @field_validator("levers")
    @classmethod
    def _levers(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        for name in named:
            if name not in levers():
                raise Fault(*unknown("lever", name, levers()))
        return named


class _Roles(Checked):
    roles: tuple[Role, ...]


@cache
def roles() -> dict[str, Role]:
    """The roles by id, in the order of the file. Raises InputError for a mistake in it."""
    found, lines = read_yaml(FILE)
    return {role.id: role for role in build(_Roles, found, lines, FILE).roles}


def role_of(lever: str) -> Role:
    """Whose lever it is."""
    return next(role for role in roles().values() if lever in role.levers)


def asked(lever: Lever, dose: float) -> float:
    """Points that a lever asks at a dose: the part of the way from today to its full dose, whichever way it goes."""
    return FULL * abs(lever.reach(dose))
