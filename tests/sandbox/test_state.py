"""Settings: changed by fields, kept in links, turned into plans; nonsense never gets through."""

from dataclasses import replace

import pytest

from cli.ask import question
from sandbox import state
from sandbox.state import SIZES, Settings, change, command, from_link, plan_of, to_link
from sim.scenario import fingerprint, packages, read_package, situations

pytestmark = pytest.mark.small

SCHOOL = "bank-naar-klas"
REGION = "noordoost-brabant-contractcatering"
PILOT = "persoonlijke-begeleiding-25"


def after(settings: Settings, **fields: object) -> Settings:
    for name, value in fields.items():
        settings, note = change(settings, name.replace("_", "-"), value)
        assert note == ""
    return settings


SOME = [
    Settings(),
    after(Settings(), neutral_guide=50, lang="en"),
    after(Settings(), package="none", portable_budget="1.500", workers="5.000", runs=3),
    after(Settings(), situation=REGION, package=PILOT, seed="42"),
    after(Settings(), situation=SCHOOL, neutral_guide="12,5", supervision_hours="2,5", guide_caseload=25),
    after(Settings(), package="none"),
]


@pytest.mark.parametrize("settings", SOME)
def test_a_link_holds_everything(settings):
    assert from_link(to_link(settings)) == (settings, [])


def test_a_link_says_only_what_differs_and_its_version():
    assert to_link(Settings()) == ""
    assert to_link(after(Settings(), lang="en", neutral_guide=50)) == "?v=1&neutral-guide=0.5&lang=en"
    assert from_link(None) == from_link("") == from_link("?") == (Settings(), [])


def test_what_a_newcomer_sees_can_run_and_differs_from_today():
    assert state.differs_from_today(Settings()) and plan_of(Settings()).package is not None


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "link",
    [
        "workers=banana", "workers=-5", "workers=1e9", "workers=12.5", "runs=0", "months=601", "seed=-1", "situation=mars",
        "package=gratis", "neutral-guide=7", "neutral-guide=nan", "neutral-guide=", "colour=blue", "guide-caseload=0", "v=99",
        f"package={PILOT}", "seed=99999999999999999999", "neutral-guide=0.5%3Cscript%3E", "neutral-guide=1_0", "=", "%00=%ff",
    ],
)  # fmt: skip
def test_nonsense_in_a_link_gives_one_sentence_and_the_default(link, lang):
    settings, notes = from_link(f"?lang={lang}&{link}")
    assert settings == Settings(lang=lang)
    assert len(notes) == 1 and notes[0].endswith(".")


def test_a_strange_language_gives_dutch():
    settings, notes = from_link("?lang=fr&months=24")
    assert settings == Settings(months=24) and len(notes) == 1


def test_the_good_parts_of_a_link_survive_the_bad():
    settings, notes = from_link("?workers=banana&neutral-guide=0.25&runs=4")
    assert settings == Settings(doses=(("neutral-guide", 0.25),), runs=4) and len(notes) == 1


@pytest.mark.parametrize(
    ("name", "raw"),
    [("neutral-guide", "101"), ("neutral-guide", "-1"), ("portable-budget", "veel"), ("workers", "999"), ("runs", "2,5"), ("x", 1)],
)
def test_nonsense_in_a_field_keeps_the_old_value_and_says_what_would_be_right(name, raw):
    settings, note = change(Settings(runs=5), name, raw)
    assert settings == Settings(runs=5) and note
    if name in SIZES:
        assert state.number(SIZES[name][1], "nl", decimals=0) in note


def test_long_nonsense_is_not_repeated_in_full():
    assert len(change(Settings(), "neutral-guide", "x" * 10_000)[1]) < 200


def test_a_dose_equal_to_the_packages_is_no_change_of_ones_own():
    settings = after(Settings(), neutral_guide=50)
    assert settings.doses == (("neutral-guide", 0.5),)
    assert after(settings, neutral_guide=100) == Settings()


def test_back_to_today_leaves_nothing_to_compare():
    settings = state.today(after(Settings(), neutral_guide=50, runs=3))
    assert settings == Settings(package=None, runs=3) and not state.differs_from_today(settings)
    assert plan_of(settings).package is None
    off = after(Settings(), neutral_guide=0, senior_traineeship=0, first_100_days=0)
    assert not state.differs_from_today(off)


def test_choosing_a_package_drops_ones_own_doses():
    assert after(Settings(), neutral_guide=50, package="fonds-en-budget") == Settings(package="fonds-en-budget")


def test_a_package_that_does_not_fit_the_new_situation_is_let_go_with_a_sentence():
    settings, note = change(after(Settings(), situation=REGION, package=PILOT), "situation", SCHOOL)
    assert settings.situation == SCHOOL and settings.package is None and "Persoonlijke begeleiding" in note


def test_every_shipped_situation_and_package_can_be_chosen():
    for situation in situations():
        settings = after(Settings(), situation=situation.id)
        assert settings.months == situation.months
        for package in packages():
            if state.fits(package.id, situation.id):
                assert plan_of(after(settings, package=package.id)).package == package


@pytest.mark.parametrize("settings", [s for s in SOME if state.differs_from_today(s)])
def test_the_command_asks_exactly_the_same(settings):
    words = command(settings).split()
    assert words[:2] == ["loopbrug", "compare"]
    given: dict[str, list[str]] = {}
    for option, value in zip(words[3::2], words[4::2], strict=True):
        given.setdefault(option, []).append(value)
    numbers = [int(given[f"--{name}"][0]) for name in ("workers", "months", "runs", "seed")]
    asked = question("compare", words[2], given.get("--package"), given.get("--set"), *numbers, "fast", 1)
    assert asked.plan == replace(plan_of(settings), threads=1)


@pytest.mark.parametrize("settings", [s for s in SOME if state.package_of(s)])
def test_the_package_file_reads_back_as_the_same_policy(settings, tmp_path):
    file = tmp_path / "pakket.yaml"
    file.write_text(state.package_file(settings), encoding="utf-8")
    read, meant = read_package(file), state.package_of(settings)
    assert read.levers == meant.levers
    if not settings.doses:
        assert fingerprint(read) == fingerprint(meant)
