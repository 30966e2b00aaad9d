"""Where a change would be noise: nobody could tell it from the reference, whatever is asked."""

import ast
import itertools
from collections.abc import Iterator

_MAKES = {"zeros", "zeros_like"}


def unheeded(tree: ast.Module) -> set[int]:
    """Nodes, by ``id``, that need not be changed."""
    return {id(node) for node in (*_sizes(tree), *_overwritten(tree))}


def _sizes(tree: ast.Module) -> Iterator[ast.expr]:
    """In a new shape NumPy takes any negative size for -1. Methods of one's own need not."""
    if any(isinstance(node, ast.FunctionDef) and node.name == "reshape" for node in ast.walk(tree)):
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "reshape"]
    for shape in [part for call in calls for part in (*call.args, *(keyword.value for keyword in call.keywords))]:
        for size in shape.elts if isinstance(shape, ast.Tuple | ast.List) else [shape]:
            if isinstance(size, ast.UnaryOp) and isinstance(size.op, ast.USub):
                yield size.operand


def _overwritten(tree: ast.Module) -> Iterator[ast.expr]:
    """Calls that fill a new array, of which the next statement overwrites everything before anybody reads it."""
    for body in bodies_of(tree):
        for first, second in itertools.pairwise(body):
            match first:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[size]) as call):
                    if _name(call.func) in _MAKES and (_fills(second, name) or _fills_one_by_one(second, name, size)):
                        yield call


def _fills(statement: ast.stmt, name: str) -> bool:
    """``name[...] = …`` or ``name[:] = …``"""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=target), slice=index)], value=value):
            whole = ast.unparse(index) in ("...", ":")
            return target == name and whole and not _mentions(value, name)
    return False


def _fills_one_by_one(statement: ast.stmt, name: str, size: ast.expr) -> bool:
    """``for i in range(n): name[i] = …``, where the array has been made with that n, a name or a length."""
    match statement:
        case ast.For(
            target=ast.Name(id=index),
            iter=ast.Call(func=ast.Name(id="range"), args=[ast.Name() | ast.Call(func=ast.Name(id="len")) as number]),
            body=[ast.Assign(targets=[ast.Subscript(value=ast.Name(id=target), slice=ast.Name(id=at))], value=value)],
            orelse=[],
        ):
            return target == name and at == index and _same(number, size) and not _mentions(value, name)
    return False


def _same(one: ast.expr, other: ast.expr) -> bool:
    return ast.unparse(one) == ast.unparse(other)


def _mentions(value: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(value))


def _name(function: ast.expr) -> str:
    """``reshape`` for ``np.reshape`` and ``x.reshape``."""
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def bodies_of(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """All runs of statements."""
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                yield body
