"""run and compare: what they ask of the engine, what they print, how they end."""

import errno
import json
from pathlib import Path

import pytest

from cli.check import RANGES
from sim.words import Both

COMPARE = "compare dorp --package gids"


def flat(text: str) -> str:
    """A text without the line breaks of the terminal."""
    return " ".join(text.split())


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
    assert answer.err == f"Gestopt; 2 van de 4 runs waren klaar en staan in {tmp_path / 'uit'}.\n"


def test_stopped_before_anything(loopbrug, engine, tmp_path):
    engine.stop_after = 0
    answer = loopbrug(f"{COMPARE} --out {tmp_path / 'uit'}")
    assert answer.status == 130 and answer.out == "" and engine.written == []


def test_interrupt_outside_a_run(loopbrug, engine):
    engine.error = KeyboardInterrupt()
    answer = loopbrug(COMPARE)
    assert (answer.status, answer.err) == (130, "Gestopt.\n")
    assert loopbrug(COMPARE + " --lang en").err == "Stopped.\n"


def test_one_pair_is_one_pair(loopbrug):
    assert "1 paar · 1.000 gesimuleerde mensen · 1 maand" in loopbrug(COMPARE + " --runs 1 --months 1 --workers 1000").out
    assert "1 pair · 1,000 simulated people · 1 month" in loopbrug(
        COMPARE + " --runs 1 --months 1 --workers 1000 --lang en"
    ).out
    assert "1 run ·" in loopbrug("run dorp --runs 1 --lang en").out


@pytest.mark.parametrize("line", [COMPARE, "run dorp"])
def test_worlds_that_had_not_settled_are_told_of(loopbrug, engine, line):
    assert "tot rust" not in loopbrug(line).out
    engine.settled = False
    assert "nog niet tot rust gekomen" in flat(loopbrug(line).out)
    assert "had not come to rest" in flat(loopbrug(line + " --lang en").out)
    (note,) = json.loads(loopbrug(line + " --json").out)["notes"]
    assert "rust" in note["nl"] and "rest" in note["en"]


@pytest.mark.parametrize("line", [COMPARE, "run dorp --package gids"])
def test_a_group_seen_in_a_few_people_is_told_of(loopbrug, engine, line):
    engine.cohorts = [(25, 3)]
    dutch, english = flat(loopbrug(line).out), flat(loopbrug(line + " --lang en").out)
    assert "een groep van 25, en daarvoor staan hier 3 gesimuleerde mensen" in dutch
    assert "ieder staat voor 8 echte" in dutch and "--workers 40000" in dutch
    assert "a group of 25, for which 3 simulated people" in english and "take --workers 40000" in english
    engine.cohorts = [(5, 1)]
    assert "staat hier 1 gesimuleerd mens:" in flat(loopbrug(line).out)
    assert "staan hier" not in loopbrug(line + " --workers 40000").out  # one for one


def test_a_situation_too_large_for_one_to_one_says_so(loopbrug, monkeypatch):
    monkeypatch.setattr("cli.check.RANGES", RANGES | {"workers": (1_000, 30_000, Both("mensen", "people"))})
    monkeypatch.setattr("cli.notes.RANGES", RANGES | {"workers": (1_000, 30_000, Both("mensen", "people"))})
    monkeypatch.setattr("cli.engine.cohorts", lambda plan: [(25, 3)])
    out = flat(loopbrug(COMPARE).out)
    assert "Een op een kan hier niet" in out and "Een op een wordt" not in out


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), ("De schijf is vol", "The disk is full")),
        (OSError(errno.EFBIG, "File too large"), ("niet zo groot worden", "not grow this large")),
        (MemoryError(), ("te weinig geheugen", "not enough memory")),
        (RuntimeError("two\nlines"), ("Het is niet gelukt (RuntimeError: two lines)", "The run failed (RuntimeError: two lines)")),
    ],
)
def test_a_failed_run_ends_in_one_sentence(loopbrug, engine, error, says):
    engine.error = error
    for lang, words in zip(("nl", "en"), says, strict=True):
        answer = loopbrug(f"{COMPARE} --lang {lang}")
        assert answer.status == 1
        assert words in answer.err and answer.err.count("\n") == 1


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
    assert not list(Path(tmp_path).rglob(".*"))
