"""What the crossings themselves cost: guidance, courses and income while someone learns or tries out, whoever pays for it.

Who pays whom sums to nothing, so it cannot say what a package costs. This can: what trainers and coaches receive more than today,
and what people receive more to live on during a switch. Time of colleagues and work left undone are no payments and stand apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.codes import COACHES, ITEMS, TRAINERS, WORKERS
from sim.business import CASH
from sim.sparse import whole

if TYPE_CHECKING:
    from sim.runs import RunResult

INCOME = [ITEMS.index(item) for item in ("wage-in-training", "tryout-wage", "transition-income")]
MIDDLE = (0.1, 0.5, 0.9)


def outlay(result: RunResult) -> float:
    """Euros of real people over the whole run."""
    return result.weight * spent(whole(result.ledger))


def spent(ledger: np.ndarray) -> float:
    """Euros in a ledger int64[item, payer, payee], of simulated people."""
    cash = ledger[CASH].sum(axis=0)
    services = sum(int(cash[:, party].sum()) - int(cash[party, :].sum()) for party in (TRAINERS, COACHES))
    income = ledger[INCOME][:, :, WORKERS].sum() - ledger[INCOME][:, WORKERS, :].sum()
    return float(services + income)


def cost_per_crossing(pairs: Sequence[tuple[RunResult, RunResult]]) -> tuple[float, float, float] | None:
    """(low, middle, high) euros for each extra lasting crossing: the 80% band over pairs and its middle.

    None unless at least nine pairs in ten have more lasting crossings than today: without extra crossings there is no cost of each.
    """
    more = np.array([outlay(b) - outlay(a) for a, b in pairs])
    extra = np.array([b.measures["lasting-crossings"] - a.measures["lasting-crossings"] for a, b in pairs])
    if np.quantile(extra, MIDDLE[0]) <= 0:
        return None
    each = np.divide(more, extra, out=np.full(len(more), np.inf), where=extra > 0)
    low, middle, high = (float(end) for end in np.quantile(each, MIDDLE, method="nearest"))
    return low, middle, high
