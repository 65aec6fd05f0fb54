"""Under which conditions something happens: boxes and a tree that are found in one half of the futures and judged in the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency, ks_2samp

from experiments.discover.boxes import Box, Picked, in_words, picked, words_of
from experiments.discover.prim import CHANCE, prim
from experiments.discover.tree import tree

MOST = 10  # conditions that are looked at: among many that do nothing, some seem to matter by chance
HALVES = 1  # seed of the draw that parts the futures in two


@dataclass(frozen=True)
class Seen:
    """A box, how well it picks in the half in which it was found, and how well in the other, which it did not see."""

    box: Box
    found: Picked
    held: Picked

    def stands(self, usual: float) -> bool:
        """Whether in the other half it is denser than the share `usual` of that whole half, its 95% interval clear of it."""
        return self.held.density_interval[0] > usual


@dataclass(frozen=True)
class Story:
    """What was found about where something happens.

    futures : how many; share : in which part of them it happens (0-1); usual : the same in the half that judges.
    looked : the conditions that told most, the strongest first; boxes : of PRIM; leaves : of the tree, which hold each future once.
    """

    futures: int
    share: float
    usual: float
    looked: tuple[str, ...]
    boxes: tuple[Seen, ...]
    leaves: tuple[Seen, ...]


def story(conditions: pd.DataFrame, wanted: np.ndarray) -> Story:
    """Where something happens: a row of conditions (numbers or words) for each future, and bool (futures,) where it does."""
    wanted = np.asarray(wanted, bool)
    finds = np.zeros(len(wanted), bool)
    finds[np.random.default_rng(HALVES).permutation(len(wanted))[: (len(wanted) + 1) // 2]] = True
    looked = telling(conditions[finds], wanted[finds])
    some = conditions[looked]

    def seen(boxes: Sequence[Box]) -> tuple[Seen, ...]:
        inside = [box.holds(some) for box in boxes]
        found, held = ([picked(rows[half], wanted[half]) for rows in inside] for half in (finds, ~finds))
        return tuple(Seen(*one) for one in zip(boxes, found, held, strict=True))

    boxes = prim(some[finds], wanted[finds]) if looked else []
    leaves = tree(some[finds], wanted[finds]) if looked else [Box()]
    usual = float(wanted[~finds].mean()) if (~finds).any() else float("nan")
    return Story(len(wanted), float(wanted.mean()), usual, tuple(looked), seen(boxes), seen(leaves))


def telling(conditions: pd.DataFrame, wanted: np.ndarray, most: int = MOST) -> list[str]:
    """The conditions that lie most differently where something happens from where it does not, the strongest first.

    By the chance of so large a difference if there were none (Kolmogorov and Smirnov for numbers, chi-square for words); none for
    which that chance is 5% or more. Of conditions that always go together only the first is kept.
    """
    chance = {str(name): _chance(conditions[name], wanted) for name in conditions}
    order = sorted((name for name in chance if chance[name] < CHANCE), key=lambda name: chance[name])
    kept: list[str] = []
    for name in order:
        if len(kept) < most and not any(_same(conditions[name], conditions[other]) for other in kept):
            kept.append(name)
    return kept


def _chance(column: pd.Series, wanted: np.ndarray) -> float:
    if column.nunique() < 2 or wanted.all() or not wanted.any():
        return 1.0
    if in_words(column):
        counts = [[int((column.astype(str)[part] == word).sum()) for word in words_of(column)] for part in (wanted, ~wanted)]
        return float(chi2_contingency(counts).pvalue)
    return float(ks_2samp(column[wanted], column[~wanted]).pvalue)


def _same(one: pd.Series, other: pd.Series) -> bool:
    """Whether two conditions of numbers rise and fall together, or are each other's opposite."""
    return not in_words(one) and not in_words(other) and abs(one.corr(other, method="spearman")) > 0.999
