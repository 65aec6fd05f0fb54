"""Drawings of lives: a line of months in dashes of its own for each kind of span, and a hundred squares. Numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.lives import Line, Span

UNIT = 10  # units of a drawing a month; the page stretches it, strokes and dashes stay as they are
WORK, BRIDGE, HEIGHT = 14, 32, 42  # heights of the two strokes and of the drawing
YEAR = 12  # months
ROOM = 0.05  # of the width, that a number beside the line needs
SQUARES_IN_ROW = 20


def life(line: Line, apart: int | None, label: str) -> str:
    """One life: the stroke of the work above that of the bridge, a bar a year, and one at the month `apart`, if there is one."""
    width = UNIT * line.months
    years = "".join(_upright("year", UNIT * month) for month in range(0, line.months + 1, YEAR))
    strokes = "".join(_stroke(span, WORK) for span in line.work) + "".join(_stroke(span, BRIDGE) for span in line.bridge)
    mark = "" if apart is None else _upright("apart", UNIT * apart)
    return (
        f'<svg class="life" role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none" '
        f'focusable="false">{years}{strokes}{mark}</svg>'
    )


def _stroke(span: Span, height: int) -> str:
    return f'<line class="{span.kind}" x1="{UNIT * span.first}" y1="{height}" x2="{UNIT * span.past}" y2="{height}"/>'


def _upright(kind: str, x: int) -> str:
    return f'<line class="{kind}" x1="{x}" y1="0" x2="{x}" y2="{HEIGHT}"/>'


def numbered(spans: Sequence[Span], months: int) -> list[tuple[int, float]]:
    """(number, place from 0 to 1 of the width) of the spans whose number has room beside the line; they count from 1."""
    shown: list[tuple[int, float]] = []
    for number, span in enumerate(spans, 1):
        place = span.first / months
        if not shown or place - shown[-1][1] >= ROOM:
            shown.append((number, place))
    return shown


def key(kind: str) -> str:
    """A short stroke as it is drawn in the line; the words stand beside it."""
    return (
        f'<svg class="life key" aria-hidden="true" viewBox="0 0 28 12" focusable="false">'
        f'<line class="{kind}" x1="0" y1="6" x2="28" y2="6"/></svg>'
    )


def squares(counts: Sequence[tuple[str, int]], label: str) -> str:
    """Small squares, so many of each kind in turn: a CSS class, and a stroke through those that are `worse`."""
    kinds = [kind for kind, count in counts for _ in range(count)]
    rows = -(-len(kinds) // SQUARES_IN_ROW)
    shapes = "".join(_square(kind, k % SQUARES_IN_ROW, k // SQUARES_IN_ROW) for k, kind in enumerate(kinds))
    return (
        f'<svg class="squares" role="img" aria-label="{escape(label)}" viewBox="0 0 {10 * SQUARES_IN_ROW} {10 * rows}" '
        f'focusable="false">{shapes}</svg>'
    )


def _square(kind: str, column: int, row: int) -> str:
    x, y = 10 * column + 1, 10 * row + 1
    cross = f'<path d="M{x} {y}l8 8m0 -8l-8 8"/>' if kind == "worse" else ""
    return f'<g class="{kind}"><rect x="{x}" y="{y}" width="8" height="8"/>{cross}</g>'
