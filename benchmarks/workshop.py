"""A full room: ten tables of eight phones at one server. How soon a lever is answered, how long a round runs, what it holds.

    python -m benchmarks.workshop [--minutes N] [--tables N] [--size small|usual|large] [--no-browsers] [--json]

Eight of the phones are real browsers (where there is a Chromium), the others speak the same websocket. Server, browsers and clients
share this machine, which a room does not. Reported, not asserted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.browser import CHROMIUMS
from benchmarks.report import machine
from benchmarks.timing import HOME

SEATS, BROWSERS = 8, 8  # at a table; in all
CHOOSING, PAUSE = 20.0, 1.5  # seconds of choosing in a round, and between two changes of a phone
ROUNDS, PATIENCE = 4, 600.0
LEVERS = {
    "shrinking-employer": "strategic-planning", "growing-employer": "talent-hiring", "union": "senior-traineeship",
    "trainer": "modular-courses", "training-fund": "pooled-risk", "uwv-region": "neutral-guide", "ministry": "transition-income",
    "workers": "profile-passport",
}  # fmt: skip
# What each number is, and the aim that issue 8 sets.
TELLS: dict[str, tuple[str, float | None]] = {
    "answer_seconds_p50": ("From a lever to its answer, median (s)", None),
    "answer_seconds_p95": ("From a lever to its answer, 95% (s)", 1),
    "browser_seconds_p95": ("The same in a real browser, until it is drawn, 95% (s)", 1),
    "round_seconds_most": ("The longest run of a round (s)", 10),
    "server_megabytes": ("Memory of the server at the end (MB)", None),
    "server_growth_megabytes": ("Its growth in the second half (MB)", 0),
    "changes": ("Lever changes", None),
}
DRAG = """(lever) => new Promise((done) => {
  const output = document.querySelector(`label[for="${lever.id}"] output`), began = performance.now();
  const watch = new MutationObserver(() => { watch.disconnect(); done((performance.now() - began) / 1000); });
  watch.observe(output, { childList: true, characterData: true, subtree: true });
  setTimeout(() => { watch.disconnect(); done(10); }, 10000);
  lever.value = lever.value === lever.max ? lever.min : lever.max;
  lever.dispatchEvent(new Event("change", { bubbles: true }));
})"""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass
class Person:
    """Someone with cookies of their own, and perhaps a websocket."""

    address: str
    jar: CookieJar = field(default_factory=CookieJar)
    socket: Any = None
    top: str = ""  # of the page, as it was drawn last

    def ask(self, path: str, form: dict[str, Any] | None = None) -> str:
        """Get a page or send a form; where it points on to."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay)
        url = path if path.startswith("http") else self.address + path
        try:
            with opener.open(urllib.request.Request(url, urlencode(form).encode() if form else None), timeout=60) as answer:
                return str(answer.headers.get("location", ""))
        except urllib.error.HTTPError as moved:
            if moved.status != 303:
                raise
            return str(moved.headers.get("location", ""))

    def look(self, path: str, stack: ExitStack) -> None:
        """Open the websocket of a page."""
        from websockets.sync.client import connect

        cookies = "; ".join(f"{one.name}={one.value}" for one in self.jar)
        url = self.address.replace("http", "ws") + path
        self.socket = stack.enter_context(connect(url, additional_headers={"Cookie": cookies}, open_timeout=60, max_queue=None))

    def do(self, act: str, **fields: Any) -> float:
        """Do an act; seconds until the server says that it is done, or why not."""
        began = time.perf_counter()
        self.socket.send(json.dumps({"act": act, "fields": fields}))
        while not {"done", "refused"} & self._hear().keys():
            pass
        return time.perf_counter() - began

    def wait(self, words: str) -> None:
        """Wait until the top of the page holds these words."""
        until = time.monotonic() + PATIENCE
        while words not in self.top:
            if time.monotonic() > until:
                raise RuntimeError(f"the page never said '{words}'")
            self._hear()

    def _hear(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.socket.recv(timeout=PATIENCE))
        self.top = said.get("draw", {}).get("top", self.top)
        return said


@contextmanager
def server() -> Iterator[tuple[str, str, int]]:
    """(address, address that begins sessions, process) of a server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        words = ["-m", "cli", "workshop", "--port", str(port), "--no-browser", "--host", "127.0.0.1", "--lang", "en"]
        command = [sys.executable, "-u", *words, "--state", str(Path(folder) / "sessions.sqlite")]
        process = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        if found is None:
            raise RuntimeError("the server did not start")
        address = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        try:
            yield address, found[0], process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def measured(minutes: float, tables: int, size: str, browsers: int) -> dict[str, float]:
    """Play rounds, sessions after each other, until the minutes are over."""
    answers, drawn, runs, memory = list[float](), list[float](), list[float](), list[float]()
    with server() as (address, opener, process), ExitStack() as stack:
        pages = stack.enter_context(_chromium(browsers)) if browsers else []
        host = Person(address)
        host.ask(opener)
        ends = time.monotonic() + 60 * minutes
        while not runs or time.monotonic() < ends:
            with ExitStack() as session:
                _session(host, address, tables, size, pages, ends, session, (answers, drawn, runs, memory), process)
    half = memory[len(memory) // 2]
    return {
        "answer_seconds_p50": statistics.median(answers), "answer_seconds_p95": _high(answers),
        "browser_seconds_p95": _high(drawn) if drawn else float("nan"), "round_seconds_most": max(runs),
        "server_megabytes": memory[-1], "server_growth_megabytes": memory[-1] - half, "changes": float(len(answers) + len(drawn)),
    }  # fmt: skip


def _session(
    host: Person, address: str, tables: int, size: str, pages: list[Any], ends: float, stack: ExitStack,
    found: tuple[list[float], list[float], list[float], list[float]], process: int,
) -> None:  # fmt: skip
    answers, drawn, runs, memory = found
    asked = {"situation": "nederland-2025", "minutes": 90, "rounds": ROUNDS, "tables": tables, "size": size}
    code = host.ask("/sessie", asked).rsplit("/", 1)[1]
    host.look(f"/live/regie/{code}?lang=en", stack)
    people = []
    for k in range(tables * SEATS - len(pages)):
        person, role = Person(address), list(LEVERS)[k % SEATS]
        person.ask("/doe-mee", {"code": code, "table": k // SEATS + 1, "name": f"n{k}"})
        person.look("/live/tafel", stack)
        person.do("took", roles=[role])
        people.append((person, LEVERS[role]))
    for page in pages:
        page.goto(f"{address}/doe-mee?code={code}&lang=en")
        page.select_option("select[name=table]", str(tables))
        page.fill("input[name=name]", "browser")
        page.click("button.main")
        page.wait_for_selector(".pick")
    for k, page in enumerate(pages):
        page.locator("input[type=checkbox]:not([disabled])").nth(0 if k < SEATS else -1).check()
        page.click("form[data-act=took] button")
        page.wait_for_timeout(200)
    for _ in range(ROUNDS):
        for act in ("moved", "draw-any", "moved"):
            host.do(act)
        host.wait("Choose")
        _choose(people, pages, answers, drawn)
        host.do("moved")
        began = time.perf_counter()
        host.do("moved")
        host.wait("What happened")
        runs.append(time.perf_counter() - began)
        memory.append(_held(process))
        print(f"{runs[-1]:.1f} s a round, {memory[-1]:.0f} MB, {_high(answers):.2f} s an answer (95%)", file=sys.stderr, flush=True)
        if time.monotonic() > ends:
            return


def _choose(people: list[tuple[Person, str]], pages: list[Any], answers: list[float], drawn: list[float]) -> None:
    """Everyone moves a lever again and again for a while."""
    until, luck = time.monotonic() + CHOOSING, random.Random(1)

    def play(person: Person, lever: str, wait: float) -> None:
        time.sleep(wait)
        while time.monotonic() < until:
            answers.append(person.do("chose", lever=lever, dose=luck.randrange(0, 21) / 20))
            time.sleep(PAUSE)

    threads = [threading.Thread(target=play, args=(person, lever, luck.random() * PAUSE)) for person, lever in people]
    for thread in threads:
        thread.start()
    while pages and time.monotonic() < until:
        for page in pages:
            lever = page.locator("input[type=range]").first
            if lever.count():
                drawn.append(lever.evaluate(DRAG))
    for thread in threads:
        thread.join()


@contextmanager
def _chromium(count: int) -> Iterator[list[Any]]:
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        raise RuntimeError("there is no Chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield [browser.new_context(viewport={"width": 360, "height": 740}).new_page() for _ in range(count)]
        browser.close()


def _high(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else max(values, default=float("nan"))


def _held(process: int) -> float:
    """Megabytes that a process holds; Linux only."""
    return float(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[1]) / 1024  # type: ignore[index]


def main(words: list[str] | None = None) -> int:
    """Measure and tell: a line a number, or JSON; 2 when it cannot be measured here."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workshop", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--tables", type=int, default=10, choices=range(1, 11))
    parser.add_argument("--size", default="usual", choices=("small", "usual", "large"))
    parser.add_argument("--no-browsers", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    try:
        numbers = measured(asked.minutes, asked.tables, asked.size, 0 if asked.no_browsers else min(BROWSERS, 8 * asked.tables))
    except (RuntimeError, ImportError) as error:
        print(f"kan hier niet gemeten worden / cannot be measured here: {error}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps({"machine": machine(), "asked": vars(asked), "numbers": numbers}, indent=1))
        return 0
    for name, (told, aim) in TELLS.items():
        print(f"{numbers[name]:10.3g}{'' if aim is None else f'  (≤ {aim:g})':10}  {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
