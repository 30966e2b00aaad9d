"""What of a piece of Python does something: its code, without comments, layout and docstrings."""

import ast
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from autograder.course.imports import imported_names

_WithDocstring = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def meaning(content: bytes) -> bytes:
    """The same for two texts of Python of which the code is the same; of anything else, the content itself."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return content
    return repr(_plain(tree, b"__doc__" in content)).encode("utf-8", "surrogatepass")


def meaning_of(code: ast.AST) -> bytes:
    """The same for two pieces of code that differ in docstrings at most, and in every version of Python.

    Raises:
        RecursionError: if it is nested too deep.
    """
    return repr(_plain(code, docstrings=False)).encode("utf-8", "surrogatepass")


def _plain(node: Any, docstrings: bool) -> Any:
    """Without what is empty: how that is written differs between versions of Python."""
    if isinstance(node, ast.AST):
        parts = [(name, _plain(value, docstrings)) for name, value in ast.iter_fields(node) if value not in (None, [])]
        if not docstrings and isinstance(node, _WithDocstring) and ast.get_docstring(node, clean=False) is not None:
            parts = [(name, value[1:] if name == "body" else value) for name, value in parts]
            parts = [(name, value) for name, value in parts if value != []]
        return type(node).__name__, *parts
    return [_plain(member, docstrings) for member in node] if isinstance(node, list) else node


def only_for(roots: Collection[str], modules: Collection[str], files: Mapping[str, bytes]) -> frozenset[str]:
    """Which of some modules only the roots seem to need: they, and what nothing but these imports.

    Args:
        roots: their names; one that another file imports is needed by that one, too.
        modules: the names of the files that are needed only by whoever imports them.
        files: all files of Python, by name, with ``/``; others do not count.
    """
    imports = {
        name: imported_names(content.decode("utf-8", "replace"))
        for name, content in files.items()
        if name.endswith(".py")
    }

    def imported_by(names: Iterable[str]) -> set[str]:
        wanted = set().union(*(imports[name] for name in names))
        return {name for name in modules if name.rpartition("/")[2].removesuffix(".py") in wanted}

    found = set(roots) & set(modules)
    while more := imported_by(found) - found:
        found |= more
    while lost := imported_by(imports.keys() - found) & found:
        found -= lost
    return frozenset(found)
