"""``loopbrug discover``: under which conditions a package beats another or fails, and which is safest when nothing is known."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import engine
from cli.ask import AsJson, Lang, Number, PackageNames, Seed, print_json, whole_number
from cli.check import usable_cores, within
from cli.errors import WrongInput
from cli.progress import Bar
from cli.stopping import STOPPED
from cli.texts import text
from cli.unknowns import Horizon, KeptIn, People, Whole, case_of, folder, repeat, size_of
from sim import VERSION
from sim.words import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from calibration.sensitivity.groups import Case

TODAY = "today"


def regret_of(value: str) -> float:
    """The amount of regret written here; the message of a mistake says what was written."""
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found < float("inf"):
        raise WrongInput(f"'{value}' kan niet, geef een getal vanaf 0", f"'{value}' cannot be, give a number from 0")
    return found


Situations = Annotated[list[str] | None, typer.Argument()]
Against = Annotated[str, typer.Option("--against")]
Goal = Annotated[str, typer.Option("--measure")]
TableFile = Annotated[Path | None, typer.Option("--from")]
HowMany = Annotated[int, typer.Option("--runs", parser=whole_number)]
Bearable = Annotated[float | None, typer.Option("--regret", parser=regret_of)]


def discover(
    situations: Situations = None,
    asked: PackageNames = None,
    against: Against = TODAY,
    goal: Goal = "lasting-crossings",
    futures: HowMany = 256,
    simulated_people: People = 20_000,
    horizon: Horizon = 36,
    worlds: Whole = 2,
    seed: Seed = 1,
    processes: Number = None,
    bearable: Bearable = None,
    kept_in: KeptIn = None,
    table: TableFile = None,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Say under which conditions a package beats another, or fails, and which is safest when nothing is known."""
    named = _named(asked or (), against)
    numbers = size_of(runs=futures, workers=simulated_people, months=horizon, worlds=worlds, seed=seed)
    at_once = usable_cores() if processes is None else within("processes", processes)
    _check_sources(situations, kept_in, table)
    _check_measure(goal)

    from cli.discovered import as_json, print_discovery
    from experiments.discover.discovery import discovery
    from experiments.discover.table import read_table

    if table is not None:
        found, ids, called = read_table(table), named, {}
        sources: list[tuple[str, Any]] = [("--from", table)]
    else:
        cases = [case_of(name, [name for name in named if name != TODAY]) for name in _several(situations or ())]
        out = folder(kept_in)
        ids, called = _ids(cases[0], named), _called(cases[0], lang)
        try:
            found = _sample(out, cases, numbers, at_once, lang)
        except KeyboardInterrupt:
            print(text("stopped_goes_on", lang, path=out), file=sys.stderr)
            return STOPPED
        sources = [*((f"--{name}", value) for name, value in numbers.items()), ("--out", kept_in)]
    result = discovery(found, goal, ids[:-1], ids[-1], bearable)
    options = [*(("--package", name) for name in named[:-1]), ("--against", against), ("--measure", goal), *sources]
    regret = [("--regret", bearable)] if bearable is not None else []
    command = repeat("discover", situations or (), [*options, *regret])
    if json_:
        print_json({"version": VERSION, "command": command, "situations": situations or [], **as_json(result)})
    else:
        print_discovery(result, called, command, lang)
    return 0


def _named(asked: Sequence[str], against: str) -> list[str]:
    """The packages asked about and, last, what they are held against, each once."""
    if not asked:
        raise WrongInput("geef met --package een pakket", "give a package with --package")
    named = [*asked, against]
    if len(set(named)) < len(named) or TODAY in asked:
        nl = "--package en --against noemen ieder een ander pakket; vandaag staat altijd al in de vergelijking"
        raise WrongInput(nl, "--package and --against each name another package; today is always in the comparison")
    return named


def _check_sources(situations: Sequence[str] | None, out: Path | None, table: Path | None) -> None:
    if table is None and not situations:
        nl = "achter discover moet nog een situatie staan, of --from met een tabel"
        raise WrongInput(nl, "a situation is missing behind discover, or --from with a table")
    if table is not None and (situations or out):
        nl = "--from leest wat er al is, laat de situatie en --out dan weg"
        raise WrongInput(nl, "--from reads what is already there, leave out the situation and --out")


def _check_measure(goal: str) -> None:
    from calibration.sensitivity.futures import MEASURED

    if goal not in MEASURED:
        nl, en = did_you_mean(goal, MEASURED)
        raise WrongInput(f"er is hier geen maat '{goal}'; {nl}", f"there is no measure '{goal}' here; {en}")


def _several(situations: Sequence[str]) -> Sequence[str]:
    if len(set(situations)) < len(situations):
        raise WrongInput("een situatie staat er twee keer, laat er een weg", "a situation is given twice, leave one out")
    return situations


def _ids(case: Case, named: Sequence[str]) -> list[str]:
    """What the packages are called in tables: their ids, which of a file are not its name."""
    from calibration.sensitivity.groups import packages_of

    known = dict(zip(case.packages, packages_of(case), strict=True))
    return [known.get(name, name) for name in named]


def _called(case: Case, lang: str) -> dict[str, str]:
    """What the packages are called in sentences, by id."""
    from calibration.sensitivity.groups import packages_of

    return {name: getattr(package, lang) for name, package in packages_of(case).items()}


def _sample(out: Path, cases: Sequence[Case], numbers: dict[str, int], processes: int, lang: str) -> pd.DataFrame:
    """Run the futures behind a progress bar."""
    from calibration.sensitivity.futures import Sample, sample
    from experiments.discover.table import FEWEST
    from sim.warm import warm

    size = Sample(numbers["runs"], numbers["workers"], numbers["months"], numbers["worlds"], numbers["seed"])
    if size.runs * len(cases) < FEWEST:
        nl = f"--runs is {size.runs}, maar er zijn minstens {FEWEST} toekomsten nodig om iets te vinden en te toetsen"
        raise WrongInput(nl, f"--runs is {size.runs}, but at least {FEWEST} futures are needed to find something and to test it")
    with Bar(lang, first_use=engine.first_use()) as progress:
        warm()
        return sample(out, cases, size, processes, progress)
