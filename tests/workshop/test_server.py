"""The server as those who would misuse it meet it: nobody acts for another, nothing is told that is not theirs."""

import json
import re
import time
from contextlib import ExitStack

import pytest

from sandbox.keep import saved
from sandbox.state import Settings
from tests.workshop.conftest import Room, do

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def played(room: Room):
    """A session of three tables, with one seat at each of the first two; all as websockets."""
    host, one, other = room.browser(), room.browser(), room.browser()
    code = host.open(tables=3)
    assert one.join(code, 1, "Zoë <script>alert(1)</script>") == other.join(code, 2, "b") == 303
    with ExitStack() as stack:
        pages = ((host, f"/live/regie/{code}"), (one, "/live/tafel"), (other, "/live/tafel"))
        sockets = [stack.enter_context(visitor.live(path)) for visitor, path in pages]
        for socket in sockets[1:]:
            assert "done" in do(socket, "took", roles=["shrinking-employer"])
        yield code, host, one, other, sockets


def drawn(socket) -> str:
    """The newest drawing of a page."""
    html, until = "", time.monotonic() + 2
    while time.monotonic() < until:
        try:
            html = json.loads(socket.recv(timeout=0.5)).get("draw", {}).get("main", html)
        except TimeoutError:
            break
    return html


def test_only_who_started_the_server_begins_a_session(room):
    stranger = room.browser()
    assert stranger.ask("/sessie", {"situation": "nederland-2025", "minutes": 45, "rounds": 3, "tables": 8})[0] == 403
    assert stranger.ask("/?open=" + "x" * 32)[2] == ""
    assert 'action="/sessie"' not in stranger.ask("/")[1] and 'action="/regie"' in stranger.ask("/")[1]


@pytest.mark.parametrize(
    "wrong", [{"situation": "nergens"}, {"tables": 11}, {"tables": "veel"}, {"minutes": 46}, {"size": "reusachtig"}]
)
def test_a_session_that_cannot_be_is_refused(room, wrong):
    host = room.browser()
    host.ask(room.opener)
    fields = {"situation": "nederland-2025", "minutes": 45, "rounds": 3, "tables": 8, "size": "small"} | wrong
    assert host.ask("/sessie", fields)[0] == 400


def test_a_table_does_not_act_as_the_facilitator_nor_for_another(room, played):
    code, _, one, other, (_, mine, _) = played
    assert "refused" in do(mine, "moved") and "refused" in do(mine, "back") and "refused" in do(mine, "drawn", card="the-bill")
    assert "refused" in do(mine, "ran", result="x") and "refused" in do(mine, "joined", seat="a" * 16, table=1, name="x")
    assert one.ask(f"/regie/{code}")[0] == 303 and one.ask(f"/verslag/{code}.pdf")[0] == 403
    assert one.ask("/instellingen/2")[0] == one.ask("/pakket/2")[0] == 403
    assert other.ask("/pakket/2")[0] == 200 and room.browser().ask("/pakket/1")[0] == 403


def test_a_socket_opens_for_its_own_only_and_from_our_own_pages_only(room, played):
    from websockets.exceptions import InvalidStatus

    code, host, one, *_ = played
    tried = [(room.browser(), "/live/tafel"), (one, f"/live/regie/{code}"), (one, "/live/bord/NIETS"), (host, "/live/alles")]
    for visitor, path in tried:
        with pytest.raises(InvalidStatus) as refused:
            visitor.live(path)
        assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus):
        host.live(f"/live/regie/{code}", origin="http://elders.example")
    with host.live(f"/live/regie/{code}", origin=room.address) as ours:
        assert "draw" in json.loads(ours.recv(timeout=30))


def test_the_big_screen_looks_and_does_nothing_and_tells_no_secret(room, played):
    code, host, one, *_ = played
    with room.browser().live(f"/live/bord/{code}") as board:
        assert "refused" in do(board, "moved")
        page = room.browser().ask(f"/bord/{code}")[1] + drawn(board)
    secrets = [cookie.value for visitor in (host, one) for cookie in visitor.jar if cookie.name != "lang"]
    assert secrets and not any(secret in page for secret in secrets)


def test_the_cards_on_paper_are_for_anyone_and_tell_of_no_session(room, played):
    status, made, _ = room.browser().ask("/kaarten.pdf?lang=en")
    assert status == 200 and made.startswith("%PDF") and played[0] not in made


def test_what_people_type_is_text_and_stays_text(played):
    code, host, one, _, _ = played
    for visitor, path in ((host, f"/live/regie/{code}"), (one, "/live/tafel")):
        with visitor.live(path) as socket:
            html = drawn(socket)
        assert "<script" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    status, page, _ = one.ask("/doe-mee?code=%22%3E%3Cscript%3E")
    assert status == 200 and '"><script>' not in page


def test_every_answer_forbids_what_is_not_ours(room, played):
    import urllib.request

    for path in ("/", "/doe-mee", f"/bord/{played[0]}", "/workshop.js"):
        with urllib.request.urlopen(room.address + path, timeout=30) as answer:
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert not re.search(r'(src|href)="https?:', answer.read().decode())


def test_nonsense_over_the_socket_is_a_sentence_and_too_much_of_it_ends_it(room, played):
    from websockets.exceptions import ConnectionClosed

    one = played[2]
    with one.live("/live/tafel") as socket:
        for raw in ("{", "[]", "null", '{"act": 1}', '{"act": "chose", "fields": []}', '{"act": "chose", "fields": {"dose": "x"}}'):
            socket.send(raw)
            while "refused" not in (said := json.loads(socket.recv(timeout=30))):
                assert "draw" in said
        with pytest.raises(ConnectionClosed):
            for _ in range(200):
                socket.send('{"act": "locked"}')
                socket.recv(timeout=30)
    with one.live("/live/tafel") as socket, pytest.raises(ConnectionClosed):
        socket.send("x" * 5_000)
        while True:
            socket.recv(timeout=30)


def test_a_page_that_stops_listening_keeps_nobody_from_theirs(room):
    host, deaf, one = room.browser(), room.browser(), room.browser()
    code = host.open(tables=2)
    assert deaf.join(code, 1, "doof") == one.join(code, 1, "hoort") == 303
    with host.live(f"/live/regie/{code}") as lead, one.live("/live/tafel") as seat:
        for _ in range(3):  # gone in the middle of being drawn
            with deaf.live("/live/tafel") as socket:
                socket.send('{"act": "took", "fields": {"roles": ["trainer"]}}')
                socket.socket.close()
            assert "done" in do(seat, "took", roles=["workers"]) and "done" in do(seat, "took", roles=[])
        assert "done" in do(lead, "moved")
        html, until = "", time.monotonic() + 30
        while "dilemma" not in html and time.monotonic() < until:
            html = json.loads(seat.recv(timeout=30)).get("draw", {}).get("main", html)
    assert "dilemma" in html.lower()


def test_in_a_rehearsal_the_tables_play_by_themselves_and_the_facilitator_leads(room):
    host = room.browser()
    code = host.open(tables=3, rounds=2, rehearsal="yes")
    with host.live(f"/live/regie/{code}") as lead:
        for act in ("moved", "draw-any", "moved"):
            assert "done" in do(lead, act)
        html, until = "", time.monotonic() + 60
        while html.count("✓") < 6 and time.monotonic() < until:
            html = json.loads(lead.recv(timeout=60)).get("draw", {}).get("main", html)
    assert html.count("✓") == 6 and "100%" in html  # two at each of three tables are ready, and levers were set


def test_guessing_codes_is_slowed_down_for_who_guesses(room, played):
    code = played[0]
    guesser = room.browser()
    statuses = [guesser.join(f"BBBB{k:02d}", 1, "x") for k in range(8)]
    assert statuses[:5] == [404] * 5 and 429 in statuses[5:]
    time.sleep(1.1 * 2 ** (statuses.count(404) - 5))
    assert guesser.join(code, 3, "terecht") == 303, "a right code after the wait is right"


def test_a_server_killed_in_the_middle_of_a_run_comes_back_and_loses_nothing(room):
    host, one = room.browser(), room.browser()
    code = host.open(tables=1, rounds=2)
    one.join(code, 1, "a")
    with host.live(f"/live/regie/{code}") as lead, one.live("/live/tafel") as seat:
        do(seat, "took", roles=["uwv-region"])
        assert "done" in do(lead, "moved") and "done" in do(lead, "draw-any") and "done" in do(lead, "moved")
        assert "done" in do(seat, "chose", lever="neutral-guide", dose=1)
        assert "done" in do(seat, "locked")
        assert "done" in do(lead, "moved") and "done" in do(lead, "moved")
        room.kill()
    began = time.monotonic()
    room.start()
    with one.live("/live/tafel") as seat:
        assert "draw" in json.loads(seat.recv(timeout=30))
        back = time.monotonic() - began
        html, until = "", time.monotonic() + 300
        while "<table" not in html and time.monotonic() < until:
            html = json.loads(seat.recv(timeout=300)).get("draw", {}).get("main", html)
    assert "<table" in html and "a" in html, "the run went on by itself"
    print(f"back in {back:.1f} s")
    with one.live("/live/tafel") as seat:
        assert "refused" in do(seat, "took", roles=["trainer"]), "the seat is the same, in the phase after the run"
    assert "neutral-guide" in one.ask("/pakket/1")[1]
    settings, note = saved.load(one.ask("/instellingen/1")[1], Settings())
    assert dict(settings.doses)["neutral-guide"] == 1.0 and settings.packages == () and note == ""
