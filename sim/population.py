"""A synthetic labour market drawn from the margins in the data, at any number of people.

Cells (region, status, job type, age, education, contract) get their probability from iterative proportional fitting; people are
dealt over the cells in order, so that shares hardly depend on how many there are. All luck is addressed by the person's row.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sim import data
from sim.agents.coach import BRIDGE
from sim.agents.codes import EMPLOYED, FLEXIBLE, INACTIVE, NO_CONTRACT, UNEMPLOYED, UNEMPLOYED_WW
from sim.agents.worker import FIRST_AGE, PATH, PEOPLE, SKILL_SCALE, TRAITS, care_drawn, hours_wanted, savings_drawn
from sim.market import (
    Tables,
    demand_paths,
    empty_looks,
    first_of_month,
    graduates,
    jobs,
    jobs_by_education,
    make_markets,
    national_jobs,
    usual_hours,
)  # fmt: skip
from sim.month.courses import course_chances
from sim.month.observe import ALWAYS
from sim.month.search import inside_chances, most_search, search_chances
from sim.month.separations import most_change
from sim.month.vacancies import nearness
from sim.organisations import make_courses, make_employers, make_funds, make_pools, open_rates, units_by_employer
from sim.parameters import parameter_record
from sim.rng import BIRTH, FOREVER, HOURS, TENURE, TRAIT, key, luck_of_many
from sim.scenario import Situation

CAREER_START = 19  # years


def fit(seed: np.ndarray, margins: Sequence[tuple[tuple[int, ...], np.ndarray]], rounds: int = 200) -> np.ndarray:
    """Iterative proportional fitting: the table nearest to `seed` whose sums over all other axes equal each margin.

    seed : float64, any number of axes, not negative. margins : (axes kept, float64 totals) pairs that add up alike.
    Raises ValueError when the margins cannot be met within 0.1%.
    """
    table = seed.astype(np.float64)
    for _ in range(rounds):
        worst = 0.0
        for axes, target in margins:
            others = tuple(a for a in range(table.ndim) if a not in axes)
            sums = table.sum(axis=others)
            ratio = np.divide(target, sums, out=np.zeros_like(target, dtype=np.float64), where=sums > 0)
            worst = max(worst, float(np.abs(sums - target).max() / target.sum()))
            shape = [table.shape[a] if a in axes else 1 for a in range(table.ndim)]
            table = table * ratio.reshape(shape)
        if worst < 1e-9:
            return table
    if worst > 1e-3:
        raise ValueError("The margins of the population contradict one another: fitting does not settle.")
    return table


def shares(values: np.ndarray) -> np.ndarray:
    """Values as shares of their sum."""
    return values / values.sum()


def job_cells() -> np.ndarray:
    """float64 (61 jobs, 6 ages, 3 educations, 3 contracts): shares of the employed."""
    _, _, by_level = data.table("education_by_level")
    _, _, by_age = data.table("contract_by_age")
    _, _, education_by_age = data.table("education_by_age")
    level = np.array([job.level for job in data.job_types()])
    seed = by_level[level - 1][:, None, :, None] * by_age[None, :, None, :] * education_by_age[None, :, :, None]
    margins = [
        ((0,), national_jobs()),
        ((1,), shares(data.margin("employed_by_age")[1])),
        ((2,), shares(data.margin("employed_by_education")[1])),
        ((3,), shares(data.margin("contract")[1])),
    ]
    return shares(fit(seed, margins))


def outside_cells(status: str) -> np.ndarray:
    """float64 (6 ages, 3 educations): shares of the unemployed or the inactive."""
    _, _, education_by_age = data.table("education_by_age")
    margins = [
        ((0,), shares(data.margin(f"{status}_by_age")[1])),
        ((1,), shares(data.margin(f"{status}_by_education")[1])),
    ]
    return shares(fit(education_by_age, margins))


def region_weights(situation: Situation) -> tuple[np.ndarray, np.ndarray]:
    """(float64[regions] shares of people, float64 (regions, 61): pull of each job type in each region)."""
    people = np.array([region.people for region in situation.regions], dtype=np.float64)
    quotients = data.location_quotients()
    sector = jobs().sector
    pull = np.ones((people.size, sector.size))
    for r, region in enumerate(situation.regions):
        if region.margins in data.REGIONS:
            pull[r] = quotients[data.REGIONS.index(region.margins)][sector]
    return shares(people), pull


def people_cells(situation: Situation) -> tuple[np.ndarray, np.ndarray]:
    """(float64[k] probabilities, int64 (k, 6): region, status, job, age band, education, contract of each cell), ordered."""
    counts = dict(zip(*data.margin("labour_status"), strict=True))
    total = sum(counts.values())
    force = (counts["employed"] + counts["unemployed"]) / total
    unemployed = force * situation.labour_market.unemployed_share
    region, pull = region_weights(situation)
    cells = job_cells()
    jobs_here = fit(pull * cells.sum(axis=(1, 2, 3)), [((0,), region), ((1,), national_jobs())]) if len(region) > 1 else (
        shares(pull[0] * national_jobs())[None, :]
    )
    given_job = cells / cells.sum(axis=(1, 2, 3), keepdims=True)
    working = (force - unemployed) * jobs_here[:, :, None, None, None] * given_job
    parts = [_listed(working, EMPLOYED)]
    last_job = jobs_by_education()
    for status, share in ((UNEMPLOYED, unemployed), (INACTIVE, 1.0 - force)):
        cell = outside_cells("unemployed" if status == UNEMPLOYED else "inactive")
        table = share * region[:, None, None, None] * cell.T[None, :, None, :] * last_job[None, :, :, None]
        parts.append(_listed(table.transpose(0, 2, 3, 1)[..., None], status))
    probability = np.concatenate([part[0] for part in parts])
    labels = np.concatenate([part[1] for part in parts])
    order = np.lexsort((labels[:, 3], labels[:, 2], labels[:, 1], labels[:, 0]))
    kept = order[probability[order] > 0]
    return probability[kept] / probability[kept].sum(), labels[kept]


def _listed(table: np.ndarray, status: int) -> tuple[np.ndarray, np.ndarray]:
    """Cells of a (region, job, age, education, contract) table as a list; a status without a contract has one contract cell."""
    index = np.indices(table.shape).reshape(5, -1).T
    contract = index[:, 4] if status == EMPLOYED else np.full(len(index), NO_CONTRACT)
    labels = np.column_stack((index[:, 0], np.full(len(index), status), index[:, 1], index[:, 2], index[:, 3], contract))
    return table.ravel(), labels


def make_people(situation: Situation, n: int, seed: int, p: Any) -> tuple[Any, Any]:
    """(people, traits): n rows drawn from the cells, with traits, tenure and wages; nobody has an employer yet."""
    luck = lambda purpose, turn=0: luck_of_many(key(seed, purpose, FOREVER + turn), 0, n)  # noqa: E731
    probability, labels = people_cells(situation)
    place = (np.arange(n) + luck(BIRTH)) / n
    cell = np.minimum(np.searchsorted(np.cumsum(probability), place), len(labels) - 1)
    region, status, job, band, education, contract = labels[cell].T
    work = jobs()
    people, traits = PEOPLE.empty(n), TRAITS.empty(n)
    people.age[:] = FIRST_AGE + band * 120 + np.floor(luck(BIRTH, 1) * 120)
    people.region[:], people.job_type[:], people.education[:] = region, job, education
    people.status[:], people.contract[:] = status, contract
    people.trained[:] = _schooled_for(job, education, luck(BIRTH, 2))
    people.tenure[:] = np.where(status == EMPLOYED, _tenure(contract, people.age, luck(TENURE)), 0)
    career = np.maximum(0.0, people.age - 12.0 * CAREER_START)
    people.sector_months[:] = people.tenure + luck(TENURE, 1) * 0.5 * np.maximum(0.0, career - people.tenure)
    people.licences[:] = _licences(work, job, people.trained)
    people.hours[:] = _as_written(hours_wanted)(usual_hours()[work.sector[job], band], luck(HOURS))
    top = np.minimum(1.0, people.sector_months / p.months_to_top)
    people.wage[:] = np.rint(work.start[job] + (work.top[job] - work.start[job]) * top)
    out = status != EMPLOYED
    people.status_months[:] = np.where(out, np.floor(-np.log(luck(TENURE, 2)) * np.where(status == INACTIVE, 60, 6)), 0)
    on_ww = (status == UNEMPLOYED) & (luck(TENURE, 3) < data.figure("ww_share_of_unemployed", "total"))
    people.status[on_ww] = UNEMPLOYED_WW
    people.ww_left[:] = np.where(on_ww, 1 + np.floor(luck(TENURE, 4) * 12), 0)
    traits.self_efficacy[:] = np.clip(0.15 * education + 0.7 * luck(TRAIT), 0, 1)
    traits.risk_aversion[:] = luck(TRAIT, 1)
    traits.savings[:] = _as_written(savings_drawn)(luck(TRAIT, 2))
    traits.visible[:] = p.visible_low + (1.0 - p.visible_low) * luck(TRAIT, 3)
    traits.care_hours[:] = _as_written(care_drawn)(luck(TRAIT, 4), luck(TRAIT, 5))
    for group in range(traits.skills.shape[1]):
        level = work.required[job, group] * (0.85 + 0.3 * luck(TRAIT, 6 + group))
        traits.skills[:, group] = np.clip(level, 0, SKILL_SCALE)
    return people, traits


def _as_written(rule: Any) -> Callable[..., np.ndarray]:
    """A rule before it was compiled: for whole arrays at once, where numpy's own functions are all it uses."""
    return getattr(rule, "py_func", rule)


def _schooled_for(job: np.ndarray, education: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """The job each person's schooling was for: their own where its level fits, else one that people of their level hold."""
    work = jobs()
    other = np.array([np.searchsorted(graduates()[e], draw) for e in range(3)])
    other = np.minimum(other[education, np.arange(job.size)], work.sector.size - 1)
    return np.where(work.level[job] == education + 1, job, other)


def _tenure(contract: np.ndarray, age: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """Months with the present employer: flexible contracts are young, the others fill up the margin of all workers."""
    _, bands = data.margin("tenure")
    edges = np.array([0.0, 12.0, 60.0, 120.0, 240.0, 480.0])
    cumulative = np.concatenate(([0.0], np.cumsum(bands)))
    flexible = float((contract == FLEXIBLE).mean() / max(1e-9, (contract != NO_CONTRACT).mean()))
    rank = np.where(contract == FLEXIBLE, draw * flexible, flexible + draw * (1.0 - flexible))
    # A tenth of the others are as new as the flexible ones: people start on permanent contracts and businesses too.
    rank = np.where((contract != FLEXIBLE) & (draw < 0.1), draw * 10.0 * flexible, rank)
    months = np.floor(np.interp(rank, cumulative, edges))
    return np.minimum(months, np.maximum(0, age - FIRST_AGE))


def _licences(work: Any, job: np.ndarray, trained: np.ndarray) -> np.ndarray:
    """int32 bits: licensed for the regulated work one does and the work one was schooled for."""
    bits = np.where(work.licence >= 0, 1 << np.maximum(0, work.licence), 0).astype(np.int32)
    return bits[job] | bits[trained]


def make_tables(situation: Situation, n: int, seed: int, months: int, changes: dict[str, float] | None = None) -> Any:
    """All tables of a fresh world of `n` people, before any month has run."""
    on = first_of_month(situation.start)
    p = parameter_record(on, changes)
    people, traits = make_people(situation, n, seed, p)
    chances, inside = search_chances(p), inside_chances(p)
    weight = situation.people / n
    employers, units = make_employers(situation, people, weight, seed)
    at_work = people.unit >= 0
    people.wage[at_work] = np.rint(people.wage[at_work] * units.pay[people.unit[at_work]])
    units.normal[:] = units.headcount * (1.0 + open_rates(situation, people, units))
    regions, sectors = len(situation.regions), len(data.sectors())
    row_of = {sector.id: row for row, sector in enumerate(data.sectors())}
    markets, seat_unit = make_markets(units, regions)
    employer_units, unit_edges = units_by_employer(units, len(employers))
    people.history[:] = ALWAYS * people.status.astype(np.int64)
    return Tables(
        people=people, traits=traits, path=PATH.empty(n), bridge=BRIDGE.empty(n), employers=employers, units=units,
        markets=markets, courses=make_courses(markets, regions, p), funds=make_funds(people, p, weight), jobs=jobs(),
        graduates=graduates(), seat_unit=seat_unit, employer_units=employer_units, unit_edges=unit_edges,
        pools=make_pools(regions), paths=demand_paths(situation, months),
        **empty_looks(), next_open=np.zeros((2, units.size), np.int32), nearness=nearness(jobs(), p),
        search_chances=chances, most_search=most_search(chances), inside_chances=inside,
        most_inside=float(inside.max()), most_change=most_change(p),
        course_chances=course_chances(p), usual_hours=usual_hours(), regions=regions, sectors=sectors,
        teaching=row_of["onderwijs"], agriculture=row_of["landbouw"], p=p,
    )  # fmt: skip
