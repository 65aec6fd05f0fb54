"""What one browser tab holds beside its link: the answer, the work going on, and what can be undone.

The link is the state of what is asked; this is what came of it. Solara gives every tab its own copy of these reactives.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import solara

from sandbox.pages import Page, Work
from sandbox.state import Settings
from sandbox.task import Answer, Job, Status, Task

EVERY = 0.25  # seconds between two looks at what is going on
REST = 5  # times as long as a drawing took goes by before the next: drawing and computing share the processors
MOST_STEPS = 50  # that can be undone
IDLE = Status()


@dataclass(frozen=True)
class Finding:
    """What a page's own work found, and of what settings."""

    page: str
    key: Hashable
    value: Any = None
    status: Status = IDLE


answer: solara.Reactive[Answer | None] = solara.reactive(None)
status = solara.reactive(IDLE)
finding: solara.Reactive[Finding | None] = solara.reactive(None)
past: solara.Reactive[tuple[Settings, ...]] = solara.reactive(())
future: solara.Reactive[tuple[Settings, ...]] = solara.reactive(())
_task: solara.Reactive[Task | None] = solara.reactive(None)
_job: solara.Reactive[Job | None] = solara.reactive(None)
_drawn: solara.Reactive[threading.Event | None] = solara.reactive(None)


# --- what can be undone --------------------------------------------------------------------------------------------------


def remember(before: Settings) -> None:
    """A step was made from these settings: it can be undone, and what was undone before it is gone."""
    past.set((*past.value[-MOST_STEPS:], before))
    future.set(())


def undo(now: Settings) -> Settings:
    """The settings before the last step; now when there is none."""
    return _step(past, future, now)


def redo(now: Settings) -> Settings:
    """The settings that were undone last; now when there are none."""
    return _step(future, past, now)


def _step(there: solara.Reactive[tuple[Settings, ...]], back: solara.Reactive[tuple[Settings, ...]], now: Settings) -> Settings:
    if not there.value:
        return now
    *rest, found = there.value
    there.set(tuple(rest))
    back.set((*back.value, now))
    return found


# --- the comparison ------------------------------------------------------------------------------------------------------


def compare(settings: Settings) -> None:
    """Begin the comparison anew with these settings; one that is going on for others is stopped."""
    stop()
    task = Task(settings)
    _task.set(task)
    _follow(task.start(), lambda: _told(task))


def stop() -> None:
    """Stop the comparison; what it had found stays."""
    if _task.value is not None:
        _task.value.stop()


def asks(settings: Settings) -> bool:
    """Whether these settings are being compared, or have been."""
    task = _task.value
    return task is not None and task.settings.same_question(settings) and task.settings.runs == settings.runs


def _told(task: Task) -> None:
    if task is not _task.value:  # another comparison has begun since
        return
    if task.answer is not None and task.answer is not answer.value:
        _to_draw()
        answer.set(task.answer)
    if task.status() != status.value:
        _to_draw()
        status.set(task.status())


# --- a page's own work ---------------------------------------------------------------------------------------------------


def found(page: Page, settings: Settings) -> Finding:
    """What a page's work found for these settings, or how far it is."""
    key = _key(page.work, settings)
    there = finding.value
    return there if there is not None and (there.page, there.key) == (page.id, key) else Finding(page.id, key)


def work(page: Page, settings: Settings) -> None:
    """Begin a page's own work for these settings, in place of any other."""
    assert page.work is not None, "this page has no work of its own"
    stop_work()
    key, asked = _key(page.work, settings), page.work
    job = Job(lambda tell: asked.run(settings, tell, *([job.show] if asked.grows else [])))
    _job.set(job)

    def told() -> None:
        new, there = Finding(page.id, key, job.found, job.status()), finding.value
        if job is _job.value and (there is None or there.value is not new.value or there.status != new.status or there.key != key):
            _to_draw()
            finding.set(new)

    _follow(job.start(), told)


def stop_work() -> None:
    """Stop a page's own work."""
    if _job.value is not None:
        _job.value.stop()


def _key(work: Work | None, settings: Settings) -> Hashable:
    return work.key(settings) if work else None


# --- following ------------------------------------------------------------------------------------------------------------


def drawn() -> None:
    """The window was drawn with all that was told: call it after every drawing."""
    event = _drawn.peek()
    if event is not None:
        event.set()


def _to_draw() -> None:
    """Something is told that must be drawn before more is told."""
    event = _drawn.peek()
    if event is not None:
        event.clear()


def _follow(job: Job, told: Callable[[], None]) -> None:
    """Tell the page how far a job is until it is over; when the tab is closed, stop it.

    Runs in a thread made here, since only such a thread belongs to this tab; the engine's own threads do not.
    """
    closed, event = solara.kernel_closed_event(), _drawn.peek() or threading.Event()
    _drawn.set(event)
    event.set()
    told()
    threading.Thread(target=watch, args=(job, closed, event, told), name="follow", daemon=True).start()


def watch(job: Job, closed: threading.Event, drawn: threading.Event, told: Callable[[], None]) -> None:
    """Tell every moment, but never before what was told last has been drawn: on a busy machine a drawing takes longer than a
    moment, and state that changes during every drawing never lets it come to its end.
    """
    again = 0.0
    while not job.finished.wait(EVERY):
        if closed.is_set():
            job.stop()
            return
        began = time.monotonic()
        if drawn.is_set() and began >= again:
            told()
            ended = time.monotonic()
            again = ended + REST * (ended - began)
    told()
