"""What the views are handed: plain numbers over all pairs, in real people and euros, with words in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.plain import plain
from sim.words import Both

SMALL = 30  # simulated people over all pairs; of fewer than these nothing should be shown


@dataclass(frozen=True)
class Band:
    """A number, or many at once, over all pairs: float64 arrays of one shape (a single number has shape ()).

    `today` and `package` are medians over the pairs of each world, `effect` the median of the pairs' differences, so not exactly
    package less today; the other four are quantiles of those differences (80%: 0.1 and 0.9, 95%: 0.025 and 0.975). Where what
    is shown must add up (steps, sectors, money) all three are means instead: then effect is package less today. nan where no pair
    has a value.
    """

    today: np.ndarray
    package: np.ndarray
    effect: np.ndarray
    low80: np.ndarray
    high80: np.ndarray
    low95: np.ndarray
    high95: np.ndarray

    def at(self, *place: int) -> Band:
        """The band of one place of the arrays."""
        return Band(*(np.asarray(getattr(self, name)[place]) for name in BAND_PARTS))


BAND_PARTS = ("today", "package", "effect", "low80", "high80", "low95", "high95")


@dataclass(frozen=True)
class Path:
    """One measure month by month: `band` is float64[month], the end of month 0 first. `better` is higher, lower or none.

    Of lasting-crossings, safe-crossings and months-out the last month is the headline measure of that name (sim/measures.py).
    """

    id: str
    words: Both
    unit: str
    better: str
    band: Band


@dataclass(frozen=True)
class Step:
    """One of the seven steps of the crossing, `number` 1 to 7; `stage` is the stage of the bridge that counts as reaching it.

    `reached`: real people (each once) who came this far or further since month 0. `under_way`: those who stand at this step in
    the last month.
    """

    number: int
    id: str
    stage: str
    words: Both
    reached: Band
    under_way: Band


@dataclass(frozen=True)
class Exit:
    """Times (real) that people left the bridge at a step, or were turned back there and look on, for one reason and barrier.

    `kind` is stopped, turned-back (looks on with the same coach), own-way (found work alone, or a business: no failure) or
    completed (a year in the job). `reason` is "" for a business. `barrier` is the one that the event names ("" for
    none) and `rule` the one rule of the engine in which that barrier acts (sim/agents/codes.RULES). `missing_euro`: euros of
    bills that nobody paid, summed over these times.
    """

    step: int
    kind: str
    reason: str
    barrier: str
    rule: str
    reason_words: Both
    barrier_words: Both
    times: Band
    missing_euro: Band


@dataclass(frozen=True)
class Steps:
    """Where it gets stuck: the steps in order, all exits (most frequent first), and unpaid euros by barrier id ("" for none)."""

    steps: list[Step]
    exits: list[Exit]
    missing: Mapping[str, Band]


@dataclass(frozen=True)
class Group:
    """People who were alike in one thing at the start of the situation, and are there to the end in both worlds.

    `dimension` is age, education, sector, contract, region or all; `id` the group in it. `people`: real people, mean over the
    pairs. `simulated`: simulated people over all pairs together; `small` when they are fewer than SMALL (then show nothing).
    `measures` by id: lasting, safe (crossings, real), months-out (months per person), income-lost (EUR million).
    `better`, `same`, `worse`: real people, mean over the pairs, add up to `people`: see sim/views/groups.verdicts.
    `missed`, `gained`: others (who do not use the bridge under the package) with a lasting crossing in today's world only,
    or in the package's only; real people, mean over the pairs. One move shifts who is next everywhere: read their difference.
    """

    dimension: str
    id: str
    words: Both
    people: float
    simulated: int
    small: bool
    measures: Mapping[str, Band]
    better: float
    same: float
    worse: float
    missed: float
    gained: float


@dataclass(frozen=True)
class SectorFlows:
    """Crossings and lasting crossings from sector to sector: float64[from, to] of real people since month 0; means, so they add up.

    A crossing is a move to another sector of someone who had work or sought it, so the diagonal is zero. The sector of a lasting
    crossing is the one where someone works when it has lasted a year; its column sums are what the books count.
    """

    ids: tuple[str, ...]
    words: tuple[Both, ...]
    crossings: Band
    lasting: Band


@dataclass(frozen=True)
class Payment:
    """Euros a year (real, mean over pairs) that one party pays to another for one item. `kind`: cash or opportunity.

    An opportunity (time of a supervisor, work undone) stands from a party to itself: it costs, but nobody is paid.
    """

    payer: str
    item: str
    payee: str
    kind: str
    payer_words: Both
    item_words: Both
    payee_words: Both
    euro: Band


@dataclass(frozen=True)
class Money:
    """Who pays whom for what. `paid` and `received` by party are the sums of the cash payments; over all parties they are equal.

    `net` is received less paid. All are Bands of single numbers, euros a year; means, so they add up.
    """

    payments: list[Payment]
    party_words: Mapping[str, Both]
    paid: Mapping[str, Band]
    received: Mapping[str, Band]
    net: Mapping[str, Band]


@dataclass(frozen=True)
class Payback:
    """One party: `path` is float64[month], euros of real people it has more by the end of each month (present value).

    `month` is the number of months after which it is no longer short, to the end of the run: the middle pair, and `low80` and
    `high80` of them; 0 for a pair in which it never was short, infinite where it still is at the end.
    `invests` is the share of pairs (0-1) in which it was short at some time, `back` that in which it was and is no longer.
    """

    party: str
    path: Band
    month: float
    low80: float
    high80: float
    invests: float
    back: float


@dataclass(frozen=True)
class Views:
    """All that the views of a comparison draw. `pairs`: how many it rests on. A view is None when no run kept events for it."""

    pairs: int
    months: int
    paths: list[Path]
    steps: Steps | None
    groups: list[Group]
    sectors: SectorFlows | None
    money: Money
    paybacks: list[Payback] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The views as plain data; a value that does not exist is null."""
        made: dict[str, Any] = plain(self)
        return made
