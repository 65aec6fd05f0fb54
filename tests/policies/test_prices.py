"""What levers ask, at which occasion, of whom and for whom: against the catalogue."""

import numpy as np
import pytest

from sim.agents.codes import FIRST_SECTOR_FUND, ITEMS, OCCASIONS, OPPORTUNITY_ITEMS, PARTIES, SERVICES
from sim.policies.catalogue import levers
from sim.policies.prices import priced, services

pytestmark = pytest.mark.small

FOUND = services()


def ids(some) -> list[str]:
    return [lever.id for lever in some]


def test_who_asks_a_price_stands_in_the_order_of_the_occasions():
    occasions = [OCCASIONS.index(lever.cost.per) for lever in priced()]
    assert occasions == sorted(occasions)
    asking = {k for k, lever in levers().items() if lever.cost.amount > 0 and lever.cost.per in OCCASIONS}
    assert set(ids(priced())) == asking - set(SERVICES) and len(priced()) == len(set(ids(priced())))
    place = {name: k for k, name in enumerate(levers())}
    for occasion in OCCASIONS:  # and within an occasion in that of the catalogue
        there = [place[lever.id] for lever in priced() if lever.cost.per == occasion]
        assert there == sorted(there), occasion


def test_a_service_the_engine_counts_itself_asks_no_second_price():
    assert set(SERVICES) <= set(levers())
    assert not set(SERVICES) & set(ids(priced()))
    assert len(SERVICES) == len(set(SERVICES)) == len(FOUND.costs)


def test_a_lever_that_is_paid_is_a_service_or_asks_at_an_occasion_or_is_paid_in_its_own_euros():
    """Nothing in the catalogue has a price that nobody ever asks."""
    engine_s_own = {"euro-paid", "euro-pooled", "guide-month"}  # the euros themselves, and the guide of another lever's client
    for lever in levers().values():
        known = lever.id in SERVICES or lever in priced() or lever.cost.per in engine_s_own
        assert lever.cost.amount == 0 or known, lever.id


def test_the_levers_of_an_occasion_stand_between_its_edges():
    edges = FOUND.first_price
    assert len(edges) == len(OCCASIONS) + 1
    assert edges[0] == 0 and edges[-1] == len(priced()) and (np.diff(edges) >= 0).all()
    for k, occasion in enumerate(OCCASIONS):
        assert ids(priced()[edges[k] : edges[k + 1]]) == [x.id for x in priced() if x.cost.per == occasion], occasion
    assert ids(priced()[edges[0] : edges[1]]) == ["help-line"], "who hears of the bridge is the first occasion"


def test_what_is_paid_for_and_who_is_paid():
    assert len(FOUND.items) == len(FOUND.payees) == len(priced())
    for lever, item, payee in zip(priced(), FOUND.items, FOUND.payees, strict=True):
        assert ITEMS[item] == lever.cost.item, lever.id
        assert PARTIES[payee] == lever.cost.payee, lever.id
        assert payee < FIRST_SECTOR_FUND, lever.id


def test_the_payers_of_each_add_up():
    assert FOUND.payers.shape == (len(SERVICES) + len(priced()), FIRST_SECTOR_FUND + 1)
    assert (FOUND.payers >= 0).all()
    assert FOUND.payers.sum(axis=1) == pytest.approx(1)


def test_who_pays_for_a_hub_and_for_a_passport():
    """Half by provinces and municipalities, half by ministries; half by the old employer, half by the fund of the sector."""
    hub, passport = (FOUND.payers[len(SERVICES) + ids(priced()).index(name)] for name in ("hub", "profile-passport"))
    assert {PARTIES[k]: hub[k] for k in np.flatnonzero(hub)} == {"provinces-municipalities": 0.5, "ministries": 0.5}
    assert np.flatnonzero(passport).tolist() == [PARTIES.index("outflow-employers"), FIRST_SECTOR_FUND]


@pytest.mark.parametrize("service", SERVICES)
def test_the_payers_of_a_service_are_those_of_its_lever(service):
    row, lever = FOUND.payers[SERVICES.index(service)], levers()[service]
    assert FOUND.costs[SERVICES.index(service)] == lever.cost.amount
    paying = {"sector-funds" if k == FIRST_SECTOR_FUND else PARTIES[k]: row[k] for k in np.flatnonzero(row)}
    assert paying == pytest.approx({payer.party: payer.share for payer in lever.payers})


def test_nobody_pays_cash_to_themselves_and_time_stays_where_it_is():
    for lever, row in zip(priced(), FOUND.payers[len(SERVICES) :], strict=True):
        paying = np.flatnonzero(row).tolist()
        payee = PARTIES.index(lever.cost.payee)
        if lever.cost.item in OPPORTUNITY_ITEMS:
            assert paying == [payee], lever.id
        else:
            assert payee not in paying, lever.id
