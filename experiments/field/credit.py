"""A universal credit for learning: a portable budget for every employee from month 0, and who takes it up, month by month.

The lever fills the account of who has an employer. Others get one when they are hired; the self-employed have none.
"""

from typing import Any

import numpy as np
import pandas as pd

from experiments.field.estimate import means, tally
from experiments.field.panel import OUTCOMES, follow, groups_of
from experiments.field.worlds import sums_over
from experiments.pairs import Size
from sim.agents.codes import EMPLOYED, INACTIVE, PORTABLE_USE, SURPLUS
from sim.policies.package import LeverUse, Package
from sim.runs import efficacies
from sim.world import Course, World

EFFECTS = ("took-part", "crossed", "employment")


def universal_credit(size: Size, situation: str = "nederland-2025", euro_a_year: float = 1000.0, kept: float = 1.0) -> pd.DataFrame:
    """Give every employee so many euros a year (lever `portable-budget`) from month 0, of which the share `kept` (`budget-kept`)
    goes along on leaving an employer; follow all for `size.months` months.

    Columns: outcome, contrast, group (all, age band, education, both, or status at the start), month (0 is the start), estimate,
    low, high, n, runs. Contrast `level`: outcomes `used` (share that paid for a course from the credit so far), `has` (share with
    money on it) and `euro` (euros used so far, a person). Contrast `exact`: taking part in the bridge, lasting crossings and
    employment, against the same person in the world without a credit. Raises InputError for a situation or a dose that cannot be.
    """
    package = of_credit(euro_a_year, kept)
    return table(sums_over(lambda world: sums_of(world, package, size.months), size, situation))


def of_credit(euro_a_year: float, kept: float) -> Package:
    """The credit as a package."""
    uses = (LeverUse(lever="portable-budget", dose=euro_a_year), LeverUse(lever="budget-kept", dose=kept))
    return Package(id="credit", nl="Leerkrediet voor iedereen", en="Learning credit for everyone", levers=uses)


def table(sums: pd.DataFrame) -> pd.DataFrame:
    """The estimates that belong to the sums of some worlds."""
    found = means(sums).rename(columns={"arm": "contrast"})
    return found[["outcome", "contrast", "group", "month", "estimate", "low", "high", "n", "runs"]]


def sums_of(world: World, package: Package, months: int) -> pd.DataFrame:
    """The sums of one world, which stays as it is."""
    groups = groups_of(world) | by_status(world)
    course = Course(world.copy(), package, yearly=False, efficacy=efficacies(package, world.seed))
    with_credit = follow(course, months)
    today = follow(Course(world.copy(), keep=False), months)
    books = course.history.books
    payments = books.payments[: int(books.payment_count[0])]
    euro = used_by(payments[payments.paid_for == PORTABLE_USE], world.tables.people.generation, months)
    same = with_credit.of_same(np.ones_like(with_credit.at_work))
    levels = {"used": (euro > 0) * same, "has": (with_credit.account > 0) * same, "euro": euro * same}
    parts = [tally(values, groups, with_credit.months, outcome=name, arm="level") for name, values in levels.items()]
    for name in EFFECTS:
        gap = OUTCOMES[name](with_credit) - OUTCOMES[name](today)
        parts.append(tally(gap, groups, with_credit.months, outcome=name, arm="exact"))
    return pd.concat(parts, ignore_index=True)


def by_status(world: World) -> dict[str, np.ndarray]:
    """Masks of people by what they do now; in training without a job counts as unemployed."""
    status, employed = world.tables.people.status, world.tables.people.unit >= 0
    at_work, outside = np.isin(status, (EMPLOYED, SURPLUS)), status == INACTIVE
    return {
        "employees": employed, "self-employed": at_work & ~employed, "unemployed": ~at_work & ~outside, "outside": outside,
    }  # fmt: skip


def used_by(payments: Any, generation: np.ndarray, months: int) -> np.ndarray:
    """float64 (months + 1, people): euros that each person of the start had paid from the credit by the end of each month; row 0 is
    the start. `payments` has columns month, person, generation and euro.
    """
    euro = np.zeros((months + 1, generation.size))
    theirs = payments[payments.generation == generation[payments.person]]
    np.add.at(euro, (theirs.month.astype(np.int64) + 1, theirs.person), theirs.euro)
    return np.cumsum(euro, axis=0)
