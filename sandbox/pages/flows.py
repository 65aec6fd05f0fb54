"""The view of flows: from which sector people cross to which, as a drawing, in words and as a table that can be sorted."""

from __future__ import annotations

from html import escape

import numpy as np

from sandbox import charts
from sandbox.choices import chooser, either
from sandbox.html import as_table, p, section, signed, waiting
from sandbox.numbers import in_steps_of, percent, rounded
from sandbox.pages import Seen
from sandbox.sankey import Flow, sankey
from sandbox.texts import text
from sim.views import Band, SectorFlows

MOST_FLOWS = 24  # in the drawing; all of them stand in the table
SHADES = 4
ORDERS = ("list", "name", "leaving", "arriving", "change")
ENDS = ("effect", "low80", "high80", "low95", "high95")
SIDES = ("flows:from", "flows:to")
BETWEEN = "."  # between the two sectors of a flow in the link


def html(seen: Seen) -> str:
    """The whole view."""
    if seen.answer is None:
        return waiting(seen.lang)
    lang, views = seen.lang, seen.answer.comparison.views
    if views is None or views.sectors is None:
        return p(text("flows:none", lang), "invitation")
    shown = Shown(seen, views.sectors, views.months)
    drawing = f"{shown.choices()}{shown.drawing()}"
    return section("flows", lang, drawing) + section("one_flow", lang, shown.one()) + section("matrix", lang, shown.matrix())


class Shown:
    """What the user looks at: which crossings, the difference or the level, which flow, in which order."""

    def __init__(self, seen: Seen, sectors: SectorFlows, months: int) -> None:
        sees = seen.settings.sees
        self.lang, self.sectors, self.months = seen.lang, sectors, months
        self.names = [words.said(seen.lang) for words in sectors.words]
        self.kind = "all" if sees("what") == "all" else "lasting"
        self.levels = bool(sees("levels"))
        self.band: Band = sectors.crossings if self.kind == "all" else sectors.lasting
        self.values = self.band.package if self.levels else self.band.effect
        self.order = sees("sort") if sees("sort") in ORDERS else ORDERS[0]
        self.flow = self._pair(sees("flow"))

    def choices(self) -> str:
        """Which crossings, and the difference or the level."""
        kinds = [(kind, self._text(f"flows:{kind}")) for kind in ("lasting", "all")]
        views = [("", self._text("flows:difference")), ("yes", self._text("flows:level"))]
        return (
            f'<div class="choosing">{either("see.what", self._text("flows:kind"), kinds, self.kind)}'
            f"{either('see.levels', self._text('flows:view'), views, 'yes' if self.levels else '')}</div>"
        )

    def drawing(self) -> str:
        """The largest flows as a Sankey, what part of all they are, and a table of them."""
        pairs = self._largest()
        if not pairs:
            return p(self._text("flows:nothing"))
        view, total = "level" if self.levels else "difference", np.nansum(np.abs(self.values))
        share = percent(float(sum(abs(self.values[pair]) for pair in pairs) / total), self.lang)
        sure = sum(self._verdict(pair) in ("more", "fewer") for pair in pairs)
        origin, target = (self.names[k] for k in pairs[0])
        size = self._said(float(self.values[pairs[0]]))
        label = self._text(f"flows:label_{view}", origin=origin, target=target, size=size)
        flows = [self._drawn(pair) for pair in pairs]
        sides = (self._text(SIDES[0]), self._text(SIDES[1]))
        said = self._text(f"flows:drawn_{view}", count=len(pairs), share=share, sure=sure)
        rows = [[f"{self.names[i]} → {self.names[j]}", *self._figures((i, j))] for i, j in pairs]
        heads = [self._text(key) for key in ("flows", "today", "package", "effect")]
        heads += [self._text("band", share=share) for share in (80, 95)]
        table = as_table(charts.table(heads, rows, self._text(f"flows:{self.kind}")), self.lang)
        help = p(self._text("flows:help", months=self.months), "small")
        return f"{self._legend()}{sankey(self.names, flows, sides, 'see.flow', label)}{p(said)}{help}{table}"

    def one(self) -> str:
        """Two lists to choose a flow from, and its numbers in words."""
        lists = "".join(self._list(end) for end in (0, 1))
        return f'<div class="choosing">{lists}</div><div aria-live="polite">{self.in_words()}</div>'

    def in_words(self) -> str:
        """One flow: both levels, the difference with its bands, its share on both sides, and the way back."""
        flow = self._told()
        if flow[0] == flow[1]:
            return p(self._text("flow:inside"))
        names = {"origin": self.names[flow[0]], "target": self.names[flow[1]]}
        package, back = self.band.package, flow[::-1]
        of = {"out": package[flow[0]].sum(), "into": package[:, flow[1]].sum()}
        shares = {key: percent(float(package[flow] / total) if total else None, self.lang) for key, total in of.items()}
        today, now = (rounded(float(world[back]), self.lang) for world in (self.band.today, package))
        words = self._words(flow) | {"verdict": self._text(f"flow:{self._verdict(flow)}")}
        return (
            p(self._text("flow:said", months=self.months, **names, **words), "said")
            + p(self._text("flow:shares", **names, **shares))
            + p(self._text("flow:back", today=today, package=now, **names))
        )

    def matrix(self) -> str:
        """All flows with their sums, shaded by how large they are; a click on a cell chooses its flow."""
        order, lang = self._order(), self.lang
        view, kind = "level" if self.levels else "difference", text(f"flows:{self.kind}", lang)
        caption = text(f"matrix:caption_{view}", lang, kind=kind)
        heads = "".join(f'<th scope="col"><span>{escape(self.names[j])}</span></th>' for j in order)
        together = f'<th scope="col"><span>{escape(text("matrix:sum", lang))}</span></th>'
        rows = "".join(
            f'<tr><th scope="row">{escape(self.names[i])}</th>{"".join(self._cell(i, j) for j in order)}'
            f"{self._sum(self.values[i])}</tr>"
            for i in order
        )
        sums = "".join(self._sum(self.values[:, j]) for j in order) + self._sum(self.values)
        foot = f'<tr><th scope="row">{escape(text("matrix:sum", lang))}</th>{sums}</tr>'
        head = f'<thead><tr><td class="corner"></td>{heads}{together}</tr></thead>'
        table = (
            f'<table class="matrix"><caption><span>{escape(caption)}</span></caption>{head}'
            f"<tbody>{rows}</tbody><tfoot>{foot}</tfoot></table>"
        )
        scroll = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">{table}</div>'
        return f'<div class="choosing">{self._orders()}</div>{scroll}{p(text("matrix:help", lang), "small")}'

    def _text(self, key: str, **fields: object) -> str:
        return text(key, self.lang, **fields)

    # --- one flow

    def _pair(self, raw: str) -> tuple[int, int] | None:
        """The flow that a link names; None when it names none, or one that there is not."""
        origin, _, target = raw.partition(BETWEEN)
        ids = self.sectors.ids
        return (ids.index(origin), ids.index(target)) if origin in ids and target in ids else None

    def _told(self) -> tuple[int, int]:
        """The flow that is told in words: the chosen one, or else the largest."""
        return self.flow or (self._largest() or [(0, 1)])[0]

    def _id(self, origin: int, target: int) -> str:
        return f"{self.sectors.ids[origin]}{BETWEEN}{self.sectors.ids[target]}"

    def _verdict(self, pair: tuple[int, int]) -> str:
        """Whether there are surely more or fewer: a flow is not better or worse by itself."""
        at = self.band.at(*pair)
        said = charts.verdict(float(at.low80), float(at.high80), "higher")
        return {"better": "more", "worse": "fewer"}.get(said, said)

    def _words(self, pair: tuple[int, int]) -> dict[str, str]:
        at = self.band.at(*pair)
        reach = max((abs(float(getattr(at, key))) for key in ENDS), default=0.0)
        words = {key: rounded(float(getattr(at, key)), self.lang) for key in ("today", "package")}
        ends = {key: in_steps_of(float(getattr(at, key)), reach, self.lang, signed=True) for key in ENDS[1:]}
        return words | ends | {"effect": signed(float(at.effect), self.lang)}

    def _figures(self, pair: tuple[int, int]) -> list[str]:
        words = self._words(pair)
        bands = [self._text("to", low=words[f"low{share}"], high=words[f"high{share}"]) for share in (80, 95)]
        return [words["today"], words["package"], words["effect"], *bands]

    def _drawn(self, pair: tuple[int, int]) -> Flow:
        value, sure = float(self.values[pair]), self.levels or self._verdict(pair) in ("more", "fewer")
        kind = "level" if self.levels else "more" if value > 0 else "fewer"
        kind += ("" if sure else " unsure") + (" chosen" if pair == self.flow else "")
        origin, target = (self.names[k] for k in pair)
        title = self._text("flows:title", origin=origin, target=target, size=self._said(value))
        return Flow(*pair, abs(value), kind, self._id(*pair), title)

    def _largest(self) -> list[tuple[int, int]]:
        """The flows of the drawing, the largest first; what does not exist or is nothing is left out."""
        sizes = np.nan_to_num(np.abs(self.values))
        places = np.argsort(-sizes, axis=None, kind="stable")[:MOST_FLOWS]
        found = [(int(i), int(j)) for i, j in zip(*np.unravel_index(places, sizes.shape), strict=True)]
        return [pair for pair in found if sizes[pair] > 0]

    # --- the table

    def _order(self) -> list[int]:
        """Places of the sectors in the order that was asked."""
        places = list(range(len(self.names)))
        if self.order == "name":
            return sorted(places, key=lambda k: self.names[k].casefold())
        package, effect = np.nan_to_num(self.band.package), np.abs(np.nan_to_num(self.band.effect))
        size = {"leaving": package.sum(axis=1), "arriving": package.sum(axis=0), "change": effect.sum(axis=0) + effect.sum(axis=1)}
        return sorted(places, key=lambda k: -size[self.order][k]) if self.order in size else places

    def _cell(self, i: int, j: int) -> str:
        if i == j:
            return '<td class="none">·</td>'
        value, largest = float(self.values[i, j]), float(np.nanmax(np.abs(self.values)))
        shade = int(np.ceil(SHADES * abs(value) / largest)) if largest > 0 and np.isfinite(value) else 0
        kind = f"{'fewer' if value < 0 else 'more'}-{shade}" if shade else "zero"
        unsure = " unsure" if not self.levels and self._verdict((i, j)) == "uncertain" else ""
        chosen = " chosen" if (i, j) == self.flow else ""
        return (
            f'<td class="{kind}{unsure}{chosen}" data-do="see.flow" data-value="{escape(self._id(i, j))}">{self._said(value)}</td>'
        )

    def _sum(self, values: np.ndarray) -> str:
        return f'<td class="sum">{self._said(float(np.nansum(values)))}</td>'

    def _said(self, value: float) -> str:
        """People in two figures that count, with a sign where it is a difference."""
        return rounded(value, self.lang) if self.levels else signed(value, self.lang)

    # --- what can be chosen

    def _list(self, end: int) -> str:
        """The sectors for one end; each choice names the whole flow, with the other end as it stands."""
        flow = self._told()
        pairs = [(k, flow[1]) if end == 0 else (flow[0], k) for k in range(len(self.names))]
        choices = [(self._id(*pair), name) for pair, name in zip(pairs, self.names, strict=True)]
        return chooser("see.flow", self._text(SIDES[end]), choices, self._id(*flow))

    def _orders(self) -> str:
        orders = [(order, self._text(f"matrix:{order}")) for order in ORDERS]
        return chooser("see.sort", self._text("matrix:sort"), orders, self.order)

    def _legend(self) -> str:
        if self.levels:
            return ""
        keys = "".join(
            f'<span class="swatch {key}">{escape(self._text(f"flows:{key}"))}</span>' for key in ("more", "fewer", "unsure")
        )
        return f'<p class="legend">{keys}</p>'
