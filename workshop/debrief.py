"""What there is to talk about afterwards: each table's path, what it expected, what nobody tried, what the model does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.policies.catalogue import breakthroughs, levers
from sim.words import Both
from workshop.acts import Expected
from workshop.contributed import Contributed, contributed
from workshop.market import TOGETHER, arms_of, package_of
from workshop.scores import LASTING, Figure, Score, scores_of
from workshop.session import Session, Table

MORE, SAME, FEWER = "more", "same", "fewer"
UNKNOWN = (
    Both(
        "Of werkgevers en mensen in het echt zo kiezen: de sterkte van hobbels en hefbomen is voor een deel aangenomen.",
        "Whether employers and people really choose so: the strength of barriers and levers is partly assumed.",
    ),
    Both(
        "Wat vertrouwen tussen partijen doet, en wat het kost om het te winnen.",
        "What trust between parties does, and what it costs to win it.",
    ),
    Both(
        "Of lonen meebewegen als er krapte is, en of werkgevers banen scheppen omdat er mensen zijn.",
        "Whether pay moves along when people are short, and whether employers create jobs because there are people.",
    ),
    Both(
        "Wat er gebeurt na de jaren die hier gespeeld zijn.",
        "What happens after the years that were played here.",
    ),
)


@dataclass(frozen=True)
class Step:
    """A round of a table: what it expected, what came of it on lasting crossings and cost, and whether that was as expected.

    `moved` are the doses that it set otherwise than the round before. `lasting` and `cost` say "more", "same" (not to be told from
    today) or "fewer"; None where there is no figure.
    """

    round: int
    card: str | None
    option: int | None
    moved: Mapping[str, float]
    expected: Expected | None
    score: Score
    lasting: str | None
    cost: str | None

    @property
    def right(self) -> int | None:
        """How many of the two directions were expected rightly; None when nothing was expected."""
        if self.expected is None:
            return None
        return (self.expected.lasting == self.lasting) + (self.expected.cost == self.cost)


@dataclass(frozen=True)
class Path:
    """One table from the first round to the last, its package at the end, and what its breakthroughs add by the lattice."""

    table: int
    names: tuple[str, ...]
    steps: tuple[Step, ...]
    package: Any
    contributed: Contributed | None = None


@dataclass(frozen=True)
class Debrief:
    """All of it. `untried` are breakthroughs of which no table set a lever, `tried` those that some did, with how many tables."""

    paths: tuple[Path, ...]
    together: tuple[Score, ...]
    tried: Mapping[str, int]
    untried: tuple[str, ...]
    unknown: tuple[Both, ...] = UNKNOWN


def debrief(session: Session, results: Sequence[Mapping[str, Any]]) -> Debrief:
    """The talk after a session, from the results of its rounds in order (`market.run_round`), as many as there were."""
    scores = [scores_of(result) for result in results]
    arms = arms_of(session)
    paths = tuple(
        Path(
            table.number, tuple(seat.name for seat in session.at(table.number)),
            tuple(_step(session, table.number, k, score) for k, score in enumerate(scores) if str(table.number) in score),
            package_of(arms[str(table.number)], str(table.number)),
            contributed(session.opened.situation, _tried(arms[str(table.number)])),
        )
        for table in session.playing()
    )  # fmt: skip
    tried = {name: sum(name in _tried(arms[str(path.table)]) for path in paths) for name in breakthroughs()}
    return Debrief(
        paths, tuple(score[TOGETHER] for score in scores if TOGETHER in score),
        {name: count for name, count in tried.items() if count}, tuple(name for name, count in tried.items() if not count),
    )  # fmt: skip


def _tried(doses: Sequence[Mapping[str, float]]) -> set[str]:
    return {levers()[name].breakthrough for asked in doses for name in asked}


def _step(session: Session, number: int, k: int, scores: Mapping[str, Score]) -> Step:
    table, score = session.table(number), scores[str(number)]
    past = table.past[k] if k < len(table.past) else None
    card = session.cards[k] if k < len(session.cards) else None
    return Step(
        k + 1, card, past.option if past else None, _moved(table, k), past.expected if past else None, score,
        direction(score.figures.get(LASTING)), direction(score.figures.get("public-cost")),
    )  # fmt: skip


def _moved(table: Table, k: int) -> dict[str, float]:
    """Doses of a round (from 0) that are not those of the round before; a lever that went back to today has today's."""
    if k >= len(table.past):
        return {}
    before, now = (table.past[k - 1].doses if k else {}), table.past[k].doses
    named = dict.fromkeys((*before, *now))
    doses = {name: tuple(asked.get(name, levers()[name].default) for asked in (before, now)) for name in named}
    return {name: after for name, (first, after) in doses.items() if first != after}


def direction(figure: Figure | None) -> str | None:
    """More, fewer, or the same where the band holds zero; None without a figure."""
    if figure is None:
        return None
    return SAME if not figure.sure else MORE if figure.effect > 0 else FEWER
