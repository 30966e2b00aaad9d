"""What of a catalogue's file can change a grade: its code, without comments, layout and docstrings."""

import ast
from collections.abc import Mapping
from typing import Any

from autograder.course.imports import imported_names

_WithDocstring = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def meaning(content: bytes) -> bytes:
    """The same for two texts of Python of which the code is the same; of anything else, the content itself."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return content
    if b"__doc__" not in content:
        for node in ast.walk(tree):
            if isinstance(node, _WithDocstring) and ast.get_docstring(node, clean=False) is not None:
                del node.body[0]
    return repr(_plain(tree)).encode("utf-8", "surrogatepass")


def _plain(node: Any) -> Any:
    """Without what is empty: how that is written differs between versions of Python."""
    if isinstance(node, ast.AST):
        parts = [(name, _plain(value)) for name, value in ast.iter_fields(node) if value not in (None, [])]
        return type(node).__name__, *parts
    return [_plain(member) for member in node] if isinstance(node, list) else node


def is_imported(file: str, files: Mapping[str, bytes]) -> bool:
    """Whether another one of some files of Python (by name, with ``/``) seems to import this one."""
    module = file.rpartition("/")[2].removesuffix(".py")
    texts = (
        content.decode("utf-8", "replace") for name, content in files.items() if name.endswith(".py") and name != file
    )
    return any(module in imported_names(text) for text in texts)
