"""Splits a text that does not parse as a whole, so that one syntax error costs one piece of it."""

import ast
import re
from collections.abc import Iterator

_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b|[)\]}]|#")
_MAX_JOINED = 60  # chunks tried together: a decorated function, a string over many lines
_MAX_CHUNKS = 5000


def parse(text: str, file: str) -> Iterator[ast.stmt | SyntaxError]:
    """The top-level statements of a text, and a SyntaxError in the place of each piece that does not parse."""
    try:
        yield from ast.parse(text, file).body
    except SyntaxError:
        yield from _piecewise(text, file)
    except (ValueError, RecursionError, MemoryError) as error:  # a null byte; brackets too deep
        yield SyntaxError(str(error) or type(error).__name__, (file, 1, 0, ""))


def _piecewise(text: str, file: str) -> Iterator[ast.stmt | SyntaxError]:
    lines = text.split("\n")
    starts = [*[number for number, line in enumerate(lines) if _can_start(line)][:_MAX_CHUNKS], len(lines)]
    first = 0
    while first < len(starts) - 1:
        error: SyntaxError | None = None
        for last in range(first + 1, min(first + 1 + _MAX_JOINED, len(starts))):
            piece = "\n" * starts[first] + "\n".join(lines[starts[first] : starts[last]])
            try:
                statements = ast.parse(piece, file).body
            except SyntaxError as caught:
                error = error or caught
            except (ValueError, RecursionError, MemoryError) as caught:
                error = error or SyntaxError(str(caught), (file, starts[first] + 1, 0, ""))
            else:
                yield from statements
                first = last
                break
        else:
            yield error or SyntaxError("invalid syntax", (file, starts[first] + 1, 0, ""))
            first += 1


def _can_start(line: str) -> bool:
    return bool(line) and not line[0].isspace() and not _CONTINUES.match(line)


def names_of(statement: ast.stmt) -> list[str]:
    """The names that a top-level statement defines."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    names = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.alias):
            names.append((node.asname or node.name).partition(".")[0])
    return list(dict.fromkeys(names))[:50]


def one_by_one(statement: ast.Import | ast.ImportFrom) -> Iterator[ast.Import | ast.ImportFrom]:
    """An import of several names as imports of one name each."""
    for alias in statement.names:
        part = (
            ast.Import([alias])
            if isinstance(statement, ast.Import)
            else ast.ImportFrom(statement.module, [alias], statement.level)
        )
        yield ast.copy_location(part, statement)


def names_in_text(text: str, line: int) -> list[str]:
    """The names that a piece which does not parse was probably meant to define: the piece around a line (from 1)."""
    lines = text.split("\n")
    start = min(line, len(lines)) - 1
    while start > 0 and not re.match(r"(?:async\s+)?(?:def|class)\b|\w+\s*=", lines[start]):
        start -= 1
    match = re.match(r"(?:(?:async\s+)?def|class)\s+(\w+)|(\w+)\s*=", lines[start]) if lines else None
    return [name for name in match.groups() if name] if match else []
