"""The answers of a lattice on the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from cli import engine
from cli.look import new_table
from cli.tables import console
from cli.texts import number, percent, text

if TYPE_CHECKING:
    from experiments.lattice.answers import Band
    from experiments.lattice.report import Pair, Report, Source

SHOWN = 8  # packages of the Pareto set


def print_report(report: Report, source: Source, situation: str, lang: str, lines: Iterable[str]) -> None:
    """Shares, only together, the smallest package, the best next one, and what is worth its cost."""
    to = console()
    head, unit = source.head, engine.unit_in(report.measure.unit, lang)
    size = {"arms": number(head.arms, lang), "parts": len(head.parts)}
    to.print(
        text("lattice_title", lang, situation=situation, measure=getattr(report.measure, lang), unit=unit, **size), style="bold"
    )
    to.print(parts_table(report, lang))
    for line in (*together_lines(report, lang), smallest_line(report, lang), next_line(report, source, lang)):
        to.print(line, markup=False)
    print_worth(report, lang)
    for line in (*notes(source, lang), *lines):
        to.print(line, markup=False)


def parts_table(report: Report, lang: str) -> Table:
    """Each breakthrough, largest share first, and all together."""
    table = new_table(None)
    table.add_column(text("lattice_part", lang), overflow="fold", ratio=1)
    for key in ("lattice_shapley", "lattice_band", "lattice_alone", "lattice_last"):
        table.add_column(text(key, lang), justify="right")
    for part in sorted(report.parts, key=lambda part: -report.measure.sign * part.shapley.middle):
        table.add_row(name_of(part.id, lang), *_figures(part.shapley, lang), signed(part.alone.middle, lang),
                      signed(part.last.middle, lang))  # fmt: skip
    whole, apart = report.together.whole, report.together
    table.add_row(text("lattice_whole", lang), *_figures(whole, lang), signed(apart.alone.middle, lang),
                  signed(apart.last.middle, lang), style="bold")  # fmt: skip
    return table


def _figures(found: Band, lang: str) -> tuple[str, str]:
    return signed(found.middle, lang), f"{signed(found.low, lang)} … {signed(found.high, lang)}"


def signed(value: float, lang: str) -> str:
    """A figure with its sign."""
    return number(value, lang, signed=True)


def name_of(part: str, lang: str) -> str:
    """A breakthrough with its code."""
    from experiments.lattice.lattice import words_of

    return words_of(part).said(lang)


def codes_of(parts: Sequence[str], lang: str) -> str:
    """The codes of these breakthroughs; what has no code is named."""
    from sim.policies.catalogue import breakthroughs

    known = breakthroughs()
    return ", ".join(known[part].code if part in known else name_of(part, lang) for part in parts) or text("lattice_nothing", lang)


def together_lines(report: Report, lang: str) -> list[str]:
    """Only together, on the level and in ratios; and the strongest pairs that are certain."""
    found = report.together
    said = {"whole": found.whole.middle, "alone": found.alone.middle, "extra": found.extra.middle, "low": found.extra.low,
            "high": found.extra.high}  # fmt: skip
    lines = [text(f"lattice_together_{report.verdict}", lang, **{key: signed(value, lang) for key, value in said.items()})]
    if found.log_extra:
        ratios = {"extra": found.log_extra.middle, "low": found.log_extra.low, "high": found.log_extra.high}
        lines.append(text("lattice_log", lang, **{key: ratio(value, lang) for key, value in ratios.items()}))
    return [*lines, *pair_lines(report.pairs, lang)]


def ratio(log: float, lang: str) -> str:
    """A logarithm as the percentage it stands for."""
    return f"{number(100 * math.expm1(log), lang, decimals=1, signed=True)}%"


def pair_lines(pairs: Sequence[Pair], lang: str) -> list[str]:
    """The strongest pair to either side, or that none is certain."""
    from experiments.lattice.answers import LESS, MORE
    from experiments.lattice.report import certain

    lines = []
    for direction in (MORE, LESS):
        for pair in certain(pairs, direction)[:1]:
            sizes = {
                key: signed(getattr(pair.level, end), lang) for key, end in (("size", "middle"), ("low", "low"), ("high", "high"))
            }
            names = {"one": name_of(pair.one, lang), "other": name_of(pair.other, lang)}
            lines.append(text(f"lattice_pair_{direction}", lang, **names, **sizes))
    return lines or [text("lattice_pair_none", lang)]


def smallest_line(report: Report, lang: str) -> str:
    """The smallest package that reaches the share."""
    found = report.smallest
    if not report.exact:
        return text("lattice_rounded", lang)
    if found is None:
        return text("lattice_smallest_none", lang)
    return text(
        "lattice_smallest", lang, share=percent(report.share, lang), parts=codes_of(report.smallest_parts, lang), count=found.size,
        all=len(report.parts), reached=percent(found.reached, lang), held=percent(found.held_out, lang),
    )  # fmt: skip


def next_line(report: Report, source: Source, lang: str) -> str:
    """The best next breakthrough, and whether that is certain."""
    if report.next is None:
        return ""
    if not report.next.options:
        return text("lattice_next_none", lang)
    first, *others = report.next.options
    names = [name_of(source.head.parts[option.part], lang) for option in (first, *others)]
    sure = text("lattice_sure", lang) if report.next.certain else text("lattice_not_sure", lang, second=names[1])
    ends = {"gain": first.gain.middle, "low": first.gain.low, "high": first.gain.high}
    said = {"part": names[0], "sure": sure, **{key: signed(value, lang) for key, value in ends.items()}}
    if not report.given:
        return text("lattice_first", lang, **said)
    return text("lattice_next", lang, given=codes_of(report.given, lang), **said)


def print_worth(report: Report, lang: str) -> None:
    """Some packages of the Pareto set, from the cheapest to the one with most effect."""
    all_ = report.worth
    places = sorted({round(k * (len(all_) - 1) / max(1, SHOWN - 1)) for k in range(SHOWN)})
    unit = engine.unit_in(report.cost.unit, lang)
    to, table = console(), new_table(None)
    cost = getattr(report.cost, lang)
    to.print(text("lattice_worth", lang, cost=cost, unit=unit, shown=len(places), all=len(all_)), style="bold")
    for key in ("lattice_effect", "lattice_cost"):
        table.add_column(text(key, lang), justify="right")
    table.add_column(text("lattice_parts", lang), overflow="fold", ratio=1)
    for one in (all_[place] for place in places):
        table.add_row(signed(one.effect, lang), signed(one.cost, lang), codes_of(one.parts, lang))
    to.print(table)


def notes(source: Source, lang: str) -> list[str]:
    """Of how many worlds and people it is, and what must not be read in it."""
    from experiments.lattice.answers import LEAST_SEEDS

    head, seeds = source.head, source.seeds
    said = [text("lattice_of", lang, seeds=len(seeds), list=", ".join(map(str, seeds)), workers=number(head.workers, lang),
                 months=head.months)]  # fmt: skip
    said += [text("lattice_few", lang, least=LEAST_SEEDS)] if len(seeds) < LEAST_SEEDS else []
    said += [text("lattice_old", lang)] if not getattr(source, "current", True) else []
    return [*said, text("lattice_assumed", lang)]
