"""An estimate from the grid: the chosen packages, and for every lever that stands elsewhere what it does alone. It adds up."""

from __future__ import annotations

from typing import Any

import numpy as np

from sandbox import plan, state
from sandbox.grid.grid import ENDS, Grid, shipped
from sandbox.html import p, unit
from sandbox.numbers import exact
from sandbox.pages import Seen
from sandbox.state import Settings
from sandbox.task import BILL, Answer
from sandbox.texts import text
from sim.measures import MEASURES
from sim.policies.package import LeverUse, Scope

HEADLINE = "lasting-crossings"
WORDS = (
    "title", "estimate", "exact", "scoped", "more", "fewer", "zero", "none", "band", "pairs", "exact_pairs", "how", "how_title",
    "outside", "coming", "replay", "before", "table", "month", "low", "middle", "high",
)  # fmt: skip


def why_not(settings: Settings) -> str:
    """The key of the sentence that says why there is no estimate; "" when there is one."""
    if shipped(settings.situation) is None:
        return "hero:no_grid"
    if settings.assumed:
        return "hero:assumed"
    if settings.times:
        return "hero:times"
    scoped = {use.lever for use in uses(settings) if use.scope != Scope()}
    return "hero:scoped" if any(name in scoped for name, _ in settings.doses) else ""


def uses(settings: Settings) -> list[LeverUse]:
    """How the chosen packages use levers, each package for itself."""
    return [use for name in settings.packages for use in state.all_packages()[name].levers]


def estimate(grid: Grid, settings: Settings) -> np.ndarray:
    """float64[pair, column]: the packages, without what two of them do alike, plus each own dose in place of theirs.

    The own dose counts as the lever's curve there less the curve at the packages' dose, whatever else is done: no interplay.
    """
    found = grid.none()
    for name in settings.packages:
        found = found + grid.rows(name)
    levers, seen = state.acting_levers(), list[LeverUse]()
    for use in uses(settings):
        if use in seen:
            found = found - grid.at(levers[use.lever], use.dose)
        seen.append(use)
    for name, dose in settings.doses:
        found = found + grid.at(levers[name], dose) - grid.at(levers[name], state.base_dose(settings, name))
    return found


def first_html(seen: Seen) -> str:
    """What the answer bar says before there is an answer: what was asked, and that an estimate is in sight; "" without one."""
    settings, lang = seen.settings, seen.lang
    if seen.answer or why_not(settings) or not state.differs_from_today(settings):
        return ""
    situation = getattr(state.all_situations()[settings.situation], lang)
    asked = text("asked", lang, situation=situation, package=plan.name_of(settings, lang))
    return p(asked, "asked") + p(text("hero:first", lang), "lead")


def hero(settings: Settings, before: Settings | None, answer: Answer | None, old: bool) -> dict[str, Any]:
    """What the picture above the views draws: the estimate of the settings and of those before the last change, or the exact path.

    Plain data; the curves of all levers go along once, by themselves (`for_browser`).
    """
    lang, grid, reason = settings.lang, shipped(settings.situation), why_not(settings)
    known = grid if grid and not reason else None
    last = before if before and known and _alike(before, settings) else None
    return {
        "lang": lang,
        "words": {key: text(f"hero:{key}", lang) for key in WORDS},
        "why_not": text(reason, lang) if reason else "",
        "months": settings.months,
        "doses": {name: state.dose(settings, name) for name in state.acting_levers()},
        "scales": {name: state.scale(lever) for name, lever in state.acting_levers().items() if state.scale(lever) != 1},
        "scoped": sorted({use.lever for use in uses(settings) if use.scope != Scope()}),
        "differs": state.differs_from_today(settings),
        "now": estimate(known, settings).tolist() if known else None,
        "before": estimate(known, last).tolist() if known and last else None,
        "moved": moved(last, settings) if last else "",
        "exact": _exact(answer) if answer and not old else None,
        "ends": [_end(name, lang) for name in ENDS],
    }  # fmt: skip


def _alike(before: Settings, now: Settings) -> bool:
    """Whether both settings can be told apart in one picture."""
    same = before.situation == now.situation and before.months == now.months
    return same and not why_not(before) and not before.same_question(now)


def moved(before: Settings, now: Settings) -> str:
    """The last change in a few words: the lever with both doses, or the packages with both names."""
    levers, lang = state.acting_levers(), now.lang
    changed = [name for name in levers if state.dose(before, name) != state.dose(now, name)]
    if len(changed) == 1:
        lever = levers[changed[0]]
        doses = (exact(round(state.dose(one, lever.id) * state.scale(lever), 10), lang) for one in (before, now))
        return f"{getattr(lever, lang)}: {' → '.join(doses)} {state.unit(lever, lang)}"
    names = (plan.name_of(one, lang) if state.differs_from_today(one) else text("hero:today", lang) for one in (before, now))
    return " → ".join(names)


def _end(measure: str, lang: str) -> dict[str, str]:
    """Name, unit and good direction of a number under the picture."""
    if measure == BILL:
        return {"name": text("hero:bridge_cost", lang), "unit": unit("EUR million/year", lang), "better": "none"}
    found = MEASURES[measure]
    return {"name": getattr(found, lang), "unit": unit(found.unit, lang), "better": found.better}


def _exact(answer: Answer) -> dict[str, Any] | None:
    """The exact effects, each as low end, middle and high end: at the end, and month by month where the comparison knows it.

    What an answer does not tell is None.
    """
    told = [*answer.comparison.rows, *([answer.bill] if answer.bill else [])]
    rows = {row.measure: [row.low80, row.effect, row.high80] for row in told}
    if HEADLINE not in rows:
        return None
    views = getattr(answer.comparison, "views", None)
    path = next((path for path in views.paths if path.id == HEADLINE), None) if views else None
    band = path.band if path else None
    return {
        "pairs": answer.pairs, "end": rows[HEADLINE], "ends": [rows.get(name) for name in ENDS],
        "path": [band.low80.tolist(), band.effect.tolist(), band.high80.tolist()] if band else None,
    }  # fmt: skip
