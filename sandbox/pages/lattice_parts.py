"""Parts of the page of all combinations: together or not, shares as bars, the smallest package, what is worth its money."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from experiments.lattice.answers import LESS, MORE, Band
from experiments.lattice.columns import Column
from experiments.lattice.lattice import words_of
from experiments.lattice.report import Pair, Part, Report, certain
from experiments.lattice.table import Table
from sandbox import charts
from sandbox.html import as_table, button, p, unit
from sandbox.numbers import in_steps_of, percent
from sandbox.texts import text
from sim.policies.catalogue import breakthroughs

PAIRS, WORTH = 3, 8  # how many are named


def codes_of(parts: Sequence[str], lang: str) -> str:
    """The codes of breakthroughs, D01 and so on; of what has none its name."""
    known = breakthroughs()
    return ", ".join(known[part].code if part in known else words_of(part).said(lang) for part in parts) or "–"


def ends(found: Band, far: float, lang: str) -> dict[str, str]:
    """Middle and both ends as words, in steps that fit what is beside them."""
    values = {"size": found.middle, "low": found.low, "high": found.high}
    return {key: in_steps_of(value, far, lang, signed=True) for key, value in values.items()}


def reach_of(found: Band) -> float:
    """How far a band goes from zero."""
    return max(abs(found.low), abs(found.high), abs(found.middle))


def together(report: Report, lang: str) -> str:
    """Whether all of them bring more than the sum of each alone, in a sentence with its band."""
    found = report.together
    far = max(reach_of(found.extra), abs(found.whole.middle))
    said = ends(found.extra, far, lang)
    whole, alone = (in_steps_of(value, far, lang, signed=True) for value in (found.whole.middle, found.alone.middle))
    return p(
        text(
            f"lattice_together:{report.verdict}", lang, parts=len(report.parts), whole=whole, alone=alone, extra=said["size"],
            low=said["low"], high=said["high"],
        )
    )  # fmt: skip


def pairs(report: Report, lang: str) -> str:
    """The strongest pairs that are certain, to either side."""
    words = ""
    for direction in (MORE, LESS):
        found = certain(report.pairs, direction)[:PAIRS]
        if found:
            words += p(text(f"lattice_pairs_{direction}", lang, pairs="; ".join(_pair(one, lang) for one in found)))
    return words or p(text("lattice_pairs_none", lang))


def _pair(pair: Pair, lang: str) -> str:
    said = ends(pair.level, reach_of(pair.level), lang)
    names = " + ".join(words_of(part).said(lang) for part in (pair.one, pair.other))
    return f"{names} ({said['size']}; {text('to', lang, low=said['low'], high=said['high'])})"


def shares(report: Report, lang: str) -> str:
    """A strip for each breakthrough, the largest share first, and all figures in a table."""
    column = report.measure
    order = sorted(report.parts, key=lambda part: -column.sign * part.shapley.middle)
    far = max(reach_of(part.shapley) for part in order)
    rows = "".join(_share(part, column, far, lang) for part in order)
    return f'<div class="shares">{rows}</div>{as_table(_table(report, order, far, lang), lang)}'


def _share(part: Part, column: Column, far: float, lang: str) -> str:
    found, name = part.shapley, words_of(part.id).said(lang)
    certain_ = found.direction in (MORE, LESS)
    verdict = charts.verdict(found.low, found.high, column.better) if certain_ else "uncertain"
    said = ends(found, far, lang)
    label = text("lattice_bar", lang, part=name, unit=unit(column.unit, lang), verdict=text(verdict, lang), **said)
    drawing = charts.strip(found.middle, (found.low, found.high), (found.low, found.high), verdict, label, far)
    return (
        f'<div class="share"><span class="name">{escape(name)}</span>{drawing}'
        f'<span class="value">{said["size"]} <span class="small">{escape(text(verdict, lang))}</span></span></div>'
    )


def _table(report: Report, order: Sequence[Part], far: float, lang: str) -> str:
    heads = [text("lattice_part", lang), f"{text('lattice_share', lang)} ({unit(report.measure.unit, lang)})",
             text("band", lang, share=80), text("lattice_alone", lang), text("lattice_last", lang)]  # fmt: skip
    cells = [[words_of(part.id).said(lang), *_figures(part.shapley, part.alone, part.last, far, lang)] for part in order]
    found = report.together
    cells.append([text("lattice_whole", lang), *_figures(found.whole, found.alone, found.last, far, lang)])
    return charts.table(heads, cells, text("lattice_shares", lang))


def _figures(share: Band, alone: Band, last: Band, far: float, lang: str) -> list[str]:
    said = ends(share, far, lang)
    apart = [in_steps_of(band.middle, far, lang, signed=True) for band in (alone, last)]
    return [said["size"], text("to", lang, low=said["low"], high=said["high"]), *apart]


def smallest(report: Report, table: Table, lang: str) -> str:
    """The fewest breakthroughs that reach the share, and a button to tick them."""
    found = report.smallest
    if not report.exact:
        return ""
    if found is None:
        return p(text("lattice_smallest_none", lang))
    names = ", ".join(words_of(part).said(lang) for part in report.smallest_parts)
    said = text(
        "lattice_smallest_said", lang, share=percent(found.reached, lang), count=found.size, parts=len(table.head.parts),
        names=names, held=percent(found.held_out, lang),
    )  # fmt: skip
    return p(said) + button("see.arm", str(found.arm), text("lattice_see", lang))


def worth(report: Report, lang: str) -> str:
    """Some combinations of which nothing cheaper does as much, from the cheapest to the one that does most."""
    all_, column, cost = report.worth, report.measure, report.cost
    places = sorted({round(k * (len(all_) - 1) / (WORTH - 1)) for k in range(WORTH)})
    shown = [all_[place] for place in places]
    far, dear = max(abs(one.effect) for one in shown), max(abs(one.cost) for one in shown)
    rows = [
        [codes_of(one.parts, lang), in_steps_of(one.effect, far, lang, signed=True), in_steps_of(one.cost, dear, lang, signed=True)]
        for one in shown
    ]
    heads = [text("lattice_part", lang), text("lattice_effect", lang, unit=unit(column.unit, lang)),
             text("lattice_cost", lang, unit=unit(cost.unit, lang))]  # fmt: skip
    told = text("lattice_worth_help", lang, cost=getattr(cost, lang), unit=unit(cost.unit, lang), shown=len(shown), all=len(all_))
    return p(told) + charts.table(heads, rows, text("lattice_worth", lang))
