"""Questions about the market around the bridge: tight sectors, money alone, scale, and who pays with a job of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.figures import early_quits, figures, of_those, reached_and_others, training_money
from experiments.found import Found, Table
from experiments.grounds import COURSE, COURSE_MONTHS, GUIDES, TODAY, for_a_group
from experiments.labels import (
    BY_MARKET,
    BY_SECTOR,
    CORRELATED,
    CORRELATION,
    CORRELATION_HEADS,
    GROUP_WORDS,
    MARKET_HEADS,
    MONEY_HEADS,
    MONEY_ROWS,
    NOW,
    PLACES,
    SCALE,
    SCALE_HEADS,
    SECTOR_HEADS,
    TWIN_HEADS,
    TWINS,
    WITH_COURSE,
)
from experiments.on_the_bridge import sized
from experiments.pairs import Arm, Band, Figures, Size, band, joined, over_seeds, pooled, ratio, run_arms, run_history
from sim import data
from sim.month.observe import STOCKS
from sim.policies.package import Route, Scope
from sim.scenario import read_situation
from sim.words import Both
from sim.world import History, burnt_in_world

# --- 3. Sectors with most vacancies ---


def tight_sectors(part: float = 1.0) -> Found:
    """Do people who come from elsewhere quit early most where vacancies are most, and does that go with the hard landing?"""
    size = sized(100_000, 36, 8, part)
    sectors = data.sectors()
    seen = {place: _landings(size, place, ()) for place in PLACES}
    soft = _landings(size, "nederland-2025", ("hard-landing",))
    now = seen["nederland-2025"]
    quits, left = 100 * ratio(now["quits"].sum(0), now["crossed"].sum(0)), _gone(now)
    distance = ratio(now["distance"].sum(0), now["crossed"].sum(0))
    tightness = now["tightness"].mean(0)
    columns = (tightness, distance, quits, left, _gone(soft))
    rows: list[tuple[Any, ...]] = [
        (Both(sectors[s].nl, sectors[s].en), *(float(column[s]) for column in columns)) for s in np.argsort(-tightness)
    ]
    corr = {
        "quits": _correlations(now, "tightness", "quits"), "far": _correlations(now, "distance", "quits"),
        "gone": _correlations(now, "tightness", "gone"), "soft": _correlations(soft, "tightness", "gone"),
    }  # fmt: skip
    markets: tuple[tuple[Any, ...], ...] = tuple((words, *_market_cells(seen[place])) for place, words in PLACES.items())
    numbers = {name: band(values).mean for name, values in corr.items()}
    numbers |= {f"quits_{place[-4:]}": row[2].mean for place, row in zip(PLACES, markets, strict=True)}
    over_time = band(_quit_rate(seen["nederland-2022"]) - _quit_rate(seen["nederland-2013"])).sign
    sign = band(corr["quits"]).sign
    verdict = {1: "seen", 0: "none", -1: "opposite"}[sign] + ("-in-time" if over_time == 1 and sign != 1 else "")
    correlations = Table(CORRELATION, CORRELATION_HEADS, tuple((words, band(corr[name])) for name, words in CORRELATED.items()))
    return Found(
        verdict, numbers, (Table(BY_SECTOR, SECTOR_HEADS, tuple(rows)), correlations, Table(BY_MARKET, MARKET_HEADS, markets))
    )


def _landings(size: Size, place: str, off: tuple[str, ...]) -> dict[str, np.ndarray]:
    """float64[seeds, sectors]: vacancies per 100 jobs, crossings, early quits, lasting ones, and summed distance."""
    situation, sector_of_job = read_situation(place), _sector_of_job()

    def one(seed: int) -> Sequence[np.ndarray]:
        history = run_history(Arm(off=off), burnt_in_world(situation, size.people, seed), size.months)
        return (tightness_of(history), *early_quits(history, len(data.sectors()), sector_of_job))

    columns = zip(*over_seeds(one, size), strict=True)
    return dict(zip(("tightness", "crossed", "quits", "lasted", "distance"), map(np.array, columns), strict=True))


def tightness_of(history: History) -> np.ndarray:
    """float64[sectors]: vacancies per 100 jobs, filled and open, mean over the months of a run."""
    open_ = np.mean([o.vacancies.sum(axis=1) for o in history.observed], axis=0)
    at_work = np.mean(
        [o.stocks.reshape(len(data.sectors()), -1, len(STOCKS))[:, :, :2].sum(axis=(1, 2)) for o in history.observed], axis=0
    )
    return 100.0 * ratio(open_, at_work + open_)


def _sector_of_job() -> np.ndarray:
    names = [sector.id for sector in data.sectors()]
    return np.array([names.index(job.sector) for job in data.job_types()])


def _gone(found: Mapping[str, np.ndarray]) -> np.ndarray:
    return 100.0 - 100.0 * ratio(found["lasted"].sum(0), found["crossed"].sum(0))


def _market_cells(found: Mapping[str, np.ndarray]) -> tuple[Band, ...]:
    stayed = ratio(found["lasted"].sum(1), found["crossed"].sum(1))
    return band(found["tightness"].mean(1)), band(100.0 * _quit_rate(found)), band(100.0 - 100.0 * stayed)


def _quit_rate(found: Mapping[str, np.ndarray]) -> np.ndarray:
    return ratio(found["quits"].sum(1), found["crossed"].sum(1))


def _correlations(found: Mapping[str, np.ndarray], by: str, what: str) -> np.ndarray:
    """float64[seeds]: rank correlation between sectors of tightness or mean distance with early quits or being gone."""
    share = ratio(found["quits"], found["crossed"]) if what == "quits" else 1.0 - ratio(found["lasted"], found["crossed"])
    against = found["tightness"] if by == "tightness" else ratio(found["distance"], found["crossed"])
    return np.array([rank_correlation(one, rate) for one, rate in zip(against, share, strict=True)])


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation of two arrays of equal length (no ties are shared); NaN when either does not vary."""
    there = np.isfinite(one) & np.isfinite(other)
    one, other = one[there], other[there]
    if one.size < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))[0, 1])


# --- 4. Money alone ---


BUDGET = {"portable-budget": 2000.0, "budget-kept": 1.0}
POOL = {"cross-sector-fund": 0.5}
REDIRECTED = {"redirect-severance": 1.0, "redirect-ww": 1.0, "sender-share": 0.5}
POLICIES = {
    "today": {}, "budget": BUDGET, "fund": POOL, "redirected": REDIRECTED, "money": BUDGET | POOL | REDIRECTED,
    "contract": {"contract-first": 1.0, "job-guarantee": 12.0, "pooled-risk": 1.0},
}  # fmt: skip


def money_alone(part: float = 1.0) -> Found:
    """Does money alone mostly go to people who stay, and does a design with a contract first bring more crossings?"""
    size = sized(40_000, 36, 8, part)
    tables: list[Table] = []
    numbers: dict[str, float] = {}
    found: dict[str, Figures] = {}
    for k, (title, base) in enumerate(((NOW, TODAY), (WITH_COURSE, COURSE))):
        arms = {name: Arm({**base.doses, **doses}, base.routes) for name, doses in POLICIES.items()}
        found = run_arms(arms, size, lambda history: {**figures(history), **training_money(history)})
        rows = tuple((words, *_money_cells(found[name], found["today"], size.people)) for name, words in MONEY_ROWS.items())
        tables.append(Table(title, MONEY_HEADS, rows))
        for name in POLICIES:
            numbers |= {
                f"across_{name}{k}": 100 * pooled(found[name]["across"], found[name]["across"] + found[name]["inside"]),
                f"starts_{name}{k}": band(1000 / size.people * found[name]["started"]).mean,
                f"lasting_{name}{k}": band(1000 / size.people * found[name]["over-the-bridge"]).mean,
                f"used_{name}{k}": 100 * pooled(found[name]["used"], found[name]["set-aside"]),
            }  # fmt: skip
    gain = band(found["money"]["started"] - found["contract"]["started"]).sign
    to = "inside" if numbers["across_money0"] < 50.0 else "across"
    return Found(f"{to}-{ {1: 'money', 0: 'even', -1: 'contract'}[gain] }", numbers, tuple(tables))


def _money_cells(found: Figures, today: Figures, people: int) -> tuple[Any, ...]:
    scale = 1000.0 / people
    return (
        100 * pooled(found["across"], found["across"] + found["inside"]), 100 * pooled(found["used"], found["set-aside"]),
        100 * pooled(found["refused-for-money"], found["selected"]), band(scale * found["started"]),
        band(scale * (found["started"] - today["started"])), band(scale * found["over-the-bridge"]),
    )  # fmt: skip


# --- 7. A pilot and its scale ---


COHORTS = (37, 370, 3_700, 37_000)


def scale(part: float = 1.0) -> Found:
    """Does the same programme do less per participant when it grows from 37 to 37,000 people, and what runs out?"""
    size, situation = sized(200_000, 30, 8, part), read_situation("nederland-2025")
    doses = for_a_group()

    def one(seed: int) -> list[Mapping[str, float]]:
        world = burnt_in_world(situation, size.people, seed)
        today = run_history(Arm(), world.copy(), size.months)
        rows: list[Mapping[str, float]] = []
        for cohort in COHORTS:
            scope = Scope(status=("surplus", "unemployed-ww"), cohort=cohort)
            arm = Arm(doses, (Route(scope=scope, recruits=True, course_months=COURSE_MONTHS),), scope=scope)
            rows.append(of_those(run_history(arm, world.copy(), size.months), today))
        return rows

    seeds = over_seeds(one, size)
    found = {cohort: joined([rows[k] for rows in seeds]) for k, cohort in enumerate(COHORTS)}
    each = {(cohort, name): 100 * ratio(found[cohort][name], found[cohort]["people"]) for cohort in COHORTS for name in SCALED}
    rows: list[tuple[Any, ...]] = []
    for cohort in COHORTS:
        rows.append((cohort, float(found[cohort]["people"].mean()), *(band(each[cohort, name]) for name in SCALED)))
    fall = {name: band(each[37_000, name] - each[370, name]) for name in SCALED}
    numbers = {f"{name.replace('-', '_')}{cohort}": band(values).mean for (cohort, name), values in each.items()}
    numbers |= {f"noise{cohort}": band(each[cohort, "lasting"]).noise for cohort in COHORTS}
    numbers |= {f"fall_{name.replace('-', '_')}": change.mean for name, change in fall.items()}
    verdict = {-1: "seen", 0: "unsure", 1: "opposite"}[fall["lasting"].sign]
    if verdict == "unsure" and fall["started"].sign == -1:
        verdict = "starts-only"
    return Found(verdict, numbers, (Table(SCALE, SCALE_HEADS, tuple(rows)),))


SCALED = ("lasting", "started", "no-match", "place-gone", "no-seat", "refused-for-money")


# --- 9. Displacement and deadweight ---


# Fewer than are under notice or on WW at the start in each of the labour markets, so that all are chosen in month 0.
AT_RISK = Scope(status=("surplus", "unemployed-ww"), cohort=80_000)
TO_THEM = (Route(scope=AT_RISK, recruits=True),)
GROUPS = {"guides": Arm(GUIDES, TO_THEM, scope=AT_RISK), "all": Arm(for_a_group(), TO_THEM, scope=AT_RISK)}


def displacement(part: float = 1.0) -> Found:
    """Do the people reached gain at the cost of others, more so where jobs are scarce; and how much would have happened anyway?"""
    size = sized(60_000, 36, 8, part)
    rows: list[tuple[Any, ...]] = []
    numbers: dict[str, float] = {}
    lost = fewer = 0  # judged where the headline looks: 'all', now
    for place, place_words in PLACES.items():
        for name, one in _twins(size, place).items():
            words = GROUP_WORDS[name]
            bands = [band(100 * ratio(one[what], one["people"])) for what in ("gained", "lost", "hires-gained", "hires-lost")]
            anyway = [100 * pooled(one[what], one["crossed"]) for what in ("crossed-today", "same-people")]
            rows.append((Both(f"{place_words.nl}; {words.nl}", f"{place_words.en}; {words.en}"), *bands, *anyway))
            key = f"{name}_{place[-4:]}"
            numbers |= {
                f"{what}_{key}": one_band.mean for what, one_band in zip(("gain", "loss", "more", "fewer"), bands, strict=True)
            }
            numbers |= {f"noise_{key}": bands[1].noise, f"dead_{key}": anyway[0], f"same_{key}": anyway[1]}
            if key == "all_2025":
                lost, fewer = bands[1].sign, bands[3].sign
    verdict = "seen" if lost == 1 else "hires-only" if fewer == 1 else "unsure"
    return Found(verdict, numbers, (Table(TWINS, TWIN_HEADS, tuple(rows)),))


def _twins(size: Size, place: str) -> dict[str, Figures]:
    situation = read_situation(place)

    def one(seed: int) -> list[Mapping[str, float]]:
        world = burnt_in_world(situation, size.people, seed)
        today = run_history(Arm(), world.copy(), size.months)
        return [reached_and_others(run_history(arm, world.copy(), size.months), today) for arm in GROUPS.values()]

    seeds = over_seeds(one, size)
    return {name: joined([rows[k] for rows in seeds]) for k, name in enumerate(GROUPS)}
