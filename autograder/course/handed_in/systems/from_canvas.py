"""Canvas: "Download Submissions".

``itoann_LATE_12345_678901_softmax_with_loss-1.py``: the sortable name without what is no letter, ``LATE``, the user's
id, the attachment's id, the file's name. Where assignments are anonymous, ``anon_Ab1cD`` stands for name and id. A text
entry is ``itoann_12345_text.html``, an address ``…_url.html``; files of a quiz's question have ``_question_…_``
(lib/content_zipper.rb, app/models/quizzes/quiz_submission_zipper.rb in github.com/instructure/canvas-lms). Of several
attempts the download holds the last one. Canvas counts up a name that the student has used before: ``-1``.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression
from autograder.structs import replace

_FILE = expression(r"(.+?)(_LATE)?_(\d+)_(\d+)_(.+)", re.IGNORECASE)
_ANONYMOUS = expression(r"(anon_[A-Za-z0-9]{3,8})(_LATE)?_(\d+)_(.+)", re.IGNORECASE)
_QUESTION = expression(r"([^_]+?)(\d+)_question_\d+_(\d+)_(.+)")
_TEXT = expression(r"(.+?)(_LATE)?_(\d+)_(text|url|link|media)\.html?", re.IGNORECASE)
_AGAIN = expression(r"(.+)-(\d{1,3})(\.[A-Za-z0-9]+)")


class Canvas:
    """See the module."""

    name = "canvas"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        used: dict[tuple[str, str], set[int]] = {}
        for piece in filter(None, map(_piece, entries)):
            used.setdefault((piece.student.id, piece.file), set()).add(piece.copy[0])

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            piece = _text(entry) or _piece(entry)
            if piece is None:
                return ()
            numbers = used.get((piece.student.id, piece.file), set())
            counted = 0 in numbers or len(numbers) < 2 or Path(piece.file).stem.casefold() == assignment.id.casefold()
            return [piece if counted else replace(piece, file=_numbered(piece))]

        return read


def _text(entry: Entry) -> Piece | None:
    found = _TEXT.fullmatch(entry.name) if entry.kind != "folder" else None
    if found is None:
        return None
    name, late, user, kind = found.groups()
    file = f"{kind.lower()}.html"
    return Piece((entry.name,), entry.kind, Person(user, (name,)), file, late=bool(late), is_text=True)


def _piece(entry: Entry) -> Piece | None:
    """A file, under its name without the number that Canvas may have counted up."""
    if entry.kind == "folder" or entry.name.count("_") < 3:
        return None
    if found := _FILE.fullmatch(entry.name):
        name, late, user, attachment, file = found.groups()
        person = Person(user, (name,))
    elif found := _ANONYMOUS.fullmatch(entry.name):
        anonymous, late, attachment, file = found.groups()
        person = Person(anonymous)
    elif found := _QUESTION.fullmatch(entry.name):
        (name, user, attachment, file), late = found.groups(), None
        person = Person(user, (name,))
    else:
        return None
    again = _AGAIN.fullmatch(file)
    number, original = (int(again[2]), again[1] + again[3]) if again else (0, file)
    return Piece((entry.name,), entry.kind, person, original, late=bool(late), copy=(number, int(attachment)))


def _numbered(piece: Piece) -> str:
    """The name with its number: where there are several, and none without, the student may have counted."""
    stem, dot, suffix = piece.file.rpartition(".")
    return f"{stem}-{piece.copy[0]}{dot}{suffix}"
