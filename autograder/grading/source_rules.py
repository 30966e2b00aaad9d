"""Rules about how something is written, by its syntax tree: which constructs it may not, or must, make use of."""

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from autograder.course.handed_out.top_level import named, parsed, says_nothing
from autograder.grading.module_text import Blocks, asker_of, blocks_of, not_defined
from autograder.numerics import Mismatch
from autograder.sandbox import whereabouts
from autograder.text import Text, nearest, one_line

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_WORDS: dict[str, tuple[tuple[type[ast.AST], ...], Text]] = {
    "loop": ((ast.For, ast.AsyncFor, ast.While), Text("a loop (`for`, `while`)", "ループ（`for`、`while`）")),
    "for": ((ast.For, ast.AsyncFor), Text("a `for` loop", "`for` 文")),
    "while": ((ast.While,), Text("a `while` loop", "`while` 文")),
    "comprehension": (
        (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
        Text("a comprehension", "内包表記"),
    ),
    "if": ((ast.If, ast.IfExp), Text("an `if`", "`if`")),
    "match": ((ast.Match,), Text("a `match`", "`match` 文")),
    "try": ((ast.Try, ast.TryStar), Text("a `try`", "`try` 文")),
    "with": ((ast.With, ast.AsyncWith), Text("a `with`", "`with` 文")),
    "lambda": ((ast.Lambda,), Text("a `lambda`", "`lambda` 式")),
    "class": ((ast.ClassDef,), Text("a class", "クラス")),
    "import": ((ast.Import, ast.ImportFrom), Text("an import", "`import` 文")),
    "global": ((ast.Global,), Text("a `global` statement", "`global` 文")),
    "yield": ((ast.Yield, ast.YieldFrom), Text("a `yield`", "`yield`")),
    "raise": ((ast.Raise,), Text("a `raise`", "`raise` 文")),
    "assert": ((ast.Assert,), Text("an `assert`", "`assert` 文")),
    "f-string": ((ast.JoinedStr,), Text("an f-string", "f 文字列")),
    "@": ((ast.MatMult,), Text("the operator `@`", "演算子 `@`")),
    "recursion": ((), Text("recursion", "再帰呼び出し")),
}
_SHORT = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "sp": "scipy"}  # as authors write, too
_NAME = re.compile(r"\.?[^\W\d]\w*(\.[^\W\d]\w*)*")
_RUNNING = re.compile(r"ipykernel_|<ipython")


def assert_avoids(module: Any, *constructs: str, within: str = "", what: str = "") -> None:
    """Reject a program, or a function of it, that makes use of one of some constructs; the line is named.

    A construct is one of the words ``loop for while comprehension if match try with lambda class import global yield
    raise assert f-string @ recursion``; or a dotted name, whatever it was imported as (``"numpy.convolve"``,
    ``"scipy"``, ``"sorted"``); or a method of anything (``".sort"``). Own functions that it calls belong to it. The
    rule sees what is written: whoever wants to can hide a name (``eval``), so it teaches, and is no protection.

    Added in version 0.1.0.

    Args:
        module: `submission` or `reference`.
        constructs: what may not be there.
        within: a function, class or method: ``"train"``, ``"Net.forward"``. Without it all of the program; then let the
            check call something, since a program in which nothing is written avoids everything.
        what: what the message calls it, in place of that name.

    Raises:
        AssertionError: if one is there, or `within` is not.
        ValueError: for a word that is no construct.

    Examples:
        >>> import colorsys
        >>> assert_avoids(colorsys, "loop", "numpy")
        >>> assert_avoids(colorsys, "if", within="rgb_to_hls")
        Traceback (most recent call last):
        Mismatch: `rgb_to_hls` may not use an `if`...
    """
    code = _Code(blocks_of(module))
    scope = _scope(code, module, within)
    for construct in map(_known, constructs):
        place = next(code.uses(construct, scope), None)
        if place is not None:
            raise _broken(construct, place, what or (f"`{within}`" if within else ""))


def assert_uses(module: Any, *constructs: str, within: str = "", what: str = "") -> None:
    """Reject a program, or a function of it, that does not make use of all of some constructs.

    For the constructs and the arguments see `assert_avoids`.

    Added in version 0.1.0.

    Raises:
        AssertionError: if one is not there, or `within` is not.
        ValueError: for a word that is no construct.

    Examples:
        >>> import colorsys
        >>> assert_uses(colorsys, "if", "max", within="rgb_to_hls")
        >>> assert_uses(colorsys, "recursion", within="rgb_to_hls")
        Traceback (most recent call last):
        Mismatch: `rgb_to_hls` must use recursion...
    """
    code = _Code(blocks_of(module))
    scope = _scope(code, module, within)
    for construct in map(_known, constructs):
        if next(code.uses(construct, scope), None) is None:
            called, words = what or (f"`{within}`" if within else ""), _said(construct)
            raise Mismatch(
                Text(
                    f"{called or 'The program'} must use {words.en}, but does not.",
                    f"{_ja(called)}では{words.ja}を使ってください。今は使われていません。",
                )
            )


class _Part(NamedTuple):
    """A piece of a program, the file that it stands in, and the class."""

    file: str
    node: ast.AST
    owner: str = ""


class _Code:
    """A program: what it defines, what its names stand for, what its parts make use of."""

    def __init__(self, blocks: Blocks) -> None:
        self._lines = {file: text.split("\n") for file, text in blocks}
        self._stems = {Path(file).stem for file, _ in blocks}
        self._meaning: dict[str, str] = {}
        self._stars: set[str] = set()
        self.parts: list[_Part] = []
        self.defined: dict[str, _Part] = {}
        for file, text in blocks:
            for statement in parsed(text):
                if isinstance(statement, SyntaxError):
                    continue
                self.parts.append(_Part(file, statement))
                for name, node in named(statement):
                    if isinstance(node, _Function | ast.ClassDef) or isinstance(getattr(node, "value", 0), ast.Lambda):
                        self.defined[name] = _Part(file, node, name.rpartition(".")[0])
                self._learn(statement)

    def _learn(self, statement: ast.stmt) -> None:
        """What names mean that are imported."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                self._meaning.update({a.asname: a.name for a in node.names if a.asname})
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                self._meaning.update({a.asname or a.name: f"{module}.{a.name}".strip(".") for a in node.names})
                self._stars |= {module} if any(a.name == "*" for a in node.names) else set()

    def with_called(self, start: _Part) -> list[_Part]:
        """A part, and the program's own functions and classes that it, or one of these, makes use of."""
        found, waiting = {id(start.node): start}, [start]
        while waiting:
            for other in self._called(waiting.pop()):
                if id(other.node) not in found:
                    found[id(other.node)] = other
                    waiting.append(other)
        return list(found.values())

    def _called(self, part: _Part) -> Iterator[_Part]:
        for node in ast.walk(part.node):
            for name in self._names(node):
                module, _, rest = name.partition(".")
                if module in ("self", "cls") and part.owner:
                    name = f"{part.owner}.{rest}"
                elif module in self._stems and name not in self.defined:
                    name = rest
                if name in self.defined:
                    yield self.defined[name]

    def _names(self, node: ast.AST) -> Iterator[str]:
        """What an expression or an import calls by its whole name; and ``.method``."""
        if isinstance(node, ast.Import):
            yield from (prefix for alias in node.names for prefix in _prefixes(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from _prefixes(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute | ast.Name | ast.Call):
            dotted = _dotted(node)
            if isinstance(node, ast.Attribute):
                yield f".{node.attr}"
            if dotted:
                first, dot, rest = dotted.partition(".")
                yield self._meaning.get(first, first) + dot + rest
                if first not in self._meaning and first not in self.defined:
                    yield from (f"{star}.{dotted}" for star in self._stars)

    def uses(self, construct: str, scope: Iterable[_Part]) -> Iterator[tuple[Text, str]]:
        """Where some parts make use of a construct: the place in words, and the line."""
        for part in scope:
            if construct == "recursion":
                if self._comes_back(part):
                    yield self._place(part, getattr(part.node, "lineno", 1))
                continue
            shadowed = hasattr(builtins, construct) and construct in {*self.defined, *_bound(part.node)}
            for node in _with_lines(part.node):
                if construct in _WORDS:
                    there = isinstance(node, _WORDS[construct][0])
                else:
                    there = not shadowed and construct in self._names(node)
                if there:
                    yield self._place(part, _line(node, part.node))

    def _comes_back(self, part: _Part) -> bool:
        """Whether a function of the part calls itself, also by way of others."""
        inner = {id(node) for node in ast.walk(part.node)}
        own = [p for p in self.defined.values() if id(p.node) in inner and not isinstance(p.node, ast.ClassDef)]
        return any(map(_calls_itself, ast.walk(part.node))) or any(
            other.node is mine.node
            for mine in own
            for called in self._called(mine)
            for other in self.with_called(called)
        )

    def _place(self, part: _Part, line: int) -> tuple[Text, str]:
        lines = self._lines[part.file]
        shown = one_line(lines[line - 1].strip(), 80) if line <= len(lines) else ""
        if _RUNNING.search(part.file):
            return whereabouts.of_cell("", line), shown
        file = part.file if part.file.startswith("<") else Path(part.file).name
        return whereabouts.place(file, line), shown


def _scope(code: _Code, module: Any, within: str) -> list[_Part]:
    """What a rule is about: all, or a definition with all that it makes use of.

    Raises:
        Exception: what is to be said where that is not there, or not written.
    """
    if not within:
        hollow = [part for part in code.defined.values() if isinstance(part.node, _Function)]
        if hollow and all(map(_is_hollow, hollow)):
            raise _not_written(module, hollow[0], "")
        return code.parts
    getattr(module, within.partition(".")[0])  # which says why it is not there
    if within not in code.defined:
        raise not_defined(within)
    start = code.defined[within]
    if _is_hollow(start):
        raise _not_written(module, start, within)
    return code.with_called(start)


def _is_hollow(part: _Part) -> bool:
    """Whether it is still what a region leaves in a stub."""
    if isinstance(part.node, ast.ClassDef):
        methods = [node for node in part.node.body if isinstance(node, _Function)]
        return bool(methods) and all(_is_hollow(_Part(part.file, method)) for method in methods)
    body = getattr(part.node, "body", [])
    return isinstance(part.node, _Function) and (
        all(map(says_nothing, body))
        or any(isinstance(s, ast.Raise) and "NotImplementedError" in (_dotted(s.exc), _called(s.exc)) for s in body)
        or any(_is_to_be_filled(node) for node in ast.walk(part.node))
    )


def _is_to_be_filled(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) else None
    return isinstance(value, ast.Constant) and value.value is Ellipsis


def _not_written(module: Any, part: _Part, name: str) -> Exception:
    name = name or getattr(part.node, "name", "")
    text = Text(f"`{name}` is not written yet.", f"`{name}` はまだ書かれていません。")
    if asker_of(module) is None:
        return Mismatch(text)
    from autograder.sandbox import Frame, SubmissionError

    line = getattr(part.node, "lineno", 1)
    return SubmissionError("NotImplementedError", text.en, (Frame(part.file, line, name, "", name),), text)


def _known(construct: str) -> str:
    """Raises: ValueError for what is neither a word nor a name."""
    hint = "" if construct in _WORDS or hasattr(builtins, construct) else nearest(construct, _WORDS).en
    if hint or not (construct in _WORDS or _NAME.fullmatch(construct)):
        raise ValueError(f"{construct!r} is no construct{hint or ': name a word, a function, a module or a .method'}")
    first, dot, rest = construct.partition(".")
    return _SHORT[first] + dot + rest if first in _SHORT and rest else construct


def _said(construct: str) -> Text:
    return _WORDS[construct][1] if construct in _WORDS else Text.same(f"`{construct}`")


def _broken(construct: str, place: tuple[Text, str], called: str) -> Mismatch:
    (where, line), words = place, _said(construct)
    return Mismatch(
        Text(
            f"{called or 'The program'} may not use {words.en}, but there it is: {where.en}: `{line}`",
            f"{_ja(called)}では{words.ja}を使えませんが、使われています（{where.ja}）：`{line}`",
        )
    )


def _ja(called: str) -> str:
    return f"{called} " if called else "プログラム"


def _dotted(node: ast.AST | None) -> str:
    """``np.linalg.inv`` of the expression of that name; empty for others."""
    parts: list[str] = []
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=value, attr=name):
                pass
            case ast.Call(func=ast.Name(id="getattr"), args=[value, ast.Constant(value=str(name)), *_]):
                pass
            case _:
                return ""
        parts.append(name)
        node = value
    return ".".join([node.id, *reversed(parts)])


def _called(node: ast.AST | None) -> str:
    return _dotted(node.func) if isinstance(node, ast.Call) else ""


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[: n + 1]) for n in range(len(parts)))


def _bound(node: ast.AST) -> set[str]:
    """Names that a piece of a program gives a meaning of its own."""
    stored = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}


def _with_lines(node: ast.AST) -> list[ast.AST]:
    """All nodes within one, in the order of their lines."""
    return sorted(ast.walk(node), key=lambda inner: getattr(inner, "lineno", 0))


def _line(node: ast.AST, outer: ast.AST) -> int:
    """Operators have no line of their own."""
    if hasattr(node, "lineno"):
        return int(node.lineno)
    users = (n for n in ast.walk(outer) if getattr(n, "op", None) is node and hasattr(n, "lineno"))
    return next((int(n.lineno) for n in users), getattr(outer, "lineno", 1))


def _calls_itself(node: ast.AST) -> bool:
    return isinstance(node, _Function) and any(
        isinstance(inner, ast.Call) and _called(inner) == node.name for inner in ast.walk(node)
    )
