"""Keeps a class's results small: what many results say alike is held in memory once."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Pool:
    """Texts and diagnoses, each once. A class of thousands repeats the same titles, messages and explanations."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def share(self, value: T) -> T:
        """An equal value, made of what the pool holds already. Frozen structs are changed in place: nobody can tell."""
        shared: T = self._shared(value)
        return shared

    def _shared(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._kept.setdefault(value, value)
        if isinstance(value, dict):
            return {self._shared(k): self._shared(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(map(self._shared, value))
        if isinstance(value, msgspec.Struct):
            for name in value.__struct_fields__:
                msgspec.structs.force_setattr(value, name, self._shared(getattr(value, name)))
            return self._once(value)
        return value

    def _once(self, value: Any) -> Any:
        try:
            return self._kept.setdefault(value, value)
        except TypeError:  # it holds a dict
            return value
