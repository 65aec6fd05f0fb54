"""The server of a workshop: plain pages, a few forms, and a websocket that carries acts in and drawings out."""

from __future__ import annotations

import io
import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.keep import saved
from sandbox.state import Settings
from sim.combine import package_text
from sim.words import Both, Complaint
from workshop.acts import FACILITATOR, SIZES, Opened, read_act
from workshop.cards import cards
from workshop.debrief import debrief
from workshop.keys import Guard
from workshop.market import arms_of, package_of
from workshop.rehearsal import sit_down
from workshop.session import Session
from workshop.store import Store
from workshop.web import board, lead, seat, shell
from workshop.web.live import Live, Looker
from workshop.web.paper import report
from workshop.web.printed import printed
from workshop.web.words import language, text

HOME = Path(__file__).parent
OPENER, SEAT, KEY = "opener", "seat", "key-"  # names of cookies; that of a key ends in the session's code
LONGEST, ACTS, PER = 4_000, 60, 10.0  # characters of a message; acts that a page may send in so many seconds
GUARDED = [
    (b"content-security-policy", b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"cache-control", b"no-store"),
]  # fmt: skip


class Guards:
    """Puts on every answer what keeps a page from loading or doing anything that is not ours."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *GUARDED]
            await send(message)

        await self.app(scope, receive, guarded)


class Workshop:
    """All that the routes share. `address` is where phones find the server; `opener` is the token that may begin sessions."""

    def __init__(self, store: Store, address: str, threads: int) -> None:
        self.store, self.address, self.opener = store, address, secrets.token_urlsafe(24)
        self.live, self.guard = Live(store, threads), Guard()
        self._told: dict[str, str] = {}  # keys of sessions just opened, until the facilitator's page has shown them

    def app(self) -> Starlette:
        """The application."""
        routes = [
            Route("/", self.start), Route("/sessie", self.open, methods=["POST"]),
            Route("/regie", self.lead, methods=["POST"]), Route("/regie/{code}", self.leading),
            Route("/doe-mee", self.join, methods=["GET", "POST"]), Route("/tafel", self.at_table),
            Route("/bord/{code}", self.big_screen), Route("/qr/{code}.svg", self.qr), Route("/pakket/{number:int}", self.package),
            Route("/instellingen/{number:int}", self.settings),
            Route("/verslag/{code}.pdf", self.paper), Route("/kaarten.pdf", self.cards),
            Route("/workshop.css", self.file), Route("/workshop.js", self.file),
            WebSocketRoute("/live/{view}", self.socket), WebSocketRoute("/live/{view}/{code}", self.socket),
        ]  # fmt: skip

        @asynccontextmanager
        async def life(app: Starlette) -> AsyncIterator[None]:
            await self.live.begin()
            yield
            await self.live.end()

        return Starlette(routes=routes, lifespan=life, middleware=[Middleware(Guards)])

    # --- pages

    async def start(self, request: Request) -> Response:
        """The first page; with the opener's token in its address, it is put in a cookie and taken out of sight."""
        token, lang = request.query_params.get("open", ""), _lang(request)
        if secrets.compare_digest(token, self.opener):
            answer: Response = RedirectResponse(f"/?lang={lang}", 303)
            _cookie(answer, OPENER, token)
            return answer
        return _page(shell.frame(shell.opening(self._opens(request), lang), lang), request)

    async def open(self, request: Request) -> Response:
        """Begin a session, for who started the server."""
        if not self._opens(request):
            return _page(shell.frame(shell.opening(False, _lang(request)), _lang(request)), request, 403)
        form = await _form(request)
        try:
            numbers = {name: int(form.get(name, "")) for name in ("minutes", "rounds", "tables")}
            numbers |= dict(zip(("workers", "runs"), SIZES[form.get("size", "usual")], strict=True))
            asked = {"situation": form.get("situation", ""), "seed": secrets.randbelow(1_000_000), **numbers}
            key = self.store.open(Opened.model_validate(asked | {"rehearsal": form.get("rehearsal") == "yes"}))
            if form.get("rehearsal") == "yes":
                sit_down(self.store, key.code, time.time)
        except (ValueError, KeyError):
            return _page(shell.frame(shell.opening(True, _lang(request)), _lang(request)), request, 400)
        self._told[key.code] = key.token
        answer = RedirectResponse(f"/regie/{key.code}", 303)
        _cookie(answer, KEY + key.code, key.token)
        return answer

    async def lead(self, request: Request) -> Response:
        """Go on as facilitator, with the key."""
        form, lang = await _form(request), _lang(request)
        code, token, who = form.get("code", "").upper().strip(), form.get("key", "").strip(), _address(request)
        wait = self.guard.wait(who)
        if not wait and self.store.leads(code, token):
            self.guard.right(who)
            answer: Response = RedirectResponse(f"/regie/{code}", 303)
            _cookie(answer, KEY + code, token)
            return answer
        if not wait:
            self.guard.wrong(who)
        words = text("too_fast", lang, seconds=f"{wait:.0f}") if wait else text("wrong_key", lang)
        return _page(shell.frame(f'<p class="warn" role="alert">{words}</p>{shell.opening(False, lang)}', lang), request, 403)

    async def leading(self, request: Request) -> Response:
        """The facilitator's page."""
        code, lang = request.path_params["code"], _lang(request)
        if not self._leads(request, code):
            return RedirectResponse("/", 303)
        return _page(shell.frame("", lang, f"/live/regie/{code}", "lead"), request)

    async def join(self, request: Request) -> Response:
        """Sit down at a table."""
        lang, who = _lang(request), _address(request)
        if request.method == "GET":
            return _page(shell.frame(shell.joining(request.query_params.get("code", "")[:8], lang), lang), request)
        form = await _form(request)
        code, wait = form.get("code", "").upper().strip(), self.guard.wait(who)
        if wait or not self.store.there(code):
            if not wait:
                self.guard.wrong(who)
            wrong = text("too_fast", lang, seconds=f"{wait:.0f}") if wait else text("wrong_code", lang)
            return _page(shell.frame(shell.joining(code[:8], lang, wrong), lang), request, 429 if wait else 404)
        self.guard.right(who)
        try:
            _, token = self.store.join(code, int(form.get("table", "0")), form.get("name", ""))
        except ValueError as error:
            both = error.both if isinstance(error, Complaint) else Both(*(text("wrong_form", one) for one in ("nl", "en")))
            return _page(shell.frame(shell.joining(code, lang, both.said(lang)), lang), request, 400)
        self.live.see(code, self.store.session(code))
        answer: Response = RedirectResponse("/tafel", 303)
        _cookie(answer, SEAT, token)
        return answer

    async def at_table(self, request: Request) -> Response:
        """The page of a seat."""
        if self._seat(request) is None:
            return RedirectResponse("/doe-mee", 303)
        return _page(shell.frame("", _lang(request), "/live/tafel", "seat"), request)

    async def big_screen(self, request: Request) -> Response:
        """The big screen, for who knows the code."""
        code = request.path_params["code"]
        if not self.store.there(code):
            return PlainTextResponse(text("wrong_code", _lang(request)), 404)
        return _page(shell.frame("", _lang(request), f"/live/bord/{code}", "board"), request)

    async def qr(self, request: Request) -> Response:
        """The code of the address at which phones join."""
        drawn = io.BytesIO()
        segno.make(f"{self.address}/doe-mee?code={request.path_params['code'][:8]}").save(drawn, kind="svg", border=2, scale=8)
        return Response(drawn.getvalue(), media_type="image/svg+xml")

    async def package(self, request: Request) -> Response:
        """The package of one's own table as a file; the facilitator may have any."""
        found, number = self._seat(request), request.path_params["number"]
        if found is None or self.store.session(found[0]).seats[found[1]].table != number:
            return PlainTextResponse(text("gone", _lang(request)), 403)
        session = self.store.session(found[0])
        package = package_of(arms_of(session)[str(number)], str(number))
        headers = {"content-disposition": f'attachment; filename="tafel-{number}.yaml"'}
        return Response(package_text(package), media_type="application/yaml", headers=headers)

    async def settings(self, request: Request) -> Response:
        """The levers of one's own table as they stand at the end, as a file that the sandbox opens; its years apart are lost."""
        found, number = self._seat(request), request.path_params["number"]
        if found is None or self.store.session(found[0]).seats[found[1]].table != number:
            return PlainTextResponse(text("gone", _lang(request)), 403)
        session = self.store.session(found[0])
        doses = arms_of(session)[str(number)][-1:]
        settings = Settings(situation=session.opened.situation, packages=(), doses=tuple(sorted((doses or [{}])[0].items())))
        headers = {"content-disposition": f'attachment; filename="tafel-{number}.json"'}
        return Response(saved.save(settings), media_type="application/json", headers=headers)

    async def paper(self, request: Request) -> Response:
        """The report of a session, for the facilitator."""
        code = request.path_params["code"]
        if not self._leads(request, code):
            return PlainTextResponse(text("wrong_key", _lang(request)), 403)
        session, results = self.store.session(code), self.live.results(code)
        made = report(session, debrief(session, results), results, _lang(request))
        headers = {"content-disposition": f'attachment; filename="loopbrug-{code}.pdf"'}
        return Response(made, media_type="application/pdf", headers=headers)

    async def cards(self, request: Request) -> Response:
        """The cards on paper, the same for every session, so for anyone."""
        headers = {"content-disposition": f'attachment; filename="{text("printed_file", _lang(request))}.pdf"'}
        return Response(printed(_lang(request)), media_type="application/pdf", headers=headers)

    async def file(self, request: Request) -> Response:
        """The style or the script."""
        name = request.url.path.strip("/")
        kind = "text/css" if name.endswith("css") else "text/javascript"
        return Response((HOME / name).read_bytes(), media_type=kind)

    # --- the websocket

    async def socket(self, socket: WebSocket) -> None:
        """One open page: what it does comes in as acts, what it shows goes out as HTML."""
        known = self._known(socket)
        if known is None or not _same_origin(socket):
            await socket.close(4403)
            return
        code, who = known
        await socket.accept()
        looker = Looker(socket.send_json, self._drawing(socket, code, who), partial(_seen_by, who))
        times: list[float] = []
        try:
            await self.live.look(code, looker)
            while True:
                raw = await socket.receive_text()
                times = [at for at in times if at > time.monotonic() - PER] + [time.monotonic()]
                if len(raw) > LONGEST or len(times) > ACTS:
                    await socket.close(4429)
                    break
                await self._do(socket, looker, code, who, raw)
        except (WebSocketDisconnect, RuntimeError):
            pass
        except Complaint:  # the session is gone
            await socket.close(4404)
        finally:
            self.live.leave(code, looker)

    def _known(self, socket: WebSocket) -> tuple[str, str] | None:
        """(code, who acts) of a page; "" acts for the big screen, which may do nothing. None for who may not look."""
        view, code = socket.path_params["view"], socket.path_params.get("code", "")
        if view == "tafel":
            return self._seat(socket)
        if view == "regie" and self._leads(socket, code):
            return code, FACILITATOR
        return (code, "") if view == "bord" and self.store.there(code) else None

    def _drawing(self, socket: WebSocket, code: str, who: str) -> Any:
        lang = _lang(socket)

        def drawn(session: Any, results: Any) -> dict[str, str]:
            if who == FACILITATOR:
                main = lead.page(session, code, self.address, results, self._told.get(code, ""), lang)
            elif who == "":
                main = board.page(session, code, self.address, results, lang)
            elif who in session.seats:
                main = seat.page(session, session.seats[who], results, lang)
            else:
                again = f'<p><a class="button" href="/doe-mee">{text("join_title", lang)}</a></p>'
                main = f'<p class="warn">{text("gone", lang)}</p>{again}'
            return {"top": shell.top(session, lang), "main": main}

        return drawn

    async def _do(self, socket: WebSocket, looker: Looker, code: str, who: str, raw: str) -> None:
        """Do what a page asks, and tell it why when that cannot be."""
        lang = _lang(socket)
        try:
            asked = json.loads(raw)
            kind, fields = str(asked["act"]), dict(asked.get("fields") or {})
            if kind == "draw-any":  # by chance, among those that are left
                left = [name for name in cards() if name not in self.store.session(code).cards]
                kind, fields = "drawn", {"card": secrets.choice(left)}
            if not who:
                raise Complaint("dit scherm kijkt alleen", "this screen only looks")
            session = self.store.act(code, read_act(kind, who, fields))
            self._told.pop(code, None) if kind == "moved" else None
        except Complaint as wrong:
            await socket.send_json({"refused": text("refused", lang, why=wrong.both.said(lang))})
            looker.has = {}  # what was set in vain on the page goes back
            self.live.see(code, self.store.session(code))
            return
        except (ValueError, KeyError, TypeError, AttributeError):
            await socket.send_json({"refused": text("wrong_form", lang)})
            return
        await socket.send_json({"done": True})
        self.live.see(code, session)

    # --- who is who

    def _opens(self, request: HTTPConnection) -> bool:
        return secrets.compare_digest(_cookies(request).get(OPENER, ""), self.opener)

    def _leads(self, request: HTTPConnection, code: str) -> bool:
        return self.store.leads(code, _cookies(request).get(KEY + code, ""))

    def _seat(self, request: HTTPConnection) -> tuple[str, str] | None:
        token = _cookies(request).get(SEAT, "")
        return self.store.seat(token) if token else None


def _seen_by(who: str, session: Session) -> Any:
    """All of a session that the page of a seat shows; of the facilitator and the big screen all that was done."""
    if who not in session.seats:
        return session.acts
    number = session.seats[who].table
    common = (session.phase, session.round, session.card, session.ends, session.still, session.fault, session.results)
    return (*common, session.table(number), session.at(number))


def _lang(request: HTTPConnection) -> str:
    return language(request.query_params.get("lang") or _cookies(request).get("lang"))


def _cookies(request: HTTPConnection) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(request.headers.get("cookie", ""))
    except Exception:  # what is no cookie is none
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _cookie(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=14 * 24 * 3600, httponly=True, samesite="strict")


def _page(html: str, request: Request, status: int = 200) -> Response:
    answer = HTMLResponse(html, status)
    if request.query_params.get("lang"):
        answer.set_cookie("lang", _lang(request), max_age=14 * 24 * 3600, samesite="strict")
    return answer


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _same_origin(socket: WebSocket) -> bool:
    """Whether the page that opened the socket is ours: a browser says where it comes from, and what says nothing is no browser."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == socket.headers.get("host")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a plain form; of each the first, and none of a form that is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
