"""A pack: many tables that compiled code reaches through one address.

Handed one by one, some thirty tables cost a compiled function two hundred arguments, and compiling it most of its time. A pack
lays the address and shape of each of its fields in one row of words; compiled code is given the place of that row and reads what
it uses. In Python a pack is a plain object: `w.people.age[i]` reads the same in both.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.datamodel import models
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import NativeValue, register_model, typeof_impl, unbox
from numba.np.arrayobj import populate_array

WORD = ir.IntType(64)


class PackType(types.Type):
    """The type of a pack in compiled code: its fields in order, and the word at which each begins."""

    def __init__(self, fields: tuple[tuple[str, Any], ...]) -> None:
        self.fields = dict(fields)
        self.place, at = {}, 0
        for name, kind in fields:
            self.place[name] = at
            at += 1 + kind.ndim if isinstance(kind, types.Array) else 1
        self.words = at
        described = ", ".join(f"{name}: {kind}" for name, kind in fields)
        # A short name: it becomes part of the name of every function that takes the pack.
        super().__init__(name="Pack" + hashlib.sha256(described.encode()).hexdigest()[:12])


@register_model(PackType)
class PackModel(models.PrimitiveModel):
    """In compiled code a pack is the address of its row of words."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, WORD.as_pointer())


class Pack:
    """Named tables, arrays, records, other packs, whole numbers and floats, by attribute. Subclasses name their `FIELDS`."""

    FIELDS: tuple[str, ...] = ()
    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, **fields: Any) -> None:
        if set(fields) != set(self.FIELDS):
            raise TypeError(f"{type(self).__name__} wants {', '.join(self.FIELDS)}; it was given {', '.join(fields)}")
        self.__dict__.update({name: _held(fields[name]) for name in self.FIELDS})
        self._numba_type_ = PackType(tuple((name, _type_of(fields[name])) for name in self.FIELDS))
        self._words = np.zeros(self._numba_type_.words, np.int64)
        self.address = self._words.ctypes.data
        self._lay({name: getattr(self, name) for name in self.FIELDS})

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self.FIELDS:
            raise AttributeError(f"fill {name} in place, or put another: compiled code would not see an assignment")
        super().__setattr__(name, value)

    def put(self, **fields: Any) -> None:
        """Set fields to others of the same type; raises TypeError for another one, which compiled code would misread."""
        for name, value in fields.items():
            if name not in self.FIELDS or not _alike(getattr(self, name), value):
                raise TypeError(f"{type(self).__name__}.{name} cannot be {type(value).__name__} {getattr(value, 'dtype', '')}")
        held = {name: _held(value) for name, value in fields.items()}
        self._lay(held)
        self.__dict__.update(held)

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy, or one read elsewhere, is laid out anew: an address is of one pack in one process."""
        return _rebuilt, (type(self), {name: getattr(self, name) for name in self.FIELDS})

    def replace(self, **fields: Any) -> Any:
        """A pack of its own in which these fields are others."""
        return type(self)(**({name: getattr(self, name) for name in self.FIELDS} | fields))

    def _lay(self, fields: Mapping[str, Any]) -> None:
        """Write the words of these fields, of all or, when one cannot be read so, of none."""
        for name, words in [(name, _words_of(name, value)) for name, value in fields.items()]:
            at = self._numba_type_.place[name]
            self._words[at : at + len(words)] = words


def _rebuilt(kind: Any, fields: dict[str, Any]) -> Any:
    return kind(**fields)


def _words_of(name: str, value: Any) -> list[int]:
    """What compiled code reads of a field: where it lies, and the shape of an array; a number itself."""
    if isinstance(value, np.ndarray):
        if not value.flags.c_contiguous:
            raise ValueError(f"{name} must lie in one piece")
        return [value.ctypes.data, *value.shape]
    if isinstance(value, np.void):
        held: Any = value.base  # the array that `_held` made for it
        return [held.ctypes.data]
    if isinstance(value, Pack):
        return [value.address]
    return [int(np.float64(value).view(np.int64)) if isinstance(value, float) else int(value)]  # a float as its bits


def _type_of(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _type_of_array(value.dtype, value.ndim, value.flags.writeable)
    return _type_of_row(value.dtype) if isinstance(value, np.void) else numba.typeof(value)


# Types are kept, since describing a record again took most of the time of copying a world.


@cache
def _type_of_array(dtype: np.dtype[Any], ndim: int, writeable: bool) -> Any:
    """The type of an array in one piece."""
    return types.Array(_type_of_row(dtype), ndim, "C", readonly=not writeable)


@cache
def _type_of_row(dtype: np.dtype[Any]) -> Any:
    """The type of one row of an array, or of a record by itself."""
    return numba.from_dtype(dtype)


def _alike(old: Any, new: Any) -> bool:
    """Whether compiled code can read the new value where it read the old."""
    if isinstance(old, np.ndarray):
        return isinstance(new, np.ndarray) and (old.dtype, old.ndim) == (new.dtype, new.ndim)
    if isinstance(old, Pack):
        return isinstance(new, Pack) and old._numba_type_ == new._numba_type_
    return isinstance(new, type(old) if not isinstance(old, int) else int | np.integer)


def _held(value: Any) -> Any:
    """The value itself; a record as the only row of an array of its own, so that it has an address that stays."""
    return np.array([value]).view(np.recarray)[0] if isinstance(value, np.void) else value


@typeof_impl.register(Pack)
def _typeof(value: Any, context: Any) -> Any:
    return value._numba_type_


@unbox(PackType)
def _unbox(kind: Any, value: Any, c: Any) -> Any:
    address = c.pyapi.object_getattr_string(value, "address")
    row = c.builder.inttoptr(c.pyapi.long_as_longlong(address), WORD.as_pointer())
    c.pyapi.decref(address)
    return NativeValue(row)


@infer_getattr
class _Fields(AttributeTemplate):
    key = PackType

    def generic_resolve(self, pack: Any, name: str) -> Any:  # type: ignore[override]
        return pack.fields.get(name)


@lower_getattr_generic(PackType)
def _read(context: Any, builder: Any, pack: Any, row: Any, name: str) -> Any:
    kind, place = pack.fields[name], pack.place[name]

    def word(k: int) -> Any:
        load = builder.load(builder.gep(row, [ir.Constant(WORD, place + k)]))
        load.set_metadata("invariant.load", builder.module.add_metadata([]))  # no kernel changes a pack
        return load

    if not isinstance(kind, types.Array):
        native = context.get_value_type(kind)
        if kind == types.float64:
            return builder.bitcast(word(0), native)
        return word(0) if native == WORD else builder.inttoptr(word(0), native)
    array = context.make_array(kind)(context, builder)
    itemsize = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    shape = [word(1 + d) for d in range(kind.ndim)]
    strides: list[Any] = []
    step = ir.Constant(WORD, itemsize)
    for length in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, length)
    populate_array(
        array, data=builder.inttoptr(word(0), array.data.type), shape=shape, strides=strides,
        itemsize=ir.Constant(WORD, itemsize), meminfo=None,
    )  # fmt: skip
    return array._getvalue()
