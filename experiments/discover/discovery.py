"""What a table of futures says of a package beside another: where it is better, where worse, and which is safest of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from experiments.discover.story import Story, story
from experiments.discover.table import TODAY, Futures, column, futures
from experiments.regret import regrets, robustness

TENTH = 0.1  # of what the best does, which can be borne as regret unless something else is asked; assumption


@dataclass(frozen=True)
class Discovery:
    """What was found.

    ahead : float64 (futures,), how much better `one` does than `other`, in the unit of the measure; better, worse : where that is
    above and below nothing. robust : regret of each package, and of today's course where the table has it, see `robustness`;
    bearable : the regret that its last column counts with.
    """

    one: str
    other: str
    futures: Futures
    ahead: pd.Series
    better: Story
    worse: Story
    robust: pd.DataFrame
    bearable: float


def discovery(
    table: pd.DataFrame, measure: str, packages: Sequence[str], against: str = TODAY, bearable: float | None = None
) -> Discovery:
    """Read the story of a table: of the first of `packages` beside `against`, and of the regret of all.

    Raises InputError when the table does not hold what is asked, see `experiments.discover.table`.
    """
    there = [TODAY] if column(measure, TODAY) in table.columns else []
    known = futures(table, measure, list(dict.fromkeys((*packages, against, *there))))
    ahead = known.worth[packages[0]] - known.worth[against]
    within = usual_regret(known.worth) if bearable is None else bearable
    return Discovery(
        packages[0], against, known, ahead, story(known.conditions, (ahead > 0).to_numpy()),
        story(known.conditions, (ahead < 0).to_numpy()), robustness(regrets(known.worth), within), within,
    )  # fmt: skip


def usual_regret(worth: pd.DataFrame) -> float:
    """A tenth of what the best does in the median future more than today's course, or than the worst where today is missing."""
    least = worth[TODAY] if TODAY in worth else worth.min(axis=1)
    return TENTH * float((worth.max(axis=1) - least).median())
