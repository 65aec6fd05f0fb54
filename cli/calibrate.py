"""``loopbrug calibrate``: estimate the parameters from the patterns of today's labour market; stopped, it goes on where it was."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from cli import engine
from cli.ask import AsJson, Lang, Number, Seed, print_json, whole_number
from cli.check import usable_cores, within
from cli.errors import WrongInput
from cli.look import new_table
from cli.progress import Bar
from cli.tables import console
from cli.texts import number, percent, text
from sim import VERSION

if TYPE_CHECKING:
    from calibration.calibrate import Estimate

Folder = Annotated[Path | None, typer.Option("--out")]
WaveRuns = Annotated[int | None, typer.Option("--runs", parser=whole_number)]
Cluster = Annotated[str | None, typer.Option()]
Begin = Annotated[Path | None, typer.Option("--from")]
USUAL = {"runs": 800, "waves": 4, "sets": 240}


def calibrate(
    folder: Folder = None,
    wave_runs: WaveRuns = None,
    waves: Number = None,
    sets: Number = None,
    seed: Seed = 1,
    processes: Number = None,
    cluster: Cluster = None,
    begin: Begin = None,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Estimate the free parameters, with what the patterns leave unknown."""
    if folder is None:
        raise WrongInput(
            "geef met --out een map voor de schatting, zoals --out schatting",
            "give a folder for the estimate with --out, such as --out estimate",
        )
    given = {"runs": wave_runs, "waves": waves, "sets": sets}
    spent = {option: USUAL[option] if value is None else within(option, value) for option, value in given.items()}
    processes = usable_cores() if processes is None else within("processes", processes)
    from calibration.calibrate import Effort, begin_with

    if begin is not None:
        begin_with(begin, folder)
    with Bar(lang, first_use=engine.first_use()) as progress:
        found = engine.calibrate(folder, Effort(**spent), seed, processes, cluster or "", lambda _, share: progress(share))
    command = shlex.join(["loopbrug", "calibrate", "--out", str(folder), *_options({**spent, "seed": seed})])
    if json_:
        print_json({"version": VERSION, "command": command, **as_json(found)})
        return 0
    print_estimate(found, lang)
    console().print(text("repeat", lang, command=command), markup=False)
    return 0


def _options(given: dict[str, int]) -> list[str]:
    return [word for name, value in given.items() for word in (f"--{name}", str(value))]


def as_json(found: Estimate) -> dict[str, Any]:
    """The estimate as plain data."""
    return {
        "parameters": found.posterior.table().to_dict("records"), "idle": found.idle,
        "recovery": found.recovery.table().to_dict("records"), "effective_sets": found.posterior.ess,
        "covers": found.recovery.covers,
    }  # fmt: skip


def print_estimate(found: Estimate, lang: str) -> None:
    """Each parameter with its interval and how much the patterns say of it, and whether the method finds truths back."""
    to = console()
    to.print(parameters_table(found, lang))
    last, held = found.matched.waves[-1], found.recovery
    lines = [
        text("waves_left", lang, waves=len(found.matched.waves), share=f"{100 * last.share:.2g}%"),
        text("truths_held", lang, truths=len(held.truths), held=int(held.covered.sum()), of=int(held.covered.size),
             least=held.band()[0]),
        text("effective_sets", lang, sets=len(found.posterior.unit), effective=number(found.posterior.ess, lang, decimals=0)),
    ]  # fmt: skip
    for line in lines:
        to.print(line, markup=False)


def parameters_table(found: Estimate, lang: str) -> Table:
    """One row per free parameter."""
    from calibration.free import free_parameters

    table = new_table(text("title_estimate", lang))
    table.add_column(text("parameter", lang), overflow="fold", ratio=1)
    for key in ("estimate_median", "estimate_interval", "estimate_width"):
        table.add_column(text(key, lang), justify="right", no_wrap=True)
    table.add_column(text("identified", lang))
    for free, row in zip(free_parameters(), found.posterior.table().to_dict("records"), strict=True):
        table.add_row(
            getattr(free, lang), f"{row['median']:.3g}", f"{row['low']:.3g} … {row['high']:.3g}", percent(row["width"], lang),
            text("yes" if row["identified"] else "no", lang),
        )  # fmt: skip
    return table
