"""Test cells as pytest functions: the student's names become attributes of ``submission``.

A test cell sees what the cells before it have bound. What students write, and what builds on it, is the submission's;
imports, and given helpers that build on nothing of the student's, stand in the test file itself: no answer of a
submission is ever checked by the submission.
"""

import ast
import builtins
import importlib.util
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.nbgrader.adopting.source_notebook import ASKED as ASKED
from autograder.nbgrader.adopting.source_notebook import SourceCell, bound_by, free_in
from autograder.text import Text

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Import = ast.Import | ast.ImportFrom
_OF_THE_NOTEBOOK = frozenset(
    ("globals", "locals", "get_ipython", "In", "Out", "exec", "eval", "display", "_", "__", "_i", "_ih", "_oh")
)
_NOSE = {"eq_": "assertEqual", "ok_": "assertTrue"}


class NotTranslated(Exception):
    """Why a cell stays as it is."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.text = Text(en, ja)


@dataclass
class Translated:
    """A cell's tests: the body of a function, and what it needs at the top of its file."""

    body: str
    imports: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    remark: Text | None = None


class Translator:
    """Translates the test cells of one notebook, beside which some modules lie."""

    def __init__(self, cells: Sequence[SourceCell], modules: Collection[str] = ()) -> None:
        self._modules = modules
        self._cells = [cell for cell in cells if cell.code]
        students = [cell for cell in self._cells if cell.kind != "test"]
        self._read_by_functions = frozenset().union(*(cell.read_within for cell in students))
        solutions = [cell for cell in self._cells if cell.kind in ("solution", "written")]
        self._students_own = frozenset().union(*(cell.students for cell in solutions))
        self._mentioned = frozenset().union(*(free_in(cell.python) for cell in solutions if cell.python))

    def translate(self, cell: SourceCell, text: str) -> Translated:
        """The test in a text, which is all of a test cell or the visible part.

        Raises:
            NotTranslated: with the reason.
        """
        if cell.python is None:
            raise NotTranslated("it is no Python", "Python として読めません")
        if cell.has_magics:
            raise NotTranslated("it has magics or shell commands", "マジックコマンドやシェルコマンドがあります")
        result = Translated("")
        statements = ast.parse(text).body
        if ASKED not in text:
            _refuse_partial_credit(statements)
        before = self._cells[: self._cells.index(cell)]
        result.body = self._bodies(cell, text, before, result, done=set())
        if not re.search(r"\bsubmission\b[.,]", result.body):
            raise NotTranslated(
                "nothing in it is the student's, but for what is imported",
                "import したもの以外に、学生が書くものを調べていません",
            )
        return result

    def _bodies(
        self, cell: SourceCell, text: str, before: Sequence[SourceCell], result: Translated, done: set[str]
    ) -> str:
        """A text with the student's names marked, after what it takes of earlier test cells."""
        text = _asking_for_names(text)
        tree = ast.parse(text)
        for statement in (s for s in tree.body if isinstance(s, _Import)):
            lines = _imports(statement, self._modules)
            if not lines[-1].startswith(("import ", "from ")):  # of nose
                result.imports += lines
                text = _without(text, statement)
                done |= bound_by(statement)
        tree = ast.parse(text)
        stored = set().union(*map(bound_by, tree.body)) if tree.body else set()
        wanted = free_in(text) | _loaded_first(tree, stored)
        if odd := sorted(_names(tree) & _OF_THE_NOTEBOOK - stored):
            raise NotTranslated(f"it uses {odd[0]}", f"{odd[0]} を使っています")
        remote, prelude = set(), []
        for name in sorted(wanted - {"submission", ASKED}):
            if self._is_students(name, before):
                self._look_later(name, cell, result)
                remote.add(name)
            elif name not in done:
                prelude += self._from_outside(name, before, result, done)
        remote |= {n for n in stored if n in self._read_by_functions and not _is_imported(n, tree)}
        remote |= {n for n in _deleted(tree) if self._is_students(n, before)}
        if own := sorted(remote & _defined(tree)):
            raise NotTranslated(
                f"it defines {own[0]} anew, which the student's code calls",
                f"学生のコードが呼ぶ {own[0]} を定義し直しています",
            )
        imported = {n for c in before for s in c.imports for n in bound_by(s)} | {
            n for s in tree.body if isinstance(s, _Import) for n in bound_by(s)
        }
        return "\n".join([*prelude, _marked(text, tree, remote, imported)])

    def _is_students(self, name: str, before: Sequence[SourceCell]) -> bool:
        """Whether a name is what students write, or builds on it."""
        if any(name in bound_by(s) for cell in before for s in cell.imports):
            return False
        students = [s for cell in before if name in cell.students for s in cell.statements if name in bound_by(s)]
        if students:
            return not all(isinstance(s, _Import) for s in students)  # modules do not cross: the test brings its own
        binding = [cell for cell in before if name in cell.bound and cell.kind != "test"]
        return any(not self._is_ours(name, cell, before, set()) for cell in binding)

    def _is_ours(self, name: str, cell: SourceCell, before: Sequence[SourceCell], seen: set[str]) -> bool:
        """Whether a given definition builds on nothing that the student could have written or changed."""
        for statement in (s for s in cell.statements if name in bound_by(s)):
            if isinstance(statement, _Import):
                continue
            constant = isinstance(statement, ast.Assign) and _is_constant(statement.value)
            if not (isinstance(statement, _Definition) or (constant and name not in self._mentioned)):
                return False
            for other in free_in(ast.unparse(statement)) - {name} - seen:
                binding = [c for c in before if other in c.bound and c.kind != "test"]
                if self._is_students_own(other, before) or not (binding or hasattr(builtins, other)):
                    return False
                if not all(self._is_ours(other, c, before, {*seen, name, other}) for c in binding):
                    return False
        return True

    def _is_students_own(self, name: str, before: Sequence[SourceCell]) -> bool:
        imported = any(name in bound_by(s) for cell in before for s in cell.imports)
        return name in self._students_own and not imported

    def _from_outside(self, name: str, before: Sequence[SourceCell], result: Translated, done: set[str]) -> list[str]:
        """What a name of the course's own needs: imports and helpers go to the file, the rest comes as lines."""
        done.add(name)
        for cell in reversed(before):
            for statement in (s for s in reversed(cell.statements) if name in bound_by(s)):
                if isinstance(statement, _Import):
                    result.imports += _imports(statement, self._modules)
                    return []
                if cell.kind == "test":
                    earlier = self._cells[: self._cells.index(cell)]
                    text = "\n".join(map(ast.unparse, _leading_to(name, cell.statements)))
                    return [self._bodies(cell, text, earlier, result, done)]
                text = ast.unparse(statement)
                for other in sorted(free_in(text) - {name} - done):
                    self._from_outside(other, before, result, done)
                result.helpers.append(text)
                return []
        if hasattr(builtins, name):
            return []
        star = [
            s for c in before for s in c.imports
            if isinstance(s, ast.ImportFrom) and any(a.name == "*" for a in s.names)
        ]  # fmt: skip
        if star:
            result.imports += [line for s in star for line in _imports(s, self._modules)]
            return []
        if name in self._students_own:
            raise NotTranslated(
                f"it uses {name}, which only a later solution defines",
                f"{name} を使っていますが、定義されるのは後の解答セルです",
            )
        raise NotTranslated(
            f"it uses {name}, which no cell before it defines", f"{name} を使っていますが、前のセルに定義がありません"
        )

    def _look_later(self, name: str, cell: SourceCell, result: Translated) -> None:
        """What a name means at the end must be what it means here; a definition may be written anew."""
        cells = (c for c in self._cells[self._cells.index(cell) + 1 :] if c.kind != "test")
        later = [s for c in cells for s in c.statements if name in bound_by(s)]
        if later and all(isinstance(s, _Definition) for s in later):
            result.remark = Text(
                f"{name} is defined again in a later cell: that definition is tested",
                f"{name} は後のセルで定義し直されます。テストするのはその定義です",
            )
        elif later:
            raise NotTranslated(
                f"it needs the value that {name} has at this point; a later cell gives it another",
                f"この時点での {name} の値が必要ですが、後のセルが別の値にしています",
            )


def _leading_to(name: str, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Those that a name's last value comes from."""
    wanted, kept = {name}, []
    for statement in reversed(statements):
        if bound_by(statement) & wanted:
            kept.append(statement)
            wanted |= free_in(ast.unparse(statement))
    return kept[::-1]


def _is_constant(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return False
    return True


def _refuse_partial_credit(statements: Sequence[ast.stmt]) -> None:
    last = statements[-1] if statements else None
    value = last.value if isinstance(last, ast.Expr) else None
    if isinstance(value, ast.Name | ast.BinOp | ast.IfExp) or (
        isinstance(value, ast.Constant) and isinstance(value.value, int | float)
    ):
        raise NotTranslated("its last value is a partial credit", "最後の値が部分点になっています")
    if not statements or all(isinstance(s, ast.Pass) for s in statements):
        raise NotTranslated("it holds no test", "テストがありません")


def _without(text: str, statement: ast.stmt) -> str:
    """A text without the lines of a statement."""
    lines = text.split("\n")
    lines[statement.lineno - 1 : statement.end_lineno] = [""] * ((statement.end_lineno or 0) - statement.lineno + 1)
    return "\n".join(lines)


def _imports(statement: ast.stmt, beside: Collection[str]) -> list[str]:
    """Lines that import what a statement does; nose, which today's Python no longer has, is made of unittest.

    Raises:
        NotTranslated: if the package is not installed.
    """
    module = statement.module if isinstance(statement, ast.ImportFrom) else None
    if isinstance(statement, ast.ImportFrom) and module in ("nose.tools", "nose"):
        made = [(a.asname or a.name, _NOSE.get(a.name) or _camel(a.name)) for a in statement.names]
        return ["import unittest", *(f"{mine} = unittest.TestCase().{theirs}" for mine, theirs in made)]
    aliases = getattr(statement, "names", [])
    for alias in aliases:
        package = (module or alias.name).partition(".")[0]
        if package not in beside and importlib.util.find_spec(package) is None:
            raise NotTranslated(
                f"it uses {package}, which is not installed here", f"{package} がここにインストールされていません"
            )
    return [ast.unparse(statement)]


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def _asking_for_names(text: str) -> str:
    """A text in which ``'x' in globals()`` asks the submission."""
    lines = text.split("\n")
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Compare) and n.lineno == n.end_lineno]
    for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        match node:
            case ast.Compare(
                left=ast.Constant(value=str(name)),
                ops=[ast.In() | ast.NotIn() as asked],
                comparators=[ast.Call(func=ast.Name(id="globals" | "locals" | "dir" | "vars"), args=[], keywords=[])],
            ):
                line = lines[node.lineno - 1].encode()
                new = f"{'not ' * isinstance(asked, ast.NotIn)}hasattr(submission, {name!r})"
                made = line[: node.col_offset] + f"({new})".encode() + line[node.end_col_offset :]
                lines[node.lineno - 1] = made.decode()
    return "\n".join(lines)


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _deleted(tree: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)}


def _defined(tree: ast.Module) -> set[str]:
    return {s.name for s in tree.body if isinstance(s, _Definition)}


def _is_imported(name: str, tree: ast.Module) -> bool:
    return any(name in bound_by(s) for s in tree.body if isinstance(s, _Import))


def _loaded_first(tree: ast.Module, stored: Iterable[str]) -> set[str]:
    """Of the names that a text binds, those that it reads before that."""
    found: set[str] = set()
    known: set[str] = set()
    for statement in tree.body:
        reads = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Store)}
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            reads.add(statement.target.id)
        if isinstance(statement, _Definition):
            reads = set()
        inner = (
            bound_by(statement) if isinstance(statement, ast.For | ast.With | ast.Try | ast.If | ast.While) else set()
        )
        found |= (reads & set(stored)) - known - inner
        known |= bound_by(statement)
    return found


def _marked(text: str, tree: ast.Module, remote: set[str], imported: set[str]) -> str:
    """A text in which some names are the submission's; comments are kept where that can be done.

    What is put into an imported module is put there for the submission: ``np.linalg.solve = None``.
    """
    places = [*_places(tree, remote, frozenset()), *(n for n in _patched(tree) if n.id in imported - remote)]
    wanted = ast.dump(_Marker({id(node) for node in places}).visit(tree))
    lines = text.split("\n")
    for node in sorted(places, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        line = lines[node.lineno - 1].encode()
        lines[node.lineno - 1] = (line[: node.col_offset] + b"submission." + line[node.col_offset :]).decode()
    edited = "\n".join(lines)
    try:
        same = ast.dump(ast.parse(edited)) == wanted and not _has_long_strings(edited)
    except (SyntaxError, ValueError):
        same = False
    return edited.strip("\n") if same else ast.unparse(tree)


def _has_long_strings(text: str) -> bool:
    """Whether indenting it would change a string."""
    indented = "if 1:\n" + textwrap.indent(text, "    ")
    block = ast.parse(indented).body[0]
    return [ast.dump(s) for s in getattr(block, "body", [])] != [ast.dump(s) for s in ast.parse(text).body]


def _places(node: ast.AST, remote: set[str], hidden: frozenset[str]) -> Iterator[ast.Name]:
    """Where names stand that are to be marked, unless an inner scope has names of its own that are called so."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        arguments = {a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)}
        body = node.body if isinstance(node.body, list) else [node.body]
        outside = [*node.args.defaults, *(d for d in node.args.kw_defaults if d), *getattr(node, "decorator_list", [])]
        for part in outside:
            yield from _places(part, remote, hidden)
        for part in body:
            own = set() if isinstance(node, ast.Lambda) else set().union(*map(bound_by, body))
            yield from _places(part, remote, hidden | arguments | own)
        return
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        targets = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        hidden = hidden | targets
    if isinstance(node, ast.Name) and node.id in remote - hidden:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _places(child, remote, hidden)


def _patched(tree: ast.Module) -> Iterator[ast.Name]:
    """The names at the beginning of attributes that are assigned or deleted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            inner: ast.expr = node
            while isinstance(inner, ast.Attribute):
                inner = inner.value
            if isinstance(inner, ast.Name):
                yield inner


class _Marker(ast.NodeTransformer):
    """Makes attributes of the submission of some names."""

    def __init__(self, marked: set[int]) -> None:
        self._marked = marked

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name that is the submission's."""
        if id(node) not in self._marked:
            return node
        return ast.Attribute(ast.Name("submission", ast.Load()), node.id, node.ctx)
