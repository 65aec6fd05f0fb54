"""--help in both languages: every command and option has its words, an example that works, and none of typer's."""

import re
import shlex

import pytest

from cli.__main__ import COMMANDS, typer_group
from cli.help import ABOUT, ESTIMATE, EXAMPLES, HELP, OCCUPATIONS, OUT, PARAMETERS, VERSION, WORDS
from cli.help import COMMANDS as TOLD
from cli.usage import EVERYWHERE

LANGUAGES = ("nl", "en")
OURS = (
    "run", "compare", "programmes", "show", "validate", "calibrate", "sensitivity", "discover", "sweep", "lattice", "proeftuin",
    "dock", "app", "workshop", "bench",
)  # fmt: skip
TYPERS = re.compile(r"Usage:|\[OPTIONS\]|\[default|\[required\]|Show this message|<str>|<int>|INTEGER|TEXT")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", OURS)
def test_a_page_names_every_option_in_the_language(loopbrug, engine, command, lang):
    answer = loopbrug(f"{command} --help --lang {lang}")
    assert answer.status == 0 and answer.err == "" and engine.plans == []
    assert not TYPERS.search(answer.out)
    flat = " ".join(answer.out.split())
    assert TOLD[command].said(lang) in flat
    for parameter in typer_group().commands[command].params:
        if "--help" in parameter.opts:
            continue
        word, told = PARAMETERS[parameter.name]
        assert parameter.opts[0] in answer.out or WORDS[word].said(lang) in answer.out
        assert told.said(lang).split("{")[0].rstrip(".") in flat, parameter.name
    other = "Example:" if lang == "nl" else "Voorbeeld:"
    assert other not in answer.out


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("line", ["", "--help"])
def test_the_front_page(loopbrug, lang, line):
    answer = loopbrug(f"{line} --lang {lang}")
    assert answer.status == 0 and not TYPERS.search(answer.out)
    flat = " ".join(answer.out.split())
    assert ABOUT.said(lang) in flat and VERSION.said(lang) in flat and HELP.said(lang) in flat
    assert all(name in answer.out for name in (*OURS, *EVERYWHERE))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", OURS)
def test_the_example_on_a_page_is_a_line_that_works(loopbrug, monkeypatch, tmp_path, command, lang):
    page = loopbrug(f"{command} --help --lang {lang}").out
    wanted = EXAMPLES[command].format(out=OUT.said(lang), occupations=OCCUPATIONS.said(lang), estimate=ESTIMATE.said(lang))
    (example,) = [line.strip() for line in page.splitlines() if line.strip().startswith(wanted)]
    monkeypatch.chdir(tmp_path)
    words = shlex.split(example)[1:]
    line = " ".join("dorp" if word in ("nederland-2025", "bank-naar-klas") else word for word in words)
    if command in ("run", "compare"):  # the stand-in engine has no catalogue, and measuring takes minutes
        assert loopbrug(line).status == 0


@pytest.mark.parametrize("both", [*TOLD.values(), *(told for _, told in PARAMETERS.values())], ids=str)
def test_every_text_is_a_sentence_in_both_languages(both):
    assert both.nl != both.en
    for said in both:
        assert said[0].isupper() and said.endswith((".", "?"))


def test_every_command_of_ours_has_a_page():
    assert set(OURS) == set(COMMANDS)
    assert set(TOLD) == set(EXAMPLES) == set(OURS)


def test_pages_are_no_wider_than_the_terminal(loopbrug, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = [line for line in loopbrug("compare --help").out.splitlines() if "loopbrug compare bank" not in line]
    assert max(len(line) for line in told) <= 80
