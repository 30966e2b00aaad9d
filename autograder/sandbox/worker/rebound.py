"""Names that a submission gives away: a later cell calls its result ``softmax``, or a number ``np``."""

from collections.abc import Callable, Collection, Iterator
from types import ModuleType
from typing import Any

from .absent import is_absent

_VALUES = (int, float, complex, str, bool, list, tuple, dict)

Place = tuple[str, int]
"""A file and a line of it."""


class Definitions:
    """The top-level names of a submission, watched while it is loaded.

    What is asked for as a function is graded by its last definition, also where a later statement has given the name
    to what cannot be called: nobody can mean that. A name of a module is only told of: functions may use either.

    Args:
        names: of the submission's module.
        functions: the names of functions and classes that are asked for.
    """

    def __init__(self, names: dict[str, Any], functions: Collection[str]) -> None:
        self._names = names
        self._functions: dict[str, Callable[..., Any] | None] = dict.fromkeys(functions)
        self._modules: set[str] = set()
        self._lost: dict[str, Place] = {}
        self._hidden: dict[str, Place] = {}

    def look(self, names: dict[str, Any], file: str, line: int, imported: Collection[str]) -> None:
        """A statement there has run, in these names, and has imported some of them."""
        if names is not self._names:
            return
        self._modules.update(name for name in imported if type(names.get(name)) is ModuleType)
        for name in self._modules:
            if _is_value(names.get(name)):
                self._hidden.setdefault(name, (file, line))
        for name, before in self._functions.items():
            value = names.get(name)
            if callable(value) and not is_absent(value):
                self._functions[name] = value
                self._lost.pop(name, None)
            elif before is not None:
                self._lost.setdefault(name, (file, line))

    def restore(self) -> Iterator[tuple[Place, str, str]]:
        """Give definitions their names back: where they were lost, ``rebound`` or ``hidden``, and the name."""
        for name, place in self._lost.items():
            if name in self._names:
                self._names[name] = self._functions[name]
                yield place, "rebound", name
        for name, place in self._hidden.items():
            if _is_value(self._names.get(name)):
                yield place, "hidden", name


def _is_value(value: object) -> bool:
    """Whether it is a number, text, container or array: nothing that could be meant by a module's name."""
    return type(value) in _VALUES or (type(value).__module__ == "numpy" and not callable(value))
