"""What people do with whole statements: left out, too early or late, ``=`` for ``+=``, in place, results swapped."""

import ast
from collections.abc import Collection, Iterator
from typing import NamedTuple

from autograder.grading.variants.scope import Place
from autograder.grading.variants.splicing import Spliced, spliced

_INDENT = "    "
_OTHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
_Left = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.If | ast.For | ast.Return
Changed = Iterator[tuple[str, Spliced]]


class Region(NamedTuple):
    """What may be changed of a text: these lines; variables of the unread ones do not matter."""

    source: str
    lines: Collection[int]
    unread: Collection[str]

    def holds(self, statement: ast.stmt | None) -> bool:
        """Whether a statement stands in it."""
        return statement is not None and statement.lineno in self.lines and (statement.end_lineno or 0) in self.lines


def edits_of(region: Region, body: list[ast.stmt], position: int, place: Place) -> Changed:
    """Of one statement of a body, alone and with the next one."""
    statement = body[position]
    following = body[position + 1] if position + 1 < len(body) else None
    if isinstance(statement, _Left):
        yield "removed", spliced(region.source, statement, "pass")
    if following is not None and region.holds(following) and _depend(statement, following, region.unread):
        yield from _exchanged(region.source, statement, following)
    yield from ((kind, spliced(region.source, statement, text)) for kind, text in _rewritten(statement, place))
    if isinstance(statement, ast.For) and region.holds(statement):
        yield from _moved(region, statement, following)


def _rewritten(statement: ast.stmt, place: Place) -> Iterator[tuple[str, str]]:
    match statement:
        case ast.AugAssign(target=target, op=op, value=value):
            to, of = ast.unparse(target), ast.unparse(value)
            if type(op) in _OTHER:
                yield "operator", ast.unparse(ast.AugAssign(target, _OTHER[type(op)](), value))
            yield "assigned", f"{to} = {'-' if isinstance(op, ast.Sub) else ''}{of}"
        case ast.Assign(targets=[target], value=ast.BinOp(left=left, op=op, right=right)) if _is_shared(target, place):
            if ast.unparse(left) == ast.unparse(target) and isinstance(
                target, ast.Name | ast.Attribute | ast.Subscript
            ):
                yield "in_place", ast.unparse(ast.AugAssign(target, op, right))
        case ast.If(test=test):
            if isinstance(test, ast.Name | ast.Attribute | ast.Call):
                negated = ast.UnaryOp(ast.Not(), test)
                yield (
                    "condition",
                    ast.unparse(ast.If(negated, statement.body, statement.orelse)).replace(
                        "\n", "\n" + " " * statement.col_offset
                    ),
                )
    match statement:
        case ast.Assign(targets=[ast.Subscript() as target], value=value):
            yield "accumulated", f"{ast.unparse(target)} += {ast.unparse(value)}"
    match statement:
        case ast.Return(value=ast.Tuple(elts=[one, other])):
            yield "results", f"return {ast.unparse(other)}, {ast.unparse(one)}"


def _is_shared(target: ast.expr, place: Place) -> bool:
    """Whether somebody else may hold the array: else nobody could notice that it was changed in place."""
    parameters = {arg.arg for function in place.functions for arg in function.args.args}
    return not isinstance(target, ast.Name) or target.id in parameters


def _moved(region: Region, loop: ast.For, following: ast.stmt | None) -> Changed:
    """The last statement of a loop done after it, once; and the one after it done in it, every time."""
    last = loop.body[-1]
    if len(loop.body) > 1 and region.holds(last) and not isinstance(last, ast.For | ast.If):
        yield "late", _indented(region.source, last, -1, "after the loop")
    if region.holds(following) and isinstance(following, ast.Expr | ast.Return | ast.AugAssign):
        yield "early", _indented(region.source, following, 1, "in the loop above")


def _indented(source: str, statement: ast.stmt, by: int, where: str) -> Spliced:
    lines = source.splitlines(keepends=True)
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    new = [_INDENT + line if by > 0 else line.removeprefix(_INDENT) for line in lines[first:last]]
    changed = "".join([*lines[:first], *new, *lines[last:]])
    was = ast.unparse(statement)
    return Spliced(changed, statement.lineno, was, f"{where}: {was}", was, f"{where}: {was}")


def _depend(first: ast.stmt, second: ast.stmt, unread: Collection[str]) -> bool:
    """Whether the order of two statements can matter: one writes what the other reads or writes, and somebody reads."""
    if isinstance(first, ast.For) and isinstance(second, ast.Expr):
        return True  # what is recorded after a loop, before it
    kinds = ast.Assign | ast.AugAssign | ast.Expr
    if not isinstance(first, kinds) or not isinstance(second, kinds):
        return False
    if any(isinstance(one, ast.Expr) and not _grown(one) for one in (first, second)):
        return True  # a call may do anything
    return bool((_written(first) & _named(second) | _written(second) & _named(first)) - set(unread))


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


def _exchanged(source: str, first: ast.stmt, second: ast.stmt) -> Changed:
    one, two = ast.get_source_segment(source, first), ast.get_source_segment(source, second)
    if one is None or two is None or first.end_lineno is None or first.end_lineno >= second.lineno:
        return
    both = spliced(spliced(source, second, one).source, first, two)
    if isinstance(first, ast.For):
        was, now, line = two, f"before the loop: {two}", second.lineno
    else:
        was, now, line = f"{one.strip()}; {two.strip()}", f"{two.strip()}; {one.strip()}", first.lineno
    yield "order", Spliced(both.source, line, was, now, was, now)
