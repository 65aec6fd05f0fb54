"""A package of levers, and the terms under which it lets each group of people live.

A package is a list of uses: a lever at a dose, for some months, for the people in a scope. People who stand in
the same scopes live under the same terms, so the engine keeps one small number per person (bit b is set when the person
is in scope b) and looks the terms up in a table with one row for each such number. Row 0 is today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sim.faults import Fault
from sim.policies.catalogue import Grade, Lever, Slug, Text, barriers, levers, settings
from sim.reading import Checked
from sim.words import unknown

MOST_SCOPES = 8
Status = Literal["employed", "surplus", "unemployed-ww", "unemployed", "training", "inactive"]
Age = Annotated[int, Field(ge=15, le=74, description="years")]
Month = Annotated[int, Field(ge=0, le=600, description="months")]
Some = Field(default=None, min_length=1)  # a list that is given must not be empty


class Scope(Checked):
    """For whom: people who meet all that is given. An empty scope is everyone; ``cohort`` counts real people."""

    sectors: tuple[str, ...] | None = Some
    regions: tuple[str, ...] | None = Some
    min_age: Age | None = None
    max_age: Age | None = None
    education: tuple[Literal["low", "middle", "high"], ...] | None = Some
    status: tuple[Status, ...] | None = Some
    employers: tuple[str, ...] | None = Some
    cohort: Annotated[int, Field(ge=1, le=20_000_000, description="people")] | None = None

    @model_validator(mode="after")
    def _ages(self) -> Scope:
        if self.min_age is not None and self.max_age is not None and self.min_age > self.max_age:
            nl = f"min_age {self.min_age} ligt boven max_age {self.max_age}"
            raise Fault(nl, f"min_age {self.min_age} lies above max_age {self.max_age}", "min_age")
        return self


class LeverUse(Checked):
    """One lever at one dose. ``end_month`` is the last month in which it works; None is for good."""

    lever: str
    dose: float
    start_month: Month = 0
    phase_in_months: Month = 0
    end_month: Month | None = None
    scope: Scope = Scope()

    @model_validator(mode="after")
    def _possible(self) -> LeverUse:
        if self.lever not in levers():
            raise Fault(*unknown("lever", self.lever, levers()), "lever")
        try:
            levers()[self.lever].check_dose(self.dose)
        except Fault as fault:
            raise Fault(*fault.both, "dose") from None
        if self.end_month is not None and self.end_month < self.start_month:
            nl = f"end_month {self.end_month} ligt voor start_month {self.start_month}"
            raise Fault(nl, f"end_month {self.end_month} comes before start_month {self.start_month}", "end_month")
        return self

    def dose_in(self, month: int) -> float:
        """The dose that works in a month: it grows linearly over the phase-in; outside its months it is the default."""
        default = levers()[self.lever].default
        passed = month - self.start_month
        if passed < 0 or (self.end_month is not None and month > self.end_month):
            return default
        if passed >= self.phase_in_months:
            return self.dose
        return default + (self.dose - default) * passed / self.phase_in_months


class Package(Checked):
    """A named list of lever uses. ``source`` and ``grade`` say where the design comes from."""

    id: Slug
    nl: Text
    en: Text
    about_nl: str = ""
    about_en: str = ""
    source: str = ""
    grade: Grade = "assumption"
    levers: tuple[LeverUse, ...]

    @model_validator(mode="after")
    def _few_scopes(self) -> Package:
        if len(distinct_scopes(self)) > MOST_SCOPES:
            nl = f"een pakket kan hoogstens {MOST_SCOPES} verschillende doelgroepen hebben"
            raise Fault(nl, f"a package can have at most {MOST_SCOPES} different scopes", "levers")
        if self.grade in ("seen", "derived") and not self.source.strip():
            nl = f"de graad is '{self.grade}', dus er moet een bron bij"
            raise Fault(nl, f"the grade is '{self.grade}', so a source must be given", "grade")
        return self


@dataclass(frozen=True)
class Terms:
    """What a person lives under in one month, by scope mask.

    strength : float64 (2**k, 14), strength of each barrier, 0-1, columns in the order of ``barriers()``.
    setting : float64 (2**k, n), value of each setting in its unit, columns in the order of ``settings()``.
    """

    strength: NDArray[np.float64]
    setting: NDArray[np.float64]


def active_uses(package: Package | None) -> list[LeverUse]:
    """The uses that can change anything: those whose dose is not the default."""
    return [] if package is None else [use for use in package.levers if use.dose != levers()[use.lever].default]


def distinct_scopes(package: Package | None) -> list[Scope]:
    """The scopes of the active uses, each once, in the order in which they first appear; the place is the bit."""
    scopes: list[Scope] = []
    for use in active_uses(package):
        if use.scope not in scopes:
            scopes.append(use.scope)
    return scopes


def draw_efficacy(lever: Lever | str, u: float) -> tuple[float, ...]:
    """The efficacy on each barrier of a lever at quantile ``u`` (0-1) of a triangle over low, central and high.

    The same ``u`` serves all barriers of the lever: if it works better than thought, it does so everywhere.
    """
    if not 0 <= u <= 1:
        raise ValueError(f"u must lie between 0 and 1, not {u}")
    found = levers()[lever] if isinstance(lever, str) else lever
    return tuple(_triangle(b.efficacy_low, b.efficacy, b.efficacy_high, u) for b in found.acts_on.barriers)


def _triangle(low: float, mode: float, high: float, u: float) -> float:
    if low == high:
        return mode
    width = high - low
    if u * width < mode - low:
        return low + (u * width * (mode - low)) ** 0.5
    return high - ((1 - u) * width * (high - mode)) ** 0.5


def compile_terms(package: Package | None, month: int, efficacy: Mapping[str, Sequence[float]] | None = None) -> Terms:
    """The table of terms of a package in a month.

    ``efficacy`` gives, by lever id, the efficacy on each of its barriers in the order of ``acts_on.barriers`` (see
    ``draw_efficacy``); a lever that is not in it works with its central values. No package, or doses that are all the
    default, give exactly today in a single row.
    """
    today = np.array([barrier.strength.today for barrier in barriers().values()], dtype=np.float64)
    values = np.array([setting.today for setting in settings().values()], dtype=np.float64)
    uses, scopes = active_uses(package), distinct_scopes(package)
    rows = 2 ** len(scopes)
    strength, setting = np.tile(today, (rows, 1)), np.tile(values, (rows, 1))
    barrier_column = {name: column for column, name in enumerate(barriers())}
    setting_column = {name: column for column, name in enumerate(settings())}
    masks = np.arange(rows)
    for use in uses:
        lever, dose = levers()[use.lever], use.dose_in(month)
        inside = (masks >> scopes.index(use.scope)) & 1 == 1
        central = [b.efficacy for b in lever.acts_on.barriers]
        drawn = central if efficacy is None else efficacy.get(use.lever, central)
        for acted, share in zip(lever.acts_on.barriers, drawn, strict=True):
            strength[inside, barrier_column[acted.id]] *= 1 - share * lever.reach(dose)
        for moved in lever.acts_on.settings:
            setting[inside, setting_column[moved.id]] += moved.gain * (dose - lever.default)
    np.clip(strength, 0, 1, out=strength)
    np.clip(setting, [s.low for s in settings().values()], [s.high for s in settings().values()], out=setting)
    strength.flags.writeable = setting.flags.writeable = False
    return Terms(strength, setting)
