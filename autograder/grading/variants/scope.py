"""What else is in scope where a variable is named: neighbours that somebody might take for it, and its default."""

import ast
import difflib
from collections.abc import Collection, Iterator
from typing import NamedTuple

from autograder.grading.variants.splicing import Edit, with_

_MOST = 2  # neighbours of one name: the likest; with all, half of all variants would be mistaken variables
_Function = ast.FunctionDef | ast.Lambda


class Place(NamedTuple):
    """Where a node stands: the functions around it, from outside, and the class."""

    functions: tuple[_Function, ...] = ()
    owner: ast.ClassDef | None = None


class Known(NamedTuple):
    """A variable: of what type it is, as far as that is written down, and the line from which on it is there."""

    type: str
    line: int = 0


class Scope:
    """What may be named at a place."""

    def __init__(self, place: Place) -> None:
        self._names: dict[str, Known] = {}
        self._defaults: dict[str, ast.Constant] = {}
        for function in place.functions:
            self._names |= _parameters(function.args)
            self._defaults |= {name: c for name, c in _defaults(function.args) if name in self._names}
            for name, known in _locals(function) if isinstance(function, ast.FunctionDef) else ():
                self._names.setdefault(name, known)
        self._attributes = dict(_attributes(place.owner)) if place.owner else {}
        self._starts = _starts(place.owner) if place.owner else {}
        self._apart = {id(n) for f in place.functions for n in _alike(f)}
        self._keys = _keys([*place.functions[:1], *([place.owner] if place.owner else [])])

    def edits_of(self, node: ast.expr) -> Iterator[Edit]:
        """Neighbours in a variable's place, and the default of a parameter in the place of what was given for it."""
        if id(node) in self._apart:
            return
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name in self._names:
                there = {n: k.type for n, k in self._names.items() if k.line < node.lineno}
                yield from (Edit("variable", with_(node, id=other)) for other in _neighbours(name, there))
                if name in self._defaults:
                    yield Edit("default", self._defaults[name])
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Load()) if name in self._attributes:
                yield from (Edit("variable", with_(node, attr=other)) for other in _neighbours(name, self._attributes))
                if name in self._starts:
                    yield Edit("default", self._starts[name])
            case ast.Subscript(value=base, slice=ast.Constant(value=str(key)), ctx=ast.Load()):
                others = dict.fromkeys((key, *self._keys.get(ast.unparse(base), ())), "")
                for other in _neighbours(key, others):
                    yield Edit("variable", with_(node, slice=ast.Constant(other)))


def _neighbours(name: str, there: dict[str, str]) -> list[str]:
    """The likest names of what may be of the same type."""
    mine = there.get(name, "")
    others = [other for other, type in there.items() if other not in (name, "self", "_") and _may_be(mine, type)]
    return sorted(others, key=lambda other: -difflib.SequenceMatcher(None, name, other).ratio())[:_MOST]


def _may_be(one: str, other: str) -> bool:
    """Whether two types may be the same: of many a variable it is not known, and most of those hold numbers."""
    return one == other or (
        "" in (one, other) and (one + other).rpartition(".")[2] in ("", "Array", "ndarray", "float")
    )


def _parameters(args: ast.arguments) -> dict[str, Known]:
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    return {arg.arg: Known(_type(arg.annotation)) for arg in every if arg.arg != "self"}


def _defaults(args: ast.arguments) -> Iterator[tuple[str, ast.Constant]]:
    positional = [*args.posonlyargs, *args.args]
    pairs = [*zip(positional[::-1], args.defaults[::-1], strict=False)]
    for arg, default in [*pairs, *zip(args.kwonlyargs, args.kw_defaults, strict=True)]:
        if isinstance(default, ast.Constant) and isinstance(default.value, int | float):
            yield arg.arg, default


def _locals(function: ast.FunctionDef) -> Iterator[tuple[str, Known]]:
    """Variables in the order of their lines; what a loop counts is like nothing else."""
    counting = {
        id(n): ast.unparse(f.iter) for f in ast.walk(function) if isinstance(f, ast.For) for n in ast.walk(f.target)
    }
    inside = {id(n) for c in ast.walk(function) if isinstance(c, ast.comprehension) for n in ast.walk(c.target)}
    types = {id(s.target): _type(s.annotation) for s in ast.walk(function) if isinstance(s, ast.AnnAssign)}
    types |= {id(s.targets[0]): _type_of(s.value) for s in ast.walk(function) if isinstance(s, ast.Assign)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in inside:
            of = f"for {node.id} in {counting[id(node)]}" if id(node) in counting else types.get(id(node), "")
            yield node.id, Known(of, node.lineno)


def _attributes(owner: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Of ``self``, as the constructor makes them."""
    start = _constructor(owner)
    given = {name: known.type for name, known in _parameters(start.args).items()} if start else {}
    for node in ast.walk(start) if start else ():
        match node:
            case ast.AnnAssign(target=ast.Attribute(value=ast.Name(id="self"), attr=name), annotation=note):
                yield name, _type(note)
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=value):
                yield name, given.get(value.id, "") if isinstance(value, ast.Name) else _type_of(value)


def _starts(owner: ast.ClassDef) -> dict[str, ast.Constant]:
    """The defaults of what the constructor keeps under the same name."""
    start = _constructor(owner)
    return {} if start is None else {name: c for name, c in _defaults(start.args) if name in dict(_attributes(owner))}


def _constructor(owner: ast.ClassDef) -> ast.FunctionDef | None:
    return next((n for n in owner.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)


def _alike(function: _Function) -> Iterator[ast.expr]:
    """Names that no array could stand for (``p["W"]``), and those of which nothing but the size is used."""
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=table, slice=ast.Constant(value=str())):
                yield table
            case ast.Call(func=ast.Name(id="len"), args=[measured]) | ast.Attribute(value=measured, attr="shape"):
                yield measured


def _keys(roots: Collection[ast.AST]) -> dict[str, list[str]]:
    """By what is indexed, the keys that are texts."""
    found: dict[str, list[str]] = {}
    for node in [n for root in roots for n in ast.walk(root)]:
        match node:
            case ast.Subscript(value=base, slice=ast.Constant(value=str(key))):
                found.setdefault(ast.unparse(base), []).append(key)
    return found


def _type(annotation: ast.expr | None) -> str:
    return "" if annotation is None else ast.unparse(annotation)


def _type_of(value: ast.expr) -> str:
    """As far as it can be seen: most expressions give numbers."""
    match value:
        case ast.Constant(value=literal):
            return type(literal).__name__
        case ast.List() | ast.ListComp() | ast.Dict() | ast.DictComp() | ast.Set() | ast.Tuple() | ast.Lambda():
            return type(value).__name__.removesuffix("Comp").lower()
    return ""
