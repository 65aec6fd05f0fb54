"""Which packages are compared: the user's own settings and those of the link, with the letter that each bears on the page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sandbox import plan, state
from sandbox.pages import Show, Tell
from sandbox.plan import package_of, plan_of
from sandbox.state import Settings
from sandbox.task import BETWEEN, LEAST_PAIRS
from sandbox.texts import both
from sim.effects import Comparison, EffectRow, compare, effect_row
from sim.ranking import OUTCOMES, changes, points
from sim.runs import RunPlan
from sim.side_by_side import OLDER, Pair, run_side_by_side
from sim.views.groups import groups_of
from sim.views.shapes import Group

OWN = ""  # id of what stands in the sandbox
WITH, WEIGHTS = "with", "weights"  # what the link remembers
MOST, LETTERS = 4, "ABCD"
HEAVIEST, USUAL = 5, 3  # weights


@dataclass(frozen=True)
class Choice:
    """One package in the comparison, as settings of its own; the settings' own size, seed and assumptions."""

    id: str
    letter: str
    settings: Settings

    def name(self, lang: str) -> str:
        """Its letter and name."""
        return f"{self.letter}. {plan.name_of(self.settings, lang)}"


@dataclass(frozen=True)
class Found:
    """What came of each choice, in their order. ``point`` is float64[package, outcome, pair] (sim/ranking.py)."""

    choices: tuple[Choice, ...]
    comparisons: tuple[Comparison, ...]
    groups: tuple[list[Group], ...]
    point: np.ndarray
    older: tuple[EffectRow, ...]  # lasting crossings of people of 55 and over
    weight: float

    @property
    def pairs(self) -> int:
        """How many pairs it rests on."""
        return int(self.point.shape[2])


def asked(settings: Settings) -> list[str]:
    """Ids in the link, in their order, whatever they are."""
    return [name for name in settings.sees(WITH).split(",") if name]


def choices(settings: Settings) -> tuple[Choice, ...]:
    """What can be compared: the user's own settings when they differ from today, then the packages of the link that fit."""
    found = [settings] if state.differs_from_today(settings) else []
    ids = [OWN] * len(found)
    for name in asked(settings):
        other = state.today(settings)
        if name in state.all_packages() and name not in ids and state.fits(name, settings.situation) and len(found) < MOST:
            other = replace(other, packages=(name,))
            if not any(one.same_question(other) for one in found):
                found, ids = [*found, other], [*ids, name]
    return tuple(Choice(id, letter, one) for id, letter, one in zip(ids, LETTERS, found, strict=False))


def skipped(settings: Settings) -> list[str]:
    """Ids in the link that are not compared."""
    there = {choice.id for choice in choices(settings)}
    return [name for name in asked(settings) if name not in there]


def with_one_more(settings: Settings, name: str) -> str:
    """The words for the link with one package more."""
    return ",".join([*(choice.id for choice in choices(settings) if choice.id), name])


def without(settings: Settings, name: str) -> str:
    """The words for the link with one package less."""
    return ",".join(choice.id for choice in choices(settings) if choice.id not in (OWN, name))


def weights(settings: Settings) -> dict[str, int]:
    """The reader's weights (0 to 5) by outcome; what the link does not say, or says wrongly, is the usual one."""
    found = dict.fromkeys(OUTCOMES, USUAL)
    for word in settings.sees(WEIGHTS).split(","):
        name, _, weight = word.partition(":")
        if name in found and weight.isdecimal() and int(weight) <= HEAVIEST:
            found[name] = int(weight)
    return found


def with_weight(settings: Settings, name: str, weight: int) -> str:
    """The words for the link with another weight for one outcome; "" when all are the usual one."""
    found = weights(settings) | {name: weight}
    return "" if set(found.values()) == {USUAL} else ",".join(f"{one}:{value}" for one, value in found.items())


def key(settings: Settings) -> tuple[Settings, tuple[str, ...]]:
    """What the answer depends on: not the language, nor the weights."""
    bare = replace(settings, lang="nl", shown=())
    return bare, tuple(choice.id for choice in choices(settings))


def run(settings: Settings, tell: Tell, show: Show) -> Found | None:
    """Compare all choices in the same worlds; None when there are fewer than two. Raises what ``tell`` raises.

    From the first few pairs on ``show`` is given what they say; not after each, which would take more time than running it.
    """
    chosen = choices(settings)
    if len(chosen) < 2:
        return None
    packages = [package for package in (package_of(choice.settings) for choice in chosen) if package is not None]
    plan = plan_of(settings)
    so_far: list[list[Pair]] = [[] for _ in packages]
    shown = 0.0

    def finished(pairs: list[Pair]) -> None:
        nonlocal shown
        for one, pair in zip(so_far, pairs, strict=True):
            one.append(pair)
        if LEAST_PAIRS <= len(so_far[0]) < plan.runs and time.monotonic() - shown > BETWEEN:
            show(found_of(chosen, [in_order(one) for one in so_far], plan))
            shown = time.monotonic()

    return found_of(chosen, run_side_by_side(plan, packages, tell, finished), plan)


def in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs in the order of their runs, whichever was done first."""
    return sorted(pairs, key=lambda pair: pair[0].run)


def found_of(chosen: tuple[Choice, ...], pairs: Sequence[Sequence[Pair]], plan: RunPlan) -> Found:
    """What these pairs say of each choice."""
    return Found(
        chosen, tuple(compare([result for pair in one for result in pair]) for one in pairs),
        tuple(groups_of(one, plan.situation) for one in pairs), points(changes(pairs)), tuple(map(_older, pairs)), plan.weight,
    )  # fmt: skip


def _older(pairs: Sequence[Pair]) -> EffectRow:
    today, package = (np.array([pair[world].measures[OLDER] for pair in pairs]) for world in (0, 1))
    return effect_row(OLDER, *both(OLDER), "people", "higher", today, package)
