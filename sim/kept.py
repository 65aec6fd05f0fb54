"""Worlds at month 0 and what today's course made of them, in memory: the next package in the same worlds is half the work."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.policies.package import distinct_scopes
from sim.scenario import fingerprint
from sim.world import World

if TYPE_CHECKING:
    from sim.runs import RunPlan, RunResult


@dataclass(frozen=True)
class Begun:
    """A burnt-in world, of which copies are run, and the result of today's course in it."""

    start: World
    today: RunResult


class Kept:
    """Of the last questions, as many worlds as hold ``most`` simulated people together. Threads may share it.

    20,000 people over 60 months take some 5 MB. The worlds of an older question go first; those of one question stay as they
    came, so that a question too large for it is helped in its first runs.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._begun: dict[tuple[Hashable, int], Begun] = {}
        self._lock = threading.Lock()

    def find(self, plan: RunPlan, seed: int) -> Begun | None:
        """What is kept of this seed for this plan; its result is the caller's own."""
        with self._lock:
            begun = self._begun.get((_question(plan), seed))
        return begun and Begun(begun.start, replace(begun.today))

    def add(self, plan: RunPlan, seed: int, start: World, today: RunResult) -> None:
        """Keep a world at month 0 and today's result in it, before anything is let go of them, where there is room."""
        question = _question(plan)
        with self._lock:
            for key in [key for key in self._begun if key[0] != question]:
                if self._people() + start.people <= self.most:
                    break
                del self._begun[key]
            if self._people() + start.people <= self.most:
                self._begun[question, seed] = Begun(start, replace(today))

    def _people(self) -> int:
        return sum(begun.start.people for begun in self._begun.values())


def _question(plan: RunPlan) -> Hashable:
    """All that today's course depends on but for the seed: of a package its scopes only, in which today is counted too."""
    scopes = tuple(scope.model_dump_json() for scope in distinct_scopes(plan.package))
    assumed = tuple(sorted(plan.assumed.items()))
    return fingerprint(plan.situation), plan.workers, plan.months, plan.engine, assumed, scopes
