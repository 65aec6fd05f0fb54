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
from sim.words import Both

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


def dock(
    occupations: File = None,
    network: File = None,
    delta_u: Share = 0.016,
    delta_v: Share = 0.012,
    gamma: Share = 0.16,
    simulated: Simulated = None,
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
    within("seed", seed)
    if simulated is not None:
        within("workers", simulated)

    from calibration.docking import dock as docking
    from calibration.docking.market import Rates
    from calibration.docking.reading import read_market

    market, rates = read_market(occupations, network), Rates(delta_u, delta_v, gamma)
    workers = docking.usual_workers(market, rates) if simulated is None else docking.check_workers(market, rates, simulated)
    folder = prepare_out(into, force)
    assert folder is not None  # for the type checker: only without --out it is
    with Bar(lang) as progress:
        outcome = docking.dock(market, rates, workers, seed, usable_cores(), progress)
    engine.write_aside(folder / FILE, outcome.write)
    files = {"--occupations": occupations, "--network": network}
    numbers = {"--delta-u": delta_u, "--delta-v": delta_v, "--gamma": gamma, "--workers": workers, "--seed": seed}
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
    table.add_column(text("occupation", lang), overflow="fold", min_width=16)
    names = [name for name in rows[0] if name != "id"]
    for name in names:
        table.add_column(text(name, lang), justify="right")
    rows.sort(key=lambda row: -np.nan_to_num(row["long_term_change_pct"], nan=-np.inf))
    for row in rows[:SHOWN]:
        table.add_row(row["id"], *(number(row[name], lang, decimals=1, signed=True) for name in names))
    to = console()
    to.print(table)
    for line in (apart(outcome).said(lang), *lines, text("how_to_read_dock", lang)):
        to.print(line, markup=False)


def there(gaps: np.ndarray) -> np.ndarray:
    """The sizes of the gaps that exist."""
    return np.abs(gaps[np.isfinite(gaps)])


def apart(outcome: Outcome) -> Both:
    """How far the agents lie from the mean field, as the median over occupations, in percentage points."""
    seen, expected = outcome.agents, outcome.mean_field
    pairs = [(seen.unemployment, expected.unemployment), (seen.long_term, expected.long_term)]
    medians = [float(np.median(gaps)) if (gaps := there(one - other)).size else math.nan for one, other in pairs]

    def said(lang: str) -> str:
        short, long = (number(median, lang, decimals=1) for median in medians)
        return text("dock_apart", lang, workers=number(outcome.workers, lang), short=short, long=long)

    return Both(said("nl"), said("en"))
