"""The figures of data tables, parameters and situations as rows for the list of sources."""

from __future__ import annotations

from collections.abc import Iterator

from sim import data
from sim.data.reading import read_rows
from sim.parameters import parameters
from sim.policies.catalogue import SourceRow
from sim.scenario import Situation, situations

ONET = "O*NET 23, USDOL/ETA, CC BY 4.0, modified; see sim/data/nl/ATTRIBUTION.md"

TOPICS = {
    "population_by_age": ("Bevolking 15-74 naar leeftijd", "Population 15-74 by age"),
    "population_15_74": ("Bevolking 15-74", "Population 15-74"),
    "labour_status": ("Positie op de arbeidsmarkt", "Labour status"),
    "employed_by_age": ("Werkenden naar leeftijd", "Employed by age"),
    "employed_by_age_2022": ("Werkenden naar leeftijd, gemeten in 2022", "Employed by age, as measured in 2022"),
    "unemployed_by_age": ("Werklozen naar leeftijd", "Unemployed by age"),
    "inactive_by_age": ("Buiten de beroepsbevolking naar leeftijd", "Out of the labour force by age"),
    "youth_unemployment_rate": ("Werkloosheid onder jongeren", "Youth unemployment rate"),
    "employed_by_education": ("Werkenden naar opleiding", "Employed by education"),
    "unemployed_by_education": ("Werklozen naar opleiding", "Unemployed by education"),
    "unemployment_rate_low_education": ("Werkloosheid onder lager opgeleiden", "Unemployment rate of the low educated"),
    "inactive_by_education": ("Buiten de beroepsbevolking naar opleiding", "Out of the labour force by education"),
    "education_by_age": ("Opleiding naar leeftijd", "Education by age"),
    "contract": ("Soort contract", "Kind of contract"),
    "contract_by_age": ("Soort contract naar leeftijd", "Kind of contract by age"),
    "tenure": ("Dienstjaren", "Years of service"),
    "firm_size": ("Werkenden naar grootte van het bedrijf", "Employment by size of firm"),
    "firms_by_size": ("Bedrijven naar grootte", "Firms by size"),
    "firm_size_tail": ("Staart van de verdeling van bedrijfsgrootte", "Tail of the firm size distribution"),
    "region": ("Bevolking naar provincie", "Population by province"),
    "tightness_by_region": ("Vacatures per 100 werklozen naar provincie", "Vacancies per 100 unemployed by province"),
    "open_vacancies": ("Open vacatures", "Open vacancies"),
    "ww_stock": ("WW-uitkeringen", "WW benefits"),
    "ww_long": ("WW een jaar of langer", "WW for a year or longer"),
    "ww_share_of_unemployed": ("Werklozen met WW", "Unemployed on WW"),
    "part_time": ("Werkenden in deeltijd", "Part-time workers"),
    "hours_by_sector": ("Uren per week naar sector", "Hours a week by sector"),
    "hours_by_age": ("Uren per week naar leeftijd", "Hours a week by age"),
    "education_by_level": ("Opleiding naar niveau van het werk", "Education by level of the work"),
    "region_by_sector": ("Sectoren naar provincie", "Sectors by province"),
    "unemployment_rate": ("Werkloosheid", "Unemployment rate"),
    "tightness": ("Vacatures per 100 werklozen", "Vacancies per 100 unemployed"),
    "region_population": ("Bevolking 15-74 van een regio", "Population 15-74 of a region"),
    "cao_coverage": ("Werknemers onder een cao", "Employees under a collective agreement"),
}
GROUPS = {
    "employed": ("werkend", "employed"),
    "unemployed": ("werkloos", "unemployed"),
    "inactive": ("buiten de beroepsbevolking", "out of the labour force"),
    "low": ("laag", "low"),
    "middle": ("midden", "middle"),
    "high": ("hoog", "high"),
    "permanent": ("vast", "permanent"),
    "flexible": ("flexibel", "flexible"),
    "self-employed": ("zelfstandig", "self-employed"),
    "netherlands": ("Nederland", "the Netherlands"),
    "total": ("totaal", "total"),
}


def data_figures() -> Iterator[SourceRow]:
    """Every figure of the data tables; the many values of skills and distances as one row each."""
    yield from _sectors()
    yield from _job_types()
    yield from _margins()
    yield from _institutions()
    yield from _funds()
    skills, distances = data.skills().size, data.skill_distance()[0].size
    for name, nl, en, count in (
        ("skills", "Vaardigheden per beroep (aantal waarden)", "Skills by job type (number of values)", skills),
        ("distance", "Afstanden tussen beroepen (aantal)", "Distances between job types (number)", distances),
    ):
        yield SourceRow(name, nl, en, ONET, "derived", "values", count, count, count)


def parameter_figures() -> Iterator[SourceRow]:
    """The engine's parameters."""
    for p in parameters().values():
        yield SourceRow(f"parameter:{p.name}", p.nl, p.en, p.source, p.grade, p.unit, p.value, p.low, p.high)


def situation_figures() -> Iterator[SourceRow]:
    """The figures of the situations that come with the product."""
    for situation in situations():
        yield from _situation(situation)


def _row(id: str, nl: str, en: str, source: str, grade: str, unit: str, value: float, period: str = "") -> SourceRow:
    """A figure without a range."""
    return SourceRow(id, nl, en, source, grade, unit, value, value, value, period)


def _sectors() -> Iterator[SourceRow]:
    parts = (
        ("employed", "Werkenden", "Employed"),
        ("vacancies", "Vacatures", "Vacancies"),
        ("growth", "Groei", "Growth"),
    )
    for row in read_rows(data.NL / "sectors.csv", ("id", "nl", "en")):
        for part, nl, en in parts:
            source, grade, unit, period = (row.maybe(f"{part}_{mark}") for mark in ("source", "grade", "unit", "period"))
            name, words = f"sector:{row.text('id')}:{part}", (f"{nl}: {row.text('nl')}", f"{en}: {row.text('en')}")
            yield _row(name, *words, source, grade, unit, row.number(part), period)


def _job_types() -> Iterator[SourceRow]:
    for j in data.job_types():
        pay, full, modular = (
            (j.wage_source, j.wage_grade),
            (j.training_source, j.training_grade),
            (j.modular_source, j.modular_grade),
        )
        for part, nl, en, marks, unit, value, period in (
            ("wage-start", "Beginloon", "Starting wage", pay, "EUR per month", j.wage_start, j.wage_period),
            ("wage-top", "Eindloon", "Top wage", pay, "EUR per month", j.wage_top, j.wage_period),
            ("training-full", "Volledige opleiding", "Full training", full, "months", j.training_months_full, ""),
            ("training-modular", "Modules", "Modular training", modular, "months", j.training_months_modular, ""),
            ("share", "Aandeel in sector", "Share of sector", ("", j.share_grade), "share", j.share_of_sector, ""),
        ):
            yield _row(f"job-type:{j.id}:{part}", f"{nl}: {j.nl}", f"{en}: {j.en}", *marks, unit, value, period)


def _margins() -> Iterator[SourceRow]:
    for topic in data.topics():
        nl, en = TOPICS.get(topic, (topic, topic))
        for f in data.figures(topic).values():
            words = f"{nl}: {_group(f.group, 0)}", f"{en}: {_group(f.group, 1)}"
            yield SourceRow(f"figure:{f.id}", *words, f.source, f.grade, f.unit, f.value, f.low, f.high, f.period)


def _group(group: str, language: int) -> str:
    """A group such as 35-44/permanent in words; language 0 is Dutch, 1 is English."""
    names = GROUPS | {sector.id: (sector.nl, sector.en) for sector in data.sectors()}
    return ", ".join(names.get(part, (part, part))[language] for part in group.split("/"))


def _institutions() -> Iterator[SourceRow]:
    for name, periods in data.read_institutions().items():
        for rule in periods:
            period = f"{rule.valid_from} – {rule.valid_until or ''}".strip()
            id, span = f"institution:{name}:{rule.valid_from}", (rule.value, rule.low, rule.high)
            yield SourceRow(id, rule.nl, rule.en, rule.source, rule.grade, rule.unit, *span, period)


def _funds() -> Iterator[SourceRow]:
    parts = (
        ("levy_share", "Premie", "Levy", "share of the wage bill"),
        ("share_paid", "Deel van de rekening", "Share of the bill", "share"),
        ("cap_euro", "Hoogste bedrag", "Cap", "EUR per person"),
        ("opening_balance_months", "Beginsaldo", "Opening balance", "months of income"),
    )
    for fund in data.funds():
        for part, nl, en, unit in parts:
            value: float = getattr(fund, part)
            name = f"fund:{fund.id}:{part.replace('_', '-')}"
            yield _row(name, f"{nl}: {fund.nl}", f"{en}: {fund.en}", fund.source, fund.grade, unit, value, fund.period)


def _situation(situation: Situation) -> Iterator[SourceRow]:
    id, nl, en = f"situation:{situation.id}", situation.nl, situation.en
    rate, tightness = situation.labour_market.unemployment_rate, situation.labour_market.vacancies_per_100_unemployed
    for part, topic, m in (("unemployment", "unemployment_rate", rate), ("tightness", "tightness", tightness)):
        words = f"{TOPICS[topic][0]}: {nl}", f"{TOPICS[topic][1]}: {en}"
        yield _row(f"{id}:{part}", *words, m.source, m.grade, m.unit, m.value, m.period)
    for region in situation.regions:
        words = f"Mensen van 15-74 in {region.nl}: {nl}", f"People of 15-74 in {region.en}: {en}"
        yield _row(f"{id}:region:{region.id}", *words, region.source, region.grade, "people", region.people)
    for sector in situation.sectors:
        words, trend = (f"Trend van {sector.id}: {nl}", f"Trend of {sector.id}: {en}"), sector.yearly_growth
        yield _row(f"{id}:sector:{sector.id}", *words, sector.source, sector.grade, "share per year", trend)
    for index, shock in enumerate(situation.shocks, 1):
        hit = ", ".join(shock.sectors or shock.job_types or shock.employers or ())
        words = f"Schok voor {hit}: {nl}", f"Shock to {hit}: {en}"
        yield _row(f"{id}:shock:{index}", *words, shock.source, shock.grade, "share of the level before", shock.change)
    for employer in situation.employers:
        words = f"Mensen bij {employer.nl}: {nl}", f"People at {employer.en}: {en}"
        yield _row(f"{id}:employer:{employer.id}", *words, employer.source, employer.grade, "people", employer.people)
