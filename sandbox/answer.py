"""The answer as HTML: the sentence first, then figures, each with its table. Built from a finished comparison, no screen."""

from __future__ import annotations

import math
from html import escape
from typing import Any
from urllib.parse import quote

from sandbox import charts, state
from sandbox.numbers import euro, in_steps_of, number, percent, places, rounded
from sandbox.task import Answer
from sandbox.texts import text
from sim.effects import Comparison, EffectRow
from sim.measures import UNITS_NL
from sim.policies.catalogue import breakthroughs
from sim.policies.package import Scope

HEADLINE = "lasting-crossings"
FIRST_MEASURES = (
    HEADLINE, "safe-crossings", "back-to-work", "months-out", "income-lost", "unemployment", "hires-shortage", "public-cost",
)  # fmt: skip
MOST_BARS = 8


def answer_html(answer: Answer, lang: str, stale: bool) -> str:
    """The whole answer in the language; ``stale`` says above it that the settings have changed since."""
    comparison = answer.comparison
    parts = [
        f'<p class="stale" role="status">{escape(text("earlier_settings", lang))}</p>' if stale else "",
        headline(answer, lang),
        effects(comparison, lang, scoped=_is_scoped(answer)),
        _section("anyway", lang, "".join(_p(sentence) for sentence in anyway(comparison, lang))),
        _section("who_pays", lang, payers(comparison, lang)),
        _section("funnel", lang, funnel(comparison, lang)),
        _section("repeat", lang, repeat(answer, lang)),
        limits(answer, lang),
    ]
    return "".join(parts)


# --- the sentence ------------------------------------------------------------------------------------------------------


def headline(answer: Answer, lang: str) -> str:
    """What was asked, the effect in plain words, its band and chance, how sure and how precise."""
    settings = answer.settings
    row = _row(answer.comparison, HEADLINE)
    size = text(
        "size_line", lang, pairs=settings.runs, workers=number(settings.workers, lang, decimals=0),
        weight=_weight(answer, lang), months=settings.months, seed=settings.seed,
    )  # fmt: skip
    sentences = headline_sentences(row, settings.months, lang) if row else []
    first = f'<p class="lead" id="headline">{escape(sentences[0])}</p>' if sentences else ""
    notes = [] if answer.comparison.settled else [_p(text("not_settled", lang), "warn")]
    return (
        f'<p class="asked">{escape(asked(answer, lang))}</p>{first}{"".join(map(_p, sentences[1:]))}'
        f"{_p(size, 'small')}{''.join(notes)}"
    )


def headline_sentences(row: EffectRow, months: int, lang: str) -> list[str]:
    """The effect on lasting crossings in plain sentences: how many, between what, how likely, how sure, how precise."""
    unsure = row.low80 <= 0 <= row.high80 and row.low80 < row.high80
    kind = "unsure" if unsure else "same" if row.effect == 0 else "more" if row.effect > 0 else "fewer"
    effect = {"signed": _signed(row.effect, lang)} if unsure else {"effect": rounded(abs(row.effect), lang)}
    band = text("headline_band", lang, low=_signed(row.low80, lang), high=_signed(row.high80, lang))
    zero = f" {text('zero_inside', lang)}" if unsure else ""
    chance = text("headline_chance", lang, chance=percent(row.chance_better, lang), pairs=row.pairs)
    precision = text("precision", lang, noise=rounded(row.monte_carlo_error, lang))
    return [text(f"headline_{kind}", lang, months=months, **effect), f"{band}{zero} {chance}", precision]


def asked(answer: Answer, lang: str) -> str:
    """The question in a few words: situation and package."""
    settings = answer.settings
    base = state.all_packages().get(settings.package or "")
    name = getattr(base, lang) if base else text("own_package", lang)
    if base and settings.doses:
        name = text("own_changes", lang, package=name)
    return text("asked", lang, situation=getattr(state.all_situations()[settings.situation], lang), package=name)


def _signed(value: float, lang: str) -> str:
    words = rounded(value, lang)
    return f"+{words}" if value > 0 and words != "0" else words


# --- effects -----------------------------------------------------------------------------------------------------------


def effects(comparison: Comparison, lang: str, scoped: bool) -> str:
    """A strip for each measure, the first ones in sight and the others folded away, and all of them as a table.

    Measures of the people in scope are left out when the scope is everyone: they would say the same twice.
    """
    rows = [row for row in comparison.rows if scoped or not row.measure.startswith("scope-")]
    first = [row for name in FIRST_MEASURES for row in rows if row.measure == name]
    if scoped:
        first += [row for row in rows if row.measure.startswith("scope-")]
    rest = [row for row in rows if row not in first]
    strips = "".join(_strip(row, lang) for row in first)
    more = _fold(text("more_measures", lang), f'<div class="strips">{"".join(_strip(r, lang) for r in rest)}</div>') if rest else ""
    body = f'{_p(text("effects_help", lang), "small")}<div class="strips">{strips}</div>{more}{_effects_table(rows, lang)}'
    return _section("effects", lang, body)


def _strip(row: EffectRow, lang: str) -> str:
    name, unit = getattr(row, lang), _unit(row.unit, lang)
    reach = _reach(row)
    words = {key: in_steps_of(getattr(row, key), reach, lang) for key in ("today", "package")}
    ends = ("effect", "low80", "high80", "low95", "high95")
    words |= {key: in_steps_of(getattr(row, key), reach, lang, signed=True) for key in ends}
    said = charts.verdict(row.low80, row.high80, row.better)
    label = text("strip_label", lang, name=name, unit=unit, verdict=text(said, lang), **words)
    drawing = charts.strip(row.effect, (row.low80, row.high80), (row.low95, row.high95), said, label)
    return (
        f'<div class="strip"><div class="name">{escape(name)} <span class="unit">({escape(unit)})</span></div>'
        f'<div class="levels">{words["today"]} → {words["package"]}</div>{drawing}'
        f'<div class="verdict {said}"><b>{words["effect"]}</b> {escape(text(said, lang))}</div></div>'
    )


def _effects_table(rows: list[EffectRow], lang: str) -> str:
    heads = [text(key, lang) for key in ("measure", "today", "package", "effect")]
    heads += [text("band", lang, share=share) for share in (80, 95)] + [text("chance", lang), text("noise", lang)]
    cells = [
        [
            f"{getattr(row, lang)} ({_unit(row.unit, lang)})",
            *(_figure(row, value, lang) for value in (row.today, row.package)),
            _figure(row, row.effect, lang, signed=True),
            _band(row, row.low80, row.high80, lang),
            _band(row, row.low95, row.high95, lang),
            "–" if row.better == "none" else percent(row.chance_better, lang),
            _figure(row, row.monte_carlo_error, lang),
        ]
        for row in rows
    ]
    return _as_table(charts.table(heads, cells, text("effects", lang)), lang)


def _band(row: EffectRow, low: float, high: float, lang: str) -> str:
    ends = {"low": _figure(row, low, lang, signed=True), "high": _figure(row, high, lang, signed=True)}
    return text("to", lang, **ends)


def _figure(row: EffectRow, value: float, lang: str, signed: bool = False) -> str:
    """A figure of this measure, in as many decimals as its effect needs."""
    return number(value, lang, decimals=places(_reach(row)) if _reach(row) else 0, signed=signed)


def _reach(row: EffectRow) -> float:
    """How far the effect and its bands go from zero; where nothing differs, today's level."""
    ends = [abs(end) for end in (row.effect, row.low95, row.high95) if math.isfinite(end)]
    return max(ends, default=0.0) or abs(row.today)


def _unit(unit: str, lang: str) -> str:
    return UNITS_NL.get(unit, unit) if lang == "nl" else unit


# --- what would have happened anyway, money, funnel --------------------------------------------------------------------


def anyway(comparison: Comparison, lang: str) -> list[str]:
    """Deadweight and displacement, each in a sentence."""
    dead, lost = comparison.deadweight, comparison.displacement
    if dead is None:
        sentences = [text("no_deadweight", lang)]
    else:
        shares = {"share": dead.effect, "low": dead.low80, "high": dead.high80}
        sentences = [text("deadweight", lang, **{key: percent(value / 100, lang) for key, value in shares.items()})]
    if lost is not None:
        kind = "none" if lost.effect == 0 else "more" if lost.effect > 0 else "fewer"
        words = {"people": rounded(abs(lost.effect), lang), "low": _signed(lost.low80, lang), "high": _signed(lost.high80, lang)}
        sentences.append(text(f"displaced_{kind}", lang, **words))
    return sentences


def payers(comparison: Comparison, lang: str) -> str:
    """A bar for each party that pays or keeps much, the sum of all, and everyone in the table."""
    parties = sorted(comparison.who_pays, key=lambda row: -abs(row["euro_per_year"]))
    if not parties:
        return _p(text("nobody_pays", lang))
    reach = abs(parties[0]["euro_per_year"])
    shown = [row for row in parties if abs(row["euro_per_year"]) >= 0.01 * reach][:MOST_BARS]
    bars = "".join(_payer(row, reach, lang) for row in shown)
    smaller = _p(text("smaller_parties", lang), "small") if len(shown) < len(parties) else ""
    total = euro(sum(row["euro_per_year"] for row in parties), lang)
    heads = [text(key, lang) for key in ("payer", "euro_per_year", "per_crossing")]
    cells = [
        [row[lang], *(number(row[key], lang, decimals=0) for key in ("euro_per_year", "per_lasting_crossing"))] for row in parties
    ]
    return (
        f'{_p(text("who_pays_help", lang), "small")}<div class="bars">{bars}</div>{smaller}'
        f"{_p(text('sums_to_zero', lang, euro=total), 'small')}"
        f"{_as_table(charts.table(heads, cells, text('who_pays', lang)), lang)}"
    )


def _payer(row: dict[str, Any], reach: float, lang: str) -> str:
    amount = euro(row["euro_per_year"], lang)
    drawing = charts.bar(row["euro_per_year"], reach, text("bar_label", lang, name=row[lang], euro=amount))
    return f'<div class="row"><div class="name">{escape(row[lang])}</div>{drawing}<div class="value">{escape(amount)}</div></div>'


def funnel(comparison: Comparison, lang: str) -> str:
    """Two bars for each stage of the bridge, and the reasons why people leave it."""
    if not any(comparison.funnel.values()):
        return _p(text("no_funnel", lang))
    legend = "".join(f'<span class="key {key}">{escape(text(key, lang))}</span>' for key in ("today", "package"))
    stages = _two_worlds(comparison.funnel, "stage", text("funnel", lang), lang)
    reasons = _two_worlds(comparison.reasons, "reason", text("reasons", lang), lang, sort=True)
    return (
        f'{_p(text("funnel_help", lang), "small")}<p class="legend">{legend}</p>{stages}'
        f"<h4>{escape(text('reasons', lang))}</h4>{reasons}"
    )


def _two_worlds(counts: dict[str, dict[str, float]], head: str, caption: str, lang: str, sort: bool = False) -> str:
    """Bars and a table of people by stage or reason: today's world and the package's."""
    names = list(dict.fromkeys(name for count in counts.values() for name in count))
    people = {name: (counts["today"].get(name, 0.0), counts["package"].get(name, 0.0)) for name in names}
    if sort:  # reasons: the most common first, those that nobody had left out
        names = [name for name in names if any(people[name])]
        names.sort(key=lambda name: -max(people[name]))
    reach = max((max(pair) for pair in people.values()), default=0.0)
    rows = [(text(name, lang), *(number(value, lang, decimals=0) for value in people[name])) for name in names]
    bars = ""
    for name, (words, today, package) in zip(names, rows, strict=True):
        label = text("stage_label", lang, name=words, today=today, package=package)
        bars += (
            f'<div class="row"><div class="name">{escape(words)}</div>{charts.pair_of_bars(people[name], reach, label)}'
            f'<div class="value">{today} → {package}</div></div>'
        )
    heads = [text(head, lang), text("today", lang), text("package", lang)]
    return f'<div class="bars">{bars}</div>{_as_table(charts.table(heads, rows, caption), lang)}'


# --- repeating, honesty ------------------------------------------------------------------------------------------------


def repeat(answer: Answer, lang: str) -> str:
    """The line that repeats it, and the package as a file to keep (in the page itself, so that no server is asked)."""
    settings = answer.settings
    file = quote(state.package_file(settings))
    name = "eigen-pakket" if settings.doses else settings.package
    return (
        f'{_p(text("repeat_help", lang), "small")}<pre tabindex="0"><code>{escape(state.command(settings))}</code></pre>'
        f'<p><a class="button" download="{name}.yaml" href="data:application/yaml;charset=utf-8,{file}">'
        f"{escape(text('download', lang))}</a></p>"
    )


def limits(answer: Answer, lang: str) -> str:
    """What the answer cannot tell: short, and always in sight."""
    acting = sum(breakthrough.acts for breakthrough in breakthroughs().values())
    sentences = (
        text("limit_fit", lang),
        text("limit_grades", lang),
        text("limit_small", lang, weight=_weight(answer, lang)),
        text("limit_acts", lang, acting=acting, all=len(breakthroughs())),
    )
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<section class="limits"><h3>{escape(text("limits", lang))}</h3><ul>{items}</ul></section>'


# --- shared ------------------------------------------------------------------------------------------------------------


def _row(comparison: Comparison, measure: str) -> EffectRow | None:
    return next((row for row in comparison.rows if row.measure == measure), None)


def _is_scoped(answer: Answer) -> bool:
    package = state.package_of(answer.settings)
    return package is not None and any(use.scope != Scope() for use in package.levers)


def _weight(answer: Answer, lang: str) -> str:
    return number(answer.weight, lang, decimals=0 if answer.weight >= 10 else 1)


def _section(key: str, lang: str, body: str) -> str:
    return f'<section id="{key}"><h3>{escape(text(key, lang))}</h3>{body}</section>'


def _p(words: str, kind: str = "") -> str:
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(words)}</p>"


def _fold(summary: str, body: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{body}</details>"


def _as_table(table: str, lang: str) -> str:
    return _fold(text("as_table", lang), table)
