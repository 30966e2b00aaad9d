"""Kinds of NumPy's: arrays of texts, dates, objects and records, dtypes, matrices; SciPy's sparse matrices."""

import importlib
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from ..arrays import Array, plain, wire_dtype
from ..bounds import MAX_NDIM, MAX_NODES, ProtocolError

PACKAGES = frozenset(("numpy", "scipy"))
_TEXT = re.compile(r"[<>|=]?[US]\d{1,5}")
_TIME = re.compile(r"[<>]?[mM]8(\[\d{0,6}[a-zA-Z]{1,2}\])?")
_DTYPE = re.compile(r"[<>|=]?([?bBhHiIlLqQefdgFDGO]|[biufcSUV]\d{0,4}|[mM]8(\[\d{0,6}[a-zA-Z]{1,2}\])?)")
_FORMATS = ("csr", "csc", "coo", "lil", "dok", "dia", "bsr")
_MOST_BYTES = 64 << 20
_MOST_FIELDS = 1000


def dump(obj: Any) -> tuple[str, list[Any]] | None:
    """Kind and parts; None for arrays that travel as they are."""
    if isinstance(obj, np.ndarray):
        return _dump_array(obj)
    if isinstance(obj, np.datetime64 | np.timedelta64):
        return "moment", [obj.dtype.str, int(obj.astype(np.int64))]
    if isinstance(obj, np.dtype):
        return ("dtype", [obj.str]) if obj.names is None and _DTYPE.fullmatch(obj.str) else None
    if type(obj).__module__.startswith("scipy.sparse") and hasattr(obj, "tocoo"):
        whole = obj.tocoo()
        if whole.ndim != 2:
            return None
        entries = [np.asarray(part) for part in (whole.data, whole.row, whole.col)]
        return "sparse", [obj.format, type(obj).__name__.endswith("_array"), list(map(int, whole.shape)), *entries]
    return None


def _dump_array(obj: Any) -> tuple[str, list[Any]] | None:
    if isinstance(obj, np.ma.MaskedArray):
        return None
    array: Any = plain(obj)
    kind = array.dtype.kind
    shape = list(array.shape)
    if kind in "US" and array.nbytes <= _MOST_BYTES and array.size <= MAX_NODES:
        return "texts", [array.dtype.str, shape, array.reshape(-1).tolist()]
    if kind in "mM":
        return "times", [array.dtype.str, array.astype(np.int64)]
    if kind == "O" and array.size <= MAX_NODES:
        return "objects", [shape, array.reshape(-1).tolist()]
    if kind == "V" and array.dtype.names:
        return "records", [list(array.dtype.names), [np.ascontiguousarray(array[name]) for name in array.dtype.names]]
    if isinstance(obj, np.matrix) and wire_dtype(array.dtype) is not None:
        return "matrix", [np.array(array)]
    return None


def _shape(shape: Any, items: Any) -> tuple[int, ...]:
    sizes = isinstance(shape, list) and len(shape) <= MAX_NDIM and all(type(n) is int and n >= 0 for n in shape)
    if not sizes or type(items) is not list or math.prod(shape) != len(items):
        raise ProtocolError("a shape that does not fit")
    return tuple(shape)


def _dtype(text: Any, pattern: re.Pattern[str]) -> "np.dtype[Any]":
    if type(text) is not str or not pattern.fullmatch(text):
        raise ProtocolError("a dtype that is not of the closed set")
    return np.dtype(text)


def array_of(value: Any) -> Array:
    """A part that must be an array."""
    if type(value) is not np.ndarray:
        raise ProtocolError("a part is no array")
    return value


def _texts(code: Any, shape: Any, items: Any) -> Array:
    dtype, size = _dtype(code, _TEXT), _shape(shape, items)
    wanted = str if dtype.kind == "U" else bytes
    if dtype.itemsize * len(items) > _MOST_BYTES or not all(type(item) is wanted for item in items):
        raise ProtocolError("an array of texts that is none")
    return np.array(items, dtype).reshape(size)


def _times(code: Any, numbers: Any) -> Array:
    return array_of(numbers).astype(np.int64).view(_dtype(code, _TIME).newbyteorder("="))


def _objects(shape: Any, items: Any) -> Array:
    size = _shape(shape, items)
    array = np.empty(len(items), object)
    for number, item in enumerate(items):
        array[number] = item
    return array.reshape(size)


def _records(names: Any, columns: Any) -> Array:
    if not (isinstance(names, list) and isinstance(columns, list) and 0 < len(names) == len(columns) <= _MOST_FIELDS):
        raise ProtocolError("a record array that is none")
    if not all(type(name) is str and len(name) <= 1000 for name in names):
        raise ProtocolError("a field's name that is none")
    arrays = [array_of(column) for column in columns]
    shape = arrays[0].shape
    fits = [a.shape[: len(shape)] == shape for a in arrays]
    if not all(fits):
        raise ProtocolError("fields of different length")
    array = np.empty(shape, [(name, a.dtype, a.shape[len(shape) :]) for name, a in zip(names, arrays, strict=True)])
    for name, column in zip(names, arrays, strict=True):
        array[name] = column
    return array


def _sparse(format: Any, is_array: Any, shape: Any, data: Any, rows: Any, columns: Any) -> Any:
    values, at = array_of(data), [array_of(part) for part in (rows, columns)]
    if format not in _FORMATS or not isinstance(shape, list) or len(shape) != 2:
        raise ProtocolError("a sparse matrix that is none")
    for part, most in zip(at, shape, strict=True):
        if type(most) is not int or not 0 <= most <= 1 << 31 or part.dtype.kind not in "iu" or part.ndim != 1:
            raise ProtocolError("a sparse matrix out of bounds")
        if len(part) != len(values) or (len(part) and (part.min() < 0 or part.max() >= most)):
            raise ProtocolError("an entry outside its matrix")
    if format in ("dia", "bsr", "lil") and max(*shape, 1) > 1 << 22:
        raise ProtocolError("a sparse matrix with too many rows")
    home = importlib.import_module("scipy.sparse")
    make = home.coo_array if is_array else home.coo_matrix
    return make((values, tuple(at)), shape=tuple(shape)).asformat(format)


MAKERS: dict[str, Callable[..., Any]] = {
    "texts": _texts,
    "times": _times,
    "moment": lambda code, number: np.array(number, np.int64).view(_dtype(code, _TIME))[()],
    "objects": _objects,
    "records": _records,
    "dtype": lambda code: _dtype(code, _DTYPE),
    "matrix": lambda values: array_of(values).view(np.matrix),
    "sparse": _sparse,
}
