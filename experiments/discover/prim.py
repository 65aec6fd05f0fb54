"""PRIM, the patient rule induction method: boxes in which futures of interest are dense (Friedman and Fisher, Statistics and
Computing 9, 1999), as used for scenario discovery (Bryant and Lempert, Technological Forecasting and Social Change 77, 2010).

From the box that holds everything a thin slice is peeled off each time, the one whose loss makes what is left densest for its size
(as in Kwakkel and Jaxa-Rozen, Environmental Modelling & Software 79, 2016, so that conditions in words compare with numbers). From
each box on the way the limits are dropped that do nothing; the one is kept in which density and coverage are both high, and its
limits are moved out as far as that makes it better.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import binom

from experiments.discover.boxes import Box, Limit, Picked, in_words, picked, words_of

PEEL = 0.05  # share of what is in the box that one slice takes; the usual one
LEAST = 0.05  # share of all futures that a box holds at least; the usual one
CHANCE = 0.05  # a limit that chance would give more often than this is dropped


def prim(conditions: pd.DataFrame, wanted: np.ndarray, most: int = 3) -> list[Box]:
    """Boxes in which the futures of interest are dense, each found in what the ones before it left over; at most so many.

    conditions : a row for each future; a column of numbers is cut, one of words loses words. wanted : bool (futures,).
    No box at all when none is denser than the whole.
    """
    found: list[Box] = []
    left = np.ones(len(conditions), bool)
    while len(found) < most:
        rest, aim = conditions[left], wanted[left]
        if not aim.any() or aim.all():
            break
        box = _one_box(rest, aim, max(2, round(LEAST * len(conditions))))
        if not box.limits:
            break
        found.append(box)
        left &= ~box.holds(conditions)
    return found


def _one_box(conditions: pd.DataFrame, wanted: np.ndarray, least: int) -> Box:
    on_the_way = [_dropped(box, conditions, wanted) for box in _peel(conditions, wanted, least)]
    return _paste(max(on_the_way, key=lambda box: _told(box, conditions, wanted).balance), conditions, wanted)


def _told(box: Box, conditions: pd.DataFrame, wanted: np.ndarray) -> Picked:
    return picked(box.holds(conditions), wanted)


def _peel(conditions: pd.DataFrame, wanted: np.ndarray, least: int) -> list[Box]:
    """From everything to the smallest box, each with a slice less."""
    boxes, inside = [Box()], np.ones(len(conditions), bool)
    while True:
        size, density = inside.sum(), wanted[inside].mean()
        best, gain, kept = None, 0.0, inside
        for limit, stays in _slices(conditions, boxes[-1], inside):
            lost = size - stays.sum()
            if stays.sum() < least or not lost:
                continue
            found = (wanted[stays].mean() - density) / lost
            if found > gain:
                best, gain, kept = limit, found, stays
        if best is None:
            return boxes
        boxes.append(boxes[-1].narrowed(best))
        inside = kept


def _slices(conditions: pd.DataFrame, box: Box, inside: np.ndarray) -> Iterator[tuple[Limit, np.ndarray]]:
    """Each limit that takes a slice more off the box, with bool (futures,) of what stays in it."""
    for name in conditions.columns:
        limits = _fewer_words if in_words(conditions[name]) else _tighter
        for limit in limits(conditions[name], box.limit(name), inside):
            yield limit, inside & limit.holds(conditions[name])


def _fewer_words(column: pd.Series, limit: Limit, inside: np.ndarray) -> list[Limit]:
    words = words_of(column[inside])
    return [Limit(limit.condition, words=tuple(w for w in words if w != gone)) for gone in words] if len(words) > 1 else []


def _tighter(column: pd.Series, limit: Limit, inside: np.ndarray) -> list[Limit]:
    """A slice off below and one off above, cut half way between two values; equal values go together."""
    values = np.sort(np.asarray(column, float)[inside])
    slice_ = max(1, int(PEEL * len(values)))
    found = []
    if (above := values[values > values[slice_ - 1]]).size:
        found.append(Limit(limit.condition, float(values[slice_ - 1] + above[0]) / 2, limit.high))
    if (below := values[values < values[-slice_]]).size:
        found.append(Limit(limit.condition, limit.low, float(values[-slice_] + below[-1]) / 2))
    return found


def _dropped(box: Box, conditions: pd.DataFrame, wanted: np.ndarray) -> Box:
    """The box without limits that make it no better, or that chance would give as well: the least useful first."""
    while box.limits:
        tried = [(box.without(limit.condition), limit) for limit in box.limits]
        smaller = max(tried, key=lambda one: _told(one[0], conditions, wanted).balance)[0]
        within, around = _told(box, conditions, wanted), _told(smaller, conditions, wanted)
        if around.balance < within.balance and by_chance(within, around) < CHANCE:
            break
        box = smaller
    return box


def by_chance(within: Picked, around: Picked) -> float:
    """Chance (0-1) of as many futures of interest in a box when they lie in it as densely as in the larger box around it."""
    return float(binom.sf(within.hits - 1, within.inside, around.density))


def _paste(box: Box, conditions: pd.DataFrame, wanted: np.ndarray) -> Box:
    """The box with a limit moved out by a slice for as long as that makes it better."""
    while True:
        wider = max(_wider(box, conditions), key=lambda one: _told(one, conditions, wanted).balance, default=box)
        if _told(wider, conditions, wanted).balance <= _told(box, conditions, wanted).balance:
            return box
        box = wider


def _wider(box: Box, conditions: pd.DataFrame) -> Iterator[Box]:
    """The boxes with one limit moved out: a word more, or a slice more below or above."""
    for limit in box.limits:
        column = conditions[limit.condition][box.without(limit.condition).holds(conditions)]
        if limit.words:
            for word in sorted(set(words_of(column)) - set(limit.words)):
                yield box.narrowed(Limit(limit.condition, words=tuple(sorted((*limit.words, word)))))
            continue
        slice_ = max(1, int(PEEL * int(box.holds(conditions).sum())))
        below, above = (np.sort(column[where]) for where in (column <= limit.low, column > limit.high))
        if below.size:
            yield box.narrowed(Limit(limit.condition, _between(below[::-1], slice_, -np.inf), limit.high))
        if above.size:
            yield box.narrowed(Limit(limit.condition, limit.low, _between(above, slice_, np.inf)))


def _between(values: np.ndarray, slice_: int, end: float) -> float:
    """Where a limit comes that takes in so many of the values, which lie in order of distance: half way to the next one."""
    last = values[min(slice_, len(values)) - 1]
    beyond = values[slice_:][values[slice_:] != last]
    return float((last + beyond[0]) / 2) if beyond.size else end
