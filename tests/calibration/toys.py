"""Simulators whose answer is known beforehand. At the top of a module, so that other processes can import them."""

import time

import numpy as np

from calibration.fit.space import BAND, Goals, Space

NOISE = 0.05  # standard deviation of chance in a run
WIDTH = 0.3  # standard deviation of a target

LINEAR = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, -1.0], [1.0, 0.0, 1.0], [0.5, -1.0, 0.5]])


def box(k: int, low: float = -5.0, high: float = 5.0) -> Space:
    """k parameters a, b, c, … with one range."""
    return Space(tuple("abcdefgh"[:k]), np.full(k, low), np.full(k, high), np.zeros(k, bool))


def aims(central: list[float] | np.ndarray, width: float = WIDTH) -> Goals:
    """Targets s1, s2, … of which the band is as wide as a normal of this standard deviation has 90%."""
    m = len(central)
    middle = np.asarray(central, float)
    return Goals(names(m), middle - BAND * width, middle, middle + BAND * width, np.ones(m), np.zeros(m))


def names(m: int) -> tuple[str, ...]:
    """s1, s2, …"""
    return tuple(f"s{j + 1}" for j in range(m))


def chance(seed: int, m: int) -> np.ndarray:
    """Noise of a run."""
    return np.random.default_rng(seed).normal(0, NOISE, m)


def linear(values: np.ndarray, seed: int) -> np.ndarray:
    """Four summaries, each a weighted sum of three parameters, and noise."""
    return LINEAR @ values + chance(seed, 4)


def only_a_sum(values: np.ndarray, seed: int) -> np.ndarray:
    """a + b, and c: a and b cannot be told apart."""
    return np.array([values[0] + values[1], values[2]]) + chance(seed, 2)


def banana(values: np.ndarray, seed: int) -> np.ndarray:
    """b + a² only: what fits is a bent valley."""
    return np.array([values[1] + values[0] ** 2]) + chance(seed, 1)


def sums(values: np.ndarray, seed: int) -> np.ndarray:
    """3a - 2b with c and d idle, and a missing value where a lies above 4."""
    return np.array([3 * values[0] - 2 * values[1], np.nan if values[0] > 4 else values[0]])


def ishigami(values: np.ndarray, seed: int) -> np.ndarray:
    """The Ishigami function with a = 7 and b = 0.1, whose Sobol indices are known."""
    a, b, c = values
    return np.array([np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)])


def uneven(values: np.ndarray, seed: int) -> np.ndarray:
    """Later points finish first, and some raise."""
    time.sleep(0.02 * (5 - seed) if seed < 5 else 0)
    if values[0] < 0:
        raise ValueError(f"a is {values[0]:g}")
    return np.array([values[0], seed])


def slow(values: np.ndarray, seed: int) -> np.ndarray:
    """A run that takes a while."""
    time.sleep(0.05)
    return np.array([values.sum() + seed])
