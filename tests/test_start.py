"""start.py: what it hands over, and how it fails; no environment is made here."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def start(tmp_path, monkeypatch):
    """start.py as a module, with an environment of its own that does not exist yet."""
    monkeypatch.setenv("LOOPBRUG_VENV", str(tmp_path / "venv"))
    monkeypatch.chdir(tmp_path)
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_without_arguments_it_shows_the_comparison(start):
    command = start.command_for([])
    assert command[1:5] == ["-P", "-m", "cli", "compare"]
    assert (ROOT / "scenarios" / f"{command[5]}.yaml").exists()
    assert (ROOT / "scenarios/packages" / f"{command[command.index('--package') + 1]}.yaml").exists()


def test_arguments_go_to_loopbrug(start):
    assert start.command_for(["show", "levers"])[1:] == ["-P", "-m", "cli", "show", "levers"]


def test_test_goes_to_pytest_with_two_workers_unless_told(start):
    assert start.command_for(["test", "-k", "x"])[1:] == ["-m", "pytest", "-n", "2", "-k", "x"]
    assert start.command_for(["test", "-n", "0"])[1:] == ["-m", "pytest", "-n", "0"]
    assert Path.cwd() == ROOT


def test_half_made_is_not_ready(start):
    assert not start.ready()
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    assert not start.ready()
    start.STAMP.write_text("another pyproject.toml")
    assert not start.ready()
    start.STAMP.write_text(start.stamp())
    assert start.ready()


def test_a_folder_that_is_no_environment_is_left_alone(start, capsys):
    start.VENV.mkdir()
    mine = start.VENV / "thesis.txt"
    mine.write_text("mine")
    assert start.main([]) == 2
    assert "left alone" in capsys.readouterr().err and mine.read_text() == "mine"


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("error: dns error: failed to lookup address", "network"),
        ("ERROR: No matching distribution found for mesa", "network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("something else", "install.log"),
    ],
)
def test_a_failed_installation_ends_in_one_sentence(start, monkeypatch, capsys, output, says):
    def run(command, **_):
        start.VENV.mkdir(exist_ok=True)
        made = "venv" in command
        return subprocess.CompletedProcess(command, 0 if made else 1, "" if made else output)

    monkeypatch.setattr(start.subprocess, "run", run)
    monkeypatch.setattr(start.shutil, "which", lambda _: None)
    assert start.main([]) == 1
    error = capsys.readouterr().err.splitlines()
    assert says in error[-1] and len(error) == 3  # two lines said what was going on
    assert not start.ready()


def test_an_old_python_is_told_so(start, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main([]) == 1
    assert "3.11" in capsys.readouterr().err


def test_constraints_hold_no_addresses():
    assert "://" not in (ROOT / "constraints.txt").read_text()
