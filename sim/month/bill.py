"""The bill of a crossing: who pays what of it, in stacking order, and which barrier leaves it unpaid."""


from sim.agents.codes import (
    CROSS_FUND,
    FIRST_SECTOR_FUND,
    GUARANTEE_MONTHS,
    INFLOW_EMPLOYERS,
    MINISTRIES,
    NO_BARRIER,
    NO_FIRST_MOVER,
    OUTFLOW_EMPLOYERS,
    OWN_SHARE,
    PARTIAL_CREDIT,
    POOLED_RISK,
    POOLED_SHARE,
    PORTABLE_USE,
    REDIRECTED_SEVERANCE,
    SECTOR_POTS,
    SENDER_SHARE,
    SEVERANCE_REDIRECTED,
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
)  # fmt: skip
from sim.agents.employer import contract_value, worth_paying
from sim.agents.fund import (
    agreed_part,
    bill_share,
    can_spend,
    fund_pays,
    lets_in,
    own_money_for_training,
    receiver_pays,
    redirected,
)
from sim.agents.state import slim_share, social_plan_extra, social_plan_factor, stap_voucher, subsidy_for_course
from sim.agents.trainer import dropout_within
from sim.agents.worker import savings_left, severance, ww_benefit, ww_rights, years_worked
from sim.jit import part
from sim.month.books import pay_for
from sim.month.moves import income_now, person_of
from sim.rng import SLIM, SOCIAL_PLAN, STAP, luck

(
    ACCOUNT_PART, OWN_DUE, REDIRECTED, ORIGIN_FUND, TARGET_FUND, POOLED_FUND, UWV_PART, WW_PART, SENDER, RECEIVER, SLIM_PART,
    STAP_PART, OWN,
) = range(13)  # fmt: skip
PARTS = 13
MEDIUM_SIZED = 2  # size class of 50 to 249 people: SLIM is not for larger firms


@part
def split_bill(w, now, i, bill, pots, pockets, mover, parts):
    """Fill int64 per payer: who pays what of a bill, in stacking order; returns what nobody pays.

    `pots`, `pockets` and `mover` are the strengths of B10 (sector money stays in its sector), B14 (who saves does not pay) and
    B06 (the new employer bears the risk alone).

    Order: the personal account, the share agreed for the person, severance that is redirected, the fund of the old sector, of
    the new sector, the cross-sector fund, UWV, the benefit and the severance that are saved, the new employer (with SLIM), a
    STAP voucher, own money. What the person cannot pay of their agreed share, nobody else takes on.
    """
    p = w.p
    people, funds, mask = w.people, w.funds, w.people.scope[i]
    parts[:] = 0
    rest = bill
    parts[ACCOUNT_PART] = min(rest, int(w.bridge.account[i]))
    rest -= parts[ACCOUNT_PART]
    own = own_money_for_training(float(w.traits.savings[i]), float(income_now(w, i)), float(w.bridge.severance_cash[i]), p)
    due = min(rest, agreed_part(bill, now.setting[mask, OWN_SHARE]))
    parts[OWN_DUE] = min(due, own)
    rest -= due
    saved = severance_to_come(w, now, i)
    parts[REDIRECTED] = min(rest, redirected(saved, now.setting[mask, SEVERANCE_REDIRECTED]))
    rest -= parts[REDIRECTED]
    origin = int(w.jobs.sector[people.job_type[i]])
    target = int(w.jobs.sector[w.bridge.target[i]])
    pooled = 1.0 if now.setting[mask, POOLED_SHARE] > 0.0 else 0.0  # who does not share in it may not draw on it
    for k in range(3):
        fund = origin if k == 0 else target if k == 1 else w.sectors
        opening = pooled if k == 2 else 0.0 if k == 1 and target == origin else 1.0 - pots
        if lets_in(funds.pays_for[fund], k == 0):
            parts[ORIGIN_FUND + k] = min(rest, part_of_fund(funds, fund, bill, opening))
        rest -= parts[ORIGIN_FUND + k]
    if people.status[i] == UNEMPLOYED_WW:
        uwv = w.sectors + 1
        most = int(funds.cap[uwv])
        parts[UWV_PART] = min(rest, fund_pays(bill, float(funds.share_paid[uwv]), most, most, 1.0))
        rest -= parts[UWV_PART]
    benefit = benefit_to_come(w, i)
    parts[WW_PART] = min(rest, max(redirected(benefit, now.setting[mask, WW_REDIRECTED]), bill_share(bill, benefit, pockets, p)))
    rest -= parts[WW_PART]
    if people.unit[i] >= 0:
        agreed = agreed_part(bill, now.setting[mask, SENDER_SHARE])
        parts[SENDER] = min(rest, max(agreed, bill_share(bill, saved - parts[REDIRECTED], pockets, p)))
        rest -= parts[SENDER]
    by_receiver = min(rest, receiver_pays(bill, worth_of_contract(w, now, i, mover), p))
    parts[SLIM_PART] = slim_for(w, now, int(w.bridge.partner[i]), by_receiver)
    parts[RECEIVER] = by_receiver - parts[SLIM_PART]
    rest -= by_receiver
    if luck(now.forever[STAP], person_of(w, i)) < p.stap_reach:
        parts[STAP_PART] = stap_voucher(rest, p)
        rest -= parts[STAP_PART]
    parts[OWN] = min(rest, own - parts[OWN_DUE])
    return rest - parts[OWN] + due - parts[OWN_DUE]


@part
def slim_for(w, now, unit, euro):
    """Euros of the part of a unit's employer that a SLIM subsidy pays: for a small or medium firm that applied."""
    employer = w.units.employer[unit]
    size = w.employers.size_class[employer]
    if size > MEDIUM_SIZED or luck(now.forever[SLIM], employer) >= w.p.slim_reach:
        return 0
    return slim_share(euro, size < MEDIUM_SIZED, w.units.sector[unit] == w.agriculture, w.p)


@part
def subsidy_of(w, now, i):
    """Euros the state pays the new employer of person i for the course ahead of them (or just done)."""
    job, months = int(w.bridge.target[i]), int(w.bridge.course_months[i])
    full_diploma = now.setting[w.people.scope[i], PARTIAL_CREDIT] == 0.0
    return subsidy_for_course(months, full_diploma, w.jobs.licence[job] >= 0 and w.jobs.sector[job] == w.teaching, w.p)


@part
def worth_of_contract(w, now, i, mover):
    """Euros of training that the new employer of person i can pay and still gain, at so strong a barrier B06 (float64)."""
    p, people, mask = w.p, w.people, w.people.scope[i]
    dropout, pooled = dropout_within(int(w.bridge.course_months[i]), p), now.setting[mask, POOLED_RISK]
    supervision = p.supervised_weeks * now.setting[mask, SUPERVISION_HOURS] * now.costs[SUPERVISION_HOUR]
    value = contract_value(
        float(people.wage[i]), p.expected_stay, 0.0, supervision, dropout, mover, now.setting[mask, GUARANTEE_MONTHS], pooled, p
    )
    return worth_paying(value + (1.0 - dropout) * subsidy_of(w, now, i), dropout, mover, pooled)


@part
def severance_to_come(w, now, i):
    """Euros of severance that the old employer of person i still owes when the dismissal takes effect, its social plan counted
    in; 0 without notice.
    """
    if w.people.status[i] != SURPLUS:
        return 0
    whole = severance(float(income_now(w, i)), int(w.people.tenure[i]), w.p)
    employer = w.units.employer[w.people.unit[i]]
    if now.month <= w.employers.plan_until[employer]:
        whole += social_plan_extra(whole, social_plan_factor(luck(now.forever[SOCIAL_PLAN], employer), w.p))
    return max(0, whole - int(w.bridge.redirected[i]))


@part
def benefit_to_come(w, i):
    """Euros of unemployment benefit that person i may still draw: what is left of it, or what it would be after the notice."""
    people, income = w.people, float(income_now(w, i))
    if people.status[i] == UNEMPLOYED_WW:
        return int(people.ww_left[i]) * ww_benefit(income, int(people.status_months[i]), w.p)
    if people.status[i] != SURPLUS:
        return 0
    months = ww_rights(years_worked(int(people.age[i]), int(people.tenure[i]), w.p), w.p)
    return months * ww_benefit(income, 3, w.p)


@part
def part_of_fund(funds, fund, bill, opening):
    """Euros a fund pays of a bill, given what it has in hand."""
    most = int(funds.cap[fund])
    wanted = fund_pays(bill, float(funds.share_paid[fund]), most, most, opening)
    return can_spend(wanted, int(funds.balance[fund]), funds.when_empty[fund])


@part
def barrier_of_missing(w, now, i, bill, pots, pockets, mover, parts):
    """The barrier without which the bill of person i would have been paid; 0 when no single one would have done."""
    if split_bill(w, now, i, bill, 0.0, pockets, mover, parts) <= 0:
        return SECTOR_POTS
    if split_bill(w, now, i, bill, pots, 0.0, mover, parts) <= 0:
        return WRONG_POCKETS
    return NO_FIRST_MOVER if split_bill(w, now, i, bill, pots, pockets, 0.0, parts) <= 0 else NO_BARRIER


@part
def pay_bill(w, now, i, parts):
    """Pay the parts of a bill to the trainer, person by person."""
    funds = w.funds
    origin = int(w.jobs.sector[w.people.job_type[i]])
    target = int(w.jobs.sector[w.bridge.target[i]])
    funds.balance[origin] -= parts[ORIGIN_FUND]
    funds.balance[target] -= parts[TARGET_FUND]
    funds.balance[w.sectors] -= parts[POOLED_FUND]
    w.bridge.account[i] -= parts[ACCOUNT_PART]
    own = parts[OWN_DUE] + parts[OWN]
    from_severance = min(int(w.bridge.severance_cash[i]), own)
    w.bridge.severance_cash[i] -= from_severance
    saved, income = float(w.traits.savings[i]), float(income_now(w, i))
    w.traits.savings[i] = savings_left(saved, income, float(own - from_severance))
    w.bridge.redirected[i] += parts[REDIRECTED] + parts[SENDER]  # the law lets an employer take this off the severance
    w.bridge.receiver_paid[i] = parts[RECEIVER]
    sender, receiver = w.people.unit[i], w.bridge.partner[i]
    pay_for(w, now, i, -1, WORKERS, TRAINERS, PORTABLE_USE, parts[ACCOUNT_PART])
    pay_for(w, now, i, sender, OUTFLOW_EMPLOYERS, TRAINERS, REDIRECTED_SEVERANCE, parts[REDIRECTED])
    pay_for(w, now, i, -1, FIRST_SECTOR_FUND + origin, TRAINERS, TUITION, parts[ORIGIN_FUND])
    pay_for(w, now, i, -1, FIRST_SECTOR_FUND + target, TRAINERS, TUITION, parts[TARGET_FUND])
    pay_for(w, now, i, -1, CROSS_FUND, TRAINERS, TUITION, parts[POOLED_FUND])
    pay_for(w, now, i, -1, UWV, TRAINERS, TUITION, parts[UWV_PART])
    pay_for(w, now, i, -1, UWV, TRAINERS, TUITION, parts[WW_PART])
    pay_for(w, now, i, sender, OUTFLOW_EMPLOYERS, TRAINERS, TUITION, parts[SENDER])
    pay_for(w, now, i, receiver, INFLOW_EMPLOYERS, TRAINERS, TUITION, parts[RECEIVER])
    pay_for(w, now, i, receiver, MINISTRIES, TRAINERS, TRAINING_SUBSIDY, parts[SLIM_PART] + parts[STAP_PART])
    pay_for(w, now, i, -1, WORKERS, TRAINERS, TUITION, own)
