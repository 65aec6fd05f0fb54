"""A panel: what field data would hold of everyone, month by month, from a run of the model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.agents.codes import EDUCATIONS, EMPLOYED, SURPLUS
from sim.agents.worker import AGE_BANDS, FIRST_AGE, FULL_WEEK
from sim.world import Course, World

DAYS_IN_MONTH = 365.25 / 12.0
YEAR = 12  # months
KEPT = ("at_work", "same", "earnings", "wage", "took_part", "crossed", "account")


@dataclass
class Panel:
    """Arrays (months + 1, people); row 0 is the month before the first, row k the end of the k-th.

    at_work : bool, in a job or under notice, own business included. same : bool, the row still holds the person of row 0 (at 75
    it goes to a newcomer). earnings : int32, euros a month at present hours, 0 without work. wage : int32, full-time euros a month,
    now or last. took_part : bool, on the bridge beyond hearing of it since month 0. crossed : int16, lasting crossings since
    month 0. account : int32, euros on the portable budget.
    """

    at_work: np.ndarray
    same: np.ndarray
    earnings: np.ndarray
    wage: np.ndarray
    took_part: np.ndarray
    crossed: np.ndarray
    account: np.ndarray

    @property
    def months(self) -> np.ndarray:
        """int64: what the rows are called."""
        return np.arange(len(self.at_work))

    def of_same(self, values: np.ndarray) -> np.ndarray:
        """float64: the values, NaN where the row no longer holds the same person."""
        return np.where(self.same, values, np.nan)


def follow(course: Course, months: int) -> Panel:
    """Run a course for so many months and keep a panel of everyone in its world."""
    kept: dict[str, list[np.ndarray]] = {name: [] for name in KEPT}
    generation = course.world.tables.people.generation.copy()
    _write(kept, course.world, generation)
    for _ in range(months):
        course.step()
        _write(kept, course.world, generation)
    return Panel(**{name: np.array(rows) for name, rows in kept.items()})


def _write(kept: dict[str, list[np.ndarray]], world: World, generation: np.ndarray) -> None:
    people, w = world.tables.people, world.tables
    at_work = np.isin(people.status, (EMPLOYED, SURPLUS))
    earned = np.rint(people.wage * people.hours / FULL_WEEK)
    row = {
        "at_work": at_work, "same": people.generation == generation, "earnings": np.where(at_work, earned, 0).astype(np.int32),
        "wage": people.wage.copy(), "took_part": w.bridge.enrolled > 0, "crossed": w.path.lasting.astype(np.int16),
        "account": w.bridge.account.copy(),
    }  # fmt: skip
    for name, values in row.items():
        kept[name].append(values)


def days(panel: Panel) -> np.ndarray:
    """float64: days in work in the twelve months up to each month; NaN in the first eleven, and at the start."""
    worked = np.cumsum(panel.at_work, axis=0, dtype=np.float64)
    found = np.full(worked.shape, np.nan)
    found[YEAR:] = (worked[YEAR:] - worked[:-YEAR]) * DAYS_IN_MONTH
    return panel.of_same(found)


# An outcome of a field study -> float64 (months + 1, people), NaN where it is not known.
OUTCOMES: Mapping[str, Callable[[Panel], np.ndarray]] = {
    "employment": lambda panel: panel.of_same(panel.at_work),
    "earnings": lambda panel: panel.of_same(panel.earnings),
    "wage": lambda panel: np.where(panel.at_work & panel.same, panel.wage, np.nan),
    "days": days,
    "took-part": lambda panel: panel.of_same(panel.took_part),
    "crossed": lambda panel: panel.of_same(panel.crossed > 0),
}


def band_name(band: int) -> str:
    """An age band as "45-54"."""
    first = FIRST_AGE // 12 + 10 * band
    return f"{first}-{first + 9}"


def groups_of(world: World, education: bool = True) -> dict[str, np.ndarray]:
    """Masks of people as they are now: all, each age band and, if asked, each level of education and both together."""
    people = world.tables.people
    band = np.minimum(AGE_BANDS - 1, (people.age.astype(np.int64) - FIRST_AGE) // 120)
    ages = {band_name(b): band == b for b in range(AGE_BANDS)}
    found = {"all": np.ones(people.size, bool)} | ages
    if education:
        for level, name in enumerate(EDUCATIONS):
            schooled = people.education == level
            found[name] = schooled
            found |= {f"{age} {name}": mask & schooled for age, mask in ages.items()}
    return found
