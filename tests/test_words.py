"""Sentences in two languages, and data that JSON can hold."""

import json
from dataclasses import dataclass

import numpy as np
import pytest

from sim.plain import plain
from sim.words import NOUNS, Both, Complaint, between, did_you_mean, unknown, written

pytestmark = pytest.mark.small


def test_both_says_either_and_is_english_for_logs():
    both = Both("ja", "yes").behind("a.yaml:3: ")
    assert (both.said("nl"), both.said("en"), str(both), f"{both}") == ("a.yaml:3: ja", *["a.yaml:3: yes"] * 3)
    complaint = Complaint(*both)
    assert complaint.both == both and str(complaint) == "a.yaml:3: yes"


@pytest.mark.parametrize("word", ["neutral-gide", "neutral_guide", "Neutral-Guide"])
def test_the_nearest_name_is_offered(word):
    assert did_you_mean(word, ["neutral-guide", "portable-budget"]) == (
        "bedoelt u 'neutral-guide'?", "did you mean 'neutral-guide'?",
    )  # fmt: skip


def test_names_with_underscores_are_offered_as_they_are():
    assert did_you_mean("yearly_grow", ["id", "yearly_growth"]).en == "did you mean 'yearly_growth'?"


def test_no_near_name_gives_the_first_few():
    assert did_you_mean("x", ["aa", "bb"]) == ("kies uit: aa, bb", "known are: aa, bb")
    assert did_you_mean("x", [f"name-{k}" for k in range(20)]).nl.endswith("name-7, …")
    assert did_you_mean("x", []) == ("hier is er geen", "none is known here")


def test_every_noun_makes_a_sentence():
    for noun, dutch in NOUNS.items():
        nl, en = unknown(noun, "x", ["aa"])
        assert nl == f"er is geen {dutch} 'x'; kies uit: aa" and en == f"there is no {noun} 'x'; known are: aa"


def test_numbers_in_sentences():
    assert (written(10_000, "nl"), written(10_000, "en"), written(2.0, "nl")) == ("10.000", "10,000", "2")
    assert written(0.5, "nl") == written(0.5, "en") == "0.5"  # as it must be typed
    assert between(0, 1_000, Both("mensen", "people")) == ("tussen 0 en 1.000 mensen", "between 0 and 1,000 people")
    assert between(-0.5, 0.5, Both("", "")).en == "between -0.5 and 0.5"


@dataclass
class Thing:
    name: str
    values: list[float]


def test_plain_is_what_json_holds():
    thing = {"a": Thing("x", [1.0, float("nan"), float("inf")]), 3: (np.float64(2), np.int8(1), np.array([[1, 2]]))}
    made = plain(thing)
    assert made == {"a": {"name": "x", "values": [1.0, None, None]}, "3": [2.0, 1, [[1, 2]]]}
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert plain(np.float32("nan")) is None and plain(True) is True and plain(None) is None
    assert plain(np.array([1.0, np.nan])) == [1.0, None]
