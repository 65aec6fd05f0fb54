"""Arrays kept small: by what is not zero, or in fewer bytes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Sparse(NamedTuple):
    """An array by its non-zero entries: int32 `places` in the flattened array, and the `values` there."""

    shape: tuple[int, ...]
    places: np.ndarray
    values: np.ndarray


def thinned(array: np.ndarray) -> Sparse:
    """The array by its non-zero entries."""
    flat = np.asarray(array).ravel()
    places = np.flatnonzero(flat)
    return Sparse(np.shape(array), places.astype(np.int32), flat[places])


def smallest(array: np.ndarray) -> np.ndarray:
    """The same in fewer bytes: whole numbers exactly, in the smallest signed type that holds them; others in single precision.

    Signed, so that the difference of two arrays of counts is right in their own type.
    """
    if array.dtype.kind == "f":
        return array.astype(np.float32)
    most = int(np.abs(array).max(initial=0))
    return array.astype(next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(kind).max))


def whole(array: np.ndarray | Sparse) -> np.ndarray:
    """The array itself."""
    if not isinstance(array, Sparse):
        return array
    made = np.zeros(array.shape, array.values.dtype)
    made.ravel()[array.places] = array.values
    return made


def stacked(arrays: list[np.ndarray | Sparse]) -> tuple[np.ndarray, np.ndarray]:
    """(places in the flattened array at which any has something, float64[array, place]) of arrays of one shape."""
    thin = [array if isinstance(array, Sparse) else thinned(array) for array in arrays]
    places = np.unique(np.concatenate([array.places for array in thin]))
    values = np.zeros((len(thin), places.size))
    for row, array in zip(values, thin, strict=True):
        row[np.searchsorted(places, array.places)] = array.values
    return places, values
