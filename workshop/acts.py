"""What can be done in a session. An act is a kind, who did it, and the fields of its kind; all that happens is a list of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, field_validator

from sim.faults import Fault
from sim.policies.catalogue import Slug
from sim.reading import Checked
from sim.scenario import SITUATIONS
from sim.words import Complaint

FACILITATOR = "facilitator"
SERVER = "server"  # seats people, moves on when the time is up, notes what a run gave
# Simulated people and pairs of a run; the usual one takes a round of ten tables within ten seconds on two cores.
SIZES = {"small": (2_000, 4), "usual": (6_000, 8), "large": (10_000, 16)}
ROUNDS, TABLES, MINUTES, WAIT = (2, 3, 4), 10, (20, 45, 90), 30
Direction = Literal["more", "same", "fewer"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]+$")]
Table = Annotated[int, Field(ge=1, le=TABLES)]
Seat = Annotated[str, StringConstraints(pattern=r"^[a-f0-9]{16}$")]


class Opened(Checked):
    """The session begins: what is played, for how long, by how many tables. `seed` is the luck that all tables share.

    In a `rehearsal` scripted tables play, and the facilitator leads as in a real session.
    """

    situation: Slug
    minutes: Literal[20, 45, 90] = 45
    rounds: Literal[2, 3, 4] = 3
    tables: Table = 8
    rehearsal: bool = False
    seed: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    workers: Annotated[int, Field(ge=1_000, le=50_000, description="simulated people")] = SIZES["usual"][0]
    runs: Annotated[int, Field(ge=2, le=40, description="runs")] = SIZES["usual"][1]

    @field_validator("situation")
    @classmethod
    def _there(cls, name: str) -> str:
        if not (SITUATIONS / f"{name}.yaml").exists():
            raise Fault(f"er is geen situatie '{name}'", f"there is no situation '{name}'")
        return name


class Joined(Checked):
    """Someone sits down at a table under a name of their own choice."""

    seat: Seat
    table: Table
    name: Name


class Took(Checked):
    """A seat takes these roles, and leaves those it had."""

    roles: tuple[Slug, ...]


class Left(Checked):
    """A seat is taken away, by itself or by the facilitator."""

    seat: Seat


class Moved(Checked):
    """On to the next phase."""


class Drawn(Checked):
    """The dilemma of the round."""

    card: Slug


class Expected(Checked):
    """What a table thinks will come of its choices, before anyone sees it."""

    lasting: Direction
    cost: Direction
    why: Annotated[str, StringConstraints(max_length=280)] = ""


class Chose(Checked):
    """A lever is set, for this round and on."""

    lever: Slug
    dose: float


class Answered(Checked):
    """A table chooses an option of the round's card."""

    option: Annotated[int, Field(ge=0, le=5)]


class Gave(Checked):
    """A role gives points to another role at its table; the other has to accept."""

    giver: Slug
    to: Slug
    points: Annotated[int, Field(ge=1, le=100, description="points")]


class Accepted(Checked):
    """The gift with this number is taken; or refused."""

    gift: Annotated[int, Field(ge=0)]
    yes: bool = True


class Locked(Checked):
    """A seat is ready, or not any more."""

    ready: bool = True


class Ran(Checked):
    """The market has run; what came of it stands under this fingerprint. `fault` says why there is nothing."""

    result: str
    fault: Annotated[str, StringConstraints(max_length=400)] = ""


class Timed(Checked):
    """More time, in minutes; or the clock stands still."""

    minutes: Annotated[int, Field(ge=0, le=WAIT, description="minutes")] = 0
    still: bool = False


class Board(Checked):
    """The leader board is shown, or not."""

    shown: bool


class Back(Checked):
    """The last round is taken back: all stands as it did when that round began."""


KINDS: dict[str, type[Checked]] = {
    "opened": Opened, "joined": Joined, "took": Took, "left": Left, "moved": Moved, "drawn": Drawn, "expected": Expected,
    "chose": Chose, "answered": Answered, "gave": Gave, "accepted": Accepted, "locked": Locked, "ran": Ran, "timed": Timed,
    "board": Board, "back": Back,
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One act: its kind, who did it (a seat, the facilitator or the server), its fields, and when (seconds since 1970)."""

    kind: str
    who: str
    body: Any
    at: float = 0.0


def read_act(kind: str, who: str, fields: Any, at: float = 0.0) -> Act:
    """The act in what came from outside. Raises Complaint for a kind that there is not, or fields that cannot be."""
    if kind not in KINDS:
        raise Complaint("dit kan hier niet gedaan worden", "this cannot be done here")
    try:
        return Act(kind, who, KINDS[kind].model_validate(fields), at)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or kind
        raise Complaint(f"wat bij '{place}' staat kan niet", f"what stands at '{place}' cannot be") from None
