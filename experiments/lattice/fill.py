"""The runs of a lattice: per seed one burn-in, then every arm from a copy of that world, block by block on threads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from experiments.lattice.columns import columns, figures
from experiments.lattice.store import Store, head_of
from experiments.lattice.terms import Ladder
from sim.contributions import working
from sim.parallel import Progress, Tell, over_runs
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


def fill(plan: RunPlan, folder: Path, progress: Progress | None = None) -> None:
    """Run what is missing of the lattice of the plan's package, and keep it in `folder`, block by block.

    `progress` hears the part (0-1) of what was missing that is done. Raises InputError for a package without a breakthrough at
    work or a folder of something else, sim.parallel.Stopped when the user stops it; what was finished stays.
    """
    package = working(plan.package)
    seeds = [plan.seed + run for run in range(plan.runs)]
    with Store(folder, head_of(plan, package), package) as store:
        todo = {seed: missing for seed in seeds if (missing := store.missing(seed))}
        if todo:
            warm()
        whole, done = sum(map(len, todo.values())), 0
        for seed, blocks in todo.items():
            so_far, share = done / whole, len(blocks) / whole
            _fill_seed(plan, package, store, seed, blocks, _scaled(progress, so_far, share))
            done += len(blocks)
            store.note([seed])


def _scaled(progress: Progress | None, so_far: float, share: float) -> Progress | None:
    return None if progress is None else lambda part: progress(so_far + share * part)


def _fill_seed(plan: RunPlan, package: Package, store: Store, seed: int, blocks: list[int], progress: Progress | None) -> None:
    """Run these blocks of a seed."""
    start = burnt_in_world(plan.situation, plan.workers, seed, plan.assumed)

    def one(block: int, tell: Tell) -> None:
        store.write(seed, block, run_arms(start, package, store.arms(block), plan.months, tell))

    over_runs(blocks, one, plan.threads, progress)
