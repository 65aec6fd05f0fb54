"""The short way in from Python, the same questions as at the command line: `from sim import load, compare`."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from operator import index
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim import effects
from sim.assumed import assumed_from
from sim.combine import combined
from sim.compared import Compared
from sim.doses import package_from_settings
from sim.own_sets import repeating
from sim.parallel import Progress, Stopped
from sim.policies.catalogue import levers
from sim.policies.package import Package
from sim.ranges import RANGES, outside, usable_cores
from sim.reading import InputError
from sim.runs import RunPlan, run_worlds
from sim.scenario import PACKAGES, SITUATIONS, Situation, check_fits, is_name, read_package, read_situation
from sim.words import did_you_mean, unknown

ENGINES = ("fast", "reference")
Piece = str | Path | Package
Asked = Piece | Sequence[Piece]


def load(situation: str | Path | Situation) -> Situation:
    """A situation by name (`loopbrug show situations` lists them), or from a YAML file of your own.

    Raises InputError for a name that there is not, with the nearest one, or for a mistake in the file, with its line.

    >>> from sim import load
    >>> load("bank-naar-klas").people > 1_000_000  # real people of 15-74
    True
    """
    return situation if isinstance(situation, Situation) else read_situation(situation)


def compare(
    situation: str | Path | Situation,
    package: Asked = (),
    *,
    doses: Mapping[str, float] | None = None,
    workers: int | None = None,
    months: int | None = None,
    runs: int | None = None,
    seed: int = 1,
    threads: int | None = None,
    assumed: Mapping[str, float] | None = None,
    engine: str = "fast",
    progress: Progress | None = None,
) -> Compared:
    """Compare a package with today's policy in the same worlds; the numbers are those of `loopbrug compare`.

    situation : what `load` gives or takes. package : the name of a package (`loopbrug show packages`), a YAML file, a Package,
    several of these that hold together, or the name of a lever (`loopbrug show levers`): that lever alone, at its full dose.
    doses : levers at a dose of your own, in the lever's unit; they go before the package's. workers (simulated people of 15-74),
    months and runs (pairs of worlds) : as the situation says when left out. seed : the same seed gives the same numbers, to the
    last bit. threads : all cores when left out; the numbers do not depend on it. assumed : parameters of the model that you
    change, in the units of `docs/parameters.md`; they hold in today's world too. progress : hears how far it is (0-1).

    Raises InputError for what cannot be, with what can. A situation at its own size takes minutes; this small one seconds:

    >>> from sim import compare, load
    >>> answer = compare(load("bank-naar-klas"), package="senior-traineeship", workers=1_000, months=12, runs=2)
    >>> answer.table("en").loc["lasting-crossings", "unit"]  # real people, with the ends of the bands beside it
    'people'
    >>> len(answer.who_pays()) > 0  # euros a year for each party
    True
    >>> print(answer.command)
    loopbrug compare bank-naar-klas --set senior-traineeship=1 --workers 1000 --months 12 --runs 2 --seed 1
    """
    world = load(situation)
    numbers = {
        name: _number(name, getattr(world, name) if value is None else value)
        for name, value in (("workers", workers), ("months", months), ("runs", runs))
    }
    pieces, settings = _parts(package, doses)
    assumptions = [f"{name}={value}" for name, value in (assumed or {}).items()]
    plan = RunPlan(
        world, _policy(pieces, settings, world), **numbers, seed=_number("seed", seed), engine=_engine(engine),
        threads=usable_cores() if threads is None else _number("threads", threads), assumed=assumed_from(assumptions),
    )  # fmt: skip
    command, files = _repeat(plan, situation, pieces, settings, assumptions)
    try:
        return Compared(plan, effects.compare(run_worlds(plan, progress=progress, thin=True)), command, files)
    except Stopped:
        raise KeyboardInterrupt from None


def _number(name: str, value: int) -> int:
    """The whole number itself when it lies in the range of its name, else InputError with range and unit."""
    try:
        whole = index(value)
    except TypeError:
        raise InputError(f"{name} is {value!r}, geen geheel getal", f"{name} is {value!r}, not a whole number") from None
    if wrong := outside(name, whole, RANGES[name]):
        raise InputError(*wrong)
    return whole


def _engine(name: str) -> str:
    if name not in ENGINES:
        nl, en = did_you_mean(str(name), ENGINES)
        raise InputError(f"engine '{name}' kan niet; {nl}", f"there is no engine '{name}'; {en}")
    return name


def _parts(package: Asked, doses: Mapping[str, float] | None) -> tuple[list[Piece], list[str]]:
    """(packages, levers with their dose as the command line writes them) of what was asked; raises InputError for nothing."""
    given: list[Any] = list(package) if isinstance(package, list | tuple) else [package]
    if wrong := [piece for piece in given if not isinstance(piece, Piece)]:
        nl = f"{wrong[0]!r} is geen pakket: geef een naam, een bestand of een Package"
        raise InputError(nl, f"{wrong[0]!r} is no package: give a name, a file or a Package")
    singly = [piece for piece in given if isinstance(piece, str) and piece in levers() and piece not in _packages()]
    settings = [f"{name}={levers()[name].full_dose:g}" for name in singly] + [f"{k}={dose}" for k, dose in (doses or {}).items()]
    if not given and not settings:
        nl = "er is nog niets om te vergelijken, geef een pakket (package) of doses"
        raise InputError(nl, "there is nothing to compare yet, give a package or doses")
    return [piece for piece in given if piece not in singly], settings


def _policy(pieces: Sequence[Piece], settings: Sequence[str], situation: Situation) -> Package | None:
    read = [_package(piece, situation) for piece in pieces]
    base = combined(read) if read else None
    return package_from_settings(settings, base) if settings else base


def _package(piece: Piece, situation: Situation) -> Package:
    if isinstance(piece, Package):
        check_fits(piece, situation)
        return piece
    if isinstance(piece, str) and is_name(piece) and piece not in _packages():
        raise InputError(*unknown("package", piece, [*_packages(), *levers()]))
    return read_package(piece, situation)


def _packages() -> list[str]:
    return sorted(path.stem for path in PACKAGES.glob("*.yaml"))


def _repeat(
    plan: RunPlan, situation: Piece | Situation, pieces: Sequence[Piece], settings: Sequence[str], assumptions: Sequence[str]
) -> tuple[str, dict[str, BaseModel]]:
    """(the command that gives the same numbers, the files it needs that do not come with the product).

    A file of parameter sets that the user named is in the command, and with the user.
    """
    files: dict[str, BaseModel] = {}
    words = ["loopbrug", "compare", _word(situation, files)]
    words += [word for piece in pieces for word in ("--package", _word(piece, files))]
    words += [word for setting in settings for word in ("--set", setting)]
    words += [word for assumption in assumptions for word in ("--assume", assumption)]
    words += [word for name in ("workers", "months", "runs", "seed") for word in (f"--{name}", str(getattr(plan, name)))]
    engine = ["--engine", plan.engine] if plan.engine != "fast" else []
    return shlex.join([*words, *engine, *repeating()]), files


def _word(given: Piece | Situation, files: dict[str, BaseModel]) -> str:
    """What stands for it in a command: as it was given, the name under which it ships, or a file that is put into `files`."""
    if isinstance(given, str | Path):
        return str(given)
    folder, read = (SITUATIONS, read_situation) if isinstance(given, Situation) else (PACKAGES, read_package)
    if (folder / f"{given.id}.yaml").exists() and read(given.id) == given:
        return given.id
    name = f"{given.id}.yaml" if f"{given.id}.yaml" not in files else f"{given.id}-{len(files) + 1}.yaml"
    files[name] = given
    return name
