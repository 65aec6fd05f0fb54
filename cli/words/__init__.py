"""The words of the command line in Dutch and English: a file for each command, or for what several commands share.

Each holds `TEXTS`, key -> language -> words. A new file is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules


def joined() -> dict[str, dict[str, str]]:
    """All texts by key, each a dict of language to words. Raises ValueError for a key that stands in two files."""
    texts: dict[str, dict[str, str]] = {}
    for part in iter_modules(__path__, prefix=f"{__name__}."):
        own: dict[str, dict[str, str]] = import_module(part.name).TEXTS
        if twice := texts.keys() & own.keys():
            raise ValueError(f"{part.name}: {', '.join(sorted(twice))} stand elsewhere too")
        texts |= own
    return texts
