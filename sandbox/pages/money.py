"""The view of money: who pays and who keeps, party by party."""

from __future__ import annotations

from html import escape
from typing import Any

from sandbox import charts
from sandbox.html import as_table, p, section, waiting
from sandbox.numbers import euro, number
from sandbox.pages import Seen
from sandbox.texts import text
from sim.effects import Comparison

MOST_BARS = 8


def html(seen: Seen) -> str:
    """The whole view."""
    if seen.answer is None:
        return waiting(seen.lang)
    return section("who_pays", seen.lang, payers(seen.answer.comparison, seen.lang))


def payers(comparison: Comparison, lang: str) -> str:
    """A bar for each party that pays or keeps much, the sum of all, and everyone in the table."""
    parties = sorted(comparison.who_pays, key=lambda row: -abs(row["euro_per_year"]))
    if not parties:
        return p(text("nobody_pays", lang))
    reach = abs(parties[0]["euro_per_year"])
    shown = [row for row in parties if abs(row["euro_per_year"]) >= 0.01 * reach][:MOST_BARS]
    bars = "".join(_payer(row, reach, lang) for row in shown)
    smaller = p(text("smaller_parties", lang), "small") if len(shown) < len(parties) else ""
    total = euro(sum(row["euro_per_year"] for row in parties), lang)
    heads = [text(key, lang) for key in ("payer", "euro_per_year", "per_crossing")]
    cells = [
        [row[lang], *(number(row[key], lang, decimals=0) for key in ("euro_per_year", "per_lasting_crossing"))] for row in parties
    ]
    return (
        f'{p(text("who_pays_help", lang), "small")}<div class="bars">{bars}</div>{smaller}'
        f"{p(text('sums_to_zero', lang, euro=total), 'small')}"
        f"{as_table(charts.table(heads, cells, text('who_pays', lang)), lang)}"
    )


def _payer(row: dict[str, Any], reach: float, lang: str) -> str:
    amount = euro(row["euro_per_year"], lang)
    drawing = charts.bar(row["euro_per_year"], reach, text("bar_label", lang, name=row[lang], euro=amount))
    return f'<div class="row"><div class="name">{escape(row[lang])}</div>{drawing}<div class="value">{escape(amount)}</div></div>'


