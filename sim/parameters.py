"""The parameter record that rules read as `p`: behaviour from parameters.csv, institutions as on the situation's date."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.data import institution
from sim.data.reading import read_rows

FILE = Path(__file__).parent / "data" / "parameters.csv"


@dataclass(frozen=True)
class Parameter:
    """One behavioural parameter: value and range in its unit, where it comes from, what it means."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    grade: str
    en: str
    nl: str


@cache
def parameters() -> dict[str, Parameter]:
    """The behavioural parameters by name, in the order of parameters.csv."""
    return read_parameters(FILE)


def read_parameters(file: Path) -> dict[str, Parameter]:
    """The parameters of a file by name, in file order; raises DataError naming file and line when a row is wrong."""
    known = {}
    for row in read_rows(file, [field.name for field in fields(Parameter)], key="name"):
        value, low, high = row.span()
        source, grade = row.graded()
        name, unit, en, nl = (row.text(column) for column in ("name", "unit", "en", "nl"))
        known[name] = Parameter(name, value, low, high, unit, source, grade, en, nl)
    return known


def legal(on: date) -> dict[str, float]:
    """Rules of law that the engine reads, as they stood on a date, under the names the rules use."""
    return {
        "retirement_age": float(round(12.0 * institution("state-pension-age", on))),  # the law counts in whole months
        "procedure_low": institution("procedure-months-low", on),
        "procedure_high": institution("procedure-months-high", on),
        "notice_deducted": 0.0,
        "severance_per_year": institution("severance-fraction", on),
        "severance_cap": institution("severance-cap", on),
        "ww_first_level": institution("ww-level-first", on),
        "ww_first_months": institution("ww-first-months", on),
        "ww_level": institution("ww-level-after", on),
        "ww_min_months": institution("ww-months-min", on),
        "ww_max_months": institution("ww-months-max", on),
        "ww_full_years": institution("ww-full-build-up-years", on),
        "ww_later_build_up": institution("ww-build-up-after", on),
        "ww_max_wage": institution("daily-wage-max", on) * institution("daily-wage-days-per-month", on),
    }


def parameter_record(on: date, changes: Mapping[str, float] | None = None) -> Any:
    """A record of float64 fields for the engines; `changes` replaces values by name and may not invent one (KeyError)."""
    values = {name: parameter.value for name, parameter in parameters().items()} | legal(on)
    for name, value in (changes or {}).items():
        if name not in values:
            raise KeyError(name)
        values[name] = value
    record = np.recarray(1, dtype=[(name, "f8") for name in values])
    record[0] = tuple(float(v) for v in values.values())
    return record[0]
