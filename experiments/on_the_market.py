"""Questions about the market around the bridge: tight sectors, money alone, scale, and who pays with a job of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.figures import early_quits, figures, of_those, training_money, users_and_others
from experiments.found import Found, Head, Table
from experiments.grounds import COURSE, COURSE_MONTHS, GUIDES, TODAY, everything
from experiments.on_the_bridge import per, sized
from experiments.pairs import Arm, Band, Figures, Size, band, over_seeds, pooled, ratio, run_arms, run_history
from sim import data
from sim.month.observe import STOCKS
from sim.policies.package import Route, Scope
from sim.scenario import read_situation
from sim.words import Both
from sim.world import History, burnt_in_world

PLACES = {
    "nederland-2013": Both("Ruim, als in 2013", "Slack, as in 2013"), "nederland-2025": Both("Nu, 2025", "Now, 2025"),
    "nederland-2022": Both("Krap, 2022", "Tight, 2022"),
}  # fmt: skip


# --- 3. Sectors with most vacancies ---


def tight_sectors(part: float = 1.0) -> Found:
    """Do people who come from elsewhere quit early most where vacancies are most, and does that go with the hard landing?"""
    size = sized(100_000, 36, 8, part)
    sectors = data.sectors()
    seen = {place: _landings(size, place, ()) for place in PLACES}
    soft = _landings(size, "nederland-2025", ("hard-landing",))
    now = seen["nederland-2025"]
    quits, left = 100 * ratio(now["quits"].sum(0), now["crossed"].sum(0)), _gone(now)
    order = np.argsort(-now["tightness"].mean(0))
    rows = tuple((Both(sectors[s].nl, sectors[s].en), float(now["tightness"].mean(0)[s]), float(quits[s]), float(left[s]), float(_gone(soft)[s]))
                 for s in order)  # fmt: skip
    corr = {"quits": _correlations(now, "quits"), "gone": _correlations(now, "gone"), "soft": _correlations(soft, "gone")}
    markets = tuple(
        (words, band(seen[place]["tightness"].mean(1)), band(100 * ratio(seen[place]["quits"].sum(1), seen[place]["crossed"].sum(1))),
         band(100 - 100 * ratio(seen[place]["lasted"].sum(1), seen[place]["crossed"].sum(1))))
        for place, words in PLACES.items()
    )  # fmt: skip
    numbers = {name: band(values).mean for name, values in corr.items()}
    numbers |= {f"quits_{place[-4:]}": row[2].mean for place, row in zip(PLACES, markets, strict=True)}
    numbers |= {"pooled": rank_correlation(now["tightness"].mean(0), quits)}
    over_time = band(_quit_rate(seen["nederland-2022"]) - _quit_rate(seen["nederland-2013"])).sign
    sign = band(corr["quits"]).sign
    verdict = {1: "seen", 0: "none", -1: "opposite"}[sign] + ("-in-time" if over_time == 1 and sign != 1 else "")
    correlations = Table(CORRELATION, CORRELATION_HEADS, tuple((words, band(corr[name])) for name, words in CORRELATED.items()))
    return Found(verdict, numbers, (Table(BY_SECTOR, SECTOR_HEADS, rows), correlations, Table(BY_MARKET, MARKET_HEADS, markets)))


BY_SECTOR = Both("Nederland 2025, wie uit een andere sector kwam, naar de sector waar men heen ging", "The Netherlands 2025, who came from another sector, by the sector they went to")
SECTOR_HEADS = (
    Head("Sector", "Sector"), Head("Vacatures per 100 banen", "Vacancies per 100 jobs"),
    Head("Vertrekt om de landing of het werk in het eerste jaar, %", "Quits over the landing or the work in the first year, %"),
    Head("Na een jaar niet meer in de sector, %", "No longer in the sector after a year, %"),
    Head("Idem zonder harde landing (B07 weg), %", "The same without a hard landing (B07 gone), %"),
)  # fmt: skip
CORRELATION = Both("Samenhang met vacatures per 100 banen, tussen de 16 sectoren (rangcorrelatie)", "Link with vacancies per 100 jobs, between the 16 sectors (rank correlation)")
CORRELATION_HEADS = (Head("Maat", "Measure"), Head("Rangcorrelatie", "Rank correlation", 2))
CORRELATED = {
    "quits": Both("Vroeg vertrek", "Early quits"), "gone": Both("Na een jaar weg", "Gone after a year"),
    "soft": Both("Na een jaar weg, zonder harde landing", "Gone after a year, without a hard landing"),
}  # fmt: skip
BY_MARKET = Both("Dezelfde landing in een ruime en een krappe arbeidsmarkt", "The same landing in a slack and a tight labour market")
MARKET_HEADS = (Head("Arbeidsmarkt", "Labour market"), *SECTOR_HEADS[1:4])


def _landings(size: Size, place: str, off: tuple[str, ...]) -> dict[str, np.ndarray]:
    """float64[seeds, sectors]: vacancies per 100 jobs, crossings, early quits, and crossings that lasted."""
    situation, sector_of_job = read_situation(place), _sector_of_job()

    def one(seed: int) -> Sequence[np.ndarray]:
        history = run_history(Arm(off=off), burnt_in_world(situation, size.people, seed), size.months)
        return (tightness_of(history), *early_quits(history, len(data.sectors()), sector_of_job))

    return dict(zip(("tightness", "crossed", "quits", "lasted"), map(np.array, zip(*over_seeds(one, size), strict=True)), strict=True))


def tightness_of(history: History) -> np.ndarray:
    """float64[sectors]: vacancies per 100 jobs, filled and open, mean over the months of a run."""
    open_ = np.mean([o.vacancies.sum(axis=1) for o in history.observed], axis=0)
    at_work = np.mean([o.stocks.reshape(len(data.sectors()), -1, len(STOCKS))[:, :, :2].sum(axis=(1, 2)) for o in history.observed], axis=0)
    return 100.0 * ratio(open_, at_work + open_)


def _sector_of_job() -> np.ndarray:
    names = [sector.id for sector in data.sectors()]
    return np.array([names.index(job.sector) for job in data.job_types()])


def _gone(found: Mapping[str, np.ndarray]) -> np.ndarray:
    return 100.0 - 100.0 * ratio(found["lasted"].sum(0), found["crossed"].sum(0))


def _quit_rate(found: Mapping[str, np.ndarray]) -> np.ndarray:
    return ratio(found["quits"].sum(1), found["crossed"].sum(1))


def _correlations(found: Mapping[str, np.ndarray], what: str) -> np.ndarray:
    """float64[seeds]: rank correlation between sectors, seed by seed."""
    share = ratio(found["quits"], found["crossed"]) if what == "quits" else 1.0 - ratio(found["lasted"], found["crossed"])
    return np.array([rank_correlation(tight, rate) for tight, rate in zip(found["tightness"], share, strict=True)])


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation of two arrays of equal length (no ties are shared); NaN when either does not vary."""
    there = np.isfinite(one) & np.isfinite(other)
    one, other = one[there], other[there]
    if one.size < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))[0, 1])


# --- 4. Money alone ---


MONEY = {
    "today": (Both("Vandaag", "Today"), {}),
    "budget": (Both("Persoonlijk budget van 2000 euro", "Personal budget of 2000 euros"), {"portable-budget": 2000.0, "budget-kept": 1.0}),
    "fund": (Both("Sectoroverstijgend fonds", "Cross-sector fund"), {"cross-sector-fund": 1.0}),
    "redirected": (Both("Omgelegd geld (vergoeding, WW, oude werkgever)", "Redirected money (severance, WW, old employer)"),
                   {"redirect-severance": 1.0, "redirect-ww": 1.0, "sender-share": 0.5}),
    "money": (Both("Al dit geld samen", "All this money together"),
              {"portable-budget": 2000.0, "budget-kept": 1.0, "cross-sector-fund": 1.0, "redirect-severance": 1.0, "redirect-ww": 1.0, "sender-share": 0.5}),
    "contract": (Both("Eerst het contract (met baangarantie en gedeeld risico)", "Contract first (with job guarantee and shared risk)"),
                 {"contract-first": 1.0, "job-guarantee": 12.0, "pooled-risk": 1.0}),
}  # fmt: skip


def money_alone(part: float = 1.0) -> Found:
    """Does money alone mostly go to people who stay, and does a design with a contract first bring more crossings?"""
    size = sized(40_000, 36, 8, part)
    grounds = (
        (Both("Nederland 2025, met de loopbrug van vandaag", "The Netherlands 2025, with today's bridge"), TODAY),
        (Both("Variant: iedereen hoort ervan, gidsen, cursus van zes maanden", "Variant: all hear of it, guides, a six-month course"), COURSE),
    )
    tables, numbers = [], {}
    found: dict[str, Figures] = {}
    for k, (title, base) in enumerate(grounds):
        arms = {name: Arm({**base.doses, **doses}, base.routes) for name, (_, doses) in MONEY.items()}
        found = run_arms(arms, size, lambda history: {**figures(history), **training_money(history)})
        rows = tuple((words, *_money_cells(found[name], found["today"], size.people)) for name, (words, _) in MONEY.items())
        tables.append(Table(title, MONEY_HEADS, rows))
        for name in MONEY:
            numbers |= {
                f"across_{name}{k}": 100 * pooled(found[name]["across"], found[name]["across"] + found[name]["inside"]),
                f"starts_{name}{k}": band(1000 / size.people * found[name]["started"]).mean,
                f"used_{name}{k}": 100 * pooled(found[name]["used"], found[name]["set-aside"]),
            }  # fmt: skip
    gain = band(found["money"]["started"] - found["contract"]["started"]).sign
    mostly_inside = numbers["across_money0"] < 50.0
    return Found(("inside" if mostly_inside else "across") + {1: "-money", 0: "-even", -1: "-contract"}[gain], numbers, tuple(tables))


MONEY_HEADS = (
    Head("Beleid", "Policy"), Head("Deel van het scholingsgeld voor overstappers, %", "Share of training money for crossings, %"),
    Head("Gebruikt deel van wat apart staat, %", "Used share of what is set aside, %", 2),
    Head("Geweigerd om geld, % van de geselecteerden", "Refused for money, % of those selected"),
    Head("Starters per 1000 inwoners", "Starters per 1000 inhabitants", 3), Head("Verschil met vandaag", "Change from today", 3),
    Head("Blijvend over de brug per 1000", "Lasting over the bridge per 1000", 3),
)  # fmt: skip


def _money_cells(found: Figures, today: Figures, people: int) -> tuple[Any, ...]:
    scale = 1000.0 / people
    return (
        100 * pooled(found["across"], found["across"] + found["inside"]), 100 * pooled(found["used"], found["set-aside"]),
        100 * pooled(found["refused-for-money"], found["selected"]), band(scale * found["started"]),
        band(scale * (found["started"] - today["started"])), band(scale * found["over-the-bridge"]),
    )  # fmt: skip


# --- 7. A pilot and its scale ---


# Foresight belongs to an employer, not to a participant; what try-outs do to starts is a question of its own.
NOT_FOR_A_GROUP = ("anticipate-and-let-go", "try-before-you-switch")
COHORTS = (37, 370, 3_700, 37_000)


def scale(part: float = 1.0) -> Found:
    """Does the same programme do less per participant when it grows from 37 to 37,000 people, and what runs out?"""
    size, situation = sized(200_000, 30, 8, part), read_situation("nederland-2025")
    doses = everything(but=NOT_FOR_A_GROUP)

    def one(seed: int) -> list[Mapping[str, float]]:
        world = burnt_in_world(situation, size.people, seed)
        today = run_history(Arm(), world.copy(), size.months)
        rows = []
        for cohort in COHORTS:
            scope = Scope(status=("surplus",), cohort=cohort)
            arm = Arm(doses, (Route(scope=scope, recruits=True, course_months=COURSE_MONTHS),), scope=scope)
            rows.append(of_those(run_history(arm, world.copy(), size.months), today))
        return rows

    seeds = over_seeds(one, size)
    found = {cohort: {name: np.array([rows[k][name] for rows in seeds]) for name in seeds[0][0]} for k, cohort in enumerate(COHORTS)}
    rows = tuple((cohort, float(found[cohort]["people"].mean()), *(band(100 * ratio(found[cohort][name], found[cohort]["people"])) for name in SCALED))
                 for cohort in COHORTS)  # fmt: skip
    effect = {cohort: ratio(found[cohort]["lasting"], found[cohort]["people"]) for cohort in COHORTS}
    fall = {name: band(100 * (ratio(found[37_000][name], found[37_000]["people"]) - ratio(found[370][name], found[370]["people"]))) for name in SCALED}
    numbers = {f"lasting{cohort}": 100 * float(np.nanmean(effect[cohort])) for cohort in COHORTS}
    numbers |= {f"noise{cohort}": 100 * band(effect[cohort]).noise for cohort in COHORTS}
    numbers |= {f"fall_{name.replace('-', '_')}": change.mean for name, change in fall.items()}
    numbers |= {f"{name.replace('-', '_')}{cohort}": 100 * pooled(found[cohort][name], found[cohort]["people"]) for name in SCALED for cohort in COHORTS}
    verdict = {-1: "seen", 0: "unsure", 1: "opposite"}[fall["lasting"].sign]
    if verdict == "unsure" and fall["started"].sign == -1:
        verdict = "starts-only"
    return Found(verdict, numbers, (Table(SCALE, SCALE_HEADS, rows),))


SCALED = ("lasting", "started", "no-match", "place-gone", "no-seat", "refused-for-money")
SCALE = Both("Nederland 2025: twaalf doorbraken (zonder vooruitkijken en proeven), cursus van zes maanden, voor een groep met ontslagaanzegging; per 100 deelnemers",
             "The Netherlands 2025: twelve breakthroughs (no foresight, no try-outs), a six-month course, for a group under notice; per 100 participants")  # fmt: skip
SCALE_HEADS = (
    Head("Deelnemers", "Participants", 0), Head("Gesimuleerde mensen per paar", "Simulated people per pair"),
    Head("Extra blijvende overstappen", "Extra lasting crossings"), Head("Starters", "Starters"), Head("Niets gevonden", "Found nothing"), Head("Plek al weg (keren)", "Place gone (times)"), Head("Geen opleidingsplek", "No seat on a course"),
    Head("Geweigerd om geld (keren)", "Refused for money (times)"),
)  # fmt: skip


# --- 9. Displacement and deadweight ---


AT_RISK = Scope(status=("surplus", "unemployed-ww"))
GROUPS = {
    "guides": (Both("Gidsen, en iedereen die het aangaat hoort ervan", "Guides, and everyone concerned hears of it"),
               Arm(GUIDES, (Route(scope=AT_RISK, recruits=True),), scope=AT_RISK)),
    "whole": (Both("Twaalf doorbraken (zonder vooruitkijken en proeven)", "Twelve breakthroughs (no foresight, no try-outs)"),
              Arm({lever: dose for lever, dose in everything(but=NOT_FOR_A_GROUP).items() if lever != "development-leadership"},
                  (Route(scope=AT_RISK, recruits=True),), scope=AT_RISK)),
}  # fmt: skip


def displacement(part: float = 1.0) -> Found:
    """Do users gain at the cost of others, more so where jobs are scarce; and how many users would have crossed anyway?"""
    size = sized(60_000, 36, 8, part)
    rows: list[tuple[Any, ...]] = []
    numbers: dict[str, float] = {}
    lost: dict[str, Band] = {}
    hires: dict[str, Band] = {}
    for place, place_words in PLACES.items():
        found = _twins(size, place)
        for name, (words, _) in GROUPS.items():
            one = found[name]
            gain, loss, fewer = (band(1000 / size.people * one[what]) for what in ("gained", "lost", "hires-lost"))
            dead = 100 * pooled(one["anyway"], one["users-lasting"])
            rows.append((Both(f"{place_words.nl}; {words.nl}", f"{place_words.en}; {words.en}"), gain, loss, fewer, dead))
            key = f"{name}_{place[-4:]}"
            numbers |= {f"gain_{key}": gain.mean, f"loss_{key}": loss.mean, f"hires_{key}": fewer.mean, f"dead_{key}": dead,
                        f"part_{key}": 100 * pooled(one["lost"], one["gained"])}  # fmt: skip
            lost[key], hires[key] = loss, fewer
    now, slack = lost["whole_2025"].sign, lost["whole_2013"].sign
    verdict = "seen" if now == 1 or slack == 1 else "hires-only" if hires["whole_2025"].sign == 1 or hires["whole_2013"].sign == 1 else "unsure"
    return Found(verdict, numbers, (Table(TWINS, TWIN_HEADS, tuple(rows)),))


TWINS = Both("Per 1000 inwoners, in drie jaar; het pakket geldt voor wie een aanzegging of WW heeft", "Per 1000 inhabitants, in three years; the package is for who is under notice or on WW")
TWIN_HEADS = (
    Head("Arbeidsmarkt en pakket", "Labour market and package"), Head("Gebruikers: extra blijvende overstappen", "Users: extra lasting crossings", 3),
    Head("Anderen: gemiste blijvende overstappen", "Others: lasting crossings lost", 3), Head("Anderen: minder keren aangenomen", "Others: hired fewer times", 3),
    Head("Was ook zonder overgestapt, % van de gebruikers met een blijvende overstap", "Would have crossed anyway, % of users with a lasting crossing"),
)  # fmt: skip


def _twins(size: Size, place: str) -> dict[str, Figures]:
    situation = read_situation(place)

    def one(seed: int) -> list[Mapping[str, float]]:
        world = burnt_in_world(situation, size.people, seed)
        today = run_history(Arm(), world.copy(), size.months)
        return [users_and_others(run_history(arm, world.copy(), size.months), today) for _, arm in GROUPS.values()]

    seeds = over_seeds(one, size)
    return {name: {what: np.array([rows[k][what] for rows in seeds]) for what in seeds[0][0]} for k, name in enumerate(GROUPS)}
