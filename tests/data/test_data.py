"""The Dutch data: every figure is marked, shares add up, rules hold on their dates, and a bad line is named."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim import data
from sim.data import DataError, payers

pytestmark = pytest.mark.small

SOURCED = ("seen", "derived")
PWC = "PwC voor Instituut Gak"  # the one source that is a document without an address


def lines(name: str) -> list[dict[str, str]]:
    with (data.NL / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_file_reads() -> None:
    data.check()  # raises DataError with file and line at the first row that is wrong
    assert {job.sector for job in data.job_types()} == {sector.id for sector in data.sectors()}


@pytest.mark.parametrize(
    ("name", "prefixes"),
    [
        ("figures.csv", [""]),
        ("institutions.csv", [""]),
        ("funds.csv", [""]),
        ("sectors.csv", ["employed_", "vacancies_", "growth_"]),
        ("job_types.csv", ["wage_", "training_", "modular_"]),
    ],
)
def test_what_claims_a_source_gives_an_address(name: str, prefixes: list[str]) -> None:
    for row in lines(name):
        for prefix in prefixes:
            grade, source = row[f"{prefix}grade"], row[f"{prefix}source"]
            assert grade in data.GRADES
            if grade in SOURCED:
                assert "http" in source or source.startswith(PWC), row["id"]


def test_every_figure_has_unit_and_period() -> None:
    for topic in data.topics():
        for figure in data.figures(topic).values():
            assert figure.unit and figure.period
            assert figure.low <= figure.value <= figure.high
    for row in lines("institutions.csv"):
        assert row["unit"] and row["valid_from"] and row["nl"] and row["en"]


def test_sectors_and_job_types() -> None:
    sectors, jobs = data.sectors(), data.job_types()
    assert len(sectors) == 16 and len(jobs) == 61
    assert len({j.id for j in jobs}) == 61
    assert all("_" not in x.id for x in (*sectors, *jobs))
    for sector in sectors:
        assert sum(j.share_of_sector for j in jobs if j.sector == sector.id) == pytest.approx(1)
    retail = next(s for s in sectors if s.id == "detailhandel")
    assert retail.vacancies == pytest.approx(87.3 * 47.1 / 82.1, abs=0.05)
    # all vacancies of 2023Q2 but those of mining
    assert sum(s.vacancies for s in sectors) == pytest.approx(427.1, abs=1)


def test_a_known_job_type() -> None:
    carer = next(j for j in data.job_types() if j.id == "verzorgende-ig")
    assert (carer.sector, carer.level, carer.regulated) == ("zorg-welzijn", 2, True)
    assert (carer.training_months_full, carer.training_months_modular) == (36, 18)
    assert (carer.training_grade, carer.modular_grade, carer.wage_grade) == ("seen", "seen", "recall")


def test_skills_and_distances() -> None:
    skills = data.skills()
    assert skills.shape == (61, 10) and skills.dtype == np.float64
    assert skills.min() >= 0 and skills.max() <= 1
    for table in data.skill_distance():
        assert table.shape == (61, 61) and table.dtype == np.float64
        assert not table.diagonal().any() and table.min() >= 0 and table.max() <= 1
        assert not table.flags.writeable
    gap, cosine = data.skill_distance()
    assert np.array_equal(cosine, cosine.T)
    assert not np.array_equal(gap, gap.T)  # learning up is farther than stepping down
    # the gap is the mean shortfall over the ten groups
    shortfall = np.maximum(skills[None, :, :] - skills[:, None, :], 0).mean(axis=2)
    assert np.allclose(gap, shortfall, atol=2e-4)


def test_margins_add_up() -> None:
    for topic in ("population_by_age", "contract", "tenure", "firm_size", "region"):
        groups, values = data.margin(topic)
        assert len(groups) == len(values) and values.sum() == pytest.approx(1, abs=1e-12)
    for topic in ("contract_by_age", "education_by_level", "education_by_age"):
        rows, columns, values = data.table(topic)
        assert values.shape == (len(rows), len(columns))
        assert np.allclose(values.sum(axis=1), 1)


def test_ages_and_educations_add_up_to_the_status_totals() -> None:
    for status in ("employed", "unemployed", "inactive"):
        total = data.figure("labour_status", status)
        assert data.margin(f"{status}_by_age")[1].sum() == total
    assert data.margin("unemployed_by_education")[1].sum() == 368
    assert data.margin("inactive_by_education")[1].sum() == 3191
    people = sum(data.margin(f"{s}_by_age")[1] for s in ("employed", "unemployed", "inactive"))
    assert np.allclose(people / people.sum(), data.margin("population_by_age")[1], atol=0.001)


def test_tilts_give_the_known_margins_back() -> None:
    employed = data.margin("employed_by_age")[1]
    _, _, contract = data.table("contract_by_age")
    assert np.allclose(employed / employed.sum() @ contract, data.margin("contract")[1], atol=0.006)
    size = {s.id: s.employed for s in data.sectors()}
    level = np.zeros(3)
    for job in data.job_types():
        level[job.level - 1] += size[job.sector] * job.share_of_sector
    _, _, education = data.table("education_by_level")
    known = data.margin("employed_by_education")[1]
    assert np.allclose(level / level.sum() @ education, known / known.sum(), atol=0.006)


def test_regions() -> None:
    assert data.margin("region")[0] == list(data.REGIONS) == data.margin("tightness_by_region")[0]
    assert data.figure("tightness_by_region", "utrecht") == 130
    quotients = data.location_quotients()
    assert quotients.shape == (12, 16)
    finance = [s.id for s in data.sectors()].index("financieel")
    assert quotients[data.REGIONS.index("utrecht"), finance] > 1 > quotients[data.REGIONS.index("zeeland"), finance]
    # provinces weighted by size give the country back, roughly
    assert np.allclose(data.margin("region")[1] @ quotients, 1, atol=0.12)


@pytest.mark.parametrize(
    ("rule", "day", "value"),
    [
        ("severance-cap", "2021-12-31", 84_000),
        ("severance-cap", "2024-06-01", 94_000),
        ("severance-cap", "2025-01-01", 98_000),
        ("severance-cap", "2030-01-01", 102_000),
        ("notice-months-under-5", "2024-06-01", 1),
        ("notice-months-5-to-10", "2024-06-01", 2),
        ("notice-months-10-to-15", "2024-06-01", 3),
        ("notice-months-15-plus", "2024-06-01", 4),
        ("ww-level-first", "2024-06-01", 0.75),
        ("ww-first-months", "2024-06-01", 2),
        ("ww-level-after", "2024-06-01", 0.70),
        ("ww-months-min", "2024-06-01", 3),
        ("ww-months-max", "2015-12-31", 38),
        ("ww-months-max", "2016-01-01", 37),
        ("ww-months-max", "2018-06-30", 28),
        ("ww-months-max", "2019-03-31", 25),
        ("ww-months-max", "2019-04-01", 24),
        ("trial-placement-months", "2024-06-01", 2),
        ("teacher-switch-subsidy", "2022-12-31", 20_000),
        ("older-worker-hiring-credit", "2017-12-31", 0),
        ("slim-share", "2020-02-29", 0),
        ("teacher-switch-subsidy", "2023-01-01", 25_000),
        ("stap-max", "2023-06-01", 1_000),
        ("stap-max", "2024-01-01", 0),
        ("minimum-wage-hour", "2025-07-01", 14.40),
    ],
)
def test_rules_by_hand(rule: str, day: str, value: float) -> None:
    assert data.institution(rule, date.fromisoformat(day)) == value


def test_severance_is_a_third_of_a_month_per_year() -> None:
    assert data.institution("severance-fraction", date(2024, 6, 1)) == 1 / 3


def test_every_rule_of_today_holds_through_the_coming_years() -> None:
    today, later = data.institutions(date(2025, 1, 1)), data.institutions(date(2040, 1, 1))
    assert set(today) == set(later)


def test_funds() -> None:
    funds = data.funds()
    assert [f.sector for f in funds if f.kind == "sector"] == [s.id for s in data.sectors()]
    assert {f.id for f in funds if f.kind != "sector"} == {"cross-sector-fund", "uwv-training"}


def test_rules_of_the_funds_are_those_of_today() -> None:
    """The fund of the old sector pays first, then that of the new one, the cross-sector fund, UWV; each what it has."""
    rules = {(f.kind, f.pays_for, f.people, f.place_out, f.place_in, f.inflow, f.when_empty) for f in data.funds()}
    assert rules == {
        ("sector", "own-out-and-in", "everyone", 1, 2, "levy", "partly"),
        ("cross-sector", "any", "sharing", 3, 3, "pooled-levy", "partly"),
        ("uwv", "any", "on-ww", 4, 4, "as-needed", "never"),
    }
    words = (*payers.PAYS_FOR.values(), *payers.PEOPLE_PAID_FOR.values(), *payers.INFLOWS.values(), *payers.WHEN_EMPTY.values())
    assert all(word.nl and word.en and word.nl != word.en for word in words)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(DataError, match="no topic 'weather'"):
        data.figures("weather")
    with pytest.raises(DataError, match="no group 'mars'"):
        data.figure("region", "mars")
    with pytest.raises(DataError, match="no rule 'luck'"):
        data.institution("luck", date(2024, 6, 1))
    with pytest.raises(DataError, match="1990-01-01"):
        data.institution("severance-cap", date(1990, 1, 1))
    with pytest.raises(DataError, match="not a table"):
        data.table("region")


def spoil(name: str, folder: Path, line: int, column: str, cell: str) -> Path:
    """A copy of a data file with one cell changed; line 1 is the header."""
    rows = lines(name)
    rows[line - 2][column] = cell
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("read", "name", "line", "column", "cell", "complaint"),
    [
        (data.read_figures, "figures.csv", 5, "grade", "guess", "'grade' is 'guess'"),
        (data.read_figures, "figures.csv", 5, "unit", "", "'unit' is empty"),
        (data.read_figures, "figures.csv", 5, "period", "", "'period' is empty"),
        (data.read_figures, "figures.csv", 8, "source", "", "'grade' is seen but 'source' is empty"),
        (data.read_figures, "figures.csv", 5, "id", "population_by_age.15-24", "already given in line 2"),
        (data.read_figures, "figures.csv", 5, "value", "much", "not a number"),
        (data.read_figures, "figures.csv", 5, "value", "nan", "outside"),
        (data.read_figures, "figures.csv", 5, "value", "0.9", "outside its own range"),
        (data.read_institutions, "institutions.csv", 3, "valid_from", "1999", "not a date"),
        (data.read_institutions, "institutions.csv", 3, "id", "notice-months-under-5", "overlaps"),
        (data.read_job_types, "job_types.csv", 4, "sector", "space", "'sector' is 'space'"),
        (data.read_job_types, "job_types.csv", 4, "level", "4", "'level' is '4'"),
        (data.read_sectors, "sectors.csv", 4, "growth_period", "", "'growth_period' is empty"),
        (data.read_skills, "skills.csv", 4, "zorgen", "1.2", "outside 0 to 1"),
        (data.read_skill_distance, "distance.csv", 9, "to", "astronaut", "'to' is 'astronaut'"),
        (data.read_funds, "funds.csv", 2, "kind", "lottery", "'kind' is 'lottery'"),
        (data.read_funds, "funds.csv", 2, "pays_for", "friends", "'pays_for' is 'friends'"),
        (data.read_funds, "funds.csv", 3, "people", "nobody", "'people' is 'nobody'"),
        (data.read_funds, "funds.csv", 3, "place_out", "0", "'place_out' is 0, which is outside"),
        (data.read_funds, "funds.csv", 3, "place_in", "1.5", "'place_in' is 1.5, which is not a whole number"),
        (data.read_funds, "funds.csv", 3, "place_in", "1", "'place_in' is 1, but that place in the line is already taken"),
        (data.read_funds, "funds.csv", 18, "place_out", "2", "'place_out' is 2, but that place"),
        (data.read_funds, "funds.csv", 18, "pays_for", "own-in", "has no sector of its own"),
        (data.read_funds, "funds.csv", 18, "levy_share", "0.1", "'levy_share' is 0.1 but 'inflow' is pooled-levy"),
        (data.read_funds, "funds.csv", 4, "inflow", "as-needed", "just the sector funds live on levy"),
        (data.read_funds, "funds.csv", 4, "when_empty", "never", "never belongs to as-needed"),
        (data.read_funds, "funds.csv", 19, "when_empty", "refuse", "never belongs to as-needed"),
        (data.read_funds, "funds.csv", 4, "when_empty", "close", "'when_empty' is 'close'"),
        (data.read_funds, "funds.csv", 4, "rules_grade", "guess", "'rules_grade' is 'guess'"),
        (data.read_funds, "funds.csv", 18, "rules_grade", "seen", "'rules_grade' is seen but 'rules_source' is empty"),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, read: Callable[[Path], object], name: str, line: int, column: str, cell: str, complaint: str
) -> None:
    with pytest.raises(DataError, match=complaint) as caught:
        read(spoil(name, tmp_path, line, column, cell))
    nl, en = caught.value.both
    assert str(caught.value) == en and en.startswith(f"{name}, line {line}: ") and nl.startswith(f"{name}, regel {line}: ")
    assert "\n" not in nl + en


def test_shares_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"figures\.csv, line 7: the shares of topic 'population_by_age' add up to"):
        read = spoil("figures.csv", tmp_path, 2, "value", "0.158")
        data.read_figures(read)
    with pytest.raises(DataError, match=r"job_types\.csv, line 3: the shares of sector 'landbouw' add up to"):
        data.read_job_types(spoil("job_types.csv", tmp_path, 2, "share_of_sector", "0.5"))


def test_a_missing_column_a_short_line_and_a_missing_row_are_named(tmp_path: Path) -> None:
    text = (data.NL / "skills.csv").read_text(encoding="utf-8")
    path = tmp_path / "skills.csv"
    path.write_text(text.replace("zorgen", "caring", 1), encoding="utf-8")
    with pytest.raises(DataError, match=r"skills\.csv, line 1: the column 'zorgen' is missing"):
        data.read_skills(path)
    path.write_text(text.rstrip("\n").rsplit(",", 1)[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"skills\.csv, line 62: there are 10 cells under 11 columns"):
        data.read_skills(path)
    path.write_text("\n".join(text.splitlines()[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"skills\.csv, line 61: the file ends without all values"):
        data.read_skills(path)


def test_the_attribution_travels_in_both_languages() -> None:
    text = (data.NL / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert text.count("CC BY 4.0") >= 2 and "USDOL/ETA" in text and "## Nederlands" in text and "## English" in text
