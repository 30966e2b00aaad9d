"""SymPy's expressions: a tree of a closed set of nodes, built without any parser."""

import importlib
import re
from collections.abc import Callable
from typing import Any

from ..bounds import ProtocolError

PACKAGES = frozenset(("sympy",))
_CONSTANTS = {"Pi": "pi", "Exp1": "E", "ImaginaryUnit": "I", "Infinity": "oo", "NegativeInfinity": "oo", "NaN": "nan",
              "ComplexInfinity": "zoo", "BooleanTrue": "true", "BooleanFalse": "false"}  # fmt: skip
_NODES = frozenset((
    "Add", "Mul", "Pow", "Abs", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh",
    "acosh", "atanh", "exp", "log", "sign", "floor", "ceiling", "factorial", "binomial", "Min", "Max", "Equality",
    "Unequality", "StrictLessThan", "LessThan", "StrictGreaterThan", "GreaterThan", "And", "Or", "Not", "Tuple",
    "Derivative", "Integral", "Limit", "Sum", "Piecewise", "ExprCondPair", "conjugate", "re", "im", "gamma", "erf",
))  # fmt: skip
_ASSUMPTIONS = frozenset(("real", "positive", "negative", "integer", "nonnegative", "complex", "finite", "commutative"))
_NAME = re.compile(r"\w[\w{}^\\']{0,50}")
_MOST_DEPTH = 100
_MOST_DIGITS = 5000


def dump(obj: Any) -> tuple[str, list[Any]] | None:
    """Kind and parts; None for what holds a node that is not of the set."""
    sympy = importlib.import_module("sympy")
    try:
        if isinstance(obj, sympy.MatrixBase):
            rows, columns = obj.shape
            whole = [_tree(sympy, entry, 0) for entry in obj]
            return "symbols in a matrix", [rows, columns, isinstance(obj, sympy.ImmutableMatrix), whole]
        return ("symbols", [_tree(sympy, obj, 0)]) if isinstance(obj, sympy.Basic) else None
    except _NotOurs:
        return None


class _NotOurs(Exception):
    pass


def _tree(sympy: Any, node: Any, depth: int) -> list[Any]:
    name = type(node).__name__
    if depth > _MOST_DEPTH:
        raise _NotOurs
    if name in _CONSTANTS:
        return ["constant", name]
    if isinstance(node, sympy.Integer):
        return ["integer", int(node)]
    if isinstance(node, sympy.Rational):
        return ["ratio", int(node.p), int(node.q)]
    if isinstance(node, sympy.Float):
        return ["float", str(node), int(node._prec)]
    if type(node) is sympy.Symbol:
        return ["symbol", node.name, {k: v for k, v in node._assumptions_orig.items() if k in _ASSUMPTIONS}]
    if name in _NODES:
        return [name, *(_tree(sympy, part, depth + 1) for part in node.args)]
    raise _NotOurs


def _build(sympy: Any, tree: Any, depth: int) -> Any:
    if depth > _MOST_DEPTH:
        raise ProtocolError("an expression that is too deep")
    match tree:
        case ["constant", str() as name] if name in _CONSTANTS:
            value = getattr(sympy, _CONSTANTS[name])
            return -value if name == "NegativeInfinity" else value
        case ["integer", int() as value]:
            return sympy.Integer(value)
        case ["ratio", int() as p, int() as q] if q:
            return sympy.Rational(p, q)
        case ["float", str() as text, int() as bits] if len(text) <= _MOST_DIGITS and 0 < bits <= 4 * _MOST_DIGITS:
            return sympy.Float(float(text)) if bits == 53 else sympy.Float(_decimal(text), precision=bits)
        case ["symbol", str() as name, dict() as known] if _NAME.fullmatch(name):
            if not all(k in _ASSUMPTIONS and type(v) is bool for k, v in known.items()):
                raise ProtocolError("an assumption that is not of the set")
            return sympy.Symbol(name, **known)
        case [str() as name, *parts] if name in _NODES:
            return getattr(sympy, name)(*(_build(sympy, part, depth + 1) for part in parts))
    raise ProtocolError("an expression that is none")


def _decimal(text: str) -> str:
    if not re.fullmatch(r"-?[\d.]+(e[+-]?\d{1,6})?", text):
        raise ProtocolError("a number that is none")
    return text


def _make(tree: Any) -> Any:
    return _build(importlib.import_module("sympy"), tree, 0)


def _make_matrix(rows: Any, columns: Any, frozen: Any, entries: Any) -> Any:
    sympy = importlib.import_module("sympy")
    if not all(type(n) is int and 0 <= n <= 1000 for n in (rows, columns)) or len(entries) != rows * columns:
        raise ProtocolError("a matrix that is none")
    made = sympy.Matrix(rows, columns, [_build(sympy, entry, 0) for entry in entries])
    return made.as_immutable() if frozen is True else made


MAKERS: dict[str, Callable[..., Any]] = {"symbols": _make, "symbols in a matrix": _make_matrix}
