"""Where people work in the readable engine: job types, the markets they are recruited in, and the units of employers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.agents.employer import UNITS
from sim.reference.attributes import Lives

if TYPE_CHECKING:
    from sim.reference.agents import Employer, Worker


@dataclass(frozen=True, eq=False)
class Job:
    """A job type: its place in the data and what it asks."""

    row: int
    sector: int
    level: int
    licence: int
    start: float
    top: float
    full: float
    modular: float
    required: list[int]
    gap: list[float]
    cosine: list[float]


class Market:
    """A job type in a region, where units recruit."""

    openings: int
    positions: float
    tightness: float
    unit_start: int
    unit_end: int
    seat_start: int
    seat_end: int

    def __init__(self, model: Any, row: int) -> None:
        self.model, self.row = model, row


class Ring:
    """Units that recruit in one market, or in one job type anywhere, on a ring with a seat for each normal position."""

    def __init__(self, units: "list[Unit]", seats: "list[Unit]") -> None:
        self.units, self.seats = units, seats

    def opening_from(self, u: float) -> "Unit | None":
        """The unit a look finds: it falls on a seat and goes on to the next unit with an opening."""
        if not self.seats:
            return None
        start = self.seats[int(u * len(self.seats))].row - self.units[0].row
        for step in range(len(self.units)):
            unit = self.units[(start + step) % len(self.units)]
            if unit.openings > 0:
                return unit
        return None


class Unit(Lives, tables=(UNITS,)):
    """One job type at one employer: where people work and vacancies stand open."""

    employer: "Employer"
    market: Market

    def __init__(self, model: Any, row: int) -> None:
        self.model, self.row = model, row

    @property
    def staying(self) -> int:
        """Staff that is not under notice."""
        return self.headcount - self.leaving

    def places_to_fill(self, but_for: int = 0) -> int:
        """Positions to fill now, places promised over the bridge apart, `but_for` so many of those."""
        rules, staying = self.model.rules, self.staying
        leavers = rules.expected_leavers(staying, self.dither)
        return rules.openings(self.target, self.foreseen, staying, leavers, self.reserved - but_for)

    def threshold(self) -> float:
        """Lowest score this unit hires at."""
        return self.model.rules.hiring_threshold(self.market.tightness)

    def rank(self, applicants: "Iterable[tuple[float, Worker]]") -> "list[tuple[float, Worker]]":
        """Applicants with their scores, best first; among equals the lowest row."""
        return sorted(applicants, key=lambda applicant: (-applicant[0], applicant[1].row))
