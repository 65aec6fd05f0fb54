"""A grid as it is kept: per pair of worlds, so that the band of a sum can be told as that of a single effect is."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sandbox import state
from sim import COMPILED, VERSION, files_hash
from sim.policies.catalogue import Lever
from sim.posterior import posterior
from sim.scenario import fingerprint

FOUND = Path(__file__).parent / "found"
STEP = 6  # months between two points of the path of lasting crossings
# At the end of the run, after the points of the path; those of sim/measures.py and one of our own (make.bridge_cost).
ENDS = ("safe-crossings", "public-cost", "unemployment", "months-out", "bridge-cost")
# What a run's numbers are made by, besides all that is compiled. A test holds that no module of the run is forgotten.
MADE_BY = (
    *COMPILED, "data/**/*.csv", "data/**/*.py", "policies/**/*.py", "policies/**/*.yaml", "doses.py", "market.py", "measures.py",
    "organisations.py", "own_sets.py", "parameters.py", "population.py", "posterior.py", "scenario.py", "scoping.py",
    "world.py",
)  # fmt: skip

Rows = list[list[float]]  # [pair][column]: extra lasting crossings at each point of the path (simulated people), then ENDS


def name_of(lever: str, dose: float) -> str:
    """Under what name the effect of a lever alone stands; a package stands under its id."""
    return f"{lever}={dose:g}"


@dataclass
class Grid:
    """The effects in one situation against today's policy, in the same worlds under the same luck.

    `effects` by `name_of` a lever at a dose, or by package; today's dose is left out, since nothing differs there. `seeds` are
    those of the pairs, in the order of the rows. Path in simulated people (`weight` real people each), so far; ENDS in the units
    of sim/measures.py, the cost of the bridge in EUR million a year. `made_for` says for what it was computed: `wanted`.
    """

    situation: str
    made_for: str
    version: str
    posterior: str
    people: int
    months: int
    weight: float
    step: int = STEP
    ends: tuple[str, ...] = ENDS
    seeds: list[int] = field(default_factory=list)
    effects: dict[str, Rows] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """How many points the path has."""
        return self.months // self.step

    def none(self) -> np.ndarray:
        """float64[pair, column] of what changes nothing."""
        return np.zeros((len(self.seeds), self.points + len(self.ends)))

    def rows(self, name: str) -> np.ndarray:
        """float64[pair, column] of an effect; zeros where nothing differs from today."""
        return np.array(self.effects[name], float) if name in self.effects else self.none()

    def at(self, lever: Lever, dose: float) -> np.ndarray:
        """float64[pair, column] of a lever alone at a dose: straight lines between the doses that were computed."""
        doses = doses_of(lever)
        k = min(max(int(np.searchsorted(doses, dose)), 1), len(doses) - 1)
        share = (dose - doses[k - 1]) / (doses[k] - doses[k - 1])
        low, high = (self.rows(name_of(lever.id, doses[place])) for place in (k - 1, k))
        found: np.ndarray = low + share * (high - low)
        return found


def doses_of(lever: Lever) -> list[float]:
    """The doses of a lever's curve, rising: today's, the lowest and highest, and one half-way from today's to the full dose."""
    middle = lever.default + round((lever.full_dose - lever.default) / 2 / lever.step) * lever.step
    return sorted({lever.low, lever.default, lever.high, round(middle, 10)})


def wanted(situation: str, people: int) -> str:
    """16 hex characters for all that the numbers of a pair depend on: engine, sets, situation, packages, doses, size."""
    packages = [fingerprint(package) for name, package in state.all_packages().items() if state.fits(name, situation)]
    doses = [(name, doses_of(lever)) for name, lever in state.acting_levers().items()]
    parts = (
        _engine(),
        posterior().fingerprint,
        fingerprint(state.all_situations()[situation]),
        packages,
        doses,
        people,
        STEP,
        ENDS,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@cache
def _engine() -> str:
    return files_hash(*MADE_BY)


def empty(situation: str, people: int) -> Grid:
    """A grid without a pair yet."""
    place = state.all_situations()[situation]
    made_for, sets = wanted(situation, people), posterior().fingerprint
    return Grid(situation, made_for, VERSION, sets, people, place.months, place.people / people)


def file_of(situation: str, folder: Path = FOUND) -> Path:
    """Where the grid of a situation is kept."""
    return folder / f"{situation}.json.gz"


def read(situation: str, folder: Path = FOUND) -> Grid | None:
    """The grid of a situation; None when there is none, it cannot be read, or it was computed for another engine or other sets."""
    try:
        kept: Mapping[str, Any] = json.loads(gzip.decompress(file_of(situation, folder).read_bytes()))
        grid = Grid(**kept)
        return grid if grid.seeds and grid.made_for == wanted(situation, grid.people) else None
    except (OSError, EOFError, ValueError, TypeError):
        return None


def write(grid: Grid, folder: Path = FOUND) -> None:
    """Keep a grid: written aside, then renamed. The same grid gives the same bytes."""
    file = file_of(grid.situation, folder)
    folder.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(gzip.compress(as_text(grid).encode(), mtime=0))
        os.replace(aside, file)
    finally:
        aside.unlink(missing_ok=True)


def as_text(grid: Grid) -> str:
    """The grid as compact JSON; what is whole is written without a point."""
    return _compact(asdict(grid))


def _compact(thing: Any) -> str:
    return json.dumps(_short(thing), separators=(",", ":"))


def _short(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {name: _short(value) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_short(value) for value in thing]
    return int(thing) if isinstance(thing, float) and thing.is_integer() else thing


@cache
def shipped(situation: str) -> Grid | None:
    """The grid that comes with the product, when it fits the engine as it is now."""
    return read(situation)


@cache
def for_browser(situation: str) -> str:
    """The curves of all levers as JSON, with `doses` by lever, read by the browser once; "" when there are none."""
    grid = shipped(situation)
    if grid is None:
        return ""
    levers = state.acting_levers()
    doses = {name: doses_of(lever) for name, lever in levers.items()}
    alone = {name: rows for name, rows in grid.effects.items() if name not in state.all_packages()}
    return _compact(asdict(grid) | {"effects": alone, "doses": doses})
