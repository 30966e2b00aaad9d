"""What a source text defines on its top level, found without running it; the text may be broken, or anything."""

import ast
import re
from collections.abc import Iterable, Iterator

from autograder.lazy_expressions import expression
from autograder.structs import Struct

_STARTS = expression(r"^(?=\S)(?!else\b|elif\b|except\b|finally\b|[)\]}#])", re.MULTILINE)
_NAMED = expression(r"(?:async[ \t]+)?(def|class)[ \t]+(\w+)")
_METHOD = expression(r"^[ \t]+(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)
_MAX_TEXT = 2**19  # characters that are parsed: a program that somebody wrote has fewer
_MAX_PIECES = 2_000

_Block = ast.If | ast.Try | ast.With | ast.For | ast.While
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Definitions(Struct):
    """Names, ``Class.method`` for methods, and for each of them what stands there: equal where the code is the same.

    ``own``: what it defines. ``placeholders``: those of which nothing is written but ``pass`` or the like. ``imports``:
    where other names come from: (module, name there, name here); name ``*`` is all. Relative modules begin with a dot.
    ``only_as_main``: what stands below ``if __name__ == "__main__"``. ``rest``: all other statements.
    """

    own: dict[str, str] = {}
    placeholders: set[str] = set()
    imports: list[tuple[str, str, str]] = []
    only_as_main: set[str] = set()
    rest: set[str] = set()


def definitions(texts: Iterable[str]) -> Definitions:
    """What texts define, one after the other: a module's one, or a notebook's cells."""
    found = Definitions()
    left = _MAX_TEXT
    for text in texts:
        if len(text) > left:
            text, left = text[:left], 0
        left -= len(text)
        for statement in _statements(text):
            if isinstance(statement, str):
                _take_broken(statement, found)
            else:
                _take(statement, found)
    return found


def _statements(text: str) -> Iterator[ast.stmt | str]:
    """The top-level statements; of a text that does not parse, those of its pieces, or the pieces themselves."""
    tree = _parsed(text)
    if tree is not None:
        yield from tree.body
        return
    starts = [match.start() for match in _STARTS.finditer(text)][:_MAX_PIECES]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = _parsed(text[start:end])
        if piece is not None:
            yield from piece.body
        else:
            yield text[start:end]


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _take(statement: ast.stmt, found: Definitions) -> None:
    if isinstance(statement, _Function):
        _define(statement.name, statement, found)
    elif isinstance(statement, ast.ClassDef):
        _take_class(statement, found)
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        _take_assignment(statement, found)
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        _take_import(statement, found)
    elif isinstance(statement, ast.If) and _is_main(statement.test):
        inner = Definitions()
        for part in statement.body:
            _take(part, inner)
        found.only_as_main |= inner.own.keys()
        found.rest.add(_said(statement))
    elif isinstance(statement, _Block):
        for part in _inner(statement):
            _take(part, found)
    elif not _says_nothing(statement):
        found.rest.add(_said(statement))


def _inner(block: _Block) -> Iterator[ast.stmt]:
    yield from block.body
    yield from getattr(block, "orelse", ())
    yield from getattr(block, "finalbody", ())
    for handler in getattr(block, "handlers", ()):
        yield from handler.body


def _take_class(statement: ast.ClassDef, found: Definitions) -> None:
    _define(statement.name, statement, found)
    for part in statement.body:
        if isinstance(part, _Function):
            _define(f"{statement.name}.{part.name}", part, found)
        elif isinstance(part, ast.Assign):
            for target in part.targets:
                if isinstance(target, ast.Name):
                    found.own[f"{statement.name}.{target.id}"] = _said(part)
    if statement.bases:
        found.own[f"{statement.name}.*"] = _said(statement)  # whatever it inherits


def _take_assignment(statement: ast.Assign | ast.AnnAssign | ast.AugAssign, found: Definitions) -> None:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    blank = isinstance(statement.value, ast.Constant) and statement.value.value is Ellipsis
    for target in targets:
        for node in ast.walk(target):
            name = _dotted(node)
            if name:
                found.own[name] = said = _said(statement)
                if blank:
                    found.placeholders.add(name)
                else:
                    found.placeholders.discard(name)
                    found.own.setdefault(f"{name}.*", said)
                found.rest.add(said)


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Store):
        return f"{node.value.id}.{node.attr}"
    return ""


def _take_import(statement: ast.Import | ast.ImportFrom, found: Definitions) -> None:
    if isinstance(statement, ast.Import):
        found.imports += [(a.name, "", a.asname or a.name.partition(".")[0]) for a in statement.names]
    else:
        module = "." * statement.level + (statement.module or "")
        found.imports += [(module, a.name, a.asname or a.name) for a in statement.names]


def _define(name: str, node: _Function | ast.ClassDef, found: Definitions) -> None:
    found.own[name] = _said(node)
    if isinstance(node, ast.ClassDef) or not all(map(_says_nothing, node.body)):
        found.placeholders.discard(name)
    else:
        found.placeholders.add(name)


def _take_broken(piece: str, found: Definitions) -> None:
    """A piece that does not parse: somebody has written something there."""
    named = _NAMED.match(piece)
    if not named:
        return
    kind, name = named.groups()
    found.own[name] = piece.strip()
    found.placeholders.discard(name)
    if kind == "class":
        for method in _METHOD.findall(piece):
            found.own[f"{name}.{method}"] = piece.strip()
            found.placeholders.discard(f"{name}.{method}")


def _says_nothing(statement: ast.stmt) -> bool:
    """Whether it is a placeholder: a docstring, ``pass``, ``...``, ``return None``, NotImplementedError."""
    match statement:
        case ast.Pass() | ast.Return(value=None) | ast.Return(value=ast.Constant(value=None)):
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError")):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False


def _is_main(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def _said(node: ast.AST) -> str:
    """The code without comments, layout and docstrings, as far as a statement holds any."""
    try:
        return ast.dump(_Bare().visit(node))
    except RecursionError:
        return repr(node)


class _Bare(ast.NodeTransformer):
    """Leaves docstrings out."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [s for s in body if not _is_text(s)]  # type: ignore[attr-defined]
        return super().generic_visit(node)


def _is_text(statement: ast.AST) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
