"""Another package called sim is refused before anything of it is used."""

import os
import subprocess
import sys
from pathlib import Path

import cli
from cli.ours import stranger

ROOT = Path(cli.__file__).resolve().parents[1]


def test_ours_is_ours():
    assert stranger() == ""


def test_a_foreign_sim_ends_in_one_sentence_in_each_language(tmp_path):
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").write_text("raise RuntimeError('foreign code ran')")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    command, own = [sys.executable, "-m", "cli", "--help"], {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    dutch, english = done.stderr.splitlines()
    assert "in de weg" in dutch and "in the way" in english and str(tmp_path) in dutch
