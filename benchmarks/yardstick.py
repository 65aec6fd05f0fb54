"""The yardstick: one fixed pass over people, against which everything else is measured; and the same pass by the project's luck.

The yardstick never changes, whatever generator the project uses, so it is written out here and calls nothing of the simulation.
"""

from collections.abc import Callable

import numba
import numpy as np

from sim.rng import luck

KEY = np.uint64(12345)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11 = (np.uint64(s) for s in (30, 27, 31, 11))
UNIT = 1.0 / (1 << 53)


@numba.njit(cache=True, nogil=True)
def yardstick(key: np.uint64, chance: np.ndarray, hit: np.ndarray) -> None:
    """int8 hit: 1 where the finaliser of splitmix64 of a person's counter, as a float64 in [0, 1), is below a float32 chance."""
    for i in range(hit.size):
        word = key + np.uint64(i) * GOLDEN
        word = (word ^ (word >> S30)) * FIRST
        word = (word ^ (word >> S27)) * SECOND
        word = word ^ (word >> S31)
        hit[i] = np.float64(word >> S11) * UNIT < chance[i]


@numba.njit(cache=True, nogil=True)
def lucky(key: np.uint64, chance: np.ndarray, hit: np.ndarray) -> None:
    """The same pass with the luck of the simulation."""
    for i in range(hit.size):
        hit[i] = luck(key, np.uint64(i)) < chance[i]


def passes(people: int, times: int = 1, kernel: Callable[..., None] = yardstick) -> Callable[[], None]:
    """So many passes over so many people, ready to be timed."""
    chance, hit = np.full(people, 0.5, np.float32), np.zeros(people, np.int8)

    def work() -> None:
        for _ in range(times):
            kernel(KEY, chance, hit)

    return work
