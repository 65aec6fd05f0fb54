"""One job: a slice of the arms of one seed of one situation, from one burnt-in world, each beside today under the same luck.

A job holds all that it needs and gives numbers only, so that it runs in any process that has the same version; who keeps them
is another's business.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim import VERSION, data, files_hash
from sim.agents.codes import CONTRACTS, EDUCATIONS
from sim.business import CASH
from sim.measures import AGES, MEASURES, measure, party_names
from sim.policies.package import Package, Scope, distinct_scopes
from sim.posterior import posterior
from sim.reading import InputError
from sim.runs import RunPlan, advance
from sim.scenario import Situation
from sim.views.groups import COLUMNS, COUNTS, OUTCOMES, AtStart, at_start, group_table
from sim.warm import warm
from sim.world import History, World, burnt_in_world

Tell = Callable[[float], None]
PEOPLE = ("lasting", "safe", "months_out", "income_lost")  # columns of the path that groups are counted from
GROUP_UNITS = {
    "lasting": "people", "safe": "people", "months-out": "months", "income-lost": "EUR million", "people": "people",
    "better": "people", "worse": "people", "missed": "people", "gained": "people",
}  # fmt: skip


class Model(NamedTuple):
    """What made a result: the version, the sources and data of the simulation, and the parameter sets."""

    version: str
    sources: str
    sets: str

    @staticmethod
    def here() -> Model:
        """That of this process."""
        return Model(VERSION, _sources(), posterior().fingerprint)


@cache
def _sources() -> str:
    """16 hex characters that change with any source or figure of the simulation, or with this file."""
    whole = files_hash("**/*.py", "data/**/*.csv", "policies/**/*.yaml").encode() + Path(__file__).read_bytes()
    return hashlib.sha256(whole).hexdigest()[:16]


@dataclass(frozen=True)
class Job:
    """One seed of one situation under one set of parameters, with arms `first`, `first` + 1, … of the sweep.

    `assumed` are the assumptions of the sweep, `changes` those and the chosen set; `assumption` numbers the combinations.
    """

    situation: Situation
    workers: int
    months: int
    seed: int
    set: int
    assumption: int
    assumed: Mapping[str, float]
    changes: Mapping[str, float]
    first: int
    arms: tuple[Package, ...]
    model: Model

    @property
    def name(self) -> str:
        """Tells it from all others of its sweep; also the file of its results, within the folder of results."""
        file = f"seed-{self.seed}-set-{self.set}-assumed-{self.assumption}-arms-{self.first}"
        return f"situation={self.situation.id}/{file}.parquet"

    @property
    def worlds(self) -> int:
        """Worlds that are run: a package's for each arm, and today's once for each choice of who is in scope."""
        return len(self.arms) + len({_scopes(package) for package in self.arms})


class Cell(NamedTuple):
    """What one number is about: a group of a dimension, a measure, its unit. Dimension "all" holds the headline measures."""

    dimension: str
    group: str
    measure: str
    unit: str


@dataclass(frozen=True)
class Outcome:
    """What a job found: float64[arm, cell, 2], today and under the package, in the order of `cells_of`; nan where there is none."""

    name: str
    values: np.ndarray
    settled: bool


@dataclass(frozen=True)
class _Lived:
    """What is kept of a world that was run."""

    measures: dict[str, float]
    people: dict[str, np.ndarray]
    paid: np.ndarray


def cells_of(situation: Situation) -> list[Cell]:
    """All cells of a situation in order."""
    headline = [Cell("all", "all", m.id, m.unit) for m in MEASURES.values()]
    parties = [Cell("party", name, "paid", "EUR/year") for name in party_names()]
    whole, *groups = [
        [Cell(dimension, id, name, GROUP_UNITS[name]) for name in (*COUNTS, *OUTCOMES)] for dimension, id in _groups(situation)
    ]
    changes = [cell for cell in whole if cell.measure in COUNTS[1:]]  # the other sums over everyone are headline measures
    return [*headline, *parties, *changes, *(cell for group in groups for cell in group)]


def _groups(situation: Situation) -> list[tuple[str, str]]:
    """(dimension, group) in the order of `group_table`."""
    parts: dict[str, Sequence[str]] = {
        "all": ["all"], "age": AGES, "education": EDUCATIONS, "sector": [sector.id for sector in data.sectors()],
        "contract": CONTRACTS, "region": situation.region_ids,
    }  # fmt: skip
    return [(dimension, id) for dimension, ids in parts.items() for id in ids]


def run(job: Job, tell: Tell = lambda share: None) -> Outcome:
    """Run all arms of a job. It tells how far it is (0-1) at least every month, which is also where it can be stopped.

    Raises InputError when this process has another version or other parameter sets than who asks.
    """
    check_model(job.model)
    warm()
    share = 1.0 / (job.worlds + 1)
    start = burnt_in_world(job.situation, job.workers, job.seed, job.changes, progress=lambda x: tell(share * x))
    groups, lived, done = at_start(start), _Todays(), 0

    def live(package: Package, name: str) -> _Lived:
        nonlocal done
        done += 1
        return _live(job, start, package, name, lambda x: tell(share * (done + x)))

    values = np.full((len(job.arms), len(cells_of(job.situation)), 2), np.nan)
    for k, package in enumerate(job.arms):
        if _scopes(package) not in lived:
            lived[_scopes(package)] = live(package, "today")
        values[k] = _numbers(start, groups, lived[_scopes(package)], live(package, "package"))
    return Outcome(job.name, values, start.settled)


class _Todays(dict[tuple[Scope, ...], _Lived]):
    """Today's world by who is in scope: people live the same lives in all, but measures of those in scope differ."""


def check_model(asked: Model) -> None:
    """Raises InputError, naming this machine, when results made here would be of another model."""
    here = Model.here()
    if here == asked:
        return
    nl, en = differs(here, asked)
    node = platform.node()
    raise InputError(f"werker {node} heeft {nl}", f"worker {node} has {en}")


def differs(there: Model, asked: Model) -> tuple[str, str]:
    """In what a worker differs, in Dutch and English."""
    if there.version != asked.version:
        nl = f"versie {there.version} van Loopbrug en geen {asked.version}; zet daar dezelfde versie"
        return nl, f"version {there.version} of Loopbrug and not {asked.version}; install the same version there"
    if there.sets != asked.sets:
        nl = f"andere parametersets ({there.sets} en niet {asked.sets}); zet daar dezelfde"
        return nl, f"other parameter sets ({there.sets} and not {asked.sets}); put the same there"
    nl = f"een andere rekenkern of andere cijfers ({there.sources} en niet {asked.sources}); zet daar dezelfde"
    return nl, f"another engine or other figures ({there.sources} and not {asked.sources}); put the same there"


def _scopes(package: Package) -> tuple[Scope, ...]:
    return tuple(distinct_scopes(package))


def _live(job: Job, start: World, package: Package, name: str, tell: Tell) -> _Lived:
    """Run one world to its end. It keeps no events, so that measures of chains are missing."""
    plan = RunPlan(job.situation, package, job.workers, job.months, 1, job.seed, assumed=job.changes)
    history = advance(plan, start.copy(), name, False, tell, events=False)
    tables = history.world.tables
    people = {name: np.asarray(getattr(tables.path, name)) for name in PEOPLE}
    people |= {"generation": np.asarray(tables.people.generation), "enrolled": np.asarray(tables.bridge.enrolled)}
    return _Lived(measure(history), people, _paid(history))


def _paid(history: History) -> np.ndarray:
    """float64[party]: cash paid less cash received, euros of real people a year."""
    cash = history.whole_ledger()[CASH]
    net = (cash.sum(axis=(0, 2)) - cash.sum(axis=(0, 1))).astype(np.float64)
    return np.asarray(history.world.weight * net * 12.0 / len(history.observed))


def _numbers(start: World, groups: AtStart, today: _Lived, package: _Lived) -> np.ndarray:
    """float64[cell, 2] of one pair."""
    headline = np.array([[today.measures[id], package.measures[id]] for id in MEASURES])
    table = _of_groups(group_table(groups, today.people, package.people), start.weight)
    counts = table[0, 1 : len(COUNTS)]
    return np.vstack([headline, np.column_stack([today.paid, package.paid]), counts, table[1:].reshape(-1, 2)])


def _of_groups(table: np.ndarray, weight: float) -> np.ndarray:
    """float64[group, measure, 2] in the units of GROUP_UNITS, from counts of simulated people; nan for a group without anyone."""
    column = {name: table[:, k].astype(np.float64) for k, name in enumerate(COLUMNS)}
    there = np.where(column["people"] > 0, 1.0, np.nan)
    scale = {
        "lasting": weight * there, "safe": weight * there, "months-out": there / np.maximum(column["people"], 1),
        "income-lost": weight * there / 1e6,
    }  # fmt: skip
    nobody = np.zeros(len(table))
    counts = {name: weight * there * column[name] for name in COUNTS}
    pairs = [(counts["people"], counts["people"])] + [(nobody, counts[name]) for name in COUNTS[1:]]
    pairs += [(scale[name] * column[f"today-{name}"], scale[name] * column[f"package-{name}"]) for name in OUTCOMES]
    return np.stack([np.stack(pair, axis=1) for pair in pairs], axis=1)
