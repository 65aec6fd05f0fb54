"""``loopbrug sweep``: all combinations that a file asks for, into a folder that goes on where it was."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import engine
from cli.ask import AsJson, Lang, Number, print_json, whole_number
from cli.check import usable_cores, within
from cli.errors import WrongInput, one_sentence
from cli.look import new_table
from cli.out import kept_folder
from cli.progress import Bar
from cli.stopping import FAILED, STOPPED
from cli.tables import console
from cli.texts import number, places, text
from sim import VERSION

if TYPE_CHECKING:
    import pandas as pd

    from experiments.sweep.spec import Sweep
    from experiments.sweep.store import Store
    from experiments.sweep.sweep import Cost

SHOWN = 40  # arms on the terminal; all of them stand in the folder

Name = Annotated[str, typer.Argument(metavar="SWEEP")]
Folder = Annotated[Path | None, typer.Option("--out")]
Workers = Annotated[int | None, typer.Option("--workers", parser=whole_number)]
Months = Annotated[int | None, typer.Option("--months", parser=whole_number)]
Runs = Annotated[int | None, typer.Option("--runs", parser=whole_number)]
Scheduler = Annotated[str | None, typer.Option("--cluster")]
OnlyCost = Annotated[bool, typer.Option("--cost")]


def sweep(
    spec: Name,
    results: Folder = None,
    sweep_workers: Workers = None,
    sweep_months: Months = None,
    sweep_runs: Runs = None,
    processes: Number = None,
    scheduler: Scheduler = None,
    only_cost: OnlyCost = False,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Run all combinations of a file, or say what they cost."""
    given = {"workers": sweep_workers, "months": sweep_months, "runs": sweep_runs}
    changes = {name: within(name, value) for name, value in given.items() if value is not None}
    processes = usable_cores() if processes is None else within("processes", processes)
    if results is None and not only_cost:
        raise WrongInput(
            "geef met --out een map voor de uitkomsten, zoals --out uit",
            "give a folder for the results with --out, such as --out results",
        )
    from experiments.sweep.spec import read_sweep

    asked = read_sweep(spec, **changes)
    line = ["loopbrug", "sweep", spec] + [word for name, value in changes.items() for word in (f"--{name}", str(value))]
    if results is None or only_cost:
        return say_cost(asked, shlex.join(line), processes, json_, lang)
    return work(asked, kept_folder(results), shlex.join([*line, "--out", str(results)]), processes, scheduler or "", json_, lang)


def say_cost(asked: Sweep, command: str, processes: int, json_: bool, lang: str) -> int:
    """What the whole sweep takes, without running it."""
    jobs = list(asked.jobs())
    found = measured_cost(asked, jobs, lang)
    if json_:
        print_json({"version": VERSION, "command": command, "cost": cost_as_json(found)})
    else:
        print_cost(asked, found, len(jobs), 0, processes, lang)
    return 0


def work(asked: Sweep, folder: Path, command: str, processes: int, scheduler: str, json_: bool, lang: str) -> int:
    """Run what the folder does not have yet, behind a progress bar; the exit status."""
    from experiments.processes import Broken
    from experiments.sweep.store import Store
    from experiments.sweep.sweep import left, run_sweep

    with Store(folder, asked, command) as store:
        todo = left(asked, store)
        found, before = measured_cost(asked, todo, lang), len(store.finished)
        if not json_:
            print_cost(asked, found, before + len(todo), before, 0 if scheduler else processes, lang)
        status = 0
        try:
            with Bar(lang) as progress:
                run_sweep(store, todo, processes, scheduler, progress)
        except KeyboardInterrupt:
            status = STOPPED
        except Broken as error:
            print(one_sentence(error.both.said(lang)), file=sys.stderr)
            status = FAILED
        tell(store, before + len(todo), found, status, json_, lang)
    return status


def tell(store: Store, jobs: int, found: Cost, status: int, json_: bool, lang: str) -> None:
    """What there is now, and how to read it or go on."""
    finished = len(store.finished)
    table = effects_of(store) if finished else None
    if json_:
        rows = [] if table is None else table.to_dict("records")
        print_json({
            "version": VERSION, "command": store.command, "id": store.id, "stopped": status == STOPPED, "jobs": jobs,
            "jobs_finished": finished, "complete": finished == jobs, "cost": cost_as_json(found), "effects": rows,
        })  # fmt: skip
    elif table is not None:
        print_effects(store, table, lang)
    if status:
        print(text("sweep_stopped", lang, done=finished, asked=jobs, path=store.folder), file=sys.stderr)


def effects_of(store: Store) -> pd.DataFrame:
    """Lasting crossings by situation and arm, over all pairs that are finished, in the order of the file."""
    from experiments.sweep.table import effects

    found, asked = effects(store.folder, "lasting-crossings"), store.sweep
    order = [(one.id, arm.label) for one in asked.situations for arm in asked.arms]
    rows = found.set_index(["situation", "arm"], drop=False)
    return rows.loc[[key for key in order if key in rows.index]]


def measured_cost(asked: Sweep, jobs: Any, lang: str) -> Cost:
    """What these jobs take, by a short trial on this machine; it readies the engine on first use."""
    from experiments.sweep.sweep import cost, measured_nanoseconds

    if not jobs:
        return cost([], 0.0)
    first = jobs[0]
    with Bar(lang, first_use=engine.first_use()):
        return cost(jobs, measured_nanoseconds(first.situation, first.workers))


def cost_as_json(found: Cost) -> dict[str, Any]:
    """The cost as plain data, marked as what it is."""
    return {**asdict(found), "core_hours": found.core_hours, "grade": "estimate"}


def print_cost(asked: Sweep, found: Cost, jobs: int, finished: int, processes: int, lang: str) -> None:
    """How large the sweep is and how long it takes."""
    key = "sweep_pair" if asked.pairs == 1 else "sweep_pairs"
    pairs = text(key, lang, count=number(asked.pairs, lang))
    name = getattr(asked.spec, lang).rstrip(".?!")
    lines = [text("sweep_asked", lang, name=name, pairs=pairs, jobs=number(jobs, lang), finished=number(finished, lang))]
    if found.jobs:
        told = {"worlds": number(found.worlds, lang), "hours": duration(found.core_hours, lang)}
        lines.append(text("sweep_cost", lang, ns=number(found.nanoseconds, lang, decimals=0), **told))
        if processes > 1:
            lines.append(text("sweep_wall", lang, processes=processes, hours=duration(found.core_hours / processes, lang)))
    for line in lines:
        console().print(line, markup=False)


def duration(hours: float, lang: str) -> str:
    """Hours in words that say no more than is known of them."""
    minutes = 60 * hours
    if minutes < 1.5:
        return text("sweep_minute", lang)
    if minutes < 90:
        return text("sweep_minutes", lang, count=number(minutes, lang, decimals=0))
    return text("sweep_hours", lang, count=number(hours, lang, decimals=1 if hours < 10 else 0))


def print_effects(store: Store, found: pd.DataFrame, lang: str) -> None:
    """A row for each arm of each situation, and where all else stands."""
    table = new_table(text("title_sweep", lang, name=getattr(store.sweep.spec, lang).rstrip(".?!")))
    table.add_column(text("sweep_situation", lang), overflow="fold")
    table.add_column(text("sweep_arm", lang), overflow="fold", ratio=1)
    for key in ("effect", "sweep_band", "error", "sweep_count"):
        table.add_column(text(key, lang), justify="right", no_wrap=True)
    for row in found.head(SHOWN).to_dict("records"):
        size = places(max(abs(row["low80"]), abs(row["high80"]), abs(row["effect"])))
        middle, low, high = (number(row[name], lang, decimals=size, signed=True) for name in ("effect", "low80", "high80"))
        noise = number(row["noise"], lang)
        table.add_row(row["situation"], row["arm"], middle, f"{low} … {high}", noise, number(row["pairs"], lang))
    to = console()
    to.print(table)
    lines = [text("sweep_more", lang, shown=SHOWN, all=number(len(found), lang))] if len(found) > SHOWN else []
    lines += [text("repeat", lang, command=store.command), text("sweep_read", lang, path=store.folder)]
    for line in lines:
        to.print(line, markup=False, soft_wrap=True)
