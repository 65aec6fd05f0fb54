"""Every line of the benchmark runs at tiny sizes and gives numbers; what is measured is what is said. No time is asserted."""

import json
import math
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from benchmarks import phases
from benchmarks.lines import BIG, LINES, Sizes
from benchmarks.report import BOUNDS, Bound, bound_of, measured
from benchmarks.timing import medians, process
from benchmarks.wire import relay
from benchmarks.yardstick import GOLDEN, KEY, yardstick
from cli.__main__ import main
from sim.rng import mix
from sim.scenario import read_situation
from sim.world import Course, fresh_world

TINY = Sizes(
    yardstick=100, draws=(100, 200), month=(1_000, 1_100), months=2, warm_up=1, one_world=1_000, reference=1_000,
    reference_months=1, worlds=(2, 1_000, 2), population=(1_000,), large=(1_000, 2), start="luck", run=(1_000, 2), runs=1,
)  # fmt: skip


@pytest.fixture(autouse=True)
def caches(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Worlds that a measured command keeps do not go to the user's folder either."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))


@pytest.mark.parametrize("line", LINES)
def test_every_line_gives_finite_numbers(line: str) -> None:
    document = measured([line], TINY)
    assert document["numbers"]
    for row in document["numbers"]:
        assert row["id"].startswith(f"{line}.") and row["nl"] and row["en"]
        assert math.isfinite(row["value"]), row
    assert json.loads(json.dumps(document)) == document


def test_the_yardstick_is_the_one_of_the_contracts() -> None:
    people = 1_000
    words = [int(mix(np.uint64((int(KEY) + i * int(GOLDEN)) % 2**64))) for i in range(people)]
    chance, hit = np.linspace(0, 1, people).astype(np.float32), np.full(people, 9, np.int8)
    yardstick(KEY, chance, hit)
    assert hit.tolist() == [int((word >> 11) / 2**53 < limit) for word, limit in zip(words, chance.tolist(), strict=True)]
    assert 0 < hit.sum() < people


def test_shares_of_the_phases_add_up_and_change_no_result() -> None:
    world = fresh_world(read_situation("nederland-2025"), 1_000, 1)
    timed, plain = Course(world.copy()), Course(world.copy())
    shares = phases.shares(timed, 3)
    plain.run(3)
    assert set(shares) == {*phases.phase_names(), "rest"} and len(shares) > 5
    assert sum(shares.values()) == pytest.approx(1) and all(0 <= share <= 1 for share in shares.values())
    assert timed.world.tables.people.status.tolist() == plain.world.tables.people.status.tolist()


def test_stopwatches_are_taken_off_again() -> None:
    names = phases.phase_names()
    before = [getattr(phases.MONTH, name) for name in names]
    with phases.stopwatches():
        assert not set(before) & {getattr(phases.MONTH, name) for name in names}
    assert before == [getattr(phases.MONTH, name) for name in names]


def test_works_take_turns_and_warm_up_first() -> None:
    calls: list[str] = []
    medians([lambda: calls.append("a"), lambda: calls.append("b")], times=2, warm_up=1)
    assert "".join(calls) == "ab" + "abab"


def test_a_process_that_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="no such task"):
        process(["-c", "raise SystemExit('no such task')"])


def test_bounds() -> None:
    assert Bound("x", "y", at_most=2).holds(2) and not Bound("x", "y", at_most=2).holds(2.1)
    assert Bound("x", "y", at_least=150).holds(150) and not Bound("x", "y", at_least=150).holds(149)
    assert Bound("x", "y", at_most=2.5).limits() == {"at_most": 2.5}
    assert bound_of("month", "yardsticks_10000") == bound_of("month", "yardsticks_10000000")
    assert bound_of("month", "worker_months_per_second_10000") is None


def test_every_bound_is_about_a_number_of_the_full_size() -> None:
    assert {bound.line for bound in BOUNDS} <= set(LINES)
    people, months = BIG.large
    assert bound_of("large", f"run_seconds_{people}x{months}") and bound_of("large", f"peak_gigabytes_{people}")
    assert not bound_of("large", "run_seconds_{}x{}".format(*Sizes().large))
    assert bound_of("run", "seconds_{}x{}".format(*Sizes().run))


def test_the_command_prints_one_document_or_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--only", "state", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    whole = document["numbers"][0]
    assert whole["id"] == "state.bytes_per_worker" and whole["bound"] == {"at_most": 120}
    assert whole["met"] == (whole["value"] <= 120)
    assert whole["value"] == sum(row["value"] for row in document["numbers"][1:])
    assert main(["bench", "--only", "state", "--lang", "en"]) == 0
    table = capsys.readouterr().out
    assert "state.bytes_per_worker" in table and "≤ 120" in table


def test_an_unknown_line_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--only", "mont"]) == 2
    assert "bedoelt u 'month'?" in capsys.readouterr().err


def test_the_relay_counts_what_the_server_sends_and_not_what_it_gets() -> None:
    def answer(listener: socket.socket) -> None:
        with listener.accept()[0] as browser:
            assert browser.recv(100) == b"a question of 23 bytes."
            browser.sendall(b"x" * 1_000)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer, args=(server,), daemon=True).start()
        with relay(server.getsockname()[1]) as wire, socket.create_connection(("127.0.0.1", wire.port), 10) as browser:
            browser.sendall(b"a question of 23 bytes.")
            got = b""
            while part := browser.recv(10_000):
                got += part
            assert got == b"x" * 1_000 and wire.bytes == 1_000
