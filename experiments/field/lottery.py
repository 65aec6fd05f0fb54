"""Random assignment in two stages: markets draw a saturation, then people within a market draw whether they get the lever.

The design of Crépon, Duflo, Gurgand, Rathelot and Zamora (Quarterly Journal of Economics 2013; from memory). With saturations
(0, 1) whole markets are assigned, with one saturation in between persons only. What the field can estimate stands beside what it
cannot see: the same people in the same world without the lever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.field.estimate import differences, means, tally, weights_like
from experiments.field.lots import lots
from experiments.field.panel import OUTCOMES, follow
from experiments.field.worlds import sums_over
from experiments.pairs import EVERYONE, Size
from sim import data
from sim.month.scope import scope as look_up
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.reading import InputError
from sim.runs import efficacies
from sim.scoping import stand_ins
from sim.words import did_you_mean
from sim.world import Course, World

SATURATIONS = (0.0, 0.25, 0.5, 0.75, 1.0)
MARKETS = ("region", "sector", "region-sector")
OUTCOMES_OF_LOTTERY = ("employment", "earnings", "took-part", "crossed")
MOST_PEOPLE = 20_000_000  # that a scope can name
ALL_LEVELS = "all"


@dataclass(frozen=True)
class Assignment:
    """Who drew what; by person. `market` int64, `saturation` float64 of their market, `eligible` and `assigned` bool."""

    market: np.ndarray
    saturation: np.ndarray
    eligible: np.ndarray
    assigned: np.ndarray

    @property
    def left_out(self) -> np.ndarray:
        """Eligible people who did not draw the lever in a market where others did."""
        return self.eligible & ~self.assigned & (self.saturation > 0)

    @property
    def pure(self) -> np.ndarray:
        """Eligible people in markets where nobody drew it."""
        return self.eligible & (self.saturation == 0)


def randomise(
    doses: Mapping[str, float], size: Size, situation: str = "nederland-2025", saturations: Sequence[float] = SATURATIONS,
    market: str = "region-sector", eligible: Scope = EVERYONE,
) -> pd.DataFrame:  # fmt: skip
    """Draw these levers (id -> dose) by lot from month 0 and follow everyone eligible for `size.months` months.

    market : what counts as one, of people by where they live and the sector they work in or last did, at the start. eligible :
    who takes part in the lottery.

    Columns: outcome (its change since the start), contrast, saturation ("all" or one of them), month (0 is the start), estimate,
    low, high, n, runs. Employment, taking part in the bridge and lasting crossings are shares of people, earnings euros a month.
    Contrasts: `within` (assigned less not assigned, in the same market), `spill-over` (not assigned, less people in markets
    without), `between` (assigned, less people in markets without); and against the same world without the lever, person by
    person: `exact-assigned`, `exact-not-assigned`, `exact-control`. Raises InputError for what is not known or cannot be.
    """
    check(saturations, market)
    package = of_levers(doses)

    def one(world: World) -> pd.DataFrame:
        return sums_of(world, package, eligible, saturations, market, size.months)

    return table(sums_over(one, size, situation))


def check(saturations: Sequence[float], market: str) -> None:
    """Raises InputError when a lottery cannot be held."""
    if not saturations or not all(0.0 <= share <= 1.0 for share in saturations) or max(saturations) == 0.0:
        nl = "verzadigingen zijn delen van 0 tot en met 1, en minstens een is meer dan 0"
        raise InputError(nl, "saturations are shares from 0 up to 1, and at least one is more than 0")
    if market not in MARKETS:
        hint = did_you_mean(market, MARKETS)
        raise InputError(f"er is geen soort markt '{market}'; {hint.nl}", f"there is no kind of market '{market}'; {hint.en}")


def of_levers(doses: Mapping[str, float]) -> Package:
    """Levers as a package; for whom is settled by lot."""
    uses = tuple(LeverUse(lever=lever, dose=dose) for lever, dose in doses.items())
    return Package(id="lottery", nl="Loting", en="Lottery", levers=uses)


def table(sums: pd.DataFrame) -> pd.DataFrame:
    """The estimates that belong to the sums of some worlds."""
    parts = [means(sums[sums.arm == arm]).assign(contrast=arm).drop(columns="arm") for arm in sums.arm.unique() if "exact" in arm]
    for contrast in ("within", "spill-over", "between"):
        sides = f"{contrast}:with", f"{contrast}:without"
        if set(sides) <= set(sums.arm):  # without markets that have nothing, say, there is nothing to compare with
            parts.append(differences(sums, *sides).assign(contrast=contrast))
    found = pd.concat(parts, ignore_index=True).rename(columns={"group": "saturation"})
    return found[["outcome", "contrast", "saturation", "month", "estimate", "low", "high", "n", "runs"]]


def sums_of(
    world: World, package: Package, eligible: Scope, saturations: Sequence[float], market: str, months: int
) -> pd.DataFrame:
    """The sums of one world, which stays as it is."""
    drawn = assign(markets_of_people(world, market), who(world, eligible), saturations, world.seed)
    course = with_lever(world.copy(), package, drawn)
    if course.world.scopes:  # levers at their default make no scope
        cover_employers(course.world, drawn, market)
    treated = follow(course, months)
    today = follow(Course(world.copy(), keep=False), months)
    parts = []
    for name in OUTCOMES_OF_LOTTERY:
        here, there = (since_start(OUTCOMES[name](panel)) for panel in (treated, today))
        parts += [frame.assign(outcome=name) for frame in (two_stage(here, drawn), exact(here - there, drawn))]
    return pd.concat(parts, ignore_index=True)


def since_start(values: np.ndarray) -> np.ndarray:
    """The change of an outcome, float64 (months, people), since the first row: who began better off is no effect."""
    return np.asarray(values - values[0])


def markets_of(kind: str, region: np.ndarray, sector: np.ndarray) -> np.ndarray:
    """int64: the number of the market that belongs to regions and sectors (codes)."""
    sectors = len(data.sectors())
    region, sector = region.astype(np.int64), sector.astype(np.int64)
    return {"region": region, "sector": sector, "region-sector": region * sectors + sector}[kind]


def markets_of_people(world: World, kind: str) -> np.ndarray:
    """int64 by person: their market, by where they live and the sector of the job held now or last."""
    w = world.tables
    return markets_of(kind, w.people.region, w.jobs.sector[w.people.job_type])


def who(world: World, scope: Scope) -> np.ndarray:
    """bool by person: who meets a scope now, by the model's own rule. Raises InputError when nobody does."""
    asking = Package(id="asking", nl="Vraag", en="Question", levers=(), routes=(Route(scope=scope),))
    course = Course(world.copy(), asking, keep=False)
    look_up(course.world.tables, course.now(), course.hands, course.criteria)
    found = np.asarray(course.world.tables.people.scope != 0)
    if not found.any():
        raise InputError("niemand past in de doelgroep van de loting", "nobody is in the scope of the lottery")
    return found


def assign(market: np.ndarray, eligible: np.ndarray, saturations: Sequence[float], seed: int) -> Assignment:
    """Draw the two stages: each saturation goes to as many markets as any other, give or take one, and within a market that
    share of the eligible people draws the lever; part of a person is the chance of one.
    """
    draw = lots(seed, "lottery")
    known, place = np.unique(market, return_inverse=True)
    deal = np.resize(draw.permutation(np.asarray(saturations, np.float64)), known.size)
    saturation = draw.permutation(deal)[place]
    ticket, rounding = draw.random(market.size), draw.random(known.size)
    order = np.lexsort((ticket, ~eligible, place))  # in each market the eligible ones first, by ticket
    first = np.searchsorted(place[order], np.arange(known.size))
    rank = np.empty(market.size)
    rank[order] = np.arange(market.size) - first[place[order]]
    seats = np.floor(saturation * np.bincount(place, weights=eligible)[place] + rounding[place] * (saturation < 1.0))
    return Assignment(market, saturation, eligible, eligible & (rank < seats) & (saturation > 0))


def with_lever(world: World, package: Package, drawn: Assignment) -> Course:
    """A course of a world, the caller's to change, in which only who drew the levers lives under them.

    They are a cohort that is full already: whoever is in it stays in it, and nobody is added.
    """
    size = int(drawn.assigned.sum())
    scope = Scope(cohort=min(MOST_PEOPLE, max(1, round(size * world.weight))))
    package = package.model_copy(update={"levers": tuple(use.model_copy(update={"scope": scope}) for use in package.levers)})
    world.scopes, world.taken = (scope,), np.array([stand_ins(scope.cohort or 1, world.weight)])
    world.tables.people.scope[:] = drawn.assigned
    return Course(world, package, keep=False, efficacy=efficacies(package, world.seed))


def cover_employers(world: World, drawn: Assignment, market: str) -> None:
    """Put the employers of markets that drew the lever whole under its terms too, when everyone was eligible; funds never are."""
    if drawn.eligible.all():
        employers = world.tables.employers
        whole = np.unique(drawn.market[drawn.saturation == 1.0])
        employers.scope[:] = np.isin(markets_of(market, employers.region, employers.sector), whole)


def two_stage(values: np.ndarray, drawn: Assignment) -> pd.DataFrame:
    """Sums of the field's contrasts, from an outcome, float64 (months, people), and who drew what."""
    months = np.arange(len(values))
    treated, left_out, pure = drawn.assigned, drawn.left_out, drawn.pure
    case, control = weights_like(drawn.market, treated, left_out)
    pairs = {"within": (case, control), "spill-over": (1.0 * left_out, 1.0 * pure), "between": (1.0 * treated, 1.0 * pure)}
    levels = np.unique(drawn.saturation[drawn.saturation > 0])
    everyone = np.ones(values.shape[1], bool)
    here = {ALL_LEVELS: everyone} | {f"{level:g}": drawn.saturation == level for level in levels}
    parts = []
    for contrast, (ours, theirs) in pairs.items():
        beside = here if contrast == "within" else dict.fromkeys(here, everyone)  # markets without stand beside every saturation
        parts.append(tally(values, here, months, ours, arm=f"{contrast}:with"))
        parts.append(tally(values, beside, months, theirs, arm=f"{contrast}:without"))
    found = pd.concat(parts, ignore_index=True)
    return found[found.n > 0]


def exact(gap: np.ndarray, drawn: Assignment) -> pd.DataFrame:
    """Sums of `gap`, float64 (months, people): the outcome of each person less their own in the world without the lever."""
    levels = {f"{level:g}": drawn.saturation == level for level in np.unique(drawn.saturation)}
    groups = {ALL_LEVELS: np.ones(gap.shape[1], bool)} | levels
    arms = {"exact-assigned": drawn.assigned, "exact-not-assigned": drawn.left_out, "exact-control": drawn.pure}
    found = pd.concat([tally(gap, groups, np.arange(len(gap)), mask, arm=arm) for arm, mask in arms.items()], ignore_index=True)
    return found[found.n > 0]
