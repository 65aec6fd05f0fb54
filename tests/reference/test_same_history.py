"""Two engines, one history: the readable engine and the fast one agree on everything, person by person, each month."""

from itertools import cycle
from typing import Any

import numpy as np
import pytest

from sim.agents.codes import ITEMS, REASONS, STAGE, STAGES
from sim.market import CHANGING
from sim.policies.catalogue import barriers, levers
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.reference.model import LabourMarket, run_reference
from sim.scenario import read_package, read_situation, situations
from sim.world import Course, fresh_world

EVERYONE = Scope()
PACKAGES = (None, "gids-en-traineeship", "fonds-en-budget")
# Parameters that send many people over the bridge, so that a small world passes every gate of it within two years.
BUSY = {
    "aware_working": 0.01, "aware_ww": 0.2, "aware_surplus": 0.5, "enrol": 0.9, "line_coach_places": 600,
    "meeting": 0.9, "bridge_worth": -3, "bridge_looks": 8, "own_job_pull": 3, "radius": 2.5, "looks": 3.5,
    "threshold": 0.3, "own_money": 0.6, "vacancy_worth": 2, "gap_full_course": 0.05, "landing_first": 0.06,
    "dropout": 0.04, "seats": 0.1, "intakes_rigid": 6,
}  # fmt: skip


def difference(kind: str, fast: dict[str, np.ndarray], readable: dict[str, np.ndarray]) -> str:
    """The first place where two sets of columns differ, in words; empty when they are the same."""
    for name, column in fast.items():
        if column.shape != readable[name].shape:
            return f"{kind}.{name} has shape {column.shape} in the fast engine, not {readable[name].shape}"
        places = np.argwhere(column != readable[name])
        if places.size:
            place = tuple(places[0].tolist())
            at = f"{kind}.{name}{list(place)}"
            return f"{at} is {column[place]} in the fast engine, {readable[name][place]} in the readable one"
    return ""


def first_difference(course: Course, model: LabourMarket) -> str:
    """The first difference between two engines at the end of a month: tables, looks, observations, ledger."""
    tables, mine = course.world.tables, model.to_tables()
    for name, table in CHANGING.items():
        found = difference(name, table.arrays(getattr(tables, name)), table.arrays(mine[name]))
        if found:
            return found
    history, observed = course.history, course.history.observed[-1]
    whole: dict[str, tuple[Any, Any]] = {
        "looks": (tables.looks, np.array(model.looks)),
        "stocks": (observed.stocks, model.observed.stocks),
        "panel": (observed.panel, model.observed.panel),
        "flows": (observed.flows, model.observed.flows),
        "regions": (observed.regions, model.observed.regions),
        "learners": (observed.learners, model.observed.learners),
        "vacancies": (observed.vacancies, model.observed.vacancies),
        "ledger": (history.ledger[-1], model.books.ledger_array()),
    }
    return difference("month", {k: v[0] for k, v in whole.items()}, {k: v[1] for k, v in whole.items()})


def books_difference(course: Course, model: LabourMarket) -> str:
    """The first difference between the events and payments that two engines have kept."""
    books = course.history.books
    for kind, fast, count, readable in (
        ("events", books.events, books.event_count[0], model.books.event_table()),
        ("payments", books.payments, books.payment_count[0], model.books.payment_table()),
    ):
        columns = {name: np.asarray(fast[name])[: int(count)] for name in readable.dtype.names}
        found = difference(kind, columns, {name: np.asarray(readable[name]) for name in readable.dtype.names})
        if found:
            return found
    return ""


def check_one_history(
    situation: str, people: int, months: int, package: str | Package | None, start: int = 0, acts: bool = True,
    changes: dict[str, float] | None = None, lived: int = 0,
    strengths: dict[str, float] | None = None,
) -> LabourMarket:  # fmt: skip
    """Run both engines side by side from one world; fails at the end of the first month that differs.

    The world is fresh, or has `lived` some months in the fast engine.
    """
    place = read_situation(situation)
    terms = read_package(package, place) if isinstance(package, str) else package
    world = fresh_world(place, people, seed=11, changes=changes)
    world.month = start - lived
    Course(world).run(lived)
    model = LabourMarket(world, terms, acts, strengths=strengths)
    course = Course(world.copy(), terms, acts, strengths=strengths)
    for month in range(start, start + months):
        course.step()
        model.step()
        found = first_difference(course, model)
        assert not found, f"{situation}, {package or 'today'}, month {month}: {found}"
    found = books_difference(course, model)
    assert not found, f"{situation}, {package or 'today'}: {found}"
    return model


@pytest.mark.small
@pytest.mark.parametrize("package", PACKAGES)
def test_small_world_has_one_history(package: str | None) -> None:
    check_one_history("nederland-2024", 400, 12, package)


@pytest.mark.small
@pytest.mark.parametrize("acts", [True, False])
def test_cohort_at_named_employers_has_one_history(acts: bool) -> None:
    model = check_one_history("noordoost-brabant-contractcatering", 400, 12, "persoonlijke-begeleiding-25", acts=acts)
    assert len(model.scopes.scopes) == 1


@pytest.mark.small
def test_months_before_the_situation_have_one_history() -> None:
    check_one_history("nederland-2025", 400, 12, "gids-en-traineeship", start=-6)


@pytest.mark.small
def test_readable_engine_takes_over_a_world_on_its_way() -> None:
    check_one_history("nederland-2024", 400, 6, "fonds-en-budget", changes=BUSY, lived=12)


@pytest.mark.small
@pytest.mark.parametrize("keep", [True, False])
def test_run_reference_leaves_what_the_fast_engine_leaves(keep: bool) -> None:
    world = fresh_world(read_situation("nederland-2024"), 400, seed=3)
    fast = Course(world.copy(), read_package("fonds-en-budget"), keep=keep)
    readable = Course(world.copy(), read_package("fonds-en-budget"), keep=keep)
    heard: list[float] = []
    one, other = fast.run(14), run_reference(readable, 14, heard.append)
    assert heard[-1] == 1.0 and len(heard) == 14
    assert (one.world.month, len(one.observed)) == (other.world.month, len(other.observed))
    assert one.snapshots.keys() == other.snapshots.keys()
    for month, columns in one.snapshots.items():
        assert not difference(f"snapshot {month}", columns, other.snapshots[month])
    for name, table in CHANGING.items():
        columns = table.arrays(getattr(one.world.tables, name))
        assert not difference(name, columns, table.arrays(getattr(other.world.tables, name)))
    assert np.array_equal(one.world.tables.looks, other.world.tables.looks)
    assert np.array_equal(one.ledger, other.ledger)
    for count, rows in (("event_count", "events"), ("payment_count", "payments")):
        size = int(getattr(one.books, count)[0])
        assert size == int(getattr(other.books, count)[0])
        assert np.array_equal(getattr(one.books, rows)[:size], getattr(other.books, rows)[:size])


# Every situation under one of the packages, turn about; the small world and the busy bridge have each package.
@pytest.mark.parametrize(("situation", "package"), list(zip((one.id for one in situations()), cycle(PACKAGES), strict=False)))
def test_shipped_situation_has_one_history(situation: str, package: str | None) -> None:
    check_one_history(situation, 2_000, 36, package)


@pytest.mark.parametrize("package", PACKAGES)
def test_busy_bridge_has_one_history(package: str | None) -> None:
    model = check_one_history("noordoost-brabant-contractcatering", 2_000, 36, package, changes=BUSY)
    stages = {STAGES[row[14]] for row in model.books.events if row[3] == STAGE}
    assert stages >= set(STAGES[1:]), f"nobody reached {set(STAGES[1:]) - stages}"
    reasons = {REASONS[row[15]] for row in model.books.events}
    common = {"not-selected", "lost-between", "found-own-job", "gave-up", "completed"}
    assert reasons >= common, f"nobody met {common - reasons}"


def test_cohort_has_one_history() -> None:
    model = check_one_history("noordoost-brabant-contractcatering", 5_000, 12, "persoonlijke-begeleiding-25", start=-6)
    assert any(worker.in_scope for worker in model.workers)


def doses(*names: str, scope: Scope = EVERYONE, routes: tuple[Route, ...] = ()) -> Package:
    """These levers half way to their full dose, for people in a scope."""
    uses = tuple(LeverUse(lever=n, dose=(levers()[n].default + levers()[n].full_dose) / 2, scope=scope) for n in names)
    return Package(id="asked", nl="Gevraagd", en="Asked", levers=uses, routes=routes)


@pytest.mark.small
def test_all_levers_together_have_one_history() -> None:
    check_one_history("nederland-2025", 400, 8, doses(*levers()), changes=BUSY)


@pytest.mark.parametrize("situation", ["nederland-2022", "noordoost-brabant-contractcatering"])
@pytest.mark.parametrize("scope", [EVERYONE, Scope(min_age=30)], ids=["everyone", "over-30"])
def test_all_levers_together_have_one_history_in_a_busy_world(situation: str, scope: Scope) -> None:
    changes = BUSY | {"stap_reach": 0.8, "slim_reach": 0.8}
    model = check_one_history(situation, 1_500, 18, doses(*levers(), scope=scope), changes=changes, lived=6)
    assert {item for item, _, _ in model.books.ledger} >= {ITEMS.index("hub"), ITEMS.index("wage")}


def test_a_route_has_one_history() -> None:
    route = Route(scope=Scope(min_age=25), sectors=("zorg-welzijn", "onderwijs"), course_months=5, recruits=True)
    check_one_history("nederland-2022", 1_500, 18, doses("contract-first", "neutral-guide", routes=(route,)), changes=BUSY)


@pytest.mark.parametrize("lever", list(levers()))
def test_each_lever_alone_has_one_history(lever: str) -> None:
    check_one_history("nederland-2025", 500, 8, doses(lever), changes=BUSY, lived=4)


@pytest.mark.parametrize("barrier", list(barriers()))
def test_without_a_barrier_there_is_one_history(barrier: str) -> None:
    check_one_history("nederland-2025", 500, 8, doses("neutral-guide"), changes=BUSY, lived=4, strengths={barrier: 0.0})


@pytest.mark.parametrize("acts", [True, False])
def test_other_strengths_give_one_history(acts: bool) -> None:
    strengths = {name: 0.2 + 0.04 * k for k, name in enumerate(barriers())}
    check_one_history("nederland-2025", 500, 8, doses("neutral-guide"), acts=acts, changes=BUSY, lived=4, strengths=strengths)
