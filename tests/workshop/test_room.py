"""A whole session in real browsers: facilitator, big screen and two phones; six more tables speak the websocket. Nothing leaves the
machine, nothing fails in the console, and what is drawn can be read aloud."""

import shutil
from urllib.parse import urlsplit

import pytest

from tests.workshop.conftest import do
from workshop.roles import roles
from workshop.web.words import text

playwright_api = pytest.importorskip("playwright.sync_api")
expect = playwright_api.expect
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
LAPTOP, PROJECTOR, PHONE = {"width": 1366, "height": 900}, {"width": 1920, "height": 1080}, {"width": 360, "height": 740}
LEVERS = ("neutral-guide", "contract-first", "modular-courses", "senior-traineeship", "transition-income")
TABLES, ROUNDS, RUN = 8, 3, 300_000  # milliseconds for a run: the first may have to wait for the compiler


@pytest.fixture
def opens():
    """Open a page in a browser of its own; at the end nothing must have gone wrong behind any."""
    wrong = []

    def guard(route):
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            wrong.append(f"asked elsewhere: {route.request.url}")
            route.abort()

    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def open_page(url, size):
            page = browser.new_context(viewport=size).new_page()
            page.route("**/*", guard)
            page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
            page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
            page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
            page.goto(url)
            return page

        yield open_page
        browser.close()
    assert wrong == []


def read_aloud(page):
    """Nothing serious for who cannot see it, and nothing wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_eight_tables_play_three_rounds_from_the_welcome_to_the_report(room, opens, lang, tmp_path):
    def say(key, **fields):
        return text(key, lang, **fields)

    host = opens(room.opener.replace("lang=nl", f"lang={lang}"), LAPTOP)
    for name, value in (("tables", str(TABLES)), ("rounds", str(ROUNDS)), ("size", "small")):
        host.select_option(f"select[name={name}]", value)
    host.get_by_role("button", name=say("begin"), exact=True).click()
    host.wait_for_url("**/regie/*")
    code = urlsplit(host.url).path.rsplit("/", 1)[1]
    expect(host.get_by_text(say("key_keep", secret="").split(".")[0])).to_be_visible()
    board = opens(f"{room.address}/bord/{code}?lang={lang}", PROJECTOR)
    expect(board.locator(".code")).to_have_text(code)
    phones = []
    for number in (1, 2):
        phone = opens(f"{room.address}/doe-mee?code={code}&lang={lang}", PHONE)
        phone.select_option("select[name=table]", str(number))
        phone.get_by_label(say("name"), exact=True).fill(f"Zoë {number}")
        phone.get_by_role("button", name=say("join"), exact=True).click()
        expect(phone.get_by_role("checkbox")).to_have_count(len(roles()))
        for box in phone.get_by_role("checkbox").all():
            box.check()
        phone.get_by_role("button", name=say("take_roles")).click()
        phones.append(phone)
    others = [room.browser() for _ in range(TABLES - 2)]
    for k, visitor in enumerate(others):
        assert visitor.join(code, k + 3, f"tafel {k + 3}") == 303
        with visitor.live("/live/tafel") as socket:
            assert "done" in do(socket, "took", roles=list(roles()))

    def on(phase):
        host.locator(".next button").click()
        for page in (host, board, *phones):
            expect(page.locator("#top")).to_contain_text(say(phase), timeout=RUN)

    phone = phones[0]
    for number in range(1, ROUNDS + 1):
        on("card")
        host.get_by_role("button", name=say("draw_chance")).click()
        expect(phone.locator(".dilemma")).to_be_visible()
        expect(board.locator(".dilemma")).to_be_visible()
        on("choose")
        slider = phone.locator(f"#l-{LEVERS[number]}")
        slider.locator("xpath=ancestor::details[contains(@class, 'role')]/summary").click()
        slider.focus()
        phone.keyboard.press("End")
        expect(phone.locator(f'label[for="l-{LEVERS[number]}"] output')).to_have_text("100%")
        phone.locator(".option").first.click()
        expect(phone.locator(".option").first).to_have_attribute("aria-pressed", "true")
        phone.get_by_role("button", name=say("ready"), exact=True).click()
        expect(phone.get_by_text(say("is_ready"))).to_be_visible()
        for k, visitor in enumerate(others):
            with visitor.live("/live/tafel") as socket:
                do(socket, "chose", lever=LEVERS[k % len(LEVERS)], dose=1.0 if number > 1 else 0.5)
                assert "done" in do(socket, "answered", option=k % 3)
        if number == 1:
            for page in (host, board, phone):
                read_aloud(page)
            phone.screenshot(path=tmp_path / f"choose-{lang}.png", full_page=True)
        on("predict")
        phone.get_by_role("button", name=say("state_it")).click()
        expect(phone.locator("p.done").first).to_be_visible()
        host.locator(".next button").click()
        for page in (phone, board, host):
            expect(page.locator("#top")).to_contain_text(say("shown"), timeout=RUN)
        expect(phone.get_by_role("table").first).to_be_visible()
        expect(board.locator(".bars .row")).to_have_count(TABLES + 1)
    for name, page in (("phone", phone), ("board", board), ("host", host)):
        read_aloud(page)
        page.screenshot(path=tmp_path / f"shown-{name}-{lang}.png", full_page=True)
    phone.reload()
    expect(phone.get_by_role("table").first).to_be_visible()  # who reloads is where they were
    on("debrief")
    expect(board.get_by_text(say("unknown"))).to_be_visible()
    expect(phone.get_by_text(say("monday"))).to_be_visible()
    read_aloud(phone)
    board.screenshot(path=tmp_path / f"debrief-{lang}.png", full_page=True)
    report = host.request.get(f"{room.address}/verslag/{code}.pdf")
    assert report.status == 200 and report.body().startswith(b"%PDF") and report.body().count(b"/Type /Page ") >= TABLES
    (tmp_path / f"report-{lang}.pdf").write_bytes(report.body())
    package = phone.request.get(f"{room.address}/pakket/1").text()
    assert "start_month: 12" in package and f"lever: {LEVERS[1]}" in package
