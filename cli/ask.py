"""What ``run`` and ``compare`` have in common: their options, the plan made of them, and the line that repeats it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cli import engine
from cli.check import usable_cores, within
from cli.progress import Bar
from cli.texts import text


def whole_number(value: str) -> int:
    """The whole number written here; the message of a mistake says what was written."""
    try:
        return int(value)
    except ValueError:
        raise typer.BadParameter(f'"{value}" is not a whole number') from None


def _number(help: str) -> Any:
    return typer.Option(parser=whole_number, metavar="NUMBER", help=help)


Lang = Annotated[Literal["nl", "en"], typer.Option(help="Language of tables and pictures.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout instead of tables.")]
SituationName = Annotated[str, typer.Argument(help="Name of a shipped situation, or a YAML file.")]
PackageName = Annotated[str | None, typer.Option("--package", help="Name of a shipped package, or a YAML file.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="LEVER=DOSE", help="Set a lever, over the package's own dose.")
]
Workers = Annotated[int | None, _number(help="Simulated people of 15-74 (default: the situation's).")]
Months = Annotated[int | None, _number(help="Length of the run in months (default: the situation's).")]
Runs = Annotated[int | None, _number(help="Number of runs; for compare: pairs (default: the situation's).")]
Seed = Annotated[int, _number(help="The same seed gives the same results, bit for bit.")]
EngineName = Annotated[
    Literal["fast", "reference"], typer.Option("--engine", help="Two engines, one history; reference is slow.")
]
Threads = Annotated[int | None, _number(help="Threads (default: all cores); results do not depend on them.")]
Out = Annotated[Path | None, typer.Option(help="Folder for events, series, people, ledger and manifest.")]
Force = Annotated[bool, typer.Option("--force", help="Replace results that are already there.")]


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

    def header(self) -> dict[str, Any]:
        """What every JSON answer begins with: enough to repeat and to recognise it."""
        from sim.scenario import fingerprint

        plan = self.plan
        described = {
            kind: thing and {"id": thing.id, "nl": thing.nl, "en": thing.en, "fingerprint": fingerprint(thing)}
            for kind, thing in (("situation", plan.situation), ("package", plan.package))
        }
        numbers = {name: getattr(plan, name) for name in ("workers", "months", "runs", "seed", "engine", "threads")}
        return {"version": product_version(), "command": self.command, **described, "plan": numbers}


def question(
    verb: str,
    situation: str,
    package: str | None,
    settings: Sequence[str] | None,
    workers: int | None,
    months: int | None,
    runs: int | None,
    seed: int,
    engine_name: str,
    threads: int | None,
) -> Ask:
    """Check everything the user gave and make the plan.

    Numbers first: they are cheap and need no file. Raises WrongInput, or the InputError of ``sim.scenario``.
    """
    given = {"workers": workers, "months": months, "runs": runs, "seed": seed, "threads": threads}
    for option, value in given.items():
        if value is not None:
            within(option, value)

    from sim.scenario import read_situation

    world = read_situation(situation)
    numbers = {
        option: within(option, getattr(world, option) if value is None else value)
        for option, value in (("workers", workers), ("months", months), ("runs", runs))
    }
    plan = engine.make_plan(
        situation=world,
        package=read_policy(package, settings or (), world),
        **numbers,
        seed=seed,
        engine=engine_name,
        threads=threads or usable_cores(),
    )
    words = ["loopbrug", verb, situation]
    words += ["--package", package] if package else []
    words += [word for setting in settings or () for word in ("--set", setting)]
    words += [word for option, value in numbers.items() for word in (f"--{option}", str(value))]
    words += ["--seed", str(seed)] + (["--engine", engine_name] if engine_name != "fast" else [])
    return Ask(plan, shlex.join(words))


def read_policy(package: str | None, settings: Sequence[str], situation: Any) -> Any:
    """The package of --package with the doses of --set in it; None when neither is given."""
    from sim.scenario import package_from_settings, read_package

    base = read_package(package, situation) if package else None
    return package_from_settings(settings, base) if settings else base


def work(asked: Ask, worlds: tuple[str, ...], out: Path | None, lang: str) -> tuple[list[engine.RunResult], bool]:
    """Run it behind a progress bar and write the results; (finished results, stopped by the user?)."""
    stopped = False
    try:
        with Bar(text("working", lang), lang) as progress:
            results = engine.run_worlds(asked.plan, worlds, out, progress)
    except engine.Stopped as stop:
        results, stopped = stop.results, True
    if out is not None and results:
        engine.write_out(out, asked.plan, results, asked.command)
    return results, stopped


def print_json(document: Any) -> None:
    """One JSON document on stdout; what is not a number (nan) becomes null."""
    typer.echo(json.dumps(_clean(document), ensure_ascii=False, indent=2, allow_nan=False))


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # a numpy scalar
        value = value.item()
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def product_version() -> str:
    """Version of the installed product."""
    try:
        return version("loopbrug")
    except PackageNotFoundError:  # run from the sources without installing
        return "0"
