"""The hero picture: the difference with today's course, month by month, with its bands."""

from __future__ import annotations

from html import escape

import numpy as np

from sandbox import charts, lines
from sandbox.choices import chooser, either
from sandbox.html import as_table, p, section, unit
from sandbox.numbers import in_steps_of
from sandbox.pages import Seen
from sandbox.state import all_situations
from sandbox.texts import text
from sim.views import Path

MOST_ROWS = 24  # of the table behind the picture
EFFECT = ("effect", "low80", "high80", "low95", "high95")


def course(seen: Seen, paths: list[Path]) -> str:
    """The picture of the measure that was chosen, what it says in words, its legend and its table."""
    lang, levels = seen.lang, bool(seen.settings.sees("levels"))
    path = next((one for one in paths if one.id == seen.settings.sees("measure")), paths[0])
    assert seen.answer is not None
    start = all_situations()[seen.answer.settings.situation].start
    outside = seen.outside
    said = sentence(path, start, lang)
    drawn = _levels(path, said, start, lang, outside) if levels else _difference(path, said, start, lang, outside)
    help = text("course:levels_help" if levels else "course:help", lang)
    warning = p(text("course:outside", lang), "warn") if outside else ""
    body = f"{_choice(paths, path, levels, lang)}{warning}{drawn}{_legend(levels, lang)}{p(said, 'said')}{p(help, 'small')}"
    return section("course", lang, body + as_table(_table(path, start, lang), lang))


def sentence(path: Path, start: str, lang: str) -> str:
    """What the picture comes to: the difference in the last month that has one, between what, and what may be said of it."""
    there = np.flatnonzero(np.isfinite(path.band.effect))
    name, measured = path.words.said(lang), unit(path.unit, lang)
    if there.size == 0:
        return text("course:no_value", lang, name=name)
    last = int(there[-1])
    ends = {key: float(getattr(path.band, key)[last]) for key in EFFECT}
    words = {key: in_steps_of(end, _reach(path, last), lang, signed=True) for key, end in ends.items()}
    verdict = text(charts.verdict(ends["low80"], ends["high80"], path.better), lang)
    return text("course:said", lang, name=name, unit=measured, date=lines.date_of(start, last, lang), verdict=verdict, **words)


def _difference(path: Path, label: str, start: str, lang: str, outside: bool) -> str:
    band = path.band
    frame = lines.frame_of((band.low95, band.high95, band.effect), zero=True)
    shapes = lines.ribbon(frame, band.low95, band.high95, "wide") + lines.ribbon(frame, band.low80, band.high80, "narrow")
    shapes += lines.line(frame, band.effect, "package")
    return lines.picture(frame, shapes, label, start, lang, signed=True, zero=text("course:as_today", lang), outside=outside)


def _levels(path: Path, label: str, start: str, lang: str, outside: bool) -> str:
    """Both worlds; the bands are those of the difference, laid on today's line."""
    band, today = path.band, path.band.today
    frame = lines.frame_of((today, band.package, today + band.low95, today + band.high95), zero=False)
    shapes = lines.ribbon(frame, today + band.low95, today + band.high95, "wide")
    shapes += lines.ribbon(frame, today + band.low80, today + band.high80, "narrow")
    shapes += lines.line(frame, today, "today") + lines.line(frame, band.package, "package")
    return lines.picture(frame, shapes, label, start, lang, signed=False, outside=outside)


def _choice(paths: list[Path], chosen: Path, levels: bool, lang: str) -> str:
    """Which measure, and the difference or both levels."""
    measures = [(one.id, f"{one.words.said(lang)} ({unit(one.unit, lang)})") for one in paths]
    shows = [("", text("course:difference", lang)), ("yes", text("course:levels", lang))]
    buttons = either("see.levels", text("course:show", lang), shows, "yes" if levels else "")
    return f'<div class="choosing">{chooser("see.measure", text("measure", lang), measures, chosen.id)}{buttons}</div>'


def _legend(levels: bool, lang: str) -> str:
    keys = (("today", "today"), ("package", "package")) if levels else (("package", "course:middle"),)
    drawn = "".join(f'<span class="stroke {kind}">{escape(text(key, lang))}</span>' for kind, key in keys)
    areas = "".join(
        f'<span class="area {kind}">{escape(text("band", lang, share=share))}</span>'
        for kind, share in (("narrow", 80), ("wide", 95))
    )
    return f'<p class="legend">{drawn}{areas}</p>'


def _table(path: Path, start: str, lang: str) -> str:
    """A row for each month, or for each few when there are many, always with the last one."""
    months = path.band.effect.size
    apart = -(-months // MOST_ROWS)
    rows = []
    for month in sorted({*range(apart - 1, months, apart), months - 1}):
        at, far = path.band.at(month), _reach(path, months - 1)
        levels = [in_steps_of(float(value), far, lang) for value in (at.today, at.package)]
        words = {key: in_steps_of(float(getattr(at, key)), far, lang, signed=True) for key in EFFECT}
        bands = [text("to", lang, low=words[f"low{share}"], high=words[f"high{share}"]) for share in (80, 95)]
        rows.append([lines.date_of(start, month, lang), *levels, words["effect"], *bands])
    heads = [text(key, lang) for key in ("course:month", "today", "package", "effect")]
    heads += [text("band", lang, share=share) for share in (80, 95)]
    return charts.table(heads, rows, f"{path.words.said(lang)} ({unit(path.unit, lang)})")


def _reach(path: Path, month: int) -> float:
    """How far the difference and its bands go from zero at this month; where nothing differs, today's level."""
    ends = np.abs([float(getattr(path.band, key)[month]) for key in EFFECT])
    far = float(np.nanmax(ends)) if np.isfinite(ends).any() else 0.0
    return far or abs(float(path.band.today[month]))
