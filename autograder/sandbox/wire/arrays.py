"""Arrays as a dtype code, a shape and raw bytes; the dtypes form a closed set."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .bounds import MAX_DIMENSION, MAX_EMPTY, ProtocolError

_CODES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16")
CODES = {code: np.dtype(code) for code in _CODES}
_WIRE = {dtype.str: dtype for dtype in CODES.values()}

Array = NDArray[np.generic]


def wire_dtype(dtype: np.dtype[np.generic]) -> "np.dtype[np.generic] | None":
    """The dtype in which an array travels, or None where it cannot: objects, text, records, dates."""
    known = _WIRE.get(dtype.str)
    if known is not None:
        return known
    if dtype.kind == "f":
        return CODES["<f8"]  # long double
    if dtype.kind == "c":
        return CODES["<c16"]
    if dtype.kind in "biu":
        return _WIRE.get(dtype.newbyteorder("<").str)
    return None


def plain(array: Array) -> Array:
    """The array itself as an exact ``numpy.ndarray``: a subclass may lie about everything."""
    return array if type(array) is np.ndarray else np.ndarray.__array__(array).view(np.ndarray)


def has_too_many_rows(shape: Sequence[int]) -> bool:
    """Whether an array of this shape, empty because of a 0 in it, would have too many rows to look at."""
    return math.prod(filter(None, shape)) > MAX_EMPTY


def to_bytes(array: Array, dtype: "np.dtype[np.generic]") -> bytes:
    """The content in C order."""
    return (array if array.dtype == dtype else array.astype(dtype)).tobytes()


def from_bytes(code: str, shape: list[int], payload: memoryview, offset: int) -> tuple[Array, int]:
    """A new array, and the offset after its buffer; everything about it is checked.

    Raises:
        ProtocolError: for a dtype outside the closed set, a size that does not fit the payload, a bool that is
            neither 0 nor 1.
    """
    dtype = CODES.get(code)
    if dtype is None:
        raise ProtocolError(f"dtype {code!r} is not allowed")
    if shape and max(shape) > MAX_DIMENSION:
        raise ProtocolError("an array's dimension is out of bounds")
    count = math.prod(shape)
    if not count and has_too_many_rows(shape):
        raise ProtocolError("an array of nothing has too many rows")
    end = offset + count * dtype.itemsize
    if end > len(payload):
        raise ProtocolError("an array is longer than the payload")
    try:
        if not count:
            return np.empty(shape, dtype), end
        flat: Array = np.frombuffer(payload, dtype, count, offset)
        if dtype.kind == "b" and flat.view(np.uint8).max() > 1:
            raise ProtocolError("a bool is neither 0 nor 1")
        return flat.reshape(shape).copy(), end
    except (ValueError, MemoryError) as error:
        raise ProtocolError(f"an array of shape {shape}: {error}") from None
