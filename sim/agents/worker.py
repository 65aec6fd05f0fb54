"""Workers: who they are, and how they leave, search, choose, accept and earn.

Every rule is a pure function of scalars. `p` is the parameter record (sim/data/parameters.csv gives unit, range and source of
each). Ages are in months, wages in whole euros a month for a full-time week, chances per month unless a name says otherwise.
"""

import numpy as np

from sim.agents.codes import (
    AWARE,
    EMPLOYED,
    FLEXIBLE,
    HIGH,
    INACTIVE,
    LOW,
    MIDDLE,
    SELF_EMPLOYED,
    SURPLUS,
    UNEMPLOYED,
    UNEMPLOYED_WW,
)  # fmt: skip
from sim.agents.columns import NEVER, Column, Table
from sim.agents.rounding import down, nearest
from sim.jit import ln, rule

FULL_WEEK = 38.0  # hours; the week that job types' wages are quoted for (36 to 40 by collective agreement)
FIRST_AGE, LAST_AGE = 15 * 12, 75 * 12  # months
AGE_BANDS = 6  # of ten years, from 15
LONGEST_TENURE = LAST_AGE - FIRST_AGE  # months
SKILL_GROUPS = 10
NEW_IN_JOB = 24  # months for which someone is new in a job, less and less so
SKILL_SCALE = 127  # a skill level from 0 to 1 is kept as a whole number up to this

PEOPLE = Table(
    "People",
    [
        Column("age", "int16", "months", "age, from 15 up to 75 years"),
        Column("education", "int8", "code", "highest level reached: low, middle, high"),
        Column("region", "int8", "code", "where the person lives"),
        Column("job_type", "int8", "code", "the job held now or last"),
        Column("trained", "int8", "code", "the job the person's schooling was for"),
        Column("unit", "int32", "row", "the employer's unit the person works in, -1 for none", -1),
        Column("contract", "int8", "code", "permanent, flexible, self-employed, none"),
        Column("status", "int8", "code", "labour status"),
        Column("status_months", "int16", "months", "since the status began"),
        Column("tenure", "int16", "months", "with the present employer"),
        Column("sector_months", "int16", "months", "experience in the sector of the job held now or last"),
        Column("wage", "int32", "euro/month", "full-time wage, now or last"),
        Column("hours", "int8", "hours/week", "hours worked, or wanted"),
        Column("ww_left", "int8", "months", "unemployment benefit still due"),
        Column("notice_left", "int8", "months", "until an announced dismissal takes effect"),
        Column("stage", "int8", "code", "stage on the bridge: none, aware, oriented, matched, selected, contracted ..."),
        Column("crossed", "int8", "code", "0 no crossing, 1 in the job crossed to, 2 out of it within a year of the start"),
        Column("licences", "int32", "bits", "regulated jobs the person is licensed for"),
        Column("scope", "int16", "bits", "scopes of the package the person is in"),
        Column("generation", "int8", "count", "people who held this row before"),
        Column("history", "int16", "bits", "labour status of the last three months, three bits each"),
        Column("since_notice", "int8", "months", "since an announced dismissal, its month counted, while followed; 0 for none"),
        Column("from_benefit", "int8", "0/1", "was hired from unemployment benefit"),
    ],
    apart=True,
)

TRAITS = Table(
    "Traits",
    [
        Column("self_efficacy", "float32", "0-1", "how well the person steers by themselves"),
        Column("risk_aversion", "float32", "0-1", "weight of uncertainty in a choice"),
        Column("savings", "float32", "months", "months of income the person can bridge"),
        Column("visible", "float32", "0-1", "share of own skills the person can show"),
        Column("care_hours", "int8", "hours/week", "care for others outside work"),
        Column("skills", "int8", "1/127", "level in each of ten skill groups", 0, SKILL_GROUPS),
    ],
)

# What became of someone: kept in the person's row so that headline measures need no event log.
PATH = Table(
    "Path",
    [
        Column("origin_job", "int8", "code", "job type before the present crossing, -1 for none", -1),
        Column("cross_month", "int16", "month", "start of the present crossing", NEVER),
        Column("cross_wage", "int32", "euro/month", "full-time wage before the present crossing"),
        Column("cross_safe", "int8", "0/1", "no unemployed month and never under 90% of the old income, so far"),
        Column("lasting", "int8", "count", "lasting crossings since month 0"),
        Column("safe", "int8", "count", "safe and lasting crossings since month 0"),
        Column("crossings", "int8", "count", "moves to another sector since month 0"),
        Column("notice_month", "int16", "month", "last announced dismissal", NEVER),
        Column("extra_notice", "int8", "months", "of that notice that a package added, the last ones of it"),
        Column("back_to_work", "int8", "code", "within 6 months of notice: 0 not due, 1 yes, 2 no"),
        Column("months_out", "int16", "months", "unemployed since month 0"),
        Column("income_lost", "int32", "euro", "wage missed while unemployed since month 0, less benefit"),
        Column("in_scope", "int8", "0/1", "was ever in a scope of the package"),
    ],
)


@rule
def by_age(age, young, early, middle, senior, late, last):
    """The value that belongs to a ten-year age band: 15, 25, 35, 45, 55 or 65 and older."""
    years = age // 12
    if years < 25:
        return young
    if years < 35:
        return early
    if years < 45:
        return middle
    if years < 55:
        return senior
    return late if years < 65 else last


@rule
def age_band(age):
    """0 to 5 for the bands 15-24, 25-34, 35-44, 45-54, 55-64, 65-74."""
    return min(AGE_BANDS - 1, (age // 12 - 15) // 10)


@rule
def first_age(band):
    """Age in months at which a band begins."""
    return FIRST_AGE + 120 * band


@rule
def leave_work_chance(age, p):
    """Chance to leave work and the labour force: study and care when young, health and early retirement when older."""
    return by_age(
        age, p.leave_work_15, p.leave_work_25, p.leave_work_35, p.leave_work_45, p.leave_work_55, p.leave_work_65
    )


@rule
def give_up_chance(age, on_ww, p):
    """Chance that someone unemployed stops looking; benefit rights keep people looking."""
    chance = by_age(age, p.give_up_15, p.give_up_25, p.give_up_35, p.give_up_45, p.give_up_55, p.give_up_65)
    return chance * p.give_up_on_ww if on_ww else chance


@rule
def begin_search_chance(age, p):
    """Chance that someone outside the labour force starts looking for work."""
    return by_age(
        age, p.begin_search_15, p.begin_search_25, p.begin_search_35, p.begin_search_45, p.begin_search_55,
        p.begin_search_65,
    )  # fmt: skip


@rule
def contract_end_chance(contract, tenure, p):
    """Chance that a contract ends by itself, outside any redundancy; falls with tenure, is small for permanent ones."""
    base = p.contract_end_flexible if contract == FLEXIBLE else p.contract_end_permanent
    return base * (p.contract_end_floor + (1.0 - p.contract_end_floor) * np.exp(-tenure / p.contract_end_months))


@rule
def made_permanent_chance(tenure, p):
    """Chance that a flexible contract is made permanent; none in the first year."""
    return 0.0 if tenure < 12 else p.made_permanent


@rule
def new_search_chance(age, p):
    """Chance that an employee who is new in the job looks for another one this month: falls with age."""
    return by_age(
        age, p.search_working_15, p.search_working_25, p.search_working_35, p.search_working_45, p.search_working_55,
        p.search_working_65,
    )  # fmt: skip


@rule
def look_inside_chance(status, contract, stage, age, p):
    """Chance that an employee looks for other work at their own employer this month: falls with age, less than search elsewhere.

    `look_inside` is the chance of the youngest; at other ages it goes by the root of the search for another job: as measured,
    change of occupation falls less with age than change of employer (patterns I09 and I05). Nobody under notice, self-employed or
    further on the bridge than aware looks inside.
    """
    if status != EMPLOYED or contract == SELF_EMPLOYED or stage > AWARE or p.look_inside == 0.0:
        return 0.0
    return p.look_inside * np.sqrt(new_search_chance(age, p) / p.search_working_15)


@rule
def search_chance(status, contract, tenure, age, p):
    """Chance to look for another job this month: near one without work or under notice, small and falling otherwise."""
    if status == INACTIVE:
        return by_age(
            age, p.search_inactive_15, p.search_inactive_25, p.search_inactive_35, p.search_inactive_45,
            p.search_inactive_55, p.search_inactive_65,
        )  # fmt: skip
    if status == UNEMPLOYED or status == UNEMPLOYED_WW or status == SURPLUS:
        chance = by_age(
            age, p.search_without_15, p.search_without_25, p.search_without_35, p.search_without_45,
            p.search_without_55, p.search_without_65,
        )  # fmt: skip
        return chance * p.search_surplus if status == SURPLUS else chance
    if contract == SELF_EMPLOYED:
        return p.search_self_employed
    chance = new_search_chance(age, p)
    settled = 1.0 - np.exp(-tenure / p.settle_months)
    return chance * (1.0 - (1.0 - p.search_settled) * settled)


@rule
def search_radius(visible, cv_self_image, p):
    """How far in skill space someone looks: the full radius, narrowed by the share of own skills that stays unseen (B02)."""
    return p.radius * (1.0 - cv_self_image * (1.0 - visible))


@rule
def skill_distance(gap, cosine, p):
    """Distance from a person's skills to a job: missing skill weighs more than other dissimilarity (fitted on moves)."""
    return p.distance_gap * gap + p.distance_cosine * cosine


@rule
def perceived_distance(gap, cosine, visible, cv_self_image, p):
    """Distance as the person sees it: the share of own skills that stays unseen makes the gap look wider (B02)."""
    return skill_distance(gap * (1.0 + cv_self_image * (1.0 - visible)), cosine, p)


@rule
def pull(distance, radius):
    """How much a job at a distance draws the looks of someone who looks within a radius; 1 for no distance."""
    return np.exp(-distance / radius)


@rule
def takes_look(turn, u, status, p):
    """Whether someone who searches takes look `turn` (0, 1, 2 …): the whole ones, and one more if luck `u` in (0, 1) lets them.

    Who has no work has the time to look at more openings.
    """
    without = status == UNEMPLOYED or status == UNEMPLOYED_WW
    return u < p.looks * (p.looks_without if without else 1.0) - turn


@rule
def job_utility(wage, reference_wage, distance, risk, belief, taste, p):
    """What a job is worth to someone, against 0 for their reference: pay, distance, risk, belief about the work, taste."""
    pay = ln(wage / reference_wage)
    return p.utility_pay * pay - p.utility_distance * distance - p.utility_risk * risk + belief + p.utility_taste * taste


@rule
def reservation_wage(last_wage, status, months_without, ww_left, p):
    """Lowest wage someone accepts: near the last wage, lower as unemployment lasts and once benefit has run out."""
    if status == INACTIVE:
        return last_wage * p.reservation_inactive
    if status != UNEMPLOYED and status != UNEMPLOYED_WW:
        return last_wage * p.reservation_working
    patience = p.reservation_floor + (p.reservation_start - p.reservation_floor) * np.exp(
        -months_without / p.reservation_months
    )
    return last_wage * (patience if ww_left > 0 else patience * p.reservation_without_ww)


@rule
def accept_chance(status, p):
    """Chance that an applicant takes the job when it is offered: who has no work turns it down less often."""
    without = status == UNEMPLOYED or status == UNEMPLOYED_WW
    return 1.0 - (1.0 - p.accept) * (p.refuse_without if without else 1.0)


@rule
def entry_wage(start, top, sector_months, other_months, bottom_rung, pay, p):
    """Full-time wage offered: start of the scale plus steps for years in the sector; other experience counts less (B12).

    `other_months` is work experience outside the sector; at barrier strength 1 none of it counts, at 0 a set share does.
    """
    counted = sector_months + (1.0 - bottom_rung) * p.other_experience * other_months
    steps = min(1.0, counted / p.months_to_top)
    return np.rint((start + (top - start) * steps) * pay)


@rule
def next_wage(wage, start, top, pay, p):
    """Wage after a year in the same job: one step up the scale, never above its top and never down."""
    step = (top - start) * 12.0 / p.months_to_top
    return max(wage, np.rint(min(wage + step * pay, top * pay)))


# Years: the ages between which what people still study after their first job comes to an end. Learning fades from the first on.
STILL_STUDYING, STUDIED = 25, 35


@rule
def course_chance(age, pension_age, tenure_months, at_work, p):
    """Chance to follow a course this month, outside the bridge: fades as the pension nears, higher under 35 and when new in a job.

    It falls evenly from 25 to the pension, where the share `course_fade` is gone: learning pays off less the fewer years are left
    (human capital, Ben-Porath 1967). Whole years count. Under 35 many still study, the more the younger, down to 25. Being new
    wears off over two years. `pension_age` is in months.
    """
    years, pension = age // 12, pension_age // 12
    of_career = min(1.0, max(0.0, (years - STILL_STUDYING) / (pension - STILL_STUDYING)))
    still_young = min(1.0, max(0.0, (STUDIED - years) / (STUDIED - STILL_STUDYING)))
    chance = p.course_base * (1.0 - p.course_fade * of_career) * (1.0 + p.course_study * still_young)
    if not at_work:
        return min(1.0, chance * p.course_out)
    return min(1.0, chance * (1.0 + p.course_new * max(0.0, 1.0 - tenure_months / NEW_IN_JOB)))


@rule
def learning_pace(follows_course, p):
    """How many times as fast as usual someone at work learns what their job asks: faster with a course."""
    return p.course_learning if follows_course else 1.0


@rule
def next_skill(skill, required, pace, p):
    """Skill level (0-127) after a year in a job that asks `required`: part of the gap, if any, is learnt; a pace of 1 is usual."""
    return skill + np.rint(min(1.0, p.skill_learning * pace) * max(0, required - skill))


@rule
def faded_skill(skill, p):
    """Skill level (0-127) after a year without work."""
    return np.rint(skill * (1.0 - p.skill_fading))


@rule
def schooling(age, education, draw, p):
    """Education level at this age: at 19 most reach the middle level, at 23 many of those the high level."""
    if age == 19 * 12 and education == LOW:
        return MIDDLE if draw < p.reach_middle else LOW
    if age == 23 * 12 and education == MIDDLE:
        return HIGH if draw < p.reach_high else MIDDLE
    return education


@rule
def years_worked(age, tenure, p):
    """Years of work that count for benefit: the present tenure, or a usual share of the years since 18 if that is more."""
    return max(tenure / 12.0, p.worked_share * max(0.0, age / 12.0 - 18.0))


@rule
def ww_rights(years_worked, p):
    """Months of unemployment benefit earned: a month a year for ten years, then half a month, between 3 and the maximum.

    Source: institutions data (WW duration rules).
    """
    earned = min(years_worked, p.ww_full_years) + max(years_worked - p.ww_full_years, 0.0) * p.ww_later_build_up
    return int(min(p.ww_max_months, max(p.ww_min_months, down(earned))))


@rule
def ww_benefit(monthly_wage, months_on_ww, p):
    """Benefit in euros a month: 75% of the (capped) wage for two months, then 70%."""
    share = p.ww_first_level if months_on_ww < p.ww_first_months else p.ww_level
    return nearest(share * min(monthly_wage, p.ww_max_wage))


@rule
def severance(monthly_wage, months_of_service, p):
    """Statutory severance in euros: a third of a month's wage a year, at most the cap or a year's wage if that is more.

    Until 2020 only after two years of service, by whole half years, and more after ten years. Source: art. 7:673 BW,
    institutions 1.3; until 2020 from memory (without the higher pay for those over 50, which ended then as well).
    """
    if months_of_service < p.severance_min_months:
        return 0
    counted = months_of_service - months_of_service % p.severance_step
    first = min(counted, 12.0 * p.severance_first_years)
    months_of_pay = (first * p.severance_per_year + (counted - first) * p.severance_later) / 12.0
    return nearest(min(max(p.severance_cap, 12.0 * monthly_wage), monthly_wage * months_of_pay))


@rule
def earned(full_time_wage, hours):
    """Whole euros a month actually earned for a week of so many hours."""
    return int(np.rint(full_time_wage * hours / FULL_WEEK))


@rule
def hours_wanted(usual, draw):
    """Hours a week someone works or wants: the usual number at their age in the sector, four hours either way by their own draw."""
    return np.minimum(np.maximum(np.rint(usual + 8.0 * (draw - 0.5)), 4.0), FULL_WEEK + 2.0)


@rule
def savings_drawn(draw):
    """Months of income someone has saved: most people little, a few people much; two years at most."""
    return np.minimum(24.0, -2.5 * np.log(draw))


@rule
def care_drawn(draw, much):
    """Hours a week of care for others outside work: three in ten adults give any."""
    return (draw < 0.3) * np.floor(much * 25.0)


@rule
def savings_left(savings, income, spent):
    """Months of income still saved after so many euros were spent; never below nothing."""
    return max(0.0, savings - spent / max(1.0, income))
