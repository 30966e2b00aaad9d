"""One notebook, from its first cell to its last, in a fork of the supervisor that confines itself first."""

import contextlib
import importlib.util
import io
import os
import sys
import time
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.grading.notebooks import statics
from autograder.grading.notebooks.guard import Guard
from autograder.grading.notebooks.instructors_cells import Runner, shown_as
from autograder.grading.notebooks.jobs import ANYTHING, Cell, CellResult, Failure, Job
from autograder.grading.notebooks.notebook_names import Code, Names
from autograder.grading.notebooks.notebook_scope import Mirror, builtins_for
from autograder.grading.notebooks.noting import Notes
from autograder.grading.notebooks.rewriting import rewritten
from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.companion import CellRun, Companion
from autograder.sandbox.errors import WorkerEnded
from autograder.sandbox.wire import ipython_names
from autograder.text import Text

_NOT_RUN = "NotRun"
_SLOWER = 2  # than in one process may be what a test computes here, which asks for each thing
_MOST_FILES_BYTES = 256 << 20


class Examination:
    """A notebook and what holds it. ``report`` gets each cell's result as soon as there is one."""

    def __init__(
        self, job: Job, sandbox: Sandbox, folder: Path, memory_mb: int, report: Callable[[CellResult], None]
    ) -> None:
        self._job, self._report, self._folder = job, report, folder
        limits = Limits(call_seconds=job.cell_seconds, load_seconds=job.cell_seconds, submission_seconds=job.seconds,
                        memory_mb=memory_mb, idle_seconds=4 * job.cell_seconds)  # fmt: skip
        self._printed = io.StringIO()
        self._poses: frozenset[str] | None = frozenset()
        self._posed: set[str] = set()
        self._written = 0
        notes = Notes()
        guard = Guard(str(folder))
        self._companion = companion = Companion(
            sandbox, limits, str(folder), lambda text: sys.stdout.write(text), self._write, self._may_pose
        )
        code = statics.code_of(cell.text for cell in job.cells if cell.role != "test")
        shared = {
            n.removesuffix(".py") for n, own in job.modules.items() if statics.keeps_state(own.decode(errors="replace"))
        }
        ipython_names.install()
        scope = builtins_for(companion, notes, guard)
        rebinding = statics.rebinding(cell.text for cell in job.cells)
        self._names = Names(companion, job.facts, Code(*code), scope, shared, rebinding)
        self._runner = Runner(self._names, notes, guard, _SLOWER * job.cell_seconds)
        self._mirror = Mirror(companion)
        if any("asyncio" in cell.text for cell in job.cells):
            self._mirror.follow_coroutines()
        companion.modules = {name.removesuffix(".py") for name in job.modules}
        companion.before = self._before_asking
        sys.meta_path.insert(0, OwnModules(job.modules, guard, scope))
        sys.meta_path.append(TheirModules(companion))
        sys.modules["__main__"] = _Main(self._names)

    def run(self) -> None:
        """Run all cells, in order."""
        begun = time.monotonic()
        try:
            for cell in self._job.cells:
                if time.monotonic() - begun > 5 * self._job.seconds:
                    self._report(_not_run(cell))
                    continue
                self._report(self._run_or_refuse(cell))
        finally:
            self._companion.close()

    def _run_or_refuse(self, cell: Cell) -> CellResult:
        """What goes wrong on our side costs nobody a point, and no other cell anything."""
        try:
            result = self._run(cell)
            with contextlib.suppress(WorkerEnded):
                self._companion.take_files()
        except (Exception, SystemExit) as error:  # whatever a notebook brings about
            said = f"the examiner failed: {type(error).__name__}: {error}"[:500]
            return CellResult(cell.name, refused=said)
        return result

    def _run(self, cell: Cell) -> CellResult:
        self._companion.begin()
        self._names.cell_begins()
        self._poses, self._posed = cell.poses, set()
        if cell.role == "test" and not cell.contained:
            result = self._runner.test(cell)
            return CellResult(
                cell.name, result.printed, result.result, result.pictures, result.failure, True, frozenset(self._posed),
                result.refused,
            )  # fmt: skip
        return self._run_there(cell)

    def _run_there(self, cell: Cell) -> CellResult:
        """A cell of the student's, a given one; what students see of a contained test."""
        text = statics.visible_part(cell.text) if cell.role == "test" else cell.text
        if cell.role == "own":
            self._names.own_cell_begins()
        stdout, sys.stdout = sys.stdout, io.StringIO()
        try:
            run = self._companion.run_cell(shown_as(cell.name), text)
        except WorkerEnded as error:
            return CellResult(cell.name, failure=Failure(type(error).__name__, error.text.en, why=error.text))
        finally:
            printed, sys.stdout = sys.stdout.getvalue(), stdout
        if cell.role == "own":
            self._names.own_cell_ran(run)
        else:
            with contextlib.suppress(WorkerEnded):
                self._companion.take_files()
            self._mirror.quiet = True
            self._names.given_cell_ran(run, *(self._runner.given(cell) if cell.role == "given" else (set(), set())))
            self._mirror.quiet = False
        return CellResult(cell.name, printed, run.result, run.pictures, _failure(run))

    def _before_asking(self) -> None:
        self._names.send()
        self._mirror.follow()

    def _may_pose(self, what: str) -> bool:
        self._posed.add(what)
        if self._poses is None:
            return what != "eq"
        return what in self._poses or ANYTHING in self._poses

    def _write(self, path: str, content: bytes | None) -> None:
        """A file that the worker has written comes into the folder: nowhere else, and no more than it may hold."""
        target = Path(os.path.normpath(path))
        if not target.is_relative_to(self._folder) or target == self._folder:
            return
        self._written += len(content or b"")
        with contextlib.suppress(OSError):
            if any(parent.is_symlink() for parent in target.parents) or self._written > _MOST_FILES_BYTES:
                return
            if content is None or target.is_symlink():
                target.unlink(missing_ok=True)
            if content is not None:  # in place: a test may have the file open
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)


class OwnModules(MetaPathFinder):
    """Finds the instructor's own modules, before all others: in a notebook, what lies beside it comes first."""

    def __init__(self, own: dict[str, bytes], guard: Guard, scope: dict[str, Any]) -> None:
        self._own = {name.removesuffix(".py"): content for name, content in own.items()}
        self._guard, self._scope = guard, scope

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """A module's text."""
        if path is not None or fullname not in self._own:
            return None
        with self._guard.aside():
            loader = _Text(fullname, self._own[fullname], self._scope)
        return ModuleSpec(fullname, loader)  # type: ignore[arg-type]


class _Text:
    """Runs the text of an instructor's module, as a test runs."""

    def __init__(self, name: str, content: bytes, scope: dict[str, Any]) -> None:
        tree = rewritten(importlib.util.decode_source(content), f"{name}.py")
        self._code, self._scope = compile(tree, f"{name}.py", "exec", dont_inherit=True), scope

    def create_module(self, spec: ModuleSpec) -> None:
        """Python makes it."""

    def exec_module(self, module: ModuleType) -> None:
        """Run it."""
        module.__dict__["__builtins__"] = self._scope
        exec(self._code, module.__dict__)


class _Main(ModuleType):
    """The notebook as a module, for tests that patch ``__main__.name``."""

    def __init__(self, names: Names) -> None:
        super().__init__("__main__")
        object.__setattr__(self, "_names", names)

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_names")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        del self._names[name]


class TheirModules(MetaPathFinder):
    """Finds the student's modules, which live in the worker, where nothing else is found."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The worker's module in its place."""
        if path is not None or fullname.startswith("_"):
            return None
        if self._companion.alive and self._companion.ask("has_module", fullname, label=fullname) is True:
            return ModuleSpec(fullname, _There(fullname, self._companion))  # type: ignore[arg-type]
        return None


class _There:
    """A module whose names are the worker's."""

    def __init__(self, name: str, companion: Companion) -> None:
        self._name, self._companion = name, companion

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module that asks the worker."""
        ask, name = self._companion.ask, self._name

        class There(ModuleType):
            def __getattr__(self, attribute: str) -> Any:
                if attribute.startswith("__"):
                    raise AttributeError(attribute)
                return ask("getattr", ask("module", name, label=name), attribute, label=f"{name}.{attribute}")

        return There(name)

    def exec_module(self, module: ModuleType) -> None:
        """It has run there."""


def _failure(run: CellRun) -> Failure | None:
    if run.error is None:
        return None
    name, message, lines = run.error
    line, source = lines[-1] if lines else (0, "")
    return Failure(name, message, line, source)


def _not_run(cell: Cell) -> CellResult:
    text = Text("The time for the whole notebook was over.", "ノートブック全体の制限時間に達しました。")
    return CellResult(cell.name, failure=Failure(_NOT_RUN, text.en, why=text), ran=False)
