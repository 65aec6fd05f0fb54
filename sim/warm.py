"""Getting the engine ready: everything compiled and kept before the first run, the largest part by a helper at the same time.

Compiling takes most of a minute on one core, once for each version of the sources. numba compiles one function at a time in a
process, so a second process takes the bridge, which is nearly as much work as all other phases together.

    python -m sim.warm            # compile what is not kept yet
"""

import hashlib
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
from llvmlite.binding import get_host_cpu_name
from numba import config

from sim import COMPILED, HOME, files_hash
from sim.chains import follow
from sim.month import (
    age,
    bridge,
    demand,
    hiring,
    learning,
    money,
    observe,
    redundancy,
    scope,
    search,
    separations,
    vacancies,
)  # fmt: skip  # isort: skip
from sim.policies.package import LeverUse, Package, Scope
from sim.scenario import situations
from sim.world import Course, fresh_world

SMALLEST = 1_000  # people: compiled code is the same for any number
_lock = threading.Lock()


def stamp() -> Path:
    """The file that says that all is compiled: for these sources in this folder, this Python and this processor."""
    made_by = f"{HOME} {sys.implementation.cache_tag} {get_host_cpu_name()}"
    return Path(os.environ["NUMBA_CACHE_DIR"]) / f"ready-{files_hash(*COMPILED)}-{hashlib.sha256(made_by.encode()).hexdigest()[:8]}"


def is_warm() -> bool:
    """Whether the engine needs no compiling: all is kept, or the compiler is off."""
    return bool(config.DISABLE_JIT) or stamp().exists()  # type: ignore[attr-defined]


def warm() -> None:
    """Compile what is not kept yet; returns at once when all is. Threads may call it: one compiles, the others wait."""
    with _lock:
        if is_warm():
            return
        nothing = subprocess.DEVNULL
        command = [sys.executable, "-P", "-m", "sim.warm", "bridge"]
        helper = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
        try:
            all_but_the_bridge(tiny_course())
            helper.wait(timeout=600)
        except subprocess.TimeoutExpired:
            pass  # what it did not do is done below
        finally:
            helper.kill()
        tiny_course().run(2)  # loads what the helper kept; what it could not do is done here
        with suppress(OSError):  # where nothing can be kept, every start compiles
            stamp().touch()


def tiny_course() -> Course:
    """A world as small as can be, with a cohort of people under other terms."""
    use = LeverUse(lever="guide-caseload", dose=25.0, scope=Scope(cohort=5))
    package = Package(id="warm-up", nl="opwarmen", en="warm-up", levers=(use,))
    return Course(fresh_world(situations()[0], SMALLEST, seed=1).copy(), package)


def the_bridge(course: Course) -> None:
    """Let phase 5 be compiled."""
    bridge(course.world.tables, course.now(), course.hands)


def all_but_the_bridge(course: Course) -> None:
    """Let all other phases be compiled, and what reads vacancy chains from their events."""
    w, now, hands = course.world.tables, course.now(), course.hands
    scope(w, now, hands, course.criteria)
    for phase in (age, demand, redundancy, separations, money, learning, observe):
        phase(w, now, hands)
    vacancies(w)
    hiring(w, now, search(w, now, hands))
    nobody = np.zeros(0, np.int64)
    follow(nobody, nobody, nobody, nobody > 0)


if __name__ == "__main__":
    the_bridge(tiny_course()) if sys.argv[1:] == ["bridge"] else warm()
