"""Loopbrug's simulation: a labour market in which people try to cross from one sector to another.

Compiled code is kept in a folder named by a hash of these sources, because numba does not notice an edit in a helper file.
"""

import hashlib
import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_cache_path

HOME = Path(__file__).resolve().parent
try:
    VERSION = version("loopbrug")
except PackageNotFoundError:  # run from a bare checkout
    VERSION = "0.0.0"


def source_hash() -> str:
    """16 hex characters that change with any line of the simulation's code or with numba's version."""
    digest = hashlib.sha256(version("numba").encode())
    for file in sorted(HOME.rglob("*.py")):
        digest.update(file.relative_to(HOME).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


CACHE = user_cache_path("loopbrug")
os.environ.setdefault("NUMBA_CACHE_DIR", str(CACHE / "compiled" / source_hash()))
