"""The parameter sets of a command: --posterior FILE wherever it stands, else LOOPBRUG_POSTERIOR, else those of the model."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from cli.errors import WrongInput
from sim.own_sets import OPTION, VARIABLE, asked_file
from sim.words import did_you_mean


def asked_sets(words: Sequence[str]) -> list[str]:
    """The line without --posterior, whose file every part of the program then reads. Raises WrongInput for a file that is none."""
    rest, file, place = [], asked_file(), VARIABLE
    coming = iter(words)
    for word in coming:
        name, equals, value = word.partition("=")
        if name != OPTION:
            rest.append(word)
            continue
        file, place = value if equals else next(coming, ""), OPTION
        if not file or file.startswith("--"):
            raise WrongInput(f"achter {OPTION} moet nog een bestand staan", f"a file is missing behind {OPTION}")
    if file:
        path = Path(file).expanduser().absolute()
        check(path, f"{place} {file}")
        os.environ[VARIABLE] = str(path)
    return rest


def repeated() -> str:
    """What a line that repeats the answer here needs behind it, path and all: nothing under the sets of the model."""
    file = asked_file()
    return f" {OPTION} {shlex.quote(file)}" if file else ""


def check(path: Path, said: str) -> None:
    """Raises WrongInput when a file holds no parameter sets."""
    from sim.parameters import parameters
    from sim.posterior import read_posterior

    try:
        found = read_posterior(path)
    except KeyError as error:
        name = str(error.args[0])
        hint = did_you_mean(name, parameters())
        nl = f"{said}: er is geen parameter '{name}'; {hint.nl}"
        raise WrongInput(nl, f"{said}: there is no parameter '{name}'; {hint.en}") from None
    except FileNotFoundError:
        raise WrongInput(f"{said}: dit bestand is er niet", f"{said}: there is no such file") from None
    except (ValueError, OSError):
        nl = f"{said}: dit is geen bestand met parametersets, zoals proeftuin update dat schrijft"
        raise WrongInput(nl, f"{said}: this is no file of parameter sets, as proeftuin update writes it") from None
    if not len(found) or not all(value.size > 0 for value in found.values) or (found.values != found.values).any():
        raise WrongInput(f"{said}: er staan geen hele parametersets in", f"{said}: there are no whole parameter sets in it")
