"""Comparisons in the background, with a stand-in for the engine."""

import threading
import time
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from sandbox import task
from sandbox.state import Settings
from sandbox.task import Engine, Job, Task

pytestmark = pytest.mark.small
PATIENCE = 10.0  # seconds after which a test gives up


@dataclass(frozen=True)
class Made:
    """Stands in for a comparison."""

    results: tuple
    views: str = ""


@pytest.fixture
def ready() -> Engine:
    engine = Engine(lambda: None)
    engine.begin()
    assert engine.ready.wait(PATIENCE)
    return engine


@pytest.fixture
def months(monkeypatch):
    """An engine that waits at every month until the test lets it go on, and tells from a thread of its own as the real one does."""
    gate = threading.Semaphore(0)

    def run_worlds(plan, progress, finished, **_):
        failed: list[BaseException] = []

        def work():
            try:
                for k in range(4):
                    assert gate.acquire(timeout=PATIENCE)
                    progress((k + 1) / 4)
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        if failed:
            raise failed[0]
        return [SimpleNamespace(run=0, seed=1, measures={"lasting-crossings": float(k)}) for k in (3, 5)]

    monkeypatch.setattr(task, "run_worlds", run_worlds)
    monkeypatch.setattr(task, "compare", lambda results: Made(tuple(results)))
    monkeypatch.setattr(task, "pairs_of", lambda results: list(zip(results[::2], results[1::2], strict=True)))
    monkeypatch.setattr(task, "bill_of", lambda pairs: None)
    monkeypatch.setattr(task, "views_of", lambda pairs, situation: f"views of {len(pairs)}")
    return gate


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_goes_from_working_to_an_answer(ready, months):
    settings = Settings(runs=3)
    one = Task(settings, ready).start()
    months.release(2)
    until(lambda: one.status().share == 0.5)
    assert one.status().state == "working" and one.answer is None
    months.release(2)
    assert one.finished.wait(PATIENCE)
    assert one.status().state == "done" and one.answer.settings == settings
    assert one.answer.comparison.views == "views of 1" and one.answer.pairs == 1
    assert one.answer.values[0].effect("lasting-crossings") == 2
    assert one.answer.weight == pytest.approx(13_373_000 / settings.workers, rel=0.01)


def test_stopping_ends_it_at_the_next_month_without_an_answer(ready, months):
    one = Task(Settings(), ready).start()
    months.release()
    until(lambda: one.status().share == 0.25)
    one.stop()
    months.release()
    assert one.finished.wait(PATIENCE)
    assert one.status().state == "stopped" and one.answer is None


def test_stopping_in_the_last_month_is_stopping_too(ready, months):
    one = Task(Settings(), ready)
    one.stop()
    months.release(4)
    one.start()
    assert one.finished.wait(PATIENCE) and one.status().state == "stopped" and one.answer is None


def test_what_a_job_has_shown_stays_when_it_is_stopped(ready):
    go, held = threading.Event(), []

    def do(tell):
        held[0].show("half")
        assert go.wait(PATIENCE)
        tell(0.5)

    held.append(Job(do, ready))
    held[0].start()
    until(lambda: held[0].found == "half")
    assert held[0].status().running
    held[0].stop()
    go.set()
    assert held[0].finished.wait(PATIENCE) and (held[0].status().state, held[0].found) == ("stopped", "half")


def test_stop_all_reaches_every_task(ready, months):
    tasks = [Task(Settings(seed=k), ready).start() for k in range(3)]
    task.stop_all()
    months.release(12)
    assert all(one.finished.wait(PATIENCE) and one.status().state == "stopped" for one in tasks)


def test_a_failure_is_told_in_words(ready, monkeypatch):
    def run_worlds(plan, progress, **_):
        raise MemoryError("no room")

    monkeypatch.setattr(task, "run_worlds", run_worlds)
    one = Task(Settings(), ready).start()
    assert one.finished.wait(PATIENCE)
    assert (one.status().state, one.status().reason, one.answer) == ("failed", "MemoryError: no room", None)


def test_two_tabs_prepare_the_engine_once():
    begun, go = [], threading.Event()

    def prepare():
        begun.append(1)
        assert go.wait(PATIENCE)

    engine = Engine(prepare)
    threads = [threading.Thread(target=engine.begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not engine.ready.is_set()
    go.set()
    assert engine.ready.wait(PATIENCE) and begun == [1]


def test_a_task_waits_for_the_engine_and_can_be_stopped_while_it_does(months):
    go = threading.Event()
    engine = Engine(lambda: go.wait(PATIENCE))
    waiting, stopped = Task(Settings(), engine).start(), Task(Settings(), engine).start()
    until(lambda: waiting.status().state == "preparing")
    stopped.stop()
    assert stopped.finished.wait(PATIENCE) and stopped.status().state == "stopped"
    assert not waiting.finished.is_set()
    go.set()
    months.release(4)
    assert waiting.finished.wait(PATIENCE) and waiting.status().state == "done"


def test_an_engine_that_failed_is_tried_again(months):
    attempts = []

    def prepare():
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("disk full")

    engine = Engine(prepare)
    first = Task(Settings(), engine).start()
    assert first.finished.wait(PATIENCE) and first.status().reason == "OSError: disk full"
    months.release(4)
    second = Task(Settings(), engine).start()
    assert second.finished.wait(PATIENCE) and second.status().state == "done"
