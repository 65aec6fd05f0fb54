"""`sensitivity` and `discover` as a user types them: what they print, what they refuse, and that they go on where they were."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from calibration.sensitivity import futures, study
from calibration.sensitivity.groups import packages_of, space
from calibration.sensitivity.simulate import names, outcomes
from cli.__main__ import main
from cli.unknowns import condition_name, limit_said
from experiments.discover.boxes import Limit
from experiments.discover.table import FILE

GUIDE, TALENT = "d01-vertrouwde-gids", "d05-aannemen-op-talent"


@dataclass
class Answer:
    status: int
    out: str
    err: str


@pytest.fixture
def loopbrug(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("LOOPBRUG_LANG", raising=False)
    monkeypatch.setattr("sim.warm.warm", lambda: None)

    def call(line: str) -> Answer:
        capsys.readouterr()
        status = main(line.split())
        return Answer(status, *capsys.readouterr())

    return call


def table(file: Path) -> Path:
    """x does 10 better than today where a is above half, and 5 worse elsewhere; y always 1 better."""
    a = np.random.default_rng(1).random(200)
    made = {"a": a, "lasting-crossings today": 100.0, "lasting-crossings x": 100 + np.where(a > 0.5, 10.0, -5.0)}
    pd.DataFrame({**made, "lasting-crossings y": 101.0}).to_csv(file, index=False)
    return file


# ---- discover ----


@pytest.mark.parametrize(
    ("lang", "better", "safest", "limit"),
    [
        ("nl", "Wanneer x beter is dan vandaag", "De kleinste grootste spijt heeft x", "a boven 0,"),
        ("en", "When x is better than today", "The smallest largest regret is that of x", "a above 0."),
    ],
)
def test_discover_says_when_and_which_is_safest(loopbrug, tmp_path, lang, better, safest, limit):
    done = loopbrug(f"discover --from {table(tmp_path / 't.csv')} --package x --package y --lang {lang}")
    assert done.status == 0, done.err
    assert better in done.out and safest in done.out and limit in done.out
    assert f"loopbrug discover --package x --package y --against today --measure lasting-crossings --from {tmp_path}" in (
        done.out.replace("\n", " ").replace("  ", " ")
    )


def test_discover_as_data(loopbrug, tmp_path):
    done = loopbrug(f"discover --from {table(tmp_path / 't.csv')} --package x --against y --regret 6 --json")
    found = json.loads(done.out)
    share = float((pd.read_csv(tmp_path / "t.csv").a > 0.5).mean())
    assert found["better"]["share"] == pytest.approx(share) and found["difference"]["high"] == 9
    (box,) = found["better"]["boxes"]
    assert box["limits"][0]["condition"] == "a" and box["limits"][0]["low"] == pytest.approx(0.5, abs=0.03)
    assert box["held"]["density"] > 0.9 and box["holds"]
    regret = {row["package"]: row for row in found["regret"]}
    # x is 6 behind y where a is low: its largest regret, and one that can be borne. y is 9 behind x where a is high.
    assert regret["x"]["largest"] == 6 and regret["x"]["within"] == 1
    assert regret["y"]["largest"] == 9 and regret["y"]["within"] == pytest.approx(1 - share)


def toy_futures(values: np.ndarray, seed: int, size: Any, case: Any) -> np.ndarray:
    strong = values[space(case).names.index("strength unsafe-step")] > 0.6
    found = dict.fromkeys(futures.columns_of(case), 1_000.0)
    found[f"lasting-crossings {GUIDE}"] += 50 if strong else -50
    return np.array(list(found.values()))


def test_discover_runs_keeps_and_reads_back(loopbrug, tmp_path, monkeypatch):
    monkeypatch.setattr(futures, "outcomes_of", toy_futures)
    out = tmp_path / "uit"
    line = f"discover nederland-2025 --package {GUIDE} --against {TALENT} --runs 64 --processes 1"
    done = loopbrug(f"{line} --out {out} --json")
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert found["futures"] == 64 and found["package"] == GUIDE and found["against"] == TALENT
    assert {row["package"] for row in found["regret"]} == {GUIDE, TALENT, "today"}
    assert len(pd.read_csv(out / FILE)) == 64 and (out / "nederland-2025.runs.csv").is_file()
    read = json.loads(loopbrug(f"discover --from {out} --package {GUIDE} --against {TALENT} --json").out)
    assert read["better"] == found["better"] and read["regret"] == found["regret"]


def test_ctrl_c_keeps_what_is_finished(loopbrug, tmp_path, monkeypatch):
    out, made = tmp_path / "uit", []

    def until_the_user_stops(values: np.ndarray, seed: int, size: Any, case: Any) -> np.ndarray:
        if len(made) == 10:
            raise KeyboardInterrupt
        made.append(seed)
        return toy_futures(values, seed, size, case)

    monkeypatch.setattr(futures, "outcomes_of", until_the_user_stops)
    line = f"discover nederland-2025 --package {GUIDE} --runs 64 --processes 1 --out {out}"
    stopped = loopbrug(line)
    assert stopped.status == 130 and str(out) in stopped.err and not (out / FILE).exists()

    def counted(values: np.ndarray, seed: int, size: Any, case: Any) -> np.ndarray:
        made.append(seed)
        return toy_futures(values, seed, size, case)

    monkeypatch.setattr(futures, "outcomes_of", counted)
    assert loopbrug(line).status == 0
    assert len(made) == len(set(made)) == 64


def test_runs_that_fail_are_told(loopbrug, tmp_path, monkeypatch):
    def broken(values: np.ndarray, seed: int, size: Any, case: Any) -> np.ndarray:
        raise ZeroDivisionError("nobody works")

    monkeypatch.setattr(futures, "outcomes_of", broken)
    done = loopbrug(f"discover nederland-2025 --package {GUIDE} --runs 40 --processes 1 --out {tmp_path / 'uit'} --lang en")
    assert done.status == 2 and "40 of 40 runs failed, the first with ZeroDivisionError: nobody works" in done.err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("discover", "Geef met --package een pakket."),
        ("discover --package x", "Achter discover moet nog een situatie staan, of --from met een tabel."),
        ("discover dorp --package x --out {out}", "Er is geen situatie 'dorp'"),
        ("discover nederland-2025 --package x --out {out}", "Er is geen pakket 'x'"),
        (f"discover nederland-2025 --package {GUIDE}", "Geef met --out een map"),
        (f"discover nederland-2025 --package {GUIDE} --package {GUIDE} --out {{out}}", "ieder een ander pakket"),
        (f"discover nederland-2025 nederland-2025 --package {GUIDE} --out {{out}}", "een situatie staat er twee keer"),
        (f"discover nederland-2025 --package {GUIDE} --measure public --out {{out}}", "bedoelt u 'public-cost'?"),
        (f"discover nederland-2025 --package {GUIDE} --runs 39 --out {{out}}", "minstens 40 toekomsten nodig"),
        (f"discover nederland-2025 --package {GUIDE} --months 12 --out {{out}}", "een overstap is pas na een jaar blijvend"),
        (f"discover nederland-2025 --package {GUIDE} --regret veel --out {{out}}", "'veel' kan niet, geef een getal vanaf 0"),
        ("discover --from {out} --package x", "Er is geen bestand"),
        ("discover nederland-2025 --from {out} --package x", "--from leest wat er al is"),
        ("sensitivity nederland-2025 --out {out}", "Geef met --package een pakket."),
        (f"sensitivity nederland-2025 --package {GUIDE}", "Geef met --out een map"),
        (f"sensitivity nederland-2025 --package {GUIDE} --package {GUIDE} --out {{out}}", "Een pakket staat er twee keer"),
        (f"sensitivity nederland-2025 --package {GUIDE} --power 0 --out {{out}}", "--power is 0, maar moet tussen 1 en 16"),
        (f"sensitivity nederland-2025 --package {GUIDE} --out {{out}}/er/niet", "want de map"),
    ],
)
def test_wrong_input_is_one_sentence_and_writes_nothing(loopbrug, tmp_path, line, says):
    out = tmp_path / "uit"
    done = loopbrug(line.format(out=out))
    assert done.status == 2 and done.out == "" and says.lower() in done.err.lower() and done.err.count("\n") == 1
    assert not out.exists()


def test_a_folder_of_another_size_is_refused(loopbrug, tmp_path, monkeypatch):
    monkeypatch.setattr(futures, "outcomes_of", toy_futures)
    line = f"discover nederland-2025 --package {GUIDE} --runs 40 --processes 1 --out {tmp_path / 'uit'} --lang en"
    assert loopbrug(line).status == 0
    other = loopbrug(f"{line} --workers 3000")
    assert other.status == 2 and "another version of the model" in other.err


# ---- sensitivity ----


def toy_study(values: np.ndarray, seed: int, people: int, months: int, worlds: int, case: Any) -> np.ndarray:
    gate = values[space(case).names.index("strength diploma-gate")]
    return np.array([gate * (1 + k) for k in range(len(names(tuple(packages_of(case)))))])


@pytest.mark.parametrize(("lang", "extra"), [("nl", "Extra (mediaan)"), ("en", "Added (median)")])
def test_sensitivity_names_what_the_effect_hangs_on(loopbrug, tmp_path, monkeypatch, lang, extra):
    monkeypatch.setattr(study, "simulate", toy_study)
    line = f"sensitivity bank-naar-klas --package {GUIDE} --package {TALENT} --trajectories 4 --power 4 --processes 1"
    done = loopbrug(f"{line} --out {tmp_path / 'uit'} --lang {lang}")
    assert done.status == 0, done.err
    assert extra in done.out and "B05" in done.out and "B06" not in done.out
    again = json.loads(loopbrug(f"{line} --out {tmp_path / 'uit'} --json").out)
    assert {row["summary"] for row in again["spread"]} == {one.name for one in outcomes((GUIDE, TALENT))}
    total = {row["parameter"]: row["ST"] for row in again["sobol"] if row["summary"] == f"effect {GUIDE}"}
    assert total["diploma-gate"] == pytest.approx(1, abs=0.4) and sum(total.values()) == pytest.approx(total["diploma-gate"])


# ---- words ----


def test_conditions_are_told_in_words():
    assert condition_name("strength diploma-gate", "en") == "strength of barrier B05 diploma gate"
    assert condition_name("strength diploma-gate", "nl").startswith("sterkte van hobbel B05 ")
    assert "(enrol, " in condition_name("parameter enrol", "nl")
    assert condition_name("rain", "nl") == "rain" and condition_name("situation", "nl") == "situatie"


def test_limits_are_told_in_words():
    assert limit_said(Limit("rain", 0.12345), "nl") == "rain boven 0,123"
    assert limit_said(Limit("rain", high=2.0), "en") == "rain at most 2"
    assert limit_said(Limit("rain", 0.5, 2.0), "nl") == "rain tussen 0,5 en 2"
    assert limit_said(Limit("situation", words=("x", "y")), "nl") == "situatie is x of y"
