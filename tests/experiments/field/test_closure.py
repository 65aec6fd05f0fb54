"""Closures: the estimator finds an effect that is known; a firm that closes in the model loses everyone, and nobody gets lost."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.field import Closing, Size, closures
from experiments.field.closure import cells, close, eligible, firms_by_lot, matched_sums, sums_of, table, works_at
from experiments.field.estimate import weights_like
from experiments.field.panel import Panel
from sim.agents.codes import DISMISSED, HIRED
from sim.group import check_books
from sim.reading import InputError
from sim.world import Course, World

REPETITIONS, WORLDS, PEOPLE = 400, 10, 600


def toy_panel(at_work: np.ndarray) -> Panel:
    """A panel in which only work is told; each of its months is a repetition of its own."""
    zero = np.zeros(at_work.shape, np.int32)
    return Panel(at_work, np.ones(at_work.shape, bool), 1000 * at_work, 1000 + zero, zero > 0, zero, zero)


def toy(effect: float) -> pd.DataFrame:
    """Ten worlds with three kinds of workers. Kind 0 has work later with chance 0.9, kind 1 0.7, kind 2 0.5, a closure takes
    `effect` off each. Firms close more often where kind 2 works, so closed and open firms differ without any effect. How good the
    times are differs by world.
    """
    draw, parts = np.random.default_rng(5), []
    everyone = {"all": np.ones(PEOPLE, bool)}
    for run in range(WORLDS):
        kind = draw.integers(0, 3, PEOPLE)
        closed = draw.random(PEOPLE) < np.array([0.05, 0.1, 0.3])[kind]
        case, control = weights_like(kind, closed, ~closed)
        chance = np.array([0.9, 0.7, 0.5])[kind] + 0.05 * draw.standard_normal((REPETITIONS, 1))
        luck = draw.random((REPETITIONS, PEOPLE))
        struck, twin = toy_panel(luck < chance - effect * closed), toy_panel(luck < chance)
        parts.append(matched_sums(struck, twin, everyone, case, control).assign(run=run))
    found = table(pd.concat(parts, ignore_index=True))
    return found[found.outcome == "employment"]


def test_matching_finds_the_effect_of_a_toy_closure() -> None:
    found = toy(0.3)
    for contrast in ("difference", "exact"):
        rows = found[found.contrast == contrast]
        assert len(rows) == REPETITIONS
        assert rows.estimate.mean() == pytest.approx(-0.3, abs=0.01)
    rows = found[found.contrast == "difference"]
    assert 0.91 < ((rows.low <= -0.3) & (rows.high >= -0.3)).mean() < 0.99


def test_matching_finds_no_effect_where_there_is_none() -> None:
    found = toy(0.0)
    rows = found[found.contrast == "difference"]
    assert 0.01 < ((rows.low > 0.0) | (rows.high < 0.0)).mean() < 0.09
    assert rows.estimate.mean() == pytest.approx(0.0, abs=0.01)
    assert (found[found.contrast == "exact"].estimate == 0.0).all()
    level = found[found.contrast == "closed"].estimate.mean()
    assert level < 0.65, "closed firms have people with worse chances: without matching they would seem to suffer"


def test_people_match_on_age_education_sector_service_and_wage(burnt_in: World) -> None:
    world = burnt_in.copy()
    people = world.tables.people
    a, b = np.flatnonzero(eligible(world, 0))[:2]
    for column in ("age", "education", "job_type", "tenure", "wage"):
        getattr(people, column)[b] = getattr(people, column)[a]
    assert cells(world)[a] == cells(world)[b]
    people.age[a], people.age[b] = 44 * 12 + 11, 45 * 12
    assert cells(world)[a] != cells(world)[b], "45 begins another age band"
    people.age[a] = 54 * 12 + 11
    assert cells(world)[a] == cells(world)[b]
    people.tenure[a], people.tenure[b] = 11, 12
    assert cells(world)[a] != cells(world)[b]


def closed_world(burnt_in: World, months: int, share: float = 0.1) -> tuple[World, np.ndarray, np.ndarray, Any]:
    """(world so many months on, employers that closed, who worked there, its history)."""
    world = burnt_in.copy()
    chosen = firms_by_lot(world, share)
    staff = works_at(world, chosen)
    close(world, chosen)
    return world, chosen, staff, Course(world).run(months)


def test_closed_firms_lose_everyone_at_once_and_hire_nobody(burnt_in: World) -> None:
    world, chosen, staff, history = closed_world(burnt_in, 12)
    assert staff.sum() > 10
    assert not works_at(world, chosen).any()
    events = history.books.events[: int(history.books.event_count[0])]
    hired = events[events.event == HIRED]
    assert len(hired) and not np.isin(hired.to_employer, chosen).any()
    gone = np.unique(events.person[(events.event == DISMISSED) & (events.month == 0)])
    stopped = np.unique(events.person[(events.month == 0) & np.isin(events.person, np.flatnonzero(staff))])
    assert set(np.flatnonzero(staff)) <= set(gone) | set(stopped)
    units = np.isin(world.tables.units.employer, chosen)
    for column in ("headcount", "leaving", "openings", "target", "foreseen"):
        assert (getattr(world.tables.units, column)[units] == 0).all(), column


def test_books_balance_and_nobody_is_lost(burnt_in: World) -> None:
    before = burnt_in.tables.funds.balance.copy()
    world, _, _, history = closed_world(burnt_in, 12)
    books = history.books
    check_books(world, history.whole_ledger(), books.payments[: int(books.payment_count[0])], before)
    assert world.people == burnt_in.people
    for month in history.observed:
        assert month.stocks[:, :6].sum() == burnt_in.people
    w = world.tables
    noticed = np.bincount(w.people.unit[(w.people.unit >= 0) & (w.people.status == 1)], minlength=w.units.size)
    assert np.array_equal(w.units.leaving, noticed)


def test_closing_nothing_changes_nothing(burnt_in: World, difference: Any) -> None:
    one, other = burnt_in.copy(), burnt_in.copy()
    close(one, np.array([], np.int64))
    assert difference(one, other) == ""


def test_the_lot_is_of_firms_with_staff(burnt_in: World) -> None:
    chosen = firms_by_lot(burnt_in, 0.2)
    staff = np.bincount(burnt_in.tables.units.employer, weights=burnt_in.tables.units.headcount)
    assert (staff[chosen] > 0).all()
    assert chosen.size == round(0.2 * (staff > 0).sum()) and np.unique(chosen).size == chosen.size
    assert np.array_equal(chosen, firms_by_lot(burnt_in, 0.2))


def test_a_world_that_was_asked_stays_as_it_is(burnt_in: World, difference: Any) -> None:
    before = burnt_in.copy()
    sums_of(burnt_in, Closing(share=0.1), 2)
    assert difference(burnt_in, before) == ""


@pytest.mark.slow
def test_closures_in_the_model(own_cache: Any) -> None:
    """Whoever loses a job is without one at first, and most find another within a year; matching and the twin world agree."""
    found = closures(Size(20_000, 24, 3), plan=Closing(share=0.03))
    work = found[(found.outcome == "employment") & (found.group == "all")].set_index(["contrast", "month"])
    assert work.loc[("closed", 0), "estimate"] == pytest.approx(1.0) == work.loc[("matched", 0), "estimate"]
    assert work.loc[("closed", 0), "n"] == pytest.approx(work.loc[("matched", 0), "n"])
    assert work.loc[("closed", 1), "estimate"] < 0.4
    assert work.loc[("difference", 1), "estimate"] < work.loc[("difference", 12), "estimate"] < 0.0
    assert work.loc[("difference", 1), "high"] < 0.0
    for month in (1, 3, 6, 12, 24):
        gap = work.loc[("difference", month)]
        assert gap.low - 0.05 <= work.loc[("exact", month), "estimate"] <= gap.high + 0.05
    assert (work.runs == 3).all() and set(found.outcome) == {"employment", "earnings", "wage", "days"}
    days = found[(found.outcome == "days") & (found.group == "all") & (found.contrast == "matched")].set_index("month").estimate
    assert 11 not in days.index and 300 < days[12] < 366, "a year of days is known after a year"


@pytest.mark.parametrize("wrong", [{"share": 0.0}, {"share": 1.0}, {"month": -1}, {"least_tenure": -1}])
def test_a_plan_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError) as refused:
        Closing(**wrong)  # type: ignore[arg-type]
    assert refused.value.both.nl != refused.value.both.en
