"""How the simulation's numeric code is compiled.

A *rule* is a small pure function of scalars, written once and called by both engines. A *kernel* is a loop over arrays. Kernels
are serial and release the interpreter lock: several of them run side by side in threads, each on its own rows.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import float64

njit: Any = numba.njit  # numba's own annotations do not know `_nrt`

_FRACTION = np.int64(52)  # bits of the fraction of a float64
_ROOT_HALF = np.int64(0x3FE6A09E667F3BCD)  # the bits of the square root of a half
_LN_2_HIGH, _LN_2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10


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


@njit(float64(float64), cache=True, error_model="numpy")
def ln(x: Any) -> Any:
    """Natural logarithm of a positive number, to the last bit but one: that of fdlibm (Sun Microsystems 1993).

    In a loop over a column four to five times as fast as the library's, for the compiler makes vectors of it.
    """
    bits = np.float64(x).view(np.int64)
    power = (bits - _ROOT_HALF) >> _FRACTION  # x = 2 ** power * (1 + f), with 1 + f from the root of a half to that of 2
    f = np.int64(bits - (power << _FRACTION)).view(np.float64) - 1.0
    s = f / (2.0 + f)
    z = s * s
    v = z * z
    odd = z * (0.6666666666666735130 + v * (0.2857142874366239149 + v * (0.1818357216161805012 + v * 0.1479819860511658591)))
    even = v * (0.3999999999940941908 + v * (0.2222219843214978396 + v * 0.1531383769920937332))
    half = 0.5 * f * f
    return s * (half + odd + even) + power * _LN_2_LOW - half + f + power * _LN_2_HIGH
