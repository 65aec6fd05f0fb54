"""A situation (where, when, who shrinks and grows) and a package, read from file and checked before anything runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator, model_validator

from sim import data
from sim.doses import package_from_settings
from sim.faults import Fault
from sim.parameters import legal
from sim.policies.catalogue import Grade, Slug, Text
from sim.policies.package import Package
from sim.reading import Checked, InputError, Lines, Model, build, read_yaml, refuse
from sim.words import Both, between, unknown

__all__ = [
    "Employer", "Fault", "InputError", "LabourMarket", "Measured", "Package", "Region", "SectorGrowth", "Shock", "Situation",
    "fingerprint", "package_from_settings", "packages", "read_package", "read_situation", "situations",
]  # fmt: skip

SITUATIONS = Path(__file__).resolve().parents[1] / "scenarios"
PACKAGES = SITUATIONS / "packages"

People = Annotated[int, Field(ge=1, le=20_000_000, description="people")]
Growth = Annotated[float, Field(ge=-0.5, le=0.5, description="a year, as a share")]
Change = Annotated[float, Field(ge=-0.95, le=1.0, description="as a share of the level before")]
Month = Annotated[int, Field(ge=0, le=600, description="months")]


def sector_ids() -> list[str]:
    """Ids of the sectors, in the order of the data."""
    return [sector.id for sector in data.sectors()]


def job_type_ids() -> list[str]:
    """Ids of the job types, in the order of the data."""
    return [job.id for job in data.job_types()]


def _must_know(name: str, known: Sequence[str], what: str, *place: str | int) -> None:
    if name not in known:
        raise Fault(*unknown(what, name, known), *place)


class Graded(Checked):
    """A figure, or a few that belong together, with where it comes from and how sure it is."""

    source: Text
    grade: Grade


class Region(Graded):
    """A part of the map. ``people`` are real, of 15-74; ``margins`` is the province whose figures it takes, or "nl"."""

    id: Slug
    nl: Text
    en: Text
    people: People
    margins: str

    @field_validator("margins")
    @classmethod
    def _known_margins(cls, margins: str) -> str:
        _must_know(margins, (*data.REGIONS, "nl"), "province")
        return margins


class Measured(Graded):
    """A measured value with unit and period."""

    value: Annotated[float, Field(ge=0, le=500)]
    unit: Text
    period: Text


class LabourMarket(Checked):
    """How tight the market is at the start."""

    unemployment_rate: Measured
    vacancies_per_100_unemployed: Measured

    @model_validator(mode="after")
    def _in_range(self) -> LabourMarket:
        rate, tightness = self.unemployment_rate, self.vacancies_per_100_unemployed
        if rate.unit != "%":
            raise _wrong_unit("%", rate.unit, "unemployment_rate")
        if not 0.5 <= rate.value <= 30:
            raise _too_far(rate.value, between(0.5, 30, Both("%", "%")), "unemployment_rate")
        if tightness.unit != "vacancies":
            raise _wrong_unit("vacancies", tightness.unit, "vacancies_per_100_unemployed")
        if not 1 <= tightness.value <= 500:
            allowed = between(1, 500, Both("vacatures", "vacancies"))
            raise _too_far(tightness.value, allowed, "vacancies_per_100_unemployed")
        return self

    @property
    def unemployed_share(self) -> float:
        """Unemployed as a share (0-1) of the labour force."""
        return self.unemployment_rate.value / 100

    @property
    def vacancies_per_unemployed(self) -> float:
        """Open vacancies for each unemployed person."""
        return self.vacancies_per_100_unemployed.value / 100


def _wrong_unit(right: str, given: str, place: str) -> Fault:
    nl, en = f"de eenheid moet '{right}' zijn, niet '{given}'", f"the unit must be '{right}', not '{given}'"
    return Fault(nl, en, place, "unit")


def _too_far(value: float, allowed: Both, place: str) -> Fault:
    nl, en = f"{value:g} kan niet, het moet {allowed.nl} liggen", f"{value:g} is out of range, it must lie {allowed.en}"
    return Fault(nl, en, place, "value")


class SectorGrowth(Graded):
    """Trend of the wanted number of jobs in a sector, a share a year, beside a population that keeps its size.

    A sector that is not listed has no trend of its own.
    """

    id: str
    yearly_growth: Growth

    @field_validator("id")
    @classmethod
    def _known_sector(cls, name: str) -> str:
        _must_know(name, sector_ids(), "sector")
        return name


class Shock(Graded):
    """A fall (or rise) of the wanted number of jobs in some sectors, job types or named employers.

    From ``from_month`` the level goes linearly to 1 + ``change`` over ``over_months``. With ``recovery_months`` it then
    goes linearly to 1 + ``recovers_to`` (0 = all of it returns); without, it stays. Shocks on same jobs multiply.
    """

    sectors: tuple[str, ...] | None = Field(default=None, min_length=1)
    job_types: tuple[str, ...] | None = Field(default=None, min_length=1)
    employers: tuple[str, ...] | None = Field(default=None, min_length=1)
    from_month: Month
    over_months: Annotated[int, Field(ge=1, le=600, description="months")]
    change: Change
    recovery_months: Annotated[int, Field(ge=1, le=600, description="months")] | None = None
    recovers_to: Change | None = None

    @model_validator(mode="after")
    def _possible(self) -> Shock:
        if sum(found is not None for found in (self.sectors, self.job_types, self.employers)) != 1:
            nl = "een schok treft precies een van sectors, job_types of employers"
            raise Fault(nl, "a shock hits exactly one of sectors, job_types or employers")
        for index, name in enumerate(self.sectors or ()):
            _must_know(name, sector_ids(), "sector", "sectors", index)
        for index, name in enumerate(self.job_types or ()):
            _must_know(name, job_type_ids(), "job type", "job_types", index)
        if (self.recovery_months is None) != (self.recovers_to is None):
            nl = "recovery_months en recovers_to horen bij elkaar, geef ze allebei"
            raise Fault(nl, "recovery_months and recovers_to must be given together", "recovery_months")
        return self

    def level(self, month: int) -> float:
        """Wanted jobs in a month as a multiple of those without the shock; 1 before it begins."""
        passed = month - self.from_month
        if passed <= 0:
            return 1.0
        if passed < self.over_months:
            return 1 + self.change * passed / self.over_months
        if self.recovery_months is None or self.recovers_to is None:
            return 1 + self.change
        back = min(1.0, (passed - self.over_months) / self.recovery_months)
        return 1 + self.change + (self.recovers_to - self.change) * back


class Employer(Graded):
    """A named employer. ``people`` is its real headcount; without job types it has those of its sector."""

    id: Slug
    nl: Text
    en: Text
    sector: str
    region: str
    people: People
    job_types: tuple[str, ...] | None = Field(default=None, min_length=1)
    consortium: Literal["outflow", "inflow", "none"] = "none"

    @model_validator(mode="after")
    def _known(self) -> Employer:
        _must_know(self.sector, sector_ids(), "sector", "sector")
        own = [job.id for job in data.job_types() if job.sector == self.sector]
        for index, name in enumerate(self.job_types or ()):
            _must_know(name, job_type_ids(), "job type", "job_types", index)
            if name not in own:
                nl = f"'{name}' is geen beroep van sector '{self.sector}', dat zijn: {', '.join(own)}"
                en = f"'{name}' is no job type of sector '{self.sector}', those are: {', '.join(own)}"
                raise Fault(nl, en, "job_types", index)
        return self


class Situation(Checked):
    """A place and a time with its labour market, the trends of its sectors, its shocks and its named employers.

    ``year`` is the year of the rules (WW, severance, …); ``start`` is month 0, as "2024-01"; ``workers``, ``months``
    and ``runs`` are what a run takes when the user gives nothing else.
    """

    id: Slug
    nl: Text
    en: Text
    about_nl: Text
    about_en: Text
    year: Annotated[int, Field(ge=2010, le=2035, description="(a year)")]
    start: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    regions: Annotated[tuple[Region, ...], Field(min_length=1, max_length=64)]
    workers: Annotated[int, Field(ge=1_000, le=10_000_000, description="simulated people")]
    months: Annotated[int, Field(ge=1, le=600, description="months")]
    runs: Annotated[int, Field(ge=1, le=10_000, description="runs")]
    labour_market: LabourMarket
    sectors: tuple[SectorGrowth, ...] = ()
    shocks: tuple[Shock, ...] = ()
    employers: Annotated[tuple[Employer, ...], Field(max_length=64)] = ()
    sources: tuple[Text, ...] = ()

    @field_validator("start", mode="before")
    @classmethod
    def _month_text(cls, start: Any) -> Any:
        if isinstance(start, str) and not _is_month(start):
            nl = f"'{start}' is geen maand, schrijf die als \"2024-01\""
            raise Fault(nl, f"'{start}' is not a month, write it as \"2024-01\"")
        return start

    @model_validator(mode="after")
    def _consistent(self) -> Situation:
        if int(self.start[:4]) != self.year:
            nl = f"year {self.year} en start {self.start} spreken elkaar tegen"
            raise Fault(nl, f"year {self.year} and start {self.start} do not agree", "year")
        for part, entries in (("regions", self.regions), ("sectors", self.sectors), ("employers", self.employers)):
            names = [entry.id for entry in entries]
            for index, name in enumerate(names):
                if name in names[:index]:
                    raise Fault(f"'{name}' staat hier twee keer", f"'{name}' stands here twice", part, index, "id")
        for index, employer in enumerate(self.employers):
            _must_know(employer.region, self.region_ids, "region", "employers", index, "region")
            whole = next(region.people for region in self.regions if region.id == employer.region)
            if employer.people > whole:
                nl = f"{employer.people} mensen zijn er meer dan alle {whole} van de regio"
                en = f"{employer.people} people are more than all {whole} of the region"
                raise Fault(nl, en, "employers", index, "people")
        for index, shock in enumerate(self.shocks):
            for inner, name in enumerate(shock.employers or ()):
                _must_know(name, self.employer_ids, "employer", "shocks", index, "employers", inner)
        return self

    @property
    def region_ids(self) -> list[str]:
        """Ids of the regions, in file order."""
        return [region.id for region in self.regions]

    @property
    def employer_ids(self) -> list[str]:
        """Ids of the named employers, in file order."""
        return [employer.id for employer in self.employers]

    @property
    def people(self) -> int:
        """Real people of 15-74 in all regions together."""
        return sum(region.people for region in self.regions)


def _is_month(text: str) -> bool:
    year, _, month = text.partition("-")
    return len(year) == 4 and year.isdecimal() and len(month) == 2 and month.isdecimal() and 1 <= int(month) <= 12


def read_situation(name_or_path: str | Path) -> Situation:
    """A situation by name (from scenarios/) or by path. Raises InputError with file and line."""
    situation, lines, path = _read(Situation, name_or_path, SITUATIONS, "situation")
    try:
        legal(date.fromisoformat(f"{situation.start}-01"))
    except data.DataError:
        nl = f"de regels van {situation.start} zijn niet bekend, kies een later begin"
        fault = Fault(nl, f"the rules of {situation.start} are not known, choose a later start", "start")
        raise refuse(fault, lines, path) from None
    return situation


def read_package(name_or_path: str | Path, situation: Situation | None = None) -> Package:
    """A package by name (from scenarios/packages/) or by path; with a situation its scopes are checked too."""
    package, lines, path = _read(Package, name_or_path, PACKAGES, "package")
    try:
        _check_scopes(package, situation)
    except Fault as fault:
        raise refuse(fault, lines, path) from None
    return package


def check_fits(package: Package, situation: Situation) -> None:
    """Raises InputError when the package names a sector, region or employer that the situation does not have."""
    try:
        _check_scopes(package, situation)
    except Fault as fault:
        nl = f"pakket '{package.id}' past niet bij situatie '{situation.id}': {fault.both.nl}"
        en = f"package '{package.id}' does not fit situation '{situation.id}': {fault.both.en}"
        raise InputError(nl, en) from None


def _check_scopes(package: Package, situation: Situation | None) -> None:
    known: dict[str, Sequence[str]] = {"sectors": sector_ids()}
    if situation is not None:
        known |= {"regions": situation.region_ids, "employers": situation.employer_ids}
    for part in ("levers", "routes"):
        for index, piece in enumerate(getattr(package, part)):
            _check_names(piece.scope, known, part, index, "scope")
    on_routes: dict[str, Sequence[str]] = {"sectors": sector_ids(), "job_types": [job.id for job in data.job_types()]}
    for index, route in enumerate(package.routes):
        _check_names(route, on_routes, "routes", index)


def _check_names(piece: Any, known: Mapping[str, Sequence[str]], *place: str | int) -> None:
    """Raises Fault when a list of names in part of a package holds one that is not known."""
    for part, names in known.items():
        for inner, name in enumerate(getattr(piece, part) or ()):
            _must_know(name, names, part[:-1].replace("_", " "), *place, part, inner)


def _read(model: type[Model], name_or_path: str | Path, folder: Path, what: str) -> tuple[Model, Lines, Path]:
    path = _find(name_or_path, folder, what)
    content, lines = read_yaml(path)
    return build(model, content, lines, path), lines, path


def is_name(name_or_path: str | Path) -> bool:
    """Whether it is the name of something that comes with the product, and not the path of a file."""
    given = str(name_or_path)
    return not (isinstance(name_or_path, Path) or "/" in given or "\\" in given or given.endswith((".yaml", ".yml")))


def _find(name_or_path: str | Path, folder: Path, what: str) -> Path:
    given = str(name_or_path)
    if not is_name(name_or_path):
        return Path(name_or_path)
    known = [path.stem for path in _files(folder)]
    if given not in known:
        raise InputError(*unknown(what, given, known))
    return folder / f"{given}.yaml"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def situations() -> list[Situation]:
    """The situations that come with the product, by name."""
    return [read_situation(path) for path in _files(SITUATIONS)]


def packages() -> list[Package]:
    """The packages that come with the product, by name."""
    return [read_package(path) for path in _files(PACKAGES)]


def fingerprint(thing: BaseModel | Mapping[str, Any] | Sequence[Any]) -> str:
    """16 hex characters for the content of a situation, a package or plain data, whatever the order of its names."""
    plain = thing.model_dump(mode="json") if isinstance(thing, BaseModel) else thing
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
