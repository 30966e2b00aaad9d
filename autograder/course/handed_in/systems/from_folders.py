"""Plain files and folders: ``ann.py``, ``ann/``, ``ann.zip``, as people and small scripts collect them.

The name without suffix is the student's. What belongs to the class, not to a student (lists, tables, READMEs), is told
by its name and kind; ``ann.ipynb.json`` is what a browser made of ann.ipynb, and ``ann_report.pdf`` lies beside ann.py.
"""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading
from autograder.course.handed_in.trees import ARCHIVES, Entry, Tree
from autograder.lazy_expressions import expression
from autograder.text import Text

SUFFIXES = (".py", ".ipynb", *ARCHIVES)
_PACKED = (".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tar", ".gz", ".7z", ".rar", ".bz2", ".xz")
# What a class has: tables, settings, logs. A student's work is none of them.
_CLASSS = (
    ".csv", ".tsv", ".xls", ".xlsx", ".ods", ".json", ".jsonl", ".log", ".toml", ".yaml", ".yml", ".cfg", ".ini",
    ".sqlite", ".lock", ".css", ".js",
)  # fmt: skip
_OWN = expression(
    r"(read\W?me|licen[cs]e|makefile|index|feedback|grades?|marks?|scores?|roster|names?|students?|participants?|"
    r"class(list)?|list|notes?|instructions?|solutions?|rubric|requirements|template|changelog|comments?|timestamp|"
    r"名簿|成績|採点|一覧|評価|得点|提出状況|配布|説明|メモ)([ _\-.].*)?",
    re.IGNORECASE,
)
_NUMBER = r"[A-Za-z]{0,3}\d{4,}[A-Za-z]?"
_NUMBER_FIRST = expression(rf"({_NUMBER})[ _\-　]+(\D+)")
_NUMBER_LAST = expression(rf"(\D+?)[ _\-　(（]+({_NUMBER})[)）]?")
_BELONGS_TO_THE_CLASS = Text(
    "Its name and kind are those of a list, a table or a note of the class, not of a student's work.",
    "名前と種類から、学生の提出物ではなく、授業の一覧・表・メモと判断しました。",
)


class Folders:
    """See the module."""

    name = "plain"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        students = {s for e in entries if (s := _worker(e))}

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            student = _worker(entry) or _neighbour(entry, students) or _writer(entry)
            if student is None:
                return [Aside((entry.name,), _BELONGS_TO_THE_CLASS)]
            others = (*_parts(student), *_without(assignment.id, student))
            return [Piece((entry.name,), entry.kind, Person(student, others), entry.name)]

        return read


def _worker(entry: Entry) -> str | None:
    """Whose it is, if it is a folder, a program or an archive."""
    name = composed(entry.name)
    if entry.kind == "folder":
        return name
    stem, suffix = composed(entry.stem), entry.suffix
    if suffix in SUFFIXES:
        return None if stem.upper() in ("README", "LICENSE") else stem
    packed = next((s for s in _PACKED if name.lower().endswith(s)), None)
    if packed:
        return name[: -len(packed)]
    inner = Path(stem)
    return inner.stem if inner.suffix.lower() in SUFFIXES else None


def _parts(student: str) -> tuple[str, ...]:
    """A student's number and name, where both were written into one."""
    found = _NUMBER_LAST.fullmatch(student) or _NUMBER_FIRST.fullmatch(student)
    return tuple(found.groups()) if found else ()


def _without(assignment: str, student: str) -> tuple[str, ...]:
    """A student's name where the assignment's stands before or behind it, as in ``softmax_ann.py``."""
    name = r"[ _\-]*".join(map(re.escape, assignment.split("_")))
    plain = re.sub(r" ?\(\d+\)$", "", student)  # a browser's counter
    rest = re.sub(rf"^{name}[ _\-]+|[ _\-]+{name}$", "", plain, count=1, flags=re.IGNORECASE)
    return (rest,) if rest != student else ()


def _neighbour(entry: Entry, students: Collection[str]) -> str | None:
    """The student to whose name that of a file adds something: the longest of them."""
    stem = composed(entry.stem)
    cuts = [len(stem), *(m.start() for m in re.finditer(r"[ _\-.(（]", stem))]
    return next((stem[:cut] for cut in sorted(cuts, reverse=True) if stem[:cut] in students), None)


def _writer(entry: Entry) -> str | None:
    """Whose it is, if it could be a student's although it is no program."""
    stem = composed(entry.stem)
    if entry.suffix in _CLASSS or _OWN.fullmatch(stem):
        return None
    return stem if entry.suffix else composed(entry.name)
