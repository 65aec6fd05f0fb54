"""The page for who repeats: every measure and pair, and lines at the terminal and in Python that ask the very same."""

import csv
import io
import math
import shlex
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from cli.ask import question
from sandbox import plan, repeat
from sandbox.pages import Seen, research
from sandbox.state import Settings, change
from sandbox.task import Answer, Pair
from sandbox.texts import text
from sim import VERSION
from sim.effects import compare
from sim.posterior import number_of, posterior
from sim.runs import run_worlds
from sim.scenario import fingerprint

ASSUMED = (("accept", 0.8), ("looks", 2.5))
OWN = replace(Settings(), doses=(("neutral-guide", 0.5),), assumed=ASSUMED, workers=1_000, months=24, runs=2)
TWO = replace(OWN, situation="bank-naar-klas", packages=("d01-vertrouwde-gids", "d07-veilig-landen"), doses=(), seed=7)
NONE = replace(OWN, packages=(), assumed=())
SOME = [Settings(), OWN, TWO, NONE]


def pairs(count: int = 4) -> tuple[Pair, ...]:
    """Pairs whose package adds 10, 20, … lasting crossings, all but the last, which loses 5."""
    adds = [10.0 * (k + 1) for k in range(count - 1)] + [-5.0]
    return tuple(
        Pair(k, 1 + k, number_of(1 + k), {"lasting-crossings": 100.0, "gap-age": math.nan}, {"lasting-crossings": 100.0 + add})
        for k, add in enumerate(adds)
    )  # fmt: skip


def asked(settings: Settings) -> Any:
    """What the command line makes of the page's own command."""
    words = shlex.split(plan.command(settings))
    assert words[:2] == ["loopbrug", "compare"]
    given: dict[str, list[str]] = {}
    for option, value in zip(words[3::2], words[4::2], strict=True):
        given.setdefault(option, []).append(value)
    sizes = [int(given[f"--{name}"][0]) for name in ("workers", "months", "runs", "seed")]
    return question("compare", words[2], given.get("--package"), given.get("--set"), *sizes, "fast", 1, given.get("--assume"))


def scripted(settings: Settings, lines: int | None = None) -> dict[str, Any]:
    """What the page's own Python leaves behind, up to a line counted from the end."""
    made: dict[str, Any] = {}
    exec("\n".join(repeat.python_lines(settings).splitlines()[:lines]), made)
    return made


@pytest.mark.small
@pytest.mark.parametrize("settings", SOME)
def test_page_command_and_script_ask_the_same(settings):
    mine = replace(plan.plan_of(settings), threads=1)
    assert asked(settings).plan == mine
    assert scripted(settings, -2)["plan"] == mine


@pytest.mark.small
def test_the_line_that_the_command_repeats_holds_the_assumptions():
    repeated = asked(OWN)
    assert "--assume accept=0.8 --assume looks=2.5" in repeated.command
    assert repeated.header()["assumed"] == {"accept": 0.8, "looks": 2.5}


@pytest.mark.slow
def test_page_command_and_script_give_the_same_numbers():
    mine = compare(run_worlds(plan.plan_of(OWN)))
    theirs = compare(run_worlds(asked(OWN).plan))
    script = scripted(OWN)["comparison"]
    for rows in (theirs.rows, script.rows):
        assert [(row.measure, row.effect, row.low95) for row in rows] == [(row.measure, row.effect, row.low95) for row in mine.rows]
    other = compare(run_worlds(plan.plan_of(replace(OWN, assumed=()))))
    assert [row.today for row in other.rows] != [row.today for row in mine.rows]  # an assumption holds in today's world too


@pytest.mark.small
def test_own_times_need_the_file_and_the_page_says_to_save_it_first(tmp_path, monkeypatch):
    settings, note = change(OWN, "neutral-guide.start", "6")
    assert note == "" and plan.needs_file(settings)
    html = research.repeat(settings, "en")
    assert text("save_first", "en", file="eigen-pakket.yaml") in html and 'download="eigen-pakket.yaml"' in html
    (tmp_path / "eigen-pakket.yaml").write_text(plan.package_file(settings), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = scripted(settings, -2)["plan"]
    assert made.package.levers == plan.package_of(settings).levers and made.assumed == dict(settings.assumed)


@pytest.mark.small
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_all_that_decides_the_numbers_is_named(lang):
    settings = replace(OWN, lang=lang)
    told = " ".join(which for _, which in repeat.identity(settings, lang))
    made = plan.plan_of(settings)
    for part in (VERSION, posterior().fingerprint, fingerprint(made.situation), fingerprint(made.package), "accept = 0"):
        assert part in told
    assert all(what in research.repeat(settings, lang) for what, _ in repeat.identity(settings, lang))


@pytest.mark.small
def test_numbers_of_sets_are_told_in_spans():
    assert repeat.spans([0, 1, 2, 5, 7, 8]) == "0–2, 5, 7–8" and repeat.spans([]) == ""


@pytest.mark.small
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_measure_stands_there_with_both_bands_and_its_error(lang, make_comparison, make_effect):
    rows = [make_effect(monte_carlo_error=123.0, unknown=0.4), make_effect("gap-age", 1.0, 2.0)]
    answer = Answer(Settings(lang=lang), make_comparison(rows=rows), 500.0, 4, pairs())
    html = research.measures(answer, lang)
    assert html.count("<tr>") == 1 + len(rows) and ">123<" in html and ">40%<" in html
    assert text("monte_carlo", lang) in html and text("band", lang, share=80) in html and text("band", lang, share=95) in html


@pytest.mark.small
def test_pairs_are_told_by_themselves_and_as_a_file(make_comparison):
    answer = Answer(Settings(), make_comparison(), 500.0, 4, pairs())
    html = research.pairs(answer, "lasting-crossings", "en")
    assert html.count('class="pair good"') == 3 and html.count('class="pair bad"') == 1
    assert "In 3 of 4 the package is better." in html and "difference from −5 to +30" in html
    file = unquote(html.split("charset=utf-8,")[1].split('"')[0])
    read = list(csv.DictReader(io.StringIO(file)))
    assert [float(row["difference"]) for row in read] == [10.0, 20.0, 30.0, -5.0]
    assert [(row["seed"], row["parameter_set"]) for row in read] == [(str(s), str(number_of(s))) for s in (1, 2, 3, 4)]


@pytest.mark.small
def test_a_measure_without_values_or_one_that_there_is_not_does_no_harm(make_comparison):
    answer = Answer(Settings(), make_comparison(), 500.0, 4, pairs())
    assert 'class="pair' not in research.pairs(answer, "gap-age", "nl").replace('class="pairs"', "")
    assert research.pairs(answer, "<script>", "nl") == research.pairs(answer, "", "nl")
    assert "nan" in research.csv_of(answer, "gap-age")


@pytest.mark.small
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_while_nothing_is_there_yet_the_lines_already_are(lang):
    html = research.html(Seen(replace(OWN, lang=lang)))
    assert text("pairs_coming", lang) in html and "--assume accept=0.8" in html and "RunPlan(" in html
    assert text("nothing_to_compare", lang) in research.html(Seen(Settings(packages=(), lang=lang)))
