"""The answer in words and figures."""

import math
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from sandbox import answer
from sandbox.answer import answer_html, anyway, headline_sentences
from sandbox.state import Settings, change
from sandbox.task import Answer
from sandbox.texts import text

pytestmark = pytest.mark.small


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def html(comparison, settings=None, lang="nl", stale=False) -> str:
    settings = settings or Settings()
    written = answer_html(Answer(settings, comparison, 669.0), lang, stale)
    ElementTree.fromstring(f"<div>{written}</div>")  # well formed, or the browser would guess
    return written


def test_the_sentence_says_how_many_between_what_and_how_likely(make_effect):
    first, second, third = headline_sentences(make_effect(), 60, "nl")
    assert "40.000 mensen meer" in first and "60 maanden" in first
    assert "tussen +20.000 en +60.000" in second and "90%" in second and "8 paren" in second
    assert "5.000" in third


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
def test_every_part_is_there_in_each_language(make_comparison, lang):
    seen = words(html(make_comparison(), lang=lang))
    for key in ("effects", "anyway", "who_pays", "funnel", "reasons", "repeat", "limits", "as_table", "download"):
        assert text(key, lang) in seen
    assert "loopbrug compare nederland-2025 --package gids-en-traineeship" in seen


def test_every_figure_has_a_sentence_and_a_table(make_comparison):
    written = html(make_comparison())
    figures = re.findall(r"<svg role=\"img\" aria-label=\"([^\"]+)\"", written)
    assert len(figures) == written.count("<svg") == 3 + 2 + 2 + 2  # effects, payers above 1%, stages, reasons that occur
    assert all(label.endswith(".") for label in figures)
    assert written.count("<table>") == 4 and written.count("Toon als tabel") == 4


def test_every_measure_is_in_the_table_and_scoped_ones_only_with_a_scope(make_comparison, make_effect):
    rows = [make_effect(), make_effect("scope-lasting", nl="Onder hen")]
    assert "Onder hen" not in html(make_comparison(rows=rows))
    region, _ = change(Settings(), "situation", "noordoost-brabant-contractcatering")
    pilot, _ = change(region, "package", "persoonlijke-begeleiding-25")
    assert "Onder hen" in html(make_comparison(rows=rows), pilot)


def test_an_old_answer_says_so(make_comparison):
    warning = text("earlier_settings", "nl")
    assert warning in html(make_comparison(), stale=True) and warning not in html(make_comparison())


def test_a_burn_in_that_did_not_settle_is_told(make_comparison):
    assert text("not_settled", "nl") in html(make_comparison(settled=False))


def test_deadweight_and_displacement_in_words(make_comparison, make_effect):
    dead, lost = anyway(make_comparison(), "nl")
    assert "58%" in dead and "55% tot 61%" in dead and "1.200 blijvende overstappen mis" in lost
    gain = make_effect("displacement", -800.0, 100.0, better="none")
    assert "winnen per saldo 800" in anyway(make_comparison(displacement=gain), "nl")[1]
    assert anyway(make_comparison(deadweight=None, displacement=None), "nl") == [text("no_deadweight", "nl")]


def test_who_pays_shows_the_large_ones_all_in_the_table_and_what_it_sums_to(make_comparison):
    written = answer.payers(make_comparison(), "nl")
    assert written.count("<svg") == 2 and "Kleinere bedragen" in written
    assert "Europese Unie" in written[written.index("<table>") :]
    assert "−95.000 euro" in words(written)
    assert answer.payers(make_comparison(who_pays=[]), "nl") == f"<p>{text('nobody_pays', 'nl')}</p>"


def test_without_events_there_is_no_funnel_but_a_sentence(make_comparison):
    assert text("no_funnel", "nl") in html(make_comparison(funnel={"today": {}, "package": {}}))


def test_values_that_do_not_exist_are_a_dash(make_comparison, make_effect):
    rows = [make_effect(monte_carlo_error=math.nan, chance_better=math.nan)]
    seen = words(html(make_comparison(rows=rows)))
    assert "nan" not in seen and "–" in seen


def test_own_changes_are_named(make_comparison):
    settings, _ = change(Settings(), "neutral-guide", 50)
    seen = words(html(make_comparison(), settings))
    assert "Gids en traineeship, met eigen wijzigingen" in seen and "--set neutral-guide=0.5" in seen
    bare, _ = change(Settings(package=None), "neutral-guide", 50)
    assert "Eigen pakket" in words(html(make_comparison(), bare))
