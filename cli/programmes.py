"""``loopbrug programmes``: the programmes of the documents, simulated beside what was reported."""

from __future__ import annotations

import math
import shlex
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from cli import engine
from cli.ask import AsJson, Lang, Number, Seed, print_json
from cli.check import usable_cores, within
from cli.look import new_table
from cli.notes import idle
from cli.posterior import repeated
from cli.progress import Bar
from cli.tables import console
from cli.texts import counted, number, percent, text
from sim import VERSION

if TYPE_CHECKING:
    from sim.programme_runs import Beside, Outcome

PEOPLE, RUNS = 50_000, 24
Name = Annotated[str | None, typer.Argument()]


def programmes(
    name: Name = None,
    runs: Number = None,
    people: Number = None,
    seed: Seed = 1,
    threads: Number = None,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Run one programme, or all, and show what the model counts beside what was reported."""
    given = {"runs": RUNS if runs is None else runs, "people": PEOPLE if people is None else people, "seed": seed}
    numbers = {option: within(option, value) for option, value in given.items()}
    threads = usable_cores() if threads is None else within("threads", threads)

    from sim.programmes import programmes as all_programmes
    from sim.programmes import read_programme

    chosen = [read_programme(name)] if name else all_programmes()
    command = repeat(name, numbers)
    with Bar(lang, first_use=engine.first_use()) as progress:
        outcomes = engine.run_programmes(chosen, **numbers, threads=threads, progress=progress)
    if json_:
        print_json({"version": VERSION, "command": command, "plan": numbers, "programmes": [o.to_json() for o in outcomes]})
        return 0
    for outcome in outcomes:
        print_outcome(outcome, lang)
    to = console()
    to.print(text("how_to_read_programmes", lang), markup=False)
    to.print(text("repeat", lang, command=command), markup=False)
    return 0


def repeat(name: str | None, numbers: dict[str, int]) -> str:
    """The line that gives the same answer."""
    words = ["loopbrug", "programmes", *([name] if name else [])]
    return shlex.join([*words, *(word for option, value in numbers.items() for word in (f"--{option}", str(value)))]) + repeated()


def print_outcome(outcome: Outcome, lang: str) -> None:
    """A programme: what it is, how the group fared, and every reported target with the model beside it."""
    programme, to = outcome.programme, console()
    to.print(targets_table(outcome, lang) if outcome.beside else f"[bold]{getattr(programme, lang)}[/bold]")
    lines = [] if outcome.beside else [text("nothing_reported", lang)]
    lines += [
        text("group_size", lang, people=size_of_group(programme, lang), invited=number(outcome.invited, lang, decimals=0),
             worlds=counted("world", outcome.worlds, lang)),
        text("group_fared", lang, cost=number(outcome.cost, lang, decimals=0), **{share: tenths(getattr(outcome, share), lang)
             for share in ("took_part", "crossed", "over_bridge", "anyway", "refused")}),
        f"{text('situation_is', lang)} {programme.situation.id}. {getattr(programme.situation, f'why_{lang}')}",
        f"{text('left_out', lang)} {getattr(programme, f'left_out_{lang}')}",
        *(note.said(lang) for note in idle(programme.package(programme.participants.number))),
    ]  # fmt: skip
    for line in lines:
        to.print(line, markup=False)
    to.print()


def size_of_group(programme: Any, lang: str) -> str:
    """The real number of people, or the assumed one, in words."""
    people = programme.participants
    key = "people_known" if people.value is not None else "people_assumed"
    return text(key, lang, people=number(people.number, lang))


def targets_table(outcome: Outcome, lang: str) -> Table:
    """One row per reported target."""
    table = new_table(getattr(outcome.programme, lang))
    table.add_column(text("measure", lang), overflow="fold", ratio=1)
    for key in ("in_model", "group_band", "without"):
        table.add_column(text(key, lang), justify="right", no_wrap=True)
    table.add_column(text("reported", lang), justify="right", no_wrap=True)
    table.add_column(text("meets", lang))
    for beside in outcome.beside:
        table.add_row(*target_cells(beside, lang))
    return table


def target_cells(beside: Beside, lang: str) -> list[str]:
    """A target in words and numbers; why it cannot be compared where it cannot."""
    from sim.policies.programme import MEASURES

    target = beside.target
    measure = MEASURES[target.measure]
    told = [f"{getattr(measure, lang)} ({counted('month', target.months, lang)}{'' if target.months_known else ' ?'})",
            f"  {getattr(target, f'of_{lang}')}"]  # fmt: skip
    if not target.comparable:
        told.append(f"  {getattr(target, f'why_{lang}')}")
    band = f"{written(beside.low, target.is_share, lang)} … {written(beside.high, target.is_share, lang)}"
    return [
        "\n".join(told), written(beside.simulated, target.is_share, lang), "–" if math.isnan(beside.low) else band,
        written(beside.today, target.is_share, lang), reported(target, lang), text(verdict(beside), lang),
    ]  # fmt: skip


def verdict(beside: Beside) -> str:
    """Key of the word for whether report and model meet."""
    if not beside.target.comparable:
        return "not_comparable"
    if beside.people == 0:
        return "nobody"
    return "too_few" if beside.inside is None else "yes" if beside.inside else "no"


def reported(target: Any, lang: str) -> str:
    """What the source says, with count and denominator where it gives them."""
    if target.low is None:
        return text("no_number", lang)
    ends = dict.fromkeys(written(end, target.is_share, lang) for end in (target.low, target.high))
    of = f"\n({number(target.count, lang)} / {number(target.of, lang)})" if target.count and target.of else ""
    return " … ".join(ends) + of


def tenths(share: float, lang: str) -> str:
    """A share (0 to 1) as a percentage with one decimal where it is small."""
    small = 0 < share < 0.1
    return f"{number(100 * share, lang, decimals=1)}%" if small else percent(share, lang)


def written(value: float, share: bool, lang: str) -> str:
    """A share as a percentage, or a number of people."""
    if math.isnan(value):
        return "–"
    return percent(value, lang) if share else number(value, lang, decimals=0)
