"""The organisations of a synthetic labour market: employers with their units, courses, funds and coach pools.

Every employee drawn before gets an employer; sizes follow the margins. All luck is addressed by row.
"""

from typing import Any

import numpy as np

from sim import data
from sim.agents.coach import COACH_POOLS
from sim.agents.codes import CROSS_FUND, EMPLOYED, FIRST_SECTOR_FUND, SELF_EMPLOYED, UNEMPLOYED, UNEMPLOYED_WW, UWV
from sim.agents.employer import EMPLOYERS, UNITS
from sim.agents.fund import FUNDS
from sim.agents.trainer import COURSES
from sim.agents.worker import FULL_WEEK
from sim.data.payers import PAYS_FOR, WHEN_EMPTY
from sim.market import jobs
from sim.rng import EMPLOYER_SIZE, EMPLOYER_TRAIT, FOREVER, UNIT, key, luck_of_many
from sim.scenario import Situation

SIZE_EDGES = ((2, 10), (10, 50), (50, 250), (250, 5000))  # people, per size class


def make_employers(situation: Situation, people: Any, weight: float, seed: int) -> tuple[Any, Any]:
    """(employers, units): every employee gets an employer; named employers take theirs first. Fills `people.unit`."""
    work = jobs()
    employee = np.flatnonzero((people.status == EMPLOYED) & (people.contract != SELF_EMPLOYED))
    sector = work.sector[people.job_type[employee]]
    draw = luck_of_many(key(seed, EMPLOYER_SIZE), 0, people.size)[employee]
    order = np.lexsort((draw, sector, people.region[employee]))
    employee, sector = employee[order], sector[order]
    region = people.region[employee].astype(np.int64)
    employer = np.full(people.size, -1, np.int64)
    rows: list[tuple[int, int, int, int, int]] = []
    cell = region * len(data.sectors()) + sector
    for at in np.split(np.arange(employee.size), np.flatnonzero(np.diff(cell)) + 1):
        if at.size:
            _fill_cell(situation, people, employee[at], int(region[at[0]]), int(sector[at[0]]), weight, seed, employer, rows)
    employers = EMPLOYERS.empty(len(rows))
    employers.region, employers.sector, employers.size_class, employers.named, employers.real_staff = np.array(rows).T
    trait = [luck_of_many(key(seed, EMPLOYER_TRAIT, FOREVER + turn), 0, len(rows)) for turn in range(3)]
    employers.landing = trait[2]
    units = _units(people, employee, employer, employers, work, seed)
    units.pay[:] = (1.0 + 0.12 * (trait[0] + trait[1] - 1.0))[units.employer]
    return employers, units


def _fill_cell(
    situation: Situation, people: Any, members: np.ndarray, region: int, sector: int, weight: float, seed: int,
    employer: np.ndarray, rows: list[tuple[int, int, int, int, int]],
) -> None:  # fmt: skip
    """Deal the employees of one sector in one region over employers; appends the employers to `rows`."""
    sector_id, region_id = data.sectors()[sector].id, situation.regions[region].id
    job_row = {job.id: k for k, job in enumerate(data.job_types())}
    for k, named in enumerate(situation.employers):
        if named.sector != sector_id or named.region != region_id:
            continue
        wanted = max(1, round(named.people / weight))
        suits = np.ones(members.size, bool)
        if named.job_types:
            suits = np.isin(people.job_type[members], [job_row[j] for j in named.job_types])
        taken = members[suits][:wanted]
        employer[taken] = len(rows)
        rows.append((region, sector, _size_class(named.people), k, named.people))
        members = np.setdiff1d(members, taken, assume_unique=True)
    classes = _largest_remainder(data.margin("firm_size")[1], members.size)
    start = 0
    for size, count in enumerate(classes):
        sizes = _sizes(size, int(count), key(seed, EMPLOYER_SIZE, FOREVER + 1 + size), (region * 16 + sector) << 24)
        for people_here in sizes:
            employer[members[start : start + people_here]] = len(rows)
            rows.append((region, sector, size, -1, people_here))
            start += people_here


def _size_class(people: int) -> int:
    return sum(people >= high for _, high in SIZE_EDGES[:-1])


def _largest_remainder(share: np.ndarray, total: int) -> np.ndarray:
    exact = share * total
    given = np.floor(exact).astype(np.int64)
    given[np.argsort(given - exact, kind="stable")[: total - given.sum()]] += 1
    return given


def _sizes(size: int, total: int, at_key: Any, first: int) -> list[int]:
    """Sizes of employers of one class that add up to `total`: Zipf within the class, the last one cut to fit."""
    low, high = SIZE_EDGES[size]
    sizes: list[int] = []
    while total > 0:
        draws = luck_of_many(at_key, first + len(sizes), 1 + total // low)
        for u in draws:
            people = min(total, int(low / (1.0 - u * (1.0 - low / high))))
            sizes.append(people)
            total -= people
            if total == 0:
                break
    return sizes


def _units(people: Any, employee: np.ndarray, employer: np.ndarray, employers: Any, work: Any, seed: int) -> Any:
    """The units, ordered by job type, region and employer; fills `people.unit`."""
    job, of = people.job_type[employee].astype(np.int64), employer[employee]
    order = np.lexsort((of, employers.region[of], job))
    pairs = np.column_stack((job, of))[order]
    new = np.concatenate(([True], np.any(np.diff(pairs, axis=0) != 0, axis=1)))
    people.unit[employee[order]] = np.cumsum(new) - 1
    units = UNITS.empty(int(new.sum()))
    units.job_type[:], units.employer[:] = pairs[new].T
    units.region[:] = employers.region[units.employer]
    units.sector[:] = employers.sector[units.employer]
    units.headcount[:] = np.bincount(people.unit[employee], minlength=units.size)
    units.dither[:] = luck_of_many(key(seed, UNIT), 0, units.size)
    return units


def units_by_employer(units: Any, employers: int) -> tuple[np.ndarray, np.ndarray]:
    """(int32[units] rows of the units ordered by employer, int32[employers + 1] edges where each employer's lie)."""
    order = np.argsort(units.employer, kind="stable")
    edges = np.searchsorted(units.employer[order], np.arange(employers + 1))
    return order.astype(np.int32), edges.astype(np.int32)


def open_rates(situation: Situation, people: Any, units: Any) -> np.ndarray:
    """float64 per unit: open positions per employee, by sector, scaled to the situation's vacancies per unemployed."""
    by_sector = np.array([s.vacancies / s.employed for s in data.sectors()])
    rate = by_sector[units.sector]
    unemployed = np.isin(people.status, (UNEMPLOYED, UNEMPLOYED_WW)).sum()
    wanted = unemployed * situation.labour_market.vacancies_per_unemployed
    return rate * wanted / max(1e-9, float((rate * units.headcount).sum()))


def make_courses(markets: Any, regions: int, p: Any) -> Any:
    """A course for every job type in every region; seats by the size of the market, part of a seat being a chance of one."""
    courses = COURSES.empty(len(markets))
    courses.job_type = np.arange(len(markets)) // regions
    courses.region = np.arange(len(markets)) % regions
    courses.mean_seats = markets.positions * p.seats
    courses.first_intake = 2  # months after the start; at two intakes a year, again half a year on
    return courses


def make_funds(people: Any, p: Any, weight: float) -> Any:
    """Sector funds in the order of the sectors, the cross-sector fund, and UWV's money for training.

    A simulated person stands for `weight` people and so does a simulated euro: funds hold what their simulated people paid.
    """
    rows = data.funds()
    funds = FUNDS.empty(len(rows))
    sector_row = {sector.id: k for k, sector in enumerate(data.sectors())}
    at_work = people.unit >= 0
    wage = people.wage * people.hours / FULL_WEEK
    bill = np.bincount(jobs().sector[people.job_type[at_work]], wage[at_work], len(sector_row))
    for k, fund in enumerate(rows):
        own = fund.sector in sector_row
        funds.sector[k] = sector_row[fund.sector] if own else -1
        funds.party[k] = FIRST_SECTOR_FUND + sector_row[fund.sector] if own else (CROSS_FUND if fund.kind != "uwv" else UWV)
        funds.levy_share[k], funds.share_paid[k], funds.cap[k] = fund.levy_share, fund.share_paid, fund.cap_euro
        funds.pays_for[k] = list(PAYS_FOR).index(fund.pays_for)
        funds.when_empty[k] = list(WHEN_EMPTY).index(fund.when_empty)
        if own:
            funds.balance[k] = bill[sector_row[fund.sector]] * fund.levy_share * fund.opening_balance_months
    return funds


def make_pools(regions: int) -> Any:
    """Two coach pools in every region: of employers and UWV, and neutral."""
    pools = COACH_POOLS.empty(2 * regions)
    pools.region = np.arange(2 * regions) // 2
    pools.kind = 1 + np.arange(2 * regions) % 2
    return pools
