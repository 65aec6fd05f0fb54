"""Pieces of HTML. All that came from a person or a file is escaped here: whoever writes a page hands over plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from sandbox.charts import verdict
from sandbox.numbers import euro, in_steps_of, number
from sim.measures import UNITS_NL
from sim.policies.catalogue import Lever, breakthroughs, levers, parties
from workshop.cards import Option
from workshop.contributed import Contributed
from workshop.roles import roles
from workshop.scores import Figure, Score
from workshop.web.words import text

WIDE, TALL = 300, 22  # units of a drawing


def p(words: str, kind: str = "") -> str:
    """A paragraph of plain text."""
    return f"<p{_class(kind)}>{escape(words)}</p>"


def h(level: int, words: str) -> str:
    """A heading."""
    return f"<h{level}>{escape(words)}</h{level}>"


def section(title: str, body: str, kind: str = "") -> str:
    """A part of a page, body is HTML."""
    return f"<section{_class(kind)}>{h(2, title)}{body}</section>"


def button(words: str, kind: str, fields: Mapping[str, Any] | None = None, looks: str = "", off: bool = False) -> str:
    """A button that sends an act with these fields."""
    sent = f'data-act="{kind}" data-fields="{escape(json.dumps(fields or {}))}"'
    return f'<button type="button" {sent}{_class(looks)}{" disabled" * off}>{escape(words)}</button>'


def select(name: str, words: str, choices: Iterable[tuple[str, str]], chosen: str = "") -> str:
    """A list under its label."""
    options = "".join(
        f'<option value="{escape(value)}"{" selected" * (value == chosen)}>{escape(said)}</option>' for value, said in choices
    )
    return f'<label>{escape(words)} <select name="{name}">{options}</select></label>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table of plain texts; the first of each row is its head."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


# --- figures


def said(value: float, figure: Figure, lang: str) -> str:
    """An end of a figure, in steps that its band allows."""
    return in_steps_of(value, max(abs(figure.effect), abs(figure.low80), abs(figure.high80)), lang, signed=True)


def band_of(figure: Figure, lang: str) -> str:
    """Its band in words."""
    return text("band", lang, low=said(figure.low80, figure, lang), high=said(figure.high80, figure, lang))


def verdict_of(figure: Figure, lang: str) -> str:
    """Better, worse, different, not different at all, or not certain."""
    found = verdict(figure.low80, figure.high80, figure.better)
    return text({"better": "better", "worse": "worse", "uncertain": "unsure", "same": "zero"}.get(found, "other"), lang)


def unit(figure: Figure, lang: str) -> str:
    """Its unit."""
    return UNITS_NL.get(figure.unit, figure.unit) if lang == "nl" else figure.unit


def figures(score: Score, measures: Iterable[str], lang: str) -> str:
    """A table of some of the effects at a table."""
    there = [score.figures[name] for name in measures if name in score.figures]
    rows = [
        (f"{one.name.said(lang)} ({unit(one, lang)})", said(one.effect, one, lang), band_of(one, lang), verdict_of(one, lang))
        for one in there
    ]
    return table([text(key, lang) for key in ("measure", "effect", "band_head", "verdict")], rows, text("effect", lang))


def shares(found: Contributed, lang: str) -> list[tuple[str, str, str]]:
    """Of each breakthrough what it adds, and in the lowest and the highest world; then all of them together.

    All in the same steps, of the largest of them: how far worlds are apart leaves no finer ones.
    """
    reach = max(abs(end) for one in found.shares for end in (one.low, one.high, found.whole))

    def told(value: float) -> str:
        return in_steps_of(value, reach, lang, signed=True)

    names = breakthroughs()
    rows = [
        (getattr(names[one.breakthrough], lang), told(one.middle), text("band", lang, low=told(one.low), high=told(one.high)))
        for one in found.shares
    ]
    return [*rows, (text("shares_whole", lang), told(found.whole), "")]


def shares_help(found: Contributed, lang: str) -> str:
    """What such shares are, and of how many worlds."""
    return text("shares_help", lang, worlds=found.worlds, workers=number(found.workers, lang, decimals=0), months=found.months)


def bills(score: Score, lang: str) -> str:
    """Who pays more than today, the most first."""
    more = sorted(((euros, party) for party, euros in score.parties.items() if euros >= 1), reverse=True)[:6]
    if not more:
        return p(text("nothing_paid", lang))
    rows = [(getattr(parties()[party], lang), euro(euros, lang)) for euros, party in more]
    return table([text("pays", lang), text("a_year", lang)], rows, text("pays", lang))


def bar(figure: Figure, reach: float, lang: str) -> str:
    """An effect around zero: a dot on its band. `reach` is what the half width stands for."""

    def at(value: float) -> float:
        return WIDE / 2 + max(-1.0, min(1.0, value / reach if reach else 0.0)) * (WIDE / 2 - 8)

    label = f"{figure.name.said(lang)}: {said(figure.effect, figure, lang)}, {band_of(figure, lang)}, {verdict_of(figure, lang)}"
    kind = "sure" if figure.sure else "unsure"
    return (
        f'<svg role="img" class="{kind}" aria-label="{escape(label)}" viewBox="0 0 {WIDE} {TALL}">'
        f'<line class="zero" x1="{WIDE / 2}" x2="{WIDE / 2}" y1="0" y2="{TALL}"/>'
        f'<line class="span" x1="{at(figure.low80):.1f}" x2="{at(figure.high80):.1f}" y1="{TALL / 2}" y2="{TALL / 2}"/>'
        f'<circle cx="{at(figure.effect):.1f}" cy="{TALL / 2}" r="6"/></svg>'
    )


def doses_said(doses: Mapping[str, float], lang: str) -> str:
    """Levers with their doses in a row."""
    return ", ".join(f"{getattr(levers()[name], lang)} {dose_said(levers()[name], dose, lang)}" for name, dose in doses.items())


def notes_of(option: Option, lang: str) -> str:
    """Which levers an answer to a dilemma moves, and what it asks of whom."""
    points = ", ".join(f"{roles()[name].name.said(lang)} {count:+d}".replace("-", "−") for name, count in option.points.items())
    moves = ", ".join(getattr(levers()[name], lang) for name in option.levers)
    notes = [text("answer_moves", lang, levers=moves)] * bool(moves) + [text("answer_cost", lang, points=points)] * bool(points)
    return "; ".join(notes)


def dose_said(lever: Lever, dose: float, lang: str) -> str:
    """A dose as people say it: a share as a percentage, else a number with its unit."""
    if lever.unit.startswith("share"):
        return f"{number(100 * dose, lang, decimals=0)}%"
    decimals = 0 if lever.step >= 1 else 2
    return f"{number(dose, lang, decimals=decimals)} {lever.unit_nl if lang == 'nl' else lever.unit}"
