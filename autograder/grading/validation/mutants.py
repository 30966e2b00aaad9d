"""Small mechanical changes to a reference's solution: each must be caught by a check, or explained.

Trusted code: only references are ever mutated, never submissions.
"""

import ast
import copy
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from autograder.grading.validation.noise import bodies_of, unheeded

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_OTHER_OPERATOR: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
_OTHER_COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.Lt, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Lt: (ast.Gt, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_OTHER_FUNCTION = {
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "max": ("min",),
    "sum": ("mean",),
    "mean": ("sum",),
    "exp": ("expm1",),
    "sin": ("cos",),
    "cos": ("sin",),
    "zeros_like": ("ones_like",),
    "zeros": ("ones",),
    "argmax": ("argmin",),
}
_Swapped = ast.Sub | ast.Div | ast.MatMult | ast.Pow
_COPIES = {"copy", "array", "deepcopy"}


N = TypeVar("N", bound=ast.AST)


class Mutant(msgspec.Struct, frozen=True):
    """A reference with one change; `line` counts from 1."""

    kind: str
    line: int
    old: str
    new: str
    source: str

    @property
    def id(self) -> str:
        """Stable while the line itself does not change."""
        return f"{self.kind}@{self.line}: {_code(self.old)} → {_code(self.new)}"

    @property
    def diff(self) -> str:
        """The change as two lines."""
        return f"-{self.old}\n+{self.new}"


def normal(line: str) -> str:
    """A line of code without what does not matter: comments, indentation, superfluous parentheses."""
    try:
        return ast.unparse(ast.parse(line.strip()))
    except SyntaxError:
        return " ".join(_code(line).split())


def _code(line: str) -> str:
    return line.partition("  #")[0].strip()


def mutants_of(source: str) -> list[Mutant]:
    """All mutants of the solution regions of a module, each text once, in the order of the lines."""
    tree = ast.parse(source)
    allowed = _solution_lines(source)
    skipped = _not_code(tree) | unheeded(tree)
    found: dict[str, Mutant] = {source: Mutant("", 0, "", "", source)}
    for node in ast.walk(tree):
        if id(node) in skipped or getattr(node, "lineno", 0) not in allowed:
            continue
        if isinstance(node, ast.expr):
            for kind, changed in _expressions(node):
                _add(found, _replaced(source, node, _unparse(changed), kind))
    unread = {"_"} - {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    for body in bodies_of(tree):
        for mutant in _statements(source, body, allowed, skipped, unread):
            _add(found, mutant)
    del found[source]
    return sorted(found.values(), key=lambda m: (m.line, m.kind, m.new))


def _add(found: dict[str, Mutant], mutant: Mutant | None) -> None:
    if mutant is not None and mutant.source not in found and _compiles(mutant.source):
        found[mutant.source] = mutant


def _compiles(source: str) -> bool:
    try:
        compile(source, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


def _solution_lines(source: str) -> set[int]:
    inside, lines = False, set()
    for number, line in enumerate(source.splitlines(), start=1):
        if BEGIN in line:
            inside = True
        elif END in line:
            inside = False
        elif inside:
            lines.add(number)
    return lines


def _not_code(tree: ast.Module) -> set[int]:
    """Annotations, docstrings and the texts of exceptions: nothing that a check could see."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.expr() as note):
                roots.append(note)
            case ast.AnnAssign(annotation=note):
                roots.append(note)
            case ast.FunctionDef(returns=ast.expr() as note):
                roots.append(note)
            case ast.Expr(value=ast.Constant(value=str())) | ast.Raise() | ast.JoinedStr():
                roots.append(node)
            case ast.keyword(arg="axis" | "keepdims", value=ast.Constant() | ast.UnaryOp() as value):
                roots.append(value)  # changed by their own rules
    return {id(n) for root in roots for n in ast.walk(root)}


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.BinOp():
            yield from _binary(node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield "sign", operand
        case ast.Compare(ops=[op], comparators=[_]):
            for other in _OTHER_COMPARISON.get(type(op), ()):
                yield "comparison", _with(node, ops=[other()])
        case ast.Constant(value=bool() as value):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield "constant", ast.Constant(value + 1)
            if value not in (0, 1):
                yield "constant", ast.Constant(value - 1)
        case ast.Constant(value=float() as value):
            yield "constant", ast.Constant(value * 2 if value else 1.0)
        case ast.Attribute(value=inner, attr="T"):
            yield "transpose", inner
        case ast.Call():
            yield from _calls(node)


def _binary(node: ast.BinOp) -> Iterator[tuple[str, ast.expr]]:
    for other in _OTHER_OPERATOR.get(type(node.op), ()):
        yield "operator", _with(node, op=other())
    if isinstance(node.op, _Swapped):
        yield "operands", _with(node, left=node.right, right=node.left)
    if isinstance(node.op, ast.Mult | ast.Div):
        yield "factor", node.left


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    for position, keyword in enumerate(node.keywords):
        keywords = list(node.keywords)
        match keyword:
            case ast.keyword(
                arg="axis", value=ast.Constant(value=int()) | ast.UnaryOp(operand=ast.Constant()) as value
            ):
                axis = ast.literal_eval(value)
                keywords[position] = ast.keyword("axis", ast.Constant(1 - axis if axis in (0, 1) else 0))
                yield "axis", _with(node, keywords=keywords)
                yield "axis", _with(node, keywords=[k for k in node.keywords if k is not keyword])
            case ast.keyword(arg="keepdims", value=ast.Constant(value=True)):
                yield "keepdims", _with(node, keywords=[k for k in node.keywords if k is not keyword])
    match node.func:
        case ast.Name(id="range"):
            last = node.args[0] if len(node.args) == 1 else node.args[1]
            for op in (ast.Sub(), ast.Add()):
                changed = ast.BinOp(last, op, ast.Constant(1))
                yield "range", _with(node, args=[changed if a is last else a for a in node.args])
        case ast.Attribute(value=inner, attr="copy") if not node.args:
            yield "copy", inner
        case ast.Attribute(attr=name) | ast.Name(id=name):
            if name in _COPIES and node.args:
                yield "copy", node.args[0]
            for other in _OTHER_FUNCTION.get(name, ()):
                yield "function", _with(node, func=_renamed(node.func, other))


def _renamed(function: ast.expr, name: str) -> ast.expr:
    return _with(function, **{"attr" if isinstance(function, ast.Attribute) else "id": name})


def _with(node: N, **changes: object) -> N:
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def _unparse(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant | ast.Name | ast.Attribute | ast.Call) else f"({text})"


def _replaced(source: str, node: ast.expr | ast.stmt, text: str, kind: str) -> Mutant | None:
    """The source with one node's text replaced; columns are UTF-8 offsets."""
    if node.end_lineno is None or node.end_col_offset is None:
        return None
    lines = source.splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    changed = [*lines[:first], head + text + tail, *lines[last + 1 :]]
    old = "".join(lines[first : last + 1]).rstrip("\n")
    return Mutant(kind, node.lineno, old, (head + text + tail).rstrip("\n"), "".join(changed))


def _statements(
    source: str, body: list[ast.stmt], allowed: set[int], skipped: set[int], unread: set[str]
) -> Iterator[Mutant | None]:
    for position, statement in enumerate(body):
        if statement.lineno not in allowed or id(statement) in skipped:
            continue
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.If | ast.For | ast.Return):
            yield _replaced(source, statement, "pass", "removed")
        following = body[position + 1] if position + 1 < len(body) else None
        if _depend(statement, following, unread) and following is not None and following.lineno in allowed:
            yield _exchanged(source, statement, following)


def _depend(first: ast.stmt, second: ast.stmt | None, unread: set[str]) -> bool:
    """Whether the order of two statements can matter: one writes what the other reads or writes, and somebody reads."""
    kinds = ast.Assign | ast.AugAssign | ast.Expr
    if not isinstance(first, kinds) or not isinstance(second, kinds):
        return False
    if any(isinstance(one, ast.Expr) and not _grown(one) for one in (first, second)):
        return True  # a call may do anything
    return bool((_written(first) & _named(second) | _written(second) & _named(first)) - unread)


def _named(statement: ast.stmt) -> set[str]:
    """Variables and attributes that a statement speaks of: of ``self.W.T`` also ``self.W`` and ``self``."""
    return {ast.unparse(n) for n in _at_once(statement) if isinstance(n, ast.Name | ast.Attribute)}


def _written(statement: ast.stmt) -> set[str]:
    stored = [n for n in _at_once(statement) if isinstance(getattr(n, "ctx", None), ast.Store)]
    names = {ast.unparse(n) for n in stored if isinstance(n, ast.Name | ast.Attribute | ast.Subscript)}
    return names | {ast.unparse(n.value) for n in stored if isinstance(n, ast.Subscript)} | _grown(statement)


def _grown(statement: ast.stmt) -> set[str]:
    """The list that a statement such as ``losses.append(loss)`` makes longer, which is all that it does."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="append", value=ast.Name() | ast.Attribute() as grown))):
            return {ast.unparse(grown)}
    return set()


def _at_once(statement: ast.stmt) -> list[ast.AST]:
    """What is looked at when a statement is run: of a function that it only gives a name, not what that does later."""
    match statement:
        case ast.Assign(targets=targets, value=ast.Lambda(args=defaults)):
            return [node for root in (*targets, defaults) for node in ast.walk(root)]
    return list(ast.walk(statement))


def _exchanged(source: str, first: ast.stmt, second: ast.stmt) -> Mutant | None:
    one, two = ast.get_source_segment(source, first), ast.get_source_segment(source, second)
    if one is None or two is None or first.end_lineno is None or first.end_lineno >= second.lineno:
        return None
    later = _replaced(source, second, one, "order")
    both = _replaced(later.source, first, two, "order") if later else None
    return both and Mutant(
        "order", first.lineno, f"{one.strip()}; {two.strip()}", f"{two.strip()}; {one.strip()}", both.source
    )
