"""What players are worth in a game of which every coalition is known: nothing is sampled.

A game is float64[..., 2**n], the worth of each coalition by bit mask, of which the last axis is walked through; worth is against
nobody (mask 0). Every sum here is of weighted differences between coalitions that differ in one player (or two), all weights
positive: through the Möbius transform it would be the same number, but that transform adds and takes away thousands of near
equal terms, and costs some four digits.
"""

from __future__ import annotations

from math import comb

import numpy as np


def players(game: np.ndarray) -> int:
    """How many players a game has; raises ValueError when its size is no power of two."""
    size = game.shape[-1]
    n = size.bit_length() - 1
    if size != 1 << n:
        raise ValueError(f"A game has 2**n coalitions, not {size}.")
    return n


def sizes(n: int) -> np.ndarray:
    """int64[2**n]: how many players each coalition has."""
    found = np.zeros(1, np.int64)
    for _ in range(n):
        found = np.concatenate((found, found + 1))
    return found


def gain(game: np.ndarray, player: int) -> np.ndarray:
    """float64[..., 2**(n-1)]: what a player adds to each coalition of the others, in the order of the masks without that bit."""
    halves = game.reshape(*game.shape[:-1], -1, 2, 1 << player)
    return (halves[..., 1, :] - halves[..., 0, :]).reshape(*game.shape[:-1], -1)


def shapley(game: np.ndarray) -> np.ndarray:
    """float64[..., n]: the Shapley value of each player, what they add averaged over all orders in which players can come.

    The values sum to the worth of all together. Shapley, A value for n-person games (1953).
    """
    n = players(game)
    weights = _weights(n - 1)[sizes(n - 1)]
    return np.stack([(gain(game, k) * weights).sum(axis=-1) for k in range(n)], axis=-1)


def interaction(game: np.ndarray) -> np.ndarray:
    """float64[..., n, n]: the Shapley interaction index of each pair, with zeros on the diagonal.

    What two players add together beyond what each adds without the other, averaged over coalitions of the others with the
    weights s!(n-s-2)!/(n-1)!: positive where they strengthen each other, negative where one makes the other less needed.
    Grabisch and Roubens, An axiomatic approach to the concept of interaction among players in cooperative games (1999).
    """
    n = players(game)
    found = np.zeros((*game.shape[:-1], n, n))
    weights = _weights(n - 2)[sizes(n - 2)] if n > 1 else np.zeros(1)
    for high in range(n):
        added = gain(game, high)
        for low in range(high):
            both = (gain(added, low) * weights).sum(axis=-1)
            found[..., high, low] = found[..., low, high] = both
    return found


def _weights(others: int) -> np.ndarray:
    """float64[others + 1]: by the size of a coalition of the others, its weight when each size weighs the same."""
    return np.array([1.0 / ((others + 1) * comb(others, size)) for size in range(others + 1)])
