"""When a package pays itself back for each party: what it has more than under today's policy, month by month, added up.

A plus is money a party has more, as in the business case (sim/business.py); later months count for less by the same rate, so that
the sum after 12, 36 and 60 months is the business case of 1, 3 and 5 years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.codes import FIRST_SECTOR_FUND, PARTIES
from sim.business import CASH, discount_rate
from sim.views.bands import band
from sim.views.shapes import Payback

if TYPE_CHECKING:
    from sim.runs import RunResult

ACCOUNTS = (*PARTIES, "sector-funds")  # the funds of all sectors as one
NEVER = float("inf")  # not within the months that were run


def cash_path(today: RunResult, package: RunResult) -> np.ndarray:
    """float32[month, account]: what each of ACCOUNTS has more under the package, present value, added up; real euros.

    Needs the monthly balances of both worlds; without them it has no months.
    """
    months = min(len(today.balances), len(package.balances))
    if not months:
        return np.zeros((0, len(ACCOUNTS)), np.float32)
    cash = (package.balances[:months] - today.balances[:months])[:, CASH].sum(axis=1)
    funds = cash[:, FIRST_SECTOR_FUND:].sum(axis=1, keepdims=True)
    weights = today.weight * (1.0 + discount_rate()) ** (-np.arange(months) / 12.0)
    own = np.concatenate((cash[:, : len(PARTIES)], funds), axis=1)
    return np.asarray(np.cumsum(weights[:, None] * own, axis=0), np.float32)


def paybacks_of(pairs: Sequence[tuple[RunResult, RunResult]]) -> list[Payback]:
    """One for each account to which the package makes a difference; none when the runs kept no monthly balances."""
    every = np.array([package.views["cash"] for _, package in pairs], np.float64)
    return [payback(name, every[:, :, k]) for k, name in enumerate(ACCOUNTS) if every[:, :, k].any()]


def payback(party: str, paths: np.ndarray) -> Payback:
    """From float64[pair, month] of one party; at least one pair and one month."""
    months = back_in(paths)
    low80, middle, high80 = np.quantile(months, (0.1, 0.5, 0.9), method="closest_observation")
    short = (paths < 0).any(axis=1)
    back = short & np.isfinite(months)
    path = band(np.zeros_like(paths), paths)
    return Payback(party, path, float(middle), float(low80), float(high80), float(short.mean()), float(back.mean()))


def back_in(paths: np.ndarray) -> np.ndarray:
    """float64[pair]: months until the sum (float64[pair, month]) is below zero no more; 0 if it never was, NEVER if it stays."""
    negative = paths < 0
    short = paths.shape[1] - np.argmax(negative[:, ::-1], axis=1)  # months up to and including the last one below zero
    months = np.where(negative.any(axis=1), short + 1, 0).astype(np.float64)
    months[negative[:, -1]] = NEVER
    return months
