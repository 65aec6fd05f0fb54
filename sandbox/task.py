"""Work in the background: progress, stop, answer. Threads only, no screen.

The engine is prepared once for the whole server, behind one lock, however many tabs ask for it.
"""

from __future__ import annotations

import math
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

import numpy as np

from sandbox.plan import plan_of
from sandbox.state import Settings
from sandbox.texts import both
from sim.effects import Comparison, EffectRow, compare, effect_row, pairs_of
from sim.kept import Kept
from sim.outlay import outlay
from sim.posterior import number_of
from sim.runs import RunPlan, RunResult, run_worlds
from sim.views import views_of
from sim.warm import warm

State = Literal["idle", "preparing", "working", "done", "stopped", "failed"]
Tell = Callable[..., None]  # share done (0-1), and perhaps what was found so far
RUNNING: tuple[State, ...] = ("preparing", "working")


KEPT = Kept(most=500_000)  # people, of all tabs together: a lever that moves leaves today as it was
BILL = "bridge-cost"  # id of the bill's row
LEAST_PAIRS = 4  # before there is anything to say: fewer have no band
BETWEEN = 0.4  # seconds at least between two pictures of a band that narrows


@dataclass(frozen=True)
class Pair:
    """The measures of one pair: its seed, the number of the parameter set it lives under, and each world's value by measure."""

    run: int
    seed: int
    set: int
    today: Mapping[str, float]
    package: Mapping[str, float]

    def of(self, measure: str) -> tuple[float, float]:
        """(today, package) of a measure; nan where it has none."""
        return self.today.get(measure, math.nan), self.package.get(measure, math.nan)

    def effect(self, measure: str) -> float:
        """The difference of a measure that the package makes in this pair."""
        today, package = self.of(measure)
        return package - today


@dataclass(frozen=True)
class Answer:
    """A comparison and the settings it belongs to. ``pairs`` of those asked are in it: a band that may still narrow."""

    settings: Settings
    comparison: Comparison
    weight: float  # real people that one simulated person stands for
    pairs: int = 0
    values: tuple[Pair, ...] = ()  # pair by pair, in order of run
    bill: EffectRow | None = None  # what the crossings themselves cost a year, whoever pays (sim/outlay.py); EUR million

    @property
    def whole(self) -> bool:
        """Whether all pairs that were asked are in it."""
        return self.pairs >= self.settings.runs


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
_alive: weakref.WeakSet[Job] = weakref.WeakSet()


class Job:
    """Something done in a thread of its own, once the engine is ready. Start it once; make a new one for the next.

    ``do`` is given ``tell(share)``, which it calls often: that is where it is stopped. ``found`` is what it gave; before that what
    it has shown so far, None when nothing. What a job that is stopped had shown stays.
    """

    def __init__(self, do: Callable[[Tell], Any], engine: Engine = ENGINE) -> None:
        self.found: Any = None
        self.finished = threading.Event()
        self._do, self._engine, self._stop = do, engine, threading.Event()
        self._state: State = "preparing"
        self._share, self._began, self._ended, self._reason = 0.0, time.monotonic(), 0.0, ""

    def start(self) -> Self:
        """Begin; returns at once."""
        _alive.add(self)
        threading.Thread(target=self._work, name="job", daemon=True).start()
        return self

    def stop(self) -> None:
        """Ask it to stop; it does so within a simulated month."""
        self._stop.set()

    def show(self, found: Any) -> None:
        """What was found so far."""
        self.found = found

    def status(self) -> Status:
        """How far it is now."""
        seconds = (self._ended or time.monotonic()) - self._began
        return Status(self._state, self._share, int(seconds), self._reason)

    def _work(self) -> None:
        try:
            self._wait_for_engine()
            self._state = "working"
            found = self._do(self._tell)
            self.go_on()  # stopped while the last month was running: that is stopped as well
            self.found, self._state = found, "done"
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
            self.go_on()
        self.go_on()
        if self._engine.error is not None:
            raise self._engine.error

    def _tell(self, share: float) -> None:
        """Called after every month, from the engine's threads: what is raised here ends the runs."""
        self.go_on()
        self._share = share

    def go_on(self) -> None:
        """Raises Stopped when it was asked to stop."""
        if self._stop.is_set():
            raise Stopped


class Task(Job):
    """One comparison. ``answer`` grows pair by pair, from the first few on; a task that is stopped keeps what it had."""

    def __init__(self, settings: Settings, engine: Engine = ENGINE) -> None:
        super().__init__(self._compare, engine)
        self.settings = settings
        self.answer: Answer | None = None
        self._drawn = 0.0

    def _compare(self, tell: Tell) -> Answer:
        plan = plan_of(self.settings)
        so_far: list[RunResult] = []

        def finished(pair: Sequence[RunResult]) -> None:
            """A pair more; drawing every one of them anew would take more time than running it."""
            so_far.extend(pair)
            pairs = len(so_far) // 2
            if pairs >= LEAST_PAIRS and pairs < plan.runs and time.monotonic() - self._drawn > BETWEEN:
                self.answer = self._answer(so_far, plan)
                self._drawn = time.monotonic()

        self.answer = self._answer(run_worlds(plan, progress=tell, finished=finished, thin=True, kept=KEPT), plan)
        return self.answer

    def _answer(self, results: Sequence[RunResult], plan: RunPlan) -> Answer:
        pairs = pairs_of(results)
        whole = replace(compare(results), views=views_of(pairs, plan.situation))
        values = tuple(Pair(a.run, a.seed, number_of(a.seed), a.measures, b.measures) for a, b in pairs)
        return Answer(self.settings, whole, plan.weight, len(pairs), values, bill_of(pairs))


def bill_of(pairs: Sequence[tuple[RunResult, RunResult]]) -> EffectRow:
    """What the crossings themselves cost a year in both worlds, whoever pays; EUR million, of real people."""
    years = 1e6 * pairs[0][0].months / 12.0
    today, package = (np.array([outlay(pair[world]) for pair in pairs]) / years for world in (0, 1))
    return effect_row(BILL, *both("hero:bridge_cost"), "EUR million/year", "none", today, package)


def stop_all() -> None:
    """Ask every task to stop: the server ends, and nobody waits for an answer any more."""
    for task in list(_alive):
        task.stop()
