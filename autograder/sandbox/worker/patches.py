"""What a check sets in the submission, undone when the next check begins: names, attributes, items.

Only what the check itself asks for is undone, never what the submission does of its own accord. No code of the
submission runs for it: values are read and put back where Python keeps them.
"""

import contextlib
import types
import weakref
from collections.abc import Callable
from typing import Any

from ..wire.undo import UndoLog

_MISSING: Any = object()


class Patches:
    """The values that stood where a check has put its own, by the name or the object that held them."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names  # of the submission's module
        self._replaced: dict[str, Any] = {}
        self._objects: dict[int, tuple[Any, dict[str, Any]]] = {}  # id → the object, or a weak reference; old values
        self._items = UndoLog()

    def definition(self, name: str) -> Any:
        """What a name of the submission meant before the check replaced it. Raises: KeyError."""
        value = self._replaced.get(name, _MISSING)
        return self._names[name] if value is _MISSING else value

    def name(self, name: str, change: Callable[[], object]) -> None:
        """Let a change of a name of the module happen."""
        before = self._names.get(name, _MISSING)
        change()
        first = self._replaced.setdefault(name, before)
        if self._names.get(name, _MISSING) is first:
            del self._replaced[name]

    def attribute(self, obj: Any, name: str, change: Callable[[], object]) -> None:
        """Let a change of an attribute happen. A property may keep what it is given under other names."""
        before = _attributes(obj)
        change()
        after = _attributes(obj)
        changed = [key for key in before | after if before.get(key, _MISSING) is not after.get(key, _MISSING)]
        if changed:
            old = self._old_values(obj)
            for key in changed:
                old.setdefault(key, before.get(key, _MISSING))

    def items(self, obj: Any) -> None:
        """The items of a list, dict or array are about to change."""
        self._items.keep(obj)

    def undo(self) -> None:
        """Put everything back."""
        for name, value in self._replaced.items():
            _put(self._names, name, value)
        for holder, values in list(self._objects.values()):
            obj = holder() if isinstance(holder, weakref.ref) else holder
            for name, value in values.items():
                _put_attribute(obj, name, value)
        self._replaced.clear()
        self._objects.clear()
        self._items.undo()

    def _old_values(self, obj: Any) -> dict[str, Any]:
        key = id(obj)
        if key not in self._objects:
            try:
                holder: Any = weakref.ref(obj, lambda _: self._objects.pop(key, None))
            except TypeError:
                holder = obj
            self._objects[key] = holder, {}
        return self._objects[key][1]


def _namespace(obj: Any) -> Any:
    """Where an object keeps its attributes: a dict, of a class a view of one."""
    try:
        return (
            type.__dict__["__dict__"].__get__(obj)
            if issubclass(type(obj), type)
            else object.__getattribute__(obj, "__dict__")
        )
    except AttributeError:
        return {}


def _slots(obj: Any) -> dict[str, Any]:
    """The descriptors of the attributes that an object keeps in slots."""
    if issubclass(type(obj), type):
        return {}
    found = {}
    for base in reversed(type.mro(type(obj))):
        found.update({name: part for name, part in vars(base).items() if type(part) is types.MemberDescriptorType})
    return found


def _attributes(obj: Any) -> dict[str, Any]:
    """All that an object keeps, by name."""
    values = dict(_namespace(obj))
    for name, slot in _slots(obj).items():
        with contextlib.suppress(AttributeError):
            values[name] = slot.__get__(obj)
    return values


def _put(names: dict[str, Any], name: str, value: Any) -> None:
    if value is _MISSING:
        dict.pop(names, name, None)
    else:
        dict.__setitem__(names, name, value)


def _put_attribute(obj: Any, name: str, value: Any) -> None:
    slot = _slots(obj).get(name)
    if slot is not None:
        slot.__delete__(obj) if value is _MISSING else slot.__set__(obj, value)
    elif not issubclass(type(obj), type):
        _put(_namespace(obj), name, value)
    elif value is not _MISSING:
        type.__setattr__(obj, name, value)
    elif name in _namespace(obj):
        type.__delattr__(obj, name)
