"""Which file of what a student handed in is the submission. The rules, in order:

1. A .py or .ipynb file is it. A zip is read like a folder.
2. In a folder, the file named after the assignment is it. Of ``<id>.py`` and ``<id>.ipynb`` the one that
   differs from the released stub is taken: students like to hand in the folder they received. If neither
   does, it is the .py file; if both do, the submission is refused, since nobody could say which was meant.
3. Otherwise the folder's only .py or .ipynb file is it (given modules, test files and files named after other
   assignments of the course do not count).
4. Otherwise the same is looked for in a sub-folder named after the assignment, the only sub-folder, or the
   only zip.
"""

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.decoding import is_notebook, source_texts
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.handed_out.stubs import stub, stub_cells
from autograder.structs import Struct

MAX_SOURCE = 2**20
MAX_NOTEBOOK = 2**25
MAX_ARCHIVE = 2**26
_MAX_DEPTH = 5


class Choice(Struct, frozen=True):
    """The chosen file, and whether what lies beside it is the same student's."""

    tree: Measured
    name: str
    own_folder: bool


def choose(tree: Measured, entry: Entry | None, assignment: Assignment) -> Choice:
    """The submission's file: `entry` in `tree`, or somewhere in it; else the tree itself.

    Raises:
        Unreadable: if there is none, or more than one.
    """
    if entry is None:
        return _within(tree, assignment, 0)
    return _at(tree, entry, assignment, 0)


def is_named_after(entry: Entry, assignment: Assignment) -> bool:
    """Whether a file is called ``<id>.py`` or ``<id>.ipynb``."""
    return _is_source(entry) and entry.stem.casefold() == assignment.id.casefold()


def answers_others_only(tree: Tree, entry: Entry | None, assignment: Assignment) -> bool:
    """Whether a student's folder answers other assignments of the course and holds nothing else."""
    if entry is None or entry.kind != "folder":
        return False
    try:
        inside = [e for e in tree.folder(entry.name).entries() if e.kind == "folder" or _is_source(e)]
    except Unreadable:
        return False  # reading says why
    return bool(inside) and all((e.name if e.kind == "folder" else e.stem) in assignment.others for e in inside)


def content_of(tree: Measured, name: str) -> tuple[str, ...]:
    """The texts of a source file as they stand in it: one of a .py, one per code cell of a notebook.

    Raises:
        Unreadable: if it cannot be read.
    """
    return source_texts(tree.read(name, MAX_NOTEBOOK if is_notebook(name) else MAX_SOURCE), name)


def _at(tree: Measured, entry: Entry, assignment: Assignment, depth: int) -> Choice:
    if entry.kind == "other":
        raise unreadable.not_a_file(entry.name)
    if entry.kind == "folder":
        return _within(tree.folder(entry.name), assignment, depth + 1)
    if entry.suffix == ".zip":
        return _within(tree.opened(entry.name, MAX_ARCHIVE), assignment, depth + 1)
    if not _is_source(entry):
        raise unreadable.wrong_suffix(entry.name)
    return Choice(tree, entry.name, own_folder=depth > 0)


def _within(tree: Measured, assignment: Assignment, depth: int) -> Choice:
    entries = tree.entries()
    named = [e for e in entries if is_named_after(e, assignment)]
    sources = named or [e for e in entries if _is_source(e) and not _is_something_else(e, assignment)]
    if len(sources) == 1:
        return _at(tree, sources[0], assignment, max(depth, 1))
    if len(named) == 2 and {e.suffix for e in named} == {".py", ".ipynb"}:
        return Choice(tree, _worked_on(tree, named, assignment), own_folder=True)
    if sources:
        raise unreadable.ambiguous(tree.name, [e.name for e in sources])
    folders = [e for e in entries if e.kind == "folder"]
    zips = [e for e in entries if e.kind == "file" and e.suffix == ".zip"]
    own = [e for e in folders if e.name.casefold() == assignment.id.casefold()]
    inner = own or folders or zips
    if len(inner) != 1 or depth >= _MAX_DEPTH:
        raise unreadable.nothing_here(tree.name, assignment.id)
    return _at(tree, inner[0], assignment, depth + 1)


def _is_source(entry: Entry) -> bool:
    return entry.kind != "folder" and entry.suffix in (".py", ".ipynb")


def _is_something_else(entry: Entry, assignment: Assignment) -> bool:
    return (
        entry.name in assignment.given_texts
        or entry.stem in assignment.others
        or entry.name.startswith("test_")
        or entry.name == "conftest.py"
    )


def _worked_on(tree: Measured, named: list[Entry], assignment: Assignment) -> str:
    reference, path = assignment.reference_text(), assignment.reference_path
    blank = {
        ".py": (stub(reference, path),),
        ".ipynb": tuple(c.blank for c in stub_cells(reference, path) if c.kind != "text"),
    }
    changed = [e for e in named if _plain(content_of(tree, e.name)) != _plain(blank[e.suffix])]
    if len(changed) > 1:
        raise unreadable.ambiguous(tree.name, [e.name for e in changed])
    return (changed or [e for e in named if e.suffix == ".py"])[0].name


def _plain(texts: tuple[str, ...]) -> list[str]:
    """The lines that say something; blank ones and blanks at their ends are no work."""
    return [line.rstrip() for text in texts for line in text.split("\n") if line.strip()]
