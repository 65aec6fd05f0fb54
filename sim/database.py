"""DuckDB, as every part of the house opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

INTERRUPTED = "Query interrupted"


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in memory. A stop during a question raises KeyboardInterrupt, as a stop anywhere else does.

    DuckDB looks for signals by itself while it works, and swallows what their handler raises: only a bare RuntimeError is left.
    What is raised while it calls back into Python, to look at a frame, becomes an error of its own with the traceback as its text.
    """
    import duckdb  # takes long to load, and few commands need it

    try:
        with duckdb.connect() as connection:
            yield connection
    except (RuntimeError, duckdb.Error) as error:
        if str(error) == INTERRUPTED or "KeyboardInterrupt" in str(error):
            raise KeyboardInterrupt from error
        raise
