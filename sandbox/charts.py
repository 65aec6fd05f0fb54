"""Small drawings as SVG text: numbers in, a string out. Words stand beside them in HTML, so that they grow with the page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Literal

Verdict = Literal["better", "worse", "uncertain", "same", "neutral"]

WIDTH = 320  # units of a drawing; the page scales it


def verdict(low80: float, high80: float, better: str) -> Verdict:
    """What may be said of an effect: a direction only when the 80% band lies wholly on one side of zero."""
    if low80 == high80 == 0:
        return "same"
    if better == "none":
        return "neutral"
    if not (low80 > 0 or high80 < 0):
        return "uncertain"
    return "better" if (low80 > 0) == (better == "higher") else "worse"


def strip(
    effect: float, band80: tuple[float, float], band95: tuple[float, float], colour: str, label: str, reach: float = 0.0,
) -> str:  # fmt: skip
    """An effect around zero (a bar in the middle): dot, thick 80% band, thin 95% band, on a scale of its own or up to ``reach``.

    ``colour`` is a CSS class. Values that are not finite leave only the bar at zero.
    """
    middle, height = WIDTH / 2, 28
    zero = f'<line class="zero" x1="{middle:g}" y1="2" x2="{middle:g}" y2="{height - 2}"/>'
    ends = (effect, *band80, *band95)
    if not all(math.isfinite(end) for end in ends):
        return _svg(height, zero, label)
    reach = max(reach, *(abs(end) for end in ends)) or 1.0

    def at(value: float) -> str:
        return f"{middle + value / reach * (middle - 8):.1f}"

    y = height / 2
    lines = "".join(
        f'<line class="{name} {colour}" x1="{at(low)}" y1="{y:g}" x2="{at(high)}" y2="{y:g}"/>'
        for name, (low, high) in (("band95", band95), ("band80", band80))
    )
    return _svg(height, f'{zero}{lines}<circle class="dot {colour}" cx="{at(effect)}" cy="{y:g}" r="5.5"/>', label)


def bar(value: float, reach: float, label: str) -> str:
    """One bar from zero in the middle: to the right when positive, to the left when negative; ``reach`` fills a half."""
    middle, height = WIDTH / 2, 18
    length = min(1.0, abs(value) / reach) * (middle - 4) if reach > 0 and math.isfinite(value) else 0.0
    start = middle if value >= 0 else middle - length
    sign = "plus" if value >= 0 else "minus"
    shape = f'<rect class="{sign}" x="{start:.1f}" y="3" width="{length:.1f}" height="{height - 6}"/>'
    return _svg(height, f'{shape}<line class="zero" x1="{middle:g}" y1="0" x2="{middle:g}" y2="{height}"/>', label)


def both_ways(left: float, right: float, reach: float, label: str) -> str:
    """Two bars from the middle on one scale: who loses to the left, striped, who wins to the right; ``reach`` fills a half."""
    middle, height = WIDTH / 2, 20
    widths = [min(1.0, value / reach) * (middle - 2) if reach > 0 and math.isfinite(value) else 0.0 for value in (left, right)]
    shapes = f'<rect class="winners" x="{middle:g}" y="2" width="{widths[1]:.1f}" height="{height - 4}"/>'
    shapes += "".join(  # stripes, not one block: colour alone would not tell them apart
        f'<rect class="losers" x="{middle - widths[0]:.1f}" y="{y}" width="{widths[0]:.1f}" height="2.5"/>' for y in range(2, 18, 4)
    )
    return _svg(height, f'{shapes}<line class="zero" x1="{middle:g}" y1="0" x2="{middle:g}" y2="{height}"/>', label)


def share_bar(share: float, label: str) -> str:
    """One bar from the left for a share (0-1) of the whole width, which is drawn as a hollow bar."""
    height, width = 18, WIDTH - 2
    whole = f'<rect class="whole" x="1" y="3" width="{width}" height="{height - 6}"/>'
    return _svg(height, f'{whole}<rect class="package" x="1" y="3" width="{width * share:.1f}" height="{height - 6}"/>', label)


def pair_of_bars(pair: tuple[float, float], reach: float, label: str) -> str:
    """Two bars from the left for (today, package), today above; ``reach`` fills the width."""
    height = 22
    shapes = ""
    for k, (name, value) in enumerate(zip(("today", "package"), pair, strict=True)):
        length = min(1.0, value / reach) * (WIDTH - 2) if reach > 0 and math.isfinite(value) else 0.0
        shapes += f'<rect class="{name}" x="0" y="{1 + 10 * k}" width="{length:.1f}" height="9"/>'
    return _svg(height, shapes, label)


def dots(better: int, of: int, label: str) -> str:
    """So many dots in a row, the first ones filled, the others hollow: of so many runs, in how many it is better."""
    shapes = "".join(
        f'<circle class="{"full" if k < better else "hollow"}" cx="{8 + 16 * k}" cy="8" r="6"/>' for k in range(of)
    )  # fmt: skip
    head = f'<svg role="img" class="dotrow" aria-label="{escape(label)}" viewBox="0 0 {16 * of} 16" focusable="false">'
    return f"{head}{shapes}</svg>"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """A plain HTML table; the first cell of a row names it, the others are figures."""
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for name, *cells in rows
    )
    # A wide table scrolls by itself, also by keyboard, and never stretches the page.
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _svg(height: float, shapes: str, label: str) -> str:
    return f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {WIDTH} {height:g}" focusable="false">{shapes}</svg>'
