"""Small pieces of HTML that every page uses: sections, paragraphs, folds, tables, figures of an effect."""

from __future__ import annotations

import math
from html import escape

from sandbox import charts
from sandbox.numbers import in_steps_of, number, percent, places, rounded
from sandbox.pages import Seen
from sandbox.texts import text
from sim.effects import Comparison, EffectRow
from sim.measures import UNITS_NL


def section(key: str, lang: str, body: str, asks: bool = False) -> str:
    """A part of a page under its own heading; the key is its id and that of its words. What only asks stays out of the hand-out."""
    return f'<section id="{key}"{" data-asks" * asks}><h3>{escape(text(key, lang))}</h3>{body}</section>'


def p(words: str, kind: str = "") -> str:
    """A paragraph, perhaps of a kind (a CSS class)."""
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(words)}</p>"


def fold(summary: str, body: str) -> str:
    """Something that folds open."""
    return f"<details><summary>{escape(summary)}</summary>{body}</details>"


def button(do: str, value: str, words: str, of: str = "") -> str:
    """A button that tells the server ``do`` with ``value``; ``of`` is what it is about, for who does not see where it stands."""
    label = f' aria-label="{escape(f"{words}: {of}")}"' if of else ""
    return f'<button type="button" data-do="{escape(do)}" data-value="{escape(value)}"{label}>{escape(words)}</button>'


def as_table(table: str, lang: str) -> str:
    """The table behind a drawing."""
    return fold(text("as_table", lang), table)


def waiting(lang: str) -> str:
    """What a view shows before there is an answer."""
    return p(text("no_answer_yet", lang), "invitation")


def working(seen: Seen, key: str) -> str:
    """How far a page's own work is, which begins by itself; a button to stop it, or to begin again. ``key``: what it does."""
    status, lang = seen.work, seen.lang
    if status.state in ("failed", "stopped"):
        said = p(text("failed", lang, reason=status.reason), "warn") if status.state == "failed" else p(text("stopped", lang))
        return said + f'<button type="button" data-do="work">{escape(text("again", lang))}</button>'
    share = text("working", lang, share=percent(status.share, lang)) if status.state == "working" else text("preparing", lang)
    return (
        f'<div role="status">{p(text(key, lang))}{p(share)}</div>'
        f'<button type="button" data-do="stop-work">{escape(text("stop", lang))}</button>'
    )


def row_of(comparison: Comparison, measure: str) -> EffectRow | None:
    """The effect on a measure; None when there is none."""
    return next((row for row in comparison.rows if row.measure == measure), None)


def signed(value: float, lang: str) -> str:
    """A count in two figures that count, with its sign."""
    words = rounded(value, lang)
    return f"+{words}" if value > 0 and words != "0" else words


def band(row: EffectRow, low: float, high: float, lang: str) -> str:
    """From the one end to the other."""
    return text("to", lang, low=figure(row, low, lang, signed=True), high=figure(row, high, lang, signed=True))


def figure(row: EffectRow, value: float, lang: str, signed: bool = False) -> str:
    """A figure of this measure, in as many decimals as its effect needs."""
    return number(value, lang, decimals=places(reach(row)) if reach(row) else 0, signed=signed)


def reach(row: EffectRow) -> float:
    """How far the effect and its bands go from zero; where nothing differs, today's level."""
    ends = [abs(end) for end in (row.effect, row.low95, row.high95) if math.isfinite(end)]
    return max(ends, default=0.0) or abs(row.today)


def unit(name: str, lang: str) -> str:
    """A unit in the language."""
    return UNITS_NL.get(name, name) if lang == "nl" else name


def strip(row: EffectRow, lang: str) -> str:
    """One effect: its name, both levels, its bands around zero, and what may be said of it."""
    far = reach(row)
    words = {key: in_steps_of(getattr(row, key), far, lang) for key in ("today", "package")}
    ends = ("effect", "low80", "high80", "low95", "high95")
    words |= {key: in_steps_of(getattr(row, key), far, lang, signed=True) for key in ends}
    name, said = getattr(row, lang), charts.verdict(row.low80, row.high80, row.better)
    label = text("strip_label", lang, name=name, unit=unit(row.unit, lang), verdict=text(said, lang), **words)
    drawing = charts.strip(row.effect, (row.low80, row.high80), (row.low95, row.high95), said, label)
    return (
        f'<div class="strip"><div class="name">{escape(name)} <span class="unit">({escape(unit(row.unit, lang))})</span></div>'
        f'<div class="levels">{words["today"]} → {words["package"]}</div>{drawing}'
        f'<div class="verdict {said}"><b>{words["effect"]}</b> {escape(text(said, lang))}</div></div>'
    )
