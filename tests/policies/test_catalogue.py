"""The catalogue is complete, bilingual and consistent, and a mistake in it is told with its line."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from sim import data
from sim.agents import codes
from sim.policies import catalogue, figures
from sim.policies.catalogue import (
    Occasion,
    Party,
    barriers,
    breakthroughs,
    check_lever,
    items,
    levers,
    parties,
    settings,
    sources,
)
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


def test_every_barrier_has_one_breakthrough_and_all_of_them_act():
    found = breakthroughs().values()
    assert [breakthrough.barrier for breakthrough in found] == list(barriers())
    assert [breakthrough.code for breakthrough in found] == [f"D{n:02}" for n in range(1, 15)]
    assert all(breakthrough.acts and breakthrough.levers for breakthrough in found)
    assert [name for breakthrough in found for name in breakthrough.levers] == list(levers())


# Those with a range of their own; every other lever is a share from 0 (today) to 1 in steps of 0.05.
RANGES = {
    "guide-caseload": (20, 50, 60, 5), "orientation-hours": (0, 0, 80, 4), "tryout": (0.15, 0.15, 1, 0.05),
    "tryout-days": (3, 3, 10, 1), "lead-time": (0, 0, 12, 1), "early-mover-bonus": (0, 0, 10_000, 500),
    "selection-threshold": (-0.1, 0.05, 0.2, 0.01), "job-guarantee": (0, 0, 12, 1), "own-share": (0, 0, 0.5, 0.05),
    "supervision-hours": (0, 1, 8, 0.5), "first-100-days": (0, 0, 12, 1), "more-intakes": (0, 0, 10, 1),
    "more-seats": (0, 0, 2, 0.1), "portable-budget": (0, 0, 2000, 100), "sender-share": (0, 0, 0.5, 0.05),
}  # fmt: skip


def test_ranges_of_the_levers():
    for lever in levers().values():
        expected = RANGES.get(lever.id, (0, 0, 1, 0.05))
        assert (lever.low, lever.default, lever.high, lever.step) == expected, lever.id
        steps = (lever.high - lever.low) / lever.step, (lever.default - lever.low) / lever.step
        assert all(abs(count - round(count)) < 1e-9 for count in steps), lever.id  # the slider can stand at today and the ends
    assert set(RANGES) <= set(levers())
    assert [lever.id for lever in levers().values() if lever.less_is_better] == ["guide-caseload"]


def test_a_lever_moves_something_and_stays_within_what_it_moves():
    moved = set()
    for lever in levers().values():
        assert lever.acts and (lever.acts_on.barriers or lever.acts_on.settings), lever.id
        for on in lever.acts_on.settings:
            setting = settings()[on.id]
            ends = [setting.today + on.gain * (end - lever.default) for end in (lever.low, lever.high)]
            assert min(ends) >= setting.low - 1e-9 and max(ends) <= setting.high + 1e-9, lever.id
            moved.add(on.id)
    assert moved == set(settings()), "a setting that no lever moves is no setting"


def test_no_two_levers_move_the_same_setting_and_the_barrier_is_that_of_the_breakthrough():
    moved = [on.id for lever in levers().values() for on in lever.acts_on.settings]
    assert len(moved) == len(set(moved))
    for lever in levers().values():
        on = {barrier.id for barrier in lever.acts_on.barriers}
        assert not on or breakthroughs()[lever.breakthrough].barrier in on, lever.id


def test_each_of_the_nine_kinds_of_party_can_do_something():
    assert {lever.actor for lever in levers().values()} == {
        "workers", "outflow-employers", "inflow-employers", "social-partners", "trainers", "cross-sector-fund", "uwv",
        "provinces-municipalities", "ministries",
    }  # fmt: skip


def test_who_pays_and_who_is_paid_have_an_account_and_the_item_is_of_the_ledger():
    with_account = {name for name, party in parties().items() if party.account}
    for lever in levers().values():
        assert {payer.party for payer in lever.payers} <= with_account | {"sector-funds"}, lever.id
        assert sum(payer.share for payer in lever.payers) == pytest.approx(1), lever.id
        assert all(payer.share > 0 for payer in lever.payers), lever.id
        assert lever.cost.payee in with_account and lever.cost.payee in codes.PARTIES, lever.id
        assert lever.cost.item in codes.ITEMS, lever.id


def test_a_price_has_a_source_and_a_range_and_a_price_of_nothing_says_why():
    for lever in levers().values():
        cost = lever.cost
        assert len(cost.source) > 20 and cost.grade in data.GRADES and cost.unit.startswith("EUR"), lever.id
        assert len(lever.source) > 20, lever.id
        if cost.amount == 0:
            assert cost.low == cost.high == 0 and cost.source.startswith("No price of its own: "), lever.id
        else:
            assert cost.low < cost.high, lever.id


def test_a_full_dose_is_as_unsure_as_its_evidence_is_thin():
    for lever in levers().values():
        assert lever.grade != "A", "no trial was found in the documents"
        for on in lever.acts_on.barriers:
            assert on.efficacy_low < on.efficacy < on.efficacy_high, lever.id
            assert on.efficacy_high - on.efficacy_low >= on.efficacy / 2, lever.id


def test_orders_are_those_of_the_engine():
    assert tuple(barriers()) == codes.BARRIERS[1:]
    assert tuple(barrier.rule for barrier in barriers().values()) == codes.RULES[1:]
    assert tuple(settings()) == codes.SETTINGS
    assert tuple(items()) == codes.ITEMS
    assert set(codes.OCCASIONS) <= set(get_args(Occasion))
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
    for path in catalogue.HOME.rglob("*.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for name, text in entry.items():
                if name == "nl" or name.endswith("_nl"):
                    other = {"nl": "en", "unit_nl": "unit"}.get(name, name[:-2] + "en")
                    assert text.strip() and entry[other].strip(), (path.name, entry["id"], name)
                    assert len(text) < 40 or text != entry[other], (path.name, entry["id"], name)


def test_what_a_lever_is_and_does_is_said_in_two_different_languages():
    same = {lever.id for lever in levers().values() if lever.nl == lever.en}
    assert same == {"senior-traineeship"}  # a name that the documents use as it is
    for lever in levers().values():
        assert lever.help_nl != lever.help_en and lever.unit_nl != lever.unit, lever.id
        for words in (lever.help_nl, lever.help_en):
            assert words.endswith(".") and 1 <= len(re.findall(r"[.!?](?: |$)", words)) <= 3, lever.id
    for kind in ("nl", "en", "help_nl", "help_en"):
        texts = [getattr(lever, kind) for lever in levers().values()]
        assert len(texts) == len(set(texts)), kind


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
    text = (catalogue.HOME / "levers" / "person.yaml").read_text(encoding="utf-8")
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
        ({"per": "client-mont"}, "did you mean 'client-month'"),
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


@pytest.mark.parametrize(
    ("changes", "nl", "en"),
    [
        ({"payee": "coachs"}, "geen partij 'coachs'; bedoelt u 'coaches'?", "no party 'coachs'; did you mean 'coaches'?"),
        ({"payee": "social-partners"}, "heeft geen rekening", "has no account"),
        ({"payee": "sector-funds"}, "heeft geen rekening", "has no account"),
        ({"party": "social-partners"}, "heeft geen rekening", "has no account"),
        ({"item": "coachng"}, "geen post 'coachng'; bedoelt u 'coaching'?", "no item 'coachng'; did you mean 'coaching'?"),
        ({"actor": "nobody"}, "er is geen partij 'nobody'", "there is no party 'nobody'"),
        ({"breakthrough": "safe-landing"}, "noemt de hefboom 'neutral-guide' niet", "does not list the lever 'neutral-guide'"),
    ],
)
def test_a_lever_that_names_what_cannot_be_is_refused_in_both_languages(tmp_path: Path, changes, nl, en):
    path = tmp_path / "levers.yaml"
    path.write_text(lever_text(**changes), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        catalogue.read_entries(catalogue.Lever, path, check_lever)
    assert nl in caught.value.both.nl and en in caught.value.both.en
    assert re.search(r"levers\.yaml:\d+: ", caught.value.both.nl)


def test_a_payer_may_be_the_fund_of_each_sector(tmp_path: Path):
    path = tmp_path / "levers.yaml"
    path.write_text(lever_text(party="sector-funds"), encoding="utf-8")
    (lever,) = catalogue.read_entries(catalogue.Lever, path, check_lever).values()
    assert lever.payers[0].party == "sector-funds"
