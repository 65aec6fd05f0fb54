"""A pilot followed through many worlds: its people with it, the same people without it, and those it can be compared with.

Each world is run four times from one burnt-in start: today's course, the pilot, the pilot for everyone who fits (region scale),
and the months before the start (demand stays as it was, nothing is done). The pilot's group in the model is larger than the real
one, so that each world counts enough people, and at most one person in ONE_IN: it takes few of a world's coaches, seats and jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from experiments.field.estimate import weights_like
from experiments.proeftuin.pilot import INTAKE, LASTS, OUTCOMES, Pilot
from sim.agents.codes import EMPLOYED, ORIENTED, RETAINED, STAGE, STAGES, SURPLUS
from sim.agents.columns import NEVER
from sim.agents.worker import AGE_BANDS, FIRST_AGE
from sim.group import Diary, Group, follow, group_of, people_of, same_people
from sim.parallel import over_runs
from sim.policies.package import Package
from sim.programme_runs import SPENT, under
from sim.runs import efficacies
from sim.warm import warm
from sim.world import World, burnt_in_world

ONE_IN = 40  # simulated people for each one that is invited, at least
PEOPLE, PEOPLE_NAMED = 10_000, 40_000  # simulated people in a world; more where employers are named, for they have few
STEPS = STAGES[ORIENTED:]  # of the bridge, from taking part on
Times = dict[str, np.ndarray]  # an outcome -> float64[people], months after coming in, inf for never
Tell = Callable[[float], None]


@dataclass(frozen=True)
class Cases:
    """What one world showed.

    pilot, today : of who took part in the pilot, with it and without it. eligible : of everyone who fits, today, weighted as
    participants are (`weight`). before : of everyone who fitted before the start. region, region_today : of who took part when
    everyone is invited. step : int, place in STEPS of the furthest step of each participant. employer : of each, at coming in.
    cost : euros a participant beside today, by party. jobs : (people at work in the region-scale world beside today, the same of
    who took part there) at the end of the pilot's months.
    """

    seed: int
    invited: int
    pilot: Times
    today: Times
    eligible: Times
    weight: np.ndarray
    before: Times
    region: Times
    region_today: Times
    step: np.ndarray
    employer: np.ndarray
    cost: np.ndarray
    jobs: tuple[float, float]

    @property
    def took_part(self) -> int:
        """People who took part."""
        return int(self.step.size)


def usual_people(pilot: Pilot) -> int:
    """Simulated people that a world of this pilot asks for."""
    return PEOPLE_NAMED if pilot.scope.employers else PEOPLE


def cases_of(
    pilot: Pilot, people: int, worlds: range, seed: int, threads: int = 1, progress: Tell | None = None,
    finished: Callable[[Cases], None] | None = None,
) -> list[Cases]:  # fmt: skip
    """What each of these worlds showed, in order; world k has the seed `seed` + k. Raises Stopped with the finished ones."""
    warm()
    found: list[Cases] = over_runs(
        worlds, lambda k, tell: one_world(pilot, people, seed + k, tell), threads, progress, finished
    )  # fmt: skip
    return found


def one_world(
    pilot: Pilot, people: int, seed: int, tell: Tell, bridge: Mapping[str, float] | None = None, region: bool = True
) -> Cases:
    """One world of a pilot; `bridge` are parameters of the bridge that hold from month 0 on. Without `region` only the pilot."""
    months, arms = pilot.months + INTAKE + LASTS, 4 if region else 2
    situation = pilot.situation.model_copy(update={"months": max(pilot.situation.months, months)})
    start = burnt_in_world(situation, people, seed, progress=lambda x: tell(x / (arms + 1)))
    start = under(start, bridge) if bridge else start

    def run(arm: int, world: World, package: Package) -> Diary:
        return follow(world, months, package, efficacies(package, seed), lambda x: tell((arm + x) / (arms + 1)))

    today = run(1, start.copy(), pilot.nothing())
    cohort = max(1, round(max(1, people // ONE_IN) * start.weight))
    diary = run(2, start.copy(), pilot.invited(cohort))
    invited, fits = early(group_of(diary)), fitting(today)
    ours = taking_part(invited)
    wide = run(3, start.copy(), pilot.invited(None)) if region else diary
    theirs = taking_part(early(group_of(wide)))
    before = run(4, quiet(start), pilot.nothing()) if region else today
    cost = (diary.spent(SPENT) - today.spent(SPENT)) / max(1, taking_part(group_of(diary)).rows.size)
    return Cases(
        seed, int(invited.rows.size), times(ours), times(same_people(ours, today)), times(fits), like(start, ours, fits),
        times(fitting(before)), times(theirs), times(same_people(theirs, today)), furthest(ours), employer_of(ours), cost,
        jobs(wide, today, theirs.rows, pilot.months),
    )  # fmt: skip


def quiet(start: World) -> World:
    """A copy of a world in which demand stays as it was: the months before the start, as in the burn-in."""
    copy = start.copy()
    return replace(copy, tables=copy.tables.replace(paths=np.zeros_like(copy.tables.paths)))


def fitting(diary: Diary) -> Group:
    """Everyone who came to fit within the intake, counted from the month of it."""
    rows = np.flatnonzero((diary.joined != NEVER) & (diary.joined < INTAKE))
    return people_of(diary, rows, diary.joined[rows].astype(np.int64))


def early(group: Group) -> Group:
    """Those of a group who came in within the intake, so that each is followed for long enough."""
    return _only(group, group.joined < INTAKE)


def taking_part(group: Group) -> Group:
    """Those of a group who took part."""
    return _only(group, group.took_part != NEVER)


def _only(group: Group, which: np.ndarray) -> Group:
    return replace(group, **{name: value[which] for name, value in vars(group).items() if isinstance(value, np.ndarray)})


def times(group: Group) -> Times:
    """When each person reached each outcome: months after coming in, inf where they did not."""
    placed = group.placed != NEVER
    when = np.where(placed, group.placed - group.joined, np.inf).astype(np.float64)
    there = np.where(placed, group.placed, 0)
    stayed = group.stayed(there, there + LASTS)
    held = {"placed": placed, "elsewhere": placed & group.moved_sector(), "lasting": placed & stayed}
    return {name: np.where(held[name], when, np.inf) for name in OUTCOMES}


def like(start: World, ours: Group, fits: Group) -> np.ndarray:
    """float64: weights that make everyone who fits like the participants in age band, education and status at coming in."""
    cell = np.concatenate([_cells(start, ours), _cells(start, fits)])
    treated = np.arange(cell.size) < ours.rows.size
    return weights_like(cell, treated, ~treated)[1][ours.rows.size :]


def _cells(start: World, group: Group) -> np.ndarray:
    people = start.tables.people
    age = (people.age[group.rows].astype(np.int64) + group.joined - FIRST_AGE) // 120
    status = group.diary.at("status", group.joined - 1, group.rows).astype(np.int64)
    return (np.clip(age, 0, AGE_BANDS - 1) * 8 + people.education[group.rows]) * 16 + status


def furthest(group: Group) -> np.ndarray:
    """int64: place in STEPS of the furthest step that each person reached; of those who took part, so 0 at least."""
    place = np.full(group.diary.joined.size, -1, np.int64)
    place[group.rows] = np.arange(group.rows.size)
    events = group.diary.events
    theirs = events[(place[events.person] >= 0) & (events.event == STAGE) & (events.reason == 0)]
    who = place[theirs.person]
    theirs, who = theirs[theirs.month >= group.joined[who]], who[theirs.month >= group.joined[who]]
    found = np.full(group.rows.size, ORIENTED, np.int64)
    np.maximum.at(found, who, theirs.stage.astype(np.int64))
    return np.clip(found, ORIENTED, RETAINED) - ORIENTED


def employer_of(group: Group) -> np.ndarray:
    """int64: the employer each person had when they came in, -1 for none."""
    return group.diary.at("employer", group.joined - 1, group.rows).astype(np.int64)


def jobs(wide: Diary, today: Diary, rows: np.ndarray, months: int) -> tuple[float, float]:
    """(all people, these rows): how many more are at work at the end of so many months and the intake than today."""
    at_work = [np.isin(diary.kept["status"][months + INTAKE], (EMPLOYED, SURPLUS)).astype(int) for diary in (wide, today)]
    more = at_work[0] - at_work[1]
    return float(more.sum()), float(more[rows].sum())
