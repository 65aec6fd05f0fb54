"""An agent's attributes are the columns declared for its kind in `sim/agents`; what all agents with columns share."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.columns import Table
from sim.rng import luck, luck_again


class Rounded:
    """An attribute that keeps what a float32 column keeps. Reading goes straight to the agent's own attribute."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __set__(self, agent: Any, value: float) -> None:
        agent.__dict__[self.name] = float(np.float32(value))


def fill(agents: Sequence[Any], table: Table, rows: Any) -> None:
    """Give each agent its row of a table as attributes."""
    for name, values in table.arrays(rows).items():
        for agent, value in zip(agents, values.tolist(), strict=True):
            setattr(agent, name, value)


def written(agents: Sequence[Any], table: Table) -> Any:
    """A fresh table with a row for each agent; raises OverflowError when a value does not fit its column."""
    arrays = {}
    for name, column in table.columns.items():
        values = list(map(attrgetter(name), agents))
        if column.unit == "row":
            values = [-1 if value is None else getattr(value, "row", value) for value in values]
        arrays[name] = np.array(values, column.dtype)
    return table.from_arrays(arrays)


class Lives:
    """What agents with columns share: their row, their luck and the terms they live under."""

    model: Any
    row: int
    scope: int
    if TYPE_CHECKING:  # the columns are declared in sim/agents

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init_subclass__(cls, tables: Iterable[Table] = (), **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for table in tables:
            for column in table.columns.values():
                if column.dtype == "float32":
                    setattr(cls, column.name, Rounded(column.name))

    def luck(self, purpose: int) -> float:
        """This agent's luck for a purpose this month."""
        return luck(self.model.keys[purpose], self.row)

    def luck_again(self, purpose: int, turn: int) -> float:
        """This agent's luck for turn 0, 1, 2 ... of a purpose this month."""
        return luck_again(self.model.keys[purpose], self.row, turn)

    def strength(self, barrier: int) -> float:
        """Strength (0-1) of a barrier under the terms this agent lives under."""
        return self.model.strength[self.scope][barrier - 1]

    def setting(self, which: int) -> float:
        """Value of a setting under the terms this agent lives under."""
        return self.model.settings[self.scope][which]
