"""Kinds of pandas': frames and series as columns, indices, moments. Values by columns, each typed."""

import contextlib
import importlib
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from ..bounds import MAX_NODES, ProtocolError

PACKAGES = frozenset(("pandas",))
_EXTENSION = re.compile(
    r"string|str|boolean|U?Int(8|16|32|64)|Float(32|64)|datetime64\[(s|ms|us|ns), ?[A-Za-z0-9_+:/\-]{1,40}\]"
)
_MOST_COLUMNS = 10_000
_MOST_LEVELS = 20
_MOST_STEP = 30  # characters


CALLS = frozenset(("call", "call_method"))
"""Requests after which the frames and series among their operands may have been changed."""


def is_frame(obj: Any) -> bool:
    """Whether it is a frame or a series, and none of a class of somebody's own."""
    kind = type(obj)
    return kind.__name__ in ("DataFrame", "Series") and kind.__module__.partition(".")[0] == "pandas"


def put_back(frame: Any, content: Any) -> None:
    """Give a frame or a series other content, in place."""
    if type(content) is type(frame):
        frame.__init__(content)


def _pandas() -> Any:
    return importlib.import_module("pandas")


def dump(obj: Any) -> tuple[str, list[Any]] | None:
    """Kind and parts; None for what is not of the kinds here."""
    dumper = _DUMPERS.get(type(obj).__name__)
    return None if dumper is None else dumper(obj)


def _column(values: Any) -> list[Any]:
    """A dtype's name, empty for NumPy's, and the values: an array, or a list in which what is missing is None."""
    dtype, pd = values.dtype, _pandas()
    if isinstance(dtype, np.dtype):
        return ["", np.asarray(values)]
    if isinstance(dtype, pd.CategoricalDtype):
        whole = values.array if hasattr(values, "array") else values
        return ["category", [np.asarray(whole.codes), _index(whole.categories), bool(whole.ordered)]]
    if not _EXTENSION.fullmatch(str(dtype)) or len(values) > MAX_NODES:
        return ["", np.asarray(values, object)]
    if str(dtype).startswith("datetime64"):
        zone = str(dtype).partition(", ")[2].rstrip("]")
        return [str(dtype), np.asarray(values.tz_convert("UTC").tz_localize(None) if hasattr(values, "tz_convert")
                                       else values.dt.tz_convert("UTC").dt.tz_localize(None)), zone]  # fmt: skip
    return [str(dtype), [None if missing else value for value, missing in zip(values, pd.isna(values), strict=True)]]


def _index(index: Any) -> list[Any]:
    pd = _pandas()
    if isinstance(index, pd.RangeIndex):
        return ["range", index.start, index.stop, index.step, index.name]
    if isinstance(index, pd.MultiIndex):
        return ["levels", [_index(level) for level in index.levels], [np.asarray(c) for c in index.codes],
                list(index.names)]  # fmt: skip
    return ["values", _column(index), index.name, getattr(index, "freqstr", None)]


def _dump_frame(obj: Any) -> tuple[str, list[Any]]:
    columns = [_column(obj.iloc[:, number]) for number in range(obj.shape[1])]
    return "frame", [columns, _index(obj.columns), _index(obj.index)]


def _dump_moment(obj: Any) -> tuple[str, list[Any]]:
    return "timestamp", [obj.isoformat()]


_DUMPERS: dict[str, Callable[[Any], tuple[str, list[Any]]]] = {
    "DataFrame": _dump_frame,
    "Series": lambda o: ("series", [_column(o), _index(o.index), o.name]),
    **dict.fromkeys(("Index", "RangeIndex", "MultiIndex", "DatetimeIndex", "TimedeltaIndex", "CategoricalIndex"),
                    lambda o: ("index", _index(o))),
    "Categorical": lambda o: ("categories", _column(o)[1]),
    "Timestamp": _dump_moment,
    "Timedelta": lambda o: ("duration", [o.isoformat()]),
    "NaTType": lambda o: ("missing", ["NaT"]),
    "NAType": lambda o: ("missing", ["NA"]),
}  # fmt: skip


def _make_column(column: Any) -> Any:
    pd = _pandas()
    match column:
        case ["", np.ndarray() as values] if values.ndim == 1:
            return values
        case ["category", parts]:
            return _make_categories(*parts)
        case [str() as dtype, np.ndarray() as values, str()] if _EXTENSION.fullmatch(dtype):
            return pd.Series(values).dt.tz_localize("UTC").astype(dtype).array
        case [str() as dtype, list() as values] if _EXTENSION.fullmatch(dtype):
            return pd.array([pd.NA if value is None else value for value in values], dtype=dtype)
    raise ProtocolError("a column that is none")


def _make_categories(codes: Any, categories: Any, ordered: Any) -> Any:
    if type(codes) is not np.ndarray or type(ordered) is not bool:
        raise ProtocolError("categories that are none")
    return _pandas().Categorical.from_codes(codes, categories=_make_index(*categories), ordered=ordered)


def _make_index(kind: Any, *parts: Any) -> Any:
    pd = _pandas()
    if kind == "range":
        start, stop, step, name = parts
        return pd.RangeIndex(start, stop, step, name=_label(name))
    if kind == "values":
        column, name, step = parts
        made = pd.Index(_make_column(column), name=_label(name))
        if type(step) is str and len(step) <= _MOST_STEP:
            with contextlib.suppress(Exception):  # one that says more than its text, such as which days are free
                made.freq = step
        return made
    levels, codes, names = parts
    if kind != "levels" or not (0 < len(levels) == len(codes) == len(names) <= _MOST_LEVELS):
        raise ProtocolError("an index that is none")
    if not all(level[0] in ("values", "range") for level in levels):
        raise ProtocolError("levels of levels")
    made = [_make_index(*level) for level in levels]
    return pd.MultiIndex(levels=made, codes=codes, names=list(map(_label, names)), verify_integrity=True)


def _label(name: Any) -> Any:
    """What a column or an index is called: something that can be hashed in no time."""
    if isinstance(name, tuple) and len(name) <= _MOST_LEVELS:
        return tuple(map(_label, name))
    if name is None or isinstance(name, str | int | float | bool | np.generic):
        return name
    raise ProtocolError("a name that is none")


def _make_frame(columns: Any, names: Any, index: Any) -> Any:
    pd = _pandas()
    if not isinstance(columns, list) or len(columns) > _MOST_COLUMNS:
        raise ProtocolError("a frame with too many columns")
    rows = _make_index(*index)
    series = [pd.Series(_make_column(column), index=rows, copy=False) for column in columns]
    frame = pd.concat(series, axis=1) if series else pd.DataFrame(index=rows)
    frame.columns = _make_index(*names)
    return frame


def _moment(make: str, text: Any) -> Any:
    if type(text) is not str or len(text) > 100:
        raise ProtocolError("a moment that is none")
    return getattr(_pandas(), make)(text)


MAKERS: dict[str, Callable[..., Any]] = {
    "frame": _make_frame,
    "series": lambda column, index, name: _pandas().Series(
        _make_column(column), index=_make_index(*index), name=_label(name)
    ),
    "index": _make_index,
    "categories": _make_categories,
    "timestamp": lambda text: _moment("Timestamp", text),
    "duration": lambda text: _moment("Timedelta", text),
    "missing": lambda name: {"NaT": _pandas().NaT, "NA": _pandas().NA}[name],
}
