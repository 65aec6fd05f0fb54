"""Who pays what to whom as a picture that sums: payers on the left, what it is for in the middle, receivers on the right.

Words are HTML beside the drawn ribbons, so that they stay readable on a phone; heights are in CSS pixels, and the same amount has
the same height everywhere in the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

HEIGHT = 340  # px for the whole sum; labels of small nodes come on top of that
SLOT = 46  # px that a label needs
GAP = 8  # px between nodes


@dataclass(frozen=True)
class Flow:
    """An amount (positive) from a payer, for an item, to a receiver."""

    payer: str
    item: str
    payee: str
    euro: float


@dataclass(frozen=True)
class Node:
    """Where a name stands in its column: ``top`` of its slot, ``at`` the top of its box, ``size`` the height of the box (px)."""

    name: str
    euro: float
    top: float
    slot: float
    at: float
    size: float


def merged(flows: Sequence[Flow], least: float, other: Mapping[str, str]) -> list[Flow]:
    """The same sum in fewer flows: a payer, item or payee with less than a share ``least`` of all is called ``other[side]``.

    One small name alone stays: nothing would be won.
    """
    total = sum(flow.euro for flow in flows)
    small = {side: _small(flows, side, least * total) for side in other}
    sums: dict[tuple[str, str, str], float] = {}
    for flow in flows:
        key = (
            other["payer"] if flow.payer in small["payer"] else flow.payer,
            other["item"] if flow.item in small["item"] else flow.item,
            other["payee"] if flow.payee in small["payee"] else flow.payee,
        )
        sums[key] = sums.get(key, 0.0) + flow.euro
    return [Flow(*key, euro) for key, euro in sums.items()]


def _small(flows: Sequence[Flow], side: str, least: float) -> set[str]:
    small = {name for name, euro in totals(flows, side).items() if euro < least}
    return small if len(small) > 1 else set()


def totals(flows: Sequence[Flow], side: str) -> dict[str, float]:
    """The sum by payer, item or payee; the largest first."""
    sums: dict[str, float] = {}
    for flow in flows:
        name = getattr(flow, side)
        sums[name] = sums.get(name, 0.0) + flow.euro
    return dict(sorted(sums.items(), key=lambda pair: -pair[1]))


def column(sums: Mapping[str, float], scale: float) -> list[Node]:
    """Nodes below each other, each in a slot that is high enough for its label; the box in the middle of the slot."""
    nodes, top = [], 0.0
    for name, euro in sums.items():
        size = euro * scale
        slot = max(size, SLOT)
        nodes.append(Node(name, euro, top, slot, top + (slot - size) / 2, size))
        top += slot + GAP
    return nodes


def chart(
    flows: Sequence[Flow], kinds: Mapping[str, str], names: Mapping[str, str], amount: Callable[[float], str], label: str
) -> str:
    """The picture as HTML. ``kinds``: CSS class of a payer's ribbons; ``names``: words of each id; at least one flow."""
    total = sum(flow.euro for flow in flows)
    scale = HEIGHT / total
    left, middle, right = (column(totals(flows, side), scale) for side in ("payer", "item", "payee"))
    height = max(nodes[-1].top + nodes[-1].slot for nodes in (left, middle, right))
    first = _ribbons(flows, left, middle, ("payer", "item"), kinds, scale)
    second = _ribbons(flows, middle, right, ("item", "payee"), kinds, scale)
    columns = [_column(nodes, names, amount, place) for nodes, place in ((left, "left"), (middle, "middle"), (right, "right"))]
    return (
        f'<div class="payments" role="img" aria-label="{escape(label)}" style="height:{height:.0f}px">'
        f"{columns[0]}{_drawing(first, height)}{columns[1]}{_drawing(second, height)}{columns[2]}</div>"
    )


def _column(nodes: Sequence[Node], names: Mapping[str, str], amount: Callable[[float], str], place: str) -> str:
    body = ""
    for node in nodes:
        words = f"<b>{escape(names[node.name])}</b>{escape(amount(node.euro))}"
        body += f'<i style="top:{node.at:.1f}px;height:{max(node.size, 1.5):.1f}px"></i>'
        body += f'<span style="top:{node.top:.1f}px;height:{node.slot:.1f}px">{words}</span>'
    return f'<div class="nodes {place}">{body}</div>'


def _drawing(ribbons: str, height: float) -> str:
    """Ribbons over the whole width there is: only heights mean something, so the drawing may stretch sideways."""
    return (
        f'<svg viewBox="0 0 100 {height:.0f}" preserveAspectRatio="none" style="height:{height:.0f}px" aria-hidden="true" '
        f'focusable="false">{ribbons}</svg>'
    )


def _ribbons(
    flows: Sequence[Flow], one: Sequence[Node], other: Sequence[Node], sides: tuple[str, str], kinds: Mapping[str, str],
    scale: float,
) -> str:  # fmt: skip
    """A ribbon for each flow, leaving and entering in the order of the nodes so that few cross."""
    order = [{node.name: k for k, node in enumerate(nodes)} for nodes in (one, other)]
    ends = [(getattr(flow, sides[0]), getattr(flow, sides[1]), flow) for flow in flows]
    free_one, free_other = ({node.name: node.at for node in nodes} for nodes in (one, other))
    starts: dict[Flow, float] = {}
    for a, _, flow in sorted(ends, key=lambda end: (order[0][end[0]], order[1][end[1]])):
        starts[flow] = free_one[a]
        free_one[a] += flow.euro * scale
    shapes = ""
    for _, b, flow in sorted(ends, key=lambda end: (order[1][end[1]], order[0][end[0]])):
        shapes += _ribbon(starts[flow], free_other[b], flow.euro * scale, kinds.get(flow.payer, ""))
        free_other[b] += flow.euro * scale
    return shapes


def _ribbon(start: float, end: float, size: float, kind: str) -> str:
    low, below = start + size, end + size
    path = f"M0,{start:.1f} C50,{start:.1f} 50,{end:.1f} 100,{end:.1f} L100,{below:.1f} C50,{below:.1f} 50,{low:.1f} 0,{low:.1f} Z"
    return f'<path class="{escape(kind)}" d="{path}"/>'
