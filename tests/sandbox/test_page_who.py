"""For whom: who is named, who is not spoken of, and that losers are as easy to see as winners."""

from xml.etree import ElementTree

import pytest

from sandbox import charts
from sandbox.answer import bar_html
from sandbox.pages import Seen, who
from sandbox.state import Settings
from tests.sandbox.made_views import NASTY, group, parse, seen, words

pytestmark = pytest.mark.small

YOUNG, MIDDLE, OLD = group("jong", 10_000.0), group("midden", 500.0), group("oud", -5_000.0)
TINY = group("klein", 80_000.0, simulated=29)


def test_the_sentence_names_who_gains_who_does_not_and_who_loses():
    said = words(who.summary([OLD, MIDDLE, YOUNG], "nl"))
    assert "Het meest wint: groep jong (+10 blijvende overstappen per 1000 mensen)" in said
    assert "Niet zeker of zij winnen: groep midden." in said and "Verliest: groep oud." in said
    assert "90.000 mensen die beter af zijn en 30.000 die slechter af zijn" in said  # three groups of 30,000 and 10,000
    english = words(who.summary([OLD, MIDDLE, YOUNG], "en"))
    assert "Gains most: group jong" in english and "Loses: group oud." in english


def test_nothing_is_claimed_where_the_band_holds_zero():
    said = words(who.summary([MIDDLE], "nl"))
    assert "Van geen enkele groep is zeker dat die wint" in said and "Van geen enkele groep is zeker dat die verliest" in said
    assert "Het meest wint" not in said and "Verliest:" not in said


def test_who_gains_most_gains_most_per_person_not_in_all():
    many = group("veel", 20_000.0, people=4_000_000.0)  # 5 per 1000, against 10
    assert "Het meest wint: groep jong" in words(who.summary([many, YOUNG], "nl"))


def test_a_small_group_is_marked_and_nothing_is_said_of_it(make_comparison):
    html = who.html(seen(make_comparison(displacement=None), groups=[YOUNG, TINY]))
    said = words(html)
    assert "Te klein om iets van te zeggen: groep klein." in said and "29 gesimuleerde mensen" in said
    assert "Het meest wint: groep jong" in said and "80" not in said.replace("80%", "")  # its 80 per 1000 stands nowhere
    strips = [node for node in parse(html).iter("div") if node.get("class", "").split()[:1] == ["strip"]]
    assert [("too-small" in node.attrib["class"], node.find(".//svg") is None) for node in strips] == [(False, False), (True, True)]


def test_levels_and_difference_are_per_1000_people(make_comparison):
    html = who.html(seen(make_comparison(), groups=[YOUNG]))
    row = next(row for row in parse(html).iter("tr") if row.findtext("th") == "groep jong")
    assert [cell.text for cell in row.findall("td")][1:] == ["50", "60", "+10", "+9 tot +11", "+8 tot +12"]  # +- 1.5 rounds to even


def test_all_groups_share_one_scale():
    html = who.gains([YOUNG, OLD], 60, "nl")
    dots = [float(node.attrib["cx"]) - charts.WIDTH / 2 for node in parse(html).iter("circle")]
    assert dots[0] == pytest.approx(-2 * dots[1], rel=0.01)  # +10 and -5 per 1000


def test_losers_are_drawn_as_large_as_winners():
    root = ElementTree.fromstring(charts.both_ways(20.0, 20.0, 40.0, "x"))
    losers = [node for node in root if node.get("class") == "losers"]
    (winners,) = [node for node in root if node.get("class") == "winners"]
    assert len(losers) > 1  # stripes: not told by colour alone
    assert {node.get("width") for node in losers} == {winners.get("width")}
    assert float(losers[0].attrib["x"]) + float(losers[0].attrib["width"]) == float(winners.attrib["x"]) == charts.WIDTH / 2


def test_better_same_and_worse_are_said_for_each_group():
    html = who.winners([YOUNG], "nl")
    label = next(node.attrib["aria-label"] for node in parse(html).iter("svg"))
    assert "10 slechter af" in label and "960 gelijk" in label and "30 beter af" in label
    row = next(row for row in parse(html).iter("tr") if row.findtext("th") == "groep jong")
    assert [cell.text for cell in row.findall("td")] == ["10.000", "960.000", "30.000", "1.200", "200"]
    assert "minstens 3 maanden" in words(html)  # what better and worse mean


def test_the_division_is_chosen_and_nonsense_is_the_first(make_comparison):
    groups = [group("all", 0.0, dimension="all"), YOUNG, group("laag", 0.0, dimension="education")]
    html = who.html(seen(make_comparison(), groups=groups, shown={"group": "education"}))
    assert "groep laag" in words(html) and "groep jong" not in words(html)
    pressed = [node.attrib["data-value"] for node in parse(html).iter("button") if node.get("aria-pressed") == "true"]
    assert pressed == ["education"]
    assert "groep jong" in words(who.html(seen(make_comparison(), groups=groups, shown={"group": "<i>"})))


def test_others_who_miss_out_are_told_in_the_numbers_of_the_answer_bar(make_comparison, make_effect):
    shifts = [make_effect("others-less", 1_200.0, 100.0), make_effect("others-more", 200.0, 100.0)]
    found = make_comparison(persons=shifts, displacement=make_effect("displacement", 1_000.0, 100.0, better="none"))
    said = words(who.crowded_out(found, "nl"))
    assert "lopen er 1.200" in said and "krijgen er 200" in said
    assert "Anderen lopen per saldo 1.000 blijvende overstappen mis" in said
    assert "lose 1,000 lasting crossings" in words(who.crowded_out(found, "en"))
    bar = words(bar_html(seen(found)))
    assert all(number in bar for number in ("1.200", "200", "1.000 blijvende overstappen mis")), "one number for one thing"
    assert who.crowded_out(make_comparison(displacement=None), "nl") == ""


def test_one_person_is_a_click_away_with_or_without_groups(make_comparison):
    for groups in ([], [YOUNG]):
        html = who.html(seen(make_comparison(), groups=groups, shown={"group": "education"}))
        link = next(node for node in parse(html).iter("a"))
        assert link.attrib["data-do"] == "go" and link.attrib["data-value"] == "/zandbak/persoon"
        assert link.attrib["href"].startswith("/zandbak/persoon?") and "see.group=education" in link.attrib["href"]


def test_before_an_answer_it_invites():
    assert "Nog geen uitkomst" in words(who.html(Seen(Settings())))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_names_cannot_break_out(make_comparison, lang):
    groups = [group("x", 10_000.0, words=NASTY), group("y", 0.0, words=NASTY, simulated=3)]
    html = who.html(seen(make_comparison(), lang, groups=groups))
    assert "<script>" not in html and parse(html) is not None


def test_many_names_become_a_few_and_a_count():
    said = [words(who.summary([group(str(k), 0.0) for k in range(count)], "nl")) for count in (4, 5)]
    assert "groep 2 en groep 3." in said[0] and "groep 2 en nog 2." in said[1] and "groep 3" not in said[1]
