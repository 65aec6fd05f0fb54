"""The picture over time: where things stand in it, what it says, what can be chosen."""

import math
import re
from dataclasses import dataclass

import numpy as np
import pytest

from sandbox import lines
from sandbox.course import course, sentence
from sandbox.pages import Seen, outcome
from sandbox.texts import text
from tests.sandbox.made_views import NASTY, parse, path, seen, words

pytestmark = pytest.mark.small


@dataclass(frozen=True)
class Outside(Seen):
    outside: bool = True


def points(html: str, kind: str) -> list[list[tuple[float, float]]]:
    shapes = [node for node in parse(html).iter() if node.get("points")]
    found = [node.attrib["points"] for node in shapes if kind in node.attrib["class"].split()]
    return [[tuple(map(float, point.split(","))) for point in line.split()] for line in found]


def test_a_month_is_named_by_the_calendar_of_the_situation():
    assert lines.date_of("2025-01", 0, "nl") == "jan 2025" and lines.date_of("2025-01", 23, "nl") == "dec 2026"
    assert lines.date_of("2020-07", 6, "en") == "Jan 2021" and lines.date_of("2020-07", 10, "nl") == "mei 2021"


def test_dates_stand_on_round_months_and_there_are_few():
    assert lines.dates_of("2025-01", 24, "nl") == [(0, "jan 2025"), (6, "jul 2025"), (12, "jan 2026"), (18, "jul 2026")]
    assert lines.dates_of("2020-07", 60, "en") == [(6, "2021"), (18, "2022"), (30, "2023"), (42, "2024"), (54, "2025")]
    assert len(lines.dates_of("2025-01", 120, "nl")) <= 6


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-3.0, 12.0, [0, 5, 10]), (-0.04, 0.11, [0, 0.05, 0.1]), (0.0, 9_000.0, [0, 2000, 4000, 6000, 8000])],
)  # fmt: skip
def test_values_beside_the_picture_are_round(low, high, expected):
    assert lines.ticks(low, high) == pytest.approx(expected)


def test_the_line_is_to_scale_and_lies_inside_both_bands(make_comparison):
    html = outcome.over_time(seen(make_comparison(), paths=[path()]))
    (line,), (narrow,), (wide,) = (points(html, kind) for kind in ("package", "narrow", "wide"))
    assert [x for x, _ in line] == [0.0, 50.0, 100.0]  # three months, from side to side
    fall = [line[k][1] - line[k + 1][1] for k in (0, 1)]  # effects 0, 100, 400: up by 100, then by 300
    assert fall[1] == pytest.approx(3 * fall[0], rel=0.01)
    tops = [max(y for x, y in area if x == 100.0) - line[2][1] for area in (narrow, wide)]
    assert tops[1] == pytest.approx(1.5 * tops[0], rel=0.01)  # half a band is 80, and 120 for the wide one


def test_zero_is_in_sight_and_named(make_comparison):
    for lang, said in (("nl", "zoals vandaag"), ("en", "as today")):
        html = outcome.over_time(seen(make_comparison(), lang, paths=[path(effect=(900.0, 950.0, 1000.0), half=10.0)]))
        assert said in words(html)
        assert 'class="zero"' in html


def test_the_sentence_gives_the_last_month_and_no_direction_when_zero_lies_inside():
    sure, unsure = sentence(path(), "2025-01", "nl"), sentence(path(half=500.0), "2025-01", "en")
    assert "mrt 2025" in sure and "+400" in sure and "+320" in sure and "+480" in sure and "Oordeel: beter" in sure
    assert "Mar 2025" in unsure and "−100" in unsure and "direction not certain" in unsure


def test_what_is_lower_better_is_worse_when_it_rises():
    assert "Oordeel: slechter" in sentence(path(better="lower"), "2025-01", "nl")
    assert "Verdict: neither better nor worse" in sentence(path(better="none"), "2025-01", "en")


def test_the_measure_is_chosen_and_an_unknown_one_is_the_first(make_comparison):
    paths = [path(), path("unemployment", effect=(0.0, -0.1, -0.2), half=0.05, unit="% of labour force", better="lower")]
    chosen = outcome.over_time(seen(make_comparison(), paths=paths, shown={"measure": "unemployment"}))
    assert "% van de beroepsbevolking" in words(chosen) and "−0,20" in words(chosen)
    (here,) = [node for node in parse(chosen).iter("option") if node.get("selected")]
    assert here.get("value") == "unemployment"
    lost = outcome.over_time(seen(make_comparison(), paths=paths, shown={"measure": "<b>"}))
    (here,) = [node for node in parse(lost).iter("option") if node.get("selected")]
    assert here.get("value") == "lasting-crossings" and "<b>" not in lost


def test_levels_show_both_worlds(make_comparison):
    html = outcome.over_time(seen(make_comparison(), paths=[path()], shown={"levels": "yes"}))
    (today,), (package,) = points(html, "today"), points(html, "package")
    assert len({y for _, y in today}) == 1  # 1000 throughout
    assert package[0] == today[0] and package[2][1] < today[2][1]  # equal at first, then above it
    assert "streepjeslijn" in words(html)


def test_a_month_without_a_value_breaks_the_line():
    values = np.array([1.0, math.nan, 3.0, 4.0])
    assert lines.line(lines.Frame(3, 0.0, 5.0), values, "package").count("<polyline") == 2
    assert "nan" not in lines.ribbon(lines.Frame(3, 0.0, 5.0), values, values + 1, "wide")


def test_nothing_known_is_said_and_not_drawn(make_comparison):
    html = outcome.over_time(seen(make_comparison(), paths=[path(effect=(math.nan, math.nan))]))
    assert "geen waarde" in words(html) and not re.search(r"nan|inf", html) and parse(html) is not None


def test_the_table_ends_with_the_last_month_and_stays_short(make_comparison):
    html = outcome.over_time(seen(make_comparison(), paths=[path(effect=tuple(range(100)), half=0.0)]))
    rows = [row for row in parse(html).iter("tr") if row.find("td") is not None]
    assert len(rows) <= 25 and rows[-1].findtext("th") == "apr 2033"  # 99 months after January 2025
    assert rows[-1].findall("td")[2].text == "+99"


def test_hatched_outside_what_the_model_can_carry(make_comparison):
    inside = seen(make_comparison(), paths=[path()])
    assert "plot outside" not in outcome.over_time(inside)
    html = course(Outside(inside.settings, inside.answer), [path()])
    assert "plot outside" in html and "Gearceerd" in words(html)


def test_without_paths_the_rest_of_the_view_still_stands(make_comparison):
    made = seen(make_comparison())
    assert outcome.over_time(made) == "" and "Wat verandert er?" in outcome.html(made)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_names_cannot_break_out(make_comparison, lang):
    html = outcome.over_time(seen(make_comparison(), lang, paths=[path(words=NASTY)]))
    assert "<script>" not in html and parse(html) is not None


def test_levels_in_the_table_are_as_fine_as_the_difference(make_comparison):
    rates = path("unemployment", effect=(0.0, -0.1), half=0.05, unit="% of labour force", better="lower")
    rates.band.today[:], rates.band.package[:] = 3.46, (3.46, 3.36)
    table = parse(outcome.over_time(seen(make_comparison(), paths=[rates])))
    rows = [row for row in table.iter("tr") if row.find("td") is not None]
    assert [cell.text for cell in rows[1].findall("td")][:3] == ["3,46", "3,36", "−0,10"]


@pytest.mark.parametrize(
    ("middle", "half", "key"),
    [(4_000.0, 1_000.0, "more"), (-4_000.0, 1_000.0, "fewer"), (1_200.0, 3_000.0, "unsure"), (0.0, 0.0, "none")],
)
def test_nothing_is_said_of_others_that_the_band_does_not_give(make_comparison, make_effect, middle, half, key):
    lost = make_effect("displacement", middle, half, better="none")
    for lang in ("nl", "en"):
        said = outcome.anyway(make_comparison(displacement=lost), lang)[1]
        assert said.startswith(text(f"displaced_{key}", lang).split("{")[0])


def test_what_would_have_happened_anyway_is_a_share_or_a_reason_why_not(make_comparison):
    assert "58%" in outcome.anyway(make_comparison(), "nl")[0] and "55% tot 61%" in outcome.anyway(make_comparison(), "nl")[0]
    assert outcome.anyway(make_comparison(deadweight=None, displacement=None), "nl") == [text("no_deadweight", "nl")]
