"""Columns: what each kind of agent is, declared once with dtype, unit and meaning.

Two layouts with one way of reading, `table.column[row]`: *columns apart* (a pack of arrays) for what every pass over all people
reads, *rows together* (a record array) for what is touched here and there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.pack import Pack

NEVER = -32000  # the month of what has not happened: before any month, and within two bytes


@dataclass(frozen=True)
class Column:
    """One attribute of an agent. `start` is its value in a fresh table; `width` > 1 makes it a short vector."""

    name: str
    dtype: str
    unit: str
    meaning: str
    start: float = 0
    width: int = 1


class Table:
    """The declared columns of one kind of agent, and how to make them."""

    def __init__(self, name: str, columns: Sequence[Column], apart: bool = False) -> None:
        shadowed = [column.name for column in columns if hasattr(np.recarray, column.name)]
        if shadowed:
            raise ValueError(f"Columns of {name} shadow what arrays call {', '.join(shadowed)}: choose another name.")
        self.name = name
        self.columns = {column.name: column for column in columns}
        self.dtype = np.dtype([(c.name, c.dtype, (c.width,)) if c.width > 1 else (c.name, c.dtype) for c in columns])
        self._pack = type(name, (Pack,), {"FIELDS": (*self.columns, "size")}) if apart else None

    def empty(self, rows: int) -> Any:
        """A table of `rows` rows in which every column has its start value."""
        if self._pack is not None:
            shapes = {name: (rows,) if c.width == 1 else (rows, c.width) for name, c in self.columns.items()}
            arrays = {name: np.full(shapes[name], c.start, c.dtype) for name, c in self.columns.items()}
            return self._pack(**arrays, size=rows)
        first = np.zeros(1, self.dtype)
        for column in self.columns.values():
            first[column.name] = column.start
        return np.repeat(first, rows).view(np.recarray)  # row by row: filling column by column takes nine times as long

    def copy(self, table: Any) -> Any:
        """A table of its own with the same values."""
        if self._pack is not None:
            return table.replace(**{name: array.copy() for name, array in self.arrays(table).items()})
        return table.copy()

    def arrays(self, table: Any) -> dict[str, np.ndarray]:
        """The columns of a table by name."""
        return {name: np.asarray(getattr(table, name)) for name in self.columns}

    def from_arrays(self, arrays: dict[str, np.ndarray]) -> Any:
        """A table from its columns; raises KeyError when one is missing."""
        table = self.empty(len(next(iter(arrays.values()))))
        for name in self.columns:
            getattr(table, name)[:] = arrays[name]
        return table

    @property
    def bytes_per_row(self) -> int:
        """Memory of one row in bytes."""
        return self.dtype.itemsize
