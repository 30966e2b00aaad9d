"""An instructor's notebook as nbgrader reads it: which cell is what, and which names it binds and reads."""

import ast
import json
import re
import symtable
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from autograder.course.handed_in.magics import clean_cell
from autograder.errors import UsageError, system_said
from autograder.text import Text

Kind = Literal["markdown", "given", "solution", "test", "written"]
_REGION = re.compile(r"BEGIN SOLUTION|END SOLUTION")
_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?(?:^[^\n]*END HIDDEN TESTS[^\n]*\n?|\Z)", re.MULTILINE | re.DOTALL)
_MARKS = re.compile(r"^[^\n]*(?:BEGIN|END) HIDDEN TESTS[^\n]*\n?", re.MULTILINE)
ASKED = "kadai_autotest"
_AUTOTEST = re.compile(r"^\s*#+\s*(?:HASHED\s+)?AUTOTEST\s+(.+)$", re.MULTILINE)


class SourceCell:
    """One cell.

    Attributes:
        kind: ``written`` is graded by a person; if it is code, the code belongs to the solution.
        id: nbgrader's name for it, or a number.
        text: as it stands there.
        python: of code, without what is IPython's; None if that is no Python.
        is_task: whether it holds the task itself, and the answer stands in cells of the student's own.
    """

    is_task = False

    def __init__(self, kind: Kind, id: str, points: float, text: str, *, code: bool) -> None:
        self.kind, self.id, self.points, self.text, self.code = kind, id, points, text, code
        cleaned = clean_cell(text) if code else ""
        self.has_magics = cleaned != text and code
        self.python: str | None = None
        if code:
            try:
                ast.parse(cleaned)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                pass
            else:
                self.python = cleaned

    @property
    def whole_test(self) -> str:
        """Of a test, all of it without the marks of hidden parts."""
        return _MARKS.sub("", self.python or "")

    @property
    def visible_test(self) -> str:
        """Of a test, what students see."""
        return _HIDDEN.sub("", self.python or "")

    @property
    def is_hidden(self) -> bool:
        """Whether it has a part that students do not see."""
        return _HIDDEN.search(self.text) is not None

    @property
    def autotests(self) -> list[str]:
        """The expressions of which nbgrader makes tests, by their values in the solution."""
        return [e.strip() for line in _AUTOTEST.findall(self.text) for e in line.split(";") if e.strip()]

    @property
    def asking(self) -> str:
        """Of a test, its text with a call of `ASKED` for each of these expressions."""

        def called(found: re.Match[str]) -> str:
            parts = [e.strip() for e in found[2].split(";") if e.strip()]
            return found[1] + "; ".join(f"{ASKED}({part})" for part in parts)

        return re.sub(r"^([ \t]*)#+\s*(?:HASHED\s+)?AUTOTEST\s+(.+)$", called, self.whole_test, flags=re.MULTILINE)

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """Of code that is Python."""
        return ast.parse(self.python).body if self.python is not None else []

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that it binds for the cells after it."""
        return frozenset(name for statement in self.statements for name in bound_by(statement))

    @cached_property
    def imports(self) -> list[ast.stmt]:
        """Imports that the course gives: of a solution cell those that stand outside its marked regions."""
        marks = [n for n, line in enumerate(self.text.split("\n"), 1) if _REGION.search(line)]
        if self.kind in ("solution", "written") and not marks:
            return []
        return [
            s
            for s in self.statements
            if isinstance(s, ast.Import | ast.ImportFrom)
            and (self.kind in ("given", "test") or sum(mark < s.lineno for mark in marks) % 2 == 0)
        ]

    @cached_property
    def students(self) -> frozenset[str]:
        """The names that the student's part of it binds."""
        if self.kind not in ("solution", "written"):
            return frozenset()
        ours = {id(s) for s in self.imports}
        return frozenset(name for s in self.statements if id(s) not in ours for name in bound_by(s))

    @cached_property
    def read_within(self) -> frozenset[str]:
        """The names that its functions and classes take from outside themselves when they run."""
        return _read_inside(self.python) if self.python is not None else frozenset()


def bound_by(node: ast.AST) -> set[str]:
    """The names that a statement binds in the scope that it stands in."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return set()
    found = {node.id} if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else set()
    if isinstance(node, ast.alias):
        found.add((node.asname or node.name).partition(".")[0])
    if isinstance(node, ast.ExceptHandler) and node.name:
        found.add(node.name)
    return found.union(*map(bound_by, ast.iter_child_nodes(node)))


def free_in(text: str) -> set[str]:
    """The names that a piece of Python takes from outside itself, Python's own among them."""
    table = symtable.symtable(text, "<cell>", "exec")
    top = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    bound = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    return (top | _globals_below(table)) - bound


def _read_inside(text: str) -> frozenset[str]:
    return frozenset(_globals_below(symtable.symtable(text, "<cell>", "exec")))


def _globals_below(table: symtable.SymbolTable) -> set[str]:
    found: set[str] = set()
    for inner in table.get_children():
        found |= {s.get_name() for s in inner.get_symbols() if s.is_global() and s.is_referenced()}
        found |= _globals_below(inner)
    return found


def read_notebook(path: Path) -> list[SourceCell]:
    """The cells of a notebook.

    Raises:
        UsageError: if it cannot be read, or is no notebook of the fourth format.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        cells = [_cell(cell, number) for number, cell in enumerate(found["cells"], 1)]
    except OSError as error:
        why = system_said(error)
        raise UsageError(Text(f"{path}: cannot be read ({why.en})", f"{path}: 読めません（{why.ja}）")) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            Text(
                f"{path}: is no notebook of format 4; open it in Jupyter and save it again",
                f"{path}: 形式 4 のノートブックではありません。Jupyter で開いて保存し直してください",
            )
        ) from None
    return [cell for cell in cells if cell.text.strip()]


def _cell(cell: dict[str, Any], number: int) -> SourceCell:
    text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    meta = cell.get("metadata", {}).get("nbgrader") or {}
    code, graded, solution = cell["cell_type"] == "code", bool(meta.get("grade")), bool(meta.get("solution"))
    kind: Kind = "given" if code else "markdown"
    if meta.get("task") or (graded and (solution or not code)) or (solution and not code):
        kind = "written"
    elif graded:
        kind = "test"
    elif solution:
        kind = "solution"
    id = str(meta.get("grade_id") or f"cell-{number}")
    points = float(meta.get("points") or 0) if graded or meta.get("task") else 0.0
    if cell["cell_type"] not in ("code", "markdown"):
        text = ""
    made = SourceCell(kind, id, points, text, code=code)
    made.is_task = bool(meta.get("task"))
    return made
