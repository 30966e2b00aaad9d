"""Whether a folder or zip is a class or one student's hand-in: from what lies in it, not from how it is called."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from autograder.course.assignment import Assignment
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.imports import imported_names
from autograder.lazy_expressions import expression

_LOOKED_AT = 60  # files of which the imports are read: nobody hands in more modules than that on one level
_MAX_READ = 2**18
_COPIES = 4  # as many copies of one name are a class whose names a drive has counted up
_COPY = r"([ _\-.]*(\(\d+\)|（\d+）|copy\s*\d*|コピー\s*\d*|のコピー|final|new|v?\d+))*"
_PROJECT = expression(
    r"(\.git|src|source|docs?|common|data|datasets?|lib|utils?|tests?|images?|img|figs?|figures?|notebooks?|scripts?|"
    r"examples?|assets|models?|build|dist|venv|env|node_modules|"
    r"(ch|chapter|chap|week|lec|lecture|day|hw|lab|ex|exercise|part|task|第)[ _\-]?\d+[章回週]?)",
    re.IGNORECASE,
)
_PROJECTS_FILES = ("setup.py", "pyproject.toml", "requirements.txt", "__init__.py", "environment.yml", "Pipfile")
_WRAPPER = expression(
    r"(submissions?|class|bulk_?download|download(s|ed)?|assignment.*|students?|hand-?ins?|files|export.*|student work|"
    r"submitted( files)?|inbound|提出物?|レポート|課題.*|hw\d*|homework.*|repos|clones)([ _\-.(].*)?",
    re.IGNORECASE,
)


def is_one(tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> bool:
    """Whether what a folder holds is one student's: a file named as asked for with what it needs, or a project."""
    sources = [e for e in entries if e.kind == "file" and e.suffix in (".py", ".ipynb")]
    own = [e for e in sources if not _is_everybodys(e, assignment)]
    folders = [e for e in entries if e.kind == "folder"]
    if any(e.name in _PROJECTS_FILES for e in entries):
        return True
    if not own:
        return bool(folders) and all(_is_a_part(e, assignment) for e in folders) and not _zips(entries)
    if len(own) > _LOOKED_AT:
        return False
    if _students(tree, folders, assignment):
        return False
    named = [e for e in own if is_named(e, assignment)]
    together = _together(tree, own, named or own[:1])
    apart = [e for e in own if e not in together]
    if not named:
        return len(own) > 1 and not apart
    return len(named) < _COPIES and len(apart) <= 1


def could_be_one(tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> bool:
    """Whether a class may yet be one student's files: one has the name that is asked for, or imports another."""
    sources = [e for e in entries if e.kind == "file" and e.suffix in (".py", ".ipynb")]
    if len(sources) > _LOOKED_AT:
        return False
    own = [e for e in sources if not _is_everybodys(e, assignment)]
    modules = {e.stem for e in own}
    return any(is_named(e, assignment) for e in own) or any(_imported(tree, e) & modules for e in own)


def is_wrapper(tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> bool:
    """Whether a folder that is all there is only holds the class, and is no student's."""
    if is_one(tree, entries, assignment):
        return False
    return _WRAPPER.fullmatch(tree.name) is not None or has_students(tree, entries, assignment)


def has_students(tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> bool:
    """Whether several folders hold a file that is named as asked for."""
    folders = [e for e in entries if e.kind == "folder"]
    return _students(tree, folders, assignment) > 1


def only_folder(entries: Sequence[Entry]) -> Entry | None:
    """The one folder beside which there is no program, nothing of a project's, and no archive."""
    folders = [e for e in entries if e.kind == "folder"]
    others = [e for e in entries if e.kind != "folder"]
    if any(e.name in _PROJECTS_FILES or e.is_archive or e.suffix in (".py", ".ipynb") for e in others):
        return None
    return folders[0] if len(folders) == 1 else None


def is_named(entry: Entry, assignment: Assignment) -> bool:
    """Whether a file has the name that is asked for, or one that a copy of it gets."""
    pattern = rf"(copy of |コピー ?[~～〜-]? ?)?{re.escape(assignment.id)}{_COPY}"
    return entry.suffix in (".py", ".ipynb") and re.fullmatch(pattern, entry.stem, re.IGNORECASE) is not None


def _is_everybodys(entry: Entry, assignment: Assignment) -> bool:
    """Whether it is a file that everybody has, or that answers something else."""
    return (
        entry.name in assignment.given_texts
        or entry.stem in assignment.others
        or entry.name.startswith("test_")
        or entry.name == "conftest.py"
    )


def _is_a_part(folder: Entry, assignment: Assignment) -> bool:
    return (
        _PROJECT.fullmatch(folder.name) is not None
        or folder.name.casefold() == assignment.id.casefold()
        or folder.name in assignment.others
    )


def _zips(entries: Iterable[Entry]) -> bool:
    return any(e.is_archive for e in entries)


def _together(tree: Tree, sources: Sequence[Entry], seeds: Sequence[Entry]) -> set[Entry]:
    """The files that import one another, directly or not, with the seeds."""
    imports = {e: _imported(tree, e) for e in sources}
    found = set(seeds)
    while True:
        modules, wanted = {e.stem for e in found}, set[str]().union(*(imports[e] for e in found))
        more = {e for e in sources if e not in found and (e.stem in wanted or imports[e] & modules)}
        if not more:
            return found
        found |= more


def _imported(tree: Tree, entry: Entry) -> set[str]:
    try:
        text = tree.read(entry.name, _MAX_READ).decode("utf-8", "replace")
    except Unreadable:
        return set()
    return set(imported_names(text.replace("\\n", "\n") if entry.suffix == ".ipynb" else text))


def _students(tree: Tree, folders: Sequence[Entry], assignment: Assignment) -> int:
    """How many of the first folders hold a file that is named as asked for, as those of students do."""
    found = 0
    for folder in folders[:_LOOKED_AT]:
        if not _is_a_part(folder, assignment):
            with suppress(Unreadable):
                found += any(is_named(e, assignment) for e in tree.folder(folder.name).entries())
    return found
