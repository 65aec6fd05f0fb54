"""The occupations that are docked, how people leave and search, and the counts that a run leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LONG_TERM = 4  # the step of a spell without work from which someone counts as long-term unemployed: 27 weeks


@dataclass(frozen=True)
class Market:
    """The occupations, in the order of the file."""

    ids: tuple[str, ...]
    automation: np.ndarray  # float64[n]: the share of its work that is automated, 0-1
    employment: np.ndarray  # float64[n]: people at work, or any measure in proportion to them
    weights: np.ndarray  # float64[n, n]: how much the occupation of a row draws on people of the column's, from row to column

    @property
    def size(self) -> int:
        """How many occupations there are."""
        return len(self.ids)


@dataclass(frozen=True)
class Rates:
    """Chances a step; the values that the paper fitted to the United States (its table of parameters)."""

    delta_u: float = 0.016  # that someone at work loses it, whatever demand does
    delta_v: float = 0.012  # that someone at work gives rise to a vacancy, whatever demand does
    gamma: float = 0.16  # the part of the gap with target demand that is closed


@dataclass(frozen=True)
class State:
    """People at work, without work (by the occupation they last had) and vacancies: float64[n] each."""

    employed: np.ndarray
    unemployed: np.ndarray
    vacancies: np.ndarray


@dataclass(frozen=True)
class Series:
    """The same by step, float64[steps + 1, n] each, step 0 first; and who is without work for a long time."""

    employed: np.ndarray
    unemployed: np.ndarray
    vacancies: np.ndarray
    long_term: np.ndarray

    @classmethod
    def empty(cls, steps: int, occupations: int) -> Series:
        """Room for so many steps after step 0."""
        return cls(*(np.zeros((steps + 1, occupations)) for _ in range(4)))

    def note(self, step: int, employed: np.ndarray, unemployed: np.ndarray, vacancies: np.ndarray, long_term: np.ndarray) -> None:
        """Write down one step."""
        self.employed[step], self.unemployed[step] = employed, unemployed
        self.vacancies[step], self.long_term[step] = vacancies, long_term


def start(market: Market, rates: Rates) -> State:
    """Step 0, as the paper begins: of those at work as many have just lost it, and as many vacancies are open, as chance makes."""
    employed = market.employment.astype(float)
    return State(employed, rates.delta_u * employed, rates.delta_v * employed)


def complete(occupations: int) -> np.ndarray:
    """float64[n, n]: weights by which vacancies alone decide where someone applies."""
    return np.ones((occupations, occupations))
