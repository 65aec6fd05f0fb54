"""Every wrong argument: one clear sentence on stderr, nothing on stdout, exit status 2, and no run."""

import os
import re

import pytest

from cli.errors import one_sentence

PEOPLE = "tussen 1.000 en 10.000.000 gesimuleerde mensen", "between 1,000 and 10,000,000 simulated people"
# The line, and what must be said of it in Dutch and in English.
WRONG = [
    ("compair dorp", "er is geen opdracht 'compair'; bedoelt u 'compare'?", "did you mean 'compare'?"),
    ("fly", "kies uit: run, compare, show", "known are: run, compare, show"),
    ("--fly", "geen optie '--fly'", "no option '--fly'"),
    ("compare dorp --pakage gids", "bedoelt u '--package'?", "did you mean '--package'?"),
    ("compare dorp", "--package NAAM", "--package NAME"),
    ("compare", "nog een situatie", "a situation is missing"),
    ("run dorp extra", "'extra' is te veel", "'extra' is too much"),
    ("run drop", "bedoelt u 'dorp'?", "did you mean 'dorp'?"),
    ("run dorp --workers 999", *PEOPLE),
    ("run dorp --workers 10000001", *PEOPLE),
    ("run dorp --workers many", "--workers: 'many' is geen geheel getal", "--workers: 'many' is not a whole number"),
    ("run dorp --workers nan", "'nan' is geen geheel getal", "'nan' is not a whole number"),
    ("run dorp --workers", "achter --workers moet nog een waarde", "a value is missing behind --workers"),
    ("run dorp --months 0", "tussen 1 en 600 maanden", "between 1 and 600 months"),
    ("run dorp --months 601", "tussen 1 en 600 maanden", "between 1 and 600 months"),
    ("run dorp --months 1.5", "'1.5' is geen geheel getal", "'1.5' is not a whole number"),
    ("run dorp --runs 0", "tussen 1 en 10.000 runs", "between 1 and 10,000 runs"),
    ("run dorp --runs 10001", "tussen 1 en 10.000 runs", "between 1 and 10,000 runs"),
    ("run dorp --seed -1", "tussen 0 en", "between 0 and"),
    ("run dorp --seed 9223372036854775808", "tussen 0 en", "between 0 and"),
    ("run dorp --threads 0", "tussen 1 en 64 threads", "between 1 and 64 threads"),
    ("run dorp --threads 65", "tussen 1 en 64 threads", "between 1 and 64 threads"),
    ("run dorp --engine slow", "--engine: 'slow' kan niet; kies uit: fast, reference", "known are: fast, reference"),
    ("run dorp --force=ja", "--force staat alleen", "--force stands alone"),
    ("show barier", "bedoelt u 'barriers'?", "did you mean 'barriers'?"),
    ("show", "nog een lijst", "a list is missing"),
    ("compare dorp --package gids --picture effect.bmp", ".svg of .png of .pdf", ".svg or .png or .pdf"),
    ("compare dorp --package gids --picture /proc/effect.svg", "kan niet geschreven worden", "cannot be written"),
    ("compare dorp --package gids --picture nergens/effect.svg", "bestaat niet", "does not exist"),
]
# Words of the libraries underneath: none of them may reach a user.
FOREIGN = re.compile(
    r"value error|input should|invalid value|no such option|missing (argument|option|parameter)|got unexpected|"
    r"requires an argument|does not take|usage:|errno|traceback|pydantic|typer|click", re.IGNORECASE,
)  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("line", "nl", "en"), WRONG, ids=[line for line, *_ in WRONG])
def test_one_sentence_and_status_2(loopbrug, engine, line, nl, en, lang):
    answer = loopbrug(f"--lang {lang} {line}")
    assert answer.status == 2
    says = nl if lang == "nl" else en
    assert says.lower() in answer.err.lower()
    assert answer.err.count("\n") == 1 and not FOREIGN.search(answer.err)
    assert answer.out == ""
    assert engine.plans == []


@pytest.mark.parametrize("line", ["run drop --lang en", "--lang en run drop", "run --lang=en drop", "run --lang nl drop --lang en"])
def test_the_language_stands_wherever_it_likes(loopbrug, line):
    assert "did you mean" in loopbrug(line).err


def test_the_language_may_come_from_the_environment(loopbrug, monkeypatch):
    assert "bedoelt u" in loopbrug("run drop").err
    monkeypatch.setenv("LOOPBRUG_LANG", "en")
    assert "did you mean" in loopbrug("run drop").err and "Measure" in loopbrug("run dorp").out
    assert "bedoelt u" in loopbrug("run drop --lang nl").err
    monkeypatch.setenv("LOOPBRUG_LANG", "fr")
    answer = loopbrug("run dorp")
    assert answer.status == 2 and answer.err == "LOOPBRUG_LANG: 'fr' kan niet, kies nl of en.\n"
    assert loopbrug("run dorp --lang en").status == 0


@pytest.mark.parametrize(("line", "says"), [("run dorp --lang fr", "--lang: 'fr' kan niet"), ("run dorp --lang", "achter --lang")])
def test_a_language_that_there_is_not(loopbrug, engine, line, says):
    answer = loopbrug(line)
    assert answer.status == 2 and says in answer.err.lower() and engine.plans == []


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
    assert answer.status == 2 and "bestaat niet" in answer.err


def test_out_is_a_file(loopbrug, tmp_path):
    path = tmp_path / "file"
    path.write_text("mine")
    answer = loopbrug(f"run dorp --out {path} --force")
    assert answer.status == 2 and "is een bestand" in answer.err and path.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_out_in_a_read_only_folder(loopbrug, tmp_path):
    tmp_path.chmod(0o500)
    answer = loopbrug(f"run dorp --out {tmp_path / 'uit'}")
    tmp_path.chmod(0o700)
    assert answer.status == 2 and "kan niet geschreven worden" in answer.err


def test_out_that_cannot_be_written(loopbrug, tmp_path, monkeypatch):
    def refuse(**_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("cli.out.tempfile.TemporaryFile", refuse)
    answer = loopbrug(f"run dorp --out {tmp_path}")
    assert answer.status == 2 and "hier kan alleen gelezen worden" in answer.err
    assert "this can only be read" in loopbrug(f"run dorp --out {tmp_path} --lang en").err


def test_a_picture_is_not_overwritten(loopbrug, tmp_path):
    path = tmp_path / "effect.svg"
    path.write_text("mine")
    answer = loopbrug(f"compare dorp --package gids --picture {path}")
    assert answer.status == 2 and "--force" in answer.err and path.read_text() == "mine"


def test_a_sentence_is_one_line_with_an_end():
    assert one_sentence("a\nb") == "A b."
    assert one_sentence("did you mean x?") == "Did you mean x?"
    assert one_sentence("a/b.yaml:3: no such lever") == "a/b.yaml:3: no such lever."
    assert one_sentence("--runs: no") == "--runs: no."


@pytest.mark.parametrize(
    ("line", "nl", "en"),
    [
        ("show levers --taxonomy akkoord", "--taxonomy verandert de lijst", "--taxonomy does not change the list 'levers'"),
        ("show barriers --taxonomy ''", "er is geen indeling ''", "there is no taxonomy ''"),
    ],
)
def test_a_list_of_fourteen_that_does_not_fit(loopbrug, line, nl, en):
    for lang, said in (("nl", nl), ("en", en)):
        answer = loopbrug(f"{line} --lang {lang}")
        assert answer.status == 2 and said.lower() in answer.err.lower() and answer.out == ""
