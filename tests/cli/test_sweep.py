"""``loopbrug sweep``: a file in, a folder out that goes on where it was; one sentence for what cannot be."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.__main__ import main
from cli.sweep import duration
from experiments.processes import Broken
from experiments.sweep import sweep as sweeps
from experiments.sweep.job import Job, Outcome, cells_of
from experiments.sweep.table import query

SPEC = """
id: klein
nl: "Klein"
en: "Small"
situations: [nederland-2025]
packages: [none]
levers: {neutral-guide: [0.5, 1]}
runs: 2
workers: 1000
months: 2
"""


def made_up(job: Job, tell: Any = None) -> Outcome:
    """A package that adds the seed and a hundred for each arm, whatever is measured."""
    values = np.zeros((len(job.arms), len(cells_of(job.situation)), 2))
    values[:, :, 1] = job.seed + 100 * (1 + np.arange(len(job.arms)))[:, None]
    return Outcome(job.name, values, True)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a line in an empty folder with a small sweep in it, without worlds; (status, out, err)."""
    (tmp_path / "klein.yaml").write_text(SPEC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOOPBRUG_LANG", raising=False)
    monkeypatch.setattr("experiments.sweep.sweep.run", made_up)
    monkeypatch.setattr(sweeps, "warm", lambda: None)
    monkeypatch.setattr(sweeps, "measured_nanoseconds", lambda situation, workers: 200.0)

    def line(words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(words.split())
        told = capsys.readouterr()
        return status, told.out, told.err

    return line


def test_the_table_and_the_folder(call: Any) -> None:
    status, out, err = call("sweep klein.yaml --out uit --processes 1")
    assert (status, err) == (0, "")
    flat = " ".join(out.split())
    assert "Klein: 4 paren in 2 delen, waarvan 0 al klaar." in flat
    assert "Nog te rekenen: 6 werelden" in flat and "Dat is een schatting" in flat and "200 nanoseconden" in flat
    assert "none neutral-guide=0.5 +102 +101 … +102" in flat and "none neutral-guide=1 +202" in flat
    assert "Herhaal: loopbrug sweep klein.yaml --out uit" in flat
    assert set(query(Path("uit"))["seed"]) == {1, 2}


def test_arms_stand_in_the_order_of_the_file(call: Any) -> None:
    text = SPEC.replace("{neutral-guide: [0.5, 1]}", "{first-100-days: [12, 6, 3]}")
    Path("klein.yaml").write_text(text, encoding="utf-8")
    told = json.loads(call("sweep klein.yaml --out uit --processes 1 --json")[1])
    assert [row["arm"] for row in told["effects"]] == ["none first-100-days=12", "none first-100-days=6", "none first-100-days=3"]


def test_again_runs_nothing(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("sweep klein.yaml --out uit --processes 1")[0] == 0
    monkeypatch.setattr("experiments.sweep.sweep.run", None)
    status, out, _ = call("sweep klein.yaml --out uit --processes 1 --lang en")
    assert status == 0 and "Small: 4 pairs in 2 parts, of which 2 finished already." in out
    assert "Left to run" not in out and "none neutral-guide=1" in out


def test_json_is_one_document(call: Any) -> None:
    status, out, _ = call("sweep klein.yaml --out uit --processes 1 --runs 1 --json")
    told = json.loads(out)
    assert status == 0 and (told["jobs"], told["jobs_finished"], told["complete"], told["stopped"]) == (1, 1, True, False)
    assert told["cost"]["pairs"] == 2 and told["cost"]["worlds"] == 3 and told["cost"]["grade"] == "estimate"
    assert [(row["arm"], row["effect"]) for row in told["effects"]] == [
        ("none neutral-guide=0.5", 101.0), ("none neutral-guide=1", 201.0),
    ]  # fmt: skip
    assert told["command"] == "loopbrug sweep klein.yaml --runs 1 --out uit"


def test_the_cost_is_told_without_running(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.sweep.sweep.run", None)
    status, out, err = call("sweep klein.yaml --cost --processes 2 --workers 1000000 --months 60 --runs 100")
    assert (status, err) == (0, "") and not Path("uit").exists()
    # A job has both arms and today: 300 worlds of 60 months, and 100 burn-ins of 72, at 200 nanoseconds: 84 minutes.
    hours = (300 * 60 + 100 * 72) * 1e6 * 200e-9 / 3600
    assert hours == pytest.approx(84 / 60)
    assert "ongeveer 84 minuten" in " ".join(out.split()) and "Met 2 processen ongeveer 42 minuten" in " ".join(out.split())


@pytest.mark.parametrize(
    ("line", "nl", "en"),
    [
        ("sweep", "achter sweep moet nog een reeks staan", "a sweep is missing"),
        ("sweep klein.yaml", "--out uit", "--out results"),
        ("sweep klien --out uit", "er is geen reeks 'klien'", "there is no sweep 'klien'"),
        ("sweep er-niet.yaml --out uit", "dit bestand is er niet", "there is no such file"),
        ("sweep klein.yaml --out klein.yaml", "is een bestand, geef een map", "is a file, give a folder"),
        ("sweep klein.yaml --out er/niet", "bestaat niet", "does not exist"),
        ("sweep klein.yaml --out uit --runs 0", "tussen 1 en 10.000 runs", "between 1 and 10,000 runs"),
        ("sweep klein.yaml --out uit --clustre local", "bedoelt u '--cluster'?", "did you mean '--cluster'?"),
        ("sweep klein.yaml --out .", "noemt geen map", "names no folder"),
    ],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_one_sentence_and_status_2(call: Any, line: str, nl: str, en: str, lang: str) -> None:
    status, out, err = call(f"{line} --lang {lang}")
    assert (status, out) == (2, "") and err.count("\n") == 1
    assert (nl if lang == "nl" else en).lower() in err.lower()
    assert not Path("uit").exists()


def test_a_folder_of_another_sweep_is_refused_and_kept(call: Any) -> None:
    assert call("sweep klein.yaml --out uit --processes 1")[0] == 0
    status, out, err = call("sweep klein.yaml --out uit --processes 1 --runs 3")
    assert (status, out) == (2, "")
    assert err == "De map uit is van een andere reeks; kies een andere, of verwijder deze.\n"
    assert len(list(Path("uit").rglob("*.parquet"))) == 2


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt(), 130), (Broken("De zaak viel om", "It fell over"), 1)])
def test_what_is_finished_is_told_when_it_ends_early(
    call: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    def once(job: Job, tell: Any) -> Outcome:
        if job.seed == 2:
            raise error
        return made_up(job)

    monkeypatch.setattr("experiments.sweep.sweep.run", once)
    ended, out, err = call("sweep klein.yaml --out uit --processes 1")
    assert ended == status and "none neutral-guide=1 " in " ".join(out.split())
    last = err.splitlines()[-1]
    assert last == "Gestopt; klaar: 1 van de 2 delen, in uit. Met dezelfde opdracht gaat het verder."
    assert ("De zaak viel om." in err) == (status == 1)
    assert not json.loads(Path("uit/manifest.json").read_text())["complete"]


def test_how_long_is_said_as_roughly_as_it_is_known() -> None:
    said = [duration(hours, "nl") for hours in (0.001, 0.2, 1.4, 3.26, 1400.2)]
    assert said == ["een minuut", "12 minuten", "84 minuten", "3,3 uur", "1.400 uur"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_keeps_what_is_finished_and_it_goes_on(own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))
    (tmp_path / "klein.yaml").write_text(SPEC.replace("runs: 2", "runs: 40"), encoding="utf-8")
    line = [sys.executable, "-m", "cli", "sweep", "klein.yaml", "--out", "uit", "--processes", "2", "--lang", "en"]
    root = str(Path(main.__code__.co_filename).resolve().parents[1])
    monkeypatch.setenv("PYTHONPATH", root)
    process = subprocess.Popen(line, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 600
    while len(list(tmp_path.rglob("*.parquet"))) < 2 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=600)
    kept = {file.name for file in tmp_path.rglob("*.parquet")}
    assert process.returncode == 130 and 2 <= len(kept) < 40, said
    assert said.splitlines()[-1].startswith(f"Stopped; finished: {len(kept)} of the 40 parts, in uit.")
    assert "Traceback" not in said and not list(tmp_path.rglob("*.tmp"))
    again = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert again.returncode == 0, again.stderr
    assert f"of which {len(kept)} finished already" in again.stdout
    assert len(list(tmp_path.rglob("*.parquet"))) == 40 and json.loads((tmp_path / "uit/manifest.json").read_text())["complete"]
