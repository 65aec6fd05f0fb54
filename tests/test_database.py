"""DuckDB as the house opens it: a stop is a stop, and what goes wrong stays what it was."""

import os
import signal
import threading
from typing import Any

import duckdb
import pandas as pd
import pytest

from sim.database import database

LONG = "select count(*) from range(300000) a, range(10000) b where (a.range * b.range) % 7 = 3"  # far more than the stop waits


def stop(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_stop_during_a_question_is_a_stop() -> None:
    before = signal.signal(signal.SIGINT, stop)
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    try:
        with pytest.raises(KeyboardInterrupt), database() as connection:
            timer.start()
            connection.execute(LONG).fetchall()
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)


class Stops:
    """A value at which the user stops, when DuckDB asks what it looks like."""

    def __str__(self) -> str:
        raise KeyboardInterrupt


def test_a_stop_while_a_frame_is_looked_at_is_a_stop() -> None:
    with pytest.raises(KeyboardInterrupt), database() as connection:
        connection.register("frame", pd.DataFrame({"value": [Stops()]}))
        connection.execute("from frame").fetchall()


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(duckdb.CatalogException, match="nergens"), database() as connection:
        connection.execute("from nergens")
    with pytest.raises(RuntimeError, match="iets anders"), database():
        raise RuntimeError("iets anders")


def test_an_answer() -> None:
    with database() as connection:
        assert connection.execute("select 6 * 7").fetchone() == (42,)
