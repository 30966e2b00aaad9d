"""Collects the checks of an assignment with pytest, or says in one sentence which file, line or function is wrong.

Nothing that looks like a check is lost without a word: what pytest would pass over is refused here.
"""

import ast
import contextlib
import inspect
import io
import os
import sys
import sysconfig
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.errors import UsageError
from autograder.grading import fixtures
from autograder.grading.collected_checks import describe, in_order
from autograder.text import NOTHING, Text

# Parts of pytest that show, ask or keep something, which nobody sees here: they would be called for every check.
_SWITCHED_OFF = (
    "terminal", "cacheprovider", "warnings", "faulthandler", "threadexception", "unraisableexception", "setuponly",
    "setupplan", "stepwise", "pastebin", "debugging",
)  # fmt: skip
_FIXTURE = type(pytest.fixture(lambda: None))
_ENGINE = str(Path(__file__).parents[2])
_INSTALLED = (_ENGINE, *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")))
_NOT_OF_THE_COURSE = ("<", *(f"{folder}{os.sep}" for folder in _INSTALLED))

_Collected = Callable[[pytest.Session, tuple[CheckInfo, ...]], None]


_CLASS_NAMES = Text("the names of classes of tests begin with Test", "テストのクラスの名前は Test で始まります")


class Collection:
    """A plugin of pytest that keeps what is wrong with the test files that pytest collects: the first thing."""

    def __init__(self) -> None:
        self.refusal = NOTHING

    def refuse(self, reason: Text) -> None:
        """Note a reason, in one line, unless there was one before."""
        self.refusal = self.refusal or Text(" ".join(reason.en.split()), " ".join(reason.ja.split()))

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Look for what pytest has passed over."""
        report = yield
        if report.passed and isinstance(collector, pytest.Module | pytest.Class):
            for reason in _passed_over(collector, report.result or ()):
                self.refuse(reason)
        return report

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: "pytest.CallInfo[Any]", report: object
    ) -> None:
        """A file cannot be imported, or a function not be collected."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None:
            self.refuse(_told(call.excinfo.value, node.path))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that skips itself would take its points with it."""
        if report.skipped:
            path, line, reason = report.longrepr if isinstance(report.longrepr, tuple) else (report.nodeid, 0, "")
            self.refuse(
                Text(
                    f"{path}, line {line}: the whole file is skipped, and its points with it: {reason}",
                    f"{path} の {line} 行目: ファイル全体がスキップされ、配点も失われます: {reason}",
                )
            )

    def checks(self, session: pytest.Session) -> tuple[CheckInfo, ...]:
        """The checks that were collected.

        Raises:
            UsageError: if there are none, or they are not as they should be.
        """
        for path in _files(session.items):
            for reason in _defined_twice(path):
                self.refuse(reason)
        if self.refusal:
            raise UsageError(self.refusal)
        checks = describe(session.items)
        in_order(session.items, checks)
        return checks


class _Assignments(Collection):
    """Hands on what was collected, in the place of pytest's loop."""

    def __init__(self, assignment: Assignment, then: _Collected) -> None:
        super().__init__()
        self._assignment = assignment
        self._then = then
        self.ended = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.ended = True
        with contextlib.redirect_stderr(sys.__stderr__):
            try:
                checks = self.checks(session)
                if not checks:
                    raise UsageError(
                        Text(
                            f"{self._assignment.folder}: no test function in {_names(self._assignment)}",
                            f"{self._assignment.folder}: {_names(self._assignment).ja} にテスト関数がありません",
                        )
                    )
            except UsageError as error:
                self.refuse(error.text)
            else:
                self._then(session, checks)
        return True


def collected_by(assignment: Assignment, then: _Collected = lambda session, checks: None) -> tuple[CheckInfo, ...]:
    """Collect an assignment's checks in this process, and do something with them while pytest is there.

    Raises:
        UsageError: if the tests cannot be read, or there are none.
    """
    found: list[CheckInfo] = []

    def keep(session: pytest.Session, checks: tuple[CheckInfo, ...]) -> None:
        found.extend(checks)
        then(session, checks)

    collection = _Assignments(assignment, keep)
    with contextlib.redirect_stderr(io.StringIO()) as complaints:
        # Not by its name: for that pytest looks through all that is installed.
        pytest.main(_arguments(assignment), plugins=[collection, fixtures])
    if not collection.ended and not collection.refusal:  # e.g. a conftest.py that cannot be imported
        collection.refuse(_unreadable(assignment, complaints.getvalue()))
    if collection.refusal:
        raise UsageError(collection.refusal)
    return tuple(found)


def _arguments(assignment: Assignment) -> list[str]:
    files = [str(p) for p in (assignment.public_tests, assignment.hidden_tests) if p.is_file()]
    if not files:
        raise UsageError(
            Text(
                f"{assignment.folder}: there is no {_names(assignment)}; write at least one",
                f"{assignment.folder}: {_names(assignment).ja} がありません。少なくとも 1 つ書いてください",
            )
        )
    return [
        *files,
        *(part for name in _SWITCHED_OFF for part in ("-p", f"no:{name}")),
        *("-c", os.devnull, "--capture=no", "--import-mode=importlib"),
        *("--rootdir", str(assignment.folder), "--confcutdir", str(assignment.folder)),
        *("-o", "tmp_path_retention_policy=failed"),  # what is not known to have failed: see `Examination`
    ]


def _names(assignment: Assignment) -> Text:
    hidden, public = assignment.hidden_tests.name, assignment.public_tests.name
    return Text(f"{hidden} or {public}", f"{hidden} または {public}")


def _unreadable(assignment: Assignment, complaint: str) -> Text:
    """The tests cannot be collected; pytest says why at the end of its complaint."""
    lines = [line.removeprefix("E ").strip() for line in complaint.splitlines()]
    why = " / ".join([line for line in lines if line.strip("^~ ")][-3:]) or "pytest does not say why"
    return Text(f"{assignment.folder}: the tests cannot be read: ", f"{assignment.folder}: テストを読めません: ") + why


def _told(error: BaseException, file: Path) -> Text:
    """What went wrong while a test file was read, with the line of the course's that did it."""
    if isinstance(error, pytest.Collector.CollectError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    if isinstance(error, SyntaxError):
        return _at(error.filename or file, error.lineno or 1) + f"{type(error).__name__}: {error.msg}"
    what = str(error) if isinstance(error, pytest.fail.Exception) else f"{type(error).__name__}: {error}"
    said = error.text if isinstance(error, UsageError) else Text.same(what)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_of_the_course(f.filename)]
    return (_at(frames[-1].filename, frames[-1].lineno or 1) if frames else Text.same(f"{file}: ")) + said


def _at(file: str | Path, line: int) -> Text:
    return Text(f"{file}, line {line}: ", f"{file} の {line} 行目: ")


def _is_of_the_course(file: str) -> bool:
    return not file.startswith(_NOT_OF_THE_COURSE)


def _passed_over(
    collector: pytest.Module | pytest.Class, children: Sequence[pytest.Item | pytest.Collector]
) -> Iterator[Text]:
    """What is named and made like a test, but has not become one."""
    owner = collector.obj
    if not getattr(owner, "__test__", True):
        return
    found = {getattr(child, "originalname", None) or child.name for child in children}
    if isinstance(collector, pytest.Class):
        why = Text(f"{owner.__name__} has a constructor", f"{owner.__name__} にコンストラクタがあります")
        lost = [(name, why) for name in _tests_in(owner) if name not in found]
        names = [(f"{owner.__name__}.{name}", why) for name, why in lost]
    else:
        kinds = {n: type(thing).__name__ for n, thing in _tests_in(owner).items() if n not in found}
        names = [(n, Text(f"it is a {kind}", f"{kind} です")) for n, kind in kinds.items()]
        names += [(n, _CLASS_NAMES) for n in _misnamed(owner, children)]
    for name, why in names:
        yield Text(
            f"{collector.path}: pytest does not run {name} ({why.en}); make it a test that pytest finds, "
            "or give it another name",
            f"{collector.path}: pytest は {name} を実行しません（{why.ja}）。"
            "pytest が見つけられるテストにするか、別の名前にしてください",
        )


def _tests_in(owner: Any) -> dict[str, object]:
    """What a module or class itself defines that looks like a test function."""
    return {
        name: thing
        for name, thing in vars(owner).items()
        if name.startswith("test_")
        and callable(thing)
        and not isinstance(thing, _FIXTURE)
        and getattr(thing, "__test__", True)
    }


def _misnamed(module: Any, children: Sequence[pytest.Item | pytest.Collector]) -> Iterator[str]:
    """Test methods in classes of a module that are none for pytest, nor a part of one that is."""
    collected = tuple(child.obj for child in children if isinstance(child, pytest.Class))
    own = [thing for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == module.__name__]
    for thing in own:
        if getattr(thing, "__test__", True) and not any(issubclass(one, thing) for one in collected):
            yield from (f"{thing.__name__}.{name}" for name in _tests_in(thing))


def _files(items: Sequence[pytest.Item]) -> list[Path]:
    """The files of the course in which the collected functions stand."""
    files = {str(item.path) for item in items}
    functions = (inspect.unwrap(item.function) for item in items if isinstance(item, pytest.Function))
    files |= {code.co_filename for f in functions if (code := getattr(f, "__code__", None)) is not None}
    return [Path(file) for file in sorted(files) if _is_of_the_course(file) and Path(file).is_file()]


def _defined_twice(path: Path) -> Iterator[Text]:
    """Tests of one name, of which Python forgets all but the last."""
    waiting = [ast.parse(path.read_bytes()).body]
    while waiting:
        body = waiting.pop()
        seen: dict[str, tuple[int, str]] = {}
        for node in body:
            waiting += _blocks(node)
            for name, origin in _tests_bound_by(node):
                line, before = seen.setdefault(name, (node.lineno, origin))
                if line != node.lineno and origin != before:
                    yield Text(
                        f"{path}, line {node.lineno}: {name} is there twice, first in line {line}, and Python forgets "
                        "that one; rename one of them",
                        f"{path} の {node.lineno} 行目: {name} が 2 回定義されています。{line} 行目の最初の定義は "
                        "Python に忘れられます。どちらかの名前を変えてください",
                    )


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from (block for _, block in ast.iter_fields(node) if isinstance(block, list) and block)


def _tests_bound_by(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The tests that a statement gives a name to, and where each comes from."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        names = [(node.name, f"line {node.lineno}")]
    elif isinstance(node, ast.ImportFrom):
        names = [(alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names]
    else:
        return
    yield from ((name, origin) for name, origin in names if name.startswith(("test_", "Test")))
