"""``loopbrug proeftuin update``: what a pilot taught, and the parameter sets that follow from it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from cli import engine
from cli.ask import print_json
from cli.errors import WrongInput
from cli.look import new_table
from cli.out import prepare_out
from cli.posterior import repeated
from cli.proeftuin import LEARNT, REPORT, as_text
from cli.progress import Bar
from cli.tables import console
from cli.texts import number, percent, text
from sim import VERSION

if TYPE_CHECKING:
    from experiments.proeftuin.update import Learnt, Moved

MOST_SHOWN = 8  # parameters in the table


def update_one(
    results: Path | None, sets: int, people: int | None, seed: int, threads: int, into: Path | None, force: bool, json_: bool,
    lang: str,
) -> int:  # fmt: skip
    """Weigh the sets by one pilot, show what moved, and write the new sets."""
    if results is None:
        nl = "geef met --results het bestand met de uitkomst, zoals uitkomst.yaml"
        raise WrongInput(nl, "give with --results the file with the outcome, such as uitkomst.yaml")
    from experiments.proeftuin.results import read_results
    from experiments.proeftuin.update import learn
    from experiments.proeftuin.worlds import usual_people
    from sim.posterior import posterior, write_posterior

    seen = read_results(results)
    people = people or usual_people(seen.pilot())
    out = prepare_out(into, force)
    words = ["loopbrug", "proeftuin", "update", "--results", str(results), "--sets", str(sets), "--people", str(people)]
    command = shlex.join([*words, "--seed", str(seed)]) + repeated()
    with Bar(lang, first_use=engine.first_use()) as progress:
        learnt = engine.stoppable(lambda: learn(seen, sets, people, seed, threads, progress))
    lines = [text("repeat", lang, command=command)]
    if out:
        drawn = learnt.drawn(len(posterior()))
        engine.write_aside(out / LEARNT, lambda file: write_posterior(learnt.names, drawn, file))
        document = as_text({"version": VERSION, "command": command, **learnt.to_json()})
        engine.write_aside(out / REPORT, lambda file: file.write_text(document, encoding="utf-8"))
        lines += [
            text("learnt_use", lang, path=out / LEARNT),
            *(text("written", lang, path=out / name) for name in (LEARNT, REPORT)),
        ]
    if json_:
        print_json({"version": VERSION, "command": command, **learnt.to_json()})
    else:
        print_learnt(learnt, lang, lines)
    return 0


def print_learnt(learnt: Learnt, lang: str, lines: list[str]) -> None:
    """What was seen, how far each forecast and the parameters moved, and what must be said of it."""
    from experiments.proeftuin.words import forecast_name, seen_name
    from sim.parameters import parameters

    to = console()
    to.print(text("title_learnt", lang, name=getattr(learnt.results, lang)), style="bold")
    for name, (count, of) in learnt.results.counted.items():
        seen = number(learnt.results.cost, lang) if name == "cost" else f"{count}/{of}"
        to.print(f"{seen_name(name, lang)}: {seen}", markup=False)
    told = [(forecast_name(name, lang), one, name == "cost") for name, one in learnt.forecasts.items()]
    to.print(moved_table(told, text("title_forecasts", lang), lang))
    most = sorted(learnt.parameters.items(), key=lambda row: -abs(row[1].moved))[:MOST_SHOWN]
    named = [(f"{getattr(parameters()[name], lang)} ({name})", one, True) for name, one in most]
    to.print(moved_table(named, text("title_parameters", lang), lang))
    sizes = {"effective": number(learnt.effective, lang, decimals=1), "simulated": number(learnt.simulated, lang, decimals=0)}
    said = [text("learnt_size", lang, sets=len(learnt.sets), **sizes)]
    said += [text("learnt_few", lang)] if learnt.few else []
    said += [text("learnt_nothing", lang)] if learnt.nothing else []
    for name in learnt.against:
        count, of = learnt.results.counted[name]
        said.append(text("learnt_against", lang, what=seen_name(name, lang), seen=f"{count}/{of}"))
    said.append(text("learnt_tolerance", lang, tolerance=number(100 * learnt.results.tolerance, lang)))
    for line in (*said, *lines):
        to.print(line, markup=False)


def moved_table(rows: list[tuple[str, Moved, bool]], title: str, lang: str) -> object:
    """Rows of (name, before and after, whether it is a number rather than a share)."""
    table = new_table(title)
    for key in ("learnt_what", "learnt_before", "learnt_after", "learnt_moved"):
        table.add_column(text(key, lang), justify="left" if key == "learnt_what" else "right", overflow="fold")
    for name, one, plain in rows:
        before, after = (band(span, plain, lang) for span in (one.before, one.after))
        table.add_row(name, before, after, number(one.moved, lang, decimals=2, signed=True))
    return table


def band(span: tuple[float, float, float], plain: bool, lang: str) -> str:
    """A median with its band, as shares or as numbers."""
    low, middle, high = ((number if plain else percent)(value, lang) for value in span)
    return f"{middle} ({low} … {high})"
