"""What of a submission is not written: the one place that decides it, for grading, checking and choosing alike.

A region is unwritten while it is still as in some release, docstrings and comments aside. One that is partly filled is
not, and what is left in it has names of its own.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.course.handed_out.regions import may_hold_a_placeholder
from autograder.course.handed_out.top_level import MOST_TEXT, digest_of, named, parsed
from autograder.sandbox.wire.sources import Blank

_MOST_TEXT = 2 * MOST_TEXT  # of a whole submission
_PLACEHOLDERS = ("NotImplementedError", "...", "pass")
_LINE_END = re.compile("\r\n|\r|\n")  # as the parser counts them
_There = dict[str, tuple[ast.stmt, str, Sequence[str]]]


def blanks_of(blocks: Sequence[tuple[str, str]], regions: Mapping[str, frozenset[str]]) -> tuple[Blank, ...]:
    """What is not written of some regions, in the order of their names.

    Args:
        blocks: the texts, as Python, each with what tracebacks call it; of several definitions the last counts.
        regions: by what each region stands in, the digests of that in all releases.
    """
    if not regions or not any(may_hold_a_placeholder(text) for _, text in blocks):
        return ()
    if sum(len(text) for _, text in blocks) > _MOST_TEXT:
        return ()
    there: _There = {}
    for file, text in blocks:
        lines = _LINE_END.split(text)
        for statement in parsed(text):
            _take(statement, file, lines, there)
    found = (_blank(name, *there[name], digests) for name, digests in regions.items() if name in there)
    return tuple(blank for blank in found if blank is not None)


def _take(statement: ast.stmt | SyntaxError, file: str, lines: Sequence[str], there: _There) -> None:
    if isinstance(statement, ast.ClassDef):
        for name in [name for name in there if name.startswith(f"{statement.name}.")]:
            del there[name]
    for name, node in named(statement):
        if name not in there or not _makes_of_itself(node, name):
            there[name] = node, file, lines


def _makes_of_itself(node: ast.stmt, name: str) -> bool:
    """Whether it is something like ``softmax = softmax(x)``: what it is made of is graded, or called by it."""
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(value, ast.Call) and any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(value))


def _blank(name: str, node: ast.stmt, file: str, lines: Sequence[str], digests: frozenset[str]) -> Blank | None:
    if not any(word in line for line in lines[node.lineno - 1 : node.end_lineno] for word in _PLACEHOLDERS):
        return None  # most are written, and a digest costs more than a look
    as_released = digest_of(node) in digests
    left = () if as_released or isinstance(node, ast.ClassDef) else tuple(dict.fromkeys(_left_in(node, name)))
    if not (as_released or left):
        return None
    left_at = [part.lineno for part in ast.walk(node) if isinstance(part, ast.stmt) and _is_placeholder(part)]
    return Blank(name, file, node.lineno, node.end_lineno or node.lineno, min(left_at, default=node.lineno), left)


def _is_placeholder(part: ast.stmt) -> bool:
    """Whether it is what a region leaves in a stub: see `regions.blank`."""
    value = getattr(part, "value", None)
    return isinstance(part, ast.Raise | ast.Pass) or (isinstance(value, ast.Constant) and value.value is Ellipsis)


def _left_in(node: ast.AST, name: str) -> Iterator[str]:
    """What is still to be filled in a region that somebody has written in: its names, or the region itself."""
    for part in ast.walk(node):
        match part:
            case ast.Assign(targets=targets, value=ast.Constant(value=value)) if value is Ellipsis:
                yield from map(ast.unparse, targets)
            case ast.AnnAssign(target=target, value=ast.Constant(value=value)) if value is Ellipsis:
                yield ast.unparse(target)
            case ast.AugAssign(target=target, value=ast.Constant(value=value)) if value is Ellipsis:
                yield ast.unparse(target)
            case ast.Raise(exc=ast.Name(id="NotImplementedError")):
                yield name


def reached(
    blanks: Iterable[Blank], places: Iterable[tuple[str, int]], called: Iterable[str] = ()
) -> tuple[Blank, ...]:
    """Those that something went through.

    Args:
        blanks: of one submission.
        places: files and lines that an exception passed.
        called: names that were called or read from outside: ``softmax``, ``Affine.forward``.
    """
    passed, names = list(places), set(called)
    return tuple(
        blank
        for blank in blanks
        if blank.name in names or any(file == blank.file and blank.first <= line <= blank.last for file, line in passed)
    )
