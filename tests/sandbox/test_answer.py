"""The answer in words and figures."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from sandbox.answer import bar_html, headline_sentences
from sandbox.pages import Seen
from sandbox.state import Settings, change
from sandbox.task import Answer
from sandbox.texts import text
from tests.sandbox.made_views import group, seen, words

pytestmark = pytest.mark.small


def html(comparison, settings=None, lang="nl", old=False, bill=None) -> str:
    settings = replace(settings or Settings(), lang=lang)
    written = bar_html(Seen(settings, Answer(settings, comparison, 669.0, 20, bill=bill), old))
    ElementTree.fromstring(f"<div>{written}</div>")  # well formed, or the browser would guess
    return written


def test_the_sentence_says_how_many_between_what_and_how_likely(make_effect):
    first, second, third = headline_sentences(make_effect(), 60, "nl")
    assert "40.000 mensen meer" in first and "60 maanden" in first
    assert "tussen +20.000 en +60.000" in second and "90%" in second and "8 paren" in second
    assert "5.000" in third


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_of_so_few_pairs_that_the_band_says_little_that_is_said(make_effect, lang):
    for pairs, few in ((2, True), (3, True), (4, False), (8, False)):
        assert (text("few_pairs", lang) in headline_sentences(make_effect(pairs=pairs), 60, lang)[1]) == few


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"middle": -40_000.0}, "fewer"), ({"middle": 1_000.0}, "unsure"), ({"middle": 0.0, "half": 0.0}, "same"),
        ({"middle": 40_000.0}, "more"), ({"middle": -1_000.0}, "unsure"),
    ],
)  # fmt: skip
def test_no_direction_is_claimed_that_the_band_does_not_give(make_effect, fields, kind):
    for lang in ("nl", "en"):
        begin = text(f"headline_{kind}", lang).split("{")[0]
        assert headline_sentences(make_effect(**fields), 60, lang)[0].startswith(begin)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_bar_has_the_win_the_dots_the_cost_and_what_to_watch_out_for(make_comparison, lang):
    said = words(html(make_comparison(), lang=lang))
    assert text("watch_out", lang) in said and text("nothing_worse", lang) in said and text("no_cost", lang) in said
    assert text("dots", lang, better=18, all=20, pairs=8) in said, "nine chances in ten are eighteen dots of twenty"
    assert html(make_comparison()).count('class="full"') == 18 and html(make_comparison()).count('class="hollow"') == 2


def test_what_gets_worse_stands_in_the_same_bar(make_comparison, make_effect):
    worse = make_effect("income-lost", 300.0, 100.0, nl="Gemist inkomen", unit="EUR million", better="lower")
    unsure = make_effect("unemployment", 0.1, 0.3, nl="Werkloosheid", better="lower")
    said = words(html(make_comparison(rows=[make_effect(), worse, unsure])))
    assert "Slechter: Gemist inkomen, +300 miljoen euro" in said and "Werkloosheid" not in said
    shifts = [make_effect("others-less", 1_234.0, 100.0), make_effect("others-more", 1_100.0, 100.0)]
    said = words(html(make_comparison(persons=shifts)))
    assert "1.200 anderen lopen een blijvende overstap mis, 1.100 krijgen er een" in said, "the shift is told from both sides"
    assert "5.000 deelnemers" in words(html(make_comparison(persons=[make_effect("users-lost", 5_000.0, 100.0)])))


def test_what_it_costs_is_told_also_when_the_cost_of_each_crossing_cannot_be(make_comparison, make_effect):
    bill = make_effect("bridge-cost", 1_580.0, 200.0, unit="EUR million/year", better="none")
    row = make_effect(middle=1_000.0)
    said = words(html(make_comparison(rows=[row]), bill=bill))
    assert "kost 1.600 miljoen euro per jaar meer dan het beleid van vandaag" in said
    assert "(het midden; in 8 van de 10 paren 1.400 tot 1.800)" in said
    assert "niet te zeggen" in said and "Ministeries (+1,90 miljoen euro per jaar)" in said, "and who pays most of it"
    unsure = replace(bill, low80=-10.0)
    assert "niet zeker" in words(html(make_comparison(), bill=unsure)) and "kost" not in words(html(make_comparison()))
    assert "costs 1,600 million euros a year more" in words(html(make_comparison(), lang="en", bill=bill))


def test_the_group_that_gains_least_stands_in_the_bar(make_comparison):
    young, old = group("jong", 3_000.0), group("oud", 200.0)  # +3 (2 to 4) and +0.2 (-0.8 to 1.2) per 1000
    few, region = group("klein", -9_000.0, simulated=10), group("noord", -9_000.0, dimension="region")
    said = words(bar_html(seen(make_comparison(), groups=[young, old, few, region])))
    assert "Het minst wint: groep oud, met +0,2 blijvende overstappen per 1000 mensen (80% van de paren: −0,8 tot +1,2" in said
    assert "geen enkele groep" not in said, "the young surely gain"
    said = words(bar_html(seen(make_comparison(), groups=[old])))
    assert "van geen enkele groep zeker dat die wint" in said and text("uncertain", "nl") in said
    assert "Gains least" in words(bar_html(seen(make_comparison(), lang="en", groups=[young, old])))
    assert "Het minst wint" not in words(bar_html(seen(make_comparison())))


def test_an_old_answer_says_so(make_comparison):
    warning = text("earlier_settings", "nl")
    assert warning in html(make_comparison(), old=True) and warning not in html(make_comparison())


def test_a_burn_in_that_did_not_settle_is_told(make_comparison):
    assert text("not_settled", "nl") in html(make_comparison(settled=False))


def test_without_an_answer_the_bar_invites_or_says_that_there_is_nothing_to_compare():
    assert text("no_answer_yet", "nl") in bar_html(Seen(Settings()))
    assert text("nothing_to_compare", "en") in bar_html(Seen(Settings(packages=(), lang="en")))


def test_own_changes_and_changed_assumptions_are_named(make_comparison):
    settings, _ = change(Settings(), "neutral-guide", 50)
    assert "Gids en traineeship, met eigen wijzigingen" in words(html(make_comparison(), settings))
    bare, _ = change(Settings(packages=()), "neutral-guide", 50)
    assert "Eigen pakket" in words(html(make_comparison(), bare))
    world, _ = change(Settings(), "assume.looks", "3")
    assert "ook de wereld van vandaag is veranderd" in words(html(make_comparison(), world))
