"""Small mechanical changes to a reference's solution, those that people make: each must be caught by a check.

Trusted code: only references are ever mutated, never submissions.
"""

import ast
import functools
from collections.abc import Iterator

import msgspec

from autograder.grading.variants import calls, expressions, statements
from autograder.grading.variants.noise import bodies_of, unheeded
from autograder.grading.variants.scope import Place, Scope
from autograder.grading.variants.splicing import Edit, Spliced, spliced, written

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class Edited(msgspec.Struct, frozen=True):
    """One change of a right solution: a line, counted from 1, and the part that has changed, as it was and is now."""

    kind: str
    line: int
    was: str
    now: str
    function: str = ""
    """The function or method of the stub that it is in; empty in helpers, which students do not receive."""
    place: str = ""
    """The function or method that it is in, whoever has it."""
    of: str = ""
    """The equivalent that is changed; empty of the reference."""


class Mutant(Edited, frozen=True, kw_only=True):
    """A right solution with one change: the lines as they were and are, and the whole text."""

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


@functools.lru_cache(10_000)
def normal(line: str) -> str:
    """A line of code without what does not matter: comments, indentation, superfluous parentheses."""
    try:
        return ast.unparse(ast.parse(line.strip()))
    except SyntaxError:
        return " ".join(_code(line).split())


def _code(line: str) -> str:
    return line.partition("  #")[0].strip()


@functools.lru_cache(32)
def mutants_of(source: str) -> tuple[Mutant, ...]:
    """All mutants of the solution regions of a module, each program once, in the order of the lines."""
    module = _Module(source)
    found: dict[str, Mutant] = {}
    for kind, change, place in module.changes():
        if change.source not in found and change.source != source and _compiles(change.source):
            found[change.source] = Mutant(
                kind,
                change.line,
                " ".join(change.was.split()),
                " ".join(change.now.split()),
                *module.names_of(place),
                old=change.old,
                new=change.new,
                source=change.source,
            )
    return tuple(sorted(found.values(), key=lambda m: (m.line, m.kind, m.new)))


def _compiles(source: str) -> bool:
    try:
        compile(source, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


class _Module:
    """A reference, and where its solutions are."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = ast.parse(source)
        self._allowed = _solution_lines(source)
        self._skipped = _not_code(self.tree) | unheeded(self.tree)
        self._functions = {node.name for node in self.tree.body if isinstance(node, ast.FunctionDef)}
        self._kept = calls.kept_as_they_are(self.tree)
        self._places = dict(_placed(self.tree, Place()))
        self._scopes: dict[Place, Scope] = {}

    def names_of(self, place: Place) -> tuple[str, str]:
        """What students call the function of a place, if they have it, and what it is called."""
        named = [f for f in place.functions[:1] if isinstance(f, ast.FunctionDef)]
        nodes: list[ast.ClassDef | ast.FunctionDef] = [*([place.owner] if place.owner else []), *named]
        name = ".".join(node.name for node in nodes)
        return "" if any(node.lineno in self._allowed for node in nodes) else name, name

    def changes(self) -> Iterator[tuple[str, Spliced, Place]]:
        """Every change, with its kind and where it is made."""
        for node in ast.walk(self.tree):
            place = self._places.get(id(node), Place())
            if isinstance(node, ast.expr) and node.lineno in self._allowed and id(node) not in self._skipped:
                for kind, changed in self._edits(node, place):
                    yield kind, spliced(self.source, node, written(changed)), place
        loaded = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        region = statements.Region(self.source, self._allowed, {"_"} - loaded)
        for body in bodies_of(self.tree):
            for position, statement in enumerate(body):
                if statement.lineno in self._allowed and id(statement) not in self._skipped:
                    place = self._places[id(statement)]
                    for kind, change in statements.edits_of(region, body, position, place):
                        yield kind, change, place

    def _edits(self, node: ast.expr, place: Place) -> Iterator[Edit]:
        if isinstance(node, ast.Call):
            yield from calls.edits_of(node, self._functions, self._kept)
        yield from expressions.edits_of(node)
        if id(node) in self._kept:
            yield from expressions.negated(node)
        if place not in self._scopes:
            self._scopes[place] = Scope(place)
        yield from self._scopes[place].edits_of(node)


def _placed(node: ast.AST, place: Place) -> Iterator[tuple[int, Place]]:
    for child in ast.iter_child_nodes(node):
        yield id(child), place
        match child:
            case ast.ClassDef():
                inside = Place(place.functions, child)
            case ast.FunctionDef() | ast.Lambda():
                inside = Place((*place.functions, child), place.owner)
            case _:
                inside = place
        yield from _placed(child, inside)


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
