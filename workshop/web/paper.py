"""The report of a session on paper: the standing on the first page, then a page for each table. Drawn with matplotlib."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sandbox.keep.paper import AMBER, BLUE, SOFT
from sim import VERSION
from sim.policies.catalogue import breakthroughs
from sim.scenario import read_situation
from workshop.cards import cards
from workshop.contributed import Contributed
from workshop.debrief import Debrief, Path
from workshop.market import TOGETHER
from workshop.scores import LASTING, SHOWN, Score, scores_of
from workshop.session import Session
from workshop.web.html import band_of, doses_said, said, shares, shares_help, unit, verdict_of
from workshop.web.sheet import FOOT, LEFT, LINE, RIGHT, Sheet
from workshop.web.words import text

LOW = 0.33  # of the page: under this nothing new begins


def report(session: Session, found: Debrief, results: Sequence[Mapping[str, Any]], lang: str) -> bytes:
    """The PDF: the room, then each table with its path and last figures, then what the model does not know."""
    from matplotlib.backends.backend_pdf import PdfPages

    made = io.BytesIO()
    scores = scores_of(results[-1]) if results else {}
    with PdfPages(made) as pages:
        pages.savefig(_room(session, found, scores, lang))
        for path in found.paths:
            if path.steps:
                for page in _table(session, path, lang):
                    pages.savefig(page)
    return made.getvalue()


def _room(session: Session, found: Debrief, scores: Mapping[str, Score], lang: str) -> Any:
    sheet, place = Sheet(), read_situation(session.opened.situation)
    sheet.write(text("title", lang), 18, True, BLUE)
    rounds = text("round", lang, round=len(session.results), all=session.opened.rounds)
    sheet.write(f"{getattr(place, lang)} · {rounds} · {datetime.now():%d-%m-%Y}", 10, colour=SOFT)
    rows = []
    for name, score in scores.items():
        words = text("together", lang) if name == TOGETHER else text("table", lang, number=name)
        if LASTING in score.figures:
            rows.append((words, score.figures[LASTING]))
    if rows:
        sheet.write(f"{rows[0][1].name.said(lang)} ({unit(rows[0][1], lang)}): {text('effect', lang).lower()}", 12, True)
        sheet.write(text("board_lead", lang), 9, colour=SOFT)
        sheet.bands(rows, lang)
    names = breakthroughs()
    sheet.write(text("untried", lang), 12, True)
    sheet.write(", ".join(getattr(names[one], lang) for one in found.untried) + "." if found.untried else text("all_tried", lang))
    sheet.write(text("tried", lang), 12, True)
    sheet.write(", ".join(f"{getattr(names[one], lang)} ({count})" for one, count in found.tried.items()) or "–")
    sheet.write(text("unknown", lang), 12, True)
    for one in found.unknown:
        sheet.write(f"– {one.said(lang)}", after=0.1)
    sheet.foot(f"Loopbrug {VERSION} · {session.opened.situation} · seed {session.opened.seed}")
    return sheet.page


def _table(session: Session, path: Path, lang: str) -> list[Any]:
    foot = f"Loopbrug {VERSION} · {session.opened.situation} · seed {session.opened.seed}"
    sheets: list[Sheet] = []
    sheet = _more(sheets, foot)
    sheet.write(text("path", lang, number=path.table), 16, True, BLUE)
    sheet.write(", ".join(path.names), 9, colour=SOFT)
    for step in path.steps:
        if sheet.y < LOW:
            sheet = _more(sheets, foot)
        sheet.write(text("round", lang, round=step.round, all=session.opened.rounds), 12, True)
        if step.card:
            card = cards()[step.card]
            chosen = "–" if step.option is None else getattr(card.options[step.option], lang)
            sheet.write(f"{card.name.said(lang)}: {chosen}")
        if step.moved:
            sheet.write(text("set_levers", lang, levers=doses_said(step.moved, lang)))
        if step.expected:
            told = text("stated", lang, lasting=text(step.expected.lasting, lang), cost=text(step.expected.cost, lang))
            sheet.write(f"{told} {text('right', lang, right=step.right)}")
        if step.expected and step.expected.why:
            sheet.write(f"“{step.expected.why}”", 9, colour=SOFT)
        if figure := step.score.figures.get(LASTING):
            told = f"{said(figure.effect, figure, lang)} ({band_of(figure, lang)}), {verdict_of(figure, lang)}"
            sheet.write(f"{figure.name.said(lang)}: {told}")
    if path.contributed:
        sheet = _shares(sheets, foot, path.contributed, lang)
    if sheet.y < LOW:
        sheet = _more(sheets, foot)
    last = path.steps[-1].score
    sheet.write(text("shown", lang), 12, True)
    for name in SHOWN:
        if one := last.figures.get(name):
            told = f"{said(one.effect, one, lang)} ({band_of(one, lang)})"
            sheet.write(f"{one.name.said(lang)} ({unit(one, lang)}): {told}, {verdict_of(one, lang)}", 9.5, after=0.1)
    sheet.y -= LINE
    sheet.write(text("monday", lang), 12, True)
    sheet.box(LEFT, sheet.y, RIGHT - LEFT, max(0.05, min(0.16, sheet.y - FOOT - 0.01)), AMBER)
    return [one.page for one in sheets]


def _shares(sheets: list[Sheet], foot: str, found: Contributed, lang: str) -> Sheet:
    """What each breakthrough adds; on a fresh page where it does not fit under what stands."""
    sheet = sheets[-1] if sheets[-1].y > LOW + LINE * len(found.shares) else _more(sheets, foot)
    sheet.write(text("shares", lang), 12, True)
    for name, adds, ends in shares(found, lang):
        sheet.write(f"{name}: {adds}" + (f" ({ends})" if ends else ""), 9.5, after=0.1)
    help_ = f"{text('shares_adds', lang)} ({text('shares_worlds', lang).lower()}). {shares_help(found, lang)}"
    sheet.write(help_ if found.current else f"{help_} {text('shares_old', lang)}", 8.5, colour=SOFT)
    return sheet


def _more(sheets: list[Sheet], foot: str) -> Sheet:
    """A fresh page behind those that are full."""
    sheets.append(Sheet())
    sheets[-1].foot(foot)
    return sheets[-1]
