"""start.py: what it hands over, and how it fails; no environment is made here."""

import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cli.__main__ import COMMANDS

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


def test_without_arguments_it_opens_the_sandbox(start):
    command = start.command_for([])
    assert command[1:] == ["-P", "-m", "cli", *start.NOTHING_ASKED]
    assert set(start.NOTHING_ASKED) <= set(COMMANDS)


def test_the_sandbox_is_among_what_is_installed(start):
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    asked = ",".join(extras[start.EXTRAS])
    assert "app" in asked and any(package.startswith("solara>") for package in extras["app"])


def test_readme_gives_the_two_commands_first_in_both_languages():
    dutch, english = (ROOT / "README.md").read_text(encoding="utf-8").split("\n# In English\n")
    for part in (dutch, english):
        lines = [line for line in part.splitlines() if line.startswith("python3 start.py")]
        assert lines[:2] == ["python3 start.py", "python3 start.py test"]


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
    said = capsys.readouterr().err
    assert "blijft zoals hij is" in said and "left alone" in said and mine.read_text() == "mine"


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("error: dns error: failed to lookup address", ("internetverbinding", "network")),
        ("ERROR: No matching distribution found for mesa", ("internetverbinding", "network")),
        ("OSError: [Errno 28] No space left on device", ("schijf is vol", "disk is full")),
        ("something else", ("install.log", "install.log")),
    ],
)
def test_a_failed_installation_ends_in_one_sentence_in_each_language(start, monkeypatch, capsys, output, says):
    def run(command, **_):
        start.VENV.mkdir(exist_ok=True)
        made = "venv" in command
        return subprocess.CompletedProcess(command, 0 if made else 1, "" if made else output)

    monkeypatch.setattr(start.subprocess, "run", run)
    monkeypatch.setattr(start.shutil, "which", lambda _: None)
    assert start.main([]) == 1
    error = capsys.readouterr().err.splitlines()
    assert says[0] in error[-2] and says[1] in error[-1] and len(error) == 4  # the first two said what was going on
    assert not start.ready()


def test_an_old_python_is_told_so(start, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main([]) == 1
    dutch, english = capsys.readouterr().err.splitlines()
    assert "3.11 of nieuwer" in dutch and "3.11 or newer" in english


def test_constraints_hold_no_addresses():
    assert "://" not in (ROOT / "constraints.txt").read_text()
