"""All rules together: each is tested in the file of its kind of agent, and takes nothing but scalars.

The cases there were worked out by hand from the text: docstrings, the design, the institutions.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sim.agents import coach, crossing, employer, fund, rounding, state, trainer, worker

pytestmark = pytest.mark.small

HOMES = {
    worker: "test_workers.py",
    crossing: "test_crossing.py",
    employer: "test_employers.py",
    trainer: "test_trainers.py",
    fund: "test_funds.py",
    coach: "test_coaches.py",
    state: "test_state.py",
    rounding: "test_state.py",
}


def rules_of(module: ModuleType) -> list[str]:
    """The functions a module of rules defines for others."""
    found = []
    for name, thing in vars(module).items():
        plain = getattr(thing, "py_func", thing)
        if inspect.isfunction(plain) and plain.__module__ == module.__name__ and not name.startswith("_"):
            found.append(name)
    return found


@pytest.mark.parametrize("module", HOMES, ids=lambda module: module.__name__)
def test_every_rule_is_tested_here(module: ModuleType) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob(HOMES[module]))
    rules = rules_of(module)
    assert rules
    short = module.__name__.rpartition(".")[2]
    assert [name for name in rules if f"{short}.{name}(" not in text] == []


def test_parameters_can_be_changed_but_not_invented(p: Callable[..., Any]) -> None:
    assert p(radius=3).radius == 3.0
    with pytest.raises(KeyError):
        p(no_such_parameter=1)


def test_rules_take_scalars_only() -> None:
    takers: list[Callable[..., Any]] = [getattr(module, name) for module in HOMES for name in rules_of(module)]
    for rule in takers:
        names = list(inspect.signature(getattr(rule, "py_func", rule)).parameters)
        assert not {"w", "now", "i", "people"} & set(names), f"{rule} reaches beyond its arguments"
