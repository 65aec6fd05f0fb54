"""What typer found wrong with the line, in our own words and both languages."""

import re
from typing import Any

from typer.exceptions import TyperException

from sim.words import Both, Complaint, did_you_mean

EVERYWHERE = ("--lang", "--help")
ANYTHING_ELSE = Both(
    "deze opdracht klopt niet, loopbrug --help laat zien wat er kan",
    "this command is not right, loopbrug --help shows what there is",
)


def usage(error: TyperException, command: Any) -> Both:
    """One sentence about a line that typer refuses; ``command`` is typer's own, or the group of all commands."""
    name, parameter = getattr(error, "option_name", None), getattr(error, "param", None)
    if parameter is not None and (own := _own_words(error)):
        return own.behind(f"{parameter.opts[0]}: ")
    kind = type(error).__name__
    if kind == "MissingParameter" and parameter is not None:
        return _missing(parameter, command)
    if kind == "NoSuchOption" and name:
        nl, en = did_you_mean(str(name), [*_options(command), *EVERYWHERE])
        return Both(f"er is geen optie '{name}'; {nl}", f"there is no option '{name}'; {en}")
    if kind == "BadOptionUsage" and name:
        return _value(str(name), command)
    if kind == "BadParameter" and parameter is not None:
        return Both(f"{parameter.opts[0]}: deze waarde kan niet", f"{parameter.opts[0]}: this value cannot be")
    if extra := re.search(r"extra argument\S* \((.+)\)$", error.format_message()):
        return Both(
            f"'{extra[1]}' is te veel, loopbrug {command.name} --help laat zien wat er kan",
            f"'{extra[1]}' is too much, loopbrug {command.name} --help shows what there is",
        )
    return ANYTHING_ELSE


def _own_words(error: TyperException) -> Both | None:
    """What a check of ours said, which typer wraps in an error of the library that calls it."""
    cause: Any = error.__cause__
    errors = cause.errors() if hasattr(cause, "errors") else []
    reason = errors[0].get("ctx", {}).get("error") if errors else cause
    return reason.both if isinstance(reason, Complaint) else None


def _options(command: Any) -> list[str]:
    return [name for parameter in command.params for name in parameter.opts if name.startswith("--")]


def _missing(parameter: Any, command: Any) -> Both:
    name = (parameter.metavar or parameter.name).lower()
    known = {
        "situation": Both("een situatie", "a situation"), "what": Both("een lijst", "a list"),
        "sweep": Both("een reeks", "a sweep"), "step": Both("design of update", "design or update"),
    }  # fmt: skip
    nl, en = known.get(name, Both(name, name))
    return Both(
        f"achter {command.name} moet nog {nl} staan, loopbrug {command.name} --help geeft een voorbeeld",
        f"{en} is missing behind {command.name}, loopbrug {command.name} --help gives an example",
    )


def _value(name: str, command: Any) -> Both:
    flag = any(name in parameter.opts and getattr(parameter, "is_flag", False) for parameter in command.params)
    if flag:
        return Both(f"{name} staat alleen, zonder waarde", f"{name} stands alone, without a value")
    return Both(f"achter {name} moet nog een waarde staan", f"a value is missing behind {name}")
