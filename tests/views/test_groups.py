"""For whom: who is better or worse off, and people by what they were at the start."""

from typing import Any

import numpy as np
import pytest

from sim.scenario import read_situation
from sim.views.groups import BETTER, COLUMNS, SAME, WORSE, AtStart, at_start, group_table, groups_of, meaning, verdicts
from tests.views.made import result

People = dict[str, np.ndarray]


def people(**columns: list[int]) -> People:
    size = len(next(iter(columns.values())))
    names = ("generation", "enrolled", "lasting", "safe", "months_out", "income_lost")
    return {name: np.array(columns.get(name, [0] * size)) for name in names}


@pytest.mark.small
def test_better_same_worse_by_hand() -> None:
    today = people(lasting=[0, 1, 1, 0, 0, 0, 0, 1, 0], months_out=[0, 0, 9, 3, 2, 0, 0, 6, 0])
    package = people(lasting=[1, 0, 2, 0, 0, 3 * 0, 0, 1, 1], months_out=[9, 0, 0, 0, 0, 3, 2, 7, 0])
    assert verdicts(today, package).tolist() == [
        BETTER,  # a crossing, though longer without work: the crossing rules
        WORSE,  # misses it
        BETTER,  # crosses in both, nine months less without work
        BETTER,  # exactly three months less
        SAME,  # two months
        WORSE,  # three months more
        SAME,
        SAME,  # one month more
        BETTER,
    ]


@pytest.mark.small
def test_the_verdict_is_the_mirror_when_worlds_change_places() -> None:
    draw = np.random.default_rng(3)
    one, other = ({"lasting": draw.integers(0, 3, 500), "months_out": draw.integers(0, 12, 500)} for _ in range(2))
    assert (verdicts(one, other) == -verdicts(other, one)).all()
    assert (verdicts(one, one) == SAME).all()


@pytest.mark.small
def test_the_rule_is_told_in_both_languages() -> None:
    said = meaning()
    assert "minstens 3 maanden" in said.nl and "at least 3 months" in said.en


@pytest.mark.small
def test_table_by_hand() -> None:
    """Four people in two groups; the third row passes to someone new under the package, so counts in neither."""
    start = AtStart(np.zeros(4, np.int8), {"all": np.zeros(4, int), "age": np.array([0, 1, 1, 1])}, {"all": 1, "age": 2})
    today = people(lasting=[1, 0, 1, 0], months_out=[0, 4, 1, 2], income_lost=[0, 800, 9, 5], safe=[1, 0, 1, 0])
    package = people(
        lasting=[0, 1, 1, 0], months_out=[5, 0, 0, 2], income_lost=[700, 0, 0, 5], generation=[0, 0, 1, 0], enrolled=[0, 1, 0, 0]
    )
    found = [dict(zip(COLUMNS, row, strict=True)) for row in group_table(start, today, package).tolist()]
    everyone, first, second = found
    assert everyone == {
        "people": 3, "better": 1, "worse": 1, "missed": 1, "gained": 0,
        "today-lasting": 1, "today-safe": 1, "today-months-out": 6, "today-income-lost": 805,
        "package-lasting": 1, "package-safe": 0, "package-months-out": 7, "package-income-lost": 705,
    }  # fmt: skip
    assert (first["people"], first["worse"], first["missed"]) == (1, 1, 1)
    assert (second["people"], second["better"], second["gained"]) == (2, 1, 0)  # who gains is a user: not among the others
    assert {name: first[name] + second[name] for name in COLUMNS} == everyone


def test_groups_of_a_dimension_are_everyone(burnt_in: Any) -> None:
    start = at_start(burnt_in)
    assert set(start.rows) == set(start.sizes) == {"all", "age", "education", "sector", "contract", "region"}
    for name, rows in start.rows.items():
        assert rows.shape == (burnt_in.people,) and rows.min() >= 0 and rows.max() < start.sizes[name]
    tables = burnt_in.tables
    assert (start.rows["sector"] == tables.jobs.sector[tables.people.job_type]).all()
    assert (start.rows["age"] == (tables.people.age // 12 - 15) // 10).all()


def test_groups_over_pairs(burnt_in: Any) -> None:
    """Everyone loses a month of work and half of them a crossing, in one pair; in the other nothing differs."""
    size = burnt_in.people
    start = at_start(burnt_in)
    generation = start.generation.tolist()
    today = people(generation=generation, lasting=[1] * size, months_out=[2] * size, income_lost=[1_000_000] * size)
    package = people(generation=generation, lasting=[0, 1] * (size // 2), months_out=[3] * size, income_lost=[2_000_000] * size)
    tables = group_table(start, today, package), group_table(start, today, today)
    pairs = [(result(run=k), result("package", k, views={"groups": table})) for k, table in enumerate(tables)]
    groups = groups_of(pairs, read_situation("nederland-2025"))
    everyone = groups[0]
    assert (everyone.dimension, everyone.simulated, everyone.small) == ("all", 2 * size, False)
    assert everyone.people == 10 * size  # ten real people each, mean over the pairs
    assert (everyone.better, everyone.worse, everyone.same) == (0, 10 * size / 4, 10 * size * 3 / 4)
    assert everyone.missed == 10 * size / 4 and everyone.gained == 0
    assert float(everyone.measures["months-out"].effect) == 0.5 and float(everyone.measures["income-lost"].today) == 10 * size
    assert float(everyone.measures["lasting"].package) == 10 * size * 3 / 4
    for dimension in ("age", "education", "sector", "contract", "region"):
        mine = [group for group in groups if group.dimension == dimension]
        assert sum(group.people for group in mine) == pytest.approx(everyone.people)
        assert sum(group.worse for group in mine) == pytest.approx(everyone.worse)
        assert all(group.words.nl and group.words.en for group in mine)
        assert all(group.better + group.same + group.worse == pytest.approx(group.people) for group in mine)
    fewer = groups_of(pairs[:1], read_situation("nederland-2025"))
    assert {group.small for group in fewer} == {True, False}  # the smallest sectors and provinces have fewer than 30 of 1,000
    assert all(group.small == (group.simulated < 30) for group in groups + fewer)
