"""What a tab is told while it waits, with a stand-in for the work."""

import threading
import time
from itertools import pairwise

import pytest

from sandbox import tab
from sandbox.task import Engine, Job

pytestmark = pytest.mark.small
PATIENCE = 10.0


@pytest.fixture
def followed(monkeypatch):
    """A job that goes on until the test lets it end, watched; each time it is told counts, and says so at once."""
    monkeypatch.setattr(tab, "EVERY", 0.01)
    engine = Engine(lambda: None)
    engine.begin()
    go, drawn, closed, told = threading.Event(), threading.Event(), threading.Event(), threading.Semaphore(0)
    job = Job(lambda tell: go.wait(PATIENCE), engine).start()

    def tell() -> None:
        drawn.clear()
        told.release()

    drawn.set()
    thread = threading.Thread(target=tab.watch, args=(job, closed, drawn, tell), daemon=True)
    thread.start()
    yield go, drawn, closed, told, thread, job
    go.set()
    thread.join(PATIENCE)


def test_nothing_is_told_before_what_was_told_last_is_drawn(followed):
    go, drawn, _, told, thread, _ = followed
    assert told.acquire(timeout=PATIENCE)
    assert not told.acquire(timeout=0.3), "thirty moments, and still being drawn"
    drawn.set()
    assert told.acquire(timeout=PATIENCE)
    go.set()
    assert told.acquire(timeout=PATIENCE), "the end is told in any case"
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_drawing_leaves_most_of_the_time_to_the_work(monkeypatch):
    """A drawing that takes so long is not begun again before some times as long has gone by."""
    monkeypatch.setattr(tab, "EVERY", 0.01)
    engine, go, drawn, began = Engine(lambda: None), threading.Event(), threading.Event(), list[float]()
    engine.begin()
    drawn.set()

    def tell() -> None:
        began.append(time.monotonic())
        time.sleep(0.05)
        if len(began) == 3:
            go.set()

    job = Job(lambda tell: go.wait(PATIENCE), engine).start()
    tab.watch(job, threading.Event(), drawn, tell)
    assert min(after - before for before, after in pairwise(began[:3])) >= (1 + tab.REST) * 0.05


def test_a_closed_tab_stops_its_work(followed):
    go, _, closed, _, thread, job = followed
    closed.set()
    thread.join(PATIENCE)
    go.set()
    assert job.finished.wait(PATIENCE) and job.status().state == "stopped"
