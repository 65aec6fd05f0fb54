"""The ``loopbrug`` command.

Exit status: 0 done, 1 a run failed, 2 wrong input, 130 stopped by the user. Whatever goes wrong is said in one
sentence on stderr; LOOPBRUG_TRACEBACK=1 shows the whole story of a failure instead.
"""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cli.app import app as sandbox_app
from cli.ask import product_version
from cli.compare import compare
from cli.errors import WrongInput, did_you_mean, one_sentence
from cli.run import STOPPED, run
from cli.show import show

DONE, FAILED, WRONG = 0, 1, 2

app = typer.Typer(
    name="loopbrug",
    help="A simulated labour market: what does a package of breakthroughs do to people in a real situation?",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    suggest_commands=False,
)
COMMANDS: dict[str, Callable[..., int]] = {"run": run, "compare": compare, "show": show, "app": sandbox_app}
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False
) -> None:
    if version:
        typer.echo(f"loopbrug {product_version()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status and never lets a traceback out unasked."""
    words = spread_settings(sys.argv[1:] if arguments is None else arguments)
    try:
        _check_sim_is_ours()
        _check_command(words)
        status = app(args=words, prog_name="loopbrug", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except TyperException as error:
        return _say(_with_suggestion(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _say("stopped", STOPPED)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if _is_wrong_input(error):
            return _say(str(error), WRONG)
        if os.environ.get("LOOPBRUG_TRACEBACK"):
            raise
        return _say(_failure(error), FAILED)


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


def _check_command(words: Sequence[str]) -> None:
    first = words[0] if words else ""
    if first and not first.startswith("-") and first not in COMMANDS:
        raise WrongInput(f'there is no command "{first}", {did_you_mean(first, COMMANDS)}')


def _check_sim_is_ours() -> None:
    """``sim`` is a common name: another package of that name must not quietly take its place."""
    import sim

    ours = Path(__file__).resolve().parent.parent / "sim"
    if sim.__file__ is None or Path(sim.__file__).resolve().parent != ours:
        raise RuntimeError(f"another package called sim stands in the way ({sim.__file__})")


def _with_suggestion(error: TyperException) -> str:
    """What typer says, with "did you mean" for a mistyped option."""
    message = error.format_message()
    wrong, context = getattr(error, "option_name", None), getattr(error, "ctx", None)
    if type(error).__name__ != "NoSuchOption" or context is None:
        return message
    known = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
    return f'there is no option "{wrong}", {did_you_mean(str(wrong), known)}'


def _is_wrong_input(error: Exception) -> bool:
    if isinstance(error, WrongInput):
        return True
    from sim.data import DataError
    from sim.scenario import InputError

    return isinstance(error, InputError | DataError)


def _failure(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full, so the results are not complete and the folder holds no manifest"
    if isinstance(error, MemoryError):
        return "there is not enough memory for this many people, use fewer --workers or --threads"
    return f"the run failed ({type(error).__name__}: {error}); LOOPBRUG_TRACEBACK=1 shows where"


def _say(sentence: str, status: int) -> int:
    print(one_sentence(sentence), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
