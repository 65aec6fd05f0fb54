"""Keys and codes: who holds one is who they say. Nothing here is kept in the clear, only its hash."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from hashlib import sha256
from hmac import compare_digest

LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # none that is read as another, none that makes words
CODE = 6  # letters of a session's code: 28**6, nearly 500 million
FREE, SLOWEST, FORGET = 5, 60.0, 600.0  # wrong tries without a wait; longest wait and how long a try counts, seconds
MOST = 10_000  # addresses remembered


def new_code() -> str:
    """A code that is read out and typed over."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE))


def new_token() -> str:
    """A token that only its holder has: of the facilitator, or of a seat."""
    return secrets.token_urlsafe(24)


def new_seat() -> str:
    """The public name of a seat: 16 hex characters."""
    return secrets.token_hex(8)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def fits(token: str, kept: str) -> bool:
    """Whether a token is the one of which this was kept; takes the same time either way."""
    return compare_digest(hashed(token), kept)


class Guard:
    """Makes guessing slow: after some wrong tries from an address, each next one has to wait twice as long."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, address: str, now: float | None = None) -> float:
        """Seconds that this address still has to wait; 0 when it may try."""
        tries, last = self._of(address, now)
        if tries < FREE:
            return 0.0
        return max(0.0, last + min(SLOWEST, 2.0 ** (tries - FREE)) - (time.monotonic() if now is None else now))

    def wrong(self, address: str, now: float | None = None) -> None:
        """A wrong try was made from this address."""
        tries, _ = self._of(address, now)
        self._wrong[address] = (tries + 1, time.monotonic() if now is None else now)
        self._wrong.move_to_end(address)
        while len(self._wrong) > MOST:
            self._wrong.popitem(last=False)

    def right(self, address: str) -> None:
        """A right one was: what went before is forgotten."""
        self._wrong.pop(address, None)

    def _of(self, address: str, now: float | None) -> tuple[int, float]:
        tries, last = self._wrong.get(address, (0, 0.0))
        return (0, 0.0) if (time.monotonic() if now is None else now) - last > FORGET else (tries, last)
