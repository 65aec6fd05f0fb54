"""Phase 9: money moves. Mass flows (wages, benefits, levies) are entered as sums; what one person causes, person by person."""

from typing import Any

import numpy as np

from sim.agents.coach import LINE_COACH
from sim.agents.codes import (
    ACCOUNT,
    AFTERCARE,
    AFTERCARE_MONTH,
    AFTERCARE_MONTHS,
    COACHES,
    COACHING,
    CROSS_FUND,
    EMPLOYED,
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
)  # fmt: skip
from sim.agents.crossing import income_in_training, transition_income
from sim.agents.fund import month_of_year
from sim.agents.state import older_worker_credit
from sim.agents.worker import savings_left, ww_benefit
from sim.jit import kernel, maker, part
from sim.month.books import make_room, pay, pay_split
from sim.month.charges import MOST_PAYMENTS, add_charge, enter_charges
from sim.month.moves import FIRST_JOB, SETTLED_AFTER, income_now
from sim.month.now import Hands

# What a part of the people adds up to; int64, so that any number of threads gives one sum.
SUMS = (
    "wages", "wages-surplus", "wages-release", "wages-training", "wages-pooled", "ww", "accrual", "supervision", "traineeship",
    "aftercare", "transition", "transition-sender", "wage-credit",
)  # fmt: skip
(
    _WAGES, _WAGES_SURPLUS, _WAGES_RELEASE, _WAGES_TRAINING, _WAGES_POOLED, _WW, _ACCRUAL, _SUPERVISION, _TRAINEESHIP, _AFTERCARE,
    _TRANSITION, _TRANSITION_SENDER, _CREDIT,
) = range(len(SUMS))  # fmt: skip


@kernel
def decide(first, past, w, now, sums, spent):
    """Add up in int64[sector, sum] what the people of one part earn, receive and cost; each writes only their own row.

    What levers ask for them goes to int64[sector, priced lever].
    """
    people = w.people
    for i in range(first, past):
        status = people.status[i]
        if status == INACTIVE:
            continue
        sector = w.jobs.sector[people.job_type[i]]
        if status != EMPLOYED and status != SURPLUS:
            live_without_wage(w, now, i, sector, sums)
        elif people.contract[i] != SELF_EMPLOYED:
            income = income_now(w, i)
            sums[sector, kind_of_wage(w, i)] += income
            if people.from_benefit[i] != 0:
                sums[sector, _CREDIT] += credit_of(w, i)
            if people.scope[i] != 0 or people.crossed[i] == FIRST_JOB:  # all others live under today's terms, which ask nothing
                cost_of_terms(w, now, i, sector, income, sums, spent)


@part
def kind_of_wage(w, i):
    """The sum that the wage of employee i belongs to: in training, in the extra months of notice, under notice, or ordinary."""
    people = w.people
    if people.stage[i] == IN_TRAINING:
        return _WAGES_TRAINING
    if people.status[i] != SURPLUS:
        return _WAGES
    return _WAGES_RELEASE if people.notice_left[i] <= w.path.extra_notice[i] else _WAGES_SURPLUS


@part
def live_without_wage(w, now, i, sector, sums):
    """Benefit for person i as long as rights last, the wage that is missed, and savings that go while in training."""
    people, path = w.people, w.path
    income, benefit = income_now(w, i), 0
    if people.ww_left[i] > 0:
        benefit = ww_benefit(float(income), int(people.status_months[i]), w.p)
        sums[sector, _WW] += benefit
        people.ww_left[i] -= 1
        if people.ww_left[i] == 0 and people.status[i] == UNEMPLOYED_WW:
            people.status[i] = UNEMPLOYED
    extra = 0
    if people.status[i] == TRAINING:
        mask = people.scope[i]
        rate = now.setting[mask, REPLACEMENT_RATE]
        extra = transition_income(income, benefit, rate)
        by_sender = int(np.rint(extra * now.setting[mask, TRANSITION_SENDER_SHARE])) if w.bridge.origin[i] >= 0 else 0
        sums[sector, _TRANSITION] += extra - by_sender
        sums[sector, _TRANSITION_SENDER] += by_sender
        share = income_in_training(benefit / max(1.0, income), rate, now.strength[mask, INCOME_GAP - 1])
        w.traits.savings[i] = savings_left(float(w.traits.savings[i]), float(income), income * (1.0 - share))
    if now.month >= 0:
        path.months_out[i] = min(int(path.months_out[i]) + 1, 32000)
        path.income_lost[i] += income - benefit - extra


@part
def credit_of(w, i):
    """Euros the state pays this month for person i, hired from benefit: once a year, for the year just worked."""
    people, months = w.people, int(w.people.tenure[i])
    if months == 0 or months % 12 != 0:
        return 0
    return older_worker_credit(52 * int(people.hours[i]), int(people.age[i]) - months, True, months - 12, w.p)


@part
def cost_of_terms(w, now, i, sector, income, sums, spent):
    """What the terms person i works under cost this month: levy that is shared across sectors, a month of the account
    and of what is asked for an employee, and the guidance of a new starter.
    """
    p = w.p
    people, mask = w.people, w.people.scope[i]
    pooled = now.setting[mask, POOLED_SHARE]
    if pooled > 0.0:
        sums[sector, _WAGES_POOLED] += int(np.rint(income * pooled))
    if now.month >= 0:
        budget = month_of_year(now.setting[mask, PORTABLE_BUDGET], now.month)
        w.bridge.account[i] += budget
        sums[sector, _ACCRUAL] += budget
        add_charge(w, now, i, EMPLOYEE_YEAR, 1.0 / 12.0, spent)
    if people.crossed[i] == FIRST_JOB and people.tenure[i] < 12:
        add_charge(w, now, i, FIRST_YEAR_MONTH, 1.0, spent)
        if people.tenure[i] < SETTLED_AFTER:
            add_charge(w, now, i, STARTER_MONTH, 1.0, spent)
            hours = now.setting[mask, SUPERVISION_HOURS] * p.weeks_in_month
            sums[sector, _SUPERVISION] += int(np.rint(hours * now.costs[SUPERVISION_HOUR]))
            sums[sector, _TRAINEESHIP] += int(np.rint(now.setting[mask, TRAINEESHIP_SHARE] * now.costs[TRAINEESHIP]))
        if people.tenure[i] < now.setting[mask, AFTERCARE_MONTHS]:
            sums[sector, _AFTERCARE] += int(now.costs[AFTERCARE_MONTH])


@kernel
def settle(sums, w, now):
    """Enter the month's sums in the ledger, and let the funds take in their levies and spend on their own sector."""
    p = w.p
    funds = w.funds
    cross_fund = w.sectors
    for s in range(w.sectors):
        wages = sums[s, _WAGES] + sums[s, _WAGES_SURPLUS] + sums[s, _WAGES_RELEASE] + sums[s, _WAGES_TRAINING]
        pay(now, INFLOW_EMPLOYERS, WORKERS, WAGE_ITEM, sums[s, _WAGES])
        pay(now, OUTFLOW_EMPLOYERS, WORKERS, WAGE_ITEM, sums[s, _WAGES_SURPLUS])
        pay(now, OUTFLOW_EMPLOYERS, WORKERS, RELEASE_WAGE, sums[s, _WAGES_RELEASE])
        pay(now, OUTFLOW_EMPLOYERS, WORKERS, TRAINING_WAGE, sums[s, _WAGES_TRAINING])
        pay(now, UWV, WORKERS, WW_ITEM, sums[s, _WW])
        pay(now, INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, SUPERVISION, sums[s, _SUPERVISION])
        levy = int(np.rint(wages * funds.levy_share[s]))
        shared = int(np.rint(sums[s, _WAGES_POOLED] * funds.levy_share[s]))
        fund = FIRST_SECTOR_FUND + s
        pay(now, INFLOW_EMPLOYERS, fund, LEVY, levy - shared)
        pay(now, INFLOW_EMPLOYERS, CROSS_FUND, POOLED_LEVY, shared)
        inside = int(np.rint((levy - shared) * p.fund_spent_inside))
        pay(now, fund, TRAINERS, INCUMBENT_TRAINING, inside)
        funds.balance[s] += levy - shared - inside
        funds.balance[cross_fund] += shared
        pay_service(now, funds, ACCOUNT, s, WORKERS, PORTABLE_ACCRUAL, sums[s, _ACCRUAL])
        pay_service(now, funds, TRAINEESHIP, s, TRAINERS, TRAINEESHIP_ITEM, sums[s, _TRAINEESHIP])
        pay_service(now, funds, AFTERCARE_MONTH, s, COACHES, AFTERCARE, sums[s, _AFTERCARE])
        pay_service(now, funds, TRANSITION, s, WORKERS, TRANSITION_INCOME, sums[s, _TRANSITION])
        pay(now, OUTFLOW_EMPLOYERS, WORKERS, TRANSITION_INCOME, sums[s, _TRANSITION_SENDER])
        pay(now, MINISTRIES, INFLOW_EMPLOYERS, WAGE_COST_SUBSIDY, sums[s, _CREDIT])
    enter_charges(w, now, now.spent)


@part
def pay_service(now, funds, service, sector, payee, item, euro):
    """Enter what a service cost in a sector; the sector's fund pays its part as far as it has it."""
    funds.balance[sector] -= pay_split(now, service, sector, payee, item, euro, int(funds.balance[sector]), -1, 0, True)


@kernel
def coaching(w, now):
    """Enter what coaches cost this month: a line coach on the old employer (or UWV), a neutral guide on its payers."""
    for k in range(w.pools.size):
        cost, without = int(np.rint(w.pools.bill[k])), int(np.rint(w.pools.bill_without[k]))
        if w.pools.kind[k] == LINE_COACH:
            pay(now, OUTFLOW_EMPLOYERS, COACHES, COACHING, cost)
            pay(now, UWV, COACHES, COACHING, without)
        else:
            pay_split(now, GUIDE, 0, COACHES, COACHING, cost, 0, -1, 0, True)
            pay_split(now, GUIDE, 0, COACHES, COACHING, without, 0, -1, 0, False)


@maker
def missed_by_vacancies(w, now):
    """Enter what open positions cost in work not done: an opportunity, kept apart from cash."""
    p = w.p
    missed = np.zeros(w.sectors)
    for u in range(w.units.size):
        start = w.jobs.start[w.units.job_type[u]]
        missed[w.units.sector[u]] += w.units.openings[u] * p.vacancy_cost * start
    for s in range(w.sectors):
        pay(now, INFLOW_EMPLOYERS, INFLOW_EMPLOYERS, OPEN_VACANCY, int(np.rint(missed[s])))


# Payments that a month enters as sums, never more than: each sum of a sector over all payers (the sector's fund is two: what it
# cannot pay, the new employers do), the levy in three parts, what open vacancies cost; each bill of a pool over all payers.
PAYERS = FIRST_SECTOR_FUND + 2
PER_SECTOR, PER_POOL = len(SUMS) * PAYERS + 3 + 1, 2 * PAYERS


def money(w: Any, now: Any, hands: Hands) -> None:
    """Run the phase."""
    asking = int((now.price > 0.0).any(axis=0).sum())
    make_room(now.books, w.sectors * (PER_SECTOR + MOST_PAYMENTS * asking) + w.pools.size * PER_POOL)
    shapes = (w.sectors, len(SUMS)), now.spent.shape
    sheets = hands.gather(w.people.size, decide, lambda: tuple(np.zeros(shape, np.int64) for shape in shapes), w, now)
    for sheet in sheets:
        now.spent[:] += sheet[1]
    settle(np.sum([sheet[0] for sheet in sheets], axis=0), w, now)
    coaching(w, now)
    missed_by_vacancies(w, now)
