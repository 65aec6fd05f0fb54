"""The funds that pay for training, and the rules by which each of them pays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.data.reading import NL, Row, read_rows
from sim.data.work import sectors
from sim.words import Both

FUND_KINDS = ("sector", "cross-sector", "uwv")
# Moves a fund may pay for. How far sector money may cross sectors at all is the barrier of the sector pots (B10).
PAYS_FOR = {
    "own-out": Both("wie de eigen sector verlaat", "who leaves its own sector"),
    "own-in": Both("wie in de eigen sector komt werken", "who comes to work in its own sector"),
    "own-out-and-in": Both("wie de eigen sector verlaat of er komt werken", "who leaves its own sector or comes to work there"),
    "any": Both("elke overstap", "any move"),
}
PEOPLE_PAID_FOR = {
    "everyone": Both("iedereen", "everyone"),
    "on-ww": Both("wie WW krijgt", "people on unemployment benefit"),
    "sharing": Both("wie aan het fonds meedoet", "people who share in the fund"),
}
INFLOWS = {
    "levy": Both("een deel van de loonsom van de eigen sector", "a part of the wage bill of its own sector"),
    "pooled-levy": Both("een deel van de loonsom van wie meedoet", "a part of the wage bill of those who share in it"),
    "as-needed": Both("zoveel als er nodig is", "as much as it needs"),
}
WHEN_EMPTY = {
    "refuse": Both("het betaalt niets als het niet alles kan betalen", "it pays nothing when it cannot pay all"),
    "wait": Both("het betaalt als er weer genoeg is", "it pays once it has enough again"),
    "partly": Both("het betaalt wat het nog heeft", "it pays what it still has"),
    "never": Both("het raakt niet leeg", "it does not run out"),
}


@dataclass(frozen=True, slots=True)
class Fund:
    """A payer of training: `levy_share` of the wage bill, `share_paid` of the bill up to `cap_euro` per person.

    `pays_for` and `people` say which moves and whom, in the words above. `place_out` and `place_in` are its place in the line of
    funds when it pays as the fund of the old and of the new sector: who stands first pays first, each of what is left.
    """

    id: str
    nl: str
    en: str
    kind: str
    sector: str
    levy_share: float
    share_paid: float
    cap_euro: float
    opening_balance_months: float
    period: str
    source: str
    grade: str
    pays_for: str
    people: str
    place_out: int
    place_in: int
    inflow: str
    when_empty: str
    rules_source: str
    rules_grade: str
    note: str


def read_funds(path: Path = NL / "funds.csv") -> tuple[Fund, ...]:
    """The funds in file order, one per sector first; raises DataError."""
    known = [s.id for s in sectors()]
    result = []
    places: dict[int, str] = {}
    for row in read_rows(path, Fund.__slots__):
        source, grade = row.graded()
        rules_source, rules_grade = row.graded("rules_grade", "rules_source")
        kind = row.one_of("kind", FUND_KINDS)
        if kind != "sector" and row.maybe("sector"):
            row.fail(f"een fonds van soort '{kind}' hoort bij geen sector", f"a fund of kind '{kind}' belongs to no sector")
        fund = Fund(
            id=row.text("id"),
            nl=row.text("nl"),
            en=row.text("en"),
            kind=kind,
            sector=row.one_of("sector", known) if kind == "sector" else "",
            levy_share=row.number("levy_share", 0, 1),
            share_paid=row.number("share_paid", 0, 1),
            cap_euro=row.number("cap_euro", low=0),
            opening_balance_months=row.number("opening_balance_months", low=0),
            period=row.text("period"),
            source=source,
            grade=grade,
            pays_for=row.one_of("pays_for", PAYS_FOR),
            people=row.one_of("people", PEOPLE_PAID_FOR),
            place_out=row.whole("place_out", low=1),
            place_in=row.whole("place_in", low=1),
            inflow=row.one_of("inflow", INFLOWS),
            when_empty=row.one_of("when_empty", WHEN_EMPTY),
            rules_source=rules_source,
            rules_grade=rules_grade,
            note=row.maybe("note"),
        )
        _rules_agree(fund, row)
        _place_is_its_own(fund, places, row)
        result.append(fund)
    return tuple(result)


def _rules_agree(fund: Fund, row: Row) -> None:
    """Raise DataError when the rules of a fund contradict each other."""
    if fund.kind != "sector" and fund.pays_for != "any":
        nl = f"een fonds van soort '{fund.kind}' heeft geen eigen sector, dus 'pays_for' moet any zijn"
        row.fail(nl, f"a fund of kind '{fund.kind}' has no sector of its own, so 'pays_for' must be any")
    if (fund.inflow == "levy") != (fund.kind == "sector"):
        nl = f"'inflow' is {fund.inflow}, maar precies de sectorfondsen leven van levy"
        row.fail(nl, f"'inflow' is {fund.inflow}, but just the sector funds live on levy")
    if fund.levy_share > 0 and fund.inflow != "levy":
        nl = f"'levy_share' is {fund.levy_share:g}, maar 'inflow' is {fund.inflow}"
        row.fail(nl, f"'levy_share' is {fund.levy_share:g} but 'inflow' is {fund.inflow}")
    if (fund.inflow == "as-needed") != (fund.when_empty == "never"):
        nl = f"'when_empty' is {fund.when_empty} bij 'inflow' {fund.inflow}; never hoort bij as-needed, en alleen daarbij"
        row.fail(nl, f"'when_empty' is {fund.when_empty} with 'inflow' {fund.inflow}; never belongs to as-needed, and to that only")


def _place_is_its_own(fund: Fund, places: dict[int, str], row: Row) -> None:
    """Raise DataError when two kinds of payers, of which one bill can have both, stand in the same place of the line."""
    old, new = ("the old sector", "the new sector") if fund.kind == "sector" else (fund.kind, fund.kind)
    for column, place, role in (("place_out", fund.place_out, old), ("place_in", fund.place_in, new)):
        if places.setdefault(place, role) != role:
            nl = f"'{column}' is {place}, maar die plaats in de rij is al vergeven aan een ander soort fonds"
            row.fail(nl, f"'{column}' is {place}, but that place in the line is already taken by another kind of fund")


@cache
def funds() -> tuple[Fund, ...]:
    """One fund per sector in sector order, then `cross-sector-fund` and `uwv-training`."""
    return read_funds()
