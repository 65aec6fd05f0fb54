"""Finished runs are safe: a real process is stopped, killed, or runs out of disk, and the folder tells the truth about it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sim

resource = pytest.importorskip("resource")  # POSIX has it

ROOT = Path(sim.__file__).resolve().parents[1]
MANY = "bank-naar-klas --workers 1000 --months 3 --runs 500 --threads 2"
ENOUGH = 600  # seconds; a machine that is busy may have to compile first
TABLES = {"events", "ledger", "people", "series"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and mounts are those of POSIX")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose burnt-in worlds are not the user's, with the engine that is compiled already."""
    kept = {"NUMBA_CACHE_DIR": os.environ["NUMBA_CACHE_DIR"], "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
    return {**os.environ, **kept, "PYTHONPATH": str(ROOT), "LOOPBRUG_LANG": "nl"}


def start(line: str, own: dict[str, str], **more: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli", *line.split()]
    return subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


@contextmanager
def halfway(out: Path, own: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that has finished a few of its many pairs and is at work on others."""
    process = start(f"compare {MANY} --set neutral-guide=1 --out {out}", own)
    until = time.monotonic() + ENOUGH
    while len(list(out.glob("events/run-*-package.parquet"))) < 3 and process.poll() is None:
        assert time.monotonic() < until, "no run was finished in time"
        time.sleep(0.05)
    assert process.poll() is None, process.communicate()
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def files(out: Path) -> list[Path]:
    return [file for file in out.rglob("*") if file.is_file()]


def worlds_written(out: Path) -> set[tuple[int, str]]:
    """(run, world) that every table has a file of; each file must be whole. No file may be of another run."""
    found: dict[str, set[tuple[int, str]]] = {}
    for table in TABLES:
        for file in (out / table).glob("*.parquet"):
            assert duckdb.read_parquet(str(file)).fetchall(), file
            _, run, world, *_ = file.stem.split("-")
            found.setdefault(table, set()).add((int(run), world))
    assert set(found) == TABLES
    everywhere = set.intersection(*found.values())
    assert set.union(*found.values()) == everywhere
    return everywhere


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_stop_keeps_what_is_finished(own, tmp_path, number):
    out = tmp_path / "uit"
    with halfway(out, own) as process:
        process.send_signal(number)
        process.send_signal(number)  # as `timeout` does, which tells the group and the process
        told, said = process.communicate(timeout=ENOUGH)
    assert process.returncode == 130
    manifest = json.loads((out / "manifest.json").read_text())
    runs = manifest["runs_finished"]
    assert 3 <= len(runs) < manifest["runs_asked"] == 500 and not manifest["complete"]
    assert worlds_written(out) == {(run, world) for run in runs for world in ("today", "package")}
    assert manifest["seeds"] == [run + 1 for run in runs]
    assert all(file.suffix in (".parquet", ".json", ".svg") for file in files(out))
    assert said.splitlines()[-1] == f"Gestopt; {len(runs)} van de 500 runs waren klaar en staan in {out}."
    assert f"{len(runs)} paren" in told


def test_a_stop_before_anything_is_finished(own, tmp_path):
    process = start(f"run nederland-2025 --workers 300000 --months 600 --runs 2 --threads 1 --out {tmp_path / 'uit'}", own)
    while not (tmp_path / "uit").exists():
        time.sleep(0.05)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    told, said = process.communicate(timeout=ENOUGH)
    assert process.returncode == 130 and told == ""
    assert said.splitlines()[-1].startswith("Gestopt") and "Traceback" not in said
    assert files(tmp_path / "uit") == []


def test_kill_leaves_whole_files_and_no_manifest(own, tmp_path):
    out = tmp_path / "uit"
    with halfway(out, own) as process:
        process.kill()
        process.communicate(timeout=ENOUGH)
    assert not (out / "manifest.json").exists()
    seen = 0
    for file in files(out):
        if file.suffix == ".parquet":
            assert duckdb.read_parquet(str(file)).fetchall(), file
            seen += 1
        else:  # what was being written bears another name than a result
            assert file.name.startswith(".") and file.suffix == ".tmp"
    assert seen >= 3 * 2 * len(TABLES)
    again = start(f"compare {MANY.replace('--runs 500', '--runs 1')} --set neutral-guide=1 --out {out} --force", own)
    assert again.wait(ENOUGH) == 0, again.communicate()
    again.communicate()
    assert worlds_written(out) == {(0, "today"), (0, "package")}
    assert not list(out.rglob("*.tmp"))


def assert_disk_was_full(process: subprocess.Popen[str], out: Path, says: str) -> None:
    told, said = process.communicate(timeout=ENOUGH)
    assert process.returncode == 1, said
    assert said.splitlines()[-1].startswith(says) and "Traceback" not in said
    assert told == ""
    assert not (out / "manifest.json").exists()
    assert all(file.suffix == ".parquet" for file in files(out))


def test_a_limit_on_files_is_a_full_disk(own, tmp_path):
    """People of the first run do not fit; nothing of that run is left."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    out = tmp_path / "uit"
    process = start(f"run {MANY} --out {out}", own, preexec_fn=limit)
    assert_disk_was_full(process, out, "Een bestand mag hier niet zo groot worden")
    assert files(out) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for a few runs."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("no file system may be mounted here; the limit on files and /dev/full are tested all the same")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_the_runs_that_fitted(own, small_disk):
    process = start(f"run {MANY} --out {small_disk}", own)
    assert_disk_was_full(process, small_disk, "De schijf is vol")
    assert worlds_written(small_disk)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("line", ["show levers --json", "--help", "show sources"])
def test_an_answer_that_cannot_be_written(own, line):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *line.split()], env=own, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr.startswith("De schijf is vol") and done.stderr.count("\n") == 1


def test_a_reader_that_has_seen_enough_is_no_mistake(own):
    process = start("show sources --json", own)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(ENOUGH) == 0
    assert process.stderr.read() == ""


