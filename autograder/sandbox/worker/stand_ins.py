"""The worker's view of what crosses: handles for its own objects, stand-ins for the examiner's functions."""

import importlib
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from ..wire.nodes import BuiltNode, CallbackNode, GlobalNode, LentNode, OpaqueNode
from ..wire.shared import Entry, Table
from .absent import is_absent, no_module
from .faults import Missing, Stale, clip
from .lent import lent_object


class Callback:
    """A function of the examiner: calling it asks the examiner."""

    def __init__(self, key: int, name: str, call: Callable[[int, tuple[Any, ...], dict[str, Any]], Any]) -> None:
        self._key = key
        self._call = call
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(self._key, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Function(Callback):
    """A plain function, which becomes a method where it is put into a class."""

    def __get__(self, obj: Any, kind: Any = None) -> Any:
        return self if obj is None else MethodType(self, obj)


def _plain_methods(kind: type) -> tuple[str, ...]:
    """Functions of a class that ordinary attribute access finds; none where the class has its own idea of access."""
    if any("__getattribute__" in vars(base) for base in type.mro(kind)[:-1]):
        return ()
    found = {}
    for base in reversed(type.mro(kind)):
        for name, value in vars(base).items():
            found[name] = type(value) is FunctionType and type(name) is str and not name.startswith("_")
    return tuple(name for name, method in found.items() if method and len(name) <= 100)[:64]


class Unmade:
    """In place of an object that could not be made."""

    def __init__(self, name: str, error: Exception) -> None:
        self.__dict__["_said"] = f"a {name} cannot be handed over: {error!r}"

    def __getattr__(self, name: str) -> Any:
        raise TypeError(self._said)

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise TypeError(self._said)


def _build(make: Callable[..., Any], given: list[Any], state: Any, items: list[Any], pairs: list[Any]) -> Any:
    """An object from what ``__reduce_ex__`` has told of another."""
    obj = make(*given)
    if hasattr(obj, "__setstate__"):
        if state is not None:
            obj.__setstate__(state)
    else:
        attributes, slots = state if type(state) is tuple else (state, None)
        if attributes:
            obj.__dict__.update(attributes)
        for name, value in (slots or {}).items():
            setattr(obj, name, value)
    for item in items:
        obj.append(item)
    for key, value in pairs:
        obj[key] = value
    return obj


class WorkerSide:
    """Objects that stay here, by key; and functions that stay there, as stand-ins."""

    def __init__(self, table: Table, call: Callable[[int, tuple[Any, ...], dict[str, Any]], Any]) -> None:
        self._table = table
        self._call = call
        self._objects: dict[int, Any] = {}
        self._keys: dict[int, int] = {}
        self._kinds: dict[type, tuple[str, ...]] = {}
        self.definition: Callable[[str], Any]  # of the submission's names, once it is loaded

    def clear(self) -> None:
        """Forget all objects."""
        self._objects.clear()
        self._keys.clear()

    def drop(self, key: int) -> None:
        """Forget one object."""
        obj = self._objects.pop(key, None)
        if self._keys.get(id(obj)) == key:
            del self._keys[id(obj)]

    def handle(self, obj: Any) -> OpaqueNode:
        """The node of an object that stays here. The same object always has the same key.

        Raises:
            ModuleNotFoundError: for what only stands in for a part of a package that is not installed.
        """
        if is_absent(obj):
            raise no_module(obj)
        key = self._keys.get(id(obj))
        if key is None:
            key = self._table.new_key()
            self._objects[key] = obj
            self._keys[id(obj)] = key
        kind = type(obj)
        name = ""
        if kind.__module__ == "builtins" or isinstance(obj, type):
            try:
                found = obj.__name__
                name = found if type(found) is str else ""
            except BaseException:
                name = ""
        return OpaqueNode(key, clip(kind.__name__, 100), clip(name, 100), self._methods(obj, kind))

    def keep(self, obj: Any, key: int) -> OpaqueNode:
        """The node of an object that the examiner asks for by this key; it may know it by another one already."""
        self._objects[key] = obj
        self._keys.setdefault(id(obj), key)
        return self.handle(obj)

    def _methods(self, obj: Any, kind: type) -> tuple[str, ...]:
        """Names that are surely methods of an instance: to call one, the examiner need not ask what it is."""
        if kind.__module__ == "builtins" or isinstance(obj, type):
            return ()
        if kind not in self._kinds:
            self._kinds[kind] = _plain_methods(kind)
        try:
            own = object.__getattribute__(obj, "__dict__")
        except AttributeError:
            own = {}
        return tuple(name for name in self._kinds[kind] if name not in own)

    def opaque(self, node: OpaqueNode) -> Any:
        """Never sent to a worker."""
        raise Stale(node.type_name)

    def callback(self, node: CallbackNode) -> Any:
        """A stand-in for a function of the examiner."""
        stand_in = (Function if node.binds else Callback)(node.key, node.name, self._call)
        stand_in.__doc__ = node.doc
        self._table.learn(node.key, stand_in, None)
        return stand_in

    def lent(self, node: LentNode) -> Any:
        """A stand-in for an object of the examiner."""

        def ask(*args: Any, **named: Any) -> Any:
            return self._call(node.key, args, named)

        stand_in = lent_object(node.type_name, node.base, node.operators, ask, node.homes)
        self._table.learn(node.key, stand_in, None)
        return stand_in

    def built(self, node: BuiltNode, parts: list[Any]) -> Any:
        """An object of a package's, made as the examiner says; or what it is made with."""
        try:
            found: Any = importlib.import_module(node.home)
            for part in node.name.split("."):
                found = getattr(found, part)
            return _build(found, *parts) if parts else found
        except Exception as error:
            return Unmade(node.name, error)

    def top_level(self, node: GlobalNode) -> Any:
        """A function or class of the submission."""
        try:
            return self.definition(node.name)
        except KeyError:
            raise Missing(node.name) from None

    def known(self, key: int) -> Any:
        """The object of a key."""
        try:
            return self._objects[key]
        except KeyError:
            raise Stale("this object belongs to an earlier check") from None

    def handed_back(self, entry: Entry) -> None:
        """The submission may do with it what it likes."""
