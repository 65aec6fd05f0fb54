"""How the model stood beside the figures when docs/validation.md was last made, as data, so that a page can tell the same.

`python -m docs.validation` writes the page and `estimate/validation.json` from one report; nothing is typed in by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sim.plain import plain
from sim.posterior import posterior

FILE = Path(__file__).parent / "estimate" / "validation.json"
Parts = tuple[float | None, ...]  # None where a part could not be counted


@dataclass(frozen=True)
class Pattern:
    """One pattern of the evidence beside the model. Parts in `unit`; the tuples are empty where there is no number.

    `low` and `high` are the evidence's own band. `model` is the median over parameter sets, `model_low` and `model_high` hold 90%
    of the sets, `chance` is the standard deviation between runs of one set. `verdict`: pass, near, fail or not-measured. `rival` is
    what a chain of flows says, None where it has no word for it; `rival_fitted` when it was fitted to this very pattern.
    `weight` counts in the share inside only where `role` is "calibrate"; roles "start state" and "input" are put in.
    """

    id: str
    nl: str
    en: str
    unit: str
    period: str
    source: str
    status: str
    role: str
    weight: float
    low: Parts
    high: Parts
    model: Parts
    model_low: Parts
    model_high: Parts
    chance: Parts
    verdict: str
    rival: Parts | None
    rival_fitted: bool
    why_nl: str
    why_en: str


@dataclass(frozen=True)
class Predicted:
    """A reported result of a programme beside the model. Shares are 0-1 where `share`, else people; None where there is no number.

    `low` and `high` hold 90% of groups as large as the reported one, `today` is the same people without the programme. `meets`:
    yes, no, too_few or nobody. `fitted` (counted, low, high) and `fitted_meets` are of the bridge fitted to reports, None and ""
    where that was not done: it says how far the model could bend, and is no forecast.
    """

    programme: str
    nl: str
    en: str
    measure_nl: str
    measure_en: str
    share: bool
    model: float | None
    low: float | None
    high: float | None
    today: float | None
    reported_low: float | None
    reported_high: float | None
    of: float | None
    meets: str
    fitted: Parts | None = None
    fitted_meets: str = ""


@dataclass(frozen=True)
class Moved:
    """The pattern that hangs most on a parameter: `share` (0-1) of all that the free parameters move there, each over its whole
    range (Morris' elementary effects). Parameters that were scaled as one have the same.
    """

    parameter: str
    pattern: str
    share: float


@dataclass(frozen=True)
class Validation:
    """The whole report. `inside`, `goal` and `inside_by_rival` are shares (0-1) of the weight of the patterns that count.

    `sets` of the parameter sets with `fingerprint` were run, in `runs` runs of `people` in `world`. `not_together` are pairs of ids
    that were each met often and never together.
    """

    version: str
    date: str
    world: str
    people: int
    sets: int
    runs: int
    seed: int
    fingerprint: str
    inside: float
    goal: float
    inside_by_rival: float
    not_together: tuple[tuple[str, str], ...]
    patterns: tuple[Pattern, ...]
    programmes: tuple[Predicted, ...]
    moved: tuple[Moved, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether it is of the parameter sets that runs live under now."""
        return self.fingerprint == posterior().fingerprint


def write_validation(found: Validation, file: Path = FILE) -> None:
    """Write it down; a number that there is not is null."""
    file.write_text(json.dumps(plain(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@cache
def validation() -> Validation | None:
    """The report that comes with the product; None when there is no file of it."""
    return read_validation(FILE) if FILE.exists() else None


def read_validation(file: Path) -> Validation:
    """The report in a file; raises TypeError for what misses a field, ValueError for what is no JSON."""
    told = json.loads(file.read_text(encoding="utf-8"))
    told["patterns"] = tuple(_made(Pattern, one) for one in told["patterns"])
    told["programmes"] = tuple(_made(Predicted, one) for one in told["programmes"])
    told["moved"] = tuple(_made(Moved, one) for one in told.get("moved", ()))
    told["not_together"] = tuple((one, other) for one, other in told["not_together"])
    return _made(Validation, told)


T = TypeVar("T")


def _made(kind: type[T], told: Mapping[str, Any]) -> T:
    """A record of this kind; lists become tuples, and what a later version wrote beside its fields is left."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in told.items() if name in known})
