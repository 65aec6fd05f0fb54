"""Every text on the screens of a workshop is there in both languages, with the same fields, and is used."""

import re
from pathlib import Path

import pytest

from workshop.cards import cards
from workshop.roles import roles
from workshop.web.printed import sheets
from workshop.web.words import TEXTS

pytestmark = pytest.mark.small
HOME = Path(__file__).resolve().parents[2] / "workshop"
BUILT = ("move_", "badge_", "size_")  # keys that the code puts together
PHASES = ("lobby", "card", "choose", "predict", "running", "shown", "debrief", "ended", "more", "same", "fewer")


def test_both_languages_say_something_with_the_same_fields():
    for key, words in TEXTS.items():
        assert set(words) == {"nl", "en"} and all(words.values()), key
        fields = [set(re.findall(r"\{(\w+)\}", words[lang])) for lang in ("nl", "en")]
        assert fields[0] == fields[1], key


def test_no_text_is_left_over_and_none_is_missing():
    code = "".join(file.read_text() for file in HOME.rglob("*.py"))
    named = set(re.findall(r'''["']([a-z_]+)["']''', code)) | set(PHASES)
    assert [key for key in TEXTS if key not in named and not key.startswith(BUILT)] == []
    asked = set(re.findall(r'\btext\(\s*"([a-z_]+)"', code))
    assert asked <= set(TEXTS), asked - set(TEXTS)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_cards_on_paper_hold_every_dilemma_and_lever_and_nothing_runs_off_a_page(lang):
    pages = sheets(lang)
    assert len(pages) == (len(cards()) + 1) // 2 + len(roles())
    words = [words.get_text() for page in pages for words in page.texts]
    assert all(card.name.said(lang) in words for card in cards().values())
    options = sum(len(card.options) for card in cards().values())
    levers = sum(len(role.levers) for role in roles().values())
    assert sum(len(page.patches) for page in pages) == options + 5 * levers  # boxes: none, a quarter, half, three quarters, all
    lowest = [min(words.get_position()[1] for words in page.texts[:-1]) for page in pages]  # the last is the foot
    assert min(lowest) > 0.07 and max(len(one) for one in words) < 95
