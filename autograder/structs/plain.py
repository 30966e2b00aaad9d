"""Structs in pure Python, as far as a student's machine needs them: see the package."""

import dataclasses
import inspect
import json
from dataclasses import field as field
from dataclasses import replace as replace
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_MUTABLE = (list, dict, set)


class DecodeError(ValueError):
    """What was to be decoded is not JSON, or of another shape."""


class Raw(bytes):
    """JSON that is not decoded yet."""


class Struct:
    """Makes a dataclass of each class that is derived from it."""

    def __init_subclass__(
        cls, *, frozen: bool = False, order: bool = False, kw_only: bool = False, **_: object
    ) -> None:
        super().__init_subclass__()
        for name in inspect.get_annotations(cls):
            default = cls.__dict__.get(name)
            if isinstance(default, _MUTABLE):  # msgspec copies such a default
                setattr(cls, name, field(default_factory=default.copy))
        dataclasses.dataclass(frozen=frozen, order=order, kw_only=kw_only)(cls)
        cls.__struct_fields__ = tuple(f.name for f in dataclasses.fields(cls))  # type: ignore[attr-defined, arg-type]


def decode_json(content: bytes | str, *, type: Any = Any) -> Any:
    """The value that some JSON describes.

    Raises:
        DecodeError: if it is no JSON, or not of that type.
        UnicodeDecodeError: if it is not UTF-8.
        RecursionError: if it is nested too deeply.
    """
    text = content if isinstance(content, str) else content.decode()
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise DecodeError(f"JSON is malformed: {error}") from None
    return _converted(value, type)


def encode_json(value: Any) -> bytes:
    """As msgspec writes it: without spaces, structs as objects."""
    text = json.dumps(value, default=dataclasses.asdict, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _converted(value: Any, kind: Any) -> Any:
    if kind is Raw:
        return Raw(json.dumps(value).encode())
    if kind is Any or kind is object:
        return value
    if get_origin(kind) in (Union, UnionType):
        return _one_of(value, get_args(kind))
    if get_origin(kind) is list and isinstance(value, list):
        return [_converted(item, get_args(kind)[0]) for item in value]
    if get_origin(kind) is dict and isinstance(value, dict):
        return {key: _converted(item, get_args(kind)[1]) for key, item in value.items()}
    if kind is None or kind is type(None):
        if value is None:
            return None
    elif isinstance(kind, type) and issubclass(kind, Struct):
        if isinstance(value, dict):
            hints = get_type_hints(kind)
            return kind(**{name: _converted(value[name], hint) for name, hint in hints.items() if name in value})
    elif isinstance(kind, type) and isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    raise DecodeError(f"Expected `{kind}`, got `{type(value).__name__}`")


def _one_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    for kind in kinds:
        try:
            return _converted(value, kind)
        except DecodeError:
            continue
    raise DecodeError(f"Expected one of {kinds}, got `{type(value).__name__}`")
