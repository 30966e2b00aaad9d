"""Runs a submission statement by statement, its other files as well, so that what fails takes nothing else with it."""

import ast
import linecache
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..wire import chunks
from ..wire.messages import LoadError, Progress
from ..wire.sources import Sources
from . import cell_magics, compiling, inert_plots
from .absent import AbsentPackages, not_found
from .faults import clip, message_of
from .importer import OwnFirst, TextFinder, remember_lines
from .rebound import Definitions

_MAX_ERRORS = 200


class Loader:
    """Makes the submission's module. ``report`` is told of each statement before it runs.

    Statements are numbered in the order in which they run, those of an imported file after the one that imports it.
    ``written`` is what the submission has written, by absolute path.
    """

    def __init__(
        self,
        sources: Sources,
        skip: dict[int, str],
        report: Callable[[Progress], None],
        written: Mapping[str, bytes] | None = None,
    ) -> None:
        self._sources = sources
        self._skip = skip
        self._report = report
        self._written = written
        self._numbers, self._places = 0, 0
        self._loading = True
        self._again: list[tuple[LoadError, ast.ImportFrom, dict[str, Any]]] = []
        self._definitions = Definitions({}, ())
        self.errors: list[LoadError] = []
        self.files: set[str] = {*sources.files, *sources.given}
        self._absent = AbsentPackages(self.files)

    def load(self) -> types.ModuleType:
        """The module, after all of its statements have had their turn."""
        sources = self._sources
        # A file of its own of that name is what an import of it means.
        name = sources.module if f"{sources.module}.py" not in sources.files else f"{sources.module}_"
        module = types.ModuleType(name)
        module.__file__ = sources.main
        sys.modules[name] = module
        finder = TextFinder(sources, self.run, self._written, module)
        sys.meta_path.insert(0, OwnFirst(finder))
        sys.meta_path.append(finder)
        inert_plots.install()
        sys.meta_path.append(self._absent)
        cell_magics.install(finder.text_at, self.run)
        self._definitions = Definitions(module.__dict__, sources.functions)
        flags = 0
        for file, text in sources.blocks():
            flags = self.run(file, text, module.__dict__, flags)
        self._try_again()
        self._loading = False
        for place, stage, name in self._definitions.restore():
            self._record(*place, stage, "", "", [name])
        return module

    def run(self, file: str, text: str, names: dict[str, Any], flags: int = 0) -> int:
        """Run a text, which messages call a file, in a module's names.

        Returns:
            The compiler flags of the ``__future__`` that it, or what came before it, has imported.
        """
        self.files.add(file)
        remember_lines(file, text)
        for statement in self._parse(file, text):
            if isinstance(statement, SyntaxError):
                self._syntax_error(statement, file, text)
                continue
            flags |= compiling.future(statement)
            self._step(statement, file, names, flags)
        return flags

    def _parse(self, file: str, text: str) -> list[ast.stmt | SyntaxError]:
        """The statements of one block. Parsing it can end the process, so it has a number, too: below zero."""
        self._places += 1
        number = -self._places
        if number in self._skip:
            self._record(file, 1, self._skip[number], "SyntaxError", "", [])
            return []
        self._tell(Progress(number, clip(file), 1))
        return compiling.parse(text, file)

    def _tell(self, progress: Progress) -> None:
        if self._loading:  # later, the examiner waits for the answer to its question
            self._report(progress)

    def _step(self, statement: ast.stmt, file: str, names: dict[str, Any], flags: int) -> None:
        number, line = self._numbers, statement.lineno
        self._numbers += 1
        if number in self._skip:
            reason = self._skip[number]
            self._record(file, line, reason, reason, "", chunks.names_of(statement))
            return
        self._tell(Progress(number, clip(file), line))
        try:
            code = compiling.code_of(statement, file, flags)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:  # such as a return outside a function
            self._failed(error, "syntax", file, line, statement)
            return
        try:
            exec(code, names)
        except BaseException as error:  # also SystemExit and KeyboardInterrupt
            if isinstance(statement, ast.Import | ast.ImportFrom):
                self._import_one_by_one(statement, error, file, names)
            else:
                self._failed(error, "run", file, line, statement)
        if self._absent.refused:
            self._absent.refused = False
            self._import_the_rest(statement, file, names)
        if self._absent.missed:
            self._note_missed(statement)
        if self._loading:
            self._definitions.look(names, file, line, _imported(statement))

    # -- imports ------------------------------------------------------------------------------------------------

    def _import_one_by_one(
        self, statement: ast.Import | ast.ImportFrom, error: BaseException, file: str, names: dict[str, Any]
    ) -> None:
        """What is missing of an import takes nothing else with it."""
        parts = [statement] if len(statement.names) == 1 else list(chunks.one_by_one(statement))
        for part in parts:
            failed = error if part is statement else _run_import(part, file, names)
            if failed is not None:
                self._failed(failed, "run", file, part.lineno, part)
                if isinstance(part, ast.ImportFrom) and isinstance(failed, ImportError) and self.errors:
                    self._again.append((self.errors[-1], part, names))

    def _import_the_rest(self, statement: ast.stmt, file: str, names: dict[str, Any]) -> None:
        """What stands behind the missing package in a ``try`` is imported all the same, unless it is there already."""
        for part in (p for s in _tried(statement) for p in chunks.one_by_one(s)):
            name = (part.names[0].asname or part.names[0].name).partition(".")[0]
            if name not in names:
                _run_import(part, file, names)
        self._absent.refused = False

    def _note_missed(self, statement: ast.stmt) -> None:
        missing = _imported(statement)
        for missed in self._absent.forget():
            error = not_found(missed.package)
            self._record(missed.file, missed.line, "run", type(error).__name__, message_of(error), missing)

    def _try_again(self) -> None:
        """Files that import each other find all names once both have been run."""
        for error, statement, names in self._again:
            if _run_import(statement, error.file, names) is None and error in self.errors:
                self.errors.remove(error)

    # -- errors -------------------------------------------------------------------------------------------------

    def _failed(self, error: BaseException, stage: str, file: str, line: int, statement: ast.stmt) -> None:
        where = error.__traceback__
        while where is not None:  # the statement may span lines: name the one that failed
            if where.tb_frame.f_code.co_filename == file and where.tb_frame.f_code.co_name == "<module>":
                line = where.tb_lineno or line
            where = where.tb_next
        self._record(file, line, stage, type(error).__name__, message_of(error), chunks.names_of(statement))

    def _syntax_error(self, error: SyntaxError, file: str, text: str) -> None:
        line = error.lineno or 1
        names = chunks.names_in_text(text, line)
        self._record(file, line, "syntax", type(error).__name__, error.msg or "invalid syntax", names)

    def _record(self, file: str, line: int, stage: str, type_name: str, message: str, names: list[str]) -> None:
        if len(self.errors) < _MAX_ERRORS:
            source = linecache.getline(file, line).strip()
            self.errors.append(
                LoadError(
                    clip(file), line, stage, clip(type_name), message, clip(source), [clip(name) for name in names]
                )
            )


def _imported(statement: ast.stmt) -> list[str]:
    """The names that an import binds."""
    return chunks.names_of(statement) if isinstance(statement, ast.Import | ast.ImportFrom) else []


def _run_import(statement: ast.stmt, file: str, names: dict[str, Any]) -> BaseException | None:
    """Import something; what was raised."""
    try:
        exec(compile(ast.Module([statement], []), file, "exec", dont_inherit=True), names)
    except BaseException as error:
        return error
    return None


def _tried(statement: ast.stmt) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports in the bodies of a statement's ``try`` blocks, as far as the statement itself runs them."""
    waiting: list[tuple[ast.AST, bool]] = [(statement, False)]
    while waiting:
        node, within = waiting.pop()
        if within and isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        tried = {*map(id, node.body)} if isinstance(node, ast.Try) else set()
        inside = [(child, within or id(child) in tried) for child in ast.iter_child_nodes(node)]
        waiting += reversed(inside)
