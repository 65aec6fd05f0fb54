"""The synthetic labour market meets its margins, at any number of people, and holds together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import data
from sim.agents.coach import BRIDGE
from sim.agents.codes import EMPLOYED, INACTIVE, NO_CONTRACT, SELF_EMPLOYED, UNEMPLOYED, UNEMPLOYED_WW
from sim.agents.employer import UNITS
from sim.agents.worker import FIRST_AGE, LAST_AGE, PATH, PEOPLE, TRAITS, age_band
from sim.market import jobs, national_jobs
from sim.population import fit, job_cells, make_tables, outside_cells, shares
from sim.scenario import read_situation

SIZES = (5_000, 20_000)


@pytest.fixture(scope="module")
def tables():
    """The tables of the Netherlands of 2024 at two sizes."""
    situation = read_situation("nederland-2024")
    return {n: make_tables(situation, n, 3, 12) for n in SIZES}


# ---- fitting ----


@pytest.mark.small
def test_fitting_by_hand() -> None:
    rows, columns = np.array([0.6, 0.4]), np.array([0.3, 0.7])
    fitted = fit(np.ones((2, 2)), [((0,), rows), ((1,), columns)])
    assert fitted == pytest.approx(np.outer(rows, columns))
    kept = fit(np.array([[2.0, 1.0], [1.0, 1.0]]), [((0,), rows), ((1,), columns)])
    assert kept[0, 0] * kept[1, 1] / (kept[0, 1] * kept[1, 0]) == pytest.approx(2)  # the odds ratio of the seed stays


@pytest.mark.small
@settings(max_examples=30, deadline=None)
@given(
    cells=st.lists(st.floats(0.1, 10), min_size=24, max_size=24),
    a=st.lists(st.floats(0.1, 1), min_size=3, max_size=3),
    b=st.lists(st.floats(0.1, 1), min_size=8, max_size=8),
)
def test_fitted_tables_meet_every_margin(cells: list[float], a: list[float], b: list[float]) -> None:
    first, rest = shares(np.array(a)), shares(np.array(b)).reshape(4, 2)
    fitted = fit(np.array(cells).reshape(3, 4, 2), [((0,), first), ((1, 2), rest)])
    assert fitted.sum(axis=(1, 2)) == pytest.approx(first)
    assert fitted.sum(axis=0) == pytest.approx(rest)
    assert (fitted >= 0).all()


@pytest.mark.small
@pytest.mark.parametrize(
    ("seed", "rows", "columns"),
    [
        ([[1, 0], [0, 1]], [0.9, 0.1], [0.1, 0.9]),  # nobody may stand where the margins want them
        ([[1, 1], [1, 1]], [0.6, 0.4], [0.6, 0.8]),  # the totals differ
        ([[1, 1], [0, 0]], [0.5, 0.5], [0.5, 0.5]),  # an empty row
    ],
)
def test_contradictory_margins_are_refused(seed, rows, columns) -> None:
    with pytest.raises(ValueError, match="contradict"):
        fit(np.array(seed, float), [((0,), np.array(rows)), ((1,), np.array(columns))])


@pytest.mark.small
def test_cells_of_the_employed_meet_their_margins() -> None:
    cells = job_cells()
    assert cells.sum(axis=(1, 2, 3)) == pytest.approx(national_jobs())
    for axis, name in ((1, "employed_by_age"), (2, "employed_by_education"), (3, "contract")):
        others = tuple(a for a in range(4) if a != axis)
        assert cells.sum(axis=others) == pytest.approx(shares(data.margin(name)[1]), abs=1e-6), name


@pytest.mark.small
@pytest.mark.parametrize("status", ["unemployed", "inactive"])
def test_cells_of_the_others_meet_their_margins(status: str) -> None:
    cells = outside_cells(status)
    for axis, name in ((0, f"{status}_by_age"), (1, f"{status}_by_education")):
        assert cells.sum(axis=1 - axis) == pytest.approx(shares(data.margin(name)[1]), abs=1e-6), name


# ---- people ----


def shares_of(people) -> dict[str, np.ndarray]:
    """Shares that do not depend on how many people there are."""
    out_of_work = np.isin(people.status, (UNEMPLOYED, UNEMPLOYED_WW))
    at_work = people.status == EMPLOYED
    band = np.array([age_band(int(age)) for age in people.age])
    count = lambda values, size: np.bincount(values, minlength=size) / len(values)  # noqa: E731
    return {
        "status": np.array([at_work.mean(), out_of_work.mean(), (people.status == INACTIVE).mean()]),
        "region": count(people.region, 12),
        "sector at work": count(jobs().sector[people.job_type[at_work]], 16),
        "age at work": count(band[at_work], 6),
        "education at work": count(people.education[at_work], 3),
        "contract at work": count(people.contract[at_work], 3),
        "age outside": count(band[people.status == INACTIVE], 6),
    }


def wanted_shares() -> dict[str, np.ndarray]:
    """The same shares by the margins and the situation."""
    situation = read_situation("nederland-2024")
    counts = dict(zip(*data.margin("labour_status"), strict=True))
    force = (counts["employed"] + counts["unemployed"]) / sum(counts.values())
    without = force * situation.labour_market.unemployed_share
    return {
        "status": np.array([force - without, without, 1 - force]),
        "region": shares(np.array([region.people for region in situation.regions], float)),
        "sector at work": shares(np.array([sector.employed for sector in data.sectors()], float)),
        "age at work": shares(data.margin("employed_by_age")[1]),
        "education at work": shares(data.margin("employed_by_education")[1]),
        "contract at work": shares(data.margin("contract")[1]),
        "age outside": shares(data.margin("inactive_by_age")[1]),
    }


@pytest.mark.parametrize("n", SIZES)
def test_shares_are_those_of_the_margins(tables, n: int) -> None:
    found = shares_of(tables[n].people)
    for what, wanted in wanted_shares().items():
        chance = 4 * np.sqrt(wanted * (1 - wanted) / n) + 2 / n
        if what.endswith(("work", "outside")):
            chance *= 2  # shares of a part of the people
        assert (np.abs(found[what] - wanted) < chance).all(), (what, found[what].round(4), wanted.round(4))


def test_shares_do_not_depend_on_the_number_of_people(tables) -> None:
    few, many = (shares_of(tables[n].people) for n in SIZES)
    for what in few:
        chance = 6 * np.sqrt(many[what] * (1 - many[what]) / SIZES[0]) + 3 / SIZES[0]
        assert (np.abs(few[what] - many[what]) < chance).all(), what


@pytest.mark.parametrize("n", SIZES)
def test_status_region_and_age_are_dealt_exactly(tables, n: int) -> None:
    """People are dealt over ordered cells, so that the first axes hardly depend on luck."""
    found, wanted = shares_of(tables[n].people), wanted_shares()
    assert np.abs(found["region"] - wanted["region"]).max() <= 2 / n
    assert np.abs(found["status"] - wanted["status"]).max() <= 12 * 2 / n


@pytest.mark.parametrize("n", SIZES)
def test_everybody_is_somebody(tables, n: int) -> None:
    people, traits = tables[n].people, tables[n].traits
    assert people.size == traits.size == n
    assert ((people.age >= FIRST_AGE) & (people.age < LAST_AGE)).all()
    assert ((people.status == EMPLOYED) == (people.contract != NO_CONTRACT)).all()
    assert ((people.status == UNEMPLOYED_WW) == (people.ww_left > 0)).all()
    assert (people.wage > 0).all() and (people.hours > 0).all()
    for trait in ("self_efficacy", "risk_aversion", "visible"):
        assert ((traits[trait] >= 0) & (traits[trait] <= 1)).all(), trait
    assert (traits.skills >= 0).all()


@pytest.mark.parametrize("n", SIZES)
def test_whoever_does_regulated_work_is_licensed(tables, n: int) -> None:
    people = tables[n].people
    licence = jobs().licence[people.job_type]
    held = (people.licences >> np.maximum(0, licence)) & 1 == 1
    assert (held | (licence < 0)).all()
    assert (licence >= 0).any()


# ---- employers ----


@pytest.mark.parametrize("n", SIZES)
def test_every_employee_has_an_employer_and_nobody_else(tables, n: int) -> None:
    people, units, employers = tables[n].people, tables[n].units, tables[n].employers
    employee = (people.status == EMPLOYED) & (people.contract != SELF_EMPLOYED)
    assert ((people.unit >= 0) == employee).all()
    of = people.unit[employee]
    assert (units.job_type[of] == people.job_type[employee]).all()
    assert (units.region[of] == people.region[employee]).all()
    assert (units.headcount == np.bincount(of, minlength=units.size)).all()
    assert units.headcount.min() >= 1
    assert (units.sector == jobs().sector[units.job_type]).all()
    assert set(units.employer.tolist()) == set(range(len(employers)))


@pytest.mark.parametrize("n", SIZES)
def test_markets_hold_their_units_and_seats(tables, n: int) -> None:
    w = tables[n]
    market = w.units.job_type.astype(int) * w.regions + w.units.region
    assert (np.diff(market) >= 0).all()
    for m in np.unique(market)[:: max(1, len(w.markets) // 40)]:
        first, past = w.markets.unit_start[m], w.markets.unit_end[m]
        assert (market[first:past] == m).all() and past - first == (market == m).sum()
        seats = w.seat_unit[w.markets.seat_start[m] : w.markets.seat_end[m]]
        assert (market[seats] == m).all()
    assert w.markets.positions.sum() == pytest.approx(w.units.normal.sum())


@pytest.mark.parametrize("n", SIZES)
def test_open_positions_are_those_of_the_situation(tables, n: int) -> None:
    w, situation = tables[n], read_situation("nederland-2024")
    without = np.isin(w.people.status, (UNEMPLOYED, UNEMPLOYED_WW)).sum()
    open_now = (w.units.normal - w.units.headcount).sum()
    assert open_now / without == pytest.approx(situation.labour_market.vacancies_per_unemployed)


@pytest.mark.parametrize("n", [5_000, 20_000])
@pytest.mark.parametrize("name", ["noordoost-brabant-contractcatering", "bank-naar-klas"])
def test_named_employers_have_their_people(name: str, n: int) -> None:
    situation = read_situation(name)
    w = make_tables(situation, n, 1, 12)
    weight = situation.people / n
    types = [job.id for job in data.job_types()]
    for k, named in enumerate(situation.employers):
        (row,) = np.flatnonzero(w.employers.named == k)
        units = np.flatnonzero(w.units.employer == row)
        assert w.units.headcount[units].sum() == max(1, round(named.people / weight)), named.id
        if named.job_types:
            assert {types[job] for job in w.units.job_type[units]} <= set(named.job_types)


@pytest.mark.small
def test_another_seed_is_another_world_with_the_same_shares() -> None:
    situation = read_situation("noordoost-brabant-contractcatering")
    one, same, other = (make_tables(situation, 400, seed, 12) for seed in (1, 1, 2))
    ours, twins, others = (PEOPLE.arrays(tables.people) for tables in (one, same, other))
    assert all(np.array_equal(ours[column], twins[column]) for column in ours)
    ours_too, twins_too = (UNITS.arrays(tables.units) for tables in (one, same))
    assert all(np.array_equal(ours_too[column], twins_too[column]) for column in ours_too)
    assert not np.array_equal(ours["age"], others["age"])
    assert np.abs(np.bincount(one.people.status, minlength=6) - np.bincount(other.people.status, minlength=6)).max() <= 12


@pytest.mark.small
def test_a_person_takes_little_memory() -> None:
    assert sum(table.bytes_per_row for table in (PEOPLE, TRAITS, PATH, BRIDGE)) <= 120
