"""The targets: every pattern of the evidence, with its band, role and weight as given there, and how the model measures it.

`patterns.csv` is the evidence as it stands; `measures.csv` says of each pattern which function measures it, which free parameters
it should tell apart, and why it is not measured where it is not. What programmes reported are targets too, to be predicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.data.reading import Row, read_rows
from sim.words import Both

FOLDER = Path(__file__).parent / "targets"
HOW = ("id", "measure", "discrepancy", "identifies", "nl", "en", "why_nl", "why_en")  # columns of measures.csv
ROLES = ("calibrate", "check", "start state", "input", "context")
SET = ("start state", "input")  # put into the model, so not scored
CALIBRATE = "calibrate"


@dataclass(frozen=True)
class Target:
    """One pattern. low, central and high hold its parts in `unit`; empty where the evidence gives no number.

    measure : name of the function that measures it, "" when nothing does; `why` then says why.
    discrepancy : share of the central value by which the model may be off even where its parameters are right: what it leaves
    out, and that some patterns are of other years, countries or finer groups. An assumption.
    identifies : names of free parameters that it should tell apart.
    """

    id: str
    text: Both
    low: tuple[float, ...]
    central: tuple[float, ...]
    high: tuple[float, ...]
    unit: str
    period: str
    source: str
    status: str
    grade: str
    role: str
    weight: float
    world: str
    measure: str
    discrepancy: float
    identifies: tuple[str, ...]
    why: Both

    @property
    def scored(self) -> bool:
        """Whether it counts in the fit."""
        return self.role == CALIBRATE and self.weight > 0

    def holds(self, parts: Sequence[float] | None) -> bool:
        """Whether every part lies in its band; not when there is none."""
        return parts is not None and all(
            low <= part <= high for low, part, high in zip(self.low, parts, self.high, strict=True)
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """A name for each part: the id, with a number where there are more."""
        return (self.id,) if len(self.central) == 1 else tuple(f"{self.id}.{k + 1}" for k in range(len(self.central)))


@cache
def targets() -> tuple[Target, ...]:
    """Every pattern, in the order of the evidence; raises DataError naming file and line when one is wrong."""
    said = {row.text("id"): row for row in read_rows(FOLDER / "measures.csv", HOW)}
    found = []
    for row in read_rows(FOLDER / "patterns.csv", ("id", "low", "central", "high", "role", "weight", "world")):
        if row.text("id") not in said:
            row.fail(f"measures.csv zegt niets over '{row.text('id')}'", f"measures.csv says nothing of '{row.text('id')}'")
        found.append(_target(row, said.pop(row.text("id"))))
    for row in said.values():
        row.fail("dit patroon is er niet", "there is no such pattern")
    return tuple(found)


def _target(row: Row, how: Row) -> Target:
    low, central, high = (_numbers(row, column) for column in ("low", "central", "high"))
    measure = how.maybe("measure")
    role = row.one_of("role", ROLES)
    if not measure:
        how.text("why_nl")
    return Target(
        row.text("id"), Both(how.text("nl"), how.text("en")), low, central, high, row.text("unit"), row.text("country_period"),
        row.text("source_url"), row.text("source_status"), row.text("confidence"), role, row.number("weight", 0, 1),
        row.text("world"), measure, how.number("discrepancy", 0, 1) if measure else 0.0,
        tuple(how.maybe("identifies").split()), Both(how.maybe("why_nl"), how.maybe("why_en")),
    )  # fmt: skip


def _numbers(row: Row, column: str) -> tuple[float, ...]:
    """The parts of a cell such as 55/27/15; empty where it is no such thing."""
    try:
        return tuple(float(part) for part in row.text(column).split("/"))
    except ValueError:
        return ()


def scored() -> tuple[Target, ...]:
    """The patterns that count in the fit, whether or not the model has a measure for them."""
    return tuple(target for target in targets() if target.scored)
