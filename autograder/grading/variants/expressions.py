"""What people write in an expression's place: a sign, a factor, a transposition, another comparison, …"""

import ast
from collections.abc import Iterator

from autograder.grading.variants.splicing import Edit, with_

_OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
_OTHER_COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.Lt, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Lt: (ast.Gt, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def edits_of(node: ast.expr) -> Iterator[Edit]:
    """What may stand in the place of an expression that is no call."""
    match node:
        case ast.BinOp():
            yield from _binary(node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield Edit("sign", operand)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield Edit("condition", operand)
        case ast.IfExp(body=one, orelse=other):
            yield Edit("condition", with_(node, body=other, orelse=one))
        case ast.BoolOp(op=op):
            yield Edit("condition", with_(node, op=ast.Or() if isinstance(op, ast.And) else ast.And()))
        case ast.Compare(ops=[op], comparators=[_]):
            yield from (Edit("comparison", with_(node, ops=[o()])) for o in _OTHER_COMPARISON.get(type(op), ()))
        case ast.Constant():
            yield from _constant(node.value)
        case ast.Attribute(value=inner, attr="T"):
            yield Edit("transpose", inner)
        case ast.Subscript(slice=ast.Slice() as part):
            yield from (Edit("index", with_(node, slice=changed)) for changed in _slices(part))


def negated(node: ast.expr) -> Iterator[Edit]:
    """A product, or a quotient, with the other sign."""
    match node:
        case ast.BinOp(op=ast.Mult() | ast.Div() | ast.MatMult()):
            yield Edit("sign", ast.UnaryOp(ast.USub(), node))


def _constant(value: object) -> Iterator[Edit]:
    match value:
        case bool():
            yield Edit("constant", ast.Constant(not value))
        case int():
            yield Edit("constant", ast.Constant(value + 1))
            if value not in (0, 1):
                yield Edit("constant", ast.Constant(value - 1))
        case float():
            yield Edit("constant", ast.Constant(value * 2 if value else 1.0))


def _binary(node: ast.BinOp) -> Iterator[Edit]:
    left, right = node.left, node.right
    if type(node.op) in _OTHER_OPERATOR:
        yield Edit("operator", with_(node, op=_OTHER_OPERATOR[type(node.op)]()))
    match node.op:
        case ast.Add():
            yield from (Edit("term", kept) for kept in (left, right))
        case ast.Sub():
            yield from (Edit("term", kept) for kept in (left, ast.UnaryOp(ast.USub(), right)))
        case ast.Mult():
            yield from (Edit("factor", kept) for kept in (left, right))
            doubled = [one for one in (left, right) if _is_a_factor(one)]
            yield from (Edit("doubled", with_(node, left=node, right=one)) for one in doubled)
        case ast.Div():
            yield Edit("factor", left)
            if _is_a_factor(right):
                yield Edit("doubled", with_(node, left=node))
        case ast.Pow():
            yield Edit("power", left)
        case ast.MatMult():
            transposed = [ast.Attribute(one, "T", ast.Load()) for one in (left, right)]
            if not _is_transposed(left):
                yield Edit("transpose", with_(node, left=transposed[0]))
            if not _is_transposed(right):
                yield Edit("transpose", with_(node, right=transposed[1]))
            yield Edit("transpose", ast.Attribute(node, "T", ast.Load()))
    if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield Edit("operands", with_(node, left=right, right=left))


def _is_a_factor(node: ast.expr) -> bool:
    """Whether somebody might apply it twice: of 2 · x, that would be another number."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript)


def _is_transposed(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _slices(part: ast.Slice) -> Iterator[ast.Slice]:
    """One too early or too late; numbers are changed by themselves."""
    if part.upper is not None and not isinstance(part.upper, ast.Constant | ast.UnaryOp):
        for op in (ast.Sub(), ast.Add()):
            yield with_(part, upper=ast.BinOp(part.upper, op, ast.Constant(1)))
