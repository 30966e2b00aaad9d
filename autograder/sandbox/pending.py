"""Instances that a submission makes with the next request: `layer = Layer()` and `layer.forward(x)` in one exchange.

An exchange costs more than most of what a check asks for, and a third of what checks ask for are such instances. So a
class that has made one without arguments, and calling nothing back, makes the next one only when something else is
asked for. Nothing that the submission does comes in another order; an exception of its ``__init__`` is raised by that
next request, or at the end of the check, under the label that it would have had.
"""

from typing import NamedTuple

from .proxies import RemoteObject, type_name_of
from .wire.bounds import MAX_MADE, ProtocolError
from .wire.nodes import Key, OpaqueNode


class Waiting(NamedTuple):
    """An instance that is promised: of what, by which key it is known, and where it came from."""

    name: str
    key: Key
    label: str


class Pending:
    """What one worker has made so far without arguments, and what it is to make with the next request."""

    def __init__(self) -> None:
        self._kinds: dict[str, OpaqueNode] = {}
        self._waiting: list[Waiting] = []
        self._keys: set[Key] = set()

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, key: Key) -> bool:
        """Whether that is the key of an instance which was promised in this check."""
        return key in self._keys

    def clear(self) -> None:
        """Another check begins."""
        self._waiting.clear()
        self._keys.clear()

    def learn(self, name: str, made: object, *, silent: bool) -> None:
        """A name has been called without arguments: what came, and whether nothing else has come of it."""
        self._kinds.pop(name, None)
        if silent and isinstance(made, RemoteObject) and type_name_of(made) == name:
            self._kinds[name] = OpaqueNode(0, name, "", made._kadai_methods)

    def promise(self, name: str, key: Key, label: str) -> OpaqueNode | None:
        """What calling a name will give; None where it has to be called at once."""
        kind = self._kinds.get(name)
        if kind is None or len(self._waiting) >= MAX_MADE:
            return None
        self._waiting.append(Waiting(name, key, label))
        self._keys.add(key)
        return OpaqueNode(key, kind.type_name, kind.name, kind.methods)

    def taken(self) -> list[Waiting]:
        """All that waits, which the next request brings along."""
        taken, self._waiting = self._waiting, []
        return taken


def paired(waiting: list[Waiting], made: list[OpaqueNode], *, failed: bool) -> list[tuple[Waiting, OpaqueNode]]:
    """What was promised, with what has come; unless something `failed`, that is all of it.

    Raises:
        ProtocolError: if other things have come.
    """
    if len(made) > len(waiting) or (not failed and len(made) < len(waiting)):
        raise ProtocolError("it made other objects than it was asked for")
    return list(zip(waiting, made, strict=False))
