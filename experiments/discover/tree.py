"""A small tree over futures: a few questions, each with two answers, that part where something happens from where it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from experiments.discover.boxes import Box, Limit, in_words, words_of

DEPTH = 2  # questions in a row
LEAST = 0.05  # share of all futures that each leaf holds at least


def tree(conditions: pd.DataFrame, wanted: np.ndarray, depth: int = DEPTH) -> list[Box]:
    """The leaves of a tree of scikit-learn as boxes that together hold each future once, in the order of the tree.

    conditions : a row for each future, columns of numbers or of words; wanted : bool (futures,). One leaf that holds everything
    when no question parts them.
    """
    from sklearn.tree import DecisionTreeClassifier

    questions = [
        (name, word) for name in conditions for word in (words_of(conditions[name]) if in_words(conditions[name]) else [""])
    ]
    asked = np.column_stack([_asked(conditions[name], word) for name, word in questions])
    fitted = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=max(2, round(LEAST * len(asked))), random_state=0)
    fitted.fit(asked, wanted)

    def leaves(at: int, box: Box) -> list[Box]:
        nodes: Any = fitted.tree_
        if nodes.children_left[at] < 0:
            return [box]
        name, word = questions[nodes.feature[at]]
        below, above = _parted(box, conditions[name], word, float(nodes.threshold[at]))
        return leaves(nodes.children_left[at], below) + leaves(nodes.children_right[at], above)

    return leaves(0, Box())


def _asked(column: pd.Series, word: str) -> np.ndarray:
    """A column of numbers as it is; of words, 1 where it is this word."""
    return np.asarray(column.astype(str) == word if word else column, float)


def _parted(box: Box, column: pd.Series, word: str, cut: float) -> tuple[Box, Box]:
    """The box where a number is at most the cut, or a condition is another word; and the rest of it."""
    name = str(column.name)
    limit = box.limit(name)
    if not word:
        return box.narrowed(Limit(name, limit.low, cut)), box.narrowed(Limit(name, cut, limit.high))
    others = tuple(one for one in limit.words or words_of(column) if one != word)
    return box.narrowed(Limit(name, words=others)), box.narrowed(Limit(name, words=(word,)))
