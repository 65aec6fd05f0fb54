"""Loopbrug's simulation: a labour market in which people try to cross from one sector to another.

    from sim import compare, load
    compare(load("noordoost-brabant-contractcatering"), package="senior-traineeship").table()

Compiled code is kept in a folder named by a hash of these sources, because numba does not notice an edit in a helper file.
"""

import hashlib
import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

HOME = Path(__file__).resolve().parent
try:
    VERSION = version("loopbrug")
except PackageNotFoundError:  # run from a bare checkout
    VERSION = "0.0.0"


def files_hash(*patterns: str) -> str:
    """16 hex characters that change with any byte of the files under sim/ that match, or with numba's version."""
    digest = hashlib.sha256(version("numba").encode())
    for file in sorted({file for pattern in patterns for file in HOME.glob(pattern) if file.is_file()}):
        digest.update(file.relative_to(HOME).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


# All compiled code lives here; a test holds that no other module compiles anything.
COMPILED = ("agents/**/*.py", "month/**/*.py", "chains.py", "rng.py", "jit.py", "pack.py")

CACHE = user_cache_path("loopbrug")
os.environ.setdefault("NUMBA_CACHE_DIR", str(CACHE / "compiled" / files_hash(*COMPILED)))

__all__ = ["VERSION", "compare", "load"]

if TYPE_CHECKING:
    from sim.api import compare, load
else:

    def __getattr__(name: str) -> Any:
        """`compare` and `load`, read only when asked for: the engine takes a second to import, and not everyone needs it."""
        if name in ("compare", "load"):
            return getattr(import_module("sim.api"), name)
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
