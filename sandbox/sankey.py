"""Flows from the left to the right as SVG text, their names in HTML beside it, so that words keep their size on a phone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

TALL = 320.0  # pixels that all flows take together; places for names come on top of it
ROW, APART = 30.0, 4.0  # pixels at least for a name of two lines, and between two of them
NODE = 3.0  # width of a node; the picture is 100 wide, and stretched
FULL = 100.0


@dataclass(frozen=True)
class Flow:
    """So much from one end (a place in the names) to another. ``kind`` is CSS classes; ``value`` what a click on it tells."""

    origin: int
    target: int
    size: float
    kind: str
    value: str
    title: str


@dataclass(frozen=True)
class Node:
    """An end of flows: where its bar stands (pixels from above) and how thick it is."""

    top: float
    thick: float

    @property
    def middle(self) -> float:
        """Halfway down the bar."""
        return self.top + self.thick / 2


def sankey(names: Sequence[str], flows: Sequence[Flow], sides: tuple[str, str], name: str, label: str) -> str:
    """All flows, as thick as they are large; ends without any are left out. A click on a flow tells ``name`` and its value.

    ``sides`` are the words above the ends. The picture says nothing that the table beside it does not, so a mouse is enough.
    """
    scale = TALL / (sum(flow.size for flow in flows) or 1.0)
    left = stand(names, [(flow.origin, flow.size * scale) for flow in flows])
    right = stand(names, [(flow.target, flow.size * scale) for flow in flows])
    high = max((node.top + max(node.thick, ROW) for side in (left, right) for node in side.values()), default=ROW)
    shapes = _ribbons(flows, left, right, scale, name)
    shapes += "".join(
        f'<rect class="node" x="{x:g}" y="{node.top:.1f}" width="{NODE:g}" height="{max(node.thick, 1.0):.1f}"/>'
        for x, side in ((0.0, left), (FULL - NODE, right))
        for node in side.values()
    )
    box = f'viewBox="0 0 {FULL:g} {high:.1f}" preserveAspectRatio="none" style="height:{high:.0f}px"'
    # Stripes lie flat, so that they stay stripes however far the picture is stretched.
    pattern = '<pattern id="lb-stripes" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="2.2"/></pattern>'
    ends = [
        f'<div class="ends {kind}"><b>{escape(word)}</b>{_names(names, side)}</div>'
        for kind, word, side in zip(("origins", "targets"), sides, (left, right), strict=True)
    ]
    drawing = f'<svg role="img" aria-label="{escape(label)}" {box} focusable="false"><defs>{pattern}</defs>{shapes}</svg>'
    return f'<div class="sankey">{ends[0]}<div class="middle">{drawing}</div>{ends[1]}</div>'


def stand(names: Sequence[str], ends: Sequence[tuple[int, float]]) -> dict[int, Node]:
    """Where the ends with something stand, in the order of the names, each with room for its name."""
    thick = [math.fsum(size for place, size in ends if place == k) for k in range(len(names))]
    nodes, top = dict[int, Node](), 0.0
    for k, size in enumerate(thick):
        if size > 0:
            room = max(size, ROW)
            nodes[k] = Node(top + (room - size) / 2, size)
            top += room + APART
    return nodes


def _ribbons(flows: Sequence[Flow], left: dict[int, Node], right: dict[int, Node], scale: float, name: str) -> str:
    """Each flow from its place on the one bar to its place on the other; on both bars in the order of the other side."""
    starts = _places([(flow.origin, flow.target, flow.size * scale) for flow in flows], left)
    stops = _places([(flow.target, flow.origin, flow.size * scale) for flow in flows], right)
    drawn = [
        (flow, _ribbon(start, stop, flow.size * scale)) for flow, start, stop in zip(flows, starts, stops, strict=True)
    ]  # fmt: skip
    return "".join(  # thin ones last, on top, so that they can be pointed at
        f'<path class="flow {flow.kind}" data-do="{name}" data-value="{escape(flow.value)}" d="{shape}">'
        f"<title>{escape(flow.title)}</title></path>"
        for flow, shape in sorted(drawn, key=lambda item: -item[0].size)
    )


def _places(ends: Sequence[tuple[int, int, float]], nodes: dict[int, Node]) -> list[float]:
    """Pixels from above at which each (own end, other end, thickness) begins on its own bar."""
    used, found = {k: node.top for k, node in nodes.items()}, [0.0] * len(ends)
    for k, (mine, _, thick) in sorted(enumerate(ends), key=lambda item: item[1][1]):
        found[k] = used[mine]
        used[mine] += thick
    return found


def _ribbon(start: float, stop: float, thick: float) -> str:
    near, half, far = NODE, FULL / 2, FULL - NODE
    return (
        f"M{near:g} {start:.1f}C{half:g} {start:.1f} {half:g} {stop:.1f} {far:g} {stop:.1f}V{stop + thick:.1f}"
        f"C{half:g} {stop + thick:.1f} {half:g} {start + thick:.1f} {near:g} {start + thick:.1f}Z"
    )


def _names(names: Sequence[str], side: dict[int, Node]) -> str:
    return "".join(
        f'<span style="top:{node.middle:.0f}px" title="{escape(names[k])}"><i>{escape(names[k])}</i></span>'
        for k, node in side.items()
    )
