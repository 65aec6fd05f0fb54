"""Getting the engine ready: after it, nothing is left to compile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
from sim.warm import is_warm, warm
assert not is_warm()
warm()
assert is_warm()
"""
AFTER = """
from sim.runs import RunPlan, run_worlds
from sim.scenario import read_package, read_situation
from sim.warm import is_warm
assert is_warm()
place = read_situation("noordoost-brabant-contractcatering")
run_worlds(RunPlan(place, read_package("persoonlijke-begeleiding-25", place), 1000, 13, 1, 1, threads=2))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_after_warming_up_a_run_compiles_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "compiled"), "XDG_CACHE_HOME": str(tmp_path / "worlds")}
    for script in (RUN, AFTER):
        done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        kept = sorted(str(file) for file in (tmp_path / "compiled").rglob("*.nbc"))
        if script is RUN:
            after_warming_up = kept
    assert len(after_warming_up) > 100
    assert kept == after_warming_up
