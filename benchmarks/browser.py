"""The sandbox in a real Chromium: how long a user waits, what a load weighs, what a tab costs the server. Reported, not asserted.

    python -m benchmarks.browser [--quick] [--minutes N] [--json]

Server and browser share this machine, as they do for a user. `--quick` takes small runs and few tabs, to see that all works.
Needs playwright and a Chromium on the path; compiled code and burnt-in worlds are made first, so that all is warm.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.report import machine, versions
from benchmarks.timing import HOME
from benchmarks.wire import relay

Numbers = dict[str, float]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 600_000  # milliseconds
LEVER = "neutral-guide"

# Each number: what it is, and the aim that issue 6 sets (None: none).
TELLS: dict[str, tuple[str, str, float | None]] = {
    "drag_ms_p50": ("Van schuiven tot beeld, mediaan (ms)", "From drag to picture, median (ms)", None),
    "drag_ms_p95": ("Van schuiven tot beeld, 95% (ms)", "From drag to picture, 95% (ms)", 50),
    "first_answer_seconds": ("Van loslaten tot het eerste exacte antwoord (s)", "From release to the first exact answer (s)", None),
    "answer_seconds": ("Van loslaten tot alle gevraagde paren (s)", "From release to all pairs that were asked (s)", 3),
    "full_band_seconds": ("Van loslaten tot de volle band (s)", "From release to the full band (s)", 20),
    "first_page_seconds": ("Eerste pagina bruikbaar, warm (s)", "First page usable, warm (s)", 4),
    "first_load_megabytes": ("Eerste keer laden, gecomprimeerd (MB)", "First load, compressed (MB)", 3),
    "second_load_kilobytes": ("Tweede keer laden, gecomprimeerd (kB)", "Second load, compressed (kB)", 200),
    "tab_megabytes": ("Geheugen van de server per open tabblad (MB)", "Server memory per open tab (MB)", 5),
    "played_tab_megabytes": ("Per tabblad waarin gespeeld is, eind (MB)", "Per tab that was played in, at the end (MB)", 5),
    "played_growth_megabytes": ("Groei per tabblad in de tweede helft (MB)", "Growth per tab in the second half (MB)", 0),
    "busy_after_stop": ("Drukte 0,5 s na een stop (processors)", "Processors busy 0.5 s after a stop", 0.1),
}  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    """How large the runs are, and how much is asked of the browser."""

    workers: int = 20_000
    months: int = 60
    pairs: int = 20
    all_pairs: int = 200
    drags: int = 60
    tabs: int = 20
    minutes: float = 0  # how long all tabs are played in

    def link(self, pairs: int, **more: str) -> str:
        """The query of a link of this size."""
        words = {"v": "2", "workers": str(self.workers), "runs": str(pairs), "months": str(self.months)} | more
        return "?" + "&".join(f"{name}={value}" for name, value in words.items())


QUICK = Sizes(workers=1_000, months=24, pairs=4, all_pairs=8, drags=10, tabs=3)


def measured(sizes: Sizes) -> dict[str, Any]:
    """All numbers, in a document for JSON. Raises RuntimeError when there is no Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        raise RuntimeError("there is no Chromium on this machine")
    with _server() as (address, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        # Compiles, and burns in every world that is asked for: the numbers are those of a warm machine.
        _answered(_page(browser), f"{address}/zandbak{sizes.link(sizes.all_pairs)}", sizes.all_pairs)
        numbers: Numbers = {}
        for part in (loads, drags, answers, stopping, tabs, *([playing] if sizes.minutes else [])):
            found = part(browser, address, sizes, process.pid)
            print(part.__name__, {name: float(f"{value:.3g}") for name, value in found.items()}, file=sys.stderr, flush=True)
            numbers |= found
        browser.close()
    rows = [
        {"id": f"browser.{name}", "nl": TELLS[name][0], "en": TELLS[name][1], "value": value, "aim": TELLS[name][2]}
        for name, value in numbers.items()
    ]
    return {"machine": machine(), "versions": versions(), "sizes": vars(sizes), "load": os.getloadavg()[0], "numbers": rows}


@contextmanager
def _server() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The real server on a free port; ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "cli", "app", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address, process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while True:
        try:
            urllib.request.urlopen(address, timeout=60).close()
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the server ended by itself") from None
            time.sleep(0.2)


def _page(browser: Any) -> Any:
    """A tab with nothing kept of earlier ones."""
    page = browser.new_context(viewport={"width": 1366, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.set_default_navigation_timeout(PATIENCE)
    return page


def _answered(page: Any, link: str, pairs: int) -> None:
    """Open a link and wait until all its pairs are in the answer."""
    page.goto(link)
    page.wait_for_function(WHOLE, arg=pairs)
    page.context.close()


WHOLE = """(pairs) => { const hero = document.querySelector('.lb-hero');
  return hero && hero.dataset.kind === 'exact' && Number(hero.dataset.pairs) >= pairs }"""


def loads(browser: Any, address: str, sizes: Sizes, process: int) -> Numbers:
    """Seconds until the page can be used, and bytes over the wire of the first load and of one with all kept that may be kept."""
    page = _page(browser)
    found: list[tuple[float, int]] = []
    with relay(urlsplit(address).port or 80) as wire:
        for _ in range(2):
            before, start = wire.bytes, time.perf_counter()
            page.goto(f"http://127.0.0.1:{wire.port}/zandbak{sizes.link(sizes.pairs, package='none')}")
            page.wait_for_selector(f'[data-lever="{LEVER}"] input', state="attached")
            page.wait_for_selector(".lb-hero")
            took = time.perf_counter() - start
            page.wait_for_load_state("networkidle")
            found.append((took, wire.bytes - before))
        page.context.close()
    return {
        "first_page_seconds": found[0][0], "first_load_megabytes": found[0][1] / 1e6, "second_load_kilobytes": found[1][1] / 1e3,
    }  # fmt: skip


DRAG = """async ([lever, times]) => {
  const field = document.querySelector(`[data-lever="${lever}"] input[type=range]`), took = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
  for (let k = 0; k < times; k++) {
    const begun = performance.now();
    field.value = (k * 7 + 3) % 101;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    took.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 40));
  }
  return took.sort((a, b) => a - b);
}"""


def drags(browser: Any, address: str, sizes: Sizes, process: int) -> Numbers:
    """Milliseconds from a slider's event until the frame that shows the new picture has been painted."""
    page = _page(browser)
    page.goto(f"{address}/zandbak{sizes.link(sizes.pairs)}")
    page.wait_for_function(WHOLE, arg=sizes.pairs)
    took = page.evaluate(DRAG, [LEVER, sizes.drags])
    page.context.close()
    return {"drag_ms_p50": took[len(took) // 2], "drag_ms_p95": took[int(0.95 * (len(took) - 1))]}


MOVE = """([lever, value]) => { const field = document.querySelector(`[data-lever="${lever}"] input[type=range]`);
  const happens = (event) => field.dispatchEvent(new Event(event, { bubbles: true }));
  happens("pointerdown"); field.value = value; happens("input"); happens("change"); }"""


def answers(browser: Any, address: str, sizes: Sizes, process: int) -> Numbers:
    """Seconds from letting a slider go until an exact answer is there, until it has all pairs, and until the full band is there."""
    page = _page(browser)
    page.goto(f"{address}/zandbak{sizes.link(sizes.pairs)}")
    page.wait_for_function(WHOLE, arg=sizes.pairs)
    start = time.perf_counter()
    page.evaluate(MOVE, [LEVER, 50])
    page.wait_for_function("document.querySelector('.lb-hero').dataset.kind === 'estimate'")
    page.wait_for_function(WHOLE, arg=2)
    first = time.perf_counter() - start
    page.wait_for_function(WHOLE, arg=sizes.pairs)
    whole = time.perf_counter() - start
    start = time.perf_counter()
    page.goto(f"{address}/zandbak{sizes.link(sizes.all_pairs)}&{LEVER}=0.75")
    page.wait_for_function(WHOLE, arg=sizes.all_pairs)
    full = time.perf_counter() - start
    page.context.close()
    return {"first_answer_seconds": first, "answer_seconds": whole, "full_band_seconds": full}


def stopping(browser: Any, address: str, sizes: Sizes, process: int) -> Numbers:
    """Processors that the server keeps busy from half a second to two seconds after a comparison was stopped."""
    page = _page(browser)
    page.goto(f"{address}/zandbak{sizes.link(sizes.all_pairs, seed='1001')}")
    page.wait_for_selector(".lb-run .stop")
    page.click(".lb-run .stop")
    time.sleep(0.5)
    before, start = _processor(process), time.perf_counter()
    time.sleep(1.5)
    busy = (_processor(process) - before) / (time.perf_counter() - start)
    page.context.close()
    return {"busy_after_stop": busy}


def tabs(browser: Any, address: str, sizes: Sizes, process: int) -> Numbers:
    """Megabytes more that the server holds for each tab that is open."""
    before, pages = _memory(process), []
    for _ in range(sizes.tabs):
        page = _page(browser)
        page.goto(f"{address}/zandbak{sizes.link(sizes.pairs, package='none')}")
        page.wait_for_selector(".lb-hero")
        pages.append(page)
    more = (_memory(process) - before) / 1e6
    for page in pages:
        page.context.close()
    return {"tab_megabytes": more / sizes.tabs}


def playing(browser: Any, address: str, sizes: Sizes, process: int) -> Numbers:
    """Megabytes that the server holds more for each tab, while sliders are moved and answers come in all tabs for some minutes."""
    before, found, pages = _memory(process), list[float](), [_page(browser) for _ in range(sizes.tabs)]
    for page in pages:
        page.goto(f"{address}/zandbak{sizes.link(4, workers='1000', months='24')}")
        page.wait_for_function(WHOLE, arg=4)
    start = time.monotonic()
    while time.monotonic() - start < 60 * sizes.minutes:
        for k, page in enumerate(pages):
            page.evaluate(MOVE, [LEVER, (20 * len(found) + 5 * k) % 100])
            page.wait_for_function("document.querySelector('.lb-hero').dataset.kind === 'estimate'", timeout=30_000)
            page.wait_for_function(WHOLE, arg=4)
        found.append((_memory(process) - before) / 1e6 / sizes.tabs)
        print(f"{time.monotonic() - start:.0f} s, {found[-1]:.2f} MB per tab", file=sys.stderr, flush=True)
    for page in pages:
        page.context.close()
    return {"played_tab_megabytes": found[-1], "played_growth_megabytes": found[-1] - found[len(found) // 2]}


def _processor(process: int) -> float:
    """Seconds of processor that a process has used; Linux only."""
    words = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """Bytes of memory that a process holds; Linux only."""
    return float(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(words: list[str] | None = None) -> int:
    """Measure and tell: a line a number, or JSON; 2 when it cannot be measured here."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small runs, few tabs")
    parser.add_argument("--minutes", type=float, default=0, metavar="N", help="play in all tabs for N minutes as well")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    try:
        document = measured(replace(QUICK if asked.quick else Sizes(), minutes=asked.minutes))
    except (RuntimeError, ImportError) as error:
        print(f"kan hier niet gemeten worden / cannot be measured here: {error}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(document, indent=1))
        return 0
    for row in document["numbers"]:
        aim = "" if row["aim"] is None else f"  (≤ {row['aim']:g})"
        print(f"{row['value']:10.3g}{aim:10}  {row['nl']} / {row['en']}")
    print(f"{document['machine']}, load {document['load']:.1f}, {document['sizes']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
