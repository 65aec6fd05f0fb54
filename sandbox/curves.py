"""Shares against a number of people as SVG text: lines that rise with it, and a bar for each number. Words stand beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from sandbox.numbers import number, percent

WIDTH, HEIGHT = 640, 240
STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def curves(
    at: Sequence[int], lines: Mapping[str, Sequence[float]], names: Mapping[str, str], chosen: str, label: str, axis: str, lang: str
) -> str:
    """A line (shares 0-1 at the numbers `at`, on a scale of doublings) for each name, the chosen one thick; with its legend."""
    low, high = math.log(at[0]), math.log(at[-1])

    def x(value: float) -> float:
        return WIDTH * (math.log(value) - low) / (high - low)

    shapes = "".join(f'<path class="grid{" aim" if step == 0.8 else ""}" d="M0 {_y(step):.1f}H{WIDTH}"/>' for step in STEPS)
    for k, (name, powers) in enumerate(lines.items()):
        points = " ".join(f"{x(n):.1f},{_y(share):.1f}" for n, share in zip(at, powers, strict=True))
        shapes += f'<polyline class="design-{k}{" chosen" if name == chosen else ""}" points="{points}"/>'
    values = "".join(f'<span style="top:{100 * _y(step) / HEIGHT:.1f}%">{percent(step, lang)}</span>' for step in STEPS)
    few = at[:: max(1, len(at) // 5)]
    under = "".join(f'<span style="left:{100 * x(n) / WIDTH:.1f}%">{number(n, lang, decimals=0)}</span>' for n in few)
    legend = "".join(f'<span class="key design-{k}">{escape(names[name])}</span>' for k, name in enumerate(lines))
    return (
        f'<p class="legend pilot-legend">{legend}</p>'
        f'<div class="plot pilot-plot"><div class="values" aria-hidden="true">{values}</div>'
        f'<div class="field">{_svg(shapes, label)}</div><div class="dates" aria-hidden="true">{under}</div></div>'
        f'<p class="small">{escape(axis)}</p>'
    )


def bars(at: Sequence[int], shares: Sequence[float], label: str, lang: str) -> str:
    """A bar for each number of people, as high as its chance; the highest fills the height."""
    most, each = max(shares, default=1.0) or 1.0, WIDTH / max(1, len(at))
    shapes = ""
    for k, share in enumerate(shares):
        height = HEIGHT * share / most
        shapes += f'<rect x="{k * each + 1:.1f}" y="{HEIGHT - height:.1f}" width="{max(1.0, each - 2):.1f}" height="{height:.1f}"/>'
    ends = sorted({0, len(at) // 2, len(at) - 1}) if at else []
    under = "".join(f'<span style="left:{100 * (k + 0.5) / len(at):.1f}%">{number(at[k], lang, decimals=0)}</span>' for k in ends)
    return (
        f'<div class="plot pilot-bars"><div class="values" aria-hidden="true"></div><div class="field">{_svg(shapes, label)}</div>'
        f'<div class="dates" aria-hidden="true">{under}</div></div>'
    )


def _y(share: float) -> float:
    return HEIGHT * (1.0 - share)


def _svg(shapes: str, label: str) -> str:
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
    return f'<svg role="img" aria-label="{escape(label)}" {box} focusable="false">{shapes}</svg>'
