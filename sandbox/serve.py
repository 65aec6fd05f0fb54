"""Serve the page on this machine, for this machine: 127.0.0.1, no telemetry, nothing fetched from elsewhere."""

from __future__ import annotations

import atexit
import ctypes
import os
import secrets
import socket
import sys
import threading
import time
import warnings
import webbrowser
from contextlib import suppress
from typing import NoReturn

HOST = "127.0.0.1"
STOPPED = 130  # exit status
M_ARENA_MAX, HEAPS = -8, 2  # of glibc's malloc

# Before solara is imported: it reads these once. Each says no to something that would leave this machine or load too much.
QUIET = {
    "SOLARA_APP": "sandbox.page",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",
}


def is_free(port: int) -> bool:
    """Whether a server may listen on this port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # as the server does: a port that was just left is free again
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(port: int, address: str, browser: bool) -> NoReturn:
    """Serve until the user stops it, which comes out as KeyboardInterrupt, after all comparisons have been told to stop.

    ``address`` is what the browser opens, when it is to be opened. Raises RuntimeError when the page cannot be served at all;
    what went wrong then stands on stderr.
    """
    _share_heaps()
    os.environ.update(QUIET)
    os.environ.setdefault("SOLARA_SESSION_SECRET_KEY", secrets.token_hex(16))
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")  # about pages inside other sites: not ours
    import uvicorn

    from sandbox.task import ENGINE, stop_all

    server = uvicorn.Server(uvicorn.Config("solara.server.starlette:app", host=HOST, port=port, log_level="error"))
    if browser:
        threading.Thread(target=_open, args=(server, address), daemon=True).start()
    try:
        server.run()
    finally:
        stop_all()
        if ENGINE.busy:
            atexit.register(_leave)
    if not server.started:
        raise RuntimeError("the server did not start")
    raise KeyboardInterrupt  # a server ends only because it was told to


def _share_heaps() -> None:
    """Let all threads share two heaps, where glibc gives new threads heaps of their own: what a run held would stay in each of
    those, some 10 MB for every tab that was played in. Elsewhere it does nothing.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)


def _leave() -> None:
    """End at once: a compiler cannot be stopped half-way, and Python crashes when it tidies up under one."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(STOPPED)


def _open(server: object, address: str) -> None:
    """Open the browser as soon as the server answers."""
    while not getattr(server, "started", False):
        time.sleep(0.1)
    webbrowser.open(address)
