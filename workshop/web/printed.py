"""The cards on paper, for when phones fail or paper talks better: two dilemmas on a page, and a page for each role."""

from __future__ import annotations

import io
from typing import Any

from sandbox.keep.paper import BLUE, INK, SOFT
from sandbox.numbers import number
from sim import VERSION
from sim.measures import MEASURES
from sim.policies.catalogue import barriers, levers
from workshop.cards import Card, cards
from workshop.roles import FULL, Role, roles
from workshop.web.html import dose_said, notes_of
from workshop.web.sheet import BOX, LEFT, LINE, Sheet
from workshop.web.words import text

HALF = 0.5  # of the page: where the second dilemma begins
IN = 0.12  # of the page: where words beside a box begin
STEPS = (0, 0.25, 0.5, 0.75, 1)  # of the way to a full dose: the boxes beside a lever
BOXES, APART = 0.60, 0.07  # of the page: where the first box stands, and how far apart they are


def printed(lang: str) -> bytes:
    """The PDF, in one language."""
    from matplotlib.backends.backend_pdf import PdfPages

    made = io.BytesIO()
    told = {"Title": f"Loopbrug: {text('printed', lang)}", "Creator": "Loopbrug", "CreationDate": None}
    with PdfPages(made, metadata=told) as pages:
        for page in sheets(lang):
            pages.savefig(page)
    return made.getvalue()


def sheets(lang: str) -> list[Any]:
    """Its pages, each a figure of matplotlib."""
    all_cards = list(cards().values())
    pairs = (all_cards[first : first + 2] for first in range(0, len(all_cards), 2))
    return [_dilemmas(pair, lang) for pair in pairs] + [_role(role, lang) for role in roles().values()]


def _dilemmas(pair: list[Card], lang: str) -> Any:
    sheet = Sheet()
    for card in pair:
        if card is not pair[0]:
            sheet.y = HALF
            sheet.rule()
        sheet.write(card.name.said(lang), 16, True, BLUE)
        sheet.write(getattr(barriers()[card.barrier], lang), 9, colour=SOFT)
        sheet.write(card.story.said(lang), 11)
        for option in card.options:
            sheet.box(LEFT, sheet.y)
            sheet.write(getattr(option, lang), 11, True, after=0, left=IN)
            sheet.write(notes_of(option, lang), 9, colour=SOFT, after=0.5, left=IN)
    sheet.foot(f"Loopbrug {VERSION}")
    return sheet.page


def _role(role: Role, lang: str) -> Any:
    sheet = Sheet()
    sheet.write(role.name.said(lang), 18, True, BLUE)
    sheet.write(role.about.said(lang), 11)
    sheet.write(text("printed_goal", lang, goal=getattr(MEASURES[role.goal], lang)), 10)
    sheet.write(text("printed_points", lang, points=role.points, full=FULL), 10)
    sheet.page.text(LEFT, sheet.y, text("printed_way", lang), size=8, color=SOFT, va="top")
    for step, x in _boxes():
        sheet.page.text(x + BOX / 2, sheet.y, f"{number(100 * step, lang, decimals=0)}%", size=8, color=SOFT, ha="center", va="top")
    sheet.y -= 1.6 * LINE
    for name in role.levers:
        lever, top = levers()[name], sheet.y
        for _, x in _boxes():
            sheet.box(x, top)
        sheet.write(getattr(lever, lang), 10, True, INK, after=0, right=BOXES - 0.03)
        ends = text("printed_ends", lang, none=dose_said(lever, lever.default, lang), full=dose_said(lever, lever.full_dose, lang))
        sheet.write(ends, 8, colour=SOFT, after=0.5, right=BOXES - 0.03)
    sheet.write(text("printed_why", lang), 10, after=0)
    sheet.foot(f"Loopbrug {VERSION}")
    return sheet.page


def _boxes() -> list[tuple[float, float]]:
    """The part of the way and the place across the page of each box."""
    return [(step, BOXES + APART * k) for k, step in enumerate(STEPS)]
