"""Flows between sectors: the drawing adds up, the table is sorted, one flow is told in words."""

import re
from dataclasses import replace

import numpy as np
import pytest

from sandbox.pages import flows
from sandbox.sankey import APART, ROW, TALL, Flow, sankey, stand
from sim.words import Both
from tests.sandbox.made_views import NASTY, parse, sectors, seen, words

pytestmark = pytest.mark.small


def html(comparison, lang="nl", **shown):
    return flows.html(seen(comparison, lang, shown, sectors=sectors()))


def drawn(page):
    return {node.attrib["data-value"]: node.attrib["class"] for node in parse(page).iter("path")}


def matrix(page):
    table = next(node for node in parse(page).iter("table") if node.get("class") == "matrix")
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def test_ends_stand_under_each_other_each_with_room_for_its_name():
    nodes = stand(["a", "b", "c"], [(0, 10.0), (2, 100.0), (2, 20.0)])
    assert list(nodes) == [0, 2]  # nothing goes there, so it has no place
    assert nodes[0].thick == 10 and nodes[0].middle == ROW / 2
    assert nodes[2].thick == 120 and nodes[2].top == ROW + APART


def test_a_flow_is_as_thick_as_it_is_large():
    picture = sankey(
        ["a", "b"], [Flow(0, 1, 300.0, "more", "a.b", ""), Flow(1, 0, 100.0, "more", "b.a", "")], ("van", "naar"), "x", "y"
    )
    ribbon = next(node.attrib["d"] for node in parse(picture).iter("path") if node.attrib["data-value"] == "a.b")
    assert ribbon.startswith("M")
    top = float(re.search(r" ([\d.]+)V", ribbon)[1])
    assert float(re.search(r"V([\d.]+)", ribbon)[1]) - top == pytest.approx(0.75 * TALL)  # 300 of 400


def test_more_fewer_and_not_certain_look_different_without_colour(make_comparison):
    kinds = drawn(html(make_comparison()))
    assert kinds == {"bouw.zorg": "flow more", "zorg.techniek": "flow fewer", "techniek.zorg": "flow more unsure"}


def test_the_drawing_says_what_part_it_shows(make_comparison):
    said = words(html(make_comparison()))
    assert "de 3 grootste verschillen" in said and "100%" in said and "Van 2 van deze stromen is de richting zeker" in said


def test_only_the_largest_flows_are_drawn(make_comparison, monkeypatch):
    monkeypatch.setattr(flows, "MOST_FLOWS", 1)
    page = html(make_comparison())
    assert list(drawn(page)) == ["bouw.zorg"] and "63%" in words(page)  # 600 of 950


def test_levels_and_all_crossings(make_comparison):
    page = html(make_comparison(), levels="yes", what="all")
    assert set(drawn(page).values()) == {"flow level"} and len(drawn(page)) == 6
    assert matrix(page)[1][1:] == ["·", "3.200", "1.000", "4.200"]  # twice 1000 + 600, twice 500


def test_the_table_holds_every_flow_and_its_sums(make_comparison):
    assert matrix(html(make_comparison())) == [
        ["", "Bouw", "Zorg", "Techniek", "Samen"],
        ["Bouw", "·", "+600", "0", "+600"],
        ["Zorg", "0", "·", "−300", "−300"],
        ["Techniek", "0", "+50", "·", "+50"],
        ["Samen", "0", "+650", "−300", "+350"],
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("list", ["Bouw", "Zorg", "Techniek"]), ("name", ["Bouw", "Techniek", "Zorg"]),
        ("leaving", ["Bouw", "Zorg", "Techniek"]),  # with the package 2100, 900 and 350 leave
        ("arriving", ["Zorg", "Techniek", "Bouw"]),  # 1850, 1000 and 500 arrive
        ("change", ["Zorg", "Bouw", "Techniek"]),  # 650 + 300, 600, 50 + 300
        ("<script>", ["Bouw", "Zorg", "Techniek"]),
    ],
)  # fmt: skip
def test_the_table_is_sorted_both_ways(make_comparison, order, expected):
    rows = matrix(html(make_comparison(), sort=order))
    assert rows[0][1:-1] == expected and [row[0] for row in rows[1:-1]] == expected


def test_shades_follow_the_size(make_comparison):
    page = html(make_comparison())
    kind = {node.get("data-value"): node.attrib["class"] for node in parse(page).iter("td") if node.get("data-do")}
    assert kind["bouw.zorg"] == "more-4" and kind["zorg.techniek"] == "fewer-2"  # the largest, and half of it
    assert kind["techniek.zorg"] == "more-1 unsure" and kind["bouw.techniek"] == "zero unsure"


def test_one_flow_in_words(make_comparison):
    said = words(html(make_comparison(), flow="zorg.techniek"))
    assert "Van Zorg naar Techniek: 800 mensen vandaag en 500 met het pakket, in 60 maanden." in said
    assert "Het verschil is −300. 80% van de paren ligt tussen −400 en −200, 95% tussen −450 en −150. Oordeel: minder." in said
    assert "56% van alle overstappen uit Zorg en 50% van alle overstappen naar Techniek" in said  # 500 of 900, 500 of 1000
    assert "van Techniek naar Zorg: 200 vandaag, 250 met het pakket" in said
    assert "From Care to Trades" in words(html(make_comparison(), "en", flow="zorg.techniek"))


def test_the_words_and_the_table_say_the_same_of_one_flow(make_comparison):
    asked, wide = make_comparison(), np.full((3, 3), 12_000.0)  # bands so wide that they count in whole thousands
    flow = sectors().lasting
    apart = replace(flow, effect=25 * flow.effect, low80=-wide, high80=wide, low95=-wide, high95=wide)
    for what in ({}, {"flow": "zorg.techniek"}):
        page = flows.html(seen(asked, "nl", what, sectors=replace(sectors(), lasting=apart)))
        assert matrix(page)[2][3] == "−7.500"
    assert "Het verschil is −7.500. 80% van de paren ligt tussen −12.000 en +12.000" in words(page)


def test_without_a_choice_the_largest_is_told_and_nonsense_is_no_choice(make_comparison):
    for raw in ("", "zorg", "zorg.nergens", "<u>.zorg", "."):
        page = html(make_comparison(), flow=raw)
        assert "Van Bouw naar Zorg: 1.000 mensen vandaag" in words(page) and "chosen" not in page and "<u>" not in page


def test_inside_a_sector_nothing_is_counted(make_comparison):
    assert "Binnen een sector tellen we geen overstappen" in words(html(make_comparison(), flow="zorg.zorg"))


def test_a_flow_can_be_chosen_from_lists_as_well(make_comparison):
    lists = [
        node for node in parse(html(make_comparison(), flow="zorg.techniek")).iter("select") if node.get("data-do") == "see.flow"
    ]
    assert [[option.get("value") for option in one] for one in lists] == [
        ["bouw.techniek", "zorg.techniek", "techniek.techniek"], ["zorg.bouw", "zorg.zorg", "zorg.techniek"],
    ]  # fmt: skip
    assert all([option.get("value") for option in one if option.get("selected")] == ["zorg.techniek"] for one in lists)


def test_nothing_to_draw_is_said(make_comparison):
    still = sectors()
    still.lasting.effect[:] = 0.0
    assert "geen stromen om te tekenen" in words(flows.html(seen(make_comparison(), sectors=still)))
    assert "geen stromen bewaard" in words(flows.html(seen(make_comparison())))


def test_what_does_not_exist_is_a_dash(make_comparison):
    holes = sectors()
    holes.lasting.effect[0, 2] = np.nan
    page = flows.html(seen(make_comparison(), sectors=holes))
    assert matrix(page)[1][3] == "–" and "nan" not in page


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_names_cannot_break_out(make_comparison, lang):
    page = flows.html(seen(make_comparison(), lang, sectors=sectors((NASTY, NASTY, Both("a", "b")))))
    assert "<script>" not in page and parse(page) is not None
