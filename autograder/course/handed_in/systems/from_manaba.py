"""manaba: the answers of a report, with or without the sheet of marks.

``学籍番号@ユーザID@softmax.py`` or ``ユーザID@学籍番号@softmax.py``, as the university has set it, where all are in one
folder (faq.manaba.jp, id 371, about putting the files into one folder); else a folder for each student, named alike.
The sheet ``reportlist.xls`` and pages lie beside them.
"""

import re
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, systems_own
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_FILE = expression(r"([^@]+)@([^@]+)@(.+)")
_FOLDER = expression(r"([^@]+)@([^@]+)(?:@([^@]*))?")
_SHEET = expression(r"(reportlist|report-?\d*|採点シート|index).*\.(xls|xlsx|csv|html?)", re.IGNORECASE)
_MAIL = expression(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


class Manaba:
    """See the module."""

    name = "manaba"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        return _read


def _read(entry: Entry) -> Sequence[Piece | Aside]:
    if entry.kind != "folder" and _SHEET.fullmatch(entry.name):
        return [Aside((entry.name,), systems_own("manaba"))]
    if entry.kind == "folder":
        found = None if _MAIL.fullmatch(entry.name) else _FOLDER.fullmatch(entry.name)
        file = entry.name
    else:
        found = _FILE.fullmatch(entry.name)
        file = found[3] if found else ""
    if found is None:
        return ()
    names = [part for part in found.groups()[: 2 if entry.kind != "folder" else 3] if part]
    return [Piece((entry.name,), entry.kind, Person(names[0], tuple(names[1:])), file)]
