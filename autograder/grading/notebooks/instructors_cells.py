"""Runs an instructor's cells here: given ones as far as they need nothing of the student's, tests as a whole."""

import ast
import contextlib
import inspect
import io
import linecache
import signal
import sys
import traceback
from collections.abc import Iterator
from types import CodeType
from typing import Any

from autograder.grading.notebooks import statics
from autograder.grading.notebooks.guard import Guard, Refused
from autograder.grading.notebooks.jobs import HIDDEN, Cell, CellResult, Failure
from autograder.grading.notebooks.notebook_names import Names
from autograder.grading.notebooks.noting import Notes
from autograder.grading.notebooks.rewriting import rewritten
from autograder.sandbox.errors import CallTimeout, SubmissionError, WorkerEnded
from autograder.sandbox.notebook_objects import NotebookObject
from autograder.sandbox.wire import event_loops
from autograder.text import Text

_MOST_TEXT = 100_000
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def shown_as(name: str) -> str:
    """What tracebacks call a cell."""
    return f"<cell {name}>"


@contextlib.contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Interrupt what computes here for longer: a loop over what a student's code gives may have no end.

    Raises:
        CallTimeout: inside the block, and again in whatever goes on in spite of it.
    """
    said = Text(
        f"With what your code gives, the test took more than {seconds:g} seconds of computing time. "
        "Is there an endless loop?",
        f"あなたのコードの結果を使ったテストの計算時間が {seconds:g} 秒を超えました。無限ループになっていませんか。",
    )

    def strike(*_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 1.0)
        raise CallTimeout(said, "timeout")

    signal.signal(signal.SIGPROF, strike)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Runner:
    """Runs cells in the notebook's names; ``seconds`` is what one may compute."""

    def __init__(self, names: Names, notes: Notes, guard: Guard, seconds: float) -> None:
        self._names, self._notes, self._guard, self._seconds = names, notes, guard, seconds

    def given(self, cell: Cell) -> tuple[set[str], set[str]]:
        """Run what of a given cell needs no name of the student's; the names that it has bound here.

        What it needs the student for has been done in the worker, and is looked up there: the other names.
        """
        tree = statics.parsed(cell.text)
        bound: set[str] = set()
        derived: set[str] = set()
        if tree is None:
            return bound, derived
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for statement in tree.body:
                if self._needs_student(statement, derived):
                    derived |= statics.bound(statement) | statics.changed(statement)
                    bound -= derived
                    continue
                if not self._run_given(statement, cell.name):
                    break
                bound |= statics.bound(statement)
        return bound, derived

    def _needs_student(self, statement: ast.stmt, derived: set[str]) -> bool:
        """Whether a statement looks up what the student has defined, or what was made of that, when it runs."""
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        looped = {
            name for node in ast.walk(statement) if isinstance(node, ast.For) for name in statics.bound(node.target)
        }
        theirs = (statics.used(statement) - looped) & (self._names.theirs | derived)
        return bool(theirs - self._names.imports)

    def _run_given(self, statement: ast.stmt, name: str) -> bool:
        try:
            with self._guard.aside():
                code = compile(ast.Module([statement], []), shown_as(name), "exec", _FLAGS, dont_inherit=True)
            with self._guard.watching(), _within(self._seconds):
                _evaluated(code, self._names)
        except WorkerEnded:
            return False
        except (Exception, SystemExit, Refused):
            return False
        return True

    def test(self, cell: Cell) -> CellResult:
        """Run a test."""
        file, printed = shown_as(cell.name), io.StringIO()
        linecache.cache[file] = (len(cell.text), None, cell.text.splitlines(keepends=True), file)
        self._notes.clear()
        value: Any = None
        failure, refused = None, ""
        stdout, stdin = sys.stdout, sys.stdin
        sys.stdout, sys.stderr = printed, io.StringIO()
        try:
            with self._guard.aside():
                codes = list(_compiled(cell.text, file))
            with self._guard.watching(), _within(self._seconds):
                for code in codes:
                    value = _evaluated(code, self._names)
                if value is not None and not isinstance(value, NotebookObject):
                    value = repr(value)[:_MOST_TEXT]
        except Refused as error:
            refused = str(error)
        except BaseException as error:  # whatever a test raises is its verdict
            failure = self._failure(cell, error)
        finally:
            sys.stdout, sys.stdin, sys.stderr = stdout, stdin, sys.__stderr__
        result = value if isinstance(value, str) and failure is None else None
        text = printed.getvalue()[:_MOST_TEXT]
        return CellResult(cell.name, text, result, tuple(_pictures()), failure, refused=refused)

    def _failure(self, cell: Cell, error: BaseException) -> Failure:
        line = _line_of(error, shown_as(cell.name))
        hidden = line in statics.hidden_lines(cell.text)
        source = linecache.getline(shown_as(cell.name), line).strip() if line else ""
        if isinstance(error, WorkerEnded):
            return Failure(type(error).__name__, error.text.en, line, source, hidden, error.text)
        if isinstance(error, SubmissionError):
            why: Text | None = error.text if error.frames else None
        else:
            why = self._notes.explained()
        try:
            message = str(error)[:_MOST_TEXT]
        except (Exception, SystemExit):
            message = ""
        name = type(error).__name__
        if hidden:
            return Failure(name, HIDDEN.en, line, "", True, HIDDEN + (why or "") if _is_theirs(error) else HIDDEN)
        return Failure(name, message, line, source, False, why)


def _is_theirs(error: BaseException) -> bool:
    """Whether the student's own code raised it: that tells nothing of the test."""
    return isinstance(error, SubmissionError) and bool(error.frames)


def _evaluated(code: CodeType, names: dict[str, Any]) -> Any:
    """The value of an expression, None of statements; what they await is waited for."""
    value = eval(code, names)
    return event_loops.run(value) if code.co_flags & inspect.CO_COROUTINE else value


def _compiled(text: str, file: str) -> Iterator[CodeType]:
    """The statements of a test; the last is a value where it is an expression that is shown."""
    tree = rewritten(text, file)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr) and not text.rstrip().endswith(";"):
        first = ast.Module(tree.body[:-1], [])
        yield compile(first, file, "exec", _FLAGS, dont_inherit=True)
        yield compile(ast.Expression(last.value), file, "eval", _FLAGS, dont_inherit=True)
    else:
        yield compile(tree, file, "exec", _FLAGS, dont_inherit=True)


def _line_of(error: BaseException, file: str) -> int:
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno or 0
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return lines[0] if lines else 0


def _pictures() -> Iterator[bytes]:
    """The figures that are open here; they are closed, there as well, as in a notebook."""
    plots: Any = sys.modules.get("matplotlib.pyplot")
    if plots is None:
        return
    for manager in plots._pylab_helpers.Gcf.get_all_fig_managers()[:10]:
        buffer = io.BytesIO()
        with contextlib.suppress(Exception):
            manager.canvas.figure.savefig(buffer, format="png", bbox_inches="tight")
            yield buffer.getvalue()
    with contextlib.suppress(Exception, SystemExit):  # whatever the notebook has put in its place there
        plots.close("all")
