"""What people write in a call's place: another reduction, another axis, no call at all, …"""

import ast
from collections.abc import Collection, Iterator

from autograder.grading.variants.splicing import Edit, with_

_OTHER_FUNCTION = {
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "sin": ("cos",),
    "cos": ("sin",),
    "exp": ("log",),
    "log": ("exp",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
}
_OTHER_REDUCTION = {
    "max": ("min", "mean"),
    "min": ("max", "mean"),
    "sum": ("mean", "max"),
    "mean": ("sum",),
    "std": ("var",),
    "var": ("std",),
    "any": ("all",),
    "all": ("any",),
}
_OTHER_START = {"zeros": "ones", "ones": "zeros", "zeros_like": "ones_like", "ones_like": "zeros_like"}
_LEFT_OUT = {"sqrt", "log", "exp", "abs", "square", "sign", "tanh", "maximum", "minimum", "outer", "log1p", "clip"}
_OF_TWO = {"outer", "dot", "matmul", "divide", "subtract", "power"}
_COPIES = {"copy", "array", "deepcopy"}


def edits_of(node: ast.Call, functions: Collection[str], kept: Collection[int]) -> Iterator[Edit]:
    """What may stand in the place of a call; `functions` are the module's own; kept: see `kept_as_they_are`."""
    yield from _keywords(node)
    if id(node) in kept:
        yield from _with_dimensions(node)
    match node.func:
        case ast.Name(id="range"):
            yield from (Edit("range", with_(node, args=args)) for args in _ranges(node.args))
        case ast.Attribute(value=inner, attr="copy") if not node.args:
            yield Edit("copy", inner)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            yield from _named(node, name)
            if node.args and (name in _LEFT_OUT or (isinstance(node.func, ast.Name) and name in functions)):
                yield Edit("call", node.args[0])


def _named(node: ast.Call, name: str) -> Iterator[Edit]:
    if name in _COPIES and node.args:
        yield Edit("copy", node.args[0])
    for other in _OTHER_FUNCTION.get(name, ()):
        yield Edit("function", with_(node, func=_renamed(node.func, other)))
    for other in _OTHER_REDUCTION.get(name, ()):
        if isinstance(node.func, ast.Attribute) or other in ("min", "max", "sum", "any", "all"):
            yield Edit("reduction", with_(node, func=_renamed(node.func, other)))
    if name in _OTHER_START:
        yield Edit("initial", with_(node, func=_renamed(node.func, _OTHER_START[name])))
    if name in _OF_TWO and len(node.args) == 2:
        yield Edit("operands", with_(node, args=node.args[::-1]))
    if name == "where" and len(node.args) == 3:
        yield Edit("operands", with_(node, args=[node.args[0], node.args[2], node.args[1]]))
        yield from (Edit("condition", branch) for branch in node.args[1:])


def _keywords(node: ast.Call) -> Iterator[Edit]:
    for position, keyword in enumerate(node.keywords):
        keywords = list(node.keywords)
        without = with_(node, keywords=[k for k in node.keywords if k is not keyword])
        if keyword.arg == "axis" and (axis := _number(keyword.value)) is not None:
            keywords[position] = ast.keyword("axis", ast.Constant(1 - axis if axis in (0, 1) else 0))
            yield Edit("axis", with_(node, keywords=keywords))
            yield Edit("axis", without)
        elif keyword.arg == "keepdims" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
            yield Edit("keepdims", without)


def kept_as_they_are(tree: ast.Module) -> set[int]:
    """Expressions, by ``id``, whose value is returned or gets a name.

    In a sum or product, broadcasting would hide a dimension, and another sign would be another operation.
    """
    values = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign | ast.AnnAssign | ast.Return)]
    members = [m for value in values for m in (value.elts if isinstance(value, ast.Tuple) else [value])]
    return {id(member) for member in members if member is not None}


def _with_dimensions(node: ast.Call) -> Iterator[Edit]:
    match node:
        case ast.Call(func=ast.Attribute(attr=name), keywords=[ast.keyword(arg="axis")]) if name in _OTHER_REDUCTION:
            kept = ast.keyword("keepdims", ast.Constant(value=True))
            yield Edit("keepdims", with_(node, keywords=[*node.keywords, kept]))


def _number(value: ast.expr) -> int | None:
    match value:
        case ast.Constant(value=int()) | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())):
            return int(ast.literal_eval(value))
    return None


def _ranges(args: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """One too short or too long, or begun one too late."""
    at = min(1, len(args) - 1)
    for op in (ast.Sub(), ast.Add()):
        yield [ast.BinOp(arg, op, ast.Constant(1)) if n == at else arg for n, arg in enumerate(args)]
    if len(args) == 1:
        yield [ast.Constant(1), *args]


def _renamed(function: ast.expr, name: str) -> ast.expr:
    return with_(function, **{"attr" if isinstance(function, ast.Attribute) else "id": name})
