"""The funds that pay for training."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.data.reading import NL, read_rows
from sim.data.work import sectors

FUND_KINDS = ("sector", "cross-sector", "uwv")


@dataclass(frozen=True, slots=True)
class Fund:
    """A payer of training: `levy_share` of the wage bill, `share_paid` of the bill up to `cap_euro` per person."""

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
    note: str


def read_funds(path: Path = NL / "funds.csv") -> tuple[Fund, ...]:
    """The funds in file order, one per sector first; raises DataError."""
    known = [s.id for s in sectors()]
    result = []
    for row in read_rows(path, Fund.__slots__):
        source, grade = row.graded()
        kind = row.one_of("kind", FUND_KINDS)
        if kind != "sector" and row.maybe("sector"):
            row.fail(f"een fonds van soort '{kind}' hoort bij geen sector", f"a fund of kind '{kind}' belongs to no sector")
        result.append(
            Fund(
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
                note=row.maybe("note"),
            )
        )
    return tuple(result)


@cache
def funds() -> tuple[Fund, ...]:
    """One fund per sector in sector order, then `cross-sector-fund` and `uwv-training`."""
    return read_funds()
