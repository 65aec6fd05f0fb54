"""The terms under which a package lets each group of people live.

People who stand in the same scopes live under the same terms, so the engine keeps one small number per person (bit b is set
when the person is in scope b) and looks the terms up in tables with one row for each such number. Row 0 is today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim import data
from sim.policies.catalogue import Lever, barriers, levers, settings
from sim.policies.package import LeverUse, Package, Route, Scope, active_uses, distinct_scopes
from sim.policies.prices import priced

ANY_JOB = np.uint64(0xFFFFFFFFFFFFFFFF)
OWN_COURSE = -1  # no length of its own: what someone still has to learn decides


@dataclass(frozen=True)
class Terms:
    """What a person lives under in one month, by scope mask.

    strength : float64 (2**k, 14), strength of each barrier, 0-1, columns in the order of ``barriers()``.
    setting : float64 (2**k, n), value of each setting in its unit, columns in the order of ``settings()``.
    price : float64 (2**k, n), euros that each of ``priced()`` asks at its occasion.
    route_jobs : uint64 (2**k,), a bit for each job type that people on the bridge may look at.
    route_months : int64 (2**k,), months a course takes, -1 for what someone still has to learn.
    recruits : int8 (2**k,), 1 where everyone hears of the bridge at once.
    """

    strength: NDArray[np.float64]
    setting: NDArray[np.float64]
    price: NDArray[np.float64]
    route_jobs: NDArray[np.uint64]
    route_months: NDArray[np.int64]
    recruits: NDArray[np.int8]

    def tables(self) -> dict[str, NDArray]:
        """The tables by name, as copies that may be written."""
        return {field.name: np.array(getattr(self, field.name)) for field in fields(self)}

    def repeated(self, rows: int) -> Terms:
        """The same single row of terms for each of so many scope masks."""
        return Terms(**{name: np.repeat(table, rows, axis=0) for name, table in self.tables().items()})


def draw_efficacy(lever: Lever | str, u: float) -> tuple[float, ...]:
    """The efficacy on each barrier of a lever at quantile ``u`` (0-1) of a triangle over low, central and high.

    The same ``u`` serves all barriers of the lever: if it works better than thought, it does so everywhere.
    """
    if not 0 <= u <= 1:
        raise ValueError(f"u must lie between 0 and 1, not {u}")
    found = levers()[lever] if isinstance(lever, str) else lever
    return tuple(_triangle(b.efficacy_low, b.efficacy, b.efficacy_high, u) for b in found.acts_on.barriers)


def _triangle(low: float, mode: float, high: float, u: float) -> float:
    if low == high:
        return mode
    width = high - low
    if u * width < mode - low:
        return low + (u * width * (mode - low)) ** 0.5
    return high - ((1 - u) * width * (high - mode)) ** 0.5


def compile_terms(
    package: Package | None, month: int, efficacy: Mapping[str, Sequence[float]] | None = None,
    strengths: Mapping[str, float] | None = None,
) -> Terms:  # fmt: skip
    """The table of terms of a package in a month.

    ``efficacy`` gives, by lever id, the efficacy on each of its barriers in the order of ``acts_on.barriers`` (see
    ``draw_efficacy``); a lever that is not in it works with its central values. No package, or doses that are all the
    default, give exactly today in a single row. ``strengths`` sets how strongly barriers work before any lever does, by id, 0-1,
    where it differs from the catalogue; 0 is a barrier that does not work at all, for anyone. It is not a policy, but a question to
    the model. Raises KeyError for a barrier that there is not.
    """
    scopes = distinct_scopes(package)
    terms = _today(2 ** len(scopes))
    for name, strength in (strengths or {}).items():
        terms.strength[:, _column()[barriers()[name].id]] = strength
    for use in active_uses(package):
        _apply(use, use.dose_in(month), _inside(use, scopes), (efficacy or {}).get(use.lever), terms)
    for route in package.routes if package else ():
        if route.open_in(month):
            _open(route, _inside(route, scopes), terms)
    np.clip(terms.strength, 0, 1, out=terms.strength)
    np.clip(terms.setting, [s.low for s in settings().values()], [s.high for s in settings().values()], out=terms.setting)
    for table in fields(terms):
        getattr(terms, table.name).flags.writeable = False
    return terms


def in_force(package: Package | None, month: int) -> tuple[float, ...]:
    """All of a package that can differ from month to month: the dose of each active use, and which routes lie open.

    Months with the same answer have the same terms.
    """
    routes = package.routes if package else ()
    return (*(use.dose_in(month) for use in active_uses(package)), *(float(route.open_in(month)) for route in routes))


Part = TypeVar("Part", LeverUse, Route)


def _inside(part: Part, scopes: list[Scope]) -> NDArray[np.bool_]:
    """bool (2**k,): the scope masks of people to whom a part of the package applies."""
    return (np.arange(2 ** len(scopes)) >> scopes.index(part.scope)) & 1 == 1


def _today(rows: int) -> Terms:
    strength = np.array([barrier.strength.today for barrier in barriers().values()])
    setting = np.array([setting.today for setting in settings().values()])
    return Terms(
        np.tile(strength, (rows, 1)), np.tile(setting, (rows, 1)), np.zeros((rows, len(priced()))),
        np.full(rows, ANY_JOB, np.uint64), np.full(rows, OWN_COURSE, np.int64), np.zeros(rows, np.int8),
    )  # fmt: skip


def _apply(use: LeverUse, dose: float, inside: NDArray[np.bool_], drawn: Sequence[float] | None, terms: Terms) -> None:
    """Let a lever at a dose weaken its barriers, move its settings and ask its price."""
    lever = levers()[use.lever]
    central = [b.efficacy for b in lever.acts_on.barriers]
    for acted, share in zip(lever.acts_on.barriers, central if drawn is None else drawn, strict=True):
        terms.strength[inside, _column()[acted.id]] *= 1 - share * lever.reach(dose)
    for moved in lever.acts_on.settings:
        terms.setting[inside, _column()[moved.id]] += moved.gain * (dose - lever.default)
    if lever.id in _price_column() and dose != lever.default:
        prices, asked = terms.price[:, _price_column()[lever.id]], lever.cost.at(dose, lever.default)
        # What takes place once is paid once, also for who stands in two groups.
        prices[inside] = np.maximum(prices[inside], asked) if lever.cost.whole else prices[inside] + asked


@cache
def _column() -> dict[str, int]:
    """The column of each barrier and each setting in its table; no barrier has the name of a setting."""
    return {name: k for names in (barriers(), settings()) for k, name in enumerate(names)}


@cache
def _price_column() -> dict[str, int]:
    return {lever.id: k for k, lever in enumerate(priced())}


def _open(route: Route, inside: NDArray[np.bool_], terms: Terms) -> None:
    """Lay a route for a group."""
    jobs = terms.route_jobs[inside]
    # Two routes lead to the work of both.
    terms.route_jobs[inside] = np.where(jobs == ANY_JOB, jobs_of(route), jobs | jobs_of(route))
    if route.course_months is not None:
        terms.route_months[inside] = route.course_months
    if route.recruits:
        terms.recruits[inside] = 1


def jobs_of(route: Route) -> np.uint64:
    """A bit for each job type that a route leads to."""
    if route.sectors is None and route.job_types is None:
        return ANY_JOB
    bits = np.uint64(0)
    for row, job in enumerate(data.job_types()):
        if job.sector in (route.sectors or ()) or job.id in (route.job_types or ()):
            bits |= np.uint64(1) << np.uint64(row)
    return bits
