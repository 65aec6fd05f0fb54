"""The same package for small and large groups: sizes, effects per participant, and what ran short."""

import json
from pathlib import Path

import numpy as np
import pytest

from cli.__main__ import main
from sim.agents import codes
from sim.agents.coach import LINE_COACH, NEUTRAL_GUIDE
from sim.measures import MEASURES
from sim.month.books import EVENT_ROWS
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.reading import InputError
from sim.refusals import _full, refusals
from sim.runs import RunPlan, RunResult, run_worlds
from sim.scaling import scale, scaled
from sim.scenario import read_situation

SITUATION = read_situation("bank-naar-klas")


def package(*scopes: Scope) -> Package:
    levers = ("neutral-guide", "senior-traineeship", "first-100-days")
    uses = tuple(LeverUse(lever=lever, dose=1, scope=scope) for lever, scope in zip(levers, scopes, strict=False))
    return Package(id="p", nl="P", en="P", levers=uses)


def cohorts(found: Package) -> list[int | None]:
    return [use.scope.cohort for use in found.levers]


@pytest.mark.small
def test_a_package_without_a_cohort_gets_one_in_each_scope() -> None:
    older = Scope(min_age=45)
    found = scaled(package(older, Scope()), 370, SITUATION)
    assert [use.scope for use in found.levers] == [Scope(min_age=45, cohort=370), Scope(cohort=370)]


@pytest.mark.small
def test_a_package_with_a_cohort_keeps_its_other_scopes() -> None:
    found = scaled(package(Scope(cohort=25, status=("surplus",)), Scope(min_age=45)), 370, SITUATION)
    assert cohorts(found) == [370, None]
    assert found.levers[0].scope.status == ("surplus",)


@pytest.mark.small
def test_a_route_goes_along_with_its_group() -> None:
    programme = package(Scope()).model_copy(update={"routes": (Route(recruits=True), Route(scope=Scope(cohort=9)))})
    found = scaled(programme, 370, SITUATION)
    assert [route.scope.cohort for route in found.routes] == [None, 370] and found.routes[0].recruits
    assert cohorts(found) == [None]


@pytest.mark.small
@pytest.mark.parametrize("people", [0, SITUATION.people + 1])
def test_a_group_the_situation_does_not_have_is_refused(people: int) -> None:
    with pytest.raises(InputError, match="must lie between 1 and 1,030,000 people") as error:
        scaled(package(Scope()), people, SITUATION)
    assert "tussen 1 en 1.030.000 mensen" in error.value.both.nl
    assert cohorts(scaled(package(Scope()), SITUATION.people, SITUATION)) == [SITUATION.people]


def result(world: str, run: int, refused: dict[str, float], **measures: float) -> RunResult:
    made = dict.fromkeys(MEASURES, 0.0) | {name.replace("_", "-"): value for name, value in measures.items()}
    full = {"neutral-guides": 0.5 if run else float("nan")}
    empty = np.zeros((1, 1, 1), np.int64)
    return RunResult(run, world, 1, made, {}, {}, empty, {}, True, 1.0, 24, refusals=refused, full=full)


@pytest.mark.small
def test_effects_per_participant_by_hand() -> None:
    """200 reached, 6 crossed today and 10 under the package: 2 more per 100. Income missed falls by 0.5 million: 2500 each."""
    pairs = [
        result("today", 0, {}, scope_lasting=6, scope_income_lost=2.0, lasting_crossings=90),
        result(
            "package", 0, {"money": 3, "seats": 1}, scope_people=200, scope_lasting=10, scope_income_lost=1.5,
            lasting_crossings=93,
        ),
        result("today", 1, {}), result("package", 1, {"money": 0, "seats": 0}, scope_people=200),
    ]  # fmt: skip
    one = scale(200, pairs[:2])
    effects = {row.measure: row.effect for row in one.effects}
    assert effects == {"lasting": 2.0, "safe": 0.0, "income-lost": -2500.0, "market-lasting": 1.5}
    assert (one.people, one.reached, one.refusals) == (200, 200, {"money": 0.75, "seats": 0.25})
    both = scale(200, pairs)
    assert next(row for row in both.effects if row.measure == "lasting").effect == 1.0  # the median of 2 and 0
    assert (both.refused, both.full) == (2.0, {"neutral-guides": 0.5})  # means over pairs that have a value


@pytest.mark.small
def test_nobody_reached_has_no_effect_per_head() -> None:
    one = scale(5, [result("today", 0, {}), result("package", 0, {"money": 0})])
    assert one.effects == [] and np.isnan(one.refusals["money"])
    json.dumps(one.to_json(), allow_nan=False)


@pytest.mark.small
def test_refusals_by_cause() -> None:
    rows = [
        (codes.STAGE, codes.REFUSED_FOR_MONEY, codes.SECTOR_POTS, 1),
        (codes.STAGE, codes.REFUSED_FOR_MONEY, codes.WRONG_POCKETS, 1),
        (codes.LEFT_BRIDGE, codes.GAVE_UP, codes.RIGID_TRAINING, 1),
        (codes.LEFT_BRIDGE, codes.GAVE_UP, codes.UNSAFE_STEP, 1),
        (codes.LEFT_BRIDGE, codes.FOUND_OWN_JOB, 0, 1),  # no refusal
        (codes.STAGE, 0, 0, 1),  # a step forward
        (codes.LEFT_BRIDGE, codes.NO_MATCH, codes.BROKEN_CHAIN, 0),  # not in scope
        (codes.QUIT_EARLY, codes.QUIT_AFTER_START, codes.HARD_LANDING, 1),  # its LEFT_BRIDGE stands beside it
        (codes.LEFT_BRIDGE, codes.QUIT_AFTER_START, codes.HARD_LANDING, 1),
    ]
    events = EVENT_ROWS.empty(len(rows))
    for k, (event, reason, barrier, inside) in enumerate(rows):
        events.event[k], events.reason[k], events.barrier[k], events.in_scope[k] = event, reason, barrier, inside
    found = {name: count for name, count in refusals(events, 10.0).items() if count}
    assert found == {"money": 20, "seats": 10, "guides": 10, "supervision": 10}


@pytest.mark.small
def test_full_is_the_share_of_those_with_places() -> None:
    kind = np.array([NEUTRAL_GUIDE, NEUTRAL_GUIDE, NEUTRAL_GUIDE, LINE_COACH])
    taken, places = np.array([2, 1, 0, 9]), np.array([2, 3, 0, 9])
    assert _full(taken, places, kind == NEUTRAL_GUIDE) == 0.5
    assert np.isnan(_full(taken, np.zeros(4), kind == NEUTRAL_GUIDE))


def test_a_larger_group_reaches_more_people(own_cache: Path) -> None:
    reached = []
    for people in (20_600, 103_000):
        plan = RunPlan(SITUATION, scaled(package(Scope()), people, SITUATION), 1_000, 6, 1, 3)
        reached.append(scale(people, run_worlds(plan)).reached)
    assert reached == pytest.approx([20_600, 103_000], rel=0.1)  # a person stands for 1030


def test_the_command(own_cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "compare bank-naar-klas --package gids-en-traineeship --workers 1000 --months 3 --runs 1 --scale 103000,20600"
    assert main([*line.split(), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["people"] for one in found["scale"]] == [20_600, 103_000]
    assert found["command"].endswith("--scale 20600,103000") and len(found["notes"]) == 1
    assert main([*line.split(), "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "for groups of different sizes" in printed and "103,000" in printed and "Repeat: loopbrug compare" in printed


@pytest.mark.small
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("--scale 37,", "whole numbers"),
        ("--scale 37,37", "once only"),
        ("--scale 0", "must lie between 1 and"),
        ("--scale 2000000", "must lie between 1 and"),
        ("--scale 37 --out results", "--out cannot go with --scale"),
        ("--scale 37 --picture a.svg", "--picture cannot go with --scale"),
    ],
)
def test_wrong_sizes(more: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = f"compare bank-naar-klas --package gids-en-traineeship --workers 1000 --months 1 --runs 1 --lang en {more}"
    assert main(line.split()) == 2
    printed = capsys.readouterr()
    assert says in printed.err and printed.out == "" and printed.err.count("\n") == 1
