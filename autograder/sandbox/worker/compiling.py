"""The statements of a text, and their code; of what the course gives they are made once, in the zygote.

A worker is often started for one check, and given modules are longer than many a submission: it would spend more time
on compiling them than on all that it is asked.
"""

import __future__

import ast
from collections.abc import Mapping
from types import CodeType

from ..wire import chunks

_statements: dict[tuple[str, str], list[ast.stmt | SyntaxError]] = {}
_codes: dict[tuple[ast.stmt, int], CodeType] = {}


def prepare(texts: Mapping[str, str]) -> None:
    """Have texts ready, by what messages call them. Nothing of them is run."""
    for file, text in texts.items():
        flags = 0
        _statements[file, text] = statements = parse(text, file)
        for statement in statements:
            if not isinstance(statement, SyntaxError):
                flags |= future(statement)
                try:
                    _codes[statement, flags] = code_of(statement, file, flags)
                except (SyntaxError, ValueError, RecursionError, MemoryError):  # said in every worker
                    continue


def parse(text: str, file: str) -> list[ast.stmt | SyntaxError]:
    """See `chunks.parse`."""
    return _statements.get((file, text)) or list(chunks.parse(text, file))


def code_of(statement: ast.stmt, file: str, flags: int) -> CodeType:
    """What runs it. Raises: SyntaxError, ValueError, RecursionError, MemoryError."""
    known = _codes.get((statement, flags))
    return known or compile(ast.Module([statement], []), file, "exec", flags=flags, dont_inherit=True)


def future(statement: ast.stmt) -> int:
    """The compiler flags of what a statement imports from ``__future__``."""
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    features = (getattr(__future__, alias.name, None) for alias in statement.names)
    return sum({getattr(feature, "compiler_flag", 0) for feature in features})
