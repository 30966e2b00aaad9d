"""Which functions of a module rest on which: what is wrong in one shows in those that call it."""

import ast
import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from autograder.course.meaning import meaning_of


def changed(one: str, other: str) -> tuple[str, ...]:
    """The functions and methods of one text that another does not have just so, docstrings aside."""
    there = _functions(other)
    return tuple(name for name, function in _functions(one).items() if there.get(name) != function)


@functools.lru_cache(4)  # the reference's is asked for with every submission
def _functions(text: str) -> Mapping[str, bytes]:
    found = {}
    for statement in ast.parse(text).body:
        within = f"{statement.name}." if isinstance(statement, ast.ClassDef) else ""
        for inner in statement.body if isinstance(statement, ast.ClassDef) else [statement]:
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                found[within + inner.name] = meaning_of(inner)
    return found


_WORD = re.compile(r"[A-Za-z_]\w*")


class Calls:
    """The functions and methods of a module (``Class.method``), and whom each may call, as far as names tell."""

    def __init__(self, text: str = "") -> None:
        self._mentioned: dict[str, set[str]] = {}
        for statement in ast.parse(text).body:
            self._learn(statement, "")

    @property
    def functions(self) -> frozenset[str]:
        """The functions and methods of the module."""
        return frozenset(self._mentioned)

    def _learn(self, statement: ast.stmt, within: str) -> None:
        if isinstance(statement, ast.ClassDef):
            for inner in statement.body:
                self._learn(inner, f"{statement.name}.")
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            self._mentioned[within + statement.name] = set(_mentioned_in(statement))

    def related(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether of two sets of labels, such as ``Layer().forward()``, one names what the other's functions call."""
        mine, theirs = self._named_in(some), self._named_in(others)
        return bool(mine & self._reached_from(theirs) or theirs & self._reached_from(mine))

    def reached_from(self, labels: Iterable[str]) -> frozenset[str]:
        """The functions that labels name, and all that these may call."""
        return frozenset(self._reached_from(self._named_in(labels)) & self._mentioned.keys())

    def _named_in(self, labels: Iterable[str]) -> set[str]:
        """The functions in labels; where there is none in one, the label itself."""
        found = set()
        for label in labels:
            words = set(_WORD.findall(label.partition(" ")[0]))
            words |= {f"__{word}__" for word in words}  # add(Tensor()): an operator's name
            found |= {name for name in self._mentioned if _is_named(name, words)} or {label}
        return found

    def _reached_from(self, names: set[str]) -> set[str]:
        reached: set[str] = set()
        waiting = set(names)
        while waiting:
            reached |= waiting
            words = {word for name in waiting for word in self._mentioned.get(name, ())}
            waiting = {name for name in self._mentioned if _is_called(name, words)} - reached
        return reached


def _is_named(name: str, words: set[str]) -> bool:
    owner, _, method = name.rpartition(".")
    return method in words and (not owner or owner in words)


def _is_called(name: str, words: set[str]) -> bool:
    owner, _, method = name.rpartition(".")
    return owner in words if method == "__init__" else method in words


def _mentioned_in(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
