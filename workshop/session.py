"""The state of a session: what follows from its acts. Nothing else is kept, so a session that is read back is the same session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from sim.policies.catalogue import levers
from workshop.acts import Act, Answered, Expected, Opened
from workshop.cards import cards
from workshop.roles import asked, roles

LOBBY, CARD, PREDICT, CHOOSE, RUNNING, SHOWN, DEBRIEF, ENDED = (
    "lobby", "card", "predict", "choose", "running", "shown", "debrief", "ended",
)  # fmt: skip
ROUND = (CARD, CHOOSE, PREDICT, RUNNING, SHOWN)  # of each round, in this order: who has chosen says what will come of it
SHARE_OF_ROUNDS = 0.6  # of the minutes; the rest is the welcome and, longest, the talk afterwards
PHASE_SHARE = {CARD: 0.15, CHOOSE: 0.6, PREDICT: 0.25}  # of a round
Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class Seat:
    """Someone at a table, and the roles they hold."""

    id: str
    table: int
    name: str
    roles: tuple[str, ...] = ()
    ready: bool = False


@dataclass(frozen=True)
class Gift:
    """Points that a role offers to another at its table; `taken` is None while nobody answered."""

    giver: str
    to: str
    points: int
    taken: bool | None = None


@dataclass(frozen=True)
class Past:
    """What a table did in a round that was run."""

    doses: Frozen
    option: int | None
    expected: Expected | None
    gifts: tuple[Gift, ...]


@dataclass(frozen=True)
class Table:
    """A table: doses in force by lever (those not in it are today's), this round's answers, and the rounds before."""

    number: int
    doses: Frozen = field(default_factory=dict)
    option: int | None = None
    expected: Expected | None = None
    gifts: tuple[Gift, ...] = ()
    past: tuple[Past, ...] = ()

    def given(self, role: str) -> int:
        """Points that a role was given this round, less what it gave."""
        taken = [gift for gift in self.gifts if gift.taken]
        return sum(gift.points for gift in taken if gift.to == role) - sum(gift.points for gift in taken if gift.giver == role)

    def offered(self, role: str) -> int:
        """Points that a role has offered and that nobody has answered yet: it cannot spend those meanwhile."""
        return sum(gift.points for gift in self.gifts if gift.giver == role and gift.taken is None)

    def spent(self, role: str) -> float:
        """Points that the levers of a role ask at the doses in force. A lever that stays where it is keeps asking them."""
        own = roles()[role].levers
        return sum(asked(levers()[name], dose) for name, dose in self.doses.items() if name in own)


@dataclass(frozen=True)
class Session:
    """All of it. `round` counts from 1, 0 in the lobby; `ends` is when the time of the phase is up, None without a clock.

    `results` are fingerprints of the rounds that were run. `began` is the session as the present round began.
    """

    opened: Opened
    phase: str = LOBBY
    round: int = 0
    card: str | None = None
    cards: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    seats: Mapping[str, Seat] = field(default_factory=dict)
    results: tuple[str, ...] = ()
    fault: str = ""
    ends: float | None = None
    still: float | None = None  # seconds that were left when the clock was stopped
    board: bool = True
    acts: int = 0
    began: Session | None = None

    def table(self, number: int) -> Table:
        """A table by its number, from 1."""
        return self.tables[number - 1]

    def at(self, number: int) -> list[Seat]:
        """Who sits at a table."""
        return [seat for seat in self.seats.values() if seat.table == number]

    def playing(self) -> list[Table]:
        """Tables where somebody sits."""
        taken = {seat.table for seat in self.seats.values()}
        return [table for table in self.tables if table.number in taken]

    def holder(self, table: int, role: str) -> Seat | None:
        """Who holds a role at a table; None while it is free."""
        return next((seat for seat in self.at(table) if role in seat.roles), None)

    def points_of(self, table: Table, role: str) -> float:
        """Points of a role at a table this round: its own, what it was given less what it gave, and what the dilemma brings."""
        option = None if self.card is None or table.option is None else cards()[self.card].options[table.option]
        return roles()[role].points + table.given(role) + (option.points.get(role, 0) if option else 0)

    def doses_in_force(self, table: Table, round: int) -> dict[str, float]:
        """The doses by lever that hold at a table in a round (from 1): what it chose, and what its answers to dilemmas brought."""
        rounds = [(past.doses, past.option) for past in table.past] + [(table.doses, table.option)]
        doses = dict(rounds[round - 1][0])
        for card, (_, option) in zip(self.cards[:round], rounds, strict=False):
            if option is not None:
                for name, part in cards()[card].options[option].levers.items():
                    lever = levers()[name]
                    more = doses.get(name, lever.default) + part * (lever.full_dose - lever.default)
                    doses[name] = min(lever.high, max(lever.low, more))
        return {name: dose for name, dose in doses.items() if dose != levers()[name].default}

    @property
    def months(self) -> int:
        """How far the market runs after this round: a year for each, and a year in which all stays as it is."""
        return 12 * (self.round + 1)


def new_session(act: Act) -> Session:
    """The session as it is opened."""
    return Session(act.body, tables=tuple(Table(k + 1) for k in range(act.body.tables)), acts=1)


def session_of(acts: Iterable[Act]) -> Session:
    """What follows from all acts of a session, in their order; the first opens it."""
    first, *rest = acts
    return reduce(after, rest, new_session(first))


def after(session: Session, act: Act) -> Session:
    """The session once this act, which was checked, is done."""
    return replace(_AFTER[act.kind](session, act), acts=session.acts + 1)


def minutes_of(session: Session, phase: str) -> float | None:
    """Minutes that a phase gets; None for one without a clock."""
    if phase not in PHASE_SHARE:
        return None
    return session.opened.minutes * SHARE_OF_ROUNDS / session.opened.rounds * PHASE_SHARE[phase]


def _joined(session: Session, act: Act) -> Session:
    return _seat(session, Seat(act.body.seat, act.body.table, act.body.name))


def _took(session: Session, act: Act) -> Session:
    return _seat(session, replace(session.seats[act.who], roles=act.body.roles))


def _left(session: Session, act: Act) -> Session:
    kept = {name: seat for name, seat in session.seats.items() if name != act.body.seat}
    return replace(session, seats=kept)


def _moved(session: Session, act: Act) -> Session:
    if session.phase in (LOBBY, SHOWN):
        ended = session.round == session.opened.rounds
        return _phase(session, DEBRIEF, act.at) if ended else _next_round(session, act.at)
    if session.phase == DEBRIEF:
        return _phase(session, ENDED, act.at)
    return _phase(session, ROUND[ROUND.index(session.phase) + 1], act.at)


def _next_round(session: Session, at: float) -> Session:
    tables = tuple(replace(table, option=None, expected=None, gifts=()) for table in session.tables)
    begun = replace(session, round=session.round + 1, card=None, tables=tables, fault="")
    return _phase(replace(begun, began=session), CARD, at)


def _phase(session: Session, phase: str, at: float) -> Session:
    minutes = minutes_of(session, phase)
    seats = {name: replace(seat, ready=False) for name, seat in session.seats.items()}
    ends = None if minutes is None else at + 60 * minutes
    return replace(session, phase=phase, ends=ends, still=None, seats=seats, fault="")


def _drawn(session: Session, act: Act) -> Session:
    return replace(session, card=act.body.card, cards=(*session.cards, act.body.card))


def _expected(session: Session, act: Act) -> Session:
    return _table(session, replace(_own(session, act), expected=act.body))


def _chose(session: Session, act: Act) -> Session:
    table, lever = _own(session, act), levers()[act.body.lever]
    doses = {name: dose for name, dose in table.doses.items() if name != lever.id}
    if act.body.dose != lever.default:
        doses[lever.id] = act.body.dose
    return _table(session, replace(table, doses=doses))


def _answered(session: Session, act: Act) -> Session:
    body: Answered = act.body
    return _table(session, replace(_own(session, act), option=body.option))


def _gave(session: Session, act: Act) -> Session:
    table, body = _own(session, act), act.body
    return _table(session, replace(table, gifts=(*table.gifts, Gift(body.giver, body.to, body.points))))


def _accepted(session: Session, act: Act) -> Session:
    table, body = _own(session, act), act.body
    gifts = tuple(replace(gift, taken=body.yes) if k == body.gift else gift for k, gift in enumerate(table.gifts))
    return _table(session, replace(table, gifts=gifts))


def _locked(session: Session, act: Act) -> Session:
    return _seat(session, replace(session.seats[act.who], ready=act.body.ready))


def _ran(session: Session, act: Act) -> Session:
    if act.body.fault:
        return replace(session, phase=PREDICT, fault=act.body.fault, ends=None)
    tables = tuple(
        replace(table, past=(*table.past, Past(table.doses, table.option, table.expected, table.gifts))) for table in session.tables
    )
    return _phase(replace(session, tables=tables, results=(*session.results, act.body.result)), SHOWN, act.at)


def _timed(session: Session, act: Act) -> Session:
    left = session.still if session.still is not None else None if session.ends is None else session.ends - act.at
    if left is None:
        return session
    left = max(0.0, left) + 60 * act.body.minutes
    return replace(session, still=left, ends=None) if act.body.still else replace(session, still=None, ends=act.at + left)


def _board(session: Session, act: Act) -> Session:
    return replace(session, board=act.body.shown)


def _back(session: Session, act: Act) -> Session:
    """The round as it began, with who sits here now: people who came or went meanwhile stay so."""
    before = session if session.began is None else session.began
    return _next_round(replace(before, seats=session.seats, board=session.board), act.at)


_AFTER: dict[str, Callable[[Session, Act], Session]] = {
    "joined": _joined, "took": _took, "left": _left, "moved": _moved, "drawn": _drawn, "expected": _expected, "chose": _chose,
    "answered": _answered, "gave": _gave, "accepted": _accepted, "locked": _locked, "ran": _ran, "timed": _timed,
    "board": _board, "back": _back,
}  # fmt: skip


def _seat(session: Session, seat: Seat) -> Session:
    return replace(session, seats={**session.seats, seat.id: seat})


def _own(session: Session, act: Act) -> Table:
    return session.table(session.seats[act.who].table)


def _table(session: Session, table: Table) -> Session:
    return replace(session, tables=tuple(table if other.number == table.number else other for other in session.tables))
