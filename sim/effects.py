"""Paired worlds to effects with bands: what a package changes against today's course, in the same worlds, under the same luck."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.business import CASH, BusinessCase, business_case
from sim.chance import share_between
from sim.measures import MEASURES, party_names
from sim.outlay import cost_per_crossing
from sim.pairs import MEASURES as PAIR_MEASURES
from sim.pairs import persons_of
from sim.plain import plain
from sim.policies.catalogue import parties
from sim.posterior import draw_of
from sim.runs import RunResult
from sim.sparse import whole
from sim.views.bands import QUANTILES
from sim.views.shapes import Views


@dataclass(frozen=True)
class EffectRow:
    """Effect of a package on one measure over all pairs; bands are quantiles of the pairs' differences.

    `unknown` is the part (0-1) of the variance between pairs that comes from what is not known of parameters and levers; the rest
    is chance. nan while no two pairs share what they do not know.
    """

    measure: str
    nl: str
    en: str
    unit: str
    today: float
    package: float
    effect: float
    low80: float
    high80: float
    low95: float
    high95: float
    chance_better: float
    monte_carlo_error: float
    pairs: int
    better: str
    unknown: float = float("nan")


@dataclass(frozen=True)
class Comparison:
    """Paired effects of one package. `funnel` and `reasons` are medians by world; euros are of real people.

    `cost` is (low, middle, high) of what each extra lasting crossing costs (sim/outlay.py), None where that cannot be said.
    `views` is what charts draw; a caller who wants them puts them in (sim/views).
    `persons` compares every person with themselves in the other world (sim/pairs.py): `effect` is how many, `today` nothing.
    """

    rows: list[EffectRow]
    deadweight: EffectRow | None
    displacement: EffectRow | None
    who_pays: list[dict[str, Any]]
    funnel: dict[str, dict[str, float]] = field(default_factory=dict)
    reasons: dict[str, dict[str, float]] = field(default_factory=dict)
    settled: bool = True
    business: BusinessCase | None = None
    persons: list[EffectRow] = field(default_factory=list)
    cost: tuple[float, float, float] | None = None
    views: Views | None = None

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain data; a value that does not exist is null."""
        made: dict[str, Any] = plain(replace(self, views=None))
        del made["views"]
        return made


def compare(results: Sequence[RunResult]) -> Comparison:
    """Effects over the complete pairs in `results`; raises ValueError when there is none."""
    pairs = pairs_of(results)
    if not pairs:
        raise ValueError("There is no pair of a run in today's world and in the package's world to compare.")
    rows, draws = [], [draw_of(today.seed) for today, _ in pairs]
    for measure in MEASURES.values():
        today = np.array([a.measures[measure.id] for a, _ in pairs])
        package = np.array([b.measures[measure.id] for _, b in pairs])
        if np.isfinite(package - today).any():
            row = effect_row(measure.id, measure.nl, measure.en, measure.unit, measure.better, today, package)
            rows.append(replace(row, unknown=unknown(package - today, draws)))
    return Comparison(
        rows, deadweight(pairs), displacement(pairs), who_pays(pairs),
        {world: _medians([pair[k].funnel for pair in pairs]) for k, world in enumerate(("today", "package"))},
        {world: _medians([pair[k].reasons for pair in pairs]) for k, world in enumerate(("today", "package"))},
        all(a.settled and b.settled for a, b in pairs), business_case(pairs),
        persons(pairs), cost_per_crossing(pairs),
    )  # fmt: skip


def pairs_of(results: Sequence[RunResult]) -> list[tuple[RunResult, RunResult]]:
    """(today, package) for every run that has both."""
    by_world = {(r.run, r.world): r for r in results}
    runs = sorted({r.run for r in results})
    return [(by_world[run, "today"], by_world[run, "package"]) for run in runs
            if (run, "today") in by_world and (run, "package") in by_world]  # fmt: skip


def effect_row(id: str, nl: str, en: str, unit: str, better: str, today: np.ndarray, package: np.ndarray) -> EffectRow:
    """Statistics over pairs of one measure (float64 arrays of equal length); pairs without a value are left out."""
    there = np.isfinite(today) & np.isfinite(package)
    today, package = today[there], package[there]
    change = package - today
    low95, low80, middle, high80, high95 = (float(q) for q in np.quantile(change, QUANTILES))
    sign = {"higher": 1.0, "lower": -1.0, "none": 0.0}[better]
    chance = float(np.mean(sign * change > 0) + 0.5 * np.mean(change == 0)) if sign else float("nan")
    error = float(change.std(ddof=1) / np.sqrt(change.size)) if change.size > 1 else float("nan")
    return EffectRow(
        id, nl, en, unit, float(np.median(today)), float(np.median(package)), middle, low80, high80, low95, high95, chance,
        error, int(change.size), better,
    )  # fmt: skip


def unknown(change: np.ndarray, draws: Sequence[int]) -> float:
    """Part of the variance of the pairs' differences that comes from what is not known; `draws` says which pairs share it."""
    there = np.isfinite(change)
    return share_between(change[there], np.asarray(draws)[there].tolist())


def deadweight(pairs: Sequence[tuple[RunResult, RunResult]]) -> EffectRow | None:
    """Of those who used the bridge and crossed lastingly under the package, the share who cross lastingly without it too."""
    nl, en = "Was zonder pakket ook overgestapt", "Would have crossed without the package too"
    shares = [persons_of(today, package)["deadweight"] for today, package in pairs]
    return _row_of("deadweight", nl, en, "% of users who crossed", shares)


def displacement(pairs: Sequence[tuple[RunResult, RunResult]]) -> EffectRow | None:
    """Lasting crossings that people who did not use the bridge lose on balance; real people."""
    nl, en = "Blijvende overstappen die anderen mislopen", "Lasting crossings that others lose"
    return _row_of("displacement", nl, en, "people", [persons_of(today, package)["displacement"] for today, package in pairs])


def persons(pairs: Sequence[tuple[RunResult, RunResult]]) -> list[EffectRow]:
    """Who crossed, was hired or missed it in one world and not in the other; measures without a value are left out."""
    found = [persons_of(today, package) for today, package in pairs]
    rows = []
    for m in PAIR_MEASURES:
        unit = "times" if m.id == "hires-less" else "people"
        rows.append(_row_of(m.id, m.nl, m.en, unit, [numbers[m.id] for numbers in found]))
    return [row for row in rows if row]


def _row_of(id: str, nl: str, en: str, unit: str, values: list[float]) -> EffectRow | None:
    found = np.array(values, dtype=np.float64)
    if not np.isfinite(found).any():
        return None
    return effect_row(id, nl, en, unit, "none", np.zeros(found.size), found)


def who_pays(pairs: Sequence[tuple[RunResult, RunResult]]) -> list[dict[str, Any]]:
    """What each party has left over less (or more) a year under the package: cash paid less cash received, median over pairs.

    `euro_per_year` is positive for who pays; the parties of one pair add up to nothing. `per_lasting_crossing` divides by the
    extra lasting crossings a year, and is missing where there are none.
    """
    names, texts = party_names(), parties()
    years = pairs[0][0].months / 12.0
    net = np.array([_net(b) - _net(a) for a, b in pairs]) / years
    extra = np.array([b.measures["lasting-crossings"] - a.measures["lasting-crossings"] for a, b in pairs]) / years
    rows = []
    for k, name in enumerate(names):
        if not np.any(net[:, k]):
            continue
        euro, crossings = float(np.median(net[:, k])), float(np.median(extra))
        rows.append({
            "payer": name, "nl": texts[name].nl, "en": texts[name].en, "euro_per_year": euro,
            "per_lasting_crossing": euro / crossings if crossings > 0 else None,
        })  # fmt: skip
    return rows


def _net(result: RunResult) -> np.ndarray:
    """float64[party]: cash paid less cash received, in euros of real people."""
    cash = whole(result.ledger)[CASH]
    return result.weight * (cash.sum(axis=(0, 2)) - cash.sum(axis=(0, 1))).astype(np.float64)


def _medians(counts: Sequence[dict[str, float]]) -> dict[str, float]:
    names = list(dict.fromkeys(name for count in counts for name in count))
    return {name: float(np.median([count.get(name, 0.0) for count in counts])) for name in names}
