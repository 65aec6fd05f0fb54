"""The folder of a sweep: a result is written once and whole, goes on where it was, and never mixes with another's."""

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim.output
from experiments.sweep.job import Job, Outcome, cells_of
from experiments.sweep.spec import read_sweep
from experiments.sweep.store import Store
from experiments.sweep.sweep import left, run_sweep
from experiments.sweep.table import effects, query
from sim.posterior import number_of
from sim.reading import InputError
from tests.experiments.sweep.made import TINY, tiny, written


def made_up(job: Job, tell: Any = None) -> Outcome:
    """An outcome without a world: today is the seed, the package adds the place of the arm."""
    cells = len(cells_of(job.situation))
    places = np.arange(job.first, job.first + len(job.arms), dtype=float)
    values = np.full((len(job.arms), cells, 2), float(job.seed))
    values[:, :, 1] += places[:, None]
    values[:, -1, 1] = np.nan  # of the last cell nobody knows
    return Outcome(job.name, values, True)


@pytest.fixture(autouse=True)
def no_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.sweep.sweep.run", made_up)
    monkeypatch.setattr("experiments.sweep.sweep.warm", lambda: None)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.parquet")}


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def whole(folder: Path, out: Path, **changes: Any) -> None:
    with Store(out, tiny(folder, **changes), "loopbrug sweep reeks.yaml --out uit") as store:
        run_sweep(store, left(store.sweep, store))


def test_rows_are_tidy_and_can_be_traced(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    whole(tmp_path, out)
    table, said = query(out), manifest(out)
    cells = len(cells_of(tiny(tmp_path).situations[0]))
    assert len(table) == 3 * 4 * (cells - 1)
    assert list(table.columns) == [
        "sweep", "seed", "set", "settled", "package", "arm", "dose_neutral_guide", "dimension", "member", "measure", "unit",
        "today", "with_package", "effect", "situation",
    ]  # fmt: skip
    assert set(table["sweep"]) == {said["id"]} and set(table["situation"]) == {"nederland-2025"}
    assert {(int(seed), int(number)) for seed, number in table[["seed", "set"]].drop_duplicates().to_numpy()} == {
        (seed, number_of(seed)) for seed in (1, 2, 3)
    }  # fmt: skip
    assert (table["today"] == table["seed"]).all()
    by_arm = table.groupby("arm")["effect"].unique().map(list).to_dict()
    assert by_arm == {
        "none neutral-guide=0.5": [0.0], "none neutral-guide=1": [1.0],
        "gids-en-traineeship neutral-guide=0.5": [2.0], "gids-en-traineeship neutral-guide=1": [3.0],
    }  # fmt: skip
    assert set(table[table["arm"] == "none neutral-guide=0.5"]["dose_neutral_guide"]) == {0.5}
    assert (said["jobs"], said["jobs_finished"], said["complete"], said["pairs"]) == (3, 3, True, 12)
    assert set(said["identity"]) == {"version", "model", "parameter_sets", "sweep", "situations", "packages"}


def test_effects_are_those_of_the_rows(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    with Store(out, tiny(tmp_path)) as store:
        for job in store.sweep.jobs():
            outcome = made_up(job)
            outcome.values[0, :, 1] = job.seed + 10.0 * job.seed  # effects of the first arm: 10, 20, 30
            store.add(job, outcome)
    row = effects(out, "lasting-crossings").set_index("arm").loc["none neutral-guide=0.5"]
    assert (row["pairs"], row["mean"], row["effect"]) == (3, 20.0, 20.0)
    assert row["noise"] == pytest.approx(10 / 3**0.5)  # a standard deviation of 10 over the root of three
    assert (row["low80"], row["high80"]) == pytest.approx((12.0, 28.0))
    assert len(effects(out, "lasting", "age")) == 4 * 6


def test_a_dose_that_an_arm_does_not_set_is_empty(tmp_path: Path) -> None:
    text = TINY.replace("[0.5, 1]", "[0.5, 1]\n  first-100-days: [6]\ngrid: one-by-one").replace("none, ", "")
    with Store(tmp_path / "uit", read_sweep(written(tmp_path, text))) as store:
        run_sweep(store, left(store.sweep, store))
    found = query(tmp_path / "uit", "select distinct dose_neutral_guide, dose_first_100_days from results order by all nulls last")
    assert found.astype(object).where(found.notna(), None).to_numpy().tolist() == [[0.5, None], [1.0, None], [None, 6.0]]


def test_it_goes_on_where_it_was_and_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole(tmp_path, tmp_path / "whole")
    out, ran = tmp_path / "parts", []

    def second_stops(job: Job, tell: Any = None) -> Outcome:
        ran.append(job.name)
        if len(ran) == 2:
            raise KeyboardInterrupt
        return made_up(job)

    monkeypatch.setattr("experiments.sweep.sweep.run", second_stops)
    with Store(out, tiny(tmp_path)) as store, pytest.raises(KeyboardInterrupt):
        run_sweep(store, left(store.sweep, store))
    assert len(files(out)) == 1 and not manifest(out)["complete"] and manifest(out)["jobs_finished"] == 1
    before = files(out)
    with Store(out, tiny(tmp_path)) as store:
        assert run_sweep(store, left(store.sweep, store)) == 2
    assert len(ran) == 4 and len(set(ran)) == 3  # the one that broke off was run again, the finished one was not
    assert manifest(out)["complete"] and before.items() <= files(out).items()
    pd.testing.assert_frame_equal(*(query(folder, "from results order by all") for folder in (out, tmp_path / "whole")))
    with Store(out, tiny(tmp_path)) as store:
        assert left(store.sweep, store) == []


def test_a_full_disk_keeps_what_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, real = tmp_path / "uit", sim.output.os.replace

    def full(source: Path, target: Path) -> None:
        if "seed-2" in str(target):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(sim.output.os, "replace", full)
        with Store(out, tiny(tmp_path)) as store, pytest.raises(OSError, match="No space"):
            run_sweep(store, left(store.sweep, store))
    assert [name.split("/")[-1].split("-set")[0] for name in files(out)] == ["seed-1"]
    assert [file for file in out.rglob("*") if file.name.endswith(".tmp")] == []
    whole(tmp_path, out)
    assert len(files(out)) == 3 and manifest(out)["complete"]


@pytest.mark.parametrize(
    ("change", "nl", "en"),
    [
        (
            lambda said: said["identity"].update(version="0.0.9"),
            "een andere versie van Loopbrug (0.0.9)",
            "another version",
        ),
        (
            lambda said: said["identity"].update(model="0"),
            "een andere rekenkern of andere cijfers",
            "another engine or other figures",
        ),
        (lambda said: said["identity"].update(parameter_sets="0"), "andere parametersets", "other parameter sets"),
        (lambda said: said["identity"]["sweep"].update(runs=9), "een andere reeks", "another sweep"),
        (lambda said: said["identity"]["packages"].update({"gids-en-traineeship": "0"}), "een pakket dat", "a package that"),
        (lambda said: said["identity"]["situations"].update({"nederland-2025": "0"}), "een situatie die", "a situation that"),
    ],
)
def test_what_another_left_is_refused_by_name(tmp_path: Path, change: Callable[[Any], None], nl: str, en: str) -> None:
    out = tmp_path / "uit"
    whole(tmp_path, out)
    said, before = manifest(out), files(out)
    change(said)
    (out / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(InputError) as wrong, Store(out, tiny(tmp_path)):
        pass
    assert f"{out} is van {nl}" in wrong.value.both.nl and f"{out} is of {en}" in wrong.value.both.en
    assert files(out) == before and manifest(out) == said


def test_another_spec_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    whole(tmp_path, out)
    with pytest.raises(InputError, match="is of another sweep"), Store(out, tiny(tmp_path, runs=4)):
        pass


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json"])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    out = tmp_path / "uit"
    out.mkdir()
    (out / name).write_text('{"version": "0.1.0"}', encoding="utf-8")
    with pytest.raises(InputError, match="is not empty and not of a sweep"), Store(out, tiny(tmp_path)):
        pass
    assert (out / name).read_text(encoding="utf-8") == '{"version": "0.1.0"}'
    assert {file.name for file in out.iterdir()} <= {name, ".lock"}


def test_two_in_one_folder_the_second_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from experiments.sweep.spec import read_sweep\nfrom experiments.sweep.store import Store\n"
        f"with Store(Path({str(out)!r}), read_sweep(Path({str(written(tmp_path))!r}))):\n"
        "    print('held', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout and other.stdin
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(InputError, match=f"{out} is in use by process {other.pid}"), Store(out, tiny(tmp_path)):
            pass
    finally:
        other.communicate("\n", timeout=60)
    with Store(out, tiny(tmp_path)) as store:
        assert store.finished == set()


def test_a_folder_without_results_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no result of a sweep"):
        query(tmp_path)
