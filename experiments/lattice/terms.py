"""The terms under which many arms live, compiled together.

A package whose levers grow in has other terms in most of its months, and compiling them for each arm by itself took an eighth
of an arm's time. Here the arms stand below each other in one table, and every lever is applied once to the rows of all arms
that have it: the same steps in the same order as `compile_terms`, so the same terms to the last bit (a test holds it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np

from sim.contributions import ROUTES, parts_of
from sim.policies import terms as rules
from sim.policies.catalogue import breakthroughs, settings
from sim.policies.package import Package, active_uses, distinct_scopes
from sim.policies.terms import Terms, in_force


class Ladder:
    """The terms of each of these arms (bit masks) in each month.

    All arms know the scopes of the whole package, so that everyone stands in the same scopes in every arm. `efficacy` as for
    `compile_terms`.
    """

    def __init__(self, package: Package, arms: Sequence[int], months: int, efficacy: Mapping[str, Sequence[float]]) -> None:
        self.package, self.arms, self.efficacy = package, np.asarray(arms, np.int64), efficacy
        self.scopes = distinct_scopes(package)
        self.width = 2 ** len(self.scopes)
        self._bits = bits_of_levers(package)
        self._months: list[Terms] = []
        before: object = None
        for month in range(months):
            asked = in_force(package, month)
            self._months.append(self._months[-1] if asked == before else self._compile(month))
            before = asked

    def of(self, place: int, month: int) -> Terms:
        """The terms of the arm at this place in a month."""
        table, rows = self._months[month], slice(place * self.width, (place + 1) * self.width)
        return Terms(**{field.name: getattr(table, field.name)[rows] for field in fields(Terms)})

    def _compile(self, month: int) -> Terms:
        """The tables of all arms below each other."""
        found = rules._today(self.arms.size * self.width)
        for use in active_uses(self.package):
            here = self._rows(self._bits[use.lever], rules._inside(use, self.scopes))
            rules._apply(use, use.dose_in(month), here, self.efficacy.get(use.lever), found)
        for route in self.package.routes:
            if route.open_in(month):
                rules._open(route, self._rows(self._bits[ROUTES], rules._inside(route, self.scopes)), found)
        np.clip(found.strength, 0, 1, out=found.strength)
        np.clip(found.setting, [s.low for s in settings().values()], [s.high for s in settings().values()], out=found.setting)
        return found

    def _rows(self, bits: int, inside: np.ndarray) -> np.ndarray:
        """bool[row]: the scope masks `inside`, in the arms that have one of these parts."""
        return np.asarray(((self.arms & bits) != 0)[:, None] & inside).ravel()


def bits_of_levers(package: Package) -> dict[str, int]:
    """By lever, and for routes: the bits of the parts that bring it along."""
    bits: dict[str, int] = {}
    for k, part in enumerate(parts_of(package)):
        for lever in (ROUTES,) if part == ROUTES else breakthroughs()[part].levers:
            bits[lever] = bits.get(lever, 0) | 1 << k
    return bits
