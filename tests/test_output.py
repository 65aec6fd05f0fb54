"""The files of a run: the contracts' columns, words instead of codes, whole or absent, and a manifest last."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim.data
import sim.output
from sim.agents import codes
from sim.agents.columns import Column, Table
from sim.market import CHANGING
from sim.measures import party_names
from sim.month.books import EVENT_ROWS, PAYMENT_ROWS
from sim.output import Names, Writer, words, write_aside, write_manifest, write_parquet
from sim.posterior import number_of, posterior
from sim.runs import RunPlan, RunResult, Stopped, run_worlds
from sim.scenario import read_package, read_situation

EVENT_COLUMNS = {
    "run", "world", "month", "person", "event", "from_job_type", "to_job_type", "from_employer", "to_employer",
    "wage_before", "wage_after", "age", "education", "region", "stage", "reason", "barrier", "rule", "missing_euro",
    "in_scope",
}  # fmt: skip
TABLES = {"events", "ledger", "people", "series"}


def plan(**more: Any) -> RunPlan:
    situation = read_situation("bank-naar-klas")
    given = {"workers": 400, "months": 3, "runs": 2, "seed": 5, "threads": 1} | more
    return RunPlan(situation, read_package("gids-en-traineeship", situation), **given)


@pytest.fixture(scope="module")
def written(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunPlan, list[RunResult]]:
    """A folder that a finished run was written to."""
    out, asked = tmp_path_factory.mktemp("out"), plan(months=13, runs=2)
    results = run_worlds(asked, out=out)
    write_manifest(out, asked, results, "loopbrug compare bank-naar-klas")
    return out, asked, results


def read(out: Path, kind: str) -> pd.DataFrame:
    """All files of a kind, read as the contracts say."""
    import duckdb

    return duckdb.sql(f"from '{out}/{kind}/*.parquet'").df()


def test_written_events_are_those_of_the_contract(written: Any) -> None:
    out, _, results = written
    events = read(out, "events")
    assert set(events.columns) >= EVENT_COLUMNS
    forward = events[(events["event"] == "stage") & (events["reason"] == "")]
    for r in results:
        mine = forward[(forward["run"] == r.run) & (forward["world"] == r.world)]["stage"].value_counts()
        assert {stage: r.weight * mine.get(stage, 0) for stage in r.funnel} == pytest.approx(r.funnel)
    assert set(events["world"]) == {"today", "package"} and set(events["run"]) == {0, 1}
    assert set(events["event"]) >= {"hired", "contract-ended", "stage"}
    assert events["age"].between(15, 75).all()
    assert events["in_scope"].dtype == bool
    hired = events[events["event"] == "hired"]
    assert (hired["to_job_type"] != "").all() and (hired["wage_after"] > 0).all()
    bound = events[events["barrier"] != ""]
    assert (bound["rule"] != "").all() and (events.loc[events["barrier"] == "", "rule"] == "").all()


def test_written_ledger_is_the_ledger(written: Any) -> None:
    out, _, results = written
    found = read(out, "ledger")
    assert set(found.columns) >= {"run", "world", "month", "payer", "payee", "item", "euro", "person", "employer"}
    assert (found["euro"] > 0).all()
    names = np.array(party_names())
    for r in results:
        mine = found[(found["run"] == r.run) & (found["world"] == r.world)]
        assert mine["euro"].sum() == r.ledger.sum()
        paid = mine.groupby("payer")["euro"].sum()
        for k in np.flatnonzero(r.ledger.sum(axis=(0, 2))):
            assert paid[names[k]] == r.ledger[:, k].sum()


def test_written_series_add_up_to_the_people(written: Any) -> None:
    out, asked, _ = written
    series = read(out, "series")
    assert set(series.columns) >= {"run", "world", "month", "sector", "education", "age", "measure", "value", "kind"}
    assert set(series["kind"]) <= {"stock", "flow", "rate"}
    people = series[(series["kind"] == "stock") & ~series["measure"].isin(["wage", "long-term", "vacancies"])]
    stocks = people[people["region"] == ""]
    by_region = people[people["region"] != ""].groupby(["run", "world", "month"])["value"].sum()
    assert (by_region == asked.workers).all() and len(by_region) == 4 * asked.months
    assert (stocks.groupby(["run", "world", "month"])["value"].sum() == asked.workers).all()


def test_written_people_are_snapshots_of_the_start_the_years_and_the_end(written: Any) -> None:
    out, asked, _ = written
    people = read(out, "people")
    assert len(people) == 4 * 3 * asked.workers
    assert set(people["month"]) == {0, 12, 13}
    assert people.groupby(["run", "world", "month"])["person"].nunique().tolist() == [asked.workers] * 12
    assert set(people.columns) >= {"age", "status", "job_type", "wage", "stage", "lasting", "self_efficacy", "account"}


def test_manifest_tells_how_to_repeat_it(written: Any) -> None:
    out, asked, results = written
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["seeds"] == [5, 6]
    assert (manifest["workers"], manifest["months"], manifest["command"]) == (400, 13, "loopbrug compare bank-naar-klas")
    assert manifest["weight"] == asked.weight
    assert all(manifest[key] for key in ("version", "fingerprint", "package_fingerprint", "parameter_set"))
    assert manifest["parameter_set"] == {
        "sets": posterior().fingerprint, "file": None, "by_seed": {"5": number_of(5), "6": number_of(6)},
    }  # fmt: skip
    assert manifest["runs_finished"] == sorted({r.run for r in results})
    assert [file for file in out.rglob("*") if file.name.endswith(".tmp")] == []


def files_under(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def codes_of_people() -> list[str]:
    """Columns about people that hold the code of a word."""
    tables = (CHANGING[name] for name in ("people", "traits", "path", "bridge"))
    return [column.name for table in tables for column in table.columns.values() if column.unit == "code"]


def test_no_code_is_left_in_a_snapshot(written: Any) -> None:
    out, asked, _ = written
    people = read(out, "people")
    for name in codes_of_people():
        assert people[name].map(type).eq(str).all(), name
    assert set(people["region"]) == set(asked.situation.region_ids)
    jobs = {"", *(job.id for job in sim.data.job_types())}
    assert set(people["trained"]) | set(people["target"]) | set(people["origin_job"]) <= jobs
    assert "" not in set(people["trained"])
    assert (people.loc[people["stage"] == "none", "target"] == "").any()


def test_a_person_has_one_id_in_every_file(written: Any) -> None:
    out, asked, _ = written
    people, events = read(out, "people"), read(out, "events")
    rows = asked.workers
    assert (people["person"] // rows == people["generation"]).all()
    world = (events["run"] == 0) & (events["world"] == "today")
    hired = set(events[world & (events["event"] == "hired") & (events["month"] < 12)]["person"])
    there = set(people[(people["run"] == 0) & (people["world"] == "today")]["person"])
    assert len(hired) > 20
    assert len(hired - there) <= (events[world]["event"] == "retired").sum()  # only whose row was taken over is gone


def books(**columns: Any) -> Any:
    """A history whose payments are these rows; the table has the columns given beside those it always has."""
    more = [Column(name, "int32", "", "") for name in columns if name not in PAYMENT_ROWS.columns]
    table = Table("Payments", [*PAYMENT_ROWS.columns.values(), *more])
    payments = table.empty(len(columns["person"]))
    for name, values in columns.items():
        payments[name] = values
    held = type("Held", (), {"payments": payments, "payment_count": np.array([len(payments)])})
    return type("Told", (), {"books": held})


@pytest.mark.small
def test_the_ledger_names_the_person_and_the_employer() -> None:
    names = Names(read_situation("bank-naar-klas"), 1_000)
    told = names.ledger(books(person=[3, 3, -1], generation=[0, 2, 0], employer=[-1, -1, 7], euro=[1, 2, 3]))
    assert told["person"].tolist() == [3, 2_003, -1]
    assert told["employer"].tolist() == [-1, -1, 7]
    assert names.person(np.array([3], np.int32), np.array([2], np.int8)).tolist() == [2_003]  # as in events and snapshots


@pytest.mark.small
def test_codes_become_words() -> None:
    assert list(words(np.array([1, 0, -1], np.int8), ("a", "b"))) == ["b", "a", ""]
    assert list(words(np.array([0, 1], np.int8), ("", "b"))) == ["", "b"]
    with pytest.raises(ValueError, match="codes"):
        words(np.array([2]), ("", "b"))  # a code that no word stands for


@pytest.mark.small
def test_events_of_those_who_took_a_row_over_have_their_own_id() -> None:
    rows = EVENT_ROWS.empty(2)
    rows.person, rows.generation, rows.event = [5, 5], [0, 1], [codes.RETIRED, codes.HIRED]
    held = type("Held", (), {"events": rows, "event_count": np.array([2])})
    told = Names(read_situation("bank-naar-klas"), 1_000).events(type("Told", (), {"books": held}))
    assert told["person"].tolist() == [5, 1_005]
    assert told["event"].tolist() == ["retired", "hired"]


# ---- finished runs are safe ----


def test_a_run_is_written_as_soon_as_it_is_finished(own_cache: Path, tmp_path: Path) -> None:
    seen: list[set[str]] = []

    def look(_: float) -> None:
        seen.append({file.name[:8] for file in tmp_path.rglob("*.parquet")})

    run_worlds(plan(runs=3), ("today",), tmp_path, look)
    assert {"run-0000"} in seen and {"run-0000", "run-0001"} in seen  # while the next one was still at work
    assert not (tmp_path / "manifest.json").exists()  # that is for who asked, once all is done


def test_results_hold_no_history(own_cache: Path, tmp_path: Path) -> None:
    for result in run_worlds(plan(runs=1), ("today",), tmp_path):
        assert "history" not in vars(result)


def test_a_run_that_breaks_off_leaves_no_half_pair(own_cache: Path, tmp_path: Path) -> None:
    def stop(done: float) -> None:
        if done > 0.9:  # the second of two runs, in the world of the package
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stopped:
        run_worlds(plan(), out=tmp_path, progress=stop)
    assert [(r.run, r.world) for r in stopped.value.results] == [(0, "today"), (0, "package")]
    assert {file.name[:8] for file in tmp_path.rglob("*.parquet")} == {"run-0000"}
    write_manifest(tmp_path, plan(), stopped.value.results, "")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert (manifest["runs_finished"], manifest["runs_asked"], manifest["complete"]) == ([0], 2, False)


def test_a_full_disk_leaves_finished_runs_and_no_manifest(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[[Path, Path], None] = sim.output.os.replace

    def full(source: Path, target: Path) -> None:
        if "run-0001" in str(target) and "people" in str(target):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(sim.output.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        run_worlds(plan(), ("today",), tmp_path)
    assert {name.split("/")[0] for name in files_under(tmp_path)} == TABLES
    assert all("run-0000-today" in name and name.endswith(".parquet") for name in files_under(tmp_path))


@pytest.mark.small
def test_taking_back_touches_no_other_run(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    names = ["run-0001-today.parquet", "run-0001-package.parquet", "run-0010-today.parquet", "mine.parquet"]
    for name in names:
        (tmp_path / "events" / name).touch()
    Writer(tmp_path, read_situation("bank-naar-klas"), 400).take_back(1)
    assert files_under(tmp_path) == ["events/mine.parquet", "events/run-0010-today.parquet"]


@pytest.mark.small
def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    def half(aside: Path) -> None:
        aside.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_aside(tmp_path / "deep" / "file.txt", half)
    assert files_under(tmp_path) == []
    write_aside(tmp_path / "deep" / "file.txt", lambda aside: aside.write_text("whole"))
    with pytest.raises(OSError, match="No space"):
        write_aside(tmp_path / "deep" / "file.txt", half)
    assert files_under(tmp_path) == ["deep/file.txt"]
    assert (tmp_path / "deep" / "file.txt").read_text() == "whole"


@pytest.mark.small
def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(aside: Path) -> None:
        aside.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_aside(tmp_path / "file.txt", interrupted)
    assert files_under(tmp_path) == []


@pytest.mark.small
def test_parquet_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    frame = pd.DataFrame({"name": ["a", ""], "euro": np.array([1, -2], np.int64), "there": [True, False]})
    file = tmp_path / "it's a name.parquet"
    write_parquet(file, frame)
    found = duckdb.read_parquet(str(file)).df()
    assert found.to_dict("list") == frame.to_dict("list")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sim.output.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_parquet(tmp_path / "other.parquet", frame)
    assert files_under(tmp_path) == [file.name]
