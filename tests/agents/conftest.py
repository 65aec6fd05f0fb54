"""What every test of a rule is given: a way to set the parameters it reads."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sim.parameters import parameter_record

LAW = date(2024, 1, 1)


@pytest.fixture(scope="session")
def p() -> Callable[..., Any]:
    """A parameter record of 2024's law with the values asked for, so that no tuned number can make or break a case."""
    return lambda **changes: parameter_record(LAW, changes)
