"""The facilitator's page: who sits where, on to the next phase, time, dilemmas, what is chosen, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sim.policies.catalogue import levers
from workshop.cards import cards
from workshop.roles import roles
from workshop.session import CARD, CHOOSE, DEBRIEF, ENDED, PREDICT, RUNNING, SHOWN, Session, Table
from workshop.web import board
from workshop.web.html import button, h, p, section, select
from workshop.web.html import table as table_of
from workshop.web.words import text


def page(session: Session, code: str, address: str, results: list[Mapping[str, Any]], key: str, lang: str) -> str:
    """The whole page. `key` is told once, just after the session was opened; else it is empty."""
    links = "".join(
        f'<a class="button" target="_blank" href="{path}">{escape(text(name, lang))}</a>'
        for name, path in (("to_board", f"/bord/{code}"), ("to_join", f"/doe-mee?code={code}"), ("printed", "/kaarten.pdf"))
    )
    told = p(text("key_keep", lang, secret=key), "warn") if key else ""
    fault = p(text("run_failed", lang, reason=session.fault), "warn") if session.fault else ""
    run = p(text("run_wait", lang), "lead") if session.phase == RUNNING else ""
    standing = board.page(session, code, address, results, lang) if session.phase in (SHOWN, DEBRIEF, ENDED) else ""
    take = f'<p><a class="button" href="/verslag/{code}.pdf">{escape(text("take_pdf", lang))}</a></p>' if results else ""
    join = p(text("join_at", lang, address=address, code=code), "lead") if session.phase != ENDED else ""
    parts = (
        h(1, text("lead_title", lang)), told, fault, join, f'<div class="links">{links}</div>', run, _next(session, lang),
        _draw(session, lang), _clock(session, lang), take, _seats(session, lang), _chosen(session, lang), standing,
    )  # fmt: skip
    return "".join(parts)


def _next(session: Session, lang: str) -> str:
    if session.phase in (RUNNING, ENDED):
        return ""
    last = session.phase == SHOWN and session.round == session.opened.rounds
    words = text("move_last" if last else f"move_{session.phase}", lang)
    return f'<div class="next">{button(words, "moved", looks="main")}</div>'


def _draw(session: Session, lang: str) -> str:
    if session.phase != CARD or session.card is not None:
        return _card(session, lang)
    left = [card for card in cards().values() if card.id not in session.cards]
    chance = button(text("draw_chance", lang), "draw-any", looks="main")
    choices = select("card", text("draw_this", lang), [(card.id, card.name.said(lang)) for card in left])
    form = f'<form data-act="drawn">{choices}<button type="submit">{escape(text("draw", lang))}</button></form>'
    return section(text("card", lang), chance + form)


def _card(session: Session, lang: str) -> str:
    if session.card is None or session.phase not in (CARD, CHOOSE, PREDICT):
        return ""
    card = cards()[session.card]
    return section(card.name.said(lang), p(card.story.said(lang), "story"), "dilemma")


def _clock(session: Session, lang: str) -> str:
    buttons = ""
    if session.ends is not None or session.still is not None:
        still = session.still is not None
        buttons += button(text("more_time", lang), "timed", {"minutes": 2, "still": still})
        buttons += button(text("start_clock" if still else "stop_clock", lang), "timed", {"still": not still})
    if session.round and session.phase not in (RUNNING, DEBRIEF, ENDED):
        buttons += button(text("back", lang), "back")
    if session.phase in (SHOWN, DEBRIEF):
        buttons += button(text("board_hide" if session.board else "board_show", lang), "board", {"shown": not session.board})
    return f'<div class="links">{buttons}</div>'


def _seats(session: Session, lang: str) -> str:
    if session.phase in (DEBRIEF, ENDED):
        return ""
    items = ""
    for one in session.tables:
        seats = session.at(one.number)
        here = "".join(
            f"<li>{escape(seat.name)}{' ✓' * seat.ready} "
            f'<span class="small">{escape(", ".join(roles()[name].name.said(lang) for name in seat.roles))}</span> '
            f"{button(text('send_away', lang), 'left', {'seat': seat.id}, 'quiet')}</li>"
            for seat in seats
        )
        free = [role.name.said(lang) for role in roles().values() if session.holder(one.number, role.id) is None]
        rest = p(text("roles_free", lang, roles=", ".join(free)) if seats else text("nobody", lang), "small") if free else ""
        items += f"<div><h3>{escape(text('table', lang, number=one.number))}</h3><ul>{here}</ul>{rest}</div>"
    return section(text("who", lang), f'<div class="cards">{items}</div>')


def _chosen(session: Session, lang: str) -> str:
    """How far each table moved each lever that any of them touched."""
    if session.phase not in (CHOOSE, PREDICT, RUNNING, SHOWN):
        return ""
    tables = session.playing()
    named = [name for name in levers() if any(name in one.doses for one in tables)]
    if not named:
        return section(text("chosen_by", lang), p(text("nothing_chosen", lang)))
    heads = [text("lever", lang), *(str(one.number) for one in tables)]
    rows = [(getattr(levers()[name], lang), *(_how_far(one, name) for one in tables)) for name in named]
    return section(text("chosen_by", lang), p(text("chosen_help", lang), "small") + table_of(heads, rows, text("chosen_by", lang)))


def _how_far(table: Table, lever: str) -> str:
    return f"{100 * levers()[lever].reach(table.doses[lever]):.0f}%" if lever in table.doses else ""
