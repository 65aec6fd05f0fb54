"""The gate from selected to contracted: worker, employer and payers must all agree, the place must still be open."""

from sim.agents.codes import (
    CROSS_FUND,
    EMPLOYED,
    EMPLOYER_DECLINED,
    FIRST_SECTOR_FUND,
    INCOME_GAP,
    INCOME_GAP_REASON,
    INFLOW_EMPLOYERS,
    NO_BARRIER,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    OUTFLOW_EMPLOYERS,
    POOLED_SHARE,
    PORTABLE_USE,
    REFUSED_FOR_MONEY,
    SECTOR_POTS,
    STAGE,
    SUPERVISION_HOUR,
    SUPERVISION_HOURS,
    SURPLUS,
    TRAINERS,
    TUITION,
    UNEMPLOYED_WW,
    UWV,
    WORKERS,
    WRONG_POCKETS,
)
from sim.reference.agents import Fund, Worker


class Bill:
    """The price of a course, split over those who pay; each adds at most what is still open."""

    def __init__(self, euro: int) -> None:
        self.euro = self.missing = euro
        self.parts: list[tuple[int, int, int, Fund | None]] = []  # payer, item, euros, fund it comes from
        self.from_account = self.from_receiver = self.from_own_money = 0

    def add(self, payer: int, item: int, at_most: int, fund: Fund | None = None) -> int:
        """A payer takes on at most so much of what is open; returns the euros taken on."""
        part = min(self.missing, at_most)
        self.missing -= part
        self.parts.append((payer, item, part, fund))
        return part


def income_share(worker: Worker, months: int) -> float:
    """Share of the old income someone keeps over so many months of training, given how they stand now (B11)."""
    p = worker.model.p
    if months == 0 or worker.status == EMPLOYED:
        return 1.0
    paid, on_benefit = 0.0, float(worker.ww_left)
    if worker.status == SURPLUS:
        paid, on_benefit = float(worker.notice_left), p.ww_min_months
    whole = min(paid, float(months))
    benefit = min(on_benefit, months - whole)
    own = (whole + p.ww_level * benefit) / months
    return worker.model.rules.income_in_training(own, worker.strength(INCOME_GAP))


def split_bill(worker: Worker, euro: int, open_between: float) -> Bill:
    """Who pays what of a bill, in stacking order; `open_between` is how far sector money may cross sectors (B10).

    Order: the personal account, the fund of the old sector, of the new sector, the cross-sector fund, UWV, the old
    employer, the new employer's share, own money.
    """
    model, rules, bill = worker.model, worker.model.rules, Bill(euro)
    pockets, income = worker.strength(WRONG_POCKETS), float(worker.income)
    origin, target = worker.job.sector, model.jobs[worker.target].sector
    bill.from_account = bill.add(WORKERS, PORTABLE_USE, worker.account)
    for payer, fund, opening in (
        (FIRST_SECTOR_FUND + origin, model.funds[origin], open_between),
        (FIRST_SECTOR_FUND + target, model.funds[target], 0.0 if target == origin else open_between),
        (CROSS_FUND, model.cross_fund, 1.0 if worker.setting(POOLED_SHARE) > 0.0 else 0.0),
    ):
        bill.add(payer, TUITION, fund.pays(euro, opening, max(0, fund.balance)), fund)
    if worker.status == UNEMPLOYED_WW:
        bill.add(UWV, TUITION, model.uwv.pays(euro, 1.0, model.uwv.cap))
    if worker.status == SURPLUS:
        saved = rules.severance(income, worker.tenure)
        bill.add(OUTFLOW_EMPLOYERS, TUITION, rules.sender_pays(euro, saved, pockets))
    bill.from_receiver = bill.add(INFLOW_EMPLOYERS, TUITION, rules.bill_share(euro, pockets))
    own_money = rules.own_money_for_training(worker.savings, income, float(worker.severance_cash))
    bill.from_own_money = bill.add(WORKERS, TUITION, own_money)
    return bill


def sign(worker: Worker) -> bool:
    """Whether everyone signs; if not, the refusal and its barrier are kept and someone looks on with the same coach."""
    model, rules, unit, months = worker.model, worker.model.rules, worker.partner, worker.course_months
    assert unit is not None
    if unit.places_to_fill(but_for=1) <= 0:
        return refused(worker, NO_LONGER_WANTED, NO_BARRIER)
    if not rules.can_bridge_income(worker.savings, income_share(worker, months), months):
        return refused(worker, INCOME_GAP_REASON, INCOME_GAP)
    euro = rules.tuition(months)
    bill = split_bill(worker, euro, 1.0 - worker.strength(SECTOR_POTS))
    if bill.missing > 0:
        pots_bind = split_bill(worker, euro, 1.0).missing <= 0
        return refused(worker, REFUSED_FOR_MONEY, SECTOR_POTS if pots_bind else WRONG_POCKETS, bill.missing)
    dropout = model.rules.dropout_within(months)
    supervision = model.p.supervised_weeks * worker.setting(SUPERVISION_HOURS) * model.costs[SUPERVISION_HOUR]
    value = rules.contract_value(
        float(worker.wage), model.p.expected_stay, float(bill.from_receiver), supervision, dropout,
        worker.strength(NO_FIRST_MOVER),
    )  # fmt: skip
    if value <= 0.0:
        return refused(worker, EMPLOYER_DECLINED, NO_FIRST_MOVER)
    pay(worker, bill)
    return True


def refused(worker: Worker, reason: int, barrier: int, missing: int = 0) -> bool:
    """Keep the refusal in the books; someone goes back to orientation."""
    worker.model.books.note(worker, STAGE, worker.target, worker.partner, reason=reason, barrier=barrier, missing_euro=missing)
    assert worker.partner is not None
    worker.partner.reserved -= 1
    worker.back_to_orientation()
    return False


def pay(worker: Worker, bill: Bill) -> None:
    """Pay the parts of a bill to the trainer."""
    employer_of = {OUTFLOW_EMPLOYERS: worker.unit, INFLOW_EMPLOYERS: worker.partner}
    for payer, item, euro, fund in bill.parts:
        worker.model.books.pay(payer, TRAINERS, item, euro, worker, employer_of.get(payer))
        if fund is not None:
            fund.balance -= euro
    worker.account -= bill.from_account
    from_severance = min(worker.severance_cash, bill.from_own_money)
    worker.severance_cash -= from_severance
    spent = float(bill.from_own_money - from_severance)
    worker.savings = worker.model.rules.savings_left(worker.savings, float(worker.income), spent)
