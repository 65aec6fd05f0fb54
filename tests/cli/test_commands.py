"""run and compare: what they ask of the engine, what they print, how they end."""

import errno
import json
from pathlib import Path

import pytest

COMPARE = "compare dorp --package gids"


def test_help_without_a_command(loopbrug):
    answer = loopbrug("")
    assert answer.status == 0
    assert all(command in answer.out for command in ("run", "compare", "show"))


def test_the_situation_gives_the_defaults(loopbrug, engine):
    assert loopbrug(COMPARE).status == 0
    plan = engine.plans[0]
    assert (plan.workers, plan.months, plan.runs, plan.engine) == (5_000, 24, 4, "fast")
    assert engine.worlds == [("today", "package")]


def test_the_user_overrides_them(loopbrug, engine):
    line = "run dorp --workers 2000 --months 12 --runs 3 --seed 9 --engine reference --threads 2"
    assert loopbrug(line).status == 0
    plan = engine.plans[0]
    assert (plan.workers, plan.months, plan.runs, plan.seed) == (2_000, 12, 3, 9)
    assert (plan.engine, plan.threads, plan.package) == ("reference", 2, None)
    assert engine.worlds == [("today",)]


def test_run_with_a_package_runs_that_world_only(loopbrug, engine):
    loopbrug("run dorp --package gids")
    assert engine.worlds == [("package",)]


@pytest.mark.parametrize("line", ["--set a=1 --set b=0.5", "--set a=1 b=0.5"])
def test_set_takes_several_doses_either_way(loopbrug, engine, line):
    assert loopbrug(f"compare dorp {line}").status == 0
    assert [(use.lever, use.dose) for use in engine.plans[0].package.levers] == [("a", 1.0), ("b", 0.5)]


def test_set_comes_on_top_of_a_package(loopbrug, engine):
    loopbrug(COMPARE + " --set other=1")
    assert [use.lever for use in engine.plans[0].package.levers] == ["neutral-guide", "other"]


def test_compare_table_in_both_languages(loopbrug):
    dutch = loopbrug(COMPARE).out
    assert "Blijvende" in dutch and "Wie betaalt" in dutch and "−1.234.567" in dutch and "93%" in dutch
    english = loopbrug(COMPARE + " --lang en").out
    assert "Lasting" in english and "Who pays" in english and "−1,234,567" in english
    assert "Kent de brug" in dutch and "Haakte af" in dutch and "Still there after a year" in english
    assert "4 pairs" in english and "5,000 simulated people" in english
    assert "Repeat: loopbrug compare dorp --package gids --workers 5000 --months 24 --runs 4 --seed 1" in english


def test_compare_json_is_one_document_and_nothing_else(loopbrug):
    answer = loopbrug(COMPARE + " --json")
    document = json.loads(answer.out)
    assert document["situation"] == {
        "id": "dorp", "nl": "Het dorp", "en": "The village", "fingerprint": "0123456789abcdef",
    }  # fmt: skip
    assert document["plan"]["workers"] == 5_000 and document["pairs"] == 4 and document["stopped"] is False
    assert document["comparison"]["who_pays"][1]["per_lasting_crossing"] is None  # nan is no JSON
    assert answer.err == ""


def test_run_json(loopbrug):
    document = json.loads(loopbrug("run dorp --runs 3 --json").out)
    assert document["package"] is None and document["world"] == "today"
    assert document["measures"]["u"]["median"] == 4.0  # of 3, 4 and 5
    assert document["measures"]["v"]["median"] is None
    assert [run["seed"] for run in document["runs"]] == [1, 2, 3]


def test_run_table_names_measures(loopbrug):
    assert "Werkloosheid (%" in loopbrug("run dorp").out


def test_out_is_written_once_with_the_command(loopbrug, engine, tmp_path):
    out = tmp_path / "uit"
    assert loopbrug(f"{COMPARE} --out {out}").status == 0
    assert [(path, count) for path, count, _ in engine.written] == [(out, 8)]
    assert engine.written[0][2].startswith("loopbrug compare dorp")
    assert (out / "vergelijking.svg").read_text().startswith("<?xml")


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_picture(loopbrug, tmp_path, ending):
    path = tmp_path / f"effect.{ending}"
    assert loopbrug(f"{COMPARE} --picture {path}").status == 0
    assert path.stat().st_size > 1_000
    assert list(tmp_path.iterdir()) == [path]


def test_same_result_same_picture(loopbrug, tmp_path):
    pictures = [tmp_path / name for name in ("a.svg", "b.svg")]
    for path in pictures:
        loopbrug(f"{COMPARE} --picture {path}")
    assert pictures[0].read_bytes() == pictures[1].read_bytes()


def test_stopped_keeps_the_finished_pairs(loopbrug, engine, tmp_path):
    engine.stop_after = 5  # two pairs and a half
    answer = loopbrug(f"{COMPARE} --json --out {tmp_path / 'uit'}")
    document = json.loads(answer.out)
    assert answer.status == 130
    assert document["stopped"] is True and document["pairs"] == 2 and document["comparison"]["results"] == 4
    assert engine.written[0][1] == 5
    assert "5" in answer.err and answer.err.count("\n") == 1


def test_stopped_before_anything(loopbrug, engine, tmp_path):
    engine.stop_after = 0
    answer = loopbrug(f"{COMPARE} --out {tmp_path / 'uit'}")
    assert answer.status == 130 and answer.out == "" and engine.written == []


def test_interrupt_outside_a_run(loopbrug, engine):
    engine.error = KeyboardInterrupt()
    assert loopbrug(COMPARE).status == 130


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (MemoryError(), "not enough memory"),
        (RuntimeError("two\nlines"), "RuntimeError: two lines"),
    ],
)
def test_a_failed_run_ends_in_one_sentence(loopbrug, engine, error, says):
    engine.error = error
    answer = loopbrug(COMPARE)
    assert answer.status == 1
    assert says in answer.err and answer.err.count("\n") == 1


def test_the_traceback_can_be_asked_for(loopbrug, engine, monkeypatch):
    monkeypatch.setenv("LOOPBRUG_TRACEBACK", "1")
    engine.error = RuntimeError("why")
    with pytest.raises(RuntimeError):
        loopbrug(COMPARE)


def test_version(loopbrug):
    assert loopbrug("--version").out.startswith("loopbrug ")


def test_show_situations_json(loopbrug):
    (row,) = json.loads(loopbrug("show situations --json").out)
    assert {"id", "nl", "en", "fingerprint"} <= row.keys()


def test_nothing_is_left_behind(loopbrug, tmp_path):
    loopbrug(f"{COMPARE} --out {tmp_path / 'uit'}")
    assert not list(Path(tmp_path).rglob(".*.part"))
