"""Views of real runs: they end where the headline does, stay small, and say nothing changes where nothing does."""

import json
import pickle
from dataclasses import replace
from pathlib import Path as File
from typing import Any

import numpy as np
import pytest

from sim.effects import compare, pairs_of
from sim.month.books import CROSSINGS, LASTING_CROSSINGS
from sim.plain import plain
from sim.reading import InputError
from sim.runs import RunPlan, RunResult, advance, run_worlds, summary
from sim.scenario import read_package, read_situation
from sim.views import Views, views_of
from sim.views.shapes import BAND_PARTS, Band

SITUATION = read_situation("bank-naar-klas")
MONTHS = 30


def plan(**more: Any) -> RunPlan:
    given = {"workers": 2_000, "months": MONTHS, "runs": 2, "seed": 5} | more
    return RunPlan(SITUATION, read_package("gids-en-traineeship", SITUATION), **given)


@pytest.fixture(scope="module")
def dense(own_cache: File) -> list[RunResult]:
    return run_worlds(plan())


@pytest.fixture(scope="module")
def thin(own_cache: File) -> list[RunResult]:
    return run_worlds(plan(), thin=True)


@pytest.fixture(scope="module")
def views(dense: list[RunResult]) -> Views:
    return views_of(pairs_of(dense), SITUATION)


def said(results: list[RunResult]) -> str:
    return json.dumps(compare(results).to_json(), allow_nan=False)


def test_a_thin_pair_compares_to_the_last_digit_as_a_whole_one(dense: list[RunResult], thin: list[RunResult]) -> None:
    assert said(thin) == said(dense)
    assert compare(thin).business == compare(dense).business is not None


def test_what_is_left_of_a_pair_does_not_grow_with_its_people(own_cache: File, thin: list[RunResult]) -> None:
    assert all(result.people == {} for result in thin)
    for pair in pairs_of(thin) + pairs_of(run_worlds(plan(workers=20_000, runs=1), thin=True)):
        assert len(pickle.dumps(pair)) < 25_000  # bytes; 200 pairs within 5 MB


def test_views_of_thin_pairs_are_those_of_whole_ones(thin: list[RunResult], views: Views) -> None:
    found = views_of(pairs_of(thin), SITUATION)
    assert plain(found.groups) == plain(views.groups)
    for one, other in zip(found.paths, views.paths, strict=True):
        assert np.allclose(one.band.package, other.band.package, rtol=1e-6)


def test_the_last_month_is_the_headline(dense: list[RunResult]) -> None:
    for result in dense:
        paths = result.views["paths"]
        assert paths.shape == (7, MONTHS)
        assert paths[0, -1] == pytest.approx(result.measures["lasting-crossings"])
        assert paths[1, -1] == pytest.approx(result.measures["safe-crossings"])
        assert paths[2].mean() == pytest.approx(result.measures["unemployment"])
        assert paths[3, -1] == pytest.approx(result.measures["months-out"])
        assert paths[5, -1] * 12 / MONTHS == pytest.approx(result.measures["public-cost"])
        for so_far in (paths[3], paths[5], paths[6]):
            assert (np.diff(so_far) >= 0).all() and so_far[-1] > 0
        assert (paths[0, :12] == 0).all()  # nothing has lasted a year before a year


def test_sectors_are_what_the_books_count(burnt_in: Any) -> None:
    asked = replace(plan(workers=1_000, months=20), situation=burnt_in.situation)
    history = advance(asked, burnt_in.copy(), "today", False)
    found = summary(asked, 0, "today", 7, history).views
    flows = np.sum([month.flows for month in history.observed], axis=0)
    assert (found["crossings"].sum(axis=0) == flows[:, CROSSINGS]).all() and flows[:, CROSSINGS].sum() > 0
    assert (found["lasting"].sum(axis=0) == flows[:, LASTING_CROSSINGS]).all() and flows[:, LASTING_CROSSINGS].sum() > 0
    assert np.trace(found["crossings"]) == 0
    assert np.isnan(found["paths"][[0, 1, 3]]).all()  # nobody watched


def test_nobody_comes_further_than_they_came_before(views: Views) -> None:
    assert views.steps
    came = [float(step.reached.package) for step in views.steps.steps]
    assert came == sorted(came, reverse=True) and came[1] > 0
    assert all(exit.reason_words.nl and exit.barrier_words.nl for exit in views.steps.exits)
    assert all(bool(exit.rule) == bool(exit.barrier) for exit in views.steps.exits)


def test_money_adds_up(views: Views) -> None:
    for part in ("today", "package", "effect"):
        paid, received = (
            sum(float(getattr(euro, part)) for euro in side.values()) for side in (views.money.paid, views.money.received)
        )
        assert paid == pytest.approx(received, abs=0.005)


def test_a_pair_of_one_world_with_itself_has_no_effect(own_cache: File) -> None:
    nothing = replace(plan(runs=1), package=None)
    found = views_of(pairs_of(run_worlds(nothing)), SITUATION)
    assert found.steps and found.sectors
    bands: list[Band] = [path.band for path in found.paths]
    bands += [band for step in found.steps.steps for band in (step.reached, step.under_way)]
    bands += [band for exit in found.steps.exits for band in (exit.times, exit.missing_euro)]
    bands += [found.sectors.crossings, found.sectors.lasting, *found.money.net.values(), *(p.euro for p in found.money.payments)]
    bands += [band for group in found.groups for band in group.measures.values()]
    for band in bands:
        assert all(not np.any(getattr(band, part)) for part in BAND_PARTS[2:])
        assert (band.today == band.package).all()
    assert all(group.better == group.worse == group.missed == group.gained == 0 for group in found.groups)
    assert all(group.same == pytest.approx(group.people) for group in found.groups)


def test_views_are_plain_data(views: Views) -> None:
    text = json.dumps(views.to_json(), allow_nan=False)
    assert json.loads(text)["pairs"] == 2
    with pytest.raises(ValueError, match="no pair"):
        views_of([], SITUATION)


# ---- parts of a plan, and changed parameters ----


def test_part_of_the_runs_is_part_of_the_whole(own_cache: File, thin: list[RunResult]) -> None:
    heard: list[list[tuple[int, str]]] = []
    done: list[float] = []
    results = [
        *run_worlds(plan(), thin=True, runs=range(1), finished=lambda found: heard.append([(r.run, r.world) for r in found])),
        *run_worlds(plan(), thin=True, runs=range(1, 2), progress=done.append),
    ]
    assert heard == [[(0, "today"), (0, "package")]]
    assert done == sorted(done) and done[-1] == pytest.approx(1.0)
    assert said(results) == said(thin)


def test_a_changed_parameter_holds_in_both_worlds(own_cache: File) -> None:
    usual = run_worlds(plan(runs=1, workers=1_000, months=12))
    changed = run_worlds(plan(runs=1, workers=1_000, months=12, assumed={"radius": 2.5, "aware_ww": 0.3}))
    for one, other in zip(usual, changed, strict=True):
        assert one.measures != other.measures
    assert changed[0].funnel["aware"] > usual[0].funnel["aware"]


@pytest.mark.small
def test_a_parameter_that_there_is_not_is_refused_in_both_languages() -> None:
    with pytest.raises(InputError) as refused:
        plan(assumed={"radiuss": 1.0})
    assert refused.value.both.nl == "er is geen parameter 'radiuss'; bedoelt u 'radius'?"
    assert refused.value.both.en == "there is no parameter 'radiuss'; did you mean 'radius'?"
    with pytest.raises(InputError, match="'radius' is not a number"):
        plan(assumed={"radius": float("nan")})
