"""The bridge fitted to what programmes reported: what it aims at, what it may move, and that it stays out of every forecast."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from calibration import programme_fit as fit
from calibration.fit.posterior import IDENTIFIED
from sim.parameters import parameters
from sim.policies.programme import Target
from sim.population import make_tables
from sim.programme_runs import under
from sim.programmes import programmes
from sim.scenario import read_situation
from sim.world import fresh_world

ROOT = Path(__file__).resolve().parents[2]
REPORTED = {f"{one.id} {target.measure}": target for one in programmes() for target in one.reported if target.comparable}


def test_every_comparable_share_is_aimed_at_and_no_number_of_people() -> None:
    assert set(fit.names()) == {name for name, target in REPORTED.items() if target.is_share}
    assert "van-rabo-naar-pabo starters" not in fit.names() and len(fit.names()) == 16


def test_at_most_eight_parameters_within_their_own_ranges() -> None:
    space = fit.space()
    assert space.size <= 8 and set(space.names) <= set(parameters())
    for name, low, high in zip(space.names, space.low, space.high, strict=True):
        assert (low, high) == (parameters()[name].low, parameters()[name].high)


def test_what_is_fitted_acts_on_the_bridge_alone() -> None:
    """A world made under other values is the same but for the values: no chance to search or to be hired follows from them."""
    situation = read_situation("nederland-2022")
    low = dict(zip(fit.free_names(), fit.space().low.tolist(), strict=True))
    usual, other = (make_tables(situation, 600, 1, 12, changes) for changes in ({}, low))
    for name in ("nearness", "search_chances", "inside_chances", "course_chances"):
        assert np.array_equal(getattr(usual, name), getattr(other, name))
    source = "".join((ROOT / "sim" / "agents" / file).read_text(encoding="utf-8") for file in ("worker.py", "employer.py"))
    assert [name for name in fit.free_names() if re.search(rf"\bp\.{name}\b", source)] == []


def reported(measure: str, low: float, high: float, of: int) -> Target:
    found = next(target for one in programmes() for target in one.reported if target.comparable and target.is_share)
    return found.model_copy(update={"measure": measure, "low": low, "high": high, "of": of, "of_assumed": None})


def test_a_report_of_few_people_allows_much() -> None:
    """Jeffreys' 90% interval of 5 of 7: the 5% and 95% points of a beta(5.5, 2.5), by numerical integration of its density."""
    grid = (np.arange(200_000) + 0.5) / 200_000
    density = grid**4.5 * (1 - grid) ** 1.5
    below = np.cumsum(density) / density.sum()
    low, middle, high = fit.band(reported("offered-after-tryout-share", 5 / 7, 5 / 7, 7))
    assert low == pytest.approx(np.interp(0.05, below, grid), abs=1e-4)
    assert high == pytest.approx(np.interp(0.95, below, grid), abs=1e-4) and middle == pytest.approx(5 / 7)
    narrow = fit.band(reported("enrolled-share", 1000 / 4500, 1500 / 4500, 4500))
    assert 1000 / 4500 - 0.012 < narrow[0] < 1000 / 4500 and 1500 / 4500 < narrow[2] < 1500 / 4500 + 0.012


def test_a_report_of_everyone_keeps_its_middle_inside() -> None:
    low, middle, high = fit.band(reported("enrolled-share", 1.0, 1.0, 20))
    assert 0.8 < low < middle == high == 1.0
    assert fit.band(reported("enrolled-share", 0.0, 0.0, 20))[:2] == (0.0, 0.0)
    assert all(low <= middle <= high for low, middle, high in (fit.band(target) for _, target in fit.aimed_at()))


def test_a_world_lives_on_under_other_values_and_the_first_is_left_alone() -> None:
    start = fresh_world(read_situation("nederland-2022"), 600, 4)
    other = under(start, {"enrol": 0.6})
    assert other.tables.p.enrol == 0.6 and start.tables.p.enrol == parameters()["enrol"].value
    other.tables.people.wage[:] = 0
    assert start.tables.people.wage.any()
    with pytest.raises(KeyError):
        under(start, {"no_such_parameter": 1.0})


def test_conflicts_are_what_is_never_met_and_what_never_together() -> None:
    """Of 60 runs, one target is never met, two are met in half of the runs each and never in the same, one is hardly seen."""
    goals = fit.goals()
    shown = np.repeat(goals.central[None], 60, axis=0)
    shown[:, 0] = goals.high[0] + 0.1
    shown[:30, 1] = goals.high[1] + 0.1
    shown[30:, 2] = goals.high[2] + 0.1
    shown[5:, 3] = np.nan
    shown[:5, 3] = goals.high[3] + 0.1
    never, apart = fit.conflicts(shown)
    assert never == [fit.names()[0]] and apart == [(fit.names()[1], fit.names()[2])]


def test_the_sets_that_ship_lie_in_the_ranges_and_are_told_of() -> None:
    sets, made, space = fit.fitted(), fit.told(), fit.space()
    assert sets.names == space.names and len(sets) == made["sets"] >= 40
    assert (sets.values >= space.low - 1e-9).all() and (sets.values <= space.high + 1e-9).all()
    with (fit.MACRO_FILE.parent / fit.TABLE_FILE).open(encoding="utf-8", newline="") as file:
        rows = {row["parameter"]: row for row in csv.DictReader(file)}
    assert list(rows) == list(space.names)
    wide = [name for name, row in rows.items() if float(row["width"]) > IDENTIFIED]
    assert made["not_identified"] == wide == [name for name, row in rows.items() if row["identified"] == "False"]


def test_no_command_but_validate_reads_the_fitted_sets() -> None:
    readers = [
        file.relative_to(ROOT).as_posix() for folder in ("sim", "cli", "sandbox", "experiments", "calibration", "benchmarks")
        for file in (ROOT / folder).rglob("*.py") if "programme_fit" in file.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert sorted(readers) == ["calibration/programme_fit.py", "calibration/validation.py", "cli/validate.py"]


def test_a_run_gives_a_share_for_each_target_and_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a small world, under the values set by hand; who never got so far is no number."""
    few = [pair for pair in fit.aimed_at() if pair[0].id in ("james-loopbaan", "asr-in-beweging")]
    monkeypatch.setattr(fit, "aimed_at", lambda: tuple(few))
    monkeypatch.setattr(fit, "PEOPLE", 2_000)
    fit._start.cache_clear()
    values = np.array([parameters()[name].value for name in fit.free_names()])
    shown = fit.simulate(values, 3)
    assert shown.shape == (2,) and ((shown > 0) & (shown < 1)).all()
    assert fit.simulate(values, 3 + fit.WORLDS).tolist() == shown.tolist()  # the same world
    none = values.copy()
    none[fit.free_names().index("enrol")] = 0.0
    assert fit.simulate(none, 3).tolist() == [0.0, 0.0]
    fit._start.cache_clear()
