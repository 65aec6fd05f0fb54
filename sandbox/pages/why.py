"""The view of where it gets stuck: the seven steps, who falls off and by which rule; what each breakthrough contributes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from html import escape

from sandbox import charts
from sandbox.crossing import crossing
from sandbox.html import as_table, fold, p, section, waiting
from sandbox.numbers import number
from sandbox.pages import Seen, Show, Tell, Work
from sandbox.parts import contributions_html
from sandbox.plan import plan_of
from sandbox.state import Settings
from sandbox.task import LEAST_PAIRS
from sandbox.texts import text
from sim.contributions import Contributions, contributions
from sim.effects import Comparison


def html(seen: Seen) -> str:
    """The whole view."""
    if seen.answer is None:
        return waiting(seen.lang)
    lang, comparison = seen.lang, seen.answer.comparison
    views = comparison.views
    stages = funnel(comparison, lang)
    if views is None or views.steps is None:
        first = section("funnel", lang, stages)
    else:
        first = section("seven_steps", lang, crossing(views.steps, seen) + fold(text("funnel", lang), stages))
    return first + section("contributions", lang, contributions_html(seen), asks=not isinstance(seen.found, Contributions))


def _asked(settings: Settings) -> Hashable:
    """What the contributions depend on: all that is asked, whatever the language and the view."""
    return replace(settings, lang="nl", shown=())


def _run(settings: Settings, tell: Tell, show: Show) -> Contributions:
    def so_far(found: Contributions) -> None:
        if found.runs >= LEAST_PAIRS:
            show(found)

    return contributions(plan_of(settings), progress=tell, finished=so_far)


WORK = Work(key=_asked, run=_run, waits=True, grows=True)


def funnel(comparison: Comparison, lang: str) -> str:
    """Two bars for each stage of the bridge, and the reasons why people leave it."""
    if not any(comparison.funnel.values()):
        return p(text("no_funnel", lang))
    legend = "".join(f'<span class="key {key}">{escape(text(key, lang))}</span>' for key in ("today", "package"))
    stages = _two_worlds(comparison.funnel, "stage", text("funnel", lang), lang)
    reasons = _two_worlds(comparison.reasons, "reason", text("reasons", lang), lang, sort=True)
    return (
        f'{p(text("funnel_help", lang), "small")}<p class="legend">{legend}</p>{stages}'
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
    return f'<div class="bars">{bars}</div>{as_table(charts.table(heads, rows, caption), lang)}'
