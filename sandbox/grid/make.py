"""Compute the grids: each lever alone at its doses, each package that fits, against today in the same worlds.

    python -m sandbox.grid.make [--situation S] [--pairs 12] [--people 10000] [--processes 2]
    python -m sandbox.grid.make --check          # says what is old; status 1 when anything is

Each pair is kept as soon as it is done, so a run that was broken off goes on where it stopped; a change of the engine, of the
parameter sets, of a situation or of a package begins it anew.
"""

from __future__ import annotations

import argparse
import sys
import time
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import numpy as np

from sandbox import state
from sandbox.grid import grid as grids
from sandbox.grid.grid import ENDS, STEP, Grid, doses_of, name_of
from sim.measures import measure
from sim.month.books import LASTING_CROSSINGS
from sim.outlay import spent
from sim.policies.package import Package
from sim.reading import InputError
from sim.runs import efficacies
from sim.scenario import package_from_settings
from sim.warm import warm
from sim.words import unknown
from sim.world import Course, History, World, burnt_in_world

PEOPLE, PAIRS, FIRST_SEED, PROCESSES = 10_000, 12, 1, 2
DIGITS = 4  # that count, of what is kept


def main(words: Sequence[str] | None = None) -> int:
    """Compute what is missing; 0 when all stands, 1 when ``--check`` finds something old, 2 for a wrong word."""
    asked = _parser().parse_args(words)
    names = asked.situation or list(state.all_situations())
    try:
        for name in names:
            if name not in state.all_situations():
                raise InputError(*unknown("situation", name, state.all_situations()))
    except InputError as error:
        print(f"{error.both.nl} / {error.both.en}", file=sys.stderr)
        return 2
    if asked.check:
        return check(names)
    begun = time.monotonic()
    make(names, asked.people, asked.pairs, asked.processes)
    print(f"{time.monotonic() - begun:.0f} s")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.grid.make", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--situation", action="append", help="only this one; may be given more than once")
    parser.add_argument("--people", "--workers", type=_whole(1_000, 1_000_000), default=PEOPLE, help="simulated people")
    parser.add_argument("--pairs", type=_whole(2, 200), default=PAIRS)
    parser.add_argument("--processes", type=_whole(1, 64), default=PROCESSES)
    parser.add_argument("--check", action="store_true", help="compute nothing, say what is old or missing")
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(word: str) -> int:
        if not (word.isdecimal() and low <= int(word) <= high):
            raise argparse.ArgumentTypeError(f"een heel getal van {low} tot {high} / a whole number from {low} to {high}")
        return int(word)

    return read


def check(names: Sequence[str]) -> int:
    """Say of each situation how its grid stands; 1 when one is old or missing."""
    found = {name: grids.read(name) for name in names}
    for name, grid in found.items():
        print(f"{name}: {len(grid.seeds)} pairs of {grid.people} people" if grid else f"{name}: old or missing")
    return 0 if all(found.values()) else 1


def make(names: Sequence[str], people: int, pairs: int, processes: int) -> None:
    """Compute the pairs that are missing and keep each when it is done. Situations take turns, so that all soon have a few."""
    made = {name: _begun(name, people) for name in names}
    seeds = range(FIRST_SEED, FIRST_SEED + pairs)
    jobs = [(name, seed) for seed in seeds for name in names if seed not in made[name].seeds]
    warm()
    with ProcessPoolExecutor(processes, get_context("spawn"), warm) as pool:
        doing = {pool.submit(effects, name, people, seed): (name, seed) for name, seed in jobs}
        for k, job in enumerate(as_completed(doing)):
            name, seed = doing[job]
            _add(made[name], seed, job.result())
            grids.write(made[name])
            print(f"{k + 1}/{len(jobs)} {name} {seed}", flush=True)


def _begun(name: str, people: int) -> Grid:
    """What stands of a grid, when it is of the same engine, sets and size."""
    there = grids.read(name)
    return there if there and there.people == people else grids.empty(name, people)


def _add(grid: Grid, seed: int, found: dict[str, list[float]]) -> None:
    """One pair more: a row in every effect, in the order of the seeds, whichever pair was done first."""
    place = bisect(grid.seeds, seed)
    grid.seeds.insert(place, seed)
    for name, row in found.items():
        grid.effects.setdefault(name, []).insert(place, row)


def asked_of(situation: str) -> Iterator[tuple[str, Package]]:
    """(name, package) of all that a situation's grid holds: each lever alone at its doses, each package that fits."""
    for lever in state.acting_levers().values():
        for dose in doses_of(lever):
            if dose != lever.default:
                yield name_of(lever.id, dose), package_from_settings([f"{lever.id}={dose:.12g}"])
    yield from ((name, package) for name, package in state.all_packages().items() if state.fits(name, situation))


def effects(situation: str, people: int, seed: int) -> dict[str, list[float]]:
    """By name the row of an effect in one pair. All begin in the same burnt-in world and share one run of today."""
    place = state.all_situations()[situation]
    start = burnt_in_world(place, people, seed)
    today = columns(run(start, None, place.months))
    rows = {name: columns(run(start, package, place.months)) - today for name, package in asked_of(situation)}
    return {name: [float(f"{value:.{DIGITS}g}") for value in row] for name, row in rows.items()}


def run(start: World, package: Package | None, months: int) -> History:
    """A copy of a burnt-in world through its months; the start itself stays as it was."""
    efficacy = efficacies(package, start.seed)
    return Course(start.copy(), package, acts=package is not None, keep=False, efficacy=efficacy).run(months)


def columns(history: History) -> np.ndarray:
    """float64[column] of one world: lasting crossings so far at each point of the path (simulated), then ENDS."""
    lasting = np.cumsum([month.flows[:, LASTING_CROSSINGS].sum() for month in history.observed])
    found = measure(history) | {"bridge-cost": bridge_cost(history)}
    return np.array([*lasting[STEP - 1 :: STEP], *(found[name] for name in ENDS)], float)


def bridge_cost(history: History) -> float:
    """What the crossings themselves cost a year, whoever pays (sim/outlay.py); EUR million, of real people."""
    return history.world.weight * spent(history.whole_ledger()) * 12.0 / len(history.ledger) / 1e6


if __name__ == "__main__":
    sys.exit(main())
