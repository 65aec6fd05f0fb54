"""Phase 9 of the readable engine: money moves. Wages, benefits and levies are entered as sums of a sector."""

from collections import Counter
from typing import Any

from sim.agents.coach import LINE_COACH
from sim.agents.codes import (
    ACCOUNT,
    AFTERCARE,
    AFTERCARE_MONTH,
    AFTERCARE_MONTHS,
    COACHES,
    COACHING,
    CROSS_FUND,
    EMPLOYEE_YEAR,
    FIRST_SECTOR_FUND,
    FIRST_YEAR_MONTH,
    GUIDE,
    IN_TRAINING,
    INACTIVE,
    INCOME_GAP,
    INCUMBENT_TRAINING,
    INFLOW_EMPLOYERS,
    LEVY,
    MINISTRIES,
    OPEN_VACANCY,
    OUTFLOW_EMPLOYERS,
    POOLED_LEVY,
    POOLED_SHARE,
    PORTABLE_ACCRUAL,
    PORTABLE_BUDGET,
    RELEASE_WAGE,
    REPLACEMENT_RATE,
    SELF_EMPLOYED,
    STARTER_MONTH,
    SUPERVISION,
    SUPERVISION_HOUR,
    SUPERVISION_HOURS,
    SURPLUS,
    TRAINEESHIP,
    TRAINEESHIP_ITEM,
    TRAINEESHIP_SHARE,
    TRAINERS,
    TRAINING,
    TRAINING_WAGE,
    TRANSITION,
    TRANSITION_INCOME,
    TRANSITION_SENDER_SHARE,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    UWV,
    WAGE_COST_SUBSIDY,
    WAGE_ITEM,
    WORKERS,
    WW_ITEM,
)
from sim.month.moves import FIRST_JOB
from sim.reference.agents import Worker
from sim.reference.charges import add_charge, enter_charges

Sums = Counter[tuple[int, str]]  # (sector, what) -> euros


def money(model: Any) -> None:
    """Wages, benefits, levies, services and coaches are paid; open vacancies cost what is not made."""
    sums: Sums = Counter()
    for worker in model.workers:
        if worker.at_work:
            if worker.contract != SELF_EMPLOYED:
                earn(worker, sums)
        elif worker.status != INACTIVE:
            live_without_wage(worker, sums)
    for sector in range(model.sectors):
        settle(model, sector, sums)
    enter_charges(model, model.spent)
    for pool in model.pools:
        pay_coaches(model, pool)
    miss_by_vacancies(model)


def earn(worker: Worker, sums: Sums) -> None:
    """The wage of an employee, and what the terms they work under cost."""
    sector = worker.job.sector
    sums[sector, kind_of_wage(worker)] += worker.income
    if worker.from_benefit and worker.tenure > 0 and worker.tenure % 12 == 0:
        age, year = worker.age - worker.tenure, worker.tenure - 12
        sums[sector, "credit"] += worker.model.rules.older_worker_credit(52 * worker.hours, age, True, year)
    sums[sector, "pooled"] += round(worker.income * worker.setting(POOLED_SHARE))
    month = worker.model.month
    if month >= 0:
        budget = worker.model.rules.month_of_year(worker.setting(PORTABLE_BUDGET), month)
        worker.account += budget
        sums[sector, "accrual"] += budget
        add_charge(worker, EMPLOYEE_YEAR, worker.model.spent, 1.0 / 12.0)
    if worker.crossed == FIRST_JOB and worker.tenure < 12:
        guide_starter(worker, sums)


def kind_of_wage(worker: Worker) -> str:
    """In training, in the extra months of notice that a package added, under notice, or ordinary."""
    if worker.stage == IN_TRAINING:
        return "training"
    if worker.status != SURPLUS:
        return "wages"
    return "release" if worker.notice_left <= worker.extra_notice else "surplus"


def guide_starter(worker: Worker, sums: Sums) -> None:
    """What the guidance of someone new from another sector costs: colleagues' hours, a traineeship, aftercare."""
    sector, costs = worker.job.sector, worker.model.paid.costs
    add_charge(worker, FIRST_YEAR_MONTH, worker.model.spent)
    if worker.settling:
        add_charge(worker, STARTER_MONTH, worker.model.spent)
        hours = worker.setting(SUPERVISION_HOURS) * worker.model.p.weeks_in_month
        sums[sector, "supervision"] += round(hours * costs[SUPERVISION_HOUR])
        sums[sector, "traineeship"] += round(worker.setting(TRAINEESHIP_SHARE) * costs[TRAINEESHIP])
    if worker.tenure < worker.setting(AFTERCARE_MONTHS):
        sums[sector, "aftercare"] += int(costs[AFTERCARE_MONTH])


def live_without_wage(worker: Worker, sums: Sums) -> None:
    """Benefit as long as rights last, and the wage that is missed."""
    income, benefit = worker.income, 0
    if worker.ww_left > 0:
        benefit = worker.model.rules.ww_benefit(float(income), worker.status_months)
        sums[worker.job.sector, "ww"] += benefit
        worker.ww_left -= 1
        if worker.ww_left == 0 and worker.status == UNEMPLOYED_WW:
            worker.status = UNEMPLOYED
    extra = 0
    if worker.status == TRAINING:
        rules, rate, sector = worker.model.rules, worker.setting(REPLACEMENT_RATE), worker.job.sector
        extra = rules.transition_income(income, benefit, rate)
        by_sender = round(extra * worker.setting(TRANSITION_SENDER_SHARE)) if worker.origin else 0
        sums[sector, "transition"] += extra - by_sender
        sums[sector, "transition of sender"] += by_sender
        share = rules.income_in_training(benefit / max(1.0, income), rate, worker.strength(INCOME_GAP))
        worker.savings = rules.savings_left(worker.savings, float(income), income * (1.0 - share))
    if worker.model.month >= 0:
        worker.months_out = min(worker.months_out + 1, 32000)
        worker.income_lost += income - benefit - extra


def settle(model: Any, sector: int, sums: Sums) -> None:
    """Enter a sector's sums; its fund takes in the levy, shares it where terms say so, and spends on its own sector."""
    pay, pay_split = model.books.pay, model.books.pay_split
    fund, own_fund = FIRST_SECTOR_FUND + sector, model.funds[sector]
    pay(INFLOW_EMPLOYERS, WORKERS, WAGE_ITEM, sums[sector, "wages"])
    pay(OUTFLOW_EMPLOYERS, WORKERS, WAGE_ITEM, sums[sector, "surplus"])
    pay(OUTFLOW_EMPLOYERS, WORKERS, RELEASE_WAGE, sums[sector, "release"])
    pay(OUTFLOW_EMPLOYERS, WORKERS, TRAINING_WAGE, sums[sector, "training"])
    pay(UWV, WORKERS, WW_ITEM, sums[sector, "ww"])
    pay(INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, SUPERVISION, sums[sector, "supervision"])
    wages = sum(sums[sector, kind] for kind in ("wages", "surplus", "release", "training"))
    levy = round(wages * own_fund.levy_share)
    shared = round(sums[sector, "pooled"] * own_fund.levy_share)
    inside = round((levy - shared) * model.p.fund_spent_inside)
    pay(INFLOW_EMPLOYERS, fund, LEVY, levy - shared)
    pay(INFLOW_EMPLOYERS, CROSS_FUND, POOLED_LEVY, shared)
    pay(fund, TRAINERS, INCUMBENT_TRAINING, inside)
    own_fund.balance += levy - shared - inside
    model.cross_fund.balance += shared
    for service, payee, item, what in (
        (ACCOUNT, WORKERS, PORTABLE_ACCRUAL, "accrual"),
        (TRAINEESHIP, TRAINERS, TRAINEESHIP_ITEM, "traineeship"),
        (AFTERCARE_MONTH, COACHES, AFTERCARE, "aftercare"),
        (TRANSITION, WORKERS, TRANSITION_INCOME, "transition"),
    ):
        own_fund.balance -= pay_split(service, sector, payee, item, sums[sector, what], own_fund.balance)
    pay(OUTFLOW_EMPLOYERS, WORKERS, TRANSITION_INCOME, sums[sector, "transition of sender"])
    pay(MINISTRIES, INFLOW_EMPLOYERS, WAGE_COST_SUBSIDY, sums[sector, "credit"])


def pay_coaches(model: Any, pool: Any) -> None:
    """What coaches cost this month: a line coach on the old employer (or UWV), a neutral guide on its payers."""
    if pool.kind == LINE_COACH:
        model.books.pay(OUTFLOW_EMPLOYERS, COACHES, COACHING, round(pool.bill))
        model.books.pay(UWV, COACHES, COACHING, round(pool.bill_without))
    else:
        model.books.pay_split(GUIDE, 0, COACHES, COACHING, round(pool.bill), 0)
        model.books.pay_split(GUIDE, 0, COACHES, COACHING, round(pool.bill_without), 0, employed=False)


def miss_by_vacancies(model: Any) -> None:
    """What open positions cost in work not done: an opportunity, kept apart from cash."""
    missed = [0.0] * model.sectors
    for unit in model.units:
        missed[unit.sector] += unit.openings * model.p.vacancy_cost * model.jobs[unit.job_type].start
    for euro in missed:
        model.books.pay(INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, OPEN_VACANCY, round(euro))
