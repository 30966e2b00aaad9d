"""Finds the submissions of a class on disk, and reads one: source text and nothing else."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from autograder.course.archives import Archive
from autograder.course.assignment import Assignment
from autograder.course.choosing import MAX_SOURCE, Choice, answers_others_only, choose, content_of, is_named_after
from autograder.course.decoding import is_notebook, python_text
from autograder.course.imports import imported_names
from autograder.course.magics import clean_cell, clean_module
from autograder.course.trees import MAX_CLASS, Entry, Folder, Tree
from autograder.course.unreadable import Unreadable, printable
from autograder.errors import UsageError
from autograder.sandbox import Sources

SUFFIXES = (".py", ".ipynb", ".zip")
# What lies beside submissions in a class's folder without being one.
_HOUSEKEEPING = (".csv", ".json", ".jsonl", ".log", ".md", ".toml", ".yaml", ".yml")
_MAX_HELPERS = 100


class Submission:
    """One student's work on one assignment, not yet read. Can be sent to another process of this machine.

    ``id`` is the file's stem or the folder's name, ``origin`` says where it lies.
    """

    def __init__(self, id: str, origin: str, assignment: Assignment, tree: Tree, entry: Entry | None = None) -> None:
        self.id = id
        self.origin = origin
        self._assignment = assignment
        self._tree = tree
        self._entry = entry
        self._prepared: tuple[Sources, str] | Unreadable | None = None

    @property
    def handed_in(self) -> bool:
        """False where a student's folder answers other assignments of the course, and not this one."""
        return not answers_others_only(self._tree, self._entry, self._assignment)

    def read(self) -> tuple[Sources, str]:
        """The source text, and the SHA-256 of all that the student wrote of it, in hexadecimal.

        Raises:
            Unreadable: whatever is wrong with the files; its text is for the student.
        """
        prepared, self._prepared = self._prepared, None
        if isinstance(prepared, Unreadable):
            raise prepared
        if prepared is not None:
            return prepared
        choice = choose(self._tree, self._entry, self._assignment)
        return assemble(choice, content_of(choice.tree, choice.name), self._assignment)

    def prepare(self) -> None:
        """Read it now, for the next `read`: whoever has to wait for something else can do so meanwhile."""
        try:
            self._prepared = self.read()
        except Unreadable as unreadable:
            self._prepared = unreadable

    def __repr__(self) -> str:
        return f"Submission({self.id!r}, {self.origin!r})"


def assemble(choice: Choice, texts: tuple[str, ...], assignment: Assignment) -> tuple[Sources, str]:
    """What `Submission.read` returns, from the texts of the chosen file (one of a .py, one per code cell).

    Raises:
        Unreadable: if a file that they import cannot be read.
    """
    cells = tuple(map(clean_cell if is_notebook(choice.name) else clean_module, texts))
    sources = Sources(
        module=assignment.module,
        main=_id(choice.name),
        cells=cells,
        files=_helpers(choice, list(cells), assignment) if choice.own_folder else {},
        given=assignment.given_texts,
    )
    content = msgspec.json.encode((sources.main, sources.cells, sorted(sources.files.items())))
    return sources, hashlib.sha256(content).hexdigest()


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
        yield Submission(_id(path.stem), str(path), assignment, Folder(real.parent), entry)


def _class(tree: Tree, where: str, assignment: Assignment) -> Iterator[Submission]:
    try:
        entries = tree.entries(MAX_CLASS)
    except Unreadable as error:
        raise UsageError(f"{where}: {error}") from None
    for entry in entries:
        if entry.kind == "file" and _is_housekeeping(entry):
            continue
        name = entry.name if entry.kind == "folder" or entry.suffix not in SUFFIXES else entry.stem
        yield Submission(_id(name), f"{where}/{printable(entry.name)}", assignment, tree, entry)


def _zipped(path: Path, assignment: Assignment) -> Iterator[Submission]:
    tree: Tree = Archive(path.resolve(), path.name)
    alone = Submission(_id(path.stem), str(path), assignment, tree)
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


def _id(name: str) -> str:
    """A name from disk as an id: text without lone surrogates and control characters, composed."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", printable(text))


def _helpers(choice: Choice, texts: list[str], assignment: Assignment) -> dict[str, str]:
    """The other .py files of the submission that its text speaks of, directly or through one another.

    Files that nothing speaks of are not read: what lies about cannot change a result.
    """
    there = _importable(choice.tree, leave_out={choice.name, *assignment.given_texts})
    helpers: dict[str, str] = {}
    while texts and len(helpers) < _MAX_HELPERS:
        text = texts.pop()
        for module in there.keys() & set(re.findall(r"\w+", text)):
            for tree, name, path in there.pop(module):
                try:
                    helper = clean_module(python_text(tree.read(name, MAX_SOURCE), name))
                except Unreadable:
                    if module in imported_names(text):
                        raise
                    continue
                helpers[path] = helper
                texts.append(helper)
    return dict(sorted(helpers.items()))


def _importable(tree: Tree, leave_out: Collection[str]) -> dict[str, list[tuple[Tree, str, str]]]:
    """Module or package → its files: (tree, name in it, path from the main file's folder)."""
    found: dict[str, list[tuple[Tree, str, str]]] = {}
    for entry in tree.entries():
        if entry.kind == "folder" and entry.name.isidentifier():
            inner = tree.folder(entry.name)
            parts = [e for e in inner.entries() if e.kind == "file" and e.suffix == ".py"]
            found[entry.name] = [(inner, e.name, f"{entry.name}/{_id(e.name)}") for e in parts]
        elif entry.suffix == ".py" and entry.stem.isidentifier() and entry.name not in leave_out:
            found.setdefault(entry.stem, [(tree, entry.name, entry.name)])
    return found
