"""Every wrong argument: one clear sentence on stderr, nothing on stdout, exit status 2, and no run."""

import os

import pytest

from cli.errors import one_sentence

WRONG = [
    ("compair dorp", 'did you mean "compare"?'),
    ("fly", "run, compare, show"),
    ("compare dorp --pakage gids", 'did you mean "--package"?'),
    ("compare dorp", "--package"),
    ("compare", "situation"),
    ("run dorp extra", "extra"),
    ("run drop", 'did you mean "dorp"?'),
    ("run dorp --workers 999", "between 1,000 and 10,000,000 simulated people"),
    ("run dorp --workers 10000001", "between 1,000 and 10,000,000 simulated people"),
    ("run dorp --workers many", '"many" is not a whole number'),
    ("run dorp --workers nan", '"nan" is not a whole number'),
    ("run dorp --workers", "--workers"),
    ("run dorp --months 0", "between 1 and 600 months"),
    ("run dorp --months 601", "between 1 and 600 months"),
    ("run dorp --months 1.5", '"1.5" is not a whole number'),
    ("run dorp --runs 0", "between 1 and 10,000 runs"),
    ("run dorp --runs 10001", "between 1 and 10,000 runs"),
    ("run dorp --seed -1", "between 0 and"),
    ("run dorp --seed 9223372036854775808", "between 0 and"),
    ("run dorp --threads 0", "between 1 and 64 threads"),
    ("run dorp --threads 65", "between 1 and 64 threads"),
    ("run dorp --engine slow", "--engine"),
    ("run dorp --lang fr", "--lang"),
    ("show barier", 'did you mean "barriers"?'),
    ("show", "WHAT"),
    ("compare dorp --package gids --picture effect.bmp", ".svg or .png or .pdf"),
]


@pytest.mark.parametrize(("line", "says"), WRONG, ids=[line for line, _ in WRONG])
def test_one_sentence_and_status_2(loopbrug, engine, line, says):
    answer = loopbrug(line)
    assert answer.status == 2
    assert says in answer.err
    assert answer.err.count("\n") == 1 and "Traceback" not in answer.err
    assert answer.out == ""
    assert engine.plans == []


@pytest.fixture
def full(tmp_path):
    folder = tmp_path / "uit"
    (folder / "events").mkdir(parents=True)
    for name in ("manifest.json", "notes.txt", "events/run-0.parquet"):
        (folder / name).write_text("old")
    return folder


def test_out_is_not_overwritten(loopbrug, engine, full):
    answer = loopbrug(f"run dorp --out {full}")
    assert answer.status == 2 and "--force" in answer.err and engine.plans == []
    assert (full / "manifest.json").read_text() == "old"


def test_force_replaces_results_and_leaves_the_rest(loopbrug, full):
    assert loopbrug(f"run dorp --out {full} --force").status == 0
    assert (full / "notes.txt").read_text() == "old"
    assert not (full / "events/run-0.parquet").exists()


def test_an_empty_folder_is_fine(loopbrug, tmp_path):
    assert loopbrug(f"run dorp --out {tmp_path}").status == 0


def test_force_leaves_old_results_when_the_rest_is_wrong(loopbrug, full):
    assert loopbrug(f"run dorp --workers 1 --out {full} --force").status == 2
    assert (full / "manifest.json").read_text() == "old"


def test_out_in_a_missing_folder(loopbrug, tmp_path):
    answer = loopbrug(f"run dorp --out {tmp_path / 'no' / 'uit'}")
    assert answer.status == 2 and "does not exist" in answer.err


def test_out_is_a_file(loopbrug, tmp_path):
    path = tmp_path / "file"
    path.write_text("mine")
    answer = loopbrug(f"run dorp --out {path} --force")
    assert answer.status == 2 and "is a file" in answer.err and path.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_out_in_a_read_only_folder(loopbrug, tmp_path):
    tmp_path.chmod(0o500)
    answer = loopbrug(f"run dorp --out {tmp_path / 'uit'}")
    tmp_path.chmod(0o700)
    assert answer.status == 2 and "cannot be written to" in answer.err


def test_out_that_cannot_be_written(loopbrug, tmp_path, monkeypatch):
    def refuse(**_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("cli.out.tempfile.TemporaryFile", refuse)
    answer = loopbrug(f"run dorp --out {tmp_path}")
    assert answer.status == 2 and "Read-only file system" in answer.err


def test_a_picture_is_not_overwritten(loopbrug, tmp_path):
    path = tmp_path / "effect.svg"
    path.write_text("mine")
    answer = loopbrug(f"compare dorp --package gids --picture {path}")
    assert answer.status == 2 and "--force" in answer.err and path.read_text() == "mine"


def test_a_sentence_is_one_line_with_an_end():
    assert one_sentence("a\nb") == "A b."
    assert one_sentence("did you mean x?") == "Did you mean x?"
    assert one_sentence("a/b.yaml:3: no such lever") == "a/b.yaml:3: no such lever."
    assert one_sentence("") == "Something went wrong."
