"""The view of money: who pays, through what, to whom; what is saved or missed apart from that; the business case of each party."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from sandbox import charts, flowchart
from sandbox.business import business, unsigned
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
OTHER = {"payer": "other-payer", "item": "other-item", "payee": "other-payee"}


def html(seen: Seen) -> str:
    """The whole view."""
    if seen.answer is None:
        return waiting(seen.lang)
    comparison, lang = seen.answer.comparison, seen.lang
    views = getattr(comparison, "views", None)
    if views is None:
        return section("who_pays", lang, payers(comparison, lang))
    parts = [
        section("money_flows", lang, flows(views.money, lang)),
        section("apart", lang, apart(views.money, lang)),
        section("who_pays", lang, payers(comparison, lang)),
    ]
    if comparison.business is None:
        parts.append(section("business_case", lang, p(text("no_business_case", lang))))
    else:
        parts.append(business(comparison.business, views, seen))
    return "".join(parts)


# --- payer, item, receiver -----------------------------------------------------------------------------------------------


def flows(money: Money, lang: str) -> str:
    """Who pays more than today, for what, to whom, as a picture that sums; what is paid less in words and a table."""
    up, down = more(money.payments), less(money.payments)
    if not up and not down:
        return p(text("nobody_pays", lang))
    parts = [p(text("flows_help", lang), "small")]
    if up:
        parts += [_picture(up, lang), p(sums(up, lang), "sum")]
    if down:
        fewer = text("paid_less", lang, euro=unsigned(sum(flow.euro for flow in down), lang))
        parts.append(fold(fewer, _picture(down, lang) + _flow_table(down, fewer, lang)))
    parts.append(_payments_table(money.payments, lang))
    return "".join(parts)


def sums(found: Sequence[Flow], lang: str) -> str:
    """The check under the picture: what all payers pay more is what all receivers receive more, each added up by itself."""
    paid = sum(flowchart.totals(found, "payer").values())
    received = sum(flowchart.totals(found, "payee").values())
    return text("paid_is_received", lang, paid=unsigned(paid, lang), received=unsigned(received, lang))


def _picture(found: Sequence[Flow], lang: str) -> str:
    shown = flowchart.merged(found, LEAST, OTHER)
    names = {name: _name(name, lang) for flow in shown for name in (flow.payer, flow.item, flow.payee)}
    kinds = {flow.payer: "other" if flow.payer == OTHER["payer"] else kind_of(flow.payer) for flow in shown}
    biggest = max(shown, key=lambda flow: flow.euro)
    label = text(
        "flows_label", lang, total=unsigned(sum(flow.euro for flow in shown), lang), payer=names[biggest.payer],
        item=names[biggest.item], payee=names[biggest.payee], euro=unsigned(biggest.euro, lang),
    )  # fmt: skip
    heads = "".join(f"<span>{escape(text(key, lang))}</span>" for key in ("pays", "for_what", "receives"))
    drawn = flowchart.chart(shown, kinds, names, lambda amount: unsigned(amount, lang), label)
    return f'<div class="flow-heads" aria-hidden="true">{heads}</div>{drawn}'


def _name(name: str, lang: str) -> str:
    if name in OTHER.values():
        return text(name, lang)
    entry = parties().get(name) or items()[name]
    found: str = getattr(entry, lang)
    return found


def _flow_table(found: Sequence[Flow], caption: str, lang: str) -> str:
    heads = [text(key, lang) for key in ("pays", "for_what", "receives", "euro_per_year")]
    rows = [(*(_name(name, lang) for name in (f.payer, f.item, f.payee)), number(f.euro, lang, decimals=0)) for f in found]
    return as_table(charts.table(heads, rows, caption), lang)


def _payments_table(payments: Sequence[Payment], lang: str) -> str:
    """All payments in both worlds that differ, with their band, the largest difference first."""
    heads = [text(key, lang) for key in ("pays", "for_what", "receives", "kind_of_money", "today", "package", "effect", "low80", "high80")]
    differ = sorted((one for one in payments if one.euro.effect != 0), key=lambda one: -abs(float(one.euro.effect)))
    rows = [
        (
            *(getattr(one, part).said(lang) for part in ("payer_words", "item_words", "payee_words")), text(f"kind:{one.kind}", lang),
            *(number(float(getattr(one.euro, part)), lang, decimals=0) for part in ("today", "package", "effect", "low80", "high80")),
        )
        for one in differ
    ]  # fmt: skip
    return as_table(charts.table(heads, rows, text("all_payments", lang)), lang)


# --- apart from that -----------------------------------------------------------------------------------------------------


def apart(money: Money, lang: str) -> str:
    """What follows from who works and who does not, and what costs time but no money: neither is spending on the switch."""
    changed, missed = everyday(money.payments), opportunities(money.payments)
    if not changed and not missed:
        return p(text("nothing_apart", lang))
    parts = [p(text("apart_help", lang), "small")]
    parts += [f"<ul>{''.join(f'<li>{escape(_everyday_sentence(item, ones, lang))}</li>' for item, ones in changed.items())}</ul>"]
    if missed:
        lines = "".join(f"<li>{escape(_missed_sentence(item, missed, lang))}</li>" for item in dict.fromkeys(o.item for o in missed))
        parts.append(f"<h4>{escape(text('missed', lang))}</h4>{p(text('missed_help', lang), 'small')}<ul>{lines}</ul>")
    return "".join(parts)


def _everyday_sentence(item: str, ones: Sequence[Payment], lang: str) -> str:
    """Such as: UWV pays 5 million less in benefit, and workers receive as much less."""
    total = sum(float(one.euro.effect) for one in ones)
    way = "more" if total > 0 else "less"
    said = text(f"everyday:{item}:{way}", lang, euro=unsigned(total, lang))
    return f"{said} {_span(ones, lang)}".rstrip()


def _missed_sentence(item: str, missed: Sequence[Payment], lang: str) -> str:
    ones = [one for one in missed if one.item == item]
    total = sum(float(one.euro.effect) for one in ones)
    said = text("missed_more" if total > 0 else "missed_less", lang, item=ones[0].item_words.said(lang), euro=unsigned(total, lang))
    return f"{said} {_span(ones, lang)}".rstrip()


def _span(ones: Sequence[Payment], lang: str) -> str:
    """The band, where there is but one payment: bands of several do not add up."""
    if len(ones) != 1:
        return ""
    band = ones[0].euro
    return text("span80", lang, low=euro(float(band.low80), lang), high=euro(float(band.high80), lang))


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
