"""The benchmark of sweeps runs at tiny sizes and gives every number it speaks of; no time is asserted."""

import json
import math
from pathlib import Path

import pytest

from benchmarks.sweep import DOSES, TELLS, Sizes, measured, store, sweep_of

TINY = Sizes(workers=1_000, months=2, seeds=1, rows=5_000, times=1)


def test_the_store_has_at_least_the_rows_asked_for(tmp_path: Path) -> None:
    found = store(tmp_path, TINY)
    assert found["rows"] >= 5_000 and found["bytes_per_row"] > 1
    assert len(sweep_of(tmp_path, TINY, 1, DOSES).arms) == 81


@pytest.mark.slow
def test_every_number_is_there(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))
    document = measured(TINY)
    assert [row["id"] for row in document["numbers"]] == [f"sweep.{name}" for name in TELLS]
    assert all(math.isfinite(row["value"]) and row["value"] > 0 and row["nl"] and row["en"] for row in document["numbers"])
    assert json.loads(json.dumps(document)) == document
