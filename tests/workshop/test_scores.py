"""What is said of tables, hand-worked on made-up runs: sure gains, badges, who can be told apart, and the talk afterwards."""

from dataclasses import replace
from typing import Any

import pytest

from sim.policies.catalogue import breakthroughs
from tests.workshop.made_session import A, C, choosing, do, run
from workshop.contributed import Contributed, Share, contributed, shared
from workshop.debrief import debrief, direction
from workshop.market import TOGETHER
from workshop.scores import apart, badges, scores_of
from workshop.web.html import shares, verdict_of
from workshop.web.talk import shares_of

pytestmark = pytest.mark.small


def row(measure: str, values: list[float], better: str = "higher") -> dict[str, Any]:
    """An effect as a run keeps it; the middle of five values, from the second to the fourth for the band."""
    low, middle, high = sorted(values)[1::1][0], sorted(values)[2], sorted(values)[3]
    return {"measure": measure, "nl": "x", "en": "x", "unit": "people", "effect": middle, "low80": low, "high80": high,
            "better": better, "values": values}  # fmt: skip


def made(lasting: dict[str, list[float]], paid: dict[str, dict[str, float]] | None = None) -> dict[str, Any]:
    """A round's result of these tables, with what each party pays."""
    arms = {}
    for name, values in lasting.items():
        rows = [row("lasting-crossings", values), row("public-cost", [1, 2, 3, 4, 5], "lower")]
        parties = [{"payer": party, "euro_per_year": euro} for party, euro in (paid or {}).get(name, {}).items()]
        arms[name] = {"rows": {one["measure"]: one for one in rows}, "parties": parties, "cost": None}
    return {"months": 24, "pairs": 5, "workers": 1_000, "weight": 10.0, "arms": arms}


def test_tables_are_told_apart_in_the_same_worlds_though_their_bands_overlap():
    scores = scores_of(made({"1": [10, 50, 90, 130, 170], "2": [14, 55, 95, 134, 175], "3": [170, 130, 90, 50, 10]}))
    one, two, three = (scores[name].figures["lasting-crossings"] for name in "123")
    assert one.low80 < two.effect < one.high80 and apart(one, two) and apart(two, one)  # 4 or 5 more in every world
    assert not apart(one, three)  # as often more as fewer


def test_a_badge_goes_only_to_who_surely_gains_and_to_all_that_are_as_good():
    won = badges(scores_of(made({"1": [10, 50, 90, 130, 170], "2": [12, 40, 95, 120, 180], "3": [-90, -50, 10, 50, 90]})))
    assert won["lasting"] == ["1", "2"] and won["safe"] == []
    assert badges(scores_of(made({"1": [-1, -1, 0, 1, 1], TOGETHER: [5, 6, 7, 8, 9]})))["lasting"] == []  # the room has no badge


def test_the_fairest_bill_is_where_the_heaviest_share_is_smallest():
    paid = {"1": {"uwv": 80.0, "ministries": 20.0, "workers": -50.0}, "2": {"uwv": 50.0, "ministries": 50.0}}
    values = {"1": [10.0, 50, 90, 130, 170], "2": [10.0, 50, 90, 130, 170]}
    assert badges(scores_of(made(values, paid)))["fair"] == ["2"]


def test_a_direction_is_more_fewer_or_the_same_where_zero_lies_inside():
    said = scores_of(made({"1": [1, 2, 3, 4, 5], "2": [-5, -4, -3, -2, -1], "3": [-2, -1, 1, 2, 3]}))
    assert [direction(said[name].figures["lasting-crossings"]) for name in "123"] == ["more", "fewer", "same"]
    assert direction(None) is None


def test_the_talk_afterwards_sets_expectation_against_outcome_and_names_what_nobody_tried():
    session = do(choosing(), "chose", A, lever="lead-time", dose=6)
    session = do(do(session, "chose", C, lever="lead-time", dose=3), "moved")
    session = do(session, "expected", A, lasting="more", cost="fewer")
    session = do(do(session, "moved"), "ran", "server", result="0" * 16)
    found = debrief(session, [made({"1": [1, 2, 3, 4, 5], "2": [-2, -1, 1, 2, 3], TOGETHER: [0, 0, 0, 0, 0]})])
    first, second = (path.steps[0] for path in found.paths)
    assert (first.lasting, first.cost, first.right) == ("more", "more", 1) and (second.lasting, second.right) == ("same", None)
    assert first.moved == {"lead-time": 6} and second.moved == {"lead-time": 3}
    assert found.tried == {"anticipate-and-let-go": 2} and len(found.untried) == len(breakthroughs()) - 1
    assert [use.lever for use in found.paths[0].package.levers] == ["lead-time"] and found.unknown


def test_what_breakthroughs_add_sums_to_what_they_bring_together_whatever_else_the_lattice_holds():
    from experiments.lattice.table import shipped

    table = shipped("nederland-2025")
    tried = ("trusted-guide", "contract-first", "safe-landing")
    found = shared(table, tried)
    mask = sum(1 << table.head.parts.index(part) for part in tried)
    assert {one.breakthrough for one in found.shares} == set(tried)
    assert sum(one.middle for one in found.shares) == pytest.approx(found.whole, abs=1e-6)
    assert found.whole == pytest.approx(table.effects("lasting-crossings")[:, mask].mean())
    assert all(one.low <= one.middle <= one.high for one in found.shares) and shared(table, ()) is None
    alone = shared(table, ("trusted-guide",)).shares[0].middle
    assert alone == pytest.approx(table.effects("lasting-crossings")[:, 1 << table.head.parts.index("trusted-guide")].mean())
    assert contributed("nederland-2013", tried) is None  # no lattice of it ships


@pytest.mark.parametrize(("current", "told"), [(True, 0), (False, 1)])
def test_shares_from_an_older_lattice_say_so(current, told):
    found = replace(contributed("nederland-2025", ("trusted-guide",)), current=current)
    assert shares_of(found, "en").count("an earlier version of the model") == told


def test_shares_are_told_in_steps_of_the_largest_and_none_finer():
    both = (Share("trusted-guide", 60_412.0, 51_999.0, 70_804.0), Share("contract-first", -84.0, -210.0, 13.0))
    found = Contributed(both, 60_328.0, 2, 4_000, 60, True)
    guide, contract, whole = shares(found, "en")
    assert guide[1:] == ("+60,000", "+52,000 to +71,000") and contract[1:] == ("0", "0 to 0") and whole[1:] == ("+60,000", "")


def test_nothing_at_all_is_no_difference_and_not_another_one():
    scores = scores_of(made({"1": [0, 0, 0, 0, 0], "2": [-2, -1, 1, 2, 3], "3": [1, 2, 3, 4, 5]}))
    said = [verdict_of(scores[name].figures["lasting-crossings"], "nl") for name in "123"]
    assert said == ["geen verschil", "niet zeker", "beter"]


def test_without_a_round_there_is_still_something_to_talk_about():
    found = debrief(choosing(), [])
    assert all(path.steps == () for path in found.paths) and found.tried == {}
    assert run(choosing()).results == ("0" * 16,)
