"""The words of the views; they stand in words.yaml beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sim.reading import read_yaml
from sim.words import Both


@cache
def words(part: str) -> Mapping[str, Both]:
    """The names of one part (steps, reasons, paths, ...) by id. Raises KeyError for an unknown part."""
    found, _ = read_yaml(Path(__file__).with_name("words.yaml"))
    return {name: Both(text["nl"], text["en"]) for name, text in found[part].items()}
