"""Meet a person: one pair of worlds with the same luck, and of some people everything that became of them in both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim import data
from sim.agents import codes
from sim.lives.difference import PLACE, Around, Difference, Step, around, difference, stops
from sim.lives.line import Line, life_line
from sim.lives.record import STATE, Arrays, Record, record
from sim.lives.stories import KEPT, STORIES, Facts, candidates, hired_at_all, stopped_at_barrier
from sim.lives.verdict import VERDICTS, Typical, change, group_of, typical, verdict
from sim.reading import InputError
from sim.runs import RunPlan, efficacies
from sim.warm import warm
from sim.words import Both, did_you_mean
from sim.world import Course, burnt_in_world

Progress = Callable[[float], None]
TODAY, PACKAGE = 0, 1


@dataclass(frozen=True)
class Start:
    """Who someone is at month 0. `age` in years, `wage` full-time in euros a month; the rest are ids."""

    age: int
    education: str
    contract: str
    status: str
    job: str
    region: str
    wage: int
    hours: int


@dataclass(frozen=True)
class Became:
    """What became of someone in one world: crossings that lasted a year, months without work, wage missed in euros, and where they
    stand at the end (`wage` full-time, euros a month; `job` now or last).
    """

    lasting: int
    safe: int
    months_out: int
    income_lost: int
    status: str
    job: str
    contract: str
    wage: int


@dataclass(frozen=True)
class Person:
    """One simulated person in both worlds of a pair (today, package), as the `nth` of a story. `stops` are the events that name a
    barrier.
    """

    id: int
    story: str
    nth: int
    start: Start
    verdict: str
    used: bool
    became: tuple[Became, Became]
    lines: tuple[Line, Line]
    stops: tuple[tuple[Step, ...], tuple[Step, ...]]
    difference: Difference | None
    typical: Typical


@dataclass
class Meeting:
    """Who can be met, and what is known of them; about a megabyte.

    People are those who are there from the start to the end in both worlds. `rows` are those of them who are kept whole (sorted);
    `start`, `ends`, `changes` and `events` are theirs alone, `others` is what happened around them. `stories` holds by story who
    is met in which turn, and `found` how many people it is true of. `score` and `group` (sim/lives/verdict.py) are of all `there`.
    """

    months: int
    seed: int
    people: int
    weight: float
    regions: dict[str, Both]
    there: np.ndarray
    score: np.ndarray
    group: np.ndarray
    rows: np.ndarray
    start: Arrays
    ends: tuple[Arrays, Arrays]
    changes: tuple[Any, Any]
    events: tuple[Any, Any]
    others: Around
    stories: dict[str, np.ndarray]
    found: dict[str, int]

    def pick(self, story: str, nth: int = 0) -> Person | None:
        """The nth person of a story, always the same one; after the last comes the first. None when it is true of nobody.

        Raises InputError for a story that there is not.
        """
        if story not in STORIES:
            hint = did_you_mean(story, STORIES)
            raise InputError(f"er is geen verhaal '{story}'; {hint.nl}", f"there is no story '{story}'; {hint.en}")
        turns = self.stories[story]
        return self.person(int(turns[nth % turns.size]), story, nth % turns.size) if turns.size else None

    def person(self, row: int, story: str = "", nth: int = 0) -> Person:
        """Everything of one of the people who are kept. Raises KeyError for any other row."""
        at = int(np.searchsorted(self.rows, row))
        if at == self.rows.size or self.rows[at] != row:
            raise KeyError(row)
        start = {name: int(values[at]) for name, values in self.start.items()}
        ends = [{name: int(values[at]) for name, values in end.items()} for end in self.ends]
        place = int(np.searchsorted(self.there, row))
        alike = self.group == self.group[place]
        own = int(self.score[place])
        first = {name: start[name] for name in STATE}
        lines = [life_line(first, _of(changes, row), self.months) for changes in self.changes]
        today, package = (_of(events, row) for events in self.events)
        return Person(
            row + start["generation"] * self.people, story, nth, _start(start, list(self.regions)), _verdict(own),
            ends[PACKAGE]["enrolled"] == 1, (_became(ends[TODAY]), _became(ends[PACKAGE])), (lines[TODAY], lines[PACKAGE]),
            (stops(today), stops(package)), difference(today, package, self.others), typical(self.score[alike], own),
        )  # fmt: skip


def meet(plan: RunPlan, progress: Progress | None = None) -> Meeting:
    """Run the first pair of a plan and keep who can be met. `progress` hears the share done (0-1) and may raise to stop it.

    Takes as long as one pair, in the fast engine. The same plan gives the same people.
    """

    def tell(part: int) -> Progress:
        return lambda share: progress((part + share) / 3) if progress else None

    warm()
    assumed = plan.assumed  # parameters that a user changed, where a plan can hold them
    start = burnt_in_world(plan.situation, plan.workers, plan.seed, assumed, progress=tell(0))
    efficacy = efficacies(plan.package, plan.seed)
    worlds = [
        record(Course(start.copy(), plan.package, acts=acts, yearly=False, efficacy=efficacy), plan.months, tell(1 + acts))
        for acts in (False, True)
    ]
    regions = {region.id: Both(region.nl, region.en) for region in plan.situation.regions}
    return meeting_of(worlds[TODAY], worlds[PACKAGE], plan.seed, plan.weight, regions)


def meeting_of(today: Record, package: Record, seed: int, weight: float, regions: dict[str, Both]) -> Meeting:
    """The meeting of a pair that has been run."""
    people = today.start["age"].size
    there = _there(today, package)
    score = change(today.end, package.end)
    others = around(today.events, package.events)
    facts = Facts(
        today.start, today.end, package.end, np.where(there, verdict(score), 0),
        package.end["enrolled"] == 1, stopped_at_barrier(package.events, people),
        (hired_at_all(today.events, people), hired_at_all(package.events, people)),
    )  # fmt: skip
    met = {name: candidates(story, facts, seed) for name, story in STORIES.items()}
    met = {name: rows[there[rows]] for name, rows in met.items()}
    met["crowded-out"] = _crowded_out(met["crowded-out"], today, package, others)
    found = {name: int(rows.size) for name, rows in met.items()}
    stories = {name: rows[:KEPT] for name, rows in met.items()}
    rows = np.unique(np.concatenate(list(stories.values())))
    return Meeting(
        today.months, seed, people, weight, regions, np.flatnonzero(there), score[there], group_of(today.start)[there], rows,
        _only(today.start, rows), (_only(today.end, rows), _only(package.end, rows)),
        (_rows_of(today.changes, rows), _rows_of(package.changes, rows)),
        (_rows_of(today.events, rows), _rows_of(package.events, rows)), others, stories, found,
    )  # fmt: skip


def _there(today: Record, package: Record) -> np.ndarray:
    """bool[person]: whose row is theirs from the start to the end in both worlds."""
    first = today.start["generation"]
    return np.asarray((today.end["generation"] == first) & (package.end["generation"] == first))


def _crowded_out(rows: np.ndarray, today: Record, package: Record, others: Around) -> np.ndarray:
    """Those of them whose place, by the places that everyone filled, went to somebody else with the package."""
    logs = [_rows_of(world.events, np.sort(rows)) for world in (today, package)]
    return np.array([row for row in rows if _lost_place(difference(_of(logs[0], row), _of(logs[1], row), others))], np.int64)


def _lost_place(found: Difference | None) -> bool:
    return found is not None and found.cause == PLACE and found.today is not None and found.today.event == "hired"


def _only(arrays: Arrays, rows: np.ndarray) -> Arrays:
    return {name: values[rows] for name, values in arrays.items()}


def _rows_of(table: Any, people: np.ndarray) -> Any:
    """The rows of these people (sorted), by person and then in order of time."""
    ours = table[np.isin(table.person, people)]
    return ours[np.argsort(ours.person, kind="stable")]


def _of(table: Any, row: int) -> Any:
    """The rows of one person in a table ordered by person."""
    first, past = np.searchsorted(table.person, (row, row + 1))
    return table[first:past]


def _verdict(score: int) -> str:
    return VERDICTS[int(verdict(np.array([score]))[0])]


def _start(state: dict[str, int], regions: list[str]) -> Start:
    return Start(
        state["age"] // 12, codes.EDUCATIONS[state["education"]], codes.CONTRACTS[state["contract"]],
        codes.STATUSES[state["status"]], data.job_types()[state["job_type"]].id, regions[state["region"]], state["wage"],
        state["hours"],
    )  # fmt: skip


def _became(state: dict[str, int]) -> Became:
    return Became(
        state["lasting"], state["safe"], state["months_out"], state["income_lost"], codes.STATUSES[state["status"]],
        data.job_types()[state["job_type"]].id, codes.CONTRACTS[state["contract"]], state["wage"],
    )  # fmt: skip
