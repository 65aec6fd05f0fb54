"""What is kept: nothing is lost when a process is killed, sessions do not see each other, and keys fit one lock only."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.words import Complaint
from workshop.acts import FACILITATOR, Opened, read_act
from workshop.keys import CODE, LETTERS, Guard, new_code
from workshop.session import session_of
from workshop.store import KEPT, Store

ROOT = Path(__file__).resolve().parents[2]
ASKED = Opened(situation="nederland-2025", tables=2, rounds=2)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "sessions.sqlite")


@pytest.mark.small
def test_a_session_that_is_read_back_is_the_same_session(store, tmp_path):
    key = store.open(ASKED, at=1.0)
    seat, token = store.join(key.code, 1, "Zoë", at=2.0)
    store.act(key.code, read_act("took", seat, {"roles": ["trainer"]}), at=3.0)
    now = store.act(key.code, read_act("moved", FACILITATOR, {}), at=4.0)
    again = Store(tmp_path / "sessions.sqlite")
    assert again.session(key.code) == now == session_of(again.acts(key.code))
    assert again.seat(token) == (key.code, seat) and now.acts == 4


@pytest.mark.small
def test_what_is_refused_is_not_kept(store):
    key = store.open(ASKED)
    with pytest.raises(Complaint):
        store.act(key.code, read_act("drawn", FACILITATOR, {"card": "the-bill"}))
    assert store.session(key.code).acts == 1


@pytest.mark.small
def test_two_sessions_do_not_see_each_other_and_a_key_opens_its_own_only(store):
    one, other = store.open(ASKED), store.open(ASKED)
    seat, token = store.join(one.code, 1, "een")
    assert store.session(other.code).seats == {} and store.seat(token) == (one.code, seat)
    assert store.leads(one.code, one.token) and not store.leads(other.code, one.token) and not store.leads("NIETS", one.token)
    with pytest.raises(Complaint, match="not yours"):
        store.act(other.code, read_act("took", seat, {"roles": ["trainer"]}))
    store.keep(one.code, "a", {"x": [1.5, None]})
    assert store.result(one.code, "a") == {"x": [1.5, None]} and store.result(other.code, "a") is None


@pytest.mark.small
def test_no_key_and_no_token_stands_in_the_file(store, tmp_path):
    key = store.open(ASKED)
    _, token = store.join(key.code, 1, "een")
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert key.code.encode() in kept and key.token.encode() not in kept and token.encode() not in kept


@pytest.mark.small
def test_an_abandoned_session_is_cleaned_up_whole_and_a_young_one_stays(store, tmp_path):
    old, young = store.open(ASKED, at=1000.0), store.open(ASKED, at=1000.0 + KEPT)
    store.keep(old.code, "a", 1)
    _, token = store.join(old.code, 1, "een", at=1001.0)
    assert store.clean(now=1002.0 + KEPT) == 1 and store.codes() == [young.code] and store.seat(token) is None
    with sqlite3.connect(tmp_path / "sessions.sqlite") as db:
        kept = [code for table in ("acts", "results", "seats") for (code,) in db.execute(f"select code from {table}")]
    assert set(kept) == {young.code}


KILLED = """
import sys
from workshop.acts import Opened, read_act
from workshop.store import Store
store = Store(sys.argv[1])
key = store.open(Opened(situation="nederland-2025"))
print(key.code, flush=True)
for k in range(100_000):
    store.join(key.code, 1 + k % 8, f"n{k}") if k < 40 else store.act(key.code, read_act("timed", "facilitator", {}))
    print(k, flush=True)
"""


def test_a_process_that_is_killed_loses_nothing_that_it_said_was_done(tmp_path):
    file = tmp_path / "sessions.sqlite"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        code = process.stdout.readline().strip()
        while int(process.stdout.readline()) < 60:
            time.sleep(0)
        os.kill(process.pid, signal.SIGKILL)
        said = [line for line in process.stdout.read().splitlines() if line.strip().isdigit()]
    done = 61 + len(said)
    kept = Store(file).session(code).acts
    assert done + 1 <= kept <= done + 2  # the opening, all that was told, and perhaps the one in hand
    assert len(Store(file).session(code).seats) == 40


@pytest.mark.small
def test_a_file_that_is_something_else_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "x").write_text("geen database, maar tekst " * 100)
    with pytest.raises(Complaint) as wrong:
        Store(tmp_path / "x")
    assert "sessies" in wrong.value.both.nl


@pytest.mark.small
def test_codes_can_be_read_aloud_and_are_not_alike():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and all(len(code) == CODE and set(code) <= set(LETTERS) for code in codes)
    assert not set("AEIOUY01") & set(LETTERS)


@pytest.mark.small
def test_guessing_is_slowed_down_and_a_right_code_forgives():
    guard = Guard()
    for _ in range(5):
        assert guard.wait("1.2.3.4", now=0.0) == 0.0
        guard.wrong("1.2.3.4", now=0.0)
    assert guard.wait("1.2.3.4", now=0.0) == 1.0 and guard.wait("5.6.7.8", now=0.0) == 0.0
    guard.wrong("1.2.3.4", now=2.0)
    assert guard.wait("1.2.3.4", now=2.0) == 2.0
    for k in range(10):
        guard.wrong("1.2.3.4", now=3.0 + k)
    assert guard.wait("1.2.3.4", now=13.0) <= 60.0
    guard.right("1.2.3.4")
    assert guard.wait("1.2.3.4", now=13.0) == 0.0
