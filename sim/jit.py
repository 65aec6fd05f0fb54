"""How the simulation's numeric code is compiled.

A *rule* is a small pure function of scalars, written once and called by both engines. A *kernel* is a loop over arrays. Kernels
are serial and release the interpreter lock: several of them run side by side in threads, each on its own rows.
"""

from collections.abc import Callable
from typing import Any

import numba

njit: Any = numba.njit  # numba's own annotations do not know `_nrt`


def rule(function: Callable[..., Any]) -> Any:
    """Compile a scalar rule; arguments are int64 or float64, so that both engines call the same compiled code."""
    return njit(function, cache=True, _nrt=False)


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a serial loop over arrays that other threads may run beside. It makes no array of its own.

    Without arrays of its own, numba need not count who refers to the tables: that counting cost twenty times the work.
    """
    return njit(function, cache=True, nogil=True, _nrt=False)


def part(function: Callable[..., Any]) -> Any:
    """Compile a part of kernels, which only they call: without the entrance from Python that costs time to compile."""
    return njit(function, cache=True, nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def maker(function: Callable[..., Any]) -> Any:
    """Compile a kernel that returns or uses new arrays."""
    return njit(function, cache=True, nogil=True)
