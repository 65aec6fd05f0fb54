"""Parameters that a user changed, as typed at the command line: "NAME=VALUE", each within its own range."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.parameters import Parameter, parameters
from sim.reading import InputError
from sim.words import did_you_mean


def assumed_from(given: Sequence[str]) -> dict[str, float]:
    """Values by name from texts such as "accept=0.8", in the units of parameters.csv; raises InputError.

    A parameter may be given once, and its value must lie in the range that parameters.csv says is possible.
    """
    pairs = [_assumption(text) for text in given]
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        nl = f"de aanname '{twice}' staat er twee keer, houd er een"
        raise InputError(nl, f"the assumption '{twice}' is given twice, keep one of the two")
    return dict(pairs)


def _assumption(text: str) -> tuple[str, float]:
    name, equals, number = (part.strip() for part in text.partition("="))
    if not equals:
        nl = f"'{text}' moet de vorm NAAM=WAARDE hebben, zoals accept=0.8"
        raise InputError(nl, f"'{text}' is not of the form NAME=VALUE, such as accept=0.8")
    if name not in parameters():
        hint = did_you_mean(name, parameters())
        raise InputError(f"er is geen parameter '{name}'; {hint.nl}", f"there is no parameter '{name}'; {hint.en}")
    return name, _value(parameters()[name], number)


def _value(parameter: Parameter, number: str) -> float:
    """The number, refused with the range when it is none or lies outside."""
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    plain = number.isascii() and "_" not in number
    if not (plain and parameter.low <= value <= parameter.high):
        low, high = f"{parameter.low:g}", f"{parameter.high:g}"
        shown = f"{parameter.value:g}"
        nl = f"'{number}' kan niet voor '{parameter.name}', kies een getal tussen {low} en {high} (met een punt: {shown})"
        en = f"'{number}' cannot be for '{parameter.name}', choose a number between {low} and {high} (with a point: {shown})"
        raise InputError(nl, en)
    return value
