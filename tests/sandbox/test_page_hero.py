"""The estimate above the views: what it adds up, when there is none, and what the picture is handed."""

import json

import pytest

from sandbox.grid import estimate as estimates
from sandbox.grid import grid as grids
from sandbox.grid.estimate import estimate, first_html, hero, moved, why_not
from sandbox.pages import Seen
from sandbox.state import Settings, change
from sandbox.task import Answer
from sandbox.texts import TEXTS, text
from tests.sandbox.test_grid import made_up

pytestmark = pytest.mark.small
GUIDE, BOTH = Settings(), Settings(packages=("gids-en-traineeship", "d01-vertrouwde-gids"))


@pytest.fixture(autouse=True)
def grid(monkeypatch):
    """A made-up grid for one situation, none for the others."""
    made = made_up()
    made.effects["d01-vertrouwde-gids"] = [[7.0, 8.0, 0, 0, 0, 0, 0]] * 3
    for module in (estimates, grids):
        monkeypatch.setattr(module, "shipped", lambda situation: made if situation == "nederland-2025" else None)
    return made


def set_to(dose: float, settings: Settings = GUIDE) -> Settings:
    return change(settings, "neutral-guide", dose)[0]


def test_a_package_by_itself_is_what_was_computed_for_it(grid):
    assert estimate(grid, GUIDE).tolist() == grid.effects["gids-en-traineeship"]
    assert estimate(grid, Settings(packages=())).tolist() == grid.none().tolist()


def test_a_lever_of_ones_own_adds_its_curve_less_its_curve_where_the_package_had_it(grid):
    # The package has the guide at 1. Half a guide: 100 + 10 - 30 at the first point of the first pair, 200 + 20 - 60 at the second.
    assert estimate(grid, set_to(50))[0, :2].tolist() == [80, 160]
    # Without a package today's dose is 0, where nothing differs.
    assert estimate(grid, set_to(50, Settings(packages=())))[1, :2].tolist() == [11, 21]


def test_two_packages_add_up(grid):
    assert estimate(grid, BOTH)[0, :2].tolist() == [107, 208]


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (GUIDE, ""),
        (Settings(situation="bank-naar-klas"), "hero:no_grid"),
        (change(GUIDE, "neutral-guide.start", "6")[0], "hero:times"),
        (Settings(assumed=(("look_inside", 0.1),)), "hero:assumed"),
        (set_to(50), ""),
    ],
)
def test_why_there_is_no_estimate_is_said(settings, key):
    assert why_not(settings) == key
    seen = hero(settings, None, None, False)
    assert seen["why_not"] == (text(key, "nl") if key else "") and (seen["now"] is None) == bool(key)
    assert (first_html(Seen(settings)) == "") == bool(key)


def test_a_lever_that_the_package_uses_for_some_people_only_is_not_estimated(grid):
    scoped = Settings(situation="nederland-2025", packages=("persoonlijke-begeleiding-25",))
    assert why_not(scoped) == "" and why_not(set_to(50, scoped)) == "hero:scoped"
    assert hero(scoped, None, None, False)["scoped"] == ["guide-caseload", "neutral-guide"]


def test_the_browser_gets_the_curves_of_the_levers_once_and_no_package(grid):
    grids.for_browser.cache_clear()
    sent = json.loads(grids.for_browser("nederland-2025"))
    grids.for_browser.cache_clear()
    assert sent["effects"].keys() == {"neutral-guide=0.5", "neutral-guide=1"} and sent["doses"]["neutral-guide"] == [0, 0.5, 1]
    assert (sent["weight"], sent["step"], sent["months"], sent["seeds"]) == (100, 6, 12, [1, 2, 3])
    assert {f"{name}={dose:g}" for name, doses in sent["doses"].items() for dose in doses} >= sent["effects"].keys()


def test_the_last_change_can_be_replayed_when_both_sides_can_be_estimated():
    before, now = GUIDE, set_to(50)
    seen = hero(now, before, None, False)
    assert seen["before"][0][:2] == [100, 200] and seen["now"][0][:2] == [80, 160]
    assert "100 → 50 %" in seen["moved"]
    assert hero(now, None, None, False)["before"] is None
    assert hero(now, Settings(situation="bank-naar-klas"), None, False)["before"] is None
    assert hero(now, change(now, "lang", "en")[0], None, False)["before"] is None  # asks the same


def test_a_change_of_package_is_told_by_name():
    assert moved(Settings(packages=(), lang="en"), Settings(lang="en")).startswith("today → ")


def test_the_exact_answer_takes_the_estimates_place_but_not_when_it_is_old(make_comparison):
    answer = Answer(GUIDE, make_comparison(), 650.0, 8)
    seen = hero(GUIDE, None, answer, old=False)
    unemployment = pytest.approx([-0.3, -0.2, -0.1])
    assert seen["exact"]["end"] == [20_000, 40_000, 60_000] and (seen["exact"]["pairs"], seen["exact"]["path"]) == (8, None)
    assert seen["exact"]["ends"] == [None, None, unemployment, None, None]  # what the comparison does not tell is left open
    assert hero(GUIDE, None, answer, old=True)["exact"] is None
    assert hero(GUIDE, None, Answer(GUIDE, make_comparison(rows=[]), 650.0, 8), False)["exact"] is None


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_word_of_the_picture_is_there_in_both_languages_with_the_same_fields(lang):
    keys = [key for key in TEXTS if key.startswith("hero:")]
    assert len(keys) > 20 and all(TEXTS[key][lang].strip() for key in keys)
    for key in keys:
        fields = [{part.split("}")[0] for part in TEXTS[key][other].split("{")[1:]} for other in ("nl", "en")]
        assert fields[0] == fields[1], key
    assert hero(Settings(lang=lang), None, None, False)["words"]["estimate"] == text("hero:estimate", lang)


def test_before_there_is_an_answer_the_bar_says_what_was_asked_and_that_an_estimate_is_in_sight(make_comparison):
    html = first_html(Seen(Settings(lang="en")))
    assert "Below is an estimate" in html and text("asked", "en", situation="", package="").split()[0] in html
    assert first_html(Seen(Settings(packages=()))) == ""  # everything at today: nothing follows
    assert first_html(Seen(GUIDE, Answer(GUIDE, make_comparison(), 650.0, 8))) == ""
