"""Checks run inside this process: what a student's ``pytest``, ``kadai check`` and notebook use.

No sandbox, on purpose: it is the student's own code on the student's own machine, and a debugger works.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.handed_out.card import id_in
from autograder.errors import UsageError
from autograder.grading.fixtures import no_data
from autograder.grading.in_process.module import Loaded, load
from autograder.grading.in_process.shipped import beside_data, has_data
from autograder.grading.in_process.taking import worked_on
from autograder.grading.in_process.telling import note, undefined
from autograder.grading.in_process.unwritten_here import left_here
from autograder.grading.reference_module import load_reference
from autograder.grading.seeds import seed_for
from autograder.text import Text

SUFFIXES = (".py", ".ipynb")
_ABSENT: Any = object()


class LocalProvider:
    """Gives the fixtures a module of this process.

    Args:
        submission: the file to check, or a module that is loaded already; by default it is looked for beside
            the test file (``<folder>.py``, ``<folder>.ipynb``). In a course's own ``assignments/<id>/`` it is
            the reference, so that an author can run pytest there.
    """

    def __init__(self, submission: Path | ModuleType | None = None) -> None:
        self._given = submission.absolute() if isinstance(submission, Path) else submission
        self._loaded: dict[Path, Loaded] = {}
        self._folder = Path()
        self.asked: set[str] = set()
        """The names of the module that the check under way, or the last one, has read."""

    def submission(self, item: pytest.Item) -> Any:
        """The module under examination. Raises: UsageError if there is none."""
        _work_beside_data(item)
        module = self._module(item)
        self.asked, self._folder = set(), item.path.parent
        item.addfinalizer(watched(module, self.asked))
        return module

    def _module(self, item: pytest.Item) -> ModuleType:
        if isinstance(self._given, ModuleType):
            return self._given
        path = self._given or beside(item.path)
        if path is None:
            try:
                return _reference_of(item.path.parent)
            except UsageError as none:
                why = Text(
                    f"{item.path}: nothing to check here ({none}); name a file with --submission FILE",
                    f"{item.path}: ここには調べるファイルがありません（{none.text.ja}）。"
                    "--submission FILE で指定してください",
                )
                raise UsageError(why) from None
        if path not in self._loaded:
            self._loaded[path] = load(path)
        for error in self._loaded[path].errors:  # pytest shows this beside a failing check
            print(note(error).en)
        return self._loaded[path].module

    @property
    def checked(self) -> tuple[Path, ...]:
        """The files that were loaded to be checked."""
        return tuple(self._loaded)

    def sentence(self, error: BaseException) -> Text | None:
        """What to say in the place of an exception's traceback, if there is something better."""
        if isinstance(error, pytest.UsageError):
            cause = error.__context__
            return cause.text if isinstance(cause, UsageError) else Text.same(str(error))
        for loaded in self._loaded.values():
            left = left_here(error, loaded, self.asked, self._folder)
            said = left.unwritten or undefined(error, loaded.module, loaded.errors)
            if said:
                return said
        return None

    def reference(self, item: pytest.Item) -> ModuleType:
        """The reference, where the test file lies in a course. Raises: UsageError elsewhere."""
        _work_beside_data(item)
        try:
            return _reference_of(item.path.parent)
        except UsageError as error:
            raise UsageError(
                Text(
                    f"{item.path}: the fixture `reference` of {item.name} is for hidden tests, students do not "
                    "have it; "
                    f"and here is no course that does ({error})",
                    f"{item.path}: {item.name} の fixture `reference` は非公開テストのためのもので、学生にはありま"
                    f"せん。ここにコースもありません（{error.text.ja}）",
                )
            ) from None

    def rng(self, item: pytest.Item) -> Any:
        """See `seed_for`; a student has no course secret."""
        import numpy as np

        seed = seed_for(id_in(item.path.parent), item.name, os.environ.get("KADAI_SECRET", ""))
        return np.random.default_rng(seed)

    def data_folder(self, item: pytest.Item) -> Path:
        """The folder of the test file, if the assignment has data. Raises: UsageError if not."""
        return item.path.parent if has_data(item.path.parent) else no_data(item)


def _work_beside_data(item: pytest.Item) -> None:
    """Until the check ends."""
    stack = ExitStack()
    item.addfinalizer(stack.close)
    stack.enter_context(beside_data(item.path.parent))


def _reference_of(folder: Path) -> ModuleType:
    """The reference of the assignment whose folder it is. Raises: UsageError if there is none."""
    return load_reference(Course.find(folder).assignment(folder.name))


def watched(module: ModuleType, asked: set[str]) -> Callable[[], None]:
    """Note which names of the module are read (in `asked`), set, deleted or lent from outside; what comes undoes it.

    What the module's own functions do to its names is left alone, as in a worker.
    """
    before: dict[str, Any] = {}
    lent: list[tuple[Any, str, Any]] = []
    kind = type(module)

    class Watched(kind):  # type: ignore[misc, valid-type]
        def __getattribute__(self, name: str) -> Any:
            asked.add(name)
            return super().__getattribute__(name)

        def __setattr__(self, name: str, value: Any) -> None:
            before.setdefault(name, self.__dict__.get(name, before))
            super().__setattr__(name, value)

        def using(self, **things: Any) -> None:
            for path, thing in things.items():
                lent.append(_lend(module, path, thing))

        def __delattr__(self, name: str) -> None:
            before.setdefault(name, self.__dict__.get(name, before))
            super().__delattr__(name)

    def undo() -> None:
        module.__class__ = kind
        for holder, name, value in reversed(lent):
            setattr(holder, name, value) if value is not _ABSENT else delattr(holder, name)
        for name, value in before.items():
            if value is not before:
                module.__dict__[name] = value
            else:
                module.__dict__.pop(name, None)

    module.__class__ = Watched
    return undo


def _lend(module: ModuleType, path: str, thing: Any) -> tuple[Any, str, Any]:
    """Put something in the place of a name or ``Class.method``; where, and what stood there."""
    *names, last = path.split(".")
    holder: Any = module
    for name in names:
        holder = getattr(holder, name)
    before = vars(holder).get(last, _ABSENT)
    if holder is module:
        holder.__dict__[last] = thing
    else:
        setattr(holder, last, staticmethod(thing) if isinstance(before, staticmethod) else thing)
    return holder, last, before


def beside(test_file: Path) -> Path | None:
    """The submission in the folder of a test file: named after the folder, or the only one there is.

    Of a ``.py`` and an ``.ipynb`` the one saved last: that is where the student works.

    Raises:
        UsageError: if there are several candidates.
    """
    folder = test_file.parent
    if (folder / "assignment.toml").exists():  # an author's own folder; the notebook in it is built
        return None
    chosen = worked_on(folder)
    if chosen is not None:
        return chosen
    named = [p for p in (folder / f"{folder.name}{s}" for s in SUFFIXES) if p.is_file()]
    if named:
        return max(named, key=lambda path: path.stat().st_mtime)
    others = [
        p for p in sorted(folder.iterdir()) if p.suffix in SUFFIXES and not p.name.startswith(("test_", "conftest"))
    ]
    if len(others) > 1:
        names = ", ".join(p.name for p in others)
        raise UsageError(
            Text(
                f"{folder}: which file is to be checked ({names})? Name it with --submission FILE",
                f"{folder}: どのファイルを調べますか（{names}）。--submission FILE で指定してください",
            )
        )
    return others[0] if others else None
