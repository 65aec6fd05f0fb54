"""A page of paper that is written from the top down. Drawn with matplotlib."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from sandbox.keep.paper import A4, BLUE, INK, SOFT
from workshop.scores import Figure
from workshop.web.html import band_of, said

LEFT, RIGHT, TOP, FOOT, WIDE = 0.09, 0.91, 0.95, 0.06, 86
LINE = 0.0165  # of the page, a line of normal size
BOX = 0.016  # of the page across: a box to tick


class Sheet:
    """A page that is written from the top down."""

    def __init__(self) -> None:
        from matplotlib.figure import Figure as Page

        self.page, self.y = Page(figsize=A4), TOP

    def write(
        self, words: str, size: float = 10, bold: bool = False, colour: str = INK, after: float = 0.4, *, left: float = LEFT,
        right: float = RIGHT,
    ) -> None:  # fmt: skip
        """A paragraph, broken into lines between two places across the page."""
        wide = WIDE * (right - left) / (RIGHT - LEFT)
        for line in textwrap.wrap(words, int(wide * 10 / size * (0.9 if bold else 1.0))) or [""]:
            weight = "bold" if bold else "normal"
            self.page.text(left, self.y, line, size=size, weight=weight, color=colour, va="top", parse_math=False)
            self.y -= LINE * size / 10
        self.y -= LINE * after

    def box(self, left: float, top: float, wide: float = BOX, tall: float = BOX * A4[0] / A4[1], colour: str = "none") -> None:
        """Room to tick, or to write in."""
        from matplotlib.patches import Rectangle

        at = (left, top - tall)
        self.page.patches.append(Rectangle(at, wide, tall, facecolor=colour, edgecolor=SOFT, transform=self.page.transFigure))

    def rule(self) -> None:
        """A line across the page, to cut along."""
        from matplotlib.lines import Line2D

        self.page.lines.append(Line2D([0, 1], [self.y, self.y], color=SOFT, linestyle=":", transform=self.page.transFigure))
        self.y -= 2 * LINE

    def bands(self, rows: Sequence[tuple[str, Figure]], lang: str) -> None:
        """Effects on one scale around zero, each with its band and its words."""
        tall = 0.028 * len(rows) + 0.02
        reach = max((abs(end) for _, one in rows for end in (one.low80, one.high80, one.effect)), default=0.0) or 1.0
        axes = self.page.add_axes((0.42, self.y - tall, 0.28, tall))
        axes.axvline(0, color=SOFT, linewidth=0.8)
        for k, (_, one) in enumerate(rows):
            colour = BLUE if one.sure else SOFT
            axes.plot([one.low80, one.high80], [-k, -k], color=colour, linewidth=3, linestyle="-" if one.sure else ":")
            axes.plot([one.effect], [-k], "o", color=colour, markersize=5)
        axes.set(xlim=(-1.1 * reach, 1.1 * reach), ylim=(0.6 - len(rows), 0.6))
        axes.axis("off")
        step = tall / max(1, len(rows))
        for k, (name, one) in enumerate(rows):
            at = self.y - (k + 0.55) * step
            self.page.text(LEFT, at, textwrap.shorten(name, 48), size=8.5, color=INK, va="center", parse_math=False)
            told = f"{said(one.effect, one, lang)} ({band_of(one, lang)})"
            self.page.text(0.72, at, told, size=7.5, color=INK, va="center", parse_math=False)
        self.y -= tall + LINE

    def foot(self, words: str) -> None:
        """The small line at the bottom."""
        self.page.text(LEFT, FOOT - 0.02, words, size=7.5, color=SOFT, parse_math=False)
