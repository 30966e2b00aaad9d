"""The catalogue of an assignment: wrong variants of the reference with explanations, and right ones.

Its entries are plain calls in ``misconceptions.py`` and ``equivalents.py``, or in modules that these import: see
`autograder.course.entries`.
"""

import inspect
import re
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from autograder.course.assignment import EQUIVALENTS, MISCONCEPTIONS, Assignment
from autograder.course.entries import CatalogueError as CatalogueError
from autograder.course.entries import (
    Entries,
    Variant,
    collecting,
    equivalent,
    equivalent_mutant,
    misconception,
    unswept,
)
from autograder.course.entries import Equivalent as Equivalent
from autograder.course.entries import EquivalentMutant as EquivalentMutant
from autograder.course.entries import Misconception as Misconception
from autograder.course.entries import Unswept as Unswept
from autograder.course.private_modules import PrivateModules
from autograder.text import Text, nearest

V = TypeVar("V", bound=Variant)


def load_unswept(assignment: Assignment) -> tuple[Unswept, ...]:
    """The sweeps that ``equivalents.py`` explains. Raises: CatalogueError, as `load_equivalents`."""
    return tuple(_run(assignment, EQUIVALENTS).unswept)


def load_equivalent_mutants(assignment: Assignment) -> tuple[EquivalentMutant, ...]:
    """The mutants that ``equivalents.py`` explains. Raises: CatalogueError, as `load_equivalents`."""
    return tuple(_run(assignment, EQUIVALENTS).mutants)


def load_misconceptions(assignment: Assignment, checks: Collection[str] | None = None) -> tuple[Misconception, ...]:
    """The entries of ``misconceptions.py``, each tried on the reference; none if there is no such file.

    Args:
        assignment: whose catalogue to load.
        checks: the ids of all its checks, where they are known; `fails` may name no other.

    Raises:
        CatalogueError: if the file cannot be run, an id is there twice, or an entry is wrong.
    """
    entries = _load(assignment, MISCONCEPTIONS, Misconception)
    for entry in entries:
        if not entry.fails:
            raise entry.error(
                Text(
                    "names no check in fails=[...]; which one rejects it?",
                    "の fails=[...] にテストがありません。どのテストが不合格にしますか",
                )
            )
        if isinstance(checks, Collection):
            for name in entry.fails:
                if name not in checks:
                    raise entry.error(
                        Text(
                            f"names the unknown check {name!r} in fails{nearest(name, checks)}",
                            f"の fails に知らないテスト {name!r} があります{nearest(name, checks).ja}",
                        )
                    )
        for part in (entry.text, entry.ask):
            if not part.en or not part.ja:
                raise entry.error(
                    Text(
                        "needs its explanation (en, ja) and its question (ask_en, ask_ja)",
                        "には説明（en, ja）と質問（ask_en, ask_ja）が必要です",
                    )
                )
    return entries


def load_equivalents(assignment: Assignment) -> tuple[Equivalent, ...]:
    """The entries of ``equivalents.py``, each tried on the reference; none if there is no such file.

    Raises:
        CatalogueError: if the file cannot be run, an id is there twice, or an entry is wrong.
    """
    return _load(assignment, EQUIVALENTS, Equivalent)


def _load(assignment: Assignment, name: str, kind: type[V]) -> tuple[V, ...]:
    found = []
    for entry in _run(assignment, name).entries:
        if not isinstance(entry, kind):
            raise entry.error(
                Text(
                    f"belongs into another file: {name} holds only {kind.__name__.lower()}s",
                    f"は別のファイルのものです。{name} には {kind.__name__.lower()} だけを書きます",
                )
            )
        found.append(entry)
    return tuple(found)


def _run(assignment: Assignment, name: str) -> Entries:
    """Execute a catalogue's file, if there is one, and collect what it enters."""
    file = assignment.folder / name
    if not file.is_file():
        return Entries(file, "", (), [])
    collection = Entries(file, assignment.reference_text(), assignment.module_folders, [])
    with collecting(collection), PrivateModules(collection.folders):
        try:
            code = compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
            exec(code, {"__name__": file.stem, "__file__": str(file)})
        except CatalogueError:
            raise
        except Exception as error:
            raise CatalogueError(f"{_where(error, collection)}: " + _told(error)) from error
    return collection


def _told(error: Exception) -> Text:
    """What went wrong in a catalogue's file; of a misspelt argument, which was meant."""
    for function in (misconception, equivalent, equivalent_mutant, unswept):
        misspelt = re.match(rf"{function.__name__}\(\) got an unexpected keyword argument '(\w+)'", str(error))
        if misspelt is not None:
            hint = nearest(misspelt[1], inspect.signature(function).parameters)
            called = f"{function.__name__}()"
            return (
                Text(f"{called} has no argument {misspelt[1]!r}", f"{called} に引数 {misspelt[1]!r} はありません")
                + hint
            )
    return Text("cannot be run: ", "実行できません: ") + f"{type(error).__name__}: {error}"


def _where(error: Exception, collection: Entries) -> str:
    """File and line of an error: as far inside as the author's own files go."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    place, trace = str(collection.file), error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if Path(name).is_relative_to(collection.file.parent) or Path(name).parent in collection.folders:
            place = f"{name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
