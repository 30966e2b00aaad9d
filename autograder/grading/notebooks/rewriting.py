"""Small changes to a test's text, so that it means in two processes what it means in one.

``module.name = value`` acts on the worker's module, ``type(x)`` and ``x.__class__`` know the notebook's objects, whose
methods are called in one request, a text
that a test itself hands to ``query`` is known to be the test's, and comparisons in assertions are noted as they are
made, to say afterwards what did not agree. Lines stay where they are.
"""

import ast
from collections.abc import Iterator
from typing import Any, TypeGuard

SET, DELETE, TYPE, CLASS, NAMED, COMPARED, CALLED, OWN_TEXT, METHOD, PATTERN = (
    "__kadai_set__",
    "__kadai_del__",
    "__kadai_type__",
    "__kadai_class__",
    "__kadai_name__",
    "__kadai_eq__",
    "__kadai_call__",
    "__kadai_text__",
    "__kadai_method__",
    "__kadai_pattern__",
)
_SIGNS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
          ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not"}  # fmt: skip
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
           ast.GeneratorExp)  # fmt: skip
_MATCH_THEMSELVES = ("bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple")
_QUERIES = ("query", "eval")
TELLING = ("allclose", "isclose", "array_equal", "equals", "array_equiv", "isinstance")


def rewritten(text: str, name: str) -> ast.Module:
    """The tree of a cell, changed.

    Raises:
        SyntaxError: as Python does.
    """
    tree = ast.parse(text, name)
    changed: ast.Module = ast.fix_missing_locations(_Rewriter().visit(tree))
    return changed


class _Rewriter(ast.NodeTransformer):
    def __init__(self) -> None:
        self._asserting = 0

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        if len(node.targets) != 1 or not _is_plain(target := node.targets[0]):
            return node
        call = _call(SET, target.value, ast.Constant(target.attr), node.value)
        return ast.copy_location(ast.Expr(ast.copy_location(call, node)), node)

    def visit_Delete(self, node: ast.Delete) -> ast.AST:
        self.generic_visit(node)
        if len(node.targets) != 1 or not _is_plain(target := node.targets[0]):
            return node
        call = _call(DELETE, target.value, ast.Constant(target.attr))
        return ast.copy_location(ast.Expr(ast.copy_location(call, node)), node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        self._asserting += 1
        node.test = self.visit(node.test)
        self._asserting -= 1
        if node.msg is not None:
            node.msg = self.visit(node.msg)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if not self._asserting or len(node.ops) != 1:
            return node
        sign = ast.Constant(_SIGNS[type(node.ops[0])])
        return ast.copy_location(_call(COMPARED, node.left, sign, node.comparators[0]), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr != "__class__" or not isinstance(node.ctx, ast.Load):
            return node
        return ast.copy_location(_call(CLASS, node.value), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "type" and len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name):
            return ast.copy_location(_call(TYPE, node.args[0]), node)
        if name in _QUERIES and isinstance(node.func, ast.Attribute) and _is_text(node.args[:1]):
            node.func = ast.copy_location(_call(OWN_TEXT, node.func), node)
            return node
        if name.lower().startswith("assert") or (self._asserting and name in TELLING):
            wrapped = ast.Call(ast.Name(CALLED, ast.Load()), [node.func, *node.args], node.keywords)
            return ast.copy_location(wrapped, node)
        if isinstance(node.func, ast.Attribute) and not name.startswith("_"):
            node.func = ast.copy_location(_call(METHOD, node.func.value, ast.Constant(name)), node.func)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        own = {n.id for n in _own_nodes(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        own |= {n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
        node.body = [_Named(own).visit(statement) for statement in node.body]
        return node

    def visit_Match(self, node: ast.Match) -> Any:
        self.generic_visit(node)
        made: list[ast.stmt] = []
        for pattern in (part for case in node.cases for part in ast.walk(case.pattern)):
            if isinstance(pattern, ast.MatchClass) and getattr(pattern.cls, "id", "") not in _MATCH_THEMSELVES:
                name = f"{PATTERN}{len(made)}_{pattern.lineno}"
                thunk = ast.Lambda(ast.arguments([], [], None, [], [], None, []), pattern.cls)
                made.append(ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], _call(PATTERN, thunk)), node))
                pattern.cls = ast.copy_location(ast.Name(name, ast.Load()), pattern.cls)
        return [*made, node]

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        outer, self._asserting = self._asserting, 0
        self.generic_visit(node)
        self._asserting = outer
        return node


class _Named(ast.NodeTransformer):
    """Has names in the body of a class looked up where everything else is."""

    def __init__(self, own: set[str]) -> None:
        self._own = own

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if not isinstance(node.ctx, ast.Load) or node.id in self._own or node.id.startswith("__"):
            return node
        return ast.copy_location(_call(NAMED, ast.Constant(node.id)), node)

    def visit(self, node: ast.AST) -> Any:
        """What has a scope of its own is left alone."""
        return node if isinstance(node, _SCOPES) else super().visit(node)


def _is_plain(target: ast.expr) -> TypeGuard[ast.Attribute]:
    """Whether it is an attribute; not one with a name that Python mangles in a class, which no module has."""
    return isinstance(target, ast.Attribute) and (not target.attr.startswith("__") or target.attr.endswith("__"))


def _is_text(arguments: list[ast.expr]) -> bool:
    return any(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in arguments)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a class's body, but for what has a scope of its own."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _SCOPES):
            yield child
            yield from _own_nodes(child)


def _call(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(function, ast.Load()), list(arguments), [])
