"""Sessions on disk: their acts, in order, and what runs gave. What was said to be done is there after a crash."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from sim.words import Complaint
from workshop.acts import FACILITATOR, Act, Joined, Opened, read_act
from workshop.keys import fits, hashed, new_code, new_seat, new_token
from workshop.rules import check
from workshop.session import Session, after, session_of

KEPT = 14 * 24 * 3600.0  # seconds after its last act that an abandoned session is kept
PATIENCE = 10.0  # seconds to wait for another process that writes
SCHEMA = """
create table if not exists sessions (code text primary key, key text not null, touched real not null) strict;
create table if not exists acts (
  code text not null references sessions on delete cascade, number integer not null, at real not null, who text not null,
  kind text not null, body text not null, primary key (code, number)) strict;
create table if not exists seats (
  token text primary key, code text not null references sessions on delete cascade, seat text not null) strict;
create table if not exists results (
  code text not null references sessions on delete cascade, id text not null, body text not null, primary key (code, id)) strict;
"""


@dataclass(frozen=True)
class Key:
    """What opens a session: the code that tables type, and the key that only the facilitator has."""

    code: str
    token: str


class Store:
    """One file of sessions. Each call is a transaction of its own, so that several processes may share the file."""

    def __init__(self, file: Path | str) -> None:
        """Raises Complaint when the file cannot be opened as ours."""
        self._file = str(file)
        self._read: dict[str, Session] = {}  # as far as each was read: what follows from acts does not change
        try:
            with self._open() as db:
                db.execute("pragma journal_mode = wal")
                db.executescript(SCHEMA)
        except sqlite3.Error as error:
            nl = f"{file}: hier kunnen geen sessies in bewaard worden ({error})"
            raise Complaint(nl, f"{file}: sessions cannot be kept in it ({error})") from None

    def open(self, opened: Opened, at: float | None = None) -> Key:
        """Begin a session. The key is told once, here: it is kept as a hash."""
        key, when = Key(new_code(), new_token()), time.time() if at is None else at
        with self._open() as db:
            db.execute("insert into sessions values (?, ?, ?)", (key.code, hashed(key.token), when))
            self._add(db, key.code, 1, Act("opened", FACILITATOR, opened, when))
        return key

    def leads(self, code: str, token: str) -> bool:
        """Whether this is the key of the facilitator of the session."""
        with self._open() as db:
            found = db.execute("select key from sessions where code = ?", (code,)).fetchone()
        return fits(token, found[0] if found else hashed("")) and found is not None

    def there(self, code: str) -> bool:
        """Whether there is such a session."""
        with self._open() as db:
            return db.execute("select 1 from sessions where code = ?", (code,)).fetchone() is not None

    def codes(self) -> list[str]:
        """All sessions, the last touched first."""
        with self._open() as db:
            return [code for (code,) in db.execute("select code from sessions order by touched desc")]

    def join(self, code: str, table: int, name: str, at: float | None = None) -> tuple[str, str]:
        """(seat, token) of someone who sits down; the token is told once. Raises Complaint when that cannot be."""
        seat, token = new_seat(), new_token()
        act = read_act("joined", "server", {"seat": seat, "table": table, "name": name})
        assert isinstance(act.body, Joined)
        self.act(code, act, at)
        with self._open() as db:
            db.execute("insert into seats values (?, ?, ?)", (hashed(token), code, seat))
        return seat, token

    def seat(self, token: str) -> tuple[str, str] | None:
        """(code, seat) of a token; None for one that is not known."""
        with self._open() as db:
            found = db.execute("select code, seat from seats where token = ?", (hashed(token),)).fetchone()
        return None if found is None else (found[0], found[1])

    def act(self, code: str, act: Act, at: float | None = None) -> Session:
        """Check an act, keep it, and give the session as it is then. Raises Complaint, and keeps nothing, when it cannot be."""
        when = time.time() if at is None else at
        with self._open() as db:
            db.execute("begin immediate")  # nobody else acts between the check and the keeping
            session = self._session(db, code)
            act = Act(act.kind, act.who, act.body, when)
            check(session, act)
            self._add(db, code, session.acts + 1, act)
            db.execute("update sessions set touched = ? where code = ?", (when, code))
        self._read[code] = now = after(session, act)
        return now

    def session(self, code: str) -> Session:
        """A session as it is now. Raises Complaint for one that there is not."""
        with self._open() as db:
            return self._session(db, code)

    def acts(self, code: str) -> list[Act]:
        """All acts of a session, in order."""
        with self._open() as db:
            return self._acts(db, code)

    def keep(self, code: str, id: str, result: Any) -> None:
        """Keep what a run gave, under its fingerprint."""
        with self._open() as db:
            db.execute("insert or replace into results values (?, ?, ?)", (code, id, json.dumps(result)))

    def result(self, code: str, id: str) -> Any | None:
        """What a run gave; None when it is not there."""
        with self._open() as db:
            found = db.execute("select body from results where code = ? and id = ?", (code, id)).fetchone()
        return None if found is None else json.loads(found[0])

    def clean(self, now: float | None = None, kept: float = KEPT) -> int:
        """Take away sessions that nobody touched for so long; how many there were."""
        with self._open() as db:
            return db.execute("delete from sessions where touched < ?", ((time.time() if now is None else now) - kept,)).rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._file, timeout=PATIENCE)
        try:
            db.execute("pragma foreign_keys = on")
            with db:  # commits, or takes all back
                yield db
        finally:
            db.close()

    def _session(self, db: sqlite3.Connection, code: str) -> Session:
        known = self._read.get(code)
        new = self._acts(db, code, known.acts if known else 0)
        session = reduce(after, new, known) if known else session_of(new)
        self._read[code] = session
        return session

    def _acts(self, db: sqlite3.Connection, code: str, beyond: int = 0) -> list[Act]:
        asked = "select kind, who, body, at from acts where code = ? and number > ? order by number"
        rows = db.execute(asked, (code, beyond)).fetchall()
        if not rows and not db.execute("select 1 from sessions where code = ?", (code,)).fetchone():
            self._read.pop(code, None)
            raise Complaint(f"er is geen sessie '{code}'", f"there is no session '{code}'")
        return [read_act(kind, who, json.loads(body), at) for kind, who, body, at in rows]

    @staticmethod
    def _add(db: sqlite3.Connection, code: str, number: int, act: Act) -> None:
        body = act.body.model_dump_json()
        db.execute("insert into acts values (?, ?, ?, ?, ?, ?)", (code, number, act.at, act.who, act.kind, body))


