"""The parameter record that rules read as `p`: behaviour from parameters.csv, institutions as on the situation's date."""

import math
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


# Each field of law in the record, with the rules of institutions.csv it stands for; of two rules, the product.
LAW: dict[str, tuple[str, ...]] = {
    "retirement_age": ("state-pension-age",),
    "notice_start": ("notice-months-under-5",),
    "notice_5_years": ("notice-months-5-to-10",),
    "notice_10_years": ("notice-months-10-to-15",),
    "notice_15_years": ("notice-months-15-plus",),
    "notice_left": ("notice-months-left",),
    "notice_deducted": ("notice-months-deducted",),
    "procedure_low": ("procedure-months-low",),
    "procedure_high": ("procedure-months-high",),
    "collective_size": ("collective-dismissal-size",),
    "collective_window": ("collective-dismissal-window",),
    "collective_wait": ("collective-dismissal-wait",),
    "social_plan_low": ("social-plan-factor-low",),
    "social_plan_high": ("social-plan-factor-high",),
    "severance_per_year": ("severance-fraction",),
    "severance_later": ("severance-fraction-later",),
    "severance_first_years": ("severance-first-years",),
    "severance_min_months": ("severance-months-min",),
    "severance_step": ("severance-step-months",),
    "severance_cap": ("severance-cap",),
    "ww_first_level": ("ww-level-first",),
    "ww_first_months": ("ww-first-months",),
    "ww_level": ("ww-level-after",),
    "ww_min_months": ("ww-months-min",),
    "ww_max_months": ("ww-months-max",),
    "ww_full_years": ("ww-full-build-up-years",),
    "ww_later_build_up": ("ww-build-up-after",),
    "ww_max_wage": ("daily-wage-max", "daily-wage-days-per-month"),
    "trial_needs_benefit": ("trial-placement-needs-benefit",),
    "trial_months": ("trial-placement-months",),
    "trial_months_max": ("trial-placement-months-max",),
    "practical_learning": ("practical-learning-subsidy",),
    "practical_learning_weeks": ("practical-learning-weeks",),
    "teacher_switch": ("teacher-switch-subsidy",),
    "older_credit_hour": ("older-worker-hiring-credit",),
    "older_credit_max": ("older-worker-credit-max",),
    "older_credit_age": ("older-worker-credit-age",),
    "older_credit_months": ("older-worker-credit-months",),
    "slim_share": ("slim-share",),
    "slim_share_small": ("slim-share-small",),
    "slim_min": ("slim-min",),
    "slim_max": ("slim-max",),
    "slim_max_agriculture": ("slim-max-agriculture",),
    "stap_max": ("stap-max",),
}


def legal(on: date) -> dict[str, float]:
    """Rules of law that the engine reads, as they stood on a date, under the names the rules use."""
    law = {field: math.prod(institution(id, on) for id in ids) for field, ids in LAW.items()}
    law["retirement_age"] = float(round(12.0 * law["retirement_age"]))  # the law counts in whole months
    return law


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
