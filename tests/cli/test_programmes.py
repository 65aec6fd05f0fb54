"""``loopbrug programmes`` at the keyboard: tables in two languages, one JSON document, and mistakes in one sentence."""

import json

import pytest

from cli import engine as door
from sim.programme_runs import Outcome, beside
from sim.programmes import read_programme

NOBODY = [(0, 0)]


def outcome(programme, counts):
    targets = [beside(target, programme, [counts], [(counts[0] // 2, counts[1])]) for target in programme.reported]
    return Outcome(programme, 3, 50_000, 100.0, 0.4, 0.3, 0.02, 0.5, 0.01, 1234.0, {"uwv": 1234.0}, targets)


@pytest.fixture
def asked(monkeypatch):
    """What the engine was asked; it answers 78 of 100 for everything."""
    seen = []

    def run_programmes(programmes, progress, **numbers):
        seen.append(([programme.id for programme in programmes], numbers))
        progress(1.0)
        return [outcome(programme, (78, 100)) for programme in programmes]

    monkeypatch.setattr(door, "run_programmes", run_programmes)
    return seen


def test_one_programme_in_dutch(loopbrug, engine, asked):
    answer = loopbrug("programmes skilling-consortium --runs 3 --people 20000 --threads 1")
    assert answer.status == 0 and answer.err == ""
    assert asked == [(["skilling-consortium"], {"runs": 3, "people": 20000, "seed": 1, "threads": 1})]
    flat = " ".join(answer.out.split())
    for said in ("Skilling Consortium, proeftuinen", "78%", "(29 / 37)", "39%", "Het programma had 37 mensen", "1.234 euro",
                 "Niet in het model:", "Herhaal: loopbrug programmes skilling-consortium --runs 3"):  # fmt: skip
        assert said in flat, said
    assert " ja " in f"{flat} "


def test_the_same_in_english(loopbrug, engine, asked):
    flat = " ".join(loopbrug("programmes skilling-consortium --lang en").out.split())
    assert "Group of that size" in flat and "The programme had 37 people" in flat and "Niet" not in flat
    assert asked[0][1] | {"threads": 0} == {"runs": 24, "people": 50000, "seed": 1, "threads": 0}


def test_all_of_them_without_a_name(loopbrug, engine, asked):
    answer = loopbrug("programmes --lang en")
    assert len(asked[0][0]) == 25
    flat = " ".join(answer.out.split())
    assert "cannot be compared" in flat and "no number" in flat and "The source reports no result" in flat


def test_json_is_one_document(loopbrug, engine, asked):
    document = json.loads(loopbrug("programmes lefgozers --json").out)
    assert document["plan"] == {"runs": 24, "people": 50000, "seed": 1}
    (found,) = document["programmes"]
    assert found["programme"]["id"] == "lefgozers" and found["cost"] == 1234.0
    first = found["beside"][0]
    assert first["simulated"] == 0.78 and first["size"] == 250 and first["inside"] is False
    assert first["target"]["source"] == ["SF153", "SF154"]


def test_a_measure_nobody_gives_rise_to(loopbrug, engine, monkeypatch):
    monkeypatch.setattr(door, "run_programmes", lambda programmes, progress, **numbers: [outcome(p, (0, 0)) for p in programmes])
    assert "nobody gets that far" in " ".join(loopbrug("programmes lefgozers --lang en").out.split())


@pytest.mark.parametrize(
    ("line", "nl", "en"),
    [
        ("lefgozer", "er is geen programma 'lefgozer'; bedoelt u 'lefgozers'?", "there is no programme 'lefgozer'; did you mean"),
        ("lefgozers --runs 0", "--runs is 0, maar moet tussen 1 en 10.000", "--runs is 0 but must lie between 1 and 10,000"),
        ("lefgozers --people 10", "--people is 10, maar moet tussen 1.000 en", "--people is 10 but must lie between 1,000 and"),
        ("weg.yaml", "dit bestand is er niet", "there is no such file"),
    ],
)
def test_mistakes_end_in_one_sentence(loopbrug, engine, asked, line, nl, en):
    for lang, said in (("nl", nl), ("en", en)):
        answer = loopbrug(f"programmes {line} --lang {lang}")
        assert answer.status == 2 and answer.out == "" and asked == []
        assert said.lower() in answer.err.lower() and answer.err.strip().count("\n") == 0


def test_a_stop_says_so(loopbrug, engine, monkeypatch):
    def run_programmes(programmes, progress, **numbers):
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "run_programmes", run_programmes)
    answer = loopbrug("programmes lefgozers")
    assert answer.status == 130 and answer.err.strip()


def test_the_list_of_programmes(capsys):
    from cli.__main__ import main

    assert main(["show", "programmes", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 25 and rows[0]["id"] == "akkoord-van-python" and rows[0]["people"] is None
    assert next(row for row in rows if row["id"] == "skilling-consortium")["people"] == 37
    assert read_programme(rows[0]["id"]).en == rows[0]["en"]
