"""Wherever jobs run, they give the same, each once; what dies under way costs only what was under way."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from experiments.processes import Broken, Tell, here, in_processes
from experiments.sweep import cluster
from experiments.sweep.job import Job, Model, Outcome
from experiments.sweep.spec import Sweep
from experiments.sweep.store import Store
from experiments.sweep.sweep import left, run_sweep
from experiments.sweep.table import query
from sim.reading import InputError
from tests.experiments.sweep.made import tiny


@pytest.fixture(autouse=True)
def caches(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes keep their worlds where this one does, and not in the user's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))


def table(out: Path) -> pd.DataFrame:
    """All rows of a folder, in one order."""
    return query(out, "from results order by all")


def swept(sweep: Sweep, out: Path, **how: Any) -> pd.DataFrame:
    with Store(out, sweep) as store:
        run_sweep(store, left(sweep, store), **how)
    return table(out)


@pytest.mark.slow
@pytest.mark.parametrize("how", [{"processes": 2}, {"processes": 2, "cluster": "local"}], ids=["processes", "Dask"])
def test_two_processes_give_what_one_gives(tmp_path: Path, how: dict[str, Any]) -> None:
    if "cluster" in how:
        pytest.importorskip("distributed")
    sweep = tiny(tmp_path)
    pd.testing.assert_frame_equal(swept(sweep, tmp_path / "one"), swept(sweep, tmp_path / "two", **how))


class Killing:
    """A store's `add` that kills a worker once, after a few results, and counts what comes in."""

    def __init__(self, store: Store, worker: Any) -> None:
        self.added: list[str] = []
        self._add, self._worker = store.add, worker

    def __call__(self, job: Job, outcome: Outcome) -> None:
        self._add(job, outcome)
        self.added.append(job.name)
        if len(self.added) == 3:
            os.kill(self._worker(), signal.SIGKILL)


def killed_midway(sweep: Sweep, out: Path, worker: Any, **how: Any) -> pd.DataFrame:
    """The table of a sweep of which one worker of two is killed; each job must have come in once."""
    with Store(out, sweep) as store:
        store.add = killing = Killing(store, worker)  # type: ignore[method-assign]
        run_sweep(store, left(sweep, store), **how)
    assert sorted(killing.added) == sorted(job.name for job in sweep.jobs())
    return table(out)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_killed_worker_of_a_cluster_loses_nothing(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    sweep = tiny(tmp_path, runs=12)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as own:
        first = next(iter(own.workers.values()))
        pid = first.pid
        found = killed_midway(sweep, tmp_path / "killed", lambda: pid, cluster=own.scheduler_address)
        assert first.pid != pid  # it was killed, and its nanny began another
    pd.testing.assert_frame_equal(found, swept(sweep, tmp_path / "whole"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds its processes as Linux tells them")
def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    sweep, before = tiny(tmp_path, runs=12), workers()
    found = killed_midway(sweep, tmp_path / "killed", lambda: max(workers() - before), processes=2)
    pd.testing.assert_frame_equal(found, swept(sweep, tmp_path / "whole"))


def workers() -> set[int]:
    """Processes that this one began with spawn."""
    began = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split()
    return {int(pid) for pid in began if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.mark.slow
def test_a_lost_scheduler_is_said_in_one_sentence_and_costs_what_was_under_way(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    sweep, out = tiny(tmp_path, runs=12), tmp_path / "uit"
    own = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    try:
        with Store(out, sweep) as store:
            add = store.add

            def then_lose_it(job: Job, outcome: Outcome) -> None:
                add(job, outcome)
                if len(store.finished) == 3:
                    own.close()

            store.add = then_lose_it  # type: ignore[method-assign]
            with pytest.raises(Broken, match="the Dask scheduler was lost; what was finished is kept"):
                run_sweep(store, left(sweep, store), cluster=own.scheduler_address)
            assert len(store.finished) >= 3
    finally:
        own.close()
    pd.testing.assert_frame_equal(swept(sweep, out), swept(sweep, tmp_path / "whole"))


# ---- without a world ----


def always_dies(job: Job, tell: Tell) -> Outcome:
    os._exit(9)


def sleeps_until_stopped(job: Job, tell: Tell) -> Outcome:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if job.seed == 1:
            return Outcome(job.name, None, True)  # type: ignore[arg-type]
        tell(0.0)
        time.sleep(0.01)
    raise AssertionError("nobody said stop")


@pytest.mark.slow
def test_processes_that_keep_dying_end_it_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Broken) as broken:
        list(in_processes(tiny(tmp_path).jobs(), always_dies, 2))
    assert "neem minder --processes" in broken.value.both.nl and "take fewer --processes" in broken.value.both.en


@pytest.mark.slow
def test_closing_ends_what_is_under_way(tmp_path: Path) -> None:
    with closing(in_processes(tiny(tmp_path).jobs(), sleeps_until_stopped, 2)) as outcomes:
        assert "seed-1" in next(outcomes).name
        began = time.monotonic()
    assert time.monotonic() - began < 30


def test_jobs_are_asked_for_when_there_is_room(tmp_path: Path) -> None:
    asked: list[str] = []

    def jobs() -> Iterator[Job]:
        for job in tiny(tmp_path).jobs():
            asked.append(job.name)
            yield job

    with closing(here(jobs(), lambda job, tell: Outcome(job.name, None, True))) as outcomes:
        assert next(outcomes).name == asked[0] and len(asked) == 1


def test_a_cluster_that_is_not_there_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    for address in ("tcp://127.0.0.1:1", "nonsense://x", "tcp://"):
        with pytest.raises(InputError) as wrong:
            list(cluster.on_cluster(tiny(tmp_path).jobs(), address, 1))
        assert wrong.value.both.nl.startswith(f"er antwoordt geen Dask-scheduler op '{address}'")
        assert wrong.value.both.en.startswith(f"no Dask scheduler answers at '{address}'")


def test_without_dask_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(InputError, match=r"needs Dask, which is not here; install loopbrug\[cluster\]"):
        list(cluster.on_cluster(tiny(tmp_path).jobs(), "local", 1))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Model("0.0.9", *Model.here()[1:]), "worker tcp://b has version 0.0.9 of Loopbrug and not"),
        (Model(*Model.here()[:2], "other"), "worker tcp://b has other parameter sets .other and not"),
        (ModuleNotFoundError("No module named 'experiments'"), "worker tcp://b has no Loopbrug installed"),
    ],
)
def test_a_worker_of_another_version_is_refused_by_name(answer: Any, says: str) -> None:
    there = {"tcp://a": Model.here(), "tcp://b": answer}
    client = SimpleNamespace(run=lambda function, on_error: there)
    with pytest.raises(InputError, match=says):
        cluster.check_workers(client)
    cluster.check_workers(SimpleNamespace(run=lambda function, on_error: {"tcp://a": Model.here()}))
