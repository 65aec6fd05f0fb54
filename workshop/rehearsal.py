"""Scripted tables: they play a whole session through the same acts as people do, each in a manner of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.policies.catalogue import levers
from workshop.acts import FACILITATOR, SERVER, Act, read_act
from workshop.cards import cards
from workshop.roles import asked, roles
from workshop.session import CARD, CHOOSE, ENDED, PREDICT, RUNNING, Session
from workshop.store import Store

SPARE = 1e-9
# Each table has a manner: the part of its points that it spends, and where in its list of levers each role begins.
MANNERS = ((1.0, 0), (0.5, 0), (1.0, 1), (0.25, 0), (1.0, 2), (0.75, 1), (0.0, 0), (1.0, 3), (0.5, 2), (0.75, 3))


def play(store: Store, code: str, run: Callable[[Session], str], at: Callable[[], float]) -> Iterator[Session]:
    """Play a session from where it stands to its end; gives it after every act of the facilitator and after every run.

    `run` runs the market of a session, keeps what came of it and returns its fingerprint. `at` tells the time, seconds.
    """
    session = store.session(code)
    if not session.seats:
        session = sit_down(store, code, at)
    while session.phase != ENDED:
        if session.phase == RUNNING:
            session = store.act(code, read_act("ran", SERVER, {"result": run(session)}), at())
        else:
            for act in acts_of(session):
                session = store.act(code, act, at())
            session = store.act(code, read_act("moved", FACILITATOR, {}), at())
        yield session


def sit_down(store: Store, code: str, at: Callable[[], float]) -> Session:
    """Two scripted people at each table, with four roles each."""
    session = store.session(code)
    for table in session.tables:
        for k, name in enumerate(("A", "B")):
            seat, _ = store.join(code, table.number, f"{table.number}{name}", at())
            ids = list(roles())[4 * k : 4 * k + 4]
            session = store.act(code, read_act("took", seat, {"roles": ids}), at())
    return session


def acts_of(session: Session) -> Iterator[Act]:
    """What scripted tables, and the facilitator, do in the phase at hand."""
    if session.phase == CARD and session.card is None:
        left = [name for name in cards() if name not in session.cards]
        yield read_act("drawn", FACILITATOR, {"card": left[session.round % len(left)]})
    for seat in session.seats.values():
        if session.phase == CHOOSE:
            yield from _choices(session, seat.id)
        if session.phase == PREDICT and seat is session.at(seat.table)[0]:
            lasting = ("more", "same", "fewer")[seat.table % 3]
            yield read_act("expected", seat.id, {"lasting": lasting, "cost": "more", "why": ""})
        if session.phase in (CHOOSE, PREDICT):
            yield read_act("locked", seat.id, {})


def _choices(session: Session, seat: str) -> Iterator[Act]:
    """Every role of a seat sets its levers in full, from where its manner begins, until its points are spent."""
    here = session.seats[seat]
    table, (part, first) = session.table(here.table), MANNERS[(here.table - 1) % len(MANNERS)]
    for role in here.roles:
        left = part * session.points_of(table, role) - table.spent(role)
        own = roles()[role].levers
        for k in range(len(own)):
            lever = levers()[own[(first + session.round + k) % len(own)]]
            if lever.id not in table.doses and asked(lever, lever.full_dose) <= left + SPARE:
                left -= asked(lever, lever.full_dose)
                yield _chose(seat, lever.id, lever.full_dose)


def _chose(seat: str, lever: str, dose: float) -> Any:
    return read_act("chose", seat, {"lever": lever, "dose": dose})
