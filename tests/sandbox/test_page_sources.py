"""The page of sources: every number can be found, says what it is, and an assumption can be changed and put back."""

import re
from dataclasses import replace
from html import escape
from xml.etree import ElementTree

import pytest

from sandbox import provenance, state
from sandbox.answer import bar_html
from sandbox.link import from_link, to_link
from sandbox.numbers import exact
from sandbox.pages import Seen, sources
from sandbox.provenance import GRADES, KINDS, SORTS, chosen, numbers
from sandbox.state import Settings
from sandbox.task import Answer
from sandbox.texts import TEXTS, text
from sim.parameters import parameters
from sim.policies.catalogue import levers, parties
from sim.policies.catalogue import sources as rows
from sim.posterior import posterior
from sim.units import UNITS
from sim.validation import Moved, validation

pytestmark = pytest.mark.small
NONE = frozenset[str]()
FAR = (("accept", 0.70), ("threshold", 0.69))


def shown(**view: str) -> Settings:
    return replace(Settings(), shown=tuple(view.items()))


def test_every_number_of_the_model_is_there_once_with_a_kind_and_a_grade_that_have_words():
    assert sorted(one.row.id for one in numbers()) == sorted(row.id for row in rows())
    assert {one.kind for one in numbers()} == set(KINDS) and {one.grade for one in numbers()} == set(GRADES)
    for name, values in (("kind", (*KINDS, "all")), ("grade", (*GRADES, "any", "changed")), ("sort", SORTS)):
        assert all(f"{name}:{value}" in TEXTS for value in values)
    assert all(f"who:{kind}" in TEXTS for kind in KINDS if kind not in ("barrier", "setting", "price", "effect"))
    assert all(one.row.unit in UNITS for one in numbers())


def test_what_was_estimated_says_so_and_shows_where_the_sets_lie():
    for one in numbers():
        estimated = one.parameter in posterior().names
        assert (one.grade == "estimated") == estimated == (one.interval is not None)
        if one.interval:
            assert one.interval[0] <= one.value <= one.interval[1] and one.interval == posterior().interval(one.parameter)


def test_a_lever_belongs_to_its_actor_and_how_the_world_works_to_nobody():
    price = next(one for one in numbers() if one.row.id == "lever:neutral-guide:cost")
    assert parties()[levers()["neutral-guide"].actor].nl in sources.who(price, "nl")
    assert sources.who(next(one for one in numbers() if one.parameter == "accept"), "en").startswith("Nobody")
    barrier = next(one for one in numbers() if one.row.id == "barrier:unsafe-step")
    acting = {lever.actor for lever in levers().values() if any(part.id == "unsafe-step" for part in lever.acts_on.barriers)}
    assert acting and set(barrier.parties) == acting


def test_finding_needs_every_word_in_either_language_or_in_the_source():
    assert [one.parameter for one in chosen("applicant takes the job", "", "parameter", "order", NONE)] == ["accept"]
    assert [one.parameter for one in chosen("SOLLICITANT aangeboden BAAN", "", "parameter", "order", NONE)] == ["accept"]
    assert all("cbs.nl" in one.row.source for one in chosen("cbs.nl", "", "", "order", NONE))
    assert chosen("zzzz", "", "", "order", NONE) == []


def test_grades_and_kinds_are_filters_and_the_least_certain_can_come_first():
    only = chosen("", "assumption", "parameter", "order", NONE)
    assert only and {(one.grade, one.kind) for one in only} == {("assumption", "parameter")}
    assert [one.parameter for one in chosen("", "changed", "parameter", "order", frozenset({"accept"}))] == ["accept"]
    places = [GRADES.index(one.grade) for one in chosen("", "", "", "grade", NONE)]
    assert places == sorted(places) and places[0] == 0


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_begins_with_how_the_world_works_and_has_a_field_for_each(lang):
    html = sources.html(Seen(replace(Settings(), lang=lang)))
    first = [one for one in numbers() if one.kind == "parameter"][: sources.AT_ONCE]
    for one in first:
        assert f'data-do="assume.{one.parameter}"' in html and f"<code>{one.row.id}</code>" in html
    assert html.count('data-do="assume.') == len(first)  # policy has no field here
    assert text("assumed_none", lang) in html and "<table>" in html


def test_levers_are_no_assumptions_and_have_no_field():
    html = sources.html(Seen(shown(kind="price")))
    assert 'data-do="assume.' not in html and "data-do=\"neutral-guide" not in html


def test_all_pages_of_the_list_together_hold_every_parameter():
    found, page = set[str](), 1
    while len(found) < len(parameters()) and page < 100:
        html = sources.html(Seen(shown(page=str(page))))
        found |= {name for name in parameters() if f'data-do="assume.{name}"' in html}
        page += 1
    assert found == set(parameters())


@pytest.mark.parametrize("page", ["0", "-1", "999999", "x", "²", ""])
def test_a_page_that_there_is_not_gives_one_that_there_is(page):
    assert 'class="number"' in sources.html(Seen(shown(page=page)))


def test_what_a_user_looks_for_is_escaped_and_nothing_found_is_said():
    html = sources.html(Seen(shown(find='"><script>alert(1)</script>')))
    assert "<script>" not in html and text("none_found", "nl") in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_changed_assumption_is_marked_says_that_both_worlds_run_anew_and_can_be_put_back(lang):
    settings, note = state.change(replace(Settings(), lang=lang), "assume.accept", exact(0.8, lang))
    assert note == "" and settings.assumed == (("accept", 0.8),)
    html = sources.html(Seen(state.show(settings, "grade", "changed")))
    assert escape(text("both_anew", lang)) in html and text("changed_assumption", lang) in html
    assert 'data-do="assume.accept" data-value=""' in html and f'value="{exact(0.8, lang)}"' in html
    back, note = state.change(settings, "assume.accept", "")
    assert note == "" and back.assumed == ()
    assert from_link(to_link(settings)) == (settings, [])


def test_outside_its_range_an_assumption_is_refused_with_the_range():
    settings, note = state.change(Settings(), "assume.accept", "2")
    assert settings == Settings() and exact(parameters()["accept"].low, "nl") in note


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_assumptions_outside_what_the_patterns_allow_say_so_everywhere(lang, make_comparison):
    settings = replace(Settings(), assumed=FAR, lang=lang)
    answer = Answer(settings, make_comparison(), 500.0, 8)
    assert Seen(settings).outside and Seen(replace(settings, assumed=()), answer).outside
    assert not Seen(Settings()).outside
    assert text("outside_bar", lang) in bar_html(Seen(settings, answer))
    assert text("outside_bar", lang) not in bar_html(Seen(Settings(lang=lang), Answer(Settings(), make_comparison(), 500.0, 8)))
    assert 'class="warn"' in sources.html(Seen(settings))


def test_of_what_was_not_estimated_the_page_says_that_nothing_is_known():
    name = next(name for name, one in parameters().items() if name not in posterior().names and one.low < one.high)
    settings = replace(Settings(), assumed=((name, parameters()[name].high),))
    assert sources.goes_with(settings, "nl") == text("goes_untested", "nl") and not Seen(settings).outside


def test_a_source_with_an_address_is_a_link_and_the_rest_is_text(monkeypatch):
    one = next(one for one in provenance.numbers() if one.row.source.startswith("https://"))
    odd = replace(one, row=replace(one.row, source='<b>Book</b>, https://example.org/a?b=1&c="2"'))
    html = sources._source(odd, "en")
    assert "<b>" not in html and 'href="https://example.org/a?b=1&amp;c="' in html
    assert f'href="{one.row.source}"' in sources._source(one, "en")


def test_a_drawing_says_in_words_what_it_shows():
    one = next(one for one in numbers() if one.parameter == "accept")
    html = sources.drawing(one, 0.75, "en")
    low, high = (sources.short(end, "en") for end in posterior().interval("accept"))
    assert f"between {low} and {high}" in html and "Your assumption: 0.75." in html and 'role="img"' in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_hangs_on_a_parameter_is_drawn_and_said(lang, monkeypatch):
    report = validation()
    assert report is not None and all(0 < one.share <= 1 and one.parameter in parameters() for one in report.moved)
    monkeypatch.setattr(sources, "moves", lambda: {"accept": Moved("accept", "M08", 0.25)})
    html = sources.html(Seen(replace(shown(find="parameter:accept"), lang=lang)))
    pattern = next(one for one in report.patterns if one.id == "M08")
    assert escape(text("moves_said", lang, pattern=getattr(pattern, lang), share="25%")) in html
    assert 'class="moved" x="0" y="1" width="25.0"' in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_refused_assumption_says_why_beside_its_own_field_and_nowhere_else(lang):
    settings = replace(shown(find="parameter:accept"), lang=lang)
    kept, why = state.change(settings, "assume.accept", "77<b>")
    html = sources.html(Seen(kept, wrong=("assume.accept", why)))
    listed = html[html.index('<ul class="numbers">') : html.index("</ul>") + 5]
    root = ElementTree.fromstring(re.sub(r"(<input[^>]*)>", r"\1/>", listed))
    told = [node for node in root.iter() if node.attrib.get("role") == "alert"]
    assert [node.attrib["id"] for node in told] == ["wrong-assume.accept"] and "77<b>" in (told[0].text or "")
    field = next(node for node in root.iter("input") if node.attrib["id"] == "assume.accept")
    assert field.attrib["aria-invalid"] == "true" and field.attrib["aria-describedby"] == "wrong-assume.accept"
    parameter = parameters()["accept"]
    assert exact(parameter.low, lang) in (told[0].text or "") and exact(parameter.high, lang) in (told[0].text or "")
    assert 'role="alert"' not in sources.html(Seen(settings))
