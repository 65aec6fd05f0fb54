"""Stories to pick a person by. Of each the same number of people is kept, in an order that luck gives: nobody is chosen to impress.

Whoever took part in the bridge comes first, for winners and losers alike, since their events say most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.agents import codes
from sim.lives.record import Arrays
from sim.lives.verdict import BETTER, WORSE
from sim.rng import QUEUE, key, luck_of_many
from sim.words import Both

KEPT = 100  # people of each story


@dataclass(frozen=True)
class Facts:
    """What stories are told from, by person: arrays of the start and of both ends, verdicts, who took part with the package, who
    was stopped on the bridge at a barrier then, and who is hired at all (`hired`: today, with the package).
    """

    start: Arrays
    today: Arrays
    package: Arrays
    verdict: np.ndarray
    users: np.ndarray
    stopped: np.ndarray
    hired: tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Story:
    """A kind of person to meet, told by `who`: facts to bool[person]."""

    id: str
    words: Both
    about: Both
    who: Callable[[Facts], np.ndarray]
    users_first: bool = True


def _in_labour_force(facts: Facts) -> np.ndarray:
    return np.asarray(facts.start["status"] != codes.INACTIVE)


def _crossed_anyway(facts: Facts) -> np.ndarray:
    return facts.users & (facts.today["lasting"] > 0) & (facts.package["lasting"] > 0)


# One line a story reads best.
# ruff: noqa: E501
STORIES = {
    story.id: story
    for story in (
        Story("winner", Both("Wint", "Winner"), Both("Beter af met het pakket.", "Better off with the package."), lambda f: f.verdict == BETTER),
        Story("loser", Both("Verliest", "Loser"), Both("Slechter af met het pakket.", "Worse off with the package."), lambda f: f.verdict == WORSE),
        Story("crowded-out", Both("Verdrongen", "Crowded out"), Both("Deed niet mee. Krijgt vandaag een baan; met het pakket wordt daar een ander aangenomen, en deze persoon nergens.", "Did not take part. Gets a job today; with the package somebody else is hired there, and this person nowhere."), lambda f: ~f.users & f.hired[0] & ~f.hired[1], users_first=False),
        Story("turned-back", Both("Liep vast", "Turned back"), Both("Deed mee met het pakket, liep vast op een hobbel en stapte niet blijvend over.", "Took part with the package, got stuck at a barrier and did not cross lastingly."), lambda f: f.users & f.stopped & (f.package["lasting"] == 0)),
        Story("crossed-anyway", Both("Was toch overgestapt", "Crossed anyway"), Both("Deed mee en stapt blijvend over, maar zonder het pakket ook.", "Took part and crosses lastingly, but without the package too."), _crossed_anyway),
        Story("older", Both("55 jaar of ouder", "55 or older"), Both("55 jaar of ouder aan het begin.", "55 or older at the start."), lambda f: _in_labour_force(f) & (f.start["age"] >= 55 * 12)),
        Story("practical", Both("Praktisch geschoold", "Practically trained"), Both("Hoogstens mbo.", "Secondary vocational education at most."), lambda f: _in_labour_force(f) & (f.start["education"] <= codes.MIDDLE)),
        Story("flexible", Both("Flexibel contract", "Flexible contract"), Both("Een flexibel contract aan het begin.", "A flexible contract at the start."), lambda f: _in_labour_force(f) & (f.start["contract"] == codes.FLEXIBLE)),
        Story("random", Both("Zomaar iemand", "Anyone"), Both("Geloot uit iedereen die werkt of werk zoekt.", "Drawn by lot from all who work or look for work."), _in_labour_force, users_first=False),
    )
}  # fmt: skip


def candidates(story: Story, facts: Facts, seed: int) -> np.ndarray:
    """int64[k]: everyone of whom the story is true, in the order in which they are met."""
    rows = np.flatnonzero(story.who(facts))
    turn = luck_of_many(key(seed, QUEUE), 0, facts.users.size)[rows]
    first = ~facts.users[rows] if story.users_first else np.zeros(rows.size, bool)
    return rows[np.lexsort((turn, first))]


def stopped_at_barrier(events: Any, people: int) -> np.ndarray:
    """bool[person]: who was refused on the bridge, or left it, at a barrier."""
    on_bridge = (events.event == codes.STAGE) | (events.event == codes.LEFT_BRIDGE)
    return _any(events.person[on_bridge & (events.barrier != codes.NO_BARRIER)], people)


def hired_at_all(events: Any, people: int) -> np.ndarray:
    """bool[person]: who is hired in a run."""
    return _any(events.person[events.event == codes.HIRED], people)


def _any(rows: np.ndarray, people: int) -> np.ndarray:
    found = np.zeros(people, bool)
    found[rows] = True
    return found
