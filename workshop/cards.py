"""The dilemma cards: a situation without a right answer, and options that change what the model runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from sim.faults import Fault
from sim.policies.catalogue import Slug, Text, barriers, levers
from sim.reading import Checked, build, read_yaml
from sim.words import Both, unknown
from workshop.roles import roles

FILE = Path(__file__).parent / "cards.yaml"
Part = Annotated[float, Field(ge=-1, le=1)]


class Option(Checked):
    """One way out. `levers`: how far each moves from this round on, as a part of the way to its full dose, on top of what the
    table sets and without points. `points`: what each role has more, or less, this round.
    """

    nl: Text
    en: Text
    levers: Mapping[Slug, Part] = {}
    points: Mapping[Slug, Annotated[int, Field(ge=-20, le=20, description="points")]] = {}

    @field_validator("levers")
    @classmethod
    def _levers(cls, named: Mapping[str, float]) -> Mapping[str, float]:
        for name in named:
            if name not in levers():
                raise Fault(*unknown("lever", name, levers()))
        return named

    @field_validator("points")
    @classmethod
    def _points(cls, named: Mapping[str, int]) -> Mapping[str, int]:
        for name in named:
            if name not in roles():
                raise Fault(f"er is geen rol '{name}'", f"there is no role '{name}'")
        return named


class Card(Checked):
    """A dilemma, the barrier (B01-B14) in which it plays, and what can be chosen."""

    id: Slug
    barrier: Slug
    nl: Text
    en: Text
    story_nl: Text
    story_en: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=4)]

    @property
    def name(self) -> Both:
        """Its title."""
        return Both(self.nl, self.en)

    @property
    def story(self) -> Both:
        """What is the matter."""
        return Both(self.story_nl, self.story_en)

    @field_validator("barrier")
    @classmethod
    def _barrier(cls, name: str) -> str:
        if name not in barriers():
            raise Fault(*unknown("barrier", name, barriers()))
        return name


class _Cards(Checked):
    cards: tuple[Card, ...]


@cache
def cards() -> dict[str, Card]:
    """The cards by id, in the order of the file. Raises InputError for a mistake in it."""
    found, lines = read_yaml(FILE)
    return {card.id: card for card in build(_Cards, found, lines, FILE).cards}
