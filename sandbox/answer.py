"""The answer in sentences, above every view: what the package brings, how sure, what it costs, and what gets worse by it."""

from __future__ import annotations

from html import escape

from sandbox import charts, plan, state
from sandbox.html import p, reach, row_of, signed, unit
from sandbox.numbers import euro, in_steps_of, number, percent, rounded
from sandbox.pages import Seen
from sandbox.state import differs_from_today
from sandbox.task import LEAST_PAIRS, Answer
from sandbox.texts import text
from sim.effects import Comparison, EffectRow
from sim.policies.package import Scope
from sim.views import Band, Group
from sim.views.shapes import BAND_PARTS

HEADLINE = "lasting-crossings"
DOTS = 20
LASTING = "lasting"  # lasting crossings of a group
DIVISIONS = ("age", "education", "contract")


def bar_html(seen: Seen) -> str:
    """The bar: what was asked, the sentence, twenty dots, the band, the cost, and in the same bar what gets worse."""
    answer, lang = seen.answer, seen.lang
    if answer is None:
        return p(text("no_answer_yet" if differs_from_today(seen.settings) else "nothing_to_compare", lang), "invitation")
    row = row_of(answer.comparison, HEADLINE)
    outside = p(text("outside_bar", lang), "warn") if seen.outside else ""
    stale = p(text("earlier_settings", lang), "stale") if seen.old else ""
    win = _win(row, answer, lang) if row else ""
    return f'{stale}{outside}{p(asked(answer, lang), "asked")}{win}{_watch_out(answer, lang)}{size_line(answer, lang)}'


def _win(row: EffectRow, answer: Answer, lang: str) -> str:
    first, *rest = headline_sentences(row, answer.settings.months, lang)
    better = round(DOTS * row.chance_better)
    label = text("dots", lang, better=better, all=DOTS, pairs=row.pairs)
    return (
        f'<p class="lead" id="headline">{escape(first)}</p><div class="dots">{charts.dots(better, DOTS, label)}'
        f"<p>{escape(label)}</p></div>{p(' '.join(rest[:1]))}"
        f"<p class=\"cost\">{escape(' '.join(cost_sentences(answer, lang)))}</p>"
    )


def cost_sentences(answer: Answer, lang: str) -> list[str]:
    """What the package costs a year and who pays most of it, and what that is for every extra lasting crossing."""
    return [*bill_sentences(answer, lang), cost_sentence(answer, lang)]


def bill_sentences(answer: Answer, lang: str) -> list[str]:
    """What the switch itself costs a year, whoever pays; and whose expenses, of all they pay and get, rise most."""
    row = answer.bill
    if row is None:
        return []
    words = {key: in_steps_of(getattr(row, key), reach(row), lang) for key in ("effect", "low80", "high80")}
    said = [text("bill", lang, **words) if row.low80 > 0 else text("bill_unsure", lang, **words)]
    most = max(answer.comparison.who_pays, key=lambda one: one["euro_per_year"], default=None)
    if most and most["euro_per_year"] > 0:
        said.append(text("pays_most", lang, party=most[lang], euro=euro(most["euro_per_year"], lang)))
    return said


def cost_sentence(answer: Answer, lang: str) -> str:
    """What it costs for every extra lasting crossing; or why that cannot be said."""
    cost = answer.comparison.cost
    if cost is None:
        return text("no_cost", lang)
    low, middle, high = (rounded(end, lang) for end in cost)
    return text("cost", lang, low=low, middle=middle, high=high)


def _watch_out(answer: Answer, lang: str) -> str:
    """What gets worse, or that nothing surely does: never the win alone."""
    worse = trade_offs(answer.comparison, lang)
    said = "" if worse else f" {escape(text('nothing_worse', lang))}"
    listed = "".join(f"<li>{escape(item)}</li>" for item in [*worse, *least_gain(answer.comparison, lang)])
    return f'<div class="watch-out"><b>{escape(text("watch_out", lang))}</b>{said}{f"<ul>{listed}</ul>" if listed else ""}</div>'


def trade_offs(comparison: Comparison, lang: str) -> list[str]:
    """What surely gets worse, and how many people come less to their turn; a sentence each."""
    rows = [row for row in comparison.rows if not row.measure.startswith(("scope-", "outside-"))]
    worse = [row for row in rows if charts.verdict(row.low80, row.high80, row.better) == "worse"]
    items = [
        text(
            "worse_item", lang, name=getattr(row, lang), effect=in_steps_of(row.effect, reach(row), lang, signed=True),
            unit=unit(row.unit, lang),
        )
        for row in worse
    ]  # fmt: skip
    lost, less, more = (people_of(comparison, measure) for measure in ("users-lost", "others-less", "others-more"))
    if lost > 0:
        items.append(text("users_lost", lang, people=rounded(lost, lang)))
    if less > 0:
        shift = text("others_shift", lang, less=rounded(less, lang), more=rounded(more, lang))
        items.append(f"{shift} {displaced(comparison.displacement, lang)}" if comparison.displacement else shift)
    return items


def least_gain(comparison: Comparison, lang: str) -> list[str]:
    """The group that gains least, and whether that is sure; nothing where no groups are known.

    Of the divisions that have few and large groups; groups that nobody crosses from in either world are left out.
    """
    groups = comparison.views.groups if comparison.views else []
    told = [group for group in groups if group.dimension in DIVISIONS and not group.small and _crosses(group)]
    if not told:
        return []
    far, least = max(map(_far, told)), min(told, key=lambda group: float(per_1000(group).effect))
    band = per_1000(least)
    words = {key: in_steps_of(float(getattr(band, key)), far, lang, signed=True) for key in ("effect", "low80", "high80")}
    kind = "least_gain" if any(gain_of(group) == "better" for group in told) else "nobody_gains"
    return [text(kind, lang, name=least.words.said(lang), verdict=text(gain_of(least), lang), **words)]


def gain_of(group: Group) -> charts.Verdict:
    """Whether a group has surely more lasting crossings with the package."""
    band = group.measures[LASTING]
    return charts.verdict(float(band.low80), float(band.high80), "higher")


def per_1000(group: Group) -> Band:
    """Lasting crossings per 1000 people of the group."""
    band, scale = group.measures[LASTING], 1000.0 / group.people
    return Band(*(scale * getattr(band, key) for key in BAND_PARTS))


def _crosses(group: Group) -> bool:
    return bool(group.measures[LASTING].today > 0 or group.measures[LASTING].package > 0)


def _far(group: Group) -> float:
    return max(abs(float(getattr(per_1000(group), key))) for key in ("effect", "low80", "high80"))


def people_of(comparison: Comparison, measure: str) -> float:
    """People of one comparison of everyone with themselves in the other world; 0 where it was not made."""
    return next((row.effect for row in comparison.persons if row.measure == measure), 0.0)


def displaced(lost: EffectRow, lang: str) -> str:
    """Lasting crossings that others lose on balance, in a sentence: how many, or that it is not certain."""
    unsure = lost.low80 <= 0 <= lost.high80 and lost.low80 < lost.high80
    kind = "unsure" if unsure else "none" if lost.effect == 0 else "more" if lost.effect > 0 else "fewer"
    words = {"people": rounded(abs(lost.effect), lang), "low": signed(lost.low80, lang), "high": signed(lost.high80, lang)}
    return text(f"displaced_{kind}", lang, **words)


def size_of(answer: Answer, lang: str) -> str:
    """How many pairs of how many people, and with what luck."""
    settings = answer.settings
    return text(
        "size_line", lang, pairs=answer.pairs, workers=number(settings.workers, lang, decimals=0), weight=weight_of(answer, lang),
        months=settings.months, seed=settings.seed,
    )  # fmt: skip


def size_line(answer: Answer, lang: str) -> str:
    """How precise it is."""
    return p(size_of(answer, lang), "small") + ("" if answer.comparison.settled else p(text("not_settled", lang), "warn"))


def headline_sentences(row: EffectRow, months: int, lang: str) -> list[str]:
    """The effect on lasting crossings in plain sentences: how many, between what, how likely, how sure, how precise."""
    unsure = row.low80 <= 0 <= row.high80 and row.low80 < row.high80
    kind = "unsure" if unsure else "same" if row.effect == 0 else "more" if row.effect > 0 else "fewer"
    effect = {"signed": signed(row.effect, lang)} if unsure else {"effect": rounded(abs(row.effect), lang)}
    low, high = (in_steps_of(end, reach(row), lang, signed=True) for end in (row.low80, row.high80))
    band = text("headline_band", lang, low=low, high=high)
    zero = f" {text('zero_inside', lang)}" if unsure else ""
    few = f" {text('few_pairs', lang)}" if row.pairs < LEAST_PAIRS else ""
    chance = text("headline_chance", lang, chance=percent(row.chance_better, lang), pairs=row.pairs)
    precision = text("precision", lang, noise=rounded(row.monte_carlo_error, lang))
    return [text(f"headline_{kind}", lang, months=months, **effect), f"{band}{zero}{few} {chance}", precision]


def asked(answer: Answer, lang: str) -> str:
    """The question in a few words: situation, package and, if so, that the world itself was changed."""
    settings = answer.settings
    situation = getattr(state.all_situations()[settings.situation], lang)
    said = text("asked", lang, situation=situation, package=plan.name_of(settings, lang))
    return f"{said} {text('assumptions_changed', lang, count=len(settings.assumed))}" if settings.assumed else said


def is_scoped(answer: Answer) -> bool:
    """Whether the package is for some of the people only."""
    package = plan.package_of(answer.settings)
    return package is not None and any(use.scope != Scope() for use in package.levers)


def weight_of(answer: Answer, lang: str) -> str:
    """Real people that one simulated person stands for, in words."""
    return number(answer.weight, lang, decimals=0 if answer.weight >= 10 else 1)
