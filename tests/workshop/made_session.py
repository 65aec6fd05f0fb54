"""A session in memory with two people at each of two tables: the first holds four roles, the second the other four."""

from typing import Any

from workshop.acts import FACILITATOR, SERVER, Act, Opened, read_act
from workshop.roles import roles
from workshop.rules import check
from workshop.session import Session, after, new_session

A, B, C, D = ("a" * 16, "b" * 16, "c" * 16, "d" * 16)  # two at table 1, two at table 2
FIRST, SECOND = tuple(roles())[:4], tuple(roles())[4:]


def do(session: Session, kind: str, who: str = FACILITATOR, at: float = 0.0, **fields: Any) -> Session:
    """The session after an act that was checked."""
    act: Act = read_act(kind, who, fields, at)
    check(session, act)
    return after(session, act)


def seated(**opened: Any) -> Session:
    """Everyone sits, nobody has played."""
    fields = {"situation": "nederland-2025", "tables": 2, "rounds": 2, "minutes": 45} | opened
    session = new_session(Act("opened", FACILITATOR, Opened(**fields)))
    for seat, table, own in ((A, 1, FIRST), (B, 1, SECOND), (C, 2, FIRST), (D, 2, SECOND)):
        session = do(session, "joined", SERVER, seat=seat, table=table, name=f"naam {seat[0]}")
        session = do(session, "took", seat, roles=own)
    return session


def choosing(card: str = "money-of-the-sector", **opened: Any) -> Session:
    """The first round, at the choosing."""
    session = do(do(seated(**opened), "moved"), "drawn", card=card)
    return do(session, "moved")


def run(session: Session, result: str = "0" * 16) -> Session:
    """From choosing to the result of the round."""
    return do(do(do(session, "moved"), "moved"), "ran", SERVER, result=result)
