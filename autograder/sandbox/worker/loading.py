"""Runs a submission statement by statement, so that what fails takes nothing else with it."""

import __future__

import ast
import linecache
import sys
import types
from collections.abc import Callable

from ..wire import chunks
from ..wire.messages import LoadError, Progress
from ..wire.sources import Sources
from . import importer, inert_plots
from .faults import clip, message_of

_MAX_ERRORS = 200


class Loader:
    """Makes the submission's module. ``report`` is told of each statement before it runs."""

    def __init__(self, sources: Sources, skip: dict[int, str], report: Callable[[Progress], None]) -> None:
        self._sources = sources
        self._skip = skip
        self._report = report
        self._flags = 0
        self.errors: list[LoadError] = []
        self.files: set[str] = set()

    def load(self) -> types.ModuleType:
        """The module, after all of its statements have had their turn."""
        sources = self._sources
        module = types.ModuleType(sources.module)
        module.__file__ = sources.main
        sys.modules[sources.module] = module
        importer.install(sources)
        inert_plots.install()
        self.files.update(sources.files, sources.given)
        number = 0
        for place, (file, text) in enumerate(sources.blocks(), 1):
            self.files.add(file)
            importer.remember_lines(file, text)
            for statement in self._parse(-place, file, text):
                if isinstance(statement, SyntaxError):
                    self._syntax_error(statement, file, text)
                    continue
                self._run(number, statement, file, module)
                number += 1
        return module

    def _parse(self, number: int, file: str, text: str) -> list[ast.stmt | SyntaxError]:
        """The statements of one block. Parsing it can end the process, so it has a number, too: below zero."""
        if number in self._skip:
            self._record(file, 1, self._skip[number], "SyntaxError", "", [])
            return []
        self._report(Progress(number, clip(file), 1))
        return list(chunks.parse(text, file))

    def _run(self, number: int, statement: ast.stmt, file: str, module: types.ModuleType) -> None:
        line = statement.lineno
        if number in self._skip:
            reason = self._skip[number]
            self._record(file, line, reason, reason, "", chunks.names_of(statement))
            return
        self._report(Progress(number, clip(file), line))
        try:
            tree = ast.Module([statement], [])
            code = compile(tree, file, "exec", flags=self._flags, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:  # such as a return outside a function
            self._failed(error, "syntax", file, line, statement)
            return
        self._note_future(statement)
        try:
            exec(code, module.__dict__)
        except BaseException as error:  # also SystemExit and KeyboardInterrupt
            self._failed(error, "run", file, line, statement)

    def _note_future(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                feature = getattr(__future__, alias.name, None)
                self._flags |= getattr(feature, "compiler_flag", 0)

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
