"""The view of what came out: effects with their bands, what would have happened anyway, what the answer cannot tell."""

from __future__ import annotations

from html import escape

from sandbox import charts
from sandbox.answer import HEADLINE, displaced, is_scoped, weight_of
from sandbox.course import course
from sandbox.html import as_table, band, figure, fold, p, section, strip, unit, waiting
from sandbox.numbers import percent
from sandbox.pages import Seen
from sandbox.task import Answer
from sandbox.texts import text
from sim.effects import Comparison, EffectRow
from sim.policies.catalogue import breakthroughs

FIRST_MEASURES = (
    HEADLINE, "safe-crossings", "back-to-work", "months-out", "income-lost", "unemployment", "hires-shortage", "public-cost",
)  # fmt: skip


def html(seen: Seen) -> str:
    """The whole view."""
    answer, lang = seen.answer, seen.lang
    if answer is None:
        return waiting(lang)
    comparison = answer.comparison
    return (
        over_time(seen)
        + effects(comparison, lang, scoped=is_scoped(answer))
        + section("anyway", lang, "".join(p(sentence) for sentence in anyway(comparison, lang)))
        + limits(answer, lang)
    )


def over_time(seen: Seen) -> str:
    """The picture month by month; nothing while the comparison has no paths."""
    views = seen.answer.comparison.views if seen.answer else None
    return course(seen, views.paths) if views is not None and views.paths else ""


def effects(comparison: Comparison, lang: str, scoped: bool) -> str:
    """A strip for each measure, the first ones in sight and the others folded away, and all of them as a table.

    Measures of the people in scope are left out when the scope is everyone: they would say the same twice.
    """
    rows = [row for row in comparison.rows if scoped or not row.measure.startswith("scope-")]
    first = [row for name in FIRST_MEASURES for row in rows if row.measure == name]
    if scoped:
        first += [row for row in rows if row.measure.startswith("scope-")]
    rest = [row for row in rows if row not in first]
    strips = "".join(strip(row, lang) for row in first)
    more = fold(text("more_measures", lang), f'<div class="strips">{"".join(strip(r, lang) for r in rest)}</div>') if rest else ""
    body = f'{p(text("effects_help", lang), "small")}<div class="strips">{strips}</div>{more}{_effects_table(rows, lang)}'
    return section("effects", lang, body)


def _effects_table(rows: list[EffectRow], lang: str) -> str:
    heads = [text(key, lang) for key in ("measure", "today", "package", "effect")]
    heads += [text("band", lang, share=share) for share in (80, 95)] + [text("chance", lang), text("noise", lang)]
    cells = [
        [
            f"{getattr(row, lang)} ({unit(row.unit, lang)})",
            *(figure(row, value, lang) for value in (row.today, row.package)),
            figure(row, row.effect, lang, signed=True),
            band(row, row.low80, row.high80, lang),
            band(row, row.low95, row.high95, lang),
            "–" if row.better == "none" else percent(row.chance_better, lang),
            figure(row, row.monte_carlo_error, lang),
        ]
        for row in rows
    ]
    return as_table(charts.table(heads, cells, text("effects", lang)), lang)


def anyway(comparison: Comparison, lang: str) -> list[str]:
    """Deadweight and displacement, each in a sentence."""
    dead, lost = comparison.deadweight, comparison.displacement
    if dead is None:
        sentences = [text("no_deadweight", lang)]
    else:
        shares = {"share": dead.effect, "low": dead.low80, "high": dead.high80}
        sentences = [text("deadweight", lang, **{key: percent(value / 100, lang) for key, value in shares.items()})]
    if lost is not None:
        sentences.append(displaced(lost, lang))
    return sentences


def limits(answer: Answer, lang: str) -> str:
    """What the answer cannot tell: short, and always in sight."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in limits_of(answer, lang))
    return f'<section class="limits"><h3>{escape(text("limits", lang))}</h3><ul>{items}</ul></section>'


def limits_of(answer: Answer, lang: str) -> list[str]:
    """The same, a sentence each."""
    acting = sum(breakthrough.acts for breakthrough in breakthroughs().values())
    return [
        text("limit_fit", lang),
        text("limit_grades", lang),
        text("limit_small", lang, weight=weight_of(answer, lang)),
        text("limit_acts", lang, acting=acting, all=len(breakthroughs())),
    ]
