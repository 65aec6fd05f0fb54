"""A comparison in the background: progress, stop, answer. Threads only, no screen.

The engine is prepared once for the whole server, behind one lock, however many tabs ask for it.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.state import Settings, plan_of
from sim.effects import Comparison, compare
from sim.runs import run_worlds
from sim.warm import warm

State = Literal["idle", "preparing", "working", "done", "stopped", "failed"]
RUNNING: tuple[State, ...] = ("preparing", "working")


@dataclass(frozen=True)
class Answer:
    """A comparison and the settings it belongs to."""

    settings: Settings
    comparison: Comparison
    weight: float  # real people that one simulated person stands for


@dataclass(frozen=True)
class Status:
    """How far a task is: ``share`` done (0-1) of the work itself, ``seconds`` since it started."""

    state: State = "idle"
    share: float = 0.0
    seconds: int = 0
    reason: str = ""

    @property
    def running(self) -> bool:
        """True until there is an answer, or none will come."""
        return self.state in RUNNING


class Stopped(Exception):
    """The user does not want this comparison any more."""


class Engine:
    """Compiles (or loads) the kernels once, in a thread of its own; ``ready`` is set when that is over."""

    def __init__(self, prepare: Callable[[], object]) -> None:
        self.ready = threading.Event()
        self.error: Exception | None = None
        self._prepare, self._lock, self._begun = prepare, threading.Lock(), False

    def begin(self) -> None:
        """Start preparing; asking again does nothing, unless it failed: then it is tried again."""
        with self._lock:
            if self._begun and self.error is None:
                return
            self._begun, self.error = True, None
            self.ready.clear()
            threading.Thread(target=self._work, name="prepare", daemon=True).start()

    @property
    def busy(self) -> bool:
        """True while it is preparing."""
        return self._begun and not self.ready.is_set()

    def _work(self) -> None:
        try:
            self._prepare()
        except Exception as error:
            self.error = error
        finally:
            self.ready.set()


ENGINE = Engine(warm)
_alive: weakref.WeakSet[Task] = weakref.WeakSet()


class Task:
    """One comparison in a thread of its own. Start it once; make a new one for the next."""

    def __init__(self, settings: Settings, engine: Engine = ENGINE) -> None:
        self.settings = settings
        self.answer: Answer | None = None
        self.finished = threading.Event()
        self._engine, self._stop = engine, threading.Event()
        self._state: State = "preparing"
        self._share, self._began, self._ended, self._reason = 0.0, time.monotonic(), 0.0, ""

    def start(self) -> Task:
        """Begin; returns at once."""
        _alive.add(self)
        threading.Thread(target=self._work, name="compare", daemon=True).start()
        return self

    def stop(self) -> None:
        """Ask it to stop; it does so within a simulated month, and then has no answer."""
        self._stop.set()

    def status(self) -> Status:
        """How far it is now."""
        seconds = (self._ended or time.monotonic()) - self._began
        return Status(self._state, self._share, int(seconds), self._reason)

    def _work(self) -> None:
        try:
            self._wait_for_engine()
            self._state = "working"
            self.answer = self._compare()
            self._state = "done"
        except Stopped:
            self._state = "stopped"
        except Exception as error:
            self._state, self._reason = "failed", f"{type(error).__name__}: {error}".rstrip(": ")
        finally:
            self._ended = time.monotonic()
            self.finished.set()

    def _wait_for_engine(self) -> None:
        self._engine.begin()
        while not self._engine.ready.wait(0.1):
            self._go_on()
        self._go_on()
        if self._engine.error is not None:
            raise self._engine.error

    def _compare(self) -> Answer:
        plan = plan_of(self.settings)
        results = run_worlds(plan, progress=self._tell)
        self._go_on()  # stopped while the last month was running: that is stopped as well
        return Answer(self.settings, compare(results), plan.weight)

    def _tell(self, share: float) -> None:
        """Called by the engine after every month, from its threads: what is raised here ends the runs."""
        self._go_on()
        self._share = share

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise Stopped


def stop_all() -> None:
    """Ask every task to stop: the server ends, and nobody waits for an answer any more."""
    for task in list(_alive):
        task.stop()
