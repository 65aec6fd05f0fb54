"""The page of a seat at a table: its roles, its levers and points, the dilemma, what it expects, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sandbox.numbers import number
from sim.policies.catalogue import Lever, levers
from workshop.acts import Direction
from workshop.cards import Option, cards
from workshop.debrief import direction
from workshop.roles import Role, asked, roles
from workshop.scores import HOW, LASTING, SHOWN, Score, scores_of
from workshop.session import CARD, CHOOSE, DEBRIEF, ENDED, LOBBY, PREDICT, RUNNING, Seat, Session, Table
from workshop.session import SHOWN as WAS_SHOWN
from workshop.web import talk
from workshop.web.html import band_of, bills, button, dose_said, figures, h, notes_of, p, said, section, select, verdict_of
from workshop.web.words import text

OPEN_ROLES = 2  # a seat with more finds its roles folded
DIRECTIONS: tuple[Direction, ...] = ("more", "same", "fewer")


def page(session: Session, seat: Seat, results: list[Mapping[str, Any]], lang: str) -> str:
    """What this seat may see of the session now; `results` are those of the rounds that were run."""
    table = session.table(seat.table)
    head = h(1, f"{text('table', lang, number=seat.table)} · {seat.name}")
    if session.phase == LOBBY:
        return head + p(text("wait_start", lang)) + _roles(session, seat, lang)
    if session.phase == CARD:
        return head + _card(session, lang) + _roles(session, seat, lang)
    if session.phase == CHOOSE:
        return head + _choosing(session, seat, table, lang)
    if session.phase == PREDICT:
        return head + _expecting(session, seat, table, lang)
    if session.phase == RUNNING:
        return head + p(text("run_wait", lang), "lead")
    if session.phase == WAS_SHOWN:
        return head + what_happened(results[-1], str(table.number), table, lang)
    return head + (talk.of_table(session, results, table.number, lang) if session.phase in (DEBRIEF, ENDED) else "")


# --- roles and the dilemma


def _roles(session: Session, seat: Seat, lang: str) -> str:
    fields = ""
    for role in roles().values():
        holder = session.holder(seat.table, role.id)
        other = holder is not None and holder.id != seat.id
        whose = text("of_other", lang, name=holder.name) if holder and other else text("free", lang) if holder is None else ""
        mark = " disabled" * other + " checked" * (role.id in seat.roles)
        fields += (
            f'<label class="pick"><input type="checkbox" name="roles" value="{role.id}"{mark}> '
            f'<b>{escape(role.name.said(lang))}</b> <span class="small">{escape(whose)}</span>'
            f'<span class="about">{escape(role.about.said(lang))}</span></label>'
        )
    send = f'<button type="submit">{escape(text("take_roles", lang))}</button>'
    return section(text("your_roles", lang), f'<form data-act="took">{fields}{send}</form>')


def _card(session: Session, lang: str) -> str:
    if session.card is None:
        return p(text("card_wait", lang), "lead")
    card = cards()[session.card]
    return section(card.name.said(lang), p(card.story.said(lang), "story") + p(text("card_read", lang)), "dilemma")


# --- choosing


def _choosing(session: Session, seat: Seat, table: Table, lang: str) -> str:
    fault = p(text("run_failed", lang, reason=session.fault), "warn") if session.fault else ""
    few = len(seat.roles) <= OPEN_ROLES
    own = "".join(_levers(session, table, roles()[name], seat.ready, few, lang) for name in seat.roles)
    none = "" if seat.roles else p(text("no_role", lang), "warn") + _roles(session, seat, lang)
    parts = (fault, _ready(seat, lang), none, _answers(session, seat, table, lang), own, _gifts(seat, table, lang))
    return "".join(parts) + p(text("points_help", lang), "small")


def _ready(seat: Seat, lang: str) -> str:
    words = text("not_ready" if seat.ready else "ready", lang)
    waiting = p(text("is_ready", lang), "done") if seat.ready else ""
    return f'<div class="lock">{button(words, "locked", {"ready": not seat.ready}, "main")}{waiting}</div>'


def _answers(session: Session, seat: Seat, table: Table, lang: str) -> str:
    assert session.card is not None, "choosing comes after the dilemma"
    card = cards()[session.card]
    choices = "".join(_answer(k, option, k == table.option, seat.ready, lang) for k, option in enumerate(card.options))
    body = f"{p(card.story.said(lang), 'story')}{h(3, text('answer_title', lang))}{choices}"
    return section(card.name.said(lang), body, "dilemma")


def _answer(k: int, option: Option, chosen: bool, off: bool, lang: str) -> str:
    sent = f'data-act="answered" data-fields="{{&quot;option&quot;: {k}}}" aria-pressed="{str(chosen).lower()}"{" disabled" * off}'
    more = f'<span class="small">{escape(notes_of(option, lang))}</span>'
    return f'<button type="button" class="option" {sent}>{escape(option.nl if lang == "nl" else option.en)}{more}</button>'


def _levers(session: Session, table: Table, role: Role, off: bool, unfolded: bool, lang: str) -> str:
    have = session.points_of(table, role.id) - table.offered(role.id)
    left = number(have - table.spent(role.id), lang, decimals=1)
    told = text("points", lang, left=left, all=number(have, lang, decimals=0))
    body = "".join(_lever(levers()[name], table, off, lang) for name in role.levers)
    summary = f'<summary>{escape(role.name.said(lang))} <span class="small">{escape(told)}</span></summary>'
    return f'<details class="role"{" open" * unfolded}>{summary}{p(role.about.said(lang), "small")}{body}</details>'


def _lever(lever: Lever, table: Table, off: bool, lang: str) -> str:
    dose = table.doses.get(lever.id, lever.default)
    name, now = getattr(lever, lang), dose_said(lever, dose, lang)
    asks = text("asks", lang, points=number(asked(lever, dose), lang, decimals=1))
    help_ = lever.help_nl if lang == "nl" else lever.help_en
    return (
        f'<div class="lever"><label for="l-{lever.id}"><b>{escape(name)}</b> <output>{escape(now)}</output></label>'
        f'<input type="range" id="l-{lever.id}" data-lever="{lever.id}" min="{lever.low:g}" max="{lever.high:g}" '
        f'step="{lever.step:g}" value="{dose:g}" aria-valuetext="{escape(now)}"{" disabled" * off}>'
        f'<span class="small">{escape(asks)} · {escape(text("today", lang, dose=dose_said(lever, lever.default, lang)))}</span>'
        f"<details><summary>?</summary>{p(help_, 'small')}</details></div>"
    )


def _gifts(seat: Seat, table: Table, lang: str) -> str:
    if not seat.roles:
        return ""
    names = {role.id: role.name.said(lang) for role in roles().values()}
    offers = ""
    for k, gift in enumerate(table.gifts):
        if gift.taken is not None:
            continue
        words = text("gift", lang, giver=names[gift.giver], to=names[gift.to], points=gift.points)
        mine = gift.to in seat.roles
        yes = button(text("accept", lang), "accepted", {"gift": k, "yes": True}, off=seat.ready) if mine else ""
        back = text("refuse" if mine else "take_back", lang)
        no = button(back, "accepted", {"gift": k, "yes": False}, off=seat.ready) if mine or gift.giver in seat.roles else ""
        offers += f'<div class="gift">{p(words)}{yes}{no}</div>'
    form = (
        f'<form data-act="gave">{select("giver", text("give_from", lang), [(name, names[name]) for name in seat.roles])}'
        f"{select('to', text('give_to', lang), list(names.items()))}"
        f'<label>{escape(text("give_points", lang))} <input type="number" name="points" min="1" max="100" value="5"></label>'
        f'<button type="submit"{" disabled" * seat.ready}>{escape(text("offer", lang))}</button></form>'
    )
    return section(text("give", lang), offers + form)


# --- expecting, and what happened


def _expecting(session: Session, seat: Seat, table: Table, lang: str) -> str:
    known = table.expected
    told = ""
    if known:
        told = p(text("stated", lang, lasting=text(known.lasting, lang), cost=text(known.cost, lang)), "done")
    choices = [(name, text(name, lang)) for name in DIRECTIONS]
    form = (
        f'<form data-act="expected">{select("lasting", text("expect_lasting", lang), choices, known.lasting if known else "")}'
        f"{select('cost', text('expect_cost', lang), choices, known.cost if known else '')}"
        f'<label>{escape(text("expect_why", lang))} <input type="text" name="why" maxlength="280" '
        f'value="{escape(known.why if known else "")}"></label>'
        f'<button type="submit">{escape(text("state_it", lang))}</button></form>'
    )
    fault = p(text("run_failed", lang, reason=session.fault), "warn") if session.fault else ""
    return fault + section(text("expect_title", lang), told + form) + _ready(seat, lang)


def what_happened(result: Mapping[str, Any], name: str, table: Table, lang: str) -> str:
    """The result of a round at one table, beside what it expected."""
    scores = scores_of(result)
    if name not in scores:
        return p(text("no_rounds", lang))
    score = scores[name]
    people = number(result["workers"], lang, decimals=0)
    sure = text("how_sure", lang, pairs=result["pairs"], workers=people, months=result["months"])
    return (
        lead_of(score, lang) + _expectation(table, score, lang) + figures(score, SHOWN, lang) + bills(score, lang)
        + _indicators(score, lang) + p(sure, "small")
    )  # fmt: skip


def lead_of(score: Score, lang: str, whose: str = "") -> str:
    """The headline figure in a line; `whose` says of whom, where that does not stand on the page already."""
    if LASTING not in score.figures:
        return ""
    one = score.figures[LASTING]
    name = f"{whose}. {one.name.said(lang)}" if whose else one.name.said(lang)
    return p(f"{name}: {said(one.effect, one, lang)} ({band_of(one, lang)}), {verdict_of(one, lang)}", "lead")


def _expectation(table: Table, score: Score, lang: str) -> str:
    expected = table.past[-1].expected if table.past else None
    if expected is None:
        return ""
    found = direction(score.figures.get(LASTING)), direction(score.figures.get("public-cost"))
    right = (expected.lasting == found[0]) + (expected.cost == found[1])
    told = text("stated", lang, lasting=text(expected.lasting, lang), cost=text(expected.cost, lang))
    return p(f"{told} {text('right', lang, right=right)}")


def _indicators(score: Score, lang: str) -> str:
    items = ""
    for measure, name, how in HOW.values():
        if measure in score.figures:
            one = score.figures[measure]
            made = f'<span class="small">{escape(how.said(lang))}</span>'
            items += f"<li><b>{escape(name.said(lang))}</b>: {escape(verdict_of(one, lang))} {made}</li>"
    help_ = p(text("indicators_help", lang), "small")
    return section(text("indicators", lang), f"{help_}<ul>{items}</ul>") if items else ""
