"""A run of the calibration world as a survey would see it: everyone, every month, and what was counted of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from sim import data
from sim.agents.codes import EMPLOYED, SELF_EMPLOYED, STATUSES, SURPLUS
from sim.agents.worker import AGE_BANDS
from sim.month.observe import EDUCATION_LEVELS, PANEL
from sim.scenario import Situation, read_situation
from sim.world import Course, World, burn_in, fresh_world

MONTHS = 24  # that are measured, after the burn-in
WORKERS = 20_000
WORLD = "nederland-2024"
KEPT = {
    "status": np.int8, "generation": np.int8, "contract": np.int8, "job_type": np.int8, "employer": np.int32, "tenure": np.int16,
    "age": np.int16,
}  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One run. `kept` holds by column an array (months + 1, people); row 0 is the start. `observed` is month by month.

    Ages and tenures are in months; employer -1 is none.
    """

    observed: list[Any]
    kept: Mapping[str, np.ndarray]
    world: World

    @property
    def months(self) -> int:
        """Months that were run."""
        return len(self.observed)

    @cached_property
    def sector(self) -> np.ndarray:
        """int64 (months + 1, people): sector of the present or the last job."""
        place = {sector.id: k for k, sector in enumerate(data.sectors())}
        of_job = np.array([place[job.sector] for job in data.job_types()])
        return np.asarray(of_job[self.kept["job_type"]])

    @cached_property
    def at_work(self) -> np.ndarray:
        """bool (months + 1, people): at work, under notice or not."""
        return np.isin(self.kept["status"], (EMPLOYED, SURPLUS))

    @cached_property
    def employee(self) -> np.ndarray:
        """bool (months + 1, people): at work for an employer."""
        return np.asarray(self.at_work & (self.kept["contract"] != SELF_EMPLOYED))

    def same(self, gap: int) -> np.ndarray:
        """bool (months + 1 - gap, people): whether a row still is the same person so many months later."""
        return np.asarray(self.kept["generation"][gap:] == self.kept["generation"][: self.months + 1 - gap])

    def panel(self, name: str, bands: slice = slice(None)) -> float:
        """People in a cell of the three-month panel, summed over the months and the age bands asked."""
        return float(sum(month.panel[bands, PANEL.index(name)].sum() for month in self.observed))

    def flow(self, place: int) -> float:
        """A flow summed over sectors and months."""
        return float(sum(month.flows[:, place].sum() for month in self.observed))

    def mean_people(self, statuses: slice) -> float:
        """Mean number of people in these statuses."""
        return float(np.mean([month.stocks[:, statuses].sum() for month in self.observed]))

    @property
    def learners(self) -> np.ndarray:
        """int64[age band]: people who follow a course outside the bridge, summed over the months."""
        return np.asarray(sum(month.learners for month in self.observed))

    @property
    def people_by_age(self) -> np.ndarray:
        """int64[age band]: people, summed over the months."""
        stocks = sum(month.stocks[:, : len(STATUSES)].sum(axis=1) for month in self.observed)
        return np.asarray(stocks).reshape(-1, EDUCATION_LEVELS, AGE_BANDS, 2).sum(axis=(0, 1, 3))

    @property
    def vacancies(self) -> float:
        """Mean number of open vacancies at the end of a month."""
        return float(np.mean([month.vacancies.sum() for month in self.observed]))


def watch(world: World, months: int = MONTHS) -> Record:
    """Run a world that is the caller's to change under today's terms, and keep what a survey asks."""
    course, w = Course(world, keep=False), world.tables
    kept = {name: np.empty((months + 1, world.people), dtype) for name, dtype in KEPT.items()}
    _keep(kept, 0, w)
    for month in range(months):
        course.step()
        _keep(kept, month + 1, w)
    return Record(course.history.observed, kept, world)


def _keep(kept: Mapping[str, np.ndarray], row: int, w: Any) -> None:
    for name in KEPT:
        if name != "employer":
            kept[name][row] = getattr(w.people, name)
    unit = np.asarray(w.people.unit)
    kept["employer"][row] = np.where(unit >= 0, w.units.employer[np.maximum(unit, 0)], -1)


@cache
def situation() -> Situation:
    """The situation that the patterns describe."""
    return read_situation(WORLD)


def burnt_in(changes: Mapping[str, float], seed: int, workers: int = WORKERS) -> World:
    """A world of that situation under these parameters, in its steady state; nothing is kept on disk."""
    made = fresh_world(situation(), workers, seed, changes)
    burn_in(made)
    return made
