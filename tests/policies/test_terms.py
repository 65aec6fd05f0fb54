"""A package becomes terms: strengths, settings, prices and routes by scope, worked out by hand from the text."""

import itertools

import numpy as np
import pytest

from sim import data
from sim.policies.catalogue import barriers, levers, settings
from sim.policies.package import LeverUse, Package, Route, Scope, distinct_scopes
from sim.policies.prices import priced
from sim.policies.terms import ANY_JOB, OWN_COURSE, Terms, compile_terms, draw_efficacy, jobs_of

pytestmark = pytest.mark.small

TODAY = np.array([barrier.strength.today for barrier in barriers().values()])
NOW = np.array([setting.today for setting in settings().values()])
BARRIER = {name: column for column, name in enumerate(barriers())}
PRICE = {lever.id: column for column, lever in enumerate(priced())}
SETTING = {name: column for column, name in enumerate(settings())}
OLDER, HORECA, EVERYONE = Scope(min_age=45), Scope(sectors=("horeca",)), Scope()


def package(*uses: LeverUse, routes: tuple[Route, ...] = ()) -> Package:
    return Package(id="test", nl="Proef", en="Test", levers=uses, routes=routes)


def use(lever: str, dose: float, scope: Scope = EVERYONE, **more: int) -> LeverUse:
    return LeverUse(lever=lever, dose=dose, scope=scope, **more)


def same_bits(left, right) -> bool:
    return left.tobytes() == right.tobytes() and left.shape == right.shape


@pytest.mark.parametrize("nothing", [None, package()])
def test_no_package_is_today(nothing):
    terms = compile_terms(nothing, 0)
    assert same_bits(terms.strength, TODAY[None, :])
    assert same_bits(terms.setting, NOW[None, :])
    assert terms.strength.dtype == terms.setting.dtype == terms.price.dtype == np.float64


@pytest.mark.parametrize("lever", list(levers()))
@pytest.mark.parametrize("month", [0, 7, 100])
def test_a_dose_at_the_default_is_today_bit_for_bit(lever, month):
    found = package(use(lever, levers()[lever].default, OLDER, phase_in_months=5), use(lever, levers()[lever].default))
    terms, none = compile_terms(found, month), compile_terms(None, month)
    assert all(same_bits(table, none.tables()[name]) for name, table in terms.tables().items())
    assert distinct_scopes(found) == []


@pytest.mark.parametrize("lever", list(levers()))
def test_a_zero_use_beside_a_real_one_changes_nothing(lever):
    real = use("neutral-guide", 0.7, HORECA)
    zero = use(lever, levers()[lever].default, OLDER)
    alone, both = compile_terms(package(real), 3), compile_terms(package(zero, real), 3)
    assert all(same_bits(table, both.tables()[name]) for name, table in alone.tables().items())


def test_half_a_dose_takes_half_of_the_efficacy():
    # 0.6 today, efficacy 0.5, dose half: 0.6 x (1 - 0.5 x 0.5) = 0.45
    terms = compile_terms(package(use("neutral-guide", 0.5)), 0, {"neutral-guide": [0.5]})
    assert terms.strength.shape == (2, 14)
    assert terms.strength[1, BARRIER["unsafe-step"]] == pytest.approx(0.45)
    assert terms.setting[1, SETTING["guide-places"]] == 500


def test_row_zero_is_today_and_other_barriers_stay():
    terms = compile_terms(package(use("neutral-guide", 1)), 0)
    assert same_bits(terms.strength[0], TODAY) and same_bits(terms.setting[0], NOW)
    changed = np.flatnonzero(terms.strength[1] != TODAY)
    assert list(changed) == [BARRIER["unsafe-step"]]
    assert terms.strength[1, 0] == pytest.approx(0.6 * (1 - 0.45))


def test_two_levers_on_one_barrier_multiply_what_is_left():
    terms = compile_terms(package(use("senior-traineeship", 1), use("first-100-days", 6)), 0)
    # 0.5 x (1 - 0.35) x (1 - 0.30 x 6/12) = 0.5 x 0.65 x 0.85
    assert terms.strength[1, BARRIER["hard-landing"]] == pytest.approx(0.27625)
    assert terms.setting[1, SETTING["aftercare-months"]] == 6
    assert terms.setting[1, SETTING["traineeship-share"]] == 1


def test_a_person_in_two_scopes_gets_both():
    terms = compile_terms(package(use("neutral-guide", 1, OLDER), use("neutral-guide", 0.5, HORECA)), 0)
    left = terms.strength[:, BARRIER["unsafe-step"]]
    older, horeca = 1 - 0.45, 1 - 0.225
    assert left == pytest.approx([0.6, 0.6 * older, 0.6 * horeca, 0.6 * older * horeca])
    # 1000 + 500 places per 1000 people is more than there are people: clipped at the setting's own range
    assert list(terms.setting[:, SETTING["guide-places"]]) == [0, 1000, 500, 1000]


def test_fewer_clients_per_guide_is_the_good_way():
    assert levers()["guide-caseload"].reach(20) == 1
    assert levers()["guide-caseload"].reach(35) == 0.5
    terms = compile_terms(package(use("guide-caseload", 20)), 0)
    assert terms.setting[1, SETTING["coach-caseload"]] == 20
    assert same_bits(terms.strength[1], TODAY)


def test_settings_count_from_the_default():
    terms = compile_terms(package(use("supervision-hours", 4), use("portable-budget", 500)), 0)
    assert terms.setting[1, SETTING["supervision-hours"]] == 4
    assert terms.setting[1, SETTING["portable-budget"]] == 500


def test_outside_its_months_every_row_is_today():
    guide = use("neutral-guide", 1, OLDER, start_month=6, end_month=9)
    found = package(guide, use("cross-sector-fund", 1, start_month=6))
    terms = compile_terms(found, 5)
    assert terms.strength.shape == (4, 14)  # the rows do not depend on the month
    assert all(same_bits(row, TODAY) for row in terms.strength)
    assert all(same_bits(row, NOW) for row in terms.setting)


def test_order_of_levers_in_one_scope_does_not_matter_for_settings():
    uses = [use("supervision-hours", 4), use("portable-budget", 500), use("first-100-days", 3)]
    tables = [compile_terms(package(*order), 0).setting for order in itertools.permutations(uses)]
    assert all(same_bits(table, tables[0]) for table in tables)


def test_draws_of_efficacy_follow_the_triangle():
    # low 0.2, central 0.45, high 0.7: symmetric, so the median is the central value
    assert draw_efficacy("neutral-guide", 0) == pytest.approx((0.2,))
    assert draw_efficacy("neutral-guide", 0.5) == pytest.approx((0.45,))
    assert draw_efficacy("neutral-guide", 1) == pytest.approx((0.7,))
    # one eighth of the mass lies below low + half of the rise: 0.2 + 0.125 = 0.325
    assert draw_efficacy("neutral-guide", 0.125) == pytest.approx((0.325,))
    assert draw_efficacy("portable-budget", 0.3) == ()
    draws = [draw_efficacy("cross-sector-fund", u)[0] for u in np.linspace(0, 1, 21)]
    assert draws == sorted(draws) and draws[0] >= 0.5 and draws[-1] <= 1


def test_terms_cannot_be_written_to():
    with pytest.raises(ValueError):
        compile_terms(None, 0).strength[0, 0] = 0


# ---- all tables ----


def everything(dose: float = 1.0, scope: Scope = OLDER, **more: int) -> Package:
    """All levers at a part of the full dose, with a route."""
    doses = {k: lever.default + dose * (lever.full_dose - lever.default) for k, lever in levers().items()}
    route = Route(scope=scope, sectors=("ict",), course_months=6, recruits=True, **more)
    return package(*(use(k, d, scope, **more) for k, d in doses.items()), routes=(route,))


def today_in(row: int, terms: Terms) -> bool:
    """Whether a row of every table is today's."""
    none = compile_terms(None, 0).tables()
    return all(same_bits(table[row], none[name][0]) for name, table in terms.tables().items())


def test_the_tables_of_today():
    terms = compile_terms(None, 0)
    assert terms.price.shape == (1, len(priced())) and not terms.price.any()
    assert terms.route_jobs.tolist() == [2**64 - 1] and terms.route_jobs.dtype == np.uint64
    assert terms.route_months.tolist() == [-1] and terms.route_months.dtype == np.int64
    assert terms.recruits.tolist() == [0] and terms.recruits.dtype == np.int8
    assert (ANY_JOB, OWN_COURSE) == (2**64 - 1, -1)


@pytest.mark.parametrize("dose", [0.5, 1.0])
def test_row_zero_is_today_in_every_table_whatever_the_package(dose):
    terms = compile_terms(everything(dose), 3)
    assert len(terms.strength) == 2 and today_in(0, terms)
    assert (terms.strength[1] <= TODAY).all() and (terms.strength[1] < TODAY).sum() == 14, "every barrier has a lever"
    assert (terms.setting[1] != NOW).all(), "every setting has a lever"
    assert (terms.price[1] > 0).all()


def test_outside_its_months_a_package_is_today_in_every_table():
    later = everything(start_month=4, end_month=8)
    assert [[today_in(row, compile_terms(later, month)) for row in (0, 1)] for month in (3, 4, 8, 9)] == [
        [True, True], [True, False], [True, False], [True, True],
    ]  # fmt: skip


def test_every_dose_within_the_range_keeps_strengths_settings_and_prices_within_theirs():
    low, high = ([getattr(s, end) for s in settings().values()] for end in ("low", "high"))
    for lever in levers().values():
        for dose in (lever.low, lever.high):
            terms = compile_terms(package(use(lever.id, dose, OLDER), use(lever.id, dose, HORECA)), 0)
            assert ((terms.strength >= 0) & (terms.strength <= 1)).all(), lever.id
            assert ((terms.setting >= low) & (terms.setting <= high)).all(), lever.id
            assert (terms.price >= 0).all(), lever.id


def test_tables_are_copies_that_may_be_written():
    terms = compile_terms(everything(), 0)
    for name, table in terms.tables().items():
        table[:] = 7
        assert not (getattr(terms, name) == 7).all(), name
        with pytest.raises(ValueError):
            getattr(terms, name)[:] = 7


def test_the_row_of_today_can_stand_for_every_mask():
    terms = compile_terms(None, 0).repeated(4)
    assert {len(table) for table in terms.tables().values()} == {4}
    assert all(today_in(row, terms) for row in range(4))
    assert terms.strength.shape == (4, 14) and terms.price.shape == (4, len(priced()))


# ---- prices ----


def test_a_price_is_the_amount_times_the_change():
    terms = compile_terms(package(use("hub", 0.5), use("orientation-hours", 40), use("tryout-days", 8)), 0)
    assert terms.price[1, PRICE["hub"]] == pytest.approx(15)  # half of 30 euros a month
    assert terms.price[1, PRICE["orientation-hours"]] == pytest.approx(1000)  # 40 hours at 25 euros
    assert terms.price[1, PRICE["tryout-days"]] == pytest.approx(500)  # five days more than three, at 100 euros
    assert np.count_nonzero(terms.price) == 3


def test_a_whole_price_is_asked_for_the_occasions_there_are_more():
    # Of thirty try-outs in a hundred matches fifteen were there already: 300 euros for half of them is 150 for each.
    terms = compile_terms(package(use("tryout", 0.3), use("orientation-job", 0.4), use("hybrid-jobs", 1)), 0)
    assert terms.price[1, PRICE["tryout"]] == pytest.approx(150)
    assert terms.price[1, PRICE["orientation-job"]] == pytest.approx(3600)  # there were none: each is one more
    assert terms.price[1, PRICE["hybrid-jobs"]] == pytest.approx(600)


def test_a_price_grows_with_the_dose_of_the_month():
    found = package(use("hub", 1, start_month=2, phase_in_months=4, end_month=9))
    asked = [compile_terms(found, month).price[1, PRICE["hub"]] for month in (1, 2, 3, 4, 6, 9, 10)]
    assert asked == pytest.approx([0, 0, 7.5, 15, 30, 30, 0])


def test_prices_of_two_groups_add_up_for_who_is_in_both():
    terms = compile_terms(package(use("hub", 1, OLDER), use("hub", 0.5, HORECA), use("shared-data", 1, HORECA)), 0)
    assert terms.price[:, PRICE["hub"]] == pytest.approx([0, 30, 15, 45])
    assert terms.price[:, PRICE["shared-data"]] == pytest.approx([0, 0, 5, 5])


def test_nobody_pays_more_for_a_try_out_than_it_costs():
    terms = compile_terms(package(use("tryout", 1, OLDER), use("tryout", 1, HORECA)), 0)
    assert terms.setting[3, SETTING["tryout-share"]] == 1
    assert terms.price[3, PRICE["tryout"]] <= 300


# ---- routes ----


def names_of(bits: np.uint64) -> set[str]:
    return {job.id for row, job in enumerate(data.job_types()) if (int(bits) >> row) & 1}


def test_a_route_leads_to_the_jobs_of_its_sectors_and_its_job_types():
    ict = {"helpdesk-ict", "cloud-engineer", "programmeur"}
    assert names_of(jobs_of(Route(sectors=("ict",)))) == ict
    assert names_of(jobs_of(Route(job_types=("kapper",)))) == {"kapper"}
    assert names_of(jobs_of(Route(sectors=("ict",), job_types=("kapper", "programmeur")))) == ict | {"kapper"}
    assert jobs_of(Route()) == jobs_of(Route(course_months=3)) == ANY_JOB
    everywhere = jobs_of(Route(sectors=tuple(sector.id for sector in data.sectors())))
    assert names_of(everywhere) == {job.id for job in data.job_types()}


def test_a_route_binds_its_own_group_only():
    terms = compile_terms(package(routes=(Route(scope=OLDER, job_types=("kapper",), course_months=0, recruits=True),)), 0)
    assert terms.route_jobs[0] == ANY_JOB and names_of(terms.route_jobs[1]) == {"kapper"}
    assert terms.route_months.tolist() == [OWN_COURSE, 0]  # no course at all is not: as long as it takes
    assert terms.recruits.tolist() == [0, 1]
    assert same_bits(terms.strength[1], TODAY) and same_bits(terms.setting[1], NOW) and not terms.price.any()


def test_two_routes_of_one_person_meet_in_the_jobs_of_both():
    older = Route(scope=OLDER, sectors=("ict", "techniek"), course_months=6)
    horeca = Route(scope=HORECA, sectors=("ict",), job_types=("kapper",), recruits=True)
    terms = compile_terms(package(routes=(older, horeca)), 0)
    ict, techniek = (names_of(jobs_of(Route(sectors=(sector,)))) for sector in ("ict", "techniek"))
    assert [names_of(bits) for bits in terms.route_jobs[1:]] == [ict | techniek, ict | {"kapper"}, ict | techniek | {"kapper"}]
    assert terms.route_jobs[0] == ANY_JOB
    assert terms.route_months.tolist() == [-1, 6, -1, 6]
    assert terms.recruits.tolist() == [0, 0, 1, 1]


def test_a_route_counts_in_the_months_in_which_it_lies_open():
    found = package(routes=(Route(job_types=("kapper",), course_months=3, recruits=True, start_month=2, end_month=4),))
    for month, lies_open in ((1, False), (2, True), (4, True), (5, False)):
        terms = compile_terms(found, month)
        assert (terms.route_jobs[1] != ANY_JOB) == lies_open
        assert terms.route_months[1] == (3 if lies_open else OWN_COURSE)
        assert terms.recruits[1] == lies_open
        assert len(terms.strength) == 2  # the rows do not depend on the month


# ---- barriers switched off ----


@pytest.mark.parametrize("name", list(barriers()))
def test_a_barrier_that_is_off_works_for_nobody(name):
    found = package(use("buddy", 1, OLDER), use("hub", 1, HORECA))
    on, off = compile_terms(found, 0), compile_terms(found, 0, strengths={name: 0.0})
    assert len(off.strength) == 4 and not off.strength[:, BARRIER[name]].any()
    others = [column for other, column in BARRIER.items() if other != name]
    assert same_bits(off.strength[:, others], on.strength[:, others])
    assert same_bits(off.setting, on.setting) and same_bits(off.price, on.price)
    assert not compile_terms(None, 0, strengths={name: 0.0}).strength[0, BARRIER[name]]


def test_all_barriers_can_be_off_together():
    assert not compile_terms(everything(), 0, strengths=dict.fromkeys(barriers(), 0.0)).strength.any()
    assert same_bits(compile_terms(everything(), 0, strengths={}).strength, compile_terms(everything(), 0).strength)


def test_a_lever_takes_its_share_of_the_strength_given():
    found = package(use("buddy", 1))
    acted = levers()["buddy"].acts_on.barriers[0]
    half = compile_terms(found, 0, strengths={acted.id: 0.5}).strength[:, BARRIER[acted.id]]
    assert half[0] == 0.5 and half[1] == pytest.approx(0.5 * (1 - acted.efficacy))


def test_a_strength_of_a_barrier_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        compile_terms(None, 0, strengths={"first-mover": 0.5})
