"""The big screen: where the session is, how to join, and how the tables stand. It shows nothing that is not for the whole room."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from workshop.cards import cards
from workshop.debrief import debrief
from workshop.market import TOGETHER
from workshop.scores import LASTING, Score, badges, scores_of
from workshop.session import DEBRIEF, ENDED, LOBBY, RUNNING, SHOWN, Session
from workshop.web import talk
from workshop.web.html import band_of, bar, p, said, section
from workshop.web.seat import lead_of
from workshop.web.words import text

BADGES = ("lasting", "safe", "staffing", "fair")


def page(session: Session, code: str, address: str, results: list[Mapping[str, Any]], lang: str) -> str:
    """The whole screen; `address` is where phones join."""
    join = (
        f'<div class="join"><img src="/qr/{code}.svg" alt="{escape(text("join_at", lang, address=address, code=code))}">'
        f'<p>{escape(address)}</p><p class="code">{code}</p></div>'
    )
    card = cards()[session.card] if session.card and session.phase not in (LOBBY, SHOWN, DEBRIEF, ENDED) else None
    story = section(card.name.said(lang), p(card.story.said(lang), "story"), "dilemma") if card else ""
    run = p(text("run_wait", lang), "lead") if session.phase == RUNNING else ""
    if session.phase in (DEBRIEF, ENDED) and results:
        return _standing(session, results[-1], lang) + talk.of_all(debrief(session, results), lang)
    if session.phase == SHOWN:
        return _standing(session, results[-1], lang)
    return f'<div class="two"><div>{run}{story}{_tables(session, lang)}</div>{join}</div>'


def _tables(session: Session, lang: str) -> str:
    items = ""
    for one in session.tables:
        seats = session.at(one.number)
        ready = sum(seat.ready for seat in seats)
        counted = text("seats" if session.phase == LOBBY else "seats_at", lang, count=len(seats), ready=ready)
        words = counted if seats else text("nobody", lang)
        items += f"<li><b>{escape(text('table', lang, number=one.number))}</b> {escape(words)}</li>"
    return f'<ul class="tables">{items}</ul>'


def _standing(session: Session, result: Mapping[str, Any], lang: str) -> str:
    scores = scores_of(result)
    shown = scores if session.board else {TOGETHER: scores[TOGETHER]}
    lead = p(text("board_lead" if session.board else "board_off", lang))
    badged = _badges(scores, lang) if session.board else ""
    return lead_of(scores[TOGETHER], lang, text("together", lang)) + lead + standing(shown, lang) + badged


def standing(scores: Mapping[str, Score], lang: str) -> str:
    """Lasting crossings of each table on one scale, each with its band; the room together last."""
    figures = {name: score.figures[LASTING] for name, score in scores.items() if LASTING in score.figures}
    reach = max((abs(end) for one in figures.values() for end in (one.low80, one.high80, one.effect)), default=0.0)
    rows = ""
    for name, one in figures.items():
        words = text("together", lang) if name == TOGETHER else text("table", lang, number=name)
        told = f"{said(one.effect, one, lang)} ({band_of(one, lang)})"
        kind = "row together" if name == TOGETHER else "row"
        rows += f'<div class="{kind}"><span>{escape(words)}</span>{bar(one, reach, lang)}<span>{escape(told)}</span></div>'
    return f'<div class="bars">{rows}</div>'


def _badges(scores: Mapping[str, Score], lang: str) -> str:
    won = badges(scores)
    items = ""
    for name in BADGES:
        who = text("badge_tables", lang, tables=", ".join(won[name])) if won[name] else text("badge_none", lang)
        items += f'<li><b>{escape(text(f"badge_{name}", lang))}</b>: {escape(who)}</li>'
    return section(text("badges", lang), f'<ul class="badges">{items}</ul>')
