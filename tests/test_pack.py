"""A pack reads the same in Python and in compiled code."""

import copy

import numba
import numpy as np
import pytest

from sim.jit import kernel
from sim.pack import Pack

pytestmark = pytest.mark.small


class Inner(Pack):
    """A pack within a pack."""

    FIELDS = ("grid",)


class Outer(Pack):
    """One field of every kind a pack can hold."""

    FIELDS = ("rows", "numbers", "record", "inner", "whole", "share")


@kernel
def read(pack, i):
    """One number of each field, so that a field read from the wrong place shows."""
    return (
        pack.rows.code[i], pack.rows.triple[i, 2], pack.numbers[i], pack.numbers.size, pack.record.rate, pack.inner.grid[1, i],
        pack.inner.grid.shape[0], pack.whole, pack.share,
    )  # fmt: skip


@kernel
def add_one(pack, i):
    """Write through a pack."""
    pack.rows.code[i] += 1
    pack.inner.grid[0, i] += 1.0


def a_pack() -> Outer:
    rows = np.zeros(4, [("code", "i1"), ("triple", "i2", (3,))]).view(np.recarray)
    rows.code, rows.triple[:, 2] = [1, 2, 3, 4], [10, 20, 30, 40]
    record = np.zeros(1, [("other", "f8"), ("rate", "f8")]).view(np.recarray)
    record.rate = 0.25
    inner = Inner(grid=np.arange(8.0).reshape(2, 4))
    return Outer(rows=rows, numbers=np.array([5, 6, 7, 8], np.int32), record=record[0], inner=inner, whole=9, share=0.5)


def test_compiled_code_reads_what_python_reads() -> None:
    pack = a_pack()
    assert read(pack, 2) == (3, 30, 7, 4, 0.25, 6.0, 2, 9, 0.5)
    assert read(pack, 2) == getattr(read, "py_func", read)(pack, 2)


def test_what_compiled_code_writes_is_there() -> None:
    pack = a_pack()
    add_one(pack, 1)
    assert pack.rows.code.tolist() == [1, 3, 3, 4]
    assert pack.inner.grid[0].tolist() == [0, 2, 2, 3]


def test_another_field_is_seen_by_whoever_holds_the_pack() -> None:
    pack = a_pack()
    pack.put(numbers=np.arange(100, 200, dtype=np.int32), whole=-3, share=-1.5)
    assert read(pack, 2)[2:4] == (102, 100) and read(pack, 2)[7:] == (-3, -1.5)
    pack.inner.put(grid=np.full((3, 4), 2.5))
    assert read(pack, 0)[5:7] == (2.5, 3)


def test_a_replaced_field_leaves_the_first_pack_alone() -> None:
    one = a_pack()
    other = one.replace(numbers=np.full(4, -1, np.int32))
    assert (read(one, 0)[2], read(other, 0)[2]) == (5, -1)


def test_packs_of_other_types_are_told_apart() -> None:
    """The same names with other types are another type: compiled code for the one is never run on the other."""
    one, other = a_pack(), a_pack().replace(numbers=np.array([5, 6, 7, 8], np.int64))
    assert numba.typeof(one) != numba.typeof(other)
    assert numba.typeof(one) == numba.typeof(a_pack())
    assert read(other, 3)[2] == 8


def test_a_pack_wants_all_its_fields_each_in_one_piece() -> None:
    with pytest.raises(TypeError, match="grid"):
        Inner(grit=np.zeros((2, 2)))
    with pytest.raises(ValueError, match="grid must lie in one piece"):
        Inner(grid=np.zeros((4, 4))[::2, ::2])


@pytest.mark.parametrize(
    "wrong", [{"numbers": np.zeros(4)}, {"numbers": np.zeros((2, 2), np.int32)}, {"whole": 1.5}, {"share": None}, {"unknown": 1}]
)
def test_what_compiled_code_would_misread_is_refused(wrong: dict[str, object]) -> None:
    pack = a_pack()
    with pytest.raises(TypeError, match=next(iter(wrong))):
        pack.put(**wrong)
    assert read(pack, 2) == (3, 30, 7, 4, 0.25, 6.0, 2, 9, 0.5)


def test_of_fields_put_together_all_are_taken_or_none() -> None:
    pack = a_pack()
    with pytest.raises(ValueError, match="numbers must lie in one piece"):
        pack.put(whole=-3, numbers=np.zeros(8, np.int32)[::2])
    assert read(pack, 2) == (3, 30, 7, 4, 0.25, 6.0, 2, 9, 0.5) == getattr(read, "py_func", read)(pack, 2)


def test_an_assignment_is_refused() -> None:
    with pytest.raises(AttributeError, match="numbers"):
        a_pack().numbers = np.zeros(4, np.int32)


def test_a_deep_copy_is_a_pack_of_its_own() -> None:
    pack = a_pack()
    other = copy.deepcopy(pack)
    add_one(other, 1)
    assert (pack.rows.code[1], other.rows.code[1]) == (2, 3)
    assert (read(pack, 1)[0], read(other, 1)[0]) == (2, 3)
