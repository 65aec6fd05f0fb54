"""What the levers in force ask for someone at an occasion, in the readable engine."""

from collections import Counter

from sim.month.charges import FIRST_PRICED
from sim.reference.agents import Worker

Spent = Counter[tuple[int, int]]  # (sector, priced lever) -> cents


def asked(worker: Worker, occasion: int) -> list[tuple[int, float]]:
    """(priced lever, euros) of all that is asked for someone at an occasion."""
    model = worker.model
    levers = range(model.paid.first_price[occasion], model.paid.first_price[occasion + 1])
    return [(k, float(model.terms.price[worker.scope, k])) for k in levers]


def charge(worker: Worker, occasion: int) -> None:
    """Enter what is asked for someone; the fund of the sector they come from pays its part."""
    for k, euro in asked(worker, occasion):
        enter(worker, worker.job.sector, k, round(euro))


def add_charge(worker: Worker, occasion: int, spent: Spent, share: float = 1.0) -> None:
    """Add a share of what is asked for someone at an occasion that comes back every month, in cents."""
    for k, euro in asked(worker, occasion):
        spent[worker.job.sector, k] += round(100.0 * share * euro)


def enter_charges(model: object, spent: Spent) -> None:
    """Enter the sums of a month."""
    for (sector, k), cents in sorted(spent.items()):
        _enter(model, None, sector, k, round(cents / 100.0))


def enter(worker: Worker, sector: int, k: int, euro: int) -> None:
    """Enter one charge for one person."""
    _enter(worker.model, worker, sector, k, euro)


def _enter(model: object, worker: Worker | None, sector: int, k: int, euro: int) -> None:
    if euro > 0:
        fund, paid = model.funds[sector], model.paid  # type: ignore[attr-defined]
        payee, item = int(paid.payees[k]), int(paid.items[k])
        fund.balance -= model.books.pay_split(  # type: ignore[attr-defined]
            FIRST_PRICED + k, sector, payee, item, euro, fund.balance, worker, worker is None or worker.unit is not None
        )
