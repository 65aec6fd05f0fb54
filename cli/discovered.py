"""What ``loopbrug discover`` found, as tables and sentences, and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table

from cli import engine
from cli.look import new_table
from cli.tables import console
from cli.texts import number, percent, text
from cli.unknowns import limit_said

if TYPE_CHECKING:
    from experiments.discover.boxes import Box, Picked
    from experiments.discover.discovery import Discovery
    from experiments.discover.story import Seen, Story

MIDDLE = (0.05, 0.5, 0.95)


def as_json(found: Discovery) -> dict[str, Any]:
    """All that was found, as plain data."""
    return {
        "package": found.one, "against": found.other, "measure": found.futures.measure,
        "per_10000_people": found.futures.per_people, "futures": len(found.ahead), "left_out": found.futures.left_out,
        "difference": dict(zip(("low", "median", "high"), found.ahead.quantile(MIDDLE), strict=True)),
        "better": _story(found.better), "worse": _story(found.worse), "bearable": found.bearable,
        "regret": found.robust.rename_axis("package").reset_index().to_dict("records"),
    }  # fmt: skip


def _story(story: Story) -> dict[str, Any]:
    return {
        "share": story.share, "usual": story.usual, "looked": story.looked,
        "boxes": [_seen(seen) | {"holds": seen.stands(story.usual)} for seen in story.boxes],
        "tree": [_seen(seen) for seen in story.leaves],
    }  # fmt: skip


def _seen(seen: Seen) -> dict[str, Any]:
    return {"limits": seen.box.limits, "found": _picked(seen.found), "held": _picked(seen.held)}


def _picked(one: Picked) -> dict[str, Any]:
    return {
        "inside": one.inside, "hits": one.hits, "wanted": one.wanted, "density": one.density,
        "density_interval": one.density_interval, "coverage": one.coverage,
    }  # fmt: skip


def print_discovery(found: Discovery, called: Mapping[str, str], command: str, lang: str) -> None:
    """How often A is better, when, when it is worse, a tree, and the regret of all packages."""
    to, names = console(), _Names(called, lang)
    pair = {"one": names(found.one), "other": names(found.other)}
    to.print(_how_often(found, pair, lang), markup=False)
    if found.futures.left_out:
        to.print(text("futures_left_out", lang, number=number(found.futures.left_out, lang)), markup=False)
    for key, story in (("title_better", found.better), ("title_worse", found.worse)):
        to.print()
        _print_boxes(text(key, lang, **pair), story, lang)
    if 0 < found.better.share < 1:
        to.print(tree_table(text("title_tree", lang, **pair), found.better, lang))
    to.print(regret_table(found, names, lang))
    said = text("safest", lang, package=names(str(found.robust.index[0])))
    for line in (said, text("repeat", lang, command=command), text("how_to_read_discover", lang)):
        to.print(line, markup=False)


class _Names:
    """What packages are called; one without a name by its id."""

    def __init__(self, called: Mapping[str, str], lang: str) -> None:
        self._called = {"today": text("todays_policy", lang), **called}

    def __call__(self, name: str) -> str:
        return self._called.get(name, name)


def _how_often(found: Discovery, pair: Mapping[str, str], lang: str) -> str:
    measure = engine.measure(found.futures.measure)
    low, median, high = (number(float(value), lang, signed=True) for value in found.ahead.quantile(MIDDLE))
    return text("how_often", lang, **pair, better=percent(found.better.share, lang), worse=percent(found.worse.share, lang),
                futures=number(len(found.ahead), lang), measure=getattr(measure, lang).lower(), median=median, low=low, high=high,
                unit=_unit(found, lang))  # fmt: skip


def _unit(found: Discovery, lang: str) -> str:
    unit = engine.unit_in(engine.measure(found.futures.measure).unit, lang)
    return text("per_people", lang, unit=unit) if found.futures.per_people else unit


def _print_boxes(title: str, story: Story, lang: str) -> None:
    to = console()
    if story.boxes:
        to.print(boxes_table(title, story, lang))
        to.print(text("usual_share", lang, share=percent(story.usual, lang)), markup=False)
        return
    reason = "no_box" if 0 < story.share < 1 else "always_so" if story.share else "never_so"
    to.print(f"{title}: {_small(text(reason, lang))}", markup=False)


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def boxes_table(title: str, story: Story, lang: str) -> Table:
    """A row for each box, as the half of the futures sees it in which it was not found."""
    table = new_table(title)
    table.add_column(text("conditions", lang), overflow="fold")
    for key in ("in_futures", "density", "coverage", "stands"):
        table.add_column(text(key, lang), justify="right")
    for seen in story.boxes:
        held = seen.held
        table.add_row(said(seen.box, lang), number(held.inside, lang), _density(held, lang), percent(held.coverage, lang),
                      text("yes" if seen.stands(story.usual) else "no", lang))  # fmt: skip
    return table


def tree_table(title: str, story: Story, lang: str) -> Table:
    """A row for each leaf of the tree, in the same half."""
    table = new_table(title)
    table.add_column(text("conditions", lang), overflow="fold")
    for key in ("in_futures", "better_in"):
        table.add_column(text(key, lang), justify="right")
    for seen in story.leaves:
        table.add_row(said(seen.box, lang), number(seen.held.inside, lang), _density(seen.held, lang))
    return table


def regret_table(found: Discovery, names: _Names, lang: str) -> Table:
    """A row for each package, the least regret in its worst future first."""
    measure = getattr(engine.measure(found.futures.measure), lang).lower()
    table = new_table(text("title_regret", lang, measure=measure, unit=_unit(found, lang)))
    table.add_column(text("package", lang), overflow="fold")
    heads: Sequence[str] = ("regret_largest", "regret_ninth", "regret_middle", "regret_best")
    for key in heads:
        table.add_column(text(key, lang), justify="right")
    table.add_column(text("regret_within", lang, bearable=number(found.bearable, lang)), justify="right")
    for name, row in found.robust.iterrows():
        amounts = [number(float(row[key]), lang) for key in ("largest", "ninth", "middle")]
        table.add_row(names(str(name)), *amounts, *(percent(float(row[key]), lang) for key in ("best", "within")))
    return table


def _density(held: Picked, lang: str) -> str:
    low, high = held.density_interval
    return f"{percent(held.density, lang)} ({percent(low, lang)} … {percent(high, lang)})"


def said(box: Box, lang: str) -> str:
    """What a box asks, a line for each limit."""
    return f"{text('and', lang).rstrip()}\n".join(limit_said(limit, lang) for limit in box.limits) or text("all_futures", lang)
