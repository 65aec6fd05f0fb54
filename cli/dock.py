"""``loopbrug dock``: occupations put through the phases as the occupational mobility model has them."""

from __future__ import annotations

import math
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from cli import engine
from cli.ask import AsJson, Force, Lang, Seed, print_json, whole_number
from cli.check import usable_cores, within
from cli.errors import WrongInput
from cli.look import new_table
from cli.out import prepare_out
from cli.progress import Bar
from cli.tables import console
from cli.texts import number, text
from sim import VERSION

if TYPE_CHECKING:
    from calibration.docking.dock import Outcome

FILE = "occupations.csv"
SHOWN = 10  # occupations in the table


def share(value: str) -> float:
    """The part between 0 and 1 written here; the message of a mistake says what was written."""
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not 0 < found <= 1:
        nl = f"'{value}' kan niet, geef een getal boven 0 en hoogstens 1, zoals 0.016"
        raise WrongInput(nl, f"'{value}' is out of range, give a number above 0 and at most 1, such as 0.016")
    return found


Share = Annotated[float, typer.Option(parser=share)]
File = Annotated[Path | None, typer.Option()]
Into = Annotated[Path | None, typer.Option("--out")]
Simulated = Annotated[int | None, typer.Option("--workers", parser=whole_number)]
Repeats = Annotated[int, typer.Option("--runs", parser=whole_number)]


def dock(
    occupations: File = None,
    network: File = None,
    delta_u: Share = 0.016,
    delta_v: Share = 0.012,
    gamma: Share = 0.16,
    simulated: Simulated = None,
    repeats: Repeats = 4,
    seed: Seed = 1,
    into: Into = None,
    force: Force = False,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Put occupations through the shock of the occupational mobility model, by mean field and by agents."""
    if occupations is None:
        raise WrongInput("geef de beroepen met --occupations BESTAND", "give the occupations with --occupations FILE")
    if into is None:
        raise WrongInput("geef met --out MAP waar het resultaat moet komen", "give with --out FOLDER where the result must go")
    for option, value in (("seed", seed), ("runs", repeats), ("workers", simulated)):
        if value is not None:
            within(option, value)

    from calibration.docking import dock as docking
    from calibration.docking.market import Rates
    from calibration.docking.reading import read_market

    market, rates = read_market(occupations, network), Rates(delta_u, delta_v, gamma)
    workers = docking.usual_workers(market, rates) if simulated is None else docking.check_workers(market, rates, simulated)
    folder = prepare_out(into, force)
    assert folder is not None  # for the type checker: only without --out it is
    with Bar(lang) as progress:
        outcome = docking.dock(market, rates, workers, seed, repeats, usable_cores(), progress)
    engine.write_aside(folder / FILE, outcome.write)
    files = {"--occupations": occupations, "--network": network}
    chances = {"--delta-u": delta_u, "--delta-v": delta_v, "--gamma": gamma}
    numbers = {**chances, "--workers": workers, "--runs": repeats, "--seed": seed}
    command = repeat({**files, **numbers, "--out": into})
    if json_:
        plan = {name.strip("-").replace("-", "_"): value for name, value in numbers.items()}
        print_json({"version": VERSION, "command": command, "plan": plan, "occupations": outcome.rows()})
    else:
        print_outcome(outcome, lang, [text("repeat", lang, command=command), text("written", lang, path=folder / FILE)])
    return 0


def repeat(options: dict[str, Any]) -> str:
    """The line that gives the same answer."""
    words = [word for name, value in options.items() if value is not None for word in (name, str(value))]
    return shlex.join(["loopbrug", "dock", *words])


def print_outcome(outcome: Outcome, lang: str, lines: list[str]) -> None:
    """The occupations in which long-term unemployment rises most, and how far the agents lie from the mean field."""
    table, rows = new_table(text("title_dock", lang, shown=min(SHOWN, outcome.market.size))), outcome.rows()
    for name in ("occupation", "dock_expected", "dock_simulated", "dock_expected_long", "dock_simulated_long"):
        table.add_column(text(name, lang), justify="left" if name == "occupation" else "right", overflow="fold")
    rows.sort(key=lambda row: -np.nan_to_num(row["long_term_change_pct"], nan=-np.inf))
    for row in rows[:SHOWN]:
        cells = [row["id"]]
        for name in ("unemployment", "long_term"):
            expected, seen = (number(row[f"{name}_change_pct{end}"], lang, decimals=1, signed=True) for end in ("", "_agents"))
            cells += [expected, f"{seen} ± {number(row[f'{name}_error_agents'], lang, decimals=1)}"]
        table.add_row(*cells)
    to = console()
    to.print(table)
    for line in (apart(outcome, lang), *lines, text("how_to_read_dock", lang)):
        to.print(line, markup=False)


def apart(outcome: Outcome, lang: str) -> str:
    """How far the agents lie from the mean field and how large their error is, as medians over occupations, in points."""
    expected, seen, error = outcome.mean_field, outcome.agents, outcome.error
    gaps = {
        "short": seen.unemployment - expected.unemployment, "long": seen.long_term - expected.long_term,
        "short_error": error.unemployment, "long_error": error.long_term,
    }  # fmt: skip
    medians = {name: number(median_size(gap), lang, decimals=1) for name, gap in gaps.items()}
    return text("dock_apart", lang, workers=number(outcome.workers, lang), **medians)


def median_size(gaps: np.ndarray) -> float:
    """The median of the sizes that there are; nan without any."""
    there = np.abs(gaps[np.isfinite(gaps)])
    return float(np.median(there)) if there.size else math.nan
