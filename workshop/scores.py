"""What a run says of a table: a few figures with their bands, never one sum; and which tables can be told apart.

All figures are of the model. Two indicators of the growing and the shrinking employer are simpler words of the game for measures
of the model, and say so (`HOW`). What the model does not hold (knowledge of staff, mood, press) is not scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.words import Both
from workshop.market import TOGETHER

LASTING, SAFE = "lasting-crossings", "safe-crossings"
SHOWN = (LASTING, SAFE, "hires-shortage", "income-lost", "back-to-work", "public-cost")
# How an employer's indicators are made of measures of the model, and of whom.
HOW: dict[str, tuple[str, Both, Both]] = {
    "reputation": (
        "back-to-work", Both("Naam als werkgever die krimpt", "Name as an employer that shrinks"),
        Both(
            "Hoeveel van wie vertrekt binnen een half jaar ander werk heeft.",
            "How many of those who leave have other work within half a year.",
        ),
    ),
    "staffing": (
        "hires-shortage", Both("Bezetting", "Staffing"),
        Both(
            "Hoeveel mensen zorg, onderwijs, techniek en ICT aannemen.",
            "How many people care, education, technology and ICT hire.",
        ),
    ),
    "satisfaction": (
        SAFE, Both("Tevredenheid van wie overstapt", "Satisfaction of those who cross"),
        Both(
            "Hoeveel mensen blijvend overstappen zonder gat in hun werk of inkomen; stemming zelf zit niet in het model.",
            "How many cross lastingly without a gap in work or income; mood itself is not in the model.",
        ),
    ),
    "skills": (
        LASTING, Both("Vaardigheden die blijven", "Skills that stay"),
        Both(
            "Hoeveel mensen na een jaar nog in hun nieuwe sector werken.",
            "How many people still work in their new sector after a year.",
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """An effect against today's course, with the band that holds 80% of the pairs, in the measure's unit; `values` by pair."""

    measure: str
    name: Both
    unit: str
    effect: float
    low80: float
    high80: float
    better: str
    values: tuple[float | None, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether its direction is sure: zero lies outside the band."""
        return not self.low80 <= 0 <= self.high80

    @property
    def gain(self) -> float:
        """The effect, larger for better."""
        return -self.effect if self.better == "lower" else self.effect


@dataclass(frozen=True)
class Score:
    """A table after a round; `parties` are euros a year that each pays more than today, by party."""

    table: str
    figures: Mapping[str, Figure]
    parties: Mapping[str, float]
    cost: tuple[float, float, float] | None


def scores_of(result: Mapping[str, Any]) -> dict[str, Score]:
    """The scores of all arms of a round's result (`market.run_round`), by table number; the room together stands last."""
    return {name: _score(name, told) for name, told in result["arms"].items()}


def _score(name: str, told: Mapping[str, Any]) -> Score:
    figures = {measure: figure_of(row) for measure, row in told["rows"].items() if row["effect"] is not None}
    parties = {row["payer"]: float(row["euro_per_year"]) for row in told["parties"]}
    cost = tuple(told["cost"]) if told["cost"] else None
    return Score(name, figures, parties, cost)


def figure_of(row: Mapping[str, Any]) -> Figure:
    """An effect as it was kept."""
    name, ends = Both(row["nl"], row["en"]), (row["effect"], row["low80"], row["high80"])
    return Figure(row["measure"], name, row["unit"], *ends, row["better"], tuple(row["values"]))


def apart(one: Figure, other: Figure) -> bool:
    """Whether two tables can be told apart on a measure: in the same worlds, 80% of the differences lie on one side of zero.

    All tables live in the same worlds, so what a world does to both falls away; their own bands say less than this.
    """
    both = [a - b for a, b in zip(one.values, other.values, strict=True) if a is not None and b is not None]
    if not both:
        return False
    low, high = np.quantile(both, (0.1, 0.9))
    return not low <= 0 <= high


def badges(scores: Mapping[str, Score]) -> dict[str, list[str]]:
    """Who did best at what, by badge: table numbers, more than one where they cannot be told apart; none where nobody surely gains.

    `lasting`: most extra lasting crossings. `safe`: most safe ones. `staffing`: most hired where people are short. `fair`: the
    party that carries most of what is paid more carries the smallest part of it, where lasting crossings surely grow.
    """
    tables = {name: score for name, score in scores.items() if name != TOGETHER}
    return {
        "lasting": _best(tables, LASTING), "safe": _best(tables, SAFE), "staffing": _best(tables, "hires-shortage"),
        "fair": _fairest(tables),
    }  # fmt: skip


def _best(tables: Mapping[str, Score], measure: str) -> list[str]:
    there = {name: score.figures[measure] for name, score in tables.items() if measure in score.figures}
    gaining = {name: figure for name, figure in there.items() if figure.sure and figure.gain > 0}
    if not gaining:
        return []
    top = max(gaining.values(), key=lambda figure: figure.gain)
    return [name for name, figure in gaining.items() if figure is top or not apart(figure, top)]


def _fairest(tables: Mapping[str, Score]) -> list[str]:
    """Tables where the heaviest bill of one party is the smallest part of all that is paid more; only where something is paid."""
    shares = {}
    for name, score in tables.items():
        more = [euro for euro in score.parties.values() if euro > 0]
        if len(more) > 1 and any(figure.sure and figure.gain > 0 for key, figure in score.figures.items() if key == LASTING):
            shares[name] = max(more) / sum(more)
    least = min(shares.values(), default=None)
    return [name for name, share in shares.items() if share == least]
