"""The gate from selected to contracted: worker, employer and payers must all agree, and the place promised must still be there."""


from sim.agents.codes import (
    EMPLOYED,
    EMPLOYER_DECLINED,
    INCOME_GAP,
    INCOME_GAP_REASON,
    NO_FIRST_MOVER,
    NO_LONGER_WANTED,
    REFUSED_FOR_MONEY,
    REPLACEMENT_RATE,
    SECTOR_POTS,
    STAGE,
    SURPLUS,
    WRONG_POCKETS,
)  # fmt: skip
from sim.agents.crossing import can_bridge_income, income_in_training
from sim.agents.trainer import tuition
from sim.agents.worker import ww_rights, years_worked
from sim.jit import part
from sim.month.bill import barrier_of_missing, pay_bill, split_bill, worth_of_contract
from sim.month.books import note
from sim.month.moves import back_to_orientation
from sim.month.vacancies import places_left


@part
def income_share(w, now, i, months):
    """Share of the old income person i keeps over so many months of training, given how they stand now (B11)."""
    p = w.p
    people = w.people
    if months == 0 or people.status[i] == EMPLOYED:
        return 1.0
    paid = float(people.notice_left[i]) if people.status[i] == SURPLUS else 0.0
    on_benefit = float(people.ww_left[i])
    if people.status[i] == SURPLUS:
        on_benefit = float(ww_rights(years_worked(int(people.age[i]), int(people.tenure[i]), p), p))
    whole = min(paid, float(months))
    benefit = min(on_benefit, months - whole)
    own = (whole + p.ww_level * benefit) / months
    mask = people.scope[i]
    return income_in_training(own, now.setting[mask, REPLACEMENT_RATE], now.strength[mask, INCOME_GAP - 1])


@part
def sign(w, now, i, parts):
    """Whether everyone signs; if not, the refusal and its barrier are kept and person i looks on with the same coach."""
    p = w.p
    bridge, mask = w.bridge, w.people.scope[i]
    unit, months = bridge.partner[i], int(bridge.course_months[i])
    others = int(w.units.reserved[unit]) - 1
    if places_left(w, unit, others) <= 0:
        return refused(w, now, i, NO_LONGER_WANTED, 0, 0)
    if not can_bridge_income(float(w.traits.savings[i]), income_share(w, now, i, months), months):
        return refused(w, now, i, INCOME_GAP_REASON, INCOME_GAP, 0)
    strength, bill = now.strength[mask], tuition(months, p)
    pots, pockets, mover = strength[SECTOR_POTS - 1], strength[WRONG_POCKETS - 1], strength[NO_FIRST_MOVER - 1]
    if worth_of_contract(w, now, i, mover) <= 0.0:
        return refused(w, now, i, EMPLOYER_DECLINED, NO_FIRST_MOVER if worth_of_contract(w, now, i, 0.0) > 0.0 else 0, 0)
    missing = split_bill(w, now, i, bill, pots, pockets, mover, parts)
    if missing > 0:
        return refused(w, now, i, REFUSED_FOR_MONEY, barrier_of_missing(w, now, i, bill, pots, pockets, mover, parts), missing)
    pay_bill(w, now, i, parts)
    return True


@part
def refused(w, now, i, reason, barrier, missing):
    """Keep the refusal in the books; person i goes back to orientation."""
    note(w, now, i, STAGE, w.bridge.target[i], w.bridge.partner[i], 0, reason, barrier, missing)
    w.units.reserved[w.bridge.partner[i]] -= 1
    back_to_orientation(w, i)
    return False
