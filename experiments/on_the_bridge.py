"""Questions about the bridge itself: own contribution, try-outs, selection, and time against the length of a course."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from experiments.figures import figures, months_of_notice, starts_of_the_surplus
from experiments.found import Found, Head, Table
from experiments.grounds import COURSE, GUIDED, TODAY, everything, whole
from experiments.pairs import Arm, Figures, Size, band, pooled, ratio, run_arms
from sim.policies.package import Route, Scope
from sim.world import History
from sim.words import Both

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
    grounds: tuple[tuple[Both, Arm, Any], ...] = (
        (Both("Nederland 2025, met de loopbrug van vandaag", "The Netherlands 2025, with today's bridge"), TODAY, None),
        (Both("Variant: iedereen hoort ervan, gidsen, cursus van zes maanden", "Variant: all hear of it, guides, a six-month course"), COURSE, None),
        (Both("Dezelfde variant, parameters in de gunstigste hoek", "The same variant, parameters in the kindest corner"), COURSE, KINDEST),
    )  # fmt: skip
    tables, numbers, verdicts = [], {}, []
    for k, (title, base, changes) in enumerate(grounds):
        shares = OWN_SHARES if k else (0.0, 0.15, 0.5)
        found = run_arms({f"{s}": base.also(own_share=s) for s in shares}, size, figures, changes=changes)
        lasting = {s: per(found[f"{s}"], "over-the-bridge", "aware", 1000) for s in shares}
        tables.append(Table(title, OWN_HEADS, tuple(_own_row(s, found[f"{s}"], lasting[s] - lasting[0.0]) for s in shares)))
        best, verdict = best_inside(shares, lasting)
        verdicts.append(verdict)
        numbers |= {
            f"best{k}": 100 * best, f"none{k}": float(np.nanmean(lasting[0.0])), f"some{k}": float(np.nanmean(lasting[0.15])),
            f"drop{k}": 100 * dropped(found["0.0"]), f"dropsome{k}": 100 * dropped(found["0.15"]),
            f"entry{k}": 100 * (1 - float(np.nansum(found["0.15"]["contracted"]) / np.nansum(found["0.0"]["contracted"]))),
        }  # fmt: skip
    return Found(verdicts[1] + ("-in-corner" if verdicts[2] == "seen" and verdicts[1] != "seen" else ""), numbers, tuple(tables))


OWN_HEADS = (
    Head("Eigen deel, %", "Own part, %", 0), Head("Matches per 1000 bereikt", "Matches per 1000 reached", 2),
    Head("Contracten per 1000", "Contracts per 1000", 2), Head("Uitval uit de cursus, %", "Drop-out of the course, %"),
    Head("Blijvend over de brug per 1000", "Lasting over the bridge per 1000", 3), Head("Verschil met 0%", "Change from 0%", 3),
)  # fmt: skip


def _own_row(share: float, found: Figures, change: np.ndarray) -> tuple[Any, ...]:
    return (
        100 * share, band(per(found, "matched", "aware", 1000)), band(per(found, "contracted", "aware", 1000)), 100 * dropped(found),
        band(per(found, "over-the-bridge", "aware", 1000)), band(change),
    )  # fmt: skip


def dropped(found: Figures) -> float:
    """Share of people in training who drop out, over all pairs together: single pairs have few of them."""
    return pooled(found["dropped-out"], found["in-training"])


def try_outs(part: float = 1.0) -> Found:
    """Do try-outs bring more early opt-outs, fewer late exits, and as many or fewer starters?"""
    size = sized(60_000, 36, 8, part)
    grounds = (
        (Both("Nederland 2025, met de loopbrug van vandaag", "The Netherlands 2025, with today's bridge"), TODAY),
        (Both("Variant: iedereen hoort ervan, gidsen voor allen", "Variant: all hear of it, guides for all"), GUIDED),
    )
    tables: list[Table] = []
    numbers: dict[str, float] = {}
    signs: dict[tuple[int, str], int] = {}
    for k, (title, base) in enumerate(grounds):
        longer = base.also(tryout=1.0, tryout_days=10.0)
        found = run_arms({"few": base, "all": longer, "clear": replace(longer, off=("blind-choice",))}, size, figures)
        rows = {name: (words, *_tryout_cells(found, *ratios)) for name, words, *ratios in TRYOUT_ROWS}
        tables.append(Table(title, TRYOUT_HEADS, tuple(rows.values())))
        signs |= {(k, name): row[3].sign for name, row in rows.items()}
        numbers |= {f"{name}_{which}{k}": row[place].mean for name, row in rows.items() for place, which in enumerate(TRYOUT_CELLS, 1)}
    early, late = signs[1, "early"], signs[1, "late"]
    verdict = "seen" if (early, late) == (1, -1) else "early-only" if early == 1 else "otherwise"
    return Found(verdict + ("-taste" if numbers["early_clear1"] > numbers["early_with1"] / 2 else ""), numbers, tuple(tables))


TRYOUT_CELLS = ("without", "with", "change", "clear")
TRYOUT_HEADS = (
    Head("Maat", "Measure"), Head("Zonder", "Without", 2), Head("Met", "With", 2), Head("Verschil", "Change", 2),
    Head("Proef: met, als niemand zich vergist (B03 weg)", "Check: with, when nobody is mistaken (B03 gone)", 2),
)  # fmt: skip
TRYOUT_ROWS = (
    ("early", Both("Stopt na proeven, per 100 matches", "Opts out after trying, per 100 matches"), "opted-out", "matched", 100.0),
    ("starters", Both("Starters per 1000 bereikt", "Starters per 1000 reached"), "started", "aware", 1000.0),
    ("late", Both("Vertrekt in het eerste jaar, per 100 starters", "Quits in the first year, per 100 starters"), "quits", "started", 100.0),
    ("belief", Both("Waarvan om het werk zelf", "Of whom over the work itself"), "quits-belief", "started", 100.0),
    ("lasting", Both("Blijvend over de brug per 1000 bereikt", "Lasting over the bridge per 1000 reached"), "over-the-bridge", "aware", 1000.0),
)


def _tryout_cells(found: Mapping[str, Figures], top: str, bottom: str, scale: float) -> tuple[Any, ...]:
    few, many, clear = (per(found[arm], top, bottom, scale) for arm in ("few", "all", "clear"))
    return band(few), band(many), band(many - few), band(clear)


def selection(part: float = 1.0) -> Found:
    """Does a lower bar at the gate raise drop-out, and does a tight market, which lowers it, do so by itself?"""
    size = sized(40_000, 36, 8, part)
    tables, numbers, signs = [], {}, {}
    grounds = (
        (Both("Variant: iedereen hoort ervan, gidsen, cursus van zes maanden", "Variant: all hear of it, guides, a six-month course"), COURSE),
        (Both("Variant: alle veertien doorbraken, cursus van zes maanden", "Variant: all fourteen breakthroughs, a six-month course"), whole()),
    )
    for k, (title, base) in enumerate(grounds):
        found = run_arms({f"{s}": base.also(selection_threshold=s) for s in STRICTNESS}, size, figures)
        tables.append(Table(title, BAR_HEADS, tuple(_bar_row(s, found[f"{s}"], found[f"{SELECTION_TODAY}"]) for s in STRICTNESS)))
        low, high = found[f"{STRICTNESS[0]}"], found[f"{STRICTNESS[-1]}"]
        change = band(per(low, "dropped-out", "in-training", 100) - per(high, "dropped-out", "in-training", 100))
        signs[k] = change.sign
        numbers |= {
            f"low{k}": 100 * dropped(low), f"high{k}": 100 * dropped(high), f"change{k}": change.mean,
            f"more{k}": 100 * (float(low["in-training"].sum() / high["in-training"].sum()) - 1.0),
            f"quits_low{k}": 100 * pooled(low["quits"], low["started"]), f"quits_high{k}": 100 * pooled(high["quits"], high["started"]),
        }  # fmt: skip
    places = {"nederland-2013": Both("Ruim, als in 2013", "Slack, as in 2013"), "nederland-2025": Both("Nu, 2025", "Now, 2025"),
              "nederland-2022": Both("Krap, 2022", "Tight, 2022")}  # fmt: skip
    by_place = {place: run_arms({"arm": whole()}, size, figures, situation=place)["arm"] for place in places}
    rows = tuple((words, *_bar_cells(by_place[place])) for place, words in places.items())
    title = Both("Dezelfde drempel, andere arbeidsmarkt (alle veertien)", "The same bar, other labour markets (all fourteen)")
    tables.append(Table(title, (Head("Arbeidsmarkt", "Labour market"), *BAR_HEADS[1:5]), rows))
    numbers |= {f"drop_{place[-4:]}": 100 * dropped(found) for place, found in by_place.items()}
    clear = [sign for sign in signs.values() if sign]
    return Found("seen" if clear and min(clear) == 1 else "opposite" if clear and max(clear) == -1 else "unsure", numbers, tuple(tables))


BAR_HEADS = (
    Head("Strenger dan elders, punten", "Stricter than elsewhere, points", 2), Head("Afgewezen per 100 matches", "Turned down per 100 matches"),
    Head("In opleiding per 1000 bereikt", "In training per 1000 reached", 2), Head("Uitval, %", "Drop-out, %"),
    Head("Vertrekt in het eerste jaar, %", "Quits in the first year, %"), Head("Blijvend per 1000: verschil met vandaag", "Lasting per 1000: change from today", 3),
)  # fmt: skip


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
    surplus = Scope(status=("surplus",))
    base = everything(but=("anticipate-and-let-go",))
    arms = {
        (lead, months): Arm(base | {"lead-time": float(lead)}, (Route(scope=surplus, recruits=True, course_months=months),))
        for lead in LEADS
        for months in COURSES
    }
    arms |= {("off", months): Arm(base, arms["0", months].routes, off=("late-release",)) for months in COURSES}
    found = run_arms({f"{lead} {months}": arm for (lead, months), arm in arms.items()}, size, _surplus_figures)
    rows = []
    share: dict[tuple[str, int], float] = {}
    notice: dict[str, float] = {}
    for lead, words in LEAD_WORDS.items():
        cells = [found[f"{lead} {months}"] for months in COURSES]
        notice[lead] = float(np.nanmean([cell["notice"] for cell in cells]))
        share |= {(lead, m): 100 * pooled(cell["no-gap"], cell["reached"]) for m, cell in zip(COURSES, cells, strict=True)}
        rows.append((words, notice[lead], *(band(100 * ratio(cell["no-gap"], cell["reached"])) for cell in cells)))
    title = Both("Start over de brug zonder een maand werkloos, per 100 mensen met aanzegging die ervan horen",
                 "Start over the bridge without a month unemployed, per 100 people under notice who hear of it")  # fmt: skip
    heads = (Head("Extra tijd", "Extra time"), Head("Aanzegging, maanden", "Notice, months"),
             *(Head(f"Cursus {m} mnd", f"Course {m} months") for m in COURSES))  # fmt: skip
    edges = {lead: edge_of([share[lead, m] for m in COURSES]) for lead in LEAD_WORDS}
    moves = all(edges[a] <= edges[b] for a, b in zip(LEADS, LEADS[1:], strict=False)) and edges["12"] > edges["0"]
    numbers = {f"edge{lead}": float(COURSES[edges[lead]]) for lead in LEAD_WORDS} | {f"notice{lead}": n for lead, n in notice.items()}
    numbers |= {f"share{lead}x{m}": s for (lead, m), s in share.items()}
    return Found("seen" if moves else "unsure", numbers, (Table(title, heads, tuple(rows)),))


LEAD_WORDS = {
    "0": Both("Vandaag", "Today"), "6": Both("6 maanden na de aanzegging", "6 months after the announcement"),
    "12": Both("12 maanden na de aanzegging", "12 months after the announcement"),
    "off": Both("Geen te laat loslaten (B04 weg)", "No late release (B04 gone)"),
}  # fmt: skip


def edge_of(shares: Sequence[float]) -> int:
    """The place of the longest course at which the share is still at least half of that without a course."""
    return max(k for k, share in enumerate(shares) if k == 0 or share >= shares[0] / 2)


def _surplus_figures(history: History) -> Mapping[str, float]:
    return starts_of_the_surplus(history) | {"notice": months_of_notice(history)}

