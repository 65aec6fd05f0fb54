"""The page that says whether the model is right, from a report made up here and from the one that ships."""

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.pages import Seen, valid
from sandbox.state import Settings
from sandbox.texts import text
from sim.posterior import posterior
from sim.validation import FILE, Pattern, Predicted, Validation, read_validation, validation, write_validation

pytestmark = pytest.mark.small

RIGHT = Pattern(
    "M01", "Werkloosheid", "Unemployment", "% of labour force", "NL 2024", "https://example.org/a", "seen", "calibrate", 1.0,
    (3.4,), (3.9,), (3.6,), (3.3,), (3.85,), (0.1,), "pass", (3.65,), True, "", "",
)  # fmt: skip
OFF = replace(
    RIGHT, id="I14", nl="Werk <na> sluiting", en="Work <after> closure", source="a book", low=(-0.31, -0.26), high=(-0.25, -0.2),
    model=(-0.4, None), model_low=(-0.55, None), model_high=(-0.16, None), chance=(0.14, None), verdict="fail", rival=None,
    rival_fitted=False, why_nl="Een studie van faillissementen.", why_en="A study of bankruptcies.",
)  # fmt: skip
SAID = Predicted(
    "james", "James <b>", "James <b>", "Deelname", "Taking part", True, 0.85, 0.82, 0.88, None, 0.22, 0.33, 100.0, "no",
)  # fmt: skip
REPORT = Validation(
    "0.1.0", "2026-11-22", "nederland-2024", 20_000, 40, 80, 1, posterior().fingerprint, 0.74, 0.85, 0.43, (("M01", "I14"),),
    (RIGHT, OFF, replace(RIGHT, id="M18", role="input")), (SAID, replace(SAID, programme="x", meets="too_few")),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_tells_the_share_the_goal_and_every_miss_with_its_reason(lang):
    html = valid.page(REPORT, lang)
    assert "74%" in html and "85%" in html and "43%" in html
    assert text("valid_short", lang, inside="74%", goal="85%", rival="43%") in html
    assert (OFF.why_nl if lang == "nl" else OFF.why_en) in html
    assert 'id="pattern-M01"' in html and 'id="pattern-M18"' not in html  # what is put in proves nothing
    assert html.index('id="pattern-I14"') < html.index('id="pattern-M01"')  # misses first
    assert text("valid_stale", lang, date="2026-11-22") not in html


def test_a_goal_that_is_met_is_said_to_be():
    assert text("valid_reached", "en", inside="90%", goal="85%", rival="43%") in valid.page(replace(REPORT, inside=0.9), "en")


def test_a_report_of_other_sets_says_so():
    assert text("valid_stale", "nl", date="2026-11-22") in valid.page(replace(REPORT, fingerprint="0" * 16), "nl")


def test_names_from_the_report_are_escaped():
    html = valid.page(REPORT, "nl")
    assert "Werk &lt;na&gt; sluiting" in html and "James &lt;b&gt;" in html
    assert "<na>" not in html and "James <b>" not in html


def test_only_an_address_is_a_link():
    html = valid.page(REPORT, "nl")
    assert 'href="https://example.org/a"' in html and 'href="a book"' not in html


def test_a_drawing_says_band_model_and_verdict_in_words():
    html = valid.drawing(RIGHT, 0, "en")
    assert 'aria-label="Unemployment. Measured 3.40 to 3.90. Model 3.60, 90% of the parameter sets 3.30 to 3.85. Right."' in html
    assert 'class="rival"' in html and 'class="median"' in html
    empty = valid.drawing(OFF, 1, "nl")  # a part that could not be counted
    assert 'class="median"' not in empty and 'class="rival"' not in empty and 'class="evidence"' in empty


def test_the_band_of_the_drawing_holds_the_median_that_it_should():
    html = valid.drawing(RIGHT, 0, "en")  # 3.3 … 3.9 over 300 wide less 8 at each end: 3.4 at 55.3, 3.9 at 292, 3.6 at 150
    assert 'x="55.3"' in html and 'width="236.7"' in html and 'cx="150.0"' in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_programmes_are_counted_and_fitted_values_stand_apart_when_they_are_there(lang):
    html = valid.page(REPORT, lang)
    assert text("valid_programmes_tally", lang, all="2", yes="0", no="1", few="1") in html
    assert text("valid_when_fitted", lang) not in html
    fitted = valid.page(replace(REPORT, programmes=(replace(SAID, fitted=(0.3, 0.25, 0.4), fitted_meets="yes"), SAID)), lang)
    ends, meets = text("to", lang, low="25%", high="40%"), text("valid_meets:yes", lang)
    assert text("valid_when_fitted", lang) in fitted and f"30% ({ends}): {meets}" in fitted


def test_a_report_is_read_back_as_it_was_written(tmp_path: Path):
    file = tmp_path / "report.json"
    write_validation(REPORT, file)
    assert read_validation(file) == REPORT


def test_without_a_report_the_page_says_how_to_make_one(monkeypatch):
    monkeypatch.setattr(valid, "validation", lambda: None)
    assert "loopbrug validate" in valid.html(Seen(Settings()))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_report_that_ships_is_whole(lang):
    report = validation()
    assert report is not None and FILE.exists()
    assert 0 < report.inside <= 1 and report.goal == 0.85
    html = valid.html(Seen(replace(Settings(), lang=lang)))
    lines = valid.counted(report)
    assert len(lines) > 15 and all(f'id="pattern-{one.id}"' in html for one in lines)
    assert all(f"verdict:{one.verdict}" in html or text(f"verdict:{one.verdict}", lang) in html for one in lines)
    assert lang == "en" or all(valid.unit(one, "nl") != one.unit or one.unit in ("%", "ratio") for one in lines)
