"""Two to four packages side by side in the same worlds, and what the reader's own weights make of them."""

from __future__ import annotations

from html import escape

from sandbox import charts, state
from sandbox.html import band, button, fold, p, reach, row_of, section, unit
from sandbox.link import to_link
from sandbox.numbers import in_steps_of, number, percent, places
from sandbox.pages import Seen, Work
from sandbox.pages.outcome import FIRST_MEASURES
from sandbox.pages.weighing import weighing
from sandbox.pages.worse_off import cost, worse_off
from sandbox.rivals import MOST, OWN, WITH, Choice, Found, choices, key, run, skipped, with_one_more, without
from sandbox.texts import text
from sim.effects import EffectRow

WORK = Work(key, run, waits=True, grows=True)
SANDBOX = "/zandbak"
DOTS = 10


def html(seen: Seen) -> str:
    """The whole page."""
    lang, found = seen.lang, seen.found
    lead = p(text("compare_lead", lang)) + choose(seen)
    if not isinstance(found, Found):
        return lead
    part = p(text("drawn", lang, pairs=found.pairs, all=seen.settings.runs), "stale") if found.pairs < seen.settings.runs else ""
    return (
        lead + part + section("compare_side", lang, side_by_side(found, lang)) + section("compare_cost", lang, cost(found, lang))
        + section("compare_worse", lang, worse_off(found, lang)) + weighing(found, seen.settings)
        + p(text("compare_limit", lang), "small")
    )  # fmt: skip


# --- choosing --------------------------------------------------------------------------------------------------------------


def choose(seen: Seen) -> str:
    """The chosen packages by letter, one to add, and the button that starts or stops."""
    settings, lang = seen.settings, seen.lang
    chosen = choices(settings)
    listed = "".join(_chosen(choice, seen) for choice in chosen)
    missed = "".join(p(text("compare_skipped", lang, name=state.brief(name)), "stale") for name in skipped(settings))
    add = p(text("compare_full", lang), "small") if len(chosen) == MOST else _add(seen, chosen)
    situation = getattr(state.all_situations()[settings.situation], lang)
    size = text(
        "compare_asked", lang, situation=situation, runs=settings.runs, workers=number(settings.workers, lang, decimals=0),
        months=settings.months, seed=settings.seed,
    )  # fmt: skip
    start = _start(seen) if len(chosen) > 1 else p(text("compare_too_few", lang), "invitation")
    return section("compare_choose", lang, f'<ol class="choices">{listed}</ol>{missed}{add}{p(size, "small")}{start}')


def _chosen(choice: Choice, seen: Seen) -> str:
    lang, name = seen.lang, choice.name(seen.lang)
    if choice.id == OWN:
        said, buttons = text("compare_own", lang), ""
    else:
        said = getattr(state.all_packages()[choice.id], f"about_{lang}")
        buttons = button(f"see.{WITH}", without(seen.settings, choice.id), text("compare_remove", lang), name)
        buttons += button("open", SANDBOX + to_link(choice.settings), text("compare_open", lang), name)
    return (
        f'<li><b class="{_kind(choice)}">{escape(name)}</b> <span class="help">{escape(said)}</span> '
        f'<span class="buttons">{buttons}</span></li>'
    )


def _kind(choice: Choice) -> str:
    return f"package-{choice.letter.lower()}"


def _add(seen: Seen, chosen: tuple[Choice, ...]) -> str:
    """A list of the packages that fit; choosing one puts it beside the others."""
    settings, lang = seen.settings, seen.lang
    alone = settings.packages if not (settings.doses or settings.times) else ()
    there = {choice.id for choice in chosen} | (set(alone) if len(alone) == 1 else set())
    options = "".join(
        f'<option value="{escape(with_one_more(settings, name))}">{escape(getattr(package, lang))}</option>'
        for name, package in state.all_packages().items()
        if name not in there and state.fits(name, settings.situation)
    )
    nothing = f'<option value="{escape(settings.sees(WITH))}">…</option>'
    return (
        f'<label for="compare-add">{escape(text("compare_add", lang))}</label>'
        f'<select id="compare-add" data-do="see.{WITH}">{nothing}{options}</select>'
    )


def _start(seen: Seen) -> str:
    """Start, or how far it is and stop."""
    lang, work = seen.lang, seen.work
    if work.running:
        said = text("preparing", lang) if work.state == "preparing" else text("working", lang, share=percent(work.share, lang))
        said = f"{said} ({text('seconds', lang, seconds=work.seconds)})"
        name, now = escape(text("progress", lang)), round(100 * work.share)
        return (
            f'<div class="bar" role="progressbar" aria-label="{name}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{now}">'
            f'<div style="width:{now}%"></div></div>{p(said, "small")}'
            f'<button type="button" id="compare-start" class="start stop" data-do="stop-work">{escape(text("stop", lang))}</button>'
        )
    words = text("start" if seen.found is None else "compare_again", lang)
    stopped = text("stopped" if seen.found is None else "stopped_part", lang)
    said = {"failed": text("failed", lang, reason=work.reason), "stopped": stopped}.get(work.state, "")
    nothing = p(text("compare_no_result", lang), "small") if seen.found is None and not said else ""
    start = f'<button type="button" id="compare-start" class="start" data-do="work">{escape(words)}</button>'
    return f"{nothing}{p(said, 'warn') if said else ''}{start}"


# --- side by side ------------------------------------------------------------------------------------------------------------


def side_by_side(found: Found, lang: str) -> str:
    """Each outcome with one strip for each package, on one scale; and all of it as a table."""
    measures = [(name, [row_of(comparison, name) for comparison in found.comparisons]) for name in FIRST_MEASURES]
    measures += [(found.older[0].measure, list(found.older))]
    shown = [(name, [row for row in rows if row]) for name, rows in measures]
    shown = [(name, rows) for name, rows in shown if len(rows) == len(found.choices)]
    body = "".join(_outcome(rows, found, lang) for _, rows in shown)
    return f'{p(text("compare_side_help", lang), "small")}<div class="side">{body}</div>{_table(shown, found, lang)}'


def _outcome(rows: list[EffectRow], found: Found, lang: str) -> str:
    scale = max((abs(end) for row in rows for end in (row.effect, row.low95, row.high95)), default=0.0)
    cells = "".join(_cell(row, choice, scale, lang) for row, choice in zip(rows, found.choices, strict=True))
    name = f'{escape(getattr(rows[0], lang))} <span class="unit">({escape(unit(rows[0].unit, lang))})</span>'
    return f'<div class="measure"><h4>{name}</h4><div class="cells of-{len(rows)}">{cells}</div></div>'


def _cell(row: EffectRow, choice: Choice, scale: float, lang: str) -> str:
    said = charts.verdict(row.low80, row.high80, row.better)
    words = {key: in_steps_of(getattr(row, key), reach(row), lang, signed=True) for key in ("effect", "low80", "high80")}
    name = choice.name(lang)
    label = text(
        "compare_strip", lang, package=name, name=getattr(row, lang), unit=unit(row.unit, lang), verdict=text(said, lang), **words
    )
    drawing = charts.strip(row.effect, (row.low80, row.high80), (row.low95, row.high95), said, label, scale)
    ends = f"({words['low80']} … {words['high80']})"
    return (
        f'<div class="cell"><div class="who {_kind(choice)}">{escape(name)}</div>{drawing}'
        f'<div class="verdict {said}"><b>{words["effect"]}</b> {ends} {escape(text(said, lang))}</div>{_dots(row, lang)}</div>'
    )


def _dots(row: EffectRow, lang: str) -> str:
    if row.better == "none" or row.low95 == row.high95 == 0:  # half of the circles would be filled where nothing differs
        return ""
    better = round(DOTS * row.chance_better)
    return charts.dots(better, DOTS, text("compare_dots", lang, better=better, all=DOTS))


def _table(shown: list[tuple[str, list[EffectRow]]], found: Found, lang: str) -> str:
    heads = [text(key, lang) for key in ("measure", "package", "effect")]
    heads += [text("band", lang, share=share) for share in (80, 95)] + [text("chance", lang), text("noise", lang)]
    cells = [
        [
            f"{getattr(row, lang)} ({unit(row.unit, lang)})", choice.name(lang),
            number(row.effect, lang, decimals=places(reach(row)), signed=True),
            band(row, row.low80, row.high80, lang), band(row, row.low95, row.high95, lang),
            "–" if row.better == "none" else percent(row.chance_better, lang), number(row.monte_carlo_error, lang),
        ]
        for _, rows in shown for row, choice in zip(rows, found.choices, strict=True)
    ]  # fmt: skip
    return fold(text("as_table", lang), charts.table(heads, cells, text("compare_side", lang)))
