"""Results as tables on the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table

from cli import engine
from cli.cases import persons_table, print_case
from cli.look import new_table
from cli.texts import entry_word, exact, number, percent, places, text

if TYPE_CHECKING:
    from sim.effects import Comparison, EffectRow
    from sim.runs import RunResult

WIDE = 128  # columns from which the strips fit beside the figures
PLAIN_WIDTH = 128  # where output goes to a file or a pipe
PAIRS_TO_SPLIT = 20  # below which what makes a band cannot be told
STRIP = 21  # characters of a strip, odd so that zero has a middle


def console() -> Console:
    """Where tables go: stdout, as wide as the terminal."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


# --- compare ----------------------------------------------------------------------------------------------------------


def print_comparison(comparison: Comparison, title: str, lang: str, notes: Iterable[str] = ()) -> None:
    """The effects, what would have happened anyway, and who pays."""
    to = console()
    to.print(effects_table(comparison, title, lang, wide=to.width >= WIDE))
    if comparison.who_pays:
        to.print(payers_table(comparison.who_pays, lang))
    if comparison.persons:
        to.print(persons_table(comparison.persons, lang))
    if comparison.business:
        print_case(to, comparison.business, lang)
    for title_key, head, counts in (
        ("title_funnel", "stage", comparison.funnel), ("title_reasons", "reason", comparison.reasons),
    ):  # fmt: skip
        if any(counts.values()):
            to.print(worlds_table(counts, text(title_key, lang), head, lang))
    _print_notes(to, [*notes, *_why_bands(comparison, lang), text("how_to_read", lang)])


def _why_bands(comparison: Comparison, lang: str) -> list[str]:
    """What makes the band of the first measure, once there are enough pairs to tell."""
    row = comparison.rows[0]
    if row.pairs < PAIRS_TO_SPLIT or not np.isfinite(row.unknown):
        return []
    return [text("why_bands", lang, measure=getattr(row, lang), unknown=percent(row.unknown, lang))]


def worlds_table(counts: Mapping[str, Mapping[str, float]], title: str, head: str, lang: str) -> Table:
    """One row per stage or reason: people in today's world and in the package's, medians over the runs."""
    table = new_table(title)
    table.add_column(text(head, lang))
    for world in ("today", "package"):
        table.add_column(text(world, lang), justify="right")
    for name in dict.fromkeys(name for count in counts.values() for name in count):
        table.add_row(text(name, lang), *(number(counts[world].get(name, 0.0), lang) for world in ("today", "package")))
    return table


def effects_table(comparison: Comparison, title: str, lang: str, wide: bool) -> Table:
    """One row per measure; a strip shows where the band lies around zero when there is room."""
    table = new_table(title)
    table.add_column(text("measure", lang), overflow="fold", min_width=24 if wide else 12)
    for key in ("today", "package", "effect"):
        table.add_column(text(key, lang), justify="right", no_wrap=True)
    table.add_column(text("bands", lang), justify="right", no_wrap=True)
    if wide:
        table.add_column(text("picture", lang), no_wrap=True)
    table.add_column(text("chance", lang), justify="right")
    table.add_column(text("error", lang), justify="right", no_wrap=True)
    extra = [(text(key, lang), getattr(comparison, key)) for key in ("deadweight", "displacement")]
    for row in comparison.rows:
        table.add_row(*_effect_cells(row, f"{getattr(row, lang)} ({engine.unit_in(row.unit, lang)})", lang, wide))
    for name, value in extra:
        if value is None:
            continue
        if hasattr(value, "effect"):
            table.add_row(*_effect_cells(value, f"{name} ({engine.unit_in(value.unit, lang)})", lang, wide))
        else:
            table.add_row(name, "", "", number(float(value), lang))
    return table


def _effect_cells(row: EffectRow, name: str, lang: str, wide: bool) -> list[str]:
    decimals = places(_reach(row) or row.today)

    def write(value: float, signed: bool = True) -> str:
        return number(value, lang, decimals=decimals, signed=signed)

    bands = f"{write(row.low80)} … {write(row.high80)}\n{write(row.low95)} … {write(row.high95)}"
    cells = [name, write(row.today, False), write(row.package, False), write(row.effect), bands]
    if wide:
        cells.append(strip(row))
    chance = "–" if row.better == "none" else percent(row.chance_better, lang)
    return [*cells, chance, write(row.monte_carlo_error, False)]


def _reach(row: EffectRow) -> float:
    """How far the effect and its bands go from zero."""
    ends = (row.low95, row.low80, row.effect, row.high80, row.high95)
    return max((abs(end) for end in ends if np.isfinite(end)), default=0.0)


def strip(row: EffectRow) -> str:
    """The effect as a line of text: thin line 95%, thick line 80%, dot median, bar at zero; each row its own scale."""
    ends = [row.low95, row.low80, row.effect, row.high80, row.high95]
    reach = _reach(row)
    middle = STRIP // 2
    if reach == 0 or not all(np.isfinite(ends)):
        return " " * middle + "│" + " " * middle
    low95, low80, dot, high80, high95 = (middle + round(end / reach * middle) for end in ends)
    line = [" "] * STRIP
    line[low95 : high95 + 1] = "─" * (high95 + 1 - low95)
    line[low80 : high80 + 1] = "━" * (high80 + 1 - low80)
    line[middle] = "│"
    line[dot] = "●"
    return "".join(line)


def payers_table(payers: Sequence[Mapping[str, Any]], lang: str) -> Table:
    """Per party: what it pays more than today, a year and per lasting crossing."""
    table = new_table(text("title_pays", lang))
    table.add_column(text("payer", lang))
    for key in ("euro_per_year", "per_lasting_crossing"):
        table.add_column(text(key, lang), justify="right")
    for payer in payers:
        amounts = [number(payer[key], lang, decimals=0) for key in ("euro_per_year", "per_lasting_crossing")]
        table.add_row(payer.get(lang) or payer["payer"], *amounts)
    return table


# --- run --------------------------------------------------------------------------------------------------------------


def summarise(results: Sequence[RunResult]) -> dict[str, dict[str, float]]:
    """Median and bands of every measure over the runs; runs in which a measure does not exist (nan) are left out."""
    quantiles = {"median": 0.5, "low80": 0.1, "high80": 0.9, "low95": 0.025, "high95": 0.975}
    summary = {}
    for name in results[0].measures if results else ():
        values = np.array([result.measures.get(name, np.nan) for result in results], dtype=float)
        values = values[np.isfinite(values)]
        summary[name] = {label: float(np.quantile(values, at)) if values.size else float("nan") for label, at in quantiles.items()}
    return summary


def print_run(
    summary: Mapping[str, Mapping[str, float]],
    names: Mapping[str, str],
    funnel: Mapping[str, float],
    title: str,
    lang: str,
    notes: Iterable[str] = (),
) -> None:
    """Every measure of one world, and the bridge stage by stage when there is one."""
    to = console()
    table = new_table(title)
    table.add_column(text("measure", lang), overflow="fold")
    table.add_column(text("median", lang), justify="right")
    table.add_column("80%", justify="right")
    table.add_column("95%", justify="right")
    for name, values in summary.items():
        bands = [f"{number(values[f'low{b}'], lang)} … {number(values[f'high{b}'], lang)}" for b in (80, 95)]
        table.add_row(names.get(name, name), number(values["median"], lang), *bands)
    to.print(table)
    if funnel:
        stages = new_table(text("title_funnel", lang))
        stages.add_column(text("stage", lang))
        stages.add_column(text("people", lang), justify="right")
        for stage, people in funnel.items():
            stages.add_row(text(stage, lang), number(people, lang))
        to.print(stages)
    _print_notes(to, [*notes, text("how_to_read_run", lang)])


# --- show -------------------------------------------------------------------------------------------------------------


def print_list(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], lang: str) -> None:
    """A plain list: id, name in the language, and the given columns."""
    table = new_table(None)
    table.add_column(text("id", lang), overflow="fold")
    table.add_column(text("name", lang), overflow="fold", min_width=20)
    for column in columns:
        table.add_column(text(column, lang), overflow="fold")
    for row in rows:
        values = (_cell(row.get(f"{column}_{lang}", row.get(column)), lang) for column in columns)
        table.add_row(str(row["id"]), str(row[lang]), *(entry_word(value, lang) for value in values))
    console().print(table)


def _cell(value: Any, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return text("yes" if value else "no", lang)
    if isinstance(value, int | float):
        return exact(value, lang)
    if isinstance(value, list | tuple):
        return ", ".join(_cell(item, lang) for item in value)
    return str(value)


# --- shared -----------------------------------------------------------------------------------------------------------


def _print_notes(to: Console, notes: Iterable[str]) -> None:
    for note in notes:
        to.print(note, markup=False)
