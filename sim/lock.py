"""A file held by one process: two at work in one place would spoil each other's results."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from sim.reading import InputError


class Lock:
    """Holds ``file`` for this process; the system lets go of it when the process ends, however it ends.

    what : the file or folder that it guards, for the sentence. Raises InputError when another process holds it.
    """

    def __init__(self, file: Path, what: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._held = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _hold(self._held)
        except OSError:
            holder = os.pread(self._held, 20, 0).decode(errors="replace").strip() if hasattr(os, "pread") else ""
            os.close(self._held)
            raise InputError(
                f"{what} is in gebruik door proces {holder or '?'}; wacht tot dat klaar is of stop het",
                f"{what} is in use by process {holder or '?'}; wait until it has finished, or stop it",
            ) from None
        os.ftruncate(self._held, 0)
        os.write(self._held, f"{os.getpid()}\n".encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def release(self) -> None:
        """Let go; the file stays, since removing it would let two processes each hold one of the same name."""
        os.ftruncate(self._held, 0)
        os.close(self._held)


def _hold(descriptor: int) -> None:
    """Take the lock or raise OSError at once."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        os.lseek(descriptor, 1_000, os.SEEK_SET)  # a byte beyond the process id, so that others may read that
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
