"""Common luck: a policy, a neighbour, a thread or a copy changes what it causes and nothing else."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim.organisations
import sim.population
from sim.agents.coach import BRIDGE
from sim.agents.codes import INACTIVE, NO_CONTRACT
from sim.agents.worker import PATH, PEOPLE, TRAITS
from sim.market import CHANGING
from sim.month.observe import ALWAYS
from sim.policies.catalogue import levers
from sim.policies.package import LeverUse, Package, Scope
from sim.rng import PURPOSES
from sim.scenario import read_package, read_situation
from sim.world import BURN_IN_MOST, Course, World, fresh_world

Difference = Callable[..., str]
SCOPED = ("people.scope", "path.in_scope", "employers.scope", "funds.scope")
PARTS = Scope(min_age=45), Scope(sectors=("financieel", "zorg-welzijn")), Scope(status=("surplus", "unemployed-ww"))


def package(*uses: LeverUse) -> Package:
    return Package(id="test", nl="Proef", en="Test", levers=uses)


def strong(scope: Scope = PARTS[2], start_month: int = 0) -> Package:
    """Three levers that act on many people."""
    doses = {"neutral-guide": 1.0, "senior-traineeship": 1.0, "portable-budget": 1500.0}
    return package(*(LeverUse(lever=k, dose=d, scope=scope, start_month=start_month) for k, d in doses.items()))


def all_levers(scope: Scope = PARTS[2], start_month: int = 0) -> Package:
    """Every lever at half of its full dose."""
    doses = {k: (lever.default + lever.full_dose) / 2 for k, lever in levers().items()}
    return package(*(LeverUse(lever=k, dose=d, scope=scope, start_month=start_month) for k, d in doses.items()))


BOTH = pytest.mark.parametrize("of", [strong, all_levers])


def world_of(people: int = 1_000, changes: dict[str, float] | None = None, name: str = "nederland-2025") -> World:
    return fresh_world(read_situation(name), people, seed=6, changes=changes)


def with_one_more(world: World) -> World:
    """The same world and one more person at the end: 70, retired, and in nobody's way."""
    one = world.copy()
    longer = {}
    for name, table in (("people", PEOPLE), ("traits", TRAITS), ("path", PATH), ("bridge", BRIDGE)):
        known, newcomer = table.arrays(getattr(one.tables, name)), table.arrays(table.empty(1))
        longer[name] = table.from_arrays({column: np.concatenate((known[column], newcomer[column])) for column in known})
    last = {"age": 70 * 12, "status": INACTIVE, "contract": NO_CONTRACT, "wage": 2500, "hours": 20, "history": ALWAYS * INACTIVE}
    for column, value in last.items():
        getattr(longer["people"], column)[-1] = value
    one.tables = one.tables.replace(**longer)
    return one


def check_same_after(one: World, other: World, months: int, difference: Difference, **how: Any) -> None:
    """Run two worlds under today's course; fails in the first month in which they differ."""
    courses = Course(one), Course(other)
    for month in range(months):
        for course in courses:
            course.step()
        found = difference(one, other, **how)
        assert not found, f"month {month}: {found}"


@pytest.mark.small
def test_one_more_person_changes_nobody_in_a_tiny_world(difference: Difference) -> None:
    world = world_of(300)
    check_same_after(world, with_one_more(world), 3, difference, rows=300)


@pytest.mark.parametrize("name", ["nederland-2025", "bank-naar-klas"])
def test_one_more_person_changes_nobody(name: str, difference: Difference, busy: dict[str, float]) -> None:
    world = world_of(2_000, busy, name)
    check_same_after(world, with_one_more(world), 12, difference, rows=2_000)


def purposes_of_the_months() -> set[str]:
    """The purposes that the phases of a month draw luck for."""
    found = set()
    for file in (Path(sim.population.__file__).parent / "month").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "sim.rng":
                found |= {alias.name.lower() for alias in node.names} & set(PURPOSES)
    return found


@pytest.mark.small
def test_luck_of_the_making_is_not_the_luck_of_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was dealt a short tenure must not for that reason be dealt a short notice in month 0."""
    asked = set()

    def listen(seed: int, purpose: int, *month: int) -> Any:
        asked.add((PURPOSES[purpose], *month))
        return real(seed, purpose, *month)

    real = sim.population.key
    for module in (sim.population, sim.organisations):
        monkeypatch.setattr(module, "key", listen)
    world_of(300)
    assert len(asked) > 10
    drawn = purposes_of_the_months() - {"birth"}  # a newborn's luck is mixed once more, so it is not the same
    assert len(drawn) > 10
    in_a_month = {address for address in asked if len(address) > 1 and address[1] >= -BURN_IN_MOST}
    assert {address for address in in_a_month if address[0] in drawn} == set()


@pytest.mark.small
def test_levers_at_their_default_are_today_bit_for_bit_in_a_tiny_world(difference: Difference) -> None:
    nothing = package(*(LeverUse(lever=k, dose=lever.default, scope=PARTS[0]) for k, lever in levers().items()))
    one, other = world_of(300), world_of(300)
    Course(one).run(3)
    Course(other, nothing).run(3)
    assert difference(one, other) == ""


@pytest.mark.parametrize("scope", [Scope(), *PARTS])
def test_levers_at_their_default_are_today_bit_for_bit(scope: Scope, difference: Difference) -> None:
    nothing = package(*(LeverUse(lever=k, dose=lever.default, scope=scope) for k, lever in levers().items()))
    one, other = world_of(), world_of()
    today, same = Course(one).run(12), Course(other, nothing).run(12)
    assert difference(one, other) == ""
    assert all(a.tobytes() == b.tobytes() for a, b in zip(today.ledger, same.ledger, strict=True))
    count = int(today.books.event_count[0])
    assert count == int(same.books.event_count[0])
    assert today.books.events[:count].tobytes() == same.books.events[:count].tobytes()


@BOTH
@pytest.mark.parametrize("scope", [Scope(), *PARTS])
def test_a_package_changes_nothing_before_it_starts(
    scope: Scope, of: Callable[..., Package], difference: Difference, busy: dict[str, float]
) -> None:
    later = of(scope, start_month=6)
    today, paired = world_of(2_000, busy), world_of(2_000, busy)
    one, other = Course(today, later, acts=False), Course(paired, later)
    for _ in range(6):
        one.step()
        other.step()
        assert difference(today, paired) == ""
        assert one.history.ledger[-1].tobytes() == other.history.ledger[-1].tobytes()
    one.run(6)
    other.run(6)
    assert difference(today, paired) != "", "but then it does"


@pytest.mark.parametrize("scope", [Scope(), *PARTS])
def test_today_is_one_world_whatever_package_it_is_held_against(
    scope: Scope, difference: Difference, busy: dict[str, float]
) -> None:
    """Scopes only mark people: two packages are compared with the same today."""
    alone, marked = world_of(2_000, busy), world_of(2_000, busy)
    one, other = Course(alone), Course(marked, strong(scope), acts=False)
    for month in range(12):
        one.step()
        other.step()
        found = difference(alone, marked, ignore=SCOPED)
        assert not found, f"month {month}: {found}"


def written_rows(history: Any) -> tuple[bytes, bytes]:
    """The events and the payments that a run has kept, to the last byte."""
    books = history.books
    return books.events[: books.event_count[0]].tobytes(), books.payments[: books.payment_count[0]].tobytes()


@pytest.mark.parametrize("name", ["gids-en-traineeship", "fonds-en-budget", "alle-doorbraken"])
def test_threads_change_nothing(name: str, difference: Difference, busy: dict[str, float]) -> None:
    worlds = []
    for threads in (1, 2, 3):
        world = world_of(1_000, busy, "bank-naar-klas")
        history = Course(world, read_package(name), threads=threads).run(12)
        worlds.append((world, history))
    for world, history in worlds[1:]:
        assert difference(worlds[0][0], world) == ""
        assert np.array_equal(worlds[0][1].ledger, history.ledger)
        for a, b in zip(worlds[0][1].observed, history.observed, strict=True):
            assert all(np.array_equal(getattr(a, field), getattr(b, field)) for field in a._fields)
        assert written_rows(worlds[0][1]) == written_rows(history)


@pytest.mark.small
def test_two_threads_change_nothing_in_a_tiny_world(difference: Difference) -> None:
    one, other = world_of(300), world_of(300)
    Course(one, threads=1).run(2)
    Course(other, threads=2).run(2)
    assert difference(one, other) == ""


def test_a_branch_is_a_straight_run(burnt_in: World, difference: Difference) -> None:
    straight, branch = burnt_in.copy(), burnt_in.copy()
    Course(straight).run(12)
    Course(branch).run(6)
    branch = branch.copy()
    Course(branch).run(6)
    assert straight.month == branch.month == 12
    assert difference(straight, branch) == ""


@BOTH
def test_a_branch_under_a_package_is_a_straight_run(
    of: Callable[[Scope], Package], burnt_in: World, difference: Difference
) -> None:
    """A cohort keeps its people across a branch, and is not filled a second time."""
    package = of(Scope(cohort=2_000_000))
    straight, branch = burnt_in.copy(), burnt_in.copy()
    Course(straight, package).run(8)
    Course(branch, package).run(4)
    branch = branch.copy()
    Course(branch, package).run(4)
    assert difference(straight, branch) == ""
    assert (straight.tables.path.in_scope == 1).sum() > 10


def test_nobody_keeps_a_place_in_scopes_that_are_gone(burnt_in: World) -> None:
    world = burnt_in.copy()
    Course(world, strong(Scope(cohort=20_000))).run(4)
    assert (world.tables.people.scope != 0).any()
    Course(world).run(2)
    assert (world.tables.people.scope == 0).all()


def test_a_branch_leaves_the_original_untouched(burnt_in: World, difference: Difference) -> None:
    before = burnt_in.copy()
    assert difference(before, burnt_in) == ""
    branch = burnt_in.copy()
    Course(branch, strong()).run(6)
    assert difference(before, burnt_in) == ""
    assert (burnt_in.month, branch.month) == (0, 6)
    assert difference(burnt_in, branch) != ""


@pytest.mark.small
def test_a_copy_shares_nothing_that_changes(difference: Difference) -> None:
    world = world_of(300)
    before, branch = world.copy(), world.copy()
    Course(branch).run(1)
    assert difference(before, world) == ""
    ours, theirs = (
        {f"{name}.{column}": array for name, table in CHANGING.items() for column, array in table.arrays(getattr(w, name)).items()}
        | {"looks": w.looks, "guesses": w.guesses, "next_open": w.next_open}
        for w in (world.tables, branch.tables)
    )  # fmt: skip
    assert [name for name in ours if np.shares_memory(ours[name], theirs[name])] == []
    assert np.shares_memory(ours["people.age"], world.tables.people.age), "or the line above could not fail"


# ---- scopes ----


def in_scope_after(scope: Scope, people: int, months: int, name: str, changes: dict[str, float] | None = None) -> World:
    world = world_of(people, changes, name)
    Course(world, strong(scope)).run(months)
    return world


@pytest.mark.parametrize("wanted", [50, 500, 3_000])
def test_a_cohort_has_just_so_many_people(wanted: int) -> None:
    world = in_scope_after(Scope(cohort=wanted, min_age=45), 3_000, 6, "bank-naar-klas")
    simulated = max(1, round(wanted / world.weight))
    assert (world.tables.path.in_scope == 1).sum() == simulated
    assert (world.tables.people.age[world.tables.path.in_scope == 1] >= 45 * 12).all()


def test_a_cohort_stays_the_same_people() -> None:
    world = world_of(3_000, None, "bank-naar-klas")
    course = Course(world, strong(Scope(cohort=20_000, max_age=50)))
    course.step()
    first = np.flatnonzero(world.tables.people.scope)
    course.run(6)
    assert np.flatnonzero(world.tables.people.scope).tolist() == first.tolist()


def test_criteria_of_a_scope_are_met() -> None:
    world = in_scope_after(Scope(min_age=45, max_age=59, education=("low", "middle")), 2_000, 1, "nederland-2025")
    people = world.tables.people
    fits = (people.age >= 45 * 12) & (people.age < 60 * 12) & (people.education <= 1)
    kept = (people.stage != 0) | (people.crossed != 0)  # they keep the terms they set out under
    assert ((people.scope != 0) == fits)[~kept].all()
    assert fits.any() and not fits.all()


def test_a_scope_in_one_region_reaches_nobody_elsewhere() -> None:
    scope = Scope(regions=("limburg",))
    world = world_of(3_000)
    Course(world, strong(scope)).run(6)
    limburg = read_situation("nederland-2025").region_ids.index("limburg")
    reached = world.tables.path.in_scope == 1
    assert (world.tables.people.region[reached] == limburg).all()
    assert reached.sum() >= (world.tables.people.region == limburg).sum()


@BOTH
def test_people_off_scope_differ_only_through_the_market(of: Callable[[Scope], Package]) -> None:
    """In the month it starts, a package that people hear of has touched nobody outside its region yet."""
    worlds = []
    for acts in (False, True):
        world = world_of(3_000)
        Course(world, of(Scope(regions=("limburg",))), acts=acts).run(1)
        worlds.append(world.tables)
    limburg = read_situation("nederland-2025").region_ids.index("limburg")
    elsewhere = worlds[0].people.region != limburg
    touched = worlds[0].units.region == limburg  # where people of the region work, now or because someone else was not hired
    for tables in worlds:
        touched[tables.people.unit[~elsewhere & (tables.people.unit >= 0)]] = True
    off = elsewhere.copy()
    for tables in worlds:
        has_job = tables.people.unit >= 0
        off[has_job] &= ~touched[tables.people.unit[has_job]]
    assert off.sum() > 2_000
    for name in ("people", "traits", "path", "bridge"):
        today, package = (CHANGING[name].arrays(getattr(tables, name)) for tables in worlds)
        assert [column for column in today if not np.array_equal(today[column][off], package[column][off])] == [], name
