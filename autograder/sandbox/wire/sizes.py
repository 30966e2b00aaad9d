"""How much an object unfolds to: its items, each counted as often as it is reached, and how deep they are nested."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from .bounds import MAX_DEPTH, MAX_EXPANDED, UNIT, ProtocolError

_CONTAINERS = (list, dict, tuple, set, frozenset)
_WEIGHTY = (np.ndarray, str, bytes)
_SLACK = 10  # levels that the decoder allows beyond what the encoder makes
_OPEN = (-1, -1)  # in the memo: a container whose items are being measured


class Sizes:
    """Measures objects that do not change meanwhile: each only once, however often it is reached."""

    def __init__(self) -> None:
        self._memo: dict[int, tuple[int, int]] = {}
        self._alive: list[Any] = []  # so that no id in the memo is given twice

    def of(self, obj: Any) -> tuple[int, int]:
        """Size and depth; a plain item has (1, 0).

        Raises:
            ProtocolError: where it is too large, too deep, or contains itself.
        """
        if not isinstance(obj, _CONTAINERS):
            return 1 + weight(obj), 0
        stack = [obj]
        while stack:
            container = stack[-1]
            if self._memo.get(id(container), _OPEN) != _OPEN:
                stack.pop()
                continue
            self._memo[id(container)] = _OPEN
            inner = _members(container, _CONTAINERS)
            waiting = [item for item in inner if id(item) not in self._memo]
            if waiting:
                stack += waiting
                continue
            self._memo[id(container)] = self._measured(container, inner)
            self._alive.append(container)
            stack.pop()
        return self._memo[id(obj)]

    def _measured(self, container: Any, inner: list[Any]) -> tuple[int, int]:
        size, depth = 1 + len(container) - len(inner), 0
        for item in inner:
            its_size, its_depth = self._memo[id(item)]
            if its_size < 0:
                raise ProtocolError("a value contains itself")
            size += its_size
            depth = max(depth, its_depth)
        if isinstance(container, dict):
            size += len(container)
        size += sum(map(weight, _members(container, _WEIGHTY)))
        refuse(size, depth + 1)
        return size, depth + 1


def weight(obj: Any) -> int:
    """What an item counts for beside itself."""
    if isinstance(obj, np.ndarray):
        return obj.nbytes // UNIT
    return len(obj) // UNIT if isinstance(obj, (str, bytes)) else 0  # an integer has a few kilobytes at most


def refuse(size: int, depth: int) -> None:
    """Raises ProtocolError for a container that is too large or too deep."""
    if depth > MAX_DEPTH + _SLACK or size > MAX_EXPANDED:
        raise ProtocolError("a value is nested too deeply, or unfolds to too much")


def _members(container: Any, kinds: tuple[type, ...]) -> list[Any]:
    """The items of some kinds; for a list of nothing but numbers that is told at once."""
    items: Iterable[Any] = dict.values(container) if isinstance(container, dict) else container
    if not any(issubclass(kind, kinds) for kind in set(map(type, items))):
        return []
    return [item for item in items if isinstance(item, kinds)]
