"""``loopbrug validate`` and ``loopbrug calibrate`` at the keyboard, with made-up answers."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from calibration import rival, validation
from calibration.score import inside, inside_by_rival, line
from calibration.targets import targets
from calibration.validation import Report
from cli import engine as door
from sim.programme_runs import Beside, Outcome
from sim.programmes import read_programme
from sim.words import Both

ESTIMATE = {
    "date": "2026-11-22", "model": "x", "seed": 1, "workers": 20_000,
    "effort": {"trajectories": 10, "runs": 800, "waves": 4, "twins": 60},
    "world": "nederland-2024", "sets": 240, "effective_sets": 200, "waves": 3, "share_left": 1e-6, "cut": 3.0, "failing": [],
    "idle": [], "not_together": [["I05", "I06"]], "truths": 20, "held": 455, "of": 500, "least_that_should_hold": 430,
    "covers": True, "not_identified": ["radius"],
}  # fmt: skip

BRIDGE = {
    "date": "2026-11-23", "not_seen": ["lefgozers dropout-in-training-share"], "never": [], "failing": [],
    "not_together": [["one share", "another share"]], "not_identified": ["meeting", "dropout"],
}  # fmt: skip


def outcome(simulated: float, inside: bool) -> Outcome:
    """James Loopbaan, with such a share that took part."""
    james = read_programme("james-loopbaan")
    beside = Beside(james.reported[0], simulated, simulated - 0.02, simulated + 0.02, float("nan"), 4500, True, 600, inside)
    return Outcome(james, 6, 50_000, 100, simulated, 0.1, 0.1, 0.5, 0.0, 100.0, {}, [beside])


def report(shift: float = 0.0) -> Report:
    """Every pattern that is measured exactly in the middle of its band, but for switching, which is off by `shift`."""
    said = rival.said_of(rival.fit(np.array([0.4, 0.35, 0.25])))
    lines = []
    for target in targets():
        middle = np.array([target.central]) + (shift if target.id == "M16" else 0.0)
        runs = np.repeat(middle, 2, axis=0) if target.measure else np.zeros((0, len(target.parts)))
        lines.append(line(target, runs, [0, 0] if target.measure else [], said[target.id]))
    predicted, fitted = outcome(0.51, False), outcome(0.28, True)
    return Report(lines, inside(lines), inside_by_rival(lines), ESTIMATE, [predicted], [fitted], BRIDGE, 40, 80, 1)


@pytest.fixture
def asked(monkeypatch):
    """What the engine was asked; switching is one point too high and there is a reason for it."""
    seen = []

    def validate(processes, progress, **numbers):
        seen.append(numbers)
        progress(1.0)
        return report(1.0)

    monkeypatch.setattr(door, "validate", validate)
    monkeypatch.setattr(validation, "reasons", lambda: {"M16": Both("omdat het zo is", "because it is")})
    return seen


def test_patterns_verdicts_and_reasons_in_dutch(loopbrug, engine, asked):
    answer = loopbrug("validate --sets 20 --processes 1")
    assert answer.status == 0 and asked == [{"seed": 1, "sets": 20}]
    flat = " ".join(answer.out.split())
    for said in ("M16 Andere werkgever dan drie maanden eerder", "bijna", "klopt", "omdat het zo is",
                 "I05 en I06 zijn ieder apart vaak gehaald", "455 van de 500", "Herhaal: loopbrug validate --sets 40"):  # fmt: skip
        assert said in flat, said


def test_the_same_in_english(loopbrug, engine, asked):
    flat = " ".join(loopbrug("validate --lang en").out.split())
    assert "because it is" in flat and "near" in flat and "pass" in flat and "klopt" not in flat and asked == [{"seed": 1}]
    weight = 100 * report(1.0).inside
    assert f"{weight:.0f}% lies inside the band; the goal is 85%" in flat and weight < 100


@pytest.mark.parametrize(("lang", "words"), [
    ("nl", ("Afgesteld", "op 2026-11-23", "geen ander commando", "te weinig over: meeting, dropout", "kwam niemand zo ver",
            "one share en another share zijn ieder apart vaak gehaald")),
    ("en", ("Fitted", "on 2026-11-23", "no other command", "too little about: meeting, dropout", "nobody got so far",
            "one share and another share were each met often")),
])  # fmt: skip
def test_programmes_predicted_and_fitted_stand_side_by_side(loopbrug, engine, asked, lang, words):
    out = loopbrug(f"validate --lang {lang}").out
    row = next(line for line in out.splitlines() if "James" in line)
    yes, no = ("ja", "nee") if lang == "nl" else ("yes", "no")
    assert row.index("51%") < row.index(no) < row.index("28%") < row.rindex(yes)
    assert all(word in " ".join(out.split()) for word in words)
    assert "Met in no run" not in out and "in geen enkele run gehaald" not in out  # there was none


def test_json_is_one_document(loopbrug, engine, asked):
    document = json.loads(loopbrug("validate --json").out)
    switching = next(row for row in document["targets"] if row["target"]["id"] == "M16")
    assert switching["verdict"] == "near" and switching["median"] == [5.7] and switching["why"]["en"] == "because it is"
    (programme,) = document["programmes"]
    assert programme["beside"][0]["simulated"] == 0.51 and programme["fitted"][0]["simulated"] == 0.28
    assert document["bridge"]["not_identified"] == ["meeting", "dropout"]
    assert document["inside"] == pytest.approx(report(1.0).inside) and document["estimate"]["sets"] == 240


@pytest.mark.parametrize(
    ("line", "nl", "en"),
    [
        ("validate --sets 5", "--sets is 5, maar moet tussen 20 en 10.000", "--sets is 5 but must lie between 20 and 10,000"),
        ("validate --processes 0", "--processes is 0", "--processes is 0"),
        ("calibrate", "geef met --out een map", "give a folder for the estimate with --out"),
        ("calibrate --out x --from nothing.csv", "nothing.csv is niet te lezen", "nothing.csv cannot be read"),
        ("calibrate --out x --waves 0", "--waves is 0, maar moet", "--waves is 0 but must"),
        ("calibrate --out x --runs abc", "'abc'", "'abc'"),
    ],
)
def test_mistakes_end_in_one_sentence(loopbrug, engine, asked, tmp_path, monkeypatch, line, nl, en):
    monkeypatch.chdir(tmp_path)
    for lang, said in (("nl", nl), ("en", en)):
        answer = loopbrug(f"{line} --lang {lang}")
        assert answer.status == 2 and answer.out == "" and asked == []
        assert said.lower() in answer.err.lower() and answer.err.strip().count("\n") == 0
    assert list(tmp_path.iterdir()) == []


def test_an_estimate_is_told(loopbrug, engine, monkeypatch, tmp_path):
    from calibration.free import free_parameters

    free = free_parameters()
    rows = [{"parameter": one.name, "low": one.low, "median": one.start, "high": one.high, "width": 0.5, "identified": k > 0}
            for k, one in enumerate(free)]  # fmt: skip
    table = SimpleNamespace(to_dict=lambda kind: rows)
    found = SimpleNamespace(
        posterior=SimpleNamespace(table=lambda: table, ess=180.0, unit=np.zeros((240, len(free)))),
        matched=SimpleNamespace(waves=[SimpleNamespace(share=1e-5)]), idle=[],
        recovery=SimpleNamespace(
            truths=np.zeros(20), covered=np.ones((20, 25), bool), band=lambda: (430, 470), covers=True, table=lambda: table
        ),
    )  # fmt: skip
    seen = []
    monkeypatch.setattr(door, "calibrate", lambda *given: seen.append(given) or found)
    answer = loopbrug(f"calibrate --out {tmp_path / 'e'} --runs 60 --waves 1 --sets 20 --processes 1")
    assert answer.status == 0 and seen[0][1].runs == 60 and seen[0][1].waves == 1 and seen[0][1].sets == 20
    flat = " ".join(answer.out.split())
    assert free[3].nl.split()[0] in flat and "500 van de 500 intervallen" in flat and "50%" in flat and "nee" in flat
    document = json.loads(loopbrug(f"calibrate --out {tmp_path / 'e'} --json").out)
    assert document["covers"] is True and len(document["parameters"]) == len(free) and seen[1][1].runs == 800
