"""The targets are those of the evidence, and each is measured or says why not; the free parameters are those that they ask for."""

import csv

import numpy as np
import pytest

from calibration.apart import APART
from calibration.free import MOST, changes_of, free_parameters, read_free
from calibration.measures import MEASURES
from calibration.targets import FOLDER, SET, scored, targets
from sim.data.reading import DataError
from sim.parameters import parameters

pytestmark = pytest.mark.small
EVIDENCE = list(csv.DictReader((FOLDER / "patterns.csv").open(encoding="utf-8")))


def test_every_pattern_of_the_evidence_is_a_target_with_its_own_role_and_weight() -> None:
    assert [(t.id, t.role, t.weight, t.unit) for t in targets()] == [
        (row["id"], row["role"], float(row["weight"]), row["unit"]) for row in EVIDENCE
    ]


def test_a_target_is_measured_or_says_why_not() -> None:
    for target in targets():
        assert bool(target.measure) != bool(target.why.nl and target.why.en), target.id
        assert target.text.nl and target.text.en and target.text.nl != target.text.en
        if target.role in SET:
            assert not target.scored and not target.measure


def test_bands_have_as_many_parts_as_their_middle() -> None:
    for target in targets():
        if target.measure:
            assert len(target.low) == len(target.central) == len(target.high) == len(target.parts)
            assert target.holds(target.central), target.id


def test_a_band_holds_what_lies_in_all_of_its_parts() -> None:
    ages = next(target for target in targets() if target.id == "I05")  # 11-15 and 5-7
    assert ages.holds((12.0, 6.0)) and ages.holds((11.0, 7.0))
    assert not ages.holds((12.0, 7.1)) and not ages.holds((10.9, 6.0)) and not ages.holds(None)
    assert not ages.holds((float("nan"), 6.0))


def test_what_a_target_tells_apart_is_estimated() -> None:
    names = {free.name for free in free_parameters()}
    for target in scored():
        if target.measure:
            assert target.identifies and set(target.identifies) <= names, target.id


def test_no_more_is_estimated_than_allowed_and_each_from_a_range_around_today() -> None:
    assert 0 < len(free_parameters()) <= MOST
    for free in free_parameters():
        assert free.low <= free.start <= free.high and free.en and free.nl, free.name


def test_values_become_parameters() -> None:
    start = [free.start for free in free_parameters()]
    names = [free.name for free in free_parameters()]
    assert all(value == pytest.approx(parameters()[name].value) for name, value in changes_of(start).items())
    start[names.index("leave_work")] = 1.5  # of every age
    start[names.index("looks")] = 3.0
    changed = changes_of(start)
    assert changed["leave_work_35"] == pytest.approx(1.5 * parameters()["leave_work_35"].value) and changed["looks"] == 3.0


def test_a_chance_stays_one_and_factors_on_the_same_profile_multiply() -> None:
    start = np.array([free.start for free in free_parameters()])
    names = [free.name for free in free_parameters()]
    start[names.index("search_without_middle")] = 1.4
    start[names.index("search_working")], start[names.index("search_working_old")] = 0.5, 0.5
    changed = changes_of(start.tolist())
    assert changed["search_without_35"] == pytest.approx(0.952) and max(changed[f"search_without_{age}"] for age in (35, 45)) <= 1
    assert changed["search_working_45"] == pytest.approx(0.25 * parameters()["search_working_45"].value)
    assert changed["search_working_25"] == pytest.approx(0.5 * parameters()["search_working_25"].value)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("looks,value,looks,1,6", "looks,value,lokos,1,6", "there is no parameter 'lokos'"),
        ("looks,value,looks,1,6", "looks,value,looks,6,1", "low 6 does not lie below high 1"),
        ("looks,value,looks", "looks,waarde,looks", "'waarde', which is not one of value, factor"),
    ],
)
def test_a_mistake_names_file_and_line(tmp_path, right: str, wrong: str, said: str) -> None:
    from calibration.free import FILE

    file = tmp_path / "free.csv"
    text = FILE.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(DataError, match=said) as caught:
        read_free(file)
    assert "free.csv, line " in str(caught.value)


def test_every_measure_is_asked_for() -> None:
    assert {target.measure for target in targets()} >= {*MEASURES, *APART}
