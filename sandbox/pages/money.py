"""The view of money: who pays, through what, to whom; what is saved or missed apart from that; the business case of each party."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from sandbox import charts, flowchart
from sandbox.business import business, missed_sentence, spans, unsigned, way
from sandbox.flowchart import Flow
from sandbox.html import as_table, fold, p, section, waiting
from sandbox.money import everyday, kind_of, less, more, opportunities
from sandbox.numbers import euro, number
from sandbox.pages import Seen
from sandbox.texts import text
from sim.effects import Comparison
from sim.policies.catalogue import items, parties
from sim.views import Money, Payment

MOST_BARS = 8
LEAST = 0.02  # of the sum: what is smaller is put together in the picture
NUMBERS = ("today", "package", "effect", "money:low80", "money:high80")
OTHER = {"payer": "money:other-payer", "item": "money:other-item", "payee": "money:other-payee"}


def html(seen: Seen) -> str:
    """The whole view."""
    if seen.answer is None:
        return waiting(seen.lang)
    comparison, lang = seen.answer.comparison, seen.lang
    views = comparison.views
    if views is None:
        return section("who_pays", lang, payers(comparison, lang))
    parts = [
        section("money_flows", lang, flows(views.money, lang)),
        section("money_apart", lang, apart(views.money, lang)),
        section("who_pays", lang, payers(comparison, lang)),
    ]
    if comparison.business is None:
        parts.append(section("business_case", lang, p(text("money:no_business_case", lang))))
    else:
        parts.append(business(comparison.business, views, seen))
    return "".join(parts)


# --- payer, item, receiver -----------------------------------------------------------------------------------------------


def flows(money: Money, lang: str) -> str:
    """Who pays more than today, for what, to whom, as a picture that sums; what is paid less in words and a table."""
    up, down = more(money.payments), less(money.payments)
    if not up and not down:
        return p(text("nobody_pays", lang))
    parts = [p(text("money:flows_help", lang), "small")]
    if up:
        parts += [_picture(up, "money:flows_label", lang), p(sums(up, lang), "sums-up")]
    if down:
        fewer = text("money:paid_less", lang, euro=unsigned(sum(flow.euro for flow in down), lang))
        parts.append(fold(fewer, _picture(down, "money:less_label", lang) + _flow_table(down, fewer, lang)))
    parts.append(_payments_table(money.payments, lang))
    return "".join(parts)


def sums(found: Sequence[Flow], lang: str) -> str:
    """The check under the picture: what all payers pay more is what all receivers receive more, each added up by itself."""
    paid = sum(flowchart.totals(found, "payer").values())
    received = sum(flowchart.totals(found, "payee").values())
    return text("money:paid_is_received", lang, paid=unsigned(paid, lang), received=unsigned(received, lang))


def _picture(found: Sequence[Flow], label_key: str, lang: str) -> str:
    shown = flowchart.merged(found, LEAST, OTHER)
    names = {name: _name(name, lang) for flow in shown for name in (flow.payer, flow.item, flow.payee)}
    kinds = {flow.payer: "other" if flow.payer == OTHER["payer"] else kind_of(flow.payer) for flow in shown}
    biggest = max(shown, key=lambda flow: flow.euro)
    label = text(
        label_key, lang, total=unsigned(sum(flow.euro for flow in shown), lang), payer=names[biggest.payer],
        item=names[biggest.item], payee=names[biggest.payee], euro=unsigned(biggest.euro, lang),
    )  # fmt: skip
    heads = "".join(f"<span>{escape(text(key, lang))}</span>" for key in ("money:pays", "money:for_what", "money:receives"))
    drawn = flowchart.chart(shown, kinds, names, lambda amount: unsigned(amount, lang), label)
    return f'<div class="flow-heads" aria-hidden="true">{heads}</div>{drawn}'


def _name(name: str, lang: str) -> str:
    if name in OTHER.values():
        return text(name, lang)
    entry = parties().get(name) or items()[name]
    found: str = getattr(entry, lang)
    return found


def _flow_table(found: Sequence[Flow], caption: str, lang: str) -> str:
    heads = [text(key, lang) for key in ("money:pays", "money:for_what", "money:receives", "euro_per_year")]
    rows = [(*(_name(name, lang) for name in (f.payer, f.item, f.payee)), number(f.euro, lang, decimals=0)) for f in found]
    return as_table(charts.table(heads, rows, caption), lang)


def _payments_table(payments: Sequence[Payment], lang: str) -> str:
    """All payments in both worlds that differ, with their band, the largest difference first."""
    heads = [text(key, lang) for key in ("money:pays", "money:for_what", "money:receives", "money:kind_of_money", *NUMBERS)]
    differ = sorted((one for one in payments if one.euro.effect != 0), key=lambda one: -abs(float(one.euro.effect)))
    rows = [
        (*(words.said(lang) for words in (one.payer_words, one.item_words, one.payee_words)), *_numbers(one, lang))
        for one in differ
    ]
    return as_table(charts.table(heads, rows, text("money:all_payments", lang)), lang)


def _numbers(one: Payment, lang: str) -> list[str]:
    ends = (one.euro.today, one.euro.package, one.euro.effect, one.euro.low80, one.euro.high80)
    return [text(f"money:kind:{one.kind}", lang), *(number(float(end), lang, decimals=0) for end in ends)]


# --- apart from that -----------------------------------------------------------------------------------------------------


def apart(money: Money, lang: str) -> str:
    """What follows from who works and who does not, and what costs time but no money: neither is spending on the switch."""
    changed, missed = everyday(money.payments), opportunities(money.payments)
    if not changed and not missed:
        return p(text("money:nothing_apart", lang))
    parts = [p(text("money:apart_help", lang), "small")]
    parts += [f"<ul>{''.join(f'<li>{escape(_everyday_sentence(item, ones, lang))}</li>' for item, ones in changed.items())}</ul>"]
    if missed:
        names = dict.fromkeys(one.item for one in missed)
        lines = "".join(f"<li>{escape(missed_sentence(item, missed, lang))}</li>" for item in names)
        parts.append(f"<h4>{escape(text('money:missed', lang))}</h4>{p(text('money:missed_help', lang), 'small')}<ul>{lines}</ul>")
    return "".join(parts)


def _everyday_sentence(item: str, ones: Sequence[Payment], lang: str) -> str:
    """Such as: UWV pays 5 million less in benefit, and workers receive as much less."""
    total = sum(float(one.euro.effect) for one in ones)
    return f"{text(f'money:everyday:{item}:{way(total)}', lang, euro=unsigned(total, lang))} {spans(ones, lang)}"


# --- party by party ------------------------------------------------------------------------------------------------------


def payers(comparison: Comparison, lang: str) -> str:
    """A bar for each party that pays or keeps much, the sum of all, and everyone in the table."""
    parties = sorted(comparison.who_pays, key=lambda row: -abs(row["euro_per_year"]))
    if not parties:
        return p(text("nobody_pays", lang))
    reach = abs(parties[0]["euro_per_year"])
    shown = [row for row in parties if abs(row["euro_per_year"]) >= 0.01 * reach][:MOST_BARS]
    bars = "".join(_payer(row, reach, lang) for row in shown)
    smaller = p(text("smaller_parties", lang), "small") if len(shown) < len(parties) else ""
    total = euro(sum(row["euro_per_year"] for row in parties), lang)
    heads = [text(key, lang) for key in ("payer", "euro_per_year", "per_crossing")]
    cells = [
        [row[lang], *(number(row[key], lang, decimals=0) for key in ("euro_per_year", "per_lasting_crossing"))] for row in parties
    ]
    return (
        f'{p(text("who_pays_help", lang), "small")}<div class="bars">{bars}</div>{smaller}'
        f"{p(text('sums_to_zero', lang, euro=total), 'small')}"
        f"{as_table(charts.table(heads, cells, text('who_pays', lang)), lang)}"
    )


def _payer(row: dict[str, Any], reach: float, lang: str) -> str:
    amount = euro(row["euro_per_year"], lang)
    drawing = charts.bar(row["euro_per_year"], reach, text("bar_label", lang, name=row[lang], euro=amount))
    return f'<div class="row"><div class="name">{escape(row[lang])}</div>{drawing}<div class="value">{escape(amount)}</div></div>'
