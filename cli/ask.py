"""What ``run`` and ``compare`` have in common: their options, the plan made of them, and the line that repeats it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import engine
from cli.check import usable_cores, within
from cli.errors import WrongInput
from cli.out import prepare_file
from cli.posterior import repeated
from cli.progress import Bar
from cli.texts import counted, text
from sim import VERSION
from sim.plain import plain
from sim.words import did_you_mean

ENGINES = ("fast", "reference")


def whole_number(value: str) -> int:
    """The whole number written here; the message of a mistake says what was written."""
    try:
        return int(value)
    except ValueError:
        raise WrongInput(f"'{value}' is geen geheel getal", f"'{value}' is not a whole number") from None


def engine_of(value: str) -> str:
    """One of the two engines."""
    if value not in ENGINES:
        nl, en = did_you_mean(value, ENGINES)
        raise WrongInput(f"'{value}' kan niet; {nl}", f"there is no '{value}'; {en}")
    return value


Number = Annotated[int | None, typer.Option(parser=whole_number)]

# What each of these is for stands in cli/help.py, in two languages.
Lang = Annotated[str, typer.Option()]  # put on every line by main, which has checked it
AsJson = Annotated[bool, typer.Option("--json")]
TaxonomyName = Annotated[str | None, typer.Option("--taxonomy")]
SituationName = Annotated[str, typer.Argument()]
PackageNames = Annotated[list[str] | None, typer.Option("--package")]
Export = Annotated[Path | None, typer.Option("--export-package")]
Settings = Annotated[list[str] | None, typer.Option("--set")]
Assumptions = Annotated[list[str] | None, typer.Option("--assume")]
Workers = Number
Months = Number
Runs = Number
Threads = Number
Seed = Annotated[int, typer.Option(parser=whole_number)]
EngineName = Annotated[str, typer.Option("--engine", parser=engine_of)]
Out = Annotated[Path | None, typer.Option()]
Force = Annotated[bool, typer.Option("--force")]


@dataclass(frozen=True)
class Ask:
    """A checked question: nothing in it is wrong any more."""

    plan: Any  # sim.runs.RunPlan
    command: str  # the line that repeats it

    def names(self, lang: str) -> dict[str, str]:
        """Names of situation and package in the language."""
        package = self.plan.package
        return {
            "situation": getattr(self.plan.situation, lang),
            "package": getattr(package, lang) if package else text("no_package", lang),
        }

    def size(self, lang: str) -> str:
        """How large and how long the worlds are, and with what luck."""
        plan = self.plan
        people, months = counted("simulated", plan.workers, lang), counted("month", plan.months, lang)
        return f"{people} · {months} · seed {plan.seed}"

    def header(self) -> dict[str, Any]:
        """What every JSON answer begins with: enough to repeat and to recognise it."""
        from sim.scenario import fingerprint

        plan = self.plan
        described = {
            kind: thing and {"id": thing.id, "nl": thing.nl, "en": thing.en, "fingerprint": fingerprint(thing)}
            for kind, thing in (("situation", plan.situation), ("package", plan.package))
        }
        numbers = {name: getattr(plan, name) for name in ("workers", "months", "runs", "seed", "engine", "threads")}
        return {"version": VERSION, "command": self.command, **described, "plan": numbers, "assumed": dict(plan.assumed)}


def question(
    verb: str,
    situation: str,
    packages: Sequence[str] | None,
    settings: Sequence[str] | None,
    workers: int | None,
    months: int | None,
    runs: int | None,
    seed: int,
    engine_name: str,
    threads: int | None,
    assume: Sequence[str] | None = None,
) -> Ask:
    """Check everything the user gave and make the plan.

    Numbers first: they are cheap and need no file. Raises WrongInput, or the InputError of ``sim.scenario``.
    """
    given = {"workers": workers, "months": months, "runs": runs, "seed": seed, "threads": threads}
    for option, value in given.items():
        if value is not None:
            within(option, value)

    from sim.assumed import assumed_from
    from sim.scenario import read_situation

    assumed = assumed_from(assume or ())
    world = read_situation(situation)
    numbers = {
        option: within(option, getattr(world, option) if value is None else value)
        for option, value in (("workers", workers), ("months", months), ("runs", runs))
    }
    plan = engine.make_plan(
        situation=world,
        package=read_policy(packages or (), settings or (), world),
        **numbers,
        seed=seed,
        engine=engine_name,
        threads=threads or usable_cores(),
        assumed=assumed,
    )
    words = ["loopbrug", verb, situation]
    words += [word for package in packages or () for word in ("--package", package)]
    words += [word for setting in settings or () for word in ("--set", setting)]
    words += [word for assumption in assume or () for word in ("--assume", assumption)]
    words += [word for option, value in numbers.items() for word in (f"--{option}", str(value))]
    words += ["--seed", str(seed)] + (["--engine", engine_name] if engine_name != "fast" else [])
    return Ask(plan, shlex.join(words) + repeated())


def read_policy(packages: Sequence[str], settings: Sequence[str], situation: Any) -> Any:
    """The packages of --package as one, with the doses of --set in it; None when neither is given."""
    from sim.scenario import package_from_settings, read_package

    read = [read_package(package, situation) for package in packages]
    base = engine.combined(read) if read else None
    return package_from_settings(settings, base) if settings else base


def export_path(file: Path | None, package: Any, force: bool) -> Path | None:
    """The file of --export-package, checked: there is a package, and the file may be written."""
    if file is None:
        return None
    if package is None:
        nl = "--export-package: er is geen pakket, geef ook --package NAAM of --set HEFBOOM=DOSIS"
        raise WrongInput(nl, "--export-package: there is no package, give --package NAME or --set LEVER=DOSE too")
    return prepare_file(file, "--export-package", (".yaml", ".yml"), force)


def export_package(path: Path | None, package: Any, changed: bool) -> None:
    """Write the package in force into a file of `export_path`; `changed` when doses of --set are in it."""
    if path is not None:
        engine.export_package(path, package, changed)



def work(asked: Ask, worlds: tuple[str, ...], out: Path | None, lang: str) -> tuple[list[engine.RunResult], bool]:
    """Run it behind a progress bar; (finished results, stopped by the user?).

    With ``out``, each run is in its files by then, and the manifest that makes them a result is written last.
    """
    stopped = False
    try:
        with Bar(lang, first_use=engine.first_use()) as progress:
            results = engine.run_worlds(asked.plan, worlds, out, progress)
    except engine.Stopped as stop:
        results, stopped = stop.results, True
    if out is not None and results:
        engine.write_manifest(out, asked.plan, results, asked.command)
    return results, stopped


def print_json(document: Any) -> None:
    """One JSON document on stdout; what is not a number (nan) becomes null."""
    typer.echo(json.dumps(plain(document), ensure_ascii=False, indent=2, allow_nan=False))
