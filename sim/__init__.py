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
