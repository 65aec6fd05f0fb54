"""Audits: known callback chances are found; twins differ in one attribute only, and meet the model's own screening."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.field import ATTRIBUTES, Size, audit
from experiments.field.audits import only, sums_of, table, toughest, up_to_applications
from sim.month import hiring, learning, money, observe
from sim.reading import InputError
from sim.scenario import read_situation
from sim.world import Course, World, burnt_in_world

SCALE = 0.5513288954217921  # of a logistic draw with a standard deviation of 1: the root of 3 over pi


def chance(score: Any, noise: float, bar: float) -> Any:
    """The chance that score + noise x (logistic draw, sd 1) reaches a bar, from the logistic distribution function."""
    return 1.0 / (1.0 + np.exp((bar - score) / (noise * SCALE)))


def toy(penalty: float) -> tuple[pd.DataFrame, float]:
    """(table of 400 audits of six worlds at once, the true change per ten years): a score of 0.6 at 35 loses `penalty` every ten
    years, noise is 0.2 and the bar 0.5; each applicant has one draw at all ages, as twins have. The repetition is the outcome.
    """
    draw, ages, rows = np.random.default_rng(3), (35, 45, 55, 65), []
    for repetition in range(400):
        for run in range(6):
            luck = 0.2 * draw.logistic(0.0, SCALE, 300)
            for step, years in enumerate(ages):
                called = float((0.6 - penalty * step + luck >= 0.5).sum())
                rows.append({"run": run, "outcome": repetition, "arm": str(years), "n": 300.0, "total": called})
    truth = (chance(0.6 - 3 * penalty, 0.2, 0.5) - chance(0.6, 0.2, 0.5)) / 3
    return table(pd.DataFrame(rows), ages), float(truth)


def test_an_age_penalty_that_is_known_is_found() -> None:
    found, truth = toy(0.08)
    steps = found[found.arm == "per step"]
    assert len(steps) == 400 and truth < -0.1
    assert steps.estimate.mean() == pytest.approx(truth, abs=0.003)
    assert 0.91 < ((steps.low <= truth) & (steps.high >= truth)).mean() < 0.99
    assert found[found.arm == "35"].estimate.mean() == pytest.approx(chance(0.6, 0.2, 0.5), abs=0.005)


def test_the_mean_step_is_that_from_the_first_to_the_last() -> None:
    found, _ = toy(0.08)
    one = found[found.outcome == 0].set_index("arm").estimate
    assert one["per step"] == pytest.approx((one["65"] - one["35"]) / 3)
    assert one["per step"] == pytest.approx((one["45 - 35"] + one["55 - 45"] + one["65 - 55"]) / 3)


def test_no_penalty_is_found_where_there_is_none() -> None:
    found, truth = toy(0.0)
    assert truth == 0.0
    assert (found[found.arm == "per step"][["estimate", "low", "high"]] == 0.0).all(axis=None)  # the same draw, the same answer


def test_the_score_to_beat_by_hand() -> None:
    """Unit 0 has one opening and three applicants, the best with 0.9; unit 1 two openings and one applicant; unit 2 two openings
    and two applicants, the second with 0.4; unit 3 none at all.
    """
    applied, score = np.array([0, 0, 0, 1, 2, 2]), np.array([0.2, 0.9, 0.5, 0.7, 0.4, 0.8])
    found = toughest(np.array([0, 1, 2, 3, 0]), np.array([1, 2, 2, 1]), applied, score)
    assert found.tolist() == [0.9, -np.inf, 0.4, -np.inf, 0.9]


def test_twins_differ_in_one_attribute(burnt_in: World) -> None:
    columns = {"age": {"age"}, "diploma": {"trained"}, "education": {"education"}, "sector": {"job_type"}}
    columns["months-without-work"] = {"status", "status_months", "unit"}
    rows = np.flatnonzero(burnt_in.tables.people.unit >= 0)[:40]
    units = np.arange(40)
    for name, kind in ATTRIBUTES.items():
        first, last = only(burnt_in, rows), only(burnt_in, rows)
        kind.put(first, np.arange(40), units, kind.values[0])
        kind.put(last, np.arange(40), units, kind.values[-1])
        one, other = first.tables.people, last.tables.people
        changed = {column for column in one.FIELDS if column != "size" and (getattr(one, column) != getattr(other, column)).any()}
        assert changed and changed <= columns[name], name
        assert first.tables.traits.tobytes() == last.tables.traits.tobytes()
    assert burnt_in.people == 1_000, "the world itself keeps its people"


def test_the_last_job_is_in_the_sector_or_outside_it(burnt_in: World) -> None:
    w, put = burnt_in.tables, ATTRIBUTES["sector"].put
    rows, units = np.arange(30), np.arange(30)
    for value, same in (("same sector", True), ("another sector", False)):
        version = only(burnt_in, rows)
        put(version, rows, units, value)
        own, wanted = version.tables.people.job_type, w.units.job_type[units]
        assert ((w.jobs.sector[own] == w.jobs.sector[wanted]) == same).all() and (own != wanted).all()


def test_up_to_applications_a_month_runs_as_always(burnt_in: World, difference: Any) -> None:
    """With the last four phases after it, the world is where a month of its own brings it."""
    whole, cut = Course(burnt_in.copy()), Course(burnt_in.copy())
    whole.step()
    now, seekers = up_to_applications(cut)
    hiring(cut.world.tables, now, seekers)
    for phase in (money, learning, observe):
        phase(cut.world.tables, now, cut.hands)
    assert seekers.size and difference(whole.world, cut.world) == ""


def audited(attribute: str, **changes: float) -> pd.DataFrame:
    world = burnt_in_world(read_situation("nederland-2024"), 3_000, 2, changes)
    sums = sums_of(world.copy(), attribute, applications=2_000)
    return table(sums.assign(run=0), ATTRIBUTES[attribute].values).set_index(["outcome", "arm"]).estimate


def test_without_an_age_penalty_age_makes_no_difference(own_cache: Any) -> None:
    found = audited("age", age_penalty=0.0)
    assert found["callback", "per step"] == 0.0 and found["offer", "per step"] == 0.0
    assert found["callback", "35"] > 0.0


def test_the_models_own_rule_gives_the_chance_it_should(own_cache: Any) -> None:
    """Applicants of the same work fit wholly (match 1, gap as it is, mostly 0), so with a bar of 0.8, noise 0.3 and 0.2 off for ten
    years the callback falls from the logistic chance at a score near 1 to that at 0.4 or so.
    """
    found = audited("age", age_penalty=0.2, screening_noise=0.3, threshold=0.8, threshold_tight=0.0, gap_seen=0.0)
    for years, step in ((35, 0), (45, 1), (55, 2), (65, 3)):
        truth = chance(1.0 - 0.2 * step, 0.3, 0.8)
        assert found["callback", str(years)] == pytest.approx(truth, abs=0.035), years  # three standard errors of 2,000 draws
    assert (found["offer"] <= found["callback"] + 1e-9)[["35", "45", "55", "65"]].all()


def test_the_model_does_not_look_at_months_without_work(own_cache: Any) -> None:
    found = audited("months-without-work")
    assert found["callback", "per step"] == 0.0 and 0.0 < found["callback", "1"] <= 1.0


def test_a_diploma_helps_and_the_table_is_tidy(own_cache: Any) -> None:
    found = audit("diploma", Size(3_000, 0, 3), applications=1_000)
    assert list(found.columns) == ["outcome", "arm", "estimate", "low", "high", "n", "runs", "attribute"]
    step = found[(found.outcome == "callback") & (found.arm == "per step")].iloc[0]
    assert step.low > 0.0 and step.runs == 3
    pd.testing.assert_frame_equal(found, audit("diploma", Size(3_000, 0, 3), applications=1_000))


@pytest.mark.parametrize(
    "wrong",
    [
        {"attribute": "gender"},
        {"size": Size(1_000, -1, 1)},
        {"size": Size(0, 0, 1)},
        {"size": Size(1_000, 0, 0)},
        {"applications": 0},
    ],
)
def test_an_audit_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        audit(**{"attribute": "age", "size": Size(1_000, 0, 1)} | wrong)
    assert refused.value.both.nl != refused.value.both.en
