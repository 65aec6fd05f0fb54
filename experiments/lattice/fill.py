"""The runs of a lattice: per seed one burn-in, then every arm from a copy of that world, block by block in processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.lattice.columns import columns, figures
from experiments.lattice.store import Store, head_of
from experiments.lattice.terms import Ladder
from experiments.processes import Tell, here, in_processes
from sim.contributions import working
from sim.parallel import Progress
from sim.policies.package import Package
from sim.policies.terms import Terms
from sim.runs import RunPlan, efficacies
from sim.warm import warm
from sim.world import Course, World, burnt_in_world


class ArmCourse(Course):
    """A world on its way under the terms of one arm; of its ledger only the sum over the months is kept."""

    def __init__(self, world: World, ladder: Ladder, place: int) -> None:
        self._ladder, self._place = ladder, place
        super().__init__(world, ladder.package, keep=False)

    def terms(self, month: int) -> Terms:
        """The terms of the arm in a month."""
        return self._ladder.of(self._place, month)

    def step(self) -> None:
        """Run one month."""
        super().step()
        ledger = self.history.ledger
        if len(ledger) > 1:
            ledger[0] += ledger.pop()


def run_arms(start: World, package: Package, arms: Sequence[int], months: int, tell: Tell | None = None) -> np.ndarray:
    """float64[arm, column]: what these arms (bit masks) come to from a burnt-in world, which stays as it is."""
    ladder = Ladder(package, arms, months, efficacies(package, start.seed))
    found = np.empty((len(arms), len(columns())))
    for place in range(len(arms)):
        found[place] = figures(ArmCourse(start.copy(), ladder, place).run(months))
        if tell:
            tell((place + 1) / len(arms))
    return found


class Block(NamedTuple):
    """Some arms of one seed, with all that a process needs to run them."""

    plan: RunPlan
    package: Package
    seed: int
    first: int
    arms: Sequence[int]


class Filled(NamedTuple):
    """float64[arm, column] of a block."""

    seed: int
    first: int
    values: np.ndarray


def fill_block(block: Block, tell: Tell) -> Filled:
    """Run the arms of a block."""
    warm()
    plan = block.plan
    start = burnt_in_world(plan.situation, plan.workers, block.seed, plan.assumed)
    return Filled(block.seed, block.first, run_arms(start, block.package, block.arms, plan.months, tell))


def fill(plan: RunPlan, folder: Path, processes: int = 1, progress: Progress | None = None) -> None:
    """Run what is missing of the lattice of the plan's package, and keep it in `folder`, block by block.

    processes : 1 runs here; more in so many processes of this machine, with the same outcome. `progress` hears the part (0-1) of
    what was missing that is done. Raises InputError for a package without a breakthrough at work or a folder of something else;
    that, a KeyboardInterrupt and whatever else ends it early leave what was finished.
    """
    package = working(plan.package)
    seeds = [plan.seed + run for run in range(plan.runs)]
    with Store(folder, head_of(plan, package), package) as store:
        todo = {seed: missing for seed in seeds if (missing := store.missing(seed))}
        whole, done = sum(map(len, todo.values())), 0
        if not todo:
            return
        warm()

        def tell(share: float) -> None:
            if progress:
                progress((done + share) / whole)

        blocks = _blocks(plan, package, store, todo)
        filled = in_processes(blocks, fill_block, processes) if processes > 1 else here(blocks, fill_block, tell)
        with closing(filled):
            for seed, first, values in filled:
                store.write(seed, first, values)
                done += 1
                tell(0.0)
                if not store.missing(seed):
                    store.note([seed])


def _blocks(plan: RunPlan, package: Package, store: Store, todo: Mapping[int, Sequence[int]]) -> Iterator[Block]:
    """All blocks to do, seed by seed; the first of a seed comes when its world is burnt in, and kept for whoever runs them."""
    for seed, firsts in todo.items():
        burnt_in_world(plan.situation, plan.workers, seed, plan.assumed)
        for first in firsts:
            yield Block(plan, package, seed, first, store.arms(first))
