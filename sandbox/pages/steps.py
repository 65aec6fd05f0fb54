"""The events behind a difference between two lives, in words: what happened, which barrier and rule, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sandbox.numbers import number
from sandbox.pages.words import job_name
from sandbox.texts import text
from sim.lives import Difference, Step
from sim.policies.catalogue import barriers


def parting(difference: Difference | None, people: int, lang: str) -> str:
    """The first month in which two lives differ, what happens then in each, and why. `people` is the number in the world."""
    if difference is None:
        return _p(text("part_never", lang))
    month = f"<p><b>{escape(text('part_month', lang, month=difference.month))}</b></p>"
    return f"{month}{both_steps(difference, lang)}{_p(text('part_why', lang) + ' ' + why(difference, people, lang))}"


def both_steps(difference: Difference, lang: str) -> str:
    """What happens in that month in each world."""
    items = ""
    for world, step in (("today", difference.today), ("package", difference.package)):
        words = said(step, lang) if step else text("part_nothing", lang)
        items += f"<dt>{escape(text(f'in_{world}', lang))}</dt><dd>{escape(words)}</dd>"
    return f'<dl class="parting">{items}</dl>'


def said(step: Step, lang: str) -> str:
    """One event as a sentence."""
    event = step.event
    if event == "stage" and step.reason:
        event = "refused"
    if event == "left-bridge" and not step.reason:
        event = "left-bridge-unsaid"
    return text(
        f"event:{event}", lang, job=job_name(step.job, lang), wage=number(step.wage, lang, decimals=0),
        stage=_low(text(step.stage, lang)) if step.stage != "none" else "", reason=_reason(step, lang),
    )  # fmt: skip


def why(difference: Difference, people: int, lang: str) -> str:
    """Why two lives part, as far as the events say."""
    if difference.named is not None:
        world = text("in_today" if difference.named is difference.today else "in_package", lang)
        return _why_named(difference.named, world, lang)
    if difference.cause == "bridge":
        return _why_bridge(difference, lang)
    if difference.cause == "wage":
        barrier = barriers()[difference.gate[0]]
        return text("parted:wage", lang, barrier=getattr(barrier, lang), code=barrier.code, rule=text(f"rule:{barrier.rule}", lang))
    if difference.other is not None:
        return _why_other(difference, people, lang)
    return text("parted:untold", lang)


def _why_named(step: Step, world: str, lang: str) -> str:
    if not step.barrier:
        return text("parted:reason", lang, world=world, reason=_reason(step, lang))
    barrier = barriers()[step.barrier]
    about = barrier.why_nl if lang == "nl" else barrier.why_en
    words = text(
        "parted:barrier", lang, world=world, barrier=getattr(barrier, lang), code=barrier.code, about=about,
        rule=text(f"rule:{step.rule}", lang),
    )  # fmt: skip
    missing = text("why_missing", lang, euro=number(step.missing_euro, lang, decimals=0)) if step.missing_euro else ""
    return f"{words} {missing}".rstrip()


def _why_bridge(difference: Difference, lang: str) -> str:
    with_package = difference.package is not None and difference.package.event == "stage"
    here, there = ("in_package", "in_today") if with_package else ("in_today", "in_package")
    words = [text("parted:bridge", lang, world=text(here, lang))]
    if difference.gate:
        names = ", ".join(getattr(barriers()[barrier], lang) for barrier in difference.gate)
        words.append(text("parted:gate", lang, barriers=names))
    if difference.later is not None:
        words.append(text("parted:later", lang, world=text(there, lang), **_stop(difference.later, lang)))
    return " ".join(words)


def _why_other(difference: Difference, people: int, lang: str) -> str:
    other = difference.other
    assert other is not None
    world, who = text(f"in_{difference.other_in}", lang), other.person + other.generation * people
    words = text(f"parted:{difference.cause}", lang, world=world, month=other.month, id=who)
    if difference.cause == "freed":
        return words
    return f"{words} {text('parted:over_bridge' if other.bridge else 'parted:not_over_bridge', lang)}"


def stopped(steps: Sequence[Step], lang: str) -> str:
    """The barriers that someone got stuck at in one world; nothing when there are none."""
    if not steps:
        return ""
    items = "".join(f"<li>{escape(text('line_stop', lang, **_stop(step, lang)))}</li>" for step in steps)
    return f'<p class="small">{escape(text("line_stops", lang))}</p><ul class="stops">{items}</ul>'


def _stop(step: Step, lang: str) -> dict[str, object]:
    return {"month": step.month, "reason": _reason(step, lang), "barrier": getattr(barriers()[step.barrier], lang)}


def month_of(month: int, lang: str) -> str:
    """A month of the situation; 0 is the first."""
    return text("line_month", lang, first=month)


def _reason(step: Step, lang: str) -> str:
    return _low(text(step.reason, lang)) if step.reason else ""


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _p(words: str) -> str:
    return f"<p>{escape(words)}</p>"
