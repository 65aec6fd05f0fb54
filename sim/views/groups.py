"""For whom: people by what they were at the start of the situation, and how they fare in both worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import data
from sim.agents.codes import CONTRACTS, EDUCATIONS
from sim.agents.worker import AGE_BANDS
from sim.measures import AGES
from sim.views.bands import band
from sim.views.shapes import SMALL, Group
from sim.views.words import words
from sim.words import Both

if TYPE_CHECKING:
    from sim.runs import RunResult
    from sim.scenario import Situation
    from sim.world import World

People = dict[str, np.ndarray]
MONTHS_THAT_MATTER = 3  # months out of work, more or less, by which someone is worse or better off (an assumption)
SAME, BETTER, WORSE = 0, 1, -1
CROSSING = 10_000  # more than any number of months: a crossing rules over months
# The columns of the table of groups, in simulated people, crossings, months and euros; those of a world stand once for each.
OUTCOMES = ("lasting", "safe", "months-out", "income-lost")
COUNTS = ("people", "better", "worse", "missed", "gained")
COLUMNS = (*COUNTS, *(f"today-{name}" for name in OUTCOMES), *(f"package-{name}" for name in OUTCOMES))


@dataclass(frozen=True)
class AtStart:
    """Everyone at month 0: `generation` (int8[person]) tells who held the row, `rows` the groups (dimension -> int64[person])."""

    generation: np.ndarray
    rows: dict[str, np.ndarray]
    sizes: dict[str, int]


def at_start(world: World) -> AtStart:
    """Who is in which group of each dimension now; the sector is that of the job held now or last, region where they live."""
    people, tables = world.tables.people, world.tables
    rows = {
        "all": np.zeros(people.size, np.int64),
        "age": np.clip((people.age.astype(np.int64) // 12 - 15) // 10, 0, AGE_BANDS - 1),
        "education": people.education.astype(np.int64),
        "sector": tables.jobs.sector[people.job_type].astype(np.int64),
        "contract": people.contract.astype(np.int64),
        "region": people.region.astype(np.int64),
    }
    sizes = {
        "all": 1, "age": AGE_BANDS, "education": len(EDUCATIONS), "sector": tables.sectors, "contract": len(CONTRACTS),
        "region": tables.regions,
    }  # fmt: skip
    return AtStart(people.generation.copy(), rows, sizes)


def change(today: People, package: People) -> np.ndarray:
    """int32[person]: how much better the package was for each, in an order only: first crossings, then months.

    A lasting crossing that the other world does not give rules over the months; of two lives that both have one, or both have
    none, the better is the one with fewer months without work. Training without a job counts as without work. Pay counts only
    through work, and is shown beside it. Reads `lasting` and `months_out`, arrays of equal length.
    """
    crossing = (package["lasting"] > 0).astype(np.int32) - (today["lasting"] > 0)
    return crossing * CROSSING + (today["months_out"].astype(np.int32) - package["months_out"])


def verdict(changes: np.ndarray) -> np.ndarray:
    """int8[person]: BETTER with a lasting crossing that today does not give, or at least three months less without work; WORSE is
    the mirror; SAME is all else.
    """
    return (np.sign(changes) * (np.abs(changes) >= MONTHS_THAT_MATTER)).astype(np.int8)


def verdicts(today: People, package: People) -> np.ndarray:
    """int8[person]: BETTER, SAME or WORSE off with the package than without it."""
    return verdict(change(today, package))


def meaning() -> Both:
    """What better and worse off mean, in a sentence for the reader."""
    nl, en = (text.format(months=MONTHS_THAT_MATTER) for text in words("verdicts")["meaning"])
    return Both(nl, en)


def group_table(start: AtStart, today: People, package: People) -> np.ndarray:
    """int64[group, column] of one pair: all groups of all dimensions in order, simulated people there throughout in both worlds."""
    same = (start.generation == today["generation"]) & (start.generation == package["generation"])
    a, b = ({name: values[same] for name, values in people.items()} for people in (today, package))
    verdict, others = verdicts(a, b), b["enrolled"] == 0
    columns = [
        np.ones(int(same.sum())), verdict == BETTER, verdict == WORSE,
        others & (a["lasting"] > 0) & (b["lasting"] == 0), others & (a["lasting"] == 0) & (b["lasting"] > 0),
        *(people[name.replace("-", "_")] for people in (a, b) for name in OUTCOMES),
    ]  # fmt: skip
    weights = [column.astype(np.float64) for column in columns]  # once, where bincount would do so for each dimension
    tables = [_sums(start.rows[name][same], weights, size) for name, size in start.sizes.items()]
    return np.rint(np.vstack(tables)).astype(np.int64)


def _sums(rows: np.ndarray, columns: Sequence[np.ndarray], size: int) -> np.ndarray:
    """float64[row, column]: each column summed by row."""
    if size == 1:  # adding all to one place waits for each addition
        return np.array([[column.sum() for column in columns]])
    return np.column_stack([np.bincount(rows, weights=column, minlength=size) for column in columns])


def groups_of(pairs: Sequence[tuple[RunResult, RunResult]], situation: Situation) -> list[Group]:
    """All groups over the pairs, dimension by dimension; a group without anyone is left out."""
    tables = np.array([package.views["groups"] for _, package in pairs]).astype(np.float64)
    column = {name: tables[:, :, k] for k, name in enumerate(COLUMNS)}  # float64[pair, group]
    weight = pairs[0][0].weight
    each = 1.0 / np.where(column["people"] > 0, column["people"], np.nan)
    scale: dict[str, Any] = {"lasting": weight, "safe": weight, "months-out": each, "income-lost": weight / 1e6}
    bands = {name: band(scale[name] * column[f"today-{name}"], scale[name] * column[f"package-{name}"]) for name in OUTCOMES}
    mean = {name: weight * column[name].mean(axis=0) for name in COUNTS}
    simulated = column["people"].sum(axis=0).astype(int).tolist()
    return [
        Group(
            dimension, id, text, float(mean["people"][k]), simulated[k], simulated[k] < SMALL,
            {name: bands[name].at(k) for name in OUTCOMES}, float(mean["better"][k]),
            float(mean["people"][k] - mean["better"][k] - mean["worse"][k]), float(mean["worse"][k]), float(mean["missed"][k]),
            float(mean["gained"][k]),
        )
        for k, (dimension, id, text) in enumerate(_names(situation))
        if simulated[k]
    ]  # fmt: skip


def _names(situation: Situation) -> list[tuple[str, str, Both]]:
    """(dimension, group, its name) in the order of the table."""
    parts: dict[str, list[tuple[str, Both]]] = {
        "all": [("all", words("dimensions")["all"])],
        "age": [(id, words("ages")[id]) for id in AGES],
        "education": [(id, words("educations")[id]) for id in EDUCATIONS],
        "sector": [(sector.id, Both(sector.nl, sector.en)) for sector in data.sectors()],
        "contract": [(id, words("contracts")[id]) for id in CONTRACTS],
        "region": [(region.id, Both(region.nl, region.en)) for region in situation.regions],
    }
    return [(dimension, id, text) for dimension, groups in parts.items() for id, text in groups]
