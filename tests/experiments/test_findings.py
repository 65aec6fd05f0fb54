"""The findings: their arithmetic on worked examples, their words in both languages, their shape at a tiny size, and the page."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.figures import happened_within, person_month, reached_and_others, training_money
from experiments.findings import FINDINGS, page
from experiments.found import Finding, Found, Head, Table, filled, said, texts
from experiments.grounds import NOT_IN_FULL, everything, full_doses
from experiments.on_the_bridge import best_inside, edge_of
from experiments.on_the_market import rank_correlation
from experiments.pairs import Arm, Size, band, pooled, ratio, run_arms
from experiments.together import interaction
from sim.agents.codes import CROSS_FUND, HIRED, ITEMS, PARTIES, TRAINERS, WORKERS
from sim.policies.catalogue import breakthroughs, levers
from sim.words import Both
from sim.world import History

PAGE = Path(__file__).resolve().parents[2] / "docs" / "findings.md"
IDS = [finding.id for finding in FINDINGS]
TINY = 0.06


def events(*rows: tuple[int, int, int]) -> Any:
    """Rows of (person, generation, month)."""
    person, generation, month = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    return SimpleNamespace(person=person, generation=generation, month=month)


def test_interaction_of_a_table_worked_by_hand() -> None:
    # Nothing: 10. Alone: 12, 15 and 10, so +2, +5 and 0. Together: 24, so +14, which is 7 more than the sum of 7.
    # As factors 1.2 x 1.5 x 1 = 1.8, together 2.4: 2.4 / 1.8 = 4/3 more.
    both = interaction([10.0], [[12.0], [15.0], [10.0]], [24.0])
    assert both.whole.tolist() == [14.0]
    assert both.parts.tolist() == [7.0]
    assert both.level.tolist() == [7.0]
    assert np.exp(both.log) == pytest.approx([4 / 3])


def test_what_multiplies_is_more_than_the_sum_but_nothing_on_the_log_scale() -> None:
    both = interaction([10.0, 20.0], [[20.0, 40.0], [30.0, 60.0]], [60.0, 120.0])
    assert both.level.tolist() == [20.0, 40.0]  # 50 - (10 + 20), and twice that
    assert both.log == pytest.approx([0.0, 0.0], abs=1e-12)


def test_interaction_has_no_logarithm_of_nothing() -> None:
    both = interaction([4.0, 0.0], [[0.0, 1.0]], [4.0, 3.0])
    assert np.isnan(both.log).all()
    assert both.level.tolist() == [4.0, 2.0]


def test_band_over_pairs() -> None:
    found = band([1.0, 2.0, 3.0, np.nan])
    assert (found.mean, found.pairs) == (2.0, 3)
    assert (found.low, found.high) == pytest.approx((1.2, 2.8))
    assert found.noise == pytest.approx(1.0 / 3**0.5)  # the standard deviation of 1, 2, 3 is 1
    assert found.sign == 1
    assert band([-1.0, 1.0, 2.0]).sign == 0
    assert band([-3.0, -2.0, -1.0]).sign == -1
    assert band([5.0]).sign == 0  # one pair says nothing about luck
    assert band([]).pairs == 0


def test_shares_by_pair_and_over_all_pairs() -> None:
    part, whole = np.array([1.0, 0.0, 2.0]), np.array([2.0, 0.0, 8.0])
    assert ratio(part, whole) == pytest.approx([0.5, np.nan, 0.25], nan_ok=True)
    assert pooled(part, whole) == 0.3


@pytest.mark.parametrize(
    ("values", "best", "verdict"),
    [
        ({0.0: [1, 1], 0.1: [3, 3.1], 0.5: [2, 2]}, 0.1, "seen"),
        ({0.0: [3, 3], 0.1: [2, 2], 0.5: [1, 1]}, 0.0, "falling"),
        ({0.0: [1, 1], 0.1: [2, 2], 0.5: [3, 3]}, 0.5, "rising"),
        ({0.0: [1, 3], 0.1: [3, 1.5], 0.5: [0, 0]}, 0.1, "unsure"),
    ],
)
def test_best_dose_inside_the_range(values: dict[float, list[float]], best: float, verdict: str) -> None:
    arrays = {dose: np.array(found, np.float64) for dose, found in values.items()}
    assert best_inside(tuple(values), arrays) == (best, verdict)


def test_edge_is_the_longest_course_with_half_of_what_comes_without() -> None:
    assert edge_of([10.0, 8.0, 5.0, 4.9, 0.0]) == 2
    assert edge_of([10.0, 4.0, 0.0]) == 0


def test_rank_correlation() -> None:
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 100.0, 1000.0])) == pytest.approx(1.0)
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])) == pytest.approx(-1.0)
    # ranks 1 2 3 4 against 2 1 4 3: 1 - 6 x 4 / (4 x 15) = 0.6
    assert rank_correlation(np.array([1.0, 2.0, 3.0, 4.0]), np.array([5.0, 1.0, 9.0, 7.0])) == pytest.approx(0.6)
    assert np.isnan(rank_correlation(np.array([1.0, 1.0, 1.0]), np.array([1.0, 2.0, 3.0])))


def test_what_happened_to_the_same_person_within_a_year() -> None:
    first = events((7, 0, 3), (7, 1, 3), (8, 0, 3))
    then = events((7, 0, 15), (8, 0, 16), (9, 0, 4), (8, 0, 2))
    assert happened_within(first, then, 12).tolist() == [1.0, 0.0, 0.0]  # a year on; another in that row; later, and before
    assert len(set(person_month(first).tolist())) == 3


def test_training_money_is_for_crossings_or_for_who_stays() -> None:
    ledger = np.zeros((len(ITEMS), len(PARTIES) + 1, len(PARTIES) + 1), np.int64)
    fund = len(PARTIES)
    for item, payer, payee, euro in (
        ("tuition", CROSS_FUND, TRAINERS, 300), ("tuition", WORKERS, TRAINERS, 50), ("portable-use", WORKERS, TRAINERS, 150),
        ("incumbent-training", fund, TRAINERS, 4500), ("portable-accrual", fund, WORKERS, 1000),
        ("pooled-levy", fund, CROSS_FUND, 800), ("coaching", fund, WORKERS, 77),
    ):  # fmt: skip
        ledger[ITEMS.index(item), payer, payee] = euro
    found = training_money(History(None, ledger=[ledger, 0 * ledger]))  # type: ignore[arg-type]
    assert found == {"across": 500.0, "inside": 4500.0, "set-aside": 1800.0, "used": 450.0}


def history_of(generation: list[int], in_scope: list[int], lasting: list[int], hired: list[int]) -> Any:
    """A finished run of a few people, of which `hired` were hired."""
    tables = SimpleNamespace(
        people=SimpleNamespace(generation=np.array(generation)), jobs=None,
        path=SimpleNamespace(in_scope=np.array(in_scope), lasting=np.array(lasting)),
    )  # fmt: skip
    rows = np.zeros(len(hired), [("event", "i8"), ("person", "i8")]).view(np.recarray)
    rows.event, rows.person = HIRED, hired
    nothing = np.zeros(0, [("event", "i8")]).view(np.recarray)
    books = SimpleNamespace(events=rows, event_count=[len(hired)], payments=nothing, payment_count=[0])
    return SimpleNamespace(world=SimpleNamespace(tables=tables), books=books)


def test_reached_and_others_of_two_worlds_worked_by_hand() -> None:
    # Persons 0-2 are reached, 3-5 are not; the rows of 2 and 5 changed hands in one of the worlds and do not count.
    package = history_of([0, 0, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 2, 1, 0, 0, 1], [0, 1, 1, 3])
    today = history_of([0, 0, 0, 0, 0, 1], [0] * 6, [1, 0, 1, 1, 0, 0], [0, 3, 3, 4, 5])
    found = reached_and_others(package, today)
    assert found == {
        "people": 2.0, "gained": 1.0, "lost": 1.0, "hires-gained": 2.0, "hires-lost": 2.0,
        "crossed": 2.0, "crossed-today": 1.0, "same-people": 1.0,
    }  # fmt: skip


def test_full_doses_leave_out_what_is_a_question_itself() -> None:
    assert full_doses("contract-first") == {"contract-first": 1.0, "job-guarantee": 12.0, "pooled-risk": 1.0}
    assert set(everything()) == set(levers()) - set(NOT_IN_FULL)
    assert set(everything(("safe-landing",))) == set(everything()) - set(breakthroughs()["safe-landing"].levers)


def test_arms_of_a_seed_differ_by_their_terms_only() -> None:
    def read(history: Any) -> dict[str, float]:
        return {
            "lasting": float(history.world.tables.path.lasting.sum()),
            "hired": float(sum(o.flows[:, :3].sum() for o in history.observed)),
        }

    same = Arm({"neutral-guide": 0.0})
    found = run_arms({"today": Arm(), "same": same, "other": Arm(everything())}, Size(1_500, 14, 2), read)
    assert found["today"]["hired"].tolist() == found["same"]["hired"].tolist()
    assert found["today"]["hired"].tolist() != found["other"]["hired"].tolist()
    assert found["today"]["hired"].shape == (2,)


def test_numbers_as_each_language_writes_them() -> None:
    assert filled("van {a:,.1f} op {b}", {"a": 1234.56, "b": float("nan")}, "nl") == "van 1.234,6 op –"
    assert filled("from {a:,.1f} to {b}", {"a": 1234.56, "b": 2.0}, "en") == "from 1,234.6 to 2.0"
    assert said(band([1.0, 2.0, 3.0]), 1, "nl") == "2,0 (1,2 tot 2,8; ±0,6)"
    assert said(band([]), 1, "en") == said(float("nan"), 1, "en") == "–"


def test_a_row_fits_its_heads() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Table(Both("een", "one"), (Head("a", "a"),), ((1.0, 2.0),))


def gaps(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)", text))


@pytest.mark.parametrize("finding", FINDINGS, ids=IDS)
def test_words_say_the_same_in_both_languages(finding: Finding) -> None:
    words = texts()[finding.id]
    assert set(words) == {"title", "question", "design", "headline", "documents", "finds", "cannot"}
    assert set(words["headline"]) == set(finding.verdicts)
    for text in (*(words[name] for name in words if name != "headline"), *words["headline"].values()):
        assert set(text) == {"nl", "en"}
        assert text["nl"] and text["en"] and text["nl"] != text["en"]
        assert gaps(text["nl"]) == gaps(text["en"])
    for lang in ("nl", "en"):  # where a claim comes from
        assert (
            "PwC" in words["documents"][lang] or "TNO" in words["documents"][lang] or "Buitenboordmotor" in words["documents"][lang]
        )


def test_every_text_belongs_to_a_finding() -> None:
    assert list(texts()) == ["page", *IDS]


@pytest.fixture(scope="module")
def asked() -> dict[str, Found]:
    return {finding.id: finding.ask(TINY) for finding in FINDINGS}


@pytest.mark.slow
@pytest.mark.parametrize("finding", FINDINGS, ids=IDS)
def test_a_finding_is_whole_at_a_tiny_size(finding: Finding, asked: dict[str, Found]) -> None:
    found = asked[finding.id]
    assert found.verdict in finding.verdicts
    needed = set().union(
        *(gaps(text) for name in ("design", "finds", "cannot", "documents") for text in finding.words[name].values())
    )
    needed |= set().union(*(gaps(text) for words in finding.words["headline"].values() for text in words.values()))
    assert needed <= set(found.numbers)
    for table in found.tables:
        assert table.rows
        for lang in ("nl", "en"):
            lines = table.markdown(lang).splitlines()
            assert len({line.count("|") for line in lines[2:]}) == 1


@pytest.mark.slow
def test_the_page_of_a_tiny_run_holds_all_headlines(asked: dict[str, Found]) -> None:
    made = page(asked)
    for place, finding in enumerate(FINDINGS, 1):
        for lang in ("nl", "en"):
            assert f"## {place} {finding.words['title'][lang]}\n" in made
            headline = finding.words["headline"][asked[finding.id].verdict][lang]
            assert filled(headline, asked[finding.id].numbers, lang) in made


def test_the_page_holds_every_finding_in_both_languages() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for place, finding in enumerate(FINDINGS, 1):
        for lang in ("nl", "en"):
            section = text.split(f"## {place} {finding.words['title'][lang]}\n")[1].split("\n## ")[0]
            said_so = re.findall(r"^\*\*(.+)\*\*$", section, re.MULTILINE)
            shapes = [re.sub(r"{\w+[^}]*}", "@", words[lang]) for words in finding.words["headline"].values()]
            patterns = ["[-0-9.,–]+".join(map(re.escape, shape.split("@"))) for shape in shapes]
            assert any(re.fullmatch(pattern, said_so[0]) for pattern in patterns), said_so[0]
            assert "{" not in section
            assert section.count("\n| ") > 3
            assert " ".join(finding.words["question"][lang].split()) in section
