"""Of each package in a comparison: what an extra crossing costs, what gets worse, and which people are worse off."""

from __future__ import annotations

from html import escape

from sandbox.answer import cost_sentence, trade_offs
from sandbox.html import p
from sandbox.numbers import number
from sandbox.rivals import Choice, Found
from sandbox.task import Answer
from sandbox.texts import text
from sim.effects import Comparison
from sim.views.groups import MONTHS_THAT_MATTER
from sim.views.shapes import Group

THOUSAND = 1000


def cost(found: Found, lang: str) -> str:
    """A sentence for each package."""
    return _each(found, [
        p(cost_sentence(Answer(choice.settings, comparison, found.weight, found.pairs), lang))
        for choice, comparison in zip(found.choices, found.comparisons, strict=True)
    ], lang)  # fmt: skip


def worse_off(found: Found, lang: str) -> str:
    """For each package: outcomes that get worse, who misses a crossing, and for whom it is least favourable."""
    parts = [
        _worse_outcomes(comparison, lang) + _people(groups, lang)
        for comparison, groups in zip(found.comparisons, found.groups, strict=True)
    ]
    return p(text("compare_worse_help", lang, months=MONTHS_THAT_MATTER), "small") + _each(found, parts, lang)


def _each(found: Found, parts: list[str], lang: str) -> str:
    cells = "".join(_cell(choice, part, lang) for choice, part in zip(found.choices, parts, strict=True))
    return f'<div class="cells of-{len(parts)}">{cells}</div>'


def _cell(choice: Choice, part: str, lang: str) -> str:
    return f'<div class="cell"><div class="who package-{choice.letter.lower()}">{escape(choice.name(lang))}</div>{part}</div>'


def _worse_outcomes(comparison: Comparison, lang: str) -> str:
    items = trade_offs(comparison, lang)
    if not items:
        return p(text("nothing_worse", lang).capitalize())
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _people(groups: list[Group], lang: str) -> str:
    """Better and worse of all people, and of the group where least is won; too small groups are left out."""
    told = [group for group in groups if not group.small and group.people > 0]
    everyone = [group for group in told if group.dimension == "all"]
    parts = [group for group in told if group.dimension != "all"]
    if not everyone or not parts:
        return p(text("compare_no_group", lang))
    said = p(text("compare_thousand", lang, **_per_thousand(everyone[0], lang)))
    least = min(parts, key=lambda group: (group.better - group.worse) / group.people)
    if least.better >= least.worse:
        return said + p(text("compare_no_loser", lang))
    return said + p(text("compare_least", lang, group=getattr(least.words, lang), **_per_thousand(least, lang)))


def _per_thousand(group: Group, lang: str) -> dict[str, str]:
    return {
        name: number(THOUSAND * getattr(group, name) / group.people, lang, decimals=0) for name in ("better", "worse", "same")
    }  # fmt: skip
