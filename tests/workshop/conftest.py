"""A real server of a workshop on a port of its own, which can be killed and started again over the same file."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Room:
    """The server; `opener` is the address at which sessions begin."""

    folder: Path
    port: int
    opener: str = ""
    process: Any = None
    log: Path = Path()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-u", "-m", "cli", "workshop", "--port", str(self.port), "--no-browser", "--host", "127.0.0.1"]
        state = ["--state", str(self.folder / "sessions.sqlite")]
        self.log = self.folder / f"log-{time.monotonic_ns()}"
        with self.log.open("w") as log:
            self.process = subprocess.Popen([*command, *state], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        self.opener = re.search(r"http://\S+", self.process.stdout.readline())[0]
        for _ in range(300):
            try:
                urllib.request.urlopen(self.address, timeout=5).close()
                return
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.2)
        raise AssertionError("the server did not answer")

    def kill(self) -> None:
        """As a power cut would; what its workers cry out once their server is gone is not the server's, and is not read."""
        self.heard_no_error()
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> None:
        """As a facilitator would, with Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        self.heard_no_error()

    def heard_no_error(self) -> None:
        said = self.log.read_text()
        assert "Traceback" not in said and "Error" not in said, said

    def browser(self) -> "Visitor":
        return Visitor(self)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


class Visitor:
    """Someone with cookies of their own who speaks what a page speaks, without a browser."""

    def __init__(self, room: Room) -> None:
        self.room, self.jar = room, CookieJar()
        self._plain = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), NoRedirect)

    def ask(self, path: str, form: dict[str, Any] | None = None, **headers: str) -> tuple[int, str, str]:
        """(status, body, where it points on to)"""
        url = path if path.startswith("http") else f"{self.room.address}{path}"
        body = urlencode(form).encode() if form is not None else None
        try:
            answer = self._plain.open(urllib.request.Request(url, body, headers), timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read().decode("utf-8", "replace"), answer.headers.get("location", "")

    def open(self, **asked: Any) -> str:
        """Begin a session; its code."""
        self.ask(self.room.opener)
        fields = {"situation": "nederland-2025", "minutes": 45, "rounds": 3, "tables": 8, "size": "small"} | asked
        status, _, to = self.ask("/sessie", fields)
        assert status == 303, status
        return to.rsplit("/", 1)[1]

    def join(self, code: str, table: int, name: str) -> int:
        return self.ask("/doe-mee", {"code": code, "table": table, "name": name})[0]

    def live(self, path: str, **options: Any) -> Any:
        """A websocket of a page."""
        from websockets.sync.client import connect

        cookies = "; ".join(f"{one.name}={one.value}" for one in self.jar)
        url = f"ws://127.0.0.1:{self.room.port}{path}"
        return connect(url, additional_headers={"Cookie": cookies}, open_timeout=30, **options)


def do(socket: Any, act: str, **fields: Any) -> dict[str, Any]:
    """Do an act over a websocket; what is answered to it, drawings passed over."""
    socket.send(json.dumps({"act": act, "fields": fields}))
    while True:
        said = json.loads(socket.recv(timeout=60))
        if "done" in said or "refused" in said:
            return said


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    pytest.importorskip("starlette")
    pytest.importorskip("websockets")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Room(tmp_path_factory.mktemp("room"), port)
    made.start()
    yield made
    made.stop()
