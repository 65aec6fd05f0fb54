"""The library: all is there, what fits can be stacked, what does not is said; programmes beside what was reported of them."""

from dataclasses import replace

import pytest

from sandbox.page import changed_by
from sandbox.pages import Seen
from sandbox.pages.library import belongs, cannot, combinations, filtered, html, package_of
from sandbox.pages.played import all_programmes, card, in_short, reported
from sandbox.pages.register import page_of
from sandbox.state import Settings, all_packages, all_situations, show
from sim.policies.catalogue import breakthroughs
from sim.programme_results import BesideReport, ProgrammeResult

pytestmark = pytest.mark.small
NOTHING = Settings(packages=())
NAN = float("nan")


def result(*beside: BesideReport) -> ProgrammeResult:
    return ProgrammeResult(0.5, 0.02, 0.1, 0.4, 0.0, 1234.0, beside)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_breakthrough_combination_and_programme_is_there(lang):
    shown = html(Seen(replace(NOTHING, lang=lang)))
    for thing in (*breakthroughs().values(), *all_packages().values(), *all_programmes()):
        if not (thing.id in all_packages() and thing not in combinations()):
            assert getattr(thing, lang).replace("'", "&#x27;") in shown, thing.id


def test_each_of_the_fourteen_has_its_own_package_of_its_own_levers():
    found = {one.id: package_of(one) for one in breakthroughs().values()}
    assert len({package.id for package in found.values() if package}) == 14
    for one in breakthroughs().values():
        package = found[one.id]
        assert package is not None and {use.lever for use in package.levers} <= set(one.levers)


def test_what_can_be_stacked_has_a_button_that_stacks_it():
    assert 'data-do="stack" data-value="d05-aannemen-op-talent"' in html(Seen(NOTHING))
    after, note = changed_by(NOTHING, "stack", "d05-aannemen-op-talent")
    after, second = changed_by(after, "stack", "d06-eerst-het-contract")
    assert (note, second) == ("", "") and after.packages == ("d05-aannemen-op-talent", "d06-eerst-het-contract")


def test_what_stands_in_the_sandbox_can_be_taken_away_and_not_be_added_again():
    shown = html(Seen(replace(NOTHING, packages=("d05-aannemen-op-talent",))))
    assert 'data-do="unstack" data-value="d05-aannemen-op-talent"' in shown
    assert 'data-do="stack" data-value="d05-aannemen-op-talent"' not in shown


def test_a_package_that_sets_a_lever_otherwise_says_which_and_where():
    said = cannot(all_packages()["d01-vertrouwde-gids"], Settings())
    assert "Neutrale gids" in said or "gids" in said.lower()
    assert "“Gids en traineeship”" in said
    assert 'data-do="stack" data-value="d01-vertrouwde-gids"' not in html(Seen(Settings()))


def test_a_package_for_other_firms_says_that_it_does_not_fit_here():
    pilot = all_packages()["persoonlijke-begeleiding-25"]
    assert cannot(pilot, NOTHING) == f"Past niet bij de situatie “{all_situations()[NOTHING.situation].nl}”."
    assert cannot(pilot, replace(NOTHING, situation="noordoost-brabant-contractcatering")) == ""


def test_a_barrier_shows_its_own_breakthrough_and_the_programmes_that_act_on_it():
    shown = html(Seen(show(NOTHING, "filter", "diploma-gate")))
    assert "D05" in shown and "D06 " not in shown
    assert "Make IT Work" in shown and "Nationale Zorgklas" not in shown


def test_a_sector_shows_the_programmes_that_lead_there_or_come_from_there():
    shown = html(Seen(show(NOTHING, "filter", "ict")))
    assert "Make IT Work" in shown and "Lefgozers" not in shown
    assert "Doorbraken gelden in elke sector" in shown


def test_a_filter_that_is_nonsense_shows_everything_and_is_not_written_on_the_page():
    settings = show(NOTHING, "filter", "<b>x</b>")
    assert filtered(settings) == "" and "<b>x</b>" not in html(Seen(settings))


def test_without_a_filter_every_package_belongs():
    assert all(belongs(package, "") for package in all_packages().values())


def test_a_report_is_told_with_its_count_and_denominator():
    programme = next(one for one in all_programmes() if one.id == "orientatiebaan-valkenhof")
    target = next(one for one in programme.reported if one.measure == "offered-after-tryout-share")
    assert reported(target, "nl") == "71% (5 van 7)" and reported(target, "en") == "71% (5 of 7)"


def test_model_and_report_stand_beside_each_other():
    programme = next(one for one in all_programmes() if one.id == "make-it-work")
    beside = [BesideReport(target.measure, 0.04, 0.0, 0.13, NAN, "yes") for target in programme.reported]
    shown = card(programme, result(*beside), Settings())
    assert "4% (0% … 13%)" in shown and "8%" in shown and "1.234 euro per deelnemer" in shown
    assert "Dat is een andere situatie dan de uwe." in shown
    assert "That is your situation too." in card(programme, None, Settings(situation="nederland-2022", lang="en"))


def test_in_short_counts_only_what_can_be_compared():
    told = [
        BesideReport("placed-share", 0.5, 0.4, 0.6, 0.4, meets) for meets in ("yes", "no", "nobody", "too_few", "not_comparable")
    ]
    assert in_short(result(*told), "nl") == "komt overeen: 1 van 2"
    assert in_short(result(told[2]), "en") == in_short(None, "en") == "nothing to compare"


def test_the_page_is_in_the_menu():
    assert page_of("/bibliotheek")[0].id == "library"
