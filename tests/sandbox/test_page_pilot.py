"""The page of a pilot: its form in the link, what it draws of made-up worlds, files, learning from a file; both languages."""

import base64
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.proeftuin.design import design_of
from experiments.proeftuin.update import weighed
from sandbox.keep import protocol as paper
from sandbox.pages import Seen, pilot, pilot_learn
from sandbox.pages.register import page_of
from sandbox.state import Settings, show
from sandbox.task import Status
from sim.words import Complaint
from tests.experiments.made_cases import made
from tests.sandbox.made_views import parse

pytestmark = pytest.mark.small
EXAMPLE = (Path(__file__).parents[2] / "scenarios" / "proeftuinen" / "skilling-consortium.yaml").read_text(encoding="utf-8")


def asking(**fields: str) -> Settings:
    settings = Settings()
    for name, value in fields.items():
        settings = show(settings, name, value)
    return settings


@pytest.fixture(scope="module")
def found():
    return design_of(pilot.pilot_of(asking(claim="70")), [made(seed) for seed in range(8)], 5_000, 1)


def test_the_page_has_its_path_and_waits_to_be_asked():
    page, lost = page_of("/proeftuin")
    assert page.id == "pilot" and not lost and page.work is not None and page.work.waits


def test_the_form_is_in_the_link():
    asked = pilot.pilot_of(asking(n="1.200", design="phased", months="18", outcome="lasting", claim="62,5", at="horeca"))
    assert (asked.participants, asked.design, asked.months, asked.outcome, asked.claim) == (1200, "phased", 18, "lasting", 0.625)
    assert asked.scope.sectors == ("horeca",)
    assert pilot.pilot_of(Settings()).participants == 37


@pytest.mark.parametrize(
    "wrong", [{"n": "0"}, {"n": "veel"}, {"n": "3,5"}, {"months": "1"}, {"claim": "140"}, {"design": "loten"}, {"at": "nergens"}]
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nonsense_gets_a_sentence_and_no_button(wrong, lang):
    settings = replace(asking(**wrong), lang=lang)
    with pytest.raises(Complaint):
        pilot.pilot_of(settings)
    html = pilot.html(Seen(settings))
    assert 'role="alert"' in html and 'data-do="work"' not in html
    parse(html)


def test_without_a_package_there_is_nothing_to_try_out():
    assert "Kies eerst een pakket" in pilot.html(Seen(replace(Settings(), packages=())))


def test_language_and_size_of_the_comparison_change_no_work_and_the_form_does():
    key = page_of("/proeftuin")[0].work.key
    assert key(Settings()) == key(replace(Settings(), lang="en", runs=99)) == key(asking(n="37"))
    assert key(Settings()) != key(asking(n="38")) and key(Settings()) != key(asking(part="learn"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_everything_is_drawn_with_its_table(found, lang):
    html = pilot.html(Seen(replace(asking(claim="70"), lang=lang), found=found))
    parse(html)
    assert html.count("<svg") == 2 and html.count("<table") >= 5 and "{" not in html
    for part in ("pilot_power", "pilot_cannot", "pilot_expected", "pilot_region", "pilot_protocol"):
        assert f'<section id="{part}">' in html
    assert found.fingerprint in html and f"8 {'van de' if lang == 'nl' else 'of the'} 24" in html


def test_files_are_the_protocol_and_figures(found):
    html = pilot.html(Seen(Settings(), found=found))
    names = re.findall(r'download="([^"]+)"', html)
    assert names == ["protocol.nl.pdf", "protocol.nl.md", "proeftuin.json", "uitkomst.yaml"]
    made_ = [base64.b64decode(part) for part in re.findall(r"base64,([A-Za-z0-9+/=]+)", html)]
    assert made_[0].startswith(b"%PDF") and found.fingerprint.encode() in made_[1] and b'"fingerprint"' in made_[2]
    assert pilot_learn.read(made_[3].decode().replace("placed: unknown", "placed: 12")).placed == 12


def test_the_command_repeats_it(found):
    line = pilot.command(found, asking(claim="70"))
    assert line.startswith("loopbrug proeftuin design nederland-2025 --package gids-en-traineeship --participants 37")
    assert "--claim 0.7" in line and line.endswith("--runs 8 --people 5000 --seed 1")


def test_while_it_works_what_is_there_stays_and_it_can_be_stopped(found):
    html = pilot.html(Seen(Settings(), found=found, work=Status("working", 0.4, 3)))
    assert 'data-do="stop-work"' in html and 'aria-valuenow="40"' in html and '<section id="pilot_power">' in html


def test_text_becomes_pages():
    assert paper.pdf("# Kop\n\nTekst.\n\n- een\n- twee\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n").startswith(b"%PDF")


# --- learning ----------------------------------------------------------------------------------------------------------------


def test_a_file_is_kept_here_and_the_link_holds_its_name():
    settings, note = pilot_learn.load(EXAMPLE, asking(part="learn"))
    assert note == "" and len(settings.sees("results")) == 16
    html = pilot.html(Seen(settings))
    parse(html)
    assert "29 van 37" in html and 'data-do="work"' in html
    assert "kies het opnieuw" in pilot.html(Seen(asking(part="learn", results="0" * 16)))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_wrong_file_gets_one_sentence_without_a_path_of_this_machine(lang):
    before = replace(asking(part="learn"), lang=lang)
    settings, note = pilot_learn.load(EXAMPLE.replace("placed: 29", "placed: 38"), before)
    assert settings == before and note.startswith("uitkomst.yaml:") and "38" in note and "/tmp" not in note
    assert pilot_learn.load("\x00", before)[1].startswith("uitkomst.yaml")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_was_learnt_is_shown_with_its_warnings(lang):
    settings, _ = pilot_learn.load(EXAMPLE.replace("placed: 29", "placed: 2"), replace(asking(part="learn"), lang=lang))
    cases = [made(seed, pilot=0.7 + 0.05 * (seed % 4)) for seed in range(8)]
    learnt = weighed(pilot_learn._kept[settings.sees("results")], ("enrol",), np.linspace(0.1, 0.4, 8)[:, None], cases, 1)
    html = pilot.html(Seen(settings, found=learnt))
    parse(html)
    assert '<section id="pilot_learnt">' in html and html.count('class="warn"') == 2 and 'download="posterior.csv"' in html
    assert pilot_learn.sets_file(learnt).startswith("enrol\n")
