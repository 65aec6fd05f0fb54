"""The words of the command line in Dutch and English: a file for each command, or for what several commands share."""

from cli.words import (
    bench,
    bridge,
    calibrate,
    cases,
    common,
    compare,
    dock,
    programmes,
    scale,
    show,
    stopping,
    validate,
)

PARTS = (
    bench,
    bridge,
    calibrate,
    cases,
    common,
    compare,
    dock,
    programmes,
    scale,
    show,
    stopping,
    validate,
)


def joined() -> dict[str, dict[str, str]]:
    """All texts by key, each a dict of language to words. Raises ValueError for a key that stands in two files."""
    texts: dict[str, dict[str, str]] = {}
    for part in PARTS:
        if twice := texts.keys() & part.TEXTS.keys():
            raise ValueError(f"{part.__name__}: {', '.join(sorted(twice))} stand elsewhere too")
        texts |= part.TEXTS
    return texts
