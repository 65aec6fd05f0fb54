"""Settings: changed by fields, kept in links, turned into plans; nonsense never gets through."""

from dataclasses import replace

import pytest

from cli.ask import question
from sandbox import state
from sandbox.link import from_link, to_link
from sandbox.plan import command, needs_file, package_file, package_of, plan_of
from sandbox.state import SIZES, Settings, change
from sim.scenario import fingerprint, packages, read_package, situations

pytestmark = pytest.mark.small

SCHOOL = "bank-naar-klas"
REGION = "noordoost-brabant-contractcatering"
PILOT = "persoonlijke-begeleiding-25"


def after(settings: Settings, **fields: object) -> Settings:
    for name, value in fields.items():
        settings, note = change(settings, name if "." in name else name.replace("_", "-"), value)
        assert note == ""
    return settings


SOME = [
    Settings(),
    after(Settings(), neutral_guide=50, lang="en"),
    after(Settings(), package="none", portable_budget="1.500", workers="5.000", runs=3),
    after(Settings(), situation=REGION, package=PILOT, seed="42"),
    after(Settings(), situation=SCHOOL, neutral_guide="12,5", supervision_hours="2,5", guide_caseload=25),
    after(Settings(), package="none"),
    after(Settings(), stack="fonds-en-budget"),
    after(Settings(), neutral_guide=50, **{"neutral-guide.start": "6", "neutral-guide.phase": 12, "neutral-guide.end": "48"}),
    after(Settings(), **{"neutral-guide.end": "…", "neutral-guide.start": "3", "assume.looks": "3", "assume.age_penalty": "0,04"}),
    state.show(state.show(Settings(), "person", "winner"), "sort", "age & <b>"),
]


@pytest.mark.parametrize("settings", SOME)
def test_a_link_holds_everything(settings):
    assert from_link(to_link(settings)) == (settings, [])


def test_a_link_says_only_what_differs_and_its_version():
    assert to_link(Settings()) == ""
    assert to_link(after(Settings(), lang="en", neutral_guide=50)) == "?v=2&neutral-guide=0.5&lang=en"
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
    assert settings == Settings(packages=(), runs=3) and not state.differs_from_today(settings)
    assert plan_of(settings).package is None
    off = after(Settings(), neutral_guide=0, senior_traineeship=0, first_100_days=0)
    assert not state.differs_from_today(off)


def test_choosing_a_package_drops_ones_own_doses():
    assert after(Settings(), neutral_guide=50, package="fonds-en-budget") == Settings(packages=("fonds-en-budget",))


def test_a_package_that_does_not_fit_the_new_situation_is_let_go_with_a_sentence():
    settings, note = change(after(Settings(), situation=REGION, package=PILOT), "situation", SCHOOL)
    assert settings.situation == SCHOOL and settings.packages == () and "Persoonlijke begeleiding" in note


def test_every_shipped_situation_and_package_can_be_chosen():
    for situation in situations():
        settings = after(Settings(), situation=situation.id)
        assert settings.months == situation.months
        for package in packages():
            if state.fits(package.id, situation.id):
                assert plan_of(after(settings, package=package.id)).package == package


@pytest.mark.parametrize("settings", [s for s in SOME if state.differs_from_today(s) and not needs_file(s)])
def test_the_command_asks_exactly_the_same(settings):
    words = command(settings).split()
    assert words[:2] == ["loopbrug", "compare"]
    given: dict[str, list[str]] = {}
    for option, value in zip(words[3::2], words[4::2], strict=True):
        given.setdefault(option, []).append(value)
    numbers = [int(given[f"--{name}"][0]) for name in ("workers", "months", "runs", "seed")]
    asked = question("compare", words[2], given.get("--package"), given.get("--set"), *numbers, "fast", 1)
    assert asked.plan == replace(plan_of(settings), threads=1)


def test_the_command_names_the_file_of_sets_that_the_app_was_started_with_and_no_folder(monkeypatch, tmp_path):
    settings = next(s for s in SOME if state.differs_from_today(s))
    monkeypatch.delenv("LOOPBRUG_POSTERIOR", raising=False)
    plain = command(settings)
    monkeypatch.setenv("LOOPBRUG_POSTERIOR", str(tmp_path / "na de proeftuin.csv"))
    assert command(settings) == f"{plain} --posterior 'na de proeftuin.csv'"


@pytest.mark.parametrize("settings", [s for s in SOME if package_of(s)])
def test_the_package_file_reads_back_as_the_same_policy(settings, tmp_path):
    file = tmp_path / "pakket.yaml"
    file.write_text(package_file(settings), encoding="utf-8")
    read, meant = read_package(file), package_of(settings)
    assert read.levers == meant.levers
    if not settings.doses and not settings.times:
        assert fingerprint(read) == fingerprint(meant)


def test_a_link_of_the_first_version_still_opens():
    settings, notes = from_link("?v=1&package=fonds-en-budget&neutral-guide=0.5&lang=en")
    assert settings == Settings(packages=("fonds-en-budget",), doses=(("neutral-guide", 0.5),), lang="en") and notes == []


def test_a_package_is_stacked_on_what_was_set_and_taken_away_again():
    before = after(Settings(), neutral_guide=50)
    both = after(before, stack="fonds-en-budget")
    assert both.packages == ("gids-en-traineeship", "fonds-en-budget") and both.doses == before.doses
    levers = {use.lever for use in package_of(both).levers}
    assert levers >= {use.lever for name in both.packages for use in state.all_packages()[name].levers}
    assert after(both, unstack="fonds-en-budget") == before
    assert after(both, stack="fonds-en-budget") == both, "the same package twice is once"


def test_packages_that_contradict_each_other_are_refused_with_the_reason():
    names = list(state.all_packages())
    for one in names:
        for other in names:
            if state.fits(one, "nederland-2025") and state.fits(other, "nederland-2025"):
                settings = after(Settings(), package=one)
                changed, note = change(settings, "stack", other)
                assert (note == "") == (changed.packages != settings.packages or one == other)
                if note:
                    assert changed == settings and other in note


@pytest.mark.parametrize(
    ("field", "raw"), [("start", "-1"), ("start", "soon"), ("phase", "2,5"), ("end", "601"), ("end", "nan"), ("start", "")]
)
def test_nonsense_for_a_month_keeps_the_old_one_and_says_what_would_be_right(field, raw):
    settings, note = change(Settings(), f"neutral-guide.{field}", raw)
    assert settings == Settings() and "600" in note


def test_a_lever_cannot_end_before_it_starts():
    late = after(Settings(), **{"neutral-guide.start": 12})
    assert change(late, "neutral-guide.end", "11")[0] == late and "12" in change(late, "neutral-guide.end", "11")[1]
    assert after(late, **{"neutral-guide.end": "12"}).times == (("neutral-guide", (12, 3, 12)),)
    use = next(use for use in package_of(late).levers if use.lever == "neutral-guide")
    assert (use.start_month, use.phase_in_months, use.end_month) == (12, 3, None)
    assert after(late, **{"neutral-guide.start": 0}) == Settings(), "back to what the package had is no change of one's own"


def test_an_assumption_is_no_policy_and_stays_inside_its_range():
    settings = after(Settings(), **{"assume.looks": "3"})
    assert settings.assumed == (("looks", 3.0),) and settings.packages == Settings().packages
    assert state.today(settings).assumed == settings.assumed, "back to today's policy leaves the world as it was assumed"
    assert not settings.same_question(Settings())
    same, note = change(settings, "assume.looks", "99")
    assert same == settings and "99" in note and "1" in note and "6" in note
    assert after(settings, **{"assume.looks": ""}) == Settings()
    assert change(settings, "assume.nothing", "1")[0] == settings


def test_what_a_page_shows_is_not_what_is_asked_and_stays_short():
    shown = state.show(Settings(), "person", "x" * 10_000)
    assert shown.same_question(Settings()) and len(shown.sees("person")) == state.LONGEST
    assert state.show(shown, "person", "") == Settings()
    many, notes = from_link("?" + "&".join(f"see.a{k}=1" for k in range(500)))
    assert len(many.shown) <= 12 and notes == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_of_a_link_that_is_all_nonsense_the_first_sentences_are_said_and_the_rest_is_counted(lang):
    settings, notes = from_link("lang=" + lang + "&" + "&".join(f"x{k}=1" for k in range(200)))
    assert settings == Settings(lang=lang) and len(notes) == 7
    assert "x0" in notes[0] and "194" in notes[-1]


def test_a_dose_that_cannot_be_is_repeated_as_a_reader_writes_it():
    _, notes = from_link("neutral-guide=77")
    assert "“7700”" in notes[0] and "0 tot 100" in notes[0]
