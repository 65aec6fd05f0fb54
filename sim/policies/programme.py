"""A programme from the documents: its design, and what its source says came of it.

Nothing is filled in that a source does not say. A file writes ``unknown`` there, and where the model cannot do without, an
assumed value stands beside it. ``SF001`` and the like number the facts that were read in the five source documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from sim import data
from sim.faults import Fault
from sim.policies.catalogue import Grade, Share, Slug, Text, parties
from sim.policies.package import LeverUse, Package, Scope
from sim.reading import Checked
from sim.words import unknown

SF = Annotated[str, StringConstraints(pattern=r"^SF\d{3}$")]
MonthText = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
LONGEST = 60  # months that a group is followed at most
Months = Annotated[int, Field(ge=1, le=LONGEST, description="months")]
People = Annotated[int, Field(ge=1, le=20_000_000, description="people")]
Amount = Annotated[float, Field(ge=0, le=20_000_000)]
Step = Literal[
    "information", "registration", "coaching", "assessment", "try-out", "matching", "selection", "contract", "training", "start",
    "guidance-at-work",
]  # fmt: skip
MeasureId = Literal[
    "enrolled-share", "coached-share", "tryout-share", "offered-after-tryout-share", "opted-out-after-tryout-share",
    "training-share", "completed-training-share", "dropout-in-training-share", "completed-and-started-share",
    "target-sector-of-beginners-share", "target-sector-of-completed-share", "placed-share", "start-other-sector-share",
    "other-sector-of-placed-share", "no-unemployment-share", "retained-12-months-share", "participants", "starters",
]  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """Something that can be counted in a group, in a document as in the model: a share of someone, or a number of people."""

    id: str
    nl: str
    en: str
    share: bool = True


MEASURES: dict[str, Measure] = {
    m.id: m
    for m in (
        Measure("enrolled-share", "Deed mee, van wie het aanbod kreeg", "Took part, of those who got the offer"),
        Measure("coached-share", "Kreeg een coach, van wie meedeed", "Had a coach, of those who took part"),
        Measure("tryout-share", "Liep mee of probeerde, van wie het aanbod kreeg", "Tried the work, of those who got the offer"),
        Measure(
            "offered-after-tryout-share", "Kreeg een baan aangeboden, van wie probeerde",
            "Was offered a job, of those who tried it",
        ),
        Measure(
            "opted-out-after-tryout-share", "Zag ervan af, van wie probeerde",
            "Thought better of it, of those who tried it",
        ),
        Measure("training-share", "Begon een opleiding, van wie meedeed", "Began a course, of those who took part"),
        Measure(
            "completed-training-share", "Rondde de opleiding af, van wie begon",
            "Finished the course, of those who began it",
        ),
        Measure(
            "dropout-in-training-share", "Stopte met de opleiding, van wie begon",
            "Stopped the course, of those who began it",
        ),
        Measure(
            "completed-and-started-share", "Rondde af en begon in de baan, van wie aan de opleiding begon",
            "Finished and started in the job, of those who began the course",
        ),
        Measure(
            "target-sector-of-beginners-share", "Werkt in de doelsector, van wie aan de opleiding begon",
            "Works in the target sector, of those who began the course",
        ),
        Measure(
            "target-sector-of-completed-share", "Werkt in de doelsector, van wie de opleiding afrondde",
            "Works in the target sector, of those who finished the course",
        ),
        Measure("placed-share", "Begon in ander werk, van wie meedeed", "Started in other work, of those who took part"),
        Measure(
            "start-other-sector-share", "Begon in een andere sector, van wie meedeed",
            "Started in another sector, of those who took part",
        ),
        Measure(
            "other-sector-of-placed-share", "In een andere sector, van wie ander werk vond",
            "In another sector, of those who found other work",
        ),
        Measure(
            "no-unemployment-share", "Geen maand werkloos, van wie ander werk vond",
            "Not a month unemployed, of those who found other work",
        ),
        Measure(
            "retained-12-months-share", "Na een jaar nog in de baan, van wie begon",
            "Still in the job after a year, of those who started",
        ),
        Measure("participants", "Deelnemers", "Participants", share=False),
        Measure("starters", "Begonnen in de doelsector", "Started in the target sector", share=False),
    )
}  # fmt: skip


class Sourced(Checked):
    """Something with the facts it was read from and how sure it is."""

    source: tuple[SF, ...] = ()
    grade: Grade

    @model_validator(mode="after")
    def _has_source(self) -> Sourced:
        if self.grade in ("seen", "derived") and not self.source:
            nl = f"de graad is '{self.grade}', dus er moet een bron bij, zoals SF001"
            raise Fault(nl, f"the grade is '{self.grade}', so a source must be given, such as SF001", "grade")
        return self


class Nearest(Checked):
    """The shipped situation that is nearest in time and place, and why."""

    id: Slug
    why_nl: Text
    why_en: Text


class Dates(Sourced):
    """First and last month, as "2020-11"; None is not known."""

    start: MonthText | None
    end: MonthText | None


class Participants(Sourced):
    """Real people. ``value`` is None where the source gives no number; the model then takes ``assumed``."""

    value: People | None
    assumed: People | None = None
    nl: Text
    en: Text

    @model_validator(mode="after")
    def _one_number(self) -> Participants:
        if (self.value is None) == (self.assumed is None):
            nl = "geef assumed als value unknown is, en anders niet"
            raise Fault(nl, "give assumed when value is unknown, and only then", "assumed")
        return self

    @property
    def number(self) -> int:
        """What the model takes: the real number, or the assumed one."""
        found = self.value if self.value is not None else self.assumed
        assert found is not None
        return found


class Who(Sourced):
    """Whom it is for: in words, and as the model can tell people apart."""

    nl: Text
    en: Text
    scope: Scope = Scope()


class Route(Sourced):
    """Where people go: sectors or job types, the months of the course whatever their gap (0 = none), who hears of it."""

    sectors: tuple[str, ...] | None = Field(default=None, min_length=1)
    job_types: tuple[str, ...] | None = Field(default=None, min_length=1)
    course_months: Annotated[int, Field(ge=0, le=48, description="months")] | None
    recruits: bool = True

    @model_validator(mode="after")
    def _known(self) -> Route:
        for part, names in (("sectors", data.sectors()), ("job_types", data.job_types())):
            known = [name.id for name in names]
            for index, name in enumerate(getattr(self, part) or ()):
                if name not in known:
                    raise Fault(*unknown(part[:-1].replace("_", " "), name, known), part, index)
        return self


class Dose(Sourced):
    """A lever at a dose, for the people of the programme only."""

    lever: str
    dose: float
    start_month: Annotated[int, Field(ge=0, le=600, description="months")] = 0
    end_month: Annotated[int, Field(ge=0, le=600, description="months")] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Dose:
        self.use(Scope())
        return self

    def use(self, scope: Scope) -> LeverUse:
        """The same as a package has it."""
        return LeverUse(lever=self.lever, dose=self.dose, start_month=self.start_month, end_month=self.end_month, scope=scope)


class Steps(Sourced):
    """The steps that the source names, in their order."""

    value: Annotated[tuple[Step, ...], Field(min_length=1)]


class Words(Sourced):
    """A fact in words."""

    nl: Text
    en: Text


class YesNo(Sourced):
    """A fact that is so or not."""

    value: bool


class Part(Sourced):
    """A share, 0-1."""

    value: Share


class Paying(Checked):
    """A party, and its share of the bill (0-1) where the source gives one."""

    party: Slug
    share: Share | None

    @field_validator("party")
    @classmethod
    def _known(cls, party: str) -> str:
        if party not in parties():
            raise Fault(*unknown("party", party, parties()))
        return party


class Payers(Sourced):
    """Who pays, and how much of it."""

    value: Annotated[tuple[Paying, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _a_whole(self) -> Payers:
        shares = [payer.share for payer in self.value]
        if sum(share or 0 for share in shares) > 1.001:
            raise Fault("de delen zijn samen meer dan 1", "the shares add up to more than 1", "value")
        return self


class Design(Checked):
    """How the programme is built. What the source does not say is None, which a file writes as ``unknown``."""

    steps: Steps | None
    selection: Words | None
    contract_first: YesNo | None
    own_share: Part | None
    payers: Payers | None
    capacity: Words | None


class Target(Sourced):
    """What the source says came of it, and whether that can stand beside what the model counts.

    ``low`` and ``high`` are None where the source gives words and no number. ``count`` is the number of people counted, ``of``
    the number they are a part of (``of_assumed`` where it is not known), and ``of_nl`` says who those are. ``months`` is the
    time after which it was counted, an assumption unless ``months_known``.
    """

    measure: MeasureId
    low: Amount | None
    high: Amount | None
    count: People | None
    of_nl: Text
    of_en: Text
    of: People | None
    of_assumed: People | None = None
    months: Months
    months_known: bool
    comparable: bool
    why_nl: Text
    why_en: Text

    @model_validator(mode="after")
    def _possible(self) -> Target:
        if (self.low is None) != (self.high is None):
            raise Fault("low en high horen bij elkaar", "low and high must be given together", "high")
        if self.of is not None and self.of_assumed is not None:
            raise Fault("geef of_assumed alleen als of unknown is", "give of_assumed only when of is unknown", "of_assumed")
        if self.comparable and self.is_share and self.size is None:
            nl = "de noemer is niet bekend, geef een aangenomen aantal als of_assumed"
            raise Fault(nl, "the denominator is not known, give an assumed number as of_assumed", "of")
        if self.low is None or self.high is None:
            if self.comparable:
                nl = "zonder getal is er niets te vergelijken, dus comparable is false"
                raise Fault(nl, "without a number there is nothing to compare, so comparable is false", "comparable")
        elif self.low > self.high:
            nl, en = f"low {self.low:g} ligt boven high {self.high:g}", f"low {self.low:g} lies above high {self.high:g}"
            raise Fault(nl, en, "low")
        elif self.is_share and self.high > 1:
            nl = f"{self.high:g} kan niet, een deel ligt tussen 0 en 1"
            raise Fault(nl, f"{self.high:g} is out of range, a share lies between 0 and 1", "high")
        return self

    @property
    def size(self) -> int | None:
        """People in the denominator: the real number, or else the assumed one."""
        return self.of_assumed if self.of is None else self.of

    @property
    def is_share(self) -> bool:
        """Whether it is a share of someone; else a number of people."""
        return MEASURES[self.measure].share


class Programme(Checked):
    """A programme: where, when and for whom, over which route, with which levers, and what was reported of it.

    ``months`` is how long the model follows the group. ``left_out`` says what of the design the model cannot do.
    """

    id: Slug
    nl: Text
    en: Text
    about_nl: Text
    about_en: Text
    source: Text
    situation: Nearest
    dates: Dates
    participants: Participants
    who: Who
    route: Route
    months: Months
    levers: tuple[Dose, ...]
    design: Design
    left_out_nl: Text
    left_out_en: Text
    reported: tuple[Target, ...]

    @model_validator(mode="after")
    def _followed_long_enough(self) -> Programme:
        for index, target in enumerate(self.reported):
            if target.comparable and target.months > self.months:
                nl = f"na {target.months} maanden kan niet, want de groep wordt {self.months} maanden gevolgd"
                en = f"after {target.months} months cannot be, because the group is followed for {self.months} months"
                raise Fault(nl, en, "reported", index, "months")
        return self

    @property
    def destinations(self) -> frozenset[str]:
        """Ids of the sectors the route leads to; empty when it leads anywhere."""
        of = {job.id: job.sector for job in data.job_types()}
        return frozenset((*(self.route.sectors or ()), *(of[name] for name in self.route.job_types or ())))

    def package(self, cohort: int) -> Package:
        """The programme as a package for a cohort of so many real people."""
        from sim.policies.package import Route as PackageRoute

        scope = self.who.scope.model_copy(update={"cohort": cohort})
        way = PackageRoute(
            scope=scope, sectors=self.route.sectors, job_types=self.route.job_types, course_months=self.route.course_months,
            recruits=self.route.recruits,
        )  # fmt: skip
        uses = tuple(dose.use(scope) for dose in self.levers)
        return Package(id=self.id, nl=self.nl, en=self.en, levers=uses, routes=(way,))
