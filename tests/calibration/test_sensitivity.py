"""The study of what effects hang on: what varies, how a run is read, that a driver is found, and that words follow numbers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.sensitivity import groups as varying
from calibration.sensitivity import words
from calibration.sensitivity.groups import BRIDGE, LEVERS, LUCK, MARKET, PACKAGES, REST, groups, members, point_of, space, varied
from calibration.sensitivity.simulate import compared, drop_outs, names, outcomes, settled, simulate
from calibration.sensitivity.study import SOBOL_FILE, Size, beyond_luck, spread, strongest, study
from docs.sensitivity import RESULTS, page
from sim.agents import codes
from sim.data.reading import DataError
from sim.parameters import parameters
from sim.policies.catalogue import barriers, levers
from sim.policies.package import active_uses
from sim.posterior import Posterior, posterior
from sim.scenario import read_package, read_situation
from sim.world import Course, History, burn_in, fresh_world, snapshot

D01, D05, D06, D10, D12, ALL = PACKAGES


def middle() -> np.ndarray:
    return (space().low + space().high) / 2


def place(label: str) -> int:
    return space().names.index(label)


# ---- what varies ----


def test_every_parameter_of_the_groups_is_there_once_and_has_a_range() -> None:
    found = members()  # reading refuses a name that comes twice, is unknown or has no range
    assert set(found) <= set(parameters())
    assert set(found.values()) <= {*barriers(), BRIDGE}
    assert not set(posterior().names) & set(found), "what the calibration estimates is of the market"


def test_all_barriers_are_groups_beside_bridge_market_levers_and_luck() -> None:
    assert list(groups()) == [*barriers(), BRIDGE, MARKET, LEVERS, LUCK]
    assert all(f"strength {name}" in groups()[name] for name in barriers())
    labels = [label for members in groups().values() for label in members]
    assert tuple(labels) == space().names and len(set(labels)) == len(labels)


def test_a_strength_varies_over_the_range_of_the_catalogue() -> None:
    for one in varied():
        if one.kind == "strength":
            strength = barriers()[one.name].strength
            assert (one.low, one.high) == (strength.low, strength.high)


def test_every_lever_of_the_packages_that_has_an_efficacy_varies() -> None:
    used = {use.lever for name in PACKAGES for use in active_uses(read_package(name))}
    assert {one.name for one in varied() if one.kind == "lever"} == {name for name in used if levers()[name].acts_on.barriers}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("enrolment,unsafe-step,x", "'enrolment', which is not one of"),
        ("enrol,unsafe,x", "'unsafe', which is not one of"),
        ("weeks_in_month,bridge,x", "'weeks_in_month' has no range"),
        ("enrol,unsafe-step,x\nenrol,bridge,x", "'enrol' was already given in line 2"),
    ],
)
def test_a_wrong_line_of_the_groups_is_named(line: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text(f"parameter,group,where\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=says):
        members(file)


def test_values_become_what_a_run_lives_under() -> None:
    values = middle()
    values[place("strength hard-landing")] = 0.66
    values[place("parameter enrol")] = 0.44
    values[place("lever hub")] = 0.0
    point = point_of(values, seed=5, worlds=3)
    assert point.strengths["hard-landing"] == 0.66 and set(point.strengths) == set(barriers())
    assert point.changes["enrol"] == 0.44 and set(members()) <= set(point.changes)
    assert point.efficacy["hub"] == tuple(acted.efficacy_low for acted in levers()["hub"].acts_on.barriers)
    assert len(set(point.seeds)) == 3


def test_only_luck_and_the_seed_give_other_worlds() -> None:
    values = middle()
    here = point_of(values, 5, 2).seeds
    other = np.array(space().high)
    other[place("luck seed")] = values[place("luck seed")]
    assert point_of(other, 5, 2).seeds == here
    values[place("luck seed")] = 1.0
    assert not set(point_of(values, 5, 2).seeds) & set(here)
    assert not set(point_of(middle(), 6, 2).seeds) & set(here)


def test_a_parameter_set_counts_on_from_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    four = Posterior(("looks",), np.array([[1.0], [2.0], [3.0], [4.0]]))
    monkeypatch.setattr(varying, "posterior", lambda: four)
    values = middle()
    values[place("sets number")] = 0.5
    # half of four is set 2; with seed 5 that is 7, so set 3 (the fourth), with seed 6 set 0.
    assert point_of(values, 5, 1).changes["looks"] == 4
    assert point_of(values, 6, 1).changes["looks"] == 1


# ---- strengths ----

SMALL = 600


def history(strengths: dict[str, float] | None) -> History:
    world = fresh_world(read_situation("nederland-2025"), SMALL, 3)
    burn_in(world, strengths=strengths)
    return Course(world, read_package("alle-doorbraken"), strengths=strengths).run(12)


def test_strengths_of_today_are_today_bit_for_bit() -> None:
    today = {name: barrier.strength.today for name, barrier in barriers().items()}
    one, other = snapshot(history(None).world), snapshot(history(today).world)
    assert all(np.array_equal(one[column], other[column]) for column in one)


def test_a_strength_of_nothing_is_off_whatever_a_package_does() -> None:
    off = dict.fromkeys(barriers(), 0.0)
    world = fresh_world(read_situation("nederland-2025"), SMALL, 3)
    course = Course(world, read_package("alle-doorbraken"), strengths=off)
    assert not course.terms(0).strength.any() and not course.terms(-5).strength.any() and not course.terms(30).strength.any()


def test_strengths_hold_in_today_s_world_of_a_pair() -> None:
    world = fresh_world(read_situation("nederland-2025"), SMALL, 3)
    course = Course(world, read_package("alle-doorbraken"), acts=False, strengths={"hard-landing": 0.25})
    column = codes.BARRIERS.index("hard-landing") - 1
    assert (course.terms(6).strength[:, column] == 0.25).all()


# ---- how a run is read ----


def test_outcomes_are_differences_with_today() -> None:
    shown = {"drop-outs": 40.0, "lasting-crossings": 1000.0, "public-cost": 500.0}
    shown |= {f"lasting-crossings {name}": 1000.0 + 100.0 * k for k, name in enumerate(PACKAGES)}
    shown |= {f"public-cost {name}": 520.0 for name in PACKAGES}
    found = dict(zip(names(), compared(shown, months=36), strict=True))
    assert found["level lasting-crossings"] == 1000 and found["level drop-outs"] == 40
    assert found[f"effect {D01}"] == 0 and found[f"effect {D06}"] == 200 and found[f"cost {D06}"] == 20
    # EUR 20 million a year for three years, for 200 people: EUR 300 thousand each.
    assert found[f"price {D06}"] == pytest.approx(300)
    assert np.isnan(found[f"price {D01}"]), "no crossing added, no price"
    assert found[f"lead {D05} {D12}"] == 100 - 400


def test_drop_outs_are_of_who_took_part() -> None:
    world = settled(point_of(middle(), 5, 1), 7, 3_000)
    course = Course(world)
    found = course.run(24)
    events = found.books.events[: int(found.books.event_count[0])]
    part = sum(e.event == codes.STAGE and codes.STAGES[e.stage] == "oriented" for e in events)
    out = sum(
        e.event == codes.LEFT_BRIDGE and codes.STAGES[e.stage] in ("oriented", "matched", "selected", "contracted", "in-training")
        and codes.REASONS[e.reason] not in ("found-own-job", "left-labour-force", "completed")
        for e in events
    )  # fmt: skip
    assert part > 5 and out > 0
    assert drop_outs(found) == pytest.approx(100 * out / part)


# ---- finding a driver ----


def only_the_diploma_gate(values: np.ndarray, seed: int) -> np.ndarray:
    """A toy: all outcomes follow the strength of the diploma gate, but for a little luck."""
    luck = np.random.default_rng([seed, round(1e6 * values[place("luck seed")])]).normal(0, 0.01, len(names()))
    return 100 * (values[place("strength diploma-gate")] + luck)


def test_the_one_group_that_drives_everything_is_found(tmp_path: Path) -> None:
    study(tmp_path, Size(trajectories=6, power=5), simulator=only_the_diploma_gate)
    tables = words.read_tables(tmp_path)
    assert strongest(tables.moved)[0] == "diploma-gate"
    assert beyond_luck(tables.moved, f"effect {ALL}") == ["diploma-gate"]
    # A step over the whole range, 0.4 to 0.8, moves every outcome by 40.
    gate = tables.moved[(tables.moved["parameter"] == "diploma-gate") & (tables.moved.summary == f"effect {D01}")].iloc[0]
    assert gate.mu_star == pytest.approx(40, abs=2)
    for summary in names():
        found = words.drivers(tables.shares, summary)
        assert [driver.group for driver in found] == ["diploma-gate"] and found[0].share == pytest.approx(1, abs=0.35)
    assert set(tables.shares["parameter"]) >= {LUCK, REST}
    said = page(tables)
    assert "More than luck, for some effect or some pair: B05 *diploma gate*." in said
    before = (tmp_path / SOBOL_FILE).read_bytes()
    study(tmp_path, Size(trajectories=6, power=5), simulator=never)  # goes on from what is kept
    assert (tmp_path / SOBOL_FILE).read_bytes() == before


@pytest.mark.small
@pytest.mark.parametrize(("sets", "told"), [("0" * 16, True), ("", False)])
def test_the_page_says_when_a_later_estimate_ships(sets: str, told: bool) -> None:
    tables = words.read_tables(RESULTS)
    tables.setup["sets"] = sets or posterior().fingerprint
    assert ("A later estimate ships by now" in page(tables)) == told


def test_the_page_is_that_of_the_tables_that_ship() -> None:
    assert (RESULTS.parents[2] / "docs" / "sensitivity.md").read_text(encoding="utf-8") == page(words.read_tables(RESULTS))


def never(values: np.ndarray, seed: int) -> np.ndarray:
    raise AssertionError("a run that is kept is not made again")


def test_a_large_package_does_not_drown_the_others() -> None:
    """Each outcome counts alike: what moves five outcomes most goes before what moves the largest only."""
    lines = []
    for one in outcomes():
        for group, small, large in (("wide", 10.0, 10.0), ("tall", 1.0, 1000.0), (LUCK, 0.5, 0.5)):
            effect = large if ALL in one.of else small
            lines.append({"summary": one.name, "parameter": group, "mu_star": effect, "mu_star_conf": 0.1})
    # In 10 of 16 outcomes without the large package wide is 1 and tall 0.1; in 6 with it wide is 0.01 and tall 1.
    assert strongest(pd.DataFrame(lines)) == ["wide", "tall"]


def test_how_outcomes_lie_over_runs() -> None:
    shown = np.zeros((4, len(names())))
    column = {name: k for k, name in enumerate(names())}
    shown[:, column[f"effect {D01}"]] = (-1, 0, 2, 3)
    shown[:, column[f"effect {D05}"]] = (5, 5, 5, 1)
    shown[:, column[f"effect {ALL}"]] = 99
    shown[0, column[f"price {D01}"]] = np.nan
    found = spread(shown).set_index("summary")
    row = found.loc[f"effect {D01}"]
    assert (row["median"], row.above, row.below, row["first"]) == (1, 0.5, 0.25, 0.25)
    assert found.loc[f"effect {D05}", "first"] == 0.75 and np.isnan(found.loc[f"effect {ALL}", "first"])
    assert found.loc[f"price {D01}", "runs"] == 3


# ---- words follow numbers ----


def tables(shares: list[tuple[str, str, float, float]], spreads: dict[str, tuple[float, ...]]) -> words.Tables:
    """Made by hand: (outcome, group, ST, half its interval); outcome -> (low, median, high, above, below)."""
    lines = [{"summary": name, "parameter": group, "ST": st, "ST_conf": conf} for name, group, st, conf in shares]
    columns = ("low", "median", "high", "above", "below")
    rows = [{"summary": name, "runs": 100, **dict(zip(columns, row, strict=True))} for name, row in spreads.items()]
    made = pd.DataFrame(lines, columns=["summary", "parameter", "ST", "ST_conf"])
    return words.Tables(pd.DataFrame(), made, pd.DataFrame(rows), {})


LEAD_OF = f"lead {D01} {D05}"


def test_a_clear_winner_is_called_so_and_what_drives_it_is_named() -> None:
    made = tables(
        [(LEAD_OF, "unsafe-step", 0.4, 0.1), (LEAD_OF, "late-release", 0.2, 0.3), (LEAD_OF, LUCK, 0.1, 0.02)],
        {LEAD_OF: (1_234, 20_049, 40_000, 0.97, 0.03)},
    )
    said = words.pair_sentence(made, D01, D05)
    assert said == (
        "*D01 Trusted guide* beats *D05 Hire on talent, carve jobs* in 97% of the runs, so over nearly all that is not known (lead "
        "of *D01 Trusted guide*: 20,000 in the median, 90% of the runs 1,200 to 40,000). By how much hangs on B01 *the step feels "
        "unsafe* (ST 0.40 ± 0.10) and luck (ST 0.10 ± 0.02)."
    )


def test_a_clear_loser_is_the_other_s_winner() -> None:
    made = tables([], {LEAD_OF: (-300, -200, -100, 0.0, 1.0)})
    said = words.pair_sentence(made, D01, D05)
    assert said.startswith("*D05 Hire on talent, carve jobs* beats *D01 Trusted guide* in 100% of the runs")
    assert said.endswith(words.UNKNOWN)


def test_mostly_is_not_always_and_an_even_pair_cannot_be_told() -> None:
    mostly = tables([(LEAD_OF, "bridge", 0.5, 0.2)], {LEAD_OF: (-300, 200, 900, 0.85, 0.15)})
    said = words.pair_sentence(mostly, D01, D05)
    assert "mostly beats" in said and "in 85% of the runs" in said
    assert said.endswith("Whether and by how much hangs on the bridge outside the barriers (ST 0.50 ± 0.20).")
    even = tables([], {LEAD_OF: (-900, -50, 900, 0.3, 0.45)})
    said = words.pair_sentence(even, D01, D05)
    assert (
        "is better cannot be told: *D05 Hire on talent, carve jobs* is ahead in 45% of the runs, behind in 30%, no change in 25%"
        in said
    )
    assert said.endswith(words.UNKNOWN)


def test_an_effect_without_a_sign_is_called_so() -> None:
    name = f"effect {D06}"
    made = tables([(name, LUCK, 0.8, 0.2), (name, "no-first-mover", 0.3, 0.1)], {name: (-900, 100, 1_900, 0.6, 0.4)})
    said = words.effect_sentence(made, D06)
    assert "adds 100 lasting crossings in the median (90% of the runs: −900 to 1,900)" in said
    assert "its sign cannot be told: more than nothing in 60% of the runs, less in 40%" in said
    assert "It hangs on luck (ST 0.80 ± 0.20). No group stays clear of chance between worlds" in said
    assert "larger worlds would tell more" in said
    sure = tables([], {name: (100, 200, 300, 0.99, 0.01)})
    said = words.effect_sentence(sure, D06)
    assert "more than nothing in 99% of the runs" in said and "cannot be told:" not in said


def test_a_share_whose_interval_reaches_nothing_is_no_driver() -> None:
    made = tables([("x", "bridge", 0.5, 0.5), ("x", "market", 0.3, 0.24), ("x", "luck", 0.02, 0.01)], {})
    assert [driver.group for driver in words.drivers(made.shares, "x")] == ["market"]


def test_a_share_that_is_not_clear_of_luck_is_no_driver() -> None:
    # Luck reaches 0.4: the bridge begins at 0.42, the market at 0.38.
    made = tables([("x", "bridge", 0.6, 0.18), ("x", "market", 0.5, 0.12), ("x", "luck", 0.3, 0.1)], {})
    assert [driver.group for driver in words.drivers(made.shares, "x")] == ["bridge", "luck"]


# ---- for real ----


def test_wrong_options_are_refused() -> None:
    done = run("--out", "somewhere", "--trajectories", "1")
    assert done.returncode == 2 and "geen geheel getal" in done.stderr and "no whole number" in done.stderr


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "calibration.sensitivity", *options], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_tiny_study_comes_to_its_end(tmp_path: Path) -> None:
    options = ("--people", "1500", "--worlds", "1", "--trajectories", "2", "--power", "1", "--processes", "1")
    done = run("--out", str(tmp_path), *options)
    assert done.returncode == 0, done.stderr
    found = words.read_tables(tmp_path)
    assert set(found.moved.summary) == set(names()) and found.spread.runs.max() == 2 * (2 + found.shares["parameter"].nunique())
    assert "## What this study cannot say" in page(found)
    other = run("--out", str(tmp_path), *options[:-2], "--people", "1600")
    assert other.returncode == 2 and "andere versie van het model" in other.stderr and "another version" in other.stderr


@pytest.mark.slow
def test_one_run_twice_is_the_same_to_the_last_bit() -> None:
    one, other = (simulate(middle(), 7, people=1_500, months=24, worlds=2) for _ in range(2))
    assert np.array_equal(one, other, equal_nan=True)
