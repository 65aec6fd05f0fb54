"""Each shipped situation still gives the summary kept beside it. Regression, not truth."""

import json

import pytest

from sim.expected import expected_file, summary_of
from sim.scenario import situations


@pytest.mark.parametrize("situation", [situation.id for situation in situations()])
def test_a_situation_gives_its_expected_summary(situation: str) -> None:
    kept = json.loads(expected_file(situation).read_text(encoding="utf-8"))
    made = summary_of(situation)
    assert made["worlds"].keys() == kept["worlds"].keys()
    for world, parts in kept["worlds"].items():
        for part, values in parts.items():
            wanted = pytest.approx(numbers(values), rel=1e-6, nan_ok=True)
            assert numbers(made["worlds"][world][part]) == wanted, f"{situation}, {world}, {part}"


def numbers(values: dict[str, float | None]) -> dict[str, float]:
    """A measure without a value stands in the file as null."""
    return {name: float("nan") if value is None else value for name, value in values.items()}
