"""``loopbrug lattice``: questions to a finished folder and a table, one sentence for what cannot be, a real small lattice."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.__main__ import main
from experiments.lattice import table as tables
from experiments.lattice.table import table_of, write_table
from tests.experiments.lattice.made import made

PACKAGE = """
id: drie
nl: "Drie"
en: "Three"
grade: assumption
source: "made for a test"
levers:
  - {lever: neutral-guide, dose: 1.0}
  - {lever: tryout, dose: 1.0}
  - {lever: contract-first, dose: 1.0}
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.npz"
    write_table(table_of(made(5, noise=0.2)), file)
    return file


@pytest.mark.small
def test_the_answers_are_those_worked_out_by_hand(table, capsys):
    """Worth 10, 20, 30, 40, 50 alone, and 40 more when the first two are together: 190. Shapley: 30, 40, 30, 40, 50."""
    line = ["lattice", "nederland-2025", "--from", str(table), "--json", "--share", "0.5", "--given", "d01, D03"]
    assert main(line) == 0
    found = json.loads(capsys.readouterr().out)
    report = found["report"]
    assert [part["shapley"]["middle"] for part in report["parts"]] == pytest.approx([30, 40, 30, 40, 50], abs=0.5)
    assert report["verdict"] == "more" and report["together"]["extra"]["middle"] == pytest.approx(40, abs=0.5)
    assert (report["pairs"][0]["one"], report["pairs"][0]["other"]) == tuple(part["id"] for part in report["parts"][:2])
    assert report["smallest"]["size"] == 3
    assert report["next"]["options"][0]["part"] == 1 and report["next"]["certain"]  # D02: 20 and the 40 with D01
    assert len(found["shapley_by_seed"]["unemployment"]) == 8 and found["lattice"]["seeds"] == list(range(1, 9))


@pytest.mark.small
@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("nl", "Alleen samen? Samen brengen ze meer dan los|Na D01 brengt het meest: D02|zeker meer dan elke andere|8 werelden"),
        ("en", "Only together? Together they bring more|After D01 most is brought by D02|certainly more than any|8 worlds"),
    ],
)
def test_the_answer_can_be_read(table, capsys, lang, says):
    assert main(["lattice", "nederland-2025", "--from", str(table), "--given", "D01", "--lang", lang]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert all(one in said for one in says.split("|")), said


@pytest.mark.small
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "Voor nederland-2025 zit er geen tabel bij"),
        ("--from {table} --share 2", "--share: '2' kan niet"),
        ("--from {table} --share veel", "--share: 'veel' kan niet"),
        ("--from {table} --given D14", "--given: er is geen doorbraak 'D14'"),
        ("--from {table} --measure foo", "--measure: er is geen post 'foo'"),
        ("--from {table} --cost crossings", "--cost: er is geen post 'crossings'"),
        ("--from {table} --workers 2000", "--workers hoort bij --out"),
        ("--from {table} --out x", "Kies --out om te rekenen of --from om te vragen"),
        ("--from nergens", "In nergens staat geen lattice"),
        ("--out {table} --runs 1", "is een bestand, geef een map"),
        ("--out a/b --runs 1", "kan niet gemaakt worden"),
        ("--out x --workers 10", "--workers is 10"),
        ("--out x --given D99", "--given: er is geen doorbraak 'D99'"),
        ("--out x --package niets", "er is geen pakket 'niets'"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(table, tmp_path, monkeypatch, capsys, words, says):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tables, "FOUND", tmp_path / "none")
    assert main(["lattice", "nederland-2025", *words.format(table=table).split()]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and says.lower() in said.err.lower()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["table.npz"]


@pytest.mark.small
def test_a_table_of_another_situation_is_refused(table, capsys):
    assert main(["lattice", "nederland-2022", "--from", str(table), "--lang", "en"]) == 2
    assert "holds nederland-2025, not nederland-2022" in capsys.readouterr().err


def test_a_small_lattice_from_the_keyboard(own_cache, tmp_path, capsys):
    """Filled once, asked again without running, and its shares sum to the whole in each seed."""
    (tmp_path / "drie.yaml").write_text(PACKAGE, encoding="utf-8")
    folder = tmp_path / "out"
    line = ["lattice", "nederland-2025", "--out", str(folder), "--package", str(tmp_path / "drie.yaml"), "--workers", "1000",
            "--months", "14", "--runs", "2", "--processes", "1", "--json"]  # fmt: skip
    assert main(line) == 0
    first = capsys.readouterr().out
    assert sorted(file.name for file in folder.iterdir() if file.is_file()) == [
        "arms.parquet",
        "lock",
        "manifest.json",
        "table.npz",
    ]
    blocks = {file: file.stat().st_mtime_ns for file in folder.rglob("*.npy")}
    assert main(line) == 0 and capsys.readouterr().out == first
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*.npy")} == blocks
    found = json.loads(first)
    whole = found["report"]["together"]["whole"]["middle"]
    assert sum(part["shapley"]["middle"] for part in found["report"]["parts"]) == pytest.approx(whole, abs=1e-9)
    import duckdb

    rows = duckdb.sql(f"select * from '{folder / 'arms.parquet'}' order by arm").df()
    assert len(rows) == 8 and rows["lasting-crossings"][7] == pytest.approx(whole) and rows["net-public"][0] == 0
    assert rows["trusted-guide"].tolist() == [False, True] * 4


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(own_cache, tmp_path):
    folder = tmp_path / "out"
    command = [sys.executable, "-m", "cli", "lattice", "nederland-2025", "--out", str(folder), "--workers", "1000", "--months",
               "14", "--runs", "1"]  # fmt: skip
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, text=True)
    while not list(folder.glob("seed-*/arms-*.npy")) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(2)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130 and "0 van de 1 seeds zijn af" in said and "gaat verder" in said
    assert list(folder.glob("seed-*/arms-*.npy")) and not list(folder.glob("seed-*/.*"))
