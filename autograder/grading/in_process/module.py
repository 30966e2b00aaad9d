"""Loads a student's own file into this process, for ``kadai check`` and plain pytest: a debugger works in it.

Not for grading: here the code runs with all the rights of whoever runs it.
"""

import __future__

import ast
import linecache
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from autograder.course.handed_in.decoding import source_of
from autograder.course.handed_in.magics import clean_cell, clean_module
from autograder.course.handed_in.unreadable import Unreadable
from autograder.errors import UsageError, system_said
from autograder.grading.in_process.telling import running_cells
from autograder.grading.module_text import ATTRIBUTE
from autograder.sandbox.wire import chunks
from autograder.sandbox.wire.sources import cell_name
from autograder.text import Text

_FUTURE = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}


class Loaded(NamedTuple):
    """A module, what went wrong at its top level, and its texts, as Python, with what tracebacks call them.

    Each traceback of an error begins in the student's file.
    """

    module: ModuleType
    errors: tuple[BaseException, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()


def load(path: str | Path) -> Loaded:
    """Execute a .py or .ipynb file as a module named after it, statement by statement.

    As in grading, a statement that fails does not take the rest with it, nor does a piece that is not Python.
    The cells of a notebook are called ``<cell 1>``, ``<cell 2>``, … in tracebacks. The folder of the file
    becomes importable.

    Raises:
        UsageError: if the file is missing or cannot be read as source text.
    """
    real = Path(path).resolve()
    if not real.is_file() or real.suffix.lower() not in (".py", ".ipynb"):
        raise UsageError(
            Text(f"{path}: expected a .py or .ipynb file", f"{path}: .py か .ipynb のファイルを指定してください")
        )
    try:
        texts = _texts(real, cell_name("{}"))
    except Unreadable as error:
        raise UsageError(f"{path}: " + error.text) from None
    except OSError as error:
        raise UsageError(
            Text(f"{path}: cannot be read ({error.strerror})", f"{path}: 読めません（{system_said(error).ja}）")
        ) from None
    module = _new_module(real)
    module.__dict__[ATTRIBUTE] = tuple(texts)
    errors: list[BaseException] = []
    module.__dict__.update(
        __run__=lambda path: _execute_all(_texts(_file(real.parent, path), f"{path}[{{}}]"), module, errors),
        __write__=lambda arguments, text: None,  # whoever ran the cell has written the file
    )
    _execute_all(texts, module, errors)
    return Loaded(module, tuple(errors), tuple(texts))


def _texts(path: Path, cell: str) -> list[tuple[str, str]]:
    """What tracebacks call each text of a file, and the text. Raises: Unreadable, OSError."""
    source = source_of(path.read_bytes(), path.name)
    if source.notebook:
        return [(cell.format(n), clean_cell(text)) for n, text in enumerate(source.texts, 1)]
    return [(str(path), clean_module(text)) for text in source.texts]


def _file(folder: Path, path: str) -> Path:
    """The file that a ``%run`` means. Raises: FileNotFoundError."""
    for ending in ("", ".py", ".ipynb"):
        if (file := folder / f"{path}{ending}").is_file():
            return file
    raise FileNotFoundError(2, "there is no such file", path)


def _execute_all(texts: Iterable[tuple[str, str]], module: ModuleType, errors: list[BaseException]) -> None:
    flags = 0
    for name, text in texts:
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        flags = _execute(text, name, module, flags, errors)


def as_module(namespace: Mapping[str, Any], name: str) -> ModuleType:
    """The names of a running notebook (its ``globals()``) as a module."""
    module = ModuleType(name)
    module.__dict__.update({k: v for k, v in namespace.items() if not k.startswith("__")})
    module.__dict__[ATTRIBUTE] = running_cells
    return module


def _new_module(path: Path) -> ModuleType:
    folder = str(path.parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    name = path.stem
    there = sys.modules.get(name)
    if there is not None and getattr(there, "__file__", None) != str(path):
        name = f"submission_{name}"  # a file called numpy.py must not take numpy's place
    module = ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module  # dataclasses and pickle look their module up there
    return module


def _execute(text: str, name: str, module: ModuleType, flags: int, errors: list[BaseException]) -> int:
    """Run a source text in the module; returns the compiler flags of the ``__future__`` it imported."""
    for statement in chunks.parse(text, name):  # as the worker does it
        if isinstance(statement, SyntaxError):
            errors.append(statement.with_traceback(None))
            continue
        flags |= _future_flags(statement)
        failed = _run(statement, name, module, flags)
        if failed is not None and isinstance(statement, ast.Import | ast.ImportFrom):
            parts = [_run(part, name, module, flags) for part in chunks.one_by_one(statement)]
            errors += [error for error in parts if error is not None]
        elif failed is not None:
            errors.append(failed)
    return flags


def _run(statement: ast.stmt, name: str, module: ModuleType, flags: int) -> BaseException | None:
    """Run a statement; what it raised, with a traceback that begins in the student's file."""
    try:
        code = compile(ast.Module([statement], []), name, "exec", flags, dont_inherit=True)
        exec(code, module.__dict__)
    except (Exception, SystemExit) as error:
        trace = error.__traceback__
        return error.with_traceback(trace.tb_next if trace else None)
    return None


def _future_flags(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    return sum(_FUTURE.get(name, 0) for name in {alias.name for alias in statement.names})
