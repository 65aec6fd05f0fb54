"""A package: levers at a dose, for some months, for the people in a scope; and the routes that a programme lays for them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.faults import Fault
from sim.policies.catalogue import Grade, Slug, Text, levers
from sim.reading import Checked
from sim.words import unknown

MOST_SCOPES = 8
Status = Literal["employed", "surplus", "unemployed-ww", "unemployed", "training", "inactive"]
Age = Annotated[int, Field(ge=15, le=74, description="years")]
MOST_MONTH = 600  # fifty years: later than any situation lasts
Month = Annotated[int, Field(ge=0, le=MOST_MONTH, description="months")]
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


    @property
    def asks_of_persons(self) -> bool:
        """Whether it asks something of a person besides where they work; it then covers no organisation."""
        return any(asked is not None for asked in (self.min_age, self.max_age, self.education, self.status, self.cohort))


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

    def collides(self, other: LeverUse) -> bool:
        """Whether it is the same lever for the same people in some month of the other: one after the other, doses may differ."""
        last, others_last = (MOST_MONTH if use.end_month is None else use.end_month for use in (self, other))
        same = (self.lever, self.scope) == (other.lever, other.scope)
        return same and self.start_month <= others_last and other.start_month <= last

    def dose_in(self, month: int) -> float:
        """The dose that works in a month: it grows linearly over the phase-in; outside its months it is the default."""
        default = levers()[self.lever].default
        passed = month - self.start_month
        if passed < 0 or (self.end_month is not None and month > self.end_month):
            return default
        if passed >= self.phase_in_months:
            return self.dose
        return default + (self.dose - default) * passed / self.phase_in_months


class Route(Checked):
    """The road a programme lays for a group: to which work, with a course of which length, and whether it comes to them.

    Without ``sectors`` and ``job_types`` any work; without ``course_months`` what someone still has to learn decides. With
    ``recruits`` everyone in the scope hears of the bridge at once; whether they take part stays their choice.
    """

    scope: Scope = Scope()
    sectors: tuple[str, ...] | None = Some
    job_types: tuple[str, ...] | None = Some
    course_months: Annotated[int, Field(ge=0, le=48, description="months")] | None = None
    recruits: bool = False
    start_month: Month = 0
    end_month: Month | None = None

    @model_validator(mode="after")
    def _months(self) -> Route:
        if self.end_month is not None and self.end_month < self.start_month:
            nl = f"end_month {self.end_month} ligt voor start_month {self.start_month}"
            raise Fault(nl, f"end_month {self.end_month} comes before start_month {self.start_month}", "end_month")
        return self

    def open_in(self, month: int) -> bool:
        """Whether the road lies open in a month."""
        return self.start_month <= month and (self.end_month is None or month <= self.end_month)


class Package(Checked):
    """A named list of lever uses, and the routes of a programme. ``source`` and ``grade`` say where the design comes from."""

    id: Slug
    nl: Text
    en: Text
    about_nl: str = ""
    about_en: str = ""
    source: str = ""
    grade: Grade = "assumption"
    levers: tuple[LeverUse, ...]
    routes: tuple[Route, ...] = ()

    @model_validator(mode="after")
    def _few_scopes(self) -> Package:
        if len(distinct_scopes(self)) > MOST_SCOPES:
            nl = f"een pakket kan hoogstens {MOST_SCOPES} verschillende doelgroepen hebben"
            raise Fault(nl, f"a package can have at most {MOST_SCOPES} different scopes", "levers")
        for index, use in enumerate(self.levers):
            if any(use.collides(other) for other in self.levers[:index]):
                nl = f"'{use.lever}' staat hier twee keer voor dezelfde mensen in dezelfde maanden, houd er een"
                en = f"'{use.lever}' is given twice for the same people in the same months, keep one of the two"
                raise Fault(nl, en, "levers", index, "lever")
        if self.grade in ("seen", "derived") and not self.source.strip():
            nl = f"de graad is '{self.grade}', dus er moet een bron bij"
            raise Fault(nl, f"the grade is '{self.grade}', so a source must be given", "grade")
        return self


def active_uses(package: Package | None) -> list[LeverUse]:
    """The uses that can change anything: those whose dose is not the default."""
    return [] if package is None else [use for use in package.levers if use.dose != levers()[use.lever].default]


def distinct_scopes(package: Package | None) -> list[Scope]:
    """The scopes of the active uses and the routes, each once, in the order in which they first appear; the place is the bit."""
    named = [use.scope for use in active_uses(package)] + [route.scope for route in (package.routes if package else ())]
    return [scope for k, scope in enumerate(named) if scope not in named[:k]]
