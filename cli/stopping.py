"""Ctrl-C, and a request to end from elsewhere (SIGTERM), as one clean stop."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

FAILED, STOPPED = 1, 130  # exit statuses
AT_ONCE = 2.0  # seconds after which a second request no longer is an echo of the first


@contextmanager
def stoppable(patience: Callable[[], str]) -> Iterator[None]:
    """Within, the first Ctrl-C or SIGTERM raises KeyboardInterrupt; others are ignored while things are brought to an end.

    Whoever asks again after some seconds gets an end at once: files are whole or absent even so. ``patience`` gives the
    sentence that says so, for someone at a terminal.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[float] = []

    def stop(*_: Any) -> None:
        asked.append(time.monotonic())
        at_terminal = sys.stderr.isatty()
        if len(asked) == 1:
            if at_terminal:
                os.write(2, f"\r\n{patience()}\r\n".encode())
            raise KeyboardInterrupt
        if asked[-1] - asked[0] > AT_ONCE:
            if at_terminal:
                os.write(2, b"\x1b[?25h\n")  # the progress bar hides the cursor
            os._exit(STOPPED)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
