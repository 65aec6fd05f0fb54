"""Words and numbers of the sandbox in both languages."""

import ast
import math
import string
from pathlib import Path
from typing import get_args

import pytest

import sandbox
from cli.texts import TEXTS as CLI_TEXTS
from sandbox.numbers import euro, exact, in_steps_of, number, percent, rounded, typed
from sandbox.task import Status
from sandbox.texts import LANGUAGES, TEXTS
from sim.agents import codes
from sim.policies.catalogue import GROUPS, Occasion, levers
from sim.side_by_side import OLDER

pytestmark = pytest.mark.small
HOME = Path(sandbox.__file__).parent


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_there_in_both_languages_with_the_same_fields(key):
    words = TEXTS[key]
    assert words.keys() == set(LANGUAGES) and all(words.values())
    assert fields(words["nl"]) == fields(words["en"])


def test_every_text_named_in_the_code_is_there_and_none_is_left_over():
    named: set[str] = set()
    begins: set[str] = set()
    for path in [*HOME.rglob("*.py"), HOME.parent / "cli/app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(node.value)
            if isinstance(node, ast.JoinedStr):
                begins |= {part.value for part in node.values if isinstance(part, ast.Constant)}
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and isinstance(node.args[0], ast.Constant):
                assert node.args[0].value in TEXTS, (path.name, node.args[0].value)
    computed = {key for key in TEXTS if any(key.startswith(b) or key.endswith(b) for b in begins if len(b) > 3)}
    data = set(codes.STAGES) | set(codes.REASONS) | set(LANGUAGES) | {OLDER}
    assert set(TEXTS) - named - computed - data == set()


def test_everything_declared_elsewhere_has_its_words():
    assert set(codes.STAGES[1:]) <= set(TEXTS) and set(codes.REASONS[1:]) <= set(TEXTS)
    assert all(f"per:{occasion}" in TEXTS for occasion in get_args(Occasion))
    assert all(f"group:{group}" in TEXTS for group in GROUPS)
    for lever in levers().values():
        assert f"per:{lever.cost.per}" in TEXTS and f"grade:{lever.grade}" in TEXTS and f"grade:{lever.cost.grade}" in TEXTS


def test_stages_and_reasons_are_called_the_same_at_the_command_line():
    shared = (set(codes.STAGES) | set(codes.REASONS)) & set(CLI_TEXTS)
    assert shared and all(TEXTS[name] == CLI_TEXTS[name] for name in shared)


def test_a_status_knows_when_it_runs():
    assert [Status(state).running for state in ("idle", "preparing", "working", "done", "stopped", "failed")] == [
        False, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (1234567.4, "1.234.567", "1,234,567"), (12.34, "12,3", "12.3"), (0.01234, "0,0123", "0.0123"), (-2.5, "−2,50", "−2.50"),
        (-0.00001, "0,0000", "0.0000"), (math.nan, "–", "–"), (None, "–", "–"), (math.inf, "–", "–"),
    ],
)  # fmt: skip
def test_numbers(value, nl, en):
    assert (number(value, "nl"), number(value, "en")) == (nl, en)


def test_numbers_for_sentences_claim_no_more_than_they_know():
    assert (rounded(41_327, "nl"), rounded(-41_327, "en"), rounded(7, "nl"), rounded(0, "nl")) == ("41.000", "−41,000", "7", "0")
    assert in_steps_of(1_776_136, 38_000, "nl") == "1.776.000"
    assert in_steps_of(-0.0256, 0.031, "nl", signed=True) == "−0,026"
    assert in_steps_of(0.4, 38_000, "en", signed=True) == "0"
    assert in_steps_of(3.0, 0.0, "nl") == "3,00"
    assert (percent(0.745, "nl"), percent(math.nan, "nl"), percent(None, "en")) == ("74%", "–", "–")
    assert (euro(2.21e9, "nl"), euro(-1.4e6, "en"), euro(950, "nl"), euro(None, "nl")) == (
        "+2,21 miljard",
        "−1.40 million",
        "+950",
        "–",
    )
    assert (exact(0.05, "nl"), exact(12_000, "en"), exact(0.1 + 0.2, "en")) == ("0,05", "12,000", "0.3")


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("50", 50), ("0,5", 0.5), ("0.5", 0.5), ("10.000", 10_000), ("10,000", 10_000), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
        ("1.234.567", 1234567), (" 12 % ", 12), ("−3", -3), ("0,125", 0.125), (0.125, 0.125), (7, 7),
    ],
)  # fmt: skip
def test_what_a_user_types_is_understood(given, means):
    assert typed(given) == means


@pytest.mark.parametrize("given", ["", "abc", "1e9", "nan", "inf", "--1", "1-2", ".", ",", "1_000", "½", "<b>", None])
def test_nonsense_is_no_number(given):
    assert math.isnan(typed(given))
