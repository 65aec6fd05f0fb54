"""The mean field: what is expected of very many people, without luck. It shares no rule and no line with the agents.

A vacancy stays empty when none of the s applications to its occupation falls on it. With v vacancies, each as likely, that chance
is (1 - 1/v)^s, which for many of both is exp(-s/v). So v (1 - exp(-s/v)) vacancies are filled, and an application is as likely to
succeed as any other to the same occupation.
"""

from __future__ import annotations

import numpy as np

from calibration.docking.market import LONG_TERM, Rates, Series, State


def run(weights: np.ndarray, rates: Rates, at_start: State, demand: np.ndarray) -> Series:
    """Step by step from the start, with target demand float64[steps + 1, n]. Everything is decided on the state before the step."""
    employed, unemployed, vacancies = at_start.employed, at_start.unemployed, at_start.vacancies
    series = Series.empty(len(demand) - 1, employed.size)
    spells = np.zeros((LONG_TERM, employed.size))  # people in the first, second … step without work; in the last row all the others
    spells[0] = unemployed
    series.note(0, employed, unemployed, vacancies, spells[-1])
    for step in range(1, len(demand)):
        leaving, opening = separations_and_openings(employed, vacancies, demand[step], rates)
        hired, found = matches(weights, unemployed, vacancies)
        spells = next_spells(spells, leaving, _ratio(found, unemployed))
        employed, unemployed = employed - leaving + hired, unemployed + leaving - found
        vacancies = vacancies + opening - hired
        series.note(step, employed, unemployed, vacancies, spells[-1])
    return series


def separations_and_openings(
    employed: np.ndarray, vacancies: np.ndarray, demand: np.ndarray, rates: Rates
) -> tuple[np.ndarray, np.ndarray]:
    """(people who lose their work, vacancies that open) in a step, float64[n] each."""
    surplus = employed + vacancies - demand
    cut = np.minimum(employed, rates.gamma * np.maximum(0.0, surplus))
    grown = np.minimum(employed, rates.gamma * np.maximum(0.0, -surplus))
    leaving = rates.delta_u * employed + (1.0 - rates.delta_u) * cut
    opening = rates.delta_v * employed + (1.0 - rates.delta_v) * grown
    return leaving, opening


def matches(weights: np.ndarray, unemployed: np.ndarray, vacancies: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(vacancies filled by occupation, people who found work by the occupation they had), float64[n] each."""
    sent_each = _ratio(unemployed, weights @ vacancies)  # applications for each unit of weight times vacancies
    received = vacancies * (weights.T @ sent_each)
    hired = vacancies * -np.expm1(-_ratio(received, vacancies))
    found = sent_each * (weights @ (vacancies * _ratio(hired, received)))
    return hired, found


def next_spells(spells: np.ndarray, leaving: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """The spells (float64[4, n]) a step on, when so many lose their work and each without work finds it by this chance."""
    staying = spells * (1.0 - chance)
    older = np.vstack([leaving, staying[:-1]])
    older[-1] += staying[-1]
    return older


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """The ratio, 0 where there is nothing to divide by."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
