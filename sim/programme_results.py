"""What the model said of every programme when docs/programmes.md was last made, kept beside it so that a page can tell the same.

`python -m docs.programmes` writes both the page and `estimate/programmes.json`; nothing is typed in by hand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "estimate" / "programmes.json"


@dataclass(frozen=True)
class BesideReport:
    """A reported target in the model, in the order of the programme's file. Shares are 0-1; a number of people is people.

    `low` and `high` are where 90% of groups as large as the reported one lie, `today` the same people without the programme; nan
    where nothing can be said. `meets`: yes, no, too_few (people), nobody (got that far) or not_comparable.
    """

    measure: str
    simulated: float
    low: float
    high: float
    today: float
    meets: str


@dataclass(frozen=True)
class ProgrammeResult:
    """What the model counted of a programme: fields as those of `sim.programme_runs.Outcome`; `cost` is euros a participant."""

    took_part: float
    over_bridge: float
    crossed: float
    anyway: float
    refused: float
    cost: float
    beside: tuple[BesideReport, ...]


@dataclass(frozen=True)
class Results:
    """All programmes by id, with the version that ran them, how many worlds, and how many simulated people each had."""

    version: str
    runs: int
    people: int
    programmes: Mapping[str, ProgrammeResult]


def write_results(results: Results, file: Path = FILE) -> None:
    """Write them down; a number that there is not is null."""
    file.write_text(json.dumps(_without_nan(asdict(results)), indent=1) + "\n", encoding="utf-8")


@cache
def read_results(file: Path = FILE) -> Results:
    """The results that come with the product. Raises OSError without the file, KeyError or TypeError for another form."""
    found = json.loads(file.read_text(encoding="utf-8"), parse_constant=float)
    programmes = {
        name: ProgrammeResult(
            **_with_nan({key: value for key, value in result.items() if key != "beside"}),
            beside=tuple(BesideReport(**_with_nan(one)) for one in result["beside"]),
        )
        for name, result in found["programmes"].items()
    }
    return Results(found["version"], found["runs"], found["people"], programmes)


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _with_nan(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: math.nan if value is None else value for name, value in fields.items()}
