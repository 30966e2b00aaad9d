"""What a notebook's text tells: which names its cells bind and use, what they import. Nothing is run."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from autograder.grading.notebooks.jobs import Cell, Facts

_HIDDEN_BEGIN = re.compile("BEGIN HIDDEN TESTS", re.IGNORECASE)  # anywhere in a line, as nbgrader takes it
_HIDDEN_END = re.compile("END HIDDEN TESTS", re.IGNORECASE)
_ANY_NAME = re.compile(r"\b(exec|eval|globals|locals|vars|__main__|__globals__|__dict__|f_globals|sys\.modules)\b")
"""By what code reaches any name of its module."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
           ast.GeneratorExp)  # fmt: skip


def parsed(text: str) -> ast.Module | None:
    """The tree of a cell, None if it is no Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def bound(tree: ast.AST) -> set[str]:
    """The names that a cell, or a statement, binds at the top level of its notebook; ``global`` ones as well."""
    names = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    return names | {name for node in _top(tree) for name in _bound_by(node)}


def _top(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes that are not inside a function, a class or a comprehension."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting += ast.iter_child_nodes(node)


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((a.asname or a.name).partition(".")[0] for a in node.names if a.name != "*")
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name


def used(tree: ast.AST) -> set[str]:
    """The names that are looked up anywhere in it."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def changed(tree: ast.AST) -> set[str]:
    """The names of what it changes in place: items, attributes, what grows or shrinks."""
    found = set()
    for node in ast.walk(tree):
        inner: ast.AST | None = None
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            inner = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            inner = node.func.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SETTING and node.args:
            inner = node.args[0]
        while isinstance(inner, ast.Attribute | ast.Subscript):
            inner = inner.value
        if isinstance(inner, ast.Name):
            found.add(inner.id)
    return found


_SETTING = ("setattr", "delattr")


def code_of(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The names that texts look up, and those that functions in them declare global."""
    trees = [tree for text in texts if (tree := parsed(text)) is not None]
    declared = {n for t in trees for node in ast.walk(t) if isinstance(node, ast.Global) for n in node.names}
    return frozenset(name for tree in trees for name in used(tree)), frozenset(declared)


def rebinding(texts: Iterable[str]) -> frozenset[str] | None:
    """The names that code may bind again when its functions are called; None where that may be any."""
    texts = list(texts)
    return None if any(map(_ANY_NAME.search, texts)) else code_of(texts)[1]


def facts_of(cells: Sequence[Cell], solved: bool = True) -> Facts:
    """What the instructor's notebook tells, with its solution or without: see `Facts`."""
    asked: set[str] = set()
    needed: set[str] = set()
    altered: set[str] = set()
    imports: dict[str, tuple[str, str]] = {}
    stars: dict[str, None] = {}
    for cell in cells:
        tree = parsed(cell.text)
        if tree is None:
            continue
        if cell.role == "own":
            asked |= bound(tree)
            needed |= used(tree)
            altered |= changed(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    imports[alias.asname or first] = (alias.name if alias.asname else first, "")
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                stars.update((node.module, None) for a in node.names if a.name == "*")
                imports.update((a.asname or a.name, (node.module, a.name)) for a in node.names if a.name != "*")
    read, declared = code_of(cell.text for cell in cells if cell.role != "test")
    return Facts(frozenset(asked), frozenset(needed), imports, tuple(stars), read if solved else None, declared,
                 _shown(cell.text for cell in cells if cell.role == "test"), frozenset(altered))  # fmt: skip


def _shown(tests: Iterable[str]) -> frozenset[str]:
    """The names that tests bind in lines that students see, and in no other."""
    seen: set[str] = set()
    unseen: set[str] = set()
    for text in tests:
        whole, hidden = parsed(text) or ast.Module([], []), hidden_lines(text)
        for node in _top(whole):
            (unseen if getattr(node, "lineno", 0) in hidden else seen).update(_bound_by(node))
    return frozenset(seen - unseen)


_CHANGING = frozenset(("append", "add", "update", "pop", "remove", "clear", "insert", "extend", "setdefault",
                       "discard", "popitem", "appendleft", "sort", "reverse"))  # fmt: skip


def keeps_state(text: str) -> bool:
    """Whether functions of a module change what it holds: what one process does to it, another does not see."""
    tree = parsed(text) or ast.Module([], [])
    held = bound(tree)

    def is_held(node: ast.AST) -> bool:
        while isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        return isinstance(node, ast.Name) and node.id in held

    def changes(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            return is_held(node.value)
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func
        return isinstance(node, ast.Global) or bool(called and called.attr in _CHANGING and is_held(called.value))

    return any(
        changes(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    )


def packages_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The modules that cells import, by their full names, of installed packages: worth importing once for all."""
    found: dict[str, None] = {}
    for cell in cells:
        for node in ast.walk(parsed(cell.text) or ast.Module([], [])):
            if isinstance(node, ast.Import):
                found.update((alias.name, None) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module] = None
    known = sys.stdlib_module_names
    return tuple(name for name in found if name.partition(".")[0] not in known)


def hidden_lines(text: str) -> frozenset[int]:
    """The lines of hidden tests, from 1, with the marks around them."""
    inside, lines = False, set()
    for number, line in enumerate(text.split("\n"), 1):
        inside = inside or bool(_HIDDEN_BEGIN.search(line))
        if inside:
            lines.add(number)
        if _HIDDEN_END.search(line):
            inside = False
    return frozenset(lines)


def visible_part(text: str) -> str:
    """What students see of a test; as many lines as before."""
    hidden = hidden_lines(text)
    return "\n".join("" if number in hidden else line for number, line in enumerate(text.split("\n"), 1))
