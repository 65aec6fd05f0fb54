"""A package becomes terms: worked out by hand from the text."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from sim.policies.catalogue import barriers, levers, settings
from sim.policies.package import (
    LeverUse,
    Package,
    Scope,
    active_uses,
    compile_terms,
    distinct_scopes,
    draw_efficacy,
)  # fmt: skip

pytestmark = pytest.mark.small

TODAY = np.array([barrier.strength.today for barrier in barriers().values()])
NOW = np.array([setting.today for setting in settings().values()])
BARRIER = {name: column for column, name in enumerate(barriers())}
SETTING = {name: column for column, name in enumerate(settings())}
OLDER, HORECA, EVERYONE = Scope(min_age=45), Scope(sectors=("horeca",)), Scope()


def package(*uses: LeverUse) -> Package:
    return Package(id="test", nl="Proef", en="Test", levers=uses)


def use(lever: str, dose: float, scope: Scope = EVERYONE, **more: int) -> LeverUse:
    return LeverUse(lever=lever, dose=dose, scope=scope, **more)


def same_bits(left, right) -> bool:
    return left.tobytes() == right.tobytes() and left.shape == right.shape


@pytest.mark.parametrize("nothing", [None, package()])
def test_no_package_is_today(nothing):
    terms = compile_terms(nothing, 0)
    assert same_bits(terms.strength, TODAY[None, :])
    assert same_bits(terms.setting, NOW[None, :])
    assert terms.strength.dtype == terms.setting.dtype == np.float64


@pytest.mark.parametrize("lever", list(levers()))
@pytest.mark.parametrize("month", [0, 7, 100])
def test_a_dose_at_the_default_is_today_bit_for_bit(lever, month):
    found = package(use(lever, levers()[lever].default, OLDER, phase_in_months=5), use(lever, levers()[lever].default))
    terms, none = compile_terms(found, month), compile_terms(None, month)
    assert same_bits(terms.strength, none.strength) and same_bits(terms.setting, none.setting)
    assert distinct_scopes(found) == []


@pytest.mark.parametrize("lever", list(levers()))
def test_a_zero_use_beside_a_real_one_changes_nothing(lever):
    real = use("neutral-guide", 0.7, HORECA)
    zero = use(lever, levers()[lever].default, OLDER)
    alone, both = compile_terms(package(real), 3), compile_terms(package(zero, real), 3)
    assert same_bits(alone.strength, both.strength) and same_bits(alone.setting, both.setting)


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


def test_phase_in_and_end():
    found = use("neutral-guide", 1, start_month=6, phase_in_months=4, end_month=20)
    assert [found.dose_in(month) for month in (0, 5, 6, 7, 8, 10, 20, 21)] == [0, 0, 0, 0.25, 0.5, 1, 1, 0]
    assert use("neutral-guide", 1).dose_in(0) == 1
    back = use("supervision-hours", 5, start_month=2, phase_in_months=2)
    assert [back.dose_in(month) for month in (1, 2, 3, 4)] == [1, 1, 3, 5]


def test_outside_its_months_every_row_is_today():
    guide = use("neutral-guide", 1, OLDER, start_month=6, end_month=9)
    found = package(guide, use("cross-sector-fund", 1, start_month=6))
    terms = compile_terms(found, 5)
    assert terms.strength.shape == (4, 14)  # the rows do not depend on the month
    assert all(same_bits(row, TODAY) for row in terms.strength)
    assert all(same_bits(row, NOW) for row in terms.setting)


def test_scopes_stand_once_in_order_of_appearance():
    found = package(use("neutral-guide", 1, OLDER), use("cross-sector-fund", 1), use("guide-caseload", 20, OLDER))
    assert distinct_scopes(found) == [OLDER, EVERYONE]
    assert len(active_uses(found)) == 3


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


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: use("neutral-gide", 1), "did you mean 'neutral-guide'"),
        (lambda: use("neutral-guide", 1.1), r"between 0 and 1 \(share of people at risk\)"),
        (lambda: use("guide-caseload", 0), "between 20 and 60"),
        (lambda: use("neutral-guide", float("nan")), "finite"),
        (lambda: use("neutral-guide", 1, start_month=5, end_month=4), "before"),
        (lambda: Scope(min_age=60, max_age=50), "above"),
        (lambda: Scope(employers=()), "at least 1"),
        (lambda: Scope(cohort=0), "greater than or equal to 1"),
        (lambda: package(*(use("neutral-guide", 1, Scope(min_age=age)) for age in range(15, 24))), "at most 8"),
        (lambda: Package(id="a", nl="A", en="A", grade="seen", levers=()), "source"),
    ],
)
def test_impossible_uses_are_refused(make, words):
    with pytest.raises(ValidationError, match=words):
        make()
