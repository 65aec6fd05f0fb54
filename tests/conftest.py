"""Small worlds that several test files share. They live in a cache folder of their own, never in the user's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest


@pytest.fixture(scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that burnt-in worlds are kept in for as long as the tests run."""
    import sim.world

    folder = tmp_path_factory.mktemp("loopbrug")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sim.world, "CACHE", folder)
        yield folder


@pytest.fixture(scope="session")
def burnt_in(own_cache: Path) -> Any:
    """A burnt-in world of 1,000 people: copy it before anything is done to it."""
    from sim.scenario import read_situation
    from sim.world import burnt_in_world

    return burnt_in_world(read_situation("nederland-2025"), 1_000, seed=7)


@pytest.fixture(scope="session")
def busy() -> dict[str, float]:
    """Parameters that send many people over the bridge, so that a small world passes every gate of it within two years."""
    return {
        "aware_working": 0.01, "aware_ww": 0.2, "aware_surplus": 0.5, "enrol": 0.9, "line_coach_places": 600,
        "meeting": 0.9, "bridge_worth": -3, "bridge_looks": 8, "own_job_pull": 3, "radius": 2.5,
        "threshold": 0.3, "own_money": 0.6, "vacancy_worth": 2, "gap_full_course": 0.05, "landing_first": 0.06,
        "dropout": 0.04,
    }  # fmt: skip


@pytest.fixture(scope="session")
def difference() -> Callable[..., str]:
    """Compares two worlds' tables bit for bit."""

    def first(one: Any, other: Any, rows: int | None = None, ignore: tuple[str, ...] = ()) -> str:
        """The first column in which two worlds differ, in words; empty when they are the same.

        With `rows` only the first so many people are compared. `ignore` names columns as "people.scope".
        """
        from sim.market import CHANGING

        for name, table in CHANGING.items():
            left, right = (table.arrays(getattr(world.tables, name)) for world in (one, other))
            cut = slice(rows if name in ("people", "traits", "path", "bridge") else None)
            for column in left:
                if f"{name}.{column}" in ignore:
                    continue
                a, b = left[column][cut], right[column][cut]
                if a.shape != b.shape or a.tobytes() != b.tobytes():
                    places = np.argwhere(a != b) if a.shape == b.shape else []
                    return f"{name}.{column} differs at {[place.tolist() for place in places[:3]]}"
        if one.tables.looks.tobytes() != other.tables.looks.tobytes():
            return "looks differ"
        return ""

    return first
