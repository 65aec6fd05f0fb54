"""What each breakthrough of a package contributes, in HTML: alone, left out, together; and the button that works it out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from sandbox import charts
from sandbox.html import as_table, band, figure, p, unit
from sandbox.numbers import percent
from sandbox.pages import Seen
from sandbox.plan import package_of
from sandbox.texts import text
from sim.contributions import Contribution, Contributions, arms_of, parts_of
from sim.effects import EffectRow

MEASURES = ("lasting-crossings", "public-cost")
WIDTH, LANE = 320, 16  # units of a drawing


def contributions_html(seen: Seen) -> str:
    """The button, how far it is, and what was found so far."""
    lang, package = seen.lang, package_of(seen.settings)
    parts = parts_of(package) if package else []
    if not parts:
        return p(text("stuck:no_parts", lang))
    found = _found(seen.found, seen) if isinstance(seen.found, Contributions) else ""
    if seen.work.running:
        return _progress(seen) + found
    if found and seen.work.state not in ("stopped", "failed"):
        return found
    failed = p(text("failed", lang, reason=seen.work.reason), "warn") if seen.work.state == "failed" else ""
    stopped = p(text("stopped_part" if found else "stuck:parts_stopped", lang)) if seen.work.state == "stopped" else ""
    worlds = len(arms_of(parts))
    size = {"worlds": worlds, "pairs": seen.settings.runs, "times": max(1, round(worlds / 2))}
    asked = text("stuck:parts_ask" if len(parts) > 1 else "stuck:parts_ask_one", lang, parts=len(parts), **size)
    button = f'<button type="button" class="start" data-do="work">{escape(text("stuck:parts_start", lang))}</button>'
    return f"{failed}{stopped}{p(asked)}{button}{found}"


def _progress(seen: Seen) -> str:
    lang, share = seen.lang, seen.work.share
    said = text("stuck:parts_working", lang, share=percent(share, lang), seconds=seen.work.seconds)
    return (
        f'{p(said)}<progress max="100" value="{100 * share:.0f}" aria-label="{escape(text("progress", lang))}"></progress> '
        f'<button type="button" class="start stop" data-do="stop-work">{escape(text("stop", lang))}</button>'
    )


def _found(found: Contributions, seen: Seen) -> str:
    lang = seen.lang
    wanted = seen.settings.sees("of")
    measure = wanted if wanted in MEASURES else MEASURES[0]
    rows = [one for part in found.parts for one in (part.alone[measure], part.left_out[measure])]
    rows += [found.whole[measure], found.interplay[measure]]
    reach = max((abs(end) for row in rows for end in (row.low95, row.high95, row.effect) if math.isfinite(end)), default=0.0)
    legend = "".join(f'<span class="lane-key {key}">{escape(text(f"stuck:{key}", lang))}</span>' for key in ("alone", "left-out"))
    order = sorted(found.parts, key=lambda part: -abs(part.alone[measure].effect))
    bars = "".join(_part(part, measure, reach, lang) for part in order) + _sum(found, measure, reach, lang)
    whole, rest = found.whole[measure], found.interplay[measure]
    bars += _one("interplay", rest, reach, lang) + _one("whole", whole, reach, lang)
    together = p(interplay_sentence(rest, whole, len(found.parts), lang), "together")
    asked = seen.settings.runs
    partly = text("drawn", lang, pairs=found.runs, all=asked)
    size = text("stuck:parts_size", lang, runs=found.runs) if found.runs >= asked else partly
    help_ = p(text("stuck:parts_help", lang), "small")
    return (
        f'{_choice(found, measure, lang)}{together}{help_}<p class="legend">{legend}</p><div class="lanes">{bars}</div>'
        f"{p(size, 'small')}{_table(found, measure, lang)}"
    )


def _choice(found: Contributions, measure: str, lang: str) -> str:
    buttons = "".join(
        f'<button type="button" data-do="see.of" data-value="{one}" aria-pressed="{str(one == measure).lower()}">'
        f"{escape(getattr(found.whole[one], lang))}</button>"
        for one in MEASURES
    )
    return f'<div class="pick-one" role="group" aria-label="{escape(text("measure", lang))}">{buttons}</div>'


def _part(part: Contribution, measure: str, reach: float, lang: str) -> str:
    """A breakthrough and its barrier, with two lanes: alone, and what is lost when it is left out."""
    alone, left = part.alone[measure], part.left_out[measure]
    name, barrier = part.words.said(lang), part.barrier_words.said(lang)
    label = text(
        "stuck:part_label", lang, name=name, unit=unit(alone.unit, lang),
        **{f"{key}_{end}": _said(row, end, lang) for key, row in (("alone", alone), ("left", left)) for end in ("effect", "span")},
    )  # fmt: skip
    under = f'<span class="small">{escape(text("stuck:barrier_of", lang, barrier=barrier))}</span>' if barrier else ""
    code = f"{part.code} " if part.code else ""
    return (
        f'<div class="part"><div class="name">{escape(code + name)}{under}</div>'
        f"{lanes([('alone', alone), ('left-out', left)], reach, label)}"
        f'<div class="value">{_said(alone, "effect", lang)}<br>{_said(left, "effect", lang)}</div></div>'
    )


def _one(key: str, row: EffectRow, reach: float, lang: str) -> str:
    """One effect in a lane of its own: the interplay, or the whole package."""
    words = {end: _said(row, end, lang) for end in ("effect", "span")}
    label = text("stuck:one_label", lang, name=text(f"stuck:{key}", lang), unit=unit(row.unit, lang), **words)
    return (
        f'<div class="part {key}"><div class="name">{escape(text(f"stuck:{key}", lang))}</div>{lanes([(key, row)], reach, label)}'
        f'<div class="value">{words["effect"]}</div></div>'
    )


def _sum(found: Contributions, measure: str, reach: float, lang: str) -> str:
    """The parts alone added up: means, so it is the whole less the interplay. It has no band: bands do not add up."""
    whole = found.whole[measure]
    total = sum(part.alone[measure].effect for part in found.parts)
    words = figure(whole, total, lang, signed=True)
    name = text("stuck:sum", lang)
    label = text("stuck:bar_of", lang, name=name, effect=words, unit=unit(whole.unit, lang))
    drawing = f'{_zero(LANE)}<path class="diamond" d="M{_at(total, reach):.1f},2 l6,6 l-6,6 l-6,-6 Z"/>'
    drawn = _svg(drawing, LANE, label)
    return f'<div class="part total"><div class="name">{escape(name)}</div>{drawn}<div class="value">{words}</div></div>'


def lanes(rows: Sequence[tuple[str, EffectRow]], reach: float, label: str) -> str:
    """Effects below each other on one scale around zero: a dot, thick 80% and thin 95%; the second kind is dashed and hollow."""
    height = LANE * len(rows)
    shapes = _zero(height)
    for k, (kind, row) in enumerate(rows):
        y = LANE * (k + 0.5)
        if not all(math.isfinite(end) for end in (row.effect, row.low95, row.high95)):
            continue
        for name, low, high in (("band95", row.low95, row.high95), ("band80", row.low80, row.high80)):
            shapes += f'<line class="{name} {kind}" x1="{_at(low, reach):.1f}" x2="{_at(high, reach):.1f}" y1="{y:g}" y2="{y:g}"/>'
        shapes += f'<circle class="dot {kind}" cx="{_at(row.effect, reach):.1f}" cy="{y:g}" r="4.5"/>'
    return _svg(shapes, height, label)


def _at(value: float, reach: float) -> float:
    return WIDTH / 2 + (value / reach if reach else 0.0) * (WIDTH / 2 - 8)


def _zero(height: float) -> str:
    return f'<line class="zero" x1="{WIDTH / 2}" x2="{WIDTH / 2}" y1="0" y2="{height:g}"/>'


def _svg(shapes: str, height: float, label: str) -> str:
    return f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {WIDTH} {height:g}" focusable="false">{shapes}</svg>'


def interplay_sentence(rest: EffectRow, whole: EffectRow, parts: int, lang: str) -> str:
    """More together than apart, less, or it cannot be told; with what that means for this measure in its own unit."""
    if parts < 2:
        return text("stuck:one_part", lang)
    kind = "unsure" if rest.low80 <= 0 <= rest.high80 else "more" if rest.effect > 0 else "less"
    words = {"effect": figure(rest, abs(rest.effect), lang), "span": _said(rest, "span", lang), "unit": unit(rest.unit, lang)}
    return text(f"stuck:together_{kind}", lang, name=getattr(whole, lang), **words)


def _said(row: EffectRow, end: str, lang: str) -> str:
    return figure(row, row.effect, lang, signed=True) if end == "effect" else band(row, row.low80, row.high80, lang)


def _table(found: Contributions, measure: str, lang: str) -> str:
    heads = [text("stuck:part", lang)]
    heads += [text(key, lang) for kind in ("stuck:alone", "stuck:left-out", "stuck:with_others") for key in (kind, "stuck:band80")]
    rows = [(f"{part.code} {part.words.said(lang)}".strip(), *_three(part, measure, lang)) for part in found.parts]
    for key, row in (("interplay", found.interplay[measure]), ("whole", found.whole[measure])):
        rows.append((text(f"stuck:{key}", lang), _said(row, "effect", lang), _said(row, "span", lang), *("–" for _ in range(4))))
    whole = found.whole[measure]
    caption = text("stuck:parts_caption", lang, measure=getattr(whole, lang), unit=unit(whole.unit, lang))
    return as_table(charts.table(heads, rows, caption), lang)


def _three(part: Contribution, measure: str, lang: str) -> list[str]:
    rows = (part.alone[measure], part.left_out[measure], part.with_others[measure])
    return [_said(row, end, lang) for row in rows for end in ("effect", "span")]
