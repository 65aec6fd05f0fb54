"""Questions about the bridge itself: own contribution, try-outs, selection, and time against the length of a course."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from experiments.figures import figures, months_of_notice, starts_of_the_surplus
from experiments.found import Found, Head, Table
from experiments.grounds import COURSE, GUIDED, TODAY, for_a_group, whole
from experiments.labels import (
    BAR_HEADS,
    IN_THE_CORNER,
    LEAD_WORDS,
    MARKET_HEADS,
    NO_GAP,
    NOW,
    OWN_HEADS,
    PLACES,
    SAME_BAR,
    TRYOUT_HEADS,
    TRYOUT_ROWS,
    WITH_ALL,
    WITH_COURSE,
    WITH_GUIDES,
)
from experiments.pairs import Arm, Band, Figures, Size, band, pooled, ratio, run_arms
from sim.policies.package import Route
from sim.words import Both
from sim.world import History

OWN_SHARES = (0.0, 0.05, 0.1, 0.15, 0.3, 0.5)
# The corner of the ranges of the parameters that favours an own part most: it binds most, costs least, and many drop out.
KINDEST = {"own_share_commits": 8.0, "utility_own_bill": 0.1, "dropout": 0.04, "own_money": 0.6}
STRICTNESS = (-0.1, 0.0, 0.05, 0.1, 0.2)
SELECTION_TODAY = 0.05
LEADS = ("0", "6", "12")
COURSES = (0, 3, 6, 12, 24)


def sized(people: int, months: int, seeds: int, part: float) -> Size:
    """A size with only a part of the people, and at least 1,500; a small part also takes only two seeds."""
    return Size(max(1_500, int(people * part)), months, seeds if part >= 1.0 else 2)


def per(found: Figures, part: str, whole: str, scale: float) -> np.ndarray:
    """float64[seeds]: one figure by another, times a scale."""
    return scale * ratio(found[part], found[whole])


def best_inside(doses: Sequence[float], values: Mapping[float, np.ndarray]) -> tuple[float, str]:
    """(the dose with the highest mean, verdict): "seen" when it lies inside the range and beats both ends beyond luck, "falling" or
    "rising" when an end is best, "unsure" when the best lies inside but not clearly above an end.
    """
    best = max(doses, key=lambda dose: float(np.nanmean(values[dose])))
    if best in (doses[0], doses[-1]):
        return best, "falling" if best == doses[0] else "rising"
    beaten = [band(values[best] - values[end]).sign == 1 for end in (doses[0], doses[-1])]
    return best, "seen" if all(beaten) else "unsure"


def own_share(part: float = 1.0) -> Found:
    """Does a small part of the tuition paid by the person bring more lasting crossings than none and than much?"""
    size = sized(40_000, 36, 8, part)
    grounds: tuple[tuple[Both, Arm, Any], ...] = ((NOW, TODAY, None), (WITH_COURSE, COURSE, None), (IN_THE_CORNER, COURSE, KINDEST))
    tables, verdicts = [], []
    numbers: dict[str, float] = {}
    for k, (title, base, changes) in enumerate(grounds):
        shares = OWN_SHARES if k else (0.0, 0.15, 0.5)
        found = run_arms({f"{s}": base.also(own_share=s) for s in shares}, size, figures, changes=changes)
        lasting = {s: per(found[f"{s}"], "over-the-bridge", "aware", 1000) for s in shares}
        tables.append(Table(title, OWN_HEADS, tuple(_own_row(s, found[f"{s}"], lasting[s] - lasting[0.0]) for s in shares)))
        best, verdict = best_inside(shares, lasting)
        verdicts.append(verdict)
        numbers |= {
            f"best{k}": 100 * best, f"none{k}": float(np.nanmean(lasting[0.0])), f"some{k}": float(np.nanmean(lasting[0.15])),
            f"top{k}": float(np.nanmean(lasting[best])), f"half{k}": float(np.nanmean(lasting[0.5])),
            f"drop{k}": 100 * dropped(found["0.0"]), f"dropsome{k}": 100 * dropped(found["0.15"]),
            f"entry{k}": 100 * (1 - pooled(found["0.15"]["contracted"], found["0.0"]["contracted"])),
        }  # fmt: skip
    only_in_corner = verdicts[2] == "seen" and verdicts[1] != "seen"
    return Found("in-corner" if only_in_corner else verdicts[1], numbers, tuple(tables))


def _own_row(share: float, found: Figures, change: np.ndarray) -> tuple[Any, ...]:
    return (
        100 * share, band(per(found, "matched", "aware", 1000)), band(per(found, "contracted", "aware", 1000)),
        100 * dropped(found), band(per(found, "over-the-bridge", "aware", 1000)), band(change),
    )  # fmt: skip


def dropped(found: Figures) -> float:
    """Share of people in training who drop out, over all pairs together: single pairs have few of them."""
    return pooled(found["dropped-out"], found["in-training"])


def try_outs(part: float = 1.0) -> Found:
    """Do try-outs bring more early opt-outs, fewer late exits, and as many or fewer starters?"""
    size = sized(60_000, 36, 8, part)
    tables: list[Table] = []
    numbers: dict[str, float] = {}
    signs: dict[tuple[int, str], int] = {}
    for k, (title, base) in enumerate(((NOW, TODAY), (WITH_GUIDES, GUIDED))):
        longer = base.also(tryout=1.0, tryout_days=10.0)
        clear = {f"clear {name}": replace(arm, off=("blind-choice",)) for name, arm in (("few", base), ("all", longer))}
        found = run_arms({"few": base, "all": longer, **clear}, size, figures)
        cells = {name: _tryout_cells(found, *by) for name, (_, *by) in TRYOUT_ROWS.items()}
        tables.append(Table(title, TRYOUT_HEADS, tuple((TRYOUT_ROWS[name][0], *bands) for name, bands in cells.items())))
        signs |= {(k, name): bands[2].sign for name, bands in cells.items()}
        for name, bands in cells.items():
            numbers |= {f"{name}_{which}{k}": one.mean for which, one in zip(TRYOUT_CELLS, bands, strict=True)}
    early, late = signs[1, "early"], signs[1, "late"]
    verdict = "seen" if (early, late) == (1, -1) else "early-only" if early == 1 else "otherwise"
    for_nothing = numbers["early_clear_with1"] > numbers["early_with1"] / 2  # most turn back though nobody is mistaken
    return Found("taste" if for_nothing else verdict, numbers, tuple(tables))


TRYOUT_CELLS = ("without", "with", "change", "clear_without", "clear_with")


def _tryout_cells(found: Mapping[str, Figures], top: Any, bottom: Any, scale: Any) -> tuple[Band, ...]:
    few, many, *clear = (per(found[arm], top, bottom, scale) for arm in ("few", "all", "clear few", "clear all"))
    return band(few), band(many), band(many - few), *map(band, clear)


def selection(part: float = 1.0) -> Found:
    """Does a lower bar at the gate raise drop-out, and does a tight market, which lowers it, do so by itself?"""
    size = sized(40_000, 36, 8, part)
    tables: list[Table] = []
    numbers: dict[str, float] = {}
    signs: dict[int, int] = {}
    for k, (title, base) in enumerate(((WITH_COURSE, COURSE), (WITH_ALL, whole()))):
        found = run_arms({f"{s}": base.also(selection_threshold=s) for s in STRICTNESS}, size, figures)
        tables.append(Table(title, BAR_HEADS, tuple(_bar_row(s, found[f"{s}"], found[f"{SELECTION_TODAY}"]) for s in STRICTNESS)))
        low, high = found[f"{STRICTNESS[0]}"], found[f"{STRICTNESS[-1]}"]
        change = band(per(low, "dropped-out", "in-training", 100) - per(high, "dropped-out", "in-training", 100))
        signs[k] = change.sign
        numbers |= {
            f"low{k}": 100 * dropped(low), f"high{k}": 100 * dropped(high), f"change{k}": change.mean,
            f"more{k}": 100 * (float(low["in-training"].sum() / high["in-training"].sum()) - 1.0),
            f"quits_low{k}": 100 * pooled(low["quits"], low["started"]),
            f"quits_high{k}": 100 * pooled(high["quits"], high["started"]),
        }  # fmt: skip
    by_place = {place: run_arms({"arm": whole()}, size, figures, situation=place)["arm"] for place in PLACES}
    rows = tuple((words, *_bar_cells(by_place[place])) for place, words in PLACES.items())
    tables.append(Table(SAME_BAR, (MARKET_HEADS[0], *BAR_HEADS[1:5]), rows))
    numbers |= {f"drop_{place[-4:]}": 100 * dropped(found) for place, found in by_place.items()}
    verdicts = {frozenset((1,)): "seen", frozenset((-1,)): "opposite"}
    return Found(verdicts.get(frozenset(signs.values()) - {0}, "unsure"), numbers, tuple(tables))


def _bar_cells(found: Figures) -> tuple[Any, ...]:
    return (
        band(per(found, "turned-down", "matched", 100)), band(per(found, "in-training", "aware", 1000)),
        band(per(found, "dropped-out", "in-training", 100)), band(per(found, "quits", "started", 100)),
    )  # fmt: skip


def _bar_row(strictness: float, found: Figures, today: Figures) -> tuple[Any, ...]:
    lasting = [per(arm, "over-the-bridge", "aware", 1000) for arm in (found, today)]
    return (strictness, *_bar_cells(found), band(lasting[0] - lasting[1]))


def lead_time(part: float = 1.0) -> Found:
    """Is there an edge in lead time against the length of the course, beyond which nobody starts without a month unemployed?"""
    size = sized(25_000, 48, 8, part)
    base = for_a_group()
    arms = {
        (lead, months): Arm(base | {"lead-time": float(lead)}, (Route(course_months=months),))
        for lead in LEADS
        for months in COURSES
    }
    arms |= {("off", months): Arm(base, arms["0", months].routes, off=("late-release",)) for months in COURSES}
    found = run_arms({f"{lead} {months}": arm for (lead, months), arm in arms.items()}, size, _surplus_figures)
    rows: list[tuple[Any, ...]] = []
    share: dict[tuple[str, int], float] = {}
    notice: dict[str, float] = {}
    for lead, words in LEAD_WORDS.items():
        cells = [found[f"{lead} {months}"] for months in COURSES]
        notice[lead] = float(np.nanmean([cell["notice"] for cell in cells]))
        share |= {(lead, m): 100 * pooled(cell["no-gap"], cell["reached"]) for m, cell in zip(COURSES, cells, strict=True)}
        rows.append((words, notice[lead], *(band(100 * ratio(cell["no-gap"], cell["reached"])) for cell in cells)))
    heads = (Head("Extra tijd", "Extra time"), Head("Aanzegging, maanden", "Notice, months"),
             *(Head(f"Cursus {m} mnd", f"Course {m} months") for m in COURSES))  # fmt: skip
    edges = {lead: edge_of([share[lead, m] for m in COURSES]) for lead in LEAD_WORDS}
    moves = all(edges[a] <= edges[b] for a, b in pairwise(LEADS)) and edges["12"] > edges["0"]
    numbers = {f"edge{lead}": float(COURSES[edge]) for lead, edge in edges.items()}
    numbers |= {f"notice{lead}": months for lead, months in notice.items()}
    numbers |= {f"share{lead}x{m}": s for (lead, m), s in share.items()}
    return Found("seen" if moves else "unsure", numbers, (Table(NO_GAP, heads, tuple(rows)),))


def edge_of(shares: Sequence[float]) -> int:
    """The place of the longest course at which the share is still at least half of that without a course."""
    return max(k for k, share in enumerate(shares) if k == 0 or share >= shares[0] / 2)


def _surplus_figures(history: History) -> Mapping[str, float]:
    return starts_of_the_surplus(history) | {"notice": months_of_notice(history)}
