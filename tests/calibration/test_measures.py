"""Patterns counted by hand: six people followed for fifteen months, each with a story told below."""

from types import SimpleNamespace

import numpy as np
import pytest

from calibration import measures
from calibration.record import KEPT, Record, burnt_in, watch
from sim import data
from sim.agents.codes import EMPLOYED, INACTIVE, PERMANENT, SELF_EMPLOYED, UNEMPLOYED, UNEMPLOYED_WW
from sim.month.books import FLOWS, VACANCIES_FILLED, VACANCIES_POSTED
from sim.month.observe import PANEL, STOCKS

MONTHS, PEOPLE = 15, 6
JOBS = data.job_types()
CARE = next(k for k, job in enumerate(JOBS) if job.sector == "zorg-welzijn")
SHOP = next(k for k, job in enumerate(JOBS) if job.sector != "zorg-welzijn")


def story() -> Record:
    """Everyone works in a shop for employer 1, aged 30, five years in the job, and stays so, but for:

    1 goes to employer 2 in month 6, in care.    2 is 50, and becomes self-employed in month 6.
    3 is on benefit until month 4, then works in care for employer 2; he is 60.
    4 is on benefit until month 4 and then without; a new person takes the row in month 9, at work.
    5 is on benefit until month 4, neither in month 5, and at work again with employer 1 from month 6.
    """
    kept = {name: np.zeros((MONTHS + 1, PEOPLE), dtype) for name, dtype in KEPT.items()}
    kept["status"][:], kept["contract"][:], kept["employer"][:], kept["job_type"][:] = EMPLOYED, PERMANENT, 1, SHOP
    kept["age"][:], kept["tenure"][:] = 30 * 12, 60
    kept["employer"][6:, 1], kept["job_type"][6:, 1], kept["tenure"][6:, 1] = 2, CARE, np.arange(MONTHS - 5)
    kept["age"][:, 2], kept["contract"][6:, 2], kept["employer"][6:, 2] = 50 * 12, SELF_EMPLOYED, -1
    kept["age"][:, 3], kept["status"][:4, 3], kept["employer"][:4, 3] = 60 * 12, UNEMPLOYED_WW, -1
    kept["employer"][4:, 3], kept["job_type"][4:, 3], kept["tenure"][4:, 3] = 2, CARE, np.arange(MONTHS - 3)
    kept["status"][:4, 4], kept["status"][4:9, 4], kept["employer"][:9, 4], kept["generation"][9:, 4] = (
        UNEMPLOYED_WW, UNEMPLOYED, -1, 1,
    )  # fmt: skip
    kept["status"][:4, 5], kept["status"][4, 5], kept["employer"][:5, 5] = UNEMPLOYED_WW, INACTIVE, -1
    return Record([SimpleNamespace()] * MONTHS, kept, SimpleNamespace())  # type: ignore[arg-type]


STORY = story()


def test_another_job_than_a_year_before() -> None:
    """All four windows of a year span month 6. At 25-44 persons 0 and 1 worked then and now (4 is someone else, 5 did not work),
    and 1 is elsewhere; at 45 and over person 2 did, and is (3 did not work then).
    """
    assert measures.job_change_by_age(STORY) == (pytest.approx(50.0), pytest.approx(100.0))


def test_another_kind_of_work_than_a_year_before() -> None:
    """Of the two young ones 1 went to care; 2 does the same work for himself."""
    assert measures.occupation_change_by_age(STORY) == (pytest.approx(50.0), pytest.approx(0.0))


def test_another_employer_by_service() -> None:
    """Over three months: of the others 1 leaves in three windows (3-6, 4-7, 5-8). Under two years in the job nobody leaves.

    With five years: 0 in 13 windows, 1 in the six that begin before month 6, 2 in the three that end before month 6,
    4 in the four that begin from month 9, 5 in the eight that begin from month 5.
    """
    new, others = measures.switching_by_tenure(STORY)
    assert new == 0.0
    assert others == pytest.approx(100 * 3 / (13 + 6 + 3 + 4 + 8))


def test_sector_after_benefit() -> None:
    """3 finds work in care; 4 and 5 do not find it straight from benefit."""
    assert measures.sector_change_from_benefit(STORY) == (100.0,)


def test_benefit_left_for_work_by_the_next_month() -> None:
    """3 works at once, 5 a month later, 4 not."""
    assert measures.benefit_left_for_work(STORY) == (pytest.approx(100 * 2 / 3),)


def counted(**panel: int) -> Record:
    """Two months in each of which these people were counted in the panel, all of age band 0 unless given as a list of bands."""
    table = np.zeros((6, len(PANEL)))
    for name, people in panel.items():
        table[:, PANEL.index(name.replace("_", "-"))] = np.resize(np.append(np.atleast_1d(people), np.zeros(6)), 6)
    stocks = np.zeros((1, len(STOCKS)))
    stocks[0, :5] = 80, 10, 4, 5, 1
    flows = np.zeros((2, len(FLOWS)))
    flows[:, VACANCIES_FILLED], flows[:, VACANCIES_POSTED] = 1, 2
    month = SimpleNamespace(panel=table, stocks=stocks, flows=flows, vacancies=np.array([[3, 2]]))
    return Record([month, month], {}, SimpleNamespace())  # type: ignore[arg-type]


def test_flows_of_the_panel() -> None:
    r = counted(employed=200, employed_unemployed=3, employed_inactive=4, unemployed=20, unemployed_employed=8,
                unemployed_inactive=5, inactive=50, inactive_employed=3, employees=160, switched=8)  # fmt: skip
    assert measures.job_loss(r) == (1.5,) and measures.leaving(r) == (2.0,) and measures.job_finding(r) == (40.0,)
    assert measures.giving_up(r) == (25.0,) and measures.entry(r) == (6.0,) and measures.switching(r) == (5.0,)


def test_stocks_and_vacancies() -> None:
    """90 at work, 10 without; 5 vacancies; each month 2 are filled and 4 opened."""
    r = counted(employed=1)
    assert measures.unemployment(r) == (10.0,) and measures.vacancies_per_unemployed(r) == (50.0,)
    assert measures.filled_in_a_quarter(r) == (pytest.approx(6 / 5),)
    assert measures.opened_in_a_year(r) == (pytest.approx(100 * 48 / 90),)


def test_ages_against_the_young() -> None:
    r = counted(unemployed=[10] * 6, unemployed_employed=[5, 5, 4, 2, 1, 0],
                employed=[100] * 6, employed_unemployed=[4, 2, 1, 1, 1, 1])  # fmt: skip
    assert measures.job_finding_by_age(r) == (pytest.approx(6 / 10), pytest.approx(1 / 10))
    assert measures.job_loss_by_age(r) == (pytest.approx((4 / 400) / (6 / 200)),)


def test_nobody_to_count_is_no_number() -> None:
    empty = counted(employed=[0] * 6)
    assert np.isnan(measures.job_finding(empty)[0]) and np.isnan(measures.job_finding_by_age(empty)).all()


def test_a_run_is_recorded_month_by_month() -> None:
    r = watch(burnt_in({}, seed=3, workers=600), months=14)
    assert r.months == 14 and all(len(kept) == 15 for kept in r.kept.values())
    at_work = [month.stocks[:, :2].sum() for month in r.observed]
    assert r.at_work[1:].sum(axis=1).tolist() == at_work
    assert (r.kept["employer"][r.employee] >= 0).all() and (r.kept["employer"][~r.at_work] == -1).all()
    for name, measure in measures.MEASURES.items():
        assert all(np.isnan(part) or part >= 0 for part in measure(r)), name
