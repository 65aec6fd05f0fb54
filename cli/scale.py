"""``loopbrug compare … --scale``: the same package for a small group and for large ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.table import Table

from cli import ask, engine
from cli.errors import WrongInput
from cli.look import new_table
from cli.notes import notes
from cli.run import end
from cli.tables import console
from cli.texts import number, percent, places, text
from sim.words import Both

if TYPE_CHECKING:
    from sim.effects import EffectRow
    from sim.scaling import Scale


def sizes(value: str) -> tuple[int, ...]:
    """The sizes written here, as "37,370,3700": whole numbers of people, each once, from small to large."""
    try:
        found = tuple(int(part) for part in value.split(","))
    except ValueError:
        nl = f"--scale {value}: schrijf hele getallen met komma's ertussen, zoals 37,370,3700"
        raise WrongInput(nl, f"--scale {value}: write whole numbers with commas between, such as 37,370,3700") from None
    if len(set(found)) < len(found):
        raise WrongInput("--scale: elke grootte mag er maar een keer staan", "--scale: each size may stand there once only")
    return tuple(sorted(found))


def compare_sizes(asked: ask.Ask, people: Sequence[int], json_: bool, lang: str) -> int:
    """Run every size and show what it does per participant and what ran short; stopping keeps the sizes that were finished."""
    from sim.scaling import scaled

    plans = [replace(asked.plan, package=scaled(asked.plan.package, size, asked.plan.situation)) for size in people]
    asked = replace(asked, command=f"{asked.command} --scale {','.join(map(str, people))}")
    found: list[Scale] = []
    stopped, pairs, settled = False, 0, True
    for size, plan in zip(people, plans, strict=True):
        results, stopped = ask.work(replace(asked, plan=plan), ("today", "package"), None, lang)
        if stopped:
            pairs = len({r.run for r in results})
            break
        found.append(engine.scale(size, results))
        pairs, settled = plan.runs, settled and all(r.settled for r in results)
    said = notes(plans[0], settled)
    if json_:
        ask.print_json({**asked.header(), "stopped": stopped, "notes": [note._asdict() for note in said],
                        "scale": [one.to_json() for one in found]})  # fmt: skip
    elif found:
        print_scale(found, asked, lang, [note.said(lang) for note in said])
    return end(stopped, pairs, asked.plan.runs, None, lang)


def print_scale(found: Sequence[Scale], asked: ask.Ask, lang: str, said: Sequence[str]) -> None:
    """The effect per participant at each size, the causes of refusals, and the places that were all taken."""
    from sim.refusals import CAUSES, PLACES

    to = console()
    to.print(effects_table(found, text("title_scale", lang, **asked.names(lang)), lang))
    causes, full = [one.refusals for one in found], [one.full for one in found]
    to.print(shares_table(found, causes, CAUSES, text("title_refusals", lang), lang))
    to.print(shares_table(found, full, PLACES, text("title_full", lang), lang))
    size = asked.size(lang)
    for note in (*said, size, text("repeat", lang, command=asked.command), text("how_to_read_scale", lang)):
        to.print(note, markup=False)


def effects_table(found: Sequence[Scale], title: str, lang: str) -> Table:
    """One row per measure, one column per size: the effect with its 80% band."""
    table = _table_of_sizes(found, title, lang)
    reached = (number(one.reached, lang, decimals=0) for one in found)
    table.add_row(text("reached", lang), *reached)
    refused = (number(one.refused, lang, decimals=0) for one in found)
    table.add_row(text("refused_times", lang), *refused)
    rows = {row.measure: row for one in found for row in one.effects}
    for id, words in rows.items():
        here = [next((row for row in one.effects if row.measure == id), None) for one in found]
        name = f"{getattr(words, lang)} ({engine.unit_in(words.unit, lang)})"
        table.add_row(name, *(_effect(row, lang) for row in here))
    return table


def _effect(row: EffectRow | None, lang: str) -> str:
    if row is None:
        return "–"
    size = places(max(abs(row.low80), abs(row.high80), abs(row.effect)))
    middle, low, high = (number(value, lang, decimals=size, signed=True) for value in (row.effect, row.low80, row.high80))
    return f"{middle}\n{low} … {high}"


def shares_table(
    found: Sequence[Scale], shares: Sequence[Mapping[str, float]], names: Mapping[str, Both], title: str, lang: str
) -> Table:
    """One row per name that occurs, one column per size: a share in %."""
    table = _table_of_sizes(found, title, lang)
    for name, words in names.items():
        values = [share.get(name) for share in shares]
        if any(value is not None and value > 0 for value in values):
            table.add_row(words.said(lang), *(percent(value, lang) for value in values))
    return table


def _table_of_sizes(found: Sequence[Scale], title: str, lang: str) -> Table:
    table = new_table(title)
    table.add_column(text("group_of", lang), overflow="fold", min_width=24)
    for one in found:
        table.add_column(number(one.people, lang), justify="right")
    return table


def refuse_beside(options: Mapping[str, Any]) -> None:
    """Raises WrongInput when an option is given that --scale cannot be combined with."""
    for option, value in options.items():
        if value:
            nl = f"{option} kan niet samen met --scale, geef een van beide"
            raise WrongInput(nl, f"{option} cannot go with --scale, give one of the two")
