"""The gate from selected to contracted: worker, employer and payers must all agree, the place must still be open."""

from sim.agents.codes import (
    CROSS_FUND,
    EMPLOYED,
    EMPLOYER_DECLINED,
    FIRST_SECTOR_FUND,
    GUARANTEE_MONTHS,
    INCOME_GAP,
    INCOME_GAP_REASON,
    INFLOW_EMPLOYERS,
    MINISTRIES,
    NO_BARRIER,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    OUTFLOW_EMPLOYERS,
    OWN_SHARE,
    PARTIAL_CREDIT,
    POOLED_RISK,
    POOLED_SHARE,
    PORTABLE_USE,
    REDIRECTED_SEVERANCE,
    REFUSED_FOR_MONEY,
    REPLACEMENT_RATE,
    SECTOR_POTS,
    SENDER_SHARE,
    SEVERANCE_REDIRECTED,
    STAGE,
    SUPERVISION_HOUR,
    SUPERVISION_HOURS,
    SURPLUS,
    TRAINERS,
    TRAINING_SUBSIDY,
    TUITION,
    UNEMPLOYED_WW,
    UWV,
    WORKERS,
    WRONG_POCKETS,
    WW_REDIRECTED,
)
from sim.month.bill import MEDIUM_SIZED
from sim.reference.agents import Fund, Worker
from sim.rng import SLIM, SOCIAL_PLAN, STAP, luck


class Bill:
    """The price of a course, split over those who pay; each adds at most what is still open."""

    def __init__(self, euro: int) -> None:
        self.euro = self.missing = euro
        self.parts: list[tuple[int, int, int, Fund | None]] = []  # payer, item, euros, fund it comes from
        self.from_account = self.from_sender = self.from_receiver = self.from_own_money = 0

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
        rules = worker.model.rules
        paid = float(worker.notice_left)
        on_benefit = float(rules.ww_rights(rules.years_worked(worker.age, worker.tenure)))
    whole = min(paid, float(months))
    benefit = min(on_benefit, months - whole)
    own = (whole + p.ww_level * benefit) / months
    return worker.model.rules.income_in_training(own, worker.setting(REPLACEMENT_RATE), worker.strength(INCOME_GAP))


def split_bill(worker: Worker, euro: int, pots: float, pockets: float, mover: float) -> Bill:
    """Who pays what of a bill, in stacking order, at so strong barriers B10, B14 and B06.

    Order: the personal account, the share agreed for the person, severance that is redirected, the fund of the old sector, of
    the new sector, the cross-sector fund, UWV, the benefit and the severance that are saved, the new employer (with SLIM), a
    STAP voucher, own money. What someone cannot pay of their agreed share, nobody else takes on.
    """
    model, rules, bill = worker.model, worker.model.rules, Bill(euro)
    income = float(worker.income)
    origin, target = worker.job.sector, model.jobs[worker.target].sector
    bill.from_account = bill.add(WORKERS, PORTABLE_USE, worker.account)
    own_money = rules.own_money_for_training(worker.savings, income, float(worker.severance_cash))
    due = min(bill.missing, rules.agreed_part(euro, worker.setting(OWN_SHARE)))
    own_due = min(due, own_money)
    bill.missing -= due
    saved = severance_to_come(worker)
    most = rules.redirected(saved, worker.setting(SEVERANCE_REDIRECTED))
    from_severance = bill.add(OUTFLOW_EMPLOYERS, REDIRECTED_SEVERANCE, most)
    for payer, fund, opening in (
        (FIRST_SECTOR_FUND + origin, model.funds[origin], 1.0 - pots),
        (FIRST_SECTOR_FUND + target, model.funds[target], 0.0 if target == origin else 1.0 - pots),
        (CROSS_FUND, model.cross_fund, 1.0 if worker.setting(POOLED_SHARE) > 0.0 else 0.0),
    ):
        leaving = payer == FIRST_SECTOR_FUND + origin
        part = fund.pays(euro, opening) if rules.lets_in(fund.pays_for, leaving) else 0
        bill.add(payer, TUITION, part, fund)
    if worker.status == UNEMPLOYED_WW:
        bill.add(UWV, TUITION, model.uwv.pays(euro, 1.0))
    benefit = benefit_to_come(worker)
    from_benefit = max(rules.redirected(benefit, worker.setting(WW_REDIRECTED)), rules.bill_share(euro, benefit, pockets))
    bill.add(UWV, TUITION, from_benefit)
    bill.from_sender = from_severance
    if worker.unit is not None:
        agreed = rules.agreed_part(euro, worker.setting(SENDER_SHARE))
        most = max(agreed, rules.bill_share(euro, saved - from_severance, pockets))
        bill.from_sender += bill.add(OUTFLOW_EMPLOYERS, TUITION, most)
    by_receiver = min(bill.missing, rules.receiver_pays(euro, worth_of_contract(worker, mover)))
    from_slim = slim(worker, by_receiver)
    bill.from_receiver = bill.add(INFLOW_EMPLOYERS, TUITION, by_receiver - from_slim)
    lucky = luck(model.lasting_keys[STAP], worker.number) < model.p.stap_reach
    from_stap = rules.stap_voucher(bill.missing - from_slim) if lucky else 0
    bill.add(MINISTRIES, TRAINING_SUBSIDY, from_slim + from_stap)
    bill.missing += own_due
    bill.from_own_money = bill.add(WORKERS, TUITION, own_money)
    bill.missing += due - own_due
    return bill


def slim(worker: Worker, euro: int) -> int:
    """Euros of the new employer's part that a SLIM subsidy pays: for a small or medium firm that applied."""
    model, unit = worker.model, worker.partner
    assert unit is not None
    size = unit.employer.size_class
    if size > MEDIUM_SIZED or luck(model.lasting_keys[SLIM], unit.employer.row) >= model.p.slim_reach:
        return 0
    return model.rules.slim_share(euro, size < MEDIUM_SIZED, unit.sector == model.agriculture)


def subsidy(worker: Worker) -> int:
    """Euros the state pays the new employer for the course ahead (or just done)."""
    model, job = worker.model, worker.model.jobs[worker.target]
    to_teaching = job.licence >= 0 and job.sector == model.teaching
    return model.rules.subsidy_for_course(worker.course_months, worker.setting(PARTIAL_CREDIT) == 0.0, to_teaching)


def worth_of_contract(worker: Worker, mover: float) -> float:
    """Euros of training that the new employer can pay and still gain, at so strong a barrier B06."""
    model, rules = worker.model, worker.model.rules
    dropout, pooled = rules.dropout_within(worker.course_months), worker.setting(POOLED_RISK)
    supervision = model.p.supervised_weeks * worker.setting(SUPERVISION_HOURS) * model.paid.costs[SUPERVISION_HOUR]
    value = rules.contract_value(
        float(worker.wage), model.p.expected_stay, 0.0, supervision, dropout, mover, worker.setting(GUARANTEE_MONTHS), pooled
    )
    return rules.worth_paying(value + (1.0 - dropout) * subsidy(worker), dropout, mover, pooled)


def severance_to_come(worker: Worker) -> int:
    """Euros of severance still owed when the dismissal takes effect; 0 without notice."""
    if worker.status != SURPLUS:
        return 0
    model, rules, employer = worker.model, worker.model.rules, worker.unit.employer  # type: ignore[union-attr]
    whole = rules.severance(float(worker.income), worker.tenure)
    if model.month <= employer.plan_until:
        whole += rules.social_plan_extra(whole, rules.social_plan_factor(luck(model.lasting_keys[SOCIAL_PLAN], employer.row)))
    return max(0, whole - worker.redirected)


def benefit_to_come(worker: Worker) -> int:
    """Euros of unemployment benefit that someone may still draw, or would after the notice."""
    rules, income = worker.model.rules, float(worker.income)
    if worker.status == UNEMPLOYED_WW:
        return worker.ww_left * rules.ww_benefit(income, worker.status_months)
    if worker.status != SURPLUS:
        return 0
    return rules.ww_rights(rules.years_worked(worker.age, worker.tenure)) * rules.ww_benefit(income, 3)


def sign(worker: Worker) -> bool:
    """Whether everyone signs; if not, the refusal and its barrier are kept and someone looks on with the same coach."""
    rules, unit, months = worker.model.rules, worker.partner, worker.course_months
    assert unit is not None
    if unit.places_to_fill(but_for=1) <= 0:
        return refused(worker, NO_LONGER_WANTED, NO_BARRIER)
    if not rules.can_bridge_income(worker.savings, income_share(worker, months), months):
        return refused(worker, INCOME_GAP_REASON, INCOME_GAP)
    euro, mover = rules.tuition(months), worker.strength(NO_FIRST_MOVER)
    if worth_of_contract(worker, mover) <= 0.0:
        return refused(worker, EMPLOYER_DECLINED, NO_FIRST_MOVER if worth_of_contract(worker, 0.0) > 0.0 else NO_BARRIER)
    strengths = {"pots": worker.strength(SECTOR_POTS), "pockets": worker.strength(WRONG_POCKETS), "mover": mover}
    bill = split_bill(worker, euro, **strengths)
    if bill.missing > 0:
        return refused(worker, REFUSED_FOR_MONEY, barrier_of_missing(worker, euro, strengths), bill.missing)
    pay(worker, bill)
    return True


def barrier_of_missing(worker: Worker, euro: int, strengths: dict[str, float]) -> int:
    """The barrier without which the bill would have been paid; none when no single one would have done."""
    for name, barrier in (("pots", SECTOR_POTS), ("pockets", WRONG_POCKETS), ("mover", NO_FIRST_MOVER)):
        if split_bill(worker, euro, **(strengths | {name: 0.0})).missing <= 0:
            return barrier
    return NO_BARRIER


def refused(worker: Worker, reason: int, barrier: int, missing: int = 0) -> bool:
    """Keep the refusal in the books; someone goes back to orientation."""
    worker.model.books.note(worker, STAGE, worker.target, worker.partner, reason=reason, barrier=barrier, missing_euro=missing)
    assert worker.partner is not None
    worker.partner.reserved -= 1
    worker.back_to_orientation()
    return False


def pay(worker: Worker, bill: Bill) -> None:
    """Pay the parts of a bill to the trainer."""
    employer_of = {OUTFLOW_EMPLOYERS: worker.unit, INFLOW_EMPLOYERS: worker.partner, MINISTRIES: worker.partner}
    for payer, item, euro, fund in bill.parts:
        worker.model.books.pay(payer, TRAINERS, item, euro, worker, employer_of.get(payer))
        if fund is not None:
            fund.balance -= euro
    worker.account -= bill.from_account
    worker.redirected += bill.from_sender
    worker.receiver_paid = bill.from_receiver
    from_severance = min(worker.severance_cash, bill.from_own_money)
    worker.severance_cash -= from_severance
    spent = float(bill.from_own_money - from_severance)
    worker.savings = worker.model.rules.savings_left(worker.savings, float(worker.income), spent)
