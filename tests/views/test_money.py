"""Who pays whom: the payments add up, and say the same as the list of who pays."""

import pytest

from sim.agents.codes import (
    COACHES,
    COACHING,
    INFLOW_EMPLOYERS,
    MINISTRIES,
    OPEN_VACANCY,
    OUTFLOW_EMPLOYERS,
    UWV,
    WORKERS,
    WW_ITEM,
)
from sim.effects import who_pays
from sim.sparse import thinned
from sim.views.money import money_of
from tests.views.made import ledger, result

pytestmark = pytest.mark.small

TODAY = ledger((WW_ITEM, UWV, WORKERS, 900))
PACKAGE = ledger(
    (WW_ITEM, UWV, WORKERS, 500), (COACHING, MINISTRIES, COACHES, 60), (COACHING, OUTFLOW_EMPLOYERS, COACHES, 41),
    (OPEN_VACANCY, INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, 5_000),
)  # fmt: skip


def test_payments_by_hand() -> None:
    """Two years, ten real people each: a euro in the run is five euro a year."""
    found = money_of([(result(ledger=TODAY), result("package", ledger=PACKAGE))])
    assert [(p.payer, p.item, p.payee, p.kind, float(p.euro.today), float(p.euro.package)) for p in found.payments] == [
        ("inflow-employers", "open-vacancy", "inflow-employers", "opportunity", 0, 25_000),
        ("uwv", "ww", "workers", "cash", 4_500, 2_500),
        ("ministries", "coaching", "coaches", "cash", 0, 300),
        ("outflow-employers", "coaching", "coaches", "cash", 0, 205),
    ]
    assert {name: float(euro.effect) for name, euro in found.paid.items() if float(euro.effect)} == {
        "uwv": -2_000, "ministries": 300, "outflow-employers": 205,
    }  # fmt: skip
    assert {name: float(euro.effect) for name, euro in found.received.items() if float(euro.effect)} == {
        "workers": -2_000, "coaches": 505,
    }  # fmt: skip
    assert "inflow-employers" not in found.net  # time and work missed are nobody's receipt
    assert all(words.nl and words.en for words in found.party_words.values())


def test_paid_is_received_to_the_cent_and_net_is_that_of_who_pays() -> None:
    pairs = [
        (result(ledger=TODAY, weight=668.63), result("package", ledger=PACKAGE, weight=668.63)),
        (result(ledger=TODAY, run=1, weight=668.63), result("package", 1, ledger=TODAY, weight=668.63)),
    ]
    found = money_of(pairs)
    for part in ("today", "package", "effect"):
        paid, received = (sum(float(getattr(euro, part)) for euro in side.values()) for side in (found.paid, found.received))
        assert paid == pytest.approx(received, abs=0.005)
        assert sum(float(getattr(euro, part)) for euro in found.net.values()) == pytest.approx(0, abs=0.005)
    one = money_of(pairs[:1])
    assert {row["payer"]: row["euro_per_year"] for row in who_pays(pairs[:1])} == pytest.approx(
        {name: -float(euro.effect) for name, euro in one.net.items()}
    )


def test_thin_ledgers_say_the_same() -> None:
    dense = money_of([(result(ledger=TODAY), result("package", ledger=PACKAGE))])
    thin = money_of([(result(ledger=thinned(TODAY)), result("package", ledger=thinned(PACKAGE)))])
    assert thin.payments == dense.payments and thin.net == dense.net


def test_books_without_a_payment() -> None:
    found = money_of([(result(), result("package"))])
    assert found.payments == [] and found.paid == {} and found.net == {}
