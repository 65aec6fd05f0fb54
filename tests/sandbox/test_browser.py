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

from sandbox.pages.keep import FILES
from sandbox.pages.register import PAGES

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

SMALL = "workers=1000&runs=4&months=24"
FIRST = 400_000  # milliseconds: the first comparison may have to wait for the compiler
LAPTOP, PROJECTOR, NARROW = {"width": 1366, "height": 900}, {"width": 1920, "height": 1080}, {"width": 360, "height": 740}


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

    def open_page(query: str = "", size: dict = LAPTOP, path: str = "zandbak"):
        context = chromium.new_context(viewport=size, accept_downloads=True)
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.goto(f"{address}{path}?{query}")
        page.wait_for_selector(".lb-head", timeout=60_000)
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
            page.goto(f"http://127.0.0.1:{port}/zandbak")
            expect(page.get_by_text("Eerste keer: de rekenkern")).to_be_visible(timeout=60_000)
            page.get_by_role("button", name="Stop").click()
            expect(page.get_by_text("Gestopt.")).to_be_visible()
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=30)[1]
            assert process.returncode == 130 and "Traceback" not in said
            page.close()
        finally:
            process.kill()


def worked_out(page, timeout: int = FIRST) -> None:
    """The comparison begins by itself; wait until it is whole."""
    expect(page.locator(".how-far p.done")).to_be_visible(timeout=timeout)
    expect(page.locator("#headline")).to_be_visible()


def lever(page, name: str = "neutral-guide"):
    return page.locator(f'[data-lever="{name}"]')


def dose(page):
    return lever(page).get_by_role("textbox").first


def type_in(page, field, words: str) -> None:
    field.fill(words)
    page.keyboard.press("Tab")


def fits_the_screen(page, width: int) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_page_draws_fits_three_screens_and_can_be_read_aloud(visit, lang, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(f"lang={lang}&{SMALL}")
    worked_out(page)
    page.evaluate(MAINS)
    for path, name in ((shown.path, shown.id) for shown in PAGES):
        page.locator(f'a[href^="{path}?"]').first.click()
        page.wait_for_url(lambda url, path=path: urlsplit(url).path == path)
        expect(page.locator(f"main.lb-{name}")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == lang
        assert page.title().endswith("Loopbrug")
        assert page.evaluate(SHEETS) == 1, "the style of the sandbox is there once"
        assert len(page.locator("main").inner_text()) > 100, path
        for name, size in (("laptop", LAPTOP), ("projector", PROJECTOR), ("phone", NARROW)):
            page.set_viewport_size(size)
            page.screenshot(path=tmp_path / f"{path.strip('/').replace('/', '-') or 'start'}-{lang}-{name}.png", full_page=True)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert fits_the_screen(page, NARROW["width"]), f"{path} is wider than a phone"
        page.set_viewport_size(LAPTOP)
        assert fits_the_screen(page, LAPTOP["width"]), f"{path} is wider than a laptop"
        assert page.locator("svg[role=img]:not([aria-label])").count() == 0
        found = axe.Axe().run(page).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], path
    assert page.evaluate("window.mains") == 1, "two pages stood there at once"


# From here on, the most pages that ever stood in the window at once.
MAINS = """window.mains = 1;
new MutationObserver(() => { window.mains = Math.max(window.mains, document.querySelectorAll("main").length); })
  .observe(document.body, { childList: true, subtree: true, attributes: true });"""

SHEETS = """[...document.styleSheets].filter((sheet) => {
  try { return [...sheet.cssRules].some((rule) => rule.selectorText === ".lb-controls"); } catch { return false; } }).length"""


BEGINS = {"pdf": b"%PDF", "html": b"<!doctype html>", "png": b"\x89PNG", "svg": b"<?xml", "zip": b"PK"}


def test_everything_that_can_be_kept_comes_as_a_file_and_the_settings_open_again(visit, tmp_path):
    page = visit(f"{SMALL}&neutral-guide=0.25", path="bewaren")
    worked_out(page)
    for name, (kind, _, _) in FILES.items():
        page.locator(f'.files button[data-value="{name}"]').click()
        link = page.locator(f'.files a[download="loopbrug-{name}.{kind}"]')
        expect(link).to_be_visible(timeout=30_000)
        with page.expect_download() as waiting:
            link.click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        assert file.read_bytes().startswith(BEGINS[kind]), file.name
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Bewaar de instellingen als bestand").click()
    waiting.value.save_as(tmp_path / "saved.json")
    (tmp_path / "wrong.json").write_text("{", encoding="utf-8")
    other = visit(SMALL, path="bewaren")
    field = other.get_by_label("Open een bewaard bestand")
    with other.expect_file_chooser() as waiting:
        field.click()
    worked_out(other)  # while the file is looked up the page is drawn anew
    waiting.value.set_files(tmp_path / "wrong.json")
    expect(other.get_by_text("is geen bewaarde instelling")).to_be_visible()
    field.set_input_files(tmp_path / "saved.json")
    other.wait_for_url(re.compile("neutral-guide=0.25"))


def test_what_is_being_typed_and_pressed_stays_while_the_page_is_drawn_anew(visit):
    page = visit(SMALL, path="proeftuin")
    page.locator("#pilot-start").click()
    stop, people, bar = page.locator("#pilot-start.stop"), page.locator("#pilot-n"), page.get_by_role("progressbar")
    expect(stop).to_be_visible()

    def goes_on() -> None:
        expect(bar).not_to_have_attribute("aria-valuenow", bar.get_attribute("aria-valuenow"), timeout=FIRST)

    asked = people.input_value()
    people.fill("123")
    goes_on()
    expect(people).to_have_value("123")
    people.fill(asked)
    stop.hover()
    page.mouse.down()
    goes_on()
    page.mouse.up()
    expect(page.get_by_text("Gestopt.")).to_be_visible()


def test_an_answer_stays_when_one_looks_at_its_other_views(visit):
    page = visit(SMALL)
    worked_out(page)
    headline = page.locator("#headline").inner_text()
    for tab in page.locator(".lb-tabs a").all():
        tab.click()
        expect(tab).to_have_attribute("aria-current", "page")
        expect(page.locator("#headline")).to_have_text(headline)
        expect(page.get_by_role("button", name="Reken uit", exact=True)).to_be_visible()


def test_a_lever_moves_by_slider_and_by_field_and_the_link_follows(visit):
    page = visit(SMALL)
    slider = lever(page).get_by_role("slider")
    assert dose(page).input_value() == "100"
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(dose(page)).to_have_value("85")
    page.wait_for_url(re.compile("neutral-guide=0.85"))
    assert slider.evaluate("e => e === document.activeElement"), "the focus is lost"
    type_in(page, dose(page), "12,5")
    page.wait_for_url(re.compile("neutral-guide=0.125"))
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^12,5 %"))
    expect(lever(page).get_by_text("vandaag: 0")).to_be_visible()


NO_PAUSES = """() => { const wait = window.setTimeout;
  window.setTimeout = (act, ms, ...rest) => (ms === 250 ? -1 : wait(act, ms, ...rest)); }"""


def test_a_slider_let_go_is_told_at_once_and_a_key_waits_for_more_keys(visit):
    page = visit(SMALL)
    slider = lever(page).get_by_role("slider")
    page.evaluate(NO_PAUSES)  # a wait for more never ends
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(dose(page)).to_have_value("95")
    box = slider.bounding_box()
    slider.hover(position={"x": 0.9 * box["width"], "y": box["height"] / 2})
    page.mouse.down()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    expect(dose(page)).to_have_value("50")
    assert "neutral-guide=" not in page.url
    page.mouse.up()
    page.wait_for_url(re.compile("neutral-guide=0.5($|&)"))


KINDS = """() => { const hero = document.querySelector(".lb-hero"); window.kinds = [];
  new MutationObserver(() => kinds.push(hero.dataset.kind)).observe(hero, { attributeFilter: ["data-kind"] }); }"""


def test_from_a_slider_to_its_answer_the_picture_never_falls_back_to_the_answer_before(visit):
    page = visit(SMALL)
    worked_out(page)
    page.evaluate(KINDS)
    lever(page).get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("neutral-guide=0.95"))
    page.wait_for_function("kinds.length > 1 && kinds.at(-1) === 'exact'", timeout=60_000)
    page.wait_for_timeout(1500)  # longer than what a slider drew is kept
    assert page.evaluate("kinds") == ["estimate", "exact"]


def test_a_lever_can_start_later_and_the_link_keeps_it(visit):
    page = visit(SMALL)
    lever(page).get_by_text("Wanneer").click()
    type_in(page, lever(page).get_by_label("Begint in maand"), "6")
    page.wait_for_url(re.compile(r"neutral-guide\.start=6"))
    page.reload()
    expect(lever(page).get_by_label("Begint in maand")).to_have_value("6")
    type_in(page, lever(page).get_by_label("Laatste maand"), "3")
    expect(page.get_by_role("alert")).to_contain_text("maand 3 ligt voor het begin in maand 6")


def test_where_a_lever_comes_from_folds_open(visit):
    guide = lever(visit(SMALL))
    guide.get_by_text("Waar komt dit vandaan?").click()
    for words in ("B: gemeten pilot", "Sociale partners", "140 euro per begeleide persoon", "Pilots without a control group"):
        expect(guide.get_by_text(words)).to_be_visible()


def test_nonsense_in_a_field_gives_a_sentence_and_the_old_value(visit):
    page = visit(SMALL)
    for box, before in ((dose(page), "100"), (page.locator("input[name=workers]"), "1.000")):
        for nonsense in ("veel", "-3", "1e9", "<img src=x onerror=alert(1)>"):
            type_in(page, box, nonsense)
            expect(page.get_by_role("alert")).to_contain_text(nonsense)
            expect(box).to_have_value(before)
    type_in(page, dose(page), "50")
    expect(page.get_by_role("alert")).to_have_count(0)
    type_in(page, dose(page), "veel")
    expect(page.get_by_role("alert")).to_contain_text("veel")
    page.locator(".lb-tabs a").nth(2).click()
    expect(page.get_by_role("alert")).to_have_count(0)  # elsewhere nothing was refused


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nonsense_in_a_link_gives_sentences_and_the_defaults(visit, lang):
    page = visit(f"lang={lang}&workers=banana&package=gratis&neutral-guide=7&colour=blue&{SMALL.partition('&')[2]}")
    expect(page.get_by_role("alert").locator("p")).to_have_count(4)
    assert page.locator("input[name=workers]").input_value() in ("20.000", "20,000")
    assert page.locator("input[name=runs]").input_value() == "4"


@pytest.mark.parametrize("path", ["nergens", "zandbak/nergens"])
def test_a_page_that_is_not_there_is_told_and_the_nearest_shown(visit, path):
    page = visit(SMALL, path="zandbak/nergens") if path == "zandbak/nergens" else visit(SMALL, path="")
    if path == "zandbak/nergens":
        expect(page.get_by_text("Deze pagina bestaat niet")).to_be_visible()
    expect(page.locator("main")).to_be_visible()


def test_reload_and_back_keep_the_settings_and_undo_goes_back_too(visit):
    page = visit(SMALL)
    page.select_option("#package", label="Fonds en budget")
    page.wait_for_url(re.compile("stack=fonds-en-budget"))
    type_in(page, dose(page), "50")
    page.wait_for_url(re.compile("neutral-guide=0.5"))
    page.get_by_role("button", name="EN", exact=True).click()
    page.wait_for_url(re.compile("lang=en"))
    expect(page.get_by_role("heading", name="Situation")).to_be_visible()
    page.reload()
    page.wait_for_selector(".lb-controls")
    expect(page.locator(".stacked b")).to_have_text(["Guide and traineeship", "Fund and budget"])
    assert page.evaluate("document.documentElement.lang") == "en"
    page.go_back()
    expect(page.get_by_role("heading", name="Situatie")).to_be_visible()
    page.go_back()
    expect(dose(page)).to_have_value("100")
    type_in(page, dose(page), "25")
    page.wait_for_url(re.compile("neutral-guide=0.25"))
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(dose(page)).to_have_value("100")
    page.get_by_role("button", name="Opnieuw", exact=True).click()
    expect(dose(page)).to_have_value("25")
    page.get_by_role("button", name="Haal weg: Fonds en budget").click()
    expect(page.locator(".stacked b")).to_have_text(["Gids en traineeship"])


def test_a_change_that_comes_before_the_one_before_it_is_drawn_loses_nothing(visit):
    page = visit(SMALL)
    page.evaluate("""() => {
        const give = (field, value) => { field.value = value; field.dispatchEvent(new Event("change", { bubbles: true })); };
        give(document.querySelector("#package"), "fonds-en-budget");
        give(document.querySelector('[data-lever="neutral-guide"] input[type=text]'), "50");
        give(document.querySelector("input[name=seed]"), "7");
    }""")
    page.wait_for_url(re.compile(r"seed=7"))
    expect(page.locator(".stacked b")).to_have_text(["Gids en traineeship", "Fonds en budget"])
    expect(dose(page)).to_have_value("50")


def test_back_to_today_leaves_nothing_to_start(visit):
    page = visit(SMALL)
    page.get_by_role("button", name="Terug naar vandaag").click()
    expect(page.get_by_role("button", name="Reken uit", exact=True)).to_be_disabled()
    expect(page.locator(".lb-run").get_by_text("Alles staat op vandaag")).to_be_visible()


def test_a_change_begins_anew_and_the_last_answer_stays_until_there_is_another(visit):
    page = visit(SMALL)
    worked_out(page)
    headline = page.locator("#headline").inner_text()
    old = page.locator(".lb-bar").get_by_text("hoort bij eerdere instellingen")
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.get_by_role("heading", name="Situation")).to_be_visible()
    page.get_by_role("button", name="NL", exact=True).click()
    expect(page.locator("#headline")).to_have_text(headline)
    expect(old).to_have_count(0)
    page.locator("input[name=workers]").fill("50000")
    page.locator("input[name=runs]").fill("50")
    page.keyboard.press("Tab")
    progress = page.locator(".lb-run [role=progressbar]")
    expect(progress).to_be_visible(timeout=20_000)
    expect(progress).to_have_attribute("aria-valuenow", re.compile("^[1-9]"), timeout=60_000)
    expect(old).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Gestopt.")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("button", name="Reken uit", exact=True)).to_be_enabled()
    expect(page.locator("#headline")).to_be_visible()


def test_the_package_can_be_taken_along_and_the_command_is_there(visit, tmp_path):
    from sim.scenario import read_package

    page = visit(f"{SMALL}&neutral-guide=0.25", path="onderzoek")
    command = page.locator("#repeat code").first.inner_text()
    assert command == (
        "loopbrug compare nederland-2025 --package gids-en-traineeship --set neutral-guide=0.25"
        " --workers 1000 --months 24 --runs 4 --seed 1"
    )
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Pakket als bestand").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert {use.lever: use.dose for use in read_package(file).levers}["neutral-guide"] == 0.25


def test_two_tabs_know_nothing_of_each_other(visit):
    one = visit(SMALL)
    worked_out(one)
    other = visit(f"lang=en&{SMALL}&seed=5")
    worked_out(other)
    assert "seed 1" in one.locator(".lb-bar").inner_text() and "seed 5" in other.locator(".lb-bar").inner_text()


def test_all_of_it_goes_by_keyboard_alone(visit):
    page = visit(SMALL, path="")
    focus = "document.activeElement.closest('[data-lever]')?.dataset.lever ?? document.activeElement.textContent.trim()"

    def to(what: str, key: str = "Tab") -> None:
        for _ in range(150):
            page.keyboard.press(key)
            if page.evaluate(focus) == what:
                assert page.evaluate("document.activeElement.matches(':focus-visible')"), f"the focus on {what} cannot be seen"
                return
        raise AssertionError(f"{what} is not reached with {key}")

    to("Zandbak")
    page.keyboard.press("Enter")
    worked_out(page)
    to("neutral-guide")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("neutral-guide=0.95"))
    worked_out(page)
    to("Geld")
    page.keyboard.press("Enter")
    expect(page.locator("main.lb-money")).to_be_visible()
    to("Deel deze link", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Link gekopieerd").or_(page.locator(".by-hand"))).to_be_visible()
