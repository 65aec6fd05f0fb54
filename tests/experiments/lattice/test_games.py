"""Games whose values are known: by hand, from the literature, and from the definition over all orders."""

from itertools import permutations

import numpy as np
import pytest

from experiments.lattice.games import gain, interaction, players, shapley, sizes

pytestmark = pytest.mark.small


def by_orders(game: np.ndarray) -> list[float]:
    """The definition: what each player adds as they come in, averaged over all orders."""
    n, orders = players(game), list(permutations(range(players(game))))
    added = [0.0] * n
    for order in orders:
        there = 0
        for player in order:
            added[player] += game[there | 1 << player] - game[there]
            there |= 1 << player
    return [sum_ / len(orders) for sum_ in added]


def test_coalitions_by_size():
    assert sizes(3).tolist() == [0, 1, 1, 2, 1, 2, 2, 3]
    assert players(np.zeros((5, 8))) == 3
    with pytest.raises(ValueError, match="coalitions"):
        players(np.zeros(6))


def test_what_a_player_adds_is_told_for_each_coalition_of_the_others():
    game = np.array([0.0, 1, 10, 21, 100, 101, 110, 151])
    assert gain(game, 0).tolist() == [1, 11, 1, 41]  # to nobody, {1}, {2}, {1, 2}
    assert gain(game, 1).tolist() == [10, 20, 10, 50]
    assert gain(game, 2).tolist() == [100, 100, 100, 130]


def test_glove_game():
    """Player 0 has a left glove, 1 and 2 a right one; a pair is worth 1. Known: 2/3, 1/6, 1/6."""
    game = np.array([0.0, 0, 0, 1, 0, 1, 0, 1])
    assert shapley(game) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    # 0 with 1: alone they add 1, when 2 is there 1 - 1 - 0 + 0 = 0, both weigh 1/2; 1 with 2: 0 and 1 - 1 - 1 + 0 = -1.
    assert interaction(game) == pytest.approx(np.array([[0, 0.5, 0.5], [0.5, 0, -0.5], [0.5, -0.5, 0]]))


def test_additive_game_pays_everyone_their_own_worth_and_nobody_interacts():
    worth = np.array([3.0, -1.0, 7.0])
    game = np.array([sum(worth[k] for k in range(3) if mask >> k & 1) for mask in range(8)])
    assert shapley(game) == pytest.approx(worth)
    assert interaction(game) == pytest.approx(np.zeros((3, 3)))


def test_two_players_share_what_they_make_together():
    """Alone 10 and 20, together 50: each gets their own and half of the 20 that neither makes alone."""
    game = np.array([0.0, 10, 20, 50])
    assert shapley(game) == pytest.approx([20, 30])
    assert interaction(game)[0, 1] == pytest.approx(20)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
def test_any_game_is_shared_as_the_definition_says(n):
    games = np.random.default_rng(n).normal(size=(3, 2**n))
    games[:, 0] = 0
    assert shapley(games) == pytest.approx(np.array([by_orders(game) for game in games]))


def test_shares_sum_to_the_worth_of_all_within_a_billionth():
    """At the size of a real lattice: fourteen players and effects of a million people."""
    game = 1e6 * np.random.default_rng(1).normal(size=(2, 2**14))
    game[:, 0] = 0
    assert np.abs(shapley(game).sum(axis=-1) - game[:, -1]).max() < 1e-9


def test_interaction_is_what_a_pair_changes_in_each_others_share():
    """Its definition through smaller games: worth of i where j is there less worth of i where j is not."""
    game = np.random.default_rng(3).normal(size=2**4)
    game[0] = 0
    i, j = 1, 3
    masks = np.arange(16)
    without, there = game[masks >> j & 1 == 0], game[masks >> j & 1 == 1]  # games of players 0, 1, 2
    assert interaction(game)[i, j] == pytest.approx(shapley(there)[i] - shapley(without)[i])
