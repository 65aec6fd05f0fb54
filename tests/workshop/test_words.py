"""Every text on the screens of a workshop is there in both languages, with the same fields, and is used."""

import re
from pathlib import Path

import pytest

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
