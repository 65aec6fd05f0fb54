"""Drawings: numbers in, SVG out."""

import math
import re
from xml.etree import ElementTree

import pytest

from sandbox.charts import WIDTH, bar, pair_of_bars, strip, table, verdict

pytestmark = pytest.mark.small


def parse(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg" and root.attrib["role"] == "img" and root.attrib["aria-label"]
    return root


def part(root: ElementTree.Element, name: str) -> dict[str, float]:
    found = next(node for node in root if name in node.attrib["class"].split())
    return {key: float(value) for key, value in found.attrib.items() if re.fullmatch(r"-?[\d.]+", value)}


def test_a_strip_holds_95_around_80_around_the_dot_with_zero_in_the_middle():
    root = parse(strip(4.0, (1.0, 6.0), (-2.0, 8.0), "better", "een effect"))
    zero, dot, band80, band95 = (part(root, name) for name in ("zero", "dot", "band80", "band95"))
    assert zero["x1"] == zero["x2"] == WIDTH / 2
    assert 0 <= band95["x1"] < zero["x1"] < band80["x1"] < dot["cx"] < band80["x2"] < band95["x2"] <= WIDTH


def test_a_strip_is_to_scale():
    root = parse(strip(5.0, (-5.0, 10.0), (-10.0, 10.0), "better", "een effect"))
    half = part(root, "band95")["x2"] - WIDTH / 2
    assert part(root, "dot")["cx"] - WIDTH / 2 == pytest.approx(half / 2, abs=0.1)
    assert WIDTH / 2 - part(root, "band80")["x1"] == pytest.approx(half / 2, abs=0.1)


@pytest.mark.parametrize("value", [0.0, math.nan, math.inf, 1e300, 1e-300])
def test_strange_numbers_draw_no_nonsense(value):
    for svg in (
        strip(value, (value, value), (value, value), "neutral", "x"),
        bar(value, 1.0, "x"),
        pair_of_bars((value, value), 1.0, "x"),
    ):
        assert not re.search(r"nan|inf|\de\+", svg) and parse(svg) is not None


def test_a_bar_goes_right_for_paying_and_left_for_receiving():
    pays, gets = parse(bar(50.0, 100.0, "x")), parse(bar(-100.0, 100.0, "x"))
    assert part(pays, "plus")["x"] == WIDTH / 2 and part(gets, "minus")["x"] == pytest.approx(4)
    assert part(gets, "minus")["width"] == pytest.approx(2 * part(pays, "plus")["width"])
    assert part(parse(bar(7.0, 0.0, "x")), "plus")["width"] == 0


def test_two_bars_share_a_scale():
    root = parse(pair_of_bars((30.0, 60.0), 120.0, "x"))
    assert part(root, "package")["width"] == pytest.approx(2 * part(root, "today")["width"], abs=0.2)


def test_words_cannot_break_out():
    nasty = '"><script>alert(1)</script>'
    assert "<script>" not in strip(1, (0, 2), (0, 3), "better", nasty)
    assert "<script>" not in table([nasty], [[nasty, nasty]], nasty)


def test_a_table_has_a_caption_and_heads():
    root = ElementTree.fromstring(table(["Stap", "Mensen"], [["Een", "1"], ["Twee", "2"]], "De brug"))
    assert root.findtext(".//caption") == "De brug"
    assert [th.attrib["scope"] for th in root.iter("th")] == ["col", "col", "row", "row"]
    assert [td.text for td in root.iter("td")] == ["1", "2"]


@pytest.mark.parametrize(
    ("low", "high", "better", "says"),
    [
        (1, 2, "higher", "better"), (1, 2, "lower", "worse"), (-2, -1, "lower", "better"), (-2, -1, "higher", "worse"),
        (-1, 1, "higher", "uncertain"), (0, 1, "higher", "uncertain"), (1, 2, "none", "neutral"), (0, 0, "lower", "same"),
        (math.nan, 1, "lower", "uncertain"),
    ],
)  # fmt: skip
def test_a_direction_only_when_the_band_is_on_one_side(low, high, better, says):
    assert verdict(low, high, better) == says
