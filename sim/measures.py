"""The headline measures, each defined once: what it is in Dutch and English, its unit, its kind, and which way is better."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim import data
from sim.agents.codes import EDUCATIONS, EU, MINISTRIES, PARTIES, PROVINCES, UWV
from sim.chains import chain_measures
from sim.month.books import FLOWS, HIRED_FROM_OUTSIDE, HIRED_FROM_UNEMPLOYMENT, HIRED_FROM_WORK
from sim.month.observe import STOCKS
from sim.world import History, rates

AGES = ("15-24", "25-34", "35-44", "45-54", "55-64", "65-74")
PARTS = ("back-to-work", "lasting", "safe", "months-out", "income-lost")  # measured for people in scope and outside it too
SHORTAGE_SECTORS = ("zorg-welzijn", "onderwijs", "techniek", "ict")  # named as such in the source documents


@dataclass(frozen=True)
class Measure:
    """One headline measure. kind: stock, flow or rate; better: higher, lower or none."""

    id: str
    nl: str
    en: str
    unit: str
    kind: str
    better: str


# One line a measure reads best, however long its two names are.
# ruff: noqa: E501
MEASURES = {
    m.id: m
    for m in (
        Measure("lasting-crossings", "Blijvende overstappen", "Lasting crossings", "people", "flow", "higher"),
        Measure("safe-crossings", "Veilige en blijvende overstappen", "Safe and lasting crossings", "people", "flow", "higher"),
        Measure("crossings", "Overstappen naar een andere sector", "Moves to another sector", "people", "flow", "none"),
        Measure("back-to-work", "Binnen 6 maanden na aanzegging ander werk", "Other work within 6 months of notice", "%", "rate", "higher"),
        Measure("months-out", "Maanden zonder werk per inwoner", "Months out of work per person", "months", "flow", "lower"),
        Measure("income-lost", "Gemist inkomen door werkloosheid", "Income missed through unemployment", "EUR million", "flow", "lower"),
        Measure("wage-after-1-year", "Loon 1 tot 2 jaar na de overstap tegenover ervoor", "Pay 1 to 2 years after a crossing against before", "%", "rate", "higher"),
        Measure("wage-after-3-years", "Loon 3 tot 4 jaar na de overstap tegenover ervoor", "Pay 3 to 4 years after a crossing against before", "%", "rate", "higher"),
        Measure("hires-shortage", "Aangenomen in zorg, onderwijs, techniek en ICT", "Hired in care, education, technology and ICT", "people/year", "flow", "higher"),
        Measure("unemployment", "Werkloosheid", "Unemployment", "% of labour force", "rate", "lower"),
        Measure("gap-age", "Verschil in blijvende overstappen: jonger dan 45 min 45 en ouder", "Gap in lasting crossings: under 45 less 45 and over", "per 1000 people", "rate", "none"),
        Measure("gap-education", "Verschil in blijvende overstappen: hoog min laag opgeleid", "Gap in lasting crossings: high less low education", "per 1000 people", "rate", "none"),
        Measure("scope-people", "Mensen die het pakket bereikt", "People the package reaches", "people", "stock", "none"),
        Measure("scope-back-to-work", "Binnen 6 maanden ander werk, onder hen", "Other work within 6 months, among them", "%", "rate", "higher"),
        Measure("scope-lasting", "Blijvende overstappen, onder hen", "Lasting crossings, among them", "people", "flow", "higher"),
        Measure("scope-safe", "Veilige en blijvende overstappen, onder hen", "Safe and lasting crossings, among them", "people", "flow", "higher"),
        Measure("scope-months-out", "Maanden zonder werk per persoon, onder hen", "Months out of work per person, among them", "months", "flow", "lower"),
        Measure("scope-income-lost", "Gemist inkomen door werkloosheid, onder hen", "Income missed through unemployment, among them", "EUR million", "flow", "lower"),
        Measure("outside-back-to-work", "Binnen 6 maanden ander werk, bij wie het pakket niet bereikt", "Other work within 6 months, among those it does not reach", "%", "rate", "higher"),
        Measure("outside-lasting", "Blijvende overstappen, bij wie het pakket niet bereikt", "Lasting crossings, among those it does not reach", "people", "flow", "higher"),
        Measure("outside-safe", "Veilige en blijvende overstappen, bij wie het pakket niet bereikt", "Safe and lasting crossings, among those it does not reach", "people", "flow", "higher"),
        Measure("outside-months-out", "Maanden zonder werk per persoon, bij wie het pakket niet bereikt", "Months out of work per person, among those it does not reach", "months", "flow", "lower"),
        Measure("outside-income-lost", "Gemist inkomen door werkloosheid, bij wie het pakket niet bereikt", "Income missed through unemployment, among those it does not reach", "EUR million", "flow", "lower"),
        Measure("chain-bridge", "Plaatsen die na een overstap over de brug op een rij weer vervuld worden", "Places refilled in a row behind a move across the bridge", "places", "rate", "none"),
        Measure("chain-bridge-jobless", "Rijen die eindigen bij iemand zonder werk", "Such rows that end with someone without work", "%", "rate", "none"),
        Measure("chain-work", "Plaatsen die na een overstap van werk naar werk weer vervuld worden", "Places refilled in a row behind any move from work to work", "places", "rate", "none"),
        Measure("public-cost", "Uitgaven van UWV en overheden", "Spending of UWV and governments", "EUR million/year", "flow", "lower"),
    )
}  # fmt: skip


def party_names() -> tuple[str, ...]:
    """Ids of the ledger's parties in order: the fixed ones, then the sectors' funds."""
    return (*PARTIES, *(f"fund-{sector.id}" for sector in data.sectors()))


UNITS_NL = {
    "people": "mensen", "%": "%", "months": "maanden", "EUR million": "miljoen euro", "people/year": "mensen per jaar", "places": "plaatsen", "times": "keer",
    "% of labour force": "% van de beroepsbevolking", "per 1000 people": "per 1000 mensen",
    "EUR million/year": "miljoen euro per jaar", "% of users who crossed": "% van de gebruikers die overstapten",
}  # fmt: skip


def measure(history: History) -> dict[str, float]:
    """The headline measures of one finished run; a measure that nobody gives rise to is nan."""
    world = history.world
    w, weight, months = world.tables, world.weight, len(history.observed)
    people, path = w.people, w.path
    reached = path.in_scope == 1
    missed = reached if not reached.any() else ~reached  # where no package reaches anyone, nobody is outside it
    flows = np.sum([o.flows for o in history.observed], axis=0)
    sectors = [s.id for s in data.sectors()]
    shortage = [sectors.index(s) for s in SHORTAGE_SECTORS]
    hires = flows[shortage][:, [HIRED_FROM_WORK, HIRED_FROM_UNEMPLOYMENT, HIRED_FROM_OUTSIDE]].sum()
    return {
        "lasting-crossings": weight * float(path.lasting.sum()),
        "safe-crossings": weight * float(path.safe.sum()),
        "crossings": weight * float(path.crossings.sum()),
        "back-to-work": _share(path.back_to_work == 1, path.back_to_work > 0),
        "months-out": float(path.months_out.mean()),
        "income-lost": weight * float(path.income_lost.sum()) / 1e6,
        "wage-after-1-year": _wage_change(world, 12),
        "wage-after-3-years": _wage_change(world, 36),
        "hires-shortage": weight * float(hires) * 12.0 / months,
        "unemployment": 100.0 * float(np.mean([rates(o)[0] for o in history.observed])),
        "gap-age": _per_1000(path.lasting, people.age < 45 * 12) - _per_1000(path.lasting, people.age >= 45 * 12),
        "gap-education": _per_1000(path.lasting, people.education == 2) - _per_1000(path.lasting, people.education == 0),
        "scope-people": weight * float(reached.sum()),
        **_of_group(world, reached, "scope"),
        **_of_group(world, missed, "outside"),
        **_chains(history),
        "public-cost": weight * _public_cost(history) * 12.0 / months / 1e6,
    }


def _of_group(world: Any, group: np.ndarray, name: str) -> dict[str, float]:
    """The measures that are also given for part of the people (bool[person]); nan when there is nobody in it."""
    path, weight = world.tables.path, world.weight
    if not group.any():
        return dict.fromkeys((f"{name}-{part}" for part in PARTS), float("nan"))
    return {
        f"{name}-back-to-work": _share(group & (path.back_to_work == 1), group & (path.back_to_work > 0)),
        f"{name}-lasting": weight * float(path.lasting[group].sum()),
        f"{name}-safe": weight * float(path.safe[group].sum()),
        f"{name}-months-out": float(path.months_out[group].mean()),
        f"{name}-income-lost": weight * float(path.income_lost[group].sum()) / 1e6,
    }


def _chains(history: History) -> dict[str, float]:
    """Vacancy chains, for a run that kept its events."""
    books = history.books
    if not books.keep[0]:
        return dict.fromkeys(("chain-bridge", "chain-bridge-jobless", "chain-work"), float("nan"))
    events = books.events[: int(books.event_count[0])]
    return chain_measures(events, len(history.observed), len(data.job_types()))


def _share(part: np.ndarray, whole: np.ndarray) -> float:
    """Percentage of `whole` that is `part`; nan when there is nobody."""
    return 100.0 * float(part.sum()) / float(whole.sum()) if whole.any() else float("nan")


def _per_1000(count: np.ndarray, group: np.ndarray) -> float:
    return 1000.0 * float(count[group].mean()) if group.any() else float("nan")


def _wage_change(world: Any, months: int) -> float:
    """Mean full-time wage now against before the crossing, in %, of those who crossed so many months to a year more ago."""
    path, people = world.tables.path, world.tables.people
    since = world.month - path.cross_month.astype(np.int64)
    crossed = (since >= months) & (since < months + 12) & (path.cross_month >= 0) & (path.cross_wage > 0)
    crossed &= people.unit >= 0
    return 100.0 * (float((people.wage[crossed] / path.cross_wage[crossed]).mean()) - 1.0) if crossed.any() else float("nan")


def _public_cost(history: History) -> float:
    total = history.whole_ledger()
    return float(sum(total[:, party, :].sum() for party in (UWV, MINISTRIES, PROVINCES, EU)))


def series(history: History) -> list[dict[str, Any]]:
    """Rows of month, group (sector, education, age band, region, scope), measure, value, kind; a key that is empty is summed over.

    Stocks of people by sector, education, age and scope, and once more by region; vacancies by sector and region; flows by
    sector; rates of the whole market. Simulated people and positions; rates in the unit their name says.
    """
    rows: list[dict[str, Any]] = []
    for o in history.observed:
        rows += _stock_rows(o)
        rows += _vacancy_and_flow_rows(o)
        for measure, value in _rates(o).items():
            rows.append(_row(o.month, measure, value, "rate"))
    for row in rows:
        row["region"] = history.world.situation.region_ids[row["region"]] if row["region"] != "" else ""
    return rows


def _row(month: int, measure: str, value: float, kind: str, **keys: Any) -> dict[str, Any]:
    groups = {"sector": "", "education": "", "age": "", "region": "", "in_scope": None} | keys
    return {"month": month, **groups, "measure": measure, "value": float(value), "kind": kind}


def _stock_rows(o: Any) -> list[dict[str, Any]]:
    """People by status in groups, and by region."""
    sectors = [s.id for s in data.sectors()]
    stocks = o.stocks.reshape(len(sectors), len(EDUCATIONS), len(AGES), 2, len(STOCKS))
    rows = [
        _row(o.month, STOCKS[k], stocks[s, e, a, i, k], "stock", sector=sectors[s], education=EDUCATIONS[e], age=AGES[a],
             in_scope=bool(i))
        for s, e, a, i, k in zip(*np.nonzero(stocks), strict=True)
    ]  # fmt: skip
    by_region = zip(*np.nonzero(o.regions), strict=True)
    return rows + [_row(o.month, STOCKS[k], o.regions[r, k], "stock", region=r) for r, k in by_region]


def _vacancy_and_flow_rows(o: Any) -> list[dict[str, Any]]:
    """Vacancies open at the end of the month, and what flowed in it."""
    sectors = [s.id for s in data.sectors()]
    stock = zip(*np.nonzero(o.vacancies), strict=True)
    flow = zip(*np.nonzero(o.flows), strict=True)
    rows = [_row(o.month, "vacancies", o.vacancies[s, r], "stock", sector=sectors[s], region=r) for s, r in stock]
    return rows + [_row(o.month, FLOWS[k], o.flows[s, k], "flow", sector=sectors[s]) for s, k in flow]


def _rates(o: Any) -> dict[str, float]:
    """Unemployed people in % of the labour force, and vacancies per 100 unemployed (nan when there are none)."""
    rate, force = rates(o)
    unemployed = rate * force
    per_100 = 100.0 * float(o.vacancies.sum()) / unemployed if unemployed > 0 else float("nan")
    return {"unemployment-rate": 100.0 * rate, "vacancies-per-100-unemployed": per_100}
