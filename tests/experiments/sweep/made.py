"""Sweeps that several test files use: tiny, and of a cache folder of their own."""

from pathlib import Path
from typing import Any

from experiments.sweep.spec import Sweep, read_sweep

TINY = """
id: klein
nl: "Klein"
en: "Small"
situations: [nederland-2025]
packages: [none, gids-en-traineeship]
levers:
  neutral-guide: [0.5, 1]
runs: 3
workers: 1000
months: 3
"""


def written(folder: Path, text: str = TINY) -> Path:
    """A file with this text."""
    file = folder / "reeks.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def tiny(folder: Path, **changes: Any) -> Sweep:
    """A sweep of three jobs, four arms each."""
    return read_sweep(written(folder), **changes)
