"""A group of people followed through a world: who took part, tried, learnt, stopped, started, and where they were later.

A group is whoever was ever in a scope of the package. The same people are looked up in today's world too, to see what they
would have done anyway. Months count from 0; NEVER is what did not happen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.agents.codes import (
    EMPLOYED,
    HIRED,
    IN_TRAINING,
    LEFT_BRIDGE,
    OPTED_OUT,
    ORIENTED,
    REFUSED_FOR_MONEY,
    SELECTED,
    STAGE,
    STARTED,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)
from sim.agents.columns import NEVER
from sim.policies.package import Package
from sim.world import Course, World

WITHOUT_WORK = (UNEMPLOYED_WW, UNEMPLOYED, TRAINING)
KEPT = {
    "status": np.int8, "generation": np.int8, "sector": np.int8, "employer": np.int32, "tried": np.int8, "coach": np.int8,
}  # fmt: skip


@dataclass
class Diary:
    """What is kept of everyone in a run.

    kept : by name an array (months + 1, people); row 0 is the start, row m + 1 the end of month m. Employer -1 is none.
    joined : int16, the month of coming into a scope. course : int16, months of the first course when it began, 0 for none.
    events : of the whole run. net : int64 (months, item, party), euros that each party paid less what it received.
    """

    kept: dict[str, np.ndarray]
    joined: np.ndarray
    course: np.ndarray
    events: Any
    net: np.ndarray

    @property
    def months(self) -> int:
        """Months that were run."""
        return len(self.kept["status"]) - 1

    def at(self, name: str, month: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """A column of these people at the end of these months; -1 is how they began."""
        return np.asarray(self.kept[name][np.clip(month + 1, 0, self.months), rows])

    def first_months(self, months: int) -> Diary:
        """The same run as if it had ended earlier."""
        kept = {name: table[: months + 1] for name, table in self.kept.items()}
        return Diary(kept, self.joined, self.course, self.events[self.events.month < months], self.net[:months])

    def spent(self, items: np.ndarray) -> np.ndarray:
        """float64[party]: euros that each party paid less what it received for some items (a mask) in the whole run."""
        return self.net[:, items].sum(axis=(0, 1)).astype(np.float64)


def follow(
    world: World, months: int, package: Package | None = None, efficacy: Mapping[str, Any] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Diary:  # fmt: skip
    """Run a world that is the caller's to change, under a package or as today, and keep a diary of everyone.

    Raises ArithmeticError when the books of a month do not balance.
    """
    course = Course(world, package, yearly=False, efficacy=efficacy)
    w, books = world.tables, course.history.books
    kept = {name: np.empty((months + 1, world.people), dtype) for name, dtype in KEPT.items()}
    joined, learnt = np.full(world.people, NEVER, np.int16), np.zeros(world.people, np.int16)
    _write(kept, 0, w)
    for month in range(months):
        balance, entered = w.funds.balance.copy(), int(books.payment_count[0])
        course.step()
        check_books(world, course.history.ledger[-1], books.payments[entered : int(books.payment_count[0])], balance)
        _write(kept, month + 1, w)
        joined[(w.people.scope != 0) & (joined == NEVER)] = month
        began = (w.people.stage == IN_TRAINING) & (learnt == 0)
        learnt[began] = np.maximum(1, w.bridge.course_months[began])
        if progress:
            progress((month + 1) / months)
    events = books.events[: int(books.event_count[0])]
    net = np.array([month.sum(axis=2) - month.sum(axis=1) for month in course.history.ledger])
    return Diary(kept, joined, learnt, events, net)


def _write(kept: dict[str, np.ndarray], row: int, w: Any) -> None:
    unit = np.asarray(w.people.unit)
    kept["status"][row] = w.people.status
    kept["generation"][row] = w.people.generation
    kept["sector"][row] = w.jobs.sector[w.people.job_type]
    kept["employer"][row] = np.where(unit >= 0, w.units.employer[np.maximum(unit, 0)], -1)
    kept["tried"][row] = w.bridge.tried
    kept["coach"][row] = w.bridge.coach


def check_books(world: World, ledger: np.ndarray, payments: Any, balance_before: np.ndarray) -> None:
    """Raises ArithmeticError when heads or euros do not add up at the end of a month.

    `ledger` : int64 (item, payer, payee) of the month. `payments` : those entered in it. `balance_before` : of funds, at its start.
    """
    w = world.tables
    unit = np.asarray(w.people.unit)
    if not np.array_equal(w.units.headcount, np.bincount(unit[unit >= 0], minlength=w.units.size)):
        raise ArithmeticError("Employers count other people than there are.")
    rebuilt = np.zeros_like(ledger)
    np.add.at(rebuilt, (payments.paid_for, payments.payer, payments.payee), payments.euro)
    if not np.array_equal(rebuilt, ledger):
        raise ArithmeticError("Payments do not add up to the ledger.")
    party = w.funds.party[: w.sectors + 1].astype(int)
    flow = (ledger.sum(axis=(0, 1)) - ledger.sum(axis=(0, 2)))[party]
    if not np.array_equal(w.funds.balance[: w.sectors + 1] - balance_before[: w.sectors + 1], flow):
        raise ArithmeticError("Balances of funds do not follow from what they received and paid.")


@dataclass
class Group:
    """What became of some people; int64 arrays by person, in the order of `rows`: months, NEVER where it did not happen.

    heard : of the bridge. took_part : first month on it beyond hearing of it. placed : first new job after `since`, which is
    the month of taking part (of joining, for who did not). began, stopped, finished : the first course. crossed : the start
    over the bridge.
    """

    diary: Diary
    rows: np.ndarray
    joined: np.ndarray
    since: np.ndarray
    heard: np.ndarray
    took_part: np.ndarray
    tried: np.ndarray
    opted_out: np.ndarray
    selected: np.ndarray
    began: np.ndarray
    stopped: np.ndarray
    finished: np.ndarray
    crossed: np.ndarray
    placed: np.ndarray
    refused: np.ndarray

    def moved_sector(self) -> np.ndarray:
        """Whether the first new job is in another sector than the job before it."""
        before = self.diary.at("sector", self.since - 1, self.rows)
        return np.asarray((self.placed != NEVER) & (self.diary.at("sector", self.placed, self.rows) != before))

    def works_in(self, month: np.ndarray, sectors: np.ndarray) -> np.ndarray:
        """Whether each person works in one of these sectors at the end of a month, and is still the same person."""
        there = np.isin(self.diary.at("status", month, self.rows), (EMPLOYED, SURPLUS))
        same = self.diary.at("generation", month, self.rows) == self.diary.at("generation", self.joined, self.rows)
        return np.asarray(there & same & np.isin(self.diary.at("sector", month, self.rows), sectors))

    def stayed(self, first: np.ndarray, month: np.ndarray) -> np.ndarray:
        """Whether each person has the same employer at the end of both months."""
        there = self.diary.at("employer", month, self.rows)
        return np.asarray((there >= 0) & (there == self.diary.at("employer", first, self.rows)))

    def without_work(self, first: np.ndarray, past: np.ndarray) -> np.ndarray:
        """Whether each person was without work at the end of any month from `first` up to `past`."""
        out = np.isin(self.diary.kept["status"][1:, self.rows], WITHOUT_WORK)
        month = np.arange(self.diary.months)[:, None]
        return np.asarray((out & (month >= first) & (month < past)).any(axis=0))

    def coached(self) -> np.ndarray:
        """Whether each person had a coach at the end of any month."""
        return np.asarray((self.diary.kept["coach"][1:, self.rows] > 0).any(axis=0))


def group_of(diary: Diary) -> Group:
    """Whoever came into a scope of the package in the run that the diary tells of."""
    rows = np.flatnonzero(diary.joined != NEVER)
    return _read(diary, rows, diary.joined[rows].astype(np.int64), None)


def same_people(group: Group, today: Diary) -> Group:
    """What the people of a group did in another run, counted from the same months."""
    return _read(today, group.rows, group.joined, group.since)


def people_of(diary: Diary, rows: np.ndarray, joined: np.ndarray) -> Group:
    """What any people (rows) did in a run, counted from a month of each (int64), whether they were in a scope or not."""
    return _read(diary, rows, joined, joined)


def _read(diary: Diary, rows: np.ndarray, joined: np.ndarray, since: np.ndarray | None) -> Group:
    place = np.full(diary.joined.size, -1, np.int64)
    place[rows] = np.arange(rows.size)
    ours = diary.events[place[diary.events.person] >= 0]
    who = place[ours.person]
    same = (ours.generation == diary.at("generation", joined, rows)[who]) & (ours.month >= joined[who])
    ours, who = ours[same], who[same]
    reached = (ours.event == STAGE) & (ours.reason == 0)

    def first(which: np.ndarray) -> np.ndarray:
        """First month in which it happened to each person."""
        never = np.iinfo(np.int64).max
        months = np.full(rows.size, never)
        np.minimum.at(months, who[which], ours.month[which].astype(np.int64))
        return np.where(months == never, NEVER, months)

    took_part = first(reached & (ours.stage >= ORIENTED))
    began = first(reached & (ours.stage == IN_TRAINING))
    opted_out = first((ours.event == STAGE) & (ours.reason == OPTED_OUT))
    if since is None:
        since = np.where(took_part == NEVER, joined, took_part)
    other = ours.to_employer != diary.at("employer", since - 1, rows)[who]
    return Group(
        diary, rows, joined, since, first(reached), took_part, _tried(diary, rows, joined, opted_out), opted_out,
        selected=first(reached & (ours.stage == SELECTED)),
        began=began,
        stopped=first((ours.event == LEFT_BRIDGE) & (ours.stage == IN_TRAINING)),
        finished=first(reached & (ours.stage == STARTED) & (began[who] != NEVER)),
        crossed=first(reached & (ours.stage == STARTED)),
        placed=first((ours.event == HIRED) & other & (ours.month >= since[who])),
        refused=first(ours.reason == REFUSED_FOR_MONEY),
    )  # fmt: skip


def _tried(diary: Diary, rows: np.ndarray, joined: np.ndarray, opted_out: np.ndarray) -> np.ndarray:
    """First month in which each person tried a job out; who thought better of it within a month stands only in the books."""
    seen = (diary.kept["tried"][1:, rows] > 0) & (np.arange(diary.months)[:, None] >= joined)
    first = np.where(seen.any(axis=0), seen.argmax(axis=0), diary.months)
    first = np.minimum(first, np.where(opted_out == NEVER, diary.months, opted_out))
    return np.where(first == diary.months, NEVER, first)
