"""Crossing to another sector: how people step onto the bridge, choose, train, land and stay.

Every rule is a pure function of scalars, as in sim/agents/worker.py.
"""

import numpy as np

from sim.agents.codes import HYBRID_JOB, ORIENTATION_JOB, TRIAL_PLACEMENT, TRY_OUT
from sim.agents.rounding import down
from sim.agents.state import trial_placement_allowed
from sim.agents.worker import job_utility
from sim.jit import rule

NO_TRYOUT = -1
WORKING_DAYS = 5  # in a week


@rule
def unknown_left(days, p):
    """Part (0-1] of what someone and an employer do not know of each other that is left after so many days of trying out.

    Each day adds as much as the one before, as with a mean of more and more observations; three days leave `belief_after_tryout`.
    """
    return 1.0 / np.sqrt(1.0 + days / 3.0 * (1.0 / p.belief_after_tryout**2 - 1.0))


@rule
def belief_error(draw, blind_choice, days, p):
    """Error in what someone believes a job in another sector is like (B03), in units of utility; trying it out shrinks it."""
    return p.belief_sd * blind_choice * draw * unknown_left(days, p)


@rule
def trial_share(on_benefit, under_notice, opened, p):
    """Share (0-1) of matches that begins with a trial placement: the usual one for whom the law allows it, who has a benefit; a
    share of `opened` for who is under notice, where a package opens it to them.
    """
    if trial_placement_allowed(on_benefit, False, p):
        return p.trial_placement_share
    return opened if trial_placement_allowed(False, under_notice, p) else 0.0


@rule
def way_to_try_out(u, trial, orientation_job, tryout, hybrid, at_work):
    """The way (code of its occasion) in which someone tries a job out before choosing it, NO_TRYOUT for none.

    One draw `u` picks a trial placement, an orientation job, some days along or a hybrid job. Each has a share of the matches that
    those before it leave. A hybrid job (one or two days a week elsewhere) is for who is at work.
    """
    past, left = trial, 1.0 - trial
    if u < past:
        return TRIAL_PLACEMENT
    past, left = past + left * orientation_job, left * (1.0 - orientation_job)
    if u < past:
        return ORIENTATION_JOB
    past, left = past + left * tryout, left * (1.0 - tryout)
    if u < past:
        return TRY_OUT
    return HYBRID_JOB if at_work and u < past + left * hybrid else NO_TRYOUT


@rule
def days_of_tryout(way, days, trial_months, p):
    """Days (int) that someone tries a job out: the working days of a trial placement of so many months, those of an orientation or
    a hybrid job, or the `days` of a short try-out.
    """
    if way == TRIAL_PLACEMENT:
        return down(trial_months * WORKING_DAYS * p.weeks_in_month)
    if way == ORIENTATION_JOB:
        return int(p.orientation_job_days)
    if way == HYBRID_JOB:
        return int(p.hybrid_days)
    return int(days) if way == TRY_OUT else 0


@rule
def months_of_tryout(days, p):
    """Months (int) on the bridge that trying out for so many working days takes."""
    return -down(-days / (WORKING_DAYS * p.weeks_in_month))  # rounded up: a month that is begun counts


@rule
def keeps_terms(on_bridge, entered, followed, cross_month, month):
    """Whether someone keeps the terms they set out under: on the bridge, or in the first year after a crossing.

    Only for what began in the situation itself (month 0 or later): what was under way before it began under no package.
    """
    return (on_bridge and entered >= 0) or (followed and cross_month >= 0 and month - cross_month < 12)


@rule
def enrol_chance(unsafe_step, coached, self_efficacy, free_hours, colleagues, word, p):
    """Chance (0-1) that someone who knows of the bridge takes part (aware to oriented; B01): of the offer, not of each month.

    How willing someone is stays theirs as long as they consider it (`takes_part`); what changes by month are coach, time,
    colleagues and word. Distrust scales the chance down; without a coach only those who steer by themselves start; care leaves
    less free time; colleagues who take part make it ordinary, and the word that goes round about those who crossed (-1 to 1)
    helps or hurts. `free_hours` a week includes hours given to orient oneself.
    """
    trust = 1.0 - unsafe_step
    steer = 1.0 if coached else self_efficacy * p.self_directed
    time = min(1.0, max(0.0, free_hours / p.free_hours_wanted))
    return min(1.0, p.enrol * trust * steer * time * (1.0 + p.norm_weight * colleagues) * (1.0 + p.word_weight * word))


@rule
def takes_part(willingness, chance):
    """Whether someone with this willingness (0-1, drawn once for the offer; 0 is keenest) takes part at this chance.

    Nobody is worn down by waiting: who was not willing at some chance is not willing at it a month later.
    """
    return willingness < chance


@rule
def word_spread(word, heard, p):
    """What goes round among colleagues (-1 to 1) after one more success (`heard` 1) or failure (-1) on the bridge."""
    return max(-1.0, min(1.0, word + p.word_step * heard))


@rule
def word_faded(word, p):
    """What still goes round a month later."""
    return word * p.word_memory


@rule
def bridge_utility(wage_then, reference_wage, distance, belief, months, age, income_share, risk_aversion, guarded, p):
    """What a job across the bridge is worth to someone, against staying or searching on at 0.

    Adds to `job_utility` the burden of training (longer weighs more with fewer years left to earn it back; B08), the income
    missed in that time (B11) and the risk that nothing follows (B06).
    """
    years_left = max(1.0, (p.retirement_age - age) / 12.0)
    burden = p.utility_training * months / 12.0 * (1.0 + p.horizon_years / years_left)
    gap = p.utility_income_gap * (1.0 - income_share) * months / 12.0
    risk = risk_aversion * (1.0 - guarded)
    return job_utility(wage_then, reference_wage, distance, risk, belief, 0.0, p) - burden - gap


@rule
def income_in_training(own_share, replacement_rate, income_gap):
    """Share of the old income someone keeps while training off the payroll (B11): what they have or a transition income that is
    more, and of the rest what a household fills by itself.
    """
    share = max(own_share, replacement_rate)
    return share + (1.0 - share) * (1.0 - income_gap)


@rule
def transition_income(monthly_wage, benefit, replacement_rate):
    """Euros a month that a transition income adds to a benefit, up to a share (0-1) of the old wage."""
    return max(0, int(np.rint(monthly_wage * replacement_rate)) - benefit)


@rule
def can_bridge_income(savings, income_share, months):
    """Whether savings (months of income) cover the income missed in so many months of training."""
    return savings >= (1.0 - income_share) * months


@rule
def dropout_chance(committed, coached, load, care_hours, gap, own_share, p):
    """Chance to drop out of training: higher with a heavy week, care at home and much still to learn, lower with a contract,
    a coach and money of one's own in it.
    """
    chance = p.dropout * (1.0 + p.dropout_load * load) * (1.0 + p.dropout_care * care_hours / 20.0)
    chance *= (1.0 + p.dropout_gap * gap) * np.exp(-p.own_share_commits * own_share)
    if committed:
        chance *= p.dropout_committed
    return min(1.0, chance * p.dropout_coached if coached else chance)


@rule
def credited_skill(skill, required, done, credit):
    """Skill level (0-127) of someone who drops out after a share `done` of a course: as far as parts of it count (`credit`)."""
    return skill + np.rint(done * credit * max(0, required - skill))


@rule
def offer_worth(bonus, own_bill, income, bottom_rung, transparent, image, p):
    """What comes with a job across the bridge, in units of utility: a bonus for who moves early and the image of the sector,
    less one's own part of the tuition (euros, against the monthly income) and what transparent terms tell of pay and pension.
    """
    extra = p.utility_pay * np.log(1.0 + bonus / (12.0 * max(1.0, income))) + p.image_gain * image
    return extra - p.utility_own_bill * own_bill / max(1.0, income) - p.utility_terms * transparent * bottom_rung


@rule
def rung_felt(bottom_rung, pension_repair, transparent, p):
    """How much of a start on the bottom rung (B12) someone is disappointed by later: less with a pension repaired, or when told."""
    return bottom_rung * (1.0 - p.pension_part * pension_repair) * (1.0 - p.terms_told * transparent)


@rule
def landing_hazard(tenure, hard_landing, culture, lack, belief, aftercare, bottom_rung, p):
    """Extra chance that someone who came from another sector quits (B07), with B03 and B12 felt later.

    High in the first hundred days, decaying over the first year. `culture` is the distance between the old and new work,
    `lack` the share of supervision wanted that is not there, `belief` the error revealed on the job; a bottom-rung start
    is felt after the first year.
    """
    early = p.landing_first * np.exp(-tenure / p.landing_first_months) + p.landing_year * np.exp(
        -tenure / p.landing_year_months
    )
    hard = hard_landing * (1.0 + p.landing_culture * culture + p.landing_lack * lack) * (1.0 - p.aftercare_effect * aftercare)
    late = p.landing_bottom_rung * bottom_rung if 12 <= tenure < 36 else 0.0
    disappointed = np.exp(p.landing_belief * max(0.0, belief))
    return min(1.0, early * hard * disappointed + late)
