"""``overrides.csv`` in a course: marks that a person has set, in the place of the grader's."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import UTC
from pathlib import Path

from autograder.course.late import read_moment
from autograder.course.tables import Row, for_assignment, read_rows
from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import Text, one_line

FILE = "overrides.csv"
WHOLE = "*"
"""In the column ``check``: the score as a whole. So is an empty cell."""
_NEEDED = ("submission", "points", "reason", "who")
_OPTIONAL = ("assignment", "check", "when", "digest")


class SetMark(Struct, frozen=True):
    """A line of the file. Its check and its points are compared with the assignment's later: see `row`."""

    row: Row
    submission: str
    check: str
    reason: str
    who: str
    when: str
    """As it is written there; mostly empty."""
    digest: str
    """Of the work that it was made for, or how that begins; mostly empty."""

    @property
    def key(self) -> str:
        """A digest of everything in the line: another one where anybody has changed it."""
        return hashlib.sha256("\0".join(f"{k}={v}" for k, v in sorted(self.row.cells.items())).encode()).hexdigest()


def read_overrides(path: Path, assignment: str, assignments: Collection[str]) -> tuple[SetMark, ...]:
    """The marks set for one assignment; none if there is no file::

        submission,assignment,check,points,reason,who,when,digest
        hana,layers,backward,2,"right, but for a slip in the test data",M. Sato,,

    ``assignment`` may be left out where the course has only one, ``check`` for the whole score, ``when`` and
    ``digest`` always.

    Raises:
        UsageError: if the file is wrong; says in which line.
    """
    marks = [_mark(row) for row in for_assignment(read_rows(path, _NEEDED, _OPTIONAL), assignment, assignments)]
    for submission in dict.fromkeys(mark.submission for mark in marks):
        refuse_two_of_one(mark for mark in marks if mark.submission == submission)
    return tuple(marks)


def _mark(row: Row) -> SetMark:
    mark = SetMark(
        row,
        row.needed("submission"),
        row["check"] or WHOLE,
        row.needed("reason"),
        row.needed("who"),
        row["when"],
        row["digest"].casefold(),
    )
    if mark.when:
        try:
            read_moment(mark.when, UTC, latest=False)
        except UsageError as error:
            raise row.wrong("'when': " + error.text) from None
    if mark.digest and (len(mark.digest) < 8 or set(mark.digest) - set("0123456789abcdef")):
        raise row.wrong(
            Text(
                "'digest' must be at least the first 8 characters of the submission's digest in a report",
                "'digest' には、レポートにある提出の digest の先頭 8 文字以上を書いてください",
            )
        )
    return mark


def refuse_two_of_one(marks: Iterable[SetMark]) -> None:
    """Raises: UsageError if of these marks, all for one submission, two are for the same."""
    seen: dict[str, SetMark] = {}
    for mark in marks:
        whole = next(iter(seen.values()), None) if mark.check == WHOLE else seen.get(WHOLE)
        other = seen.get(mark.check) or whole
        if other:
            raise _both(mark, other)
        seen[mark.check] = mark


def _both(mark: SetMark, other: SetMark) -> UsageError:
    who, line = one_line(mark.submission, 40), other.row.line
    if mark.check == other.check:
        return mark.row.wrong(
            Text(
                f"sets the same mark of {who!r} as line {line}; keep one of the two",
                f"{line} 行目と同じ {who!r} の点数を決めています。どちらかにしてください",
            )
        )
    return mark.row.wrong(
        Text(
            f"{who!r} gets a mark for a check and, in line {line}, one for the whole score, or the other way round; "
            "keep one kind",
            f"{who!r} には、{line} 行目と合わせて、テストごとの点数と総得点の両方があります。どちらかにしてください",
        )
    )
