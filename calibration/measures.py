"""The patterns as the model shows them: one function each, on a record of the calibration world, by the survey's own definition.

Each returns the parts of its pattern in the order of the file of patterns, in the pattern's own unit; nan where nobody could be
counted. People are compared with themselves three or twelve months earlier, and never with who took their row when they retired.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from calibration.record import Record
from sim.agents.codes import SELF_EMPLOYED, STATUSES, UNEMPLOYED_WW
from sim.month.books import VACANCIES_FILLED, VACANCIES_POSTED

AT_WORK, WITHOUT_WORK = slice(0, 2), slice(2, 5)  # of STATUSES
YOUNG, MIDDLE, OLD = slice(0, 2), slice(2, 4), slice(4, 6)  # age bands: 15-34, 35-54, 55-74
QUARTER, YEAR = 3, 12
Parts = tuple[float, ...]


def share(part: float, whole: float) -> float:
    """Part of a whole; nan when there is no whole."""
    return float(part) / float(whole) if whole else float("nan")


def percent(part: float, whole: float) -> float:
    """The same in percent."""
    return 100.0 * share(part, whole)


# --- the labour market as a whole ---------------------------------------------------------------------------------------


def job_loss(r: Record) -> Parts:
    """% of people at work who are unemployed three months later."""
    return (percent(r.panel("employed-unemployed"), r.panel("employed")),)


def job_finding(r: Record) -> Parts:
    """% of the unemployed who work three months later."""
    return (percent(r.panel("unemployed-employed"), r.panel("unemployed")),)


def entry(r: Record) -> Parts:
    """% of people outside the labour force who work three months later."""
    return (percent(r.panel("inactive-employed"), r.panel("inactive")),)


def leaving(r: Record) -> Parts:
    """% of people at work who are outside the labour force three months later."""
    return (percent(r.panel("employed-inactive"), r.panel("employed")),)


def giving_up(r: Record) -> Parts:
    """% of the unemployed who are outside the labour force three months later."""
    return (percent(r.panel("unemployed-inactive"), r.panel("unemployed")),)


def unemployment(r: Record) -> Parts:
    """% of the labour force without work, mean over the months."""
    without = r.mean_people(WITHOUT_WORK)
    return (percent(without, without + r.mean_people(AT_WORK)),)


def vacancies_per_unemployed(r: Record) -> Parts:
    """Open vacancies per 100 unemployed, at the end of a month."""
    return (percent(r.vacancies, r.mean_people(WITHOUT_WORK)),)


def filled_in_a_quarter(r: Record) -> Parts:
    """Vacancies filled in three months, per vacancy open."""
    return (share(QUARTER * r.flow(VACANCIES_FILLED) / r.months, r.vacancies),)


def opened_in_a_year(r: Record) -> Parts:
    """Vacancies opened in a year, % of people at work."""
    return (percent(YEAR * r.flow(VACANCIES_POSTED) / r.months, r.mean_people(AT_WORK)),)


def switching(r: Record) -> Parts:
    """% of employees who are with another employer than three months before."""
    return (percent(r.panel("switched"), r.panel("employees")),)


# --- people by age, service and benefit -----------------------------------------------------------------------------------


def job_finding_by_age(r: Record) -> Parts:
    """Job finding in three months at 35-54 and at 55 and over, against 15-34."""
    young, middle, old = (
        share(r.panel("unemployed-employed", band), r.panel("unemployed", band)) for band in (YOUNG, MIDDLE, OLD)
    )
    return share(middle, young), share(old, young)


def job_loss_by_age(r: Record) -> Parts:
    """Job loss in three months at 35 and over, against 15-34."""
    older = slice(MIDDLE.start, OLD.stop)
    return (
        share(
            share(r.panel("employed-unemployed", older), r.panel("employed", older)),
            share(r.panel("employed-unemployed", YOUNG), r.panel("employed", YOUNG)),
        ),
    )


def _working_both(r: Record, gap: int) -> np.ndarray:
    return np.asarray(r.at_work[gap:] & r.at_work[:-gap] & r.same(gap))


def _by_age(r: Record, changed: np.ndarray, of: np.ndarray, gap: int) -> Parts:
    """% changed at 25-44 and at 45 and over, by age at the end."""
    age = r.kept["age"][gap:] // 12
    bands = (age >= 25) & (age < 45), age >= 45
    return tuple(percent((changed & of & band).sum(), (of & band).sum()) for band in bands)


def job_change_by_age(r: Record) -> Parts:
    """% at another employer, or between employee and self-employed, than a year before; of people at work then and now."""
    own = r.kept["contract"] == SELF_EMPLOYED
    other = np.where(own[YEAR:] | own[:-YEAR], own[YEAR:] != own[:-YEAR], r.kept["employer"][YEAR:] != r.kept["employer"][:-YEAR])
    return _by_age(r, other, _working_both(r, YEAR), YEAR)


def occupation_change_by_age(r: Record) -> Parts:
    """% in another kind of work than a year before; of people at work then and now."""
    return _by_age(r, r.kept["job_type"][YEAR:] != r.kept["job_type"][:-YEAR], _working_both(r, YEAR), YEAR)


def switching_by_tenure(r: Record) -> Parts:
    """% with another employer three months later: of employees under two years in the job, and of the others."""
    of = r.employee[QUARTER:] & r.employee[:-QUARTER] & r.same(QUARTER)
    other = r.kept["employer"][QUARTER:] != r.kept["employer"][:-QUARTER]
    new = r.kept["tenure"][:-QUARTER] < 2 * YEAR
    return percent((of & new & other).sum(), (of & new).sum()), percent((of & ~new & other).sum(), (of & ~new).sum())


def sector_change_from_benefit(r: Record) -> Parts:
    """% of people who find work from benefit who find it in another sector."""
    found = (r.kept["status"][:-1] == UNEMPLOYED_WW) & r.at_work[1:] & r.same(1)
    return (percent((found & (r.sector[1:] != r.sector[:-1])).sum(), found.sum()),)


def benefit_left_for_work(r: Record) -> Parts:
    """% of people whose benefit ends who work at the end of that month or of the next."""
    on = r.kept["status"] == UNEMPLOYED_WW
    left = on[:-2] & ~on[1:-1] & r.same(2)
    return (percent((left & (r.at_work[1:-1] | r.at_work[2:])).sum(), left.sum()),)


ADULT = slice(1, 5)  # age bands: 25-64


def course_in_four_weeks(r: Record) -> Parts:
    """% of people of 25-64 who followed a course in the past month; the survey asks about four weeks. Training across the bridge
    does not count."""
    return (percent(r.learners[ADULT].sum(), r.people_by_age[ADULT].sum()),)


def course_by_age(r: Record) -> Parts:
    """The same at 25-34, 35-44, 45-54 and 55-64, against all of 25-64."""
    everyone = share(r.learners[ADULT].sum(), r.people_by_age[ADULT].sum())
    return tuple(share(share(r.learners[band], r.people_by_age[band]), everyone) for band in range(ADULT.start, ADULT.stop))


MEASURES: dict[str, Callable[[Record], Parts]] = {
    measure.__name__.replace("_", "-"): measure
    for measure in (
        job_loss, job_finding, entry, leaving, giving_up, unemployment, vacancies_per_unemployed, filled_in_a_quarter,
        opened_in_a_year, switching, job_finding_by_age, job_loss_by_age, job_change_by_age, occupation_change_by_age,
        switching_by_tenure, sector_change_from_benefit, benefit_left_for_work, course_in_four_weeks, course_by_age,
    )
}  # fmt: skip
assert len(STATUSES) == WITHOUT_WORK.stop + 1
