"""Words and numbers in both languages."""

import ast
import string
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

import cli
from cli import engine
from cli.progress import Bar, clock
from cli.tables import strip
from cli.texts import COUNTED, TEXTS, counted, exact, number, percent
from sim import warm
from sim.words import LANGUAGES


def fields(words: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_there_in_both_languages_with_the_same_fields(key):
    texts = TEXTS[key]
    assert texts.keys() == set(LANGUAGES) and all(texts.values())
    assert fields(texts["nl"]) == fields(texts["en"])


def test_every_text_used_is_there():
    for path in Path(cli.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text":
                key = node.args[0]
                assert not isinstance(key, ast.Constant) or key.value in TEXTS, (path.name, key.value)


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (1234567.4, "1.234.567", "1,234,567"),
        (12.34, "12,3", "12.3"),
        (1.234, "1,23", "1.23"),
        (0.01234, "0,0123", "0.0123"),
        (3.0, "3", "3"),
        (-2.5, "−2,50", "−2.50"),
        (-0.00001, "0,0000", "0.0000"),
        (float("nan"), "–", "–"),
        (None, "–", "–"),
    ],
)
def test_numbers(value, nl, en):
    assert (number(value, "nl"), number(value, "en")) == (nl, en)


def test_signs_and_shares():
    assert number(1.5, "nl", signed=True) == "+1,50"
    assert percent(0.934, "en") == "93%"
    assert (exact(0.05, "nl"), exact(12000, "en"), exact(0.1 + 0.2, "en")) == ("0,05", "12,000", "0.3")
    assert clock(75.9) == "1:15"


def test_strip_shows_bands_around_zero():
    row = SimpleNamespace(low95=-1.0, low80=0.0, effect=2.0, high80=3.0, high95=4.0)
    line = strip(row)
    assert len(line) == 21 and line[10] == "│" and line[15] == "●" and line[20] == "─"
    nothing = SimpleNamespace(low95=0.0, low80=0.0, effect=0.0, high80=0.0, high95=0.0)
    assert strip(nothing).strip() == "│"


@pytest.mark.parametrize("what", COUNTED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_counted_things(what, lang):
    one, more = COUNTED[what][lang]
    assert (counted(what, 1, lang), counted(what, 2, lang)) == (f"1 {one}", f"2 {more}")


def test_progress_speaks_on_stderr_and_only_when_it_takes_long(capsys, monkeypatch):
    with Bar("en") as progress:
        progress(0.5)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("cli.progress.EVERY", 0.0)
    with Bar("en") as progress:
        progress(0.5)
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err == "Working 50%, time left 0:00\n"


@pytest.mark.parametrize(("lang", "says"), [("nl", "Eerste keer: de rekenkern wordt klaargezet"), ("en", "First use: the engine")])
def test_first_use_says_what_takes_so_long(capsys, monkeypatch, lang, says):
    monkeypatch.setattr("cli.progress.PATIENCE", 0.01)
    with Bar(lang, first_use=True) as progress:
        time.sleep(0.2)
        progress(0.5)
    assert capsys.readouterr().err.startswith(says)
    with Bar(lang) as progress:
        time.sleep(0.2)
        progress(0.5)
    assert capsys.readouterr().err == ""


def test_first_use_is_when_nothing_compiled_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("sim.warm.config.DISABLE_JIT", 0)
    assert engine.first_use()
    warm.stamp().touch()
    assert not engine.first_use()
