"""Google: the folder of a Classroom assignment or of a form with uploads, in Drive, downloaded or by Takeout.

A copy that Classroom made for each student is called ``Ann Ito - softmax_with_loss.ipynb``; a form puts the name
behind: ``softmax_with_loss - Ann Ito.ipynb`` (support.google.com, on assignments of Classroom, uploads of Forms).
Drive counts up equal names when it packs them: ``(1)``, which tells nothing of time. What a student attached has no
name of a person: it is read as plain files are.
"""

import re
from collections import Counter
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_NAME = expression(r"(.+?) - (.+?)( ?\(\d+\))?(\.[A-Za-z0-9.]+)?")


class Google:
    """See the module."""

    name = "google"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`: what most have in common is the file, the other part the student."""
        parts = [found.groups() for e in entries if (found := _NAME.fullmatch(e.name))]
        before, after = Counter(p[0].casefold() for p in parts), Counter(p[1].casefold() for p in parts)
        own = assignment.id.casefold()
        file_first = before[own] > after[own] or (
            before[own] == after[own] and max(before.values(), default=0) > max(after.values(), default=0)
        )
        common = before if file_first else after
        usual = max(common.values(), default=0) > 1 or own in common

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            found = _NAME.fullmatch(entry.name)
            if found is None or not usual:
                return ()
            first, second, number, suffix = (part or "" for part in found.groups())
            name, file = (second, first) if file_first else (first, second)
            count = int(re.sub(r"\D", "", number) or 0)
            return [Piece((entry.name,), entry.kind, Person(name.strip()), f"{file}{suffix}", copy=(count,))]

        return read
