"""Programs in which the text of a node has been replaced; everything else stays as it was written."""

import ast
import copy
from typing import NamedTuple, TypeVar

N = TypeVar("N", bound=ast.AST)


class Edit(NamedTuple):
    """A node that is to stand in the place of another one, and what kind of slip that is."""

    kind: str
    node: ast.expr


class Spliced(NamedTuple):
    """A text with one change, and what was changed, as whole lines and as nothing but the part."""

    source: str
    line: int
    old: str
    new: str
    was: str
    now: str


def with_(node: N, **changes: object) -> N:
    """A copy of a node with other fields."""
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def written(node: ast.expr) -> str:
    """A node as text that may stand anywhere in an expression."""
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant | ast.Name | ast.Attribute | ast.Call | ast.Subscript) else f"({text})"


def spliced(source: str, node: ast.expr | ast.stmt, text: str) -> Spliced:
    """The source with one node's text replaced; columns are UTF-8 offsets."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    lines = source.splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    there = "".join(lines[first : last + 1])
    was = there[len(head) : len(there) - len(tail)]
    changed = "".join([*lines[:first], head + text + tail, *lines[last + 1 :]])
    return Spliced(changed, node.lineno, there.rstrip("\n"), (head + text + tail).rstrip("\n"), was, text)
