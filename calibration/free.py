"""The parameters that are estimated: at most 25, each with a range to search; all others stay as parameters.csv has them.

A *value* is a parameter itself; a *factor* multiplies a profile, such as the same chance for each age band, and keeps its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from sim.data.reading import read_rows
from sim.parameters import Parameter, parameters

FILE = Path(__file__).parent / "free.csv"
MOST = 25
CHANCE = "chance"  # units that begin so, and shares, cannot pass 1


@dataclass(frozen=True)
class Free:
    """One estimated quantity: the parameters that it sets, and the range searched, in its own unit or as a factor."""

    name: str
    kind: str
    members: tuple[str, ...]
    low: float
    high: float
    en: str
    nl: str

    @property
    def start(self) -> float:
        """Where parameters.csv has it."""
        return parameters()[self.name].value if self.kind == "value" else 1.0


@cache
def free_parameters() -> tuple[Free, ...]:
    """The estimated quantities in file order; raises DataError naming file and line when one is wrong."""
    return read_free(FILE)


def read_free(file: Path) -> tuple[Free, ...]:
    """The estimated quantities of a file."""
    found = []
    for row in read_rows(file, [field.name for field in fields(Free)], key="name"):
        kind = row.one_of("kind", ("value", "factor"))
        members = tuple(name for pattern in row.text("members").split() for name in parameters() if fnmatchcase(name, pattern))
        if not members:
            pattern = row.text("members")
            row.fail(f"er is geen parameter '{pattern}'", f"there is no parameter '{pattern}'")
        low, high = row.number("low"), row.number("high")
        if not low < high:
            row.fail(f"low {low:g} ligt niet onder high {high:g}", f"low {low:g} does not lie below high {high:g}")
        said = parameters()[members[0]] if kind == "value" else None
        en, nl = (said.en, said.nl) if said else (row.text("en"), row.text("nl"))
        found.append(Free(row.text("name"), kind, members, low, high, en, nl))
        if len(found) > MOST:
            row.fail(f"er mogen er hooguit {MOST} vrij zijn", f"at most {MOST} may be free")
    return tuple(found)


def changes_of(values: Sequence[float]) -> dict[str, float]:
    """What parameters.csv says, changed by these values of the free quantities, in their order; all that they set, by name."""
    known, changed = parameters(), dict[str, float]()
    for free, value in zip(free_parameters(), values, strict=True):
        for name in free.members:
            before = changed.get(name, known[name].value)
            changed[name] = _possible(float(value) if free.kind == "value" else before * float(value), known[name])
    return changed


def _possible(value: float, parameter: Parameter) -> float:
    most = 1.0 if parameter.unit.startswith((CHANCE, "share")) else value
    return min(value, most)


