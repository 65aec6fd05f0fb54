"""Meet a person, as HTML: every story in both languages, made safe, with words behind every drawing."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from sandbox.pages.lifelines import life, numbered, squares
from sandbox.pages.persons import at_start, how_usual
from sandbox.pages.persons import meeting_html as html
from sandbox.pages.steps import parting, said
from sandbox.texts import LANGUAGES, TEXTS, read_texts, text
from sim.agents import codes
from sim.lives import STORIES, Difference, Line, Meeting, Other, Span, Step, Typical, meet
from sim.lives.line import BRIDGE_KINDS, WORK_KINDS
from sim.runs import RunPlan
from sim.scenario import packages, read_situation
from sim.words import Both

STEP = Step(14, "stage", "leraar-basisonderwijs", 8, 0, "selected", "refused-for-money", "wrong-pockets", 3100)
JOB = Span(0, 10, "job", "bankmedewerker", "permanent", 3000, 7)


@pytest.fixture(scope="module")
def meeting(own_cache: Path) -> Meeting:
    package = next(package for package in packages() if package.id == "alle-doorbraken")
    return meet(RunPlan(read_situation("nederland-2025"), package, 2_000, 36, 1, 3))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_every_story_is_well_formed_html_with_its_buttons(meeting: Meeting, story: str, lang: str) -> None:
    shown = html(meeting, lang, story)
    root = ElementTree.fromstring(shown)
    buttons = [button.attrib for button in root.iter("button")]
    assert [b["data-value"] for b in buttons if b["data-do"] == "see.person"][: len(STORIES)] == list(STORIES)
    assert [b["data-value"] for b in buttons if b.get("aria-pressed") == "true"] == [story]
    assert not re.search(r"\{\w+\}", shown)
    if meeting.stories[story].size:
        assert buttons[-1]["data-value"] == f"{story}.1"
        assert len([svg for svg in root.iter("svg") if svg.get("class") == "life"]) == 2
        assert len(list(root.iter("table"))) == 2
    drawings = [svg for svg in root.iter("svg") if svg.get("aria-hidden") != "true"]
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in drawings)


def test_names_from_files_are_made_safe(meeting: Meeting) -> None:
    evil = Both("<script>x</script>", "<script>x</script>")
    shown = html(replace(meeting, regions=dict.fromkeys(meeting.regions, evil)), "nl", "random")
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_a_story_that_is_true_of_nobody_says_so(meeting: Meeting) -> None:
    empty = replace(meeting, stories=meeting.stories | {"winner": np.zeros(0, np.int64)})
    assert text("persons_nobody", "nl") in html(empty, "nl", "winner")


def test_of_a_small_group_nothing_is_said_in_hundreds(meeting: Meeting) -> None:
    alone = replace(meeting, group=np.arange(meeting.there.size))
    shown = html(alone, "en", "random")
    assert "Too few people" in shown and 'class="squares"' not in shown


@pytest.mark.small
def test_the_barrier_its_rule_and_the_missing_euros_are_told() -> None:
    nl = parting(Difference(14, STEP, None, "barrier", named=STEP), 100, "nl")
    assert "Maand 14" in nl and "B14" in nl and "3.100 euro" in nl and text("rule:bill_share", "nl") in nl
    assert nl.index("Vandaag") < nl.index(text("part_nothing", "nl"))


@pytest.mark.small
def test_who_has_the_place_is_told_and_what_is_not_known_is_said() -> None:
    hired = Step(20, "hired", "leraar-basisonderwijs", 8, 2800, "none", "", "", 0)
    taken = Difference(20, hired, None, "place", other=Other(19, 5, 1, True), other_in="package")
    assert "person 105" in parting(taken, 100, "en") and text("parted:over_bridge", "en") in parting(taken, 100, "en")
    assert text("parted:untold", "nl") in parting(Difference(20, hired, None, "untold"), 100, "nl")
    freed = replace(taken, cause="freed", other_in="today")
    assert "maand 19" in parting(freed, 100, "nl") and "persoon 105" in parting(freed, 100, "nl")
    assert text("part_never", "nl") in parting(None, 100, "nl")


@pytest.mark.small
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_kind_of_span_and_rule_has_its_words(lang: str) -> None:
    for event in codes.EVENTS:
        assert said(replace(STEP, event=event, stage="none" if event != "stage" else "oriented", reason=""), lang)
    assert all(f"rule:{rule}" in TEXTS for rule in codes.RULES[1:])
    assert all(f"life:{kind}" in TEXTS for kind in WORK_KINDS + BRIDGE_KINDS)
    assert all(f"education:{name}" in TEXTS for name in codes.EDUCATIONS)
    assert all(f"contract:{name}" in TEXTS for name in codes.CONTRACTS)


@pytest.mark.small
def test_each_kind_of_span_has_a_stroke_of_its_own() -> None:
    css = Path(__file__).parents[2].joinpath("sandbox/pages/persons.css").read_text(encoding="utf-8")
    strokes = {kind: re.search(rf"svg\.life \.{kind} {{ ([^}}]*)}}", css) for kind in WORK_KINDS + BRIDGE_KINDS}
    assert all(strokes.values())
    for kinds in (WORK_KINDS, BRIDGE_KINDS):
        dashes = [re.sub(r"stroke: [^;]*;", "", strokes[kind][1]).strip() for kind in kinds]  # type: ignore[index]
        assert len(set(dashes)) == len(kinds)


@pytest.mark.small
def test_a_life_is_drawn_to_scale_with_a_bar_where_it_parts() -> None:
    line = Line(24, (JOB, Span(10, 24, "ww")), (Span(4, 6, "bridge-looking"),))
    root = ElementTree.fromstring(life(line, 12, "een leven"))
    lines = {node.attrib["class"]: node.attrib for node in root}
    width = float(root.attrib["viewBox"].split()[2])
    assert float(lines["job"]["x2"]) == float(lines["ww"]["x1"]) == width * 10 / 24
    assert float(lines["apart"]["x1"]) == width / 2
    assert lines["bridge-looking"]["y1"] != lines["job"]["y1"]
    assert "apart" not in {node.attrib["class"] for node in ElementTree.fromstring(life(line, None, "een leven"))}


@pytest.mark.small
def test_numbers_beside_a_line_do_not_run_into_each_other() -> None:
    spans = [Span(first, first + 1, "job") for first in (0, 1, 30, 31, 59)]
    assert [number for number, _ in numbered(spans, 60)] == [1, 3, 5]


@pytest.mark.small
def test_a_hundred_squares_with_a_stroke_through_the_worse() -> None:
    root = ElementTree.fromstring(squares([("better", 10), ("same", 83), ("worse", 7)], "tien beter"))
    assert len(root.findall("g")) == 100 and len(root.findall("g/path")) == 7


@pytest.mark.small
def test_two_files_may_not_have_the_same_text(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("word: {nl: 'woord', en: 'word'}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="two"):
        read_texts(tmp_path / "one.yaml", tmp_path / "two.yaml")


def test_how_usual_it_is_follows_the_group(meeting: Meeting) -> None:
    person = meeting.pick("winner")
    assert person is not None
    group = Typical(200, 4, 150, 46, 0.98, 0.01, 0.01, (2, 75, 23))
    winner, same = replace(person, typical=group, verdict="better"), replace(person, typical=group, verdict="same")
    assert how_usual(winner, "groep", "nl").startswith(f"{text('typical:rare', 'nl')} Bij 2% ")
    assert how_usual(same, "groep", "nl").startswith(f"{text('typical:usual', 'nl')} Bij 75% ")


def test_the_start_is_one_sentence(meeting: Meeting) -> None:
    for nth in range(10):
        person = meeting.pick("random", nth)
        assert person is not None
        assert at_start(person, "nl").startswith("Aan het begin: ") and at_start(person, "en").startswith("At the start: ")
