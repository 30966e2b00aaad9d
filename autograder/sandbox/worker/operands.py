"""Of an operation that raised: the shapes of what it was given, as far as plain names tell.

NumPy's message on a matrix product names two sizes; which arrays they belong to, only their shapes say.
"""

import ast
import itertools
import linecache
import math
import re
from types import CodeType, FrameType
from typing import Any

import numpy as np

_MOST = 4  # operands that are told
_PLACE = re.compile("%[ds]")

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
    """The shape of an expression of names, attributes, items, transpositions, arithmetic and `reshape`.

    Nothing is called.
    """
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr="reshape"), args=[ast.Tuple(elts=sizes)] | [*sizes]):
            return _reshaped(_shape(inner, frame), [_size(size, frame) for size in sizes])
        case ast.Attribute(value=inner, attr="T"):
            shape = _shape(inner, frame)
            return None if shape is None else shape[::-1]
        case ast.UnaryOp(operand=inner):
            return _shape(inner, frame)
        case ast.BinOp(left=left, op=operator, right=right):
            return _result(_shape(left, frame), _shape(right, frame), isinstance(operator, ast.MatMult))
    return _shape_of(_value(node, frame))


def _reshaped(shape: Shape | None, sizes: list[int | None]) -> Shape | None:
    if shape is None or None in sizes:
        return None
    known = math.prod(size for size in sizes if size is not None and size >= 0)
    return tuple(math.prod(shape) // max(known, 1) if size == -1 else size or 0 for size in sizes)


def _size(node: ast.expr, frame: FrameType) -> int | None:
    """A number, a length, or an entry of a shape; None where it is something else."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[inner]):
            shape = _shape(inner, frame)
            return shape[0] if shape else None
        case ast.Subscript(value=ast.Attribute(value=inner, attr="shape"), slice=key):
            shape, place = _shape(inner, frame), _key(key, frame)
            return shape[place] if shape and isinstance(place, int) and -len(shape) <= place < len(shape) else None
    size = _key(node, frame)
    return size if isinstance(size, int) else None


def _value(node: ast.expr, frame: FrameType) -> Any:
    """What a constant, a name, an attribute or an item is; None where that is not known."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return frame.f_locals.get(name, frame.f_globals.get(name))
        case ast.Attribute(value=inner, attr=attribute):
            return _kept_by(_value(inner, frame), attribute)
        case ast.Subscript(value=inner, slice=key):
            return _item_of(_value(inner, frame), _key(key, frame))
    return None


def _key(node: ast.expr, frame: FrameType) -> int | str | None:
    """A number or a text by which something is kept: constants, names, sums, and texts that are put together."""
    match node:
        case ast.Constant() | ast.Name() | ast.Attribute():
            value = _value(node, frame)
            return value if type(value) in (int, str) else None
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            number = _key(inner, frame)
            return -number if isinstance(number, int) else None
        case ast.BinOp(left=left, op=operator, right=right):
            return _combined(_key(left, frame), operator, _key(right, frame))
        case (
            ast.FormattedValue(value=inner, conversion=-1, format_spec=None)
            | ast.Call(func=ast.Name(id="str"), args=[inner], keywords=[])
        ):
            part = _key(inner, frame)
            return None if part is None else str(part)
        case ast.JoinedStr(values=values):
            parts = [_key(part, frame) for part in values]
            return None if None in parts else "".join(map(str, parts))
    return None


def _combined(left: int | str | None, operator: ast.operator, right: int | str | None) -> int | str | None:
    match left, operator, right:
        case (int(), ast.Add(), int()) | (str(), ast.Add(), str()):
            return left + right  # type: ignore[operator]  # both are the one, or the other
        case int(), ast.Sub(), int():
            return left - right
        case str(), ast.Mod(), int() | str():
            return left.replace(_PLACE.findall(left)[0], str(right)) if len(_PLACE.findall(left)) == 1 else None
    return None


def _kept_by(owner: Any, attribute: str) -> Any:
    try:
        kept = object.__getattribute__(owner, "__dict__")
    except AttributeError:
        return None
    return kept.get(attribute) if type(kept) is dict else None


def _item_of(owner: Any, key: int | str | None) -> Any:
    if type(owner) is dict and key is not None:
        return owner.get(key)
    if type(owner) in (list, tuple) and isinstance(key, int):
        return owner[key] if -len(owner) <= key < len(owner) else None
    return None


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
