"""The validation report: its page is of the sets that ship, adds up, and explains every miss; a small one is made for real."""

import re
from pathlib import Path

import numpy as np
import pytest

from calibration import validation
from calibration.score import FAIL, NEAR, NOT_MEASURED, PASS
from calibration.targets import scored, targets
from calibration.validation import estimate, reasons, why
from sim.posterior import posterior

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| \[?([A-Z]\d\d)\]?.*?\| (pass|near|fail|–) \| ([\d.]+|\([a-z ]+\)) \|", re.M)
VERDICTS = {id_: (verdict, weight) for id_, verdict, weight in ROW.findall(PAGE)}


@pytest.mark.small
def test_the_page_has_every_pattern_that_counts_with_its_own_weight() -> None:
    for target in scored():
        assert float(VERDICTS[target.id][1]) == target.weight


@pytest.mark.small
def test_the_share_on_the_page_is_the_weight_of_what_passes() -> None:
    met = sum(float(weight) for verdict, weight in VERDICTS.values() if verdict == "pass" and weight[0] != "(")
    share = 100 * met / sum(target.weight for target in scored())
    assert f"**{share:.0f}% of the weight of the patterns lies inside its band**" in PAGE


@pytest.mark.small
def test_every_miss_on_the_page_is_explained() -> None:
    missed = [id_ for id_, (verdict, weight) in VERDICTS.items() if verdict != "pass" and weight[0] != "("]
    told = PAGE.split("## What is missed, and why")[1].split("## ")[0]
    assert all(f"- **{id_}**" in told for id_ in missed), missed


@pytest.mark.small
def test_reasons_are_in_two_languages_and_of_targets() -> None:
    assert set(reasons()) <= {target.id for target in targets()}
    assert all(reason.nl and reason.en and reason.nl != reason.en for reason in reasons().values())


@pytest.mark.small
def test_the_page_is_of_the_sets_that_ship() -> None:
    made = estimate()
    assert made["sets"] == len(posterior()) and f"of the parameter sets of {made['date']}" in PAGE
    assert f"{made['held']} of {made['of']} intervals" in PAGE


@pytest.mark.small
def test_synthetic_truths_are_covered() -> None:
    made = estimate()
    assert made["truths"] >= 20 and made["held"] >= made["least_that_should_hold"] and made["covers"]


def test_a_small_report_for_real(monkeypatch) -> None:
    monkeypatch.setattr(validation, "PROGRAMME_PEOPLE", 2_000)
    monkeypatch.setattr(validation, "PROGRAMME_RUNS", 1)
    monkeypatch.setattr(validation, "APART_SETS", 1)
    told: list[float] = []
    found = validation.validate(sets=2, seed=3, progress=told.append)
    assert [line.target.id for line in found.lines] == [target.id for target in targets()]
    assert found.runs == 4 and 0 <= found.inside <= 1 and told[-1] == pytest.approx(1.0)
    for line in found.lines:
        assert line.verdict in (PASS, NEAR, FAIL, NOT_MEASURED)
        if line.verdict != NOT_MEASURED and line.runs == 4:
            ends = zip(line.low, line.median, line.high, strict=True)
            assert all(low <= middle <= high or np.isnan(middle) for low, middle, high in ends)
    assert all(why(line).nl for line in found.lines if line.verdict == NOT_MEASURED and not line.target.measure)
    assert {outcome.programme.id for outcome in found.programmes} >= {"skilling-consortium", "make-it-work"}
