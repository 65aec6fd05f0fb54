"""The ``loopbrug`` command.

Exit status: 0 done, 1 a run failed, 2 wrong input, 130 stopped by the user. Whatever goes wrong is said in one
sentence on stderr, in the language of --lang; LOOPBRUG_TRACEBACK=1 shows the whole story of a failure instead.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.exceptions import TyperException

from cli import ours  # noqa: F401  (first of ours: it refuses a foreign sim)
from cli.app import app
from cli.bench import bench
from cli.calibrate import calibrate
from cli.compare import compare
from cli.discover import discover
from cli.dock import dock
from cli.errors import WrongInput, failure, one_sentence
from cli.help import front_page, page
from cli.language import asked_language, usual_language
from cli.lattice import lattice
from cli.posterior import asked_sets
from cli.proeftuin import proeftuin
from cli.programmes import programmes
from cli.run import run
from cli.sensitivity import sensitivity
from cli.show import LISTS, show
from cli.stopping import FAILED, STOPPED, stoppable
from cli.sweep import sweep
from cli.texts import text
from cli.usage import usage
from cli.validate import validate
from cli.workshop import workshop
from sim.words import Both, Complaint, unknown

DONE, WRONG = 0, 2

COMMANDS: dict[str, Callable[..., int]] = {
    "run": run, "compare": compare, "show": show, "programmes": programmes, "validate": validate, "calibrate": calibrate,
    "sensitivity": sensitivity, "discover": discover, "sweep": sweep, "lattice": lattice, "proeftuin": proeftuin,
    "dock": dock, "app": app, "workshop": workshop, "bench": bench,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status and never lets a traceback out unasked."""
    lang, command = usual_language(), None
    try:
        with stoppable(lambda: text("stopping", lang)):
            lang, words = asked_language(sys.argv[1:] if arguments is None else arguments)
            words = asked_sets(words)
            group = typer_group()
            command = _command(words, group)
            status = _answer(words, group, command, lang)
            sys.stdout.flush()
        return status
    except TyperException as error:
        return _say(usage(error, command or group), lang, WRONG)
    except (KeyboardInterrupt, typer.Abort):
        return _say(Both(text("stopped_short", "nl"), text("stopped_short", "en")), lang, STOPPED)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _hush()
        return DONE
    except Complaint as error:
        return _say(error.both, lang, WRONG)
    except Exception as error:
        if os.environ.get("LOOPBRUG_TRACEBACK"):
            raise
        _hush()  # what could not be printed is not tried again
        return _say(failure(error), lang, FAILED)


def typer_group() -> Any:
    """All commands, as typer sees them."""
    app = typer.Typer(name="loopbrug", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
                      suggest_commands=False)  # fmt: skip
    for name, command in COMMANDS.items():
        app.command(name)(command)
    return typer.main.get_command(app)


def _command(words: Sequence[str], group: Any) -> Any:
    """Typer's declaration of the command asked for, None when the line names none. Raises WrongInput."""
    first = words[0] if words else "-"
    if first not in COMMANDS and not first.startswith("-"):
        raise WrongInput(*unknown("command", first, COMMANDS))
    return group.commands.get(first)


def _answer(words: list[str], group: Any, command: Any, lang: str) -> int:
    """Do what the line asks; the exit status."""
    if command is None and (not words or "--help" in words):
        typer.echo(front_page(group.commands, lang))
    elif command is None and words[0] == "--version":
        from sim import VERSION

        typer.echo(f"loopbrug {VERSION}")
    elif "--help" in words:
        typer.echo(page(command, lang, lists=", ".join(LISTS)))
    else:
        speaks = command and any("--lang" in parameter.opts for parameter in command.params)
        spoken = [*words[:1], *(("--lang", lang) if speaks else ()), *spread_settings(words[1:])]
        with group.make_context("loopbrug", spoken) as context:  # not typer's main, which has endings of its own
            return int(group.invoke(context))
    return DONE


def spread_settings(words: Sequence[str]) -> list[str]:
    """Let one --set take several doses: ``--set a=1 b=2`` becomes ``--set a=1 --set b=2``."""
    spread: list[str] = []
    setting = False
    for word in words:
        if setting and not word.startswith("-") and "=" in word and spread[-1] != "--set":
            spread.append("--set")
        spread.append(word)
        setting = word == "--set" or (setting and not word.startswith("-") and "=" in word)
    return spread


def _say(both: Both, lang: str, status: int) -> int:
    print(one_sentence(both.said(lang)), file=sys.stderr)
    return status


def _hush() -> None:
    """Let what is still on its way to stdout go nowhere, so that the end of the program does not stumble over it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
