"""What the findings read from a run: counts of people on the bridge and off it, in simulated people."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.signals import Log
from sim.agents.codes import (
    ANNOUNCED,
    AWARE,
    BLIND_CHOICE,
    CROSS_FUND,
    DISMISSED,
    DROPPED_OUT,
    EMPLOYED,
    GAVE_UP,
    HIRED,
    INACTIVE,
    ITEMS,
    LASTING,
    LEFT_BRIDGE,
    NO_LONGER_WANTED,
    NO_MATCH,
    NOT_SELECTED,
    OPTED_OUT,
    QUIT_AFTER_START,
    QUIT_EARLY,
    REFUSED_FOR_MONEY,
    RIGID_TRAINING,
    STAGES,
    STARTED,
    SURPLUS,
    TRAINERS,
)
from sim.world import History

YEAR = 12


def person(rows: Any) -> np.ndarray:
    """int64: one number for a person, for rows of events."""
    return np.asarray(rows.person.astype(np.int64) * 128 + rows.generation)


def person_month(rows: Any, shift: int = 0) -> np.ndarray:
    """int64: one number for a person and a month (moved by `shift`), for rows of events."""
    return person(rows) * 4096 + rows.month + shift + 1024


def lasted_over_the_bridge(log: Log) -> float:
    """Starts across the bridge that were a lasting crossing a year later."""
    lasting, started = log.events[log.events.event == LASTING], log.on(STARTED)
    a_year_on = np.concatenate([person_month(started, YEAR + late) for late in (-1, 0, 1)])
    return float(np.isin(person_month(lasting), a_year_on).sum())


def quits_over_the_bridge(log: Log) -> Any:
    """Who quit within a year of a start across the bridge.

    People who crossed alone and had only heard of the bridge, or were looking around again, leave it for the same reason; they
    stand on an earlier stage.
    """
    left = log.events[log.events.event == LEFT_BRIDGE]
    return left[(left.reason == QUIT_AFTER_START) & (left.stage >= STARTED)]


def figures(history: History) -> Mapping[str, float]:
    """Counts of one run: who reached each stage of the bridge, who left why, crossings and what lasted."""
    log, path = Log(history), history.world.tables.path
    found = {name: float(len(log.on(k))) for k, name in enumerate(STAGES) if k > 0}
    found |= {
        "opted-out": log.refused(OPTED_OUT),
        "place-gone": log.refused(NO_LONGER_WANTED),
        "turned-down": log.refused(NOT_SELECTED),
    }
    across, quits = log.across, quits_over_the_bridge(log)
    safe_start = np.isin(across.status, (EMPLOYED, SURPLUS))
    return found | {
        "dropped-out": log.left(DROPPED_OUT),
        "no-seat": log.left(GAVE_UP, RIGID_TRAINING),
        "quits": float(len(quits)),
        "quits-belief": float((quits.barrier == BLIND_CHOICE).sum()),
        "lasting": float(path.lasting.sum()),
        "safe": float(path.safe.sum()),
        "crossings": float(path.crossings.sum()),
        "over-the-bridge": lasted_over_the_bridge(log),
        "no-gap": float(safe_start.sum()),
        "refused-for-money": log.refused(REFUSED_FOR_MONEY),
    }


def early_quits(history: History, groups: int, group_of_job: np.ndarray) -> tuple[np.ndarray, ...]:
    """float64[groups] each: crossings with a year to go, of which quit early in that year, of which lasted a year, and the sum
    of the distances (0-1) between their old and new work.

    Counts everyone who came from another sector, over the bridge or alone. `group_of_job` (int[job types]) says to which
    group a destination belongs.
    """
    log, jobs = Log(history), history.world.tables.jobs
    hired = log.events[log.events.event == HIRED]
    known = (hired.from_job_type >= 0) & (hired.status != INACTIVE)  # a return to work is no crossing
    hired = hired[known & (hired.month < history.world.month - YEAR)]
    crossed = hired[jobs.sector[hired.from_job_type] != jobs.sector[hired.to_job_type]]
    quits, lasting = (log.events[log.events.event == event] for event in (QUIT_EARLY, LASTING))
    counted = (
        np.ones(len(crossed)), happened_within(crossed, quits, YEAR), happened_within(crossed, lasting, YEAR + 1),
        jobs.cosine[crossed.from_job_type, crossed.to_job_type],
    )  # fmt: skip
    group = group_of_job[crossed.to_job_type]
    return tuple(np.bincount(group, weights=weights, minlength=groups) for weights in counted)


def happened_within(first: Any, then: Any, months: int) -> np.ndarray:
    """float64[rows]: 1 where one of the events `then` befell the same person within so many months after `first`, else 0."""
    key = np.sort(person_month(then))
    since = np.searchsorted(key, person_month(first), side="left")
    return (np.searchsorted(key, person_month(first, months), side="right") > since).astype(np.float64)


def starts_of_the_surplus(history: History) -> dict[str, float]:
    """Of people who heard of the bridge under notice: how many, how many started across it, and how many still on the payroll."""
    log = Log(history)
    heard = log.on(AWARE)
    heard = heard[(heard.status == SURPLUS) & (heard.month < history.world.month - 2 * YEAR)]  # with time left to see the end
    across = log.across
    theirs = across[np.isin(person(across), person(heard))]
    return {"reached": float(len(heard)), "started": float(len(theirs)), "no-gap": float((theirs.status == SURPLUS).sum())}


def months_of_notice(history: History) -> float:
    """Mean months between announcement and dismissal, for who is dismissed in the end; NaN when nobody is."""
    log = Log(history)
    told, gone = (log.events[log.events.event == event] for event in (ANNOUNCED, DISMISSED))
    began = dict(zip(person(told).tolist(), told.month.tolist(), strict=True))
    ends = zip(person(gone).tolist(), gone.month.tolist(), strict=True)
    waits = [end - began[who] for who, end in ends if who in began and began[who] <= end]
    return float(np.mean(waits)) if waits else float("nan")


def training_money(history: History) -> dict[str, float]:
    """Euros: training paid for crossings and for staff that stays; what was set aside for crossings, and what of it was used."""
    ledger = history.whole_ledger()
    bought = [ITEMS.index(item) for item in ("tuition", "redirected-severance", "portable-use")]
    bills = ledger[bought, :, TRAINERS].sum(axis=0)
    budgets, levy = (float(ledger[ITEMS.index(item)].sum()) for item in ("portable-accrual", "pooled-levy"))
    return {
        "across": float(bills.sum()), "inside": float(ledger[ITEMS.index("incumbent-training")].sum()),
        "set-aside": budgets + levy, "used": float(ledger[ITEMS.index("portable-use")].sum() + bills[CROSS_FUND]),
    }  # fmt: skip


def hired_rows(history: History) -> np.ndarray:
    """int[hires]: the row of each person hired, as often as they were."""
    events = Log(history).events
    return np.asarray(events.person[events.event == HIRED])


def hires_of(history: History, who: np.ndarray) -> float:
    """How often people in a mask (bool[people]) were hired."""
    return float(who[hired_rows(history)].sum())


def of_those(package: History, today: History) -> dict[str, float]:
    """For the people a package reached: how many, what they gained against the twin world, and where they got stuck."""
    tables, twin, log = package.world.tables, today.world.tables, Log(package)
    same = tables.people.generation == twin.people.generation
    reached = same & (tables.path.in_scope == 1)
    steps, left = log.steps[reached[log.steps.person]], log.events[(log.events.event == LEFT_BRIDGE) & reached[log.events.person]]
    lasting = float(tables.path.lasting[reached].sum() - twin.path.lasting[reached].sum())
    return {
        "people": float(reached.sum()), "lasting": lasting,
        "started": float(((steps.stage == STARTED) & (steps.reason == 0)).sum()),
        "no-match": float((left.reason == NO_MATCH).sum()),
        "place-gone": float((steps.reason == NO_LONGER_WANTED).sum()),
        "refused-for-money": float((steps.reason == REFUSED_FOR_MONEY).sum()),
        "no-seat": float(((left.reason == GAVE_UP) & (left.barrier == RIGID_TRAINING)).sum()),
    }  # fmt: skip


def reached_and_others(package: History, today: History) -> dict[str, float]:
    """What the people a package reached gain, and others lose, between twin worlds; who left the population is left out.

    The reached must have been chosen before anything differed between the worlds (a cohort filled in month 0). Choosing them by
    what they did later in one world, such as using the bridge, makes the choice hang on that world's luck, and counts as others
    people who live under the package as well.
    """
    tables, twin = package.world.tables, today.world.tables
    same = tables.people.generation == twin.people.generation
    reached = same & (tables.path.in_scope == 1)
    other = same & ~reached
    lasting, anyway = tables.path.lasting > 0, twin.path.lasting > 0
    return {
        "people": float(reached.sum()),
        "gained": float((lasting & reached).sum() - (anyway & reached).sum()),
        "lost": float((anyway & other).sum() - (lasting & other).sum()),
        "hires-gained": hires_of(package, reached) - hires_of(today, reached),
        "hires-lost": hires_of(today, other) - hires_of(package, other),
        "crossed": float((lasting & reached).sum()), "crossed-today": float((anyway & reached).sum()),
        "same-people": float((lasting & anyway & reached).sum()),
    }  # fmt: skip
