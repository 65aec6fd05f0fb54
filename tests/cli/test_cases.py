"""The business case on the terminal: signs, scale, both languages, and what is left out."""

import pytest
from rich.console import Console

from cli.cases import print_case
from sim.business import BusinessCase, CaseRow


def row(id: str, kind: str, years: int, euro: float, each: float | None = None) -> CaseRow:
    return CaseRow(id, f"{id} nl", f"{id} en", kind, years, euro, euro - 1e6, euro + 1e6, euro - 2e6, euro + 2e6, each)


CASE = BusinessCase(
    [row("uwv", "cash", 1, 2.5e6), row("uwv", "cash", 3, -4e6, -800.0), row("open-vacancy", "opportunity", 3, 3e6)],
    [1, 3], [5], {1: 0.0, 3: 5000.0}, 0.0225, 0.27,
)  # fmt: skip


def said(case: BusinessCase, lang: str) -> str:
    to = Console(width=160)
    with to.capture() as captured:
        print_case(to, case, lang)
    return " ".join(captured.get().split())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ["duizenden euro", "Na 1 jaar", "uwv nl 2.500 −4.000 −800", "1.500 … 3.500", "−5.000 … −3.000", "2,25% per jaar",
                "open-vacancy nl (geen betaling) 0 3.000", "Niet getoond: 5 jaar"]),
        ("en", ["thousands of euros", "After 1 year", "After 3 years", "2.25% a year", "(no payment)", "Not shown: 5 years"]),
    ],
)  # fmt: skip
def test_the_table(lang: str, words: list[str]) -> None:
    printed = said(CASE, lang)
    assert [word for word in words if word not in printed] == []


def test_euros_stay_euros_where_they_are_few() -> None:
    small = BusinessCase([CaseRow("uwv", "U", "U", "cash", 1, 12.0, 10, 14, 9, 15, None)], [1], [], {1: 0.0}, 0.0225, 0.27)
    assert "in euros of now" in said(small, "en") and "Not shown" not in said(small, "en")
