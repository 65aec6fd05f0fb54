"""The frame around every page, and the forms before there is a session: begin one, join one, lead one again."""

from __future__ import annotations

from html import escape

from sim.scenario import situations
from workshop.acts import MINUTES, ROUNDS, SIZES, TABLES
from workshop.session import DEBRIEF, ENDED, LOBBY, Session
from workshop.web.html import h, p, select
from workshop.web.words import text

OTHER = {"nl": "en", "en": "nl"}


def frame(body: str, lang: str, live: str = "", kind: str = "") -> str:
    """A whole document. `live` is the address of the websocket that keeps it fresh; without one it stands still."""
    title, live_at = escape(text("title", lang)), f' data-live="{escape(live)}"' if live else ""
    seen = f' class="view-{kind}"' if kind else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="/workshop.css">'
        f'<script src="/workshop.js" defer></script></head><body{seen}{live_at}>'
        f'<a class="skip" href="#main">{escape(text("skip", lang))}</a>'
        f'<p id="lost" role="status" hidden>{escape(text("lost", lang))}</p>'
        f'<header id="top">{top(None, lang)}</header><p id="refused" role="alert" hidden></p>'
        f'<main id="main" tabindex="-1">{body}</main></body></html>'
    )


def top(session: Session | None, lang: str) -> str:
    """The name, the phase and the time that is left, and the other language."""
    other = OTHER[lang]
    change = f'<a class="lang" href="?lang={other}" lang="{other}">{other.upper()}</a>'
    if session is None:
        return f"<b>{escape(text('title', lang))}</b>{change}"
    at = text(session.phase, lang)
    if session.round and session.phase not in (LOBBY, DEBRIEF, ENDED):
        at = f"{text('round', lang, round=session.round, all=session.opened.rounds)} · {at}"
    clock = ""
    if session.still is not None:
        clock = f"<span>{escape(text('time_still', lang))}</span>"
    elif session.ends is not None:
        words = f'data-left="{escape(text("time_left", lang))}" data-up="{escape(text("time_up", lang))}"'
        clock = f'<span class="clock" data-ends="{session.ends:.0f}" {words}></span>'
    return f"<b>{escape(text('title', lang))}</b><span>{escape(at)}</span>{clock}{change}"


def opening(may: bool, lang: str) -> str:
    """The first page: begin a session, for who started the server; go on as facilitator with a key."""
    lead = _lead_again(lang)
    if not may:
        return h(1, text("open_title", lang)) + p(text("not_opener", lang)) + lead
    places = [(place.id, getattr(place, lang)) for place in situations()]
    fields = (
        select("situation", text("situation", lang), places, "nederland-2025")
        + select("minutes", text("minutes", lang), [(str(k), str(k)) for k in MINUTES], "45")
        + select("rounds", text("rounds", lang), [(str(k), str(k)) for k in ROUNDS], "3")
        + select("tables", text("tables", lang), [(str(k), str(k)) for k in range(1, TABLES + 1)], "8")
        + select("size", text("size", lang), [(name, text(f"size_{name}", lang)) for name in SIZES], "usual")
    )
    fields += f'<label class="pick"><input type="checkbox" name="rehearsal" value="yes"> {escape(text("rehearsal", lang))}</label>'
    send = f'<button type="submit" class="main">{escape(text("begin", lang))}</button>'
    form = f'<form method="post" action="/sessie">{fields}{send}</form>'
    return h(1, text("open_title", lang)) + p(text("open_lead", lang)) + form + lead


def _lead_again(lang: str) -> str:
    return (
        f"<details><summary>{escape(text('lead_again', lang))}</summary>"
        f'<form method="post" action="/regie">{_field("code", text("code", lang), "")}{_field("key", text("key", lang), "")}'
        f'<button type="submit">{escape(text("lead_again", lang))}</button></form></details>'
    )


def joining(code: str, lang: str, wrong: str = "") -> str:
    """The form to sit down at a table."""
    fault = f'<p class="warn" role="alert">{escape(wrong)}</p>' if wrong else ""
    number = select("table", text("table_number", lang), [(str(k), str(k)) for k in range(1, TABLES + 1)])
    form = (
        f'<form method="post" action="/doe-mee">{_field("code", text("code", lang), code)}{number}'
        f'{_field("name", text("name", lang), "")}<button type="submit" class="main">{escape(text("join", lang))}</button></form>'
    )
    return h(1, text("join_title", lang)) + p(text("join_lead", lang)) + fault + form


def _field(name: str, words: str, value: str) -> str:
    return (
        f'<label>{escape(words)} <input type="text" name="{name}" value="{escape(value)}" maxlength="64" required '
        f'autocomplete="off" spellcheck="false"></label>'
    )
