"""Which file of a folder or zip is checked: the one that would be graded, by the same rules."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from autograder.course import Assignment
from autograder.course.handed_in.account import Account
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.choosing import Choice, choose
from autograder.course.handed_in.submissions import assemble
from autograder.course.handed_in.trees import Folder, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.handed_out.card import FILE as CARD
from autograder.course.handed_out.card import ReleasedAssignment
from autograder.errors import UsageError
from autograder.text import Text

_MOST = 2**26  # bytes, as of a notebook that is graded


class Taken(NamedTuple):
    """A file that can be loaded, and what is to be said of its choice."""

    file: Path
    account: Account


def worked_on(folder: Path) -> Path | None:
    """The file of a folder that holds `kadai.json` which would be graded; None where there is none, or no such file.

    Raises:
        UsageError: if the card is damaged.
    """
    if not (folder / CARD).is_file():
        return None
    try:
        return _on_disk(folder, choose(Folder(folder.absolute()), ReleasedAssignment(folder)))
    except Unreadable:
        return None


@contextmanager
def taken(path: Path, assignment: Assignment) -> Iterator[Taken]:
    """What would be graded of a folder or zip; of a zip it lies, with its helpers, in a folder for as long.

    Raises:
        UsageError: if there is nothing in it that could be.
    """
    real = path.resolve()
    tree: Tree = Folder(real) if real.is_dir() else Archive(real, path.name)
    try:
        choice = choose(tree, assignment)
        there = _on_disk(real, choice) if real.is_dir() else None
        if there is not None:
            yield Taken(there, choice.account)
            return
        sources, _, account = assemble(choice, assignment)
        content = choice.file.tree.read(choice.file.name, _MOST)
    except Unreadable as error:
        raise UsageError(Text(f"{path}: ", f"{path}: ") + error.text) from None
    with tempfile.TemporaryDirectory(prefix="kadai-check-") as folder:
        main = Path(folder, f"{assignment.id}{'.ipynb' if choice.notebook else '.py'}")
        for name, text in sources.files.items():
            (main.parent / name).parent.mkdir(parents=True, exist_ok=True)
            (main.parent / name).write_text(text, encoding="utf-8")
        main.write_bytes(content)
        yield Taken(main, account)


def _on_disk(folder: Path, choice: Choice) -> Path | None:
    """The chosen file itself, so that a debugger finds it; None where it is in a zip, or not called as what it is."""
    file = folder.joinpath(*choice.file.parts, choice.file.name)
    usual = file.suffix.lower() == (".ipynb" if choice.notebook else ".py")
    return file if usual and file.is_file() else None
