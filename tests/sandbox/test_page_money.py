"""Who pays what to whom: sums, what stands apart, and the business case of one party."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sandbox import flowchart, state
from sandbox.business import payback_sentence
from sandbox.flowchart import Flow
from sandbox.money import account, changes, everyday, less, more, opportunities
from sandbox.pages import Seen, money
from sandbox.state import Settings
from sandbox.task import Answer
from sandbox.texts import TEXTS, text
from sim.business import BusinessCase, CaseRow
from sim.policies.catalogue import items, parties
from sim.views import Band, Money, Payback, Payment, Views
from sim.words import Both

pytestmark = pytest.mark.small

MILLION = 1e6


def made_band(today: float, package: float) -> Band:
    change = package - today
    return Band(*(np.array(x) for x in (today, package, change, change - 1e5, change + 1e5, change - 2e5, change + 2e5)))


def pays(payer: str, item: str, payee: str, today: float, package: float, kind: str = "cash") -> Payment:
    words = [Both(entry.nl, entry.en) for entry in (parties()[payer], items()[item], parties()[payee])]
    return Payment(payer, item, payee, kind, *words, made_band(today * MILLION, package * MILLION))


# Hand-made, in millions: 9 for training of which 6 by two funds, 5 for trying out, less WW, less pay for the line's own coaches.
PAYMENTS = [
    pays("fund-bouw", "tuition", "trainers", 1, 5),
    pays("fund-ict", "tuition", "trainers", 0, 2),
    pays("ministries", "tuition", "trainers", 2, 5),
    pays("inflow-employers", "tryout-wage", "workers", 0, 5),
    pays("outflow-employers", "coaching", "coaches", 4, 3),
    pays("uwv", "ww", "workers", 100, 95),
    pays("inflow-employers", "wage", "workers", 900, 930),
    pays("inflow-employers", "open-vacancy", "inflow-employers", 20, 17, "opportunity"),
]


def path(*values: float) -> Band:
    line = np.array(values)
    return Band(np.zeros_like(line), line, line, line - 1, line + 1, line - 2, line + 2)


def case(**other: Any) -> BusinessCase:
    def row(id: str, kind: str, years: int, euro: float) -> CaseRow:
        named = parties()[id] if id in parties() else Both(f"{id} <nl>", f"{id} <en>")
        return CaseRow(id, named.nl, named.en, kind, years, euro, euro - 1e6, euro + 1e6, euro - 2e6, euro + 2e6, None)

    rows = [row("uwv", "cash", 1, -3e6), row("inflow-employers", "cash", 1, 5e6), row("open-vacancy", "opportunity", 1, 2e6)]
    rows += [row("public-with-tax", "derived", 1, 4e5)]
    return BusinessCase(**({"rows": rows, "horizons": [1], "left_out": [3, 5], "lasting_crossings": {1: 10.0},
                            "discount_rate": 0.0225, "tax_rate": 0.27} | other))  # fmt: skip


@pytest.fixture
def see(make_comparison):
    def seen(lang: str = "nl", payments: list[Payment] = PAYMENTS, views: bool = True, **shown: str) -> Seen:
        settings = Settings(lang=lang)
        for name, value in shown.items():
            settings = state.show(settings, name, value)
        backs = [Payback("inflow-employers", path(-2.0, -1.0, 3.0), 3.0, 2.0, float("inf"), 1.0, 0.8)]
        made = Views(8, 3, [], None, [], None, Money(payments, {}, {}, {}, {}), backs)
        comparison = make_comparison(business=case(), views=made if views else None)
        return Seen(settings, Answer(settings, comparison, 700.0, 8))

    return seen


# --- the flows -----------------------------------------------------------------------------------------------------------


def test_what_is_paid_more_is_received_more_with_the_funds_as_one_and_without_what_stands_apart():
    flows = more(PAYMENTS)
    assert [(flow.payer, flow.item, flow.payee, flow.euro / MILLION) for flow in flows] == [
        ("sector-funds", "tuition", "trainers", 6.0),
        ("inflow-employers", "tryout-wage", "workers", 5.0),
        ("ministries", "tuition", "trainers", 3.0),
    ]
    paid, received = (flowchart.totals(flows, side) for side in ("payer", "payee"))
    assert sum(paid.values()) == sum(received.values()) == 14 * MILLION
    assert received == {"trainers": 9 * MILLION, "workers": 5 * MILLION}


def test_what_is_paid_less_is_its_own_list():
    assert [(flow.payer, flow.euro) for flow in less(PAYMENTS)] == [("outflow-employers", 1 * MILLION)]


def test_one_fund_more_and_another_as_much_less_is_no_flow():
    shifted = [pays("fund-bouw", "tuition", "trainers", 3, 1), pays("fund-ict", "tuition", "trainers", 1, 3)]
    assert more(shifted) == less(shifted) == []


def test_what_someone_pays_themselves_is_no_flow():
    assert more([pays("fund-bouw", "pooled-risk", "fund-ict", 0, 1)]) == []


def test_benefit_wages_and_missed_work_stand_apart():
    assert list(everyday(PAYMENTS)) == ["ww", "wage"]
    assert [payment.item for payment in opportunities(PAYMENTS)] == ["open-vacancy"]


def test_merging_small_flows_keeps_every_sum():
    flows = [Flow("a", "x", "p", 90.0), Flow("b", "y", "p", 1.0), Flow("c", "z", "q", 1.0), Flow("a", "z", "q", 8.0)]
    other = {"payer": "others", "item": "rest", "payee": "more"}
    made = flowchart.merged(flows, 0.02, other)
    assert sum(flow.euro for flow in made) == 100.0
    assert flowchart.totals(made, "payer") == {"a": 98.0, "others": 2.0}  # b and c have a hundredth each
    assert flowchart.totals(made, "item") == {"x": 90.0, "z": 9.0, "y": 1.0}  # only y is small: it keeps its name
    assert flowchart.totals(made, "payee") == {"p": 91.0, "q": 9.0}


def test_the_same_amount_has_the_same_height_in_every_column_and_labels_have_room():
    sums = {"a": 75.0, "b": 24.0, "c": 1.0}
    nodes = flowchart.column(sums, 3.4)
    assert [node.size for node in nodes] == [75 * 3.4, 24 * 3.4, 3.4]
    for one, below in pairwise(nodes):
        assert below.top == one.top + one.slot + flowchart.GAP
    assert nodes[2].slot == flowchart.SLOT and nodes[2].at == nodes[2].top + (flowchart.SLOT - 3.4) / 2


def test_names_in_the_picture_are_escaped():
    drawn = flowchart.chart([Flow("a", "x", "p", 1.0)], {}, {"a": "<a>", "x": "<x>", "p": "<p>"}, str, "<label>")
    assert "<a>" not in drawn and "<x>" not in drawn and "<label>" not in drawn and 'aria-label="&lt;label&gt;"' in drawn


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_says_that_paid_is_received_and_what_is_less(see, lang):
    shown = money.html(see(lang))
    fourteen = {"nl": "14,0 miljoen", "en": "14.0 million"}[lang]
    assert escape(text("money:paid_is_received", lang, paid=fourteen, received=fourteen)) in shown
    one = {"nl": "1,00 miljoen", "en": "1.00 million"}[lang]
    assert escape(text("money:paid_less", lang, euro=one)) in shown
    five = {"nl": "5,00 miljoen", "en": "5.00 million"}[lang]
    assert escape(text("money:everyday:ww:less", lang, euro=five)) in shown
    thirty = {"nl": "30,0 miljoen", "en": "30.0 million"}[lang]
    assert escape(text("money:everyday:wage:more", lang, euro=thirty)) in shown
    assert escape(text("money:missed_help", lang)) in shown


def test_when_nothing_differs_the_page_says_so(see):
    same = [pays("uwv", "ww", "workers", 100, 100)]
    shown = money.html(see(payments=same))
    assert escape(text("nobody_pays", "nl")) in shown and escape(text("money:nothing_apart", "nl")) in shown


def test_without_views_the_parties_are_shown_and_before_an_answer_an_invitation(see):
    assert 'id="money_flows"' not in money.html(see(views=False)) and 'id="who_pays"' in money.html(see(views=False))
    assert "money_flows" not in money.html(Seen(Settings()))


# --- the business case of a party -----------------------------------------------------------------------------------------


def test_an_account_adds_up_item_by_item():
    found = {change.item: (change.paid / MILLION, change.received / MILLION) for change in changes(PAYMENTS, "inflow-employers")}
    assert found == {"wage": (30.0, 0.0), "tryout-wage": (5.0, 0.0)}  # open vacancies are no payment
    assert {c.item: c.net / MILLION for c in changes(PAYMENTS, "sector-funds")} == {"tuition": -6.0}
    assert {c.item: c.net / MILLION for c in changes(PAYMENTS, "workers")} == {"wage": 30.0, "ww": -5.0, "tryout-wage": 5.0}


def test_over_all_parties_what_they_keep_adds_up_to_nothing():
    names = {account(name) for one in PAYMENTS for name in (one.payer, one.payee)}
    assert sum(change.net for name in names for change in changes(PAYMENTS, name)) == 0.0


def test_the_party_is_chosen_in_the_link_and_nonsense_shows_the_first(see):
    assert 'data-value="uwv" aria-pressed="true"' in money.html(see(party="uwv"))
    for wanted in ("", "<script>", "open-vacancy"):  # missed work is no party
        shown = money.html(see(party=wanted))
        assert 'data-value="inflow-employers" aria-pressed="true"' in shown and "<script>" not in shown


def test_the_derived_row_is_marked_and_its_words_are_escaped(see):
    shown = money.html(see(party="public-with-tax"))
    assert escape(text("money:derived_note", "nl", tax="27,00%")) in shown and "public-with-tax <nl>" not in shown
    assert "is niet zeker" in shown.split('id="business_case"')[1]  # 0.4 million with a band from -0.6 to 1.4


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_after_a_year_more_or_less_and_what_was_not_run(see, lang):
    shown = money.html(see(lang, party="uwv"))
    words = {"nl": "Na 1 jaar: 3,00 miljoen euro minder dan vandaag", "en": "After 1 year: 3.00 million euros less than today"}
    assert words[lang] in shown
    assert escape(text("money:case_left_out", lang, years="3, 5")) in shown
    assert text("money:kind:derived", lang) in shown and text("money:kind:opportunity", lang) in shown


def back(month: float, low: float, high: float, invests: float = 1.0, back: float = 1.0) -> Payback:
    return Payback("uwv", path(0.0), month, low, high, invests, back)


@pytest.mark.parametrize(
    ("payback", "said"),
    [
        (back(31, 20, 44), "Terugverdiend na 31 maanden (80% van de paren: 20 tot 44)."),
        (back(31, 20, float("inf")), "Terugverdiend na 31 maanden (80% van de paren: 20 tot niet binnen 60)."),
        (back(float("inf"), 40, float("inf"), 1.0, 0.3), "In 60 maanden niet terugverdiend; dat lukt in 30% van de paren wel."),
        (back(float("inf"), float("inf"), float("inf"), 1.0, 0.0), "In 60 maanden niet terugverdiend, in geen enkel paar."),
        (back(0, 0, 0, 0.0, 0.0), "Deze partij komt niet tekort: er is niets terug te verdienen."),
        (back(0, 0, 12, 0.3, 0.3), "Deze partij komt meestal niet tekort; in 30% van de paren wel een tijd."),
        (back(5, 0, 9, 0.7, 0.7), "Terugverdiend na 5 maanden (80% van de paren: meteen tot 9)."),
    ],
)
def test_break_even_in_words(payback, said):
    assert payback_sentence(payback, 60, "nl") == said


def test_the_path_is_a_picture_with_a_table(see):
    shown = money.html(see("en")).split('id="business_case"')[1]
    assert "Earned back after 3 months (80% of the pairs: 2 to not within 3)." in shown
    assert "<polyline" in shown and shown.count("<polygon") == 2 and "<table>" in shown


def test_every_word_of_both_pages_is_there_in_both_languages():
    for key, words in TEXTS.items():
        if key.startswith(("stuck:", "money:")):
            assert set(words) == {"nl", "en"} and all(word.strip() for word in words.values()), key


def test_too_short_a_run_has_no_business_case(see):
    seen = see()
    comparison = replace(seen.answer.comparison, business=None)
    shown = money.html(replace(seen, answer=replace(seen.answer, comparison=comparison)))
    assert escape(text("money:no_business_case", "nl")) in shown
