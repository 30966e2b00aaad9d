"""Finds the submissions of a class: on disk, or in a zip."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.choosing import is_named_after
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.submissions import Submission
from autograder.course.handed_in.trees import MAX_CLASS, Entry, Folder, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.errors import UsageError
from autograder.text import file_name

SUFFIXES = (".py", ".ipynb", ".zip")
# What lies beside submissions in a class's folder without being one.
_HOUSEKEEPING = (".csv", ".json", ".jsonl", ".log", ".md", ".toml", ".yaml", ".yml")


def discover(paths: Iterable[str | Path], assignment: Assignment) -> list[Submission]:
    """The submissions at some paths: files, folders with one submission per file or sub-folder, or zips.

    A zip is a class like a folder, but it is one submission if the file named after the assignment is on its
    top level. A folder that is all a zip holds is looked into. What cannot be read is found too: reading says
    why.

    Raises:
        UsageError: if a path is missing or of a kind that cannot be handed in, if there is no submission, or
            two of one id.
    """
    found: dict[str, Submission] = {}
    listed = [Path(p) for p in paths]
    if not listed:
        raise UsageError("no submissions were named: give files, folders or zip files")
    for path in listed:
        before = len(found)
        for submission in _at(path, assignment):
            other = found.setdefault(submission.id, submission)
            if other is not submission:
                raise UsageError(
                    f"two submissions have the id {submission.id!r}: {other.origin} and {submission.origin}; "
                    "remove or rename one of them"
                )
        if len(found) == before:
            raise UsageError(
                f"{path}: there is no submission in it; expected one file ({', '.join(SUFFIXES)}) "
                "or one sub-folder per student"
            )
    return list(found.values())


def _at(path: Path, assignment: Assignment) -> Iterator[Submission]:
    if path.is_dir():
        yield from _class(Folder(path.absolute()), str(path), assignment)
    elif not path.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    elif not path.is_file() or path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: a submission is a {', '.join(SUFFIXES)} file, or a folder of those")
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path, assignment)
    else:
        real = path.resolve()  # a link that the user names is the user's own
        entry = Entry(real.name, "file")
        yield Submission(composed(path.stem), str(path), assignment, Folder(real.parent), entry)


def _class(tree: Tree, where: str, assignment: Assignment) -> Iterator[Submission]:
    try:
        entries = tree.entries(MAX_CLASS)
    except Unreadable as error:
        raise UsageError(f"{where}: {error}") from None
    for entry in entries:
        if entry.kind == "file" and _is_housekeeping(entry):
            continue
        name = entry.name if entry.kind == "folder" or entry.suffix not in SUFFIXES else entry.stem
        yield Submission(composed(name), f"{where}/{file_name(entry.name)}", assignment, tree, entry)


def _zipped(path: Path, assignment: Assignment) -> Iterator[Submission]:
    tree: Tree = Archive(path.resolve(), path.name)
    alone = Submission(composed(path.stem), str(path), assignment, tree)
    try:
        entries = tree.entries(MAX_CLASS)
        if any(is_named_after(e, assignment) for e in entries):
            yield alone
            return
        while len(entries) == 1 and entries[0].kind == "folder":
            inner = tree.folder(entries[0].name)
            below = inner.entries(MAX_CLASS)
            if any(is_named_after(e, assignment) for e in below):
                break
            tree, entries = inner, below
    except Unreadable:
        yield alone
        return
    yield from _class(tree, str(path), assignment)


def _is_housekeeping(entry: Entry) -> bool:
    return entry.suffix in _HOUSEKEEPING or entry.stem.upper() in ("README", "LICENSE", "MAKEFILE")
