"""Bytes over the wire, as they go: a relay between browser and server that counts what the server sends.

What a browser tells of a websocket is its frames unpacked, several times what was sent; here they are counted as they were packed.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

HOST, AT_ONCE = "127.0.0.1", 65_536


class Wire:
    """``bytes`` that the server has sent so far, to whoever came in at ``port``."""

    def __init__(self, listener: socket.socket, server: int) -> None:
        self.port: int = listener.getsockname()[1]
        self.bytes = 0
        self._listener, self._server = listener, server

    def carry(self) -> None:
        """Carry every connection both ways until the listener is closed."""
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection((HOST, self._server))
            for source, target, counts in ((browser, server, False), (server, browser, True)):
                threading.Thread(target=self._pass_on, args=(source, target, counts), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        try:
            while words := source.recv(AT_ONCE):
                self.bytes += len(words) if counts else 0
                target.sendall(words)
            target.shutdown(socket.SHUT_WR)
        except OSError:  # one side has gone: so does the other
            for end in (source, target):
                end.close()


@contextmanager
def relay(server: int) -> Iterator[Wire]:
    """A relay to the server at this port of this machine, at a free port; closed afterwards."""
    with socket.create_server((HOST, 0)) as listener:
        wire = Wire(listener, server)
        threading.Thread(target=wire.carry, daemon=True).start()
        yield wire
        listener.shutdown(socket.SHUT_RDWR)
