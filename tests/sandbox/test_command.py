"""``loopbrug app`` as a real process: what it says, when it refuses, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.__main__ import main
from sandbox import serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken():
    """A port that someone else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_one_sentence_and_status_2(taken, capsys):
    for lang, says in (("nl", "al in gebruik"), ("en", "already in use")):
        assert main(["app", "--port", str(taken), "--no-browser", "--lang", lang]) == 2
        said = capsys.readouterr()
        assert says in said.err and str(taken) in said.err and said.err.count("\n") == 1 and said.out == ""


@pytest.mark.parametrize("port", ["80", "0", "-1", "65536", "tachtig", "8080.5"])
def test_a_wrong_port_is_one_sentence_and_status_2(port, capsys):
    assert main(["app", "--port", port, "--no-browser"]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and "Traceback" not in said.err and said.out == ""


def test_the_command_line_does_not_load_the_sandbox_unasked():
    heavy = ("sandbox", "solara", "numba", "pandas")
    code = f"import sys, cli.__main__; sys.exit(any(m.split('.')[0] in {heavy} for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_it_serves_this_machine_only_and_ctrl_c_ends_it_with_130(tmp_path):
    pytest.importorskip("solara")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "HOME": str(tmp_path), "SOLARA_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "cli", "app", "--port", str(port), "--no-browser", "--lang", "en"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:
        try:
            assert f"http://127.0.0.1:{port}/?lang=en" in process.stdout.readline()
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                        assert answer.status == 200
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.2)
            else:
                raise AssertionError("the server did not answer")
            with socket.socket() as outside:
                outside.settimeout(2)
                assert outside.connect_ex((_own_address(), port)) != 0
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=30)[1]
            assert process.returncode == 130 and "Traceback" not in said
        finally:
            process.kill()


def _own_address() -> str:
    """An address of this machine that others see, or one that is nobody's."""
    found = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    return next(iter(found), "127.0.0.2")


def test_threads_share_heaps_where_the_machine_has_such_heaps(monkeypatch):
    asked: list[tuple[int, int]] = []
    glibc = SimpleNamespace(mallopt=lambda *what: asked.append(what))
    monkeypatch.setattr(serve.ctypes, "CDLL", lambda name: glibc)
    serve._share_heaps()
    assert asked == [(serve.M_ARENA_MAX, serve.HEAPS)]
    monkeypatch.setattr(serve.ctypes, "CDLL", lambda name: SimpleNamespace())
    serve._share_heaps()  # another C library: nothing to ask, and nothing wrong
