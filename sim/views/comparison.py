"""All views of a comparison at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.views.groups import groups_of
from sim.views.money import money_of
from sim.views.paths import paths_of
from sim.views.payback import paybacks_of
from sim.views.sectors import sectors_of
from sim.views.shapes import Views
from sim.views.steps import steps_of

if TYPE_CHECKING:
    from sim.runs import RunResult
    from sim.scenario import Situation


def views_of(pairs: Sequence[tuple[RunResult, RunResult]], situation: Situation) -> Views:
    """What the views draw of pairs of (today, package) as `sim.effects.pairs_of` gives them; raises ValueError without any."""
    if not pairs:
        raise ValueError("There is no pair of a run in today's world and in the package's world to draw.")
    return Views(
        len(pairs), pairs[0][0].months, paths_of(pairs), steps_of(pairs), groups_of(pairs, situation), sectors_of(pairs),
        money_of(pairs), paybacks_of(pairs),
    )  # fmt: skip
