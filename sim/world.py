"""A world: its tables, its month and its luck. Make it, burn it in to a steady state, keep it, copy it, branch it, run it."""

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from sim import CACHE, COMPILED, files_hash
from sim.agents.codes import PARTIES, STATUSES
from sim.agents.columns import NEVER
from sim.market import CHANGING
from sim.month import month as one_month
from sim.month.books import new_books
from sim.month.now import Hands, Now
from sim.month.scope import Criteria
from sim.policies.package import Package, Scope, distinct_scopes
from sim.policies.prices import services
from sim.policies.terms import Terms, compile_terms, in_force
from sim.population import make_tables
from sim.posterior import drawn
from sim.rng import FOREVER, month_keys
from sim.scenario import Situation, fingerprint
from sim.scoping import criteria_of, mark_organisations

BURN_IN_LEAST, BURN_IN_MOST, BLOCK = 36, 120, 12  # months
CACHE_LIMIT = 4 << 30  # bytes of burnt-in worlds kept
Progress = Callable[[float], None]


@dataclass
class World:
    """A labour market at the end of a month. `month` is the next to run; before 0 it is the burn-in."""

    situation: Situation
    tables: Any
    seed: int
    month: int
    settled: bool = False
    scopes: tuple[Scope, ...] = ()  # of the package it lives under, or lived under last
    taken: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # places taken in the cohorts among them

    @property
    def people(self) -> int:
        """Simulated people."""
        return int(self.tables.people.size)

    @property
    def weight(self) -> float:
        """Real people that one simulated person stands for."""
        return self.situation.people / self.people

    def copy(self) -> "World":
        """A world of its own at the same point: what happens to one never touches the other."""
        changing = {name: table.copy(getattr(self.tables, name)) for name, table in CHANGING.items()}
        derived = {name: getattr(self.tables, name).copy() for name in ("looks", "guesses", "next_open")}
        return replace(self, tables=self.tables.replace(**changing, **derived), taken=self.taken.copy())


@dataclass
class History:
    """What a run leaves: a month's observation, ledger and opening month by month, the books, and the world at its end."""

    world: World
    observed: list[Any] = field(default_factory=list)
    ledger: list[np.ndarray] = field(default_factory=list)
    books: Any = None
    snapshots: dict[int, dict[str, np.ndarray]] = field(default_factory=dict)

    def whole_ledger(self) -> np.ndarray:
        """int64[item, payer, payee]: euros of simulated people, of all months together."""
        total = self.ledger[0].copy()
        for month in self.ledger[1:]:  # np.sum over a list would copy all months first
            total += month
        return total


class Course:
    """A world on its way under given terms: today's, or those of a package, in scopes that both worlds of a pair know."""

    def __init__(
        self, world: World, package: Package | None = None, acts: bool = True, threads: int = 1, keep: bool = True,
        yearly: bool = True, efficacy: Mapping[str, Any] | None = None,
        strengths: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        """`efficacy` and `strengths` are as for `compile_terms`; the strengths hold in today's world too."""
        self.world, self.package, self.acts, self.efficacy, self.strengths = world, package, acts, efficacy, strengths
        self.hands, self.yearly = Hands(threads), yearly and keep
        self.criteria = self._enter(tuple(distinct_scopes(package)))
        self._asked: object = None
        self.forever = month_keys(world.seed, FOREVER)
        sectors = world.tables.sectors
        self.history = History(world, books=new_books(len(PARTIES) + sectors, sectors, keep, world.people))
        self._now = self._open(world)

    def _enter(self, scopes: tuple[Scope, ...]) -> Criteria:
        """Put the world under these scopes; when it lived under others before, nobody keeps a place in those."""
        world = self.world
        criteria = criteria_of(list(scopes), world.situation, world.weight)
        if world.scopes == scopes:
            criteria.taken[: world.taken.size] = world.taken
        else:
            world.tables.people.scope[:] = 0
        world.scopes, world.taken = scopes, criteria.taken
        mark_organisations(world.tables, criteria)
        return criteria

    def terms(self, month: int) -> Terms:
        """The table of terms of a month; in today's world every scope lives under today's."""
        acts = self.acts and month >= 0
        asked = (acts, in_force(self.package, month) if acts else ())
        if asked != self._asked:  # in most months nothing changes
            today = compile_terms(None, month, strengths=self.strengths).repeated(2**self.criteria.cohort.size)
            self._terms = compile_terms(self.package, month, self.efficacy, self.strengths) if acts else today
            self._asked = asked
        return self._terms

    def _open(self, world: World) -> Now:
        terms, people, paid = self.terms(world.month), world.people, services()
        self._given = terms
        return Now(
            month=world.month, keys=month_keys(world.seed, world.month), forever=self.forever, **terms.tables(), **vars(paid),
            books=self.history.books, decision=np.zeros(people, np.int8), application=np.full(people, -1, np.int32),
            score=np.zeros(people), spent=np.zeros((world.tables.sectors, paid.items.size), np.int64),
        )  # fmt: skip

    def now(self) -> Now:
        """What the phases of the coming month share; the ledger and the flows start empty."""
        books, month = self.history.books, self.world.month
        books.ledger[:] = 0
        books.flows[:] = 0
        self._now.spent[:] = 0
        terms = self.terms(month)
        changed = {} if terms is self._given else terms.tables()
        self._now.put(month=month, keys=month_keys(self.world.seed, month), **changed)
        self._given = terms
        return self._now

    def step(self) -> None:
        """Run one month."""
        now = self.now()
        observed = one_month(self.world.tables, now, self.hands, self.criteria)
        self.history.observed.append(observed)
        self.history.ledger.append(now.books.ledger.copy())
        self.world.month += 1
        if self.world.month % 12 == 0 and self.yearly:
            self.history.snapshots[self.world.month] = snapshot(self.world)

    def run(self, months: int, progress: Progress | None = None) -> History:
        """Run so many months; `progress` hears the fraction done after each."""
        for k in range(months):
            self.step()
            if progress:
                progress((k + 1) / months)
        return self.history


def snapshot(world: World) -> dict[str, np.ndarray]:
    """Copies of all columns about people, by name."""
    columns: dict[str, np.ndarray] = {}
    for name in ("people", "traits", "path", "bridge"):
        columns |= {k: a.copy() for k, a in CHANGING[name].arrays(getattr(world.tables, name)).items()}
    return columns


def fresh_world(situation: Situation, people: int, seed: int, changes: Mapping[str, float] | None = None) -> World:
    """A world drawn from the margins, before any month has run; under parameters.csv, with `changes`."""
    tables = make_tables(situation, people, seed, situation.months, dict(changes or {}))
    return World(situation, tables, seed, 0)


def burnt_in_world(
    situation: Situation, people: int, seed: int, changes: Mapping[str, float] | None = None, threads: int = 1,
    progress: Progress | None = None, cache: Path | None = None,
) -> World:  # fmt: skip
    """A world in its steady state at month 0: from the cache when it was made before, else made and kept there.

    It lives under the parameter set of its seed (sim/posterior.py), with `changes` on top.
    """
    changes = drawn(seed) | dict(changes or {})
    file = (cache or CACHE / "worlds") / f"{world_fingerprint(situation, people, seed, changes)}.npz"
    world = fresh_world(situation, people, seed, changes)
    if load(world, file):
        return world
    burn_in(world, threads, progress)
    save(world, file)
    return world


def burn_in(
    world: World, threads: int = 1, progress: Progress | None = None, strengths: Mapping[str, float] | None = None
) -> list[Any]:
    """Run a fresh world under today's institutions to a steady state; returns what was observed. Ends at month 0.

    `strengths` are as for `compile_terms`.

    Months count back from 0 by the most a burn-in may take, so that the luck of a month does not depend on how many it took.
    """
    world.month = -BURN_IN_MOST
    course = Course(world, threads=threads, keep=False, strengths=strengths)
    while True:
        course.run(BLOCK, (lambda done: progress(min(0.99, (len(course.history.observed)) / 72))) if progress else None)
        world.settled = len(course.history.observed) >= BURN_IN_LEAST and is_steady(course.history.observed, world.people)
        if world.settled or len(course.history.observed) >= BURN_IN_MOST:
            break
    forget(world)
    return course.history.observed


def forget(world: World) -> None:
    """Start the situation at month 0: marks that only count from there are wiped, months in the past shift along."""
    path, shift = world.tables.path, -world.month
    path.cross_month[:] = shifted(path.cross_month, shift)
    path.notice_month[:] = NEVER
    path.back_to_work[:] = 0
    world.tables.people.since_notice[:] = 0
    world.tables.units.enrolled[:] = 0
    world.tables.bridge.entered[:] = shifted(world.tables.bridge.entered, shift)
    world.month = 0


def shifted(months: np.ndarray, shift: int) -> np.ndarray:
    """Months counted from another month 0; what never happened still never did."""
    return np.where(months == NEVER, NEVER, months.astype(np.int64) + shift)


def rates(observed: Any) -> tuple[float, float]:
    """(unemployed share of the labour force, its people) of one month."""
    counts = observed.stocks[:, : len(STATUSES)].sum(axis=0)
    unemployed = float(counts[2:5].sum())
    force = float(counts[:5].sum())
    return unemployed / force, force


def is_steady(observed: list[Any], people: int) -> bool:
    """Whether the unemployment rate and employment of the last year are those of the year before, but for chance.

    Tolerance: 0.2 and 0.5 percentage points, and three standard errors of the difference at this number of people.
    """
    recent, before = observed[-BLOCK:], observed[-2 * BLOCK : -BLOCK]
    unemployed = [np.mean([rates(month)[0] for month in year]) for year in (recent, before)]
    force = [np.mean([rates(month)[1] for month in year]) / people for year in (recent, before)]
    noise = 3.0 * np.sqrt(unemployed[0] / people)
    return bool(abs(unemployed[0] - unemployed[1]) < 0.002 + noise and abs(force[0] - force[1]) < 0.005 + noise)


def world_fingerprint(situation: Situation, people: int, seed: int, changes: Mapping[str, float] | None) -> str:
    """16 hex characters for all that a burnt-in world depends on: code, data, situation, parameters, people, seed."""
    made_by = files_hash(*COMPILED, "*.py", "data/**/*.csv", "data/**/*.py", "policies/*.py", "policies/*.yaml")
    asked = f"{made_by} {fingerprint(situation)} {people} {seed} {sorted((changes or {}).items())}"
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def save(world: World, file: Path) -> None:
    """Keep a world's changing tables: written aside, then renamed; the oldest worlds go when the cache grows too large.

    A cache that cannot be written is no reason to stop: the world is simply not kept.
    """
    arrays = {f"{name}.{column}": array for name, table in CHANGING.items() for column, array in
              table.arrays(getattr(world.tables, name)).items()}  # fmt: skip
    arrays |= {"settled": np.array(world.settled), "looks": world.tables.looks}
    aside = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as stream:
            np.savez(stream, **arrays)  # type: ignore[arg-type]
        os.replace(aside, file)
        _trim(file.parent, keep=file)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _trim(folder: Path, keep: Path) -> None:
    files = sorted((f for f in folder.glob("*.npz") if f != keep), key=lambda f: f.stat().st_mtime, reverse=True)
    room = CACHE_LIMIT - keep.stat().st_size
    for file in files:
        room -= file.stat().st_size
        if room < 0:
            file.unlink(missing_ok=True)


def load(world: World, file: Path) -> bool:
    """Fill a fresh world from the cache; False when it is not there or cannot be read."""
    try:
        with np.load(file) as kept:
            tables = {
                name: table.from_arrays({column: kept[f"{name}.{column}"] for column in table.columns})
                for name, table in CHANGING.items()
            }
            looks, settled = kept["looks"], bool(kept["settled"])
    except (OSError, KeyError, ValueError, EOFError, BadZipFile):
        return False
    world.tables, world.settled, world.month = world.tables.replace(**tables, looks=looks), settled, 0
    with suppress(OSError):  # a cache that may only be read is still a cache
        os.utime(file)
    return True
