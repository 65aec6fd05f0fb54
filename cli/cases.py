"""What paired worlds tell beside the effects, as tables on the terminal: the business case, and who crossed anyway or missed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from cli.look import new_table
from cli.texts import counted, number, percent, places, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.business import BusinessCase, CaseRow
    from sim.effects import EffectRow


def persons_table(rows: Sequence[EffectRow], lang: str) -> Table:
    """One row per count of people (or times) from comparing everyone with themselves in the other world."""
    table = new_table(text("title_persons", lang))
    table.add_column(text("who", lang), overflow="fold")
    table.add_column(text("people", lang), justify="right")
    for share in (80, 95):
        table.add_column(f"{share}%", justify="right")
    for row in rows:
        size = places(max(abs(row.low95), abs(row.high95)))
        ends = (row.effect, row.low80, row.high80, row.low95, row.high95)
        middle, low80, high80, low95, high95 = (number(value, lang, decimals=size) for value in ends)
        table.add_row(getattr(row, lang), middle, f"{low80} … {high80}", f"{low95} … {high95}")
    return table


def print_case(to: Console, case: BusinessCase, lang: str) -> None:
    """One row per party, one column per horizon: present value with its 80% band; then how to read it."""
    scale = _scale(case)
    table = new_table(text("title_case", lang, unit=text(f"euros_{scale}", lang)))
    table.add_column(text("case_party", lang), overflow="fold", min_width=14)
    for years in case.horizons:
        table.add_column(text("case_years", lang, years=counted("year", years, lang)), justify="right")
    last = case.horizons[-1]
    table.add_column(text("case_each", lang, years=counted("year", last, lang)), justify="right")
    cells = {(row.id, row.years): row for row in case.rows}
    for kind in ("cash", "opportunity", "derived"):
        for name in dict.fromkeys(row.id for row in case.rows if row.kind == kind):
            mark = "" if kind == "cash" else f" ({text(kind, lang)})"
            found = [cells.get((name, years)) for years in case.horizons]
            words = next(getattr(row, lang) for row in found if row)
            each = found[-1].per_lasting_crossing if found[-1] else None
            table.add_row(words + mark, *(_value(row, scale, lang) for row in found), number(each, lang, decimals=0))
        table.add_section()
    to.print(table)
    for note in case_notes(case, lang):
        to.print(note, markup=False)


def case_notes(case: BusinessCase, lang: str) -> list[str]:
    """What the figures mean, and which horizons the runs were too short for."""
    rate = f"{number(100 * case.discount_rate, lang)}%"
    notes = [text("how_to_read_case", lang, rate=rate, tax=percent(case.tax_rate, lang))]
    if case.left_out:
        years = text("and", lang).join(str(years) for years in case.left_out)
        notes.append(text("case_left_out", lang, years=years))
    return notes


def _scale(case: BusinessCase) -> int:
    """Euros that one unit of the table stands for, so that the largest figure keeps three to six digits."""
    largest = max((abs(end) for row in case.rows for end in (row.low80, row.high80)), default=0.0)
    return 1_000_000 if largest >= 1e8 else 1_000 if largest >= 1e6 else 1


def _value(row: CaseRow | None, scale: int, lang: str) -> str:
    if row is None:
        return number(0, lang)
    size = places(max(abs(row.low80), abs(row.high80)) / scale)
    low, middle, high = (number(value / scale, lang, decimals=size) for value in (row.low80, row.euro, row.high80))
    return f"{middle}\n{low} … {high}"
