"""The reader's own weights, and the order they give: every part of the sum, how sure it is, and what would turn it."""

from __future__ import annotations

from html import escape

import numpy as np

from sandbox import charts
from sandbox.html import as_table, button, p, section
from sandbox.numbers import number, percent
from sandbox.rivals import HEAVIEST, USUAL, WEIGHTS, Found, weights, with_weight
from sandbox.state import Settings
from sandbox.texts import text
from sim.measures import MEASURES
from sim.ranking import OUTCOMES, Ranking, ranking

CLEAR = 0.8  # share of the pairs in which one must come first to be called clear: as the thick band


def weighing(found: Found, settings: Settings) -> str:
    """The sections of the weights, of the parts, of how sure it is and of what turns it."""
    lang, own = settings.lang, ranking(found.point, weights(settings))
    return (
        section("compare_weights", lang, fields(settings))
        + section("compare_rank", lang, parts(found, own, lang))
        + section("compare_sure", lang, sure(found, own, lang))
        + section("compare_turn", lang, turns(found, own, lang))
    )


def name_of(outcome: str, lang: str) -> str:
    """An outcome in words."""
    measure = MEASURES.get(outcome)
    return getattr(measure, lang) if measure else text(outcome, lang)


def fields(settings: Settings) -> str:
    """For each outcome the weights 0 to 5 to choose from; the arrow keys move between them."""
    lang = settings.lang
    rows = "".join(_field(settings, name, name_of(name, lang)) for name in OUTCOMES)
    equal = button(f"see.{WEIGHTS}", "", text("compare_same_weights", lang))
    overlap = p(text("compare_overlap", lang), "small")
    return f'{p(text("compare_weights_help", lang))}<div class="weights">{rows}</div>{equal}{overlap}'


def _field(settings: Settings, outcome: str, name: str) -> str:
    lang, now = settings.lang, weights(settings)[outcome]
    way = text("compare_more" if OUTCOMES[outcome] > 0 else "compare_less", lang)
    choices = "".join(_weight(settings, outcome, weight, weight == now) for weight in range(HEAVIEST + 1))
    return (
        f'<fieldset><legend>{escape(text("compare_weight_of", lang, name=name))} <span class="unit">({escape(way)})</span></legend>'
        f'<div class="scale">{choices}</div></fieldset>'
    )


def _weight(settings: Settings, outcome: str, weight: int, chosen: bool) -> str:
    """One weight to choose; its value is all weights as they then are, so that the link can hold them as one."""
    value, checked = escape(with_weight(settings, outcome, weight)), " checked" if chosen else ""
    return (
        f'<label><input type="radio" id="weight-{outcome}-{weight}" name="weight-{outcome}" data-do="see.{WEIGHTS}" '
        f'value="{value}"{checked}><span>{weight}</span></label>'
    )


def parts(found: Found, own: Ranking, lang: str) -> str:
    """What each outcome adds to or takes from each package, and the sum."""
    names = [choice.name(lang) for choice in found.choices]
    reach = float(max(np.abs(own.parts).max(), np.abs(own.total).max()))
    rows = "".join(_part_row(found, own, k, outcome, reach, lang) for k, outcome in enumerate(OUTCOMES) if own.weights[outcome])
    sums = "".join(
        _bar(value, reach, text("compare_sum_of", lang, package=name, points=_points(value, lang)), name, lang)
        for value, name in zip(own.total, names, strict=True)
    )
    head = f"<h4>{escape(text('compare_sum', lang))}</h4>"
    total = f'<div class="measure sum">{head}<div class="cells of-{len(names)}">{sums}</div></div>'
    cells = [
        [name_of(outcome, lang), percent(own.weights[outcome], lang), *(_points(value, lang) for value in own.parts[:, k])]
        for k, outcome in enumerate(OUTCOMES)
    ]
    cells += [[text("compare_sum", lang), "100%", *(_points(value, lang) for value in own.total)]]
    table = charts.table([text("measure", lang), text("compare_weighed", lang), *names], cells, text("compare_points", lang))
    return f'{p(text("compare_rank_help", lang), "small")}<div class="side parts">{rows}{total}</div>{as_table(table, lang)}'


def _part_row(found: Found, own: Ranking, k: int, outcome: str, reach: float, lang: str) -> str:
    name, share = name_of(outcome, lang), percent(own.weights[outcome], lang)
    bars = "".join(
        _bar(
            value, reach,
            text("compare_part", lang, package=choice.name(lang), name=name, points=_points(value, lang), weight=share),
            choice.name(lang), lang,
        )
        for value, choice in zip(own.parts[:, k], found.choices, strict=True)
    )  # fmt: skip
    head = f'<h4>{escape(name)} <span class="unit">({share})</span></h4>'
    return f'<div class="measure">{head}<div class="cells of-{len(found.choices)}">{bars}</div></div>'


def _bar(value: float, reach: float, label: str, name: str, lang: str) -> str:
    return (
        f'<div class="cell"><div class="who">{escape(name)}</div><div class="with-value">{charts.bar(value, reach, label)}'
        f"<b>{_points(value, lang)}</b></div></div>"
    )


def _points(value: float, lang: str) -> str:
    return number(value, lang, decimals=1, signed=True)


def contenders(found: Found, lang: str) -> list[str]:
    """The packages and, last, today."""
    return [*(choice.name(lang) for choice in found.choices), text("compare_today", lang)]


def sure(found: Found, own: Ranking, lang: str) -> str:
    """In how many of the pairs each comes first, as a sentence, bars and a table."""
    names, pairs = contenders(found, lang), found.point.shape[2]
    best = int(own.first.argmax())
    said = "compare_clear" if own.first[best] >= CLEAR else "compare_unclear"
    lead = text(said, lang, name=names[best], share=percent(own.first[best], lang), pairs=pairs)
    rows = "".join(_share(name, float(share), lang) for name, share in zip(names, own.first, strict=True))
    return f'{p(lead, "lead-in")}{p(text("compare_sure_help", lang), "small")}<div class="bars">{rows}</div>'


def _share(name: str, share: float, lang: str) -> str:
    words = percent(share, lang)
    label = text("compare_first", lang, name=name, share=words)
    drawing = charts.share_bar(share, label)
    return f'<div class="row"><div class="name">{escape(name)}</div>{drawing}<div class="value">{words}</div></div>'


def turns(found: Found, own: Ranking, lang: str) -> str:
    """The places under the reader's weights, under equal ones, and when only one outcome counts."""
    others = [(text("compare_equal", lang), ranking(found.point, dict.fromkeys(OUTCOMES, USUAL)))]
    others += [(text("compare_only", lang, name=name_of(name, lang)), ranking(found.point, {name: 1.0})) for name in OUTCOMES]
    turned = sum(_first(other) != _first(own) for _, other in others)
    key = "compare_shifts" if turned else "compare_steady"
    cells = [[text("compare_yours", lang), *map(str, own.places)]]
    cells += [[name, *(_place(now, then) for now, then in zip(other.places, own.places, strict=True))] for name, other in others]
    table = charts.table([text("compare_weighed", lang), *contenders(found, lang)], cells, text("compare_turn", lang))
    return f"{p(text(key, lang, count=turned, all=len(others)))}{p(text('compare_turn_help', lang), 'small')}{table}"


def _first(one: Ranking) -> set[int]:
    return set(np.flatnonzero(one.places == 1).tolist())


def _place(now: int, own: int) -> str:
    mark = " ▲" if now < own else " ▼" if now > own else ""
    return f"{now}{mark}"
