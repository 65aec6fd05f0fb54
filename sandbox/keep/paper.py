"""The answer on paper: the course of one measure as a picture, and two pages for a board. Drawn with matplotlib."""

from __future__ import annotations

import io
import textwrap
from datetime import date
from typing import Any

import numpy as np

from sandbox import lines, plan
from sandbox.answer import DOTS, HEADLINE, asked, cost_sentences, headline_sentences, least_gain, size_of, trade_offs
from sandbox.html import band, figure, row_of, unit
from sandbox.numbers import euro, in_steps_of
from sandbox.pages.outcome import FIRST_MEASURES, anyway, limits_of
from sandbox.repeat import identity
from sandbox.state import all_situations
from sandbox.task import Answer
from sandbox.texts import text
from sim.views import Path as Course

INK, SOFT, BLUE, AMBER = "#1f2933", "#52606d", "#005b96", "#fff3cd"
A4 = (8.27, 11.69)  # inches
LEFT, RIGHT, WIDE = 0.09, 0.91, 92  # edges as shares of the page; characters on a line of normal size
BOLD = 0.86  # of the characters on a line, when they are bold
LINE = 0.0162  # of the page, a line of normal size
FOOT, TALL, LEAST = 0.055, 0.27, 0.13  # of the page: where it ends, how tall the picture is, and at least
MOST_PAYERS = 8


def picture(answer: Answer, lang: str, kind: str) -> bytes:
    """The difference in the headline measure over time with its bands, as ``png`` or ``svg``; empty without a course."""
    from matplotlib.figure import Figure

    course = _course(answer)
    if course is None:
        return b""
    sheet = Figure(figsize=(9, 4.8), layout="constrained")
    axes = sheet.subplots()
    _draw(axes, course, answer, lang)
    axes.set_title(asked(answer, lang), loc="left", fontsize=11, color=INK)
    sheet.supxlabel(size_of(answer, lang), fontsize=8, color=SOFT)
    return _saved(sheet, kind)


def two_pages(answer: Answer, lang: str) -> bytes:
    """The PDF for a board: what it brings and what it costs others, then the figures, sources and how to repeat it."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    whole = io.BytesIO()
    told = {"Title": f"Loopbrug: {asked(answer, lang)}", "Creator": "Loopbrug", "CreationDate": None}
    with PdfPages(whole, metadata=told) as pages:
        waits = True  # the picture stands on the first page that has room for it
        for number, page in enumerate((_first, _second), 1):
            sheet = Figure(figsize=A4)
            column = Column(sheet)
            page(column, answer, lang)
            waits = waits and not _picture(column, answer, lang)
            foot = f"Loopbrug · {date.today().isoformat()} · {text('paper_page', lang, page=number)}"
            sheet.text(LEFT, 0.03, foot, fontsize=8, color=SOFT)
            pages.savefig(sheet)
    return whole.getvalue()


class Column:
    """A page that is filled from the top; `y` is how far down it is (1 is the top)."""

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.y = sheet, 0.95

    def say(self, words: str, size: float = 10, weight: str = "normal", colour: str = INK, indent: float = 0.0) -> None:
        """A paragraph, broken into lines that fit."""
        wide = WIDE * (BOLD if weight == "bold" else 1.0) - 100 * indent
        for line in textwrap.wrap(words, int(wide * 10 / size)) or [""]:
            self.sheet.text(LEFT + indent, self.y, line, fontsize=size, fontweight=weight, color=colour, va="top")
            self.y -= LINE * size / 10
        self.y -= LINE * 0.35

    def head(self, words: str) -> None:
        """A heading with room above it."""
        self.y -= LINE * 0.5
        self.say(words, 12, "bold", BLUE)

    def items(self, sentences: list[str], size: float = 10) -> None:
        """Sentences as a list."""
        for sentence in sentences:
            self.say(f"• {sentence}", size, indent=0.01)

    def table(self, rows: list[list[str]], widths: list[float], size: float = 8.5) -> None:
        """Rows of cells, the first one heads; widths as shares of the column."""
        for k, row in enumerate(rows):
            at, most = LEFT, 1
            for cell, width in zip(row, widths, strict=True):
                broken = textwrap.wrap(cell, max(8, int(width * WIDE * 8.8 / size))) or [""]
                most = max(most, len(broken))
                words = "\n".join(broken)
                self.sheet.text(at, self.y, words, fontsize=size, va="top", color=INK, fontweight="bold" if k == 0 else "normal")
                at += width * (RIGHT - LEFT)
            self.y -= LINE * (0.95 * most * size / 10 + 0.25)


def _first(page: Column, answer: Answer, lang: str) -> None:
    row = row_of(answer.comparison, HEADLINE)
    page.say(asked(answer, lang), 10, colour=SOFT)
    if row is not None:
        first, *rest = headline_sentences(row, answer.settings.months, lang)
        page.say(first, 15, "bold")
        better = round(DOTS * row.chance_better)
        page.say("●" * better + "○" * (DOTS - better), 12, colour=BLUE)
        page.say(f"{text('dots', lang, better=better, all=DOTS, pairs=row.pairs)} {rest[0]}")
    page.say(" ".join(cost_sentences(answer, lang)))
    page.head(text("watch_out", lang).rstrip(":"))
    page.items(trade_offs(answer.comparison, lang) or [text("nothing_worse", lang)])
    page.items(least_gain(answer.comparison, lang))
    page.items(anyway(answer.comparison, lang)[:1])  # what others lose stands above
    page.head(text("limits", lang))
    page.items(limits_of(answer, lang), 9)


def _picture(page: Column, answer: Answer, lang: str) -> bool:
    """The course in what room is left at the foot of the page; False when there is too little, or no course."""
    course, room = _course(answer), page.y - FOOT - 5 * LINE
    if course is None or room < LEAST:
        return False
    page.say(text("paper_picture", lang), 8, colour=SOFT)
    height = min(TALL, room)
    page.y -= height + LINE
    _draw(page.sheet.add_axes((LEFT + 0.05, page.y + LINE, RIGHT - LEFT - 0.05, height)), course, answer, lang)
    page.y -= 1.5 * LINE
    return True


def _second(page: Column, answer: Answer, lang: str) -> None:
    comparison = answer.comparison
    page.head(text("effects", lang))
    heads = [text(key, lang) for key in ("measure", "today", "package", "effect")] + [text("band", lang, share=80)]
    rows = [row for name in FIRST_MEASURES for row in comparison.rows if row.measure == name]
    cells = [
        [f"{getattr(row, lang)} ({unit(row.unit, lang)})", figure(row, row.today, lang), figure(row, row.package, lang),
         figure(row, row.effect, lang, signed=True), band(row, row.low80, row.high80, lang)]
        for row in rows
    ]  # fmt: skip
    page.table([heads, *cells], [0.36, 0.13, 0.13, 0.13, 0.25])
    page.head(text("who_pays", lang))
    payers = sorted(comparison.who_pays, key=lambda row: -abs(row["euro_per_year"]))[:MOST_PAYERS]
    heads = [text(key, lang) for key in ("payer", "euro_per_year")]
    page.table([heads, *([row[lang], euro(row["euro_per_year"], lang)] for row in payers)], [0.6, 0.4])
    page.head(text("paper_identity", lang))
    page.table([["", ""], *([name, value] for name, value in identity(answer.settings, lang))], [0.3, 0.7], 8)
    page.say(text("paper_repeat", lang), 9)
    page.say(plan.command(answer.settings), 8, colour=BLUE)
    page.say(size_of(answer, lang), 9, colour=SOFT)
    page.say(text("paper_sources", lang), 9)


def _course(answer: Answer) -> Course | None:
    views = answer.comparison.views
    return next((path for path in views.paths if path.id == HEADLINE), None) if views else None


def _draw(axes: Any, course: Course, answer: Answer, lang: str) -> None:
    """The band around the difference, on months that are told as dates."""
    months, values = np.arange(len(course.band.effect)), course.band
    axes.fill_between(months, values.low95, values.high95, color=BLUE, alpha=0.15, lw=0, label=text("band", lang, share=95))
    axes.fill_between(months, values.low80, values.high80, color=BLUE, alpha=0.35, lw=0, label=text("band", lang, share=80))
    axes.plot(months, values.effect, color=BLUE, lw=2, label=text("effect", lang))
    axes.axhline(0, color=INK, lw=1, ls="--", label=text("course:as_today", lang))
    start = all_situations()[answer.settings.situation].start
    places = lines.dates_of(start, len(months), lang)
    axes.set_xticks([month for month, _ in places], [words for _, words in places], fontsize=8)
    axes.set_xlim(0, len(months) - 1)
    axes.set_ylabel(f"{course.words.said(lang)} ({unit(course.unit, lang)})", fontsize=8)
    reach = float(np.nanmax(np.abs(values.high95), initial=1.0))
    axes.yaxis.set_major_formatter(lambda value, _: in_steps_of(value, reach, lang))
    axes.tick_params(axis="y", labelsize=8)
    axes.legend(fontsize=7, frameon=False, loc="upper left")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _saved(sheet: Any, kind: str) -> bytes:
    whole = io.BytesIO()
    sheet.savefig(whole, format=kind, dpi=160, metadata={"Date": None} if kind == "svg" else None)
    return whole.getvalue()
