"""The effects as a picture: one line per measure, each on its own scale, with its bands around zero."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import engine
from cli.texts import number, percent, text

if TYPE_CHECKING:
    from sim.effects import Comparison, EffectRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDINGS = (".svg", ".png", ".pdf")
DARK, GREEN, RED, GREY = "#1f2933", "#1b7f4d", "#b3362b", "#6b7785"


def default_name(lang: str) -> str:
    """File name of the picture when it is written among the results."""
    return "vergelijking.svg" if lang == "nl" else "comparison.svg"


def save_picture(comparison: Comparison, path: Path, title: str, note: str, lang: str) -> None:
    """Draw the comparison and write it aside first, so that a file of this name is always a whole picture."""
    import matplotlib
    from matplotlib.figure import Figure

    rows = list(comparison.rows)
    # Text stays text (it can be searched and read aloud), and the same result gives the same file.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "loopbrug"}):
        figure = Figure(figsize=(10, 1.6 + 0.62 * max(len(rows), 1)), layout="constrained")
        figure.suptitle(title, x=0.01, ha="left", fontsize=13, color=DARK)
        axes = figure.subplots(max(len(rows), 1), 1, squeeze=False)[:, 0]
        for row, ax in zip(rows, axes, strict=False):
            _draw_row(ax, row, lang)
        figure.supxlabel(f"{text('axis', lang)}\n{note}", fontsize=8, color=GREY)
        ending = path.suffix.lower().lstrip(".")
        metadata = _metadata(ending, title)
        engine.write_aside(path, lambda aside: figure.savefig(aside, format=ending, dpi=160, metadata=metadata))


def _draw_row(ax: Axes, row: EffectRow, lang: str) -> None:
    colour = _colour(row)
    reach = max(abs(end) for end in (row.low95, row.high95, row.low80, row.high80, row.effect)) or 1.0
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.plot([row.low95, row.high95], [0, 0], color=colour, linewidth=1.2)
    ax.plot([row.low80, row.high80], [0, 0], color=colour, linewidth=5, solid_capstyle="butt", alpha=0.75)
    ax.plot([row.effect], [0], "o", color=colour, markersize=7, markeredgecolor="white")
    ax.set(xlim=(-1.08 * reach, 1.08 * reach), ylim=(-1, 1), yticks=[])
    ax.spines[:].set_visible(False)
    ax.locator_params(axis="x", nbins=5)
    ax.tick_params(axis="x", labelsize=7, colors=GREY, length=2)
    ax.xaxis.set_major_formatter(lambda value, _: number(value, lang))
    name = f"{getattr(row, lang)}\n({engine.unit_in(row.unit, lang)})"
    ax.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=8.5, color=DARK, labelpad=8)
    chance = "" if row.better == "none" else f"\n{percent(row.chance_better, lang)} {text('better', lang)}"
    ax.text(
        1.01,
        0.5,
        f"{number(row.effect, lang, signed=True)}{chance}",
        transform=ax.transAxes,
        fontsize=8.5,
        color=colour,
        va="center",
    )


def _colour(row: EffectRow) -> str:
    """Green or red only where the 80% band lies wholly on one side of zero; otherwise nothing can be said."""
    if row.better == "none" or row.low80 <= 0 <= row.high80:
        return GREY
    return GREEN if (row.low80 > 0) == (row.better == "higher") else RED


def _metadata(ending: str, title: str) -> dict[str, Any]:
    dates: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    return {"Title": title, **dates.get(ending, {})}
