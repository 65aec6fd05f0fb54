"""The programmes that come with the product: all of the documents are there, say their sources, and guess nothing in silence."""

import re
from pathlib import Path

import pytest

from sim.policies.programme import MEASURES, Design, Programme
from sim.programmes import PROGRAMMES, names, programmes, read_programme
from sim.reading import InputError

pytestmark = pytest.mark.small
ROOT = Path(__file__).resolve().parents[1]
NAMED = [
    "skilling-consortium", "noordoost-brabant-van-werk-naar-werk", "make-it-work", "lefgozers", "gewone-leerlingen-zorg",
    "vrachtwagenchauffeur", "overijssels-vakmanschap", "gelders-vakmanschap", "utrecht-leert", "lesgeven-in-zeeland",
    "orientatiebaan-valkenhof", "nationale-zorgklas", "sterk-in-je-werk", "james-loopbaan", "house-of-skills", "techconnect",
    "sam", "asr-in-beweging", "defensie-s-heeren-loo", "van-rabo-naar-pabo", "luxembourg-skills-bridge",
    "huis-van-de-arbeidsmarkt", "tno-de-motor", "pwc-zeven-stappen", "akkoord-van-python",
]  # fmt: skip
ALL = {programme.id: programme for programme in programmes()}


def sources(programme: Programme) -> set[str]:
    return set(re.findall(r"SF\d{3}", programme.model_dump_json()))


def test_every_programme_of_the_documents_is_there():
    assert sorted(NAMED) == names() == sorted(ALL)


@pytest.mark.parametrize("name", NAMED)
def test_a_file_bears_its_own_name_and_is_in_two_languages(name):
    programme = ALL[name]
    assert programme.id == name
    said = [(programme.about_nl, programme.about_en), (programme.left_out_nl, programme.left_out_en),
            (programme.situation.why_nl, programme.situation.why_en), (programme.who.nl, programme.who.en)]  # fmt: skip
    said += [pair for target in programme.reported for pair in ((target.of_nl, target.of_en), (target.why_nl, target.why_en))]
    assert all(nl and en and nl != en for nl, en in said)


@pytest.mark.parametrize("name", NAMED)
def test_facts_are_among_those_read(name):
    """262 facts were read in the documents."""
    assert sources(ALL[name])
    assert all(1 <= int(source[2:]) <= 262 for source in sources(ALL[name]))


@pytest.mark.parametrize("name", NAMED)
def test_what_is_seen_or_derived_has_a_source_and_only_that_is_called_so(name):
    programme = ALL[name]
    facts = [getattr(programme.design, part) for part in Design.model_fields]
    parts = [programme.dates, programme.participants, programme.who, programme.route, *programme.levers, *programme.reported]
    for fact in [*parts, *(fact for fact in facts if fact is not None)]:
        assert fact.source or fact.grade in ("recall", "assumption")


@pytest.mark.parametrize("name", NAMED)
def test_its_package_is_for_its_people_only(name):
    programme = ALL[name]
    package = programme.package(40)
    scopes = [use.scope for use in package.levers] + [route.scope for route in package.routes]
    assert all(scope == programme.who.scope.model_copy(update={"cohort": 40}) for scope in scopes)
    (route,) = package.routes
    assert route.recruits and route.sectors == programme.route.sectors and route.course_months == programme.route.course_months
    assert [(use.lever, use.dose) for use in package.levers] == [(dose.lever, dose.dose) for dose in programme.levers]


# What the documents say, read from their own sentences.
REPORTED = [
    ("skilling-consortium", "placed-share", 29 / 37, 29 / 37, 37),
    ("noordoost-brabant-van-werk-naar-werk", "placed-share", 2 / 3, 0.70, 25),
    ("make-it-work", "dropout-in-training-share", 0.08, 0.08, 400),
    ("make-it-work", "target-sector-of-completed-share", 0.97, 0.97, 368),
    ("lefgozers", "dropout-in-training-share", 0.10, 0.15, 250),
    ("lefgozers", "completed-training-share", 14 / 15, 14 / 15, 15),
    ("gewone-leerlingen-zorg", "dropout-in-training-share", 0.25, 0.40, None),
    ("vrachtwagenchauffeur", "completed-and-started-share", 0.85, 0.85, 3000),
    ("overijssels-vakmanschap", "completed-training-share", 0.70, 0.80, None),
    ("utrecht-leert", "target-sector-of-beginners-share", 0.15, 0.15, None),
    ("orientatiebaan-valkenhof", "offered-after-tryout-share", 5 / 7, 5 / 7, 7),
    ("james-loopbaan", "enrolled-share", 1000 / 4500, 1500 / 4500, 4500),
    ("asr-in-beweging", "enrolled-share", 300 / 4000, 350 / 4000, 4000),
]


@pytest.mark.parametrize(("name", "measure", "low", "high", "of"), REPORTED)
def test_targets_are_those_of_the_documents(name, measure, low, high, of):
    target = next(t for t in ALL[name].reported if t.measure == measure and t.comparable)
    assert (target.low, target.high) == (pytest.approx(low, abs=0.004), pytest.approx(high, abs=0.004))
    assert target.of == of


def test_goals_and_numbers_of_people_are_not_called_results():
    for programme in ALL.values():
        for target in programme.reported:
            assert not (target.comparable and target.measure == "participants"), programme.id


def test_a_rate_of_a_chosen_group_says_so():
    assert "zonder controlegroep" in ALL["skilling-consortium"].reported[0].of_nl
    assert "AFMAAKTE" in ALL["make-it-work"].reported[1].of_nl
    assert "ZONDER afstand" in ALL["overijssels-vakmanschap"].reported[0].of_nl


def test_every_measure_has_two_names():
    assert all(m.nl and m.en and m.nl != m.en for m in MEASURES.values())


# --- mistakes -----------------------------------------------------------------------------------------------------------

GOOD = (PROGRAMMES / "skilling-consortium.yaml").read_text(encoding="utf-8")
MISTAKES = [
    ("measure: placed-share", "measure: placed-shar", "bedoelt u 'placed-share'?", "did you mean 'placed-share'?"),
    ("id: nederland-2022", "id: nederland-2202", "er is geen situatie 'nederland-2202'", "there is no situation 'nederland-2202'"),
    ("lever: neutral-guide", "lever: neutral-guid", "er is geen hefboom", "there is no lever"),
    ("dose: 0.9", "dose: 1.9", "1.9 kan niet voor 'transition-income'", "1.9 is out of range for 'transition-income'"),
    ("sectors: [ict,", "sectors: [itc,", "er is geen sector 'itc'", "there is no sector 'itc'"),
    ("  selection: unknown", "  selektion: unknown", "bedoelt u 'selection'?", "did you mean 'selection'?"),
    ("  own_share: unknown\n", "", "'own_share' ontbreekt", "'own_share' is missing"),
    ("value: 37, nl", "value: unknown, nl", "geef assumed als value unknown is", "give assumed when value is unknown"),
    ("source: [SF008]", "source: []", "er moet een bron bij", "a source must be given"),
    ("low: 0.784", "low: 0.884", "low 0.884 ligt boven high 0.784", "low 0.884 lies above high 0.784"),
    ("high: 0.784", "high: 78.4", "een deel ligt tussen 0 en 1", "a share lies between 0 and 1"),
    ("    of: 37", "    of: unknown", "de noemer is niet bekend", "the denominator is not known"),
    ("months: 27", "months: 12", "wordt 12 maanden gevolgd", "is followed for 12 months"),
    ("months: 27", "months: 61", "tussen 1 en 60 maanden", "between 1 and 60 months"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "nl", "en"), MISTAKES)
def test_a_mistake_is_one_sentence_with_file_and_line(tmp_path, right, wrong, nl, en):
    assert GOOD.count(right) >= 1
    file = tmp_path / "eigen.yaml"
    file.write_text(GOOD.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_programme(file)
    both = caught.value.both
    for lang, said in (("nl", nl), ("en", en)):
        told = both.said(lang)
        assert said in told and "\n" not in told
        assert re.match(rf"{re.escape(str(file))}:\d+: ", told), told


def test_the_line_is_that_of_the_mistake(tmp_path):
    file = tmp_path / "eigen.yaml"
    file.write_text(GOOD.replace("measure: placed-share", "measure: geplaatst"), encoding="utf-8")
    line = next(k for k, text in enumerate(GOOD.splitlines(), 1) if "measure: placed-share" in text)
    with pytest.raises(InputError, match=rf"eigen\.yaml:{line}: "):
        read_programme(file)


def test_a_name_that_there_is_not():
    with pytest.raises(InputError) as caught:
        read_programme("lefgozer")
    assert caught.value.both == ("er is geen programma 'lefgozer'; bedoelt u 'lefgozers'?",
                                 "there is no programme 'lefgozer'; did you mean 'lefgozers'?")  # fmt: skip


# --- the page -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED)
def test_the_page_holds_every_programme_target_and_source(name):
    programme = ALL[name]
    page = (ROOT / "docs" / "programmes.md").read_text(encoding="utf-8")
    mine = page.split(f'<a id="{name}"></a>')[1].split("<a id=")[0]
    assert f"## {programme.en}" in mine and programme.about_en in mine and programme.left_out_en in mine
    for dose in programme.levers:
        assert f"| `{dose.lever}` | {dose.dose:g}" in mine
    for target in programme.reported:
        rows = [row for row in mine.splitlines() if f"`{target.measure}`" in row and target.of_en in row]
        assert rows and all(", ".join(target.source) in row and target.why_en in row for row in rows), target.measure
    assert sources(programme) <= set(re.findall(r"SF\d{3}", mine))
