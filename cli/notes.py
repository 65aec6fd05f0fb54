"""What must be said beside a result, so that nobody reads more in it than there is."""

from __future__ import annotations

from typing import Any

from cli import engine
from cli.check import RANGES
from cli.texts import number, text
from sim.words import LANGUAGES, Both


def notes(plan: Any, settled: bool) -> list[Both]:
    """Notes on a plan and the worlds it gave: a changed world, a pilot group seen in a few people, a lever with nothing to act
    on, a market that had not come to rest.
    """
    said = [*_assumed(plan), *(_cohort(plan, people, simulated) for people, simulated in engine.cohorts(plan)), *idle(plan.package)]
    return said if settled else [*said, Both(*(text("unsettled", lang) for lang in LANGUAGES))]


def _assumed(plan: Any) -> list[Both]:
    """That today's world was changed as well, and whether that goes with the patterns of the labour market."""
    if not plan.assumed:
        return []
    said = [Both(*(text("assumed", lang) for lang in LANGUAGES))]
    return [*said, Both(*(text("outside", lang) for lang in LANGUAGES))] if engine.is_outside(plan) else said


def idle(package: Any) -> list[Both]:
    """What of a package does nothing: the part of its levers that lies with an employer as a whole, for a group of persons."""
    found = engine.idle_levers(package)
    if not found:
        return []
    return [Both(*(text("idle", lang, levers=", ".join(getattr(lever, lang) for lever in found)) for lang in LANGUAGES))]


def _cohort(plan: Any, people: int, simulated: int) -> Both:
    whole = plan.situation.people
    way = "cohort_way" if whole <= RANGES["workers"][1] else "cohort_no_way"

    def said(lang: str) -> str:
        group = text("cohort_one" if simulated == 1 else "cohort", lang, people=number(people, lang),
                     simulated=number(simulated, lang), weight=number(plan.weight, lang))  # fmt: skip
        return f"{group} {text(way, lang, workers=whole)}"

    return Both(said("nl"), said("en"))
