"""Pictures as PIL has them: mode, size, raw pixels."""

import importlib
from collections.abc import Callable
from typing import Any

from ..bounds import ProtocolError

PACKAGES = frozenset(("PIL",))
_BYTES = {"1": 1, "L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4, "YCbCr": 3, "HSV": 3, "LAB": 3, "I": 4, "F": 4, "LA": 2}
_MOST_PIXELS = 16 << 20


def dump(obj: Any) -> tuple[str, list[Any]] | None:
    """Kind and parts."""
    image = importlib.import_module("PIL.Image").Image
    if not isinstance(obj, image) or obj.mode not in _BYTES:
        return None
    return "picture", [obj.mode, *obj.size, obj.tobytes()]


def _make(mode: Any, width: Any, height: Any, data: Any) -> Any:
    sizes = all(type(n) is int and n > 0 for n in (width, height))
    if mode not in _BYTES or not sizes or width * height > _MOST_PIXELS or type(data) is not bytes:
        raise ProtocolError("a picture out of bounds")
    row = (width + 7) // 8 if mode == "1" else width * _BYTES[mode]
    if len(data) != row * height:
        raise ProtocolError("a picture of another size")
    return importlib.import_module("PIL.Image").frombytes(mode, (width, height), data)


MAKERS: dict[str, Callable[..., Any]] = {"picture": _make}
