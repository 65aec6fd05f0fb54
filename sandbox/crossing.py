"""The seven steps of the crossing in HTML: who reaches each, today and with the package, and between them who falls off and why."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sandbox import charts
from sandbox.barrier import explained, known
from sandbox.html import as_table, fold, p
from sandbox.numbers import in_steps_of, number
from sandbox.pages import Seen
from sandbox.texts import text
from sim.views import Band, Exit, Step, Steps
from sim.views.words import words

FIRST = 3  # exits in sight after each step; the others fold open
NO_FAILURE = ("own-way", "completed")  # kinds of leaving the bridge that are none
NUMBERS = ("today", "package", "effect", "stuck:low80", "stuck:high80")  # heads of what _numbers gives


def crossing(steps: Steps, seen: Seen) -> str:
    """All steps with what lies between them, and two tables."""
    lang = seen.lang
    legend = "".join(f'<span class="key {key}">{escape(text(key, lang))}</span>' for key in ("today", "package"))
    reach = max(max(float(step.reached.today), float(step.reached.package)) for step in steps.steps)
    items = "".join(_step(step, steps, reach, seen) for step in steps.steps)
    return (
        f'{p(text("stuck:steps_help", lang), "small")}<p class="legend">{legend}</p><ol class="crossing">{items}</ol>'
        f"{p(text('stuck:exits_help', lang), 'small')}{_steps_table(steps, lang)}{_exits_table(steps, lang)}"
    )


def _step(step: Step, steps: Steps, reach: float, seen: Seen) -> str:
    lang = seen.lang
    pair = (float(step.reached.today), float(step.reached.package))
    name = step.words.said(lang)
    today, package = levels(step.reached, lang)
    label = text("stage_label", lang, name=name, today=today, package=package)
    here = [one for one in steps.exits if one.step == step.number and _shown(one.times)]
    failed = [one for one in here if one.kind not in NO_FAILURE]
    return (
        f'<li><div class="row"><div class="name"><b>{step.number}</b> {escape(name)}</div>'
        f'{charts.pair_of_bars(pair, reach, label)}<div class="value">{today} → {package}{_effect(step.reached, lang)}</div></div>'
        f"{_fell_off(failed, step, steps, seen)}{_went_on([one for one in here if one.kind in NO_FAILURE], lang)}</li>"
    )


def _effect(band: Band, lang: str) -> str:
    """The difference with its band, small, under both levels."""
    effect, low, high = (in_steps_of(float(end), _reach(band), lang, signed=True) for end in (band.effect, band.low80, band.high80))
    span = text("to", lang, low=low, high=high)
    return f'<span class="small">{escape(effect)} ({escape(span)})</span>'


def levels(band: Band, lang: str) -> tuple[str, str]:
    """Both worlds, in steps as fine as their difference and its band: more would be noise."""
    today, package = (in_steps_of(float(value), _reach(band), lang) for value in (band.today, band.package))
    return today, package


def _reach(band: Band) -> float:
    return max(abs(float(end)) for end in (band.effect, band.low80, band.high80)) or max(float(band.today), 1.0)


def _both(band: Band, lang: str) -> str:
    return " → ".join(levels(band, lang))


def _fell_off(exits: Sequence[Exit], step: Step, steps: Steps, seen: Seen) -> str:
    """Who left or was turned back at this step, most frequent first, and the barrier that is explained there."""
    if not exits:
        return ""
    lang = seen.lang
    exits = sorted(exits, key=lambda one: -max(float(one.times.today), float(one.times.package)))
    here = chosen(seen)
    lines = [_exit(one, step.number, here, lang) for one in exits]
    more = len(lines) - FIRST
    rest = fold(text("stuck:more_exits", lang, count=more), f"<ul>{''.join(lines[FIRST:])}</ul>") if more > 0 else ""
    barrier = known(here[1]) if here[0] == step.number else None
    asked = seen.answer.settings if seen.answer else seen.settings
    panel = explained(barrier, steps.missing.get(barrier.id), asked, lang) if barrier else ""
    head = p(text("stuck:fell_off", lang))
    return f'<div class="fell-off">{head}<ul>{"".join(lines[:FIRST])}</ul>{rest}{panel}</div>'


def _went_on(exits: Sequence[Exit], lang: str) -> str:
    """Who left the bridge here for something good: work of their own finding, or its other end."""
    if not exits:
        return ""
    said = [f"{one.reason_words.said(lang)} {_both(one.times, lang)}" for one in exits]
    return p(text("stuck:went_on", lang, those="; ".join(said)), "went-on small")


def chosen(seen: Seen) -> tuple[int, str]:
    """(step, barrier) that the link asks to explain; (0, "") for none or for nonsense."""
    step, _, barrier = seen.settings.sees("barrier").partition(".")
    return (int(step), barrier) if step in {"1", "2", "3", "4", "5", "6", "7"} and known(barrier) else (0, "")


def _exit(one: Exit, step: int, here: tuple[int, str], lang: str) -> str:
    """A line: reason, what became of them, the barrier as a button, both numbers."""
    kind = words("kinds")[one.kind].said(lang).lower()
    return (
        f'<li><span class="reason">{escape(one.reason_words.said(lang))} <em>({escape(kind)})</em></span>'
        f'{_barrier_button(one, step, here, lang)}<span class="times">{_both(one.times, lang)}</span></li>'
    )


def _barrier_button(one: Exit, step: int, here: tuple[int, str], lang: str) -> str:
    name = one.barrier_words.said(lang)
    if not one.barrier:
        return f'<span class="no-barrier">{escape(name)}</span>'
    pressed = here == (step, one.barrier)
    value = "" if pressed else f"{step}.{one.barrier}"
    said = text("stuck:which_rule", lang, barrier=name)
    return (
        f'<button type="button" data-do="see.barrier" data-value="{escape(value)}" aria-expanded="{str(pressed).lower()}" '
        f'title="{escape(said)}">{escape(name)}</button>'
    )


def _people(value: float, lang: str) -> str:
    return number(value, lang, decimals=0)


def _shown(band: Band) -> bool:
    return bool(band.today > 0 or band.package > 0)


def _steps_table(steps: Steps, lang: str) -> str:
    heads = [text(key, lang) for key in ("stuck:step", *NUMBERS, "stuck:under_way_today", "stuck:under_way_package")]
    rows = [
        (
            f"{step.number} {step.words.said(lang)}", *_numbers(step.reached, lang),
            *(_people(float(getattr(step.under_way, world)), lang) for world in ("today", "package")),
        )
        for step in steps.steps
    ]  # fmt: skip
    return as_table(charts.table(heads, rows, text("seven_steps", lang)), lang)


def _exits_table(steps: Steps, lang: str) -> str:
    """Every exit that the events name, also the good ones."""
    keys = ("stuck:step", "reason", "stuck:what_became", "stuck:barrier", "stuck:rule", *NUMBERS)
    heads = [text(key, lang) for key in (*keys, "stuck:unpaid_today", "stuck:unpaid_package")]
    rows = [
        (
            str(one.step), one.reason_words.said(lang), words("kinds")[one.kind].said(lang), one.barrier_words.said(lang),
            one.rule or "–", *_numbers(one.times, lang),
            *(_people(float(getattr(one.missing_euro, world)), lang) for world in ("today", "package")),
        )
        for one in steps.exits
    ]  # fmt: skip
    return fold(text("stuck:exits_table", lang), charts.table(heads, rows, text("stuck:exits_table", lang)))


def _numbers(band: Band, lang: str) -> tuple[str, ...]:
    levels = (_people(float(getattr(band, world)), lang) for world in ("today", "package"))
    ends = (number(float(getattr(band, end)), lang, decimals=0, signed=True) for end in ("effect", "low80", "high80"))
    return (*levels, *ends)
