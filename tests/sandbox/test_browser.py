"""The page in a real Chromium, as a user meets it: laptop and phone, Dutch and English, without internet.

Every test fails on a request to any other machine, on a status of 400 or more and on an error in the console.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("solara")
expect = playwright_api.expect

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

SMALL = "workers=1000&runs=2&months=24"
FIRST = 400_000  # milliseconds: the first comparison may have to wait for the compiler
LAPTOP, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server on a free port, with a cache of its own for worlds; afterwards its log must be empty."""
    import sim  # noqa: F401 (sets where compiled code is kept, which the server may share)

    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder), "SOLARA_HOME": str(folder)}
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "cli", "app", "--port", str(port), "--no-browser"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}/"
            assert process.poll() is None, "the server ended by itself"
        finally:
            process.terminate()
            process.wait(30)
    said = (folder / "log").read_text()
    assert "Traceback" not in said and "Could not load" not in said and "Error" not in said, said


def _wait(url: str, process: subprocess.Popen) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, "the server ended by itself"
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def chromium():
    with playwright_api.sync_playwright() as playwright:
        offline = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", offline])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address: str, tmp_path: Path) -> Iterator[Callable]:
    """Open the page at a link; at the end nothing must have gone wrong behind it."""
    wrong: list[str] = []
    contexts = []

    def guard(route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            wrong.append(f"asked elsewhere: {route.request.url}")
            route.abort()

    def open_page(query: str = "", size: dict = LAPTOP):
        context = chromium.new_context(viewport=size, accept_downloads=True)
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.goto(f"{address}?{query}")
        page.wait_for_selector(".lb-controls", timeout=60_000)
        return page

    yield open_page
    for k, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=tmp_path / f"page-{k}.png", full_page=True)
        context.close()
    assert wrong == []


def test_ctrl_c_while_the_engine_compiles_ends_at_once(chromium, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {name: str(tmp_path / name.lower()) for name in ("XDG_CACHE_HOME", "SOLARA_HOME", "NUMBA_CACHE_DIR")}
    command = [sys.executable, "-m", "cli", "app", "--port", str(port), "--no-browser"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **folders}, **pipes) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/", process)
            page = chromium.new_page()
            page.goto(f"http://127.0.0.1:{port}/")
            page.get_by_role("button", name="Reken uit").click(timeout=60_000)
            expect(page.get_by_text("Eerste keer: de rekenkern")).to_be_visible()
            page.get_by_role("button", name="Stop").click()
            expect(page.get_by_text("Gestopt. Er is geen nieuwe uitkomst.")).to_be_visible()
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=30)[1]
            assert process.returncode == 130 and "Traceback" not in said
            page.close()
        finally:
            process.kill()


def work_out(page, timeout: int = FIRST) -> None:
    page.get_by_role("button", name=re.compile("^(Reken uit|Work it out)$")).click()
    expect(page.locator(".how-far p.done")).to_be_visible(timeout=timeout)
    expect(page.locator("#headline")).to_be_visible()


def lever(page, name: str = "neutral-guide"):
    return page.locator(f'[data-lever="{name}"]')


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_from_the_first_look_to_an_answer(visit, lang, size):
    page = visit(f"lang={lang}&{SMALL}", size)
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.title() == "Loopbrug"
    expect(page.locator(".invitation")).to_be_visible()
    work_out(page)
    heads = {"nl": ["Wat verandert er?", "Wie betaalt?", "De brug, stap voor stap", "Wat dit niet kan zeggen"],
             "en": ["What changes?", "Who pays?", "The bridge, step by step", "What this cannot tell"]}[lang]  # fmt: skip
    for head in heads:
        expect(page.get_by_role("heading", name=head)).to_be_visible()
    assert page.get_by_role("img").count() > 10
    assert page.locator("svg[role=img]:not([aria-label])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "the page is wider than the screen"
    first_table = page.locator("#effects details", has=page.locator("table")).last
    first_table.locator("summary").click()
    expect(first_table.locator("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "a table stretches the page"


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_serious_stands_in_the_way_of_a_screen_reader_or_keyboard(visit, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(SMALL, size)
    work_out(page)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    found = axe.Axe().run(page).response["violations"]
    serious = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


def test_a_lever_moves_by_slider_and_by_field_and_the_link_follows(visit):
    page = visit(SMALL)
    guide = lever(page)
    slider, field = guide.get_by_role("slider"), guide.get_by_role("textbox")
    assert field.input_value() == "100"
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(field).to_have_value("85")
    page.wait_for_url(re.compile("neutral-guide=0.85"))
    assert slider.evaluate("e => e === document.activeElement"), "the focus is lost"
    field.fill("12,5")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("neutral-guide=0.125"))
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^12,5 %"))
    expect(guide.get_by_text("vandaag: 0")).to_be_visible()


def test_where_a_lever_comes_from_folds_open(visit):
    guide = lever(visit(SMALL))
    guide.get_by_text("Waar komt dit vandaan?").click()
    for words in ("B: gemeten pilot", "Sociale partners", "140 euro per begeleide persoon", "Pilots without a control group"):
        expect(guide.get_by_text(words)).to_be_visible()


def test_nonsense_in_a_field_gives_a_sentence_and_the_old_value(visit):
    page = visit(SMALL)
    for box, before in ((lever(page).get_by_role("textbox"), "100"), (page.locator("input[name=workers]"), "1.000")):
        for nonsense in ("veel", "-3", "1e9", "<img src=x onerror=alert(1)>"):
            box.fill(nonsense)
            page.keyboard.press("Tab")
            expect(page.get_by_role("alert")).to_contain_text(nonsense)
            expect(box).to_have_value(before)
    lever(page).get_by_role("textbox").fill("50")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nonsense_in_a_link_gives_sentences_and_the_defaults(visit, lang):
    page = visit(f"lang={lang}&workers=banana&package=gratis&neutral-guide=7&colour=blue&{SMALL.partition('&')[2]}")
    expect(page.get_by_role("alert").locator("p")).to_have_count(4)
    assert page.locator("input[name=workers]").input_value() in ("20.000", "20,000")
    assert page.locator("input[name=runs]").input_value() == "2"


def test_reload_and_back_keep_the_settings(visit):
    page = visit(SMALL)
    page.select_option("#package", label="Fonds en budget")
    page.wait_for_url(re.compile("package=fonds-en-budget"))
    page.select_option("#situation", "bank-naar-klas")
    page.wait_for_url(re.compile("situation=bank-naar-klas"))
    page.get_by_role("button", name="English").click()
    page.wait_for_url(re.compile("lang=en"))
    expect(page.get_by_role("heading", name="Situation")).to_be_visible()
    page.reload()
    page.wait_for_selector(".lb-controls")
    assert page.locator("#situation").input_value() == "bank-naar-klas"
    expect(page.locator("#package option:checked")).to_have_text("Fund and budget")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.go_back()
    expect(page.get_by_role("heading", name="Situatie")).to_be_visible()
    page.go_back()
    expect(page.locator("#situation")).to_have_value("nederland-2025")
    page.go_back()
    expect(page.locator("#package")).to_have_value("gids-en-traineeship")
    assert lever(page).get_by_role("textbox").input_value() == "100"


def test_back_to_today_leaves_nothing_to_start(visit):
    page = visit(SMALL)
    page.get_by_role("button", name="Terug naar vandaag").click()
    expect(lever(page).get_by_role("textbox")).to_have_value("0")
    expect(page.get_by_role("button", name="Reken uit")).to_be_disabled()
    expect(page.get_by_text("Alles staat op vandaag")).to_be_visible()


def test_the_last_answer_stays_and_says_that_it_is_old(visit):
    page = visit(SMALL)
    work_out(page)
    headline = page.locator("#headline").inner_text()
    old = page.get_by_text("hoort bij eerdere instellingen")
    expect(old).to_have_count(0)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Who pays?")).to_be_visible()
    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("#headline")).to_have_text(headline)
    expect(old).to_have_count(0)
    lever(page).get_by_role("textbox").fill("10")
    page.keyboard.press("Tab")
    expect(old).to_be_visible()
    expect(page.locator("#headline")).to_have_text(headline)
    page.go_back()
    expect(old).to_have_count(0)


def test_a_run_shows_progress_leaves_the_page_alive_and_can_be_stopped(visit):
    page = visit(SMALL)
    work_out(page)
    headline = page.locator("#headline").inner_text()
    page.locator("input[name=workers]").fill("50000")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("workers=50000"))
    page.locator("input[name=runs]").fill("50")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("runs=50"))
    page.get_by_role("button", name="Reken uit").click()
    progress = page.locator(".lb-run [role=progressbar]")
    expect(progress).to_be_visible()
    expect(page.get_by_role("button", name="Reken uit")).to_have_count(0)
    expect(progress).to_have_attribute("aria-valuenow", re.compile("^[1-9]"), timeout=60_000)
    lever(page).get_by_role("textbox").fill("30")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("neutral-guide=0.3"), timeout=5_000)
    expect(page.locator("#headline")).to_have_text(headline)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Gestopt. Er is geen nieuwe uitkomst.")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("button", name="Reken uit")).to_be_enabled()
    expect(page.locator("#headline")).to_have_text(headline)


def test_the_package_can_be_taken_along_and_the_command_is_there(visit, tmp_path):
    from sim.scenario import read_package

    page = visit(f"{SMALL}&neutral-guide=0.25")
    work_out(page)
    command = page.locator("#repeat code").inner_text()
    assert command == (
        "loopbrug compare nederland-2025 --package gids-en-traineeship --set neutral-guide=0.25"
        " --workers 1000 --months 24 --runs 2 --seed 1"
    )
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Pakket als bestand").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert {use.lever: use.dose for use in read_package(file).levers}["neutral-guide"] == 0.25


def test_two_tabs_know_nothing_of_each_other(visit):
    one, other = visit(SMALL), visit(f"lang=en&{SMALL}&seed=5")
    work_out(one)
    expect(other.locator(".invitation")).to_be_visible()
    work_out(other)
    assert "--seed 1" in one.locator("#repeat code").inner_text()
    assert "--seed 5" in other.locator("#repeat code").inner_text()
