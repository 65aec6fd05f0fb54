"""Which file of parameter sets the user named in place of those of the model, and how a line that repeats an answer says so.

The environment holds it, so that processes that are started inherit it: LOOPBRUG_POSTERIOR, or `--posterior` at the command line.
"""

import os
from pathlib import Path

OPTION, VARIABLE = "--posterior", "LOOPBRUG_POSTERIOR"


def asked_file() -> str:
    """The file as it was named; empty for the sets of the model."""
    return os.environ.get(VARIABLE, "")


def own_file() -> str:
    """Name of that file without its folder, for what is shown or kept: a result names no path of the machine it was made on."""
    return Path(asked_file()).name


def repeating() -> list[str]:
    """What a shared line that repeats an answer needs behind it: the file by its name, to be put at hand; nothing without one."""
    return [OPTION, own_file()] if asked_file() else []
