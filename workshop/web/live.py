"""Everyone who looks at a session, and what they are sent: the HTML of their own page, whenever it is another than they have."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from typing import Any

from starlette.websockets import WebSocketDisconnect

from sim.words import Complaint
from workshop import market
from workshop.acts import SERVER, read_act
from workshop.rehearsal import acts_of
from workshop.session import CHOOSE, PREDICT, RUNNING, Session
from workshop.store import Store

PAUSE = 0.15  # seconds between two drawings of a session, so that many acts at once are one drawing
TICK = 1.0  # seconds between two looks at the clock
MOST_RESULTS = 16  # kept at hand, of all sessions: four of the longest
SLOW = 10.0  # seconds that a page may take to hear what it is sent
Send = Callable[[dict[str, Any]], Awaitable[None]]
Draw = Callable[[Session, list[Mapping[str, Any]]], dict[str, str]]


@dataclass(eq=False)
class Looker:
    """One open page: how to send to it, how it is drawn, and what it was sent last.

    `sees` gives all of a session that the drawing hangs on: while that is the same, nothing needs to be drawn.
    """

    send: Send
    draw: Draw
    sees: Callable[[Session], Any]
    saw: Any = None
    has: dict[str, str] = field(default_factory=dict)
    busy: bool = False  # it is being sent to
    behind: bool = False  # something changed meanwhile


class Live:
    """The open pages by session, the runs that go on, and the clock."""

    def __init__(self, store: Store, threads: int) -> None:
        self.store, self.threads = store, threads
        self.lookers: dict[str, set[Looker]] = defaultdict(set)
        self._result = lru_cache(MOST_RESULTS)(store.result)  # what a run gave does not change
        self._stale: set[str] = set()
        self._running: set[str] = set()
        self._pool: ProcessPoolExecutor | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Start the clock, and go on with runs that were cut off."""
        self._pool = ProcessPoolExecutor(1, get_context("spawn"))
        self.spawn(self._draw_stale())
        self.spawn(self._tick())
        self.spawn(asyncio.to_thread(self.store.clean))
        for code in self.store.codes():
            self.see(code, self.store.session(code))

    async def end(self) -> None:
        """Stop all of it."""
        for task in list(self._tasks):
            task.cancel()
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)

    def spawn(self, work: Any) -> None:
        """Do something beside all else, and hold on to it until it is done."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def see(self, code: str, session: Session) -> None:
        """A session has changed: its pages are drawn anew, and its market runs when it is time."""
        self._stale.add(code)
        waits = session.phase in (CHOOSE, PREDICT) and not any(seat.ready for seat in session.seats.values())
        if session.opened.rehearsal and waits:
            for act in acts_of(session):  # what scripted tables do; they end by being ready
                self.store.act(code, act)
        if session.phase == RUNNING and code not in self._running:
            self._running.add(code)
            self.spawn(self._run(code, session))

    async def look(self, code: str, looker: Looker) -> None:
        """A page was opened: it is sent what there is now."""
        self.lookers[code].add(looker)
        await self._send(looker, self.store.session(code), self.results(code))

    def leave(self, code: str, looker: Looker) -> None:
        """A page was closed."""
        self.lookers[code].discard(looker)
        if not self.lookers[code]:
            del self.lookers[code]

    def results(self, code: str) -> list[Mapping[str, Any]]:
        """What the rounds of a session gave, in order."""
        found = (self._result(code, name) for name in self.store.session(code).results)
        return [one for one in found if one is not None]

    async def _draw_stale(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            stale, self._stale = self._stale, set()
            for code in stale & self.lookers.keys():
                with suppress(Complaint):  # the session is gone
                    session, results = self.store.session(code), self.results(code)
                    for looker in list(self.lookers[code]):
                        if looker.busy:
                            looker.behind = True
                        elif not looker.has or looker.sees(session) != looker.saw:
                            self.spawn(self._show(code, looker, session, results))

    async def _show(self, code: str, looker: Looker, session: Session, results: list[Mapping[str, Any]]) -> None:
        """Draw one page; one that is slow to listen, or cannot be drawn, keeps nobody else from theirs."""
        looker.busy, looker.behind = True, False
        try:
            await asyncio.wait_for(self._send(looker, session, results), SLOW)
        except Exception as error:
            if not isinstance(error, TimeoutError | RuntimeError | WebSocketDisconnect):
                traceback.print_exc()  # on the server's own log, where whoever mends it looks
            looker.has = {}  # it is sent all of it the next time
        looker.busy = False
        if looker.behind:
            self._stale.add(code)

    async def _send(self, looker: Looker, session: Session, results: list[Mapping[str, Any]]) -> None:
        looker.saw = looker.sees(session)
        drawn = looker.draw(session, results)
        news = {name: html for name, html in drawn.items() if looker.has.get(name) != html}
        if news:
            looker.has = drawn
            await looker.send({"draw": news, "now": time.time()})

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            for code in list(self.lookers):
                with suppress(Complaint):  # the session is gone, or the facilitator was first
                    session = self.store.session(code)
                    if session.phase in (CHOOSE, PREDICT) and session.ends is not None and session.ends <= time.time():
                        self.see(code, self.store.act(code, read_act("moved", SERVER, {})))

    async def _run(self, code: str, session: Session) -> None:
        assert self._pool is not None, "the runs begin after the server"
        result, fault = market.fingerprint(session), ""
        try:
            if self.store.result(code, result) is None:
                loop = asyncio.get_running_loop()
                self.store.keep(code, result, await loop.run_in_executor(self._pool, market.run_round, session, self.threads))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"[:400]
        self._running.discard(code)
        with suppress(Complaint):  # the session is gone, or was taken back meanwhile
            self.see(code, self.store.act(code, read_act("ran", SERVER, {"result": result, "fault": fault})))
