"""The rules of sim/agents by name, each called with the parameters of the world: `rules.leave_work_chance(age)`.

A rule is compiled code. numba takes some 20 microseconds to recognise a parameter record handed over by itself and half
a microsecond when the record lies in an array, so each rule gets a small compiled entrance that takes it from there.
What is compiled here is compiled in memory: nothing is kept on disk that an edit of a rule could outdate.
"""

import inspect
from collections.abc import Callable
from functools import cache, partial
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
from numba import njit

from sim.agents import coach, employer, fund, state, trainer, worker

HOMES: tuple[ModuleType, ...] = (worker, employer, trainer, fund, coach, state)


@cache
def entrance(of: Any) -> Callable[..., Any]:
    """A compiled function (array of one parameter record, the rule's other arguments) -> the rule's answer."""

    @njit
    def call(record, *arguments):  # type: ignore[no-untyped-def]
        return of(*arguments, record[0])

    return call


class Rules:
    """The rules, bound to one world's parameters. A rule is found by its name the first time it is called."""

    def __init__(self, p: Any) -> None:
        self._record = np.zeros(1, p.dtype)
        self._record[0] = p
        self._values = plain(p)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        found = next((getattr(home, name) for home in HOMES if hasattr(home, name)), None)
        if found is None:
            raise AttributeError(name)
        as_written = getattr(found, "py_func", found)
        bound = found
        if "p" in inspect.signature(as_written).parameters:
            bound = partial(entrance(found), self._record) if as_written is not found else self._plainly(found)
        setattr(self, name, bound)
        return bound

    def _plainly(self, found: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *arguments: found(*arguments, self._values)


def plain(p: Any) -> SimpleNamespace:
    """A parameter record as plain floats by name."""
    return SimpleNamespace(**{name: float(p[name]) for name in p.dtype.names})
