"""Regret: how far each package stays behind the best that could have been chosen, had the future been known.

A package with little regret in every future is a safe choice without a word on which future is likely (Savage, The theory of
statistical decision, 1951; Lempert, Popper and Bankes, Shaping the next one hundred years, 2003).
"""

from __future__ import annotations

import pandas as pd

SUMMARY = ("largest", "ninth", "middle", "best", "within")


def regrets(worth: pd.DataFrame) -> pd.DataFrame:
    """The best of each future less what each package does there; 0 for the best itself.

    worth : a row for each future, a column for each package (and one for doing nothing, if that can be chosen); more is better.
    A future in which any package shows nothing (nan) is left out, since nobody knows what would have been best there.
    """
    known = worth.dropna()
    return known.rsub(known.max(axis=1), axis=0)


def robustness(regret: pd.DataFrame, bearable: float) -> pd.DataFrame:
    """How robust each package is, a row each, the least regret in its worst future first.

    Columns: `largest`, its regret in its worst future; `ninth`, that which it stays within in nine of ten futures; `middle`, the
    median, all in the unit of `regret`; `best`, the share of futures (0-1) in which nothing does better; `within`, the share in
    which its regret is at most `bearable`. Without a future everything is nan.
    """
    found = pd.DataFrame(
        {
            "largest": regret.max(), "ninth": regret.quantile(0.9), "middle": regret.median(),
            "best": (regret <= 0).mean(), "within": (regret <= bearable).mean(),
        }
    )  # fmt: skip
    return found.sort_values("largest", kind="stable")


def safest(robust: pd.DataFrame) -> str:
    """The package of `robustness` whose worst future is the least bad: minimax regret; the first when two are equal."""
    return str(robust.largest.idxmin())
