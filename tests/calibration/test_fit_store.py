"""Runs survive a kill, are never made twice, and are refused by another model."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from calibration.fit.evaluate import Runner
from calibration.fit.space import FitError, Space
from calibration.fit.store import Store
from sim.reading import InputError
from tests.calibration.toys import box, linear, names

ROOT = Path(__file__).parents[2]
SPACE = box(3)
POINTS = SPACE.values(np.random.default_rng(1).random((12, 3)))

# Runs 40 slow points and tells after each how many stand.
CHILD = """
import sys
from pathlib import Path
import numpy as np
from calibration.fit.evaluate import Runner
from calibration.fit.store import Store
from tests.calibration.toys import box, names, slow

if __name__ == "__main__":
    space = box(3)
    points = space.values(np.random.default_rng(1).random((40, 3)))
    with Store(Path(sys.argv[1]), space, names(1), "toy") as store:
        tell = lambda done, total: print(done, flush=True)
        Runner(slow, names(1), store, processes=int(sys.argv[2]), progress=tell).run(points, range(40), "wave-1")
"""


def opened(file: Path, space: Space = SPACE, m: int = 4, model: str = "toy 1") -> Store:
    return Store(file, space, names(m), model)


def test_what_is_written_reads_back_as_it_was_run(tmp_path: Path) -> None:
    with opened(tmp_path / "runs.csv") as store:
        store.add("screen", POINTS[0], 2**31 - 1, np.array([1.5, np.nan, -2e-9, 1e6]))
        store.add("wave-1", POINTS[1], 4, np.arange(4.0))
    with opened(tmp_path / "runs.csv") as store:
        runs = store.runs()
        assert runs.values.tolist() == POINTS[:2].tolist()  # to the last bit: a run can be repeated from the file
        assert runs.seeds.tolist() == [2**31 - 1, 4]
        np.testing.assert_array_equal(runs.summaries, [[1.5, np.nan, -2e-9, 1e6], [0, 1, 2, 3]])
        assert store.runs("wave-1").seeds.tolist() == [4]
        assert store.runs("wave-9").values.shape == (0, 3)


def test_a_run_that_stands_is_not_made_again(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with opened(tmp_path / "runs.csv") as store:
        first = Runner(linear, names(4), store).run(POINTS[:5], range(5), "wave-1")
    with opened(tmp_path / "runs.csv") as store:
        again = Runner(linear, names(4), store, progress=lambda done, total: told.append((done, total)))
        everything = again.run(POINTS, range(12), "wave-1")
        assert again.done == 7 and len(store) == 12
        other_seed = again.run(POINTS[:1], [99], "wave-1")
        assert again.done == 8 and other_seed.summaries[0, 0] != everything.summaries[0, 0]
    assert told[:2] == [(5, 12), (6, 12)] and told[7] == (12, 12)
    np.testing.assert_array_equal(everything.summaries[:5], first.summaries)


def test_a_full_disk_leaves_whole_lines_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with opened(tmp_path / "runs.csv") as store:
        store.add("wave-1", POINTS[0], 1, np.arange(4.0))
        with monkeypatch.context() as full:
            full.setattr(os, "write", lambda file, line: write(file, line[:10]))
            with pytest.raises(OSError, match="No space"):
                store.add("wave-1", POINTS[1], 2, np.arange(4.0))
        store.add("wave-1", POINTS[2], 3, np.arange(4.0))
    with opened(tmp_path / "runs.csv") as store:
        assert store.runs().seeds.tolist() == [1, 3]


def test_a_torn_last_line_is_dropped_and_made_again(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    with opened(file) as store:
        Runner(linear, names(4), store).run(POINTS[:3], range(3), "wave-1")
    file.write_bytes(file.read_bytes()[:-9])
    with opened(file) as store:
        assert len(store) == 2
        Runner(linear, names(4), store).run(POINTS[:3], range(3), "wave-1")
    with opened(file) as store:
        assert len(store) == 3 and sorted(store.runs().seeds.tolist()) == [0, 1, 2]


def test_a_kill_while_the_first_line_is_written_leaves_a_store_that_opens(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    with opened(file):
        pass
    file.write_bytes(file.read_bytes()[:20])
    with opened(file) as store:
        assert len(store) == 0


@pytest.mark.parametrize(
    ("space", "m", "model", "nl", "en"),
    [
        (SPACE, 4, "toy 2", "een andere versie van het model", "another version of the model"),
        (box(3, high=6), 4, "toy 1", "andere vrije parameters", "other free parameters"),
        (SPACE, 3, "toy 1", "andere metingen", "other measurements"),
    ],
)
def test_a_store_of_something_else_is_refused_and_left_alone(
    tmp_path: Path, space: Space, m: int, model: str, nl: str, en: str
) -> None:
    file = tmp_path / "runs.csv"
    with opened(file):
        pass
    before = file.read_bytes()
    with pytest.raises(FitError) as refused, opened(file, space, m, model):
        pass
    assert nl in refused.value.both.nl and en in refused.value.both.en
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"name,value\n1,2\n", b"no line at all", b"[1]\n", b"\xff\xfe\n"])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "runs.csv"
    file.write_bytes(content)
    with pytest.raises(FitError, match="no file with runs"), opened(file):
        pass
    assert file.read_bytes() == content


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    with opened(file) as store:
        store.add("wave-1", POINTS[0], 1, np.arange(4.0))
    file.write_text(file.read_text() + "wave-1,2,3\n")
    with pytest.raises(FitError, match="line 3"), opened(file):
        pass


def test_the_second_of_two_is_refused_with_the_process_that_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    with opened(file):
        with pytest.raises(InputError, match=f"in use by process {os.getpid()}"), opened(file):
            pass
        with opened(tmp_path / "other.csv"):
            pass
    with opened(file):  # let go of
        pass


@pytest.mark.parametrize(("stop", "processes"), [(signal.SIGKILL, 1), (signal.SIGINT, 2)])
def test_a_stop_in_the_middle_costs_at_most_the_run_in_hand(tmp_path: Path, stop: signal.Signals, processes: int) -> None:
    from tests.calibration.toys import slow

    file, script = tmp_path / "runs.csv", tmp_path / "child.py"
    script.write_text(CHILD)
    child = subprocess.Popen(
        [sys.executable, str(script), str(file), str(processes)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdout is not None
    told = 0
    for line in child.stdout:
        told = int(line)
        if told == 8:
            child.send_signal(stop)
            break
    child.stdout.close()
    child.wait(timeout=60)
    space, m = box(3), names(1)
    points = space.values(np.random.default_rng(1).random((40, 3)))
    with Store(file, space, m, "toy") as store:  # the lock of a dead process holds nobody up
        stood = len(store)
        assert 8 <= stood < 40
        resumed = Runner(slow, m, store)
        found = resumed.run(points, range(40), "wave-1")
        assert resumed.done == 40 - stood
    np.testing.assert_allclose(found.summaries[:, 0], points.sum(1) + np.arange(40), rtol=1e-5)
