"""The catalogue is complete, bilingual and consistent, and a mistake in it is told with its line."""

import re
from pathlib import Path

import pytest
import yaml

from sim import data
from sim.agents import codes
from sim.policies import catalogue, figures
from sim.policies.catalogue import Party, barriers, breakthroughs, levers, parties, settings, sources
from sim.reading import InputError

pytestmark = pytest.mark.small

RULE_OF = {
    "unsafe-step": "enrol_chance", "cv-self-image": "perceived_distance", "blind-choice": "belief_error",
    "late-release": "lead_time", "diploma-gate": "screening_score", "no-first-mover": "contract_value",
    "hard-landing": "landing_hazard", "rigid-training": "training_months", "broken-chain": "handover_loss",
    "sector-pots": "fund_pays", "income-gap": "income_in_training", "bottom-rung": "entry_wage",
    "licence-wall": "admission", "wrong-pockets": "bill_share",
}  # fmt: skip


def test_the_fourteen_barriers_each_have_their_own_rule():
    assert {barrier.id: barrier.rule for barrier in barriers().values()} == RULE_OF
    assert [barrier.code for barrier in barriers().values()] == [f"B{n:02}" for n in range(1, 15)]
    groups = [barrier.group for barrier in barriers().values()]
    assert [groups.count(group) for group in ("person", "company", "institution", "law")] == [3, 4, 3, 4]


def test_every_barrier_has_one_breakthrough_and_three_of_them_act():
    found = breakthroughs().values()
    assert [breakthrough.barrier for breakthrough in found] == list(barriers())
    assert [breakthrough.code for breakthrough in found] == [f"D{n:02}" for n in range(1, 15)]
    assert [breakthrough.code for breakthrough in found if breakthrough.acts] == ["D01", "D07", "D10"]
    assert [name for breakthrough in found for name in breakthrough.levers] == list(levers())


def test_levers_are_the_seven_that_act():
    ranges = {lever.id: (lever.low, lever.default, lever.high) for lever in levers().values()}
    assert ranges == {
        "neutral-guide": (0, 0, 1), "guide-caseload": (20, 50, 60), "senior-traineeship": (0, 0, 1),
        "supervision-hours": (0, 1, 8), "first-100-days": (0, 0, 12), "portable-budget": (0, 0, 2000),
        "cross-sector-fund": (0, 0, 1),
    }  # fmt: skip
    assert [lever.id for lever in levers().values() if lever.less_is_better] == ["guide-caseload"]


def test_orders_are_those_of_the_engine():
    assert tuple(barriers()) == codes.BARRIERS[1:]
    assert tuple(barrier.rule for barrier in barriers().values()) == codes.RULES[1:]
    assert tuple(settings()) == codes.SETTINGS
    assert set(codes.PARTIES) <= set(parties())
    funds = [name for name in parties() if name.startswith("fund-")]
    assert funds == [f"fund-{sector.id}" for sector in data.sectors()]


def test_a_guide_costs_the_same_by_the_month_and_by_the_client():
    month, client = levers()["guide-caseload"].cost.amount, levers()["neutral-guide"].cost.amount
    assert month / settings()["coach-caseload"].today == client == 140


def test_default_of_a_lever_agrees_with_the_setting_of_today():
    for lever in levers().values():
        for moved in lever.acts_on.settings:
            if moved.gain == 1:
                assert lever.default == settings()[moved.id].today, lever.id


def test_every_dutch_text_has_an_english_one():
    for path in catalogue.HOME.glob("*.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for name, text in entry.items():
                if name == "nl" or name.endswith("_nl"):
                    other = {"nl": "en", "unit_nl": "unit"}.get(name, name[:-2] + "en")
                    assert text.strip() and entry[other].strip(), (path.name, entry["id"], name)


def test_sources_hold_every_figure_once_in_both_languages():
    rows = sources()
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert row.nl and row.en and row.unit, row
        assert row.low <= row.value <= row.high, row
        assert row.grade in data.GRADES, row
        assert row.source or row.grade in ("recall", "assumption"), row
    kinds = {row.id.split(":")[0] for row in rows}
    assert {"barrier", "setting", "lever", "sector", "job-type", "figure", "institution", "fund", "situation"} <= kinds


def test_every_topic_of_the_data_has_a_name_in_both_languages():
    assert set(data.topics()) <= set(figures.TOPICS)


GOOD = "- {id: a, nl: A, en: A, kind: actor, account: true}\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD + GOOD, 2, "twice"),
        (GOOD + "- {id: b, nl: B, en: B, kind: acter, account: true}\n", 2, "did you mean 'actor'"),
        (GOOD + "- id: b\n  nl: B\n  kind: actor\n  account: true\n", 2, "'en' is missing"),
        (GOOD + "- id: b\n  nl: B\n  en: ''\n  kind: actor\n  account: true\n", 4, "not empty"),
        (GOOD + "- id: b\n  nl: B\n  en: B\n  kind: actor\n  acount: true\n", 6, "did you mean 'account'"),
        (GOOD + "- id: b\n  nl: B\n  en: B\n  kind: actor\n  account: NO\n", 6, "true or false"),
        ("id: a\n", 1, "must be a list"),
        ("- a\n", 1, "names with a colon"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text, line, words):
    path = tmp_path / "parties.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        catalogue.read_entries(Party, path)
    assert f"parties.yaml:{line}: " in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def lever_text(**changes: str) -> str:
    text = (catalogue.HOME / "levers.yaml").read_text(encoding="utf-8")
    first = text[text.index("- id: neutral-guide") : text.index("- id: guide-caseload")]
    for old, new in changes.items():
        assert re.search(rf"\b{old}: ", first)
        first = re.sub(rf"\b{old}: [^,}}\n]*", f"{old}: {new}", first, count=1)
    return first


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"default": "2"}, "rising order"),
        ({"default": "1"}, "can do nothing"),
        ({"share": "0.7"}, "sum to 1"),
        ({"efficacy": "0.9"}, "rising order"),
        ({"grade": "seen"}, ""),
        ({"step": "0"}, "at least 0"),
    ],
)
def test_a_lever_that_does_not_add_up_is_refused(tmp_path: Path, changes, words):
    path = tmp_path / "levers.yaml"
    path.write_text(lever_text(**changes), encoding="utf-8")
    if not words:  # a changed grade of the cost alone is fine
        assert len(catalogue.read_entries(catalogue.Lever, path)) == 1
        return
    with pytest.raises(InputError, match=words):
        catalogue.read_entries(catalogue.Lever, path)
