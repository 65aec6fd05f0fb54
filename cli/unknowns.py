"""What ``sensitivity`` and ``discover`` have in common: their options, the case they ask about, and names of what is not known."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.ask import whole_number
from cli.check import RANGES, within
from cli.errors import WrongInput
from cli.out import kept_folder
from cli.texts import entry_word, exact, text
from sim.words import between

if TYPE_CHECKING:
    from calibration.sensitivity.groups import Case

LEAST_MONTHS = 24  # a crossing lasts after a year, and someone must have crossed before

KeptIn = Annotated[Path | None, typer.Option("--out")]
People = Annotated[int, typer.Option("--workers", parser=whole_number)]
Horizon = Annotated[int, typer.Option("--months", parser=whole_number)]
Whole = Annotated[int, typer.Option(parser=whole_number)]


def size_of(**given: int) -> dict[str, int]:
    """The numbers given, by option, each within its range. Raises WrongInput."""
    for option, value in given.items():
        within(option, value)
    if given["months"] < LEAST_MONTHS:
        nl, en = between(LEAST_MONTHS, RANGES["months"][1], RANGES["months"][2])
        raise WrongInput(
            f"--months is {given['months']}, maar moet hier {nl} liggen, want een overstap is pas na een jaar blijvend",
            f"--months is {given['months']} but must lie {en} here, since a crossing lasts only after a year",
        )
    return given


def case_of(situation: str, packages: Sequence[str]) -> Case:
    """The case asked about; raises InputError or WrongInput when a file or name is wrong, or a package comes twice."""
    from calibration.sensitivity.groups import Case, packages_of

    case = Case(situation, tuple(packages))
    if len(packages_of(case)) < len(packages):
        nl = "een pakket staat er twee keer, laat er een weg"
        raise WrongInput(nl, "a package is given twice, leave one out")
    return case


def folder(out: Path | None) -> Path:
    """The folder of --out, which a command that goes on later cannot do without."""
    if out is None or out == Path():
        raise WrongInput(
            "geef met --out een map voor de runs, zoals --out uit", "give a folder for the runs with --out, such as --out results"
        )
    return kept_folder(out)


def repeat(verb: str, first: Sequence[str], options: Sequence[tuple[str, Any]]) -> str:
    """The line that gives the same answer, or goes on with it."""
    return shlex.join(["loopbrug", verb, *first, *(str(word) for option in options for word in option)])


def group_name(group: str, lang: str) -> str:
    """What a group of the study is called."""
    from sim.policies.catalogue import barriers

    if group in barriers():
        barrier = barriers()[group]
        return f"{barrier.code} {getattr(barrier, lang).lower()}"
    return text(f"group_{group}", lang)


def condition_name(label: str, lang: str) -> str:
    """What a condition of a future is called; one that is not ours by its own name."""
    from sim.parameters import parameters
    from sim.policies.catalogue import barriers, levers

    kind, _, name = label.partition(" ")
    if kind == "strength" and name in barriers():
        return text("varied_strength", lang, name=group_name(name, lang))
    if kind == "lever" and name in levers():
        return text("varied_lever", lang, name=getattr(levers()[name], lang))
    if kind == "parameter" and name in parameters():
        one = parameters()[name]
        return f"{getattr(one, lang)} ({name}, {entry_word(one.unit, lang)})"
    return text("varied_situation", lang) if label == "situation" else label


def limit_said(limit: Any, lang: str) -> str:
    """What a box asks of a condition, a `Limit` of experiments.discover."""
    name = condition_name(limit.condition, lang)
    low, high = (exact(float(f"{end:.3g}"), lang) for end in (limit.low, limit.high))
    if limit.words:
        return text("limit_words", lang, name=name, words=text("or", lang).join(limit.words))
    if limit.low == -float("inf"):
        return text("limit_most", lang, name=name, high=high)
    if limit.high == float("inf"):
        return text("limit_above", lang, name=name, low=low)
    return text("limit_between", lang, name=name, low=low, high=high)
