"""Put occupations through both: what the shock does to unemployment, by the mean field and by the agents."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from calibration.docking import agents, meanfield
from calibration.docking.market import Market, Rates, Series, start
from calibration.docking.shock import STEPS, Changes, changes, target_demand
from sim.words import Complaint, written

MOST_WORKERS = 10_000_000
USUAL_MOST = 1_000_000  # without --workers no more than this: some five seconds a run
USUAL_EACH = 2_000  # and no fewer than this an occupation, for in small ones luck hides the change
USUAL_RUNS = 4
COLUMNS = (
    "id", "unemployment_change_pct", "long_term_change_pct", "unemployment_change_pct_agents", "long_term_change_pct_agents",
    "unemployment_error_agents", "long_term_error_agents",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Changes by occupation, in the order of the market: of the mean field, of the agents, and their Monte Carlo error."""

    market: Market
    workers: int
    mean_field: Changes
    agents: Changes
    error: Changes  # standard error in percentage points; nan after a single run

    def rows(self) -> list[dict[str, Any]]:
        """One row for each occupation, with `COLUMNS`; % each, nan where there was nothing to compare with."""
        pairs = [(one.unemployment, one.long_term) for one in (self.mean_field, self.agents, self.error)]
        columns = [self.market.ids, *(column.tolist() for pair in pairs for column in pair)]
        return [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]

    def write(self, file: Path) -> None:
        """Write the rows as CSV; what is nan is left empty."""
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            writer.writeheader()
            for row in self.rows():
                writer.writerow({name: "" if value != value else value for name, value in row.items()})


def dock(
    market: Market, rates: Rates, workers: int, seed: int = 1, runs: int = 1, threads: int = 1,
    progress: Callable[[float], None] = lambda done: None,
) -> Outcome:  # fmt: skip
    """The shock in the mean field, and so many times with so many workers (see `usual_workers` and `check_workers`).

    The agents' rates are those of all runs together; their error is told by how much the runs differ.
    """
    at_start = start(market, rates)
    demand = target_demand(at_start, market.automation, STEPS)
    expected = changes(meanfield.run(market.weights, rates, at_start, demand))
    each = [
        agents.run(market.weights, rates, at_start, demand, workers, seed + run, threads, partly(progress, run, runs))
        for run in range(runs)
    ]
    return Outcome(market, workers, expected, changes(together(each)), standard_error([changes(series) for series in each]))


def partly(progress: Callable[[float], None], run: int, runs: int) -> Callable[[float], None]:
    """The progress of one run as part of that of all."""
    return lambda done: progress((run + done) / runs)


def together(each: Sequence[Series]) -> Series:
    """The people of all runs added up."""
    return Series(*(np.sum([getattr(series, field.name) for series in each], axis=0) for field in fields(Series)))


def standard_error(each: Sequence[Changes]) -> Changes:
    """Of the mean over runs, by occupation; nan when there is one run, or one in which there was nothing to compare with."""
    if len(each) < 2:
        return Changes(*(np.full_like(each[0].unemployment, np.nan) for _ in range(2)))
    columns = [np.array([one.unemployment for one in each]), np.array([one.long_term for one in each])]
    return Changes(*(column.std(axis=0, ddof=1) / np.sqrt(len(each)) for column in columns))


def fewest_workers(market: Market, rates: Rates) -> int:
    """How many workers put at least one at work in every occupation, whichever way remainders are rounded."""
    at_start = start(market, rates)
    return int(np.ceil((at_start.employed + at_start.unemployed).sum() / at_start.employed.min()))


def usual_workers(market: Market, rates: Rates) -> int:
    """One for each person of the file, but not too few to see anything and not too many to wait for. Raises Complaint."""
    at_start = start(market, rates)
    people = round(float((at_start.employed + at_start.unemployed).sum()))
    workers = min(USUAL_MOST, max(people, USUAL_EACH * market.size))
    return check_workers(market, rates, min(MOST_WORKERS, max(workers, fewest_workers(market, rates))))


def check_workers(market: Market, rates: Rates, workers: int) -> int:
    """The number itself; raises Complaint when that leaves an occupation without anyone at work."""
    fewest = fewest_workers(market, rates)
    if workers >= fewest:
        return workers
    smallest = market.ids[int(market.employment.argmin())]
    if fewest > MOST_WORKERS:
        nl = f"het beroep '{smallest}' is te klein naast de andere om er iemand van te simuleren, laat het weg of voeg het samen"
        raise Complaint(nl, f"the occupation '{smallest}' is too small beside the others to simulate, leave it out or merge it")
    nl = f"--workers is {written(workers, 'nl')}, maar neem er minstens {written(fewest, 'nl')}, anders is '{smallest}' leeg"
    en = f"--workers is {written(workers, 'en')} but take at least {written(fewest, 'en')}, or else '{smallest}' is empty"
    raise Complaint(nl, en)
