"""Figures by topic and group, and what the population is drawn from: margins, tables, sectors by province."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from sim.data.reading import NL, DataError, Floats, Row, pick, read_rows, sums_to_one
from sim.data.work import sectors
from sim.words import Both

REGIONS = (
    "groningen", "friesland", "drenthe", "overijssel", "flevoland", "gelderland",
    "utrecht", "noord-holland", "zuid-holland", "zeeland", "noord-brabant", "limburg",
)  # fmt: skip
SHARE, SHARE_OF_ROW = "share", "share of row"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a topic; `low` and `high` equal `value` where no range is given."""

    id: str
    topic: str
    group: str
    value: float
    low: float
    high: float
    unit: str
    period: str
    source: str
    grade: str
    note: str


def read_figures(path: Path = NL / "figures.csv") -> dict[str, dict[str, Figure]]:
    """All figures as topic -> group -> Figure, in file order; shares add up to one; raises DataError."""
    topics: dict[str, dict[str, Figure]] = {}
    last: dict[str, Row] = {}
    for row in read_rows(path, Figure.__slots__):
        value, low, high = row.span()
        source, grade = row.graded()
        topic, group = row.text("topic"), row.text("group")
        figure_ = Figure(
            row.text("id"), topic, group, value, low, high, row.text("unit"), row.text("period"), source, grade,
            row.maybe("note"),
        )  # fmt: skip
        groups = topics.setdefault(topic, {})
        if group in groups:
            nl = f"de groep '{group}' van onderwerp '{topic}' staat er al"
            row.fail(nl, f"the group '{group}' of topic '{topic}' was already given")
        if groups and figure_.unit != next(iter(groups.values())).unit:
            nl = f"de eenheid '{figure_.unit}' is een andere dan die van de andere cijfers van onderwerp '{topic}'"
            row.fail(nl, f"the unit '{figure_.unit}' differs from that of the other figures of topic '{topic}'")
        groups[group] = figure_
        last[topic] = row
    for topic, groups in topics.items():
        _check_shares(topic, groups, last[topic])
    return topics


def _check_shares(topic: str, groups: dict[str, Figure], row: Row) -> None:
    unit = next(iter(groups.values())).unit
    if unit == SHARE:
        sums_to_one(math.fsum(f.value for f in groups.values()), row, Both(f"onderwerp '{topic}'", f"topic '{topic}'"))
    if unit == SHARE_OF_ROW:
        sums: dict[str, float] = {}
        for f in groups.values():
            head = f.group.split("/")[0]
            sums[head] = sums.get(head, 0.0) + f.value
        for head, total in sums.items():
            sums_to_one(total, row, Both(f"rij '{head}' van onderwerp '{topic}'", f"row '{head}' of topic '{topic}'"))


@cache
def all_figures() -> dict[str, dict[str, Figure]]:
    """The figures of figures.csv as topic -> group -> Figure."""
    return read_figures()


def topics() -> tuple[str, ...]:
    """The topics of `figures`."""
    return tuple(all_figures())


def figures(topic: str) -> Mapping[str, Figure]:
    """The figures of a topic by group, in file order; raises DataError for an unknown topic."""
    return MappingProxyType(pick(all_figures(), topic, Both("figures.csv heeft geen onderwerp", "figures.csv has no topic")))


def figure(topic: str, group: str) -> float:
    """The value of one figure; raises DataError for an unknown topic or group."""
    lacks = Both(f"onderwerp '{topic}' van figures.csv heeft geen groep", f"topic '{topic}' of figures.csv has no group")
    return pick(figures(topic), group, lacks).value


def margin(topic: str) -> tuple[list[str], Floats]:
    """Groups in file order and their values (float64); a topic of shares adds up to exactly one, rounding apart."""
    rows = figures(topic)
    values = np.array([f.value for f in rows.values()], dtype=np.float64)
    if next(iter(rows.values())).unit == SHARE:
        values = values / values.sum()
    return list(rows), values


def table(topic: str) -> tuple[list[str], list[str], Floats]:
    """(row names, column names, values) of a topic whose groups are `row/column`; raises DataError if a cell lacks."""
    cells = figures(topic)
    if not all("/" in group for group in cells):
        nl = f"Onderwerp '{topic}' van figures.csv is een lijst en geen tabel: vraag het aan margin()."
        raise DataError(nl, f"Topic '{topic}' of figures.csv is a list, not a table: ask margin() for it.")
    pairs = [tuple(group.split("/", 1)) for group in cells]
    rows, columns = (list(dict.fromkeys(p[k] for p in pairs)) for k in (0, 1))
    values = np.array([[figure(topic, f"{r}/{c}") for c in columns] for r in rows], dtype=np.float64)
    if next(iter(cells.values())).unit == SHARE_OF_ROW:
        values = values / values.sum(axis=1, keepdims=True)
    return rows, columns, values


def location_quotients() -> Floats:
    """float64 (12 provinces in the order of REGIONS, 16 sectors): share in the province over share in the country."""
    cells = figures("region_by_sector")
    result = np.ones((len(REGIONS), len(sectors())))
    for group, cell in cells.items():
        region, sector = group.split("/")
        result[REGIONS.index(region), [s.id for s in sectors()].index(sector)] = cell.value
    return result
