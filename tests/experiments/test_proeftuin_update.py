"""Learning from a pilot: results that cannot be, weights that are known, a warning where no set goes with what was seen."""

from pathlib import Path

import numpy as np
import pytest

from experiments.proeftuin.results import STEPS, read_results
from experiments.proeftuin.update import (
    BRIDGE,
    Seen,
    effective_size,
    learn,
    likelihoods,
    moved,
    quantiles,
    shown_by,
    systematic,
    weighed,
    with_bridge,
)
from experiments.proeftuin.words import FORECASTS, SEEN
from sim.parameters import parameters
from sim.posterior import posterior, read_posterior, write_posterior
from sim.reading import InputError
from tests.experiments.made_cases import made

SHIPPED = Path(__file__).parents[2] / "scenarios" / "proeftuinen"
LINES = {
    "id": "toy", "nl": '"Proef"', "en": '"Pilot"', "source": '"Made up"', "grade": "assumption", "programme": "skilling-consortium",
    "months": "12", "participants": "37", "placed": "29",
}  # fmt: skip


@pytest.fixture
def results(tmp_path):
    """Reads results with some lines changed, added (None takes one away)."""

    def read(**changes):
        lines = {name: value for name, value in (LINES | changes).items() if value is not None}
        file = tmp_path / "uitkomst.yaml"
        file.write_text("\n".join(f"{name}: {value}" for name, value in lines.items()) + "\n", encoding="utf-8")
        return read_results(file)

    return read


# --- results -----------------------------------------------------------------------------------------------------------------


@pytest.mark.small
@pytest.mark.parametrize(
    ("changes", "nl"),
    [
        ({"placd": "3"}, "onbekende naam 'placd'; bedoelt u 'placed'?"),
        ({"placed": "38"}, "placed (38) is meer dan participants (37)"),
        ({"invited": "30"}, "participants (37) is meer dan invited (30)"),
        ({"retained": "30"}, "retained (30) is meer dan placed (29)"),
        ({"placed": "unknown", "retained": "3"}, "geef dat aantal ook"),
        ({"participants": "0"}, "0 kan niet"),
        ({"placed": "-1"}, "-1 kan niet"),
        ({"placed": "unknown"}, "er is niets geteld"),
        ({"steps": "{matched: 5, selected: 6}"}, "selected (6) is meer dan matched (5)"),
        ({"steps": "{started: 30}"}, "started (30) is meer dan placed (29)"),
        ({"steps": "{matchd: 5}"}, "bedoelt u 'matched'?"),
        ({"programme": None}, "geef een programma, of een situatie met een pakket"),
        ({"placed": "29.5"}, "geheel getal"),
    ],
)
def test_results_that_cannot_be_are_one_sentence_with_the_line(results, changes, nl):
    with pytest.raises(InputError) as error:
        results(**changes)
    assert nl in error.value.both.nl and "uitkomst.yaml:" in error.value.both.nl


@pytest.mark.small
def test_what_was_counted_counts_no_person_twice(results):
    found = results(invited="200", steps="{matched: 20, selected: unknown, contracted: 12, started: 10, landed: 9}", retained="20",
                    cost="74000")  # fmt: skip
    assert found.counted == {
        "enrolled": (37, 200), "matched": (20, 37), "contracted": (12, 20), "started": (10, 12), "landed": (9, 10),
        "placed-alone": (19, 27), "retained": (20, 29), "cost": (1, 1),
    }  # fmt: skip
    assert set(found.counted) <= set(SEEN)


@pytest.mark.small
def test_the_documents_own_pilots_are_shipped_with_their_source():
    found = {file.stem: read_results(file) for file in SHIPPED.glob("*.yaml")}
    assert found["skilling-consortium"].counted == {"placed": (29, 37)}
    assert found["noordoost-brabant"].counted == {"placed": (17, 25)}  # 68%, between two thirds and 70%
    assert all("SF" in one.source and one.grade in ("seen", "derived") for one in found.values())
    assert found["noordoost-brabant"].pilot().scope.employers == ("cateraar-a", "cateraar-b", "hotel-c")


# --- weighing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.small
def test_weights_are_those_of_the_conjugate_answer():
    """Shares 0.5% to 99.5% with equal weight and 29 of 37: the posterior is beta(30, 9), with mean 30/39 and its own sd."""
    grid = (np.arange(100) + 0.5) / 100
    log, _ = likelihoods(29, 37, [Seen(share * 1e7, 1e7) for share in grid], 1e-6)
    weights = np.exp(log - log.max())
    weights /= weights.sum()
    mean = float(weights @ grid)
    assert mean == pytest.approx(30 / 39, abs=1e-3)
    assert float(np.sqrt(weights @ (grid - mean) ** 2)) == pytest.approx(np.sqrt(30 * 9 / (39**2 * 40)), rel=0.01)


@pytest.mark.small
def test_room_for_what_the_model_leaves_out_flattens_the_weights():
    shown = [Seen(share * 1e6, 1e6) for share in (0.4, 0.5, 0.6, 0.7, 0.8)]
    sharp, wide = (likelihoods(29, 37, shown, tolerance)[0] for tolerance in (0.001, 0.2))
    assert np.ptp(sharp) > 2 * np.ptp(wide)


@pytest.mark.small
def test_sets_that_differ_by_chance_only_are_not_told_apart():
    """Eight of ten and five of ten, once each among many alike: no more than luck makes of one share."""
    shown = [Seen(k, 10.0) for k in (5, 6, 7, 8, 6, 6, 7, 5, 6, 7)]
    log, _ = likelihoods(29, 37, shown, 0.05)
    assert np.ptp(log) < 0.1


@pytest.mark.small
def test_a_count_that_no_set_makes_likely_is_told(results):
    far = weighed(results(placed="2"), ("enrol",), np.linspace(0.1, 0.4, 8)[:, None],
                  [made(seed, pilot=0.75 + 0.03 * (seed % 4)) for seed in range(8)], 1)  # fmt: skip
    near = weighed(results(), ("enrol",), np.linspace(0.1, 0.4, 8)[:, None],
                   [made(seed, pilot=0.75 + 0.03 * (seed % 4)) for seed in range(8)], 1)  # fmt: skip
    assert far.against == ["placed"] and near.against == []


@pytest.mark.small
def test_sets_that_foresaw_it_weigh_more_and_move_the_forecast(results):
    cases = [made(seed, people=2_000, pilot=share) for seed, share in enumerate((0.2, 0.4, 0.6, 0.8))]
    found = weighed(results(tolerance="0.02"), ("enrol",), np.array([[0.1], [0.2], [0.3], [0.4]]), cases, 1)
    assert found.weights.argmax() == 3 and found.weights.sum() == pytest.approx(1.0)
    assert found.forecasts["placed"].moved > 0 and found.parameters["enrol"].moved > 0
    assert set(found.forecasts) == set(FORECASTS) and found.forecasts["cost"].moved == 0.0
    assert 1.0 <= found.effective <= 2.0 and found.few
    assert np.mean(found.drawn(100) == 0.4) == pytest.approx(found.weights[3], abs=0.011)


@pytest.mark.small
def test_sets_that_cannot_be_told_apart_teach_nothing_and_it_is_said(results):
    cases = [made(seed, pilot=0.75) for seed in range(8)]
    found = weighed(results(), ("enrol",), np.linspace(0.1, 0.4, 8)[:, None], cases, 1)
    assert found.nothing and found.effective == pytest.approx(8.0)
    assert found.forecasts["placed"].moved == pytest.approx(0.0, abs=1e-9)


@pytest.mark.small
def test_effective_size_and_drawing_by_hand():
    assert effective_size(np.full(4, 0.25)) == pytest.approx(4.0) and effective_size(np.array([1.0, 0.0])) == 1.0
    assert np.bincount(systematic(np.array([0.5, 0.25, 0.25]), 8, 0.5)).tolist() == [4, 2, 2]
    assert quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.05, 0.9, 0.05])) == (1.0, 1.0, 1.0)
    assert moved(np.array([1.0, 3.0]), np.array([0.0, 1.0])).moved == pytest.approx(1.0)  # from 2 to 3, the sd is 1
    assert np.isnan(moved(np.array([np.nan]), np.array([1.0])).moved)


@pytest.mark.small
def test_the_bridge_is_drawn_within_its_ranges_and_only_once():
    names, values = with_bridge(("leave_work_15",), np.full((200, 1), 0.02), 1)
    assert names == ("leave_work_15", *BRIDGE)
    for name in BRIDGE:
        column, one = values[:, names.index(name)], parameters()[name]
        assert one.low <= column.min() and column.max() <= one.high
    again, same = with_bridge(names, values, 2)
    assert again == names and (same == values).all()


@pytest.mark.small
def test_a_world_shows_every_step_by_hand():
    shown = shown_by(made(people=100, pilot=0.8), 12)
    assert (shown["enrolled"].counted, shown["enrolled"].of) == (100, 400)
    assert (shown["started"].counted, shown["started"].of) == (25, 25) and (shown["matched"].counted, shown["matched"].of) == (
        25,
        100,
    )
    assert (shown["placed-alone"].counted, shown["placed-alone"].of) == (
        55,
        75,
    )  # the first 80 are placed, the first 25 by the bridge
    assert set(STEPS) <= set(shown)


# --- the new sets ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_pilot_gives_sets_that_runs_live_under(results, own_cache, tmp_path, monkeypatch):
    from sim.runs import RunPlan, run_worlds
    from sim.scenario import read_situation

    learnt = learn(results(), 6, 1_000, 1, 2)
    assert learnt.names == (*posterior().names, *BRIDGE) and learnt.weights.sum() == pytest.approx(1.0)
    file = tmp_path / "posterior.csv"
    write_posterior(learnt.names, learnt.drawn(10), file)
    plan = RunPlan(read_situation("nederland-2025"), None, 1_000, 2, 1, 0)

    def rate() -> float:
        return run_worlds(plan, ("today",))[0].measures["unemployment"]

    before = rate()
    monkeypatch.setenv("LOOPBRUG_POSTERIOR", str(file))
    assert posterior().fingerprint == read_posterior(file).fingerprint and "enrol" in posterior().names
    assert rate() != before
    monkeypatch.delenv("LOOPBRUG_POSTERIOR")
    assert rate() == before
