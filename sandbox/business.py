"""The business case of one party in HTML: what it puts in, what it gets back, and when it is no longer short."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from sandbox import charts
from sandbox.html import as_table, p, section
from sandbox.money import Change, changes, opportunities
from sandbox.numbers import euro, number, percent
from sandbox.pages import Seen
from sandbox.texts import text
from sim.business import BusinessCase, CaseRow
from sim.policies.catalogue import items, parties
from sim.views import Payback, Payment, Views

FIRST = "inflow-employers"  # whom the page shows before anyone is chosen
DERIVED = "derived"
MOST_ITEMS = 8
FEW = 3  # payments of which each band is told
Line = tuple[str, str, float]  # how (a key of the words), item, euros a year
CASE_HEADS = (
    "payer", "money:kind_of_money", "money:years", "money:balance", "money:low80", "money:high80", "per_crossing",
)  # fmt: skip
WIDE, HIGH = 640, 200  # units of the drawing of the path


def business(case: BusinessCase, views: Views, seen: Seen) -> str:
    """The section: choose a party; its balance by horizon, what makes it up, and the path to break-even."""
    lang, chosen = seen.lang, chosen_party(case, seen)
    rows = [row for row in case.rows if row.id == chosen]
    payback = next((one for one in views.paybacks if one.party == chosen), None)
    parts = [
        p(text("money:case_help", lang, rate=percent_exact(case.discount_rate, lang)), "small"),
        choice(case, chosen, lang),
        f"<h4>{escape(name_of(rows[0], lang))}</h4>" if rows else "",
        _derived_note(rows, case, lang),
        "".join(p(sentence) for sentence in horizon_sentences(rows, lang)),
        break_even(payback, lang) if payback else "",
        make_up(changes(views.money.payments, chosen), lang),
        _no_turnover(views.money.payments, chosen, lang),
        _left_out(case, lang),
        _table(case, lang),
    ]
    return section("business_case", lang, "".join(parts))


def _no_turnover(payments: Sequence[Payment], party: str, lang: str) -> str:
    """What the ledger cannot know of an employer: what work brings in; and what is missed while a place stays open."""
    if party not in parties() or parties()[party].kind != "employer":
        return ""
    missed = [one for one in opportunities(payments) if one.payer == party]
    said = [
        text("money:no_turnover", lang),
        *(missed_sentence(item, missed, lang) for item in dict.fromkeys(o.item for o in missed)),
    ]
    return p(" ".join(said), "small")


def missed_sentence(item: str, missed: Sequence[Payment], lang: str) -> str:
    """How much more or less time or work of one kind is missed, with its band."""
    ones = [one for one in missed if one.item == item]
    total = sum(float(one.euro.effect) for one in ones)
    said = text(f"money:missed_{way(total)}", lang, item=ones[0].item_words.said(lang), euro=unsigned(total, lang))
    return f"{said} {spans(ones, lang)}".rstrip()


def way(value: float) -> str:
    """Which way it goes, as in the keys of the words."""
    return "more" if value > 0 else "less"


def spans(ones: Sequence[Payment], lang: str) -> str:
    """The band of a payment, and whether its direction is certain; of a few payments each with its payer. Bands do not add up."""
    if len(ones) > FEW:
        return text("money:bands_in_table", lang)
    return " ".join(f"{one.payer_words.said(lang)}: {_span(one, lang)}" if len(ones) > 1 else _span(one, lang) for one in ones)


def _span(one: Payment, lang: str) -> str:
    low, high = float(one.euro.low80), float(one.euro.high80)
    said = text("money:span80", lang, low=euro(low, lang), high=euro(high, lang))
    return f"{said} {text('money:unsure', lang)}" if low <= 0 <= high else said


def _left_out(case: BusinessCase, lang: str) -> str:
    years = ", ".join(str(horizon) for horizon in case.left_out)
    return p(text("money:case_left_out", lang, years=years), "small") if years else ""


def chosen_party(case: BusinessCase, seen: Seen) -> str:
    """The party in the link when the case has it, else the first there is."""
    there = [row.id for row in shown_rows(case)]
    wanted = seen.settings.sees("party")
    return next((name for name in (wanted, FIRST, *there) if name in there), "")


def shown_rows(case: BusinessCase) -> list[CaseRow]:
    """One row for each party to choose from: money of the ledger, and the governments with tax, which is derived."""
    rows: dict[str, CaseRow] = {}
    for row in case.rows:
        if row.kind in ("cash", DERIVED):
            rows.setdefault(row.id, row)
    return list(rows.values())


def name_of(row: CaseRow, lang: str) -> str:
    """The party's name."""
    name: str = getattr(row, lang)
    return name


def choice(case: BusinessCase, chosen: str, lang: str) -> str:
    """A button for each party; the one that is shown is pressed."""
    mark = f" <em>({escape(text('money:derived', lang))})</em>"
    buttons = "".join(
        f'<button type="button" data-do="see.party" data-value="{escape(row.id)}" aria-pressed="{str(row.id == chosen).lower()}">'
        f"{escape(name_of(row, lang))}{mark if row.kind == DERIVED else ''}</button>"
        for row in shown_rows(case)
    )
    return f'<div class="pick-one" role="group" aria-label="{escape(text("money:choose_party", lang))}">{buttons}</div>'


def _derived_note(rows: Sequence[CaseRow], case: BusinessCase, lang: str) -> str:
    if not any(row.kind == DERIVED for row in rows):
        return ""
    return p(text("money:derived_note", lang, tax=percent_exact(case.tax_rate, lang)), "watch-out")


def horizon_sentences(rows: Sequence[CaseRow], lang: str) -> list[str]:
    """After one, three and five years: has it more, or less, or can that not be told."""
    said = []
    for row in rows:
        kind = "unsure" if row.low80 <= 0 <= row.high80 and row.low80 < row.high80 else "more" if row.euro > 0 else "less"
        amount = euro(row.euro, lang) if kind == "unsure" else unsigned(row.euro, lang)
        span = text("to", lang, low=euro(row.low80, lang), high=euro(row.high80, lang))
        years = text("money:after_year" if row.years == 1 else "money:after_years", lang, years=row.years)
        said.append(text(f"money:case_{kind}", lang, after=years, euro=amount, span=span))
    return said


def break_even(payback: Payback, lang: str) -> str:
    """Whether and when it gets back what it put in, with the path as a picture and a table."""
    months = len(payback.path.effect)
    label = payback_sentence(payback, months, lang)
    rows = [(str(month), *_at_month(payback, month, lang)) for month in _table_months(months)]
    heads = [text(key, lang) for key in ("money:after_months", "money:balance", "money:low80", "money:high80")]
    table = as_table(charts.table(heads, rows, text("money:balance_so_far", lang)), lang)
    drawn = path_chart(payback, label, lang)
    return f"{p(label, 'break-even')}<h4>{escape(text('money:balance_so_far', lang))}</h4>{drawn}{table}"


def payback_sentence(payback: Payback, months: int, lang: str) -> str:
    """Earned back after so many months, with the range over pairs; or never short; or not within the months that were run."""
    if payback.high80 == 0:
        return text("money:never_short", lang)
    if payback.invests < 0.5 and payback.month == 0:
        return text("money:mostly_never_short", lang, share=percent(payback.invests, lang))
    span = text("to", lang, low=_months(payback.low80, months, lang), high=_months(payback.high80, months, lang))
    if math.isfinite(payback.month):
        return text("money:earned_back", lang, month=number(payback.month, lang, decimals=0), span=span)
    kind = "money:not_earned_back" if payback.back else "money:never_earned_back"
    return text(kind, lang, months=months, share=percent(payback.back, lang))


def _months(value: float, months: int, lang: str) -> str:
    if value == 0:
        return text("money:at_once", lang)
    return number(value, lang, decimals=0) if math.isfinite(value) else text("money:not_within", lang, months=months)


def _at_month(payback: Payback, month: int, lang: str) -> list[str]:
    at = payback.path.at(month - 1)
    return [euro(float(value), lang) for value in (at.effect, at.low80, at.high80)]


def _table_months(months: int) -> list[int]:
    return sorted({*range(6, months + 1, 6), months})


def path_chart(payback: Payback, label: str, lang: str) -> str:
    """The sum month by month: the middle of the pairs, where 80% and 95% of them lie, and zero as today."""
    path = payback.path
    months = len(path.effect)
    low, high = min(0.0, float(path.low95.min())), max(0.0, float(path.high95.max()))
    span = (high - low) or 1.0

    def at(month: int, value: float) -> str:
        return f"{WIDE * month / max(1, months - 1):.1f},{HIGH * (high - value) / span:.1f}"

    def line(values: np.ndarray) -> list[str]:
        return [at(month, float(value)) for month, value in enumerate(values)]

    def area(kind: str, one: np.ndarray, other: np.ndarray) -> str:
        return f'<polygon class="{kind}" points="{" ".join(line(one) + line(other)[::-1])}"/>'

    zero = HIGH * high / span
    shapes = (
        f"{area('wide', path.low95, path.high95)}{area('narrow', path.low80, path.high80)}"
        f'<line class="zero" x1="0" x2="{WIDE}" y1="{zero:.1f}" y2="{zero:.1f}"/><polyline points="{" ".join(line(path.effect))}"/>'
    )
    head = f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none" focusable="false">'
    ends = _spans(text("money:month_zero", lang), text("money:month_end", lang, months=months))
    sides = _spans(euro(high, lang), euro(low, lang))
    drawn = f'<div class="payback"><div class="scale-ends">{sides}</div>{head}{shapes}</svg><div class="months">{ends}</div></div>'
    return drawn + p(text("money:path_help", lang), "small")


def _spans(*words: str) -> str:
    return "".join(f"<span>{escape(word)}</span>" for word in words)


def make_up(found: Sequence[Change], lang: str) -> str:
    """What it puts in and what it gets back in a year, item by item; both lists add up to what it keeps."""
    if not found:
        return ""
    puts_in, gets_back = _sides(found)
    columns = _column("money:puts_in", puts_in, lang) + _column("money:gets_back", gets_back, lang)
    net = sum(change.net for change in found)
    rows = [(_said(one.item, lang), *(euro(value, lang) for value in (one.paid, one.received, one.net))) for one in found]
    heads = [text(key, lang) for key in ("money:item", "money:pays_more", "money:receives_more", "money:keeps")]
    table = as_table(charts.table(heads, rows, text("money:per_year_mean", lang)), lang)
    return f'<div class="two">{columns}</div>{p(text("money:keeps_net", lang, euro=euro(net, lang)), "small")}{table}'


def _column(head: str, lines: Sequence[Line], lang: str) -> str:
    total = unsigned(sum(amount for *_, amount in lines), lang)
    return f"<div><h4>{escape(text(head, lang, euro=total))}</h4>{_lines(lines, lang)}</div>"


def _sides(found: Sequence[Change]) -> tuple[list[Line], list[Line]]:
    """Lines of what a party puts in (pays more, receives less) and gets back (receives more, pays less)."""
    puts_in, gets_back = list[Line](), list[Line]()
    for change in found:
        for key, amount in (("pay", change.paid), ("receive_less", -change.received)):
            if amount > 0:
                puts_in.append((key, change.item, amount))
        for key, amount in (("receive", change.received), ("pay_less", -change.paid)):
            if amount > 0:
                gets_back.append((key, change.item, amount))
    return sorted(puts_in, key=lambda line: -line[2]), sorted(gets_back, key=lambda line: -line[2])


def _lines(lines: Sequence[Line], lang: str) -> str:
    if not lines:
        return p(text("money:nothing", lang))
    rest = sum(amount for _, _, amount in lines[MOST_ITEMS:])
    said = [(text(f"money:{key}", lang, item=_said(item, lang)), amount) for key, item, amount in lines[:MOST_ITEMS]]
    said += [(text("money:other_items", lang), rest)] if rest else []
    rows = "".join(f"<li><span>{escape(name)}</span><b>{escape(unsigned(amount, lang))}</b></li>" for name, amount in said)
    return f'<ul class="account">{rows}</ul>'


def _said(item: str, lang: str) -> str:
    name: str = getattr(items()[item], lang)
    return name


def _table(case: BusinessCase, lang: str) -> str:
    """Every party at every horizon; the derived row and what is not paid are marked."""
    heads = [text(key, lang) for key in CASE_HEADS]
    rows = [
        (
            name_of(row, lang), text(f"money:kind:{row.kind}", lang), str(row.years),
            *(euro(value, lang) for value in (row.euro, row.low80, row.high80)),
            euro(row.per_lasting_crossing, lang),
        )
        for row in case.rows
    ]  # fmt: skip
    return as_table(charts.table(heads, rows, text("business_case", lang)), lang)


def unsigned(value: float, lang: str) -> str:
    """An amount without its sign, as where words say which way it goes."""
    return euro(abs(value), lang).lstrip("+")


def percent_exact(share: float, lang: str) -> str:
    """A rate with its decimals, such as 2,25%."""
    return f"{number(100 * share, lang, decimals=2)}%"
