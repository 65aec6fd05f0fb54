"""Finished runs in one file that only grows: parameters, seed, stage and summaries of each, a line a run.

Plain text, not Parquet or npz: a line can be added without touching what stands, a kill costs at most the line in hand, and a
reader needs nothing but an editor. Values have 7 figures and summaries 6, about as many as float32, so that a run of 20
parameters and 25 summaries takes some 400 bytes, and half of that once git has compressed it.
"""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from calibration.fit.space import DIGITS, MEASURED, FitError, Space, rounded
from sim.lock import Lock

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Runs:
    """Finished runs as arrays: values (n, k), summaries (n, m) with nan where nothing was measured, seeds (n,), stages (n,)."""

    values: np.ndarray
    summaries: np.ndarray
    seeds: np.ndarray
    stages: np.ndarray


class Store:
    """The runs of one model, one space and one list of summaries. Use as a context: only one process may have it open.

    model : says which model made the runs, such as its version; runs of another are refused.
    Raises FitError when the file is of another model, space or list, or is not a store, InputError when it is in use.
    """

    def __init__(self, file: Path, space: Space, summaries: tuple[str, ...], model: str) -> None:
        self.file, self.space, self.summaries = file, space, summaries
        self._header = _header(space, summaries, model)
        self._stages: list[str] = []
        self._seeds: list[int] = []
        self._values: list[np.ndarray] = []
        self._measured: list[np.ndarray] = []
        self._place: dict[tuple[bytes, int], int] = {}

    def __enter__(self) -> Store:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(self.file.with_name(self.file.name + ".lock"), self.file)
        try:
            self._read()
            self._out = os.open(self.file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.close(self._out)
        self._lock.release()

    def __len__(self) -> int:
        return len(self._seeds)

    def find(self, values: np.ndarray, seed: int) -> np.ndarray | None:
        """(m,) summaries of a finished run, or None."""
        place = self._place.get((rounded(values).tobytes(), int(seed)))
        return None if place is None else self._measured[place]

    def add(self, stage: str, values: np.ndarray, seed: int, summaries: np.ndarray) -> None:
        """Write a finished run; it stands when this returns, whatever happens to the process then."""
        numbers = [f"{v:.{DIGITS}g}" for v in values] + ["" if np.isnan(s) else f"{s:.{MEASURED}g}" for s in summaries]
        line = ",".join([stage, str(int(seed)), *numbers])
        self._append((line + "\n").encode())
        self._take(line, len(self) + 2)

    def _append(self, line: bytes) -> None:
        """All of the line or, when the disk does not take it, nothing of it and an OSError."""
        before = os.fstat(self._out).st_size
        try:
            written = os.write(self._out, line)
        except OSError:
            os.ftruncate(self._out, before)
            raise
        if written < len(line):
            os.ftruncate(self._out, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.file))

    def runs(self, *stages: str) -> Runs:
        """All runs, or those of the stages named, in the order in which they were finished."""
        chosen = [k for k, stage in enumerate(self._stages) if not stages or stage in stages]
        return Runs(
            np.array([self._values[k] for k in chosen]).reshape(-1, self.space.size),
            np.array([self._measured[k] for k in chosen]).reshape(-1, len(self.summaries)),
            np.array([self._seeds[k] for k in chosen], np.int64),
            np.array([self._stages[k] for k in chosen], str),
        )

    def _read(self) -> None:
        content = self.file.read_bytes() if self.file.exists() else b""
        header = (self._header + "\n").encode()
        if b"\n" not in content and header.startswith(content):  # new, or killed while the first line was written
            self.file.write_bytes(header)
            return
        whole = content[: content.rfind(b"\n") + 1]
        first, *lines = whole.decode("utf-8", "replace").splitlines() or [""]
        if first != self._header:
            raise self._other(first)
        for number, line in enumerate(lines, 2):
            self._take(line, number)
        if len(whole) < len(content):  # a line that a kill tore: that run is made again
            os.truncate(self.file, len(whole))

    def _other(self, first: str) -> FitError:
        try:
            said = json.loads(first)
            differs = next(name for name, ours in json.loads(self._header).items() if said.get(name) != ours)
        except (ValueError, AttributeError, StopIteration):
            return FitError(
                f"{self.file}: dit is geen bestand met runs van een schatting",
                f"{self.file}: this is no file with runs of a fit",
            )
        nl = {"runs": "een andere opmaak", "model": "een andere versie van het model", "space": "andere vrije parameters",
              "summaries": "andere metingen"}[differs]  # fmt: skip
        en = {"runs": "another format", "model": "another version of the model", "space": "other free parameters",
              "summaries": "other measurements"}[differs]  # fmt: skip
        return FitError(
            f"{self.file}: deze runs zijn gemaakt met {nl}; kies een ander bestand of verwijder dit",
            f"{self.file}: these runs were made with {en}; choose another file or remove this one",
        )

    def _take(self, line: str, number: int) -> None:
        cells = line.split(",")
        k = self.space.size
        try:
            if len(cells) != 2 + k + len(self.summaries):
                raise ValueError
            seed = int(cells[1])
            values = np.array([float(cell) for cell in cells[2 : 2 + k]])
            measured = np.array([float(cell) if cell else np.nan for cell in cells[2 + k :]])
        except ValueError:
            raise FitError(
                f"{self.file}, regel {number}: dit is geen run van deze schatting",
                f"{self.file}, line {number}: this is no run of this fit",
            ) from None
        self._place[values.tobytes(), seed] = len(self)
        self._stages.append(cells[0])
        self._seeds.append(seed)
        self._values.append(values)
        self._measured.append(measured)


def _header(space: Space, summaries: tuple[str, ...], model: str) -> str:
    searched = [
        [name, float(low), float(high), bool(log)]
        for name, low, high, log in zip(space.names, space.low, space.high, space.log, strict=True)
    ]
    return json.dumps({"runs": FORMAT, "model": model, "space": searched, "summaries": list(summaries)})
