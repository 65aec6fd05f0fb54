"""Situations and packages from file: what ships is right, and what is wrong is told in one sentence with its line."""

import copy
import re
from datetime import date
from pathlib import Path

import pytest

from sim import data, scenario
from sim.faults import UNITS, _inner_model, _ranged
from sim.policies.package import Package, distinct_scopes
from sim.reading import build, read_yaml
from sim.scenario import (
    PACKAGES,
    InputError,
    Shock,
    Situation,
    check_fits,
    fingerprint,
    packages,
    read_package,
    read_situation,
    situations,
)  # fmt: skip

pytestmark = pytest.mark.small

NATIONAL = ["nederland-2013", "nederland-2022", "nederland-2024", "nederland-2025"]
REGIONAL = ["bank-naar-klas", "noordoost-brabant-contractcatering"]
CATERING = "noordoost-brabant-contractcatering"


def test_shipped_files_are_read_and_bear_their_own_name():
    assert [found.id for found in situations()] == sorted(NATIONAL + REGIONAL)
    names = ["fonds-en-budget", "gids-en-traineeship", "persoonlijke-begeleiding-25"]
    found = [package.id for package in packages()]
    assert found == sorted(path.stem for path in PACKAGES.glob("*.yaml")) and set(names) <= set(found)
    for name in NATIONAL + REGIONAL:
        assert read_situation(name).id == name


@pytest.mark.parametrize("name", NATIONAL)
def test_a_national_situation_is_the_whole_country(name):
    found = read_situation(name)
    assert tuple(found.region_ids) == data.REGIONS
    assert found.people == pytest.approx(data.figure("population_15_74", "netherlands") * 1000, rel=0.001)
    groups, shares = data.margin("region")
    for region in found.regions:
        assert region.people / found.people == pytest.approx(shares[groups.index(region.id)], abs=0.001)


@pytest.mark.parametrize(
    ("name", "year"),
    [("nederland-2013", "2015"), ("nederland-2022", "2022"), ("nederland-2024", "2024"), ("nederland-2025", "2025")],
)
def test_tightness_is_that_of_the_data(name, year):
    market = read_situation(name).labour_market
    assert market.unemployed_share == pytest.approx(data.figure("unemployment_rate", year))
    assert market.vacancies_per_unemployed == pytest.approx(data.figure("tightness", year) / 100)


@pytest.mark.parametrize("name", NATIONAL + REGIONAL)
def test_every_situation_has_rules_for_its_year(name):
    found = read_situation(name)
    year, month = map(int, found.start.split("-"))
    for rule in ("severance-cap", "daily-wage-max", "minimum-wage-hour", "ww-months-max", "notice-months-under-5"):
        assert data.institution(rule, date(year, month, 1)) > 0
    trends = {growth.id: growth.yearly_growth for growth in found.sectors}
    jobs = {sector.id: sector.employed for sector in data.sectors()}
    mean = sum(jobs[name] * trends[name] for name in jobs) / sum(jobs.values())
    assert abs(mean) < 0.005  # trends stand beside a population that keeps its size


def test_the_catering_situation():
    found = read_situation(CATERING)
    assert (found.start, found.people, found.workers) == ("2020-07", 490_000, 60_000)
    assert found.region_ids == ["noordoost-brabant"]
    assert found.regions[0].margins == "noord-brabant"
    assert found.employer_ids == ["cateraar-a", "cateraar-b", "hotel-c"]
    # -45% over 4 months; half way 1 - 0.225; then in 18 months back to -15%
    levels = [found.shocks[0].level(month) for month in (0, 2, 4, 13, 22, 60)]
    assert levels == pytest.approx([1, 0.775, 0.55, 0.70, 0.85, 0.85])


def test_the_pilot_fits_the_catering_situation_only():
    pilot = read_package("persoonlijke-begeleiding-25", read_situation(CATERING))
    (scope,) = distinct_scopes(pilot)
    assert (scope.cohort, scope.status) == (25, ("surplus",))
    with pytest.raises(InputError, match=r"persoonlijke-begeleiding-25.yaml:\d+: .*no employer 'cateraar-a'"):
        read_package("persoonlijke-begeleiding-25", read_situation("nederland-2025"))
    with pytest.raises(InputError, match="does not fit situation 'bank-naar-klas'"):
        check_fits(pilot, read_situation("bank-naar-klas"))


def test_a_shock_without_recovery_stays():
    shock = Shock(employers=("a",), from_month=3, over_months=10, change=-0.3, source="test", grade="assumption")
    assert [shock.level(month) for month in (0, 3, 8, 13, 100)] == pytest.approx([1, 1, 0.85, 0.7, 0.7])


SITUATION = """\
id: dorp
nl: "Dorp"
en: "Village"
about_nl: "Een dorp."
about_en: "A village."
year: 2024
start: 2024-01
regions:
  - {id: dorp, nl: Dorp, en: Village, people: 5000, margins: zeeland, grade: assumption, source: made up}
workers: 2000
months: 24
runs: 2
labour_market:
  unemployment_rate: {value: 3.7, unit: "%", period: "2024", grade: assumption, source: made up}
  vacancies_per_100_unemployed: {value: 100, unit: vacancies, period: "2024", grade: assumption, source: made up}
sectors:
  - {id: horeca, yearly_growth: 0.01, grade: assumption, source: made up}
shocks:
  - employers: [cafe]
    from_month: 0
    over_months: 4
    change: -0.5
    grade: assumption
    source: made up
employers:
  - id: cafe
    nl: NO
    en: "Pub"
    sector: horeca
    region: dorp
    people: 20
    job_types: [kok]
    grade: assumption
    source: made up
"""


# Words of the libraries underneath: none of them may reach a user.
FOREIGN = re.compile(
    r"value error|input should|validation|pydantic|expected |found character|mapping values|unable to|instance|"
    r"string should|field required|extra inputs", re.IGNORECASE,
)  # fmt: skip


def assert_said_in_both(error: InputError, place: str = "") -> None:
    """One line in each language, with the same place in it, and none of it a library's."""
    nl, en = error.both
    assert nl != en and place in nl and place in en
    for said in (nl, en):
        assert "\n" not in said and not FOREIGN.search(said), said
        assert len(said) > len(place) + 10 and "{" not in said.replace("{}", "").replace('{"zzz": 1}', ""), said


def written(folder: Path, text: str, name: str = "dorp.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_unquoted_no_and_months_stay_text(tmp_path):
    found = read_situation(written(tmp_path, SITUATION))
    assert found.employers[0].nl == "NO"
    assert found.start == "2024-01"
    assert read_situation(str(tmp_path / "dorp.yaml")) == found


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: horeca,", "id: horecca,", 17, "did you mean 'horeca'"),
        ("[kok]", "[kock]", 32, "did you mean 'kok'"),
        ("[kok]", "[kapper]", 32, "no job type of sector 'horeca'"),
        ("margins: zeeland", "margins: zealand", 9, "did you mean 'zeeland'"),
        ("employers: [cafe]", "employers: [caffe]", 19, "did you mean 'cafe'"),
        ("region: dorp", "region: drop", 30, "did you mean 'dorp'"),
        ("grade: assumption\n    source", "grade: guess\n    source", 23, "known are: seen"),
        ("workers: 2000", "workers: 999", 10, "between 1,000 and 10,000,000 simulated people"),
        ("people: 20\n", "people: 6000\n", 31, "more than all 5000"),
        ("yearly_growth: 0.01", "yearly_growth: 3", 17, "between -0.5 and 0.5 a year, as a share"),
        ("value: 3.7", "value: 370", 14, "between 0.5 and 30 %"),
        ('unit: "%"', "unit: share", 14, "the unit must be '%'"),
        ("change: -0.5", "change: -5", 22, "as a share of the level before"),
        ("change: -0.5", "change: -0.5\n    recovers_to: 0", 19, "must be given together"),
        ("    change: -0.5\n", "", 19, "'change' is missing in shocks 1"),
        ("from_month: 0", "from_month: 0\n    sectors: [horeca]", 19, "exactly one of"),
        ("    source: made up\nemp", "emp", 19, "'source' is missing in shocks 1"),
        ("source: made up}\nworkers", "source: ''}\nworkers", 9, "not empty"),
        ("months: 24", "month: 24", 11, "unknown name 'month'; did you mean 'months'"),
        ("months: 24", "months: 24.5", 11, "a whole number, not 24.5"),
        ("months: 24", 'months: "24"', 11, 'a whole number, not "24"'),
        ("months: 24", "months: yes", 11, 'a whole number, not "yes"'),
        ("months: 24", "months: 2_4", 11, "a whole number"),
        ("months: 24", "months: 24\nmonths: 36", 12, "'months' stands here twice"),
        ("start: 2024-01", "start: 2024-13", 7, "not a month"),
        ("year: 2024", "year: 2023", 6, "do not agree"),
        ('nl: "Dorp"', 'nl: "Dorp', 3, "not valid YAML"),
        ("runs: 2", "runs: &r 2\nseed: *r", 12, "anchors"),
        ("runs: 2", "runs: !!python/name:os.system 2", 12, "tags"),
        ("change: -0.5", "change: 1e999", 22, "a finite number"),
        ("id: dorp\nnl", "id: Het Dorp\nnl", 1, "lower-case letters, digits and hyphens"),
        ("en: Village, people", "nl: Village, people", 9, "'nl' stands here twice"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path, old, new, line, words):
    assert old in SITUATION
    path = written(tmp_path, SITUATION.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_situation(path)
    assert f"dorp.yaml:{line}: " in str(caught.value), str(caught.value)
    assert words in str(caught.value), str(caught.value)
    assert_said_in_both(caught.value, f"dorp.yaml:{line}: ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"# only a note\n", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: \x07", "not valid YAML"),
        (b"just text", "names with a colon"),
        (b"a: 1\n---\nb: 2\n", "not valid YAML"),
        (b"[" * 5000, "nested too deeply"),
        (b"months: " + b"9" * 5000, "too long"),
        (b"a: b: c\n", "a colon too many"),
        (b"a:\n\tb: 1\n", "there is a tab here"),
        (b"a: @b\n", "must be quoted"),
        (b"a: 1\nb\n", "a colon is missing"),
        (b"a:\n  - 1\n b: 2\n", "indented differently"),
        (b"a: [1, 2\nb: 3\n", "a comma or a bracket is missing"),
        (b"a: \"b\n", "is not closed"),
        (b"a: \"\\q\"\n", "use single quotation marks"),
        (b"a: *b\n", "anchors and aliases"),
        (b"? [a, b]\n: 1\n", "plain text"),
    ],
)
def test_a_file_that_is_no_situation(tmp_path, content, words):
    path = tmp_path / "dorp.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_situation(path)
    assert_said_in_both(caught.value, "dorp.yaml:")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_situation(tmp_path / "nergens.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read_situation(tmp_path)
    with pytest.raises(InputError, match=r"no situation 'nederland-20244'; did you mean 'nederland-2024'"):
        read_situation("nederland-20244")
    with pytest.raises(InputError, match="no package 'gids'"):
        read_package("gids")


def test_plain_values_are_those_of_yaml_1_2(tmp_path):
    text = "a: yes\nb: true\nc: 010\nd: 1:30\ne: 2020-01-01\nf: ~\ng: 1e3\nh: .5\ni: '1'\nj: 0x10\nk: .inf\n"
    values, lines = read_yaml(written(tmp_path, text))
    assert values == {
        "a": "yes", "b": True, "c": 10, "d": "1:30", "e": "2020-01-01", "f": None, "g": 1000.0, "h": 0.5, "i": "1",
        "j": "0x10", "k": ".inf",
    }  # fmt: skip
    assert lines[("d",)] == 4


def places(value, way=()):
    """Every place in plain data, deepest first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inner:
        yield from places(item, (*way, name))
    if way:
        yield way


def with_value(content, way, value):
    """The same plain data with another value in one place."""
    changed = copy.deepcopy(content)
    holder = changed
    for name in way[:-1]:
        holder = holder[name]
    holder[way[-1]] = value
    return changed


WRONG_VALUES = ["", "zzz", "Two words", -1, 0, 3.5, 10**30, 1e999, True, None, [], [1], ["zzz"], {}, {"zzz": 1}, [{}] * 70]


def test_whatever_is_wrong_is_told_in_our_own_words(tmp_path):
    path = written(tmp_path, SITUATION)
    content, lines = read_yaml(path)
    told = 0
    for way in places(content):
        for value in WRONG_VALUES:
            try:
                build(Situation, with_value(content, way, value), lines, path)
            except InputError as error:
                assert_said_in_both(error, "dorp.yaml:")
                assert "does not fit here" not in str(error), (way, value, str(error))  # known by kind, not by accident
                told += 1
    assert told > 500


def test_every_range_has_a_unit_in_dutch():
    def units(model):
        for field in model.model_fields.values():
            found = _ranged(field)
            if found is not None and found.description:
                yield found.description
            inner = _inner_model(field.annotation)
            if inner is not None:
                yield from units(inner)

    found = {*units(Situation), *units(Package)}
    assert {"people", "months", "years", "simulated people"} <= found <= set(UNITS)


def test_a_start_before_the_known_rules_is_refused_at_once(tmp_path):
    path = written(tmp_path, SITUATION.replace("2024-01", "2012-01").replace("year: 2024", "year: 2012"))
    with pytest.raises(InputError) as caught:
        read_situation(path)
    assert "choose a later start" in str(caught.value)
    assert_said_in_both(caught.value, "dorp.yaml:7: ")


PACKAGE = """\
id: proef
nl: "Proef"
en: "Trial"
levers:
  - lever: neutral-guide
    dose: 0.5
    scope: {sectors: [horeca], status: [surplus]}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("neutral-guide", "neutral_guide", 5, "did you mean 'neutral-guide'"),
        ("dose: 0.5", "dose: 5", 6, "between 0 and 1 (share of people at risk)"),
        ("[horeca]", "[horica]", 7, "did you mean 'horeca'"),
        ("[surplus]", "[surpluss]", 7, "did you mean 'surplus'"),
        ("scope: {", "scope: {min_age: 12, ", 7, "between 15 and 74 years"),
        ("scope: {", "scope: {ages: 12, ", 7, "unknown name 'ages'"),
    ],
)
def test_a_mistake_in_a_package(tmp_path, old, new, line, words):
    path = written(tmp_path, PACKAGE.replace(old, new, 1), "proef.yaml")
    with pytest.raises(InputError) as caught:
        read_package(path)
    assert f"proef.yaml:{line}: " in str(caught.value), str(caught.value)
    assert words in str(caught.value), str(caught.value)
    assert_said_in_both(caught.value, f"proef.yaml:{line}: ")


def test_fingerprint_follows_content_not_layout(tmp_path):
    one = read_situation(written(tmp_path, SITUATION))
    head, tail = SITUATION.split("workers: 2000\n")
    two = read_situation(written(tmp_path, "workers: 2000\n" + head + tail))
    three = read_situation(written(tmp_path, SITUATION.replace("change: -0.5", "change: -0.51")))
    assert fingerprint(one) == fingerprint(two) != fingerprint(three)
    assert len(fingerprint(one)) == 16 and int(fingerprint(one), 16) >= 0
    assert fingerprint({"b": 1, "a": [2]}) == fingerprint({"a": [2], "b": 1})


def test_names_lead_only_to_the_shipped_folder():
    assert scenario.SITUATIONS.name == "scenarios"
    with pytest.raises(InputError):
        read_situation("..")
