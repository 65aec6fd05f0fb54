"""What the state and the law add to a move: subsidies, vouchers, trial placements, collective dismissal.

Pure scalar rules. `p` holds the law as on one date (sim/data/nl/institutions.csv, by way of sim/parameters.py), so a scheme
that does not exist then pays 0. Amounts are whole euros; section numbers are those of the project's list of institutions.
"""

from sim.agents.rounding import down, nearest
from sim.jit import rule

# Who pays whom by each rule of money: parties of the ledger; "sector-fund" is the fund of the sector concerned.
WHO_PAYS = {
    "severance": ("outflow-employers", "workers"),
    "social_plan_extra": ("outflow-employers", "workers"),
    "ww_benefit": ("uwv", "workers"),
    "practical_learning_subsidy": ("ministries", "inflow-employers"),
    "teacher_switch_subsidy": ("ministries", "inflow-employers"),
    "subsidy_for_course": ("ministries", "inflow-employers"),
    "older_worker_credit": ("ministries", "inflow-employers"),
    "slim_share": ("ministries", "inflow-employers"),
    "stap_voucher": ("ministries", "trainers"),
    "fund_pays": ("sector-fund", "trainers"),
    "bill_share": ("outflow-employers", "trainers"),
    "receiver_pays": ("inflow-employers", "trainers"),
}


@rule
def practical_learning_subsidy(weeks, full_diploma, p):
    """Euros to the employer for one place in one study year of so many weeks of guidance (int or float, from 0).

    A whole place is 40 weeks, fewer weeks count in proportion; only courses for a whole diploma count, modules do not.
    Source: subsidieregeling praktijkleren, institutions 3.1. That the budget may run dry is not in it.
    """
    if not full_diploma:
        return 0
    whole = p.practical_learning_weeks
    return nearest(p.practical_learning * min(weeks, whole) / whole)


@rule
def teacher_switch_subsidy(job_is_teaching, p):
    """Euros to the school board, once, for someone who changes career into teaching. Source: institutions 3.2."""
    return nearest(p.teacher_switch) if job_is_teaching else 0


@rule
def subsidy_for_course(months, full_diploma, to_teaching, p):
    """Euros the state pays a new employer for a whole course of so many months: practical learning by study year, or the lump sum
    for a teacher. Nothing without a course.
    """
    if months <= 0:
        return 0
    if to_teaching and p.teacher_switch > 0.0:
        return teacher_switch_subsidy(True, p)
    whole_years = (months // 12) * practical_learning_subsidy(52, full_diploma, p)
    return whole_years + practical_learning_subsidy((months % 12) * p.weeks_in_month, full_diploma, p)


@rule
def older_worker_credit(hours, age, from_benefit, months_since_start, p):
    """Euros to the employer for a year of so many paid hours of someone hired from benefit at 56 or older, for three years.

    `age` is in months, at the start; `months_since_start` is 0, 12 or 24: the service when that year began. `p` is the law of
    the year that is paid for; who started before 2024 keeps the rate of then. Source: loonkostenvoordeel, institutions 3.3.
    """
    too_young = age < 12.0 * p.older_credit_age
    if not from_benefit or too_young or months_since_start >= p.older_credit_months:
        return 0
    return nearest(min(p.older_credit_max, p.older_credit_hour * hours))


@rule
def slim_share(bill, small_firm, in_agriculture, p):
    """Euros of a firm's learning bill of a year that the state pays: its share, at most the cap; under the least amount nothing.

    For firms under 250 people; `small_firm` is one under 50. `bill` is that of all its learners together. Source: SLIM,
    institutions 4.2 (who counts as small: recall).
    """
    share = p.slim_share_small if small_firm else p.slim_share
    most = p.slim_max_agriculture if in_agriculture else p.slim_max
    grant = down(min(most, bill * share))
    return grant if grant >= p.slim_min else 0


@rule
def stap_voucher(own_part, p):
    """Euros of the part of the tuition that falls to the worker that a STAP voucher pays, once a year. Source: institutions 4.1.

    Only while the scheme ran. That its budget was gone within hours is not in it.
    """
    return down(min(own_part, p.stap_max))


@rule
def trial_placement_allowed(on_benefit, at_risk_too, p):
    """Whether someone may try a job on benefit: only from a benefit (institutions 2.2).

    `at_risk_too` says that the person is under notice and that a package opens trial placements to them.
    """
    return bool(on_benefit) or bool(at_risk_too) or p.trial_needs_benefit == 0.0


@rule
def trial_placement_months(wanted, by_exception, p):
    """Months (int) that a trial placement of `wanted` months may last: two, by exception six. Source: institutions 2.2."""
    return down(min(wanted, p.trial_months_max if by_exception else p.trial_months))


@rule
def dismissed_at_once(announced, staff, real_staff):
    """Real people (float) that an employer dismisses at once: the share of its simulated staff, of its staff in real people."""
    return announced / max(1.0, float(staff)) * real_staff


@rule
def collective_dismissal(number, p):
    """Whether so many dismissals by one employer within three months are collective, with a social plan (institutions 1.2)."""
    return number >= p.collective_size


@rule
def months_to_procedure(lead, collective, p):
    """Months (int) between an announcement and the procedure that leads to notice: the lead time of the employer.

    A collective dismissal is not dealt with before the waiting time is over, which runs while the employer looks ahead: the longer
    of the two counts, not their sum. Source: institutions 1.2 (the wait: recall).
    """
    return max(lead, int(p.collective_wait)) if collective else lead


@rule
def social_plan_factor(draw, p):
    """Pay on dismissal in a social plan against statutory severance, by the employer's draw (0-1); an assumption with a range."""
    return p.social_plan_low + (p.social_plan_high - p.social_plan_low) * draw


@rule
def social_plan_extra(severance, factor):
    """Euros a social plan adds to statutory severance."""
    return nearest(severance * (factor - 1.0))
