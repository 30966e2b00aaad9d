"""Takes down how a right module is called and what comes of it, so that it is known what to change."""

import hashlib
import inspect
import json
from typing import Any

import numpy as np

_DEEP = 5


class Watcher:
    """See `bordering.Guard`; `report` tells what has been seen since the last time."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._functions: dict[str, dict[str, Any]] = {}
        self._attributes: dict[str, dict[str, Any]] = {}
        self._written: set[tuple[int, str]] = set()  # attributes of objects, in this call from outside
        self._depth = 0
        for kind in list(namespace.values()):
            if inspect.isclass(kind) and kind.__module__ == namespace["__name__"] and not kind.__name__.startswith("_"):
                self._watch_attributes(kind)

    def call(self, call: Any) -> Any:
        """Take down a call."""
        if call.outer:
            self._written.clear()
        seen = self._functions.setdefault(call.name, {"outer": False, "parameters": {}, "results": []})
        seen["outer"] |= call.outer
        given = call.given()
        before = {name: _digest(value) for name, value in given.items() if _holds(value, np.ndarray)}
        for name, value in given.items():
            self._parameter(seen["parameters"], name, value, call)
        self._depth += 1
        try:
            result = call()
        finally:
            self._depth -= 1
            for name, digest in before.items():
                seen["parameters"][name]["changed"] |= _digest(given[name]) != digest
        if call.outer:
            seen["results"] = sorted({*seen["results"], *_kinds(result)})
        return result

    def report(self) -> str:
        """What has been seen since it was last asked, as JSON: of functions and of the classes' attributes."""
        told = json.dumps({"functions": self._functions, "attributes": self._attributes})
        self._functions, self._attributes = {}, {}
        return told

    def _parameter(self, parameters: dict[str, Any], name: str, value: Any, call: Any) -> None:
        signature = inspect.signature(call.function).parameters[name]
        seen = parameters.setdefault(
            name, {"array": False, "generator": False, "changed": False, "default": False, "plain": True}
        )
        seen["array"] |= _holds(value, np.ndarray) and call.outer
        seen["generator"] |= isinstance(value, np.random.Generator)
        seen["default"] |= signature.default is not inspect.Parameter.empty
        seen["plain"] &= signature.kind in (signature.POSITIONAL_OR_KEYWORD, signature.KEYWORD_ONLY)

    def _watch_attributes(self, kind: Any) -> None:
        read, write = kind.__getattribute__, kind.__setattr__

        def getattribute(self_: Any, name: str) -> Any:
            value = read(self_, name)
            if not name.startswith("__") and name in read(self_, "__dict__"):
                inside = self._depth and (id(self_), name) in self._written
                if not inside:
                    self._attribute(type(self_), name)["carried"] = True
            return value

        def setattribute(self_: Any, name: str, value: Any) -> None:
            self._written.add((id(self_), name))
            values = self._attribute(type(self_), name)["values"]
            digest = _digest(value) if isinstance(value, bool | int | float | str | None) else "changeable"
            if digest not in values and len(values) < 2:
                values.append(digest)
            write(self_, name, value)

        kind.__getattribute__, kind.__setattr__ = getattribute, setattribute

    def _attribute(self, kind: type, name: str) -> Any:
        return self._attributes.setdefault(f"{kind.__name__}.{name}", {"carried": False, "values": []})


def _holds(value: Any, kind: type, depth: int = 0) -> bool:
    if isinstance(value, dict | list | tuple) and depth < _DEEP:
        members = list(value.values()) if isinstance(value, dict) else value
        return any(_holds(member, kind, depth + 1) for member in members)
    return isinstance(value, kind)


def _digest(value: Any, depth: int = 0) -> str:
    if isinstance(value, np.ndarray):
        return hashlib.sha256(f"{value.dtype}{value.shape}".encode() + value.tobytes()).hexdigest()
    if isinstance(value, dict | list | tuple) and depth < _DEEP:
        members = list(value.items()) if isinstance(value, dict) else value
        return repr([_digest(member, depth + 1) for member in members])
    return repr(value) if isinstance(value, bool | int | float | str | None) else type(value).__name__


def _kinds(value: Any, depth: int = 0) -> set[str]:
    """What a result is made of."""
    if isinstance(value, np.ndarray):
        return {"array" if value.ndim else "scalar", *(("matrix",) if value.ndim > 1 else ())}
    if isinstance(value, np.generic):
        return {"scalar"}
    if isinstance(value, bool | int | float):
        return {"number"}
    if isinstance(value, dict | list | tuple) and depth < _DEEP:
        members = list(value.values()) if isinstance(value, dict) else value
        return {type(value).__name__, *(kind for member in members for kind in _kinds(member, depth + 1))}
    return {"nothing" if value is None else "object"}
