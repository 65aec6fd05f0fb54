"""Closure of firms chosen by lot: their employees beside matched colleagues elsewhere, and beside themselves without the closure.

Field studies of displacement can only do the first. The model does both in one table, so that what matching misses can be seen.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.field.estimate import differences, means, tally, weights_like
from experiments.field.lots import lots
from experiments.field.panel import OUTCOMES, Panel, follow, groups_of
from experiments.field.worlds import sums_over
from experiments.pairs import Size
from sim.agents.codes import EMPLOYED, SURPLUS
from sim.agents.worker import FIRST_AGE
from sim.reading import InputError
from sim.world import Course, World

OUTCOMES_OF_CLOSURE = ("employment", "earnings", "wage", "days")
TENURE_EDGES = (12, 36, 60, 120, 240)  # months: edges of the bands of service within which people are matched
WAGE_BANDS = 5  # equal parts of all employees by full-time wage
FIRM_SHARE = 0.01  # of all employers


@dataclass(frozen=True)
class Closing:
    """What closes: the share of employers, and the month it happens; and the least months of service of who is looked at."""

    share: float = FIRM_SHARE
    month: int = 0
    least_tenure: int = 0

    def __post_init__(self) -> None:
        if not 0.0 < self.share < 1.0:
            nl = f"het deel van de werkgevers dat sluit moet tussen 0 en 1 liggen, niet {self.share:g}"
            raise InputError(nl, f"the share of employers that closes must lie between 0 and 1, not {self.share:g}")
        if self.month < 0 or self.least_tenure < 0:
            nl = "de maand van de sluiting en de maanden in dienst zijn 0 of meer"
            raise InputError(nl, "the month of the closure and the months of service are 0 or more")


def closures(size: Size, situation: str = "nederland-2024", plan: Closing | None = None) -> pd.DataFrame:
    """Close employers in `size.seeds` worlds and follow everyone for `size.months` months after.

    Columns: outcome, contrast, group (age band, education or both), month (since the closure; 0 is the month before), estimate,
    low, high, n (people of closed firms), runs. Contrasts: `closed` and `matched` are levels, `difference` is what a field study
    reports, `exact` is the same people against themselves in the world without closures. Employment is a share (0-1), earnings
    euros a month (0 without work), wage full-time euros a month of who works (in `exact`: in both worlds), days those in work in
    the twelve months before. Raises InputError for a plan or situation that cannot be.
    """
    closing = plan or Closing()
    return table(sums_over(lambda world: sums_of(world, closing, size.months), size, situation))


def table(sums: pd.DataFrame) -> pd.DataFrame:
    """The estimates that belong to the sums of some worlds (`sums_of`)."""
    levels = means(sums).rename(columns={"arm": "contrast"})
    gap = differences(sums, "closed", "matched").assign(contrast="difference")
    found = pd.concat([levels, gap], ignore_index=True)
    found = found[found.n > 0].reset_index(drop=True)
    return found[["outcome", "contrast", "group", "month", "estimate", "low", "high", "n", "runs"]]


def sums_of(world: World, plan: Closing, months: int) -> pd.DataFrame:
    """The sums of one world, which stays as it is."""
    start = world.copy()
    Course(start, keep=False).run(plan.month)
    chosen = firms_by_lot(start, plan.share)
    sample = eligible(start, plan.least_tenure)
    closing = works_at(start, chosen)
    case, control = weights_like(cells(start), sample & closing, sample & ~closing)
    twin = follow(Course(start.copy(), keep=False), months)
    groups = groups_of(start)
    close(start, chosen)
    struck = follow(Course(start, keep=False), months)
    return matched_sums(struck, twin, groups, case, control)


def matched_sums(struck: Panel, twin: Panel, groups: dict[str, np.ndarray], case: np.ndarray, control: np.ndarray) -> pd.DataFrame:
    """Sums of the arms `closed`, `matched` and `exact`, from the panels with and without closures and the weights of matching."""
    parts = []
    for name in OUTCOMES_OF_CLOSURE:
        here, there = OUTCOMES[name](struck), OUTCOMES[name](twin)
        for arm, values, weight in (("closed", here, case), ("matched", here, control), ("exact", here - there, case)):
            used = weight > 0
            ours = {group: mask[used] for group, mask in groups.items()}
            parts.append(tally(values[:, used], ours, struck.months, weight[used], outcome=name, arm=arm))
    return pd.concat(parts, ignore_index=True)


def firms_by_lot(world: World, share: float) -> np.ndarray:
    """int64: rows of employers with staff, drawn by lot; at least one. Small and large firms have the same chance."""
    w = world.tables
    staff = np.bincount(w.units.employer, weights=w.units.headcount, minlength=len(w.employers))
    open_firms = np.flatnonzero(staff > 0)
    return np.sort(lots(world.seed, "firms").permutation(open_firms)[: max(1, round(share * open_firms.size))])


def works_at(world: World, employers: np.ndarray) -> np.ndarray:
    """bool by person: whether they are on the staff of one of these employers."""
    unit = np.asarray(world.tables.people.unit)
    return np.asarray((unit >= 0) & np.isin(world.tables.units.employer[np.maximum(unit, 0)], employers))


def eligible(world: World, least_tenure: int) -> np.ndarray:
    """bool by person: employees with so many months of service who are not under notice anyway."""
    people = world.tables.people
    return np.asarray((people.unit >= 0) & (people.status == EMPLOYED) & (people.tenure >= least_tenure))


def cells(world: World) -> np.ndarray:
    """int64 by person: the same number for who shares age band, education, sector, tenure band and wage band."""
    people, w = world.tables.people, world.tables
    edges = np.quantile(people.wage[people.unit >= 0], np.arange(1, WAGE_BANDS) / WAGE_BANDS)
    parts = (
        (people.age - FIRST_AGE) // 120, people.education, w.jobs.sector[people.job_type], np.digitize(people.tenure, TENURE_EDGES),
        np.digitize(people.wage, edges),
    )  # fmt: skip
    number = np.zeros(people.size, np.int64)
    for part in parts:
        number = number * 32 + np.asarray(part, np.int64)
    return number


def close(world: World, employers: np.ndarray) -> None:
    """Close employers (rows) before the coming month of a world, which is the caller's to change.

    They want no positions any more, so they neither hire nor keep places for people on the bridge; everyone on their staff is
    under notice that ends in the coming month, by the model's own rule of dismissal. Heads, euros and benefits therefore follow
    as with any dismissal, statutory severance too (in a bankruptcy it would often go unpaid). No *announced* event is noted.
    """
    w, people = world.tables, world.tables.people
    gone = np.isin(w.units.employer, employers)
    w.units.normal[gone] = 0.0
    w.markets.positions[:] = 0.0
    market = w.units.job_type.astype(np.int64) * w.regions + w.units.region
    np.add.at(w.markets.positions, market, w.units.normal)
    staff = works_at(world, employers)
    told = staff & (people.status == EMPLOYED)
    np.add.at(w.units.leaving, people.unit[told], 1)
    people.status[told], people.status_months[told], people.since_notice[told] = SURPLUS, 0, 1
    w.path.notice_month[told], w.path.back_to_work[told] = world.month - 1, 0
    people.notice_left[staff] = 1
