"""The grid that estimates rest on: what is computed, that it is what a comparison finds, and when it may not be used."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sandbox import state
from sandbox.grid import grid as grids
from sandbox.grid import make
from sandbox.grid.grid import ENDS, MADE_BY, Grid, doses_of, name_of
from sim import HOME
from sim.policies.catalogue import levers

small = pytest.mark.small


def made_up(situation: str = "nederland-2025", pairs: int = 3) -> Grid:
    """Two half-years, so two points and five ends: the guide brings 10 and 20 people at half a dose, 30 and 60 at a full one."""
    grid = grids.empty(situation, 1_000)
    grid.months, grid.weight = 12, 100.0
    grid.seeds = list(range(1, pairs + 1))
    grid.effects = {
        "neutral-guide=0.5": [[10.0 + k, 20.0 + k, 5, 0.1, 0, 0, 1] for k in range(pairs)],
        "neutral-guide=1": [[30.0 + k, 60.0 + k, 9, 0.3, 0, 0, 3] for k in range(pairs)],
        "gids-en-traineeship": [[100.0, 200.0 + k, 50, 1.5, -0.1, 0, 9] for k in range(pairs)],
    }  # fmt: skip
    return grid


@small
def test_a_curve_has_todays_dose_the_ends_and_one_between_on_the_levers_own_steps():
    assert doses_of(levers()["neutral-guide"]) == [0.0, 0.5, 1.0]
    assert doses_of(levers()["guide-caseload"]) == [20.0, 35.0, 50.0, 60.0]  # fewer people a guide is better; today is 50
    for lever in state.acting_levers().values():
        doses = doses_of(lever)
        assert {lever.low, lever.default, lever.high} <= set(doses) and doses == sorted(doses) and 3 <= len(doses) <= 4
        assert all(round((dose - lever.low) / lever.step, 6) == round((dose - lever.low) / lever.step) for dose in doses), lever.id


@small
def test_a_dose_between_two_that_were_computed_lies_on_the_line_between_their_effects():
    grid, lever = made_up(), levers()["neutral-guide"]
    assert grid.at(lever, 0.0).tolist() == grid.none().tolist()
    assert grid.at(lever, 0.25)[0].tolist() == [5, 10, 2.5, 0.05, 0, 0, 0.5]
    assert grid.at(lever, 0.5)[1, :2].tolist() == [11, 21]
    assert grid.at(lever, 0.75)[0, :2].tolist() == [20, 40]
    assert grid.at(lever, 1.0)[2, :2].tolist() == [32, 62]


@small
def test_what_is_kept_reads_back_and_the_same_grid_gives_the_same_bytes(tmp_path: Path):
    grid = made_up()
    grids.write(grid, tmp_path)
    first = grids.file_of(grid.situation, tmp_path).read_bytes()
    again = grids.read(grid.situation, tmp_path)
    assert again is not None and again.seeds == [1, 2, 3] and again.rows("neutral-guide=1")[1, 1] == 61
    grids.write(again, tmp_path)
    assert grids.file_of(grid.situation, tmp_path).read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == ["nederland-2025.json.gz"]


@small
def test_a_grid_of_another_engine_or_other_sets_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    grids.write(made_up(), tmp_path)
    assert grids.read("nederland-2025", tmp_path) is not None
    monkeypatch.setattr(grids, "_engine", lambda: "another")
    assert grids.read("nederland-2025", tmp_path) is None


@small
@pytest.mark.parametrize("content", [b"", b"no gzip", *(gzip.compress(text, mtime=0) for text in (b"no", b"[1]", b'{"x": 1}'))])
def test_a_grid_that_cannot_be_read_is_no_grid(content: bytes, tmp_path: Path):
    assert grids.read("nederland-2025", tmp_path) is None
    grids.file_of("nederland-2025", tmp_path).write_bytes(content)
    assert grids.read("nederland-2025", tmp_path) is None


@small
def test_every_module_that_a_run_is_made_by_counts_for_the_fingerprint():
    code = "import sys, sim.world, sim.measures; print(*[m.__file__ for n, m in sys.modules.items() if n.startswith('sim.')])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME.parent).stdout
    counted = {file for pattern in MADE_BY for file in HOME.glob(pattern)}
    words_and_reading = {HOME / name for name in ("faults.py", "reading.py", "words.py")}  # make no number of the grid
    assert {Path(file) for file in said.split()} - counted == words_and_reading


def test_a_row_is_what_a_comparison_of_the_same_pair_finds():
    from sim.runs import RunPlan, run_worlds

    place, people = state.all_situations()["nederland-2025"], 1_000
    package = state.all_packages()["gids-en-traineeship"]
    start = make.burnt_in_world(place, people, 1)
    row = make.columns(make.run(start, package, 24)) - make.columns(make.run(start, None, 24))
    today, other = run_worlds(RunPlan(place, package, people, 24, 1, 1))
    weight = place.people / people
    assert row.size == 24 // 6 + len(ENDS)
    assert weight * row[3] == pytest.approx(other.measures["lasting-crossings"] - today.measures["lasting-crossings"])
    for k, name in enumerate(ENDS[:-1]):
        assert row[4 + k] == pytest.approx(other.measures[name] - today.measures[name]), name
    assert row[-1] > 0  # guides and traineeships are paid for


def test_broken_off_it_goes_on_where_it_stopped_and_begins_anew_for_another_size(tmp_path, monkeypatch, capsys):
    found = {"neutral-guide=1": [1.0, 2.0], "gids-en-traineeship": [3.0, 4.0]}
    asked: list[tuple[str, int, int]] = []

    class Pool:  # what was asked for, without running a labour market
        def __init__(self, *_: object) -> None: ...
        def __enter__(self):
            return self

        def __exit__(self, *_: object) -> None: ...
        def submit(self, effects, *job):
            asked.append(job)
            done = make.as_completed.__globals__["Future"]()
            done.set_result(found)
            return done

    monkeypatch.setattr(make, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(make, "warm", lambda: None)
    monkeypatch.setattr(make.grids, "read", lambda name, folder=tmp_path, read=grids.read: read(name, folder))
    monkeypatch.setattr(make.grids, "write", lambda grid, folder=tmp_path, write=grids.write: write(grid, folder))
    make.make(["nederland-2025"], 1_000, 2, 1)
    make.make(["nederland-2025"], 1_000, 3, 1)
    assert sorted(job[2] for job in asked) == [1, 2, 3]
    kept = json.loads(gzip.decompress(grids.file_of("nederland-2025", tmp_path).read_bytes()))
    assert kept["seeds"] == [1, 2, 3] and np.shape(kept["effects"]["neutral-guide=1"]) == (3, 2)
    make.make(["nederland-2025"], 2_000, 2, 1)
    assert [job[1:] for job in asked[3:]] == [(2_000, 1), (2_000, 2)]
    assert make.main(["--situation", "nederland-2025", "--check"]) == 0 and "2 pairs of 2000 people" in capsys.readouterr().out
    assert make.main(["--situation", "bank-naar-klas", "--check"]) == 1 and "old or missing" in capsys.readouterr().out


@small
def test_the_order_in_which_pairs_are_done_makes_no_difference():
    grid = grids.empty("nederland-2025", 1_000)
    for seed in (2, 3, 1):
        make._add(grid, seed, {"neutral-guide=1": [10.0 * seed]})
    assert grid.seeds == [1, 2, 3] and grid.effects["neutral-guide=1"] == [[10.0], [20.0], [30.0]]


@small
def test_a_wrong_word_is_one_sentence_in_both_languages_and_status_2(capsys):
    assert make.main(["--situation", "nederland-2052"]) == 2
    said = capsys.readouterr().err
    assert "nederland-2052" in said and len(said.strip().splitlines()) == 1 and " / " in said
    with pytest.raises(SystemExit) as left:
        make.main(["--pairs", "1"])
    assert left.value.code == 2 and "een heel getal van 2 tot 200 / a whole number from 2 to 200" in capsys.readouterr().err


@small
def test_all_that_is_asked_is_each_lever_alone_and_each_package_that_fits():
    asked = dict(make.asked_of("bank-naar-klas"))
    assert {name for name in asked if "=" not in name} == {p for p in state.all_packages() if state.fits(p, "bank-naar-klas")}
    alone = asked[name_of("neutral-guide", 0.5)]
    assert [(use.lever, use.dose, use.start_month) for use in alone.levers] == [("neutral-guide", 0.5, 0)]
    assert "neutral-guide=0" not in asked  # today
