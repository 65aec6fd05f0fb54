"""The scopes of a package as arrays that the month can read, and the organisations they cover."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim import data
from sim.agents.codes import EDUCATIONS, STATUSES
from sim.month.scope import ALL, Criteria, has
from sim.policies.catalogue import levers
from sim.policies.package import Package, Scope, active_uses, distinct_scopes
from sim.scenario import Situation


def criteria_of(scopes: list[Scope], situation: Situation, weight: float) -> Any:
    """The scopes as arrays with a row each; a cohort of real people becomes its number of simulated ones, at least one."""
    sectors, regions = [s.id for s in data.sectors()], list(situation.region_ids)
    employers = list(situation.employer_ids)
    return Criteria(
        sectors=_bits([scope.sectors for scope in scopes], sectors),
        regions=_bits([scope.regions for scope in scopes], regions),
        min_age=np.array([12 * (scope.min_age or 0) for scope in scopes], np.int64),
        max_age=np.array([12 * ((scope.max_age or 200) + 1) for scope in scopes], np.int64),
        educations=_bits([scope.education for scope in scopes], EDUCATIONS),
        statuses=_bits([scope.status for scope in scopes], STATUSES),
        employers=_bits([scope.employers for scope in scopes], employers),
        cohort=np.array([stand_ins(s.cohort, weight) if s.cohort else 0 for s in scopes], np.int64),
        taken=np.zeros(len(scopes), np.int64),
        everyone=np.array([scope == Scope() for scope in scopes], np.bool_),
    )


def stand_ins(cohort: int, weight: float) -> int:
    """Simulated people that stand for a cohort of real people when each stands for `weight` of them; at least one."""
    return max(1, round(cohort / weight))


def cohorts(package: Package | None, weight: float) -> list[tuple[int, int]]:
    """(real people, simulated people that stand for them) for each scope of the package that is a cohort."""
    return [(s.cohort, stand_ins(s.cohort, weight)) for s in distinct_scopes(package) if s.cohort]


def _bits(chosen: Sequence[Sequence[str] | None], known: Sequence[str]) -> np.ndarray:
    """uint64 per scope: the bits of the chosen names; all bits when a scope does not choose."""
    place = {name: np.uint64(1) << np.uint64(k) for k, name in enumerate(known)}
    rows = [ALL if names is None else np.bitwise_or.reduce([place[n] for n in names]) for names in chosen]
    return np.array(rows, np.uint64)


def idle_for_persons(package: Package | None) -> list[str]:
    """Levers of which the part that lies with an employer as a whole does nothing, because their scope names persons."""
    uses = [use for use in active_uses(package) if use.scope.asks_of_persons and levers()[use.lever].acts_on_employers]
    return list(dict.fromkeys(use.lever for use in uses))


def of_persons(criteria: Any) -> np.ndarray:
    """bool per scope: whether it asks something of a person besides where they work."""
    ages = (criteria.min_age > 0) | (criteria.max_age < 12 * 200)
    return np.asarray(ages | (criteria.educations != ALL) | (criteria.statuses != ALL) | (criteria.cohort > 0))


def mark_organisations(w: Any, criteria: Any) -> None:
    """Set the scope bits of employers and funds: those whose sector, region and name a scope covers.

    A scope that asks something of a person (age, education, status, a cohort) covers no organisation: what an employer does for
    all its staff would reach people outside it.
    """
    sectors = np.arange(w.sectors)
    w.employers.scope = 0
    w.funds.scope = 0
    for b in np.flatnonzero(~of_persons(criteria)):
        in_sector = np.array([has(criteria.sectors[b], s) for s in sectors])
        in_region = np.array([has(criteria.regions[b], r) for r in range(w.regions)])
        names = np.unique(w.employers.named)
        in_name = dict(zip(names.tolist(), [bool(has(criteria.employers[b], n)) for n in names], strict=True))
        named = np.array([in_name[n] for n in w.employers.named.tolist()], bool)
        covered = in_sector[w.employers.sector] & in_region[w.employers.region] & named
        w.employers.scope |= (covered << int(b)).astype(np.int16)
        w.funds.scope[: w.sectors] |= (in_sector << int(b)).astype(np.int16)
