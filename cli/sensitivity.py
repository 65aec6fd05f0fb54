"""``loopbrug sensitivity``: what the effects of packages hang on; stopped, it goes on where it was."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rich.table import Table

from cli import engine
from cli.ask import AsJson, Lang, Number, PackageNames, Seed, SituationName, print_json
from cli.check import usable_cores, within
from cli.errors import WrongInput
from cli.look import new_table
from cli.progress import Bar
from cli.stopping import STOPPED
from cli.tables import console
from cli.texts import counted, number, percent, text
from cli.unknowns import Horizon, KeptIn, People, Whole, case_of, folder, group_name, repeat, size_of
from sim import VERSION

if TYPE_CHECKING:
    from calibration.sensitivity.groups import Case
    from calibration.sensitivity.study import Size
    from calibration.sensitivity.words import Tables


def sensitivity(
    situation: SituationName,
    each_package: PackageNames = None,
    simulated_people: People = 20_000,
    horizon: Horizon = 36,
    worlds: Whole = 4,
    trajectories: Whole = 20,
    power: Whole = 5,
    seed: Seed = 1,
    processes: Number = None,
    kept_in: KeptIn = None,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Say what the effects of packages hang on, of all that is not known."""
    if not each_package:
        raise WrongInput("geef met --package een pakket", "give a package with --package")
    numbers = size_of(workers=simulated_people, months=horizon, worlds=worlds, trajectories=trajectories, power=power, seed=seed)
    at_once = usable_cores() if processes is None else within("processes", processes)
    case, out = case_of(situation, each_package), folder(kept_in)

    from calibration.sensitivity.study import Size, study
    from calibration.sensitivity.words import read_tables
    from sim.warm import warm

    size = Size(trajectories, power, simulated_people, horizon, worlds, seed)
    warnings.filterwarnings("ignore", message="Constant values encountered")  # such as money that reaches nobody
    try:
        with Bar(lang, first_use=engine.first_use()) as progress:
            warm()
            study(out, size, at_once, _telling(size, case, progress), case=case)
    except KeyboardInterrupt:
        print(text("stopped_goes_on", lang, path=out), file=sys.stderr)
        return STOPPED
    tables = read_tables(out)
    options = [("--package", name) for name in each_package] + [(f"--{name}", value) for name, value in numbers.items()]
    command = repeat("sensitivity", [situation], [*options, ("--out", out)])
    if json_:
        print_json({"version": VERSION, "command": command, "situation": situation, "plan": numbers, **as_json(tables)})
        return 0
    print_tables(tables, case, lang)
    for line in (_made(size, case, lang), text("repeat", lang, command=command), text("how_to_read_sensitivity", lang)):
        console().print(line, markup=False)
    return 0


def _telling(size: Size, case: Case, progress: Bar) -> Callable[[str], Callable[[int, int], None]]:
    """Tells the bar how far the whole study is."""
    from calibration.sensitivity.study import runs_of

    runs = runs_of(size, case)

    def of(stage: str) -> Callable[[int, int], None]:
        before = 0 if stage == "Morris" else runs["Morris"]
        return lambda done, total: progress((before + done) / sum(runs.values()))

    return of


def as_json(tables: Tables) -> dict[str, Any]:
    """The tables of a study as plain data."""
    return {name: table.to_dict("records") for name, table in
            (("morris", tables.moved), ("sobol", tables.shares), ("spread", tables.spread))}  # fmt: skip


def _made(size: Size, case: Case, lang: str) -> str:
    from calibration.sensitivity.study import runs_of

    runs = runs_of(size, case)
    return text("study_size", lang, first=runs["Morris"], second=runs["Sobol"], worlds=counted("world", size.worlds, lang),
                people=number(size.people, lang), months=size.months)  # fmt: skip


def print_tables(tables: Tables, case: Case, lang: str) -> None:
    """What each package adds and what that hangs on; then the same of the lead of one over another."""
    from calibration.sensitivity.groups import packages_of, situation_of
    from calibration.sensitivity.simulate import EFFECT, LEAD

    called = {name: getattr(package, lang) for name, package in packages_of(case).items()}
    first = _table(text("title_hangs", lang, situation=getattr(situation_of(case), lang)), "extra", "above_nothing", lang)
    for name, said in called.items():
        first.add_row(said, *_cells(tables, f"{EFFECT} {name}", lang))
    console().print(first)
    if len(called) > 1:
        second = _table(text("title_lead", lang), "lead", "ahead_in", lang)
        for one, other in combinations(called, 2):
            pair = text("first_over", lang, one=called[one], other=called[other])
            second.add_row(pair, *_cells(tables, f"{LEAD} {one} {other}", lang))
        console().print(second)


def _table(title: str, middle: str, share: str, lang: str) -> Table:
    table = new_table(title)
    table.add_column(text("package", lang), overflow="fold")
    for key in (middle, "most_runs", share):
        table.add_column(text(key, lang), justify="right")
    table.add_column(text("hangs_on", lang), overflow="fold")
    return table


def _cells(tables: Tables, summary: str, lang: str) -> list[str]:
    from calibration.sensitivity.words import drivers

    row = tables.row(summary)
    low, middle, high = (number(row[name], lang, decimals=0) for name in ("low", "median", "high"))
    found = [
        f"{group_name(one.group, lang)} ({number(one.share, lang, decimals=2)} ± {number(one.conf, lang, decimals=2)})"
        for one in drivers(tables.shares, summary)
    ]
    return [middle, f"{low} … {high}", percent(row.above, lang), "; ".join(found) or text("hangs_unknown", lang)]
