"""Of an operation that raised: the shapes of what it was given, as far as plain names tell.

NumPy's message on a matrix product names two sizes; which arrays they belong to, only their shapes say.
"""

import ast
import itertools
import linecache
from types import CodeType, FrameType
from typing import Any

import numpy as np

_MOST = 4  # operands that are told

Shape = tuple[int, ...]


def operands_in(frame: FrameType, instruction: int) -> list[str]:
    """The shapes of the operands of what a frame was doing, as texts: ``(3,4)``, or ``?`` where it is not known."""
    expression = _expression(frame.f_code, instruction)
    match expression:
        case ast.BinOp(left=left, right=right):
            parts = [left, right]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy")), args=args):
            parts = args
        case ast.Call(func=ast.Attribute(value=owner), args=args):
            parts = [owner, *args]
        case _:
            parts = []
    return [_told(_shape(part, frame)) for part in parts[:_MOST]]


def _expression(code: CodeType, instruction: int) -> ast.expr | None:
    position = next(itertools.islice(code.co_positions(), instruction // 2, None), None)
    if position is None or None in position:
        return None
    first, last, begin, end = position
    lines = [linecache.getline(code.co_filename, n).encode() for n in range(first or 0, (last or 0) + 1)][:20]
    if not lines:
        return None
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][begin:]
    try:
        return ast.parse(b"(" + b"".join(lines) + b")", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _told(shape: Shape | None) -> str:
    return "?" if shape is None else str(shape).replace(" ", "")[:100]


def _shape(node: ast.expr, frame: FrameType) -> Shape | None:
    """The shape of an expression of names, attributes, transpositions and arithmetic. Nothing is called for it."""
    match node:
        case ast.Name(id=name):
            return _shape_of(frame.f_locals.get(name, frame.f_globals.get(name)))
        case ast.Attribute(value=inner, attr="T"):
            shape = _shape(inner, frame)
            return None if shape is None else shape[::-1]
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            return _shape_of(_kept_by(frame.f_locals.get(name), attribute))
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as key)):
            return _shape_of(_item_of(frame.f_locals.get(name), key))
        case ast.Subscript(
            value=ast.Attribute(value=ast.Name(id=name), attr=attribute), slice=ast.Constant(value=str() as key)
        ):
            return _shape_of(_item_of(_kept_by(frame.f_locals.get(name), attribute), key))
        case ast.Constant(value=int() | float()):
            return ()
        case ast.UnaryOp(operand=inner):
            return _shape(inner, frame)
        case ast.BinOp(left=left, op=operator, right=right):
            return _result(_shape(left, frame), _shape(right, frame), isinstance(operator, ast.MatMult))
    return None


def _kept_by(owner: Any, attribute: str) -> Any:
    try:
        kept = object.__getattribute__(owner, "__dict__")
    except AttributeError:
        return None
    return kept.get(attribute) if type(kept) is dict else None


def _item_of(owner: Any, key: str) -> Any:
    return owner.get(key) if type(owner) is dict else None


def _shape_of(value: Any) -> Shape | None:
    if type(value) is np.ndarray:
        shape: Shape = value.shape
        return shape
    return () if isinstance(value, int | float | np.number) else None


def _result(left: Shape | None, right: Shape | None, product: bool) -> Shape | None:
    if left is None or right is None:
        return None
    if product:
        return (left[0], right[1]) if len(left) == len(right) == 2 else None
    try:
        return np.broadcast_shapes(left, right)
    except ValueError:
        return None
