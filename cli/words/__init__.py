"""The words of the command line in Dutch and English: a file for each command, or for what several commands share.

Each holds `TEXTS`, key -> language -> words. It may hold what --help says too: `COMMANDS` what a command is for, `EXAMPLES` a line
to try, `WORDS` its names for what is given, `PARAMETERS` its options. A new file is found by itself.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def parts() -> Iterator[ModuleType]:
    """The files of words, in the order of their names."""
    return (import_module(part.name) for part in iter_modules(__path__, prefix=f"{__name__}."))


def joined() -> dict[str, dict[str, str]]:
    """All texts by key, each a dict of language to words. Raises ValueError for a key that stands in two files."""
    texts: dict[str, dict[str, str]] = {}
    for part in parts():
        if twice := texts.keys() & part.TEXTS.keys():
            raise ValueError(f"{part.__name__}: {', '.join(sorted(twice))} stand elsewhere too")
        texts |= part.TEXTS
    return texts
