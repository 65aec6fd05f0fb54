"""The page of packages side by side: who is compared, the weights in the link, every part in sight, both languages, escaped."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sandbox import rivals
from sandbox.link import from_link, to_link
from sandbox.pages import Seen
from sandbox.pages.compare import html
from sandbox.pages.register import page_of
from sandbox.rivals import MOST, Choice, Found, choices, key, run, skipped, weights, with_one_more, with_weight, without
from sandbox.state import Settings, change, show
from sandbox.task import Status
from sim.ranking import OUTCOMES, points
from sim.views.shapes import Group
from sim.words import Both

pytestmark = pytest.mark.small
PAIRS = 8


def beside(*names: str, **other: object) -> Settings:
    return show(replace(Settings(), **other), "with", ",".join(names))


@pytest.fixture
def found(make_comparison, make_effect):
    """Two packages: the first surely brings more crossings, the second surely costs more and brings nothing else."""
    chosen = choices(beside("fonds-en-budget"))
    moved = np.zeros((2, len(OUTCOMES), PAIRS))
    moved[0, list(OUTCOMES).index("lasting-crossings")] = 40_000.0
    moved[1, list(OUTCOMES).index("public-cost")] = 300.0
    nothing = make_effect("lasting-crossings", 0.0, 0.0)
    cost = make_effect("public-cost", 300.0, 50.0, better="lower", unit="EUR million/year", nl="Uitgaven", en="Spending")
    comparisons = (make_comparison(), make_comparison(rows=[nothing, cost, make_effect("unemployment", 0.1, 0.2)]))
    older = (
        make_effect("older-lasting", 900.0, 100.0, nl="55+", en="55+"),
        make_effect("older-lasting", 0.0, 0.0, nl="55+", en="55+"),
    )
    return Found(chosen, comparisons, ([], []), points(moved), older, 650.0)


def test_own_settings_come_first_and_each_bears_a_letter():
    found = choices(beside("fonds-en-budget", "d07-veilig-landen"))
    assert [(one.letter, one.id) for one in found] == [("A", ""), ("B", "fonds-en-budget"), ("C", "d07-veilig-landen")]
    assert found[0].settings.packages == ("gids-en-traineeship",)
    assert found[1].settings.packages == ("fonds-en-budget",) and found[1].settings.doses == ()
    assert found[1].name("nl") == "B. Fonds en budget"


def test_nothing_of_ones_own_leaves_the_packages_of_the_link():
    assert [one.id for one in choices(beside("fonds-en-budget", packages=()))] == ["fonds-en-budget"]


def test_own_doses_do_not_leak_into_the_others_but_size_seed_and_assumptions_do():
    own, note = change(beside("fonds-en-budget", seed=9, workers=4_000), "neutral-guide", 80)
    assert note == ""
    other = choices(own)[1].settings
    assert other.doses == () and (other.seed, other.workers) == (9, 4_000)


def test_what_is_unknown_double_or_does_not_fit_is_skipped_and_said():
    settings = beside("nonsense", "gids-en-traineeship", "persoonlijke-begeleiding-25", "fonds-en-budget")
    assert [one.id for one in choices(settings)] == ["", "fonds-en-budget"]
    assert skipped(settings) == ["nonsense", "gids-en-traineeship", "persoonlijke-begeleiding-25"]
    assert "nonsense" in html(Seen(settings))


def test_no_more_than_four():
    settings = beside("fonds-en-budget", "d01-vertrouwde-gids", "d02-profielpaspoort", "d03-eerst-proeven")
    assert len(choices(settings)) == MOST == 4
    assert "compare-add" not in html(Seen(settings))


def test_adding_and_taking_away_keep_the_order_of_the_link():
    settings = beside("fonds-en-budget", "d07-veilig-landen")
    assert with_one_more(settings, "d01-vertrouwde-gids") == "fonds-en-budget,d07-veilig-landen,d01-vertrouwde-gids"
    assert without(settings, "fonds-en-budget") == "d07-veilig-landen"


def test_the_link_holds_the_packages_and_the_weights():
    settings = show(beside("fonds-en-budget"), "weights", with_weight(Settings(), "public-cost", 5))
    assert from_link(to_link(settings)) == (settings, [])
    assert weights(settings) == dict.fromkeys(OUTCOMES, 3) | {"public-cost": 5}


@pytest.mark.parametrize("nonsense", ["public-cost:6", "public-cost:-1", "public-cost", "x:1", ":::,,", "public-cost:²"])
def test_a_weight_that_is_nonsense_is_the_usual_one(nonsense):
    assert weights(show(Settings(), "weights", nonsense)) == dict.fromkeys(OUTCOMES, 3)


def test_all_weights_alike_need_no_words_in_the_link():
    settings = show(Settings(), "weights", "public-cost:5")
    assert with_weight(settings, "public-cost", 3) == ""


def test_the_answer_depends_on_packages_and_not_on_weights_or_language():
    settings = beside("fonds-en-budget")
    assert key(settings) == key(show(replace(settings, lang="en"), "weights", "public-cost:5"))
    assert key(settings) != key(beside("d07-veilig-landen"))
    assert key(settings) != key(replace(settings, seed=2))


def test_the_comparison_grows_from_four_pairs_on_whichever_is_done_first(monkeypatch):
    settings, shown = beside("fonds-en-budget", runs=6), []

    def side_by_side(plan, packages, tell, finished):
        assert len(packages) == 2
        for k in (1, 0, 3, 2, 5, 4):
            finished([(SimpleNamespace(run=k), name) for name in "AB"])
        return [["all"], ["all"]]

    monkeypatch.setattr(rivals, "run_side_by_side", side_by_side)
    monkeypatch.setattr(rivals, "found_of", lambda chosen, pairs, plan: pairs)
    monkeypatch.setattr(rivals, "BETWEEN", -1.0)
    assert run(settings, lambda share: None, shown.append) == [["all"], ["all"]]
    assert [len(one[0]) for one in shown] == [4, 5], "not below four, and the last is what the work gives"
    assert [pair[0].run for pair in shown[0][1]] == [0, 1, 2, 3]


def test_what_stands_so_far_says_of_how_many_pairs_and_can_still_be_stopped(found):
    settings = beside("fonds-en-budget", runs=20)
    page = html(Seen(settings, found=found, work=Status("working", 0.4)))
    assert "8 van 20 paren" in page and 'data-do="stop-work"' in page and 'id="compare_side"' in page
    assert "8 van 20 paren" in html(Seen(settings, found=found, work=Status("stopped")))
    assert "Gestopt. Er is geen" not in html(Seen(settings, found=found, work=Status("stopped")))
    assert "van 8 paren" not in html(Seen(replace(settings, runs=PAIRS), found=found))


def test_with_one_package_nothing_is_run_and_the_page_asks_for_another():
    assert run(Settings(), lambda share: None, lambda found: None) is None
    shown = html(Seen(Settings()))
    assert "Kies ten minste twee pakketten" in shown and 'data-do="work"' not in shown


def test_two_packages_offer_the_button_and_a_running_one_can_be_stopped():
    settings = beside("fonds-en-budget")
    assert 'data-do="work"' in html(Seen(settings))
    running = html(Seen(settings, work=Status("working", 0.4, 3)))
    assert 'data-do="stop-work"' in running and 'aria-valuenow="40"' in running


@pytest.mark.parametrize(
    ("lang", "clear"), [("nl", "A. Gids en traineeship duidelijk bovenaan"), ("en", "A. Guide and traineeship clearly comes first")]
)
def test_the_page_shows_effects_weights_parts_and_how_sure(found, lang, clear):
    shown = html(Seen(beside("fonds-en-budget", lang=lang), found=found))
    assert clear in shown
    assert "100%" in shown
    for part in (
        "compare_side",
        "compare_cost",
        "compare_worse",
        "compare_weights",
        "compare_rank",
        "compare_sure",
        "compare_turn",
    ):
        assert f'id="{part}"' in shown
    assert shown.count('type="radio"') == 6 * len(OUTCOMES)
    assert shown.count(" checked>") == len(OUTCOMES)


def test_what_gets_worse_is_told_of_the_package_that_makes_it_so(found):
    shown = html(Seen(beside("fonds-en-budget"), found=found))
    before, after = shown.split('id="compare_worse"')[1].split('id="compare_weights"')[0].split("B. Fonds en budget")
    assert "Slechter: Uitgaven" in after and "Uitgaven" not in before


def test_parts_are_points_times_weight_and_turn_with_it(found):
    only_cost = ",".join(f"{name}:{5 if name == 'public-cost' else 0}" for name in OUTCOMES)
    shown = html(Seen(show(beside("fonds-en-budget"), "weights", only_cost), found=found))
    assert "−100,0" in shown  # all weight on spending, and the second package is as far from today as any band reaches
    assert "niet zeker wat bovenaan staat" in shown  # the first package and today share every pair


def test_a_name_from_outside_is_escaped():
    shown = html(Seen(beside("<script>alert(1)</script>")))
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_the_page_is_in_the_menu_with_work_that_waits():
    page, lost = page_of("/vergelijk")
    assert page.id == "compare" and not lost and page.work is not None and page.work.waits


def test_a_choice_has_its_letter_before_its_name():
    assert Choice("x", "C", Settings(lang="en")).name("en").startswith("C. ")


def group(dimension: str, id: str, better: float, worse: float, small: bool = False) -> Group:
    """A group of 2,000 people of whom so many are better and worse off."""
    words = Both(f"{id} (nl)", f"{id} (en)")
    return Group(dimension, id, words, 2_000.0, 200, small, {}, better, 2_000.0 - better - worse, worse, 0.0, 0.0)


def test_who_is_worse_off_is_told_per_thousand_and_the_worst_group_by_name(found):
    groups = [
        group("all", "all", 40, 20),
        group("age", "old", 10, 30),
        group("age", "young", 30, 10),
        group("age", "few", 0, 900, True),
    ]
    shown = html(Seen(beside("fonds-en-budget"), found=replace(found, groups=(groups, []))))
    assert "Van 1.000 mensen: 20 beter, 10 slechter, 970 gelijk." in shown
    assert "Het minst gunstig voor: old (nl) (per 1.000: 5 beter, 15 slechter)." in shown
    assert "few (nl)" not in shown  # too few people to say anything of
    assert "Over groepen valt met zo weinig mensen niets te zeggen." in shown  # the second package has none


def test_where_no_group_loses_that_is_said(found):
    groups = [group("all", "all", 40, 20), group("age", "old", 30, 30)]
    shown = html(Seen(beside("fonds-en-budget", lang="en"), found=replace(found, groups=(groups, groups))))
    assert shown.count("In no group are more people worse off than better.") == 2


def test_where_nothing_differs_no_circles_suggest_a_chance(found):
    side = html(Seen(beside("fonds-en-budget"), found=found)).split('id="compare_side"')[1].split('id="compare_cost"')[0]
    crossings = side.split('class="measure"')[1]  # the first package moves, the second does not
    assert crossings.count('class="cell"') == 2 and crossings.count('class="dotrow"') == 1
