"""``loopbrug bench``: how fast and how large the simulation is on this machine."""

from typing import Annotated, Any

import typer

from cli.ask import AsJson, Lang, print_json
from cli.errors import WrongInput
from cli.progress import Bar
from cli.tables import print_list
from cli.texts import exact, text
from sim.words import unknown

SIGNS = {"at_most": "≤", "at_least": "≥"}
Only = Annotated[list[str] | None, typer.Option("--only")]
Big = Annotated[bool, typer.Option("--big")]


def bench(only: Only = None, big: Big = False, json_: AsJson = False, lang: Lang = "nl") -> int:
    """Measure speed and memory, as ratios within one run, and say which bounds are met."""
    from benchmarks.lines import BIG, LINES, Sizes
    from benchmarks.report import measured

    for name in only or ():
        if name not in LINES:
            raise WrongInput(*unknown("line", name, LINES))
    with Bar(lang) as progress:
        document = measured(only or LINES, BIG if big else Sizes(), progress)
    if json_:
        print_json(document)
    else:
        print_list([_for_table(row, lang) for row in document["numbers"]], ("value", "bound", "met"), lang)
        typer.echo(text("how_to_read_bench", lang, **document["machine"], **document["versions"]))
    return 0


def _for_table(row: dict[str, Any], lang: str) -> dict[str, Any]:
    """A number as people read it: three figures, which is more than a stopwatch can tell, and its bound in signs."""
    bound = [f"{SIGNS[kind]} {exact(limit, lang)}" for kind, limit in (row["bound"] or {}).items()]
    return row | {"value": float(f"{row['value']:.3g}"), "bound": bound}
