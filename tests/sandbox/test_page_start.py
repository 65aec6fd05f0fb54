"""The first page: three doors, one question that opens the sandbox in a fitting state, five lines on how to read it."""

import pytest

from sandbox.link import from_link
from sandbox.pages import Seen
from sandbox.pages.start import LINES, PLACES, beginning, html, region_of, regional, regions
from sandbox.state import SITUATION, Settings, differs_from_today, fits, show
from sim.policies.catalogue import parties

pytestmark = pytest.mark.small


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_three_doors_one_question_and_five_lines(lang):
    shown = html(Seen(Settings(lang=lang)))
    doors = {
        "nl": ("Ik heb drie minuten", "Ik wil rekenen", "Ik kijk eerst rond"),
        "en": ("I have three minutes", "I want to calculate", "I would rather look around"),
    }
    assert all(door in shown for door in doors[lang])
    assert shown.count('data-do="open"') == len(PLACES) == 3
    assert shown.count("<li>") == LINES == 5


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("situation", [SITUATION, *(one.id for one in regional())])
def test_each_answer_begins_with_a_situation_a_package_that_fits_and_a_side_of_the_bill(place, situation):
    begun = beginning(place, situation, "nl")
    assert begun.situation == situation and differs_from_today(begun)
    assert all(fits(package, situation) for package in begun.packages)
    assert begun.sees("party") in parties()


def test_who_shrinks_and_who_grows_begin_on_their_own_side():
    assert beginning("shrinks", SITUATION, "nl").sees("party") == "outflow-employers"
    assert beginning("grows", SITUATION, "nl").sees("party") == "inflow-employers"


def test_the_links_on_the_page_open_just_that(lang="en"):
    shown = html(Seen(show(Settings(lang=lang), "region", regional()[0].id)))
    for place in PLACES:
        begun = beginning(place, regional()[0].id, lang)
        links = [part.split('"')[0].replace("&amp;", "&") for part in shown.split('data-value="/zandbak')[1:]]
        assert (begun, []) in [from_link(link) for link in links if link]


def test_a_region_is_the_country_or_one_with_a_situation_of_its_own():
    assert [id for id, _ in regions("nl")] == [SITUATION, *(one.id for one in regional())]
    assert len(regional()) >= 2


def test_a_region_that_is_nonsense_is_the_whole_country():
    settings = show(Settings(), "region", "<i>nergens</i>")
    assert region_of(settings) == SITUATION and "<i>nergens" not in html(Seen(settings))
