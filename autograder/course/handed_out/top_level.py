"""The statements of a text that may be anything, and digests by which they are compared."""

import ast
import hashlib
from collections.abc import Iterator

from autograder.course.meaning import meaning_of
from autograder.sandbox.wire import chunks

MOST_TEXT = 200_000
"""Characters: what is longer was not handed out, and looking at it would cost too much."""


def parsed(text: str) -> list[ast.stmt | SyntaxError]:
    """The statements of a text that may be anything, and an error in the place of what is no Python or too long."""
    return list(chunks.parse(text, "<handed in>")) if len(text) <= MOST_TEXT else [SyntaxError("too long")]


def digest_of(statement: ast.stmt | SyntaxError) -> str:
    """Equal for statements that do the same, whatever their layout, comments and docstrings; never for an error."""
    if isinstance(statement, SyntaxError):
        return "no-python"
    try:
        return hashlib.sha256(meaning_of(statement)).hexdigest()[:16]
    except RecursionError:
        return "too-deep"


def says_nothing(statement: ast.stmt | SyntaxError) -> bool:
    """Whether it is a docstring, ``pass`` or ``...``."""
    bare = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return bare or isinstance(statement, ast.Pass)


def named(statement: ast.stmt | SyntaxError) -> Iterator[tuple[str, ast.stmt]]:
    """What a top-level statement defines: its names, and of a class the methods (``Affine.forward``)."""
    if isinstance(statement, SyntaxError):
        return
    for name in chunks.names_of(statement):
        yield name, statement
    if isinstance(statement, ast.ClassDef):
        for part in statement.body:
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{statement.name}.{part.name}", part
