"""The checks of a test file as their author wrote them, read from its text: nothing is imported, nothing runs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import msgspec

from autograder.errors import UsageError
from autograder.text import Text, check_id, titles

_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Check(msgspec.Struct, frozen=True):
    """A test function: its id, what its docstring says first, and what ``@points`` says it is worth."""

    id: str
    title: Text
    points: float


def read_checks(path: Path) -> tuple[Check, ...]:
    """The checks of a test file in their order; none if there is no such file.

    Raises:
        UsageError: if the file cannot be read or is not Python, if ``@points`` holds anything but a number, or
            if two functions share an id.
    """
    if not path.is_file():
        return ()
    try:
        tree = ast.parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path}, line {getattr(error, 'lineno', 1)}: not Python: {error}") from None
    found: dict[str, Check] = {}
    for function, marks in _functions(tree):
        name = check_id(function.name)
        if name in found:
            raise UsageError(f"{path}: the check {name!r} exists twice; rename one of the functions")
        found[name] = Check(name, titles(ast.get_docstring(function), name), _points(marks, path))
    return tuple(found.values())


def _functions(tree: ast.Module) -> Iterator[tuple[_Function, list[ast.expr]]]:
    """The test functions, as pytest would find them, and the decorators that count for each, nearest first."""
    for node in tree.body:
        if isinstance(node, _Function) and node.name.startswith("test"):
            yield node, node.decorator_list
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for method in node.body:
                if isinstance(method, _Function) and method.name.startswith("test"):
                    yield method, [*method.decorator_list, *node.decorator_list]


def _points(marks: list[ast.expr], path: Path) -> float:
    for mark in marks:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).rpartition(".")[2] == "points":
            values = [*mark.args, *(k.value for k in mark.keywords)]
            value = values[0].value if len(values) == 1 and isinstance(values[0], ast.Constant) else None
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise UsageError(f"{path}, line {mark.lineno}: write the points as a number, as in @points(3)")
            return float(value)
    return 0.0
