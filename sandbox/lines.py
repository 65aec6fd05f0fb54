"""A measure over time as SVG text, with its axes in HTML beside it, so that words keep their size when the picture is stretched."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np

from sandbox.numbers import number
from sandbox.texts import text

SIDE = 100.0  # units of the picture, both ways; the page stretches it
MOST_DATES, MOST_STEPS = 6, 5  # that stand along an axis
MONTHS_APART = (1, 3, 6, 12, 24, 36, 60, 120)


@dataclass(frozen=True)
class Frame:
    """The part of the plane that is drawn: from the first month to ``last`` (0 first), from ``low`` to ``high``."""

    last: int
    low: float
    high: float

    def x(self, month: float) -> float:
        """How far to the right a month lies."""
        return SIDE * month / max(self.last, 1)

    def y(self, value: float) -> float:
        """How far down a value lies."""
        return SIDE * (self.high - value) / (self.high - self.low)


def frame_of(values: Iterable[np.ndarray], zero: bool) -> Frame:
    """A frame around all values that exist (float64[month] each), and around zero when that has to be in sight."""
    rows = [np.asarray(row, np.float64) for row in values]
    there = np.concatenate([row[np.isfinite(row)] for row in rows])
    ends = [*there[[there.argmin(), there.argmax()]]] if there.size else [0.0]
    low, high = min([*ends, 0.0] if zero else ends), max([*ends, 0.0] if zero else ends)
    room = 0.06 * (high - low) or 0.5 * abs(high) or 1.0
    return Frame(max(row.size for row in rows) - 1, float(low - room), float(high + room))


def line(frame: Frame, values: np.ndarray, kind: str) -> str:
    """A line through the months that have a value, broken where there is none. ``kind`` is a CSS class."""
    parts = [" ".join(_point(frame, m, values[m]) for m in stretch) for stretch in _stretches(values)]
    return "".join(f'<polyline class="line {kind}" points="{points}"/>' for points in parts)


def ribbon(frame: Frame, low: np.ndarray, high: np.ndarray, kind: str) -> str:
    """The area between two lines."""
    shapes = ""
    for stretch in _stretches(low + high):
        there = [_point(frame, m, low[m]) for m in stretch]
        back = [_point(frame, m, high[m]) for m in reversed(stretch)]
        shapes += f'<polygon class="{kind}" points="{" ".join(there + back)}"/>'
    return shapes


def picture(
    frame: Frame, shapes: str, label: str, start: str, lang: str, *, signed: bool, zero: str = "", outside: bool = False
) -> str:
    """The shapes with values at the left and dates below; ``start`` is the month of the situation, such as "2025-01".

    ``zero`` is what zero means, written at its line. ``outside`` hatches the picture: it lies outside what the model can carry.
    """
    heights, dates = ticks(frame.low, frame.high), dates_of(start, frame.last + 1, lang)
    decimals = max(0, -math.floor(math.log10(heights[1] - heights[0]) + 1e-9)) if len(heights) > 1 else 2
    grid = "".join(f'<path class="grid" d="M0 {frame.y(value):.2f}H{SIDE:g}"/>' for value in heights)
    grid += "".join(f'<path class="grid" d="M{frame.x(month):.2f} 0V{SIDE:g}"/>' for month, _ in dates)
    values = "".join(
        f'<span style="top:{frame.y(value):.2f}%">{number(value, lang, decimals=decimals, signed=signed)}</span>'
        for value in heights
    )
    months = "".join(f'<span style="left:{frame.x(month):.2f}%">{escape(word)}</span>' for month, word in dates)
    shapes += f'<path class="zero" d="M0 {frame.y(0):.2f}H{SIDE:g}"/>' if zero else ""  # over the bands
    said = f'<span class="at-zero" style="top:{frame.y(0):.2f}%">{escape(zero)}</span>' if zero else ""
    return (
        f'<div class="plot{" outside" if outside else ""}"><div class="values" aria-hidden="true">{values}</div>'
        f'<div class="field">{_svg(grid + shapes, label)}{said}</div><div class="dates" aria-hidden="true">{months}</div></div>'
    )


def ticks(low: float, high: float) -> list[float]:
    """Round values between the ends, a step of 1, 2 or 5 (times a power of ten) apart."""
    power = 10.0 ** math.floor(math.log10((high - low) / MOST_STEPS))
    apart = next(power * step for step in (1, 2, 5, 10, 20) if (high - low) / (power * step) <= MOST_STEPS)
    return [k * apart for k in range(math.ceil(low / apart), math.floor(high / apart) + 1)]


def date_of(start: str, month: int, lang: str) -> str:
    """A month of the situation in words, such as "jan 2027"; month 0 is the start."""
    year, place = divmod(int(start[:4]) * 12 + int(start[5:]) - 1 + month, 12)
    return f"{text('course:short_months', lang).split()[place]} {year}"


def dates_of(start: str, months: int, lang: str) -> list[tuple[int, str]]:
    """(month, word) of the dates along the axis: a few, on round months; whole years are said as a year."""
    apart = next((gap for gap in MONTHS_APART if months / gap <= MOST_DATES), MONTHS_APART[-1])
    first = int(start[:4]) * 12 + int(start[5:]) - 1
    there = [month for month in range(months) if (first + month) % apart == 0]
    return [(m, date_of(start, m, lang) if apart < 12 else str((first + m) // 12)) for m in there]


def _stretches(values: np.ndarray) -> list[list[int]]:
    """Months in a row that have a value."""
    found: list[list[int]] = [[]]
    for month, there in enumerate(np.isfinite(values)):
        if there:
            found[-1].append(month)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _point(frame: Frame, month: int, value: float) -> str:
    return f"{frame.x(month):.2f},{frame.y(value):.2f}"


def _svg(shapes: str, label: str) -> str:
    box = f'viewBox="0 0 {SIDE:g} {SIDE:g}" preserveAspectRatio="none"'
    return f'<svg role="img" aria-label="{escape(label)}" {box} focusable="false">{shapes}</svg>'
