"""The labour market as a mesa.Model that reads like the model document.

`LabourMarket` lives on from any world of `sim.world`; `SituationMarket` makes its own world from plain parameters, as
mesa's `batch_run` wants it. Both collect with a `mesa.DataCollector`. mesa's own luck is never used: luck is addressed.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

import mesa
import numpy as np

from sim.agents.coach import BRIDGE
from sim.agents.codes import EMPLOYED, PARTIES, STATUSES, SURPLUS, TRAINING, UNEMPLOYED, UNEMPLOYED_WW
from sim.agents.columns import Table
from sim.agents.worker import PATH, TRAITS
from sim.market import CHANGING
from sim.month.books import LASTING_CROSSINGS
from sim.policies.package import Package, distinct_scopes
from sim.policies.prices import services
from sim.policies.terms import compile_terms
from sim.reference.agents import CoachPool, Employer, Fund, Trainer, Worker
from sim.reference.attributes import fill, written
from sim.reference.books import Books
from sim.reference.bridge import bridge
from sim.reference.charges import Spent
from sim.reference.firms import demand, hiring, nearness, redundancy, vacancies
from sim.reference.life import age, learning, separations
from sim.reference.money import money
from sim.reference.observe import observe
from sim.reference.places import Job, Market, Ring, Unit
from sim.reference.rules import Rules, plain
from sim.reference.scopes import Scopes, scope
from sim.reference.search import search
from sim.rng import FOREVER, month_keys
from sim.scenario import read_package, read_situation
from sim.world import (
    Course,
    History,
    Progress,
    World,
    burnt_in_world,
    fresh_world,
    snapshot,
)


class LabourMarket(mesa.Model):
    """A world from the end of a month on, one agent at a time, under today's terms or those of a package.

    `world` is read and left as it is. With `acts` false the package's scopes are known, but all live under today's
    terms: the other half of a pair. `efficacy` and `strengths` are as for `compile_terms`.
    """

    def __init__(
        self, world: World, package: Package | None = None, acts: bool = True, efficacy: Mapping[str, Any] | None = None,
        strengths: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(rng=world.seed)
        tables, self.world_seed, self.month = world.tables, world.seed, world.month
        self.package, self.acts, self.efficacy, self.strengths = package, acts, efficacy, strengths
        self.p, self.rules = plain(tables.p), Rules(tables.p)
        self.sectors, self.regions, self.paths = tables.sectors, tables.regions, tables.paths
        self.teaching, self.agriculture = tables.teaching, tables.agriculture
        self.jobs = job_types(tables.jobs)
        self.graduates, self.usual_hours = tables.graduates.tolist(), tables.usual_hours.tolist()
        self.nearness = nearness(self)
        self.looks = tables.looks.tolist()
        self.lasting_keys = month_keys(world.seed, FOREVER)
        self.paid = services()
        self.payers = self.paid.payers.tolist()
        self.books = Books(self.sectors, len(PARTIES) + self.sectors)
        self.observed: Any = None
        self._settle_agents(tables)
        situation = world.situation
        self.scopes = Scopes(distinct_scopes(package), situation.region_ids, situation.employer_ids, world.weight)
        if world.scopes == tuple(self.scopes.scopes):
            self.scopes.taken = world.taken.tolist()
        self._mark_organisations()
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "unemployment_rate": unemployment_rate,
                "vacancies_per_unemployed": vacancies_per_unemployed,
                "lasting_crossings": lasting_crossings,
            },
            agenttype_reporters={Worker: {"status": status_of}},
        )

    def step(self) -> None:
        """One month, in the order of the model document."""
        self.open_month()
        age(self)  # 1 age, retire, enter
        demand(self)  # 2 demand moves targets; surplus is forecast
        redundancy(self)  # 3 redundancies are announced and executed
        separations(self)  # 4 quits and contract ends
        scope(self)  # who lives under which terms this month
        bridge(self)  # 5 the bridge, stage by stage, last stage first
        vacancies(self)  # 6 vacancies are posted
        applications = search(self)  # 7 seekers choose and apply
        hiring(self, applications)  # 8 employers screen, rank, offer; workers accept
        money(self)  # 9 money moves
        learning(self)  # 10 skills, tenure, beliefs, reputation, trust update
        self.observed = observe(self)  # 11 observers record
        self.datacollector.collect(self)
        self.month += 1

    def open_month(self) -> None:
        """The luck of the month, the terms people live under, and empty books."""
        self.keys = month_keys(self.world_seed, self.month)
        if self.acts and self.month >= 0:
            self.terms = compile_terms(self.package, self.month, self.efficacy, self.strengths)
        else:
            self.terms = compile_terms(None, self.month, strengths=self.strengths).repeated(2 ** len(self.scopes.scopes))
        self.strength, self.settings = self.terms.strength.tolist(), self.terms.setting.tolist()
        self.spent: Spent = Counter()
        self.books.open_month(self.month, self.payers)

    def path_at(self, row: int, month: int) -> float:
        """Log demand of a job type's or named employer's path: 0 before month 0, after the last month as the last."""
        return float(self.paths[row, min(month, self.paths.shape[1] - 1)]) if month >= 0 else 0.0

    def market_at(self, job: int, region: int) -> Market:
        """The market of a job type in a region."""
        return self.markets[job * self.regions + region]

    def trainer_at(self, job: int, region: int) -> Trainer:
        """The trainer for a job type in a region."""
        return self.trainers[job * self.regions + region]

    def job_of_graduate(self, education: int, u: float) -> Job:
        """The job type that luck u picks for someone who finishes a level of education."""
        cumulative = self.graduates[education]
        return self.jobs[min(bisect_left(cumulative, u), len(cumulative) - 1)]

    # From tables to agents and back

    def _settle_agents(self, tables: Any) -> None:
        make = partial(_agents, self, tables)
        self.employers: list[Employer] = make(Employer, "employers")
        self.units: list[Unit] = make(Unit, "units")
        self.markets: list[Market] = make(Market, "markets")
        self.trainers: list[Trainer] = make(Trainer, "courses")
        self.funds: list[Fund] = make(Fund, "funds")
        self.pools: list[CoachPool] = make(CoachPool, "pools")
        self.workers: list[Worker] = make(Worker, "people")
        for name, table in (("traits", TRAITS), ("path", PATH), ("bridge", BRIDGE)):
            fill(self.workers, table, getattr(tables, name))
        self.cross_fund, self.uwv = self.funds[self.sectors], self.funds[self.sectors + 1]
        self.pool_of = {(pool.region, pool.kind): pool for pool in self.pools}
        for unit in self.units:
            unit.employer = self.employers[unit.employer]
            unit.employer.units.append(unit)
            unit.market = self.market_at(unit.job_type, unit.region)
        for worker in self.workers:
            worker.unit, worker.partner = self._unit(worker.unit), self._unit(worker.partner)
            worker.origin = self._unit(worker.origin)
        self._make_rings([self.units[row] for row in tables.seat_unit.tolist()])

    def _unit(self, row: Any) -> Unit | None:
        return self.units[row] if row >= 0 else None

    def _make_rings(self, seats: list[Unit]) -> None:
        """A ring for each market, and one around all markets of a job type: those stand together."""

        def around(first: Market, last: Market) -> Ring:
            units = self.units[first.unit_start : last.unit_end]
            return Ring(units, seats[first.seat_start : last.seat_end])

        self.ring_of_market = [around(market, market) for market in self.markets]
        last = self.regions - 1
        self.ring_of_job = [around(self.market_at(job, 0), self.market_at(job, last)) for job in range(len(self.jobs))]

    def _mark_organisations(self) -> None:
        for employer in self.employers:
            employer.scope = self.scopes.mask_of_employer(employer)
        for fund in self.funds:
            fund.scope = self.scopes.mask_of_sector(fund.row) if fund.row < self.sectors else 0

    def to_tables(self) -> dict[str, Any]:
        """The agents as fresh tables, by the names of `sim.market.CHANGING`: what the fast engine would hold now."""
        kinds: dict[str, Iterable[Any]] = {
            "people": self.workers, "traits": self.workers, "path": self.workers, "bridge": self.workers,
            "employers": self.employers, "units": self.units, "markets": self.markets, "courses": self.trainers,
            "funds": self.funds, "pools": self.pools,
        }  # fmt: skip
        return {name: written(list(kinds[name]), table) for name, table in CHANGING.items()}


class SituationMarket(LabourMarket):
    """A labour market from plain parameters: a situation and a package by name, simulated people, months and a seed.

    It stops running after `months`. Without `burn_in` it starts from a fresh world: quick, but not in a steady state.
    """

    def __init__(
        self, situation: str = "nederland-2025", workers: int = 1000, months: int = 24, seed: int = 1,
        package: str | None = None, burn_in: bool = False, rng: int | None = None,
    ) -> None:  # fmt: skip
        """`rng` is another name for `seed`: the one under which mesa's `batch_run` hands over seeds."""
        make = burnt_in_world if burn_in else fresh_world
        place = read_situation(situation)
        world = make(place, workers, seed if rng is None else rng)
        super().__init__(world, read_package(package, place) if package else None)
        self.months = months

    def step(self) -> None:
        """One month; after the last the market no longer runs."""
        super().step()
        self.running = self.month < self.months


def job_types(jobs: Any) -> list[Job]:
    """The job types of a world, one object each."""
    names = [column.name for column in fields(Job)[1:]]
    columns = [getattr(jobs, name).tolist() for name in names]
    return [Job(row, *values) for row, values in enumerate(zip(*columns, strict=True))]


def _agents(model: LabourMarket, tables: Any, kind: Any, name: str) -> Any:
    """An agent of a kind for each row of a table."""
    table: Table = CHANGING[name]
    rows = getattr(tables, name)
    agents = [kind(model, row) for row in range(rows.size)]
    fill(agents, table, rows)
    return agents


# In place of the fast engine


def run_reference(course: Course, months: int, progress: Progress | None = None) -> History:
    """Run a course so many months in the readable engine; what it leaves is what `course.run` would leave."""
    world, history = course.world, course.history
    keep = bool(history.books.keep[0])
    model = LabourMarket(world, course.package, course.acts, course.efficacy, course.strengths)
    for k in range(months):
        model.step()
        history.observed.append(model.observed)
        history.ledger.append(model.books.ledger_array())
        world.month = model.month
        if k == months - 1 or world.month % 12 == 0:
            world.tables = world.tables.replace(**model.to_tables(), looks=np.array(model.looks))
        if course.yearly and world.month % 12 == 0:
            history.snapshots[world.month] = snapshot(world)
        if progress:
            progress((k + 1) / months)
    world.taken[:] = model.scopes.taken
    if keep:
        events, payments = model.books.event_table(), model.books.payment_table()
        counts = {"event_count": np.array([len(events)]), "payment_count": np.array([len(payments)])}
        history.books.put(events=events, payments=payments, **counts)
    return history


# What mesa's DataCollector asks each month


def counted(model: LabourMarket) -> dict[int, int]:
    """People by labour status."""
    return dict(enumerate(model.observed.stocks[:, : len(STATUSES)].sum(axis=0).tolist()))


def without_work(model: LabourMarket) -> int:
    """People without work who look for it or train for it."""
    return sum(counted(model)[status] for status in (UNEMPLOYED_WW, UNEMPLOYED, TRAINING))


def unemployment_rate(model: LabourMarket) -> float:
    """Unemployed people as a share of the labour force."""
    force = without_work(model) + counted(model)[EMPLOYED] + counted(model)[SURPLUS]
    return without_work(model) / force


def vacancies_per_unemployed(model: LabourMarket) -> float:
    """Vacancies at the end of the month for each unemployed person."""
    return sum(unit.posted for unit in model.units) / max(1, without_work(model))


def lasting_crossings(model: LabourMarket) -> int:
    """People whose crossing to another sector lasted a year this month."""
    return int(model.observed.flows[:, LASTING_CROSSINGS].sum())


def status_of(worker: Worker) -> str:
    """Someone's labour status in words."""
    return STATUSES[worker.status]
