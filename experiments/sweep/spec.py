"""The file of a sweep: situations × packages × doses of levers × assumptions × parameter sets × seeds, checked whole."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, model_validator

from experiments.sweep.job import Job, Model
from sim.assumed import assumed_from
from sim.doses import package_from_settings
from sim.faults import Fault
from sim.parameters import parameters
from sim.policies.catalogue import Slug, Text, levers
from sim.policies.package import Package
from sim.posterior import number_of, posterior
from sim.reading import Checked, InputError, Lines, build, read_yaml, refuse
from sim.scenario import SITUATIONS, Situation, check_fits, fingerprint, read_package, read_situation
from sim.words import Both, Complaint, did_you_mean, unknown, written

SWEEPS = SITUATIONS / "sweeps"
NONE = "none"  # in the list of packages: the levers alone
MOST_PAIRS = 10_000_000
PERSON_MONTHS_A_JOB = 100_000_000  # ten to twenty seconds of one core: what a killed worker costs at most
FEWEST_ARMS, MOST_ARMS = 16, 256  # in a job: today's world is run once for all of them

Doses = Annotated[tuple[float, ...], Field(min_length=1)]
Name = TypeVar("Name")


class Spec(Checked):
    """A sweep as its file has it. ``seed`` and ``runs`` are as everywhere: seeds seed, seed + 1, ….

    Each combination of doses goes on top of each package; with ``grid: one-by-one`` each dose of each lever by itself. Without
    ``sets`` each seed lives under the parameter set of its own; with them every seed lives under each of these (numbers from 0).
    Without ``workers`` or ``months`` it is as each situation says.
    """

    id: Slug
    nl: Text
    en: Text
    about_nl: str = ""
    about_en: str = ""
    situations: Annotated[tuple[str, ...], Field(min_length=1)]
    packages: tuple[str, ...] = ()
    levers: dict[str, Doses] = Field(default_factory=dict)
    grid: Literal["full", "one-by-one"] = "full"
    assumptions: dict[str, Doses] = Field(default_factory=dict)
    sets: Annotated[tuple[int, ...], Field(min_length=1)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**62)] = 1
    runs: Annotated[int, Field(ge=1, le=100_000, description="runs")]
    workers: Annotated[int, Field(ge=1_000, le=10_000_000, description="simulated people")] | None = None
    months: Annotated[int, Field(ge=1, le=600, description="months")] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Spec:
        for part in ("situations", "packages", "sets"):
            _no_doubles(getattr(self, part) or (), part)
        if not self.packages and not self.levers:
            nl = "een reeks heeft packages of levers nodig, geef een van beide of allebei"
            raise Fault(nl, "a sweep needs packages or levers, give one of the two or both")
        if NONE in self.packages and not self.levers:
            raise Fault("'none' kan alleen samen met levers", "'none' can only go with levers", "packages")
        self._check_levers()
        self._check_assumptions()
        for index, number in enumerate(self.sets or ()):
            if not 0 <= number < len(posterior()):
                most = len(posterior()) - 1
                nl = f"er is geen parameterset {number}, kies een nummer van 0 tot en met {most}"
                raise Fault(nl, f"there is no parameter set {number}, choose a number from 0 to {most}", "sets", index)
        return self

    def _check_levers(self) -> None:
        for name, doses in self.levers.items():
            if name not in levers():
                raise Fault(*unknown("lever", name, levers()), "levers", name)
            for index, dose in enumerate(doses):
                try:
                    levers()[name].check_dose(dose)
                except Fault as fault:
                    raise Fault(*fault.both, "levers", name, index) from None
            _no_doubles(doses, "levers", name)

    def _check_assumptions(self) -> None:
        for name, values in self.assumptions.items():
            if name not in parameters():
                nl, en = did_you_mean(name, parameters())
                raise Fault(f"er is geen parameter '{name}'; {nl}", f"there is no parameter '{name}'; {en}", "assumptions", name)
            for index, value in enumerate(values):
                try:
                    assumed_from([f"{name}={value!r}"])
                except InputError as error:
                    raise Fault(*error.both, "assumptions", name, index) from None
            _no_doubles(values, "assumptions", name)

    def combinations(self) -> int:
        """How many combinations of doses there are; 1 without levers."""
        sizes = [len(doses) for doses in self.levers.values()]
        return sum(sizes) or 1 if self.grid == "one-by-one" else math.prod(sizes)

    def doses(self) -> Iterator[dict[str, float]]:
        """Each combination of doses, by lever; one empty combination without levers."""
        if self.grid == "one-by-one" and self.levers:
            yield from ({name: dose} for name, doses in self.levers.items() for dose in doses)
        else:
            yield from _products(self.levers)


@dataclass(frozen=True)
class Arm:
    """One package of the sweep: the id of the one in the list ("none" for the levers alone), the doses on top, and both as one."""

    package: str
    doses: Mapping[str, float]
    whole: Package

    @property
    def label(self) -> str:
        """Package and doses in one text."""
        return " ".join([self.package, *(f"{name}={dose:g}" for name, dose in self.doses.items())])


@dataclass(frozen=True)
class Sweep:
    """A checked sweep: nothing in it is wrong any more."""

    spec: Spec
    situations: tuple[Situation, ...]
    packages: tuple[Package | None, ...]  # None: the levers alone
    arms: tuple[Arm, ...] = field(repr=False)

    @property
    def pairs(self) -> int:
        """Pairs of worlds asked for: arms × situations × assumptions × sets × seeds."""
        return _pairs(self.spec)

    def identity(self) -> dict[str, Any]:
        """What all results depend on, as plain data: version, model, parameter sets, the file and all that it names."""
        model = Model.here()
        return {
            "version": model.version, "model": model.sources, "parameter_sets": model.sets,
            "sweep": self.spec.model_dump(mode="json"),
            "situations": {one.id: fingerprint(one) for one in self.situations},
            "packages": {one.id: fingerprint(one) for one in self.packages if one},
        }  # fmt: skip

    def jobs(self) -> Iterator[Job]:
        """All jobs, those of one burnt-in world together, in an order that is always the same."""
        spec, model = self.spec, Model.here()
        seeds = range(spec.seed, spec.seed + spec.runs)
        for situation in self.situations:
            workers, months = spec.workers or situation.workers, spec.months or situation.months
            size = arms_a_job(workers, months)
            assumptions = enumerate(_products(spec.assumptions))
            for (k, assumed), number, seed in itertools.product(assumptions, spec.sets or (None,), seeds):
                chosen = {} if number is None else posterior().of(number)
                for first in range(0, len(self.arms), size):
                    yield Job(
                        situation, workers, months, seed, number_of(seed) if number is None else number, k, assumed,
                        chosen | assumed, first, tuple(arm.whole for arm in self.arms[first : first + size]), model,
                    )  # fmt: skip


def arms_a_job(workers: int, months: int) -> int:
    """How many arms one job has: as many as keep it short, but enough to share today's world."""
    return min(MOST_ARMS, max(FEWEST_ARMS, PERSON_MONTHS_A_JOB // (workers * months)))


def read_sweep(name_or_path: str | Path, **changes: Any) -> Sweep:
    """A sweep by name (from scenarios/sweeps/) or by path, with all that it names; ``changes`` go before its own numbers.

    Files that it names by path lie beside it. Raises InputError with file and line.
    """
    path = _find(name_or_path)
    content, lines = read_yaml(path)
    spec = build(Spec, content, lines, path).model_copy(update=changes)
    try:
        _check_size(spec)
    except Fault as fault:
        raise refuse(fault, lines, path) from None
    situations = tuple(_named(read_situation, spec.situations, "situations", lines, path))
    packages = tuple(None if name == NONE else one for name, one in zip(
        spec.packages or (NONE,), _named(_package, spec.packages or (NONE,), "packages", lines, path), strict=True))  # fmt: skip
    _check_ids(situations, packages, lines, path)
    return Sweep(spec, situations, packages, tuple(_arms(spec, packages)))


def sweeps() -> list[str]:
    """Names of the sweeps that come with the product."""
    return sorted(file.stem for file in SWEEPS.glob("*.yaml"))


def _find(name_or_path: str | Path) -> Path:
    given = str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in given or "\\" in given or given.endswith((".yaml", ".yml")):
        return Path(name_or_path)
    if given not in sweeps():
        nl, en = did_you_mean(given, sweeps())
        raise InputError(f"er is geen reeks '{given}'; {nl}", f"there is no sweep '{given}'; {en}")
    return SWEEPS / f"{given}.yaml"


def _package(name: str | Path) -> Package | None:
    return None if name == NONE else read_package(name)


def _named(read: Any, names: Sequence[str], part: str, lines: Lines, path: Path) -> Iterator[Any]:
    """What the names stand for; a name that looks like a file lies beside the sweep."""
    for index, name in enumerate(names):
        beside = path.parent / name if name.endswith((".yaml", ".yml")) else name
        try:
            yield read(beside)
        except Complaint as error:
            raise refuse(Fault(*error.both, part, index), lines, path) from None


def _check_ids(situations: Sequence[Situation], packages: Sequence[Package | None], lines: Lines, path: Path) -> None:
    """Every situation and package has an id of its own, and every package fits every situation."""
    try:
        _no_doubles([one.id for one in situations], "situations")
        _no_doubles([one.id if one else NONE for one in packages], "packages")
        for index, package in enumerate(packages):
            for situation in situations if package else ():
                try:
                    check_fits(package, situation)  # type: ignore[arg-type]
                except InputError as error:
                    raise Fault(*error.both, "packages", index) from None
    except Fault as fault:
        raise refuse(fault, lines, path) from None


def _arms(spec: Spec, packages: Sequence[Package | None]) -> Iterator[Arm]:
    for package in packages:
        for doses in spec.doses():
            given = [f"{name}={dose!r}" for name, dose in doses.items()]
            whole = package_from_settings(given, package) if given else package
            if whole is not None:
                yield Arm(package.id if package else NONE, doses, whole)


def _pairs(spec: Spec) -> int:
    worlds = len(spec.situations) * math.prod(map(len, spec.assumptions.values())) * len(spec.sets or (0,)) * spec.runs
    return worlds * (len(spec.packages) or 1) * spec.combinations()


def _check_size(spec: Spec) -> None:
    """Counted before anything is made, since a grid grows faster than its file."""
    pairs = _pairs(spec)
    if pairs > MOST_PAIRS:
        nl = f"dit zijn {written(pairs, 'nl')} paren, er kunnen er {written(MOST_PAIRS, 'nl')}; neem minder doses of runs"
        en = f"these are {written(pairs, 'en')} pairs, there can be {written(MOST_PAIRS, 'en')}; take fewer doses or runs"
        raise Fault(nl, en, "levers" if spec.levers else "runs")


def _products(grid: Mapping[str, Sequence[float]]) -> Iterator[dict[str, float]]:
    for values in itertools.product(*grid.values()):
        yield dict(zip(grid, values, strict=True))


def _no_doubles(names: Sequence[Any], *place: str) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            both = Both(f"'{name}' staat hier twee keer, houd er een", f"'{name}' stands here twice, keep one of the two")
            raise Fault(*both, *place, index)
