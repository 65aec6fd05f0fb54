"""Packages: uses of levers, scopes and routes, worked out by hand from the text."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from sim.agents.codes import BARRIERS, SETTINGS
from sim.policies.catalogue import OF_EMPLOYERS, levers
from sim.policies.package import LeverUse, Package, Route, Scope, active_uses, distinct_scopes
from sim.reading import InputError
from sim.scenario import read_package, read_situation
from sim.scoping import idle_for_persons

pytestmark = pytest.mark.small

OLDER, HORECA, EVERYONE = Scope(min_age=45), Scope(sectors=("horeca",)), Scope()


def package(*uses: LeverUse, routes: tuple[Route, ...] = ()) -> Package:
    return Package(id="test", nl="Proef", en="Test", levers=uses, routes=routes)


def use(lever: str, dose: float, scope: Scope = EVERYONE, **more: int) -> LeverUse:
    return LeverUse(lever=lever, dose=dose, scope=scope, **more)


def test_phase_in_and_end():
    found = use("neutral-guide", 1, start_month=6, phase_in_months=4, end_month=20)
    assert [found.dose_in(month) for month in (0, 5, 6, 7, 8, 10, 20, 21)] == [0, 0, 0, 0.25, 0.5, 1, 1, 0]
    assert use("neutral-guide", 1).dose_in(0) == 1
    back = use("supervision-hours", 5, start_month=2, phase_in_months=2)
    assert [back.dose_in(month) for month in (1, 2, 3, 4)] == [1, 1, 3, 5]


def test_scopes_stand_once_in_order_of_appearance():
    found = package(use("neutral-guide", 1, OLDER), use("cross-sector-fund", 1), use("guide-caseload", 20, OLDER))
    assert distinct_scopes(found) == [OLDER, EVERYONE]
    assert len(active_uses(found)) == 3


def test_routes_bring_scopes_of_their_own_after_those_of_the_levers():
    found = package(use("neutral-guide", 1, OLDER), routes=(Route(scope=HORECA), Route(scope=OLDER, recruits=True)))
    assert distinct_scopes(found) == [OLDER, HORECA]
    assert distinct_scopes(package(routes=(Route(scope=HORECA),))) == [HORECA]
    assert active_uses(package(routes=(Route(),))) == []


def test_a_route_lies_open_from_its_first_to_its_last_month():
    assert [Route(start_month=3, end_month=5).open_in(month) for month in (2, 3, 4, 5, 6)] == [False, True, True, True, False]
    assert Route().open_in(0) and Route().open_in(600)
    assert [Route(start_month=3, end_month=3).open_in(month) for month in (2, 3, 4)] == [False, True, False]


@pytest.mark.parametrize("lever", list(levers()))
def test_a_dose_grows_in_equal_steps_and_goes_back(lever):
    found = levers()[lever]
    halfway = use(lever, found.full_dose, start_month=2, phase_in_months=2, end_month=9)
    assert halfway.dose_in(3) == pytest.approx((found.default + found.full_dose) / 2)
    assert [halfway.dose_in(month) for month in (1, 2, 4, 9, 10)] == [
        found.default, found.default, found.full_dose, found.full_dose, found.default,
    ]  # fmt: skip


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
        (lambda: package(routes=tuple(Route(scope=Scope(min_age=age)) for age in range(15, 24))), "at most 8"),
        (lambda: Route(start_month=5, end_month=4), "before"),
        (lambda: Route(sectors=()), "at least 1"),
        (lambda: Route(job_types=()), "at least 1"),
        (lambda: Route(course_months=49), "less than or equal to 48"),
        (lambda: Route(course_months=-1), "greater than or equal to 0"),
        (lambda: Route(jobs=("kok",)), "not permitted|onbekend|unknown"),
        (lambda: Package(id="a", nl="A", en="A", grade="seen", levers=()), "source"),
    ],
)
def test_impossible_uses_are_refused(make, words):
    with pytest.raises(ValidationError, match=words):
        make()


@pytest.mark.parametrize(
    "route", ["sectors: [hoerca]", "job_types: [kopster]", "scope: {sectors: [hoerca]}", "scope: {regions: [limbrug]}"]
)
def test_a_route_to_what_is_not_there_is_refused(tmp_path: Path, route: str):
    file = tmp_path / "proef.yaml"
    file.write_text(f"id: proef\nnl: Proef\nen: Test\nlevers: []\nroutes:\n- {route}\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_package(file, read_situation("nederland-2025"))


def test_what_an_employer_does_for_all_is_idle_for_a_group_of_persons():
    planning, guide = use("strategic-planning", 1, OLDER), use("neutral-guide", 1, OLDER)
    assert idle_for_persons(package(planning, guide)) == ["strategic-planning"]
    assert idle_for_persons(package(use("strategic-planning", 1, HORECA))) == []
    assert idle_for_persons(package(use("strategic-planning", 0, OLDER))) == [], "at its default it does nothing anywhere"
    assert idle_for_persons(None) == []


def test_the_month_reads_nothing_else_under_the_terms_of_an_employer():
    """Every line of the month that reads a setting or a strength under an employer's scope, and what it reads."""
    folder = Path(__file__).resolve().parents[2] / "sim" / "month"
    read = set()
    for file in folder.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        for after in text.split("employers.scope[")[1:]:
            read |= set(re.findall(r"[A-Z_]{6,}", after.split("\n\n")[0].split("people.scope")[0]))
    words = {name.upper().replace("-", "_"): name for name in (*SETTINGS, *BARRIERS)}
    assert {words[name] for name in read if name in words} == set(OF_EMPLOYERS)
